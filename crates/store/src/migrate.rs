//! Changes to the shape of the database, one file each, the same text for both engines.

use crate::db::{Cell, Db};
use crate::error::Error;
use crate::hash::Hash;
use crate::moment::Moment;
use crate::sought;

/// One change. Its version is its place in the list, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
    /// Writes what follows from the rows that are there.
    pub(crate) fill: Option<Fill>,
}

type Fill = fn(&mut Db) -> Result<(), Error>;

impl Migration {
    /// A change that leaves every row as it is.
    pub(crate) const fn shape(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, fill: None }
    }
}

/// All changes, oldest first. One that was ever released is never edited.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::shape("journal", include_str!("../migrations/0001-journal.sql")),
    Migration::shape("register", include_str!("../migrations/0002-register.sql")),
    Migration::shape("verdict", include_str!("../migrations/0003-verdict.sql")),
    Migration::shape("people", include_str!("../migrations/0004-people.sql")),
    Migration {
        name: "sought",
        sql: include_str!("../migrations/0005-sought.sql"),
        fill: Some(sought::fill),
    },
    Migration::shape("parted", include_str!("../migrations/0006-parted.sql")),
    Migration::shape("motion", include_str!("../migrations/0007-motion.sql")),
];

/// The version that a list of changes leads to.
pub(crate) fn version(migrations: &[Migration]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// The version of a database: 0 where it has no table at all.
///
/// # Errors
/// [`Error::Newer`] where a later program made it, [`Error::Foreign`] where a change was made by
/// another text, [`Error::NotOurs`] where there are tables of somebody else.
pub(crate) fn found(db: &mut Db, migrations: &[Migration]) -> Result<i64, Error> {
    if !db.has_table("migration")? {
        return if db.tables()? == 0 { Ok(0) } else { Err(Error::NotOurs) };
    }
    let made = db.query("SELECT version, digest FROM migration ORDER BY version", &[], |row| {
        Ok((row.int("version")?, Hash::read(&row.blob("digest")?, "digest")?))
    })?;
    let database = made.last().map_or(0, |(version, _)| *version);
    let program = version(migrations);
    if database > program {
        return Err(Error::Newer { database, program });
    }
    for ((version, digest), migration) in made.iter().zip(migrations) {
        if *digest != Hash::of(migration.sql.as_bytes()) {
            return Err(Error::Foreign { version: *version });
        }
    }
    Ok(database)
}

/// Makes all changes after `from`, inside the transaction that is open.
pub(crate) fn migrate(
    db: &mut Db,
    migrations: &[Migration],
    from: i64,
    now: Moment,
) -> Result<(), Error> {
    if from == 0 {
        let sql = "CREATE TABLE migration (
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, at TEXT NOT NULL
        ) STRICT;";
        change(db, sql)?;
    }
    for (version, migration) in (1..).zip(migrations).filter(|(version, _)| *version > from) {
        make(db, (version, migration), now).map_err(|why| Error::Unmigrated {
            version,
            name: migration.name,
            why: Box::new(why),
        })?;
    }
    Ok(())
}

fn make(db: &mut Db, (version, migration): (i64, &Migration), now: Moment) -> Result<(), Error> {
    change(db, migration.sql)?;
    if let Some(fill) = migration.fill {
        fill(db)?;
    }
    let digest = Hash::of(migration.sql.as_bytes());
    let cells: [Cell; 4] =
        [version.into(), migration.name.into(), digest.into(), now.to_string().into()];
    let sql = "INSERT INTO migration (version, name, digest, at) VALUES ($1, $2, $3, $4)";
    db.execute(sql, &cells).map(|_| ())
}

fn change(db: &mut Db, sql: &str) -> Result<(), Error> {
    match db {
        Db::Sqlite(_) => db.batch(sql),
        Db::Server(_) => db.batch(&for_server(sql)),
    }
}

/// The text for PostgreSQL: its names of the types, and texts that sort by code point.
fn for_server(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len() * 2);
    for line in sql.lines().filter(|line| !line.trim_start().starts_with("--")) {
        for piece in line.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric()) {
            let word = piece.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
            let after = piece.get(word.len()..).unwrap_or_default();
            text.push_str(match word {
                "INTEGER" => "BIGINT",
                "BLOB" => "BYTEA",
                "TEXT" => "TEXT COLLATE \"C\"",
                "STRICT" => "",
                other => other,
            });
            text.push_str(after);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_gets_its_own_types() {
        let sql = "-- The INTEGER.\nCREATE TABLE t (\n a INTEGER PRIMARY KEY,\n b TEXT,\n c BLOB NOT NULL\n) STRICT;\n";
        let wanted = "CREATE TABLE t (\n a BIGINT PRIMARY KEY,\n b TEXT COLLATE \"C\",\n c BYTEA NOT NULL\n) ;\n";
        assert_eq!(for_server(sql), wanted);
    }
}
