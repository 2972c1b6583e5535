//! Rows in the order of a column, found once for each state of the register.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rule::table::{Column, Values};
use store::Snapshot;

use super::Key;

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
    pub(super) fn of(
        &self,
        by: By,
        snapshot: &Snapshot,
        names: &[(Option<String>, String)],
    ) -> Arc<Vec<u32>> {
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = orders.get(&by) {
            return known.clone();
        }
        if orders.len() >= MOST {
            orders.clear();
        }
        let order = Arc::new(order(by, snapshot, names));
        orders.insert(by, order.clone());
        order
    }
}

fn order(by: By, snapshot: &Snapshot, names: &[(Option<String>, String)]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0u32..).take(names.len()).collect();
    let at = |row: u32| usize::try_from(row).unwrap_or(usize::MAX);
    let column = by.key.map(|key| snapshot.table().columns.get(&key));
    match column {
        // Sorting is stable: rows that are alike stay in the order of their making.
        None => rows.sort_by(|one, other| {
            let name = |row| names.get(at(row)).map(|(_, name)| name);
            turned(by.way, name(*one).cmp(&name(*other)))
        }),
        Some(None) => {}
        Some(Some(column)) => rows.sort_by(|one, other| {
            let (one, other) = (at(*one), at(*other));
            match (column.tells(one), column.tells(other)) {
                (true, true) => turned(by.way, compared(column, one, other)),
                (one, other) => other.cmp(&one),
            }
        }),
    }
    rows
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
