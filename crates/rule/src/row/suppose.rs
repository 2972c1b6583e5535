//! What is supposed of a subject in place of what is stated.

use base::Day;

use crate::expr::Expr;
use crate::fact::{FactId, Lag};
use crate::value::Value;

/// Facts that are otherwise than stated; all others stay as they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supposed<'a> {
    /// The day of the application; which years exist stays as it is.
    pub(crate) on: Option<Day>,
    facts: Vec<(FactId, Lag, Value)>,
    records: Vec<(&'a Expr, Vec<Value>)>,
}

impl<'a> Supposed<'a> {
    /// Supposes that a fact has another value.
    pub(crate) fn set(&mut self, fact: FactId, lag: Lag, value: Value) {
        self.facts.push((fact, lag, value));
    }

    /// Supposes more elements in a list, as far as this very formula goes: the argument of a
    /// `count` or a `sum`, or a `some` that then holds.
    pub(crate) fn add(&mut self, list: &'a Expr, more: Vec<Value>) {
        self.records.push((list, more));
    }

    pub(super) fn fact(&self, fact: FactId, lag: Lag) -> Option<&Value> {
        let found = self.facts.iter().find(|(id, year, _)| *id == fact && *year == lag);
        found.map(|(_, _, value)| value)
    }

    pub(super) fn more(&self, list: &Expr) -> &[Value] {
        let found = self.records.iter().find(|(key, _)| std::ptr::eq(*key, list));
        found.map_or(&[], |(_, more)| more)
    }
}
