//! Reading a number the way sheets write it.

use super::Decimal;
use crate::code::half_width;

/// The number that `text` says, exactly.
///
/// Accepted: full width, a sign, thousands separators in threes, decimals, `%` and `‰`,
/// scientific notation, accountants' brackets for negatives (`(1,234)` is −1234) and ¥
/// before it. A unit after the number is the caller's to take off first.
///
/// # Errors
/// [`NumberFault`]. Blanks, dashes and words are faults here: that a dash means
/// *unknown* is for the reader of the sheet to say.
pub fn parse_number(text: &str) -> Result<Decimal, NumberFault> {
    let text = half_width(text.trim());
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberFault::Empty);
    }
    let not = || NumberFault::NotANumber { found: text.to_owned() };
    let (negative, rest) = sign(text).ok_or_else(not)?;
    let (places, rest) = match rest.strip_suffix('%') {
        Some(rest) => (2, rest),
        None => rest.strip_suffix('‰').map_or((0, rest), |rest| (3, rest)),
    };
    let (mantissa, exponent) = split_exponent(rest.trim_end()).ok_or_else(not)?;
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = ungrouped(whole).ok_or_else(|| {
        if mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')) {
            NumberFault::Grouping { found: text.to_owned() }
        } else {
            not()
        }
    })?;
    let digits = format!("{whole}{decimals}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not());
    }
    let places = i64::try_from(decimals.len()).unwrap_or(i64::MAX).saturating_add(places);
    let power = i64::from(exponent).saturating_sub(places);
    assemble(&digits, power)
        .map(|number| if negative { negated(number) } else { number })
        .ok_or_else(|| NumberFault::Range { found: text.to_owned() })
}

/// Whether it is negative, and the text without signs, brackets and ¥.
fn sign(text: &str) -> Option<(bool, &str)> {
    let bare = |text| str::trim_start(str::strip_prefix(text, '¥').unwrap_or(text));
    if let Some(inside) = text.strip_prefix('(') {
        let inside = bare(inside.strip_suffix(')')?.trim());
        return inside
            .starts_with(|first: char| first.is_ascii_digit() || first == '.')
            .then_some((true, inside));
    }
    let text = bare(text);
    match text.strip_prefix('-') {
        Some(rest) => Some((true, bare(rest))),
        None => Some((false, bare(text.strip_prefix('+').unwrap_or(text)))),
    }
}

/// The part before `E` and the power of ten after it.
fn split_exponent(text: &str) -> Option<(&str, i32)> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Some((text, 0));
    };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((mantissa, exponent.parse().ok()?))
}

/// The digits without their thousands separators, which stand every three digits.
fn ungrouped(whole: &str) -> Option<String> {
    let Some((first, rest)) = whole.split_once(',') else { return Some(whole.to_owned()) };
    let threes = rest.split(',').all(|group| group.len() == 3);
    ((1..=3).contains(&first.len()) && threes).then(|| whole.replace(',', ""))
}

/// `digits` × 10^`power`, where it fits.
fn assemble(digits: &str, power: i64) -> Option<Decimal> {
    let significant = digits.trim_start_matches('0');
    let short = significant.trim_end_matches('0');
    if short.is_empty() {
        return Some(Decimal::ZERO);
    }
    let idle = i64::try_from(significant.len() - short.len()).ok()?;
    let power = power.checked_add(idle)?;
    let value: i128 = short.parse().ok()?;
    match u32::try_from(power) {
        Ok(power) => Decimal::new(value.checked_mul(10_i128.checked_pow(power)?)?, 0),
        Err(_) => Decimal::new(value, u8::try_from(power.checked_neg()?).ok()?),
    }
}

fn negated(number: Decimal) -> Decimal {
    // Digits come from a text without a sign, so the smallest of 128 bits is not among them.
    Decimal { digits: number.digits.saturating_neg(), ..number }
}

/// Why a text is not read as a number. Each but the first holds the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Nothing is written.
    #[error("there is no number")]
    Empty,
    /// It holds something that no number has.
    #[error("“{found}” is not a number")]
    NotANumber {
        /// The text.
        found: String,
    },
    /// Its commas do not stand every three digits: perhaps a decimal comma, or two numbers.
    #[error("“{found}” has commas that do not stand every three digits")]
    Grouping {
        /// The text.
        found: String,
    },
    /// More digits than can be held exactly.
    #[error("“{found}” has too many digits")]
    Range {
        /// The text.
        found: String,
    },
}

