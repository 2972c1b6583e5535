//! Columns that are filled cell by cell, each in its row.

use std::collections::{BTreeMap, HashMap};

use rule::bits::Bits;
use rule::fact::{Fact, Judgement, Type};
use rule::table::{Column, Values};
use zone::fact::Stated;

/// A column, with what is needed to put another value in a row.
#[derive(Clone, Debug)]
pub(crate) struct Filling {
    pub(crate) column: Column,
    /// The code of each word, for texts.
    words: HashMap<String, u32>,
    /// The records by row, for lists; the column is made of them by [`Filling::settle`].
    records: BTreeMap<usize, Vec<Vec<Option<Stated>>>>,
    fields: Vec<Fact>,
    /// Whether records were changed since the column was made of them.
    stale: bool,
}

impl Filling {
    /// A column of a fact, of `rows` unknown rows.
    pub(crate) fn new(fact: &Fact, rows: usize) -> Self {
        let fields = fact.fields.iter().map(|field| Fact {
            id: field.id.clone(),
            name: field.name.clone(),
            of: field.of.clone(),
            unit: field.unit,
            yearly: false,
            movable: None,
            fields: Vec::new(),
            values: Vec::new(),
            formula: None,
        });
        let fields = fields.collect();
        let values = values(fact, rows);
        let column = Column { known: Bits::zeros(rows), assumed: None, values };
        Self { column, words: HashMap::new(), records: BTreeMap::new(), fields, stale: false }
    }

    /// A column of a judgement: points, or yes or no.
    pub(crate) fn judging(judgement: &Judgement, rows: usize) -> Self {
        let values = match judgement.max {
            Some(_) => Values::Number { values: vec![0; rows], decimals: 0 },
            None => Values::Bool(Bits::zeros(rows)),
        };
        let column = Column { known: Bits::zeros(rows), assumed: None, values };
        let (words, records) = (HashMap::new(), BTreeMap::new());
        Self { column, words, records, fields: Vec::new(), stale: false }
    }

    /// As it was taken from a column before; lists come with their records.
    pub(crate) fn with(self, column: Column) -> Self {
        let mut filling = self;
        if let Values::Text { words, .. } = &column.values {
            filling.words = words.iter().cloned().zip(0..).collect();
        }
        filling.records = records(&column);
        filling.column = column;
        filling
    }

    /// Adds unknown rows up to `rows`.
    pub(crate) fn grow(&mut self, rows: usize) {
        let Column { known, values, .. } = &mut self.column;
        *known = Bits::from_words(known.words().to_vec(), rows);
        match values {
            Values::Number { values, .. } | Values::Days(values) | Values::Months(values) => {
                values.resize(rows, 0);
            }
            Values::Bool(bits) => *bits = Bits::from_words(bits.words().to_vec(), rows),
            Values::Text { codes, .. } => codes.resize(rows, 0),
            Values::Date(days) => days.resize(rows, 0),
            Values::List { offsets, .. } => {
                let last = offsets.last().copied().unwrap_or(0);
                offsets.resize(rows + 1, last);
            }
        }
    }

    /// Makes a row unknown.
    pub(crate) fn clear(&mut self, row: usize) {
        self.column.known.set(row, false);
        self.stale |= self.records.remove(&row).is_some();
    }

    /// Puts a value in a row; false where it does not fit the fact, and the row is unknown. The
    /// records of a list that may go on stand in a row that is not known.
    pub(crate) fn set(&mut self, row: usize, (value, open): (&Stated, bool)) -> bool {
        let fits = self.place(row, value);
        self.column.known.set(row, fits && !open);
        fits
    }

    fn place(&mut self, row: usize, value: &Stated) -> bool {
        match (&mut self.column.values, value) {
            (Values::Number { values, decimals }, Stated::Number { units, decimals: own }) => {
                aligned(values, decimals, (*units, *own))
                    .is_some_and(|units| put(values, row, units))
            }
            (Values::Bool(bits), Stated::Bool(yes)) => {
                bits.set(row, *yes);
                row < bits.len()
            }
            (Values::Text { codes, words }, Stated::Text(word)) => {
                let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
                let code = self.words.get(word).copied().unwrap_or_else(|| {
                    words.push(word.clone());
                    self.words.insert(word.clone(), next);
                    next
                });
                put(codes, row, code)
            }
            (Values::Date(days), Stated::Date(day)) => put(days, row, *day),
            (Values::Days(spans), Stated::Days(span))
            | (Values::Months(spans), Stated::Months(span)) => put(spans, row, *span),
            (Values::List { offsets, .. }, Stated::List(records)) => {
                self.records.insert(row, records.clone());
                self.stale = true;
                row + 1 < offsets.len()
            }
            _ => false,
        }
    }

