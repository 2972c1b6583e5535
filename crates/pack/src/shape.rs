//! Whether a file has the shape of its form: all faults at once, and what is left without them.

use std::collections::HashMap;

use rule::fault::{Fault, Span, Words};
use rule::near::near;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::stray::one_of;

/// Compares what was read with the schema of its form. Keys and parts at fault are taken out;
/// false when the whole of it cannot be used.
pub(crate) fn mend(
    value: &mut Spanned<DeValue<'_>>,
    schema: &Value,
    faults: &mut Vec<Fault>,
) -> bool {
    Mender { root: schema, faults }.mend(value, schema)
}

/// The texts and days of the head of a file, by key, as they were written.
pub(crate) fn head(value: &Spanned<DeValue<'_>>) -> HashMap<String, String> {
    let DeValue::Table(table) = value.get_ref() else { return HashMap::new() };
    let written = table.iter().filter_map(|(key, value)| match value.get_ref() {
        DeValue::String(text) => Some((key.get_ref().to_string(), text.to_string())),
        _ => None,
    });
    written.collect()
}

/// Lets something stand where the head of a file lacks a key that must be there, so that the rest
/// of the file can be looked at too; false where nothing can. It stands at `end`, by which what is
/// said of it is known.
pub(crate) fn stand_in(
    value: &mut Spanned<DeValue<'_>>,
    schema: &Value,
    (written, end): (&HashMap<String, String>, usize),
) -> bool {
    let DeValue::Table(table) = value.get_mut() else { return false };
    let required = schema.get("required").and_then(Value::as_array);
    let absent: Vec<&str> = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|key| !table.contains_key(*key))
        .collect();
    absent.into_iter().all(|key| {
        let about = schema.get("properties").and_then(|known| known.get(key));
        let Some(about) = about.map(|about| resolve(schema, about)) else { return false };
        let meant = || near(key, written.keys().map(String::as_str)).into_iter().next();
        let text = written.get(key).or_else(|| written.get(meant()?));
        let Some(standing) = standing(about, text) else { return false };
        let key = Spanned::new(end..end, DeString::from(key.to_owned()));
        table.insert(key, Spanned::new(end..end, standing));
        true
    })
}

/// What stands for a text or a day that is not there: of words the one that was meant, or else the
/// first.
fn standing(schema: &Value, text: Option<&String>) -> Option<DeValue<'static>> {
    let words = words(schema);
    if let Some(first) = words.first().copied() {
        let meant = text.and_then(|text| {
            let exact = words.iter().find(|word| *word == text).copied();
            exact.or_else(|| near(text, words).into_iter().next())
        });
        return Some(DeValue::String(DeString::from(meant.unwrap_or(first).to_owned())));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") if is_day(schema) => "2000-01-01".parse().ok().map(DeValue::Datetime),
        Some("string") => Some(DeValue::String(DeString::from(text.cloned().unwrap_or_default()))),
        _ => None,
    }
}

