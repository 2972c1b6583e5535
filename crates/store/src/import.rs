//! Imports: what sheets said, in one transaction, and taken back as one.

use serde_json::json;
use zone::Seq;
use zone::enterprise::{Change, SubjectId};
use zone::fact::{ImportId, Origin, OriginId, Standing, Stated};
use zone::people::{ImportFacts, Permit, ReadRegister, UndoImport};

use crate::ahead::far_ahead;
use crate::db::{Cell, Db, Row};
use crate::enterprise::change;
use crate::error::Error;
use crate::hash::Hash;
use crate::moment::Moment;
use crate::origin;
use crate::page::{Last, Listed, Sought};
use crate::session::Tx;
use crate::store::Store;
use crate::{table, undone};

/// An import to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// What it is called: the file's name, or the folder's.
    pub name: String,
    /// The hash of the file's bytes, by which it is known again.
    pub content: Hash,
    /// What its headings look like, by which its plan is found again for the next one.
    pub shape: String,
    /// What its columns were taken for, as the program that reads sheets writes it.
    pub plan: String,
    /// What was remarked, in JSON.
    pub remarks: String,
    /// The line up to which the caller knows the enterprises.
    pub known: Seq,
    /// Enterprises to be made or renamed.
    pub changes: Vec<(SubjectId, Change)>,
    /// Its columns; statements name them by position.
    pub origins: Vec<(Origin, Standing)>,
}

/// One row of an import about one enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Of whom.
    pub subject: SubjectId,
    /// The row of the sheet, counted from 0.
    pub row: u32,
    /// What, with the position of its column among the import's origins.
    pub values: Vec<(u32, Stated)>,
}

/// An import that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its number.
    pub import: ImportId,
    /// The line that it came with.
    pub seq: Seq,
    /// How many statements it brought.
    pub statements: u64,
}

/// The record of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub id: ImportId,
    /// The line that it came with.
    pub seq: Seq,
    /// When it was made.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// What it is called.
    pub name: String,
    /// The hash of the file's bytes.
    pub content: Hash,
    /// What its headings look like.
    pub shape: String,
    /// What its columns were taken for.
    pub plan: String,
    /// What was remarked.
    pub remarks: String,
    /// The line that took it back.
    pub undone: Option<Seq>,
}

/// Batches of statements that are made while who is who is written, at most: a quarter of a large
/// import.
const EARLY: usize = 1_024;

impl Store {
    /// Makes an import: all of it or nothing. Statements are taken one by one as they come, and
    /// none is kept; an `Err` among them ends the import, with nothing written.
    pub fn import(
        &self,
        permit: &Permit<ImportFacts>,
        intake: Intake,
        said: impl Iterator<Item = Result<Said, String>> + Send + 'static,
    ) -> Result<Imported, Error> {
        let detail = json!({ "import": intake.name, "content": intake.content.to_string() });
        self.write_alone(permit, &detail, move |tx| import(tx, &intake, said))
    }

    /// Takes an import back: from its line on nothing of it counts.
    pub fn undo(
        &self,
        permit: &Permit<UndoImport>,
        import: ImportId,
        reason: String,
    ) -> Result<Seq, Error> {
        let detail = json!({ "undo": import.0, "reason": reason });
        self.write(permit, &detail, move |tx| {
            let id = [Cell::from(import.0)];
            let known = "SELECT COUNT(*) FROM import WHERE id = $1";
            if tx.db.first(known, &id, |row| row.int("count"))? == Some(0) {
                return Err(Error::Nothing("import"));
            }
            let undone = "SELECT COUNT(*) FROM undo WHERE import = $1";
            if tx.db.first(undone, &id, |row| row.int("count"))? != Some(0) {
                return Err(Error::Undone);
            }
            tx.put(&table::UNDO, vec![import.0.into(), reason.into()])?;
            Ok(tx.seq)
        })
    }

    /// How many rows came with a line.
    pub fn rows(&self, permit: &Permit<ReadRegister>, line: Seq) -> Result<u32, Error> {
        let sql = "SELECT COUNT(*) FROM statement WHERE seq = $1";
        let cells = [line.0.into()];
        let count = self.read(permit, |db| db.first(sql, &cells, |row| row.narrow("count")))?;
        Ok(count.unwrap_or(0))
    }

    /// The imports that came with lines after `after` and up to `known`, oldest first.
    pub fn imports(
        &self,
        permit: &Permit<ReadRegister>,
        after: Seq,
        known: Seq,
    ) -> Result<Vec<Import>, Error> {
        let sql = format!(
            "SELECT {RECORD} {RECORDED} WHERE import.seq > $1 AND import.seq <= $2 ORDER BY import.id"
        );
        self.read(permit, |db| {
            let imports = db.query(&sql, &[after.0.into(), known.0.into()], record)?;
            let seen = |import: Import| Import {
                undone: import.undone.filter(|undone| *undone <= known),
                ..import
            };
            Ok(imports.into_iter().map(seen).collect())
        })
    }

