//! Verdicts that were handed out: what was asked, by which content, and the hash of the answer.

use std::collections::BTreeSet;

use pack::{File, Shelf};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::{IssueVerdict, Permit, ReadRegister};

use crate::db::{Db, Row};
use crate::dossier::View;
use crate::error::Error;
use crate::hash::Hash;
use crate::import::narrow;
use crate::page::{Last, Listed, Sought};
use crate::session::Tx;
use crate::snapshot::{Content, Snapshot};
use crate::store::Store;
use crate::table;

/// A verdict by the order in which they were handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerdictId(pub u32);

/// What is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVerdict {
    /// The policies that were asked, by id.
    pub policies: Vec<String>,
    /// The enterprises; none named for all.
    pub subjects: Option<Vec<SubjectId>>,
    /// From where it was looked; its line is one that there is.
    pub view: View,
    /// The hash of the answer's bytes.
    pub answer: Hash,
}

/// A verdict that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its number.
    pub id: VerdictId,
    /// The line that it was handed out with.
    pub seq: Seq,
    /// What was handed out.
    pub asked: NewVerdict,
    /// The content that it was decided by.
    pub content: Hash,
}

/// Whether a verdict comes out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replayed {
    /// Bit for bit.
    Same,
    /// Another answer comes out.
    Differs {
        /// The hash of the one that was handed out.
        was: Hash,
        /// The hash of the one that comes out.
        is: Hash,
    },
}

/// The hash of a set of content files, whatever their order.
#[must_use]
pub fn content_hash(files: &[File]) -> Hash {
    let lines: BTreeSet<String> = files
        .iter()
        .map(|file| format!("{}\t{}\n", Hash::of(file.text.as_bytes()), file.path))
        .collect();
    let lines: String = lines.into_iter().collect();
    Hash::of(lines.as_bytes())
}

impl Store {
    /// Notes a verdict that is handed out, and keeps the content that it was decided by; a text
    /// is kept once.
    pub fn issue(
        &self,
        permit: &Permit<IssueVerdict>,
        verdict: NewVerdict,
        files: Vec<File>,
    ) -> Result<Verdict, Error> {
        let detail = json!({
            "policies": verdict.policies,
            "on": verdict.view.on.to_string(),
            "answer": verdict.answer.to_string(),
        });
        let subjects = verdict.subjects.clone();
        if subjects.is_none() {
            permit.reaches_all()?;
        }
        let subjects = subjects.unwrap_or_default();
        self.write_about(permit, (&subjects, &detail), move |tx| issue(tx, verdict, &files))
    }

    /// A verdict by its number.
    pub fn verdict(
        &self,
        permit: &Permit<ReadRegister>,
        id: VerdictId,
    ) -> Result<Option<Verdict>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM verdict WHERE id = $1");
        self.read(permit, |db| db.first(&sql, &[id.0.into()], verdict))
    }

    /// The verdicts that were handed out, of all or of one enterprise, the last first.
    pub fn verdicts(
        &self,
        permit: &Permit<ReadRegister>,
        of: Option<SubjectId>,
        last: Last,
    ) -> Result<Listed<Verdict>, Error> {
        // Numbers as they are written, between commas: `[3,14]` names 14 and not 1.
        let (from, cells) = match of {
            None => ("FROM verdict WHERE TRUE", Vec::new()),
            Some(subject) => (
                "FROM verdict WHERE ',' || REPLACE(REPLACE(subjects, '[', ''), ']', '') || ','
                 LIKE $1",
                vec![format!("%,{},%", subject.0).into()],
            ),
        };
        let sought = Sought { columns: COLUMNS, from, number: "id", cells };
        self.read(permit, |db| last.of(db, sought, verdict))
    }

    /// The content files of a hash, by path.
    pub fn content(
        &self,
        permit: &Permit<ReadRegister>,
        content: Hash,
    ) -> Result<Vec<File>, Error> {
        self.read(permit, |db| files(db, content))
    }

    /// Decides a verdict again, by the content and the facts of then: `answer` makes the bytes.
    pub fn replay(
        &self,
        permit: &Permit<ReadRegister>,
        id: VerdictId,
        answer: impl FnOnce(&Verdict, &Shelf, &Snapshot) -> Vec<u8>,
    ) -> Result<Replayed, Error> {
        let verdict = self.verdict(permit, id)?.ok_or(Error::Nothing("verdict"))?;
        let files = self.content(permit, verdict.content)?;
        if content_hash(&files) != verdict.content {
            return Err(Error::Damaged { column: "pack_text.text" });
        }
        // What was a fault then is one again, and was left out then as it is now.
        let (dictionary, _) = pack::read(&files);
        let content = Content { shelf: &dictionary, hash: verdict.content };
        let snapshot = Snapshot::take(self, permit, content, verdict.asked.view)?;
        let is = Hash::of(&answer(&verdict, &dictionary, &snapshot));
        let was = verdict.asked.answer;
        Ok(if was == is { Replayed::Same } else { Replayed::Differs { was, is } })
    }
}

