//! Whether a formula makes sense: its names, types and units.

mod argument;
mod arithmetic;
mod call;
mod compare;
mod fit;
mod list;
mod name;
mod period;
mod say;
mod scope;
mod test;
mod zero;

use crate::expr::{Expr, Node, Test};
use crate::fact::{Schema, Type};
use crate::fault::Fault;
use crate::value::Value;
use base::Dimension;
use scope::Frame;

pub use zero::zero_is_no;

/// What a formula may speak of where it stands.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// Facts and judgements.
    pub schema: &'a Schema,
    /// The nodes of the score tree before this one, by the names that formulas use and in the
    /// order of [`Node::Score`]. Points have the type of plain numbers.
    pub scores: &'a [(String, Type)],
    /// The type of `?` in a unary test.
    pub item: Option<Type>,
}

/// A checked formula and the type of its value.
pub type Typed = (Expr, Type);

/// The formula with its names looked up, and its type; or everything that is wrong with it.
pub fn resolve(expr: &Expr, context: &Context<'_>) -> Result<Typed, Vec<Fault>> {
    run(context, Period::Stated, |checker| checker.scalar(expr))
}

/// A formula that must have the type `wanted`. A bare number stands for a count or points.
pub fn typed(expr: &Expr, wanted: &Type, context: &Context<'_>) -> Result<Expr, Vec<Fault>> {
    run(context, Period::Stated, |checker| {
        let found = checker.scalar(expr)?;
        checker.wanted(found, wanted)
    })
}

/// A formula that must answer yes or no.
pub fn condition(expr: &Expr, context: &Context<'_>) -> Result<Expr, Vec<Fault>> {
    run(context, Period::Stated, |checker| checker.truth(expr))
}

/// A formula that must come to an amount of money, in 元.
pub fn amount(expr: &Expr, context: &Context<'_>) -> Result<Expr, Vec<Fault>> {
    run(context, Period::Stated, |checker| {
        let found = checker.scalar(expr)?;
        checker.money(found)
    })
}

/// The formula of a yearly derived fact: a bare yearly name means the same year, which is
/// written as lag 1 and shifted by whoever evaluates an earlier one.
pub fn yearly(expr: &Expr, context: &Context<'_>) -> Result<Typed, Vec<Fault>> {
    run(context, Period::SameYear, |checker| checker.scalar(expr))
}

/// The tests of a band as one formula of yes or no: tests on `of`, or without it whole formulas.
pub fn band(of: Option<&Typed>, tests: &[Test], context: &Context<'_>) -> Result<Expr, Vec<Fault>> {
    run(context, Period::Stated, |checker| match of {
        _ if tests.contains(&Test::Anything) => {
            Some(Expr::new(test::span(tests), Node::Literal(Value::Bool(true))))
        }
        Some(of) => checker.tests(of, tests).map(|tests| {
            let span = test::span(&tests);
            Expr::new(span, Node::In(of.0.clone(), tests))
        }),
        None => checker.any_formula(tests),
    })
}

fn run<T>(
    context: &Context<'_>,
    period: Period,
    rule: impl FnOnce(&mut Checker<'_>) -> Option<T>,
) -> Result<T, Vec<Fault>> {
    let scope = context.item.iter().map(|item| Frame::variable("?", item)).collect();
    let mut checker = Checker { context, period, scope, faults: Vec::new() };
    match rule(&mut checker) {
        Some(found) if checker.faults.is_empty() => Ok(found),
        _ => Err(checker.faults),
    }
}

/// What a yearly fact without an index means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    /// All its years.
    Stated,
    /// The year that is being derived.
    SameYear,
}

