//! The register in memory: everyone's facts as of a day, kept in step with the journal.

mod answers;
mod compared;
mod order;
mod search;
mod told;
mod worked;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Bytes;
use rule::bits::Bits;
use rule::fact::{FactId, Lag};
use rule::why::Change;
use store::{Content as Read, Resumed, Snapshot, Store, View};
use zone::enterprise::{File, SubjectId};
use zone::people::{Permit, ReadRegister};
use zone::policy::{Passport, Subjects};

use crate::serve::content::Shelved;
use answers::Answers;
pub use answers::{Found, Reply};
use compared::Compared;
pub use compared::Turn;
use order::Orders;
pub use order::{By, Way};
use search::Index;
use told::{Of, Told};

/// The code and the name of an enterprise.
type Borne = (Option<String>, String);

/// Everyone as of one day and one line of the journal.
#[derive(Debug)]
pub struct Living {
    /// What counts.
    pub snapshot: Snapshot,
    /// By which content it was read.
    pub content: Arc<Shelved>,
    /// How it came about.
    resumed: Resumed,
    names: Vec<Borne>,
    index: Index,
    orders: Orders,
    answers: Answers,
    told: Told,
    compared: Compared,
}

impl Living {
    /// Reads everyone; what was kept the last time is gone on from where it fits.
    pub fn read(
        store: &Store,
        permit: &Permit<ReadRegister>,
        content: Arc<Shelved>,
        view: View,
    ) -> Result<Self, store::Error> {
        let by = Read { shelf: &content.content.shelf, hash: content.hash };
        let (snapshot, resumed) = if view.known == zone::Seq::LATEST {
            Snapshot::resume(store, permit, by, view)?
        } else {
            (Snapshot::take(store, permit, by, view)?, Resumed::Absent)
        };
        let names = names(&snapshot);
        let index = Index::of(&snapshot, &names);
        let (orders, answers, told) = (Orders::default(), Answers::default(), Told::default());
        let compared = Compared::default();
        Ok(Self { snapshot, content, resumed, names, index, orders, answers, told, compared })
    }

    /// Takes in what was written since; returns whose facts were looked at again.
    pub fn follow(
        &mut self,
        store: &Store,
        permit: &Permit<ReadRegister>,
    ) -> Result<BTreeSet<SubjectId>, store::Error> {
        let before = self.snapshot.seq();
        let by = Read { shelf: &self.content.content.shelf, hash: self.content.hash };
        let touched = self.snapshot.follow(store, permit, by)?;
        if self.snapshot.seq() == before {
            return Ok(touched);
        }
        if !touched.is_empty() {
            self.told.forget(&touched);
            self.orders = Orders::default();
            if self.is_renamed(&touched) {
                self.names = names(&self.snapshot);
                self.index = Index::of(&self.snapshot, &self.names);
            }
            self.answers.follow(&self.content.content.shelf, &self.snapshot, &touched);
        }
        Ok(touched)
    }

    /// Whether an enterprise came, or one of these bears another code or name than it did.
    fn is_renamed(&self, touched: &BTreeSet<SubjectId>) -> bool {
        let subjects = self.snapshot.subjects();
        let rows = touched.iter().filter_map(|subject| self.snapshot.row(*subject));
        let borne = |row: usize| subjects.get(row).map(|subject| borne(&self.snapshot, *subject));
        let mut rows = rows.map(|row| (borne(row), self.names.get(row)));
        subjects.len() != self.names.len() || rows.any(|(now, then)| now.as_ref() != then)
    }

    /// Keeps it beside the database for the next start, where that is not what is kept there.
    pub fn keep(&self, store: &Store) -> Result<(), store::Error> {
        if self.resumed == Resumed::Kept(self.snapshot.seq()) {
            return Ok(());
        }
        let by = Read { shelf: &self.content.content.shelf, hash: self.content.hash };
        self.snapshot.keep(store, by)
    }

    /// The rows that bear a name, a code or initials like these.
    pub fn search(&self, wanted: &str) -> Bits {
        self.index.find(wanted, &self.names)
    }

    /// All rows in the order of a column, from the first or from the last.
    pub fn order(&self, by: By) -> Arc<Vec<u32>> {
        self.orders.of(by, self)
    }

    /// What a policy in force says of each row.
    pub fn answers(&self, policy: &str) -> Option<Arc<Vec<Found>>> {
        self.answers.of(policy, self)
    }

    /// The same, sooner, for who does not ask who is one step away: they, and who falls short with
    /// a title, are a no.
    pub fn plainly(&self, policy: &str) -> Option<Arc<Vec<Found>>> {
        self.answers.plain(policy, self)
    }

    /// The one step to a policy of one row, or that none is enough, where that was found out already.
    pub fn step(&self, policy: &str, row: usize) -> Option<Change> {
        self.answers.step(policy, row)
    }

    /// Whose answer to a policy is another in `is` than it was here; none where it was not in
    /// force then or is not now.
    pub fn turned(&self, is: &Self, policy: &str) -> Option<Arc<Vec<Turn>>> {
        self.compared.of(self, is, policy)
    }

    /// A policy as it is in force on the day.
    pub fn policy(&self, id: &str) -> Option<&pack::Policy> {
        self.content.content.shelf.policy(id, self.snapshot.view().on)
    }

    /// What was told of an enterprise the last time, where it is so still.
    pub fn told(&self, of: Of) -> Option<Bytes> {
        self.told.get(of)
    }

    /// Keeps what is told of an enterprise, as it was found by that content at that line; what was
    /// overtaken meanwhile is not kept.
    pub fn keep_told(&self, of: Of, (content, seq): (&Arc<Shelved>, zone::Seq), json: Bytes) {
        if Arc::ptr_eq(content, &self.content) && seq == self.snapshot.seq() {
            self.told.keep(of, json);
        }
    }
}

/// Codes and names by row.
fn names(snapshot: &Snapshot) -> Vec<Borne> {
    snapshot.subjects().iter().map(|subject| borne(snapshot, *subject)).collect()
}

fn borne(snapshot: &Snapshot, subject: SubjectId) -> Borne {
    let file = snapshot.registry().file(subject);
    let code = file.and_then(File::code).map(|code| code.to_string());
    let name = file.and_then(|file| file.name(snapshot.view().on)).unwrap_or_default();
    (code, name.to_owned())
}

impl Subjects for Living {
    fn code(&self, row: usize) -> Option<&str> {
        self.names.get(row)?.0.as_deref()
    }

    fn name(&self, row: usize) -> &str {
        self.names.get(row).map_or("", |(_, name)| name)
    }

    fn passport(&self, _: FactId, _: Option<i16>, _: usize) -> Option<Passport> {
        None
    }

    fn is_counted(&self, row: usize) -> bool {
        !self.snapshot.away().get(row)
    }
}

/// A fact of a year, as columns are found.
pub type Key = (FactId, Lag);
