//! Verdicts that are handed out, so that they come out the same years later.

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Hash, NewVerdict, Replayed, VerdictId, View};
use zone::enterprise::SubjectId;
use zone::people::{IssueVerdict, ReadRegister};

use super::file::Opened;
use super::moments::Moments;
use super::page::{Page, beyond, last};
use super::reply::Made;
use super::roll::{Roll, at, number};
use super::seen::Seen;
use super::{Asked, May, Named, Refusal, Sent};
use crate::register::verdict;
use crate::serve::{App, latest};
use crate::write::list::Cell;

/// Which policy a verdict is about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewVerdict")]
pub(super) struct New {
    /// 政策编号
    policy: String,
    /// 按哪一天申请来算，缺省今天
    on: Option<Day>,
}

/// Which verdicts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VerdictsWanted")]
pub(super) struct Wanted {
    /// 只看写明一家企业的
    enterprise: Option<u32>,
    /// 从这个编号往前（不含），缺省从最后一次看起
    after: Option<u32>,
    /// 一页多少次，最多 500，缺省 100
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// A verdict that was handed out.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "VerdictShown")]
pub(super) struct Shown {
    id: u32,
    /// The line of the journal.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    policies: Vec<String>,
    /// Of whom; of all where none is named.
    enterprises: Option<Vec<u32>>,
    on: Day,
    /// Up to which line the register was known.
    known: u32,
    /// The hash of the packs.
    packs: String,
    /// The hash of the answer.
    answer: String,
}

/// Whether a verdict comes out again.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Again {
    same: bool,
    /// The hash of the answer that was handed out, where another comes out.
    was: Option<String>,
    /// The hash of the one that comes out.
    is: Option<String>,
}

/// 出具判定：留下政策版本和数据版本，多年后可重算
pub(super) async fn issue(
    State(app): State<App>,
    may: May<IssueVerdict>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(new): Sent<New>,
) -> Result<Made<Shown>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let on = new.on.unwrap_or_else(|| app.today());
        let read = may.signed.operator.may::<ReadRegister>()?;
        let opened = Opened::of(app, &read, (id, latest(on)))?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let dictionary = &opened.content.content.shelf;
        dictionary.policy(&new.policy, on).ok_or_else(super::policy::none)?;
        let weighed = opened.weighed()?;
        let table = opened.dossier.table_of(dictionary, &weighed.holdings)?;
        let policies = vec![new.policy];
        let answer = Hash::of(&verdict::of_one(&policies, dictionary, &weighed, &table));
        let view = View { known: opened.known(), ..latest(on) };
        let asked = NewVerdict { policies, subjects: Some(vec![opened.subject]), view, answer };
        let permit = app.living(latest(app.today()), |living| {
            living.snapshot.narrowed(&may.permit, opened.subject)
        })??;
        let files = opened.content.content.files.clone();
        let issued = app.store().issue(&permit, asked, files)?;
        Ok(Made(shown(&issued, &Moments::of(app, [issued.seq])?)))
    })
    .await
}

/// 出具过的判定，后来的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Page<Shown>>, Refusal> {
    app.aside(move |app| {
        let asked = (wanted.after, wanted.limit);
        page(app, &may, &wanted, asked).map(Json)
    })
    .await
}

/// A page of the verdicts that are wanted.
pub(super) fn page(
    app: &App,
    may: &May<ReadRegister>,
    wanted: &Wanted,
    (after, limit): (Option<u32>, Option<u16>),
) -> Result<Page<Shown>, Refusal> {
    may.permit.reaches_all()?;
    let of = wanted.enterprise.map(SubjectId);
    let listed = app.store().verdicts(&may.permit, of, last(after, limit)?)?;
    let moments = Moments::of(app, listed.items.iter().map(|one| one.seq))?;
    let items = listed.items.iter().map(|one| shown(one, &moments)).collect();
    Ok(Page::back(items, beyond(&listed, |one| one.id.0)))
}

impl Roll for Shown {
    const NAME: &'static str = "出具过的判定";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("时间（UTC）", 26),
        ("政策", 40),
        ("企业编号", 24),
        ("按哪一天", 12),
        ("数据到日志第几笔", 18),
        ("判定的校验值", 68),
    ];

    fn cells(self) -> Vec<Cell> {
        let firms = self.enterprises.map_or_else(
            || "全体".to_owned(),
            |firms| firms.iter().map(u32::to_string).collect::<Vec<_>>().join("、"),
        );
        vec![
            number(self.id),
            at(self.at),
            Cell::long(self.policies.join("、")),
            Cell::long(firms),
            Cell::Day(self.on),
            number(self.known),
            Cell::text(self.answer),
        ]
    }
}

/// 重算一次判定：用当时的政策和当时已掌握的数据
pub(super) async fn replay(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named(id): Named<u32>,
) -> Result<Json<Again>, Refusal> {
    may.permit.reaches_all()?;
    app.aside(move |app| {
        let replayed = app.store().replay(&may.permit, VerdictId(id), verdict::again)?;
        Ok(Json(match replayed {
            Replayed::Same => Again { same: true, was: None, is: None },
            Replayed::Differs { was, is } => {
                Again { same: false, was: Some(was.to_string()), is: Some(is.to_string()) }
            }
        }))
    })
    .await
}

fn shown(verdict: &store::Verdict, moments: &Moments) -> Shown {
    let NewVerdict { policies, subjects, view, answer } = &verdict.asked;
    Shown {
        id: verdict.id.0,
        line: verdict.seq.0,
        at: moments.at(verdict.seq),
        policies: policies.clone(),
        enterprises: subjects.as_ref().map(|these| these.iter().map(|one| one.0).collect()),
        on: view.on,
        known: view.known.0,
        packs: verdict.content.to_string(),
        answer: answer.to_string(),
    }
}
