//! Values as JSON and as text.

use std::fmt;

use base::{Day, Dimension};
use serde_json::{Map, Value as Json, json};

use super::{Range, Value};

impl Value {
    /// As JSON, in the notation that conformance cases use: `true`, `null`, `{"number": "3"}`,
    /// `{"string": …}`, `{"date": …}`, `{"duration": …}`, lists of these. A number that counts
    /// something adds its base unit: `{"number": "1000000", "unit": "元"}`. What is not settled
    /// is `null`.
    #[must_use]
    pub fn notation(&self) -> Json {
        match self {
            Self::Null | Self::Open(_) => Json::Null,
            Self::Bool(truth) => Json::Bool(*truth),
            Self::Number(number, dimension) => {
                with_unit(json!({ "number": number.to_string() }), *dimension)
            }
            Self::Between(between) => {
                let ends = [between.low.to_string(), between.high.to_string()];
                with_unit(json!({ "between": ends }), between.dimension)
            }
            Self::Text(text) => json!({ "string": text }),
            Self::Date(_) => json!({ "date": self.to_string() }),
            Self::Days(_) | Self::Months(_) => json!({ "duration": self.to_string() }),
            Self::List(items) => items.iter().map(Self::notation).collect(),
            Self::Range(_) => json!({ "range": self.to_string() }),
            Self::Record(fields) => {
                let fields: Map<String, Json> =
                    fields.iter().map(|(name, value)| (name.clone(), value.notation())).collect();
                json!({ "record": fields })
            }
        }
    }

    /// As it is written inside a list: texts in quotation marks.
    fn quoted(&self) -> String {
        match self {
            Self::Text(text) => {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            other => other.to_string(),
        }
    }
}

fn with_unit(mut number: Json, dimension: Dimension) -> Json {
    if dimension != Dimension::NONE
        && let Some(object) = number.as_object_mut()
    {
        object.insert("unit".to_owned(), Json::String(dimension.to_string()));
    }
    number
}

/// As FEEL's `string` writes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null | Self::Open(_) => f.write_str("null"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Number(number, dimension) => spaced(f, &number.to_string(), *dimension),
            Self::Between(between) => {
                spaced(f, &format!("{}..{}", between.low, between.high), between.dimension)
            }
            Self::Text(text) => f.write_str(text),
            Self::Date(day) => write_day(f, *day),
            Self::Days(days) => {
                let sign = if *days < 0 { "-" } else { "" };
                write!(f, "{sign}P{}D", days.unsigned_abs())
            }
            Self::Months(months) => write_months(f, *months),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::quoted).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Range(range) => write!(f, "{range}"),
            Self::Record(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| format!("{name}: {}", value.quoted()))
                    .collect();
                write!(f, "{{{}}}", fields.join(", "))
            }
        }
    }
}

fn spaced(f: &mut fmt::Formatter<'_>, number: &str, dimension: Dimension) -> fmt::Result {
    f.write_str(number)?;
    if dimension == Dimension::NONE { Ok(()) } else { write!(f, " {dimension}") }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: Day) -> fmt::Result {
    let sign = if day.year() < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}-{:02}-{:02}", day.year().unsigned_abs(), day.month(), day.day())
}

fn write_months(f: &mut fmt::Formatter<'_>, months: i64) -> fmt::Result {
    let sign = if months < 0 { "-" } else { "" };
    let (years, rest) = (months.unsigned_abs() / 12, months.unsigned_abs() % 12);
    match (years, rest) {
        (0, rest) => write!(f, "{sign}P{rest}M"),
        (years, 0) => write!(f, "{sign}P{years}Y"),
        (years, rest) => write!(f, "{sign}P{years}Y{rest}M"),
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.low {
            Some((low, inside)) => {
                write!(f, "{}{}..", if *inside { '[' } else { '(' }, low.quoted())?;
            }
            None => f.write_str("(..")?,
        }
        match &self.high {
            Some((high, inside)) => {
                write!(f, "{}{}", high.quoted(), if *inside { ']' } else { ')' })
            }
            None => f.write_str(")"),
        }
    }
}
