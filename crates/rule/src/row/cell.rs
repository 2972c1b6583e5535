//! One cell of a column as a value.

use base::{Day, Dimension};

use crate::fact::{Field, Type};
use crate::number::Number;
use crate::table::{Column, Values};
use crate::value::{Doubt, Value, later};

const EPOCH: Day = Day::constant(1970, 1, 1);

/// The value of a fact in a row; `None` where it is unknown. A record has its fields in the
/// declared order, under their ids. What follows the records of a list that may go on is unknown.
pub(super) fn value(column: &Column, row: usize, of: &Type, fields: &[Field]) -> Option<Value> {
    picked(column, row, of, (fields, None))
}

/// The same, with only those fields of records whose names are `asked`.
pub(super) fn picked(
    column: &Column,
    row: usize,
    of: &Type,
    (fields, asked): (&[Field], Option<&[String]>),
) -> Option<Value> {
    if !column.known.get(row) {
        let listed = column.values.records(row).filter(|listed| !listed.is_empty())?;
        let Values::List { fields: columns, .. } = &column.values else { return None };
        let listed = listed.map(|at| record(columns, at, (fields, asked)));
        return Some(Value::List(listed.chain([Value::UNKNOWN]).collect()));
    }
    match &column.values {
        Values::Number { values, decimals } => {
            let dimension = match of {
                Type::Number(dimension) => *dimension,
                _ => Dimension::NONE,
            };
            Some(Value::Number(Number::from_scaled(*values.get(row)?, *decimals), dimension))
        }
        Values::Bool(bits) => Some(Value::Bool(bits.get(row))),
        Values::Text { codes, words } => {
            let code = usize::try_from(*codes.get(row)?).ok()?;
            words.get(code).cloned().map(Value::Text)
        }
        Values::Date(days) => later(EPOCH, i64::from(*days.get(row)?)).map(Value::Date),
        Values::Days(days) => days.get(row).copied().map(Value::Days),
        Values::Months(months) => months.get(row).copied().map(Value::Months),
        Values::List { fields: columns, .. } => {
            let records = column.values.records(row)?;
            Some(Value::List(records.map(|at| record(columns, at, (fields, asked))).collect()))
        }
    }
}

/// A judgement, which has no dimension; `None` where nobody has judged.
pub(super) fn bare(column: &Column, row: usize) -> Option<Value> {
    value(column, row, &Type::Number(Dimension::NONE), &[])
}

/// What a judgement is before anybody has judged.
pub(super) fn unjudged(max: Option<u16>) -> Value {
    max.map_or(Value::Open(Doubt::Person), |max| {
        let max = Number::from_i64(i64::from(max));
        Value::within(Number::ZERO, max, Dimension::NONE, Doubt::Person)
    })
}

fn record(columns: &[Column], at: usize, (fields, asked): (&[Field], Option<&[String]>)) -> Value {
    let wanted = |field: &Field| asked.is_none_or(|asked| asked.contains(&field.id));
    let field = |(field, column): (&Field, &Column)| {
        let found = value(column, at, &field.of, &[]);
        (field.id.clone(), found.unwrap_or(Value::UNKNOWN))
    };
    Value::Record(
        fields.iter().zip(columns).filter(|(field, _)| wanted(field)).map(field).collect(),
    )
}
