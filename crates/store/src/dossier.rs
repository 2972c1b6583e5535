//! One enterprise: everything that was said of it, and what counts.

use std::collections::HashMap;
use std::sync::Arc;

use base::Day;
use pack::Shelf;
use rule::fact::FactId;
use zone::Seq;
use zone::enterprise::{Registry, SubjectId};
use zone::fact::{Asked, Entry, Holding, Owner, Statement, Use, resolve};
use zone::people::{Permit, ReadRegister};

use crate::book::{Book, Key};
use crate::db::Db;
use crate::enterprise::events;
use crate::error::Error;
use crate::fact::statements_of;
use crate::import::narrow;
use crate::store::Store;

/// From where one looks at the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The day for which it is asked.
    pub on: Day,
    /// The last line that is known; [`Seq::LATEST`] for all there are.
    pub known: Seq,
    /// What the values are wanted for.
    pub purpose: Use,
}

/// Whom to believe, by a dictionary and for a view.
#[derive(Debug)]
pub(crate) struct Lens<'a> {
    pub(crate) shelf: &'a Shelf,
    pub(crate) view: View,
    owners: HashMap<FactId, &'a Owner>,
}

/// Everything that was said of one enterprise.
#[derive(Clone, Debug)]
pub struct Dossier {
    book: Arc<Book>,
    files: Vec<SubjectId>,
    statements: Vec<Statement>,
    view: View,
}

impl Store {
    /// Everything that was said of an enterprise, and of the files that were merged into it.
    pub fn dossier(
        &self,
        permit: &Permit<ReadRegister>,
        dictionary: &Shelf,
        (subject, view): (SubjectId, View),
    ) -> Result<Dossier, Error> {
        permit.within(self.zone())?;
        let dossier = self.look(|db| {
            let mut book = Book::default();
            book.learn(db, dictionary, (Seq(0), view.known))?;
            let files = files(db, subject, view.known)?;
            Dossier::read(db, Arc::new(book), files, view)
        })?;
        dossier.shown(permit, (subject, dictionary))
    }

    /// Who is who as of line `known`.
    pub fn registry(&self, permit: &Permit<ReadRegister>, known: Seq) -> Result<Registry, Error> {
        self.read(permit, |db| registry(db, known))
    }
}

/// The files of the enterprise that a file counts for, its own first, without knowing all.
fn files(db: &mut Db, file: SubjectId, known: Seq) -> Result<Vec<SubjectId>, Error> {
    let own = merged(db, file, known)?.unwrap_or(file);
    let sql = "SELECT DISTINCT subject FROM identity
               WHERE other = $1 AND seq <= $2 ORDER BY subject";
    let parts = db
        .query(sql, &[own.0.into(), known.0.into()], |row| Ok(SubjectId(row.narrow("subject")?)))?;
    let mut files = vec![own];
    for part in parts {
        if merged(db, part, known)? == Some(own) {
            files.push(part);
        }
    }
    Ok(files)
}

/// What a file is merged into.
fn merged(db: &mut Db, file: SubjectId, known: Seq) -> Result<Option<SubjectId>, Error> {
    let sql = "SELECT other FROM identity
               WHERE subject = $1 AND seq <= $2 AND change IN ('merged', 'unmerged')
               ORDER BY id DESC LIMIT 1";
    let into = db.first(sql, &[file.0.into(), known.0.into()], |row| row.maybe_int("other"))?;
    into.flatten().map(|into| Ok(SubjectId(narrow(into, "other")?))).transpose()
}

/// Who is who as of line `known`.
pub(crate) fn registry(db: &mut Db, known: Seq) -> Result<Registry, Error> {
    let events = events(db, Seq(0), known)?;
    Registry::as_of(&events, known).map_err(|_| Error::Damaged { column: "identity.change" })
}

impl<'a> Lens<'a> {
    pub(crate) fn new(shelf: &'a Shelf, view: View) -> Self {
        let named = shelf.owners.iter().rev();
        let owners = named.flat_map(|owner| owner.facts.iter().map(move |fact| (*fact, owner)));
        Self { shelf, view, owners: owners.collect() }
    }

    /// How a fact is looked at.
    pub(crate) fn asked(&self, fact: FactId) -> Asked<'a> {
        Asked {
            on: self.view.on,
            known: self.view.known,
            purpose: self.view.purpose,
            feeds: &self.shelf.feeds,
            owner: self.owners.get(&fact).copied(),
        }
    }

    /// What counts of each fact that was said of an enterprise with these files.
    pub(crate) fn holdings<'b>(
        &self,
        book: &'b Book,
        files: &[SubjectId],
        statements: &'b [Statement],
    ) -> Result<Vec<(Key, Holding<'b>)>, Error> {
        let entries = book.entries(statements)?;
        let mut holdings = Vec::new();
        let mut one = Vec::new();
        for alike in entries.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((key, _)) = alike.first() else { continue };
            one.clear();
            one.extend(alike.iter().map(|(_, entry)| *entry));
            let settled = book.settled(files.iter().copied(), *key);
            holdings.push((*key, resolve(&one, &self.asked(key.0), &settled)));
        }
        Ok(holdings)
    }
}

impl Dossier {
    /// Reads what was said of some files.
    pub(crate) fn read(
        db: &mut Db,
        book: Arc<Book>,
        files: Vec<SubjectId>,
        view: View,
    ) -> Result<Self, Error> {
        let mut statements = Vec::new();
        for file in &files {
            statements.append(&mut statements_of(db, *file, view.known)?);
        }
        Ok(Self { book, files, statements, view })
    }

    /// From where it looks.
    pub fn view(&self) -> View {
        self.view
    }

    /// The files whose statements it has, the enterprise's own first.
    pub fn files(&self) -> &[SubjectId] {
        &self.files
    }

    /// What was said, row by row.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Each value that was said, in the order of facts and years, and of their learning.
    pub fn entries(&self) -> Result<Vec<(Key, Entry<'_>)>, Error> {
        self.book.entries(&self.statements)
    }

    /// Each fact that was said, with what counts, why, and what else was said.
    pub fn holdings<'a>(&'a self, dictionary: &Shelf) -> Result<Vec<(Key, Holding<'a>)>, Error> {
        Lens::new(dictionary, self.view).holdings(&self.book, &self.files, &self.statements)
    }
}
