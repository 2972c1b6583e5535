//! What waits for the second of two people.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::Dossier;
use zone::enterprise::SubjectId;
use zone::fact::{Entry, Place};
use zone::people::ReadRegister;
use zone::say::Tongue;

use super::column::Kind;
use super::identity::Side;
use super::moments::Moments;
use super::page::{Bounds, Page, Part};
use super::roll::{Roll, number};
use super::said::Said;
use super::{Asked, May, Refusal, Spoken, secret, seen};
use crate::serve::{App, Living, Signed, latest};
use crate::write::list::Cell;

/// What was brought in and waits.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Waiting {
    /// The line of the journal that brought it: what is reviewed.
    line: u32,
    /// When, in UTC.
    at: String,
    /// The name of who brought it: they cannot be the second.
    by: String,
    /// The import, where it is one.
    import: Option<u32>,
    /// Its file.
    name: Option<String>,
    /// What is to be put right, where it is one correction.
    correction: Option<Correction>,
    /// The facts that wait.
    facts: Vec<String>,
    /// To be sent as `If-Match` by who reviews it.
    tag: String,
}

/// A correction: whose figure is to be what.
#[derive(Debug, Serialize, JsonSchema)]
struct Correction {
    /// Of whom.
    enterprise: Side,
    /// The fact's id.
    fact: String,
    /// 名称
    name: String,
    /// Of which year.
    year: Option<i16>,
    /// From which day on, where it has no years.
    since: Option<Day>,
    /// The unit that officials show it in; values are in the base unit.
    unit: Option<String>,
    /// What its values are.
    kind: Kind,
    /// What counts; null where nothing does.
    was: Option<Said>,
    /// What is to count; null where it is hidden.
    becomes: Option<Said>,
    /// Why, in the words of who corrects it; empty where it is hidden.
    reason: String,
    /// It is sensitive, and not for who asks to see: what was said is left out.
    hidden: bool,
}

/// 待复核，先来的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(part): Asked<Part>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Waiting>>, Refusal> {
    let bounds = part.bounds()?;
    app.aside(move |app| page(app, (&may, tongue), bounds).map(Json)).await
}

/// A page of what waits; nothing for who has a part of the register only.
pub(super) fn page(
    app: &App,
    (may, tongue): (&May<ReadRegister>, Tongue),
    bounds: Bounds,
) -> Result<Page<Waiting>, Refusal> {
    if may.permit.reaches_all().is_err() {
        return Ok(Page::whole(Vec::new()));
    }
    let waiting = Page::part(bounds, app.store().waiting(&may.permit)?);
    app.living(latest(app.today()), |living| {
        waiting.map(|waiting| told(app, living, (may, tongue), waiting))
    })?
}

/// Without values: what may not be taken out is not told by its sources here.
impl Roll for Waiting {
    const NAME: &'static str = "待复核";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("日志第几笔", 12),
        ("时间（UTC）", 26),
        ("经办人", 14),
        ("导入编号", 10),
        ("文件", 44),
        ("更正的企业", 34),
        ("指标", 60),
    ];

    fn cells(self) -> Vec<Cell> {
        let firm = self.correction.map(|correction| correction.enterprise.name().to_owned());
        vec![
            number(self.line),
            Cell::text(self.at),
            Cell::text(self.by),
            self.import.map_or(Cell::Blank, number),
            Cell::text(self.name.unwrap_or_default()),
            Cell::text(firm.unwrap_or_default()),
            Cell::long(self.facts.join("、")),
        ]
    }
}

/// How much waits; nothing for who has a part of the register only.
pub(super) fn count(app: &App, may: &May<ReadRegister>) -> Result<usize, Refusal> {
    if may.permit.reaches_all().is_err() {
        return Ok(0);
    }
    Ok(app.store().waiting(&may.permit)?.len())
}

