//! Figures: the facts that a formula used, and what it compared.

use crate::decision::{Band, Score, ScoreRule};
use crate::expr::{Arguments, Comparison, Expr, Node, Test};
use crate::fact::{DEEPEST, FactId, LONGEST_LAG, Lag};
use crate::fault::Span;
use crate::row::Row;
use crate::value::{Answer, Value};
use crate::walk::each_child;

/// A fact that a formula used.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The fact.
    pub fact: FactId,
    /// Of which year; 0 where the fact has no years.
    pub lag: Lag,
    /// What it is; open where it is not known.
    pub value: Value,
    /// It follows from the figures after it: nothing is stated of it.
    pub derived: bool,
}

/// How two values were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// By order or equality.
    Is(Comparison),
    /// The left is the right, or lies in the list or range that the right is.
    In,
}

/// A comparison as it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The value on the left.
    pub left: Value,
    /// How they were compared.
    pub relation: Relation,
    /// The value on the right: the threshold, as a rule.
    pub right: Value,
    /// What it came to.
    pub answer: Answer,
    /// Where the left side was written, the right side, and the whole.
    pub spans: [Span; 3],
}

/// The facts that a formula read with their values, each once: a derived fact before those it
/// follows from. Only years that exist, and of `if` only the branch that counted.
pub fn figures(formula: &Expr, row: &Row<'_>) -> Vec<Figure> {
    let mut reading = Reading { row: *row, figures: Vec::new(), depth: 0 };
    reading.part(formula, 0);
    reading.figures
}

/// What a formula compared, in the order of writing; of `if` only the branch that counted.
/// `row` carries the scores that were found.
pub fn comparisons(formula: &Expr, row: &Row<'_>) -> Vec<Compared> {
    let mut found = Vec::new();
    compared(formula, row, &mut found);
    found
}

/// The bands of a node that were looked at: up to the one that surely applied.
pub fn bands<'a>(score: &'a Score, row: &Row<'_>) -> &'a [Band] {
    let ScoreRule::Bands { bands, .. } = &score.rule else { return &[] };
    let applied = bands.iter().position(|band| row.value(&band.test).answer() == Answer::Yes);
    applied.and_then(|at| bands.get(..=at)).unwrap_or(bands)
}

struct Reading<'a> {
    row: Row<'a>,
    figures: Vec<Figure>,
    depth: usize,
}

impl Reading<'_> {
    fn part(&mut self, part: &Expr, back: Lag) {
        match &*part.node {
            Node::Fact(id) if self.row.schema().get(*id).is_some_and(|fact| fact.yearly) => {
                let years = self.row.lived(LONGEST_LAG, back);
                years.unwrap_or_default().into_iter().for_each(|lag| self.fact(*id, lag));
            }
            Node::Fact(id) => self.fact(*id, 0),
            Node::Year(id, lag) => self.fact(*id, lag.saturating_add(back)),
            Node::Last(id, count) => match self.row.lived(*count, back) {
                Some(years) => years.into_iter().for_each(|lag| self.fact(*id, lag)),
                None => self.row.schema().born.into_iter().for_each(|born| self.fact(born, 0)),
            },
            Node::If(test, yes, no) => {
                self.part(test, back);
                match self.row.value_back(test, back).answer() {
                    Answer::Yes => self.part(yes, back),
                    Answer::No => self.part(no, back),
                    Answer::Unknown | Answer::Person => {}
                }
            }
            _ => each_child(part, &mut |part| self.part(part, back)),
        }
    }

    fn fact(&mut self, fact: FactId, lag: Lag) {
        if self.figures.iter().any(|known| known.fact == fact && known.lag == lag) {
            return;
        }
        let formula = self.row.derived(fact, lag);
        let value = self.row.year(fact, lag);
        self.figures.push(Figure { fact, lag, value, derived: formula.is_some() });
        if let Some(formula) = formula.filter(|_| self.depth < DEEPEST) {
            self.depth += 1;
            self.part(formula, lag.saturating_sub(1));
            self.depth -= 1;
        }
    }
}

fn compared(part: &Expr, row: &Row<'_>, found: &mut Vec<Compared>) {
    let mut compare = |a: &Expr, op, b: &Expr| found.push(ordered(row, (a, op, b), part.span));
    match &*part.node {
        Node::Compare(op, a, b) => compare(a, *op, b),
        Node::Between(x, low, high) => {
            compare(x, Comparison::AtLeast, low);
            compare(x, Comparison::AtMost, high);
        }
        Node::In(x, tests) => within(x, tests, row, found),
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                compared(part, row, found);
            }
        }
        Node::If(test, yes, no) => {
            compared(test, row, found);
            match row.value(test).answer() {
                Answer::Yes => compared(yes, row, found),
                Answer::No => compared(no, row, found),
                Answer::Unknown | Answer::Person => {}
            }
        }
        Node::Call(_, Arguments::Positional(arguments)) => {
            for part in arguments {
                compared(part, row, found);
            }
        }
        _ => {}
    }
}

fn within(x: &Expr, tests: &[Test], row: &Row<'_>, found: &mut Vec<Compared>) {
    for test in tests {
        match test {
            Test::Compare(op, with) => {
                found.push(ordered(row, (x, *op, with), x.span.to(with.span)));
            }
            Test::Value(with) => {
                let (left, right) = (row.value(x), row.value(with));
                let answer = row.passes(&left, test);
                let spans = [x.span, with.span, x.span.to(with.span)];
                found.push(Compared { left, relation: Relation::In, right, answer, spans });
            }
            Test::Not(tests) => within(x, tests, row, found),
            Test::Anything => {}
        }
    }
}

fn ordered(row: &Row<'_>, (a, op, b): (&Expr, Comparison, &Expr), whole: Span) -> Compared {
    let (left, right) = (row.value(a), row.value(b));
    let answer = left.compare(op, &right);
    Compared { left, relation: Relation::Is(op), right, answer, spans: [a.span, b.span, whole] }
}
