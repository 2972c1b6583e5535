//! Bringing sheets into a register: what their columns are, what they would change, and the doing.

mod ledger;
mod listed;
mod looked;
mod name;
mod plan;
mod proposal;
mod remarked;
mod unfinished;

pub use ledger::{Ledger, Measure, Words};
pub use looked::{Desk, Looked, Saying, Unseen, before};
pub use plan::{Plan, Planned, Unfit};
pub use proposal::{Counts, Proposal, Source, Stop};
pub use remarked::Remarked;

use store::Hash;

use crate::read::Facts;

/// What the headings of a workbook look like, by which its plan is found again: the same
/// headings under other names of sheets are the same form of another month.
pub fn shape(facts: &Facts) -> String {
    let mut texts: Vec<&str> = facts.headings.iter().map(|heading| heading.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    Hash::of(texts.join("\n").as_bytes()).to_string()
}
