//! Questions about the records of list facts, as formulas that each record answers for itself.

use crate::expr::{Binding, Expr, Node};
use crate::fact::{Fact, FactId, Type};
use crate::fault::Span;
use crate::plan::compile::Compiler;
use crate::plan::{Records, Ref, Source, Step};
use crate::value::Value;
use crate::walk;

/// The name that a filter gives to the record it looks at.
const ITEM: &str = "item";

impl Compiler<'_> {
    /// The column of how many records a list or a filtered list has.
    pub(super) fn count_of(&mut self, list: &Expr) -> Option<usize> {
        let of = self.records(list)?;
        Some(self.column(Source::Count(of)))
    }

    /// The column of the sum of a field over the records of a list or a filtered list.
    pub(super) fn sum_of(&mut self, list: &Expr, field: &str) -> Option<usize> {
        let of = self.records(list)?;
        let (at, found) = placed(self.schema.get(of.list)?, field)?;
        matches!(found, Type::Number(_)).then(|| self.column(Source::Sum(of, at)))
    }

    /// The step of `some x in list satisfies test`.
    pub(super) fn any_of(&mut self, bindings: &[Binding], test: &Expr) -> Option<Ref> {
        let [Binding { name, list }] = bindings else { return None };
        let Node::Fact(fact) = &*list.node else { return None };
        let of = self.tested(*fact, &[(name, test)])?;
        Some(self.step(Step::Any(of)))
    }

    /// The list fact under filters, and what they ask together.
    fn records(&mut self, list: &Expr) -> Option<Records> {
        let mut tests = Vec::new();
        let mut root = list;
        while let Node::Filter(inner, test) = &*root.node {
            tests.push((ITEM, test));
            root = inner;
        }
        let Node::Fact(fact) = &*root.node else { return None };
        tests.reverse();
        self.tested(*fact, &tests)
    }

    /// Tests of the records of a list, each with the name that it gives to the record.
    fn tested(&mut self, list: FactId, tests: &[(&str, &Expr)]) -> Option<Records> {
        let fact = self.schema.get(list)?;
        let plain = fact.formula.is_none() && !fact.yearly && !fact.fields.is_empty();
        if !plain || !self.table.columns.contains_key(&(list, 0)) {
            return None;
        }
        let constant = |answer| Expr::new(Span::default(), Node::Literal(Value::Bool(answer)));
        // A filter of a filtered list asks only those that are left; where it is open who is
        // left, so is the whole.
        let mut whole = constant(true);
        for (name, test) in tests.iter().rev() {
            let test = own(test, name, fact)?;
            whole = Expr::new(Span::default(), Node::If(test, whole, constant(false)));
        }
        Some(Records { list, test: walk::unplaced(&whole) })
    }
}

/// A test as a formula over the fields of one record: they are its facts. `None` where it looks
/// at something else than the record and the day.
fn own(test: &Expr, name: &str, list: &Fact) -> Option<Expr> {
    // A filter that is a number is an index.
    let asks = matches!(
        &*test.node,
        Node::And(_)
            | Node::Or(_)
            | Node::Compare(..)
            | Node::Between(..)
            | Node::In(..)
            | Node::Field(..)
    );
    let mut whole = asks;
    let own = field_facts(test, name, list, &mut whole);
    let flag = |node: &Node| match node {
        Node::Fact(at) => usize::try_from(at.0).ok().and_then(|at| list.fields.get(at)),
        _ => None,
    };
    let flagged = flag(&own.node).is_none_or(|field| field.of == Type::Bool);
    (whole && flagged).then_some(own)
}

fn field_facts(part: &Expr, name: &str, list: &Fact, whole: &mut bool) -> Expr {
    match &*part.node {
        Node::Field(record, field) if matches!(&*record.node, Node::Local(of) if of == name) => {
            match placed(list, field) {
                Some((at, _)) => {
                    let fact = FactId(u32::try_from(at).unwrap_or(u32::MAX));
                    return Expr::new(part.span, Node::Fact(fact));
                }
                None => *whole = false,
            }
        }
        Node::Name(_)
        | Node::Local(_)
        | Node::Fact(_)
        | Node::Year(..)
        | Node::Last(..)
        | Node::LastOf(..)
        | Node::Score(_)
        | Node::Judge(_)
        | Node::Filter(..)
        | Node::For(..)
        | Node::Some(..)
        | Node::Every(..) => *whole = false,
        _ => {}
    }
    walk::rebuilt(part, &mut |part| field_facts(part, name, list, whole))
}

/// The place and the type of a field, by id or name.
fn placed<'f>(list: &'f Fact, name: &str) -> Option<(usize, &'f Type)> {
    let found = list.fields.iter().position(|field| field.id == name || field.name == name)?;
    list.fields.get(found).map(|field| (found, &field.of))
}
