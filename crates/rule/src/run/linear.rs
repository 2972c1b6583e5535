//! Weighted sums against zero: in doubles with a bound on their error, and exactly for the
//! rows that are too close to call.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::inline_always,
    reason = "a double only decides a row whose sum is further from zero than its error can be"
)]

use crate::expr::Comparison;
use crate::number::Number;
use crate::plan::{Form, Linear};
use crate::run::column::Numbers;
use crate::run::{Planes, kernel};

/// A form over whole numbers: the same sign as the form over quantities.
#[derive(Clone, Debug)]
struct Whole {
    terms: Vec<(usize, i64)>,
    constant: i64,
}

/// A comparison of a form with zero, made ready.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    form: Whole,
    divisor: Option<Whole>,
    comparison: Comparison,
}

/// Signs of 64 sums: above zero, below zero.
#[derive(Clone, Copy, Default)]
struct Signs {
    above: u64,
    below: u64,
}

/// 64 rows, and which of them are known.
#[derive(Clone, Copy)]
struct Rows {
    start: usize,
    known: u64,
}

impl Weighed {
    /// `None` where the weights do not fit into whole numbers.
    pub(super) fn new(linear: &Linear, columns: &[Numbers<'_>]) -> Option<Self> {
        let divisor = match &linear.divisor {
            Some(form) => Some(Whole::new(form, columns)?),
            None => None,
        };
        let form = Whole::new(&linear.form, columns)?;
        Some(Self { form, divisor, comparison: linear.comparison })
    }

    /// The comparison for the rows from `start`.
    pub(super) fn chunk(&self, arch: pulp::Arch, columns: &[Numbers<'_>], start: usize) -> Planes {
        let mut planes = Planes::EMPTY;
        let words = planes.yes.iter_mut().zip(&mut planes.no).enumerate();
        for (word, (yes, no)) in words {
            let row = start + word * 64;
            let mut known = self.form.known(columns, row);
            if let Some(divisor) = &self.divisor {
                known &= divisor.known(columns, row);
            }
            if known == 0 {
                continue;
            }
            let rows = Rows { start: row, known };
            let mut signs = self.form.signs(arch, columns, rows);
            if let Some(divisor) = &self.divisor {
                let of = divisor.signs(arch, columns, rows);
                known &= of.above | of.below;
                signs = Signs {
                    above: signs.above & of.above | signs.below & of.below,
                    below: signs.below & of.above | signs.above & of.below,
                };
            }
            let holds = match self.comparison {
                Comparison::Equal => !(signs.above | signs.below),
                Comparison::Unequal => signs.above | signs.below,
                Comparison::Less => signs.below,
                Comparison::AtMost => !signs.above,
                Comparison::More => signs.above,
                Comparison::AtLeast => !signs.below,
            };
            *yes = holds & known;
            *no = known & !holds;
        }
        planes
    }
}

impl Whole {
    /// The form with every weight multiplied up to a whole number.
    fn new(form: &Form, columns: &[Numbers<'_>]) -> Option<Self> {
        let mut weights = Vec::with_capacity(form.terms.len());
        for (column, weight) in &form.terms {
            let unit = Number::from_scaled(1, columns.get(*column)?.decimals);
            weights.push(weight.checked_mul(&unit)?);
        }
        weights.push(form.constant.clone().unwrap_or(Number::ZERO));
        let mut whole = Number::common_scale(&weights)?.into_iter();
        let terms = form
            .terms
            .iter()
            .map(|(column, _)| Some((*column, whole.next()?)))
            .collect::<Option<_>>()?;
        Some(Self { terms, constant: whole.next()? })
    }

    fn known(&self, columns: &[Numbers<'_>], row: usize) -> u64 {
        self.terms.iter().fold(u64::MAX, |known, (column, _)| {
            let words = columns.get(*column).map(|column| column.known.words());
            known & words.and_then(|words| words.get(row / 64)).copied().unwrap_or(0)
        })
    }

    /// The signs of 64 sums.
    fn signs(&self, arch: pulp::Arch, columns: &[Numbers<'_>], rows: Rows) -> Signs {
        let mut sum = [self.constant as f64; 64];
        let mut size = [self.constant.unsigned_abs() as f64; 64];
        for (column, weight) in &self.terms {
            let Some(column) = columns.get(*column) else { continue };
            let weight = *weight as f64;
            arch.dispatch(
                #[inline(always)]
                || {
                    with_block(column.values.as_ref(), rows.start, |block| {
                        add(&mut sum, &mut size, block, weight);
                    });
                },
            );
        }
        // Each of n terms is rounded when read, when weighed and when added; so is the bound.
        let error = f64::EPSILON * (2 * self.terms.len() + 4) as f64;
        let signs = arch.dispatch(
            #[inline(always)]
            || clear(&sum, &size, error),
        );
        self.settled(signs, columns, rows)
    }

    /// Looks a second time, exactly, at the rows whose sum is too close to zero.
    fn settled(&self, mut signs: Signs, columns: &[Numbers<'_>], rows: Rows) -> Signs {
        let mut close = rows.known & !(signs.above | signs.below);
        while close != 0 {
            let bit = close.trailing_zeros();
            close &= close - 1;
            let at = rows.start + bit as usize;
            let mut sum = i128::from(self.constant);
            for (column, weight) in &self.terms {
                let value = columns.get(*column).and_then(|column| column.values.get(at));
                let part = i128::from(*weight) * i128::from(value.copied().unwrap_or(0));
                sum = sum.saturating_add(part);
            }
            match sum.signum() {
                1 => signs.above |= 1 << bit,
                -1 => signs.below |= 1 << bit,
                _ => {}
            }
        }
        signs
    }
}

/// The 64 values from `row`, filled up with zeros at the end.
#[inline(always)]
fn with_block(values: &[i64], row: usize, mut make: impl FnMut(&[i64; 64])) {
    let from = values.get(row.min(values.len())..).unwrap_or_default();
    match from.first_chunk::<64>() {
        Some(block) => make(block),
        None => kernel::blocks(values, row, |word, block| {
            if word == 0 {
                make(block);
            }
        }),
    }
}

#[inline(always)]
fn add(sum: &mut [f64; 64], size: &mut [f64; 64], block: &[i64; 64], weight: f64) {
    for ((sum, size), value) in sum.iter_mut().zip(size.iter_mut()).zip(block) {
        let part = *value as f64 * weight;
        *sum += part;
        *size += part.abs();
    }
}

/// The signs that are certain for sums whose terms are this large together.
#[inline(always)]
fn clear(sum: &[f64; 64], size: &[f64; 64], error: f64) -> Signs {
    let mut above = [0.0; 64];
    let mut below = [0.0; 64];
    for ((above, below), (sum, size)) in above.iter_mut().zip(&mut below).zip(sum.iter().zip(size))
    {
        let bound = size * error;
        *above = sum - bound;
        *below = -sum - bound;
    }
    Signs { above: kernel::positive(&above), below: kernel::positive(&below) }
}
