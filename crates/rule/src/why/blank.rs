//! Fields of records that nobody has said, and on which an answer hangs.

use crate::expr::{Expr, Node};
use crate::fact::{FactId, Lag};
use crate::row::Row;
use crate::value::{Answer, Doubt, Value};
use crate::walk::each_child;

/// A field of a record that nobody has said: a certificate whose last day is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    /// The list.
    pub list: FactId,
    /// The record of it.
    pub record: Value,
    /// The field, by its place among the list's.
    pub field: usize,
}

/// Looks at the records of a list one by one.
pub(super) struct Look<'a, 'e> {
    pub(super) row: Row<'a>,
    pub(super) back: Lag,
    /// What the formula calls a record; none in a filter, where it is `item`.
    pub(super) name: Option<&'e str>,
}

impl<'e> Look<'_, 'e> {
    /// The fields that leave `test` unknown for some record of a list.
    pub(super) fn blanks(&self, list: &Expr, test: &'e Expr) -> Vec<Blank> {
        let mut blanks = Vec::new();
        let Some((list, records)) = self.records(list) else { return blanks };
        for record in records {
            let mut fields = Vec::new();
            self.part(test, &record, &mut fields);
            let blank = |name: &str| {
                let mut fields = self.row.schema().get(list)?.fields.iter();
                let field = fields.position(|field| field.id == name || field.name == name)?;
                Some(Blank { list, record: record.clone(), field })
            };
            for found in fields.into_iter().filter_map(blank) {
                if !blanks.contains(&found) {
                    blanks.push(found);
                }
            }
        }
        blanks
    }

    /// The records of a list fact that are not surely left out before.
    fn records(&self, list: &Expr) -> Option<(FactId, Vec<Value>)> {
        match &*list.node {
            Node::Fact(id) => {
                let Value::List(items) = self.row.fact(*id) else { return None };
                let records = items.iter().filter(|item| matches!(item, Value::Record(_)));
                Some((*id, records.cloned().collect()))
            }
            Node::Filter(list, test) => {
                let (id, mut records) = self.records(list)?;
                let filter = Self { name: None, ..*self };
                records.retain(|record| filter.value(test, record).answer() != Answer::No);
                Some((id, records))
            }
            _ => None,
        }
    }

    fn value(&self, part: &Expr, record: &Value) -> Value {
        self.row.value_of(part, (self.name, record), self.back)
    }

    /// The fields of a record that an unknown part reads and that are unknown themselves.
    fn part(&self, part: &'e Expr, record: &Value, fields: &mut Vec<&'e str>) {
        if self.value(part, record) != Value::Open(Doubt::Unknown) {
            return;
        }
        match &*part.node {
            Node::Field(of, name) if self.is_record(of) => fields.push(name),
            _ => each_child(part, &mut |part| self.part(part, record, fields)),
        }
    }

    fn is_record(&self, part: &Expr) -> bool {
        match &*part.node {
            Node::Name(name) | Node::Local(name) => name == self.name.unwrap_or("item"),
            _ => false,
        }
    }
}
