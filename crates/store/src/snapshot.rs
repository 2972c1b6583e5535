//! The population as columns: as of a day and a line, and followed from the journal.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::Day;
use pack::Shelf;
use pack::feed::Stage;
use rayon::prelude::*;
use rule::bits::Bits;
use rule::fact::{FactId, LONGEST_LAG, Lag};
use rule::table::{Column, Table};
use zone::Seq;
use zone::enterprise::{Change, Registry, SubjectId};
use zone::fact::{Ground, Stated, Statement};
use zone::people::{Permit, ReadRegister};

use crate::book::{Book, Key, Touched};
use crate::column::value;
use crate::db::{Cell, Db};
use crate::dossier::{Dossier, Lens, View, registry};
use crate::enterprise::events;
use crate::error::Error;
use crate::fact::{STATEMENT, Sealed, statements_of};
use crate::filled::{Filled, Open, Spot};
use crate::hash::Hash;
use crate::store::Store;
use crate::undone;

/// Enterprises whose statements are weighed at once.
const BATCH: usize = 2048;

/// The content by which a register is read.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// Dictionary, feeds, owners.
    pub shelf: &'a Shelf,
    /// The hash of its text.
    pub hash: Hash,
}

/// All enterprises with the facts that count.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(crate) view: View,
    pub(crate) content: Hash,
    /// The last line that it has followed.
    pub(crate) seq: Seq,
    /// That line's hash.
    pub(crate) hash: Hash,
    registry: Registry,
    book: Arc<Book>,
    /// Row by row.
    pub(crate) subjects: Vec<SubjectId>,
    rows: HashMap<SubjectId, usize>,
    pub(crate) table: Table,
    filled: Filled,
    /// The rows of who is known to be outside the zone on the day.
    away: Bits,
    /// The fact that says in which park an enterprise is.
    pub(crate) park: Option<FactId>,
    /// Values that do not fit the dictionary; they are unknown.
    pub(crate) unfit: BTreeSet<(SubjectId, FactId)>,
    /// The figures of each enterprise on which its sources are at odds.
    pub(crate) disputed: BTreeMap<SubjectId, Vec<Key>>,
}

/// What was said of an enterprise, weighed.
#[derive(Debug)]
struct Weighed {
    subject: SubjectId,
    /// What counts, in its row.
    cells: Vec<(Spot, Stated, Open)>,
    /// What does not, as sources are at odds.
    disputed: Vec<Key>,
}

impl Snapshot {
    /// The population as of a view, read from the register.
    pub fn take(
        store: &Store,
        permit: &Permit<ReadRegister>,
        content: Content<'_>,
        view: View,
    ) -> Result<Self, Error> {
        store.read(permit, |db| {
            let mut snapshot = Self::begin(db, content, (view, view.known))?;
            snapshot.fill(db, content)?;
            Ok(snapshot)
        })
    }

    /// Who is who and what statements mean, without any statement.
    pub(crate) fn begin(
        db: &mut Db,
        content: Content<'_>,
        (view, until): (View, Seq),
    ) -> Result<Self, Error> {
        let (seq, hash) = end(db, until)?;
        let registry = registry(db, seq)?;
        let mut book = Book::default();
        book.learn(db, content.shelf, (Seq(0), seq))?;
        let subjects: Vec<SubjectId> = registry.subjects().map(|(subject, _)| subject).collect();
        let rows = subjects.iter().copied().zip(0..).collect();
        let away = away(&registry, &subjects, view.on);
        Ok(Self {
            view,
            content: content.hash,
            seq,
            hash,
            registry,
            book: Arc::new(book),
            table: Table::new(subjects.len(), view.on),
            subjects,
            rows,
            filled: Filled::new(content.shelf),
            away,
            park: content.shelf.park,
            unfit: BTreeSet::new(),
            disputed: BTreeMap::new(),
        })
    }

