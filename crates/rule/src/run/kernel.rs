//! Comparing 64 rows at a time into a word of bits.
//!
//! The loops are plain: within `pulp`'s dispatch the compiler turns them into the widest
//! comparisons that the machine has.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use crate::run::{Chunk, WORDS};

/// One bit for each of 64 numbers that is at least `bound`.
#[inline(always)]
pub(super) fn at_least(numbers: &[i64; 64], bound: i64) -> u64 {
    let mut word = 0;
    for (bit, number) in numbers.iter().enumerate() {
        word |= u64::from(*number >= bound) << bit;
    }
    word
}

/// One bit for each of 64 numbers above 0.
#[inline(always)]
pub(super) fn positive(numbers: &[f64; 64]) -> u64 {
    let mut word = 0;
    for (bit, number) in numbers.iter().enumerate() {
        word |= u64::from(*number > 0.0) << bit;
    }
    word
}

/// Applies `make` to every block of 64 rows from `start`, the last one filled up with zeros.
#[inline(always)]
pub(super) fn blocks(numbers: &[i64], start: usize, mut make: impl FnMut(usize, &[i64; 64])) {
    let from = numbers.get(start.min(numbers.len())..).unwrap_or_default();
    let (whole, rest) = from.as_chunks::<64>();
    for (word, block) in whole.iter().take(WORDS).enumerate() {
        make(word, block);
    }
    if whole.len() < WORDS && !rest.is_empty() {
        let mut block = [0; 64];
        for (slot, number) in block.iter_mut().zip(rest) {
            *slot = *number;
        }
        make(whole.len(), &block);
    }
}

/// The words of a bitmap from row `start`.
pub(super) fn words(bits: &[u64], start: usize) -> Chunk {
    let mut chunk = [0; WORDS];
    let from = bits.get((start / 64).min(bits.len())..).unwrap_or_default();
    for (slot, word) in chunk.iter_mut().zip(from) {
        *slot = *word;
    }
    chunk
}
