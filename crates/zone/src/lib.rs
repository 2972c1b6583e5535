//! What the zone knows and decides: people, enterprises, facts, policies, the ladder.

pub mod enterprise;
pub mod fact;
pub mod ladder;
pub mod people;
pub mod policy;
pub mod say;
pub mod task;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The number of the line of the journal that something was learnt with (登记序号).
///
/// *Known at* is always one of these: what was learnt with a later line was not known then.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(transparent)]
pub struct Seq(pub u32);

impl std::fmt::Display for Seq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Seq {
    /// After everything that is known.
    pub const LATEST: Self = Self(u32::MAX);
}
