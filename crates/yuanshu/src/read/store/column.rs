//! A column that grows by positions, with the narrowest form that its values allow.

use std::collections::HashMap;

use rule::bits::Bits;
use rule::fact::Type;
use rule::table::{Column, Values};
use zone::enterprise::normalised;
use zone::fact::Stated;

use super::grown;
use crate::read::cell::Reading;

/// Values with the bits that say which of them are known.
#[derive(Clone, Debug)]
pub(crate) struct Growing {
    pub(crate) known: Bits,
    pub(crate) cells: Cells,
}

/// The values; what stands in unknown positions means nothing.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    Number { values: Vec<i64>, decimals: u8 },
    Bool(Bits),
    Text { codes: Vec<u32>, words: Vec<String>, index: HashMap<String, u32> },
    Day(Vec<i32>),
    Days(Vec<i64>),
    Months(Vec<i64>),
}

impl Growing {
    pub(crate) fn new(of: &Type) -> Self {
        let cells = match of {
            Type::Number(dimension) => {
                let decimals = if *dimension == base::Dimension::MONEY { 2 } else { 0 };
                Cells::Number { values: Vec::new(), decimals }
            }
            Type::Text => {
                Cells::Text { codes: Vec::new(), words: Vec::new(), index: HashMap::new() }
            }
            Type::Date => Cells::Day(Vec::new()),
            Type::Days => Cells::Days(Vec::new()),
            Type::Months => Cells::Months(Vec::new()),
            Type::Bool | Type::List(_) | Type::Range(_) | Type::Record(_) | Type::Null => {
                Cells::Bool(Bits::default())
            }
        };
        Self { known: Bits::default(), cells }
    }

    /// Sets a value; false where it does not fit beside the others.
    pub(crate) fn set(&mut self, position: usize, value: Reading) -> bool {
        let fits = match (&mut self.cells, value) {
            (Cells::Number { values, decimals }, Reading::Number(value, own)) => {
                match aligned(values, decimals, value, own) {
                    Some(value) => {
                        place(values, position, value);
                        true
                    }
                    None => false,
                }
            }
            (Cells::Bool(bits), Reading::Bool(truth)) => {
                extend(bits, position);
                bits.set(position, truth);
                true
            }
            (Cells::Text { codes, words, index }, Reading::Text(word)) => {
                let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
                let code = *index.entry(word).or_insert_with_key(|word| {
                    words.push(word.clone());
                    next
                });
                place(codes, position, code);
                true
            }
            (Cells::Day(days), Reading::Day(day)) => {
                place(days, position, day);
                true
            }
            (Cells::Days(spans), Reading::Days(span))
            | (Cells::Months(spans), Reading::Months(span)) => {
                place(spans, position, span);
                true
            }
            _ => false,
        };
        if fits {
            extend(&mut self.known, position);
            self.known.set(position, true);
        }
        fits
    }

    /// Gives back the room kept for growing.
    pub(crate) fn settle(&mut self) {
        match &mut self.cells {
            Cells::Number { values, .. } => values.shrink_to_fit(),
            Cells::Bool(_) => {}
            Cells::Text { codes, words, index } => {
                codes.shrink_to_fit();
                words.shrink_to_fit();
                *index = HashMap::new();
            }
            Cells::Day(days) => days.shrink_to_fit(),
            Cells::Days(spans) | Cells::Months(spans) => spans.shrink_to_fit(),
        }
    }

    /// Whether the value at a position, taken as known, is this one.
    pub(crate) fn equals(&self, position: usize, value: &Reading) -> bool {
        match (&self.cells, value) {
            (Cells::Number { values, decimals }, Reading::Number(value, own)) => {
                let held = values.get(position).map(|held| scaled(*held, *decimals));
                held.is_some_and(|held| held == scaled(*value, *own))
            }
            (Cells::Bool(bits), Reading::Bool(truth)) => bits.get(position) == *truth,
            (Cells::Text { codes, words, .. }, Reading::Text(word)) => {
                let held = codes.get(position).and_then(|code| words.get(super::at(*code)));
                held.is_some_and(|held| held == word || normalised(held) == normalised(word))
            }
            (Cells::Day(days), Reading::Day(day)) => days.get(position) == Some(day),
            (Cells::Days(spans), Reading::Days(span))
            | (Cells::Months(spans), Reading::Months(span)) => spans.get(position) == Some(span),
            _ => false,
        }
    }

    /// The figure at a position, where one is known.
    pub(crate) fn figure(&self, position: usize) -> Option<(i64, u8)> {
        match &self.cells {
            Cells::Number { values, decimals } if self.known.get(position) => {
                Some((*values.get(position)?, *decimals))
            }
            _ => None,
        }
    }

