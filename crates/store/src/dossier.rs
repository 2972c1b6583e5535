//! One enterprise: everything that was said of it, and what counts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::Day;
use pack::Shelf;
use rule::fact::FactId;
use zone::Seq;
use zone::enterprise::{File, Registry, SubjectId};
use zone::fact::{Asked, Entry, Holding, Marks, Owner, Statement, Use, resolve, resolve_joined};
use zone::people::{Permit, ReadRegister};

use crate::book::{Book, Key};
use crate::db::Db;
use crate::enterprise::events;
use crate::error::Error;
use crate::fact::{statements_of, statements_of_many};
use crate::sought::among;
use crate::store::Store;
use crate::undone;

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
    /// The lists whose statements add up.
    joins: HashMap<FactId, Marks>,
}

/// Everything that was said of one enterprise.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub(crate) book: Arc<Book>,
    files: Vec<(SubjectId, File)>,
    statements: Vec<Statement>,
    pub(crate) view: View,
}

impl Store {
    /// Everything that was said of an enterprise, and of the files that were merged into it. Of
    /// the other enterprises nothing is read.
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
            Dossier::alone(db, Arc::new(book), (subject, view))
        })?;
        dossier.shown(permit, (subject, dictionary))
    }

    /// Who is who as of line `known`.
    pub fn registry(&self, permit: &Permit<ReadRegister>, known: Seq) -> Result<Registry, Error> {
        self.read(permit, |db| registry(db, known))
    }
}

/// Who is who as of line `known`.
pub(crate) fn registry(db: &mut Db, known: Seq) -> Result<Registry, Error> {
    let events = events(db, Seq(0), known)?;
    undone::registry(db, &events, (known, None))
}

impl<'a> Lens<'a> {
    pub(crate) fn new(shelf: &'a Shelf, view: View) -> Self {
        let named = shelf.owners.iter().rev();
        let owners = named.flat_map(|owner| owner.facts.iter().map(move |fact| (*fact, owner)));
        let lists = shelf.schema.lasting.iter().map(|one| one.list);
        let joins = lists.filter_map(|list| Some((list, Marks::of(&shelf.schema, list)?)));
        Self { shelf, view, owners: owners.collect(), joins: joins.collect() }
    }

    /// How a fact is looked at.
    pub(crate) fn asked(&self, fact: FactId) -> Asked<'a> {
        Asked { owner: self.owners.get(&fact).copied(), ..self.unowned() }
    }

    /// How a judgement is looked at: no department answers for it.
    fn unowned(&self) -> Asked<'a> {
        Asked {
            on: self.view.on,
            known: self.view.known,
            purpose: self.view.purpose,
            feeds: &self.shelf.feeds,
            owner: None,
        }
    }

    /// What counts of each fact that was said of an enterprise with these files.
    pub(crate) fn holdings<'b>(
        &self,
        book: &'b Book,
        files: &[SubjectId],
        statements: &'b [Statement],
    ) -> Result<Vec<(Key, Holding<'b>)>, Error> {
        Ok(self.held(book, files, &book.entries(statements, self.view.known)?))
    }

    /// The same of entries that are at hand.
    fn held<'b>(
        &self,
        book: &'b Book,
        files: &[SubjectId],
        entries: &[(Key, Entry<'b>)],
    ) -> Vec<(Key, Holding<'b>)> {
        let mut holdings = Vec::new();
        let mut one = Vec::new();
        for alike in entries.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((key, _)) = alike.first() else { continue };
            one.clear();
            one.extend(alike.iter().map(|(_, entry)| *entry));
            let settled = book.settled(files.iter().copied(), *key);
            let asked = self.asked(key.0);
            let holding = match self.joins.get(&key.0) {
                None => resolve(&one, &asked, &settled),
                Some(marks) => resolve_joined(&one, &asked, (*marks, &settled)),
            };
            holdings.push((*key, holding));
        }
        holdings
    }
}

impl Lens<'_> {
    /// What counts of each judgement, by position in the dictionary.
    pub(crate) fn judged<'b>(
        &self,
        book: &'b Book,
        statements: &'b [Statement],
    ) -> Result<Vec<(usize, Holding<'b>)>, Error> {
        let entries = book.judged(statements, self.view.known)?;
        let groups = entries.chunk_by(|(one, _), (other, _)| one == other);
        let held = groups.filter_map(|alike| {
            let (at, _) = alike.first()?;
            let alike: Vec<Entry<'_>> = alike.iter().map(|(_, entry)| *entry).collect();
            Some((*at, resolve(&alike, &self.unowned(), &[])))
        });
        Ok(held.collect())
    }
}

