//! Functions of days and durations.

use base::Day;
use jiff::civil::Weekday;

use super::argument::{day, text, whole};
use super::{Entry, Form, entry};
use crate::value::{self, Value};

const FROM: &[Form] = &[Form::of(&["from"])];
const DATE: &[Form] = &[Form::of(&["from"]), Form::of(&["year", "month", "day"])];
const FROM_TO: &[Form] = &[Form::of(&["from", "to"])];
const ON: &[Form] = &[Form::of(&["date"])];

pub(super) const ENTRIES: &[Entry] = &[
    entry("date", DATE, date),
    entry("duration", FROM, |args| value::duration(text(args.first()?)?)),
    entry("years and months duration", FROM_TO, |args| {
        Some(Value::Months(months(day(args.first()?)?, day(args.get(1)?)?)))
    }),
    entry("day of year", ON, |args| Some(number(day(args.first()?)?.day_of_year()))),
    entry("week of year", ON, |args| Some(number(day(args.first()?)?.iso_week_date().week()))),
    entry("day of week", ON, |args| Some(word(weekday(day(args.first()?)?.weekday())))),
    entry("month of year", ON, |args| month(day(args.first()?)?.month()).map(word)),
];

fn number(number: impl Into<i64>) -> Value {
    Value::whole(number.into())
}

fn word(word: &str) -> Value {
    Value::Text(word.to_owned())
}

fn date(args: &[Value]) -> Option<Value> {
    let day = match args {
        [Value::Date(day)] => Some(*day),
        [from] => value::day(text(from)?),
        [year, month, day] => Day::new(
            whole(year)?.try_into().ok()?,
            whole(month)?.try_into().ok()?,
            whole(day)?.try_into().ok()?,
        )
        .ok(),
        _ => None,
    };
    day.map(Value::Date)
}

/// Whole months from one day to another, below 0 where the other is earlier.
fn months(from: Day, to: Day) -> i64 {
    let count = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month());
    let months = count(to) - count(from);
    if months > 0 && to.day() < from.day() {
        months - 1
    } else if months < 0 && to.day() > from.day() {
        months + 1
    } else {
        months
    }
}

/// The property of a day that `day.property` names.
pub(crate) fn day_property(day: Day, property: &str) -> Option<Value> {
    match property {
        "year" => Some(number(day.year())),
        "month" => Some(number(day.month())),
        "day" => Some(number(day.day())),
        "weekday" => Some(number(day.weekday().to_monday_one_offset())),
        _ => None,
    }
}

/// The property of a duration in months that `duration.property` names.
pub(crate) fn months_property(months: i64, property: &str) -> Option<Value> {
    match property {
        "years" => Some(number(months / 12)),
        "months" => Some(number(months % 12)),
        _ => None,
    }
}

/// The property of a duration in days that `duration.property` names.
pub(crate) fn days_property(days: i64, property: &str) -> Option<Value> {
    match property {
        "days" => Some(number(days)),
        "hours" | "minutes" | "seconds" => Some(number(0)),
        _ => None,
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn month(month: i8) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}
