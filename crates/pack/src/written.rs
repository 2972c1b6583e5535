//! What stands in a file, with its place: values as written, before anyone knows their type.

use std::borrow::Cow;
use std::fmt;

use rule::fault::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) span: Span,
    pub(crate) value: T,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(from)?;
        let range = spanned.span();
        Ok(Self { span: Span::new(range.start, range.end), value: spanned.into_inner() })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A value of any type, with the places of all its parts. Numbers and days are read from the
/// text of the file at their place, so that no digit is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Text(String),
    Number,
    Bool(bool),
    Day,
    List(Vec<At<Written>>),
    Table(Vec<(At<String>, At<Written>)>),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a TOML value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
        Ok(Written::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Written, E> {
        Ok(Written::Bool(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Written, E> {
        Ok(Written::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Written, E> {
        Ok(Written::Number)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Written, E> {
        Ok(Written::Number)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Written, E> {
        Ok(Written::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Written, E> {
        Ok(Written::Number)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Written, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Written::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Written, A::Error> {
        let mut table = Vec::new();
        loop {
            match entries.next_key::<At<String>>() {
                Ok(Some(key)) => table.push((key, entries.next_value()?)),
                Ok(None) => break,
                // The reader of TOML hands a day over as a table whose key has no place.
                Err(_) => {
                    entries.next_value::<IgnoredAny>()?;
                    return Ok(Written::Day);
                }
            }
        }
        Ok(Written::Table(table))
    }
}

impl JsonSchema for Written {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Written".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Schema::default()
    }
}

/// Where the inside of a string starts in `file`, when what was read is what is written there;
/// `None` when escapes or folded lines come between.
pub(crate) fn inside(file: &str, string: &At<String>) -> Option<usize> {
    let written = file.get(string.span.range())?;
    let quotes =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| written.starts_with(quotes))?;
    let mut start = string.span.start + quotes.len();
    if quotes.len() == 3 {
        let rest = file.get(start..)?;
        start += ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len);
    }
    (file.get(start..)?.starts_with(&string.value)).then_some(start)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn strings(file: &str) -> BTreeMap<String, At<String>> {
        toml::from_str(file).unwrap()
    }

    #[test]
    fn the_inside_of_every_kind_of_string_is_found() {
        let file = "a = \"x\"\nb = 'x'\nc = \"\"\"x\"\"\"\nd = '''\nx'''\ne = \"\\u4e00x\"\n";
        let found: Vec<Option<usize>> =
            strings(file).values().map(|text| inside(file, text)).collect();
        let expected = [Some(5), Some(13), Some(23), Some(36), None];
        assert_eq!(found, expected);
    }

    #[test]
    fn any_value_is_read_with_its_places() {
        let file = r#"v = [1.10, 2026-11-21, { "甲" = true }]"#;
        let read: BTreeMap<String, At<Written>> = toml::from_str(file).unwrap();
        let Written::List(items) = &read["v"].value else { panic!("a list") };
        assert_eq!(items[0].value, Written::Number);
        assert_eq!(&file[items[0].span.range()], "1.10");
        assert_eq!(items[1].value, Written::Day);
        assert_eq!(&file[items[1].span.range()], "2026-11-21");
        let Written::Table(entries) = &items[2].value else { panic!("a table") };
        assert_eq!(
            (entries[0].0.value.as_str(), &entries[0].1.value),
            ("甲", &Written::Bool(true))
        );
        assert_eq!(&file[entries[0].0.span.range()], "\"甲\"");
    }
}
