//! The names that a formula gives to the elements it goes through.

use crate::fact::Schema;
use crate::value::Value;

/// Names in scope, innermost first.
pub(super) enum Scope<'s> {
    Empty,
    Variable {
        name: &'s str,
        value: &'s Value,
        outer: &'s Scope<'s>,
    },
    /// The element of a filter: `item`, and its fields by their names.
    Item {
        value: &'s Value,
        outer: &'s Scope<'s>,
    },
}

impl<'s> Scope<'s> {
    pub(super) fn with(&'s self, name: &'s str, value: &'s Value) -> Self {
        Self::Variable { name, value, outer: self }
    }

    pub(super) fn with_item(&'s self, value: &'s Value) -> Self {
        Self::Item { value, outer: self }
    }

    /// What `name` stands for, where it is itself an element that is gone through.
    pub(super) fn element(&self, name: &str) -> Option<&'s Value> {
        match self {
            Self::Variable { name: own, value, .. } if *own == name => Some(value),
            Self::Item { value, .. } if name == "item" => Some(value),
            Self::Variable { outer, .. } => outer.element(name),
            // A field of the item may hide an outer name.
            Self::Empty | Self::Item { .. } => None,
        }
    }

    /// What `name` stands for.
    pub(super) fn find(&self, name: &str, schema: Option<&Schema>) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Variable { name: own, value, .. } if *own == name => Some((*value).clone()),
            Self::Variable { outer, .. } => outer.find(name, schema),
            Self::Item { value, .. } if name == "item" => Some((*value).clone()),
            Self::Item { value, outer } => match value {
                Value::Record(fields) => field(fields, name, schema),
                _ => None,
            }
            .or_else(|| outer.find(name, schema)),
        }
    }
}

/// The field of a record by its id, or by its Chinese name in the list fact that has the same
/// fields.
pub(super) fn field(
    fields: &[(String, Value)],
    name: &str,
    schema: Option<&Schema>,
) -> Option<Value> {
    if let Some((_, value)) = fields.iter().find(|(id, _)| id == name) {
        return Some(value.clone());
    }
    let declared = schema?.iter().map(|(_, fact)| &fact.fields).find(|declared| {
        declared.len() == fields.len()
            && declared.iter().zip(fields).all(|(field, (id, _))| field.id == *id)
            && declared.iter().any(|field| field.name == name)
    })?;
    let at = declared.iter().position(|field| field.name == name)?;
    fields.get(at).map(|(_, value)| value.clone())
}
