//! What names stand for: variables, fields, scores, facts and judgements.

use base::{Dimension, Unit};

use super::scope::find_field;
use super::{Checker, Period, Typed, say};
use crate::expr::{Expr, Function, Node};
use crate::fact::{FactId, Type};
use crate::fault::Span;
use crate::near::near;
use crate::value::Value;

impl Checker<'_> {
    /// The innermost thing of that name: a variable, a field of the element of a filter, a node
    /// of the score tree, a fact.
    pub(super) fn name(&mut self, span: Span, name: &str) -> Option<Typed> {
        if let Some(of) = self.variable(name).cloned() {
            return Some((Expr::new(span, Node::Local(name.to_owned())), of));
        }
        let element = self.element().and_then(|of| self.list_fact(of));
        if let Some(field) = element.and_then(|fact| find_field(fact, name)) {
            let item = Expr::new(span, Node::Local("item".to_owned()));
            return Some((Expr::new(span, Node::Field(item, field.id.clone())), field.of.clone()));
        }
        if let Some(at) = self.context.scores.iter().position(|(own, _)| own == name) {
            let of = self.context.scores.get(at).map(|(_, of)| of.clone())?;
            return Some((Expr::new(span, Node::Score(at)), of));
        }
        if let Some(id) = self.context.schema.find(name) {
            return self.fact(&Expr::new(span, Node::Fact(id)));
        }
        self.unknown(span, name)
    }

    /// The fact of that name, if nothing nearer has it.
    pub(super) fn fact_of(&self, name: &str) -> Option<FactId> {
        let element = self.element().and_then(|of| self.list_fact(of));
        let hidden = self.variable(name).is_some()
            || element.is_some_and(|fact| find_field(fact, name).is_some())
            || self.context.scores.iter().any(|(own, _)| own == name);
        if hidden { None } else { self.context.schema.find(name) }
    }

    /// A fact that was looked up before or just now.
    pub(super) fn fact(&mut self, expr: &Expr) -> Option<Typed> {
        let (Node::Fact(id) | Node::Year(id, _) | Node::Last(id, _)) = *expr.node else {
            return None;
        };
        let fact = self.context.schema.get(id)?;
        let of = fact.of.clone();
        let list = || Type::List(Box::new(of.clone()));
        Some(match *expr.node {
            Node::Fact(_) if fact.yearly && self.period == Period::SameYear => {
                (Expr::new(expr.span, Node::Year(id, 1)), of)
            }
            Node::Fact(_) if fact.yearly => (expr.clone(), list()),
            Node::Last(..) => (expr.clone(), list()),
            _ => (expr.clone(), of),
        })
    }

    fn unknown(&mut self, span: Span, name: &str) -> Option<Typed> {
        if name == "?" {
            return self.fail(say::no_question(span));
        }
        if name == "item" {
            return self.fail(say::no_item(span));
        }
        if Unit::all().iter().any(|unit| unit.symbol == name) {
            return self.fail(say::lone_unit(span, name));
        }
        if Function::find(name).is_some() {
            return self.fail(say::no_call(span, name));
        }
        if self.is_value(name) {
            return self.fail(say::unquoted(span, name));
        }
        let near = self.near(name);
        let element = self.element().and_then(|of| self.list_fact(of));
        let fault = match element.filter(|_| near.is_empty()) {
            Some(fact) => {
                let fields: Vec<&str> =
                    fact.fields.iter().map(|field| field.name.as_str()).collect();
                say::unknown_field(span, name, (&fact.name, &fields))
            }
            None => say::unknown_name(span, name, &near),
        };
        self.fail(fault)
    }

    /// Whether it is one of the listed values of a text.
    fn is_value(&self, name: &str) -> bool {
        let listed = |values: &[String]| values.iter().any(|value| value == name);
        self.context.schema.iter().any(|(_, fact)| {
            listed(&fact.values) || fact.fields.iter().any(|field| listed(&field.values))
        })
    }

    fn near(&self, name: &str) -> Vec<String> {
        let element = self.element().and_then(|of| self.list_fact(of));
        let fields = element.map(|fact| fact.fields.as_slice()).unwrap_or_default();
        let fields = fields.iter().flat_map(|field| [field.name.as_str(), field.id.as_str()]);
        let scores = self.context.scores.iter().map(|(name, _)| name.as_str());
        let facts = self.context.schema.iter();
        let facts = facts.flat_map(|(_, fact)| [fact.name.as_str(), fact.id.as_str()]);
        let known = self.variables().chain(fields).chain(scores).chain(facts);
        near(name, known).into_iter().map(str::to_owned).collect()
    }

    /// `record.field`, of each in a list; or a part of a day, a duration or a range.
    pub(super) fn field(&mut self, span: Span, of: &Expr, name: &str) -> Option<Typed> {
        let of = self.scalar(of)?;
        let built = |name: &str| Expr::new(span, Node::Field(of.0.clone(), name.to_owned()));
        let (record, many) = match &of.1 {
            Type::List(element) => (element.as_ref(), true),
            one => (one, false),
        };
        if let Some(fact) = self.list_fact(record) {
            if let Some(field) = find_field(fact, name) {
                let each = field.of.clone();
                let of = if many { Type::List(Box::new(each)) } else { each };
                return Some((built(&field.id), of));
            }
            let known = fact.fields.iter().map(|field| field.name.as_str());
            let close: Vec<&str> = near(name, known.clone());
            let names = if close.is_empty() { known.collect() } else { close };
            return self.fail(say::unknown_field(tail(span, name), name, (&fact.name, &names)));
        }
        let parts = properties(&of.1);
        if let Some((_, of)) = parts.iter().find(|(own, _)| *own == name) {
            return Some((built(name), of.clone()));
        }
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        let of = self.words(&of.1);
        self.fail(say::no_property(tail(span, name), name, &of, &names))
    }

    /// `judge("…")`
    pub(super) fn judge(&mut self, expr: &Expr, name: &str) -> Option<Typed> {
        let judgements = &self.context.schema.judgements;
        let Some(judgement) = judgements.iter().find(|judgement| judgement.name == name) else {
            let close = near(name, judgements.iter().map(|judgement| judgement.name.as_str()));
            return self.fail(say::unknown_judgement(expr.span, name, &close));
        };
        let points = Type::Number(Dimension::NONE);
        Some((expr.clone(), judgement.max.map_or(Type::Bool, |_| points)))
    }

    pub(super) fn literal_type(&self, value: &Value) -> Type {
        match value {
            Value::Null | Value::Open(_) => Type::Null,
            Value::Bool(_) => Type::Bool,
            Value::Number(_, dimension) => Type::Number(*dimension),
            Value::Between(between) => Type::Number(between.dimension),
            Value::Text(_) => Type::Text,
            Value::Date(_) => Type::Date,
            Value::Days(_) => Type::Days,
            Value::Months(_) => Type::Months,
            Value::List(items) => Type::List(Box::new(
                items.first().map_or(Type::Null, |item| self.literal_type(item)),
            )),
            Value::Range(range) => {
                let end = range.low.as_ref().or(range.high.as_ref());
                Type::Range(Box::new(end.map_or(Type::Null, |(end, _)| self.literal_type(end))))
            }
            Value::Record(fields) => {
                let same = |(_, fact): &(FactId, &crate::fact::Fact)| {
                    fact.fields.iter().map(|field| &field.id).eq(fields.iter().map(|(id, _)| id))
                };
                let fact = self.context.schema.iter().find(same);
                fact.map_or(Type::Null, |(id, _)| Type::Record(id))
            }
        }
    }
}

/// Where the name stands with which a formula ends.
fn tail(span: Span, name: &str) -> Span {
    Span::new(span.end.saturating_sub(name.len()).max(span.start), span.end)
}

/// The parts of a value that are read with a dot.
fn properties(of: &Type) -> Vec<(&'static str, Type)> {
    let plain = || Type::Number(Dimension::NONE);
    match of {
        Type::Date => ["year", "month", "day", "weekday"].map(|part| (part, plain())).to_vec(),
        Type::Months => vec![("years", plain()), ("months", plain())],
        Type::Days => vec![("days", plain())],
        Type::Range(end) => vec![("start", end.as_ref().clone()), ("end", end.as_ref().clone())],
        Type::Number(_)
        | Type::Bool
        | Type::Text
        | Type::List(_)
        | Type::Record(_)
        | Type::Null => Vec::new(),
    }
}
