//! The invented grid that every speed claim is measured on, with its reference answers.

mod answer;
mod fact;
mod leaf;
mod policy;
mod score;
mod write;

pub use answer::{Answers, Count, totals_digest};
pub use fact::{Column, FACTS, FactId, Kind, TEXTS};
pub use leaf::{Leaf, Op};
pub use policy::{Policy, PolicyId, Tree};
pub use score::{Band, Indicator, Of, Total};
pub use write::write_totals;

/// How large a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows.
    pub enterprises: usize,
    /// Trees of 3 to 12 conditions, 7.5 on average.
    pub policies: usize,
    /// Distinct conditions that the trees share.
    pub leaves: usize,
    /// Indicators of the score.
    pub indicators: usize,
}

impl Shape {
    /// As a zone has them: 1,050 distinct conditions for every 1,000 policies, and one score of
    /// 30 indicators.
    #[must_use]
    pub fn new(enterprises: usize, policies: usize) -> Self {
        let leaves = (policies * 105).div_ceil(100).clamp(20, 1_050);
        Self { enterprises, policies, leaves, indicators: 30 }
    }
}

/// Enterprises with facts, and policies over them; the same for the same shape and seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How large it is.
    pub shape: Shape,
    /// What it was made from.
    pub seed: u64,
    /// One column a fact, in the order of [`FactId::all`].
    pub columns: Vec<Column>,
    /// The distinct conditions.
    pub leaves: Vec<Leaf>,
    /// The policies, whose trees name conditions by their place in `leaves`.
    pub policies: Vec<Policy>,
    /// The score.
    pub indicators: Vec<Indicator>,
}

/// Makes the grid of `shape` from `seed`.
#[must_use]
pub fn grid(shape: Shape, seed: u64) -> Grid {
    let leaves = leaf::catalogue(shape.leaves, seed);
    Grid {
        shape,
        seed,
        columns: fact::columns(shape.enterprises, seed),
        policies: policy::policies(shape.policies, &leaves, seed),
        indicators: score::indicators(shape.indicators, seed),
        leaves,
    }
}
