//! Lists of enterprises: searched, filtered by any formula, sorted by any fact.

use axum::Json;
use axum::extract::State;
use base::Day;
use rule::bits::Bits;
use rule::check::{self, Context};
use rule::decision::{Clause, Condition, Decision};
use rule::expr::Expr;
use rule::fact::Schema;
use rule::plan::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json_;
use zone::enterprise::SubjectId;
use zone::people::ReadRegister;

use super::column::{Column, Shown};
use super::page::{AsOf, limit};
use super::{Asked, May, Refusal};
use crate::serve::{App, By, Lane, Living, Reply, Way};

/// Which enterprises, in which order, with which of their facts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EnterprisesWanted")]
pub(super) struct Wanted {
    /// 名称的一部分、拼音首字母或信用代码；空格隔开的几段都要有
    pub q: Option<String>,
    /// 条件公式，例如 `营业收入[-1] >= 2000 万元 and 所属园区 = "东区"`；缺数的企业不在清单里，另计
    pub r#where: Option<String>,
    /// 政策与结果，例如 `national/high-tech:near`；几项用逗号隔开，都要是；结果见 `answers` 的说明
    pub answer: Option<String>,
    /// 缺省只看当天在区内的；`left` 只看已迁出（或尚未迁入）的，`all` 都看
    #[serde(default)]
    pub stay: Stay,
    /// 要看的指标，逗号隔开；年度写在冒号后：`营业收入:2025,职工总数`
    pub columns: Option<String>,
    /// 按哪一项排：`名称`、或一项指标；前面加 `-` 从大到小；没有数的排在最后
    pub sort: Option<String>,
    /// 上一页的 `next`
    pub after: Option<String>,
    /// 从第几家起（0 是第一家），不超过总数；用来跳到清单中间，与 `after` 只写一个
    pub offset: Option<u32>,
    /// 一页多少家，最多 500，缺省 50
    #[schemars(range(min = 1, max = 500))]
    pub limit: Option<u16>,
    /// 数据截至日：按哪一天来看，缺省今天
    pub on: Option<Day>,
    /// 按当时已掌握的数据：日志的第几笔，或哪一天
    pub known: Option<String>,
}

/// Which of them, by whether they are in the zone on the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "StayWanted")]
pub(super) enum Stay {
    /// 在区内的，和没有记载迁入、迁出的
    #[default]
    Here,
    /// 已迁出，或尚未迁入
    Left,
    /// 都看
    All,
}

/// A page of enterprises.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnterprisesPage")]
pub(super) struct Listed {
    /// Those of the page.
    items: Vec<Item>,
    /// What the cells are.
    columns: Vec<Column>,
    /// How many there are in all.
    total: usize,
    /// Of how many the formula cannot be said for want of facts.
    unknown: usize,
    /// How many more fit who are outside the zone on the day: they are in the list where `stay`
    /// asks for them.
    away: usize,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// As of when.
    as_of: AsOf,
}

/// An enterprise in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnterpriseItem")]
pub(super) struct Item {
    /// Its number in the register.
    id: u32,
    /// 统一社会信用代码
    code: Option<String>,
    /// 名称
    name: String,
    /// Whether it is outside the zone on the day: it left (迁出), or comes only later.
    away: bool,
    /// In the order of the columns: a number as a decimal text in the base unit, yes or no, a
    /// text, a day; null where it is unknown.
    cells: Vec<Json_>,
}

/// Those who fit, and of how many it cannot be said.
pub(super) struct Fitting {
    pub(super) rows: Bits,
    pub(super) unknown: usize,
    /// How many more there are outside the zone.
    away: usize,
}

/// 企业清单
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Listed>, Refusal> {
    // What a policy says of everybody may have to be found out first.
    let lane = if wanted.answer.is_some() { Lane::Long } else { Lane::Memory };
    let lane = lane.as_of(&app, (wanted.on, wanted.known.as_deref()));
    app.soon(lane, move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        let columns = columns(app, &may, &wanted)?;
        app.living(view, |living| page(living, &may, &wanted, columns))?.map(Json)
    })
    .await
}

/// The columns that are wanted, where who asks may see them.
pub(super) fn columns(
    app: &App,
    may: &May<ReadRegister>,
    wanted: &Wanted,
) -> Result<Vec<Column>, Refusal> {
    let (content, on) = (app.content(), wanted.on.unwrap_or_else(|| app.today()));
    let columns = super::column::read(wanted.columns.as_deref(), &content, on)?;
    for column in &columns {
        super::secret::seen(&may.signed, &content.content.shelf, column.key.0)?;
    }
    Ok(columns)
}