    /// The column, until it is put back to be written again.
    pub(crate) fn take(&mut self) -> Column {
        let nothing =
            Column { known: Bits::default(), assumed: None, values: Values::Bool(Bits::default()) };
        std::mem::replace(&mut self.column, nothing)
    }

    /// Makes the column of a list of its records. A field that does not fit the dictionary is
    /// unknown.
    pub(crate) fn settle(&mut self) {
        let Values::List { offsets, fields } = &mut self.column.values else { return };
        if !std::mem::take(&mut self.stale) && !fields.is_empty() {
            return;
        }
        let total = self.records.values().map(Vec::len).sum();
        let mut columns: Vec<Self> =
            self.fields.iter().map(|field| Self::new(field, total)).collect();
        let mut at = 0;
        let rows = offsets.len().saturating_sub(1);
        let mut counted = vec![0];
        for row in 0..rows {
            for record in self.records.get(&row).into_iter().flatten() {
                for (column, value) in columns.iter_mut().zip(record) {
                    if let Some(value) = value {
                        column.set(at, (value, false));
                    }
                }
                at += 1;
            }
            counted.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        *offsets = counted;
        *fields = columns.into_iter().map(|filling| filling.column).collect();
    }
}

/// Room for the values of a fact.
fn values(fact: &Fact, rows: usize) -> Values {
    match &fact.of {
        Type::Number(dimension) => {
            let decimals = if *dimension == base::Dimension::MONEY { 2 } else { 0 };
            Values::Number { values: vec![0; rows], decimals }
        }
        Type::Text => Values::Text { codes: vec![0; rows], words: Vec::new() },
        Type::Date => Values::Date(vec![0; rows]),
        Type::Days => Values::Days(vec![0; rows]),
        Type::Months => Values::Months(vec![0; rows]),
        Type::List(_) => Values::List { offsets: vec![0; rows + 1], fields: Vec::new() },
        Type::Bool | Type::Range(_) | Type::Record(_) | Type::Null => {
            Values::Bool(Bits::zeros(rows))
        }
    }
}

/// The value in a row of a column.
pub(crate) fn value(column: &Column, row: usize) -> Option<Stated> {
    if !column.known.get(row) {
        return None;
    }
    Some(match &column.values {
        Values::Number { values, decimals } => {
            Stated::Number { units: *values.get(row)?, decimals: *decimals }
        }
        Values::Bool(bits) => Stated::Bool(bits.get(row)),
        Values::Text { codes, words } => {
            let code = usize::try_from(*codes.get(row)?).ok()?;
            Stated::Text(words.get(code)?.clone())
        }
        Values::Date(days) => Stated::Date(*days.get(row)?),
        Values::Days(spans) => Stated::Days(*spans.get(row)?),
        Values::Months(spans) => Stated::Months(*spans.get(row)?),
        Values::List { .. } => Stated::List(listed(column, row)?),
    })
}

/// The records of a row, which may have others where it is not known.
fn listed(column: &Column, row: usize) -> Option<Vec<Vec<Option<Stated>>>> {
    let Values::List { fields, .. } = &column.values else { return None };
    let record = |at| fields.iter().map(|field| value(field, at)).collect();
    Some(column.values.records(row)?.map(record).collect())
}

/// The records of a list column by row.
fn records(column: &Column) -> BTreeMap<usize, Vec<Vec<Option<Stated>>>> {
    let Values::List { offsets, .. } = &column.values else { return BTreeMap::new() };
    let rows = 0..offsets.len().saturating_sub(1);
    rows.filter_map(|row| Some((row, listed(column, row)?))).collect()
}

fn put<T>(values: &mut [T], row: usize, value: T) -> bool {
    match values.get_mut(row) {
        Some(slot) => {
            *slot = value;
            true
        }
        None => false,
    }
}

/// A number with the column's decimals; the column takes more where the number needs them.
fn aligned(values: &mut [i64], decimals: &mut u8, (units, own): (i64, u8)) -> Option<i64> {
    if own <= *decimals {
        return units.checked_mul(ten(*decimals - own)?);
    }
    let factor = ten(own - *decimals)?;
    if values.iter().any(|held| held.checked_mul(factor).is_none()) {
        return None;
    }
    for held in values.iter_mut() {
        *held *= factor;
    }
    *decimals = own;
    Some(units)
}

fn ten(power: u8) -> Option<i64> {
    10i64.checked_pow(u32::from(power))
}
