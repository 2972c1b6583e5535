//! Facts as columns: what the engine runs over.

use std::collections::HashMap;

use base::Day;

use crate::bits::Bits;
use crate::fact::{FactId, Lag};

/// The facts of many subjects on one day, a row each.
///
/// A fact or year without a column is unknown for every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Number of rows.
    pub rows: usize,
    /// The day of the application: lag 1 is the fiscal year before its year.
    pub on: Day,
    /// Columns by fact and lag (0 for facts without years).
    pub columns: HashMap<(FactId, Lag), Column>,
    /// What persons have judged, by name of the judgement.
    pub judged: HashMap<String, Column>,
}

impl Table {
    /// A table without columns: everything is unknown.
    pub fn new(rows: usize, on: Day) -> Self {
        Self { rows, on, columns: HashMap::new(), judged: HashMap::new() }
    }
}

/// One fact of every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// In which rows it is known.
    pub known: Bits,
    /// In which rows a declared stand-in took its place.
    pub assumed: Option<Bits>,
    /// The values; what stands in unknown rows means nothing.
    pub values: Values,
}

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Whole multiples of 10^-decimals of the base unit: money in fen has 2 decimals.
    Number {
        /// One a row.
        values: Vec<i64>,
        /// Decimals of every value.
        decimals: u8,
    },
    /// Truth values.
    Bool(Bits),
    /// Texts, as positions in a list of distinct words.
    Text {
        /// One a row.
        codes: Vec<u32>,
        /// The distinct words.
        words: Vec<String>,
    },
    /// Days, counted from 1970-01-01.
    Date(Vec<i32>),
    /// Durations in days.
    Days(Vec<i64>),
    /// Durations in months.
    Months(Vec<i64>),
    /// Lists of records: the records of row r are `offsets[r]..offsets[r + 1]`.
    List {
        /// One more than there are rows.
        offsets: Vec<u32>,
        /// A column for each declared field, over all records.
        fields: Vec<Column>,
    },
}

/// A day as columns keep it: days since 1970-01-01.
pub fn day_number(day: Day) -> i32 {
    day.since(EPOCH).map_or(i32::MAX, |span| span.get_days())
}

/// The day that columns keep as `number`.
pub fn numbered_day(number: i32) -> Option<Day> {
    EPOCH.checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

const EPOCH: Day = Day::constant(1970, 1, 1);
