//! The form of a fact file: the dictionary of what formulas may speak of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Status, Text};
use crate::written::At;

/// `fact/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "指标字典", description = "企业的哪些情况可以写进条件，各是什么口径")]
pub(crate) struct FactsForm {
    #[schemars(description = "从哪天起这样定义")]
    pub(crate) from: Option<At<Date>>,
    #[schemars(description = "最后一天")]
    pub(crate) until: Option<At<Date>>,
    #[schemars(description = "最近一次核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: Option<At<Status>>,
    #[serde(default)]
    #[schemars(description = "事实，一段一个")]
    pub(crate) fact: Vec<At<FactForm>>,
    #[serde(default)]
    #[schemars(description = "由人判断的事项，一段一个")]
    pub(crate) judge: Vec<At<JudgeForm>>,
}

/// `[[fact]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个事实")]
pub(crate) struct FactForm {
    #[schemars(description = "英文编号：小写字母、数字和下划线，全部字典中唯一")]
    pub(crate) id: Text,
    #[schemars(
        description = "中文名：只用文字和数字，不用括号和空格，全部字典中唯一；在公式里直接写"
    )]
    pub(crate) name: Text,
    #[schemars(description = "种类")]
    pub(crate) kind: At<FactKind>,
    #[schemars(description = "计量单位：元、万元、亿元、人、件、项、个、% 等")]
    pub(crate) unit: Option<Text>,
    #[schemars(description = "year 逐年的数；point 截至某日的状态")]
    pub(crate) period: At<Period>,
    #[serde(default)]
    #[schemars(description = "表格里见到的别的叫法，只用来认表头")]
    pub(crate) synonyms: Vec<Text>,
    #[serde(default)]
    #[schemars(description = "从前的中文名或英文编号；登记过的数据照旧认得，公式里不能再用")]
    pub(crate) formerly: Vec<Text>,
    #[serde(rename = "move")]
    #[schemars(
        description = "企业能把它往哪边改变：up 增加，down 减少，either 都行；不能改变就不写"
    )]
    pub(crate) moves: Option<At<Move>>,
    #[schemars(description = "改变它靠什么：paper 办一份证明材料，money 花钱，time 花时间")]
    pub(crate) by: Option<At<By>>,
    #[schemars(description = "口径说明")]
    pub(crate) note: Option<Text>,
    #[schemars(description = "合理的最小值，加引号，例如 \"0\"")]
    pub(crate) min: Option<Text>,
    #[schemars(description = "合理的最大值，加引号，例如 \"100%\"")]
    pub(crate) max: Option<Text>,
    #[schemars(description = "是哪个事实的一部分（写那个事实的英文编号）")]
    pub(crate) parts_of: Option<Text>,
    #[schemars(description = "文字事实允许的全部取值")]
    pub(crate) values: Option<Vec<Text>>,
    #[schemars(description = "文字事实是哪份标准的代码（写 code/ 里的标准号），读表时核对")]
    pub(crate) codes: Option<Text>,
    #[schemars(description = "由别的事实算出时的公式")]
    pub(crate) formula: Option<Text>,
    #[schemars(description = "取自哪个分类政策或评分政策的结果（写政策编号）")]
    pub(crate) of: Option<Text>,
    #[schemars(
        description = "born：这是成立日期；park：这是所属园区；titles：这是认定的称号，政策的 confers 到这里找。全部字典中各只有一个"
    )]
    pub(crate) role: Option<At<Role>>,
    #[schemars(
        description = "谁能看：public 可以公开，internal 内部使用，sensitive 敏感；不写就是 internal，由敏感的事实算出的也是敏感"
    )]
    pub(crate) access: Option<At<Access>>,
    #[schemars(description = "表头别的事实也用这个叫法，由人分辨")]
    pub(crate) shared: Option<bool>,
    #[serde(default)]
    #[schemars(description = "清单事实的栏目")]
    pub(crate) field: Vec<At<FieldForm>>,
}

/// `[[fact.field]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "清单事实的一个栏目")]
pub(crate) struct FieldForm {
    #[schemars(description = "英文编号")]
    pub(crate) id: Text,
    #[schemars(description = "中文名，只用文字和数字")]
    pub(crate) name: Text,
    #[schemars(description = "种类（清单里不能再套清单）")]
    pub(crate) kind: At<FactKind>,
    #[schemars(description = "计量单位")]
    pub(crate) unit: Option<Text>,
    #[serde(default)]
    #[schemars(description = "表格里的别的叫法，只用来认表头")]
    pub(crate) synonyms: Vec<Text>,
    #[schemars(description = "口径说明")]
    pub(crate) note: Option<Text>,
    #[schemars(description = "允许的全部取值")]
    pub(crate) values: Option<Vec<Text>>,
    #[serde(default)]
    #[schemars(
        description = "取值的别的写法，只用来读表：\"高企\" = \"高新技术企业\"；含有这些写法而又不是的，读表时不猜"
    )]
    pub(crate) aliases: BTreeMap<String, String>,
    #[schemars(
        description = "有有效期的清单：kind 这一栏写是什么，from 从哪天起有效，until 到哪天止，number 编号"
    )]
    pub(crate) role: Option<At<FieldRole>>,
}

/// `[[judge]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一项由人判断的事")]
pub(crate) struct JudgeForm {
    #[schemars(description = "名称，公式里写作 judge(\"名称\")")]
    pub(crate) name: Text,
    #[schemars(description = "满分；不写就是判断是或否")]
    pub(crate) max: Option<At<u16>>,
    #[schemars(description = "说明：看什么、谁来判断")]
    pub(crate) note: Option<Text>,
}

/// What kind of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(
    description = "money 金额，count 个数，ratio 比例，number 其他数，bool 是否，text 文字，date 日期，list 清单"
)]
pub enum FactKind {
    /// Renminbi.
    Money,
    /// People or things.
    Count,
    /// A ratio, shown in %.
    Ratio,
    /// Any other number.
    Number,
    /// Yes or no.
    Bool,
    /// Text.
    Text,
    /// A day.
    Date,
    /// A list of records.
    List,
}

/// Whether a fact is a series of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "year 逐年的数，point 截至某日的状态")]
pub(crate) enum Period {
    Year,
    Point,
}

/// Which way an enterprise can move a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "up 增加，down 减少，either 都行")]
pub(crate) enum Move {
    Up,
    Down,
    Either,
}

/// What moving a fact takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "paper 办材料，money 花钱，time 花时间")]
pub(crate) enum By {
    Paper,
    Money,
    Time,
}

/// Who may see a fact, the least guarded first; an enterprise sees all of its own.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "public 可以公开，internal 内部使用，sensitive 敏感")]
pub enum Access {
    /// 公开: it is published anyway.
    Public,
    /// 内部: whoever reads the register.
    Internal,
    /// 敏感: whoever works with it.
    Sensitive,
}

impl Access {
    /// As officials say it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Public => "公开",
            Self::Internal => "内部",
            Self::Sensitive => "敏感",
        }
    }
}

/// What a fact is to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "born 成立日期，park 所属园区，titles 认定的称号")]
pub(crate) enum Role {
    Born,
    Park,
    Titles,
}

/// What a field is to a list whose records run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "kind 是什么，from 从哪天起，until 到哪天止，number 编号")]
pub(crate) enum FieldRole {
    Kind,
    From,
    Until,
    Number,
}
