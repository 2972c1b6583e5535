//! Why a subject got its answer, and what would change it.
//!
//! Reasons are asked of the decision, the [`Row`](crate::row::Row) that was decided (its scores
//! are not looked at) and the [`Finding`](crate::decide::Finding) that came of it. Whatever is
//! reported as a gap or a change was decided again with that figure in place.

mod blank;
mod change;
mod curve;
mod figure;
mod form;
mod gap;
mod ground;
mod kink;
mod lever;
mod missing;
mod reach;
mod scene;
mod trial;

#[cfg(test)]
mod tests;

use crate::decision::{Condition, Decision};
use crate::fact::{FactId, Lag};
use crate::value::{Answer, Value};

pub use blank::Blank;
pub use change::{change, step};
pub use figure::{Compared, Figure, Relation, bands, comparisons, figures};
pub use gap::gaps;
pub use missing::{Lacking, asked, blanks, lacking, missing};
pub use reach::Reach;

/// By how much one fact alone is short of making a clause hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The fact. A list stands for the number of its records of the kind that the clause asks
    /// for, or for what these come to together; a day that has to be long enough ago, for
    /// waiting.
    pub fact: FactId,
    /// Of which year; 0 where the fact has no years.
    pub lag: Lag,
    /// What it is: a number in its base unit, a truth value, a number of records, a day.
    pub from: Value,
    /// `to` less `from`: below 0 where it has to become less; for a flag what it has to become;
    /// for waiting the days from the day of the application.
    pub by: Value,
    /// What is just enough. For waiting, the first day of application that is late enough.
    pub to: Value,
    /// The texts by which the records of a list are told from others, as `高新技术企业` is by its
    /// kind; none for anything else.
    pub described: Vec<String>,
    /// What the clause then is: yes, or person where a judgement is left.
    pub becomes: Answer,
}

/// The gaps of a clause that is not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// Position of the clause.
    pub clause: usize,
    /// Each enough by itself, the relatively least first. Empty where no single fact helps.
    pub gaps: Vec<Gap>,
}

/// What would turn a no into a yes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// These facts, moved together; no fewer are enough.
    Found {
        /// What moves, in the order of the facts.
        moves: Vec<Move>,
        /// What the whole then is: yes, or person where a judgement is left.
        becomes: Answer,
    },
    /// Nothing within three movable facts; or the answer is not no.
    None,
    /// The search stopped before it knew.
    TooMany,
}

/// A fact that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The fact; a list stands for its records of one kind, as in a [`Gap`].
    pub fact: FactId,
    /// Of which year; 0 where the fact has no years.
    pub lag: Lag,
    /// What it is.
    pub from: Value,
    /// What it has to become.
    pub to: Value,
    /// The texts by which the records of a list are told from others, as `高新技术企业` is by its
    /// kind; none for anything else.
    pub described: Vec<String>,
}

/// The clauses that a clause stands on: itself, or the alternatives it is made of.
fn leaves(decision: &Decision, clause: usize) -> Vec<usize> {
    let mut open = vec![clause];
    let mut seen = Vec::new();
    while let Some(at) = open.pop() {
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        if let Some(Condition::Any(of)) = decision.clauses.get(at).map(|clause| &clause.when) {
            open.extend(of.iter().rev());
        }
    }
    seen.retain(|at| {
        !matches!(decision.clauses.get(*at).map(|clause| &clause.when), Some(Condition::Any(_)))
    });
    seen
}
