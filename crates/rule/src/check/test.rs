//! Unary tests: what stands behind `in` and in the bands of a table.

use super::scope::Frame;
use super::{Checker, Typed, say};
use crate::expr::{Arguments, Comparison, Expr, Function, Node, RangeExpr, Test};
use crate::fact::Type;
use crate::fault::Span;
use crate::walk::children;

/// Where tests stand.
pub(super) fn span(tests: &[Test]) -> Span {
    let spans = tests.iter().filter_map(|test| match test {
        Test::Compare(_, of) | Test::Value(of) => Some(of.span),
        Test::Not(tests) => Some(span(tests)),
        Test::Anything => None,
    });
    spans.reduce(Span::to).unwrap_or_default()
}

impl Checker<'_> {
    /// Tests on `of`.
    pub(super) fn tests(&mut self, of: &Typed, tests: &[Test]) -> Option<Vec<Test>> {
        let of = self.with_year(of.clone())?;
        let found: Vec<Option<Test>> = tests.iter().map(|test| self.test(&of, test)).collect();
        found.into_iter().collect()
    }

    fn test(&mut self, of: &Typed, test: &Test) -> Option<Test> {
        match test {
            Test::Anything => Some(Test::Anything),
            Test::Not(tests) => self.tests(of, tests).map(Test::Not),
            Test::Compare(op, with) => {
                let with = self.scalar(with)?;
                let (_, with) = self.comparable(*op, with.0.span, (of, &with))?;
                Some(Test::Compare(*op, with))
            }
            Test::Value(with) if asks(with) => {
                let frame = Frame::variable("?", &of.1);
                self.within(frame, |checker| checker.truth(with)).map(Test::Value)
            }
            Test::Value(with) => self.member(of, with).map(Test::Value),
        }
    }

    /// A value that `of` may equal, a range it may lie in, or a list of these.
    fn member(&mut self, of: &Typed, with: &Expr) -> Option<Expr> {
        match &*with.node {
            Node::Range(range) => self.around(of, with.span, range),
            Node::List(items) if !matches!(of.1, Type::List(_)) => {
                let items: Vec<Option<Expr>> =
                    items.iter().map(|item| self.member(of, item)).collect();
                let items: Option<Vec<Expr>> = items.into_iter().collect();
                items.map(|items| Expr::new(with.span, Node::List(items)))
            }
            _ => {
                let with = self.scalar(with)?;
                self.member_value(of, with)
            }
        }
    }

    fn member_value(&mut self, of: &Typed, with: Typed) -> Option<Expr> {
        let element = match &with.1 {
            Type::List(element) | Type::Range(element) if with.1 != of.1 => element.as_ref(),
            Type::Bool if of.1 != Type::Bool => {
                return self.fail(say::formula_as_test(with.0.span));
            }
            one => one,
        };
        let element = match element {
            Type::Range(end) if *element != of.1 => end.as_ref(),
            one => one,
        };
        if *element == of.1 {
            self.listed(&of.0, &with.0)?;
            return Some(with.0);
        }
        if with.1 == *element {
            let (_, with) = self.comparable(Comparison::Equal, with.0.span, (of, &with))?;
            return Some(with);
        }
        let (of, with_words) = (self.words(&of.1), self.words(&with.1));
        self.fail(say::incomparable(with.0.span, &of, &with_words))
    }

    /// A range that `of` may lie in.
    fn around(&mut self, of: &Typed, span: Span, range: &RangeExpr) -> Option<Expr> {
        let mut end = |end: &Option<(Expr, bool)>, op| match end {
            None => Some(None),
            Some((end, inside)) => {
                let end = self.scalar(end)?;
                let (_, end) = self.comparable(op, end.0.span, (of, &end))?;
                Some(Some((end, *inside)))
            }
        };
        let low = end(&range.low, Comparison::AtLeast);
        let high = end(&range.high, Comparison::AtMost);
        Some(Expr::new(span, Node::Range(RangeExpr { low: low?, high: high? })))
    }

    /// Tests that are whole formulas, of which any must hold.
    pub(super) fn any_formula(&mut self, tests: &[Test]) -> Option<Expr> {
        let found: Vec<Option<Expr>> = tests.iter().map(|test| self.formula(test)).collect();
        let mut found = found.into_iter().collect::<Option<Vec<Expr>>>()?;
        match found.len() {
            1 => found.pop(),
            _ => Some(Expr::new(span(tests), Node::Or(found))),
        }
    }

    fn formula(&mut self, test: &Test) -> Option<Expr> {
        match test {
            Test::Value(formula) => self.truth(formula),
            Test::Not(tests) => {
                let of = self.any_formula(tests)?;
                let not = Function::find("not")?;
                Some(Expr::new(of.span, Node::Call(not, Arguments::Positional(vec![of]))))
            }
            Test::Compare(_, with) => self.fail(say::test_of_nothing(with.span)),
            Test::Anything => None,
        }
    }
}

/// Whether a formula speaks of the value that is tested.
fn asks(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Name(name) | Node::Local(name) => name == "?",
        // The tests of an inner `in` have a value of their own to ask about.
        Node::In(of, _) => asks(of),
        _ => children(expr).into_iter().any(asks),
    }
}
