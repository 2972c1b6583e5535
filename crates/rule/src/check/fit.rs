//! Which numbers may stand beside each other, and bare numbers that take on a unit.

use base::{Dimension, Kind};

use super::{Checker, Typed, say};
use crate::expr::{Arithmetic, Expr, Node};
use crate::fact::Type;
use crate::fault::{Fault, Span};
use crate::number::Number;
use crate::value::Value;

/// The formula with `dimension`, where it is a bare number that may take it on: any where the
/// dimension counts people, things or points, else only 0. A count takes it on by being
/// multiplied by one.
pub(super) fn in_unit(found: &Typed, dimension: Dimension) -> Option<Expr> {
    match found.1 {
        Type::Number(of) if of == dimension => Some(found.0.clone()),
        Type::Number(Dimension::NONE) => lifted(&found.0, dimension),
        _ => None,
    }
}

fn lifted(expr: &Expr, to: Dimension) -> Option<Expr> {
    let again = |part: &Expr| lifted(part, to);
    let node = match &*expr.node {
        Node::Literal(Value::Number(number, Dimension::NONE)) => {
            let fits = number.is_zero() || to.compares_with_bare_number();
            fits.then(|| Node::Literal(Value::Number(number.clone(), to)))?
        }
        Node::Negative(of) => Node::Negative(again(of)?),
        Node::Arithmetic(op @ (Arithmetic::Add | Arithmetic::Subtract), a, b) => {
            Node::Arithmetic(*op, again(a)?, again(b)?)
        }
        Node::Arithmetic(op @ (Arithmetic::Multiply | Arithmetic::Divide), a, b) if constant(b) => {
            Node::Arithmetic(*op, again(a)?, b.clone())
        }
        Node::If(test, yes, no) => Node::If(test.clone(), again(yes)?, again(no)?),
        _ if counts(expr) && to.compares_with_bare_number() => {
            let one = Node::Literal(Value::Number(Number::ONE, to));
            let one = Expr::new(expr.span, one);
            Node::Arithmetic(Arithmetic::Multiply, expr.clone(), one)
        }
        _ => return None,
    };
    Some(Expr::new(expr.span, node))
}

fn constant(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Literal(_) => true,
        Node::Negative(of) => constant(of),
        Node::Arithmetic(_, a, b) => constant(a) && constant(b),
        _ => false,
    }
}

/// Whether a plain number is a count or points, to which a unit such as 项 or 分 adds nothing.
fn counts(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Score(_) | Node::Judge(_) => true,
        Node::Call(function, _) => function.name() == "count",
        Node::Negative(of) => counts(of),
        Node::Arithmetic(op, a, b) => match op {
            Arithmetic::Add | Arithmetic::Subtract => counts(a) && counts(b),
            Arithmetic::Multiply => counts(a) && constant(b) || constant(a) && counts(b),
            Arithmetic::Divide => counts(a) && constant(b),
            Arithmetic::Power => false,
        },
        Node::If(_, yes, no) => counts(yes) && counts(no),
        _ => false,
    }
}

/// A literal such as `3 项` or `60 分` as a plain number.
fn plain(expr: &Expr) -> Option<Expr> {
    let Node::Literal(Value::Number(number, dimension)) = &*expr.node else { return None };
    let points = *dimension == Dimension::of(Kind::Point);
    let things = *dimension == Dimension::ITEM;
    let bare = Value::Number(number.clone(), Dimension::NONE);
    (points || things).then(|| Expr::new(expr.span, Node::Literal(bare)))
}

/// Two numbers brought to one dimension; `None` where they have none in common.
pub(super) fn level(a: &Typed, b: &Typed) -> Option<(Expr, Expr, Dimension)> {
    let (Type::Number(of), Type::Number(with)) = (&a.1, &b.1) else { return None };
    if of == with {
        return Some((a.0.clone(), b.0.clone(), *of));
    }
    if *of == Dimension::NONE
        && counts(&a.0)
        && let Some(bare) = plain(&b.0)
    {
        return Some((a.0.clone(), bare, *of));
    }
    if *with == Dimension::NONE
        && counts(&b.0)
        && let Some(bare) = plain(&a.0)
    {
        return Some((bare, b.0.clone(), *with));
    }
    if let Some(lifted) = in_unit(b, *of) {
        return Some((a.0.clone(), lifted, *of));
    }
    if let Some(lifted) = in_unit(a, *with) {
        return Some((lifted, b.0.clone(), *with));
    }
    None
}

/// Points of a score have no dimension of their own: a fact in 分 compares with them.
pub(super) fn points(a: Dimension, b: Dimension) -> bool {
    let of = Dimension::of(Kind::Point);
    [(a, b), (b, a)].contains(&(of, Dimension::NONE))
}

impl Checker<'_> {
    /// What is wrong with two numbers side by side that have no dimension in common.
    pub(super) fn unlike(&self, span: Span, a: &Typed, b: &Typed) -> Option<Fault> {
        let (Type::Number(one), Type::Number(two)) = (&a.1, &b.1) else { return None };
        Some(match (unitless(&a.0), unitless(&b.0)) {
            (Some(bare), None) => say::bare_number(a.0.span, &bare, *two),
            (None, Some(bare)) => say::bare_number(b.0.span, &bare, *one),
            _ => say::unlike_units(span, &self.words(&a.1), &self.words(&b.1)),
        })
    }

    /// Values that must be of one type, as in a list or the branches of `if`, brought to one
    /// dimension. `null` goes with every type.
    pub(super) fn alike(&mut self, span: Span, parts: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let of = common(&parts);
        let mut exprs = Vec::new();
        let mut strange = None;
        for part in parts {
            let fitting = match &of {
                _ if part.1 == of || part.1 == Type::Null => Some(part.0.clone()),
                Type::Number(dimension) => in_unit(&part, *dimension),
                _ => None,
            };
            match fitting {
                Some(expr) => exprs.push(expr),
                None => strange = strange.or(Some(part)),
            }
        }
        if let Some(strange) = strange {
            let like = (Expr::new(span, Node::Literal(Value::Null)), of.clone());
            if let Some(fault) = self.unlike(strange.0.span, &like, &strange) {
                return self.fail(fault);
            }
            let (of, other) = (self.words(&of), self.words(&strange.1));
            return self.fail(say::mixed(span, strange.0.span, (&of, &other)));
        }
        Some((exprs, of))
    }
}

/// A constant number to which a unit seems to be missing: a part of one is rather a ratio.
fn unitless(expr: &Expr) -> Option<String> {
    match &*expr.node {
        Node::Literal(Value::Number(number, Dimension::NONE)) if number.abs() >= Number::ONE => {
            Some(number.to_string())
        }
        _ => None,
    }
}

/// The type that the others must have: that of the first part which is neither `null` nor a
/// bare number, else of the first that is not `null`.
fn common(parts: &[Typed]) -> Type {
    let bare = |part: &&Typed| part.1 == Type::Number(Dimension::NONE) && constant(&part.0);
    let known = || parts.iter().filter(|part| part.1 != Type::Null);
    let first = known().find(|part| !bare(part)).or_else(|| known().next());
    first.map_or(Type::Null, |part| part.1.clone())
}
