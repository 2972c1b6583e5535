//! Quotients of whole numbers, counted in half steps: guessed in doubles, settled exactly.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use crate::run::kernel;

/// Steps beyond which a quotient is not told apart: twice what a bound can ask for, and few
/// enough for a guess to be wrong by less than one.
const FARTHEST: f64 = 1_125_899_906_842_624.0; // 2^50

/// Adding it to a double below 2^51 leaves the nearest whole number in the last bits.
const NEAREST: f64 = 6_755_399_441_055_744.0; // 2^52 + 2^51

/// Whole numbers up to it are doubles.
const LARGEST: u64 = 1 << 53;

/// For each pair of numbers twice the whole parts of their quotient, and one more where it lies
/// between two. Where the divisor is zero the outcome means nothing.
#[inline(always)]
pub(super) fn halves(above: &[i64; 64], below: &[i64; 64], parts: i64, out: &mut [i64; 64]) {
    let times = double(parts);
    let mut bits = kernel::folded(parts);
    for ((above, below), slot) in above.iter().zip(below).zip(out.iter_mut()) {
        bits |= kernel::folded(*above) | kernel::folded(*below);
        *slot = half(double(*above), double(*below), times);
    }
    if kernel::reach(bits) > LARGEST {
        long_halves(above, below, parts, out);
    }
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "looked at by who calls")]
#[inline(always)]
fn double(number: i64) -> f64 {
    number as f64
}

/// The guess is within one of the quotient; what is left over, a whole number below 2^53, is
/// exact in doubles, and its sign says on which side of the guess the quotient lies.
#[expect(clippy::float_arithmetic, reason = "nothing that is rounded is trusted")]
#[inline(always)]
fn half(above: f64, below: f64, parts: f64) -> i64 {
    let product = above * parts;
    let rounded = above.mul_add(parts, -product);
    let shifted = (product / below).clamp(-FARTHEST, FARTHEST) + NEAREST;
    let whole = shifted.to_bits().wrapping_sub(NEAREST.to_bits()).cast_signed();
    let rest = (NEAREST - shifted).mul_add(below, product) + rounded;
    let side = rest * below;
    let half = whole.wrapping_mul(2);
    let half = if side > 0.0 { half.wrapping_add(1) } else { half };
    if side < 0.0 { half.wrapping_sub(1) } else { half }
}

/// The same in 128 bits.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "kept within bounds")]
#[cold]
fn long_halves(above: &[i64; 64], below: &[i64; 64], parts: i64, out: &mut [i64; 64]) {
    let farthest = 1 << 62;
    for ((above, below), slot) in above.iter().zip(below).zip(out) {
        let (above, below) = (i128::from(*above) * i128::from(parts), i128::from(*below));
        let (above, below) = if below < 0 { (-above, -below) } else { (above, below) };
        let whole = above.checked_div_euclid(below).unwrap_or(0);
        let between = above.checked_rem_euclid(below).is_some_and(|rest| rest != 0);
        let halves = whole.saturating_mul(2) + i128::from(between);
        *slot = halves.clamp(-farthest, farthest) as i64;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The half steps of one pair, by the guess and in 128 bits.
    fn both(above: i64, below: i64, parts: i64) -> (i64, i64) {
        let (mut quick, mut long) = ([0; 64], [0; 64]);
        halves(&[above; 64], &[below; 64], parts, &mut quick);
        long_halves(&[above; 64], &[below; 64], parts, &mut long);
        (quick[63], long[63])
    }

    #[test]
    fn a_whole_quotient_is_even_and_one_between_two_is_odd() {
        let found = [(6, 2, 1), (7, 2, 1), (-7, 2, 1), (7, -2, 1), (1, 3, 10), (0, -5, 100)]
            .map(|(above, below, parts)| both(above, below, parts));
        assert_eq!(found, [(6, 6), (7, 7), (-7, -7), (-7, -7), (7, 7), (0, 0)]);
    }

    #[test]
    fn one_fen_is_told_apart_in_a_trillion_yuan() {
        let share = |above| both(above, 100_000_000_000_000, 10_000).0;
        assert_eq!(
            [3_000_000_000_000, 2_999_999_999_999, 3_000_000_000_001].map(share),
            [600, 599, 601]
        );
    }

    proptest! {
        #[test]
        fn the_guess_is_put_right(
            above in any::<i64>(),
            below in any::<i64>(),
            small in 0_u32..63,
            smaller in 0_u32..63,
            parts in 1_i64..1_000_000_000,
        ) {
            let below = (below >> smaller) | 1;
            let (quick, long) = both(above >> small, below, parts);
            let farthest = 1 << 50;
            if long.abs() <= farthest {
                prop_assert_eq!(quick, long);
            } else {
                prop_assert!(quick.signum() == long.signum() && quick.abs() > farthest);
            }
        }
    }
}
