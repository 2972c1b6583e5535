//! What a register already holds of some enterprises, for weighing what comes in.

use std::collections::{HashMap, HashSet};

use store::{Known, Store};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{ImportId, OriginId, Period, Stage, Stated};
use zone::people::{Permit, ReadRegister};

/// What is compared: the same fact of the same time, in the same stage and by the same measure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The fact, by id.
    pub fact: String,
    /// Of which time.
    pub period: Period,
    /// How final.
    pub stage: Stage,
    /// 口径.
    pub basis: Option<String>,
}

/// The last word of each feed on each measure.
pub type Words = HashMap<Measure, HashMap<String, Stated>>;

/// What a register holds, looked up enterprise by enterprise.
#[derive(Debug)]
pub struct Ledger<'s> {
    store: &'s Store,
    permit: Permit<ReadRegister>,
    known: Seq,
    origins: HashMap<OriginId, Known>,
    undone: HashSet<ImportId>,
}

impl<'s> Ledger<'s> {
    /// Opens it as of a line.
    pub fn new(
        store: &'s Store,
        permit: Permit<ReadRegister>,
        known: Seq,
    ) -> Result<Self, store::Error> {
        let origins = store.origins(&permit, Seq(0), known)?;
        let origins = origins.into_iter().map(|origin| (origin.id, origin)).collect();
        let imports = store.imports(&permit, Seq(0), known)?;
        let undone = imports.into_iter().filter(|import| import.undone.is_some());
        let undone = undone.map(|import| import.id).collect();
        Ok(Self { store, permit, known, origins, undone })
    }

    /// The last word of each feed about an enterprise.
    pub fn words(&self, subject: SubjectId) -> Result<Words, store::Error> {
        let mut words = Words::new();
        // Statements come in the order in which they were learnt.
        for statement in self.store.statements(&self.permit, subject, self.known)? {
            for (origin, value) in statement.said {
                let Some(Known { origin, .. }) = self.origins.get(&origin) else { continue };
                if origin.import.is_some_and(|import| self.undone.contains(&import)) {
                    continue;
                }
                let measure = Measure {
                    fact: origin.fact.clone(),
                    period: origin.period,
                    stage: origin.stage,
                    basis: origin.basis.clone(),
                };
                words.entry(measure).or_default().insert(origin.feed.clone(), value);
            }
        }
        Ok(words)
    }
}
