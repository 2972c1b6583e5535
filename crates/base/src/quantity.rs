//! Exact decimals, as numbers are met in sheets.

mod read;

use std::cmp::Ordering;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use read::{NumberFault, parse_number};

use crate::Scale;

/// How many digits a spreadsheet keeps of a number.
const KEPT: u32 = 15;

/// The most decimals a [`Decimal`] has: 10³⁸ is the largest power of ten in 128 bits.
const MOST_DECIMALS: u8 = 38;

/// An exact decimal number, `digits` / 10^`scale`, without idle zeros at its end, so
/// that equal numbers are equal values.
///
/// Written as text in JSON, where a number may lose digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    digits: i128,
    scale: u8,
}

/// A number counted in whole steps of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scaled {
    /// How many steps, rounded half away from zero.
    pub value: i64,
    /// Whether nothing was rounded.
    pub exact: bool,
}

impl Decimal {
    /// Zero, stated.
    pub const ZERO: Self = Self { digits: 0, scale: 0 };

    /// The number `digits` / 10^`scale`; `None` beyond 38 decimals.
    #[must_use]
    pub fn new(digits: i128, scale: u8) -> Option<Self> {
        let (mut digits, mut scale) = (digits, scale);
        // Nearly every figure fits 64 bits, which are divided many times as quickly.
        if let Ok(mut few) = i64::try_from(digits) {
            while scale > 0 && few % 10 == 0 {
                few /= 10;
                scale -= 1;
            }
            digits = few.into();
        }
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        (scale <= MOST_DECIMALS).then_some(Self { digits, scale })
    }

    /// What a cell of a spreadsheet means that holds the binary number `value`: the
    /// decimal of its first 15 significant digits, so that the stored
    /// 883237279.0700001 is the 883237279.07 that was typed.
    ///
    /// `None` for what is no number and for what 38 digits before or after the point do not hold.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        // One digit before the point and fourteen after it.
        parse_number(&format!("{value:.14e}")).ok()
    }

    /// Its digits without the point; negative for a negative number.
    #[must_use]
    pub fn digits(self) -> i128 {
        self.digits
    }

    /// How many of its digits stand after the point.
    #[must_use]
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// Whether it has no decimals.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// Rounded to the 15 significant digits that a spreadsheet keeps, half away from zero.
    #[must_use]
    pub fn to_15_digits(self) -> Self {
        let count = self.digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
        let Some(step) = count.checked_sub(KEPT).and_then(|extra| 10_i128.checked_pow(extra))
        else {
            return self;
        };
        let rounded = divide_rounding(self.digits, step).value;
        // One step more than the kept digits is at most what there was, but for 128 bits' edge.
        let digits = rounded.checked_mul(step).unwrap_or(self.digits);
        Self::new(digits, self.scale).unwrap_or(self)
    }

    /// The number of `unit`s counted in steps of 10^-`decimals` of the base unit: 1.5 of
    /// 万元 with 2 decimals is 1,500,000 fen.
    ///
    /// `None` where the steps do not fit 64 bits, or the working does not fit 128.
    #[must_use]
    pub fn scaled(&self, unit: Scale, decimals: u8) -> Option<Scaled> {
        let mut above = i128::from(unit.num);
        let mut below = i128::from(unit.den);
        if below <= 0 {
            return None;
        }
        let up = ten_to(decimals.saturating_sub(self.scale))?;
        let mut down = ten_to(self.scale.saturating_sub(decimals))?;
        // Tens of the unit meet tens of the decimals first, so that less is multiplied.
        if down > 1 {
            let shared = common(above, down);
            above /= shared;
            down /= shared;
        }
        below = below.checked_mul(down)?;
        let above = self.digits.checked_mul(above)?.checked_mul(up)?;
        if below == 1 {
            return Some(Scaled { value: i64::try_from(above).ok()?, exact: true });
        }
        let quotient = divide_rounding(above, below);
        Some(Scaled { value: i64::try_from(quotient.value).ok()?, exact: quotient.exact })
    }
}

struct Quotient {
    value: i128,
    exact: bool,
}