impl Dossier {
    /// Reads what was said of an enterprise, and who it is, without knowing the others; `book` may
    /// be that of a later line.
    pub(crate) fn alone(
        db: &mut Db,
        book: Arc<Book>,
        (subject, view): (SubjectId, View),
    ) -> Result<Self, Error> {
        let registry = among(db, vec![subject], view.known)?;
        Self::read(db, book, registry.whole(subject), view)
    }

    /// Reads what was said of some files.
    pub(crate) fn read(
        db: &mut Db,
        book: Arc<Book>,
        files: Vec<(SubjectId, File)>,
        view: View,
    ) -> Result<Self, Error> {
        let mut statements = Vec::new();
        for (file, _) in &files {
            statements.append(&mut statements_of(db, *file, view.known)?);
        }
        Ok(Self { book, files, statements, view })
    }

    /// The same of many enterprises, each with its files, by a few questions in all.
    pub(crate) fn read_many(
        db: &mut Db,
        book: &Arc<Book>,
        many: Vec<Vec<(SubjectId, File)>>,
        view: View,
    ) -> Result<Vec<Self>, Error> {
        let numbers: Vec<SubjectId> = many.iter().flatten().map(|(number, _)| *number).collect();
        let mut said: HashMap<SubjectId, Vec<Statement>> = HashMap::new();
        for statement in statements_of_many(db, &numbers, view.known)? {
            said.entry(statement.subject).or_default().push(statement);
        }
        let one = |files: Vec<(SubjectId, File)>| {
            let statements = files.iter().filter_map(|(number, _)| said.get(number)).flatten();
            Self { statements: statements.cloned().collect(), book: book.clone(), files, view }
        };
        Ok(many.into_iter().map(one).collect())
    }

    /// From where it looks.
    pub fn view(&self) -> View {
        self.view
    }

    /// The files whose statements it has, the enterprise's own first; none where there is no such
    /// enterprise.
    pub fn files(&self) -> &[(SubjectId, File)] {
        &self.files
    }

    /// The numbers of those files.
    pub fn numbers(&self) -> impl Iterator<Item = SubjectId> {
        self.files.iter().map(|(number, _)| *number)
    }

    /// Its own file.
    pub fn file(&self) -> Option<&File> {
        self.files.first().map(|(_, file)| file)
    }

    /// Facts that were said of any enterprise and that the dictionary does not know, or knows
    /// otherwise.
    pub fn strange(&self) -> &BTreeSet<String> {
        self.book.strange()
    }

    /// What was said, row by row.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Each value that was said, in the order of facts and years, and of their learning.
    pub fn entries(&self) -> Result<Vec<(Key, Entry<'_>)>, Error> {
        self.book.entries(&self.statements, self.view.known)
    }

    /// Each judgement that was said, by position in the dictionary, in the order of learning.
    pub fn judged_entries(&self) -> Result<Vec<(usize, Entry<'_>)>, Error> {
        self.book.judged(&self.statements, self.view.known)
    }

    /// What persons judged, by position in the dictionary, with what else was said.
    pub fn judged<'a>(&'a self, dictionary: &Shelf) -> Result<Vec<(usize, Holding<'a>)>, Error> {
        Lens::new(dictionary, self.view).judged(&self.book, &self.statements)
    }

    /// Each fact that was said, with what counts, why, and what else was said.
    pub fn holdings<'a>(&'a self, dictionary: &Shelf) -> Result<Vec<(Key, Holding<'a>)>, Error> {
        Ok(self.weighed(dictionary, &self.entries()?))
    }

    /// The same of some facts and years alone.
    pub fn holdings_of<'a>(
        &'a self,
        dictionary: &Shelf,
        keys: &[Key],
    ) -> Result<Vec<(Key, Holding<'a>)>, Error> {
        let mut entries = self.entries()?;
        entries.retain(|(key, _)| keys.contains(key));
        Ok(self.weighed(dictionary, &entries))
    }

    /// The same of [`Dossier::entries`] that are at hand.
    pub fn weighed<'a>(
        &'a self,
        dictionary: &Shelf,
        entries: &[(Key, Entry<'a>)],
    ) -> Vec<(Key, Holding<'a>)> {
        let files: Vec<SubjectId> = self.numbers().collect();
        Lens::new(dictionary, self.view).held(&self.book, &files, entries)
    }
}
