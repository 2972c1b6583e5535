//! SQLite: one file in write-ahead mode, synced at every commit.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, ToSql};

use super::{Cell, Purpose, Row};
use crate::error::Error;
use crate::table::Table;

/// How long a statement waits for another program that has the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Distinct statements that stay prepared.
const PREPARED: usize = 128;

/// A connection to one file, or to one database in memory.
#[derive(Debug)]
pub(crate) struct Sqlite(Connection, Option<Still>);

/// A file that is read as it stands, where what reading would put beside it may not be written.
#[derive(Debug)]
struct Still {
    path: PathBuf,
    /// How long it is, and when it was written.
    was: (u64, Option<SystemTime>),
}

impl Still {
    /// None while somebody writes: what was written last is not in the file itself then.
    fn of(path: &Path) -> Option<Self> {
        let mut ahead = path.as_os_str().to_owned();
        ahead.push("-wal");
        let written = fs::metadata(ahead).is_ok_and(|ahead| ahead.len() > 0);
        let file = fs::metadata(path).ok().filter(|_| !written)?;
        Some(Self { path: path.to_owned(), was: (file.len(), file.modified().ok()) })
    }

    /// Whether nobody has written since.
    fn stands(&self) -> bool {
        Self::of(&self.path).is_some_and(|now| now.was == self.was)
    }

    fn open(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let path = self.path.to_string_lossy();
        let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        Ok(Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)?)
    }
}

impl Sqlite {
    /// A file that may only be read, in a folder that may only be read, is read as it stands.
    pub(super) fn file(path: &Path, purpose: Purpose) -> Result<Self, Error> {
        let denied = match Self::live(path, purpose) {
            Err(why @ (Error::Denied { .. } | Error::Gone(_))) if purpose == Purpose::Read => why,
            opened => return opened,
        };
        let Some(still) = Still::of(path) else { return Err(denied) };
        let Self(connection, _) = Self::set(still.open()?, purpose, "WAL")?;
        Ok(Self(connection, Some(still)))
    }

    fn live(path: &Path, purpose: Purpose) -> Result<Self, Error> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, purpose == Purpose::Write);
        let connection = Connection::open_with_flags(path, flags)?;
        Self::set(connection, purpose, "WAL")
    }

    /// A database that lives as long as one connection to it does.
    pub(super) fn memory(name: &str) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(format!("file:/{name}?vfs=memdb"), flags)?;
        Self::set(connection, Purpose::Write, "MEMORY")
    }

    fn set(connection: Connection, purpose: Purpose, journal: &str) -> Result<Self, Error> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // What is prepared stays so: else a statement is planned anew for every number it is given.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -65536;",
        )?;
        match purpose {
            Purpose::Write => connection.pragma_update(None, "journal_mode", journal)?,
            Purpose::Read => {
                connection.pragma_update(None, "query_only", true)?;
                // The first look at the file shows whether it can be read at all.
                connection.query_row("PRAGMA schema_version", [], |_| Ok(()))?;
            }
        }
        Ok(Self(connection, None))
    }

    /// Copies the database into a file, as it is at one moment, whoever writes meanwhile.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), Error> {
        let mut copy = Connection::open(path)?;
        // All pages in one step: a copy in several would begin anew with each write.
        Backup::new(&self.0, &mut copy)?.step(-1)?;
        // A file that stands alone needs no second one beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        copy.close().map_err(|(_, error)| error.into())
    }

    /// Ends what is done together; what was read of a file that somebody wrote to meanwhile is
    /// worth nothing.
    pub(super) fn commit(&self) -> Result<(), Error> {
        self.batch("COMMIT")?;
        if self.1.as_ref().is_none_or(Still::stands) { Ok(()) } else { Err(Error::Locked) }
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), Error> {
        Ok(self.0.execute_batch(sql)?)
    }

    pub(super) fn execute(&self, sql: &str, cells: &[Cell]) -> Result<u64, Error> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, cells)?;
        let touched = statement.raw_execute()?;
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    pub(super) fn each(
        &self,
        sql: &str,
        cells: &[Cell],
        take: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, cells)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|column| Ok(cell(row.get_ref(column)?)));
            take(Row::new(cells.collect::<Result<_, Error>>()?))?;
        }
        Ok(())
    }

    pub(super) fn load(
        &self,
        table: &Table,
        rows: &mut dyn Iterator<Item = Result<Vec<Cell>, Error>>,
    ) -> Result<u64, Error> {
        let mut statement = self.0.prepare_cached(&table.insertion())?;
        let mut count = 0;
        for row in rows {
            bind(&mut statement, &row?)?;
            statement.raw_execute()?;
            count += 1;
        }
        Ok(count)
    }
}

/// Binds `$1` to the first cell: SQLite takes `$1` for a name, whatever its place in the text.
fn bind(statement: &mut Statement<'_>, cells: &[Cell]) -> Result<(), Error> {
    for position in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(position)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let cell = number.and_then(|number| cells.get(number.checked_sub(1)?));
        let cell = cell.ok_or(rusqlite::Error::InvalidParameterCount(cells.len(), position))?;
        statement.raw_bind_parameter(position, cell)?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        // No column of ours is a real; a strict table refuses it.
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(blob) => Cell::Blob(blob.to_vec()),
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(blob) => ValueRef::Blob(blob),
        }))
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_is_planned_once_whatever_it_is_given() {
        let db = Sqlite::memory("planned").unwrap();
        db.batch(
            "CREATE TABLE line (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
             CREATE INDEX line_seq ON line (seq);
             INSERT INTO line (seq) VALUES (1), (2), (3), (4);
             ANALYZE;",
        )
        .unwrap();
        let sql = "SELECT id FROM line WHERE seq > $1 AND seq <= $2";
        let mut statement = db.0.prepare(sql).unwrap();
        for last in 1..=3 {
            bind(&mut statement, &[Cell::Int(0), Cell::Int(last)]).unwrap();
            let mut rows = statement.raw_query();
            while rows.next().unwrap().is_some() {}
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn a_file_is_read_as_it_stands_until_somebody_writes_to_it() {
        let folder = crate::tests::folder();
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("登 记%#.db");
        let writer = Sqlite::file(&path, Purpose::Write).unwrap();
        writer.batch("CREATE TABLE line (id INTEGER) STRICT; INSERT INTO line VALUES (7)").unwrap();
        // What was written last is not in the file yet.
        assert!(Still::of(&path).is_none());
        drop(writer);
        let still = Still::of(&path).unwrap();
        let Sqlite(connection, _) =
            Sqlite::set(still.open().unwrap(), Purpose::Read, "WAL").unwrap();
        let reader = Sqlite(connection, Some(still));
        let read = || {
            let mut found = Vec::new();
            reader.batch("BEGIN")?;
            reader.each("SELECT id FROM line", &[], &mut |mut row| {
                found.push(row.int("id")?);
                Ok(())
            })?;
            reader.commit().map(|()| found)
        };
        assert_eq!(read().unwrap(), [7]);
        let writer = Sqlite::file(&path, Purpose::Write).unwrap();
        writer.batch("INSERT INTO line VALUES (8)").unwrap();
        assert!(matches!(read(), Err(Error::Locked)));
        drop(writer);
        assert!(matches!(read(), Err(Error::Locked)));
        fs::remove_dir_all(folder).unwrap();
    }
}
