//! The content that was read: in force on a day, dated and cited.

use std::collections::BTreeMap;

use base::{Calendar, Classification, Day};
use rule::decision::Decision;
use rule::fact::{FactId, Schema};
use rule::fault::Span;
use rule::number::Number;
use rule::why::Reach;

use crate::case::Case;
use crate::feed::{Feed, Owner};
pub use crate::form::Status;
pub use crate::form::fact::{Access, FactKind};
pub use crate::form::policy::Kind;
use crate::target::Target;

/// Everything that was read from all shelves.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The facts and judgements that formulas may speak of.
    pub schema: Schema,
    /// What the dictionary says of each fact beyond its type, in the order of the schema.
    pub dictionary: Vec<Entry>,
    /// The fact that says in which park an enterprise is, where one does.
    pub park: Option<FactId>,
    /// The list of the titles that were conferred, where there is one: its records hold from a
    /// day to a day.
    pub titles: Option<FactId>,
    /// What persons judge.
    pub judges: Vec<Judge>,
    /// The sources by id.
    pub sources: BTreeMap<String, Source>,
    /// Every edition that could be read whole, drafts among them, by id and first day.
    pub policies: Vec<Policy>,
    /// The working days that were announced.
    pub calendar: Calendar,
    /// Where facts come from, by id.
    pub feeds: BTreeMap<String, Feed>,
    /// Who answers for which facts.
    pub owners: Vec<Owner>,
    /// What the zone means to reach, year by year.
    pub targets: Vec<Target>,
    /// Classifications by their edition, such as `GB/T 4754-2017`.
    pub classifications: BTreeMap<String, Classification>,
}

impl Shelf {
    /// The editions that decide an application of the day `on`; drafts never do.
    pub fn in_force(&self, on: Day) -> Vec<&Policy> {
        self.policies.iter().filter(|policy| policy.decides(on)).collect()
    }

    /// The edition of the policy `id` that decides an application of the day `on`.
    pub fn policy(&self, id: &str, on: Day) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == id && policy.decides(on))
    }

    /// What the dictionary says of a fact.
    pub fn entry(&self, fact: FactId) -> Option<&Entry> {
        self.dictionary.get(usize::try_from(fact.0).ok()?)
    }

    /// Who may see a fact. Where nothing is written it is internal, and what is worked out of
    /// sensitive facts is sensitive.
    pub fn access(&self, fact: FactId) -> Access {
        if let Some(written) = self.entry(fact).and_then(|entry| entry.access) {
            return written;
        }
        let formula = self.schema.get(fact).and_then(|fact| fact.formula.as_ref());
        let parts = formula.map(rule::walk::facts).into_iter().flatten();
        // The schema holds no formula that goes in circles.
        parts.map(|(part, _)| self.access(part)).fold(Access::Internal, Access::max)
    }

    /// The fact of a name or id, also of one that it had before.
    pub fn fact(&self, name: &str) -> Option<FactId> {
        let before = || {
            let had = |entry: &&Entry| entry.formerly.iter().any(|former| former == name);
            self.dictionary.iter().find(had).map(|entry| entry.fact)
        };
        self.schema.find(name).or_else(before)
    }

    /// The classification whose codes a fact has.
    pub fn codes(&self, fact: FactId) -> Option<&Classification> {
        self.classifications.get(self.entry(fact)?.codes.as_ref()?)
    }

    /// Who answers for a fact, where that is written.
    pub fn owner(&self, fact: FactId) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.facts.contains(&fact))
    }

    /// What the zone means to reach of a fact in a year; no draft is a target.
    pub fn target(&self, fact: FactId, year: i16) -> Option<&Target> {
        let told = self.targets.iter().filter(|target| target.status != Status::Draft);
        told.into_iter().find(|target| (target.fact, target.year) == (fact, year))
    }

    /// The source of a citation such as `national/2017-115#第六条`.
    pub fn cited(&self, cite: &str) -> Option<&Source> {
        self.sources.get(split_cite(cite).0)
    }
}

/// The source and the place of a citation.
pub(crate) fn split_cite(cite: &str) -> (&str, Option<&str>) {
    let (source, place) = cite.split_once(['#', '＃']).map_or((cite, None), |(a, b)| (a, Some(b)));
    (source.trim(), place.map(str::trim))
}

/// What the dictionary says of a fact beyond its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The fact.
    pub fact: FactId,
    /// Its kind, as the dictionary names it.
    pub kind: FactKind,
    /// The unit that officials show it in, also one that formulas do not know (亿美元).
    pub unit: Option<String>,
    /// Other names, for the reading of sheets only.
    pub synonyms: Vec<String>,
    /// Names and ids that it had before.
    pub formerly: Vec<String>,
    /// What tells it apart from its neighbours (口径).
    pub note: Option<String>,
    /// The least that is plausible, in the base unit.
    pub min: Option<Number>,
    /// The most that is plausible, in the base unit.
    pub max: Option<Number>,
    /// The fact that it is a part of.
    pub part_of: Option<FactId>,
    /// For texts: the only values there are; empty where any text may stand.
    pub values: Vec<String>,
    /// For texts: the edition of the classification whose codes they are.
    pub codes: Option<String>,
    /// The formula of a derived fact, as written.
    pub formula: Option<String>,
    /// The policy whose value it is.
    pub of: Option<String>,
    /// The fields of its records, in their order.
    pub fields: Vec<FieldEntry>,
    /// Who may see it, where that is written; asked for by [`Shelf::access`].
    pub access: Option<Access>,
    /// How far the dictionary's file may be trusted.
    pub status: Option<Status>,
    /// The day it was last compared with its sources.
    pub checked: Option<Day>,
    /// The file it is defined in.
    pub path: String,
    /// Where in its file.
    pub span: Span,
}

