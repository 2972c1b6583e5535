//! Figures with their units: money as 万元 with two decimals, shares with one or two.

use std::borrow::Cow;

use base::{Dimension, Unit};
use rule::number::{Number, Rounding};
use rule::value::Value;

use super::Tongue;

/// The most decimals that are shown where fewer would hide a difference; a fen is the sixth
/// decimal of 万元.
const MOST: u8 = 6;

/// A figure in the unit that officials show it in, rounded for reading.
pub fn figure(number: &Number, unit: Option<Unit>, dimension: Dimension) -> String {
    let scale = Scale::of(unit, dimension);
    let scaled = scale.scaled(number);
    let enough = (scale.least..scale.usual).find(|decimals| {
        let rounded = |decimals: u8| scaled.round(i64::from(decimals), Rounding::HalfUp);
        rounded(*decimals) == rounded(scale.usual)
    });
    scale.written(&scaled, enough.unwrap_or(scale.usual))
}

/// A figure with every decimal it has, as far as a fen.
pub fn exact(number: &Number, unit: Option<Unit>, dimension: Dimension) -> String {
    let scale = Scale::of(unit, dimension);
    let scaled = scale.scaled(number);
    let enough = (scale.least..MOST).find(|decimals| {
        scaled.round(i64::from(*decimals), Rounding::HalfUp).as_ref() == Some(&scaled)
    });
    scale.written(&scaled, enough.unwrap_or(MOST))
}

/// At least so much: every decimal of what is small, else rounded up.
pub fn at_least(number: &Number, unit: Option<Unit>, dimension: Dimension) -> String {
    let scale = Scale::of(unit, dimension);
    let scaled = scale.scaled(number);
    let small = scaled.abs() < Number::ONE;
    let up = scaled.round(i64::from(scale.least), Rounding::Up);
    match up.filter(|_| !small && scale.least > 0) {
        Some(up) => scale.written(&up, scale.least),
        None => exact(number, unit, dimension),
    }
}

/// From where to where a figure moves: as usual where that tells the two apart, the aim never
/// short of what is needed; else with every decimal.
pub fn step(from: &Number, to: &Number, unit: Option<Unit>, dimension: Dimension) -> [String; 2] {
    let scale = Scale::of(unit, dimension);
    let rounded = |number: &Number, rounding| {
        let decimals = i64::from(scale.least);
        scale.scaled(number).round(decimals, rounding).filter(|_| decimals > 0)
    };
    let beyond = if to > from { Rounding::Ceiling } else { Rounding::Floor };
    match (rounded(from, Rounding::HalfUp), rounded(to, beyond)) {
        (Some(from), Some(to)) if from != to => {
            [from, to].map(|number| scale.written(&number, scale.least))
        }
        _ => [from, to].map(|number| exact(number, unit, dimension)),
    }
}

/// Two figures with as many decimals as it takes to tell them apart.
pub fn pair(one: &Number, other: &Number, unit: Option<Unit>, dimension: Dimension) -> [String; 2] {
    let scale = Scale::of(unit, dimension);
    let scaled = [one, other].map(|number| scale.scaled(number));
    let told = |decimals: &u8| {
        let rounded = |number: &Number| number.round(i64::from(*decimals), Rounding::HalfUp);
        let [one, other] = &scaled;
        rounded(one) != rounded(other)
    };
    let enough = if one == other { None } else { (scale.least..MOST).find(told) };
    let decimals = enough.unwrap_or(if one == other { scale.least } else { MOST });
    scaled.map(|scaled| scale.written(&scaled, decimals))
}

/// A value as it is shown to a reader.
pub fn value(value: &Value, unit: Option<Unit>, tongue: Tongue) -> String {
    let some = |count: i64, zh: &str, en: &str| {
        let more = if count == 1 { "" } else { "s" };
        tongue.say([format_args!("{count} {zh}"), format_args!("{count} {en}{more}")])
    };
    match value {
        Value::Null | Value::Open(_) => tongue.missing().to_owned(),
        Value::Bool(true) => tongue.of(["是", "yes"]).to_owned(),
        Value::Bool(false) => tongue.of(["否", "no"]).to_owned(),
        Value::Number(number, dimension) => figure(number, unit, *dimension),
        Value::Between(between) => {
            let low = figure(&between.low, unit, between.dimension);
            let to = tongue.of(["至", "to"]);
            format!("{low} {to} {}", figure(&between.high, unit, between.dimension))
        }
        Value::Text(text) => text.clone(),
        Value::Days(days) => some(*days, "天", "day"),
        Value::Months(months) if months % 12 == 0 => some(months / 12, "年", "year"),
        Value::Months(months) => some(*months, "个月", "month"),
        Value::List(items) if items.is_empty() => tongue.of(["无", "none"]).to_owned(),
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Record(_))) => {
            match items.split_last() {
                Some((Value::Open(_), listed)) => tongue.records_at_least(listed.len()),
                _ => tongue.records(items.len()),
            }
        }
        Value::List(items) => {
            let items: Vec<String> =
                items.iter().map(|item| self::value(item, unit, tongue)).collect();
            tongue.list(&items)
        }
        Value::Date(_) | Value::Range(_) | Value::Record(_) => value.to_string(),
    }
}

/// How figures of one kind are written.
struct Scale {
    /// How many of the base unit one of the shown unit is.
    factor: Number,
    symbol: Cow<'static, str>,
    /// Decimals that are always shown.
    least: u8,
    /// Decimals that are shown where the last of them is not zero.
    usual: u8,
}