/// `above` / `below` (which is above zero) to the nearest whole, half away from zero.
fn divide_rounding(above: i128, below: i128) -> Quotient {
    let rest = above % below;
    let toward_zero = above / below;
    // Not twice the rest, which might not fit.
    let up = rest.unsigned_abs() >= below.unsigned_abs() - rest.unsigned_abs();
    let value = if up { toward_zero + above.signum() } else { toward_zero };
    Quotient { value, exact: rest == 0 }
}

fn ten_to(power: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(power))
}

/// The greatest common divisor, at least 1.
fn common(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self { digits: i128::from(whole), scale: 0 }
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Decimal {
    type Error = NumberFault;

    fn try_from(text: String) -> Result<Self, NumberFault> {
        parse_number(&text)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let split = |number: &Self| {
            let ten = ten_to(number.scale).unwrap_or(i128::MAX);
            let missing = ten_to(MOST_DECIMALS.saturating_sub(number.scale)).unwrap_or(1);
            // Below 10^scale × 10^(38 − scale), so it fits.
            (number.digits.div_euclid(ten), number.digits.rem_euclid(ten).saturating_mul(missing))
        };
        split(self).cmp(&split(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Plainly, with a point and no thousands separators: `-1234.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, decimals) = digits.split_at_checked(digits.len() - scale).unwrap_or_default();
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Unit;

    fn decimal(digits: i128, scale: u8) -> Decimal {
        Decimal::new(digits, scale).expect("few decimals")
    }

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        (any::<i64>(), 0u8..=20).prop_map(|(digits, scale)| decimal(i128::from(digits), scale))
    }

    fn unit(text: &str) -> Scale {
        Unit::parse(text).expect(text).scale
    }

    #[test]
    fn equal_numbers_are_equal_values() {
        assert_eq!(decimal(1_500, 2), decimal(15, 0));
        assert_eq!(decimal(0, 38), Decimal::ZERO);
        assert_eq!(Decimal::new(1, 39), None);
        assert_eq!(Decimal::new(10, 39).map(Decimal::scale), Some(38));
    }

    #[test]
    fn what_a_spreadsheet_stored_is_what_was_typed() {
        let typed: f64 = 883_237_279.07;
        for stored in [typed, typed.next_up(), typed.next_down()] {
            assert_eq!(Decimal::from_f64(stored), Some(decimal(88_323_727_907, 2)));
        }
        assert_eq!(Decimal::from_f64(0.1 + 0.2), Some(decimal(3, 1)));
        assert_eq!(Decimal::from_f64(-0.0), Some(Decimal::ZERO));
        assert_eq!(Decimal::from_f64(1e20), Some(decimal(10_i128.pow(20), 0)));
        assert_eq!(Decimal::from_f64(f64::NAN), None);
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
        assert_eq!(Decimal::from_f64(f64::MAX), None);
    }

    #[test]
    fn a_number_is_rounded_to_fifteen_digits() {
        let text = parse_number("883237279.0700001").expect("a number");
        assert_eq!(text.to_15_digits(), decimal(88_323_727_907, 2));
        assert_eq!(
            decimal(1_234_567_890_123_455, 0).to_15_digits().to_string(),
            "1234567890123460"
        );
        assert_eq!(
            decimal(-1_234_567_890_123_455, 0).to_15_digits(),
            decimal(-1_234_567_890_123_460, 0)
        );
        assert_eq!(decimal(999_999_999_999_999, 3), decimal(999_999_999_999_999, 3).to_15_digits());
        assert_eq!(decimal(9_999_999_999_999_999, 0).to_15_digits(), decimal(10_i128.pow(16), 0));
        assert_eq!(Decimal::ZERO.to_15_digits(), Decimal::ZERO);
    }

    #[test]
    fn amounts_become_whole_fen() {
        let fen = |digits, scale, text| decimal(digits, scale).scaled(unit(text), 2);
        assert_eq!(fen(15, 1, "万元"), Some(Scaled { value: 1_500_000, exact: true }));
        assert_eq!(fen(123, 2, "元"), Some(Scaled { value: 123, exact: true }));
        assert_eq!(
            fen(-88_323_727_907, 6, "万元"),
            Some(Scaled { value: -88_323_727_907, exact: true })
        );
        assert_eq!(fen(1, 8, "亿元"), Some(Scaled { value: 100, exact: true }));
    }

    #[test]
    fn what_is_finer_than_a_fen_is_rounded_and_said_so() {
        let fen = |digits, scale| decimal(digits, scale).scaled(unit("元"), 2);
        assert_eq!(fen(5, 3), Some(Scaled { value: 1, exact: false }));
        assert_eq!(fen(4, 3), Some(Scaled { value: 0, exact: false }));
        assert_eq!(fen(-5, 3), Some(Scaled { value: -1, exact: false }));
        // 1 亩 is 666.666… square metres.
        assert_eq!(
            decimal(1, 0).scaled(unit("亩"), 2),
            Some(Scaled { value: 66_667, exact: false })
        );
        assert_eq!(decimal(3, 0).scaled(unit("亩"), 0), Some(Scaled { value: 2_000, exact: true }));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(decimal(i128::from(i64::MAX), 0).scaled(unit("万元"), 2), None);
        assert_eq!(decimal(i128::MAX, 0).scaled(unit("元"), 2), None);
        assert_eq!(
            decimal(i128::from(i64::MAX), 2).scaled(unit("元"), 2),
            Some(Scaled { value: i64::MAX, exact: true })
        );
        assert_eq!(decimal(1, 0).scaled(Scale { num: 1, den: 0 }, 2), None);
    }

    #[test]
    fn numbers_are_shown_plainly() {
        let shown = [(-12_345, 1), (5, 2), (-5, 2), (0, 0), (120, 0)]
            .map(|(digits, scale)| decimal(digits, scale).to_string());
        assert_eq!(shown, ["-1234.5", "0.05", "-0.05", "0", "120"]);
    }

    #[test]
    fn numbers_far_apart_compare() {
        assert!(decimal(i128::MIN, 0) < decimal(1, 38));
        assert!(decimal(-1, 38) < Decimal::ZERO);
        assert!(decimal(i128::MAX, 38) < decimal(2, 0));
    }

    proptest! {
        #[test]
        fn every_number_reads_back(number in any_decimal()) {
            prop_assert_eq!(parse_number(&number.to_string()), Ok(number));
        }

        #[test]
        fn amounts_in_wan_read_back_to_the_fen(fen in any::<i64>()) {
            let text = decimal(i128::from(fen), 6).to_string();
            let number = parse_number(&text).expect("a number");
            prop_assert_eq!(number.scaled(unit("万元"), 2), Some(Scaled { value: fen, exact: true }));
        }

        #[test]
        fn a_double_gives_back_the_cents_that_were_typed(cents in -99_999_999_999_999i64..=99_999_999_999_999) {
            let number = decimal(i128::from(cents), 2);
            let stored: f64 = number.to_string().parse().expect("a double");
            prop_assert_eq!(Decimal::from_f64(stored), Some(number));
        }

        #[test]
        fn order_is_that_of_the_differences(a in any_decimal(), b in any_decimal()) {
            // 64-bit digits and 20 decimals: both fit 128 bits at 18 more decimals or fewer.
            let at = |number: Decimal| number.digits().checked_mul(10_i128.pow(u32::from(20 - number.scale())));
            if let (Some(left), Some(right)) = (at(a), at(b)) {
                prop_assert_eq!(a.cmp(&b), left.cmp(&right));
            }
        }

        #[test]
        fn more_of_a_unit_is_never_fewer_steps(a in any_decimal(), b in any_decimal()) {
            let steps = |number: Decimal| number.scaled(unit("万元"), 2);
            if let (Some(low), Some(high)) = (steps(a.min(b)), steps(a.max(b))) {
                prop_assert!(low.value <= high.value);
            }
        }

        #[test]
        fn rounding_to_fifteen_digits_twice_changes_nothing_more(number in any_decimal()) {
            let once = number.to_15_digits();
            prop_assert_eq!(once.to_15_digits(), once);
        }
    }
}
