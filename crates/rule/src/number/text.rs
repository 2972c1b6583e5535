//! Numbers as text.

use std::fmt;

use dashu::base::{Signed, UnsignedAbs};
use dashu::integer::IBig;

use super::{Number, Repr, Rounding, scaled};

/// The longest text that is read as a number, in bytes.
const LONGEST: usize = 1300;

/// The largest power of ten that a text may name.
const HIGHEST: i64 = 1300;

impl Number {
    /// The number written as `text`: digits with an optional sign, decimal point and power of
    /// ten (`-1.5`, `.5`, `1.23e-4`). `None` for anything else, and for what is too long to keep.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power_of(power)?),
            None => (text, 0),
        };
        let (sign, digits) = signed(digits);
        let (whole, decimals) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, decimals)) => (whole, decimals),
            None => (digits, ""),
        };
        let all = format!("{whole}{decimals}");
        if all.is_empty() || !is_digits(&all) {
            return None;
        }
        let units = IBig::from_str_radix(&all, 10).ok()? * sign;
        let scale = i64::try_from(decimals.len()).ok()? - power;
        scaled(units, scale)
    }
}

impl Number {
    /// The digits of its size, rounded to so many decimals, of which the last are these; one at least
    /// stands before them. Whether what they come to is below 0.
    #[must_use]
    pub fn digits(&self, decimals: u8, rounding: Rounding) -> (bool, String) {
        let width = usize::from(decimals) + 1;
        if let Repr::Short(ratio) = &self.0
            && let Some(units) = ratio.units(decimals.into(), rounding)
        {
            return (units < 0, padded(units.unsigned_abs().to_string(), width));
        }
        let units = self.units(decimals.into(), rounding);
        (units.is_negative(), padded(units.unsigned_abs().to_string(), width))
    }

    /// The digits, and how many of them are decimals, of a number that has few: nearly all.
    fn decimal(&self) -> Option<(i128, u32)> {
        let Repr::Short(ratio) = &self.0 else { return None };
        let (above, below) = ratio.parts();
        let fits = |decimals: &u32| 10_i64.pow(*decimals) % below == 0;
        let decimals = (0..=9).find(fits)?;
        let factor = 10_i64.pow(decimals) / below;
        Some((i128::from(above) * i128::from(factor), decimals))
    }
}

/// With zeros before it, where it is shorter.
fn padded(digits: String, width: usize) -> String {
    if digits.len() >= width { digits } else { format!("{digits:0>width$}") }
}

fn signed(text: &str) -> (IBig, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (IBig::NEG_ONE, rest),
        None => (IBig::ONE, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn power_of(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !is_digits(digits) {
        return None;
    }
    text.parse().ok().filter(|power: &i64| power.abs() <= HIGHEST)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Plain decimal, without a power of ten: exact where 34 significant digits suffice, else
/// rounded half even to so many.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((units, decimals)) = self.decimal() {
            let sign = if units < 0 { "-" } else { "" };
            let (units, one) = (units.unsigned_abs(), 10_u128.pow(decimals));
            write!(f, "{sign}{}", units / one)?;
            let width = usize::try_from(decimals).map_err(|_| fmt::Error)?;
            return if width == 0 { Ok(()) } else { write!(f, ".{:0>width$}", units % one) };
        }
        let (units, scale) = self.significant();
        let sign = if units.is_negative() { "-" } else { "" };
        let digits = units.to_string();
        let digits = digits.trim_start_matches('-');
        let places = usize::try_from(scale.unsigned_abs()).map_err(|_| fmt::Error)?;
        if scale <= 0 {
            let zeros = if self.is_zero() { 0 } else { places };
            return write!(f, "{sign}{digits}{:0<zeros$}", "");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, decimals) = padded.split_at(padded.len() - places);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        Number::parse(text).map(|number| number.to_string())
    }

    #[test]
    fn a_number_is_read_exactly_and_shown_plainly() {
        for (text, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            (".5", "0.5"),
            ("-.872", "-0.872"),
            ("125.4321987654", "125.4321987654"),
            ("1.50", "1.5"),
            ("100", "100"),
            ("1.23e4", "12300"),
            ("1.23E-4", "0.000123"),
            ("883237279.07", "883237279.07"),
            ("9999999999999999999999999999999999", "9999999999999999999999999999999999"),
            ("1e40", "10000000000000000000000000000000000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "-", ".", "1.", "1,000", "1 000", "0x10", "1e", "1e+", "1e99999", "--1", "一"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_never_ends_is_shown_with_34_digits_half_even() {
        let third = Number::ONE.checked_div(&Number::from_i64(3)).expect("not by zero");
        assert_eq!(third.to_string(), "0.3333333333333333333333333333333333");
        let two_thirds = third.checked_add(&third).expect("short");
        assert_eq!(two_thirds.to_string(), "0.6666666666666666666666666666666667");
        assert_eq!(two_thirds.checked_add(&third), Some(Number::ONE));
        assert_eq!(
            read("12345678901234567890123456789012345").as_deref(),
            Some("12345678901234567890123456789012340")
        );
        assert_eq!(
            read("99999999999999999999999999999999999").as_deref(),
            Some("100000000000000000000000000000000000")
        );
    }

    #[test]
    fn digits_are_as_many_as_are_asked_for_and_nothing_has_no_sign() {
        let digits = |text: &str, decimals| {
            let number = Number::parse(text).expect("a number");
            let (below, digits) = number.digits(decimals, Rounding::HalfUp);
            format!("{}{digits}", if below { "-" } else { "" })
        };
        for (text, decimals, shown) in [
            ("0", 2, "000"),
            ("0.004", 2, "000"),
            ("-0.004", 2, "000"),
            ("-0.005", 2, "-001"),
            ("123.455", 2, "12346"),
            ("7", 0, "7"),
            ("1e30", 1, "10000000000000000000000000000000"),
            ("-99999999999999999999999999999999.96", 1, "-1000000000000000000000000000000000"),
        ] {
            assert_eq!(digits(text, decimals), shown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_in_fen_reads_back(fen in any::<i64>()) {
            let number = Number::from_scaled(fen, 2);
            prop_assert_eq!(Number::parse(&number.to_string()), Some(number.clone()));
            prop_assert_eq!(number.to_i64_scaled(2), Some(fen));
        }

        #[test]
        fn no_text_makes_reading_a_number_fall_over(text in any::<String>()) {
            let _number = Number::parse(&text);
        }
    }
}
