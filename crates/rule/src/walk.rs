//! Going through a formula: its parts, and the same formula with other parts.

use crate::expr::{Arguments, Binding, Expr, Node, RangeExpr, Test};
use crate::fact::{FactId, LONGEST_LAG, Lag, Schema};
use crate::fault::Span;

/// The parts of which a formula is made, in the order of writing.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    let mut parts = Vec::new();
    each_child(expr, &mut |part| parts.push(part));
    parts
}

/// Visits the parts of which a formula is made, in the order of writing.
pub fn each_child<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    any_child(expr, &mut |part| {
        visit(part);
        false
    });
}

/// Whether any of the parts of which a formula is made is so, in the order of writing.
pub fn any_child<'e>(expr: &'e Expr, is: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    match &*expr.node {
        Node::Literal(_)
        | Node::Name(_)
        | Node::Fact(_)
        | Node::Year(..)
        | Node::Last(..)
        | Node::On
        | Node::Local(_)
        | Node::Score(_)
        | Node::Judge(_) => false,
        Node::LastOf(x, _) | Node::Negative(x) | Node::Field(x, _) => is(x),
        Node::Arithmetic(_, a, b) | Node::Compare(_, a, b) | Node::Filter(a, b) => is(a) || is(b),
        Node::Between(a, b, c) | Node::If(a, b, c) => is(a) || is(b) || is(c),
        Node::In(x, tests) => is(x) || any_tested(tests, is),
        Node::And(parts) | Node::Or(parts) | Node::List(parts) => parts.iter().any(is),
        Node::Range(range) => {
            [&range.low, &range.high].into_iter().flatten().any(|(end, _)| is(end))
        }
        Node::For(bindings, x) | Node::Some(bindings, x) | Node::Every(bindings, x) => {
            bindings.iter().any(|binding| is(&binding.list)) || is(x)
        }
        Node::Call(_, Arguments::Positional(arguments)) => arguments.iter().any(is),
        Node::Call(_, Arguments::Named(arguments)) => arguments.iter().any(|(_, x)| is(x)),
    }
}

fn any_tested<'e>(tests: &'e [Test], is: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    tests.iter().any(|test| match test {
        Test::Compare(_, x) | Test::Value(x) => is(x),
        Test::Anything => false,
        Test::Not(tests) => any_tested(tests, is),
    })
}

/// The formula with `change` applied to each of its direct parts.
pub fn rebuilt(expr: &Expr, change: &mut dyn FnMut(&Expr) -> Expr) -> Expr {
    let node = match &*expr.node {
        Node::Literal(_)
        | Node::Name(_)
        | Node::Fact(_)
        | Node::Year(..)
        | Node::Last(..)
        | Node::On
        | Node::Local(_)
        | Node::Score(_)
        | Node::Judge(_) => (*expr.node).clone(),
        Node::LastOf(x, lag) => Node::LastOf(change(x), *lag),
        Node::Negative(x) => Node::Negative(change(x)),
        Node::Field(x, name) => Node::Field(change(x), name.clone()),
        Node::Arithmetic(op, a, b) => Node::Arithmetic(*op, change(a), change(b)),
        Node::Compare(op, a, b) => Node::Compare(*op, change(a), change(b)),
        Node::Filter(a, b) => Node::Filter(change(a), change(b)),
        Node::Between(a, b, c) => Node::Between(change(a), change(b), change(c)),
        Node::If(a, b, c) => Node::If(change(a), change(b), change(c)),
        Node::In(x, tests) => {
            Node::In(change(x), tests.iter().map(|test| retested(test, change)).collect())
        }
        Node::And(parts) => Node::And(parts.iter().map(change).collect()),
        Node::Or(parts) => Node::Or(parts.iter().map(change).collect()),
        Node::List(parts) => Node::List(parts.iter().map(change).collect()),
        Node::Range(range) => {
            let mut end =
                |end: &Option<(Expr, bool)>| end.as_ref().map(|(x, closed)| (change(x), *closed));
            Node::Range(RangeExpr { low: end(&range.low), high: end(&range.high) })
        }
        Node::For(bindings, x) => Node::For(rebound(bindings, change), change(x)),
        Node::Some(bindings, x) => Node::Some(rebound(bindings, change), change(x)),
        Node::Every(bindings, x) => Node::Every(rebound(bindings, change), change(x)),
        Node::Call(function, Arguments::Positional(arguments)) => {
            Node::Call(*function, Arguments::Positional(arguments.iter().map(change).collect()))
        }
        Node::Call(function, Arguments::Named(arguments)) => Node::Call(
            *function,
            Arguments::Named(arguments.iter().map(|(name, x)| (name.clone(), change(x))).collect()),
        ),
    };
    Expr::new(expr.span, node)
}

fn retested(test: &Test, change: &mut dyn FnMut(&Expr) -> Expr) -> Test {
    match test {
        Test::Compare(op, x) => Test::Compare(*op, change(x)),
        Test::Value(x) => Test::Value(change(x)),
        Test::Anything => Test::Anything,
        Test::Not(tests) => Test::Not(tests.iter().map(|test| retested(test, change)).collect()),
    }
}

fn rebound(bindings: &[Binding], change: &mut dyn FnMut(&Expr) -> Expr) -> Vec<Binding> {
    bindings
        .iter()
        .map(|binding| Binding { name: binding.name.clone(), list: change(&binding.list) })
        .collect()
}

/// The formula without the places where it was written: equal for equal formulas.
pub fn unplaced(expr: &Expr) -> Expr {
    let mut bare = rebuilt(expr, &mut unplaced);
    bare.span = Span::default();
    bare
}

