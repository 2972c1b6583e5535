//! Columns of lists: facts of a year, with their cells as JSON.

use base::{Day, Year};
use rule::fact::{FactId, Lag, Type};
use rule::number::Number;
use rule::table::{self, Values, numbered_day};
use rule::value::Value;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::Refusal;
use crate::serve::{Key, Living, Shelved};

/// A column of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Column {
    /// The fact's id.
    pub fact: String,
    /// 名称
    pub name: String,
    /// Of which year, where it has years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// The unit that officials show it in; cells are in the base unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What its cells are.
    pub kind: Kind,
    /// Where its values are.
    #[serde(skip)]
    pub key: Key,
}

/// What a fact's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Money, in yuan.
    Money,
    /// A share: 0.05 is five per cent.
    Ratio,
    /// Any other number.
    Number,
    /// Yes or no.
    Bool,
    /// Text.
    Text,
    /// A day.
    Day,
    /// A length of time.
    Time,
    /// Records; the cell says how many.
    List,
}

impl Kind {
    /// Of a fact's type and unit.
    pub(super) fn of(of: &Type, unit: Option<base::Unit>) -> Self {
        match of {
            Type::Number(base::Dimension::MONEY) => Self::Money,
            Type::Number(_) if unit == Some(base::Unit::PERCENT) => Self::Ratio,
            Type::Number(_) => Self::Number,
            Type::Bool => Self::Bool,
            Type::Date => Self::Day,
            Type::Days | Type::Months => Self::Time,
            Type::List(_) => Self::List,
            Type::Text | Type::Range(_) | Type::Record(_) | Type::Null => Self::Text,
        }
    }
}

/// The most columns of a list.
const MOST: usize = 40;

/// Columns, as a list of them is written.
pub(super) fn read(text: Option<&str>, content: &Shelved, on: Day) -> Result<Vec<Column>, Refusal> {
    let names = text.unwrap_or_default().split([',', '，']).map(str::trim);
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    if names.len() > MOST {
        let zh = format!("最多看 {MOST} 列，写了 {}", names.len());
        return Err(Refusal::unfit("columns", [&zh, &format!("at most {MOST} columns")]));
    }
    names.into_iter().map(|name| Column::parse(name, content, on)).collect()
}

impl Column {
    /// A fact, or a fact of a year: `营业收入:2025`. Without a year it is the last complete one.
    pub(super) fn parse(text: &str, content: &Shelved, on: Day) -> Result<Self, Refusal> {
        let (name, year) = match text.split_once([':', '：']) {
            Some((name, year)) => (name.trim(), Some(year.trim())),
            None => (text.trim(), None),
        };
        let shelf = &content.content.shelf;
        let wrong = |zh: String, en: &str| Refusal::unfit("columns", [&zh, en]);
        let fact = shelf
            .fact(name)
            .ok_or_else(|| wrong(format!("指标字典里没有“{name}”"), "no such fact"))?;
        let year = match year {
            None => None,
            Some(text) => Some(text.parse::<i16>().map_err(|_| {
                wrong(format!("“{text}”不是年度；要写成 2025"), "that is not a year")
            })?),
        };
        Self::of(fact, year, content, on).ok_or_else(|| {
            wrong(format!("“{name}”没有这个年度的数：{text}"), "the fact has no such year")
        })
    }

    /// The column of a fact; none for a year that is not over, or out of reach.
    pub(super) fn of(fact: FactId, year: Option<i16>, content: &Shelved, on: Day) -> Option<Self> {
        let shelf = &content.content.shelf;
        let known = shelf.schema.get(fact)?;
        let last = Year::of(on);
        let (year, lag) = match (known.yearly, year) {
            (true, None) => (Some(last.back(1).0), 1),
            (true, Some(year)) => (Some(year), Lag::try_from(last.0.checked_sub(year)?).ok()?),
            (false, None) => (None, 0),
            (false, Some(_)) => return None,
        };
        if known.yearly && lag == 0 {
            return None;
        }
        let unit = shelf.entry(fact).and_then(|entry| entry.unit.clone());
        Some(Self {
            fact: known.id.clone(),
            name: known.name.clone(),
            year,
            unit,
            kind: Kind::of(&known.of, known.unit),
            key: (fact, lag),
        })
    }

    /// Its values among everyone's.
    pub(super) fn shown<'a>(&self, living: &'a Living) -> Shown<'a> {
        if living.is_worked(self.key.0) {
            return Shown::Worked(living, self.key);
        }
        Shown::Stated(living.snapshot.table().columns.get(&self.key))
    }
}

/// The values of a column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown<'a> {
    /// Those that are stated, where somebody has any.
    Stated(Option<&'a table::Column>),
    /// Those that are worked out.
    Worked(&'a Living, Key),
}

impl Shown<'_> {
    /// The value of a row; null where it is unknown. Of a list, how many records are known.
    pub(super) fn cell(self, row: usize) -> Json {
        let known = match self {
            Self::Stated(column) => {
                let column = column.filter(|column| column.tells(row));
                column.and_then(|column| cell(&column.values, row))
            }
            Self::Worked(living, key) => living.worked(key, row).and_then(worked),
        };
        known.unwrap_or(Json::Null)
    }
}

/// The same of what a formula gives.
fn worked(value: Value) -> Option<Json> {
    match value {
        Value::Number(number, _) => Some(Json::from(number.to_string())),
        Value::Bool(yes) => Some(Json::from(yes)),
        Value::Text(text) => Some(Json::from(text)),
        Value::Date(day) => Some(Json::from(day.to_string())),
        Value::Days(count) => Some(days(count)),
        Value::Months(count) => Some(months(count)),
        Value::List(records) => Some(Json::from(records.len())),
        Value::Null | Value::Open(_) | Value::Between(_) | Value::Range(_) | Value::Record(_) => {
            None
        }
    }
}

fn days(count: i64) -> Json {
    Json::from(format!("{count} 天"))
}

fn months(count: i64) -> Json {
    Json::from(format!("{count} 个月"))
}

fn cell(values: &Values, row: usize) -> Option<Json> {
    Some(match values {
        Values::Number { values, decimals } => {
            Json::from(Number::from_scaled(*values.get(row)?, *decimals).to_string())
        }
        Values::Bool(bits) => Json::from(bits.get(row)),
        Values::Text { codes, words } => {
            Json::from(words.get(usize::try_from(*codes.get(row)?).ok()?)?.as_str())
        }
        Values::Date(days) => Json::from(numbered_day(*days.get(row)?)?.to_string()),
        Values::Days(counts) => days(*counts.get(row)?),
        Values::Months(counts) => months(*counts.get(row)?),
        Values::List { .. } => Json::from(values.records(row)?.len()),
    })
}
