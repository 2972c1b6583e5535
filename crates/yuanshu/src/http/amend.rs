//! What people put right: a figure, which of two counts, that one is wrong; and the second look.

use axum::extract::State;
use base::Day;
use pack::Shelf;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Correction, NewReview, Outcome, Standing};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{About, Entry};
use zone::people::{CorrectFact, ObjectToFact, Operator, ReadRegister, ReviewFacts, SettleFact};
use zone::say::{Both, Tongue};

use super::file::{Opened, Weighed};
use super::moments::Moments;
use super::reply::Made;
use super::said::Said;
use super::secret::sees;
use super::seen::Seen;
use super::{May, Named, Refusal, Sent, Spoken};
use crate::amend::{
    Better, Effect, Figure, Teller, anew, at_its_stage, before, beside, doubt, effect, objectable,
    reason, sayings, settled,
};
use crate::serve::{App, latest};

/// A correction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCorrection {
    /// 指标的编号或名称
    fact: String,
    /// 年度；没有年度的指标不写
    year: Option<i16>,
    /// 没有年度的指标从哪一天起如此，缺省今天
    since: Option<Day>,
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
#[serde(deny_unknown_fields)]
pub(super) struct NewWord {
    /// 指标的编号或名称
    fact: String,
    /// 年度；没有年度的指标不写
    year: Option<i16>,
    /// 没有年度的指标从哪一天起如此，缺省今天
    since: Option<Day>,
    /// 以哪一条为准：它的 `origin`
    origin: u32,
    /// 它的 `line`
    line: u32,
    /// 它的 `row`；同一次导入的同一列里有几行说的是这家企业时必写
    row: Option<u32>,
    /// 为什么
    reason: String,
}

/// An objection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewObjection {
    /// 指标的编号或名称
    fact: String,
    /// 年度；没有年度的指标不写
    year: Option<i16>,
    /// 没有年度的指标从哪一天起如此，缺省今天
    since: Option<Day>,
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

/// That a figure was corrected.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Corrected {
    /// The line of the journal.
    line: u32,
    /// Whether it waits for a second person.
    held: bool,
    /// What it is instead of, at its own stage: what its source said before; where it said nothing,
    /// what counted of whatever source. Null where nothing did, or where it is not for who asks to see.
    was: Option<Was>,
    /// Whether it counts now.
    counts: bool,
    /// What it does to what counts, in the reader's language: that it counts, or why it does not
    /// and what does; null where it is not for who asks to see.
    effect: Option<String>,
    /// 提醒: what a sheet with that value would be remarked, such as that it is below what is
    /// possible or a thousand times the year before; null where nothing is. It is written all the
    /// same.
    doubt: Option<String>,
}

/// What was said of a figure before.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "WasSaid")]
struct Was {
    #[serde(flatten)]
    said: Said,
    /// From which day on, where the fact has no years.
    since: Option<Day>,
}

/// 更正一个数；不像真的照样存，在 doubt 里提醒
pub(super) async fn correct(
    State(app): State<App>,
    may: May<CorrectFact>,
    (Named(id), seen, Spoken(tongue)): (Named<u32>, Seen, Spoken),
    Sent(sent): Sent<NewCorrection>,
) -> Result<Made<Corrected>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        let opened = open(app, &may.signed.operator, id)?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let shelf = &opened.content.content.shelf;
        let meant = figure((&sent.fact, sent.year, sent.since), &opened, app.today())?;
        let better = Better {
            value: &sent.value,
            feed: &sent.feed,
            stage: sent.stage.as_deref(),
            reason: &sent.reason,
        };
        let fact = meant.0;
        let mut correction = better.of(shelf, meant)?;
        let held = correction.standing == Standing::Held;
        let weighed = opened.weighed()?;
        if sent.stage.is_none() {
            at_its_stage(&mut correction, fact, &weighed.entries);
        }
        let was = before(&correction, fact, &weighed.entries, &weighed.holdings)?;
        let was = was.filter(|_| sees(&may.signed, shelf, fact));
        let was = was.map(|was| was_said(app, was, (fact, shelf), tongue)).transpose()?;
        let doubt = doubt(&correction, fact, (&opened.content.content, &opened.dossier))?;
        let beside = beside(&correction, (fact, shelf), &weighed.entries);
        let permit = app.living(latest(app.today()), |living| {
            living.snapshot.narrowed(&may.permit, opened.subject)
        })??;
        let Made(Written { line, held }) =
            written(app, app.store().correct(&permit, correction.clone())?, held);
        let doubt = doubt.map(|doubt| doubt.of(tongue).to_owned());
        let effect = after(app, (&may.signed.operator, id), (&correction, Seq(line)), &weighed)
            .map_err(|_| Refusal::unsure())?;
        let said = Both::all([effect.said].into_iter().chain(beside));
        let seen = sees(&may.signed, shelf, fact);
        let effect_said = seen.then(|| said.of(tongue).to_owned());
        Ok(Made(Corrected { line, held, was, counts: effect.counts, effect: effect_said, doubt }))
    })
    .await
}

