//! Exact numbers.

mod ratio;
mod real;
mod text;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use dashu::base::{Abs, BitTest, DivRem, Gcd, Signed, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;
use ratio::Ratio;

/// The most bits that the numerator or the denominator may have. An operation whose result
/// is longer has no result: a formula can never eat the memory.
const MOST_BITS: usize = 4096;

/// The digits that numbers without an exact decimal are rounded to, as FEEL has it.
const DIGITS: i64 = 34;

/// The least and the most decimals that FEEL rounds to.
const SCALES: std::ops::RangeInclusive<i64> = -6111..=6176;

/// With so many decimals any machine word fits in two.
const FEW_DECIMALS: u8 = 18;

/// An exact number: a ratio of two integers of any length.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// A number has one of these only: it is long where it does not fit.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Short(Ratio),
    Long(Box<RBig>),
}

/// What happens to the digits that are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties towards zero.
    HalfDown,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// To the next below.
    Floor,
    /// To the next above.
    Ceiling,
}

impl Rounding {
    /// Whether what is cut off leads to the next number away from zero: whether there is any,
    /// how it compares with a half, and whether the digit before it is odd.
    fn leads_away(self, negative: bool, (any, half, odd): (bool, Ordering, bool)) -> bool {
        any && match self {
            Self::Up => true,
            Self::Down => false,
            Self::HalfUp => half.is_ge(),
            Self::HalfDown => half.is_gt(),
            Self::HalfEven => half.is_gt() || half.is_eq() && odd,
            Self::Floor => negative,
            Self::Ceiling => !negative,
        }
    }
}

impl Number {
    /// 0.
    pub const ZERO: Self = Self(Repr::Short(Ratio::ZERO));
    /// 1.
    pub const ONE: Self = Self(Repr::Short(Ratio::ONE));

    /// A whole number.
    #[must_use]
    pub const fn from_i64(whole: i64) -> Self {
        Self(Repr::Short(Ratio::whole(whole)))
    }

    /// `units` times 10 to the power of `-decimals`: 12345 fen with 2 decimals is 123.45.
    #[must_use]
    pub fn from_scaled(units: i64, decimals: u8) -> Self {
        let long = || Self::of(RBig::from_parts(IBig::from(units), ten_to(usize::from(decimals))));
        Ratio::scaled(units.into(), decimals.into()).map_or_else(long, Self::short)
    }

    /// `num / den`; `None` where `den` is 0.
    #[must_use]
    pub fn from_ratio(num: i64, den: i64) -> Option<Self> {
        let long = || Self::of(RBig::from_parts_signed(IBig::from(num), IBig::from(den)));
        (den != 0).then(|| Ratio::of(num.into(), den.into()).map_or_else(long, Self::short))
    }

