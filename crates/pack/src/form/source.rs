//! The form of a source: one document a file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Date, Status, Text};
use crate::written::At;

/// `source/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "来源文件",
    description = "一份文件的出处，一个文件写一份；政策用 编号#条款 引用它"
)]
pub(crate) struct SourceForm {
    #[schemars(description = "编号：包名/文件名，例如 demo/2026-07")]
    pub(crate) id: Text,
    #[schemars(description = "文号；没有见到就不写")]
    pub(crate) number: Option<Text>,
    #[schemars(description = "文件标题")]
    pub(crate) title: Text,
    #[serde(default)]
    #[schemars(description = "发文机关；没有见到就不写")]
    pub(crate) issuer: Vec<Text>,
    #[schemars(description = "发文日期；没有见到就不写")]
    pub(crate) issued: Option<At<Date>>,
    #[schemars(description = "施行日期；没有见到就不写")]
    pub(crate) from: Option<At<Date>>,
    #[schemars(description = "有效期的最后一天；没有规定就不写")]
    pub(crate) until: Option<At<Date>>,
    #[schemars(description = "网址")]
    pub(crate) url: Option<Text>,
    #[schemars(description = "读的是哪一份：原件、官网，还是哪里的转载")]
    pub(crate) copy: Option<Text>,
    #[schemars(description = "最近一次与原文核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
}