/// All rows that fit, in the order that is wanted.
pub(super) fn found(
    living: &Living,
    may: &May<ReadRegister>,
    wanted: &Wanted,
) -> Result<(Vec<usize>, Fitting), Refusal> {
    let fitting = fitting(living, may, wanted)?;
    let order = living.order(by(living, may, wanted.sort.as_deref())?);
    let rows = order.iter().filter_map(|row| usize::try_from(*row).ok());
    let rows = rows.filter(|row| fitting.rows.get(*row)).collect();
    Ok((rows, fitting))
}

fn page(
    living: &Living,
    may: &May<ReadRegister>,
    wanted: &Wanted,
    columns: Vec<Column>,
) -> Result<Listed, Refusal> {
    let Fitting { rows, unknown, away } = fitting(living, may, wanted)?;
    let order = living.order(by(living, may, wanted.sort.as_deref())?);
    let start = match wanted.after.as_deref() {
        None => 0,
        Some(after) => {
            let last = after.parse().ok().and_then(|id| living.snapshot.row(SubjectId(id)));
            let last = last.and_then(|row| u32::try_from(row).ok()).ok_or_else(|| stray(after))?;
            order.iter().position(|row| *row == last).ok_or_else(|| stray(after))? + 1
        }
    };
    let past = past(wanted, rows.count())?;
    let limit = limit(wanted.limit)?;
    let fits = |row: &usize| rows.get(*row);
    let rest = order.iter().skip(start).filter_map(|row| usize::try_from(*row).ok()).filter(fits);
    let mut found: Vec<usize> = rest.skip(past).take(limit + 1).collect();
    let more = found.len() > limit;
    found.truncate(limit);
    let shown: Vec<Shown<'_>> = columns.iter().map(|column| column.shown(living)).collect();
    let items: Vec<Item> = found.iter().map(|row| item(living, *row, &shown)).collect();
    let next = items.last().filter(|_| more).map(|last| last.id.to_string());
    drop(shown);
    Ok(Listed { items, columns, total: rows.count(), unknown, away, next, as_of: AsOf::of(living) })
}

/// How many of those who fit are passed over.
fn past(wanted: &Wanted, total: usize) -> Result<usize, Refusal> {
    let Some(offset) = wanted.offset else { return Ok(0) };
    if wanted.after.is_some() {
        let en = "a page begins after a row or at a place: write after or offset";
        return Err(Refusal::unfit("offset", ["after 和 offset 只写一个", en]));
    }
    let past = usize::try_from(offset).unwrap_or(usize::MAX);
    if past > total {
        let zh = format!("清单共 {total} 家，没有第 {offset} 家以后的；offset 不超过总数");
        let en = format!("there are {total}: offset is at most that");
        return Err(Refusal::unfit("offset", [&zh, &en]));
    }
    Ok(past)
}

fn item(living: &Living, row: usize, shown: &[Shown<'_>]) -> Item {
    use zone::policy::Subjects;
    Item {
        id: living.snapshot.subjects().get(row).map_or(0, |subject| subject.0),
        code: living.code(row).map(str::to_owned),
        name: living.name(row).to_owned(),
        away: living.snapshot.away().get(row),
        cells: shown.iter().map(|column| column.cell(row)).collect(),
    }
}

fn stray(after: &str) -> Refusal {
    let en = format!("no page follows {after}");
    Refusal::unfit("after", [&format!("没有接在“{after}”后面的一页"), &en])
        .hint(["清单变了：请从第一页看起", "the list changed: start again from the first page"])
}

/// The rows that fit, of those that the permit reaches.
pub(super) fn fitting(
    living: &Living,
    may: &May<ReadRegister>,
    wanted: &Wanted,
) -> Result<Fitting, Refusal> {
    let mut rows = living.snapshot.reached(&may.permit);
    if let Some(q) = wanted.q.as_deref().filter(|q| !q.trim().is_empty()) {
        rows = rows.both(&living.search(q));
    }
    for answer in wanted.answer.iter().flat_map(|answers| answers.split(',')) {
        rows = rows.both(&answered(living, answer)?);
    }
    let (fit, unsure) = match wanted.r#where.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => held(living, may, (text, &rows))?,
        None => (rows, Bits::default()),
    };
    let away = living.snapshot.away();
    Ok(match wanted.stay {
        Stay::Here => {
            let unknown = unsure.without(away).count();
            Fitting { rows: fit.without(away), unknown, away: fit.both(away).count() }
        }
        Stay::Left => Fitting { rows: fit.both(away), unknown: unsure.both(away).count(), away: 0 },
        Stay::All => Fitting { rows: fit, unknown: unsure.count(), away: 0 },
    })
}

