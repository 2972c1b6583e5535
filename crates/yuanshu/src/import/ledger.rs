//! What a register already holds of some enterprises, for weighing what comes in.

use std::collections::{BTreeSet, HashMap};

use base::Day;
use pack::Shelf;
use store::{Archive, Store, View};
use zone::Seq;
use zone::enterprise::{Registry, SubjectId};
use zone::fact::{Entry, Period, Stage, Stated, Topic, Use, Written};
use zone::people::{Permit, ReadRegister};

use crate::read::{Holdings, learn};

/// What is compared: the same fact or judgement of the same time, in the same stage and by the same measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The fact, or the judgement.
    pub of: Topic,
    /// Of which time.
    pub period: Period,
    /// How final.
    pub stage: Stage,
    /// 口径.
    pub basis: Option<String>,
}

/// What was said of an enterprise.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The last word of each feed on each measure.
    pub said: HashMap<Measure, HashMap<String, Word>>,
    /// The days since which something was said of what is not of a year.
    days: HashMap<Topic, BTreeSet<Day>>,
    /// The last figure of a fact of a year that may be shown, whatever its stage and measure.
    pub figures: Holdings,
}

/// A value that was said.
#[derive(Clone, Debug)]
pub struct Word {
    /// The value.
    pub value: Stated,
    /// The unit it was written in.
    pub unit: Option<String>,
}

impl<'a> From<&'a Word> for Written<'a> {
    fn from(word: &'a Word) -> Self {
        Self { value: &word.value, unit: word.unit.as_deref() }
    }
}

/// What a register holds, looked up enterprise by enterprise.
#[derive(Debug)]
pub struct Ledger<'s> {
    store: &'s Store,
    permit: Permit<ReadRegister>,
    archive: Archive,
}

impl<'s> Ledger<'s> {
    /// Opens it as of a line.
    pub fn new(
        store: &'s Store,
        permit: Permit<ReadRegister>,
        (dictionary, known): (&Shelf, Seq),
    ) -> Result<Self, store::Error> {
        // What is said may be counted whatever it may be used for; no answer is made of it.
        let view = View { on: Day::MAX, known, purpose: Use::Verdict };
        let archive = store.archive(&permit, dictionary, view)?;
        Ok(Self { store, permit, archive })
    }

    /// Takes in what was written up to a line.
    pub fn follow(&mut self, (dictionary, known): (&Shelf, Seq)) -> Result<(), store::Error> {
        self.archive.follow(self.store, &self.permit, (dictionary, known))
    }

    /// Who is who.
    pub fn registry(&self) -> &Registry {
        self.archive.registry()
    }

    /// The line as of which it is.
    pub fn known(&self) -> Seq {
        self.archive.view().known
    }

    /// The last word of each feed about an enterprise. Only figures of feeds that are `shown` may
    /// stand beside those that come in.
    pub fn words(
        &self,
        subject: SubjectId,
        shown: &dyn Fn(&str) -> bool,
    ) -> Result<Words, store::Error> {
        let mut words = Words::default();
        let dossier = self.archive.dossier(self.store, &self.permit, subject)?;
        // The entries of a fact come in the order in which they were learnt.
        for ((fact, year), entry) in dossier.entries()? {
            words.add(Topic::Fact(fact), &entry);
            if shown(&entry.origin.feed) {
                learn(&mut words.figures, (fact, year), &entry);
            }
        }
        for (at, entry) in dossier.judged_entries()? {
            words.add(Topic::Judged(at), &entry);
        }
        Ok(words)
    }
}

impl Words {
    fn add(&mut self, of: Topic, entry: &Entry<'_>) {
        if entry.undone.is_some() {
            return;
        }
        let origin = entry.origin;
        let (period, stage, basis) = (origin.period, origin.stage, origin.basis.clone());
        if let Period::Since(day) = period {
            self.days.entry(of).or_default().insert(day);
        }
        let feeds = self.said.entry(Measure { of, period, stage, basis }).or_default();
        let word = Word { value: entry.value.clone(), unit: origin.unit.clone() };
        feeds.insert(origin.feed.clone(), word);
    }

    /// What a feed said last of an earlier day, where what is measured holds until further notice.
    pub fn before(&self, measure: &Measure, feed: &str) -> Option<&Word> {
        let Period::Since(day) = measure.period else { return None };
        let mut days = self.days.get(&measure.of)?.range(..day).rev();
        days.find_map(|day| {
            let earlier = Measure { period: Period::Since(*day), ..measure.clone() };
            self.said.get(&earlier)?.get(feed)
        })
    }
}
