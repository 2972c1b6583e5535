//! Formulas in which a division by zero means no.

use base::Dimension;

use crate::expr::{Arithmetic, Comparison, Expr, Node, Test};
use crate::number::Number;
use crate::value::Value;
use crate::walk::{children, rebuilt, same};

/// The formula with every smallest comparison that divides written as
/// `denominator != 0 and (comparison)`, so that a zero below a fraction bar is a no instead of
/// unknown.
///
/// A denominator that is a constant other than 0 needs no guard, and one inside `for`, `some`,
/// `every` or a filter gets none: it may speak of variables that exist only there.
#[must_use]
pub fn zero_is_no(expr: &Expr) -> Expr {
    if let Some(choice) = one_by_one(expr) {
        return choice;
    }
    let inner = rebuilt(expr, &mut zero_is_no);
    if !is_comparison(expr) {
        return inner;
    }
    let mut guards = Vec::new();
    for part in children(expr) {
        guard(part, &mut guards);
    }
    guarded(guards, inner)
}

/// `x in (a / b, c)` as `x in (a / b) or x in (c)`: a zero in one test is no word on the others.
fn one_by_one(expr: &Expr) -> Option<Expr> {
    let Node::In(of, tests) = &*expr.node else { return None };
    let alone = |test: &Test| Expr::new(expr.span, Node::In(of.clone(), vec![test.clone()]));
    let mut guards = Vec::new();
    for part in children(expr).into_iter().skip(1) {
        guard(part, &mut guards);
    }
    let choice = || tests.iter().map(|test| zero_is_no(&alone(test))).collect();
    (tests.len() > 1 && !guards.is_empty()).then(|| Expr::new(expr.span, Node::Or(choice())))
}

/// `guard and guard and expr`
fn guarded(mut guards: Vec<Expr>, expr: Expr) -> Expr {
    if guards.is_empty() {
        return expr;
    }
    let span = expr.span;
    guards.push(expr);
    Expr::new(span, Node::And(guards))
}

fn is_comparison(expr: &Expr) -> bool {
    matches!(&*expr.node, Node::Compare(..) | Node::Between(..) | Node::In(..))
}

/// Adds what must hold so that a formula divides by no zero, inner fractions first. What
/// stands within a smaller comparison belongs to that one.
fn guard(expr: &Expr, guards: &mut Vec<Expr>) {
    let bound =
        matches!(&*expr.node, Node::For(..) | Node::Some(..) | Node::Every(..) | Node::Filter(..));
    if bound || is_comparison(expr) {
        return;
    }
    if let Node::If(test, yes, no) = &*expr.node {
        guard(test, guards);
        guard_branches(test, (yes, no), guards);
        return;
    }
    for part in children(expr) {
        guard(part, guards);
    }
    if let Node::Arithmetic(Arithmetic::Divide, _, by) = &*expr.node
        && !is_nonzero(by)
    {
        add(guards, differs_from_zero(by));
    }
}

/// A branch that is not taken divides by nothing.
fn guard_branches(test: &Expr, (yes, no): (&Expr, &Expr), guards: &mut Vec<Expr>) {
    let always = |span| Expr::new(span, Node::Literal(Value::Bool(true)));
    let branch = |branch: &Expr| {
        let mut own = Vec::new();
        guard(branch, &mut own);
        own.pop().map(|last| guarded(own, last))
    };
    let (taken, other) = (branch(yes), branch(no));
    if taken.is_some() || other.is_some() {
        let taken = taken.unwrap_or_else(|| always(yes.span));
        let other = other.unwrap_or_else(|| always(no.span));
        let node = Node::If(zero_is_no(test), taken, other);
        add(guards, Expr::new(test.span, node));
    }
}

fn add(guards: &mut Vec<Expr>, guard: Expr) {
    if !guards.iter().any(|known| same(known, &guard)) {
        guards.push(guard);
    }
}

fn is_nonzero(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Literal(Value::Number(number, _)) => !number.is_zero(),
        Node::Literal(Value::Days(count) | Value::Months(count)) => *count != 0,
        _ => false,
    }
}

fn differs_from_zero(of: &Expr) -> Expr {
    let zero = Node::Literal(Value::Number(Number::ZERO, Dimension::NONE));
    let node = Node::Compare(Comparison::Unequal, of.clone(), Expr::new(of.span, zero));
    Expr::new(of.span, node)
}
