//! Sizes as in life: many small, few large, spread evenly on a scale of doublings.

use crate::rng::Rng;

/// Two to the power of sixteenths, in ten-thousandths.
const ROOTS: [i64; 16] = [
    10_000, 10_443, 10_905, 11_388, 11_892, 12_419, 12_968, 13_543, 14_142, 14_768, 15_422, 16_105,
    16_818, 17_563, 18_340, 19_152,
];

/// A log-normal number with that median; the standard deviation is given in sixteenths of a
/// doubling.
pub(crate) fn spread(rng: &mut Rng, median: i64, deviation: i64) -> i64 {
    times(median, normal(rng) * deviation / 1_000)
}

/// A normal number in thousandths of its standard deviation: the sum of twelve even ones.
pub(crate) fn normal(rng: &mut Rng) -> i64 {
    (0..12).map(|_| rng.below(1_001)).sum::<i64>() - 6_000
}

/// `amount` doubled so many sixteenths of a time.
fn times(amount: i64, sixteenths: i64) -> i64 {
    let root = usize::try_from(sixteenths.rem_euclid(16)).unwrap_or(0);
    let root = i128::from(ROOTS.get(root).copied().unwrap_or(10_000));
    let doublings = sixteenths.div_euclid(16);
    let shift = u32::try_from(doublings.abs().min(40)).unwrap_or(0);
    let exact = i128::from(amount) * root;
    let whole = if doublings < 0 { exact >> shift } else { exact << shift };
    i64::try_from(whole / 10_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_sixteenths_double() {
        assert_eq!((times(300, 16), times(300, -16), times(300, 0)), (600, 150, 300));
        // The square root of two.
        assert_eq!((times(10_000, 8), times(10_000, -8)), (14_142, 7_071));
    }

    #[test]
    fn half_are_below_the_median_and_one_in_six_a_deviation_above() {
        let mut rng = Rng::of(7, 0);
        let drawn: Vec<i64> = (0..10_000).map(|_| spread(&mut rng, 1_000, 16)).collect();
        let below = drawn.iter().filter(|drawn| **drawn < 1_000).count();
        let above = drawn.iter().filter(|drawn| **drawn >= 2_000).count();
        assert!((4_800..5_200).contains(&below), "{below}");
        assert!((1_450..1_750).contains(&above), "{above}");
    }
}