/// Of these rows those of whom a formula holds, and those of whom it cannot be said.
fn held(
    living: &Living,
    may: &May<ReadRegister>,
    (text, rows): (&str, &Bits),
) -> Result<(Bits, Bits), Refusal> {
    let shelf = &living.content.content.shelf;
    let formula = condition(text, &shelf.schema)?;
    super::secret::asked(&may.signed, shelf, &formula)?;
    let decision = decision(formula);
    let run = Plan::new(&shelf.schema, living.snapshot.table(), vec![&decision]).run();
    let words = rows.words().iter().zip(run.words(0));
    let split = words.map(|(own, (yes, no, _))| (own & yes, own & !yes & !no));
    let (yes, unsure) = split.unzip();
    Ok((Bits::from_words(yes, rows.len()), Bits::from_words(unsure, rows.len())))
}

/// The rows of whom a policy says so: `national/high-tech:near`.
fn answered(living: &Living, text: &str) -> Result<Bits, Refusal> {
    let (policy, word) = text.rsplit_once(':').unwrap_or((text, "yes"));
    if !Reply::WORDS.contains(&word) {
        let words = Reply::WORDS.join("、");
        let zh = format!("没有“{word}”这种结果；可写：{words}");
        return Err(Refusal::unfit("answer", [&zh, &format!("no such answer: {word}")]));
    }
    let found = living.answers(policy).ok_or_else(|| {
        let zh = format!("这一天没有适用的政策“{policy}”");
        Refusal::unfit("answer", [&zh, &format!("no policy {policy} is in force")])
    })?;
    Ok(found.iter().map(|one| one.is(word)).collect())
}

/// A formula that answers yes or no.
fn condition(text: &str, schema: &Schema) -> Result<Expr, Refusal> {
    /// Longer formulas are nobody's question.
    const LONGEST: usize = 4096;
    if text.len() > LONGEST {
        return Err(Refusal::unfit("where", ["条件太长", "the formula is too long"]));
    }
    let context = Context { schema, scores: &[], item: None };
    rule::parse::formula(text)
        .and_then(|formula| check::condition(&formula, &context))
        .map_err(|faults| faulty(text, &faults))
}

/// A formula as a decision of one clause.
fn decision(formula: Expr) -> Decision {
    let clause = Clause {
        id: "where".to_owned(),
        when: Condition::When(formula),
        scope: false,
        memory: false,
        give: None,
        cap: None,
    };
    Decision { clauses: vec![clause], required: vec![0], ..Decision::default() }
}

/// The first fault, with the letter it is at and what to write instead.
fn faulty(text: &str, faults: &[rule::fault::Fault]) -> Refusal {
    let Some(fault) = faults.first() else {
        return Refusal::unfit("where", ["条件读不懂", "the formula cannot be read"]);
    };
    let at = text.get(..fault.span.range().start).map_or(0, |before| before.chars().count()) + 1;
    let zh = format!("条件第 {at} 个字：{}", fault.message.zh);
    let en = format!("at letter {at}: {}", fault.message.en);
    let refusal = Refusal::unfit("where", [&zh, &en]);
    match fault.advice.zh.as_str() {
        "" => refusal,
        advice => refusal.hint([advice, &fault.advice.en]),
    }
}

/// What the list is sorted by.
fn by(living: &Living, may: &May<ReadRegister>, sort: Option<&str>) -> Result<By, Refusal> {
    let sort = sort.unwrap_or("名称").trim();
    let (way, name) = match sort.strip_prefix('-') {
        Some(name) => (Way::Down, name),
        None => (Way::Up, sort),
    };
    if matches!(name, "名称" | "name") {
        return Ok(By { key: None, way });
    }
    let column = Column::parse(name, &living.content, living.snapshot.view().on)
        .map_err(|refusal| refusal.at("sort"))?;
    super::secret::seen(&may.signed, &living.content.content.shelf, column.key.0)?;
    Ok(By { key: Some(column.key), way })
}