    /// The imports there are, the last first.
    pub fn last_imports(
        &self,
        permit: &Permit<ReadRegister>,
        last: Last,
    ) -> Result<Listed<Import>, Error> {
        let from = format!("{RECORDED} WHERE TRUE");
        let cells = Vec::new();
        let sought = Sought { columns: RECORD, from: &from, number: "import.id", cells };
        self.read(permit, |db| last.of(db, sought, record))
    }

    /// The imports of a file with that content, newest first: it may have been brought before.
    pub fn imports_of(
        &self,
        permit: &Permit<ReadRegister>,
        content: Hash,
    ) -> Result<Vec<Import>, Error> {
        let sql = format!("SELECT {RECORD} {RECORDED} WHERE content = $1 ORDER BY import.id DESC");
        self.read(permit, |db| db.query(&sql, &[content.into()], record))
    }

    /// The last import whose headings looked like that: what its columns were taken for then.
    pub fn import_like(
        &self,
        permit: &Permit<ReadRegister>,
        shape: &str,
    ) -> Result<Option<Import>, Error> {
        let sql =
            format!("SELECT {RECORD} {RECORDED} WHERE shape = $1 ORDER BY import.id DESC LIMIT 1");
        self.read(permit, |db| db.first(&sql, &[shape.into()], record))
    }
}

fn import(
    tx: &mut Tx<'_>,
    intake: &Intake,
    said: impl Iterator<Item = Result<Said, String>> + Send,
) -> Result<Imported, Error> {
    let undone = undone::latest(tx.db)?;
    if undone > intake.known {
        return Err(Error::Stale { changed: undone });
    }
    let id = tx.put(
        &table::IMPORT,
        vec![
            intake.name.as_str().into(),
            intake.content.into(),
            intake.shape.as_str().into(),
            intake.plan.as_str().into(),
            intake.remarks.as_str().into(),
        ],
    )?;
    let import = ImportId(narrow(id, "import.id")?);
    let mut rows = intake
        .origins
        .iter()
        .map(|(origin, standing)| Ok(origin::cells(origin, Some(import), *standing)));
    let (first, origins) = tx.put_all(&table::ORIGIN, &mut rows)?;
    let first = narrow(first, "origin.id")?;
    let rows = said.map(|said| statement(said.map_err(Error::Stopped)?, first, origins));
    // The first statements are made while who is who is written.
    let (_, statements) = far_ahead(EARLY, rows, |rows| {
        change(tx, intake.known, &intake.changes)?;
        tx.put_many(&table::STATEMENT, rows)
    })?;
    Ok(Imported { import, seq: tx.seq, statements })
}

/// The cells of a statement whose columns are numbered from `first`.
fn statement(said: Said, first: u32, origins: u64) -> Result<Vec<Cell>, Error> {
    let mut body = Vec::with_capacity(said.values.len());
    for (column, value) in said.values {
        let id = first.checked_add(column).filter(|_| u64::from(column) < origins);
        body.push((OriginId(id.ok_or(Error::Nothing("column"))?), value));
    }
    Ok(vec![said.subject.0.into(), said.row.into(), body_cell(&body)?])
}

/// What was said, as a statement keeps it.
pub(crate) fn body_cell(body: &[(OriginId, Stated)]) -> Result<Cell, Error> {
    let bytes = postcard::to_allocvec(body).map_err(|_| Error::Damaged { column: "body" })?;
    Ok(Cell::Blob(bytes))
}

pub(crate) fn narrow(number: i64, column: &'static str) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| Error::Damaged { column })
}

const RECORD: &str =
    "import.id, import.seq, at, operator, name, content, shape, plan, remarks, undo.seq";
const RECORDED: &str = "FROM import JOIN journal ON journal.seq = import.seq
                             LEFT JOIN undo ON undo.import = import.id";

fn record(row: &mut Row) -> Result<Import, Error> {
    let id = ImportId(row.narrow("import.id")?);
    let seq = Seq(row.narrow("seq")?);
    let (at, by) = (row.moment("at")?, row.text("operator")?);
    let name = row.text("name")?;
    let content = Hash::read(&row.blob("content")?, "content")?;
    let (shape, plan) = (row.text("shape")?, row.text("plan")?);
    let remarks = row.text("remarks")?;
    let undone = row.maybe_int("undo.seq")?.map(|seq| narrow(seq, "undo.seq")).transpose()?;
    Ok(Import { id, seq, at, by, name, content, shape, plan, remarks, undone: undone.map(Seq) })
}

/// The imports that lines after `after` and up to `known` took back.
pub(crate) fn undone(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<(ImportId, Seq)>, Error> {
    db.query(
        "SELECT import, seq FROM undo WHERE seq > $1 AND seq <= $2 ORDER BY id",
        &[after.0.into(), known.0.into()],
        |row| Ok((ImportId(row.narrow("import")?), Seq(row.narrow("seq")?))),
    )
}