    /// Reads and weighs all statements.
    fn fill(&mut self, db: &mut Db, content: Content<'_>) -> Result<(), Error> {
        let lens = Lens::new(content.shelf, self.view);
        let mut joined: BTreeMap<SubjectId, Vec<Sealed>> = BTreeMap::new();
        let mut batch: Vec<Vec<Sealed>> = Vec::with_capacity(BATCH);
        db.sort_in_memory()?;
        let sql = format!("{STATEMENT} WHERE seq <= $1 ORDER BY subject, id");
        db.each(&sql, &[Cell::from(self.seq.0)], &mut |mut row| {
            let said = Sealed::read(&mut row)?;
            let owner = self.registry.survivor(said.subject);
            if owner != said.subject || self.registry.parts(owner).nth(1).is_some() {
                joined.entry(owner).or_default().push(said);
                return Ok(());
            }
            if batch.last().and_then(|last| last.first()).map(|last| last.subject)
                != Some(said.subject)
            {
                if batch.len() == BATCH {
                    self.weigh(&lens, &batch)?;
                    batch.clear();
                }
                batch.push(Vec::new());
            }
            if let Some(last) = batch.last_mut() {
                last.push(said);
            }
            Ok(())
        })?;
        self.weigh(&lens, &batch)?;
        let joined: Vec<Vec<Sealed>> = joined.into_values().collect();
        self.weigh(&lens, &joined)?;
        self.filled.settle(&mut self.table);
        Ok(())
    }

    /// Puts what counts of some enterprises into their rows.
    fn weigh(&mut self, lens: &Lens<'_>, batch: &[Vec<Sealed>]) -> Result<(), Error> {
        let (book, registry) = (&self.book, &self.registry);
        let weighed: Result<Vec<Option<Weighed>>, Error> = batch
            .par_iter()
            .map(|sealed| {
                let said: Result<Vec<_>, Error> = sealed.iter().map(Sealed::open).collect();
                weighed(lens, book, registry, &said?)
            })
            .collect();
        for one in weighed?.into_iter().flatten() {
            self.place(lens.shelf, one);
        }
        Ok(())
    }

    fn place(&mut self, dictionary: &Shelf, weighed: Weighed) {
        let Weighed { subject, cells, disputed } = weighed;
        let Some(row) = self.rows.get(&subject).copied() else { return };
        if !disputed.is_empty() {
            self.disputed.insert(subject, disputed);
        }
        for spot in self.filled.place(dictionary, (row, self.subjects.len()), cells) {
            if let Spot::Fact(fact, _) = spot {
                self.unfit.insert((subject, fact));
            }
        }
    }
}

impl Snapshot {
    /// Takes in what was written since, enterprise by enterprise; returns whose facts were looked
    /// at again. After an error the next call reads everything anew.
    pub fn follow(
        &mut self,
        store: &Store,
        permit: &Permit<ReadRegister>,
        content: Content<'_>,
    ) -> Result<BTreeSet<SubjectId>, Error> {
        store.read(permit, |db| {
            let followed = self.catch_up(db, content);
            if followed.is_err() {
                self.hash = Hash::ZERO;
            }
            followed
        })
    }

    /// As [`Snapshot::follow`], inside a transaction that reads.
    pub(crate) fn catch_up(
        &mut self,
        db: &mut Db,
        content: Content<'_>,
    ) -> Result<BTreeSet<SubjectId>, Error> {
        let (seq, hash) = end(db, self.view.known)?;
        if (seq, hash, content.hash) == (self.seq, self.hash, self.content) {
            return Ok(BTreeSet::new());
        }
        let same = end(db, self.seq)? == (self.seq, self.hash) && content.hash == self.content;
        let events = events(db, self.seq, seq)?;
        let joins = |change: &Change| matches!(change, Change::Merged { .. } | Change::Unmerged);
        let parts = events.iter().any(|event| joins(&event.change));
        if !same || parts || undone::concerns(db, (self.seq, seq))? {
            return self.anew(db, content);
        }
        for event in &events {
            self.registry.learn(event).map_err(|_| Error::Damaged { column: "identity.change" })?;
        }
        let lines = (self.seq, seq);
        let touched = Arc::make_mut(&mut self.book).learn(db, content.shelf, lines)?;
        let mut touched = self.touched(db, &touched, lines)?;
        let borne = |change: &Change| matches!(change, Change::Code(_) | Change::Named { .. });
        let renamed = events.iter().filter(|event| borne(&event.change));
        touched.extend(renamed.map(|event| self.registry.survivor(event.subject)));
        if touched.len() > BATCH && touched.len() > self.subjects.len() / 4 {
            return self.anew(db, content);
        }
        let lens = Lens::new(content.shelf, self.view);
        let mut fresh = Vec::with_capacity(touched.len());
        for subject in &touched {
            let mut said = Vec::new();
            for file in self.registry.parts(*subject) {
                said.append(&mut statements_of(db, file, seq)?);
            }
            fresh.push((*subject, weighed(&lens, &self.book, &self.registry, &said)?));
        }
        self.filled.open(&mut self.table);
        self.grow();
        for (subject, weighed) in fresh {
            self.clear(subject);
            if let Some(weighed) = weighed {
                self.place(content.shelf, weighed);
            }
        }
        self.filled.settle(&mut self.table);
        if !events.is_empty() {
            self.away = away(&self.registry, &self.subjects, self.view.on);
        }
        (self.seq, self.hash) = (seq, hash);
        Ok(touched)
    }

