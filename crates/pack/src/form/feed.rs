//! The forms of feeds and owners: where facts come from, and who answers for them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Date, Status, Text};
use crate::feed::{Stage, Use};
use crate::written::At;

/// `feed/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "数据来源", description = "企业的数据从哪里来，依据什么取得，允许作什么用")]
pub(crate) struct FeedsForm {
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[schemars(description = "数据来源，一段一个")]
    pub(crate) feed: Vec<At<FeedForm>>,
}

/// `[[feed]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个数据来源")]
pub(crate) struct FeedForm {
    #[schemars(description = "编号：包名/英文名，例如 demo/tax，全部包中唯一")]
    pub(crate) id: Text,
    #[schemars(description = "名称")]
    pub(crate) title: Text,
    #[schemars(description = "提供数据的部门")]
    pub(crate) department: Text,
    #[schemars(description = "取得依据：凭什么取得这些数据")]
    pub(crate) basis: Text,
    #[schemars(description = "取得依据的出处：来源编号#条款；没有见到就不写")]
    pub(crate) cite: Option<Text>,
    #[schemars(description = "允许用途")]
    pub(crate) uses: Vec<At<Use>>,
    #[schemars(description = "表里没有写明时，它的数是哪个阶段的")]
    pub(crate) stage: Option<At<Stage>>,
    #[serde(default)]
    #[schemars(
        description = "它列全的清单（有有效期的清单事实，如资质称号）：它列到的企业，没有列出的就是没有；不写的，没有列出的算不知道"
    )]
    pub(crate) whole: Vec<Text>,
}

/// `owner/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "数源部门", description = "哪些事实由哪个部门负责，几个来源说法不一时先信谁")]
pub(crate) struct OwnersForm {
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[schemars(description = "数源部门，一段一个")]
    pub(crate) owner: Vec<At<OwnerForm>>,
}

/// `[[owner]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个部门负责的一组事实")]
pub(crate) struct OwnerForm {
    #[schemars(description = "部门")]
    pub(crate) department: Text,
    #[schemars(description = "事实的中文名；一个事实只由一个部门负责，算出来的事实不写")]
    pub(crate) facts: Vec<Text>,
    #[serde(default)]
    #[schemars(description = "数据来源的编号，最可信的写在前面；没写的排在后面，彼此不分先后")]
    pub(crate) trust: Vec<Text>,
    #[serde(default)]
    #[schemars(description = "阶段，最可信的写在前面；没写的排在后面，越近定稿越靠前")]
    pub(crate) stages: Vec<At<Stage>>,
    #[schemars(description = "出处：来源编号#条款；没有见到就不写")]
    pub(crate) cite: Option<Text>,
}
