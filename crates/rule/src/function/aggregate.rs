//! Functions that make one value of a list.

use std::cmp::Ordering;

use base::Dimension;

use super::argument::{list, number};
use super::{Entry, Form, entry, open_entry};
use crate::expr::Arithmetic;
use crate::number::Number;
use crate::value::{Answer, Value};

const LIST: &[Form] = &[Form::of(&["list"])];
const ITEMS: &[Form] = &[Form::variadic(&["list"])];

pub(super) const ENTRIES: &[Entry] = &[
    entry("count", LIST, |args| {
        Some(Value::whole(i64::try_from(list(args.first()?)?.len()).ok()?))
    }),
    open_entry("sum", ITEMS, |args| folded(args, Arithmetic::Add)),
    open_entry("product", ITEMS, |args| folded(args, Arithmetic::Multiply)),
    open_entry("mean", ITEMS, mean),
    open_entry("min", ITEMS, |args| best(args, Ordering::Less)),
    open_entry("max", ITEMS, |args| best(args, Ordering::Greater)),
    open_entry("median", ITEMS, median),
    open_entry("stddev", ITEMS, stddev),
    open_entry("mode", ITEMS, mode),
    open_entry("all", ITEMS, |args| truth(args, Answer::Yes, Answer::and)),
    open_entry("any", ITEMS, |args| truth(args, Answer::No, Answer::or)),
];

/// The elements: those of the one list that is given, or the arguments themselves.
enum Items {
    Known(Vec<Value>),
    Open(Value),
}

fn items(args: &[Value]) -> Option<Items> {
    match args {
        [Value::Open(doubt)] => Some(Items::Open(Value::Open(*doubt))),
        [one] => Some(Items::Known(list(one)?.into_owned())),
        many => Some(Items::Known(many.to_vec())),
    }
}

/// The elements where all are settled; else, as the second, what the doubt makes of the result.
fn settled(args: &[Value]) -> Option<Result<Vec<Value>, Value>> {
    Some(match items(args)? {
        Items::Open(value) => Err(value),
        Items::Known(values) => match Value::openest(&values) {
            Some(doubt) => Err(Value::Open(doubt)),
            None => Ok(values),
        },
    })
}

/// Numbers of one dimension.
fn numbers(values: &[Value]) -> Option<(Vec<&Number>, Dimension)> {
    let (_, dimension) = number(values.first()?)?;
    let one = |value| number(value).filter(|(_, of)| *of == dimension).map(|(number, _)| number);
    Some((values.iter().map(one).collect::<Option<_>>()?, dimension))
}

fn folded(args: &[Value], op: Arithmetic) -> Option<Value> {
    match items(args)? {
        Items::Open(value) => Some(value),
        Items::Known(values) => fold(&values, op),
    }
}

fn fold(values: &[Value], op: Arithmetic) -> Option<Value> {
    if let Some(doubt) = Value::worst(values) {
        return Some(Value::Open(doubt));
    }
    values.iter().all(|value| value.span().is_some()).then_some(())?;
    values.iter().cloned().reduce(|sum, value| sum.arithmetic(op, &value))
}

fn mean(args: &[Value]) -> Option<Value> {
    match items(args)? {
        Items::Open(value) => Some(value),
        Items::Known(values) => {
            let count = Value::whole(i64::try_from(values.len()).ok()?);
            Some(fold(&values, Arithmetic::Add)?.arithmetic(Arithmetic::Divide, &count))
        }
    }
}