fn issue(tx: &mut Tx<'_>, verdict: NewVerdict, files: &[File]) -> Result<Verdict, Error> {
    if verdict.view.known >= tx.seq {
        return Err(Error::Nothing("line"));
    }
    let content = content_hash(files);
    keep(tx, content, files)?;
    let subjects = verdict.subjects.as_ref().map(written).transpose()?;
    let id = tx.put(
        &table::VERDICT,
        vec![
            written(&verdict.policies)?.into(),
            subjects.into(),
            verdict.view.on.to_string().into(),
            verdict.view.known.0.into(),
            written(&verdict.view.purpose)?.into(),
            content.into(),
            verdict.answer.into(),
        ],
    )?;
    let id = VerdictId(narrow(id, "verdict.id")?);
    Ok(Verdict { id, seq: tx.seq, asked: verdict, content })
}

/// Keeps the texts that are not kept yet.
fn keep(tx: &mut Tx<'_>, content: Hash, files: &[File]) -> Result<(), Error> {
    let kept = "SELECT COUNT(*) FROM pack_file WHERE pack_set = $1";
    if tx.db.first(kept, &[content.into()], |row| row.int("count"))? != Some(0) {
        return Ok(());
    }
    for file in files {
        let hash = Hash::of(file.text.as_bytes());
        let kept = "SELECT COUNT(*) FROM pack_text WHERE hash = $1";
        if tx.db.first(kept, &[hash.into()], |row| row.int("count"))? == Some(0) {
            tx.put(&table::PACK_TEXT, vec![hash.into(), file.text.as_str().into()])?;
        }
        tx.put(&table::PACK_FILE, vec![content.into(), file.path.as_str().into(), hash.into()])?;
    }
    Ok(())
}

fn files(db: &mut Db, content: Hash) -> Result<Vec<File>, Error> {
    let sql = "SELECT path, text FROM pack_file JOIN pack_text ON pack_text.hash = pack_file.hash
               WHERE pack_set = $1 ORDER BY path";
    db.query(sql, &[content.into()], |row| Ok(File::new(row.text("path")?, row.text("text")?)))
}

const COLUMNS: &str = "id, seq, policies, subjects, as_of, known, purpose, pack_set, answer";

fn verdict(row: &mut Row) -> Result<Verdict, Error> {
    let id = VerdictId(row.narrow("verdict.id")?);
    let seq = Seq(row.narrow("seq")?);
    let policies = read(&row.text("policies")?, "policies")?;
    let subjects = row.maybe_text("subjects")?;
    let subjects = subjects.map(|text| read(&text, "subjects")).transpose()?;
    let on = row.day("as_of")?.ok_or(Error::Damaged { column: "as_of" })?;
    let known = Seq(row.narrow("known")?);
    let view = View { on, known, purpose: read(&row.text("purpose")?, "purpose")? };
    let content = Hash::read(&row.blob("pack_set")?, "pack_set")?;
    let answer = Hash::read(&row.blob("answer")?, "answer")?;
    Ok(Verdict { id, seq, asked: NewVerdict { policies, subjects, view, answer }, content })
}

fn written(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::Damaged { column: "verdict" })
}

fn read<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::Damaged { column })
}
