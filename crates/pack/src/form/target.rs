//! The form of targets: what a zone means to reach in a year.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Date, Status, Text};
use crate::written::At;

/// `target/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "年度目标", description = "全园区一年要达到的指标合计")]
pub(crate) struct TargetsForm {
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[schemars(description = "年度目标，一段一个")]
    pub(crate) target: Vec<At<TargetForm>>,
}

/// `[[target]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个指标一年的目标")]
pub(crate) struct TargetForm {
    #[schemars(description = "事实的中文名；要是逐年的数")]
    pub(crate) fact: Text,
    #[schemars(description = "哪一年")]
    pub(crate) year: At<i16>,
    #[schemars(description = "全园区合计要达到多少，带单位，例如 \"120 亿元\"")]
    pub(crate) value: Text,
    #[schemars(description = "出处：来源编号#条款")]
    pub(crate) cite: Text,
}
