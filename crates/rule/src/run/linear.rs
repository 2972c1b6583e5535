//! Weighted sums against zero, in whole numbers.

use pulp::Simd;

use crate::expr::Comparison;
use crate::number::Number;
use crate::plan::{Form, Linear};
use crate::run::Planes;
use crate::run::column::Numbers;
use crate::run::kernel::{self, Bytes};

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

/// Which sums of a chunk lie above zero, and which do not lie below.
struct Signs<const W: usize> {
    above: [Bytes; W],
    not_below: [Bytes; W],
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
    pub(super) fn chunk<S: Simd, const W: usize>(
        &self,
        simd: S,
        columns: &[Numbers<'_>],
        start: usize,
    ) -> Planes<W> {
        let mut planes = Planes::EMPTY;
        let form = self.form.signs::<S, W>(simd, columns, start);
        let divisor =
            self.divisor.as_ref().map(|divisor| divisor.signs::<S, W>(simd, columns, start));
        for (word, (yes, no)) in planes.yes.iter_mut().zip(&mut planes.no).enumerate() {
            let row = start + word * 64;
            let mut known = self.form.known(columns, row);
            let (mut above, mut below) = form.word(word);
            if let (Some(divisor), Some(signs)) = (&self.divisor, &divisor) {
                let (over, under) = signs.word(word);
                known &= divisor.known(columns, row) & (over | under);
                (above, below) = (above & over | below & under, below & over | above & under);
            }
            let holds = match self.comparison {
                Comparison::Equal => !(above | below),
                Comparison::Unequal => above | below,
                Comparison::Less => below,
                Comparison::AtMost => !above,
                Comparison::More => above,
                Comparison::AtLeast => !below,
            };
            *yes = holds & known;
            *no = known & !holds;
        }
        planes
    }
}

impl<const W: usize> Signs<W> {
    /// The rows above and below zero among 64.
    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn word(&self, at: usize) -> (u64, u64) {
        match (self.above.get(at), self.not_below.get(at)) {
            (Some(above), Some(not_below)) => {
                (u64::from_le_bytes(*above), !u64::from_le_bytes(*not_below))
            }
            _ => (0, 0),
        }
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

    /// The signs of the sums of the rows from `start`.
    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn signs<S: Simd, const W: usize>(
        &self,
        simd: S,
        columns: &[Numbers<'_>],
        start: usize,
    ) -> Signs<W> {
        let mut signs = Signs { above: [[0; 8]; W], not_below: [[0; 8]; W] };
        let words = signs.above.iter_mut().zip(&mut signs.not_below);
        for (word, (above, not_below)) in words.enumerate() {
            let row = start + word * 64;
            if !self.fits {
                (*above, *not_below) = self.long_signs(columns, row);
                continue;
            }
            let mut sums = [self.constant; 64];
            for (column, weight) in &self.terms {
                let Some(column) = columns.get(*column) else { continue };
                match kernel::whole_block(&column.values, row) {
                    Some(block) => kernel::add(&mut sums, block, *weight),
                    None => {
                        kernel::add(&mut sums, &kernel::last_block(&column.values, row), *weight);
                    }
                }
            }
            kernel::at_least(simd, &sums, 1, above);
            kernel::at_least(simd, &sums, 0, not_below);
        }
        signs
    }

    /// The same in 128 bits, for sums that could leave 64.
    fn long_signs(&self, columns: &[Numbers<'_>], row: usize) -> (Bytes, Bytes) {
        let (mut above, mut not_below) = (0_u64, 0_u64);
        for bit in 0..64 {
            let mut sum = i128::from(self.constant);
            for (column, weight) in &self.terms {
                let value = columns.get(*column).and_then(|column| column.values.get(row + bit));
                let part = i128::from(*weight) * i128::from(value.copied().unwrap_or(0));
                sum = sum.saturating_add(part);
            }
            above |= u64::from(sum > 0) << bit;
            not_below |= u64::from(sum >= 0) << bit;
        }
        (above.to_le_bytes(), not_below.to_le_bytes())
    }
}
