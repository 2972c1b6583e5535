//! Policies and titles: the library, one policy, and what it says of everyone.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use base::Day;
use pack::shelf::{Kind, Status};
use pack::{Policy, Shelf};
use rule::bits::Bits;
use rule::decision::{Outcome, ScoreRule};
use schemars::JsonSchema;
use serde::Serialize;
use zone::people::ReadRegister;
use zone::say::{self, Tongue};

use super::file::When;
use super::page::{AsOf, Page};
use super::roll::Roll;
use super::{Asked, May, Named, Refusal, Spoken};
use crate::serve::{App, Found};
use crate::write::list::Cell;

/// A policy in the library.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Entry {
    /// Its id.
    id: String,
    /// 名称
    title: String,
    /// 主管部门
    issuer: Option<String>,
    /// What kind of policy it is.
    r#type: Kind,
    /// 种类
    kind: &'static str,
    /// How far its text may be trusted.
    trust: Status,
    /// The same in words, where that is less than entirely.
    status: Option<&'static str>,
    /// The days of application that this edition decides.
    from: Option<Day>,
    /// The last of them.
    until: Option<Day>,
    /// The day its text was last compared with the source.
    checked: Option<Day>,
    /// The title that it confers.
    confers: Option<String>,
    /// Whether it decides on the day.
    in_force: bool,
    /// Whether one can apply on the day; null where no window is known.
    open: Option<bool>,
}

