//! The form of a policy: one edition of one policy a file.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{Date, Status, Text};
use crate::written::{At, Written};

/// `policy/NAME.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "政策", description = "一个政策的一个版本，一个文件写一个")]
pub(crate) struct PolicyForm {
    #[schemars(description = "编号：包名/英文名；同一政策的各个版本用同一个编号")]
    pub(crate) id: Text,
    #[schemars(description = "名称")]
    pub(crate) title: Text,
    #[schemars(description = "现在由谁组织")]
    pub(crate) issuer: Option<Text>,
    #[schemars(description = "从哪天起的申请按这个版本判断")]
    pub(crate) from: At<Date>,
    #[schemars(description = "最后一天（当天仍按这个版本）")]
    pub(crate) until: Option<At<Date>>,
    #[schemars(description = "最近一次与来源核对的日期")]
    pub(crate) checked: Option<At<Date>>,
    #[schemars(description = "可信程度")]
    pub(crate) status: At<Status>,
    #[schemars(description = "种类")]
    pub(crate) kind: At<Kind>,
    #[schemars(description = "授予的称号，与资质称号的种类一致")]
    pub(crate) confers: Option<Text>,
    #[schemars(
        description = "通向哪个政策（写它的编号）：满足本政策、还不满足那个政策的，是那个政策的培育对象"
    )]
    pub(crate) towards: Option<Text>,
    #[schemars(
        description = "以上级哪个政策为基础（写它的编号）：它的条款都适用，这里只写例外和另外的要求"
    )]
    pub(crate) base: Option<Text>,
    #[serde(default)]
    #[schemars(
        description = "这些条款满足任意一条即可：条款编号的列表，或几个这样的列表",
        schema_with = "groups"
    )]
    pub(crate) any: Option<At<Written>>,
    #[schemars(description = "zero：评分时缺的数按零分算，并注明")]
    pub(crate) unknown: Option<At<Unknown>>,
    #[serde(default)]
    #[schemars(description = "申报时间，一段一个；不知道就不写")]
    pub(crate) window: Vec<At<WindowForm>>,
    #[serde(default)]
    #[schemars(description = "条款，一段一条")]
    pub(crate) clause: Vec<At<ClauseForm>>,
    #[serde(default)]
    #[schemars(description = "评分或分类指标，一段一个")]
    pub(crate) indicator: Vec<At<IndicatorForm>>,
    #[serde(default)]
    #[schemars(description = "算例，一段一个：给出情况，写明应得的结果")]
    pub(crate) case: Vec<At<CaseForm>>,
}

/// What a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "PolicyKind")]
#[schemars(description = "title 称号认定，class 分类，grant 补助，amount 算出一个金额，score 评分")]
pub enum Kind {
    /// A title that is conferred.
    Title,
    /// A class that an enterprise falls into.
    Class,
    /// Money that is granted.
    Grant,
    /// An amount that is worked out.
    Amount,
    /// A score.
    Score,
}

/// How a score takes what is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "zero 缺的数按零分算")]
pub(crate) enum Unknown {
    Zero,
}

/// What a division by zero is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "no 除数为零时按不满足（指标按最后一档）算；不写则为待补数据")]
pub(crate) enum Zero {
    No,
}

/// That a number is only remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "memory 数字只凭记忆：算出来只作提示，结论最多是需人工审核")]
pub(crate) enum Memory {
    Memory,
}

/// How an amount is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "fen 四舍五入到分（不写就是它），yuan 四舍五入到元，down 到分，只舍不入")]
pub(crate) enum RoundForm {
    Fen,
    Yuan,
    Down,
}

/// `[[window]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一段申报时间")]
pub(crate) struct WindowForm {
    #[schemars(description = "第一天")]
    pub(crate) from: At<Date>,
    #[schemars(description = "最后一天")]
    pub(crate) until: Option<At<Date>>,
    #[schemars(description = "出处：来源编号#条款")]
    pub(crate) cite: Text,
}

/// `[[clause]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一条条款；when、any、give、cap 至少写一个")]
pub(crate) struct ClauseForm {
    #[schemars(description = "编号，本政策中唯一")]
    pub(crate) id: Text,
    #[schemars(description = "出处：来源编号#条款")]
    pub(crate) cite: Text,
    #[schemars(description = "条款原文，见到原文才写")]
    pub(crate) text: Option<Text>,
    #[schemars(description = "没见到原文时，用自己的话概括")]
    pub(crate) summary: Option<Text>,
    #[schemars(description = "是 base 哪一条的例外：代替那一条（写它的编号）")]
    pub(crate) except: Option<Text>,
    #[schemars(description = "什么情况下满足")]
    pub(crate) when: Option<Text>,
    #[schemars(description = "不满足时表示本政策不针对这类企业")]
    pub(crate) scope: Option<bool>,
    #[schemars(description = "除数为零算什么")]
    pub(crate) zero: Option<At<Zero>>,
    #[schemars(description = "数字只凭记忆")]
    pub(crate) status: Option<At<Memory>>,
    #[schemars(description = "不写 when：这些条款满足任意一条即可")]
    pub(crate) any: Option<Vec<Text>>,
    #[schemars(description = "给多少钱")]
    pub(crate) give: Option<Text>,
    #[schemars(description = "合计最多多少")]
    pub(crate) cap: Option<Text>,
    #[schemars(description = "金额怎样取整")]
    pub(crate) round: Option<At<RoundForm>>,
}