    /// The text at a position, where one is known.
    pub(crate) fn text(&self, position: usize) -> Option<&str> {
        match &self.cells {
            Cells::Text { codes, words, .. } if self.known.get(position) => {
                words.get(super::at(*codes.get(position)?)).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The value at a position, where one is known.
    pub(crate) fn stated(&self, position: usize) -> Option<Stated> {
        if !self.known.get(position) {
            return None;
        }
        match &self.cells {
            Cells::Number { values, decimals } => {
                let units = *values.get(position)?;
                Some(Stated::Number { units, decimals: *decimals })
            }
            Cells::Bool(bits) => Some(Stated::Bool(bits.get(position))),
            Cells::Text { codes, words, .. } => {
                let word = words.get(super::at(*codes.get(position)?))?;
                Some(Stated::Text(word.clone()))
            }
            Cells::Day(days) => days.get(position).copied().map(Stated::Date),
            Cells::Days(spans) => spans.get(position).copied().map(Stated::Days),
            Cells::Months(spans) => spans.get(position).copied().map(Stated::Months),
        }
    }

    /// Of its figures; 0 where it holds none.
    pub(crate) fn decimals(&self) -> u8 {
        match &self.cells {
            Cells::Number { decimals, .. } => *decimals,
            _ => 0,
        }
    }

    /// As the engine wants it, with `rows` rows.
    pub(crate) fn column(&self, rows: usize) -> Column {
        let values = match &self.cells {
            Cells::Number { values, decimals } => {
                Values::Number { values: padded(values, rows), decimals: *decimals }
            }
            Cells::Bool(bits) => Values::Bool(cut(bits, rows)),
            Cells::Text { codes, words, .. } => {
                Values::Text { codes: padded(codes, rows), words: words.clone() }
            }
            Cells::Day(days) => Values::Date(padded(days, rows)),
            Cells::Days(spans) => Values::Days(padded(spans, rows)),
            Cells::Months(spans) => Values::Months(padded(spans, rows)),
        };
        Column { known: cut(&self.known, rows), assumed: None, values }
    }

    /// The values at `order`, in that order.
    pub(crate) fn picked(&self, order: &[u32]) -> Column {
        let whole = self.column(self.known.len().max(order.len()));
        let pick = |bits: &Bits| order.iter().map(|from| bits.get(super::at(*from))).collect();
        let values = match &whole.values {
            Values::Number { values, decimals } => {
                Values::Number { values: taken(values, order), decimals: *decimals }
            }
            Values::Bool(bits) => Values::Bool(pick(bits)),
            Values::Text { codes, words } => {
                Values::Text { codes: taken(codes, order), words: words.clone() }
            }
            Values::Date(days) => Values::Date(taken(days, order)),
            Values::Days(spans) => Values::Days(taken(spans, order)),
            Values::Months(spans) => Values::Months(taken(spans, order)),
            Values::List { .. } => whole.values.clone(),
        };
        Column { known: pick(&whole.known), assumed: None, values }
    }
}

fn place<T: Copy + Default>(values: &mut Vec<T>, position: usize, value: T) {
    if values.len() <= position {
        values.resize(position + 1, T::default());
    }
    if let Some(slot) = values.get_mut(position) {
        *slot = value;
    }
}

fn extend(bits: &mut Bits, position: usize) {
    while bits.len() <= position {
        // Pushing keeps the words that are there.
        let missing = position + 1 - bits.len();
        if missing > 64 {
            *bits = grown(std::mem::take(bits), position + 1);
        } else {
            bits.push(false);
        }
    }
}

fn padded<T: Copy + Default>(values: &[T], rows: usize) -> Vec<T> {
    let mut values = values.to_vec();
    values.resize(rows, T::default());
    values
}

fn taken<T: Copy + Default>(values: &[T], order: &[u32]) -> Vec<T> {
    order.iter().map(|from| values.get(super::at(*from)).copied().unwrap_or_default()).collect()
}

fn cut(bits: &Bits, rows: usize) -> Bits {
    Bits::from_words(bits.words().to_vec(), rows)
}

/// The value with the column's decimals; the column takes more where the value needs them.
fn aligned(values: &mut [i64], decimals: &mut u8, value: i64, own: u8) -> Option<i64> {
    if own <= *decimals {
        return value.checked_mul(ten(*decimals - own)?);
    }
    let factor = ten(own - *decimals)?;
    if values.iter().any(|held| held.checked_mul(factor).is_none()) {
        return None;
    }
    for held in values.iter_mut() {
        *held *= factor;
    }
    *decimals = own;
    Some(value)
}

fn ten(power: u8) -> Option<i64> {
    10i64.checked_pow(u32::from(power))
}

/// Comparable whatever the decimals.
fn scaled(value: i64, decimals: u8) -> i128 {
    let most = crate::read::number::MOST_DECIMALS;
    i128::from(value) * i128::from(ten(most.saturating_sub(decimals)).unwrap_or(1))
}