/// Walks a formula. What is wrong in one part leaves a fault and does not spoil its neighbours.
struct Checker<'a> {
    context: &'a Context<'a>,
    period: Period,
    scope: Vec<Frame>,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fail<T>(&mut self, fault: Fault) -> Option<T> {
        self.faults.push(fault);
        None
    }

    fn visit(&mut self, expr: &Expr) -> Option<Typed> {
        let span = expr.span;
        let bool_of = |node| Some((Expr::new(span, node), Type::Bool));
        match &*expr.node {
            Node::Literal(value) => Some((expr.clone(), self.literal_type(value))),
            Node::Name(name) | Node::Local(name) => self.name(span, name),
            Node::Fact(_) | Node::Year(..) | Node::Last(..) => self.fact(expr),
            Node::Score(at) => {
                let of = self.context.scores.get(*at).map(|(_, of)| of.clone())?;
                Some((expr.clone(), of))
            }
            Node::LastOf(of, years) => self.last(span, of, *years),
            Node::On => Some((expr.clone(), Type::Date)),
            Node::Judge(name) => self.judge(expr, name),
            Node::Negative(of) => self.negative(span, of),
            Node::Arithmetic(op, a, b) => self.arithmetic(span, *op, (a, b)),
            Node::Compare(op, a, b) => bool_of(self.compare(*op, a, b)?),
            Node::Between(x, low, high) => bool_of(self.between(x, low, high)?),
            Node::In(x, tests) => {
                let of = self.scalar(x)?;
                let tests = self.tests(&of, tests)?;
                bool_of(Node::In(of.0, tests))
            }
            Node::And(parts) => bool_of(Node::And(self.truths(parts)?)),
            Node::Or(parts) => bool_of(Node::Or(self.truths(parts)?)),
            Node::If(test, yes, no) => self.choice(span, test, (yes, no)),
            Node::Filter(list, test) => self.filter(span, list, test),
            Node::Field(of, field) => self.field(span, of, field),
            Node::List(items) => self.list(span, items),
            Node::Range(range) => self.range(span, range),
            Node::For(bindings, body) => self.collection(span, bindings, body),
            Node::Some(bindings, test) => {
                let (bindings, test) = self.quantified(bindings, test)?;
                bool_of(Node::Some(bindings, test))
            }
            Node::Every(bindings, test) => {
                let (bindings, test) = self.quantified(bindings, test)?;
                bool_of(Node::Every(bindings, test))
            }
            Node::Call(function, arguments) => self.call(span, *function, arguments),
        }
    }

    /// A formula that stands for one value: a yearly fact needs its year there.
    fn scalar(&mut self, expr: &Expr) -> Option<Typed> {
        let found = self.visit(expr)?;
        self.with_year(found)
    }

    fn with_year(&mut self, found: Typed) -> Option<Typed> {
        if let Node::Fact(id) = *found.0.node
            && let Some(fact) = self.context.schema.get(id).filter(|fact| fact.yearly)
        {
            return self.fail(say::missing_year(found.0.span, &fact.name));
        }
        Some(found)
    }

    /// Formulas one by one, so that each leaves its own faults.
    fn all<'e>(
        &mut self,
        parts: impl IntoIterator<Item = &'e Expr>,
        rule: fn(&mut Self, &Expr) -> Option<Typed>,
    ) -> Option<Vec<Typed>> {
        let found: Vec<Option<Typed>> = parts.into_iter().map(|part| rule(self, part)).collect();
        found.into_iter().collect()
    }

    /// A formula that must answer yes or no.
    fn truth(&mut self, expr: &Expr) -> Option<Expr> {
        let (found, of) = self.scalar(expr)?;
        if of == Type::Bool {
            return Some(found);
        }
        let of = self.words(&of);
        self.fail(say::not_boolean(expr.span, &of))
    }

    fn truths(&mut self, parts: &[Expr]) -> Option<Vec<Expr>> {
        let found: Vec<Option<Expr>> = parts.iter().map(|part| self.truth(part)).collect();
        found.into_iter().collect()
    }

    fn money(&mut self, found: Typed) -> Option<Expr> {
        if found.1 == Type::Number(Dimension::MONEY) {
            return Some(found.0);
        }
        if let Some(zero) = fit::in_unit(&found, Dimension::MONEY) {
            return Some(zero);
        }
        let of = self.words(&found.1);
        self.fail(say::not_money(found.0.span, &of))
    }

    fn wanted(&mut self, found: Typed, wanted: &Type) -> Option<Expr> {
        if found.1 == *wanted || found.1 == Type::Null {
            return Some(found.0);
        }
        if let Type::Number(dimension) = wanted
            && let Some(expr) = fit::in_unit(&found, *dimension)
        {
            return Some(expr);
        }
        let (of, wanted) = (self.words(&found.1), self.words(wanted));
        self.fail(say::wrong_type(found.0.span, &of, &wanted))
    }
}