    /// The sum; `None` where it is too long to keep.
    #[must_use]
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        self.both(other, Ratio::plus, |one, two| one + two)
    }

    /// The difference; `None` where it is too long to keep.
    #[must_use]
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.both(other, Ratio::minus, |one, two| one - two)
    }

    /// The product; `None` where it is too long to keep.
    #[must_use]
    pub fn checked_mul(&self, other: &Self) -> Option<Self> {
        self.both(other, Ratio::times, |one, two| one * two)
    }

    /// The quotient; `None` where `other` is 0 or the quotient is too long to keep.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        self.both(other, Ratio::over, |one, two| one / two)
    }

    /// What two numbers make, in machine words where that fits.
    fn both(
        &self,
        other: &Self,
        short: fn(Ratio, Ratio) -> Option<Ratio>,
        long: fn(&RBig, &RBig) -> RBig,
    ) -> Option<Self> {
        if let (Repr::Short(one), Repr::Short(two)) = (&self.0, &other.0)
            && let Some(made) = short(*one, *two)
        {
            return Some(Self::short(made));
        }
        kept(long(&self.long(), &other.long()))
    }

    /// What one number makes, in machine words where that fits.
    fn alone(&self, short: fn(Ratio) -> Option<Ratio>, long: fn(RBig) -> RBig) -> Self {
        if let Repr::Short(ratio) = &self.0
            && let Some(made) = short(*ratio)
        {
            return Self::short(made);
        }
        Self::of(long(self.long().into_owned()))
    }

    fn short(ratio: Ratio) -> Self {
        Self(Repr::Short(ratio))
    }

    /// The number that a ratio of long integers is.
    fn of(ratio: RBig) -> Self {
        let word =
            i64::try_from(ratio.numerator()).ok().zip(i64::try_from(ratio.denominator()).ok());
        match word.and_then(|(above, below)| Ratio::of(above.into(), below.into())) {
            Some(short) => Self::short(short),
            None => Self(Repr::Long(Box::new(ratio))),
        }
    }

    /// As a ratio of long integers.
    fn long(&self) -> Cow<'_, RBig> {
        match &self.0 {
            Repr::Long(ratio) => Cow::Borrowed(ratio),
            Repr::Short(ratio) => {
                let (above, below) = ratio.parts();
                Cow::Owned(RBig::from_parts(IBig::from(above), UBig::from(below.unsigned_abs())))
            }
        }
    }

    /// `self` to the power of `exponent`: exact where the exponent is whole, else to 34 digits.
    /// `None` where it is not a number (a root of a negative number, 0 to a negative power) or
    /// too long to keep.
    #[must_use]
    pub fn checked_pow(&self, exponent: &Self) -> Option<Self> {
        if !exponent.is_integer() {
            return self.real_power(exponent);
        }
        if self.is_zero() {
            return match exponent.sign() {
                std::cmp::Ordering::Less => None,
                std::cmp::Ordering::Equal => Some(Self::ONE),
                std::cmp::Ordering::Greater => Some(Self::ZERO),
            };
        }
        if self.abs() == Self::ONE {
            return Some(if exponent.is_even() { Self::ONE } else { self.clone() });
        }
        let exponent = exponent.to_i64_scaled(0)?;
        let ratio = self.long();
        let bits = ratio.numerator().bit_len().max(ratio.denominator().bit_len());
        let size = usize::try_from(exponent.unsigned_abs()).ok()?;
        if bits.saturating_sub(1).saturating_mul(size) > MOST_BITS {
            return None;
        }
        kept(ratio.pow(isize::try_from(exponent).ok()?))
    }

    /// The remainder that has the sign of the divisor, as FEEL's `modulo`; `None` where
    /// `divisor` is 0.
    #[must_use]
    pub fn modulo(&self, divisor: &Self) -> Option<Self> {
        let times = self.checked_div(divisor)?.round(0, Rounding::Floor)?;
        self.checked_sub(&divisor.checked_mul(&times)?)
    }

    /// With the sign turned.
    #[must_use]
    pub fn negated(&self) -> Self {
        self.alone(Ratio::negated, |long| -long)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        self.alone(Ratio::abs, RBig::abs)
    }

    /// Compared with 0.
    #[must_use]
    pub fn sign(&self) -> Ordering {
        self.cmp(&Self::ZERO)
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// Whether it is whole.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Short(ratio) => ratio.parts().1 == 1,
            Repr::Long(ratio) => ratio.is_int(),
        }
    }

    /// Whether it is whole and divisible by 2.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.is_integer() && !self.long().numerator().bit(0)
    }

    /// Rounded to `scale` decimals (to tens, hundreds, … where below 0); `None` where FEEL
    /// knows no such scale or the result is too long to keep.
    #[must_use]
    pub fn round(&self, scale: i64, rounding: Rounding) -> Option<Self> {
        if !SCALES.contains(&scale) {
            return None;
        }
        if let Repr::Short(ratio) = &self.0
            && let Some(units) = ratio.units(scale, rounding)
            && let Some(rounded) = Ratio::scaled(units, scale)
        {
            return Some(Self::short(rounded));
        }
        scaled(self.units(scale, rounding), scale)
    }

    /// The nearest double; what is beyond the doubles is infinite.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.long().to_f64().value()
    }

    /// As a whole number of 10^-decimals: 123.45 with 2 decimals is 12345. `None` where it has
    /// more decimals or does not fit.
    #[must_use]
    pub fn to_i64_scaled(&self, decimals: u8) -> Option<i64> {
        if let Repr::Short(ratio) = &self.0
            && decimals <= FEW_DECIMALS
        {
            return ratio.whole_units(decimals);
        }
        let scaled = &*self.long() * RBig::from(ten_to(usize::from(decimals)));
        if !scaled.is_int() {
            return None;
        }
        i64::try_from(scaled.into_parts().0).ok()
    }

    /// These numbers times the least factor that makes all of them whole; `None` where one does
    /// not fit.
    #[must_use]
    pub fn common_scale(numbers: &[Self]) -> Option<Vec<i64>> {
        let mut scale = UBig::ONE;
        for number in numbers {
            let ratio = number.long();
            let below = ratio.denominator();
            let shared = Gcd::gcd(&scale, below);
            scale = &scale / shared * below;
        }
        let whole = |number: &Self| {
            let units = &*number.long() * RBig::from(scale.clone());
            i64::try_from(units.into_parts().0).ok()
        };
        numbers.iter().map(whole).collect()
    }

    /// How many 10^-scale it is, rounded.
    fn units(&self, scale: i64, rounding: Rounding) -> IBig {
        let factor = ten_to(usize::try_from(scale.unsigned_abs()).unwrap_or(0));
        let ratio = self.long();
        let (num, den) = if scale < 0 {
            (ratio.numerator().clone(), ratio.denominator() * factor)
        } else {
            (ratio.numerator() * factor, ratio.denominator().clone())
        };
        let negative = num.is_negative();
        let (whole, rest) = num.unsigned_abs().div_rem(&den);
        let sides = (!rest.is_zero(), (&rest + &rest).cmp(&den), whole.bit(0));
        let away = rounding.leads_away(negative, sides);
        let size = IBig::from(if away { whole + UBig::ONE } else { whole });
        if negative { -size } else { size }
    }

    /// Rounded half even to 34 significant digits: so many units of 10^-scale.
    fn significant(&self) -> (IBig, i64) {
        if self.is_zero() {
            return (IBig::ZERO, 0);
        }
        let ten = UBig::from(10_u8);
        let size = |digits: &UBig| i64::try_from(digits.ilog(&ten)).unwrap_or(i64::MAX);
        let ratio = self.long();
        let above = size(&ratio.numerator().unsigned_abs());
        let below = size(ratio.denominator());
        let mut scale = DIGITS - 1 - (above - below);
        let least = ten_to(usize::try_from(DIGITS - 1).unwrap_or(0));
        if self.units(scale, Rounding::Down).unsigned_abs() < least {
            scale += 1;
        }
        (self.units(scale, Rounding::HalfEven), scale)
    }

    /// Rounded half even to 34 significant digits.
    fn shortened(&self) -> Option<Self> {
        let (units, scale) = self.significant();
        scaled(units, scale)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Short(one), Repr::Short(two)) => one.cmp(two),
            _ => self.long().cmp(&other.long()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.long())
    }
}

