//! What is given of one fact, as a column of one row.

use base::{Day, Dimension, parse_day};
use rule::bits::Bits;
use rule::fact::{Fact, Field, Type};
use rule::number::Number;
use rule::table::{Column, Values};
use rule::value::Value;

use crate::lower::fact::quantity;
use crate::page::Page;
use crate::stray::one_of;
use crate::written::{At, Written};

/// The most decimals that a figure of a case may have.
const DECIMALS: u8 = 12;

/// The column of a fact; `None` where the figure is unknown, or at fault.
pub(crate) fn one(page: &mut Page<'_>, at: &At<Written>, fact: &Fact) -> Option<Column> {
    if let Type::List(_) = fact.of {
        return records(page, at, &fact.fields);
    }
    let shape = Shape { name: &fact.name, of: &fact.of, values: &fact.values };
    let value = value(page, at, &shape)?;
    column(page, at, &[Some(value)], &fact.of)
}

/// The column of what a person has judged: points, or yes or no.
pub(crate) fn judgement(page: &mut Page<'_>, at: &At<Written>, max: Option<u16>) -> Option<Column> {
    let of = max.map_or(Type::Bool, |_| Type::Number(Dimension::NONE));
    let shape = Shape { name: "判断", of: &of, values: &[] };
    let value = value(page, at, &shape)?;
    let most = max.map(|max| Number::from_i64(i64::from(max)));
    if let (Value::Number(points, _), Some(most)) = (&value, most)
        && (*points > most || *points < Number::from_i64(0))
    {
        page.note(
            "bad-points",
            at.span,
            [
                [
                    &format!("得分要在 0 到 {most} 之间"),
                    &format!("points lie between 0 and {most}"),
                ],
                ["改成范围之内的得分", "write points in that range"],
            ],
        );
        page.sound = false;
        return None;
    }
    column(page, at, &[Some(value)], &of)
}

/// What a value is to be.
struct Shape<'a> {
    name: &'a str,
    of: &'a Type,
    values: &'a [String],
}

/// The value that is written; `None` where it is unknown, or at fault.
fn value(page: &mut Page<'_>, at: &At<Written>, shape: &Shape<'_>) -> Option<Value> {
    if matches!(&at.value, Written::Text(text) if ["", "unknown"].contains(&text.trim())) {
        return None;
    }
    let found = match (&at.value, shape.of) {
        (Written::Bool(yes), Type::Bool) => Some(Value::Bool(*yes)),
        (Written::Text(text), Type::Text) => return word(page, at, text, shape),
        (Written::Day, Type::Date) => {
            source(page, at).and_then(|text| parse_day(&text)).map(Value::Date)
        }
        (Written::Text(text), Type::Date) => parse_day(text).map(Value::Date),
        (Written::Number, Type::Number(of)) => {
            let text = source(page, at)?.replace('_', "");
            let literal = rule::parse::literal(&text).ok();
            literal.and_then(|value| quantity(value, *of)).map(|number| Value::Number(number, *of))
        }
        (Written::Text(text), Type::Number(of)) => {
            let text = At { span: at.span, value: text.clone() };
            let literal = page.formula(&text, rule::parse::literal)?;
            quantity(literal, *of).map(|number| Value::Number(number, *of))
        }
        _ => None,
    };
    if found.is_none() {
        let (zh, en) = wanted(shape.of);
        page.note(
            "bad-value",
            at.span,
            [
                [&format!("{}要写{zh}", shape.name), &format!("expected {en}")],
                ["不知道就写 \"\"", "write \"\" where it is not known"],
            ],
        );
        page.sound = false;
    }
    found
}

fn source(page: &Page<'_>, at: &At<Written>) -> Option<String> {
    page.file.text.get(at.span.range()).map(str::to_owned)
}

/// A text, which must be one of the values allowed.
fn word(page: &mut Page<'_>, at: &At<Written>, text: &str, shape: &Shape<'_>) -> Option<Value> {
    if shape.values.is_empty() || shape.values.iter().any(|known| known == text) {
        return Some(Value::Text(text.to_owned()));
    }
    let known: Vec<&str> = shape.values.iter().map(String::as_str).collect();
    let words = one_of(text, &known);
    page.note(
        "unknown-word",
        at.span,
        [
            [
                &format!("“{text}”不是{}能取的值", shape.name),
                &format!("\"{text}\" is not one of the values allowed"),
            ],
            [&words.zh, &words.en],
        ],
    );
    page.sound = false;
    None
}

fn wanted(of: &Type) -> (&'static str, &'static str) {
    match of {
        Type::Number(dimension) if *dimension == Dimension::MONEY => {
            ("带单位的金额，例如 \"100 万元\"", "an amount with its unit")
        }
        Type::Number(_) => ("数，例如 30 或 \"30 人\" 或 \"5%\"", "a number"),
        Type::Bool => (" true 或 false", "true or false"),
        Type::Date => ("日期，例如 2026-11-21", "a day"),
        _ => ("文字", "text"),
    }
}

