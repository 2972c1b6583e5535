//! Relations of points and ranges, and ranges from texts.

use std::cmp::Ordering;

use super::argument::text;
use super::{Entry, Form, entry};
use crate::expr::{Arguments, Expr, Node, RangeExpr};
use crate::row::evaluate;
use crate::value::{Range, Value};

const POINTS_AND_RANGES: &[Form] = &[
    Form::of(&["point1", "point2"]),
    Form::of(&["point", "range"]),
    Form::of(&["range", "point"]),
    Form::of(&["range1", "range2"]),
];
const RANGES: &[Form] = &[Form::of(&["range1", "range2"])];
const POINT_OR_RANGE: &[Form] = &[Form::of(&["point", "range"]), Form::of(&["range1", "range2"])];
const RANGE_OR_POINT: &[Form] = &[Form::of(&["range", "point"]), Form::of(&["range1", "range2"])];
const POINTS_OR_RANGES: &[Form] =
    &[Form::of(&["point1", "point2"]), Form::of(&["range1", "range2"])];

pub(super) const ENTRIES: &[Entry] = &[
    entry("before", POINTS_AND_RANGES, |args| before(args.first()?, args.get(1)?)),
    entry("after", POINTS_AND_RANGES, |args| before(args.get(1)?, args.first()?)),
    entry("meets", RANGES, |args| meets(args.first()?, args.get(1)?)),
    entry("met by", RANGES, |args| meets(args.get(1)?, args.first()?)),
    entry("overlaps", RANGES, overlaps),
    entry("overlaps before", RANGES, |args| overlaps_before(args.first()?, args.get(1)?)),
    entry("overlaps after", RANGES, |args| overlaps_before(args.get(1)?, args.first()?)),
    entry("finishes", POINT_OR_RANGE, |args| finishes(args.first()?, args.get(1)?)),
    entry("finished by", RANGE_OR_POINT, |args| finishes(args.get(1)?, args.first()?)),
    entry("includes", RANGE_OR_POINT, |args| includes(args.first()?, args.get(1)?)),
    entry("during", POINT_OR_RANGE, |args| includes(args.get(1)?, args.first()?)),
    entry("starts", POINT_OR_RANGE, |args| starts(args.first()?, args.get(1)?)),
    entry("started by", RANGE_OR_POINT, |args| starts(args.get(1)?, args.first()?)),
    entry("coincides", POINTS_OR_RANGES, coincides),
    entry("range", &[Form::of(&["from"])], |args| from_text(text(args.first()?)?)),
];

/// An end of a range. A low end that is left out of it lies a hair above its value, a high end a
/// hair below; so every relation is a comparison of ends.
#[derive(Clone, Copy)]
enum End<'v> {
    Lowest,
    At(&'v Value, i8),
    Highest,
}

struct Ends<'v> {
    low: End<'v>,
    high: End<'v>,
    is_point: bool,
}

impl<'v> Ends<'v> {
    fn of(value: &'v Value) -> Self {
        let Value::Range(range) = value else {
            return Self { low: End::At(value, 0), high: End::At(value, 0), is_point: true };
        };
        let low = range
            .low
            .as_ref()
            .map_or(End::Lowest, |(low, inside)| End::At(low, i8::from(!*inside)));
        let high = range
            .high
            .as_ref()
            .map_or(End::Highest, |(high, inside)| End::At(high, if *inside { 0 } else { -1 }));
        Self { low, high, is_point: false }
    }
}

fn order(a: End<'_>, b: End<'_>) -> Option<Ordering> {
    match (a, b) {
        (End::Lowest, End::Lowest) | (End::Highest, End::Highest) => Some(Ordering::Equal),
        (End::Lowest, _) | (_, End::Highest) => Some(Ordering::Less),
        (_, End::Lowest) | (End::Highest, _) => Some(Ordering::Greater),
        (End::At(a, above), End::At(b, beyond)) => Some(a.order(b)?.then(above.cmp(&beyond))),
    }
}

