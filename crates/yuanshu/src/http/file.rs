//! The file of one enterprise (一企一档): who it is, its figures with their passports.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use base::Day;
use pack::Shelf;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Dossier, Key, View};
use zone::Seq;
use zone::enterprise::{File, Registry, SubjectId};
use zone::fact::{Entry, Ground, Holding, Stated};
use zone::people::{Permit, ReadRegister, Refused};
use zone::policy::{Passport, Subjects};

use super::column::Kind;
use super::moments::{Moments, lines};
use super::page::AsOf;
use super::reply::Tagged;
use super::{Asked, May, Named, Refusal, Tongue};
use crate::doubt::doubts;
use crate::say::stated;
use crate::serve::{App, Living, Shelved, Signed};
use crate::write::list::Cell;

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
pub(super) struct Shown {
    /// Its number in the register.
    id: u32,
    /// 统一社会信用代码
    code: Option<String>,
    /// 名称
    name: String,
    /// Every name with the day it begins, where that is known.
    names: Vec<Name>,
    /// Whether it is in the zone on the day; null where nobody said.
    here: Option<bool>,
    /// When it came and went.
    stays: Vec<Stay>,
    /// 所属园区
    park: Option<String>,
    /// Files that were merged into it.
    parts: Vec<Part>,
    /// Everything that was said, by fact and year.
    figures: Vec<Figure>,
    /// 还没有核定的异议
    objections: Vec<Objection>,
    /// As of when.
    as_of: AsOf,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Name {
    name: String,
    since: Option<Day>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Stay {
    on: Day,
    here: bool,
    /// 理由和依据的文书, such as where it went; null where an import brought it.
    reason: Option<String>,
    /// The line of the journal that brought it.
    line: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Part {
    id: u32,
    name: String,
}

/// A fact of a year: what counts, and what else was said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FileFigure")]
pub(super) struct Figure {
    /// The fact's id.
    fact: String,
    /// 名称
    name: String,
    /// Of which year.
    year: Option<i16>,
    /// The unit that officials show it in; values are in the base unit.
    unit: Option<String>,
    /// What its values are.
    kind: Kind,
    /// 数源部门
    department: Option<String>,
    /// Why that counts: `agreed`, `trusted`, `settled`; or why nothing does: `disputed`, `bases`,
    /// `nothing`.
    ground: &'static str,
    /// What counts.
    stands: Option<Said>,
    /// What other sources say.
    others: Vec<Said>,
    /// What waits for a second person.
    held: Vec<Said>,
    /// How many figures may not be used for verdicts.
    barred: usize,
    /// 存疑: what a sheet with what counts would be remarked, such as that it is a thousand times
    /// the year before; null where nothing is. It counts all the same.
    doubt: Option<String>,
    /// It is sensitive, and not for who asks to see: what was said is left out.
    hidden: bool,
}

/// What a source said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceSaid")]
pub(super) struct Said {
    /// In the base unit, as lists have it.
    value: serde_json::Value,
    /// As officials read it.
    shown: String,
    /// Where it comes from.
    source: Passport,
    /// Its origin, to be named when it is settled that it counts.
    origin: u32,
    /// The line of the journal that brought it.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// The row of its statement.
    row: u32,
}

impl Said {
    /// A value that was said of a fact, with its text in Chinese.
    pub(super) fn of(
        entry: &Entry<'_>,
        fact: FactId,
        (shelf, moments): (&Shelf, &Moments),
    ) -> Self {
        Self {
            value: stated::json(entry.value),
            shown: stated::shown(entry.value, fact, shelf),
            source: Passport::of(entry, shelf),
            origin: entry.id.0,
            line: entry.seq.0,
            at: moments.at(entry.seq),
            row: entry.row,
        }
    }

    /// With its text in the reader's language.
    pub(super) fn told(
        (entry, fact): (&Entry<'_>, FactId),
        known: (&Shelf, &Moments),
        tongue: Tongue,
    ) -> Self {
        let shown = tongue.of(stated::both(entry.value, fact, known.0));
        Self { shown, ..Self::of(entry, fact, known) }
    }
}

/// An objection to a figure.
#[derive(Debug, Serialize, JsonSchema)]
struct Objection {
    fact: String,
    /// Of which year.
    year: Option<i16>,
    /// Empty where the figure is not for who asks to see.
    reason: String,
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
    Asked(when): Asked<When>,
) -> Result<Tagged<Shown>, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        let opened = Opened::of(app, &may.permit, (id, view))?;
        let objections = opened.dossier.objections();
        let weighed = opened.weighed()?;
        let told = weighed.holdings.iter().flat_map(|(_, holding)| lines(holding));
        let moments = Moments::of(app, told.chain(objections.iter().map(|one| one.seq)))?;
        let shown = weighed.shown(&may.signed, &objections, &moments);
        Ok(Tagged(weighed.tag(), shown))
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
    entries: Vec<(Key, Entry<'a>)>,
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

    /// By which content and up to which line it is read.
    pub(super) fn state(&self) -> (&Arc<Shelved>, Seq) {
        (&self.content, self.known())
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

    fn park(&self) -> Option<String> {
        let park = self.opened.content.content.shelf.park?;
        match self.holding((park, None))?.value()? {
            Stated::Text(park) => Some(park.clone()),
            _ => None,
        }
    }

    /// What is doubted of what counts, by what who asks may see.
    fn doubts(&self, signed: &Signed) -> BTreeMap<Key, String> {
        let content = &self.opened.content.content;
        let seen = |fact| super::secret::sees(signed, &content.shelf, fact);
        let counts = self.holdings.iter().filter(|((fact, _), _)| seen(*fact));
        let counts = counts.filter_map(|(key, held)| Some((*key, held.stands.as_ref()?)));
        doubts(content, &counts.collect::<Vec<_>>())
    }

    fn shown(
        &self,
        signed: &Signed,
        objections: &[zone::fact::Objection],
        moments: &Moments,
    ) -> Shown {
        let opened = self.opened;
        let dictionary = &opened.content.content.shelf;
        let mut doubts = self.doubts(signed);
        let figures = self.holdings.iter().filter_map(|held| {
            let shown = figure((dictionary, moments), held, signed)?;
            Some(Figure { doubt: doubts.remove(&held.0), ..shown })
        });
        let seen = |one: &zone::fact::Objection| {
            let fact = dictionary.fact(&one.about.fact);
            fact.is_some_and(|fact| super::secret::sees(signed, dictionary, fact))
        };
        let objections = objections.iter().map(|one| Objection {
            fact: one.about.fact.clone(),
            year: one.about.period.year(),
            reason: if seen(one) { one.reason.clone() } else { String::new() },
            line: one.seq.0,
            at: moments.at(one.seq),
        });
        let names = opened.file.names_until(opened.as_of.on).into_iter();
        let names = names.map(|named| Name { name: named.name.clone(), since: named.since });
        let stays = opened.file.stays.iter().map(|stay| Stay {
            on: stay.on,
            here: stay.here,
            reason: opened.reasons.get(&stay.seq).cloned(),
            line: stay.seq.0,
        });
        let parts = opened.parts.iter().map(|(id, name)| Part { id: id.0, name: name.clone() });
        Shown {
            id: opened.subject.0,
            names: names.collect(),
            here: opened.file.is_here(opened.as_of.on),
            stays: stays.collect(),
            park: self.park(),
            parts: parts.collect(),
            figures: figures.collect(),
            objections: objections.collect(),
            code: opened.code.clone(),
            name: opened.name.clone(),
            as_of: opened.as_of.clone(),
        }
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

/// A figure as who asks may see it; none where the dictionary does not know its fact.
pub(super) fn figure(
    (shelf, moments): (&Shelf, &Moments),
    ((fact, year), holding): &(Key, Holding<'_>),
    signed: &Signed,
) -> Option<Figure> {
    let known = shelf.schema.get(*fact)?;
    let said = |entry: &Entry<'_>| Said::of(entry, *fact, (shelf, moments));
    let unit = shelf.entry(*fact).and_then(|entry| entry.unit.clone());
    let figure = Figure {
        fact: known.id.clone(),
        name: known.name.clone(),
        year: *year,
        unit,
        kind: Kind::of(&known.of, known.unit),
        department: shelf.owner(*fact).map(|owner| owner.department.clone()),
        ground: ground(&holding.ground),
        stands: holding.stands.as_ref().map(said),
        others: holding.others.iter().map(said).collect(),
        held: holding.held.iter().map(said).collect(),
        barred: holding.barred,
        doubt: None,
        hidden: !super::secret::sees(signed, shelf, *fact),
    };
    Some(figure.hide())
}

impl Figure {
    /// Its name, its year, its department and which sources say something of it, for a list.
    pub(super) fn cells(self) -> [Cell; 4] {
        let said = self.stands.into_iter().chain(self.others);
        let mut feeds: Vec<String> = said.filter_map(|said| said.source.feed).collect();
        feeds.dedup();
        [
            Cell::text(self.name),
            self.year.map_or(Cell::Blank, |year| Cell::text(year.to_string())),
            Cell::text(self.department.unwrap_or_default()),
            Cell::long(feeds.join("、")),
        ]
    }

    /// Without what was said, where it is not to be seen.
    fn hide(mut self) -> Self {
        if self.hidden {
            self.stands = None;
            self.others.clear();
            self.held.clear();
            self.doubt = None;
        }
        self
    }
}

fn ground(ground: &Ground) -> &'static str {
    match ground {
        Ground::Nothing => "nothing",
        Ground::Agreed => "agreed",
        Ground::Trusted => "trusted",
        Ground::Settled(_) => "settled",
        Ground::Disputed => "disputed",
        Ground::Bases => "bases",
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
