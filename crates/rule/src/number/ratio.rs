//! Ratios of two machine words, in lowest terms: what nearly all numbers are.

use std::cmp::Ordering;

use super::Rounding;

/// A ratio in lowest terms; what stands below is above 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ratio {
    above: i64,
    below: i64,
}

impl Ratio {
    pub(super) const ZERO: Self = Self::whole(0);
    pub(super) const ONE: Self = Self::whole(1);

    pub(super) const fn whole(above: i64) -> Self {
        Self { above, below: 1 }
    }

    /// In lowest terms; `None` where these do not fit. `below` is not 0, and neither is as long
    /// as `i128` goes.
    pub(super) fn of(above: i128, below: i128) -> Option<Self> {
        if below == 1 {
            return above.try_into().ok().map(Self::whole);
        }
        let shared = shared(above.unsigned_abs(), below.unsigned_abs());
        let shared = i128::try_from(shared).ok()? * below.signum();
        let (above, below) = if shared == 1 {
            (above, below)
        } else {
            (quotient(above, shared), quotient(below, shared))
        };
        Some(Self { above: above.try_into().ok()?, below: below.try_into().ok()? })
    }

    /// `units` times 10^-decimals.
    pub(super) fn scaled(units: i128, decimals: i64) -> Option<Self> {
        let power = power_of_ten(decimals.unsigned_abs())?;
        if decimals < 0 { Self::of(units.checked_mul(power)?, 1) } else { Self::of(units, power) }
    }

    /// What stands above and below.
    pub(super) fn parts(self) -> (i64, i64) {
        (self.above, self.below)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (a, b, c, d) = self.wide(other);
        if b == d { Self::of(a + c, b) } else { Self::of(a * d + c * b, b * d) }
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let (a, b, c, d) = self.wide(other);
        if b == d { Self::of(a - c, b) } else { Self::of(a * d - c * b, b * d) }
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let (a, b, c, d) = self.wide(other);
        Self::of(a * c, b * d)
    }

