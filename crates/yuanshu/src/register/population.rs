//! All enterprises of a register with the facts that count, as policies ask them.

use rule::fact::FactId;
use store::{Hash, Resumed, Snapshot, View, content_hash};
use zone::people::ReadRegister;
use zone::policy::{Passport, Subjects};

use super::verdict::Named;
use super::{Register, Unopened};
use crate::content::Content;

/// All enterprises of a register as of a day and a line of its journal.
#[derive(Debug)]
pub struct Population {
    /// What counts.
    pub snapshot: Snapshot,
    /// The hash of the content that it was read by.
    pub content: Hash,
    names: Named,
}

impl Population {
    /// Reads it. What was kept the last time is gone on from where it fits.
    pub fn read(register: &Register, content: &Content, view: View) -> Result<Self, Unopened> {
        let permit = register.may::<ReadRegister>()?;
        let hash = content_hash(&content.files);
        let by = store::Content { shelf: &content.shelf, hash };
        let snapshot = if view.known == zone::Seq::LATEST {
            let (snapshot, resumed) = Snapshot::resume(&register.store, &permit, by, view)?;
            if !matches!(resumed, Resumed::Kept(seq) if seq == snapshot.seq()) {
                match snapshot.keep(&register.store, by) {
                    // Who may only read the register reads it anew each time.
                    Ok(()) | Err(store::Error::Denied { .. }) => {}
                    Err(why) => return Err(why.into()),
                }
            }
            snapshot
        } else {
            Snapshot::take(&register.store, &permit, by, view)?
        };
        let names = Named::of(&snapshot);
        Ok(Self { snapshot, content: hash, names })
    }
}

impl Subjects for Population {
    fn code(&self, row: usize) -> Option<&str> {
        self.names.code(row)
    }

    fn name(&self, row: usize) -> &str {
        self.names.name(row)
    }

    /// Whose figures have passports is asked one by one: see [`super::Single`].
    fn passport(&self, _: FactId, _: Option<i16>, _: usize) -> Option<Passport> {
        None
    }

    fn is_counted(&self, row: usize) -> bool {
        !self.snapshot.away().get(row)
    }
}
