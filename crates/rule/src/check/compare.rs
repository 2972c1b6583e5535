//! Comparisons: what may be compared with what.

use super::arithmetic::number;
use super::{Checker, Typed, fit, say};
use crate::expr::{Comparison, Expr, Node, RangeExpr};
use crate::fact::Type;
use crate::fault::Span;
use crate::near::near;
use crate::value::Value;

impl Checker<'_> {
    pub(super) fn compare(&mut self, op: Comparison, a: &Expr, b: &Expr) -> Option<Node> {
        let (a, b) = (self.scalar(a), self.scalar(b));
        let (a, b) = (a?, b?);
        let span = a.0.span.to(b.0.span);
        let (a, b) = self.comparable(op, span, (&a, &b))?;
        Some(Node::Compare(op, a, b))
    }

    pub(super) fn between(&mut self, x: &Expr, low: &Expr, high: &Expr) -> Option<Node> {
        let x = self.scalar(x);
        let (low, high) = (self.scalar(low), self.scalar(high));
        let (x, low, high) = (x?, low?, high?);
        let low = self.comparable(Comparison::AtLeast, low.0.span, (&x, &low));
        let high = self.comparable(Comparison::AtMost, high.0.span, (&x, &high));
        let ((x, low), (_, high)) = (low?, high?);
        Some(Node::Between(x, low, high))
    }

    /// A range with ends of one type.
    pub(super) fn range(&mut self, span: Span, range: &RangeExpr) -> Option<Typed> {
        let ends = [&range.low, &range.high];
        let given = ends.into_iter().flatten().map(|(end, _)| end);
        let found = self.all(given, Self::scalar)?;
        let (found, of) = self.alike(span, found)?;
        let ordered = match &of {
            Type::Number(_) | Type::Text | Type::Date | Type::Days | Type::Months => true,
            Type::Bool | Type::List(_) | Type::Range(_) | Type::Record(_) | Type::Null => false,
        };
        if !ordered {
            let words = self.words(&of);
            return self.fail(say::no_range(span, &words));
        }
        let mut found = found.into_iter();
        let mut end = |end: &Option<(Expr, bool)>| {
            end.as_ref().and_then(|(_, inside)| Some((found.next()?, *inside)))
        };
        let range = RangeExpr { low: end(&range.low), high: end(&range.high) };
        Some((Expr::new(span, Node::Range(range)), Type::Range(Box::new(of))))
    }

    /// Two values that are compared, bare numbers in the unit of the other side. What is wrong
    /// with both together is at `span`.
    pub(super) fn comparable(
        &mut self,
        op: Comparison,
        span: Span,
        (a, b): (&Typed, &Typed),
    ) -> Option<(Expr, Expr)> {
        let equality = matches!(op, Comparison::Equal | Comparison::Unequal);
        if let Some((a, b, _)) = fit::level(a, b) {
            return Some((a, b));
        }
        match (&a.1, &b.1) {
            (Type::Null, _) | (_, Type::Null) => return self.fail(say::null(span)),
            (Type::Number(of), Type::Number(with)) if fit::points(*of, *with) => {}
            (Type::Date, Type::Date) | (Type::Days, Type::Days) | (Type::Months, Type::Months) => {}
            (Type::Text, Type::Text) => {
                self.listed(&a.0, &b.0)?;
                self.listed(&b.0, &a.0)?;
            }
            (Type::Bool, Type::Bool)
            | (Type::List(_), Type::List(_))
            | (Type::Range(_), Type::Range(_))
            | (Type::Record(_), Type::Record(_))
                if equality && a.1 == b.1 => {}
            (of, with) if of == with && !equality => {
                let words = self.words(of);
                return self.fail(say::no_order(span, &words));
            }
            _ => return self.incomparable(span, a, b),
        }
        Some((a.0.clone(), b.0.clone()))
    }

    fn incomparable<T>(&mut self, span: Span, a: &Typed, b: &Typed) -> Option<T> {
        if let Some(fault) = self.unlike(span, a, b) {
            return self.fail(fault);
        }
        let (of, with) = (self.words(&a.1), self.words(&b.1));
        let fault = match (&a.1, &b.1) {
            (Type::Days, Type::Months) | (Type::Months, Type::Days) => say::days_with_months(span),
            (Type::Days | Type::Months, Type::Number(_)) => {
                say::duration_wanted(b.0.span, number(&b.0).as_deref(), &a.1)
            }
            (Type::Number(_), Type::Days | Type::Months) => {
                say::duration_wanted(a.0.span, number(&a.0).as_deref(), &b.1)
            }
            (Type::Date, Type::Text) => say::date_wanted(b.0.span, text(&b.0)),
            (Type::Text, Type::Date) => say::date_wanted(a.0.span, text(&a.0)),
            (Type::Bool, Type::Text) => say::truth_wanted(b.0.span),
            (Type::Text, Type::Bool) => say::truth_wanted(a.0.span),
            (Type::List(_), _) | (_, Type::List(_)) => say::list_beside(span, &of, &with),
            _ => say::incomparable(span, &of, &with),
        };
        self.fail(fault)
    }

    /// A text that must be one of the values listed for the fact on the other side.
    pub(super) fn listed(&mut self, fact: &Expr, with: &Expr) -> Option<()> {
        let allowed = self.allowed(fact);
        let Some(text) = text(with) else { return Some(()) };
        if allowed.is_empty() || allowed.iter().any(|value| value == text) {
            return Some(());
        }
        let close = near(text, allowed.iter().map(String::as_str));
        self.fail(say::not_a_value(with.span, text, (&close, allowed)))
    }
}

/// A constant text.
fn text(expr: &Expr) -> Option<&str> {
    match &*expr.node {
        Node::Literal(Value::Text(text)) => Some(text),
        _ => None,
    }
}