/// The records of a list fact: tables whose keys are ids or names of its fields.
fn records(page: &mut Page<'_>, at: &At<Written>, fields: &[Field]) -> Option<Column> {
    let items = match &at.value {
        Written::List(items) => items,
        Written::Text(text) if ["", "unknown"].contains(&text.as_str()) => return None,
        Written::Text(text) if text == "无" => &Vec::new(),
        _ => {
            page.note(
                "not-a-list",
                at.span,
                [
                    ["清单要写成列表，没有就写 []", "write a list; [] where there is none"],
                    ["写成 [{ \"类别\" = \"发明专利\" }] 这样", "write [{ … }]"],
                ],
            );
            page.sound = false;
            return None;
        }
    };
    let mut columns: Vec<Vec<Option<Value>>> = vec![Vec::new(); fields.len()];
    for item in items {
        let Written::Table(entries) = &item.value else {
            page.note(
                "not-a-record",
                item.span,
                [
                    ["清单的每一条写在花括号里", "each record is a table"],
                    ["写成 { \"类别\" = \"发明专利\" }", "write { … }"],
                ],
            );
            page.sound = false;
            continue;
        };
        let mut row = vec![None; fields.len()];
        for (name, value_at) in entries {
            fill(page, (name, value_at), fields, &mut row);
        }
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    let count = columns.first().map_or(0, Vec::len);
    let filled: Option<Vec<Column>> = fields
        .iter()
        .zip(columns)
        .map(|(field, values)| column(page, at, &values, &field.of))
        .collect();
    let offsets = vec![0, u32::try_from(count).ok()?];
    Some(Column {
        known: Bits::ones(1),
        assumed: None,
        values: Values::List { offsets, fields: filled? },
    })
}

fn fill(
    page: &mut Page<'_>,
    (name, at): (&At<String>, &At<Written>),
    fields: &[Field],
    row: &mut [Option<Value>],
) {
    let named = |field: &Field| field.name == name.value || field.id == name.value;
    let place = fields.iter().position(named);
    let (Some(field), Some(slot)) =
        (place.and_then(|at| fields.get(at)), place.and_then(|at| row.get_mut(at)))
    else {
        let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let words = one_of(&name.value, &known);
        page.note(
            "unknown-field",
            name.span,
            [
                [
                    &format!("没有栏目“{}”", name.value),
                    &format!("there is no field {}", name.value),
                ],
                [&words.zh, &words.en],
            ],
        );
        page.sound = false;
        return;
    };
    let shape = Shape { name: &field.name, of: &field.of, values: &field.values };
    *slot = value(page, at, &shape);
}

/// A column of values of one type; what is missing is unknown.
fn column(
    page: &mut Page<'_>,
    at: &At<Written>,
    values: &[Option<Value>],
    of: &Type,
) -> Option<Column> {
    let known = values.iter().map(Option::is_some).collect();
    let values = match of {
        Type::Bool => {
            Values::Bool(values.iter().map(|value| *value == Some(Value::Bool(true))).collect())
        }
        Type::Date => Values::Date(values.iter().map(|value| days(value.as_ref())).collect()),
        Type::Text => texts(values),
        _ => numbers(page, at, values, of.dimension()?)?,
    };
    Some(Column { known, assumed: None, values })
}

fn days(value: Option<&Value>) -> i32 {
    let epoch = Day::constant(1970, 1, 1);
    match value {
        Some(Value::Date(day)) => epoch.until(*day).map_or(0, |span| span.get_days()),
        _ => 0,
    }
}

fn texts(values: &[Option<Value>]) -> Values {
    let mut words: Vec<String> = Vec::new();
    let mut codes = Vec::new();
    for value in values {
        let text = match value {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let place = words.iter().position(|word| word == text).unwrap_or_else(|| {
            words.push(text.to_owned());
            words.len() - 1
        });
        codes.push(u32::try_from(place).unwrap_or(u32::MAX));
    }
    Values::Text { codes, words }
}

/// Whole multiples of the least step that holds them all exactly.
fn numbers(
    page: &mut Page<'_>,
    at: &At<Written>,
    values: &[Option<Value>],
    of: Dimension,
) -> Option<Values> {
    let usual = if of == Dimension::MONEY { 2 } else { 0 };
    let scaled = |decimals: u8| {
        let each = values.iter().map(|value| match value {
            Some(Value::Number(number, _)) => number.to_i64_scaled(decimals),
            _ => Some(0),
        });
        each.collect::<Option<Vec<i64>>>().map(|values| Values::Number { values, decimals })
    };
    let found = (usual..=DECIMALS).find_map(scaled);
    if found.is_none() {
        page.note(
            "too-long",
            at.span,
            [
                ["这个数太大，或者小数位太多", "the number is too large or has too many decimals"],
                ["最多写 12 位小数", "write at most 12 decimals"],
            ],
        );
        page.sound = false;
    }
    found
}
