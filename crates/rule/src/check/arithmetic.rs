//! Sums, products and powers: what they may join and what comes out.

use base::Dimension;

use super::{Checker, Typed, fit, say};
use crate::expr::{Arithmetic, Expr, Node};
use crate::fact::Type;
use crate::fault::Span;
use crate::value::Value;

impl Checker<'_> {
    pub(super) fn negative(&mut self, span: Span, of: &Expr) -> Option<Typed> {
        let (of, kind) = self.scalar(of)?;
        match kind {
            Type::Number(_) | Type::Days | Type::Months => {
                Some((Expr::new(span, Node::Negative(of)), kind))
            }
            other => {
                let words = self.words(&other);
                self.fail(say::no_number(of.span, &words))
            }
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        span: Span,
        op: Arithmetic,
        (a, b): (&Expr, &Expr),
    ) -> Option<Typed> {
        let (a, b) = (self.scalar(a), self.scalar(b));
        let (a, b) = (a?, b?);
        let built = |a, b| Expr::new(span, Node::Arithmetic(op, a, b));
        match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                if let Some((a, b, dimension)) = fit::level(&a, &b) {
                    return Some((built(a, b), Type::Number(dimension)));
                }
                let of = match op {
                    Arithmetic::Add => sum(&a.1, &b.1),
                    _ => difference(&a.1, &b.1),
                };
                match of {
                    Some(of) => Some((built(a.0, b.0), of)),
                    None => self.no_sum(span, (&a, &b)),
                }
            }
            Arithmetic::Multiply | Arithmetic::Divide => {
                let of = match op {
                    Arithmetic::Multiply => product(&a.1, &b.1),
                    _ => quotient(&a.1, &b.1),
                };
                match of {
                    Some(of) => Some((built(a.0, b.0), of)),
                    None => self.no_operation(span, op, (&a.1, &b.1)),
                }
            }
            Arithmetic::Power => match power(&a.1, &b) {
                Some(of) => Some((built(a.0, b.0), of)),
                None => self.no_operation(span, op, (&a.1, &b.1)),
            },
        }
    }

    fn no_sum(&mut self, span: Span, (a, b): (&Typed, &Typed)) -> Option<Typed> {
        if let Some(fault) = self.unlike(span, a, b) {
            return self.fail(fault);
        }
        let (of, with) = (self.words(&a.1), self.words(&b.1));
        let fault = match (&a.1, &b.1) {
            (Type::Days, Type::Months) | (Type::Months, Type::Days) => say::days_with_months(span),
            (Type::Date, Type::Number(_)) => {
                say::duration_wanted(b.0.span, number(&b.0).as_deref(), &Type::Days)
            }
            (Type::Number(_), Type::Date) => {
                say::duration_wanted(a.0.span, number(&a.0).as_deref(), &Type::Days)
            }
            _ => say::no_sum(span, &of, &with),
        };
        self.fail(fault)
    }

    fn no_operation(
        &mut self,
        span: Span,
        op: Arithmetic,
        (a, b): (&Type, &Type),
    ) -> Option<Typed> {
        let (of, with) = (self.words(a), self.words(b));
        self.fail(say::no_operation(span, op, (&of, &with)))
    }
}

/// A constant number as one would write it.
pub(super) fn number(expr: &Expr) -> Option<String> {
    match &*expr.node {
        Node::Literal(Value::Number(number, Dimension::NONE)) => Some(number.to_string()),
        _ => None,
    }
}

fn sum(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Null, known) | (known, Type::Null) if is_measure(known) => Some(known.clone()),
        (Type::Date, Type::Days | Type::Months) | (Type::Days | Type::Months, Type::Date) => {
            Some(Type::Date)
        }
        (Type::Days, Type::Days) | (Type::Months, Type::Months) | (Type::Text, Type::Text) => {
            Some(a.clone())
        }
        _ => None,
    }
}

fn difference(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Null, known) | (known, Type::Null) if is_measure(known) => Some(known.clone()),
        (Type::Date, Type::Date) => Some(Type::Days),
        (Type::Date, Type::Days | Type::Months) => Some(Type::Date),
        (Type::Days, Type::Days) | (Type::Months, Type::Months) => Some(a.clone()),
        _ => None,
    }
}

fn is_measure(of: &Type) -> bool {
    matches!(of, Type::Number(_) | Type::Days | Type::Months)
}

const PLAIN: Type = Type::Number(Dimension::NONE);

fn product(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Number(of), Type::Number(with)) => Some(Type::Number(*of * *with)),
        (Type::Days | Type::Months, of) if *of == PLAIN => Some(a.clone()),
        (of, Type::Days | Type::Months) if *of == PLAIN => Some(b.clone()),
        _ => None,
    }
}

fn quotient(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Number(of), Type::Number(with)) => Some(Type::Number(*of / *with)),
        (Type::Days | Type::Months, of) if *of == PLAIN => Some(a.clone()),
        (Type::Days, Type::Days) | (Type::Months, Type::Months) => Some(PLAIN),
        _ => None,
    }
}

/// A number with a dimension is raised to constant whole powers only.
fn power(base: &Type, exponent: &Typed) -> Option<Type> {
    let Type::Number(of) = base else { return None };
    if exponent.1 != PLAIN {
        return None;
    }
    if *of == Dimension::NONE {
        return Some(PLAIN);
    }
    let Node::Literal(Value::Number(times, _)) = &*exponent.0.node else { return None };
    let times = i8::try_from(times.to_i64_scaled(0)?).ok()?;
    Some(Type::Number(of.pow(times)))
}