/// What the dictionary says of a field beyond its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEntry {
    /// Other names, for the reading of sheets only.
    pub synonyms: Vec<String>,
    /// Other ways in which its values are written in sheets, each with the value that is meant.
    pub aliases: BTreeMap<String, String>,
    /// What tells it apart from its neighbours.
    pub note: Option<String>,
}

/// Something that a person judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// Its name, as in `judge("…")`.
    pub name: String,
    /// The most points; none for yes or no.
    pub max: Option<u16>,
    /// What is looked at, and by whom.
    pub note: Option<String>,
    /// The file it is defined in.
    pub path: String,
}

/// A document that content rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Shelf and stem of its file: `national/2017-115`.
    pub id: String,
    /// Its number (文号), where it was seen.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: Vec<String>,
    /// The day it was issued, where it was seen.
    pub issued: Option<Day>,
    /// The days on which it is in force, as far as they are known.
    pub days: base::Span,
    /// Where it can be read.
    pub url: Option<String>,
    /// Which copy was read.
    pub copy: Option<String>,
    /// The day it was last compared with the original.
    pub checked: Option<Day>,
    /// How far it may be trusted.
    pub status: Status,
    /// Its file.
    pub path: String,
}

/// One edition of one policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its id, shared by its editions.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who organises it.
    pub issuer: Option<String>,
    /// The days of application that it decides.
    pub days: base::Span,
    /// The day it was last compared with its source.
    pub checked: Option<Day>,
    /// How far it may be trusted.
    pub status: Status,
    /// What it is about.
    pub kind: Kind,
    /// The title that it confers, by the kind that the list of titles gives it.
    pub confers: Option<String>,
    /// The policy that it leads to: whoever meets this one and not that one is on the way
    /// (准规上).
    pub towards: Option<String>,
    /// When one can apply; none where it is not known.
    pub windows: Vec<Window>,
    /// What its clauses say, in the order of the decision's clauses.
    pub clauses: Vec<ClauseText>,
    /// What its indicators say, in the order of the decision's scores.
    pub indicators: Vec<IndicatorText>,
    /// What the engine decides.
    pub decision: Decision,
    /// The question whether the title is held that it confers, where it confers one.
    pub held: Option<Decision>,
    /// By which facts a no of it may be turned.
    pub reach: Reach,
    /// Who may see all of the facts that it reads.
    pub access: Access,
    /// Worked cases.
    pub cases: Vec<Case>,
    /// Its file.
    pub path: String,
}

impl Policy {
    /// Whether it decides an application of the day `on`; a draft never does.
    pub fn decides(&self, on: Day) -> bool {
        self.status != Status::Draft && self.days.covers(on)
    }

    /// Where among the decision's scores its value is: the last, if it has any.
    pub fn value(&self) -> Option<usize> {
        self.decision.scores.len().checked_sub(1)
    }

    /// Whether one can apply on `on`; `None` where no window is known.
    pub fn is_open(&self, on: Day) -> Option<bool> {
        let known = !self.windows.is_empty();
        known.then(|| self.windows.iter().any(|window| window.days.covers(on)))
    }
}

/// A time of application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First and last day.
    pub days: base::Span,
    /// Where it was announced.
    pub cite: String,
}

/// What a clause says to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseText {
    /// Its id.
    pub id: String,
    /// Where it comes from: `national/2017-115#第六条第二项`.
    pub cite: String,
    /// Its wording, where that was seen.
    pub text: Option<String>,
    /// Our words, where the wording was not seen.
    pub summary: Option<String>,
    /// Its condition as written.
    pub when: Option<String>,
    /// The clauses of which one is enough, where it has no condition of its own.
    pub any: Vec<String>,
    /// The money it gives, as written.
    pub give: Option<String>,
    /// The most that is given, as written.
    pub cap: Option<String>,
    /// It is a clause of the policy that this one stands on.
    pub inherited: bool,
    /// Where the clause comes from that it takes the place of.
    pub replaces: Option<String>,
    /// Where in its file.
    pub span: Span,
}

/// What an indicator says to a reader.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorText {
    /// Its id.
    pub id: String,
    /// Its name, as formulas of the policy use it.
    pub name: String,
    /// Where it comes from.
    pub cite: Option<String>,
    /// Its wording, where that was seen.
    pub text: Option<String>,
    /// Our words, where the wording was not seen.
    pub summary: Option<String>,
    /// The figure that its bands look at, as written.
    pub of: Option<String>,
    /// The tests of its bands as written, in order.
    pub tests: Vec<String>,
    /// The formulas for what its bands give as written, in order; none of one that gives a class
    /// or constant points.
    pub formulas: Vec<Option<String>>,
    /// The most points it can give, where that is a constant.
    pub max: Option<Number>,
    /// Where in its file.
    pub span: Span,
}