/// The least or the greatest. A range of scores takes part with both its ends.
fn best(args: &[Value], wanted: Ordering) -> Option<Value> {
    let values = match items(args)? {
        Items::Open(value) => return Some(value),
        Items::Known(values) => values,
    };
    if let Some(doubt) = Value::worst(&values) {
        return Some(Value::Open(doubt));
    }
    let Some(doubt) = Value::openest(&values) else {
        return extreme(&values, wanted);
    };
    let spans: Vec<_> = values.iter().map(Value::span).collect::<Option<_>>()?;
    let lows: Vec<Value> =
        spans.iter().map(|(low, _, of)| Value::Number(low.clone(), *of)).collect();
    let highs: Vec<Value> =
        spans.iter().map(|(_, high, of)| Value::Number(high.clone(), *of)).collect();
    match (extreme(&lows, wanted)?, extreme(&highs, wanted)?) {
        (Value::Number(low, of), Value::Number(high, with)) if of == with => {
            Some(Value::within(low, high, of, doubt))
        }
        _ => None,
    }
}

fn extreme(values: &[Value], wanted: Ordering) -> Option<Value> {
    let (first, rest) = values.split_first()?;
    let mut best = first;
    best.order(best)?;
    for value in rest {
        if value.order(best)? == wanted {
            best = value;
        }
    }
    Some(match best {
        Value::Number(number, _) => Value::Number(number.clone(), common(values)),
        best => best.clone(),
    })
}

/// What numbers count of which some may name no unit: `max(利润总额, 0)` is money.
fn common(values: &[Value]) -> Dimension {
    let dimensions = values.iter().filter_map(number).map(|(_, dimension)| dimension);
    dimensions.into_iter().find(|of| *of != Dimension::NONE).unwrap_or(Dimension::NONE)
}

fn median(args: &[Value]) -> Option<Value> {
    let values = match settled(args)? {
        Ok(values) => values,
        Err(open) => return Some(open),
    };
    let (mut numbers, dimension) = numbers(&values)?;
    numbers.sort();
    let upper = *numbers.get(numbers.len() / 2)?;
    let lower = *numbers.get((numbers.len() - 1) / 2)?;
    let middle = lower.checked_add(upper)?.checked_div(&Number::from_i64(2))?;
    Some(Value::Number(middle, dimension))
}

/// The deviation of a sample: FEEL divides by one less than the count.
fn stddev(args: &[Value]) -> Option<Value> {
    let values = match settled(args)? {
        Ok(values) => values,
        Err(open) => return Some(open),
    };
    let (numbers, dimension) = numbers(&values)?;
    let count = Number::from_i64(i64::try_from(numbers.len()).ok()?);
    let sum =
        |terms: Vec<Number>| terms.iter().try_fold(Number::ZERO, |sum, term| sum.checked_add(term));
    let mean = sum(numbers.iter().map(|number| (*number).clone()).collect())?;
    let mean = mean.checked_div(&count)?;
    let square = |number: &&Number| {
        let away = number.checked_sub(&mean)?;
        away.checked_mul(&away)
    };
    let squares = sum(numbers.iter().map(square).collect::<Option<_>>()?)?;
    let variance = squares.checked_div(&count.checked_sub(&Number::ONE)?)?;
    Some(Value::Number(variance.sqrt()?, dimension))
}

/// The most frequent numbers, least first.
fn mode(args: &[Value]) -> Option<Value> {
    let values = match settled(args)? {
        Ok(values) if values.is_empty() => return Some(Value::List(values.into())),
        Ok(values) => values,
        Err(open) => return Some(open),
    };
    let (mut numbers, dimension) = numbers(&values)?;
    numbers.sort();
    let groups: Vec<&[&Number]> = numbers.chunk_by(|a, b| a == b).collect();
    let most = groups.iter().map(|group| group.len()).max()?;
    let modes = groups.iter().filter(|group| group.len() == most).filter_map(|group| group.first());
    Some(Value::List(modes.map(|number| Value::Number((*number).clone(), dimension)).collect()))
}

fn truth(args: &[Value], start: Answer, join: fn(Answer, Answer) -> Answer) -> Option<Value> {
    Some(match items(args)? {
        Items::Open(value) => value,
        Items::Known(values) => values.iter().map(Value::answer).fold(start, join).into(),
    })
}
