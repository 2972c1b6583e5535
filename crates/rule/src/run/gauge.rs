//! Reading gauges: the whole numbers of a chunk of rows, and where they are known.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use pulp::Simd;

use crate::plan::{Gauge, Whole};
use crate::run::column::Numbers;
use crate::run::{kernel, quotient};

/// The numbers of a chunk, 64 rows a word, and the rows where they are known.
pub(super) type Reading<'r, const W: usize> = (&'r [[i64; 64]], [u64; W]);

impl Gauge {
    /// Reads the rows from `start`; what is not at hand is worked out in `room`.
    #[inline(always)]
    pub(super) fn read<'r, S: Simd, const W: usize>(
        &self,
        simd: S,
        (columns, start): (&'r [Numbers<'_>], usize),
        room: &'r mut Vec<[i64; 64]>,
    ) -> Reading<'r, W> {
        room.resize(W, [0; 64]);
        let words = room.iter_mut().enumerate().map(|(at, word)| (start + at * 64, word));
        let mut known = [u64::MAX; W];
        match self {
            Self::Column(column) => {
                known = known_in(columns, *column, start);
                let values = columns.get(*column).map(|column| &*column.values).unwrap_or_default();
                let whole = values.get(start..).unwrap_or_default().as_chunks().0;
                if let Some(block) = whole.get(..W) {
                    return (block, known);
                }
                for (row, word) in words {
                    *word = kernel::block(values, row);
                }
            }
            Self::Sum(sum) => {
                sum.leave_known(columns, start, &mut known);
                for (row, word) in words {
                    *word = sum.numbers(columns, row);
                }
            }
            Self::Quotient { above, below, parts } => {
                above.leave_known(columns, start, &mut known);
                below.leave_known(columns, start, &mut known);
                let (mut upper, mut lower) = ([0; 64], [0; 64]);
                for ((row, word), known) in words.zip(&mut known) {
                    let above = above.seen(columns, row, &mut upper);
                    let below = below.seen(columns, row, &mut lower);
                    *known &= !kernel::zeros(simd, below);
                    quotient::halves(above, below, *parts, word);
                }
            }
        }
        (room, known)
    }
}

#[inline(always)]
fn known_in<const W: usize>(columns: &[Numbers<'_>], column: usize, start: usize) -> [u64; W] {
    columns.get(column).map_or([0; W], |column| kernel::words(column.known.words(), start))
}

impl Whole {
    /// Takes out the rows where a column is unknown.
    #[inline(always)]
    fn leave_known<const W: usize>(
        &self,
        columns: &[Numbers<'_>],
        start: usize,
        known: &mut [u64; W],
    ) {
        for (column, _) in &self.terms {
            for (known, here) in known.iter_mut().zip(known_in::<W>(columns, *column, start)) {
                *known &= here;
            }
        }
    }

    /// The sums of 64 rows where they stand in a column, or else worked out in `room`.
    #[inline(always)]
    fn seen<'r>(
        &self,
        columns: &'r [Numbers<'_>],
        row: usize,
        room: &'r mut [i64; 64],
    ) -> &'r [i64; 64] {
        if let ([(column, 1)], 0) = (self.terms.as_slice(), self.constant)
            && let Some(column) = columns.get(*column)
            && let Some(block) = column.values.get(row..).and_then(<[i64]>::first_chunk)
        {
            return block;
        }
        *room = self.numbers(columns, row);
        room
    }

    /// The sums of 64 rows; one that leaves 64 bits stays at their end.
    #[inline(always)]
    fn numbers(&self, columns: &[Numbers<'_>], row: usize) -> [i64; 64] {
        let block = |column: usize| {
            let values = columns.get(column).map(|column| &*column.values).unwrap_or_default();
            kernel::block(values, row)
        };
        let mut sums = [self.constant; 64];
        let mut most = i128::from(self.constant).abs();
        for (column, weight) in &self.terms {
            let numbers = block(*column);
            kernel::add(&mut sums, &numbers, *weight);
            let largest = i128::from(kernel::largest(&numbers));
            most = most.saturating_add(largest.saturating_mul(i128::from(*weight).abs()));
        }
        if most > i128::from(i64::MAX) {
            self.long_sums(columns, row, &mut sums);
        }
        sums
    }

    /// The same in 128 bits, for sums that could leave 64.
    #[cold]
    fn long_sums(&self, columns: &[Numbers<'_>], row: usize, sums: &mut [i64; 64]) {
        for (bit, slot) in sums.iter_mut().enumerate() {
            let mut sum = i128::from(self.constant);
            for (column, weight) in &self.terms {
                let value = columns.get(*column).and_then(|column| column.values.get(row + bit));
                let part = i128::from(*weight) * i128::from(value.copied().unwrap_or(0));
                sum = sum.saturating_add(part);
            }
            *slot = i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
        }
    }
}
