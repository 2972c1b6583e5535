//! Comparing and adding 64 rows at a time.
//!
//! Most loops are plain: within `pulp`'s dispatch the compiler turns them into the widest
//! instructions that the machine has. A closure would stand outside of it.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use pulp::Simd;
use pulp::bytemuck;

use crate::plan::Stairs;

/// One bit for each of 64 rows, in the order of bytes that a word has in memory.
type Bytes = [u8; 8];

/// One bit for each of 64 numbers that is at least `bound`.
#[inline(always)]
pub(super) fn at_least<S: Simd>(simd: S, numbers: &[i64; 64], bound: i64, out: &mut Bytes) {
    // Where a comparison of eight numbers gives a byte, the compiler would spread its bits over
    // a register and gather them again.
    if S::I64_LANES == 8 && size_of::<S::m64s>() == 1 {
        let bound = simd.splat_i64s(bound);
        for (byte, eight) in out.iter_mut().zip(S::as_simd_i64s(numbers).0) {
            *byte = bytemuck::cast(simd.greater_than_or_equal_i64s(*eight, bound));
        }
        return;
    }
    let mut word = 0;
    for (bit, number) in numbers.iter().enumerate() {
        word |= u64::from(*number >= bound) << bit;
    }
    *out = word.to_le_bytes();
}

/// One bit for each of 64 numbers that is zero.
#[inline(always)]
pub(super) fn zeros<S: Simd>(simd: S, numbers: &[i64; 64]) -> u64 {
    let (mut not_below, mut above) = ([0; 8], [0; 8]);
    at_least(simd, numbers, 0, &mut not_below);
    at_least(simd, numbers, 1, &mut above);
    u64::from_le_bytes(not_below) & !u64::from_le_bytes(above)
}

/// No number is further from zero than this, which is at most twice the furthest.
#[inline(always)]
pub(super) fn largest(numbers: &[i64; 64]) -> u64 {
    reach(numbers.iter().fold(0, |bits, number| bits | folded(*number)))
}

/// The number, or the one before its opposite where it is below zero.
#[inline(always)]
pub(super) fn folded(number: i64) -> u64 {
    (number ^ (number >> 63)).cast_unsigned()
}

/// The power of two that no number leaves whose folded bits are among these.
#[inline(always)]
pub(super) fn reach(bits: u64) -> u64 {
    1_u64.checked_shl(64 - bits.leading_zeros()).unwrap_or(u64::MAX)
}

/// Adds `weight` times each number to its sum; a sum that leaves 64 bits means nothing.
#[inline(always)]
pub(super) fn add(sums: &mut [i64; 64], numbers: &[i64; 64], weight: i64) {
    // Multiplying 64 bits takes three steps of adding them, and most weights are one.
    if weight == 1 {
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum = sum.wrapping_add(*number);
        }
        return;
    }
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum = sum.wrapping_add(number.wrapping_mul(weight));
    }
}

/// One bit for each of 64 places whose bit in `set` is one; a place is below 64.
#[inline(always)]
pub(super) fn members<S: Simd>(simd: S, places: &[u32; 64], set: u64) -> u64 {
    if S::U32_LANES == 16 && size_of::<S::m32s>() == 2 {
        return members_by_sixteens(simd, places, set);
    }
    let mut word = 0;
    for (bit, place) in places.iter().enumerate() {
        word |= (set >> (place & 63) & 1) << bit;
    }
    word
}

/// The same where a comparison of sixteen places gives two bytes.
#[inline(always)]
fn members_by_sixteens<S: Simd>(simd: S, places: &[u32; 64], set: u64) -> u64 {
    let half = |from: u64| simd.splat_u32s(u32::try_from(from & 0xFFFF_FFFF).unwrap_or(0));
    let (low, high, one) = (half(set), half(set >> 32), simd.splat_u32s(1));
    let (most, middle) = (simd.splat_u32s(31), simd.splat_u32s(32));
    let mut word = 0;
    for (at, sixteen) in S::as_simd_u32s(places).0.iter().enumerate() {
        let lower = simd.less_than_u32s(*sixteen, middle);
        let half = simd.select_u32s(lower, low, high);
        let bit = simd.wrapping_dyn_shr_u32s(half, simd.and_u32s(*sixteen, most));
        let inside: u16 = bytemuck::cast(simd.equal_u32s(simd.and_u32s(bit, one), one));
        word |= u64::from(inside) << (16 * at);
    }
    word
}

/// The points at 64 numbers: those of as many rows as a step of the machine takes in eight
/// registers, one bound after the other.
#[inline(always)]
pub(super) fn climbed<S: Simd>(simd: S, stairs: &Stairs, numbers: &[i64; 64]) -> [i64; 64] {
    let mut points = [stairs.base; 64];
    let eights = S::as_mut_simd_i64s(&mut points).0.as_chunks_mut::<8>().0.iter_mut();
    for (points, numbers) in eights.zip(S::as_simd_i64s(numbers).0.as_chunks::<8>().0) {
        let mut climbed = *points;
        for (bound, rise) in &stairs.rises {
            let (bound, rise) = (simd.splat_i64s(*bound), simd.splat_i64s(*rise));
            for (climbed, numbers) in climbed.iter_mut().zip(numbers) {
                let reached = simd.greater_than_or_equal_i64s(*numbers, bound);
                let rise = simd.select_i64s(reached, rise, simd.splat_i64s(0));
                *climbed = simd.add_i64s(*climbed, rise);
            }
        }
        *points = climbed;
    }
    points
}

/// Puts `points` where a bit of `set` is one.
#[inline(always)]
pub(super) fn put(rows: &mut [i64; 64], set: u64, points: i64) {
    for (bit, row) in rows.iter_mut().enumerate() {
        *row = if set >> bit & 1 == 1 { points } else { *row };
    }
}

/// Keeps the rows that are in both bitmaps.
#[inline(always)]
pub(super) fn keep<S: Simd, const W: usize>(simd: S, rows: &mut [u64; W], with: &[u64; W]) {
    let (wide, rest) = S::as_mut_simd_u64s(rows);
    let (with_wide, with_rest) = S::as_simd_u64s(with);
    for (rows, with) in wide.iter_mut().zip(with_wide) {
        *rows = simd.and_u64s(*rows, *with);
    }
    for (rows, with) in rest.iter_mut().zip(with_rest) {
        *rows &= with;
    }
}

/// Adds the rows of another bitmap.
#[inline(always)]
pub(super) fn add_rows<S: Simd, const W: usize>(simd: S, rows: &mut [u64; W], more: &[u64; W]) {
    let (wide, rest) = S::as_mut_simd_u64s(rows);
    let (more_wide, more_rest) = S::as_simd_u64s(more);
    for (rows, more) in wide.iter_mut().zip(more_wide) {
        *rows = simd.or_u64s(*rows, *more);
    }
    for (rows, more) in rest.iter_mut().zip(more_rest) {
        *rows |= more;
    }
}

/// The 64 values from row `start`; past the end they are nothing.
#[inline(always)]
pub(super) fn block<T: Copy + Default>(values: &[T], start: usize) -> [T; 64] {
    let rest = values.get(start..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| last_block(rest))
}

#[cold]
fn last_block<T: Copy + Default>(values: &[T]) -> [T; 64] {
    let mut block = [T::default(); 64];
    for (slot, value) in block.iter_mut().zip(values) {
        *slot = *value;
    }
    block
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