impl Scale {
    /// Money is shown in 万元 unless its fact has a unit of its own; what has no dimension and
    /// no unit is a plain number.
    fn of(unit: Option<Unit>, dimension: Dimension) -> Self {
        let own = unit.filter(|unit| unit.dimension == dimension);
        let unit = own.or((dimension == Dimension::MONEY).then_some(Unit::WAN));
        let Some(unit) = unit else {
            let plain = dimension == Dimension::NONE;
            let symbol = if plain { Cow::Borrowed("") } else { dimension.to_string().into() };
            return Self { factor: Number::ONE, symbol, least: 0, usual: 0 };
        };
        let factor = Number::from_ratio(unit.scale.num, unit.scale.den).unwrap_or(Number::ONE);
        let (least, usual) = match unit {
            Unit::PERCENT => (1, 2),
            unit if unit.is_money() => (2, 2),
            _ => (0, 0),
        };
        Self { factor, symbol: unit.symbol.into(), least, usual }
    }

    fn scaled(&self, number: &Number) -> Number {
        number.checked_div(&self.factor).unwrap_or_else(|| number.clone())
    }

    /// A number of the shown unit.
    fn written(&self, scaled: &Number, decimals: u8) -> String {
        let places = match self.least {
            0 if scaled.is_integer() => 0,
            0 => decimals.max(4),
            _ => decimals,
        };
        let (below, digits) = scaled.digits(places, Rounding::HalfUp);
        let (whole, part) = digits.split_at(digits.len() - usize::from(places));
        let part = if self.least == 0 { part.trim_end_matches('0') } else { part };
        let mut shown = String::with_capacity(2 * digits.len() + self.symbol.len() + MINUS.len());
        shown.push_str(if below { MINUS } else { "" });
        group(&mut shown, whole);
        shown.push_str(if part.is_empty() { "" } else { "." });
        shown.push_str(part);
        shown.push_str(if self.symbol.is_empty() || self.symbol == "%" { "" } else { " " });
        shown.push_str(&self.symbol);
        shown
    }
}

/// As long as a plus.
const MINUS: &str = "−";

/// `1,234,567`; what is below zero has a minus sign.
pub(crate) fn grouped(whole: &str) -> String {
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| (MINUS, digits));
    let mut shown = String::from(sign);
    group(&mut shown, digits);
    shown
}

/// Adds digits in groups of three.
fn group(shown: &mut String, digits: &str) {
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn figures_are_written_as_officials_write_them() {
        for (text, unit, dimension, shown) in [
            ("1920000", Some(Unit::WAN), Dimension::MONEY, "192.00 万元"),
            ("48000000", None, Dimension::MONEY, "4,800.00 万元"),
            ("-1234567.89", Some(Unit::YUAN), Dimension::MONEY, "−1,234,567.89 元"),
            ("0.04", Some(Unit::PERCENT), Dimension::NONE, "4.0%"),
            ("0.07408", Some(Unit::PERCENT), Dimension::NONE, "7.41%"),
            ("-0.299999", Some(Unit::PERCENT), Dimension::NONE, "−30.0%"),
            ("1234", Some(Unit::PERSON), Dimension::PERSON, "1,234 人"),
            ("70", None, Dimension::NONE, "70"),
            ("62.5", None, Dimension::NONE, "62.5"),
            ("0.333333", None, Dimension::NONE, "0.3333"),
            ("1.1025", None, Dimension::NONE, "1.1025"),
        ] {
            assert_eq!(figure(&number(text), unit, dimension), shown, "{text}");
        }
    }

    #[test]
    fn a_move_never_falls_short_of_its_aim() {
        let step = |from, to| step(&number(from), &number(to), Some(Unit::WAN), Dimension::MONEY);
        assert_eq!(step("2724470.64", "20000000"), ["272.45 万元", "2,000.00 万元"]);
        assert_eq!(step("2724470.64", "20000000.01"), ["272.45 万元", "2,000.01 万元"]);
        assert_eq!(step("20000099.99", "12345678.90"), ["2,000.01 万元", "1,234.56 万元"]);
        assert_eq!(step("19999999.99", "20000000"), ["1,999.999999 万元", "2,000.00 万元"]);
        let staff = super::step(&number("9"), &number("10"), Some(Unit::PERSON), Dimension::PERSON);
        assert_eq!(staff, ["9 人", "10 人"]);
    }

    #[test]
    fn a_gap_is_written_to_the_fen() {
        let exact = |text| exact(&number(text), Some(Unit::WAN), Dimension::MONEY);
        assert_eq!(exact("480000"), "48.00 万元");
        assert_eq!(exact("0.01"), "0.000001 万元");
        assert_eq!(exact("123456.7"), "12.34567 万元");
        let at_least = |text| at_least(&number(text), Some(Unit::WAN), Dimension::MONEY);
        assert_eq!(at_least("480000"), "48.00 万元");
        assert_eq!(at_least("480000.01"), "48.01 万元");
        assert_eq!(at_least("0.01"), "0.000001 万元");
    }

    #[test]
    fn two_figures_that_differ_look_different() {
        let pair =
            |one, other| pair(&number(one), &number(other), Some(Unit::PERCENT), Dimension::NONE);
        assert_eq!(pair("0.04", "0.05"), ["4.0%", "5.0%"]);
        assert_eq!(pair("0.04999", "0.05"), ["4.999%", "5.000%"]);
        assert_eq!(pair("0.05", "0.05"), ["5.0%", "5.0%"]);
    }
}
