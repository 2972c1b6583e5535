//! What the register is read by: the dictionary of facts, the sources, the packs.

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::Serialize;
use zone::fact::Access;
use zone::people::{KeepContent, ReadRegister};
use zone::say::{self, Tongue};

use super::column::Kind;
use super::page::Page;
use super::roll::Roll;
use super::{May, Refusal, Spoken, Who};
use crate::serve::{App, Shelved};
use crate::write::list::Cell;

/// A fact of the dictionary (指标字典).
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Fact {
    id: String,
    /// 名称
    name: String,
    kind: Kind,
    /// The unit that officials show it in.
    unit: Option<String>,
    /// One value a year.
    yearly: bool,
    /// It is worked out from others, and how.
    formula: Option<String>,
    /// Other names met in sheets.
    synonyms: Vec<String>,
    /// 口径
    note: Option<String>,
    /// The only values there are; empty where any may stand.
    values: Vec<String>,
    /// The fields of its records.
    fields: Vec<String>,
    /// 数源部门
    department: Option<String>,
    /// Who may see it: `public` 公开, `internal` 内部, `sensitive` 敏感.
    access: Access,
    /// It is sensitive, and not for who asks to see: no list or filter may name it.
    hidden: bool,
    /// Policies in force on the day that read it.
    policies: Vec<String>,
    /// How far the dictionary may be trusted here.
    status: Option<&'static str>,
    checked: Option<Day>,
}

/// A source of figures (数据来源).
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Feed {
    id: String,
    title: String,
    department: String,
    /// 取得依据
    ground: String,
    /// 允许用途
    uses: Vec<&'static str>,
}

/// The packs in force.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Packs {
    /// The hash of their text: verdicts keep it.
    hash: String,
    /// How many files.
    files: usize,
    /// How many editions of policies, by how far their text may be trusted.
    policies: usize,
    facts: usize,
    /// What they rest on.
    sources: Vec<Source>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Source {
    id: String,
    title: String,
    number: Option<String>,
    issuer: Vec<String>,
    issued: Option<Day>,
    url: Option<String>,
    copy: Option<String>,
    checked: Option<Day>,
    status: Option<&'static str>,
}

impl Packs {
    /// Those in force.
    fn of(content: &Shelved, tongue: Tongue) -> Self {
        let shelf = &content.content.shelf;
        let sources = shelf.sources.values().map(|source| Source {
            id: source.id.clone(),
            title: source.title.clone(),
            number: source.number.clone(),
            issuer: source.issuer.clone(),
            issued: source.issued,
            url: source.url.clone(),
            copy: source.copy.clone(),
            checked: source.checked,
            status: say::status(source.status, tongue),
        });
        Self {
            hash: content.hash.to_string(),
            files: content.content.files.len(),
            policies: shelf.policies.len(),
            facts: shelf.schema.len(),
            sources: sources.collect(),
        }
    }
}

