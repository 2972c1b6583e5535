//! Functions of numbers.

use base::Dimension;

use super::argument::{bare, number, text};
use super::{Entry, Form, entry};
use crate::number::{Number, Rounding};
use crate::value::Value;

const N: &[Form] = &[Form::of(&["n"])];
const NUMBER: &[Form] = &[Form::of(&["number"])];
const N_SCALE: &[Form] = &[Form::of(&["n", "scale"])];
const N_MAYBE_SCALE: &[Form] = &[Form::optional(&["n", "scale"], 1)];
const DIVISION: &[Form] = &[Form::of(&["dividend", "divisor"])];
const FROM: &[Form] = &[Form::optional(&["from", "grouping separator", "decimal separator"], 1)];

pub(super) const ENTRIES: &[Entry] = &[
    entry("abs", N, |args| abs(args.first()?)),
    entry("sqrt", NUMBER, |args| real(args, Number::sqrt)),
    entry("exp", NUMBER, |args| real(args, Number::exp)),
    entry("log", NUMBER, |args| real(args, Number::log)),
    entry("even", NUMBER, |args| Some(Value::Bool(number(args.first()?)?.0.is_even()))),
    entry("odd", NUMBER, |args| odd(args.first()?)),
    entry("modulo", DIVISION, modulo),
    entry("decimal", N_SCALE, |args| round(args, Rounding::HalfEven)),
    entry("floor", N_MAYBE_SCALE, |args| round(args, Rounding::Floor)),
    entry("ceiling", N_MAYBE_SCALE, |args| round(args, Rounding::Ceiling)),
    entry("round up", N_SCALE, |args| round(args, Rounding::Up)),
    entry("round down", N_SCALE, |args| round(args, Rounding::Down)),
    entry("round half up", N_SCALE, |args| round(args, Rounding::HalfUp)),
    entry("round half down", N_SCALE, |args| round(args, Rounding::HalfDown)),
    entry("number", FROM, from_text),
];

fn abs(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number, dimension) => Some(Value::Number(number.abs(), *dimension)),
        Value::Days(days) => days.checked_abs().map(Value::Days),
        Value::Months(months) => months.checked_abs().map(Value::Months),
        _ => None,
    }
}

fn real(args: &[Value], of: fn(&Number) -> Option<Number>) -> Option<Value> {
    Some(Value::Number(of(bare(args.first()?)?)?, Dimension::NONE))
}

fn odd(value: &Value) -> Option<Value> {
    let (number, _) = number(value)?;
    Some(Value::Bool(number.is_integer() && !number.is_even()))
}

fn modulo(args: &[Value]) -> Option<Value> {
    let (dividend, of) = number(args.first()?)?;
    let (divisor, by) = number(args.get(1)?)?;
    (of == by).then_some(())?;
    Some(Value::Number(dividend.modulo(divisor)?, of))
}

fn round(args: &[Value], rounding: Rounding) -> Option<Value> {
    let (number, dimension) = number(args.first()?)?;
    let scale = match args.get(1) {
        Some(scale) => bare(scale)?.round(0, Rounding::Down)?.to_i64_scaled(0)?,
        None => 0,
    };
    Some(Value::Number(number.round(scale, rounding)?, dimension))
}

fn from_text(args: &[Value]) -> Option<Value> {
    let grouping = separator(args.get(1), &[" ", ",", "."])?;
    let decimal = separator(args.get(2), &[",", "."])?;
    if !grouping.is_empty() && grouping == decimal {
        return None;
    }
    let mut digits = text(args.first()?)?.to_owned();
    if !grouping.is_empty() {
        digits = digits.replace(grouping, "");
    }
    if decimal == "," {
        if digits.contains('.') {
            return None;
        }
        digits = digits.replace(',', ".");
    }
    Some(Value::Number(Number::parse(&digits)?, Dimension::NONE))
}

/// A separator that is given: one of those allowed, or nothing for `null`.
fn separator<'v>(value: Option<&'v Value>, allowed: &[&str]) -> Option<&'v str> {
    match value {
        None | Some(Value::Null) => Some(""),
        Some(value) => text(value).filter(|mark| allowed.contains(mark)),
    }
}
