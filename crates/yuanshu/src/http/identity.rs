//! Who is who: likely duplicates, joining two files and parting them again.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Parting;
use zone::enterprise::{File, Registry, SubjectId};
use zone::people::MergeEnterprises;
use zone::say::Tongue;

use super::amend::{Written, renewed};
use super::page::{Bounds, Page, Part};
use super::reply::Made;
use super::roll::{Roll, number};
use super::{Asked, May, Named, Refusal, Sent, Spoken};
use crate::alter::join;
use crate::amend::reason;
use crate::serve::{App, latest};
use crate::write::list::Cell;

/// Two files that are likely of one enterprise.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Pair {
    one: Side,
    other: Side,
    /// Why, the surest first.
    why: String,
}

/// An enterprise, so that it is known again.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Side {
    id: u32,
    code: Option<String>,
    name: String,
}

impl Side {
    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its number, its code and its name, for a list.
    pub(super) fn cells(self) -> [Cell; 3] {
        let code = Cell::text(self.code.unwrap_or_default());
        [number(self.id), code, Cell::text(self.name)]
    }

    /// By its last name.
    pub(super) fn of(registry: &Registry, subject: SubjectId) -> Self {
        let file = registry.file(subject);
        Self {
            id: subject.0,
            code: file.and_then(File::code).map(|code| code.to_string()),
            name: file.and_then(File::last_name).unwrap_or_default().to_owned(),
        }
    }
}

/// Which file is joined to which.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Joining {
    /// 并掉的档案
    file: u32,
    /// 并到哪个档案
    into: u32,
    /// 为什么；两个档案的统一社会信用代码不同时必写
    reason: Option<String>,
}

/// 可能重复的企业档案；不会自动合并
pub(super) async fn duplicates(
    State(app): State<App>,
    _: May<MergeEnterprises>,
    Asked(part): Asked<Part>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Pair>>, Refusal> {
    let bounds = part.bounds()?;
    app.aside(move |app| page(app, bounds, tongue).map(Json)).await
}

/// A page of the pairs.
pub(super) fn page(app: &App, bounds: Bounds, tongue: Tongue) -> Result<Page<Pair>, Refusal> {
    app.living(latest(app.today()), |living| {
        let registry = living.snapshot.registry();
        let pair = |pair: zone::enterprise::Duplicate| Pair {
            one: Side::of(registry, pair.one),
            other: Side::of(registry, pair.other),
            why: pair.why.said(tongue),
        };
        Page::part(bounds, registry.duplicates().into_iter().map(pair).collect())
    })
}

impl Roll for Pair {
    const NAME: &'static str = "可能重复的企业";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("一个档案", 10),
        ("统一社会信用代码", 22),
        ("企业名称", 34),
        ("另一个档案", 10),
        ("统一社会信用代码（另）", 22),
        ("企业名称（另）", 34),
        ("为什么", 40),
    ];

    fn cells(self) -> Vec<Cell> {
        let [one, other] = [self.one.cells(), self.other.cells()];
        one.into_iter().chain(other).chain([Cell::long(self.why)]).collect()
    }
}

/// 合并：一家企业的两个档案并为一个，可以撤销
pub(super) async fn merge(
    State(app): State<App>,
    may: May<MergeEnterprises>,
    Sent(joining): Sent<Joining>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let files = (SubjectId(joining.file), SubjectId(joining.into));
        let (known, merge) = app.living(latest(app.today()), |living| {
            let snapshot = &living.snapshot;
            let merge = join(snapshot.registry(), files, joining.reason.as_deref())?;
            Ok::<_, Refusal>((snapshot.seq(), merge))
        })??;
        Ok(renewed(app, app.store().merge(&may.permit, known, merge)?))
    })
    .await
}

/// 撤销合并：两个档案各归各
pub(super) async fn part(
    State(app): State<App>,
    may: May<MergeEnterprises>,
    Named(id): Named<u32>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let known = app.store().head()?.seq;
        Ok(renewed(app, app.store().unmerge(&may.permit, known, SubjectId(id))?))
    })
    .await
}

/// Which file is not of the same enterprise as which other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Distinct {
    /// 一个档案
    file: u32,
    /// 与哪个档案不是同一家
    from: u32,
    /// 为什么
    reason: String,
}

/// 不是重复：两个档案不是同一家，以后不再提示；可以撤销
pub(super) async fn distinct(
    State(app): State<App>,
    may: May<MergeEnterprises>,
    Sent(said): Sent<Distinct>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let known = app.store().head()?.seq;
        let (file, from) = (SubjectId(said.file), SubjectId(said.from));
        let parting = Parting { file, from, reason: reason(&said.reason)? };
        Ok(renewed(app, app.store().part(&may.permit, known, parting)?))
    })
    .await
}

/// 撤销“不是重复”：两个档案仍可能是同一家
pub(super) async fn doubt(
    State(app): State<App>,
    may: May<MergeEnterprises>,
    Named((file, from)): Named<(u32, u32)>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let known = app.store().head()?.seq;
        let pair = (SubjectId(file), SubjectId(from));
        Ok(renewed(app, app.store().unpart(&may.permit, known, pair)?))
    })
    .await
}
