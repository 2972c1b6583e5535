//! Functions of texts.

use super::argument::{list, number, place, text, whole};
use super::{Entry, Form, entry};
use crate::number::Rounding;
use crate::value::Value;

const STRING: &[Form] = &[Form::of(&["string"])];
const MATCH: &[Form] = &[Form::of(&["string", "match"])];
const FROM: &[Form] = &[Form::of(&["from"])];
const SUBSTRING: &[Form] = &[Form::optional(&["string", "start position", "length"], 2)];
const JOIN: &[Form] = &[Form::optional(&["list", "delimiter"], 1)];

pub(super) const ENTRIES: &[Entry] = &[
    entry("string length", STRING, |args| {
        Some(Value::whole(i64::try_from(text(args.first()?)?.chars().count()).ok()?))
    }),
    entry("upper case", STRING, |args| Some(Value::Text(text(args.first()?)?.to_uppercase()))),
    entry("lower case", STRING, |args| Some(Value::Text(text(args.first()?)?.to_lowercase()))),
    entry("substring", SUBSTRING, substring),
    entry("substring before", MATCH, |args| {
        let (whole, part) = pair(args)?;
        Some(Value::Text(whole.split_once(part).map_or("", |(before, _)| before).to_owned()))
    }),
    entry("substring after", MATCH, |args| {
        let (whole, part) = pair(args)?;
        Some(Value::Text(whole.split_once(part).map_or("", |(_, after)| after).to_owned()))
    }),
    entry("contains", MATCH, |args| pair(args).map(|(a, b)| Value::Bool(a.contains(b)))),
    entry("starts with", MATCH, |args| pair(args).map(|(a, b)| Value::Bool(a.starts_with(b)))),
    entry("ends with", MATCH, |args| pair(args).map(|(a, b)| Value::Bool(a.ends_with(b)))),
    entry("string join", JOIN, join),
    entry("string", FROM, |args| match args.first()? {
        Value::Null => None,
        other => Some(Value::Text(other.to_string())),
    }),
];

fn pair(args: &[Value]) -> Option<(&str, &str)> {
    Some((text(args.first()?)?, text(args.get(1)?)?))
}

fn substring(args: &[Value]) -> Option<Value> {
    let letters: Vec<char> = text(args.first()?)?.chars().collect();
    let start = place(whole(args.get(1)?)?, letters.len())?;
    let rest = letters.get(start..)?;
    let part = match args.get(2) {
        Some(length) => {
            let length = number(length)?.0.round(0, Rounding::Down)?.to_i64_scaled(0)?;
            let length = usize::try_from(length).ok().filter(|length| *length > 0)?;
            rest.get(..length.min(rest.len()))?
        }
        None => rest,
    };
    Some(Value::Text(part.iter().collect()))
}

fn join(args: &[Value]) -> Option<Value> {
    let items = list(args.first()?)?;
    if let Some(doubt) = Value::openest(items.as_ref()) {
        return Some(Value::Open(doubt));
    }
    let delimiter = match args.get(1) {
        None | Some(Value::Null) => "",
        Some(delimiter) => text(delimiter)?,
    };
    let texts: Vec<&str> = items
        .iter()
        .filter(|item| !matches!(item, Value::Null))
        .map(text)
        .collect::<Option<_>>()?;
    Some(Value::Text(texts.join(delimiter)))
}
