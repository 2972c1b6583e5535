//! The file of one enterprise (一企一档): who it is, its figures with their passports.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use base::Day;
use pack::Shelf;
use pack::feed::Stage;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Dossier, Key, View};
use zone::Seq;
use zone::enterprise::{File, Registry, SubjectId};
use zone::fact::{Entry, Ground, Holding, Stated};
use zone::people::{Permit, ReadRegister, Refused};
use zone::policy::{Bearer, Passport, Subjects};
use zone::say::{Both, Tongue};

use super::moments::{Moments, lines};
use super::page::AsOf;
use super::reply::Told;
use super::said::{About, Figure};
use super::{Asked, May, Named, Refusal, Spoken};
use crate::doubt::doubts;
use crate::say::stated;
use crate::serve::{App, Lane, Living, Shelved, Signed};

/// From where one looks.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    /// 数据截至日，缺省今天
    pub on: Option<Day>,
    /// 按当时已掌握的数据：日志的第几笔，或哪一天
    pub known: Option<String>,
}

/// The file of an enterprise.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnterpriseFile")]
pub(super) struct Shown<'a> {
    /// Its number in the register.
    id: u32,
    /// 统一社会信用代码
    code: Option<&'a str>,
    /// 名称
    name: &'a str,
    /// Every name with the day it begins, where that is known.
    names: Vec<Name<'a>>,
    /// Whether it is in the zone on the day; null where nobody said.
    here: Option<bool>,
    /// When it came and went.
    stays: Vec<Stay<'a>>,
    /// 所属园区
    park: Option<&'a str>,
    /// Files that were merged into it.
    parts: Vec<Part<'a>>,
    /// Everything that was said, by fact and year.
    facts: Vec<Fact>,
    /// What brought it: each figure names one by its place here, counted from 0.
    sources: Vec<Source<'a>>,
    /// 还没有核定的异议
    objections: Vec<Objection<'a>>,
    /// As of when.
    as_of: &'a AsOf,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Name<'a> {
    name: &'a str,
    since: Option<Day>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Stay<'a> {
    on: Day,
    here: bool,
    /// 理由和依据的文书, such as where it went; null where an import brought it.
    reason: Option<&'a str>,
    /// The line of the journal that brought it.
    line: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Part<'a> {
    id: u32,
    name: &'a str,
}

/// A fact, and what was said of each year of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FileFact")]
struct Fact {
    #[serde(flatten)]
    about: About,
    /// In the order of the years; one without a year where the fact has none.
    figures: Vec<Figure<Said>>,
}

/// What a source said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FileSaid")]
struct Said {
    /// In the base unit, as lists have it.
    value: serde_json::Value,
    /// As officials read it.
    shown: String,
    /// What brought it: its place in `sources`.
    source: usize,
    /// The cell there, as a spreadsheet names it: `F4`.
    cell: String,
    /// Its origin, to be named when it is settled that it counts.
    origin: u32,
    /// The row of its statement.
    row: u32,
}

/// What brought figures: a sheet, or a person.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FileSource")]
struct Source<'a> {
    /// Name of the file; empty where a person wrote the figure.
    file: &'a str,
    /// Name of the sheet.
    sheet: &'a str,
    /// The feed, by its title.
    feed: &'a str,
    /// How final its figures are.
    stage: Stage,
    /// 口径, where it is not the dictionary's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'a str>,
    /// With which line of the journal it was learnt.
    learnt: Seq,
    /// When, in UTC.
    at: Option<String>,
}

/// An objection to a figure.
#[derive(Debug, Serialize, JsonSchema)]
struct Objection<'a> {
    fact: &'a str,
    /// Of which year.
    year: Option<i16>,
    /// Empty where the figure is not for who asks to see.
    reason: &'a str,
    /// The line of the journal that it was raised with.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
}

/// 一企一档
pub(super) async fn one(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named(id): Named<u32>,
    (Asked(when), Spoken(tongue)): (Asked<When>, Spoken),
) -> Result<Told<Shown<'static>>, Refusal> {
    let lane = Lane::Store.as_of(&app, (when.on, when.known.as_deref()));
    app.soon(lane, move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        let opened = Opened::of(app, &may.permit, (id, view))?;
        let objections = opened.dossier.objections();
        let weighed = opened.weighed()?;
        let told = weighed.holdings.iter().flat_map(|(_, holding)| lines(holding));
        let moments = Moments::of(app, told.chain(objections.iter().map(|one| one.seq)))?;
        Told::tagged(weighed.tag(), &weighed.shown((&may.signed, tongue), &objections, &moments))
    })
    .await
}