    fn anew(&mut self, db: &mut Db, content: Content<'_>) -> Result<BTreeSet<SubjectId>, Error> {
        let before = std::mem::take(&mut self.subjects);
        *self = Self::begin(db, content, (self.view, self.view.known))?;
        self.fill(db, content)?;
        // Who is no more is looked at by somebody, too.
        Ok(before.iter().chain(&self.subjects).copied().collect())
    }

    /// The enterprises that lines concern.
    fn touched(
        &self,
        db: &mut Db,
        touched: &Touched,
        (after, until): (Seq, Seq),
    ) -> Result<BTreeSet<SubjectId>, Error> {
        let mut files = touched.subjects.clone();
        let sql = "SELECT DISTINCT subject FROM statement WHERE seq > $1 AND seq <= $2";
        let ranges = touched.lines.iter().map(|line| (line.0.saturating_sub(1), line.0));
        for (after, until) in ranges.chain([(after.0, until.0)]) {
            files.extend(db.query(sql, &[after.into(), until.into()], |row| {
                Ok(SubjectId(row.narrow("subject")?))
            })?);
        }
        Ok(files.into_iter().map(|file| self.registry.survivor(file)).collect())
    }

    /// Rows for enterprises that were made since: their numbers follow on the others'.
    fn grow(&mut self) {
        let last = self.subjects.last().copied();
        for subject in self.registry.made_after(last) {
            self.rows.insert(subject, self.subjects.len());
            self.subjects.push(subject);
        }
        let rows = self.subjects.len();
        self.table.rows = rows;
        self.filled.grow(rows);
    }

    fn clear(&mut self, subject: SubjectId) {
        if let Some(row) = self.rows.get(&subject) {
            self.filled.clear(*row);
        }
        self.unfit.retain(|(known, _)| *known != subject);
        self.disputed.remove(&subject);
    }

    /// Puts columns as they were kept.
    pub(crate) fn refill(
        &mut self,
        dictionary: &Shelf,
        columns: impl Iterator<Item = (Spot, Column)>,
    ) {
        self.filled.refill(dictionary, columns, &mut self.table);
    }

    /// The facts of all, row by row as [`Snapshot::subjects`] has them.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Whose facts each row has, in the order of their making.
    pub fn subjects(&self) -> &[SubjectId] {
        &self.subjects
    }

    /// The row of an enterprise, or of the one that its file was merged into.
    pub fn row(&self, subject: SubjectId) -> Option<usize> {
        self.rows.get(&self.registry.survivor(subject)).copied()
    }

    /// The rows of who is known to be outside the zone on the day: who left (迁出), or comes only
    /// later. Lists and counts of everybody are not of them.
    pub fn away(&self) -> &Bits {
        &self.away
    }

    /// What counts of a fact in a row.
    pub fn value(&self, key: (FactId, Lag), row: usize) -> Option<Stated> {
        value(self.table.columns.get(&key)?, row)
    }

    /// The stages (阶段) of what was said of a fact and counts for some enterprise; which of them
    /// an enterprise's figure is of, its own file tells.
    pub fn stages(&self, dictionary: &Shelf, (fact, year): (FactId, i16)) -> BTreeSet<Stage> {
        self.book.stages((fact, Some(year)), (dictionary, self.view.purpose))
    }

    /// What statements mean.
    pub(crate) fn book(&self) -> &Book {
        &self.book
    }

    /// Who is who.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The hash of the content that it was read by.
    pub fn content(&self) -> Hash {
        self.content
    }

    /// From where it looks.
    pub fn view(&self) -> View {
        self.view
    }

    /// The last line that is in it.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// Facts that were said and that the dictionary does not know, or knows otherwise.
    pub fn strange(&self) -> &BTreeSet<String> {
        self.book.strange()
    }

    /// Values that do not fit the dictionary, and are unknown for that.
    pub fn unfit(&self) -> &BTreeSet<(SubjectId, FactId)> {
        &self.unfit
    }

