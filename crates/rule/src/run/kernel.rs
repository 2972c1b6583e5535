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

/// Whether a comparison of eight numbers gives a byte: left alone, the compiler would spread its
/// bits over a register and gather them again.
#[inline(always)]
fn has_byte_masks<S: Simd>() -> bool {
    S::I64_LANES == 8 && size_of::<S::m64s>() == 1
}

/// One bit for each of 64 numbers that is at least `bound`.
#[inline(always)]
pub(super) fn at_least<S: Simd>(simd: S, numbers: &[i64; 64], bound: i64, out: &mut Bytes) {
    if has_byte_masks::<S>() {
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
    let numbers: &[u64; 64] = bytemuck::cast_ref(numbers);
    if has_byte_masks::<S>() {
        let (mut zeros, zero) = ([0; 8], simd.splat_u64s(0));
        for (byte, eight) in zeros.iter_mut().zip(S::as_simd_u64s(numbers).0) {
            *byte = bytemuck::cast(simd.equal_u64s(*eight, zero));
        }
        return u64::from_le_bytes(zeros);
    }
    let mut word = 0;
    for (bit, number) in numbers.iter().enumerate() {
        word |= u64::from(*number == 0) << bit;
    }
    word
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

/// Adds the points at 64 numbers to both bounds, or what is open where a number is not known.
#[inline(always)]
pub(super) fn climb<S: Simd>(
    simd: S,
    stairs: &Stairs,
    (numbers, known): (&[i64; 64], u64),
    (low, high): (&mut [i64; 64], &mut [i64; 64]),
) {
    let (least, most) = stairs.open;
    if has_byte_masks::<S>() {
        let (low, high) = (S::as_mut_simd_i64s(low).0, S::as_mut_simd_i64s(high).0);
        let climbed = climbed(simd, stairs, S::as_simd_i64s(numbers).0.first_chunk::<8>());
        let (least, most) = (simd.splat_i64s(least), simd.splat_i64s(most));
        for (((low, high), climbed), known) in
            low.iter_mut().zip(high).zip(climbed).zip(known.to_le_bytes())
        {
            let known = bytemuck::checked::cast(known);
            *low = simd.add_i64s(*low, simd.select_i64s(known, climbed, least));
            *high = simd.add_i64s(*high, simd.select_i64s(known, climbed, most));
        }
        return;
    }
    let mut points = [stairs.base; 64];
    for (bound, rise) in &stairs.rises {
        for (points, number) in points.iter_mut().zip(numbers) {
            *points += if number >= bound { *rise } else { 0 };
        }
    }
    for (bit, (points, (low, high))) in points.iter().zip(low.iter_mut().zip(high)).enumerate() {
        let known = known >> bit & 1 == 1;
        *low += if known { *points } else { least };
        *high += if known { *points } else { most };
    }
}

/// The points at 64 numbers in eight registers, one bound after the other.
#[inline(always)]
fn climbed<S: Simd>(simd: S, stairs: &Stairs, numbers: Option<&[S::i64s; 8]>) -> [S::i64s; 8] {
    let mut climbed = [simd.splat_i64s(stairs.base); 8];
    let Some(numbers) = numbers else { return climbed };
    for (bound, rise) in &stairs.rises {
        let (bound, rise) = (simd.splat_i64s(*bound), simd.splat_i64s(*rise));
        for (climbed, numbers) in climbed.iter_mut().zip(numbers) {
            let reached = simd.greater_than_or_equal_i64s(*numbers, bound);
            let rise = simd.select_i64s(reached, rise, simd.splat_i64s(0));
            *climbed = simd.add_i64s(*climbed, rise);
        }
    }
    climbed
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

#[cfg(test)]
mod tests {
    use pulp::{Arch, Scalar, WithSimd};

    use super::*;

    /// The bounds after climbing stairs of two steps, from nothing.
    struct Climbing {
        numbers: [i64; 64],
        known: u64,
    }

    impl WithSimd for Climbing {
        type Output = ([i64; 64], [i64; 64]);

        fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
            let stairs = Stairs { gauge: 0, base: 1, rises: vec![(10, 2), (20, 4)], open: (-3, 9) };
            let (mut low, mut high) = ([0; 64], [100; 64]);
            climb(simd, &stairs, (&self.numbers, self.known), (&mut low, &mut high));
            (low, high)
        }
    }

    #[test]
    fn stairs_are_climbed_alike_by_every_machine() {
        let mut numbers = [9; 64];
        (numbers[1], numbers[2], numbers[3], numbers[63]) = (10, 19, 20, 21);
        let known = !(1 << 2 | 1 << 62);
        let (mut low, mut high) = ([1; 64], [101; 64]);
        (low[1], low[2], low[3], low[62], low[63]) = (3, -3, 7, -3, 7);
        (high[1], high[2], high[3], high[62], high[63]) = (103, 109, 107, 109, 107);
        let climbing = || Climbing { numbers, known };
        assert_eq!(climbing().with_simd(Scalar::new()), (low, high));
        assert_eq!(Arch::new().dispatch(climbing()), (low, high));
    }
}