/// What a correction that was written does to what counted before.
fn after(
    app: &App,
    (operator, id): (&Operator, u32),
    (correction, line): (&Correction, Seq),
    before: &Weighed<'_>,
) -> Result<Effect, Refusal> {
    let opened = open(app, operator, id)?;
    let shelf = &opened.content.content.shelf;
    let Some(fact) = shelf.fact(&correction.origin.fact) else { return Err(Refusal::broken()) };
    let key = (fact, correction.origin.period.year());
    let now = opened.dossier.holdings_of(shelf, &[key])?;
    let was = before.holdings.iter().find(|(of, _)| *of == key).map(|(_, held)| held);
    Ok(effect((correction, line), (was, now.first().map(|(_, held)| held)), (fact, shelf)))
}

fn was_said(
    app: &App,
    was: &Entry<'_>,
    (fact, shelf): (FactId, &Shelf),
    tongue: Tongue,
) -> Result<Was, Refusal> {
    let moments = Moments::of(app, [was.seq])?;
    let said = Said::of(was, fact, (shelf, &moments), tongue);
    Ok(Was { said, since: was.origin.period.since() })
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
        let (fact, about) = figure((&sent.fact, sent.year, sent.since), &opened, app.today())?;
        if let Some(owner) = shelf.owner(fact) {
            may.permit.answers_for(&owner.department)?;
        }
        let holdings = opened.weighed()?.holdings;
        let meant = |entry: &&Entry<'_>| {
            let own = entry.id.0 == sent.origin && entry.seq.0 == sent.line;
            own && sent.row.is_none_or(|row| row == entry.row)
        };
        let ours: Vec<_> = sayings(&holdings, (fact, about.period)).filter(meant).collect();
        let teller = Teller::of(app.store(), &ours, (fact, shelf))?;
        let saying = teller.single(&ours, ("row", None))?.ok_or_else(|| {
            Refusal::unfit("/origin", ["没有这一条，或它已不算数", "there is no such statement"])
        })?;
        anew("origin", saying, &about, (&holdings, &opened.dossier.objections()))?;
        let settlement = settled(saying, about, &sent.reason)?;
        Ok(written(app, app.store().settle(&may.permit, settlement)?, false))
    })
    .await
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
        let (fact, about) = figure((&sent.fact, sent.year, sent.since), &opened, app.today())?;
        objectable(&opened.dossier.entries()?, (fact, about.period))?;
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
        // What a whole import waited for touches many.
        Ok(if subject.is_none() { renewed(app, seq) } else { written(app, seq, false) })
    })
    .await
}

/// Opens an enterprise for somebody who is to change something of it.
fn open(app: &App, operator: &Operator, id: u32) -> Result<Opened, Refusal> {
    Opened::of(app, &operator.may::<ReadRegister>()?, (id, latest(app.today())))
}

/// Everyone's answers have it before it is said to be written.
pub(super) fn written(app: &App, seq: Seq, held: bool) -> Made<Written> {
    app.follow();
    Made(Written { line: seq.0, held })
}

/// The same of what touches many: everyone is read anew.
pub(super) fn renewed(app: &App, seq: Seq) -> Made<Written> {
    app.renew();
    Made(Written { line: seq.0, held: false })
}

/// Which figure of an opened enterprise is meant.
fn figure(
    (fact, year, since): (&str, Option<i16>, Option<Day>),
    opened: &Opened,
    today: Day,
) -> Result<(FactId, About), Refusal> {
    let figure = Figure { fact, year, since };
    Ok(figure.of(opened.subject, &opened.content.content.shelf, today)?)
}
