//! What people put right: a figure, which of two counts, that one is wrong; and the second look.

use axum::extract::State;
use base::Day;
use pack::Shelf;
use pack::feed::Stage;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Correction, NewReview, NewSettlement, Outcome, Standing};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{About, Entry, Origin, OriginId, Period, Place};
use zone::people::{CorrectFact, ObjectToFact, Operator, ReadRegister, ReviewFacts, SettleFact};

use super::file::Opened;
use super::reply::Made;
use super::seen::Seen;
use super::{May, Named, Refusal, Sent};
use crate::read;
use crate::serve::{App, latest};

/// Which figure of an enterprise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// 指标的编号或名称
    fact: String,
    /// 年度；没有年度的指标不写
    year: Option<i16>,
    /// 没有年度的指标从哪一天起如此，缺省今天
    since: Option<Day>,
}

/// A correction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct NewCorrection {
    #[serde(flatten)]
    which: Which,
    /// 更正为多少，带单位，例如 `1200.5 万元`
    value: String,
    /// 更正的是哪个来源的数
    feed: String,
    /// 阶段：预计、快报、年报、审计、汇缴；缺省为来源的
    stage: Option<String>,
    /// 为什么更正
    reason: String,
}

/// The word of the department that answers for a fact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct NewWord {
    #[serde(flatten)]
    which: Which,
    /// 以哪一条为准：它的 `origin`
    origin: u32,
    /// 它的 `line`
    line: u32,
    /// 为什么
    reason: String,
}

/// An objection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct NewObjection {
    #[serde(flatten)]
    which: Which,
    /// 为什么
    reason: String,
}

/// The second look.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLook {
    /// 日志的第几笔
    line: u32,
    /// 只复核一家企业的
    enterprise: Option<u32>,
    /// 通过还是退回
    outcome: Look,
    /// 意见；退回时必写
    #[serde(default)]
    reason: String,
}

/// What the second person says.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Look {
    /// 通过
    Accepted,
    /// 退回
    Returned,
}

/// That something was written.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Written {
    /// The line of the journal.
    pub(super) line: u32,
    /// Whether it waits for a second person.
    pub(super) held: bool,
}

/// 更正一个数
pub(super) async fn correct(
    State(app): State<App>,
    may: May<CorrectFact>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(sent): Sent<NewCorrection>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        let opened = open(app, &may.signed.operator, id)?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let shelf = &opened.content.content.shelf;
        let (fact, about) = sent.which.about(&opened, app.today())?;
        let feed = shelf.feeds.get(&sent.feed).ok_or_else(|| {
            Refusal::unfit("/feed", [&format!("没有数据来源“{}”", sent.feed), "no such feed"])
        })?;
        let stage = stage(sent.stage.as_deref())?.or(feed.stage).unwrap_or(Stage::Annual);
        let value = read::stated(&sent.value, &shelf.schema, fact)
            .map_err(|why| Refusal::unfit("/value", [&why, "the value cannot be read"]))?;
        let held = zone::fact::moves_money(shelf).contains(&fact);
        let origin = Origin {
            import: None,
            place: Place::Hand { reason: reason(&sent.reason)? },
            fact: about.fact,
            period: about.period,
            feed: feed.id.clone(),
            stage,
            basis: None,
            unit: None,
            decimals: value.decimals(),
        };
        let standing = if held { Standing::Held } else { Standing::Counts };
        let correction = Correction { subject: about.subject, origin, standing, value };
        let permit = app.living(latest(app.today()), |living| {
            living.snapshot.narrowed(&may.permit, opened.subject)
        })??;
        Ok(written(app, app.store().correct(&permit, correction)?, held))
    })
    .await
}

/// 核定：来源不一致的数以哪个为准
pub(super) async fn settle(
    State(app): State<App>,
    may: May<SettleFact>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(sent): Sent<NewWord>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        let opened = open(app, &may.signed.operator, id)?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let shelf = &opened.content.content.shelf;
        let (fact, about) = sent.which.about(&opened, app.today())?;
        if let Some(owner) = shelf.owner(fact) {
            may.permit.answers_for(&owner.department)?;
        }
        let chosen = chosen(&opened, shelf, (fact, sent.which.year), &sent)?;
        let settlement = NewSettlement {
            about: About { period: chosen.1, ..about },
            origin: OriginId(sent.origin),
            said: Seq(sent.line),
            row: chosen.0,
            reason: reason(&sent.reason)?,
        };
        Ok(written(app, app.store().settle(&may.permit, settlement)?, false))
    })
    .await
}