struct Mender<'a> {
    /// Holds the definitions that parts of the schema refer to.
    root: &'a Value,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Mender<'a> {
    fn mend(&mut self, value: &mut Spanned<DeValue<'_>>, schema: &'a Value) -> bool {
        let span = span(value);
        let schema = resolve(self.root, schema);
        if let Some(choices) = choices(schema) {
            let fitting = choices.iter().find(|choice| fits(value.get_ref(), self.root, choice));
            return match fitting {
                Some(choice) => self.mend(value, choice),
                None => self.refuse(span, value.get_ref(), schema),
            };
        }
        if !fits(value.get_ref(), self.root, schema) {
            return self.refuse(span, value.get_ref(), schema);
        }
        match value.get_mut() {
            DeValue::Array(items) => {
                if !self.is_long_enough(span, items.len(), schema) {
                    return false;
                }
                let all = std::mem::replace(items, DeArray::new());
                let kept = all.into_iter().enumerate().filter_map(|(at, mut item)| {
                    let ok =
                        item_schema(schema, at).is_none_or(|schema| self.mend(&mut item, schema));
                    ok.then_some(item)
                });
                *items = kept.collect();
                true
            }
            DeValue::Table(table) => self.mend_table(table, span, schema),
            DeValue::String(text) => self.is_known_word(span, text, schema),
            _ => true,
        }
    }

    fn mend_table(&mut self, table: &mut DeTable<'_>, span: Span, schema: &'a Value) -> bool {
        let known = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|keys| keys.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let mut whole = true;
        for key in &required {
            if !table.contains_key(*key) {
                let about = known.and_then(|known| known.get(*key));
                self.faults.push(missing_key(span, key, about.map_or("", described)));
                whole = false;
            }
        }
        for (key, mut value) in std::mem::replace(table, DeTable::new()) {
            let name: &str = key.get_ref();
            let expected = known.and_then(|known| known.get(name));
            let ok = match (expected, others) {
                (Some(expected), _) => self.mend(&mut value, expected),
                (None, Some(Value::Bool(false))) => {
                    self.faults.push(unknown_key(&key, known.into_iter().flatten()));
                    false
                }
                (None, Some(others)) => self.mend(&mut value, others),
                (None, None) => true,
            };
            whole &= ok || !required.contains(&name);
            if ok {
                table.insert(key, value);
            }
        }
        whole
    }

    fn refuse(&mut self, span: Span, value: &DeValue<'_>, schema: &Value) -> bool {
        let wanted = wanted(self.root, schema);
        let got = kind_of(value);
        let fault = Fault::new(
            "wrong-type",
            span,
            format!("这里应写{}，写的是{}", wanted.0, got.0),
            format!("expected {}, found {}", wanted.1, got.1),
        );
        let about = described(schema);
        let advice = advice(value, &wanted.0);
        let separator = if about.is_empty() || advice.is_empty() { "" } else { "。" };
        self.faults.push(
            fault.advise(format!("{advice}{separator}{about}"), format!("write {}", wanted.1)),
        );
        false
    }

    fn is_known_word(&mut self, span: Span, text: &str, schema: &Value) -> bool {
        let words = words(schema);
        if words.is_empty() || words.contains(&text) {
            return true;
        }
        let fault = Fault::new(
            "unknown-word",
            span,
            format!("“{text}”不是这里能写的词"),
            format!("\"{text}\" is not one of the words allowed here"),
        );
        let Words { zh, en } = one_of(text, &words);
        self.faults.push(fault.advise(format!("{zh}。{}", described(schema)), en));
        false
    }

    fn is_long_enough(&mut self, span: Span, len: usize, schema: &Value) -> bool {
        let bound = |key| {
            let bound = schema.get(key).and_then(Value::as_u64);
            bound.and_then(|bound| usize::try_from(bound).ok())
        };
        let (low, high) = (bound("minItems"), bound("maxItems"));
        if low.is_none_or(|low| low <= len) && high.is_none_or(|high| len <= high) {
            return true;
        }
        let count = low.or(high).unwrap_or_default();
        let fault = Fault::new(
            "wrong-length",
            span,
            format!("这里应写 {count} 个值，写了 {len} 个"),
            format!("expected {count} values, found {len}"),
        );
        self.faults.push(fault.advise(
            format!("写 {count} 个值。{}", described(schema)),
            format!("write {count} values"),
        ));
        false
    }
}

/// Where a value stands.
pub(crate) fn span<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

/// The schema that a reference stands for.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema.get("$ref").and_then(Value::as_str);
    let pointer = target.and_then(|target| target.strip_prefix('#'));
    pointer.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}

/// The alternatives of a schema; words of one list are no alternatives of shape.
fn choices(schema: &Value) -> Option<&Vec<Value>> {
    schema.get("anyOf").and_then(Value::as_array)
}

/// The words that a text must be one of; empty where any text may stand.
fn words(schema: &Value) -> Vec<&str> {
    if let Some(list) = schema.get("enum").and_then(Value::as_array) {
        return list.iter().filter_map(Value::as_str).collect();
    }
    let each = schema.get("oneOf").and_then(Value::as_array);
    each.into_iter().flatten().filter_map(|one| one.get("const")?.as_str()).collect()
}

/// Whether the outermost shape of a value is that of the schema.
fn fits(value: &DeValue<'_>, root: &Value, schema: &Value) -> bool {
    let schema = resolve(root, schema);
    if let Some(choices) = choices(schema) {
        return choices.iter().any(|choice| fits(value, root, choice));
    }
    if !words(schema).is_empty() {
        return matches!(value, DeValue::String(_));
    }
    match (schema.get("type").and_then(Value::as_str), value) {
        (None, _)
        | (Some("boolean"), DeValue::Boolean(_))
        | (Some("number"), DeValue::Integer(_) | DeValue::Float(_))
        | (Some("array"), DeValue::Array(_))
        | (Some("object"), DeValue::Table(_)) => true,
        (Some("integer"), DeValue::Integer(number)) => in_bounds(number.as_str(), schema),
        (Some("string"), DeValue::String(_)) => !is_day(schema),
        (Some("string"), DeValue::Datetime(day)) => {
            is_day(schema) && day.date.is_some() && day.time.is_none()
        }
        _ => false,
    }
}

