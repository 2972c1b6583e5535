//! Figures of cells, with the unit that may stand behind them.

use base::code::half_width;
use base::{Decimal, Scale, Unit, parse_number};

/// The most decimals that are kept of a figure that is not money.
pub(crate) const MOST_DECIMALS: u8 = 9;

/// With as few decimals as hold it exactly, between `least` and nine; `None` when it is too
/// large.
pub(crate) fn fitted(number: Decimal, scale: Scale, least: u8) -> Option<(i64, u8)> {
    let mut nearest = None;
    for decimals in least..=MOST_DECIMALS.max(least) {
        match number.scaled(scale, decimals) {
            Some(scaled) if scaled.exact => return Some((scaled.value, decimals)),
            Some(scaled) => nearest = Some((scaled.value, decimals)),
            None => break,
        }
    }
    nearest
}

/// The whole number that it is, if it is one.
pub(crate) fn whole(number: Decimal) -> Option<i64> {
    if number.is_whole() { i64::try_from(number.digits()).ok() } else { None }
}

/// A figure of whole `10^-decimals`, shown.
pub(crate) fn plain(value: i64, decimals: u8) -> String {
    Decimal::new(i128::from(value), decimals).map_or_else(String::new, |shown| shown.to_string())
}

/// Of a binary number, rounded to 15 significant digits: spreadsheets store 883237279.07 as
/// 883237279.0700001.
pub(crate) fn of_float(float: f64) -> Option<Decimal> {
    // The shortest text that reads back as the number is its rounding where it is short enough.
    let short = || digits(&float.to_string()).or_else(|| Decimal::from_f64(float));
    few_decimals(float).or_else(short)
}

/// A number of at most 15 digits of which none, two or four stand behind the point: nearly every
/// figure, without going through a text. The nearest double to such a decimal is no other's, and
/// a quotient of two whole numbers that doubles hold is the nearest double to it.
#[expect(clippy::float_arithmetic, reason = "a cell of a spreadsheet is a double")]
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a whole number below 10^15 is one in 64 bits"
)]
fn few_decimals(float: f64) -> Option<Decimal> {
    [(0, 1.0), (2, 1e2), (4, 1e4)].into_iter().find_map(|(decimals, tens)| {
        let steps = (float * tens).round();
        let found = steps.abs() < 1e15 && (steps / tens).total_cmp(&float).is_eq();
        if found { Decimal::new(i128::from(steps as i64), decimals) } else { None }
    })
}

/// At most 15 plain digits with a sign and a point: nearly every figure of a sheet.
fn digits(text: &str) -> Option<Decimal> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = rest.split_once('.').unwrap_or((rest, "0"));
    if whole.is_empty() || part.is_empty() || whole.len() + part.len() > 15 {
        return None;
    }
    let mut value = 0i128;
    for digit in whole.bytes().chain(part.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i128::from(digit - b'0');
    }
    Decimal::new(if negative { -value } else { value }, u8::try_from(part.len()).ok()?)
}

/// A number written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) number: Decimal,
    /// The unit written behind it.
    pub(crate) unit: Option<Unit>,
    /// A full-width letter was in it.
    pub(crate) wide: bool,
}

/// The number that a text says: `1,234.5`, `（12）`, `５％`, `3.2亿元`; `None` for `约300万`.
pub(crate) fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    if let Some(number) = digits(text) {
        return Some(Written { number, unit: None, wide: false });
    }
    let narrow = half_width(text);
    let wide = narrow.as_ref() != text;
    let bare = narrow.trim();
    if !bare.ends_with(['%', '‰'])
        && let Ok(number) = parse_number(bare)
    {
        return Some(Written { number, unit: None, wide });
    }
    Unit::all().iter().find_map(|unit| {
        let figure = bare.strip_suffix(unit.symbol)?.trim_end();
        let plain = figure.ends_with(|letter: char| letter.is_ascii_digit() || letter == ')');
        let number = parse_number(figure).ok().filter(|_| plain)?;
        Some(Written { number, unit: Some(*unit), wide })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<&'static str>, bool)> {
        parse(text).map(|written| {
            (written.number.to_string(), written.unit.map(|unit| unit.symbol), written.wide)
        })
    }

    #[test]
    fn figures_are_read_as_sheets_write_them() {
        for (text, number) in [
            ("0", "0"),
            ("-12.50", "-12.5"),
            ("1,234,567.89", "1234567.89"),
            (" 7 ", "7"),
            ("(123.4)", "-123.4"),
            ("1.2E+05", "120000"),
        ] {
            assert_eq!(read(text), Some((number.to_owned(), None, false)), "{text}");
        }
        assert_eq!(read("１２３"), Some(("123".to_owned(), None, true)));
        assert_eq!(read("１，２３４．５"), Some(("1234.5".to_owned(), None, true)));
    }

    #[test]
    #[expect(clippy::excessive_precision, reason = "as a spreadsheet stores it")]
    fn a_binary_number_is_the_decimal_that_was_typed() {
        for float in [
            0.0,
            -0.0,
            12.0,
            -38_679.616_083,
            39_892.105_766,
            883_237_279.070_000_1,
            0.1 + 0.2,
            0.07,
            -1_234.5,
            4_503_599_627_370_497.5,
            9_999_999_999_999.99,
            99_999_999_999_999.9,
            999_999_999_999_999.0,
            1e15,
            123_456_789_012_345.0,
            1e-7,
            5e22,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(of_float(float), Decimal::from_f64(float), "{float}");
        }
    }

    #[test]
    fn a_unit_behind_the_figure_is_kept() {
        assert_eq!(read("3.2亿元"), Some(("3.2".to_owned(), Some("亿元"), false)));
        assert_eq!(read("120 人"), Some(("120".to_owned(), Some("人"), false)));
        assert_eq!(read("5%"), Some(("5".to_owned(), Some("%"), false)));
        assert_eq!(read("５％"), Some(("5".to_owned(), Some("%"), true)));
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in
            ["", "约38354万", "38354万", "12,34", "1.2.3", "一百", "12-15", "2021年", ">5", "5%%"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_ratio_keeps_the_decimals_it_needs() {
        let ratio = parse("12.3456").expect("a number").number;
        assert_eq!(fitted(ratio, Unit::PERCENT.scale, 4), Some((123_456, 6)));
        let count = parse("12").expect("a number").number;
        assert_eq!(fitted(count, Scale::ONE, 0), Some((12, 0)));
        let thirds = Scale { num: 2_000, den: 3 };
        assert_eq!(fitted(count, thirds, 0), Some((8_000, 0)));
        assert_eq!(fitted(Decimal::from(1), thirds, 0), Some((666_666_666_667, 9)));
    }
}
