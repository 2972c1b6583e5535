//! Plans: many decisions over one table, with every shared step found once.

mod compile;
mod condition;
mod linear;
mod records;
mod score;
mod stairs;

use crate::decision::Decision;
use crate::expr::{Comparison, Expr, Node};
use crate::fact::{DEEPEST, FactId, Lag, Schema};
use crate::table::Table;
use crate::value::Answer;
use crate::walk;

/// Decisions made ready to run over one table.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) table: &'a Table,
    pub(crate) decisions: Vec<&'a Decision>,
    pub(crate) columns: Vec<Source>,
    pub(crate) gauges: Vec<Gauge>,
    pub(crate) steps: Vec<Step>,
    /// For each step, whether an answer hangs on it.
    pub(crate) needed: Vec<bool>,
    pub(crate) policies: Vec<Roots>,
    /// For each step that may leave rows to a person, its place among those.
    pub(crate) persons: Vec<Option<usize>>,
}

impl<'a> Plan<'a> {
    /// Finds the shared steps of `decisions` over `table`.
    pub fn new(schema: &'a Schema, table: &'a Table, decisions: Vec<&'a Decision>) -> Self {
        compile::Compiler::new(schema, table).plan(decisions)
    }

    /// The names that a formula uses of elements and their fields, through derived facts.
    pub(crate) fn fields(&self, formula: &Expr) -> Vec<String> {
        let mut names = Vec::new();
        self.collect_fields(formula, &mut names, 0);
        names
    }

    fn collect_fields(&self, formula: &Expr, names: &mut Vec<String>, depth: usize) {
        let fact = match &*formula.node {
            Node::Field(_, name) | Node::Local(name) | Node::Name(name) => {
                names.push(name.clone());
                None
            }
            Node::Fact(fact) | Node::Year(fact, _) | Node::Last(fact, _) => Some(*fact),
            _ => None,
        };
        let derived = fact.and_then(|fact| self.schema.get(fact)?.formula.as_ref());
        if let Some(derived) = derived.filter(|_| depth < DEEPEST) {
            self.collect_fields(derived, names, depth + 1);
        }
        for part in walk::children(formula) {
            self.collect_fields(part, names, depth);
        }
    }

    /// How many distinct leaves there are.
    pub fn leaves(&self) -> usize {
        let leaf = |step: &Step| !matches!(step, Step::Branch(_) | Step::Score(_));
        self.needed_steps().filter(|(_, step)| leaf(step)).count()
    }

    /// The steps on which an answer hangs, with their positions.
    pub(crate) fn needed_steps(&self) -> impl Iterator<Item = (usize, &Step)> {
        self.steps_of(&self.needed)
    }

    /// The steps that are marked, with their positions.
    pub(crate) fn steps_of<'n>(
        &self,
        marked: &'n [bool],
    ) -> impl Iterator<Item = (usize, &Step)> + use<'_, 'n> {
        let steps = self.steps.iter().enumerate().zip(marked);
        steps.filter(|(_, marked)| **marked).map(|(step, _)| step)
    }

    /// Which steps a step hangs on, itself among them.
    pub(crate) fn needs(&self, step: usize) -> Vec<bool> {
        compile::needed(&self.steps, [step])
    }
}

/// Where the answers of one decision stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roots {
    /// The answer of the whole.
    pub(crate) answer: Ref,
    /// What each clause computes.
    pub(crate) clauses: Vec<Ref>,
    /// The steps of its score nodes, where they are columns.
    pub(crate) scores: Vec<Option<usize>>,
}

/// A step by position, or a constant; negated or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Ref {
    /// Settled before looking at any row.
    Constant(Fixed),
    /// The outcome of a step.
    Step(usize),
    /// The opposite of the outcome of a step.
    Not(usize),
}

impl Default for Ref {
    fn default() -> Self {
        Self::Constant(Fixed::Unknown)
    }
}

/// A constant answer, in an order for sorting children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fixed {
    Yes,
    No,
    Unknown,
    Person,
}

impl From<Answer> for Fixed {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::Yes,
            Answer::No => Self::No,
            Answer::Unknown => Self::Unknown,
            Answer::Person => Self::Person,
        }
    }
}

impl From<Fixed> for Answer {
    fn from(fixed: Fixed) -> Self {
        match fixed {
            Fixed::Yes => Self::Yes,
            Fixed::No => Self::No,
            Fixed::Unknown => Self::Unknown,
            Fixed::Person => Self::Person,
        }
    }
}

impl Ref {
    /// The step whose outcome it is, or the opposite of it.
    fn step(self) -> Option<usize> {
        match self {
            Self::Constant(_) => None,
            Self::Step(at) | Self::Not(at) => Some(at),
        }
    }
}

impl std::ops::Not for Ref {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Constant(fixed) => Self::Constant((!Answer::from(fixed)).into()),
            Self::Step(at) => Self::Not(at),
            Self::Not(at) => Self::Step(at),
        }
    }
}

/// Where the numbers of a column come from; all are whole multiples of a power of ten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// A column of the table.
    Fact(FactId, Lag),
    /// The sum of the years that exist among the last so many.
    SumLast(FactId, Lag),
    /// How many of the last so many years exist.
    CountLast(Lag),
    /// How many records pass a test.
    Count(Records),
    /// The sum of a field, by its place, over the records that pass a test.
    Sum(Records, usize),
    /// A count of records, worked out row by row before the run.
    Rows(Expr),
}