/// 指标字典
pub(super) async fn facts(
    State(app): State<App>,
    may: May<ReadRegister>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Fact>>, Refusal> {
    Ok(Json(Page::whole(all_facts(&app, &may, tongue))))
}

/// Every fact, as who asks may see it.
pub(super) fn all_facts(app: &App, may: &May<ReadRegister>, tongue: Tongue) -> Vec<Fact> {
    let (content, today) = (app.content(), app.today());
    let shelf = &content.content.shelf;
    let readers: Vec<_> = shelf
        .in_force(today)
        .into_iter()
        .map(|of| (of, zone::policy::reads(&of.decision, &shelf.schema)))
        .collect();
    let facts = shelf.schema.iter().map(|(id, fact)| {
        let entry = shelf.entry(id);
        let status = entry.and_then(|entry| entry.status);
        let reads = readers.iter().filter(|(_, facts)| facts.iter().any(|(fact, _)| *fact == id));
        Fact {
            id: fact.id.clone(),
            name: fact.name.clone(),
            kind: Kind::of(&fact.of, fact.unit),
            unit: entry.and_then(|entry| entry.unit.clone()),
            yearly: fact.yearly,
            formula: entry.and_then(|entry| entry.formula.clone()),
            synonyms: entry.map_or(Vec::new(), |entry| entry.synonyms.clone()),
            note: entry.and_then(|entry| entry.note.clone()),
            values: fact.values.clone(),
            fields: fact.fields.iter().map(|field| field.name.clone()).collect(),
            department: shelf.owner(id).map(|owner| owner.department.clone()),
            access: shelf.access(id),
            hidden: !super::secret::sees(&may.signed, shelf, id),
            policies: reads.map(|(policy, _)| policy.id.clone()).collect(),
            status: status.and_then(|status| say::status(status, tongue)),
            checked: entry.and_then(|entry| entry.checked),
        }
    });
    facts.collect()
}

impl Roll for Fact {
    const NAME: &'static str = "指标字典";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 26),
        ("名称", 30),
        ("单位", 10),
        ("年度", 10),
        ("由别的指标算出", 44),
        ("别名", 44),
        ("口径", 60),
        ("可填的值", 40),
        ("每条记录填什么", 30),
        ("数源部门", 30),
        ("谁能看", 10),
        ("用到它的政策", 44),
    ];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::text(self.id),
            Cell::text(self.name),
            Cell::text(self.unit.unwrap_or_default()),
            Cell::text(if self.yearly { "一年一个" } else { "没有年度" }),
            Cell::long(self.formula.unwrap_or_default()),
            Cell::long(self.synonyms.join("、")),
            Cell::long(self.note.unwrap_or_default()),
            Cell::long(self.values.join("、")),
            Cell::long(self.fields.join("、")),
            Cell::text(self.department.unwrap_or_default()),
            Cell::text(self.access.zh()),
            Cell::long(self.policies.join("、")),
        ]
    }
}

/// 数据来源：取得依据和允许用途
pub(super) async fn feeds(
    State(app): State<App>,
    _: May<ReadRegister>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Feed>>, Refusal> {
    Ok(Json(Page::whole(all_feeds(&app, tongue))))
}

/// Every source.
pub(super) fn all_feeds(app: &App, tongue: Tongue) -> Vec<Feed> {
    let content = app.content();
    let feeds = content.content.shelf.feeds.values().map(|feed| Feed {
        id: feed.id.clone(),
        title: feed.title.clone(),
        department: feed.department.clone(),
        ground: feed.basis.clone(),
        uses: feed.uses.iter().map(|allowed| tongue.of([allowed.zh(), allowed.en()])).collect(),
    });
    feeds.collect()
}

impl Roll for Feed {
    const NAME: &'static str = "数据来源";
    const HEADS: &'static [(&'static str, u8)] =
        &[("编号", 26), ("名称", 34), ("部门", 34), ("取得依据", 50), ("允许用途", 40)];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::text(self.id),
            Cell::text(self.title),
            Cell::text(self.department),
            Cell::long(self.ground),
            Cell::text(self.uses.join("、")),
        ]
    }
}

/// 政策包：版本和来源
pub(super) async fn packs(
    State(app): State<App>,
    // Whoever keeps the content sees it too; nothing of enterprises is in it.
    _: Who,
    Spoken(tongue): Spoken,
) -> Result<Json<Packs>, Refusal> {
    Ok(Json(Packs::of(&app.content(), tongue)))
}

/// 更新政策包：有一处错误就整体不用，仍用原来的
pub(super) async fn reload(
    State(app): State<App>,
    may: May<KeepContent>,
    Spoken(tongue): Spoken,
) -> Result<Json<Packs>, Refusal> {
    app.change(may.signed.clone(), move |app| app.reload(&may.permit)).await?;
    Ok(Json(Packs::of(&app.content(), tongue)))
}
