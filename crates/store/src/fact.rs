//! What was said, and what became of it: statements, reviews, settlements, objections.

use std::collections::BTreeSet;

use serde_json::json;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{About, ImportId, Origin, OriginId, Settlement, Standing, Stated, Statement};
use zone::people::{CorrectFact, ObjectToFact, Permit, ReadRegister, ReviewFacts, SettleFact};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::import::{body_cell, narrow};
use crate::moment::Moment;
use crate::origin::{self, Known, period, period_cells};
use crate::store::Store;
use crate::{table, undone};

/// What a second person said of what came with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The line of the review.
    pub seq: Seq,
    /// The line that is reviewed.
    pub of: Seq,
    /// Of whom; all enterprises of the line where none is named.
    pub subject: Option<SubjectId>,
    /// What was said.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// What a second person says of what the first brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// 复核通过: it counts.
    Accepted,
    /// 退回: it does not.
    Returned,
}

/// A fact that a person corrects.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Of whom.
    pub subject: SubjectId,
    /// Which fact, of which time, and why.
    pub origin: Origin,
    /// Whether it waits for a second person.
    pub standing: Standing,
    /// What is so.
    pub value: Stated,
}

/// What a second person says of what came with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReview {
    /// The line that is reviewed.
    pub of: Seq,
    /// Of whom; all enterprises of the line where none is named.
    pub subject: Option<SubjectId>,
    /// What is said.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// Which of the figures at odds counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSettlement {
    /// Of which fact of whom.
    pub about: About,
    /// Where the chosen value comes from.
    pub origin: OriginId,
    /// The line that brought it.
    pub said: Seq,
    /// The row of its statement.
    pub row: u32,
    /// Why.
    pub reason: String,
}

/// Something that was brought in and waits for the second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The line that brought it.
    pub line: Seq,
    /// When.
    pub at: Moment,
    /// Who brought it.
    pub by: String,
    /// The import and what it is called; none where it is a correction.
    pub import: Option<(ImportId, String)>,
    /// One of the enterprises that it is about: the one, where it is a correction.
    pub subject: Option<SubjectId>,
    /// The facts that wait, by id.
    pub facts: Vec<String>,
}

impl Store {
    /// What waits for a second person, the oldest first: imports as one, corrections one by one.
    pub fn waiting(&self, permit: &Permit<ReadRegister>) -> Result<Vec<Waiting>, Error> {
        let sql = "SELECT origin.seq, origin.fact, journal.at, journal.operator, origin.import,
                          import.name,
                          (SELECT MIN(subject) FROM statement WHERE statement.seq = origin.seq)
                              AS subject
                   FROM origin JOIN journal ON journal.seq = origin.seq
                        LEFT JOIN import ON import.id = origin.import
                   WHERE origin.held = 1
                     AND NOT EXISTS (SELECT 1 FROM review WHERE review.of_seq = origin.seq
                                     AND (review.subject IS NULL OR origin.import IS NULL))
                     AND NOT EXISTS (SELECT 1 FROM undo WHERE undo.import = origin.import)
                   ORDER BY origin.seq, origin.id";
        self.read(permit, |db| {
            let mut waiting: Vec<Waiting> = Vec::new();
            db.each(sql, &[], &mut |mut row| {
                let (line, fact) = (Seq(row.narrow("seq")?), row.text("fact")?);
                if let Some(last) = waiting.last_mut().filter(|last| last.line == line) {
                    if !last.facts.contains(&fact) {
                        last.facts.push(fact);
                    }
                    return Ok(());
                }
                let (at, by) = (row.moment("at")?, row.text("operator")?);
                let import = row.maybe_narrow("import")?.map(ImportId);
                let import = import.zip(row.maybe_text("name")?);
                let subject = row.maybe_narrow("subject")?.map(SubjectId);
                waiting.push(Waiting { line, at, by, import, subject, facts: vec![fact] });
                Ok(())
            })?;
            Ok(waiting)
        })
    }

    /// How many values of a line wait for a second person, or waited.
    pub fn held(&self, permit: &Permit<ReadRegister>, line: Seq) -> Result<u64, Error> {
        let sql = format!("{STATEMENT} WHERE seq = $1 ORDER BY id");
        self.read(permit, |db| {
            let before = Seq(line.0.saturating_sub(1));
            let origins = origin::origins(db, before, line)?;
            let held = origins.iter().filter(|known| known.standing == Standing::Held);
            let held: BTreeSet<OriginId> = held.map(|known| known.id).collect();
            let mut count = 0;
            db.each(&sql, &[line.0.into()], &mut |mut row| {
                let said = statement(&mut row)?.said;
                count +=
                    said.iter().filter(|(origin, _)| held.contains(origin)).map(|_| 1).sum::<u64>();
                Ok(())
            })?;
            Ok(count)
        })
    }

