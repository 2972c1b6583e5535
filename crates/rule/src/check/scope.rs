//! Names that a formula itself brings into being.

use super::Checker;
use crate::expr::{Expr, Node};
use crate::fact::{Fact, FactId, Field, Type};

/// What one `for`, `some`, `every` or filter adds to the names.
pub(super) enum Frame {
    /// A variable, or `?`.
    Variable { name: String, of: Type },
    /// The element of a filter: `item`, and its fields by their names.
    Item(Type),
}

impl Frame {
    pub(super) fn variable(name: &str, of: &Type) -> Self {
        Self::Variable { name: name.to_owned(), of: of.clone() }
    }
}

impl<'a> Checker<'a> {
    /// Checks something that sees one more frame.
    pub(super) fn within<T>(&mut self, frame: Frame, rule: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.scope.len();
        self.scope.push(frame);
        let found = rule(self);
        self.scope.truncate(outside);
        found
    }

    /// The variable of that name and its type; `item` and `?` among them.
    pub(super) fn variable(&self, name: &str) -> Option<&Type> {
        self.scope.iter().rev().find_map(|frame| match frame {
            Frame::Variable { name: own, of } => (own == name).then_some(of),
            Frame::Item(of) => (name == "item").then_some(of),
        })
    }

    /// The type of the element that the innermost filter goes through.
    pub(super) fn element(&self) -> Option<&Type> {
        self.scope.iter().rev().find_map(|frame| match frame {
            Frame::Item(of) => Some(of),
            Frame::Variable { .. } => None,
        })
    }

    /// The names of all variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = &str> {
        self.scope.iter().filter_map(|frame| match frame {
            Frame::Variable { name, .. } => Some(name.as_str()).filter(|name| *name != "?"),
            Frame::Item(_) => None,
        })
    }

    pub(super) fn list_fact(&self, of: &Type) -> Option<&'a Fact> {
        match of {
            Type::Record(id) => self.context.schema.get(*id),
            _ => None,
        }
    }

    /// The only values that a text may have, where they are listed.
    pub(super) fn allowed(&self, expr: &Expr) -> &'a [String] {
        let schema = self.context.schema;
        match &*expr.node {
            Node::Fact(id) | Node::Year(id, _) => {
                schema.get(*id).map_or(&[], |fact| fact.values.as_slice())
            }
            Node::Field(of, field) => self
                .record(of)
                .and_then(|id| find_field(schema.get(id)?, field))
                .map_or(&[], |field| field.values.as_slice()),
            _ => &[],
        }
    }

    /// The list of records that a resolved formula is a record of.
    fn record(&self, expr: &Expr) -> Option<FactId> {
        match &*expr.node {
            Node::Local(name) => match self.variable(name)? {
                Type::Record(id) => Some(*id),
                _ => None,
            },
            Node::Filter(list, _) => match &*list.node {
                Node::Fact(id) => Some(*id),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The field of that id or Chinese name.
pub(super) fn find_field<'f>(fact: &'f Fact, name: &str) -> Option<&'f Field> {
    fact.fields.iter().find(|field| field.id == name || field.name == name)
}