/// The row and the time of the statement that is to count.
fn chosen(
    opened: &Opened,
    shelf: &Shelf,
    key: (FactId, Option<i16>),
    sent: &NewWord,
) -> Result<(u32, Period), Refusal> {
    let holdings = opened.dossier.holdings(shelf)?;
    let holding = holdings.iter().find(|(of, _)| *of == key).map(|(_, holding)| holding);
    let mut entries = holding.into_iter().flat_map(|held| held.stands.iter().chain(&held.others));
    let meant = |entry: &&Entry<'_>| entry.id.0 == sent.origin && entry.seq.0 == sent.line;
    let entry = entries.find(meant).ok_or_else(|| {
        Refusal::unfit("/origin", ["没有这一条，或它已不算数", "there is no such statement"])
    })?;
    Ok((entry.row, entry.origin.period))
}

/// 异议：认为一个数不对，请数源部门核
pub(super) async fn object(
    State(app): State<App>,
    may: May<ObjectToFact>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(sent): Sent<NewObjection>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        let opened = open(app, &may.signed.operator, id)?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let (_, about) = sent.which.about(&opened, app.today())?;
        let permit = app.living(latest(app.today()), |living| {
            living.snapshot.narrowed(&may.permit, opened.subject)
        })??;
        Ok(written(app, app.store().object(&permit, about, reason(&sent.reason)?)?, false))
    })
    .await
}

/// 复核：资金类数据由第二个人复核后才算数
pub(super) async fn review(
    State(app): State<App>,
    may: May<ReviewFacts>,
    seen: Seen,
    Sent(sent): Sent<NewLook>,
) -> Result<Made<Written>, Refusal> {
    let outcome = match sent.outcome {
        Look::Accepted => Outcome::Accepted,
        Look::Returned => Outcome::Returned,
    };
    let said = match outcome {
        Outcome::Accepted => sent.reason.trim().to_owned(),
        Outcome::Returned => reason(&sent.reason)?,
    };
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| super::review::tag(app, &may.signed, sent.line))?;
        let (of, subject) = (Seq(sent.line), sent.enterprise.map(SubjectId));
        let review = NewReview { of, subject, outcome, reason: said };
        let seq = app.store().review(&may.permit, review)?;
        if subject.is_none() {
            app.renew();
        }
        Ok(written(app, seq, false))
    })
    .await
}

/// Opens an enterprise for somebody who is to change something of it.
fn open(app: &App, operator: &Operator, id: u32) -> Result<Opened, Refusal> {
    Opened::of(app, &operator.may::<ReadRegister>()?, (id, latest(app.today())))
}

/// Everyone's answers have it before it is said to be written.
fn written(app: &App, seq: Seq, held: bool) -> Made<Written> {
    app.follow();
    Made(Written { line: seq.0, held })
}

/// A reason that says something.
pub(super) fn reason(text: &str) -> Result<String, Refusal> {
    /// More is no reason but a report.
    const LONGEST: usize = 1000;
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::unfit("/reason", ["要写明原因", "say why"])),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(Refusal::unfit("/reason", ["原因太长，最多 1000 字", "the reason is too long"])),
    }
}

fn stage(text: Option<&str>) -> Result<Option<Stage>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    Stage::parse(text).map(Some).ok_or_else(|| {
        let zh = format!("没有“{text}”这个阶段；可写：预计、快报、年报、审计、汇缴");
        Refusal::unfit("/stage", [&zh, "no such stage"])
    })
}

impl Which {
    /// Which figure is meant.
    fn about(&self, opened: &Opened, today: Day) -> Result<(FactId, About), Refusal> {
        let dictionary = &opened.content.content.shelf;
        let unfit = |path: &str, zh: String, en: &str| Refusal::unfit(path, [&zh, en]);
        let fact = dictionary.fact(&self.fact).ok_or_else(|| {
            unfit("/fact", format!("指标字典里没有“{}”", self.fact), "no such fact")
        })?;
        let known = dictionary.schema.get(fact);
        if known.is_some_and(|known| known.formula.is_some()) {
            let zh = format!("“{}”由别的指标算出，不能填写；请更正它用到的指标", self.fact);
            return Err(unfit("/fact", zh, "it is worked out from others"));
        }
        let yearly = known.is_some_and(|known| known.yearly);
        let period = match (yearly, self.year) {
            (true, Some(year)) => Period::Year(year),
            (true, None) => {
                let zh = format!("“{}”一年一个数；请写年度", self.fact);
                return Err(unfit("/year", zh, "it has years"));
            }
            (false, Some(_)) => {
                let zh = format!("“{}”没有年度；请写从哪一天起", self.fact);
                return Err(unfit("/year", zh, "it has no years"));
            }
            (false, None) => Period::Since(self.since.unwrap_or(today)),
        };
        let id = known.map(|known| known.id.clone()).unwrap_or_default();
        Ok((fact, About { subject: opened.subject, fact: id, period }))
    }
}
