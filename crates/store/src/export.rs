//! Everything that the register holds, table by table, for whoever writes it down.

use std::collections::{BTreeSet, HashMap};

use rule::number::Number;
use serde_json::json;
use zone::Seq;
use zone::fact::{OriginId, Stated};
use zone::people::{ExportFacts, ExportRegister, KeepContent, KeepStore, Permit};

use crate::db::{Cell, Db};
use crate::error::Error;
use crate::fact::{STATEMENT, statement};
use crate::hash::{Hash, hex};
use crate::origin::{self, Known};
use crate::store::Store;
use crate::table::{IMPORT, STATEMENT as STATEMENTS, Table, exported};

/// A piece of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A table begins.
    Table {
        /// Its name.
        name: &'static str,
        /// Its columns.
        columns: Vec<&'static str>,
    },
    /// A row of it: numbers and texts, hashes in hexadecimal.
    Row(&'a [Cell]),
}

/// Where the pieces go; what it cannot take ends the export.
pub type Take<'a> = &'a mut dyn FnMut(Piece<'_>) -> Result<(), Error>;

impl Store {
    /// Hands out everything, as it is at one moment, a row at a time; the journal says so first.
    /// Values of feeds that may not go out (允许用途) are left out and counted.
    pub fn export(
        &self,
        permit: &Permit<ExportRegister>,
        allowed: &dyn Fn(&str) -> bool,
        take: Take<'_>,
    ) -> Result<u64, Error> {
        self.write(permit, &json!({ "export": "register" }), |tx| Ok(tx.seq))?;
        self.read(permit, |db| {
            let origins = origin::origins(db, Seq(0), Seq::LATEST)?;
            let mut left = 0;
            for table in exported() {
                if *table == STATEMENTS {
                    left += values(db, (&origins, allowed), take)?;
                } else if *table == IMPORT {
                    imports(db, (&origins, allowed), take)?;
                } else {
                    rows(db, table, take, |_| ())?;
                }
            }
            Ok(left)
        })
    }
}

/// Facts that were taken out as a list or a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What the file is called.
    pub name: String,
    /// Of how many enterprises.
    pub enterprises: usize,
    /// What was asked of them; nothing for a form, which asks by its headings.
    pub columns: Vec<String>,
}

impl Store {
    /// Notes in the journal that facts were taken out.
    pub fn taken(&self, permit: &Permit<ExportFacts>, taken: &Taken) -> Result<Seq, Error> {
        let Taken { name, enterprises, columns } = taken;
        let detail = json!({ "fill": name, "enterprises": enterprises, "columns": columns });
        // Whoever has a park takes out lists of that park: what is in them was asked before.
        self.write_about(permit, (&[], &detail), |tx| Ok(tx.seq))
    }
}

impl Store {
    /// Notes in the journal that a list was taken out: what its file is called, and its rows.
    pub fn listed(
        &self,
        permit: &Permit<ExportFacts>,
        (name, rows): (String, usize),
    ) -> Result<Seq, Error> {
        let detail = json!({ "list": name, "rows": rows });
        // As of [`Store::taken`].
        self.write_about(permit, (&[], &detail), |tx| Ok(tx.seq))
    }
}

impl Store {
    /// Notes in the journal that a copy of everything is made, and what its file is called.
    pub fn copied(&self, permit: &Permit<KeepStore>, name: &str) -> Result<Seq, Error> {
        self.write(permit, &json!({ "backup": name }), |tx| Ok(tx.seq))
    }

    /// Notes in the journal that other content is taken up: the hashes of the old and the new.
    pub fn taken_up(
        &self,
        permit: &Permit<KeepContent>,
        was: Hash,
        is: Hash,
    ) -> Result<Seq, Error> {
        let detail = json!({ "was": was.to_string(), "is": is.to_string() });
        self.write(permit, &detail, |tx| Ok(tx.seq))
    }
}

/// The columns of the register, and of which feeds the values may go out.
type Allowed<'a> = (&'a [Known], &'a dyn Fn(&str) -> bool);

/// The imports; what was remarked of their cells is a part of what they brought.
fn imports(db: &mut Db, (origins, allowed): Allowed<'_>, take: Take<'_>) -> Result<(), Error> {
    let kept = origins.iter().filter(|known| !allowed(&known.origin.feed));
    let kept: BTreeSet<i64> =
        kept.filter_map(|known| Some(known.origin.import?.0.into())).collect();
    rows(db, &IMPORT, take, |cells| {
        if let [Cell::Int(id), .., remarks] = cells
            && kept.contains(id)
        {
            *remarks = Cell::Null;
        }
    })
}

/// The rows of a table, each as `mend` leaves it.
fn rows(
    db: &mut Db,
    table: &Table,
    take: Take<'_>,
    mend: impl Fn(&mut [Cell]),
) -> Result<(), Error> {
    let columns = table.columns.iter().map(|(name, _)| *name).collect();
    take(Piece::Table { name: table.name, columns })?;
    let first = table.columns.first().map_or("id", |(name, _)| *name);
    let sql = format!("SELECT {} FROM {} ORDER BY {first}", table.names(), table.name);
    db.each(&sql, &[], &mut |row| {
        let mut cells: Vec<Cell> = row.rest().into_iter().map(legible).collect();
        mend(&mut cells);
        take(Piece::Row(&cells))
    })
}

fn legible(cell: Cell) -> Cell {
    match cell {
        Cell::Blob(bytes) => Cell::Text(hex(&bytes)),
        other => other,
    }
}

/// The values of all statements that may go out, a row each; how many may not.
fn values(db: &mut Db, (origins, allowed): Allowed<'_>, take: Take<'_>) -> Result<u64, Error> {
    let columns = vec!["seq", "subject", "sheet_row", "origin", "fact", "kind", "value"];
    take(Piece::Table { name: "statement", columns })?;
    let fact = |known: &'_ Known| {
        let goes = allowed(&known.origin.feed);
        (known.id, (known.origin.fact.clone(), goes))
    };
    let facts: HashMap<OriginId, (String, bool)> = origins.iter().map(fact).collect();
    let mut left = 0;
    db.each(&format!("{STATEMENT} ORDER BY id"), &[], &mut |mut row| {
        let statement = statement(&mut row)?;
        for (origin, value) in &statement.said {
            let (fact, goes) = facts.get(origin).ok_or(Error::Damaged { column: "body" })?;
            if !goes {
                left += 1;
                continue;
            }
            let (kind, value) = written(value);
            take(Piece::Row(&[
                statement.seq.0.into(),
                statement.subject.0.into(),
                statement.row.into(),
                origin.0.into(),
                fact.as_str().into(),
                kind.into(),
                value,
            ]))?;
        }
        Ok(())
    })?;
    Ok(left)
}

/// What kind of value it is, and itself: numbers in the base unit.
fn written(value: &Stated) -> (&'static str, Cell) {
    match value {
        Stated::Number { units, decimals } => {
            ("number", Number::from_scaled(*units, *decimals).to_string().into())
        }
        Stated::Bool(yes) => ("bool", i64::from(*yes).into()),
        Stated::Text(text) => ("text", text.as_str().into()),
        Stated::Date(day) => match rule::table::numbered_day(*day) {
            Some(day) => ("date", day.to_string().into()),
            None => ("date", i64::from(*day).into()),
        },
        Stated::Days(days) => ("days", (*days).into()),
        Stated::Months(months) => ("months", (*months).into()),
        Stated::List(_) => ("list", serde_json::json!(value).to_string().into()),
        Stated::Withdrawn => ("withdrawn", Cell::Null),
    }
}