/// One enterprise, opened for who may see it.
#[derive(Debug)]
pub(super) struct Opened {
    /// Which: the one whose file counts.
    pub subject: SubjectId,
    /// By which content it is read.
    pub content: Arc<Shelved>,
    /// Everything that was said of it.
    pub dossier: Dossier,
    /// Who it is.
    pub file: File,
    /// The files that were merged into it.
    pub parts: Vec<(SubjectId, String)>,
    as_of: AsOf,
    code: Option<String>,
    name: String,
    /// Why people wrote that it came or went, by the line.
    reasons: BTreeMap<Seq, String>,
}

/// An enterprise that is opened, with what counts of all that was said of it.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    opened: &'a Opened,
    /// Everything that was said, in the same order.
    pub entries: Vec<(Key, Entry<'a>)>,
    /// In the order of facts and years.
    pub holdings: Vec<(Key, Holding<'a>)>,
}

impl Opened {
    /// Opens it; one that the permit does not reach is as if there were none.
    pub(super) fn of(
        app: &App,
        permit: &Permit<ReadRegister>,
        (id, view): (u32, View),
    ) -> Result<Self, Refusal> {
        app.living(view, |living| Self::from(app, living, permit, SubjectId(id)))?
    }

    fn from(
        app: &App,
        living: &Living,
        permit: &Permit<ReadRegister>,
        subject: SubjectId,
    ) -> Result<Self, Refusal> {
        let (snapshot, registry) = (&living.snapshot, living.snapshot.registry());
        let (permit, subject, row) = reached(living, permit, subject)?;
        let dossier = snapshot.dossier(app.store(), &permit, (subject, snapshot.view()))?;
        let content = living.content.clone();
        let file = registry.file(subject).cloned().unwrap_or_default();
        let (code, name) = (living.code(row).map(str::to_owned), living.name(row).to_owned());
        let parts = parts(registry, subject);
        let as_of = AsOf::of(living);
        let stays = file.stays.iter().map(|stay| stay.seq).collect();
        let reasons = app.store().reasons(&permit, (subject, &stays))?;
        Ok(Self { subject, content, dossier, file, parts, as_of, code, name, reasons })
    }

    /// The last line that is in it.
    pub(super) fn known(&self) -> Seq {
        Seq(self.as_of.known)
    }

    /// What counts of all that was said of it.
    pub(super) fn weighed(&self) -> Result<Weighed<'_>, Refusal> {
        let entries = self.dossier.entries()?;
        let holdings = self.dossier.weighed(&self.content.content.shelf, &entries);
        Ok(Weighed { opened: self, entries, holdings })
    }

    /// What tells one state of the file from another.
    pub(super) fn tag(&self) -> Result<String, Refusal> {
        Ok(self.weighed()?.tag())
    }
}

impl<'a> Weighed<'a> {
    /// What tells one state of the file from another.
    pub(super) fn tag(&self) -> String {
        let settled = self.holdings.iter().filter_map(|(_, holding)| match holding.ground {
            Ground::Settled(settlement) => Some(settlement.seq),
            _ => None,
        });
        let said = self.entries.iter().flat_map(|(_, one)| [Some(one.seq), one.counts, one.undone]);
        let who = self.opened.file.last_line();
        let last = said.flatten().chain(settled).chain(who).max().unwrap_or_default();
        format!("\"{last}\"")
    }

