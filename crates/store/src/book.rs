//! What the rows of the register mean as of a line: origins, reviews, undone imports, settlements,
//! objections.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use pack::Shelf;
use pack::feed::{Stage, Use};
use rule::fact::FactId;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{
    Entry, ImportId, Objection, Origin, OriginId, Settlement, Standing, Statement, Time, Topic,
    placed,
};

use crate::db::Db;
use crate::error::Error;
use crate::fact::{Outcome, Review, reviews, settlements};
use crate::import::undone;
use crate::objection::objections;
use crate::origin::{Known, origins};

/// A fact, of a fiscal year where it is yearly.
pub type Key = (FactId, Time);

/// All that says what statements mean, as known with some line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// By number; the first is number 1. Shared with the books that dossiers in use hold on to,
    /// so that who writes meanwhile copies no texts.
    origins: Vec<Arc<Slot>>,
    /// Whether any of them says what a person judged.
    judges: bool,
    /// The line of each import, by which its statements are found.
    imports: HashMap<ImportId, Seq>,
    undone: HashMap<ImportId, Seq>,
    /// By the line that is reviewed.
    reviews: HashMap<Seq, Vec<Review>>,
    /// By file, shared as the origins are.
    settlements: BTreeMap<SubjectId, Arc<Vec<(Key, Settlement)>>>,
    objections: BTreeMap<SubjectId, Arc<Vec<Objection>>>,
    /// Facts that the dictionary does not know, also not under a name that one had before.
    strange: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Slot {
    origin: Origin,
    standing: Standing,
    /// None where the dictionary has no such thing, or has it otherwise.
    topic: Option<(Topic, Time)>,
}

/// Whose statements have to be looked at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// These enterprises'.
    pub(crate) subjects: BTreeSet<SubjectId>,
    /// Those that came with these lines.
    pub(crate) lines: BTreeSet<Seq>,
}

impl Book {
    /// Adds what lines after `after` and up to `known` brought; returns whom it concerns.
    pub(crate) fn learn(
        &mut self,
        db: &mut Db,
        dictionary: &Shelf,
        (after, known): (Seq, Seq),
    ) -> Result<Touched, Error> {
        let mut touched = Touched::default();
        for known in origins(db, after, known)? {
            self.add(known, dictionary)?;
        }
        for (import, seq) in undone(db, after, known)? {
            self.undone.insert(import, seq);
            touched.lines.extend(self.imports.get(&import));
        }
        for review in reviews(db, after, known)? {
            match review.subject {
                Some(subject) => touched.subjects.extend([subject]),
                None => touched.lines.extend([review.of]),
            }
            self.reviews.entry(review.of).or_default().push(review);
        }
        for settlement in settlements(db, after, known)? {
            let about = &settlement.about;
            touched.subjects.insert(about.subject);
            if let Some(key) = placed(&about.fact, about.period, dictionary) {
                let settled = self.settlements.entry(about.subject).or_default();
                Arc::make_mut(settled).push((key, settlement));
            }
        }
        // They change no figure.
        for objection in objections(db, after, known)? {
            let raised = self.objections.entry(objection.about.subject).or_default();
            Arc::make_mut(raised).push(objection);
        }
        Ok(touched)
    }

    fn add(&mut self, known: Known, dictionary: &Shelf) -> Result<(), Error> {
        let number = u32::try_from(self.origins.len() + 1).ok();
        if number != Some(known.id.0) {
            return Err(Error::Damaged { column: "origin.id" });
        }
        let Known { origin, standing, seq, .. } = known;
        if let Some(import) = origin.import {
            self.imports.insert(import, seq);
        }
        let topic = Topic::placed(&origin.fact, origin.period, dictionary);
        self.judges |= matches!(topic, Some((Topic::Judged(_), _)));
        if topic.is_none() {
            self.strange.insert(origin.fact.clone());
        }
        self.origins.push(Arc::new(Slot { origin, standing, topic }));
        Ok(())
    }

    /// Facts that were said and that the dictionary does not know, or knows otherwise.
    pub(crate) fn strange(&self) -> &BTreeSet<String> {
        &self.strange
    }