fn in_bounds(number: &str, schema: &Value) -> bool {
    let Ok(number) = number.parse::<i64>() else { return false };
    let bound = |key| schema.get(key).and_then(Value::as_i64);
    bound("minimum").is_none_or(|low| low <= number)
        && bound("maximum").is_none_or(|high| number <= high)
}

fn is_day(schema: &Value) -> bool {
    schema.get("format").and_then(Value::as_str) == Some("date")
}

fn item_schema(schema: &Value, at: usize) -> Option<&Value> {
    let fixed = schema.get("prefixItems").and_then(Value::as_array);
    fixed.and_then(|items| items.get(at)).or_else(|| schema.get("items"))
}

fn described(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or_default()
}

/// What a schema asks for, in Chinese and in English.
fn wanted(root: &Value, schema: &Value) -> (String, String) {
    let schema = resolve(root, schema);
    if let Some(choices) = choices(schema) {
        let all: Vec<(String, String)> = choices.iter().map(|one| wanted(root, one)).collect();
        let zh: Vec<&str> = all.iter().map(|one| one.0.as_str()).collect();
        let en: Vec<&str> = all.iter().map(|one| one.1.as_str()).collect();
        return (zh.join("或"), en.join(" or "));
    }
    let words = words(schema);
    if !words.is_empty() {
        return (words.join("、") + " 之一", format!("one of {}", words.join(", ")));
    }
    let (zh, en) = match schema.get("type").and_then(Value::as_str) {
        Some("string") if is_day(schema) => ("日期", "a day"),
        Some("string") => ("文字", "text"),
        Some("boolean") => (" true 或 false", "true or false"),
        Some("integer") => ("整数", "a whole number"),
        Some("number") => ("数", "a number"),
        Some("array") => ("列表", "a list"),
        Some("object") => ("一段内容", "a table"),
        _ => ("一个值", "a value"),
    };
    (zh.into(), en.into())
}

fn kind_of(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("文字", "text"),
        DeValue::Integer(_) | DeValue::Float(_) => ("数", "a number"),
        DeValue::Boolean(_) => (" true 或 false", "true or false"),
        DeValue::Datetime(day) if day.time.is_none() => ("日期", "a day"),
        DeValue::Datetime(_) => ("带时刻的日期", "a time"),
        DeValue::Array(_) => ("列表", "a list"),
        DeValue::Table(_) => ("一段内容", "a table"),
    }
}

/// How to write what was meant, in Chinese.
fn advice(value: &DeValue<'_>, wanted: &str) -> &'static str {
    match (value, wanted) {
        (DeValue::String(_), "日期") => "日期不加引号，写成 2026-11-21 这样",
        (DeValue::String(_), " true 或 false") => "是写 true，否写 false，不加引号",
        (DeValue::String(_), "数" | "整数") => "数不加引号",
        (_, "文字") => "文字两边加英文双引号",
        (_, "列表") => "列表写在方括号里，例如 [\"甲\", \"乙\"]",
        _ => "",
    }
}

fn missing_key(span: Span, key: &str, about: &str) -> Fault {
    let fault = Fault::new(
        "missing-key",
        // Only the head of a long table is worth a caret.
        Span::new(span.start, span.start.saturating_add(1).min(span.end)),
        format!("少了 {key}"),
        format!("the key {key} is missing"),
    );
    let colon = if about.is_empty() { "" } else { "：" };
    fault.advise(format!("补上 {key}{colon}{about}"), format!("add {key}"))
}

fn unknown_key<'a>(
    key: &Spanned<DeString<'_>>,
    known: impl Iterator<Item = (&'a String, &'a Value)>,
) -> Fault {
    let known: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
    let name: &str = key.get_ref();
    let fault = Fault::new(
        "unknown-key",
        span(key),
        format!("不认识的键 {name}"),
        format!("unknown key {name}"),
    );
    let Words { zh, en } = one_of(name, &known);
    fault.advise(zh, en)
}
