//! Functions that look into lists or build them.

use super::argument::{list, number, place, whole};
use super::{Entry, Form, entry, open_entry};
use crate::number::Rounding;
use crate::value::{Answer, Value};

const LIST: &[Form] = &[Form::of(&["list"])];
const LISTS: &[Form] = &[Form::variadic(&["list"])];
const APPEND: &[Form] = &[Form::variadic(&["list", "item"])];
const CONTAINS: &[Form] = &[Form::of(&["list", "element"])];
const MATCH: &[Form] = &[Form::of(&["list", "match"])];
const POSITION: &[Form] = &[Form::of(&["list", "position"])];
const PLACED: &[Form] = &[Form::of(&["list", "position", "newItem"])];
const SUBLIST: &[Form] = &[Form::optional(&["list", "start position", "length"], 2)];
const NEGAND: &[Form] = &[Form::of(&["negand"])];
const VALUES: &[Form] = &[Form::of(&["value1", "value2"])];

/// The longest list that a function builds.
const LONGEST: usize = 10_000;

pub(super) const ENTRIES: &[Entry] = &[
    open_entry("list contains", CONTAINS, |args| contains(args.first()?, args.get(1)?)),
    open_entry("append", APPEND, append),
    entry("concatenate", LISTS, |args| Some(Value::List(joined(args)?.into()))),
    open_entry("insert before", PLACED, |args| placed(args, Placing::Before)),
    open_entry("list replace", PLACED, |args| placed(args, Placing::Instead)),
    entry("remove", POSITION, remove),
    entry("reverse", LIST, |args| {
        Some(Value::List(list(args.first()?)?.iter().rev().cloned().collect()))
    }),
    open_entry("index of", MATCH, |args| index_of(args.first()?, args.get(1)?)),
    entry("union", LISTS, |args| Some(distinct(&joined(args)?))),
    entry("distinct values", LIST, |args| Some(distinct(&list(args.first()?)?))),
    entry("flatten", LIST, |args| {
        let mut flat = Vec::new();
        flatten(&list(args.first()?)?, &mut flat);
        Some(Value::List(flat.into()))
    }),
    entry("sublist", SUBLIST, sublist),
    open_entry("not", NEGAND, |args| Some((!args.first()?.answer()).into())),
    entry("is", VALUES, |args| {
        let (a, b) = (args.first()?, args.get(1)?);
        let same = std::mem::discriminant(a) == std::mem::discriminant(b);
        Some(if same { a.equals(b).into() } else { Value::Bool(false) })
    }),
];

/// Whether an element is the one looked for: what is of another kind is not.
pub(crate) fn matches(element: &Value, wanted: &Value) -> Answer {
    if element.comparable(wanted) { element.equals(wanted) } else { Answer::No }
}

fn contains(within: &Value, wanted: &Value) -> Option<Value> {
    if let Some(doubt) = Value::worst([within, wanted]) {
        return Some(Value::Open(doubt));
    }
    let items = list(within)?;
    Some(Answer::any(items.iter().map(|item| matches(item, wanted))).into())
}

fn index_of(within: &Value, wanted: &Value) -> Option<Value> {
    if let Some(doubt) = Value::worst([within, wanted]) {
        return Some(Value::Open(doubt));
    }
    let mut places = Vec::new();
    for (place, item) in (1..).zip(list(within)?.iter()) {
        match matches(item, wanted) {
            Answer::Yes => places.push(Value::whole(place)),
            Answer::No => {}
            open @ (Answer::Unknown | Answer::Person) => return Some(open.into()),
        }
    }
    Some(Value::List(places.into()))
}

fn append(args: &[Value]) -> Option<Value> {
    let (into, items) = args.split_first()?;
    if let Value::Open(doubt) = into {
        return Some(Value::Open(*doubt));
    }
    let mut grown = list(into)?.into_owned();
    grown.extend_from_slice(items);
    Some(Value::List(grown.into()))
}

fn joined(lists: &[Value]) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for one in lists {
        all.extend_from_slice(&list(one)?);
    }
    (all.len() <= LONGEST).then_some(all)
}

/// Where a new item goes.
#[derive(Clone, Copy)]
enum Placing {
    Before,
    Instead,
}

fn placed(args: &[Value], placing: Placing) -> Option<Value> {
    let [into, position, item] = args else {
        return None;
    };
    if let Some(doubt) = Value::openest([into, position]) {
        return Some(Value::Open(doubt));
    }
    let mut items = list(into)?.into_owned();
    let position = number(position)?.0.round(0, Rounding::Down)?.to_i64_scaled(0)?;
    let at = place(position, items.len())?;
    match placing {
        Placing::Before => items.insert(at, item.clone()),
        Placing::Instead => *items.get_mut(at)? = item.clone(),
    }
    Some(Value::List(items.into()))
}

fn remove(args: &[Value]) -> Option<Value> {
    let mut items = list(args.first()?)?.into_owned();
    let at = place(whole(args.get(1)?)?, items.len())?;
    items.remove(at);
    Some(Value::List(items.into()))
}

fn sublist(args: &[Value]) -> Option<Value> {
    let items = list(args.first()?)?;
    let from = place(whole(args.get(1)?)?, items.len())?;
    let rest = items.get(from..)?;
    let part = match args.get(2) {
        Some(length) => rest.get(..usize::try_from(whole(length)?).ok()?)?,
        None => rest,
    };
    Some(Value::List(part.into()))
}

/// Without repetitions; as open as its elements where one of several is open.
fn distinct(items: &[Value]) -> Value {
    let mut kept: Vec<&Value> = Vec::new();
    for item in items {
        let seen = Answer::any(kept.iter().map(|one| matches(one, item)));
        match seen {
            Answer::Yes => {}
            Answer::No => kept.push(item),
            Answer::Unknown | Answer::Person => return seen.into(),
        }
    }
    Value::List(kept.into_iter().cloned().collect())
}

fn flatten(items: &[Value], flat: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(inner) => flatten(inner, flat),
            other => flat.push(other.clone()),
        }
    }
}
