//! What is stated of one subject, as values that need not be made again.

use std::collections::BTreeMap;

use super::cell;
use crate::fact::{FactId, Lag, Schema};
use crate::table::Table;
use crate::value::Value;

/// What is stated of one row, for many questions about it.
#[derive(Clone, Debug, Default)]
pub struct Stated(BTreeMap<(FactId, Lag), Value>);

impl Stated {
    /// What is stated in row `at` of a table.
    #[must_use]
    pub fn of(schema: &Schema, table: &Table, at: usize) -> Self {
        let stated = table.columns.iter().filter_map(|(key, column)| {
            let fact = schema.get(key.0)?;
            Some((*key, cell::value(column, at, &fact.of, &fact.fields)?))
        });
        Self(stated.collect())
    }

    pub(super) fn get(&self, fact: FactId, lag: Lag) -> Option<&Value> {
        self.0.get(&(fact, lag))
    }
}