    /// `None` also where `other` is 0.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let (a, b, c, d) = self.wide(other);
        if c == 0 { None } else { Self::of(a * d, b * c) }
    }

    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { above: self.above.checked_neg()?, below: self.below })
    }

    pub(super) fn abs(self) -> Option<Self> {
        Some(Self { above: self.above.checked_abs()?, below: self.below })
    }

    /// How many 10^-scale it is, rounded.
    pub(super) fn units(self, scale: i64, rounding: Rounding) -> Option<i128> {
        let (above, below) = (i128::from(self.above), i128::from(self.below));
        let power = power_of_ten(scale.unsigned_abs())?;
        let (above, below) = if scale < 0 {
            (above, below.checked_mul(power)?)
        } else {
            (above.checked_mul(power)?, below)
        };
        let (whole, rest) = (quotient(above, below), remainder(above, below).abs());
        let sides = (rest != 0, rest.cmp(&(below - rest)), whole % 2 != 0);
        Some(if rounding.leads_away(above < 0, sides) { whole + above.signum() } else { whole })
    }

    /// The whole number of 10^-decimals that it is.
    pub(super) fn whole_units(self, decimals: u8) -> Option<i64> {
        let units = i128::from(self.above).checked_mul(power_of_ten(decimals.into())?)?;
        let below = self.below.into();
        let whole = remainder(units, below) == 0;
        whole.then(|| quotient(units, below)).and_then(|units| units.try_into().ok())
    }

    fn wide(self, other: Self) -> (i128, i128, i128, i128) {
        (self.above.into(), self.below.into(), other.above.into(), other.below.into())
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.below == other.below {
            return self.above.cmp(&other.above);
        }
        let (a, b, c, d) = self.wide(*other);
        (a * d).cmp(&(c * b))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn power_of_ten(power: u64) -> Option<i128> {
    10_i128.checked_pow(power.try_into().ok()?)
}

/// The greatest common divisor; the other number where one is 0.
fn shared(one: u128, two: u128) -> u128 {
    let (mut high, mut low) = (one.max(two), one.min(two));
    while low != 0 {
        // Machine words are divided many times sooner.
        if let (Ok(high), Ok(low)) = (u64::try_from(high), u64::try_from(low)) {
            return shared_words(high, low).into();
        }
        (high, low) = (low, high % low);
    }
    high
}

fn shared_words(mut high: u64, mut low: u64) -> u64 {
    while low != 0 {
        (high, low) = (low, high % low);
    }
    high
}

/// As `/`, sooner where both are machine words.
fn quotient(above: i128, below: i128) -> i128 {
    match (i64::try_from(above), i64::try_from(below)) {
        (Ok(above), Ok(below)) if below > 0 => (above / below).into(),
        _ => above / below,
    }
}

/// As `%`, sooner where both are machine words.
fn remainder(above: i128, below: i128) -> i128 {
    match (i64::try_from(above), i64::try_from(below)) {
        (Ok(above), Ok(below)) if below > 0 => (above % below).into(),
        _ => above % below,
    }
}

#[cfg(test)]
mod tests {
    use dashu::integer::{IBig, UBig};
    use dashu::rational::RBig;
    use proptest::prelude::*;

    use super::super::Number;
    use super::super::tests::WAYS;
    use super::*;

    fn long(above: i64, below: i64) -> RBig {
        RBig::from_parts_signed(IBig::from(above), IBig::from(below))
    }

    fn short(above: i64, below: i64) -> Option<Ratio> {
        Ratio::of(above.into(), below.into())
    }

    #[test]
    fn a_ratio_is_kept_in_lowest_terms() {
        let parts = |above, below| short(above, below).map(Ratio::parts);
        assert_eq!(parts(12, -18), Some((-2, 3)));
        assert_eq!(parts(0, -5), Some((0, 1)));
        assert_eq!(parts(i64::MIN, 2), Some((i64::MIN / 2, 1)));
        // One more than the largest.
        assert_eq!(parts(i64::MIN, -1), None);
        assert_eq!(parts(1, i64::MIN), None);
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let most = Ratio::whole(i64::MAX);
        assert_eq!(most.plus(Ratio::ONE).map(Ratio::parts), None);
        assert_eq!(most.times(most).map(Ratio::parts), None);
        assert_eq!(Ratio::whole(i64::MIN).negated().map(Ratio::parts), None);
        assert_eq!(Ratio::ONE.over(Ratio::ZERO).map(Ratio::parts), None);
        assert_eq!(Ratio::ONE.units(40, Rounding::Down), None);
    }

    /// Numbers about 0, about the ends of machine words, and any.
    fn word() -> impl Strategy<Value = i64> {
        prop_oneof![
            -20_i64..20,
            any::<i64>(),
            (0_u32..63, -3_i64..4).prop_map(|(bits, by)| { (1_i64 << bits).wrapping_add(by) })
        ]
    }

    fn below() -> impl Strategy<Value = i64> {
        word().prop_filter("above 0", |below| *below > 0)
    }

    proptest! {
        #[test]
        fn numbers_are_as_long_integers_have_them(
            (a, b, c, d) in (word(), below(), word(), below()),
        ) {
            let (one, two) = (long(a, b), long(c, d));
            let number = |above, below| Number::from_ratio(above, below).expect("not by zero");
            let (x, y) = (number(a, b), number(c, d));
            prop_assert_eq!(x.checked_add(&y), Some(Number::of(&one + &two)));
            prop_assert_eq!(x.checked_sub(&y), Some(Number::of(&one - &two)));
            prop_assert_eq!(x.checked_mul(&y), Some(Number::of(&one * &two)));
            let quotient = (c != 0).then(|| Number::of(&one / &two));
            prop_assert_eq!(x.checked_div(&y), quotient);
            prop_assert_eq!((x.cmp(&y), x == y), (one.cmp(&two), one == two));
            prop_assert_eq!((x.negated(), x.abs()), (Number::of(-&one), Number::of(number(a, b).long().into_owned().max(-&one))));
        }

        #[test]
        fn rounding_is_as_long_integers_have_it(
            (a, b, scale) in (word(), below(), -22_i64..22),
        ) {
            let number = Number::from_ratio(a, b).expect("not by zero");
            for way in WAYS {
                let factor = UBig::from(10_u8).pow(usize::try_from(scale.unsigned_abs()).unwrap());
                let units = number.units(scale, way);
                let rounded = if scale < 0 {
                    RBig::from(units.clone() * factor)
                } else {
                    RBig::from_parts(units.clone(), factor)
                };
                prop_assert_eq!(number.round(scale, way), Some(Number::of(rounded)));
            }
            for decimals in [0, 2, 4, 18, 19] {
                let units = long(a, b) * RBig::from(IBig::from(10).pow(decimals));
                let whole = units.is_int().then(|| i64::try_from(units.numerator()).ok()).flatten();
                prop_assert_eq!(number.to_i64_scaled(u8::try_from(decimals).unwrap()), whole);
            }
        }
    }
}