/// `units` times 10^-scale; `None` where it is too long to keep.
fn scaled(units: IBig, scale: i64) -> Option<Number> {
    let factor = ten_to(usize::try_from(scale.unsigned_abs()).ok()?);
    kept(if scale < 0 { RBig::from(units * factor) } else { RBig::from_parts(units, factor) })
}

fn ten_to(power: usize) -> UBig {
    UBig::from(10_u8).pow(power)
}

fn kept(ratio: RBig) -> Option<Number> {
    let short =
        ratio.numerator().bit_len() <= MOST_BITS && ratio.denominator().bit_len() <= MOST_BITS;
    short.then(|| Number::of(ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way of rounding.
    pub(super) const WAYS: [Rounding; 7] = [
        Rounding::Up,
        Rounding::Down,
        Rounding::HalfUp,
        Rounding::HalfDown,
        Rounding::HalfEven,
        Rounding::Floor,
        Rounding::Ceiling,
    ];

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn shown(number: Option<Number>) -> Option<String> {
        number.map(|number| number.to_string())
    }

    #[test]
    fn every_way_of_rounding_treats_ties_and_signs_as_feel_says() {
        for (text, scale, wanted) in [
            ("5.5", 0, ["6", "5", "6", "5", "6", "5", "6"]),
            ("2.5", 0, ["3", "2", "3", "2", "2", "2", "3"]),
            ("-5.5", 0, ["-6", "-5", "-6", "-5", "-6", "-6", "-5"]),
            ("1.121", 2, ["1.13", "1.12", "1.12", "1.12", "1.12", "1.12", "1.13"]),
            ("-1.126", 2, ["-1.13", "-1.12", "-1.13", "-1.13", "-1.13", "-1.13", "-1.12"]),
            ("1250", -2, ["1300", "1200", "1300", "1200", "1200", "1200", "1300"]),
            ("7", 0, ["7", "7", "7", "7", "7", "7", "7"]),
        ] {
            let rounded = WAYS.map(|way| shown(number(text).round(scale, way)));
            assert_eq!(rounded, wanted.map(|text| Some(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn rounding_has_the_scales_of_feel() {
        assert_eq!(number("5.5").round(6177, Rounding::Up), None);
        assert_eq!(number("5.5").round(-6112, Rounding::Up), None);
        assert_eq!(shown(number("5.5").round(6176, Rounding::HalfDown)).as_deref(), Some("5.5"));
        assert_eq!(shown(number("5.5").round(-6111, Rounding::HalfDown)).as_deref(), Some("0"));
    }

    #[test]
    fn powers_are_exact_and_bounded() {
        let power = |base, exponent| shown(number(base).checked_pow(&number(exponent)));
        assert_eq!(power("81", "5").as_deref(), Some("3486784401"));
        assert_eq!(power("10", "-5").as_deref(), Some("0.00001"));
        assert_eq!(power("0", "0").as_deref(), Some("1"));
        assert_eq!(power("-1", "1e30").as_deref(), Some("1"));
        assert_eq!((power("0", "-1"), power("2", "1e30"), power("3", "99999")), (None, None, None));
        assert_eq!((power("1.1", "-99999"), power("0.5", "4097")), (None, None));
    }

    #[test]
    fn the_remainder_has_the_sign_of_the_divisor() {
        for (dividend, divisor, wanted) in [
            ("-10", "4", Some("2")),
            ("12", "5", Some("2")),
            ("-12", "-5", Some("-2")),
            ("10.1", "-4.5", Some("-3.4")),
            ("-10.1", "4.5", Some("3.4")),
            ("10", "0", None),
        ] {
            assert_eq!(shown(number(dividend).modulo(&number(divisor))).as_deref(), wanted);
        }
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(Number::ONE.checked_div(&Number::ZERO), None);
        assert_eq!(Number::from_ratio(1, 0), None);
        assert_eq!(shown(Number::from_ratio(1, -4)).as_deref(), Some("-0.25"));
    }

    #[test]
    fn whole_fen_leave_as_integers_and_parts_of_a_fen_do_not() {
        assert_eq!(number("123.45").to_i64_scaled(2), Some(12_345));
        assert_eq!(number("123.456").to_i64_scaled(2), None);
        assert_eq!(number("92233720368547758.08").to_i64_scaled(2), None);
        assert_eq!(number("-92233720368547758.08").to_i64_scaled(2), Some(i64::MIN));
    }

    #[test]
    fn a_double_is_the_nearest() {
        assert!(number("0.1").to_f64().to_bits() == 0.1_f64.to_bits());
        assert!(number("1e400").to_f64().is_infinite());
    }

    #[test]
    fn evenness_is_for_whole_numbers() {
        let even = ["0", "-2", "3", "-1", "2.5"].map(|text| number(text).is_even());
        assert_eq!(even, [true, true, false, false, false]);
    }
}
