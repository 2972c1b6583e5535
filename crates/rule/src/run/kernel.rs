//! Comparing and adding 64 rows at a time.
//!
//! The loops are plain: within `pulp`'s dispatch the compiler turns them into the widest
//! instructions that the machine has.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

/// One bit for each of 64 numbers that is at least `bound`.
#[inline(always)]
pub(super) fn at_least(numbers: &[i64; 64], bound: i64) -> u64 {
    let mut word = 0;
    for (bit, number) in numbers.iter().enumerate() {
        word |= u64::from(*number >= bound) << bit;
    }
    word
}

/// One bit for each of 64 places whose bit in `set` is one; a place is below 64.
#[inline(always)]
pub(super) fn members(places: &[u32; 64], set: u64) -> u64 {
    let mut word = 0;
    for (bit, place) in places.iter().enumerate() {
        word |= (set >> (place & 63) & 1) << bit;
    }
    word
}

/// Adds `weight` times each number to its sum. The sums fit: see [`crate::run::linear`].
#[inline(always)]
pub(super) fn add(sums: &mut [i64; 64], numbers: &[i64; 64], weight: i64) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum = sum.wrapping_add(number.wrapping_mul(weight));
    }
}

/// Puts `points` where a bit of `set` is one.
#[inline(always)]
pub(super) fn put(rows: &mut [i32; 64], set: u64, points: i32) {
    for (bit, row) in rows.iter_mut().enumerate() {
        *row = if set >> bit & 1 == 1 { points } else { *row };
    }
}

/// Calls `make` with the 64 values from row `start`, filled up where the column ends.
#[inline(always)]
pub(super) fn with_block<T: Copy + Default>(
    values: &[T],
    start: usize,
    mut make: impl FnMut(&[T; 64]),
) {
    let from = values.get(start..).unwrap_or_default();
    if let Some(block) = from.first_chunk::<64>() {
        make(block);
    } else {
        let mut block = [T::default(); 64];
        for (slot, value) in block.iter_mut().zip(from) {
            *slot = *value;
        }
        make(&block);
    }
}

/// The words of a bitmap from row `start`, which begins a word.
#[inline(always)]
pub(super) fn words<const W: usize>(bits: &[u64], start: usize) -> [u64; W] {
    let mut chunk = [0; W];
    let from = bits.get(start / 64..).unwrap_or_default();
    for (slot, word) in chunk.iter_mut().zip(from) {
        *slot = *word;
    }
    chunk
}