impl NumberFault {
    /// In Chinese, with what to do.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "没有填数字".to_owned(),
            Self::NotANumber { found } => {
                format!("“{found}”不是数字；请只填数字，单位写在表头，说明写在备注")
            }
            Self::Grouping { found } => {
                format!("“{found}”的逗号不是三位一节；请去掉逗号，小数点用“.”")
            }
            Self::Range { found } => format!("“{found}”位数过多；请核对数字和单位"),
        }
    }

    /// In English, with what to do.
    #[must_use]
    pub fn en(&self) -> String {
        let advice = match self {
            Self::Empty => "write one, or leave the cell blank if it is not known",
            Self::NotANumber { .. } => "write digits only; units go to the header",
            Self::Grouping { .. } => "leave the commas out; decimals follow a point",
            Self::Range { .. } => "check the number and its unit",
        };
        format!("{self}; {advice}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        parse_number(text).map_or_else(|fault| format!("{fault:?}"), |number| number.to_string())
    }

    #[test]
    fn numbers_are_read_as_sheets_write_them() {
        for (text, value) in [
            ("1234.5", "1234.5"),
            ("1,234.50", "1234.5"),
            ("12,345,678", "12345678"),
            ("１，２３４．５０", "1234.5"),
            (" 1234 ", "1234"),
            ("-1,234", "-1234"),
            ("−5", "-5"),
            ("+5", "5"),
            ("(1,234)", "-1234"),
            ("（1,234.5）", "-1234.5"),
            ("¥1,234.00", "1234"),
            ("￥1234", "1234"),
            ("-¥5", "-5"),
            ("¥-5", "-5"),
            ("(¥5)", "-5"),
            ("5%", "0.05"),
            ("５％", "0.05"),
            ("12.5 %", "0.125"),
            ("3‰", "0.003"),
            ("1.5E+8", "150000000"),
            ("9.14e-3", "0.00914"),
            ("1E2%", "1"),
            (".5", "0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("0", "0"),
            ("-0.00", "0"),
            ("(0)", "0"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "—",
            "-",
            "无",
            "12万元",
            "1.2.3",
            "1 234",
            "--5",
            "-(5)",
            "(-5)",
            "(5",
            "5)",
            "()",
            ".",
            "%",
            "5%%",
            "E5",
            "1E",
            "1E+",
            "1e5.0",
            "1E99999",
            "#DIV/0!",
            "2021年",
            "1e+-5",
            "¥",
            "1_000",
            "½",
            "٣",
            "西安,咸阳",
        ] {
            assert_eq!(
                parse_number(text),
                Err(NumberFault::NotANumber { found: text.to_owned() }),
                "{text}"
            );
        }
        assert_eq!(parse_number("　 "), Err(NumberFault::Empty));
    }

    #[test]
    fn commas_stand_every_three_digits_or_are_refused() {
        for text in ["12,34", "1,23", "1234,567", "1,2345", ",123", "1,,234", "1,234,", "3,14"] {
            assert_eq!(
                parse_number(text),
                Err(NumberFault::Grouping { found: text.to_owned() }),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_too_long_to_hold_is_refused_and_not_cut() {
        let long = "9".repeat(39);
        for text in [long.as_str(), "1E39", "1E-39", "-1E9999"] {
            assert_eq!(parse_number(text), Err(NumberFault::Range { found: text.to_owned() }));
        }
        assert_eq!(read("1E38"), format!("1{}", "0".repeat(38)));
        assert_eq!(read("1E-38"), format!("0.{}1", "0".repeat(37)));
        assert_eq!(read(&format!("0.5{}", "0".repeat(99))), "0.5");
    }

    #[test]
    fn a_fault_says_what_to_do() {
        let fault = NumberFault::Grouping { found: "3,14".into() };
        assert_eq!(fault.zh(), "“3,14”的逗号不是三位一节；请去掉逗号，小数点用“.”");
        assert_eq!(
            fault.en(),
            "“3,14” has commas that do not stand every three digits; \
             leave the commas out; decimals follow a point"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_fall_over(text in any::<String>()) {
            if let Ok(number) = parse_number(&text) {
                prop_assert_eq!(parse_number(&number.to_string()), Ok(number));
            }
        }

        #[test]
        fn number_like_text_reads_back_or_is_refused(text in "[-+(¥]?[0-9,.]{0,12}(E[-+]?[0-9]{1,3})?[%)]?") {
            if let Ok(number) = parse_number(&text) {
                prop_assert_eq!(parse_number(&number.to_string()), Ok(number));
            }
        }
    }
}