/// What waits, the oldest first.
fn told(
    app: &App,
    living: &Living,
    (may, tongue): (&May<ReadRegister>, Tongue),
    waiting: Vec<store::Waiting>,
) -> Result<Vec<Waiting>, Refusal> {
    let shelf = &living.content.content.shelf;
    let names = app.store().names(&may.permit)?;
    let name = |id: &String| {
        let known = shelf.fact(id).and_then(|fact| shelf.schema.get(fact));
        known.map_or_else(|| id.clone(), |known| known.name.clone())
    };
    let corrected = dossiers(app, living, may, &waiting)?;
    let told = waiting.into_iter().map(|one| {
        let correction = match one.subject.filter(|_| one.import.is_none()) {
            Some(subject) => {
                let subject = living.snapshot.registry().survivor(subject);
                let dossier = corrected.get(&subject);
                let told = |file| correction(app, (living, file), &one, (may, tongue));
                dossier.map(told).transpose()?
            }
            None => None,
        };
        let tag = state(&one)?;
        let (import, file) = one.import.unzip();
        Ok(Waiting {
            line: one.line.0,
            at: one.at.to_string(),
            by: names.told(&one.by).into_owned(),
            import: import.map(|import| import.0),
            name: file,
            correction: correction.flatten(),
            facts: one.facts.iter().map(name).collect(),
            tag,
        })
    });
    told.collect()
}

/// What was said of each enterprise of which something is to be put right.
fn dossiers(
    app: &App,
    living: &Living,
    may: &May<ReadRegister>,
    waiting: &[store::Waiting],
) -> Result<BTreeMap<SubjectId, Dossier>, Refusal> {
    let registry = living.snapshot.registry();
    let corrections = waiting.iter().filter(|one| one.import.is_none());
    let subjects = corrections.filter_map(|one| Some(registry.survivor(one.subject?)));
    let subjects: BTreeSet<SubjectId> = subjects.collect();
    let subjects: Vec<SubjectId> = subjects.into_iter().collect();
    let read = living.snapshot.dossiers(app.store(), &may.permit, &subjects)?;
    Ok(subjects.into_iter().zip(read).collect())
}

/// The correction that came with a line; none where the dictionary does not know its fact.
fn correction(
    app: &App,
    (living, dossier): (&Living, &Dossier),
    waiting: &store::Waiting,
    (may, tongue): (&May<ReadRegister>, Tongue),
) -> Result<Option<Correction>, Refusal> {
    let shelf = &living.content.content.shelf;
    let (entries, holdings) = (dossier.entries()?, dossier.holdings(shelf)?);
    let Some((key, entry)) = entries.iter().find(|(_, entry)| entry.seq == waiting.line) else {
        return Ok(None);
    };
    let (fact, year) = *key;
    let Some(known) = shelf.schema.get(fact) else { return Ok(None) };
    let Some(file) = dossier.numbers().next() else { return Ok(None) };
    let held = holdings.iter().find(|(of, _)| of == key);
    let stands = held.and_then(|(_, holding)| holding.whole());
    let hidden = !secret::sees(&may.signed, shelf, fact);
    let lines = [Some(*entry), stands].into_iter().flatten().map(|entry| entry.seq);
    let moments = Moments::of(app, lines)?;
    let said = |entry: Entry<'_>| {
        Some(Said::of(&entry, fact, (shelf, &moments), tongue)).filter(|_| !hidden)
    };
    Ok(Some(Correction {
        enterprise: Side::of(living.snapshot.registry(), file),
        fact: known.id.clone(),
        name: known.name.clone(),
        year,
        since: entry.origin.period.since(),
        unit: shelf.entry(fact).and_then(|entry| entry.unit.clone()),
        kind: Kind::of(&known.of, known.unit),
        was: stands.and_then(said),
        becomes: said(*entry),
        reason: match &entry.origin.place {
            Place::Hand { reason } if !hidden => reason.clone(),
            Place::Hand { .. } | Place::Column { .. } | Place::Cell { .. } => String::new(),
        },
        hidden,
    }))
}

/// The state of what waits of a line; none where nothing of it waits any more.
pub(super) fn tag(app: &App, signed: &Signed, line: u32) -> Result<Option<String>, Refusal> {
    let permit = signed.operator.may::<ReadRegister>()?;
    let waiting = app.store().waiting(&permit)?;
    waiting.iter().find(|one| one.line.0 == line).map(state).transpose()
}

fn state(one: &store::Waiting) -> Result<String, Refusal> {
    seen::tag(&(one.line.0, one.subject.map(|of| of.0), &one.facts))
}
