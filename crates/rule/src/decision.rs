//! A set of clauses that together decide: what a policy is to the engine.

use base::Unit;

use crate::expr::Expr;
use crate::number::Number;

/// One edition of a policy, checked and resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Its clauses in order.
    pub clauses: Vec<Clause>,
    /// Clauses that must hold, by position; the others only serve a group.
    pub required: Vec<usize>,
    /// Groups of clauses of which at least one must hold.
    pub any: Vec<Vec<usize>>,
    /// The score tree; a node uses only nodes before it.
    pub scores: Vec<Score>,
    /// How an amount is rounded.
    pub round: Round,
    /// A score counts nothing for what is unknown, and says so.
    pub lenient: bool,
    /// What is asked is the points or the class of the last node, or where there is none the
    /// amount: while it is open, so is the answer.
    pub valued: bool,
}

impl Decision {
    /// Whether what is asked is the amount.
    pub(crate) fn asks_amount(&self) -> bool {
        self.valued && self.scores.is_empty()
    }

    /// Every formula that it is made of: clauses first, then score nodes, each in its order.
    pub fn formulas(&self) -> impl Iterator<Item = &Expr> {
        let clauses = self.clauses.iter().flat_map(Clause::formulas);
        clauses.chain(self.scores.iter().flat_map(Score::formulas))
    }
}

/// A clause that is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Its id, unique in the policy.
    pub id: String,
    /// When it holds. A clause that only gives or caps holds always.
    pub when: Condition,
    /// A no means that the policy is not addressed to such firms.
    pub scope: bool,
    /// Its number is only remembered: the answer is then person at best.
    pub memory: bool,
    /// The money it gives when it holds.
    pub give: Option<Expr>,
    /// The most that all clauses together may give.
    pub cap: Option<Expr>,
}

impl Clause {
    /// What it is decided by, gives and caps.
    pub fn formulas(&self) -> impl Iterator<Item = &Expr> {
        let when = match &self.when {
            Condition::When(formula) => Some(formula),
            Condition::Always | Condition::Any(_) => None,
        };
        when.into_iter().chain(&self.give).chain(&self.cap)
    }
}

/// When a clause holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Always.
    Always,
    /// When the formula is true. A clause that says what a division by zero means has it
    /// written out: `b != 0 and a / b >= c`.
    When(Expr),
    /// When any of these clauses holds.
    Any(Vec<usize>),
}

/// How an amount in 元 is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Round {
    /// To the fen, half up.
    #[default]
    Fen,
    /// To the yuan, half up.
    Yuan,
    /// To the fen, downwards.
    Down,
}

/// A node of a score tree or a decision table.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its id, unique in the policy.
    pub id: String,
    /// The name that formulas of the policy use.
    pub name: String,
    /// Its number is only remembered.
    pub memory: bool,
    /// The unit that its value is shown in, where it is no points.
    pub unit: Option<Unit>,
    /// How it is found.
    pub rule: ScoreRule,
}

impl Score {
    /// The tests and outcomes of its bands.
    pub fn formulas(&self) -> impl Iterator<Item = &Expr> {
        let bands = match &self.rule {
            ScoreRule::Bands { bands, .. } => bands.as_slice(),
            ScoreRule::Judged { .. } | ScoreRule::Sum { .. } | ScoreRule::Best { .. } => &[],
        };
        bands.iter().flat_map(|band| {
            let outcome = match &band.outcome {
                Outcome::Formula(formula) => Some(formula),
                Outcome::Points(..) | Outcome::Class(_) => None,
            };
            [&band.test].into_iter().chain(outcome)
        })
    }
}

/// How the points or the class of a node are found.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreRule {
    /// The first band whose test is true. The last test is the constant true.
    Bands {
        /// Tests and outcomes in order.
        bands: Vec<Band>,
        /// The judgement that fixes a point within a band that leaves room.
        judge: Option<String>,
    },
    /// A person's figure between two, ends included.
    Judged {
        /// Name of the judgement.
        judge: String,
        /// The least points.
        low: Number,
        /// The most points.
        high: Number,
    },
    /// The sum of earlier nodes, no more than `max`.
    Sum {
        /// Positions of the nodes.
        of: Vec<usize>,
        /// The most it can be.
        max: Option<Number>,
    },
    /// The highest of earlier nodes.
    Best {
        /// Positions of the nodes.
        of: Vec<usize>,
    },
}

/// A band of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// When it is this band, given that no earlier one was.
    pub test: Expr,
    /// What it gives.
    pub outcome: Outcome,
}

/// What a band gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Points; where the two differ a person chooses between them.
    Points(Number, Number),
    /// Points by a formula.
    Formula(Expr),
    /// A class.
    Class(String),
}
