//! PostgreSQL: one connection; rows stream in by COPY and out by portal.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;

use bytes::BytesMut;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type};
use postgres::{Client, NoTls, Statement};

use super::{Cell, Row};
use crate::error::Error;
use crate::table::{Kind, Table};

/// Distinct statements that stay prepared.
const PREPARED: usize = 256;

/// A connection with its prepared statements.
pub(crate) struct Server {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What it is connected to may hold a password.
        f.write_str("Server")
    }
}

impl Server {
    pub(super) fn connect(url: &str) -> Result<Self, Error> {
        let mut client = Client::connect(url, NoTls)?;
        // Whatever the server's default is: what is acknowledged must be on the disk.
        client.batch_execute(
            "SET synchronous_commit = on; SET lock_timeout = '5s'; SET client_min_messages = warning;
             SET TimeZone = 'UTC'",
        )?;
        Ok(Self { client, prepared: HashMap::new() })
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, Error> {
        let statement = self.prepare(sql)?;
        let cells: Vec<&(dyn ToSql + Sync)> = cells.iter().map(boundable).collect();
        Ok(self.client.execute(&statement, &cells)?)
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        cells: &[Cell],
        take: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let statement = self.prepare(sql)?;
        let kinds: Vec<Type> =
            statement.columns().iter().map(|column| column.type_().clone()).collect();
        let mut rows = self.client.query_raw(&statement, cells)?;
        while let Some(row) = rows.next()? {
            let cells = kinds.iter().enumerate().map(|(at, kind)| cell(&row, at, kind));
            take(Row::new(cells.collect::<Result<_, Error>>()?))?;
        }
        Ok(())
    }

    pub(super) fn load(
        &mut self,
        table: &Table,
        rows: &mut dyn Iterator<Item = Result<Vec<Cell>, Error>>,
    ) -> Result<u64, Error> {
        let kinds: Vec<Type> = table
            .columns
            .iter()
            .map(|(_, kind)| match kind {
                Kind::Int => Type::INT8,
                Kind::Text => Type::TEXT,
                Kind::Blob => Type::BYTEA,
            })
            .collect();
        let sink = self.client.copy_in(&format!(
            "COPY {} ({}) FROM STDIN BINARY",
            table.name,
            table.names()
        ))?;
        let mut writer = BinaryCopyInWriter::new(sink, &kinds);
        for row in rows {
            let row = row?;
            let cells: Vec<&(dyn ToSql + Sync)> = row.iter().map(boundable).collect();
            writer.write(&cells)?;
        }
        Ok(writer.finish()?)
    }
}

fn boundable(cell: &Cell) -> &(dyn ToSql + Sync) {
    cell
}

fn cell(row: &postgres::Row, at: usize, kind: &Type) -> Result<Cell, Error> {
    Ok(match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(i64::from).into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
        _ => row.try_get::<_, Option<String>>(at)?.into(),
    })
}

impl ToSql for Cell {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Int(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Blob(blob) => blob.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}
