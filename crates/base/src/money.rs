//! Renminbi in whole fen.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const FEN_PER_YUAN: i64 = 100;
const FEN_PER_WAN: i64 = 1_000_000;

/// An amount of renminbi, counted in fen (1/100 yuan).
///
/// Whole fen only: grants are paid in fen and audited in fen, so a fraction
/// must be rounded by the clause that creates it, never here.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// No money: a stated zero, never a missing amount.
    pub const ZERO: Self = Self(0);

    /// The amount of `fen` fen (分).
    #[must_use]
    pub const fn fen(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount of `yuan` yuan (元).
    ///
    /// # Errors
    /// [`Overflow`] beyond ±92,233,720,368,547,758 yuan.
    pub fn yuan(yuan: i64) -> Result<Self, Overflow> {
        yuan.checked_mul(FEN_PER_YUAN).map(Self).ok_or(Overflow)
    }

    /// The amount of `wan` × 10,000 yuan (万元), the unit policies are written in.
    ///
    /// # Errors
    /// [`Overflow`] beyond ±9,223,372,036,854 wan.
    pub fn wan(wan: i64) -> Result<Self, Overflow> {
        wan.checked_mul(FEN_PER_WAN).map(Self).ok_or(Overflow)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn as_fen(self) -> i64 {
        self.0
    }

    /// `self + other`.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// `self - other`, which may be below zero: equity can be.
    pub fn checked_sub(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The sum of `amounts`.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// `self` but no more than `cap` (“最高不超过”).
    #[must_use]
    pub fn capped(self, cap: Self) -> Self {
        self.min(cap)
    }

    /// The amount in 万元 with every digit that counts and no other: `123.45 万元`.
    #[must_use]
    pub fn in_wan(self) -> String {
        let wan = self.0.unsigned_abs() / FEN_PER_WAN.unsigned_abs();
        let rest = self.0.unsigned_abs() % FEN_PER_WAN.unsigned_abs();
        let sign = self.sign();
        if rest == 0 {
            return format!("{sign}{wan} 万元");
        }
        let decimals = format!("{rest:06}");
        format!("{sign}{wan}.{} 万元", decimals.trim_end_matches('0'))
    }

    fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }
}

/// In 元 with two decimals: `1234.50 元`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yuan = self.0.unsigned_abs() / FEN_PER_YUAN.unsigned_abs();
        let fen = self.0.unsigned_abs() % FEN_PER_YUAN.unsigned_abs();
        write!(f, "{}{yuan}.{fen:02} 元", self.sign())
    }
}

/// An amount that does not fit 64 bits of fen (about ±92,000 trillion yuan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the amount is beyond what can be counted in fen")]
pub struct Overflow;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_wan_is_a_million_fen() {
        assert_eq!(Money::wan(1), Ok(Money::fen(1_000_000)));
        assert_eq!(Money::wan(1), Money::yuan(10_000));
    }

    #[test]
    fn the_largest_wan_fits_and_the_next_does_not() {
        assert_eq!(Money::wan(9_223_372_036_854), Ok(Money::fen(9_223_372_036_854_000_000)));
        assert_eq!(Money::wan(9_223_372_036_855), Err(Overflow));
        assert_eq!(Money::wan(-9_223_372_036_855), Err(Overflow));
        assert_eq!(Money::yuan(i64::MAX), Err(Overflow));
    }

    #[test]
    fn a_grant_stops_at_its_cap() {
        assert_eq!(Money::fen(101).capped(Money::fen(100)), Money::fen(100));
        assert_eq!(Money::fen(100).capped(Money::fen(100)), Money::fen(100));
        assert_eq!(Money::fen(99).capped(Money::fen(100)), Money::fen(99));
    }

    #[test]
    fn sums_refuse_to_wrap() {
        assert_eq!(Money::fen(i64::MAX).checked_add(Money::fen(1)), Err(Overflow));
        assert_eq!(Money::fen(i64::MIN).checked_sub(Money::fen(1)), Err(Overflow));
        assert_eq!(Money::sum([Money::fen(1), Money::fen(2), Money::fen(-4)]), Ok(Money::fen(-1)));
        assert_eq!(Money::sum([]), Ok(Money::ZERO));
    }

    #[test]
    fn an_amount_is_shown_in_yuan() {
        assert_eq!(Money::fen(123_450).to_string(), "1234.50 元");
        assert_eq!(Money::fen(-5).to_string(), "-0.05 元");
        assert_eq!(Money::fen(0).to_string(), "0.00 元");
        assert_eq!(Money::fen(i64::MIN).to_string(), "-92233720368547758.08 元");
    }

    #[test]
    fn an_amount_in_wan_keeps_every_fen() {
        assert_eq!(Money::fen(123_450_000).in_wan(), "123.45 万元");
        assert_eq!(Money::fen(100_000_000).in_wan(), "100 万元");
        assert_eq!(Money::fen(1).in_wan(), "0.000001 万元");
        assert_eq!(Money::fen(-1_500_000).in_wan(), "-1.5 万元");
        assert_eq!(Money::fen(0).in_wan(), "0 万元");
    }

    proptest! {
        #[test]
        fn adding_then_taking_away_changes_nothing(a in any::<i64>(), b in any::<i64>()) {
            if let Ok(sum) = Money::fen(a).checked_add(Money::fen(b)) {
                prop_assert_eq!(sum.checked_sub(Money::fen(b)), Ok(Money::fen(a)));
            }
        }

        #[test]
        fn the_text_in_wan_says_the_exact_amount(fen in any::<i64>()) {
            let text = Money::fen(fen).in_wan();
            let number = text.strip_suffix(" 万元").expect("the unit is named");
            let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
            let digits: i128 = format!("{whole}{decimals:0<6}").parse().expect("digits");
            prop_assert_eq!(digits, i128::from(fen));
        }

        #[test]
        fn a_larger_amount_is_never_capped_to_less(a in any::<i64>(), b in any::<i64>(), cap in any::<i64>()) {
            let (low, high) = (Money::fen(a.min(b)), Money::fen(a.max(b)));
            prop_assert!(low.capped(Money::fen(cap)) <= high.capped(Money::fen(cap)));
        }
    }
}