/// A policy: its text left, its rule right.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PolicyShown")]
pub(super) struct Shown {
    /// What the library says of it.
    #[serde(flatten)]
    entry: Entry,
    /// Every edition there is, by its first day.
    editions: Vec<Edition>,
    /// What each clause says.
    clauses: Vec<Clause>,
    /// What is counted, where it is a score.
    indicators: Vec<Indicator>,
    /// When one can apply.
    windows: Vec<Window>,
    /// Worked cases.
    cases: Vec<String>,
    /// The file that it is written in, from the folder of its pack on.
    path: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Edition {
    from: Option<Day>,
    until: Option<Day>,
    status: Option<&'static str>,
    title: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PolicyClause")]
struct Clause {
    id: String,
    text: Option<String>,
    summary: Option<String>,
    when: Option<String>,
    any: Vec<String>,
    give: Option<String>,
    cap: Option<String>,
    memory: bool,
    cite: Cite,
}

/// Where something is written.
#[derive(Debug, Serialize, JsonSchema)]
struct Cite {
    title: Option<String>,
    number: Option<String>,
    place: Option<String>,
    url: Option<String>,
    issued: Option<Day>,
    copy: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Indicator {
    name: String,
    text: Option<String>,
    summary: Option<String>,
    of: Option<String>,
    /// Its bands, of which the first that holds counts.
    bands: Vec<Band>,
    /// The indicators that it is the sum of, by name.
    sum: Vec<String>,
    /// The indicators of which the highest counts, by name.
    best: Vec<String>,
    max: Option<String>,
    cite: Option<Cite>,
}

/// A band of an indicator.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "IndicatorBand")]
struct Band {
    /// When it is this band, as written; `-` is whatever no band before took.
    test: String,
    /// The points that it gives; a person chooses where `most` is more. Null where a formula
    /// says, or it gives a class.
    points: Option<String>,
    most: Option<String>,
    /// The formula for what it gives, as written.
    formula: Option<String>,
    /// The class that it gives.
    class: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Window {
    from: Option<Day>,
    until: Option<Day>,
    cite: Cite,
}

/// What a policy says of everyone, in enterprises; those out of reach are not counted.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Population {
    /// Its id.
    policy: String,
    /// 名称
    title: String,
    /// How many there are by `yes`, `unclaimed`, `near-paper`, `near-money`, `near-time`,
    /// `person`, `unknown`, `no`, `unsupported`, `outside`.
    counts: BTreeMap<&'static str, usize>,
    /// Of how many enterprises.
    total: usize,
    /// As of when.
    as_of: AsOf,
}

/// 政策和称号库
pub(super) async fn list(
    State(app): State<App>,
    _: May<ReadRegister>,
    Asked(when): Asked<When>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Entry>>, Refusal> {
    Ok(Json(entries(&app, &when, tongue)))
}

/// The whole library.
pub(super) fn entries(app: &App, when: &When, tongue: Tongue) -> Page<Entry> {
    let on = when.on.unwrap_or_else(|| app.today());
    let content = app.content();
    let policies = content.content.shelf.policies.iter();
    Page::whole(policies.map(|policy| entry(policy, on, tongue)).collect())
}

impl Roll for Entry {
    const NAME: &'static str = "政策和称号库";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 34),
        ("名称", 50),
        ("主管部门", 30),
        ("种类", 14),
        ("条文核对", 20),
        ("起", 12),
        ("止", 12),
        ("核对日", 12),
        ("授予的称号", 24),
        ("在用", 8),
        ("正在受理", 10),
    ];

    fn cells(self) -> Vec<Cell> {
        let day = |day: Option<Day>| day.map_or(Cell::Blank, Cell::Day);
        let said = |said: bool| if said { "是" } else { "否" };
        vec![
            Cell::text(self.id),
            Cell::text(self.title),
            Cell::text(self.issuer.unwrap_or_default()),
            Cell::text(self.kind),
            Cell::text(self.status.unwrap_or_default()),
            day(self.from),
            day(self.until),
            day(self.checked),
            Cell::text(self.confers.unwrap_or_default()),
            Cell::text(said(self.in_force)),
            Cell::text(self.open.map_or("", said)),
        ]
    }
}

/// 一项政策：条文、规则、案例、各版本
pub(super) async fn one(
    State(app): State<App>,
    _: May<ReadRegister>,
    Named((shelf, name)): Named<(String, String)>,
    (Asked(when), Spoken(tongue)): (Asked<When>, Spoken),
) -> Result<Json<Shown>, Refusal> {
    let on = when.on.unwrap_or_else(|| app.today());
    let content = app.content();
    let shelf_of = &content.content.shelf;
    let id = format!("{shelf}/{name}");
    let mut editions: Vec<&Policy> =
        shelf_of.policies.iter().filter(|policy| policy.id == id).collect();
    editions.sort_by_key(|policy| policy.days.from);
    let decides = editions.iter().copied().find(|policy| policy.decides(on));
    let policy = decides.or(editions.last().copied()).ok_or_else(none)?;
    Ok(Json(shown((shelf_of, on), policy, &editions, tongue)))
}

/// 一项政策对全体企业的测算结果：各有多少家
pub(super) async fn population(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named((shelf, name)): Named<(String, String)>,
    Asked(when): Asked<When>,
) -> Result<Json<Population>, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        app.living(view, |living| {
            let id = format!("{shelf}/{name}");
            let found = living.answers(&id).ok_or_else(none)?;
            let counted = living.snapshot.counted(&may.permit);
            let counts = counts(&found, &counted);
            let policy = living.content.content.shelf.policy(&id, view.on).ok_or_else(none)?;
            let title = policy.title.clone();
            let (total, as_of) = (counted.count(), AsOf::of(living));
            Ok(Json(Population { policy: id, title, counts, total, as_of }))
        })?
    })
    .await
}

/// How many of those who may be seen stand where; `held` counts them once more.
pub(super) fn counts(found: &[Found], counted: &Bits) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (_, one) in found.iter().enumerate().filter(|(row, _)| counted.get(*row)) {
        *counts.entry(one.reply.word()).or_default() += 1;
        if one.held {
            *counts.entry("held").or_default() += 1;
        }
    }
    counts
}

pub(super) fn none() -> Refusal {
    Refusal::absent(["没有这项政策，或这一天不适用", "there is no such policy on that day"])
}

fn entry(policy: &Policy, on: Day, tongue: Tongue) -> Entry {
    Entry {
        id: policy.id.clone(),
        title: policy.title.clone(),
        issuer: policy.issuer.clone(),
        r#type: policy.kind,
        kind: say::kind(policy.kind, tongue),
        trust: policy.status,
        status: say::status(policy.status, tongue),
        from: policy.days.from,
        until: policy.days.until,
        checked: policy.checked,
        confers: policy.confers.clone(),
        in_force: policy.decides(on),
        open: policy.is_open(on),
    }
}