/// `[[indicator]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "评分表或分类表的一项；of、band、judge、sum、best 说明它怎么来")]
pub(crate) struct IndicatorForm {
    #[schemars(description = "编号，本政策中唯一")]
    pub(crate) id: Text,
    #[schemars(description = "名称，只用文字和数字；本政策的公式里直接写")]
    pub(crate) name: Text,
    #[schemars(description = "出处：来源编号#条款；合计项可不写")]
    pub(crate) cite: Option<Text>,
    #[schemars(description = "原文，见到原文才写")]
    pub(crate) text: Option<Text>,
    #[schemars(description = "没见到原文时，用自己的话概括")]
    pub(crate) summary: Option<Text>,
    #[schemars(description = "看的是哪个数：公式")]
    pub(crate) of: Option<Text>,
    #[schemars(description = "算出来的数用什么单位显示，如 %；分数和类别不写")]
    pub(crate) unit: Option<Text>,
    #[schemars(description = "除数为零算什么")]
    pub(crate) zero: Option<At<Zero>>,
    #[schemars(description = "数字只凭记忆")]
    pub(crate) status: Option<At<Memory>>,
    #[serde(default)]
    #[schemars(description = "档次，从上到下取第一个符合的")]
    pub(crate) band: Vec<At<BandForm>>,
    #[schemars(description = "由人判断的事项名称")]
    pub(crate) judge: Option<Text>,
    #[serde(default)]
    #[schemars(description = "由人判断时的最低分和最高分", schema_with = "span")]
    pub(crate) points: Option<At<Written>>,
    #[schemars(description = "这些指标的合计")]
    pub(crate) sum: Option<Vec<Text>>,
    #[schemars(description = "这些指标中最高的")]
    pub(crate) best: Option<Vec<Text>>,
    #[serde(default)]
    #[schemars(description = "合计最多多少分", schema_with = "number")]
    pub(crate) max: Option<At<Written>>,
}

/// `[[indicator.band]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个档次；points 和 class 写一个")]
pub(crate) struct BandForm {
    #[schemars(
        description = "什么情况在这一档：对 of 的判断，如 >= 30%；没有 of 就写完整的条件；- 是其余情况"
    )]
    pub(crate) test: Text,
    #[serde(default)]
    #[schemars(
        description = "得分：一个数，[低, 高] 由人在其间选定，或一个公式",
        schema_with = "points"
    )]
    pub(crate) points: Option<At<Written>>,
    #[schemars(description = "类别名称")]
    pub(crate) class: Option<Text>,
}

/// `[[case]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个算例")]
pub(crate) struct CaseForm {
    #[schemars(description = "说的是什么情况")]
    pub(crate) name: Text,
    #[schemars(description = "申请日")]
    pub(crate) on: At<Date>,
    #[schemars(
        description = "企业的情况：事实名 = 值；逐年的数写成列表，最后一个是申请日前最近的完整年度，不知道的年度写 \"\"；judge = { 事项 = 判断 }",
        schema_with = "given"
    )]
    pub(crate) given: At<Written>,
    #[schemars(description = "应得的结果")]
    pub(crate) want: At<WantForm>,
}

/// `want` of a case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "应得的结果，至少写一项")]
pub(crate) struct WantForm {
    #[schemars(description = "结论")]
    pub(crate) answer: Option<At<Verdict>>,
    #[schemars(description = "金额，例如 \"1.5 万元\"")]
    pub(crate) give: Option<Text>,
    #[serde(default)]
    #[schemars(description = "类别名称或得分", schema_with = "value")]
    pub(crate) value: Option<At<Written>>,
    #[serde(default)]
    #[schemars(description = "得分的最低和最高可能", schema_with = "span")]
    pub(crate) range: Option<At<Written>>,
    #[schemars(description = "缺哪些事实才定不下来")]
    pub(crate) unknown: Option<At<Vec<Text>>>,
    #[serde(default)]
    #[schemars(
        description = "各条款的结论：条款编号 = yes | no | unknown | person",
        schema_with = "clauses"
    )]
    pub(crate) clause: Option<At<Written>>,
}

/// The answer that a case wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(
    description = "yes 测算符合，no 不符合，unknown 待补数据，person 需人工审核，outside 不针对这类企业"
)]
pub(crate) enum Verdict {
    Yes,
    No,
    Unknown,
    Person,
    Outside,
}

fn groups(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] } })
}

fn points(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "type": "number" },
        { "type": "string" },
        { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
    ] })
}

fn span(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
}

fn number(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "number" })
}

fn value(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [{ "type": "number" }, { "type": "string" }] })
}

fn given(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

fn clauses(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties":
        { "type": "string", "enum": ["yes", "no", "unknown", "person"] } })
}