    /// The figures of each enterprise of which nothing counts, as sources of which none is trusted
    /// more are at odds (数据不一致), in the order of facts and years.
    pub fn disputed(&self) -> &BTreeMap<SubjectId, Vec<Key>> {
        &self.disputed
    }

    /// Everything that was said of one enterprise, as of any day and any line up to the one that
    /// is in the snapshot. Only the enterprise's own rows are read.
    pub fn dossier(
        &self,
        store: &Store,
        permit: &Permit<ReadRegister>,
        (subject, view): (SubjectId, View),
    ) -> Result<Dossier, Error> {
        let seen = View { known: view.known.min(self.seq), ..view };
        permit.within(store.zone())?;
        permit.reaches(subject, self.park(subject))?;
        store.look(|db| {
            if view == self.view {
                // Who is who then is what the snapshot knows.
                return Dossier::read(db, self.book.clone(), self.registry.whole(subject), seen);
            }
            Dossier::alone(db, self.book.clone(), (subject, seen))
        })
    }

    /// The same of several enterprises, as the snapshot itself sees them, in their order.
    pub fn dossiers(
        &self,
        store: &Store,
        permit: &Permit<ReadRegister>,
        subjects: &[SubjectId],
    ) -> Result<Vec<Dossier>, Error> {
        permit.within(store.zone())?;
        for subject in subjects {
            permit.reaches(*subject, self.park(*subject))?;
        }
        let files = subjects.iter().map(|subject| self.registry.whole(*subject)).collect();
        let view = View { known: self.view.known.min(self.seq), ..self.view };
        store.look(|db| Dossier::read_many(db, &self.book, files, view))
    }
}

fn away(registry: &Registry, subjects: &[SubjectId], on: Day) -> Bits {
    let is_away = |subject: &SubjectId| {
        registry.file(*subject).and_then(|file| file.is_here(on)) == Some(false)
    };
    subjects.iter().map(is_away).collect()
}

/// Of whom statements speak.
fn of(said: &[Statement]) -> Option<SubjectId> {
    said.first().map(|said| said.subject)
}

/// What counts of an enterprise, of all that was said of its files; none where nothing was.
fn weighed(
    lens: &Lens<'_>,
    book: &Book,
    registry: &Registry,
    said: &[Statement],
) -> Result<Option<Weighed>, Error> {
    let Some(file) = of(said) else { return Ok(None) };
    let subject = registry.survivor(file);
    let files: Vec<SubjectId> = registry.parts(subject).collect();
    let holdings = lens.holdings(book, &files, said)?;
    let at_odds = holdings.iter().filter(|(_, holding)| match holding.ground {
        Ground::Disputed | Ground::Bases => true,
        Ground::Nothing | Ground::Agreed | Ground::Trusted | Ground::Settled(_) => false,
    });
    let disputed: Vec<Key> = at_odds.map(|(key, _)| *key).collect();
    let cells = holdings.into_iter().filter_map(|((fact, year), holding)| {
        let lag = match year {
            None => 0,
            Some(year) => lag(lens.view.on.year(), year)?,
        };
        Some((Spot::Fact(fact, lag), holding.value()?.clone(), holding.open))
    });
    let mut cells: Vec<(Spot, Stated, Open)> = cells.collect();
    for (at, holding) in lens.judged(book, said)? {
        cells.extend(holding.value().map(|value| (Spot::Judged(at), value.clone(), false)));
    }
    Ok(Some(Weighed { subject, cells, disputed }))
}

/// How far back a fiscal year lies; none for years that are not over, or that no formula sees.
pub(crate) fn lag(now: i16, year: i16) -> Option<Lag> {
    let lag = Lag::try_from(now.checked_sub(year)?).ok()?;
    (1..=LONGEST_LAG).contains(&lag).then_some(lag)
}

/// The last line up to `known`, and its hash.
fn end(db: &mut Db, known: Seq) -> Result<(Seq, Hash), Error> {
    let sql = "SELECT seq, hash FROM journal WHERE seq <= $1 ORDER BY seq DESC LIMIT 1";
    let last = db.first(sql, &[Cell::from(known.0)], |row| {
        Ok((Seq(row.narrow("seq")?), Hash::read(&row.blob("hash")?, "hash")?))
    })?;
    Ok(last.unwrap_or((Seq(0), Hash::ZERO)))
}