    /// Corrects one fact by hand.
    pub fn correct(
        &self,
        permit: &Permit<CorrectFact>,
        correction: Correction,
    ) -> Result<Seq, Error> {
        let Correction { subject, origin, standing, value } = correction;
        let detail = json!({ "subject": subject.0, "fact": origin.fact });
        self.write_about(permit, (&[subject], &detail), move |tx| {
            undone::there(tx.db, subject)?;
            let id = tx.put(&table::ORIGIN, origin::cells(&origin, None, standing))?;
            let body = body_cell(&[(OriginId(narrow(id, "origin.id")?), value)])?;
            tx.put(&table::STATEMENT, vec![subject.0.into(), Cell::Int(0), body])?;
            Ok(tx.seq)
        })
    }

    /// Says of what came with a line whether it counts.
    ///
    /// # Errors
    /// [`Error::Permit`] where the same person brought it in, [`Error::Reviewed`] where it was
    /// said before, or returned and is to be accepted.
    pub fn review(&self, permit: &Permit<ReviewFacts>, review: NewReview) -> Result<Seq, Error> {
        let NewReview { of, subject, outcome, reason } = review;
        let said = match outcome {
            Outcome::Accepted => "accepted",
            Outcome::Returned => "returned",
        };
        let detail =
            json!({ "review": of.0, "subject": subject.map(|one| one.0), "outcome": said });
        let second = permit.clone();
        if subject.is_none() {
            permit.reaches_all()?;
        }
        self.write_about(permit, (subject.as_slice(), &detail), move |tx| {
            let sql = "SELECT operator FROM journal WHERE seq = $1";
            let first = tx.db.first(sql, &[of.0.into()], |row| row.text("operator"))?;
            second.not_by(&first.ok_or(Error::Nothing("line"))?)?;
            let sql =
                "SELECT COUNT(*) FROM statement WHERE seq = $1 AND subject = COALESCE($2, subject)";
            let about = subject.map(|subject| i64::from(subject.0));
            let count = tx.db.first(sql, &[of.0.into(), about.into()], |row| row.int("count"))?;
            if count == Some(0) {
                return Err(Error::Nothing("statement"));
            }
            afresh(tx.db, (of, about), outcome)?;
            let cells = vec![of.0.into(), about.into(), said.into(), reason.into()];
            tx.put(&table::REVIEW, cells)?;
            Ok(tx.seq)
        })
    }

    /// Says which of the figures at odds counts. The caller has asked the permit whether its
    /// department answers for the fact.
    pub fn settle(
        &self,
        permit: &Permit<SettleFact>,
        settlement: NewSettlement,
    ) -> Result<Seq, Error> {
        let NewSettlement { about, origin, said, row, reason } = settlement;
        let detail = json!({ "subject": about.subject.0, "fact": about.fact, "reason": reason });
        self.write_about(permit, (&[about.subject], &detail), move |tx| {
            undone::there(tx.db, about.subject)?;
            let mut cells = about_cells(&about);
            cells.extend([origin.0.into(), said.0.into(), row.into(), reason.into()]);
            tx.put(&table::SETTLEMENT, cells)?;
            Ok(tx.seq)
        })
    }

    /// Objects to a figure.
    pub fn object(
        &self,
        permit: &Permit<ObjectToFact>,
        about: About,
        reason: String,
    ) -> Result<Seq, Error> {
        let detail = json!({ "subject": about.subject.0, "fact": about.fact, "reason": reason });
        self.write_about(permit, (&[about.subject], &detail), move |tx| {
            undone::there(tx.db, about.subject)?;
            let mut cells = about_cells(&about);
            cells.push(reason.into());
            tx.put(&table::OBJECTION, cells)?;
            Ok(tx.seq)
        })
    }

    /// Where values come from, of lines after `after` and up to `known`.
    pub fn origins(
        &self,
        permit: &Permit<ReadRegister>,
        after: Seq,
        known: Seq,
    ) -> Result<Vec<Known>, Error> {
        self.read(permit, |db| origin::origins(db, after, known))
    }

    /// What was said of one enterprise's file up to line `known`, in order.
    pub fn statements(
        &self,
        permit: &Permit<ReadRegister>,
        subject: SubjectId,
        known: Seq,
    ) -> Result<Vec<Statement>, Error> {
        self.read_about(permit, subject, |db| statements_of(db, subject, known))
    }

    /// What second persons said, with lines after `after` and up to `known`.
    pub fn reviews(
        &self,
        permit: &Permit<ReadRegister>,
        after: Seq,
        known: Seq,
    ) -> Result<Vec<Review>, Error> {
        self.read(permit, |db| reviews(db, after, known))
    }

    /// What was settled with lines after `after` and up to `known`.
    pub fn settlements(
        &self,
        permit: &Permit<ReadRegister>,
        after: Seq,
        known: Seq,
    ) -> Result<Vec<Settlement>, Error> {
        self.read(permit, |db| settlements(db, after, known))
    }
}

