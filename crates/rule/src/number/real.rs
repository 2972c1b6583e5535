//! Roots, exponentials and logarithms to 34 digits.

use dashu::base::{SquareRoot, UnsignedAbs};
use dashu::float::DBig;
use dashu::integer::IBig;
use dashu::rational::RBig;

use super::{DIGITS, Number, Rounding, ten_to};

/// Digits that are carried, so that 34 are right.
const CARRIED: usize = 60;

/// The largest power of e that is computed: the number behind it is too long to keep.
const HIGHEST: i64 = 2800;

impl Number {
    /// The square root, exact where it is a ratio and else to 34 digits; `None` below 0.
    #[must_use]
    pub fn sqrt(&self) -> Option<Self> {
        if self.sign().is_lt() {
            return None;
        }
        if let Some(root) = self.exact_root() {
            return Some(root);
        }
        let (_, scale) = self.significant();
        let scale = scale.max(0) + DIGITS;
        let units = self.units(2 * scale, Rounding::Down).unsigned_abs().sqrt();
        let factor = ten_to(usize::try_from(scale).ok()?);
        Self::of(RBig::from_parts(IBig::from(units), factor)).shortened()
    }

    /// The square root of a number above 0, where it is a ratio.
    fn exact_root(&self) -> Option<Self> {
        let ratio = self.long();
        let (num, den) = (ratio.numerator().unsigned_abs(), ratio.denominator());
        let (num_root, den_root) = (num.sqrt(), den.sqrt());
        let exact = &num_root * &num_root == num && &den_root * &den_root == *den;
        exact.then(|| Self::of(RBig::from_parts(IBig::from(num_root), den_root)))
    }

    /// e to the power of it, to 34 digits; `None` where that is too long to keep.
    #[must_use]
    pub fn exp(&self) -> Option<Self> {
        if self.is_zero() {
            return Some(Self::ONE);
        }
        if self.abs() > Self::from_i64(HIGHEST) {
            return None;
        }
        from_float(&self.float()?.exp())
    }

    /// The natural logarithm, to 34 digits; `None` at 0 and below.
    #[must_use]
    pub fn log(&self) -> Option<Self> {
        if self.sign().is_le() {
            return None;
        }
        if *self == Self::ONE {
            return Some(Self::ZERO);
        }
        from_float(&self.float()?.ln())
    }

    pub(super) fn real_power(&self, exponent: &Self) -> Option<Self> {
        if self.is_zero() {
            return exponent.sign().is_gt().then_some(Self::ZERO);
        }
        if self.sign().is_lt() {
            return None;
        }
        let twice = exponent.checked_add(exponent)?;
        if twice.is_integer()
            && let Some(root) = self.exact_root()
        {
            return root.checked_pow(&twice);
        }
        let power = self.float()?.ln() * exponent.float()?;
        let least = DBig::from(-HIGHEST);
        if power < least || power > -least {
            return None;
        }
        from_float(&power.exp())
    }

    /// As a decimal float with the digits that are carried.
    fn float(&self) -> Option<DBig> {
        let (_, scale) = self.significant();
        let scale = scale + i64::try_from(CARRIED).ok()? - DIGITS;
        let units = self.units(scale, Rounding::HalfEven);
        let float = DBig::from_parts(units, isize::try_from(-scale).ok()?);
        Some(float.with_precision(CARRIED).value())
    }
}

fn from_float(float: &DBig) -> Option<Number> {
    let repr = float.repr();
    if repr.is_infinite() {
        return None;
    }
    let power = repr.exponent();
    let factor = ten_to(power.unsigned_abs());
    let digits = repr.significand().clone();
    let ratio =
        if power < 0 { RBig::from_parts(digits, factor) } else { RBig::from(digits * factor) };
    Number::of(ratio).shortened()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn shown(number: Option<Number>) -> Option<String> {
        number.map(|number| number.to_string())
    }

    #[test]
    fn a_root_is_exact_where_it_can_be() {
        assert_eq!(shown(number("4").sqrt()).as_deref(), Some("2"));
        assert_eq!(shown(number("0").sqrt()).as_deref(), Some("0"));
        assert_eq!(shown(number("0.25").sqrt()).as_deref(), Some("0.5"));
        assert_eq!(number("-1").sqrt(), None);
    }

    #[test]
    fn a_root_that_never_ends_has_34_right_digits() {
        assert_eq!(
            shown(number("2").sqrt()).as_deref(),
            Some("1.414213562373095048801688724209698")
        );
        assert_eq!(
            shown(number("2e-40").sqrt()).as_deref(),
            Some("0.00000000000000000001414213562373095048801688724209698")
        );
    }

    #[test]
    fn e_and_its_logarithm_have_34_right_digits() {
        assert_eq!(
            shown(number("1").exp()).as_deref(),
            Some("2.718281828459045235360287471352662")
        );
        assert_eq!(
            shown(number("10").log()).as_deref(),
            Some("2.302585092994045684017991454684364")
        );
        assert_eq!(shown(number("0").exp()).as_deref(), Some("1"));
        assert_eq!(shown(number("1").log()).as_deref(), Some("0"));
        assert_eq!((number("0").log(), number("-1").log()), (None, None));
    }

    #[test]
    fn a_number_too_long_to_keep_is_no_number() {
        assert_eq!(number("1000000").exp(), None);
        assert_eq!(number("2").checked_pow(&number("5000.5")), None);
    }

    #[test]
    fn a_power_with_a_fraction_is_a_root() {
        let power = |base, exponent| shown(number(base).checked_pow(&number(exponent)));
        assert_eq!(power("4", "0.5").as_deref(), Some("2"));
        assert_eq!(power("4", "-1.5").as_deref(), Some("0.125"));
        assert_eq!(power("2", "0.1").as_deref(), Some("1.071773462536293164213006325023342"));
        assert_eq!(power("0", "0.5").as_deref(), Some("0"));
        assert_eq!((power("0", "-0.5"), power("-8", "0.5")), (None, None));
    }
}
