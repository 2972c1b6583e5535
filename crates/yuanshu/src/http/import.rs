//! The record of imports, and taking one back; what waits for a second person.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::fact::ImportId;
use zone::people::{ReadRegister, UndoImport};

use super::amend::{Written, renewed};
use super::moments::Moments;
use super::page::{Page, beyond, last};
use super::reply::Made;
use super::roll::{Roll, at, number};
use super::who::whole;
use super::{Asked, May, Named, Refusal, Sent};
use crate::amend::reason;
use crate::import::{Plan, Remarked};
use crate::serve::App;
use crate::write::list::Cell;

/// An import.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImportShown")]
pub(super) struct Shown {
    /// Its number.
    id: u32,
    /// The file.
    name: String,
    /// The line of the journal that it came with.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// The line that took it back.
    undone: Option<u32>,
    /// 数据来源的编号
    feed: Option<String>,
    /// What its columns were taken for.
    plan: Option<Plan>,
    /// What was remarked of it: cells that could not be read; null where that is not known any more.
    errors: Option<usize>,
    /// Cells that were to be looked at; null where that is not known any more.
    warnings: Option<usize>,
    /// The hash of the file's bytes.
    content: String,
}

/// Which imports.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportsWanted")]
pub(super) struct Wanted {
    /// 从这个编号往前（不含），缺省从最后一次看起
    after: Option<u32>,
    /// 一页多少次，最多 500，缺省 100
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// 历次导入，后来的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Page<Shown>>, Refusal> {
    app.aside(move |app| page(app, &may, (wanted.after, wanted.limit)).map(Json)).await
}

/// A page of the imports.
pub(super) fn page(
    app: &App,
    may: &May<ReadRegister>,
    (after, limit): (Option<u32>, Option<u16>),
) -> Result<Page<Shown>, Refusal> {
    // Who has only their own file has no business with files that speak of others.
    whole(&may.permit, ["看历次导入", "the record of imports"])?;
    let listed = app.store().last_imports(&may.permit, last(after, limit)?)?;
    let moments = Moments::of(app, listed.items.iter().map(|one| one.seq))?;
    let items = listed.items.iter().map(|one| shown(one, &moments)).collect();
    Ok(Page::back(items, beyond(&listed, |one| one.id.0)))
}

impl Roll for Shown {
    const NAME: &'static str = "历次导入";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("文件", 44),
        ("来源", 24),
        ("时间（UTC）", 26),
        ("日志第几笔", 12),
        ("撤销于第几笔", 14),
        ("读不出的格", 12),
        ("要核对的格", 12),
    ];

    fn cells(self) -> Vec<Cell> {
        let count = |cells: Option<usize>| cells.map_or(Cell::Blank, Cell::Count);
        vec![
            number(self.id),
            Cell::text(self.name),
            Cell::text(self.feed.unwrap_or_default()),
            at(self.at),
            number(self.line),
            self.undone.map_or(Cell::Blank, number),
            count(self.errors),
            count(self.warnings),
        ]
    }
}

fn shown(import: &store::Import, moments: &Moments) -> Shown {
    let plan = Plan::parse(&import.plan).ok();
    let remarked = Remarked::read(&import.remarks);
    Shown {
        id: import.id.0,
        name: import.name.clone(),
        line: import.seq.0,
        at: moments.at(import.seq),
        undone: import.undone.map(|line| line.0),
        feed: plan.as_ref().and_then(|plan| plan.feed.clone()),
        plan,
        errors: remarked.as_ref().map(|remarked| remarked.errors),
        warnings: remarked.as_ref().map(|remarked| remarked.warnings),
        content: import.content.to_string(),
    }
}

/// Why an import is taken back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// 原因
    reason: String,
}

/// 撤销一次导入：它带来的数据从此不算数，记录仍在
pub(super) async fn undo(
    State(app): State<App>,
    may: May<UndoImport>,
    Named(id): Named<u32>,
    Sent(why): Sent<Why>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        Ok(renewed(app, app.store().undo(&may.permit, ImportId(id), reason(&why.reason)?)?))
    })
    .await
}
