//! The forms of the public tables: working-day calendars and classifications.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Date, Status, Text};
use crate::written::At;

/// `calendar/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "工作日历", description = "已公布的放假和调休上班日")]
pub(crate) struct CalendarForm {
    #[schemars(description = "出处：来源编号")]
    pub(crate) source: Text,
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[serde(default)]
    #[schemars(description = "一年一段")]
    pub(crate) year: Vec<At<YearForm>>,
    #[serde(default)]
    #[schemars(description = "每年都放假的公历日子，用于安排还没有发布的年份")]
    pub(crate) yearly: Vec<At<YearlyForm>>,
}

/// `[[yearly]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "每年都放假的一个公历日子")]
pub(crate) struct YearlyForm {
    #[schemars(description = "月")]
    pub(crate) month: At<i8>,
    #[schemars(description = "日")]
    pub(crate) day: At<i8>,
    #[schemars(description = "出处")]
    pub(crate) cite: Text,
}

/// `[[year]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一年的安排")]
pub(crate) struct YearForm {
    #[schemars(description = "年份")]
    pub(crate) year: At<i16>,
    #[schemars(description = "放假的日子，含连在一起的周末")]
    pub(crate) holiday: Vec<At<Date>>,
    #[schemars(description = "周末调来上班的日子")]
    pub(crate) makeup: Vec<At<Date>>,
}

/// `code/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "分类代码", description = "一份分类标准的代码和名称")]
pub(crate) struct CodesForm {
    #[schemars(description = "标准号和版本")]
    pub(crate) edition: Text,
    #[schemars(description = "出处：来源编号")]
    pub(crate) source: Text,
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[schemars(description = "是什么的代码：industry 国民经济行业，region 行政区划")]
    pub(crate) of: base::code::Subject,
    #[schemars(description = "代码和名称，一行一个")]
    pub(crate) rows: Vec<At<(Text, Text)>>,
    #[serde(default)]
    #[schemars(description = "以前的版本里有、这一版改掉的代码，一段一个")]
    pub(crate) changed: Vec<At<ChangedForm>>,
}

/// `[[changed]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "改掉的一个代码")]
pub(crate) struct ChangedForm {
    #[schemars(description = "以前的代码")]
    pub(crate) code: Text,
    #[schemars(description = "现在的代码，可以几个")]
    pub(crate) to: Vec<Text>,
}
