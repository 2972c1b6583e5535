//! The comparisons that a formula makes, each with a left and a right side.

use std::cmp::Ordering;

use rule::decision::{Decision, Outcome, Score, ScoreRule};
use rule::expr::{Arguments, Comparison, Expr, Node, Test};
use rule::fact::{Schema, Type};
use rule::row::Row;
use rule::value::Value;
use rule::walk;

/// The most elements of a list for which a comparison inside it is looked at.
const MOST_ELEMENTS: usize = 8;

/// A comparison somewhere in a formula.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) op: Comparison,
    pub(crate) left: Expr,
    pub(crate) right: Expr,
    /// The lists whose elements the sides speak of, outermost first.
    elements: Vec<Element>,
    /// What it says, as it is written.
    pub(crate) text: String,
}

/// A name for the elements of a list: `item` in a filter, the variable of an iteration.
#[derive(Clone, Debug)]
struct Element {
    name: String,
    list: Expr,
}

/// The comparisons of a formula that is written as `text`.
pub(crate) fn leaves(formula: &Expr, text: &str) -> Vec<Leaf> {
    let mut finder = Finder { text, elements: Vec::new(), found: Vec::new() };
    finder.formula(formula);
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    elements: Vec<Element>,
    found: Vec<Leaf>,
}

impl Finder<'_> {
    fn formula(&mut self, formula: &Expr) {
        match &*formula.node {
            Node::Compare(op, a, b) => self.leaf(*op, a, b),
            Node::Between(x, low, high) => {
                self.leaf(Comparison::AtLeast, x, low);
                self.leaf(Comparison::AtMost, x, high);
            }
            Node::In(x, tests) => {
                self.formula(x);
                for test in tests {
                    self.test(x, test);
                }
                return;
            }
            Node::Filter(list, test) => {
                self.formula(list);
                self.within(vec![Element { name: "item".to_owned(), list: root(list) }], test);
                return;
            }
            Node::For(bindings, body)
            | Node::Some(bindings, body)
            | Node::Every(bindings, body) => {
                for binding in bindings {
                    self.formula(&binding.list);
                }
                let elements = bindings.iter().map(|binding| Element {
                    name: binding.name.clone(),
                    list: root(&binding.list),
                });
                self.within(elements.collect(), body);
                return;
            }
            _ => {}
        }
        for part in walk::children(formula) {
            self.formula(part);
        }
    }

    fn within(&mut self, elements: Vec<Element>, body: &Expr) {
        let outside = self.elements.len();
        self.elements.extend(elements);
        self.formula(body);
        self.elements.truncate(outside);
    }

    fn test(&mut self, x: &Expr, test: &Test) {
        match test {
            Test::Anything => {}
            Test::Not(tests) => {
                for test in tests {
                    self.test(x, test);
                }
            }
            Test::Compare(op, with) => self.leaf(*op, x, with),
            Test::Value(with) if speaks_of(with, "?") => self.formula(&put(with, "?", x)),
            Test::Value(with) => self.belongs(x, with),
        }
    }

    /// The comparisons of a value with what it is to be equal to or to lie in.
    fn belongs(&mut self, x: &Expr, to: &Expr) {
        match &*to.node {
            Node::List(items) => {
                for item in items {
                    self.belongs(x, item);
                }
            }
            Node::Range(range) => {
                if let Some((low, inside)) = &range.low {
                    let op = if *inside { Comparison::AtLeast } else { Comparison::More };
                    self.leaf(op, x, low);
                }
                if let Some((high, inside)) = &range.high {
                    let op = if *inside { Comparison::AtMost } else { Comparison::Less };
                    self.leaf(op, x, high);
                }
            }
            _ => self.leaf(Comparison::Equal, x, to),
        }
    }

    fn leaf(&mut self, op: Comparison, left: &Expr, right: &Expr) {
        let ends = (left.span.start.min(right.span.start), left.span.end.max(right.span.end));
        let written = self.text.get(ends.0..ends.1).filter(|part| part.contains(op.symbol()));
        self.found.push(Leaf {
            op,
            left: left.clone(),
            right: right.clone(),
            elements: self.elements.clone(),
            text: written.unwrap_or(self.text).to_owned(),
        });
    }
}

/// The list that filters were applied to.
fn root(list: &Expr) -> Expr {
    match &*list.node {
        Node::Filter(inner, _) => root(inner),
        _ => list.clone(),
    }
}

fn speaks_of(formula: &Expr, name: &str) -> bool {
    matches!(&*formula.node, Node::Name(own) | Node::Local(own) if own == name)
        || walk::children(formula).into_iter().any(|part| speaks_of(part, name))
}

