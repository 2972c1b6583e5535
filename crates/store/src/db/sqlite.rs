//! SQLite: one file in write-ahead mode, synced at every commit.

use std::path::Path;
use std::time::Duration;

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
pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(super) fn file(path: &Path, purpose: Purpose) -> Result<Self, Error> {
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
            Purpose::Read => connection.pragma_update(None, "query_only", true)?,
        }
        Ok(Self(connection))
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
}