fn before(a: &Value, b: &Value) -> Option<Value> {
    Some(Value::Bool(order(Ends::of(a).high, Ends::of(b).low)?.is_lt()))
}

fn ranges<'v>(a: &'v Value, b: &'v Value) -> Option<(Ends<'v>, Ends<'v>)> {
    let (a, b) = (Ends::of(a), Ends::of(b));
    (!a.is_point && !b.is_point).then_some((a, b))
}

/// A point and a range, or two ranges.
fn into_range<'v>(a: &'v Value, b: &'v Value) -> Option<(Ends<'v>, Ends<'v>)> {
    let (a, b) = (Ends::of(a), Ends::of(b));
    (!b.is_point).then_some((a, b))
}

fn meets(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = ranges(a, b)?;
    let inside = matches!((a.high, b.low), (End::At(_, 0), End::At(_, 0)));
    Some(Value::Bool(order(a.high, b.low)?.is_eq() && inside))
}

fn overlaps(args: &[Value]) -> Option<Value> {
    let (a, b) = ranges(args.first()?, args.get(1)?)?;
    Some(Value::Bool(order(a.high, b.low)?.is_ge() && order(a.low, b.high)?.is_le()))
}

fn overlaps_before(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = ranges(a, b)?;
    let starts_before = order(a.low, b.low)?.is_lt();
    let reaches = order(a.high, b.low)?.is_ge();
    Some(Value::Bool(starts_before && reaches && order(a.high, b.high)?.is_le()))
}

fn finishes(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = into_range(a, b)?;
    let late = a.is_point || order(a.low, b.low)?.is_ge();
    Some(Value::Bool(order(a.high, b.high)?.is_eq() && late))
}

fn starts(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = into_range(a, b)?;
    let early = a.is_point || order(a.high, b.high)?.is_le();
    Some(Value::Bool(order(a.low, b.low)?.is_eq() && early))
}

fn includes(a: &Value, b: &Value) -> Option<Value> {
    let (b, a) = into_range(b, a)?;
    Some(Value::Bool(order(a.low, b.low)?.is_le() && order(a.high, b.high)?.is_ge()))
}

fn coincides(args: &[Value]) -> Option<Value> {
    let (a, b) = (Ends::of(args.first()?), Ends::of(args.get(1)?));
    (a.is_point == b.is_point).then_some(())?;
    Some(Value::Bool(order(a.low, b.low)?.is_eq() && order(a.high, b.high)?.is_eq()))
}

/// The range that a text says, whose ends are literals of one kind, the low one first.
fn from_text(text: &str) -> Option<Value> {
    let formula = crate::parse::formula(text).ok()?;
    let Node::Range(RangeExpr { low: Some((low, _)), high: Some((high, _)) }) = &*formula.node
    else {
        return None;
    };
    (is_literal(low) && is_literal(high)).then_some(())?;
    evaluate(low).order(&evaluate(high))?.is_le().then(|| evaluate(&formula))
}

/// A constant, or a day or a duration from one.
fn is_literal(expr: &Expr) -> bool {
    match &*expr.node {
        Node::Literal(_) => true,
        Node::Call(function, Arguments::Positional(arguments)) => {
            ["date", "duration"].contains(&function.name())
                && arguments.iter().all(|argument| matches!(*argument.node, Node::Literal(_)))
        }
        _ => false,
    }
}

impl Range {
    /// The property that `range.property` names; an end that is not there is `null`.
    pub(crate) fn property(&self, name: &str) -> Option<Value> {
        let end = |end: &Option<(Value, bool)>| {
            end.as_ref().map_or(Value::Null, |(value, _)| value.clone())
        };
        let inside = |end: &Option<(Value, bool)>| {
            Value::Bool(end.as_ref().is_some_and(|(_, inside)| *inside))
        };
        match name {
            "start" => Some(end(&self.low)),
            "end" => Some(end(&self.high)),
            "start included" => Some(inside(&self.low)),
            "end included" => Some(inside(&self.high)),
            _ => None,
        }
    }
}