/// A test of the records of a list fact: a formula over the fields of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Records {
    pub(crate) list: FactId,
    pub(crate) test: Expr,
}

/// One thing worked out for every row. A step uses only steps before it. Its formulas are
/// without the places where they were written, so that what is equal is one step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// A number lies within bounds.
    Cut(Cut),
    /// A fact of yes or no.
    Flag(FactId, Lag),
    /// A formula over one column of few distinct values: each value is answered once.
    Lookup { fact: FactId, lag: Lag, formula: Expr },
    /// Any record passes a test.
    Any(Records),
    /// A person's yes or no.
    Judge(String),
    /// Points compare with a constant: the multiple of a point's decimals at or below it, and
    /// whether it is that multiple.
    Points { score: usize, comparison: Comparison, bound: (i64, bool) },
    /// Worked out row by row; with the decision whose scores it uses. Whether a person may be
    /// asked.
    Rows { formula: Expr, decision: Option<usize>, person: bool },
    /// The amount that a decision asks for can be said; worked out row by row.
    Amount { decision: usize },
    /// Answers joined.
    Branch(Branch),
    /// Points of a node of a score tree.
    Score(ScoreStep),
}

/// What leaves compare with bounds: a number a row, counted in steps of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gauge {
    /// A column, in its whole multiples.
    Column(usize),
    /// A weighted sum of columns.
    Sum(Whole),
    /// So many parts of a quotient of two, in half steps: twice the whole parts, and one more
    /// where it lies between two. Unknown where the divisor is zero.
    Quotient { above: Whole, below: Whole, parts: i64 },
}

impl Gauge {
    /// The columns that it reads, each once.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = match self {
            Self::Column(column) => vec![*column],
            Self::Sum(of) => of.columns().collect(),
            Self::Quotient { above, below, .. } => above.columns().chain(below.columns()).collect(),
        };
        let mut seen = Vec::new();
        columns.retain(|column| {
            !seen.contains(column) && {
                seen.push(*column);
                true
            }
        });
        columns
    }
}

/// Columns in whole multiples times whole weights, and a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Whole {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) constant: i64,
}

impl Whole {
    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.terms.iter().map(|(column, _)| *column)
    }
}

/// `low <= x < high` over the steps of a gauge; a missing bound is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cut {
    pub(crate) gauge: usize,
    /// The least number inside.
    pub(crate) low: Option<i64>,
    /// The least number above.
    pub(crate) high: Option<i64>,
}

/// How answers are joined.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Branch {
    /// no > unknown > person > yes.
    And(Vec<Ref>),
    /// yes > unknown > person > no.
    Or(Vec<Ref>),
    /// The second or third by the first; open where the first is.
    If(Ref, Ref, Ref),
}

/// Points of a node, as whole multiples of 10^-4: within 32 bits, so that no sum leaves 64.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ScoreStep {
    /// The first band whose test is true.
    Bands { tests: Vec<Ref>, points: Vec<(i64, i64)>, judge: Option<String> },
    /// Bands that all look at one gauge.
    Stairs(Stairs),
    /// A person's figure between two.
    Judged { judge: String, low: i64, high: i64 },
    /// The sum of earlier nodes, capped.
    Sum { of: Vec<usize>, max: Option<i64> },
    /// The highest of earlier nodes.
    Best { of: Vec<usize> },
    /// The least of an earlier node where a fact is missing.
    Lenient { of: usize },
}

/// Points that change at bounds of a gauge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stairs {
    pub(crate) gauge: usize,
    /// Below all bounds.
    pub(crate) base: i64,
    /// What is added from a bound on; the bounds rise.
    pub(crate) rises: Vec<(i64, i64)>,
    /// The least and the most where the gauge is unknown.
    pub(crate) open: (i64, i64),
}

impl Branch {
    /// What it joins.
    pub(crate) fn parts(&self) -> Vec<Ref> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.clone(),
            Self::If(test, yes, no) => vec![*test, *yes, *no],
        }
    }
}

impl Step {
    /// The steps that it uses; all are before it.
    pub(crate) fn uses(&self) -> Vec<usize> {
        let steps = |parts: &[Ref]| parts.iter().filter_map(|part| part.step()).collect();
        match self {
            Self::Branch(branch) => steps(&branch.parts()),
            Self::Points { score, .. } => vec![*score],
            Self::Score(ScoreStep::Bands { tests, .. }) => steps(tests),
            Self::Score(ScoreStep::Sum { of, .. } | ScoreStep::Best { of }) => of.clone(),
            Self::Score(ScoreStep::Lenient { of }) => vec![*of],
            Self::Score(ScoreStep::Stairs(_) | ScoreStep::Judged { .. })
            | Self::Cut(_)
            | Self::Flag(..)
            | Self::Lookup { .. }
            | Self::Any(_)
            | Self::Judge(_)
            | Self::Rows { .. }
            | Self::Amount { .. } => Vec::new(),
        }
    }
}

/// Decimals of points inside a plan.
pub(crate) const POINT_DECIMALS: u8 = 4;
