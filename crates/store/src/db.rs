//! The two engines behind one enum: cells in, cells out, one SQL text with `$1`.

mod row;
mod server;
mod sqlite;

use std::path::Path;

use crate::error::Error;
use crate::place::{Engine, Place};
use crate::table::Table;

pub use self::row::Cell;
pub(crate) use self::row::Row;
use self::server::Server;
use self::sqlite::Sqlite;

/// What a connection is for: there is one that writes, and some that read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Write,
    Read,
}

/// A connection to the database.
#[derive(Debug)]
pub(crate) enum Db {
    Sqlite(Sqlite),
    Server(Box<Server>),
}

impl Db {
    /// A connection to the database of `place`; the writer's is made where there is none.
    pub(crate) fn open(place: &Place, purpose: Purpose) -> Result<Self, Error> {
        match &place.engine {
            Engine::Memory(name) => Sqlite::memory(name).map(Self::Sqlite),
            Engine::File => Sqlite::file(&place.file(), purpose).map(Self::Sqlite),
            Engine::Server(url) => Ok(Self::Server(Server::connect(url)?.into())),
        }
    }

    /// A connection to a SQLite file, such as a backup.
    pub(crate) fn file(path: &Path, purpose: Purpose) -> Result<Self, Error> {
        Sqlite::file(path, purpose).map(Self::Sqlite)
    }

    /// Runs statements that take and return nothing.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.batch(sql),
            Self::Server(db) => db.batch(sql),
        }
    }

    /// Runs one statement; returns how many rows it touched.
    pub(crate) fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(db) => db.execute(sql, cells),
            Self::Server(db) => db.execute(sql, cells),
        }
    }

    /// Hands each row of a query to `take`, without holding more than a few of them.
    pub(crate) fn each(
        &mut self,
        sql: &str,
        cells: &[Cell],
        take: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.each(sql, cells, take),
            Self::Server(db) => db.each(sql, cells, take),
        }
    }

    /// The rows of a query, read by `read`; for lists that are known to be short.
    pub(crate) fn query<T>(
        &mut self,
        sql: &str,
        cells: &[Cell],
        read: fn(&mut Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        self.each(sql, cells, &mut |mut row| {
            rows.push(read(&mut row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of a query, if there is one.
    pub(crate) fn first<T>(
        &mut self,
        sql: &str,
        cells: &[Cell],
        read: fn(&mut Row) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.query(sql, cells, read)?.into_iter().next())
    }

    /// Inserts rows that come one after another; returns how many there were.
    pub(crate) fn load(
        &mut self,
        table: &Table,
        rows: &mut dyn Iterator<Item = Result<Vec<Cell>, Error>>,
    ) -> Result<u64, Error> {
        match self {
            Self::Sqlite(db) => db.load(table, rows),
            Self::Server(db) => db.load(table, rows),
        }
    }

    /// Begins a transaction that writes.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.batch("BEGIN IMMEDIATE"),
            Self::Server(db) => db.batch("BEGIN"),
        }
    }

    /// Begins a transaction that sees one state of the database, whoever writes meanwhile.
    pub(crate) fn begin_reading(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.batch("BEGIN"),
            Self::Server(db) => db.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        }
    }

    /// Makes what was written since [`Db::begin`] last.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.commit(),
            Self::Server(db) => db.batch("COMMIT"),
        }
    }

    /// Gives up what was written since [`Db::begin`].
    pub(crate) fn rollback(&mut self) -> Result<(), Error> {
        self.batch("ROLLBACK")
    }

    /// Lets the next query of this transaction sort a population without going to the disk.
    pub(crate) fn sort_in_memory(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Server(db) => db.batch("SET LOCAL work_mem = '256MB'"),
        }
    }

    /// Whether there is a table of that name.
    pub(crate) fn has_table(&mut self, name: &str) -> Result<bool, Error> {
        Ok(self.table_names()?.iter().any(|known| known == name))
    }

    /// How many tables there are.
    pub(crate) fn tables(&mut self) -> Result<usize, Error> {
        Ok(self.table_names()?.len())
    }

    fn table_names(&mut self) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_master
                 WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            Self::Server(_) => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
                 WHERE table_schema = current_schema() ORDER BY table_name"
            }
        };
        self.query(sql, &[], |row| row.text("name"))
    }
}
