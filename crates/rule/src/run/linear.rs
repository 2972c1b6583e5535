//! Weighted sums against zero, in whole numbers.

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
    /// No sum over the table leaves 64 bits.
    fits: bool,
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
    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    pub(super) fn chunk<const W: usize>(&self, columns: &[Numbers<'_>], start: usize) -> Planes<W> {
        let mut planes = Planes::EMPTY;
        for (word, (yes, no)) in planes.yes.iter_mut().zip(&mut planes.no).enumerate() {
            let row = start + word * 64;
            let mut known = self.form.known(columns, row);
            if let Some(divisor) = &self.divisor {
                known &= divisor.known(columns, row);
            }
            if known == 0 {
                continue;
            }
            let mut signs = self.form.signs(columns, row);
            if let Some(divisor) = &self.divisor {
                let of = divisor.signs(columns, row);
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
        let terms: Vec<(usize, i64)> = form
            .terms
            .iter()
            .map(|(column, _)| Some((*column, whole.next()?)))
            .collect::<Option<_>>()?;
        let constant = whole.next()?;
        let most = terms.iter().try_fold(i128::from(constant).abs(), |most, (column, weight)| {
            let part = i128::from(*weight).abs() * i128::from(columns.get(*column)?.largest());
            most.checked_add(part)
        });
        let fits = most.is_some_and(|most| most <= i128::from(i64::MAX));
        Some(Self { terms, constant, fits })
    }

    #[inline]
    fn known(&self, columns: &[Numbers<'_>], row: usize) -> u64 {
        self.terms.iter().fold(u64::MAX, |known, (column, _)| {
            let words = columns.get(*column).map(|column| column.known.words());
            known & words.and_then(|words| words.get(row / 64)).copied().unwrap_or(0)
        })
    }

    /// The signs of 64 sums from `row`.
    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn signs(&self, columns: &[Numbers<'_>], row: usize) -> Signs {
        if !self.fits {
            return self.long_signs(columns, row);
        }
        let mut sums = [self.constant; 64];
        for (column, weight) in &self.terms {
            if let Some(column) = columns.get(*column) {
                kernel::with_block(&column.values, row, |block| {
                    kernel::add(&mut sums, block, *weight);
                });
            }
        }
        Signs { above: kernel::at_least(&sums, 1), below: !kernel::at_least(&sums, 0) }
    }

    /// The same in 128 bits, for sums that could leave 64.
    fn long_signs(&self, columns: &[Numbers<'_>], row: usize) -> Signs {
        let mut signs = Signs::default();
        for bit in 0..64 {
            let mut sum = i128::from(self.constant);
            for (column, weight) in &self.terms {
                let value = columns.get(*column).and_then(|column| column.values.get(row + bit));
                let part = i128::from(*weight) * i128::from(value.copied().unwrap_or(0));
                sum = sum.saturating_add(part);
            }
            signs.above |= u64::from(sum > 0) << bit;
            signs.below |= u64::from(sum < 0) << bit;
        }
        signs
    }
}
