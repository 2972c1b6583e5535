//! The forms of the files: the structures that reading fills and that the JSON Schema describes.

pub(crate) mod fact;
pub(crate) mod feed;
pub(crate) mod policy;
pub(crate) mod source;
pub(crate) mod table;
pub(crate) mod target;

use std::borrow::Cow;

use base::Day;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use crate::written::At;

/// Text with its place.
pub(crate) type Text = At<String>;

/// How far the content of a file may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(
    rename = "Trust",
    description = "official 已与原件核对；secondary 读的是第三方转载；draft 草稿，不参与匹配；demo 演示用，虚构"
)]
pub enum Status {
    /// Compared with the original.
    Official,
    /// Read in a third party's copy: it matches, with a visible mark.
    Secondary,
    /// Never matches.
    Draft,
    /// Invented, for the demo zone.
    Demo,
}

/// A day without a time, written without quotes: `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date(pub(crate) Day);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(from)?;
        let date = written.date.ok_or_else(|| D::Error::custom("a time is no day"))?;
        let parts = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
        let (Ok(year), Ok(month), Ok(day)) = parts else {
            return Err(D::Error::custom("there is no such day"));
        };
        Day::new(year, month, day).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}
