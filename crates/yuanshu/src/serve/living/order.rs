//! Rows in the order of a column, found once for each state of the register.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rule::table::{Column, Values};
use rule::value::Value;

use super::{Key, Living};

/// What rows are put in the order of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct By {
    /// A fact; names where there is none.
    pub key: Option<Key>,
    /// From which end.
    pub way: Way,
}

/// From which end a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The least first.
    Up,
    /// The most first.
    Down,
}

/// Orders that were asked for; what is unknown comes last from either end.
#[derive(Debug, Default)]
pub(super) struct Orders(Mutex<HashMap<By, Arc<Vec<u32>>>>);

/// Orders that are kept at most; more begin anew.
const MOST: usize = 32;

impl Orders {
    pub(super) fn of(&self, by: By, living: &Living) -> Arc<Vec<u32>> {
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = orders.get(&by) {
            return known.clone();
        }
        if orders.len() >= MOST {
            orders.clear();
        }
        let order = Arc::new(order(by, living));
        orders.insert(by, order.clone());
        order
    }
}

fn order(by: By, living: &Living) -> Vec<u32> {
    let mut rows: Vec<u32> = (0u32..).take(living.names.len()).collect();
    let at = |row: u32| usize::try_from(row).unwrap_or(usize::MAX);
    // Sorting is stable: rows that are alike stay in the order of their making.
    match by.key {
        None => rows.sort_by(|one, other| {
            let name = |row| living.names.get(at(row)).map(|(_, name)| name);
            turned(by.way, name(*one).cmp(&name(*other)))
        }),
        Some(key) if living.is_worked(key.0) => {
            let worked: Vec<Option<Value>> =
                rows.iter().map(|row| living.worked(key, at(*row))).collect();
            let of = |row: u32| worked.get(at(row)).and_then(Option::as_ref);
            rows.sort_by(|one, other| last((of(*one), of(*other)), by.way, alike));
        }
        Some(key) => {
            let Some(column) = living.snapshot.table().columns.get(&key) else { return rows };
            let of = |row: u32| Some(at(row)).filter(|row| column.tells(*row));
            let compared = |one, other| compared(column, one, other);
            rows.sort_by(|one, other| last((of(*one), of(*other)), by.way, compared));
        }
    }
    rows
}

/// The order of two of which either may be unknown, and is then the last.
fn last<T>(
    (one, other): (Option<T>, Option<T>),
    way: Way,
    compared: impl Fn(T, T) -> Ordering,
) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => turned(way, compared(one, other)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// The order of two values of one fact.
fn alike(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Number(one, _), Value::Number(other, _)) => one.cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        (Value::Days(one), Value::Days(other)) | (Value::Months(one), Value::Months(other)) => {
            one.cmp(other)
        }
        (Value::List(one), Value::List(other)) => one.len().cmp(&other.len()),
        _ => Ordering::Equal,
    }
}

fn turned(way: Way, order: Ordering) -> Ordering {
    match way {
        Way::Up => order,
        Way::Down => order.reverse(),
    }
}

fn compared(column: &Column, one: usize, other: usize) -> Ordering {
    match &column.values {
        Values::Number { values, .. } | Values::Days(values) | Values::Months(values) => {
            values.get(one).cmp(&values.get(other))
        }
        Values::Date(days) => days.get(one).cmp(&days.get(other)),
        Values::Bool(bits) => bits.get(one).cmp(&bits.get(other)),
        Values::Text { codes, words } => {
            let word = |row| {
                let code = usize::try_from(*codes.get::<usize>(row)?).ok()?;
                words.get(code)
            };
            word(one).cmp(&word(other))
        }
        Values::List { .. } => {
            let count = |row: usize| Some(column.values.records(row)?.len());
            count(one).cmp(&count(other))
        }
    }
}
