//! Facts as columns: what the engine runs over.

use std::collections::HashMap;
use std::ops::Range;

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

    /// One row alone, as a table.
    #[must_use]
    pub fn only(&self, row: usize) -> Self {
        let rows = row..(row + 1).min(self.rows).max(row);
        let columns = self.columns.iter().map(|(key, column)| (*key, column.cut(&rows)));
        let judged = self.judged.iter().map(|(name, column)| (name.clone(), column.cut(&rows)));
        Self { rows: rows.len(), on: self.on, columns: columns.collect(), judged: judged.collect() }
    }
}

/// One fact of every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// In which rows it is known.
    pub known: Bits,
    /// In which rows a declared stand-in took its place.
    pub assumed: Option<Bits>,
    /// The values; what stands in unknown rows means nothing, but for the records of a list: it
    /// has these, and may have others.
    pub values: Values,
}

impl Column {
    /// Whether something is known of a row: its value, or some of the records of its list.
    pub fn tells(&self, row: usize) -> bool {
        self.known.get(row) || self.values.records(row).is_some_and(|records| !records.is_empty())
    }

    /// The rows of a range alone.
    fn cut(&self, rows: &Range<usize>) -> Self {
        let bits = |bits: &Bits| rows.clone().map(|row| bits.get(row)).collect::<Bits>();
        Self {
            known: bits(&self.known),
            assumed: self.assumed.as_ref().map(bits),
            values: self.values.cut(rows),
        }
    }
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

impl Values {
    /// Where the records of a row lie; none where it is no list, or has no such row.
    pub fn records(&self, row: usize) -> Option<Range<usize>> {
        let Self::List { offsets, .. } = self else { return None };
        let offset = |at: usize| offsets.get(at).and_then(|at| usize::try_from(*at).ok());
        Some(offset(row)?..offset(row.checked_add(1)?)?)
    }

    fn cut(&self, rows: &Range<usize>) -> Self {
        match self {
            Self::Number { values, decimals } => {
                Self::Number { values: part(values, rows), decimals: *decimals }
            }
            Self::Bool(bits) => Self::Bool(rows.clone().map(|row| bits.get(row)).collect()),
            Self::Text { codes, words } => {
                let word = |code: &u32| usize::try_from(*code).ok().and_then(|at| words.get(at));
                let (mut own, mut said) = (Vec::new(), Vec::new());
                for found in codes.get(rows.clone()).unwrap_or_default().iter().map(word) {
                    // A code of no word stays one: it is no text, not even an empty one.
                    let code =
                        found.map_or(u32::MAX, |_| u32::try_from(said.len()).unwrap_or(u32::MAX));
                    own.push(code);
                    said.extend(found.cloned());
                }
                Self::Text { codes: own, words: said }
            }
            Self::Date(days) => Self::Date(part(days, rows)),
            Self::Days(days) => Self::Days(part(days, rows)),
            Self::Months(months) => Self::Months(part(months, rows)),
            Self::List { offsets, fields } => {
                let ends = offsets.get(rows.start..=rows.end).unwrap_or_default();
                let first = ends.first().copied().unwrap_or(0);
                let at = |end: u32| usize::try_from(end).unwrap_or(usize::MAX);
                let records = at(first)..at(ends.last().copied().unwrap_or(first));
                Self::List {
                    offsets: ends.iter().map(|end| end - first).collect(),
                    fields: fields.iter().map(|field| field.cut(&records)).collect(),
                }
            }
        }
    }
}

fn part<T: Clone>(values: &[T], rows: &Range<usize>) -> Vec<T> {
    values.get(rows.clone()).unwrap_or_default().to_vec()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(rows: &[bool]) -> Bits {
        rows.iter().copied().collect()
    }

    fn column(known: &[bool], values: Values) -> Column {
        Column { known: bits(known), assumed: None, values }
    }

    #[test]
    fn a_text_that_is_damaged_is_no_empty_text_in_a_row_alone() {
        let text = Values::Text { codes: vec![7, 0], words: vec!["甲".into()] };
        let alone = Values::Text { codes: vec![u32::MAX], words: Vec::new() };
        assert_eq!(text.cut(&(0..1)), alone);
    }

    #[test]
    fn one_row_alone_has_its_own_values_and_records() {
        let mut table = Table::new(3, Day::constant(2026, 11, 21));
        let text = Values::Text { codes: vec![1, 0, 1], words: vec!["甲".into(), "乙".into()] };
        table.columns.insert((FactId(0), 0), column(&[true, false, true], text));
        let of_records = Values::Number { values: vec![10, 20, 30], decimals: 2 };
        let fields = vec![column(&[true, true, false], of_records)];
        let list = Values::List { offsets: vec![0, 1, 1, 3], fields };
        table.columns.insert((FactId(1), 1), column(&[true; 3], list));
        let mut alone = Table::new(1, Day::constant(2026, 11, 21));
        let text = Values::Text { codes: vec![0], words: vec!["乙".into()] };
        alone.columns.insert((FactId(0), 0), column(&[true], text));
        let of_records = Values::Number { values: vec![20, 30], decimals: 2 };
        let fields = vec![column(&[true, false], of_records)];
        let list = Values::List { offsets: vec![0, 2], fields };
        alone.columns.insert((FactId(1), 1), column(&[true], list));
        assert_eq!(table.only(2), alone);
        assert_eq!(table.only(3).rows, 0);
    }
}
