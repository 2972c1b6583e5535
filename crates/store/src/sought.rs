//! Enterprises by code, by name or by number, found without knowing all the others.

use std::collections::BTreeSet;

use base::Uscc;
use rayon::prelude::*;
use zone::Seq;
use zone::enterprise::{Change, Event, Registry, SubjectId, normalised};
use zone::people::{Permit, ReadRegister};

use crate::db::{Cell, Db};
use crate::enterprise::{EVENT, event};
use crate::error::Error;
use crate::hash::Hash;
use crate::store::Store;
use crate::table::{Kind, Table};
use crate::undone;

/// Files by the codes and names that they ever had.
const SOUGHT: Table =
    Table { name: "sought", columns: &[("word", Kind::Int), ("subject", Kind::Int)] };

impl Store {
    /// Who is who, as of line `known`, among the files that have or had a code or a name, and
    /// those they were ever merged with: of these as much as [`Store::registry`] knows of all.
    pub fn bearers(
        &self,
        permit: &Permit<ReadRegister>,
        wanted: &str,
        known: Seq,
    ) -> Result<Registry, Error> {
        let word = match Uscc::parse(wanted) {
            Ok(code) => of_code(code),
            Err(_) => of_name(wanted),
        };
        self.read(permit, |db| {
            let sql = "SELECT subject FROM sought WHERE word = $1";
            let found =
                db.query(sql, &[word.into()], |row| Ok(SubjectId(row.narrow("subject")?)))?;
            among(db, found, known)
        })
    }
}

/// Who is who among some files and those they were ever merged with, as of line `known`.
pub(crate) fn among(db: &mut Db, mut files: Vec<SubjectId>, known: Seq) -> Result<Registry, Error> {
    let mut seen = BTreeSet::new();
    let mut events: Vec<(i64, Event)> = Vec::new();
    while let Some(file) = files.pop() {
        if !seen.insert(file) {
            continue;
        }
        let cells = [file.0.into(), known.0.into()];
        let sql = format!("{EVENT}, id FROM identity WHERE subject = $1 AND seq <= $2");
        db.each(&sql, &cells, &mut |mut row| {
            let event = event(&mut row)?;
            if let Change::Merged { into } = &event.change {
                files.push(*into);
            }
            events.push((row.int("id")?, event));
            Ok(())
        })?;
        let sql = "SELECT subject FROM identity WHERE other = $1 AND seq <= $2";
        files.extend(db.query(sql, &cells, |row| Ok(SubjectId(row.narrow("subject")?)))?);
    }
    events.sort_unstable_by_key(|(id, _)| *id);
    let events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    let files: Vec<SubjectId> = seen.into_iter().collect();
    undone::registry(db, &events, (known, Some(&files)))
}

/// Takes down by what the files of some changes are sought.
pub(crate) fn note(db: &mut Db, changes: &[(SubjectId, Change)]) -> Result<(), Error> {
    let mut words: Vec<(i64, SubjectId)> = changes
        .par_iter()
        .filter_map(|(subject, change)| Some((word_of(change)?, *subject)))
        .collect();
    // In the order of the index, which then grows at its end.
    words.sort_unstable();
    let row = |(word, subject): (i64, SubjectId)| Ok(vec![Cell::Int(word), subject.0.into()]);
    db.load(&SOUGHT, &mut words.into_iter().map(row)).map(|_| ())
}

/// By what the file of a change is sought from then on, if by anything new.
fn word_of(change: &Change) -> Option<i64> {
    match change {
        Change::Code(code) => Some(of_code(*code)),
        Change::Named { name, .. } => Some(of_name(name)),
        Change::Made
        | Change::Arrived { .. }
        | Change::Left { .. }
        | Change::Merged { .. }
        | Change::Unmerged
        | Change::Parted { .. }
        | Change::Unparted { .. } => None,
    }
}

/// Takes down by what all files are sought, where nothing is taken down yet.
pub(crate) fn fill(db: &mut Db) -> Result<(), Error> {
    let events = crate::enterprise::events(db, Seq(0), Seq::LATEST)?;
    let changes: Vec<(SubjectId, Change)> =
        events.into_iter().map(|event| (event.subject, event.change)).collect();
    note(db, &changes)
}

fn of_code(code: Uscc) -> i64 {
    word(&code.to_string())
}

fn of_name(name: &str) -> i64 {
    word(&normalised(name))
}

/// Two texts of one word are no harm: the registry that is made of both tells them apart.
fn word(text: &str) -> i64 {
    let hash = Hash::of(text.as_bytes());
    hash.bytes().first_chunk().map_or(0, |first| i64::from_be_bytes(*first))
}
