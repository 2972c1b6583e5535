//! Unary tests: what stands on the right of `in`.

use super::{Evaluator, Row, Scope};
use crate::expr::{Expr, Node, Test};
use crate::function::matches;
use crate::value::{Answer, Range, Value};
use crate::walk::any_child;

impl Row<'_> {
    /// Whether a value passes a test, as after `in`.
    pub(crate) fn passes(&self, value: &Value, test: &Test) -> Answer {
        Evaluator::over(Some(*self)).passes(value, test, &Scope::Empty)
    }
}

impl Evaluator<'_> {
    /// Whether a value passes any of the tests.
    pub(super) fn any_test(&self, value: &Value, tests: &[Test], scope: &Scope<'_>) -> Answer {
        Answer::any(tests.iter().map(|test| self.passes(value, test, scope)))
    }

    fn passes(&self, value: &Value, test: &Test, scope: &Scope<'_>) -> Answer {
        match test {
            Test::Anything => Answer::Yes,
            Test::Not(tests) => !self.any_test(value, tests, scope),
            Test::Compare(op, with) => value.compare(*op, &self.seen(with, scope)),
            Test::Value(formula) if asks(formula) => {
                self.value(formula, &scope.with("?", value)).answer()
            }
            Test::Value(with) => match &*with.node {
                Node::List(items) if !matches!(value, Value::List(_)) => {
                    self.among(value, items, scope)
                }
                _ => belongs(value, &self.seen(with, scope)),
            },
        }
    }

    /// Whether a value, which is no list, is one of these or lies in one of them.
    fn among(&self, value: &Value, items: &[Expr], scope: &Scope<'_>) -> Answer {
        if let Some(doubt) = Value::worst([value]) {
            return doubt.into();
        }
        let elements = items.iter().map(|item| self.seen(item, scope));
        Answer::any(elements.map(|element| is_element(value, &element)))
    }
}

/// Whether a value is the other, or lies in the range or the list that the other is.
fn belongs(value: &Value, to: &Value) -> Answer {
    if let Some(doubt) = Value::worst([value, to]) {
        return doubt.into();
    }
    match to {
        Value::Range(range) => range.holds(value),
        Value::List(items) => {
            let same = if matches!(value, Value::List(_)) { value.equals(to) } else { Answer::No };
            // A list that is open only because its elements are is still no element of itself.
            let same = if same == Answer::Yes { same } else { Answer::No };
            items.iter().fold(same, |any, item| any.or(is_element(value, item)))
        }
        other => value.equals(other),
    }
}

/// Whether a value is an element, or lies in the range that the element is; what is of another
/// kind is not.
fn is_element(value: &Value, element: &Value) -> Answer {
    match element {
        Value::Range(range) if !matches!(value, Value::Range(_)) => {
            if spans_kind(range, value) {
                range.holds(value)
            } else {
                Answer::No
            }
        }
        element => matches(element, value),
    }
}

fn spans_kind(range: &Range, value: &Value) -> bool {
    [&range.low, &range.high].into_iter().flatten().all(|(end, _)| end.comparable(value))
}

/// Whether a formula speaks of the value that is tested. The tests of an inner `in` speak of
/// their own.
fn asks(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Name(name) | Node::Local(name) => name == "?",
        Node::In(inner, _) => asks(inner),
        _ => any_child(expr, &mut |part| asks(part)),
    }
}