/// Refuses to say again what was said, and to accept what was returned.
fn afresh(db: &mut Db, (of, about): (Seq, Option<i64>), outcome: Outcome) -> Result<(), Error> {
    let sql = "SELECT outcome, operator, at FROM review JOIN journal ON journal.seq = review.seq
               WHERE of_seq = $1 AND (subject IS NULL OR subject = $2)
               ORDER BY review.id DESC LIMIT 1";
    let last = db.first(sql, &[of.0.into(), about.into()], |row| {
        let said = said(&row.text("outcome")?)?;
        Ok((said, row.text("operator")?, row.moment("at")?))
    })?;
    match last {
        Some((Outcome::Accepted, _, _)) | None if outcome == Outcome::Returned => Ok(()),
        Some((said, by, at)) => Err(Error::Reviewed { said, by, at }),
        None => Ok(()),
    }
}

/// An outcome as the database has it.
fn said(text: &str) -> Result<Outcome, Error> {
    match text {
        "accepted" => Ok(Outcome::Accepted),
        "returned" => Ok(Outcome::Returned),
        _ => Err(Error::Damaged { column: "outcome" }),
    }
}

pub(crate) const STATEMENT: &str = "SELECT seq, subject, sheet_row, body FROM statement";

/// What was said of one file up to line `known`.
pub(crate) fn statements_of(
    db: &mut Db,
    subject: SubjectId,
    known: Seq,
) -> Result<Vec<Statement>, Error> {
    let sql = format!("{STATEMENT} WHERE subject = $1 AND seq <= $2 ORDER BY id");
    db.query(&sql, &[subject.0.into(), known.0.into()], statement)
}

/// What was said of several files up to line `known`, in the order of its learning.
pub(crate) fn statements_of_many(
    db: &mut Db,
    files: &[SubjectId],
    known: Seq,
) -> Result<Vec<Statement>, Error> {
    /// Files that one question names.
    const MOST: usize = 500;
    let mut statements = Vec::new();
    for some in files.chunks(MOST) {
        let mut cells = vec![Cell::from(known.0)];
        cells.extend(some.iter().map(|file| Cell::from(file.0)));
        let marks: Vec<String> = (2..=cells.len()).map(|at| format!("${at}")).collect();
        let marks = marks.join(", ");
        let sql = format!("{STATEMENT} WHERE seq <= $1 AND subject IN ({marks}) ORDER BY id");
        statements.append(&mut db.query(&sql, &cells, statement)?);
    }
    Ok(statements)
}

pub(crate) fn statement(row: &mut Row) -> Result<Statement, Error> {
    Sealed::read(row)?.open()
}

/// A statement whose body was not looked into.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    pub(crate) subject: SubjectId,
    seq: Seq,
    row: u32,
    body: Vec<u8>,
}

impl Sealed {
    pub(crate) fn read(row: &mut Row) -> Result<Self, Error> {
        let seq = Seq(row.narrow("seq")?);
        let subject = SubjectId(row.narrow("subject")?);
        let at = row.narrow("sheet_row")?;
        Ok(Self { subject, seq, row: at, body: row.blob("body")? })
    }

    pub(crate) fn open(&self) -> Result<Statement, Error> {
        let said = postcard::from_bytes(&self.body);
        let said = said.map_err(|_| Error::Damaged { column: "body" })?;
        Ok(Statement { subject: self.subject, seq: self.seq, row: self.row, said })
    }
}

/// What second persons said, with lines after `after` and up to `known`.
pub(crate) fn reviews(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Review>, Error> {
    let sql = "SELECT seq, of_seq, subject, outcome, reason FROM review
               WHERE seq > $1 AND seq <= $2 ORDER BY id";
    db.query(sql, &[after.0.into(), known.0.into()], |row| {
        let (seq, of) = (Seq(row.narrow("seq")?), Seq(row.narrow("of_seq")?));
        let subject = row.maybe_int("subject")?;
        let subject = subject.map(|subject| narrow(subject, "subject")).transpose()?;
        let outcome = said(&row.text("outcome")?)?;
        let reason = row.text("reason")?;
        Ok(Review { seq, of, subject: subject.map(SubjectId), outcome, reason })
    })
}

/// What was settled with lines after `after` and up to `known`.
pub(crate) fn settlements(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Settlement>, Error> {
    let sql = "SELECT journal.seq, operator, department, subject, fact, fiscal_year, since,
                      origin, said_seq, said_row, reason
               FROM settlement JOIN journal ON journal.seq = settlement.seq
               WHERE journal.seq > $1 AND journal.seq <= $2 ORDER BY settlement.id";
    db.query(sql, &[after.0.into(), known.0.into()], |row| {
        let seq = Seq(row.narrow("seq")?);
        let (by, department) = (row.text("operator")?, row.text("department")?);
        let about = about(row)?;
        let origin = OriginId(row.narrow("origin")?);
        let (said, at) = (Seq(row.narrow("said_seq")?), row.narrow("said_row")?);
        let reason = row.text("reason")?;
        Ok(Settlement { about, origin, said, row: at, seq, by, department, reason })
    })
}

fn about_cells(about: &About) -> Vec<Cell> {
    let (year, since) = period_cells(about.period);
    vec![about.subject.0.into(), about.fact.as_str().into(), year, since]
}

pub(crate) fn about(row: &mut Row) -> Result<About, Error> {
    let subject = SubjectId(row.narrow("subject")?);
    let fact = row.text("fact")?;
    Ok(About { subject, fact, period: period(row)? })
}