    /// What counts of a fact of a year; none where nothing was said of it.
    fn holding(&self, key: Key) -> Option<&Holding<'a>> {
        let at = self.holdings.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.holdings.get(at).map(|(_, holding)| holding)
    }

    fn park(&self) -> Option<&str> {
        let park = self.opened.content.content.shelf.park?;
        match self.holding((park, None))?.value()? {
            Stated::Text(park) => Some(park),
            _ => None,
        }
    }

    /// What is doubted of what counts, by what who asks may see.
    fn doubts(&self, signed: &Signed) -> BTreeMap<Key, Both> {
        let content = &self.opened.content.content;
        let seen = |fact| super::secret::sees(signed, &content.shelf, fact);
        let counts = self.holdings.iter().filter(|((fact, _), _)| seen(*fact));
        let counts = counts.filter_map(|(key, held)| Some((*key, held.stands.as_ref()?)));
        doubts(content, &counts.collect::<Vec<_>>())
    }

    /// Everything that was said, with what brought it.
    fn said<'b>(
        &'b self,
        (signed, tongue): (&Signed, Tongue),
        moments: &Moments,
    ) -> (Vec<Fact>, Vec<Source<'b>>) {
        let dictionary = &self.opened.content.content.shelf;
        let mut doubts = self.doubts(signed);
        let mut sources: Vec<Bearer<'b>> = Vec::new();
        let mut facts = Vec::new();
        for alike in self.holdings.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let Some(((fact, _), _)) = alike.first() else { continue };
            let Some(about) = About::of(*fact, dictionary, signed) else { continue };
            let figures = alike.iter().map(|held| {
                let doubt = doubts.remove(&held.0).map(|doubt| doubt.of(tongue).to_owned());
                let mut said =
                    |entry: &Entry<'b>| said((entry, *fact), (dictionary, tongue), &mut sources);
                Figure { doubt, ..Figure::of(held, about.hidden, &mut said) }
            });
            let figures = figures.collect();
            facts.push(Fact { about, figures });
        }
        let source = |Bearer { file, sheet, feed, stage, basis, learnt }| {
            let at = moments.at(learnt);
            Source { file, sheet, feed, stage, basis, learnt, at }
        };
        (facts, sources.into_iter().map(source).collect())
    }

    fn shown<'b>(
        &'b self,
        (signed, tongue): (&Signed, Tongue),
        objections: &'b [zone::fact::Objection],
        moments: &Moments,
    ) -> Shown<'b> {
        let opened = self.opened;
        let dictionary = &opened.content.content.shelf;
        let (facts, sources) = self.said((signed, tongue), moments);
        let seen = |one: &zone::fact::Objection| {
            let fact = dictionary.fact(&one.about.fact);
            fact.is_some_and(|fact| super::secret::sees(signed, dictionary, fact))
        };
        let objections = objections.iter().map(|one| Objection {
            fact: &one.about.fact,
            year: one.about.period.year(),
            reason: if seen(one) { &one.reason } else { "" },
            line: one.seq.0,
            at: moments.at(one.seq),
        });
        let names = opened.file.names_until(opened.as_of.on).into_iter();
        let names = names.map(|named| Name { name: &named.name, since: named.since });
        let stays = opened.file.stays.iter().map(|stay| Stay {
            on: stay.on,
            here: stay.here,
            reason: opened.reasons.get(&stay.seq).map(String::as_str),
            line: stay.seq.0,
        });
        let parts = opened.parts.iter().map(|(id, name)| Part { id: id.0, name });
        Shown {
            id: opened.subject.0,
            names: names.collect(),
            here: opened.file.is_here(opened.as_of.on),
            stays: stays.collect(),
            park: self.park(),
            parts: parts.collect(),
            facts,
            sources,
            objections: objections.collect(),
            code: opened.code.as_deref(),
            name: &opened.name,
            as_of: &opened.as_of,
        }
    }
}

/// What was said, and what brought it by its place among all that did.
fn said<'a>(
    (entry, fact): (&Entry<'a>, FactId),
    (shelf, tongue): (&'a Shelf, Tongue),
    sources: &mut Vec<Bearer<'a>>,
) -> Said {
    let (bearer, cell) = Bearer::of(entry, shelf);
    let source = sources.iter().position(|known| *known == bearer).unwrap_or_else(|| {
        sources.push(bearer);
        sources.len() - 1
    });
    Said {
        value: stated::json(entry.value),
        shown: stated::shown(entry.value, fact, shelf, tongue),
        source,
        cell,
        origin: entry.id.0,
        row: entry.row,
    }
}

/// The permit for one enterprise alone, whose file counts, and its row; one that the permit does not
/// reach is as if there were none.
pub(super) fn reached(
    living: &Living,
    permit: &Permit<ReadRegister>,
    subject: SubjectId,
) -> Result<(Permit<ReadRegister>, SubjectId, usize), Refusal> {
    let snapshot = &living.snapshot;
    let row = snapshot.row(subject).ok_or_else(nobody)?;
    let permit = snapshot.narrowed(permit, subject).map_err(unreached)?;
    Ok((permit, snapshot.registry().survivor(subject), row))
}

fn parts(registry: &Registry, subject: SubjectId) -> Vec<(SubjectId, String)> {
    let name = |part| registry.file(part).and_then(File::last_name).unwrap_or_default().to_owned();
    registry.parts(subject).skip(1).map(|part| (part, name(part))).collect()
}

/// There is no such enterprise, or it is not for who asks to know.
pub(super) fn nobody() -> Refusal {
    Refusal::absent(["登记库里没有这家企业", "there is no such enterprise"])
}

/// An enterprise that somebody does not reach is told as one that is not there: else whoever asks
/// number after number would learn who else there is.
pub(super) fn unreached(refused: Refused) -> Refusal {
    match refused {
        Refused::OtherPark { .. } | Refused::OtherFile => nobody(),
        other => other.into(),
    }
}

impl Subjects for Weighed<'_> {
    fn code(&self, _: usize) -> Option<&str> {
        self.opened.code.as_deref()
    }

    fn name(&self, _: usize) -> &str {
        &self.opened.name
    }

    fn passport(&self, fact: FactId, year: Option<i16>, _: usize) -> Option<Passport> {
        let stands = self.holding((fact, year))?.stands.as_ref()?;
        Some(Passport::of(stands, &self.opened.content.content.shelf))
    }
}