fn shown(
    (shelf, on): (&Shelf, Day),
    policy: &Policy,
    editions: &[&Policy],
    tongue: Tongue,
) -> Shown {
    let edition = |policy: &&Policy| Edition {
        from: policy.days.from,
        until: policy.days.until,
        status: say::status(policy.status, tongue),
        title: policy.title.clone(),
    };
    let window = |window: &pack::shelf::Window| Window {
        from: window.days.from,
        until: window.days.until,
        cite: cite(shelf, &window.cite),
    };
    let clauses = policy.clauses.iter().zip(&policy.decision.clauses);
    Shown {
        entry: entry(policy, on, tongue),
        editions: editions.iter().map(edition).collect(),
        clauses: clauses.map(|(text, clause)| self::clause(shelf, text, clause.memory)).collect(),
        indicators: indicators(shelf, policy),
        windows: policy.windows.iter().map(window).collect(),
        cases: policy.cases.iter().map(|case| case.name.clone()).collect(),
        path: from_pack(&policy.path),
    }
}

/// Where a file of a pack stands, without where the packs stand on the server:
/// `national/policy/high-tech.toml`.
fn from_pack(path: &str) -> String {
    let parts: Vec<&str> = path.rsplitn(4, ['/', '\\']).take(3).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

fn clause(shelf: &Shelf, text: &pack::shelf::ClauseText, memory: bool) -> Clause {
    Clause {
        id: text.id.clone(),
        text: text.text.clone(),
        summary: text.summary.clone(),
        when: text.when.clone(),
        any: text.any.clone(),
        give: text.give.clone(),
        cap: text.cap.clone(),
        memory,
        cite: cite(shelf, &text.cite),
    }
}

fn indicators(shelf: &Shelf, policy: &Policy) -> Vec<Indicator> {
    let texts = &policy.indicators;
    let named = |of: &[usize]| {
        of.iter().filter_map(|at| texts.get(*at)).map(|text| text.name.clone()).collect()
    };
    let each = texts.iter().zip(&policy.decision.scores).map(|(text, score)| {
        let (bands, sum, best) = match &score.rule {
            ScoreRule::Bands { bands, .. } => {
                let bands = text.tests.iter().zip(&text.formulas).zip(bands);
                let bands = bands.map(|(written, gives)| band(written, &gives.outcome));
                (bands.collect(), vec![], vec![])
            }
            ScoreRule::Judged { .. } => (vec![], vec![], vec![]),
            ScoreRule::Sum { of, .. } => (vec![], named(of), vec![]),
            ScoreRule::Best { of } => (vec![], vec![], named(of)),
        };
        Indicator {
            name: text.name.clone(),
            text: text.text.clone(),
            summary: text.summary.clone(),
            of: text.of.clone(),
            bands,
            sum,
            best,
            max: text.max.as_ref().map(ToString::to_string),
            cite: text.cite.as_ref().map(|of| cite(shelf, of)),
        }
    });
    each.collect()
}

fn band((test, formula): (&String, &Option<String>), gives: &Outcome) -> Band {
    let (points, most, class) = match gives {
        Outcome::Points(low, high) => (Some(low.to_string()), Some(high.to_string()), None),
        Outcome::Formula(_) => (None, None, None),
        Outcome::Class(class) => (None, None, Some(class.clone())),
    };
    Band { test: test.clone(), points, most, formula: formula.clone(), class }
}

fn cite(shelf: &Shelf, of: &str) -> Cite {
    let source = shelf.cited(of);
    let place = of.split_once(['#', '＃']).map(|(_, place)| place.trim().to_owned());
    Cite {
        title: source.map(|source| source.title.clone()),
        number: source.and_then(|source| source.number.clone()),
        place,
        url: source.and_then(|source| source.url.clone()),
        issued: source.and_then(|source| source.issued),
        copy: source.and_then(|source| source.copy.clone()),
    }
}
