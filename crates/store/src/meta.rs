//! Whose register a database is.

use crate::db::Db;
use crate::error::Error;
use crate::migrate::{self, MIGRATIONS};

/// Refuses a database that is not the register of `zone` at this program's version.
pub(crate) fn check(db: &mut Db, zone: &str) -> Result<(), Error> {
    let (database, program) = (migrate::found(db, MIGRATIONS)?, migrate::version(MIGRATIONS));
    if database == 0 {
        return Err(Error::Absent);
    }
    if database < program {
        return Err(Error::Older { database, program });
    }
    let moved = "SELECT COUNT(*) FROM meta WHERE name = 'moved'";
    if db.first(moved, &[], |row| row.int("count"))? != Some(0) {
        return Err(Error::Moved);
    }
    let database = zone_of(db)?;
    if database == zone {
        return Ok(());
    }
    Err(Error::Zone { database, asked: zone.to_owned() })
}

/// Whose it is.
pub(crate) fn zone_of(db: &mut Db) -> Result<String, Error> {
    let sql = "SELECT value FROM meta WHERE name = 'zone'";
    db.first(sql, &[], |row| row.text("value"))?.ok_or(Error::Damaged { column: "meta.zone" })
}

/// Says that it lives elsewhere from here on.
pub(crate) fn leave(db: &mut Db) -> Result<(), Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('moved', 'PostgreSQL')";
    db.execute(sql, &[]).map(|_| ())
}

/// Says whose it is, once.
pub(crate) fn enter(db: &mut Db, zone: &str) -> Result<(), Error> {
    db.execute("INSERT INTO meta (name, value) VALUES ('zone', $1)", &[zone.into()]).map(|_| ())
}