/// Whether two formulas are equal but for the places where they were written.
pub fn same(one: &Expr, other: &Expr) -> bool {
    match (&*one.node, &*other.node) {
        (Node::LastOf(a, lag), Node::LastOf(b, other)) => lag == other && same(a, b),
        (Node::Field(a, name), Node::Field(b, other)) => name == other && same(a, b),
        (Node::Negative(a), Node::Negative(b)) => same(a, b),
        (Node::Arithmetic(op, a, b), Node::Arithmetic(other, c, d)) => {
            op == other && same(a, c) && same(b, d)
        }
        (Node::Compare(op, a, b), Node::Compare(other, c, d)) => {
            op == other && same(a, c) && same(b, d)
        }
        (Node::Filter(a, b), Node::Filter(c, d)) => same(a, c) && same(b, d),
        (Node::Between(x, low, high), Node::Between(other, least, most))
        | (Node::If(x, low, high), Node::If(other, least, most)) => {
            same(x, other) && same(low, least) && same(high, most)
        }
        (Node::In(a, tests), Node::In(b, others)) => same(a, b) && each(tests, others, same_test),
        (Node::And(parts), Node::And(others))
        | (Node::Or(parts), Node::Or(others))
        | (Node::List(parts), Node::List(others)) => each(parts, others, same),
        (Node::Range(a), Node::Range(b)) => {
            same_end(a.low.as_ref(), b.low.as_ref()) && same_end(a.high.as_ref(), b.high.as_ref())
        }
        (Node::For(bindings, a), Node::For(others, b))
        | (Node::Some(bindings, a), Node::Some(others, b))
        | (Node::Every(bindings, a), Node::Every(others, b)) => {
            let binding = |a: &Binding, b: &Binding| a.name == b.name && same(&a.list, &b.list);
            each(bindings, others, binding) && same(a, b)
        }
        (
            Node::Call(function, Arguments::Positional(a)),
            Node::Call(other, Arguments::Positional(b)),
        ) => function == other && each(a, b, same),
        (Node::Call(function, Arguments::Named(a)), Node::Call(other, Arguments::Named(b))) => {
            let named = |a: &(String, Expr), b: &(String, Expr)| a.0 == b.0 && same(&a.1, &b.1);
            function == other && each(a, b, named)
        }
        // Without parts, or of two kinds.
        (one, other) => one == other,
    }
}

fn same_test(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::Compare(op, a), Test::Compare(other, b)) => op == other && same(a, b),
        (Test::Value(a), Test::Value(b)) => same(a, b),
        (Test::Not(tests), Test::Not(others)) => each(tests, others, same_test),
        (one, other) => one == other,
    }
}

fn same_end(one: Option<&(Expr, bool)>, other: Option<&(Expr, bool)>) -> bool {
    match (one, other) {
        (Some((a, closed)), Some((b, other))) => closed == other && same(a, b),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Whether there are as many of both, and each is the same as its like.
fn each<T>(ones: &[T], others: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same(one, other))
}

/// The facts that a formula reads itself, each once, in the order of reading; derived facts
/// stand for themselves.
pub fn facts(expr: &Expr) -> Vec<(FactId, Lag)> {
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

fn collect(expr: &Expr, found: &mut Vec<(FactId, Lag)>) {
    let mut add = |fact, lag| {
        if !found.contains(&(fact, lag)) {
            found.push((fact, lag));
        }
    };
    match &*expr.node {
        Node::Fact(fact) => add(*fact, 0),
        Node::Year(fact, lag) => add(*fact, *lag),
        Node::Last(fact, count) => (1..=*count).for_each(|lag| add(*fact, lag)),
        _ => {}
    }
    each_child(expr, &mut |part| collect(part, found));
}

/// The facts that formulas read, each year once, with what derived facts are derived from, and
/// the day of birth where that says which years exist.
pub fn reads<'e>(
    schema: &Schema,
    formulas: impl IntoIterator<Item = &'e Expr>,
) -> Vec<(FactId, Lag)> {
    let mut found = Vec::new();
    for formula in formulas {
        reach(schema, formula, &mut found);
    }
    found
}

/// Derived facts do not go in circles; each is looked at once.
fn reach(schema: &Schema, formula: &Expr, found: &mut Vec<(FactId, Lag)>) {
    if let Some(born) = schema.born.map(|born| (born, 0))
        && !found.contains(&born)
        // It asks for the years that exist.
        && contains(formula, &|node| matches!(node, Node::Last(..)))
    {
        found.push(born);
    }
    for (id, lag) in facts(formula) {
        let Some(fact) = schema.get(id) else { continue };
        let lags = if fact.yearly && lag == 0 { 1..=LONGEST_LAG } else { lag..=lag };
        for lag in lags {
            if found.contains(&(id, lag)) {
                continue;
            }
            found.push((id, lag));
            if let Some(formula) = &fact.formula {
                reach(schema, &shifted(formula, lag.max(1)), found);
            }
        }
    }
}

/// Whether a part of a formula, or the whole, is such a node.
pub fn contains(formula: &Expr, wanted: &dyn Fn(&Node) -> bool) -> bool {
    wanted(&formula.node) || any_child(formula, &mut |part| contains(part, wanted))
}

/// A yearly formula, which speaks of lag 1, said of the year `lag`.
pub fn shifted(expr: &Expr, lag: Lag) -> Expr {
    let mut moved = rebuilt(expr, &mut |part| shifted(part, lag));
    if let Node::Year(_, year) = &mut *moved.node {
        *year = year.saturating_add(lag.saturating_sub(1));
    }
    moved
}
