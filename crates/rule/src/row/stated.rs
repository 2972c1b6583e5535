//! What is stated of one subject, as values that need not be made again.

use super::cell;
use crate::fact::{FactId, Lag, Schema};
use crate::table::Table;
use crate::value::Value;

/// What is stated of one row, for many questions about it.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// By fact and lag.
    values: Vec<((FactId, Lag), Value)>,
    /// Where the values of each fact begin: one more than there are facts.
    begin: Vec<usize>,
}

impl Stated {
    /// What is stated in row `at` of a table.
    #[must_use]
    pub fn of(schema: &Schema, table: &Table, at: usize) -> Self {
        let stated = table.columns.iter().filter_map(|(key, column)| {
            let fact = schema.get(key.0)?;
            Some((*key, cell::value(column, at, &fact.of, &fact.fields)?))
        });
        let mut values: Vec<((FactId, Lag), Value)> = stated.collect();
        values.sort_unstable_by_key(|(key, _)| *key);
        let mut begin = vec![0; schema.len() + 1];
        for (id, _) in schema.iter() {
            let end = values.partition_point(|((fact, _), _)| *fact <= id);
            if let Some(slot) = begin.get_mut(place(id) + 1) {
                *slot = end;
            }
        }
        Self { values, begin }
    }

    pub(super) fn get(&self, fact: FactId, lag: Lag) -> Option<&Value> {
        let at = place(fact);
        let of = self.values.get(*self.begin.get(at)?..*self.begin.get(at + 1)?)?;
        of.iter().find(|((_, year), _)| *year == lag).map(|(_, value)| value)
    }
}

/// Facts are numbered one after the other.
fn place(fact: FactId) -> usize {
    usize::try_from(fact.0).unwrap_or(usize::MAX - 1)
}