    /// The values of statements, in the order of facts and years, as of line `known`.
    pub(crate) fn entries<'a>(
        &'a self,
        statements: &'a [Statement],
        known: Seq,
    ) -> Result<Vec<(Key, Entry<'a>)>, Error> {
        self.values(statements, known, |topic, time| match topic {
            Topic::Fact(fact) => Some((fact, time)),
            Topic::Judged(_) => None,
        })
    }

    /// What persons judged among statements, by position in the dictionary, as of line `known`.
    pub(crate) fn judged<'a>(
        &'a self,
        statements: &'a [Statement],
        known: Seq,
    ) -> Result<Vec<(usize, Entry<'a>)>, Error> {
        if !self.judges {
            return Ok(Vec::new());
        }
        self.values(statements, known, |topic, _| match topic {
            Topic::Judged(at) => Some(at),
            Topic::Fact(_) => None,
        })
    }

    fn values<'a, K: Copy + Ord>(
        &'a self,
        statements: &'a [Statement],
        known: Seq,
        wanted: impl Fn(Topic, Time) -> Option<K>,
    ) -> Result<Vec<(K, Entry<'a>)>, Error> {
        let mut entries = Vec::with_capacity(statements.iter().map(|said| said.said.len()).sum());
        for statement in statements {
            let review = self.review(statement, known);
            for (id, value) in &statement.said {
                let slot = self.slot(*id).ok_or(Error::Damaged { column: "body" })?;
                let key = slot.topic.and_then(|(topic, time)| wanted(topic, time));
                let Some(key) = key else { continue };
                let import = slot.origin.import.and_then(|import| self.undone.get(&import));
                let (counts, returned) = match slot.standing {
                    Standing::Counts => (Some(statement.seq), None),
                    Standing::Held => review,
                };
                let entry = Entry {
                    origin: &slot.origin,
                    id: *id,
                    row: statement.row,
                    seq: statement.seq,
                    counts,
                    undone: import.copied().into_iter().chain(returned).min(),
                    value,
                };
                entries.push((key, entry));
            }
        }
        // Stable: what was said first stays first.
        entries.sort_by_key(|(key, _)| *key);
        Ok(entries)
    }

    /// What the owning departments settled in a file.
    pub(crate) fn settlements(&self, file: SubjectId) -> impl Iterator<Item = &Settlement> {
        let settled = self.settlements.get(&file).into_iter();
        settled.flat_map(|settled| settled.iter()).map(|(_, settlement)| settlement)
    }

    /// What was objected to in a file, also what was settled since.
    pub(crate) fn objections(&self, file: SubjectId) -> impl Iterator<Item = &Objection> {
        self.objections.get(&file).into_iter().flat_map(|raised| raised.iter())
    }

    /// The same in all files.
    pub(crate) fn all_objections(&self) -> impl Iterator<Item = &Objection> {
        self.objections.values().flat_map(|raised| raised.iter())
    }

    /// What the owning departments settled about a fact of the files of one enterprise.
    pub(crate) fn settled(
        &self,
        files: impl Iterator<Item = SubjectId>,
        key: Key,
    ) -> Vec<&Settlement> {
        let settled = files.filter_map(|file| self.settlements.get(&file));
        let settled = settled.flat_map(|settled| settled.iter());
        let about = settled.filter(|(about, _)| *about == key);
        about.map(|(_, settlement)| settlement).collect()
    }

    /// The stages of what was said of a fact, may be used so and counts for some enterprise.
    pub(crate) fn stages(&self, key: Key, (dictionary, purpose): (&Shelf, Use)) -> BTreeSet<Stage> {
        let (fact, time) = key;
        let said = self.origins.iter().filter(|slot| slot.topic == Some((Topic::Fact(fact), time)));
        let counts = said.filter(|slot| {
            let undone = slot.origin.import.is_some_and(|import| self.undone.contains_key(&import));
            let allowed = dictionary.feeds.get(&slot.origin.feed);
            !undone && self.let_in(slot) && allowed.is_some_and(|feed| feed.allows(purpose))
        });
        counts.map(|slot| slot.origin.stage).collect()
    }

    /// Whether something of a column counts: at once, or since a second person said so.
    fn let_in(&self, slot: &Slot) -> bool {
        let line = slot.origin.import.and_then(|import| self.imports.get(&import));
        let reviews = || line.and_then(|line| self.reviews.get(line)).into_iter().flatten();
        slot.standing == Standing::Counts
            || reviews().any(|review| review.outcome == Outcome::Accepted)
    }

    fn slot(&self, id: OriginId) -> Option<&Slot> {
        Some(&**self.origins.get(usize::try_from(id.0).ok()?.checked_sub(1)?)?)
    }

    /// Since when what is held of a statement counts, or since when it was returned: the last
    /// word of the second person up to line `known`.
    fn review(&self, statement: &Statement, known: Seq) -> (Option<Seq>, Option<Seq>) {
        let mut reviews = self.reviews.get(&statement.seq).into_iter().flatten();
        let about = |review: &&Review| {
            review.seq <= known && review.subject.is_none_or(|one| one == statement.subject)
        };
        match reviews.rfind(about) {
            Some(Review { outcome: Outcome::Accepted, seq, .. }) => (Some(*seq), None),
            Some(Review { outcome: Outcome::Returned, seq, .. }) => (None, Some(*seq)),
            None => (None, None),
        }
    }
}
