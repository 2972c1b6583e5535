//! Enterprises: who is who, by code and by name, at any time.

mod duplicate;
mod file;
mod name;
mod registry;
mod undone;

use std::fmt;

use base::{Day, Uscc};
use serde::{Deserialize, Serialize};

use crate::Seq;
pub use duplicate::{Alike, Duplicate};
pub use file::{File, Named, Stay};
pub use name::{normalised, sound};
pub use registry::{Found, How, IdentityError, Registry};
pub use undone::Undone;

/// An enterprise of the register, by the order in which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectId(pub u32);

/// The number of its file, as people name it.
impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that was learnt about who an enterprise is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// With which line of the journal.
    pub seq: Seq,
    /// About whom.
    pub subject: SubjectId,
    /// What.
    pub change: Change,
}

/// What was learnt about who an enterprise is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// It has a file of its own.
    Made,
    /// Its unified social credit code is this.
    Code(Uscc),
    /// It is called so, from that day on; where nobody says the day, before every other name.
    Named {
        /// As it was written.
        name: String,
        /// The first day that it is known to bear the name.
        since: Option<Day>,
    },
    /// It moved into the zone.
    Arrived {
        /// The first day.
        on: Day,
    },
    /// It left the zone, or ceased to be.
    Left {
        /// The first day without it.
        on: Day,
    },
    /// Its file is another's: what was said about it counts for the other.
    Merged {
        /// Whose file it is.
        into: SubjectId,
    },
    /// Its merge was a mistake: each has its own again.
    Unmerged,
    /// It is another enterprise than that of a file that looks like its own (不是重复).
    Parted {
        /// The other file.
        from: SubjectId,
        /// Why.
        reason: String,
    },
    /// That was a mistake: the two may be of one enterprise after all.
    Unparted {
        /// The other file.
        from: SubjectId,
    },
}