/// The formula with `by` in place of a name; the `item` of an inner filter is its own.
fn put(formula: &Expr, name: &str, by: &Expr) -> Expr {
    match &*formula.node {
        Node::Local(own) | Node::Name(own) if own == name => by.clone(),
        Node::Filter(list, test) if name == "item" => {
            Expr::new(formula.span, Node::Filter(put(list, name, by), test.clone()))
        }
        _ => walk::rebuilt(formula, &mut |part| put(part, name, by)),
    }
}

impl Leaf {
    /// The same comparison of one element after the other, where it speaks of elements.
    pub(crate) fn of_elements(&self, row: &Row<'_>) -> Vec<Leaf> {
        let Some((first, rest)) = self.elements.split_first() else { return vec![self.clone()] };
        let count = match row.value(&first.list) {
            Value::List(items) => items.len().min(MOST_ELEMENTS),
            _ => 0,
        };
        let at = |index: usize| {
            let index = Value::whole(i64::try_from(index).unwrap());
            let index = Expr::new(first.list.span, Node::Literal(index));
            let one = Expr::new(first.list.span, Node::Filter(first.list.clone(), index));
            let put = |formula: &Expr| put(formula, &first.name, &one);
            let elements = rest
                .iter()
                .map(|element| Element { name: element.name.clone(), list: put(&element.list) });
            Leaf {
                op: self.op,
                left: put(&self.left),
                right: put(&self.right),
                elements: elements.collect(),
                text: self.text.clone(),
            }
        };
        (1..=count).flat_map(|index| at(index).of_elements(row)).collect()
    }

    /// The comparison as a formula.
    pub(crate) fn formula(&self) -> Expr {
        let node = Node::Compare(self.op, self.left.clone(), self.right.clone());
        Expr::new(self.left.span, node)
    }

    /// Which side is more, by exact arithmetic: the sign of left minus right. `None` where a side
    /// is open, or is neither a number nor a time.
    pub(crate) fn order(&self, row: &Row<'_>) -> Option<Ordering> {
        match (row.value(&self.left), row.value(&self.right)) {
            (Value::Number(a, _), Value::Number(b, _)) => Some(a.checked_sub(&b)?.sign()),
            (Value::Date(a), Value::Date(b)) => Some(b.until(a).ok()?.get_days().cmp(&0)),
            (Value::Days(a), Value::Days(b)) | (Value::Months(a), Value::Months(b)) => {
                Some(a.checked_sub(b)?.cmp(&0))
            }
            _ => None,
        }
    }

    /// The score nodes that the sides name.
    pub(crate) fn scores(&self) -> Vec<usize> {
        let mut found = Vec::new();
        named(&self.left, &mut found);
        named(&self.right, &mut found);
        found
    }

    /// Whether there is no threshold in it: texts, flags and judgements of yes or no are equal
    /// or not, and constants and the day of the application are no facts of an enterprise.
    pub(crate) fn is_exempt(&self, schema: &Schema, decision: &Decision) -> bool {
        let sides = [&self.left, &self.right];
        sides.iter().any(|side| is_plain(side, schema, &decision.scores))
            || !sides.iter().any(|side| reads(side) || self.names_elements(side))
    }

    fn names_elements(&self, side: &Expr) -> bool {
        self.elements.iter().any(|element| speaks_of(side, &element.name))
    }
}

fn named(formula: &Expr, found: &mut Vec<usize>) {
    if let Node::Score(at) = *formula.node {
        found.push(at);
    }
    for part in walk::children(formula) {
        named(part, found);
    }
}

/// Whether a formula reads a fact, a score or a person's points.
fn reads(formula: &Expr) -> bool {
    match &*formula.node {
        Node::Fact(_) | Node::Year(..) | Node::Last(..) | Node::Score(_) | Node::Judge(_) => true,
        _ => walk::children(formula).into_iter().any(reads),
    }
}

/// Whether a side is a text, a flag or null.
fn is_plain(side: &Expr, schema: &Schema, scores: &[Score]) -> bool {
    let plain = |of: &Type| matches!(of, Type::Text | Type::Bool | Type::Null);
    match &*side.node {
        Node::Literal(value) => matches!(value, Value::Text(_) | Value::Bool(_) | Value::Null),
        Node::Fact(id) | Node::Year(id, _) => plain(&schema.get(*id).unwrap().of),
        Node::Field(_, name) => {
            let mut fields = schema.iter().flat_map(|(_, fact)| &fact.fields);
            fields.any(|field| field.id == *name && plain(&field.of))
        }
        Node::Score(at) => is_class(&scores[*at]),
        Node::Judge(name) => {
            let judgement = schema.judgements.iter().find(|known| known.name == *name);
            judgement.is_some_and(|judgement| judgement.max.is_none())
        }
        Node::Call(function, Arguments::Positional(_)) => function.name() == "substring",
        _ => false,
    }
}

fn is_class(score: &Score) -> bool {
    let ScoreRule::Bands { bands, .. } = &score.rule else { return false };
    bands.iter().any(|band| matches!(band.outcome, Outcome::Class(_)))
}
