//! Arguments read as what a function expects; `None` where they are something else.

use std::borrow::Cow;

use base::{Day, Dimension};

use crate::number::Number;
use crate::value::Value;

pub(super) fn number(value: &Value) -> Option<(&Number, Dimension)> {
    match value {
        Value::Number(number, dimension) => Some((number, *dimension)),
        _ => None,
    }
}

/// A number without a dimension.
pub(super) fn bare(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number, Dimension::NONE) => Some(number),
        _ => None,
    }
}

/// A whole number that fits.
pub(super) fn whole(value: &Value) -> Option<i64> {
    number(value)?.0.to_i64_scaled(0)
}

pub(super) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

pub(super) fn day(value: &Value) -> Option<Day> {
    match value {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// A list, or the list of one value that is none. `null` is not a list.
pub(super) fn list(value: &Value) -> Option<Cow<'_, [Value]>> {
    match value {
        Value::List(items) => Some(Cow::Borrowed(items)),
        Value::Null | Value::Open(_) => None,
        Value::Bool(_)
        | Value::Number(..)
        | Value::Between(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Days(_)
        | Value::Months(_)
        | Value::Range(_)
        | Value::Record(_) => Some(Cow::Owned(vec![value.clone()])),
    }
}

/// The place of a position that counts from 1, or from the end where it is below 0.
pub(crate) fn place(position: i64, len: usize) -> Option<usize> {
    let back = usize::try_from(position.unsigned_abs()).ok()?;
    let place = if position > 0 { back - 1 } else { len.checked_sub(back)? };
    (position != 0 && place < len).then_some(place)
}
