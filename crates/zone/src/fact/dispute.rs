//! What people say about figures that are at odds: settlements and objections.

use serde::{Deserialize, Serialize};

use super::{OriginId, Period};
use crate::Seq;
use crate::enterprise::SubjectId;

/// Which figure of whom is spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct About {
    /// Whose.
    pub subject: SubjectId,
    /// By id in the dictionary.
    pub fact: String,
    /// Of which time.
    pub period: Period,
}

impl About {
    /// Whether the same figure is spoken of, of the same enterprise or of a file that was merged
    /// into it: what has no years is one figure, from whatever day it is spoken of.
    pub fn is_same_figure(&self, other: &Self) -> bool {
        self.period.year() == other.period.year() && self.fact == other.fact
    }
}

/// The owning department's word on which statement counts (核定).
///
/// It stands until its statement is replaced, or until something newer is trusted more; what is
/// newer, trusted alike and contradicts it makes the fact unknown again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Of what.
    pub about: About,
    /// The origin of the statement that counts.
    pub origin: OriginId,
    /// The line of the journal of the statement that counts.
    pub said: Seq,
    /// Its row.
    pub row: u32,
    /// With which line it was settled.
    pub seq: Seq,
    /// Who settled it.
    pub by: String,
    /// For which department.
    pub department: String,
    /// Why.
    pub reason: String,
}

/// That somebody holds a figure to be wrong (异议). It changes nothing by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// To what.
    pub about: About,
    /// With which line it was raised.
    pub seq: Seq,
    /// Who raised it.
    pub by: String,
    /// For which department.
    pub department: String,
    /// Why.
    pub reason: String,
}

impl Objection {
    /// Whether nobody has answered it as of the line `known`: of the settlements in the files of
    /// the enterprise, none of that figure came after it.
    pub fn is_open<'a>(
        &self,
        settlements: impl IntoIterator<Item = &'a Settlement>,
        known: Seq,
    ) -> bool {
        let answers = |settlement: &Settlement| {
            settlement.about.is_same_figure(&self.about)
                && settlement.seq > self.seq
                && settlement.seq <= known
        };
        self.seq <= known && !settlements.into_iter().any(answers)
    }
}
