//! What stands in the tables of an export as the program writes it, and what people call that.

use pack::Shelf;
use pack::feed::Stage;
use zone::people::ACTS;

/// The page of an export that tells it.
pub(super) const KEY: &str = "对照";

/// Its columns.
pub(super) const HEADS: [&str; 3] = ["栏", "表里的写法", "意思"];

/// Words of columns that are neither facts nor feeds.
const WORDS: &[[&str; 3]] = &[
    ["变动", "made", "建档"],
    ["变动", "code", "统一社会信用代码"],
    ["变动", "named", "名称"],
    ["变动", "arrived", "迁入"],
    ["变动", "left", "迁出"],
    ["变动", "merged", "并入另一企业"],
    ["变动", "unmerged", "撤销合并"],
    ["变动", "parted", "与另一企业不是重复"],
    ["变动", "unparted", "撤销“不是重复”"],
    ["结论", "accepted", "复核通过"],
    ["结论", "returned", "退回"],
    ["是否要复核", "0", "不用复核"],
    ["是否要复核", "1", "要由另一人复核"],
    ["类型", "number", "数，金额为元"],
    ["类型", "text", "文字"],
    ["类型", "bool", "是否：1 是，0 否"],
    ["类型", "date", "日期"],
    ["类型", "days", "天数"],
    ["类型", "months", "月数"],
    ["类型", "list", "多条记录"],
    ["类型", "withdrawn", "撤回"],
    ["事项", "sign-in", "登录"],
    ["事项", "sign-out", "退出登录"],
    ["事项", "accept-invitation", "凭链接开通账号"],
];

/// A line a word: its column, how it is written, what people call it.
pub(super) fn lines(shelf: &Shelf) -> impl Iterator<Item = [String; 3]> {
    let line = |words: [&str; 3]| words.map(str::to_owned);
    let facts = shelf.schema.iter().map(move |(_, fact)| line(["指标", &fact.id, &fact.name]));
    let feeds = shelf.feeds.values().map(move |feed| line(["来源", &feed.id, &feed.title]));
    let stages = Stage::ALL.into_iter().map(move |stage| line(["阶段", stage.id(), stage.zh()]));
    let acts = ACTS.iter().map(move |(id, title, _)| line(["事项", id, title]));
    let words = WORDS.iter().map(move |words| line(*words));
    facts.chain(feeds).chain(stages).chain(acts).chain(words)
}
