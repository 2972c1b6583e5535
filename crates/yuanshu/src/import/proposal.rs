//! What an import would bring: enterprises made and renamed, statements, and how they compare
//! with what is held.

use std::collections::HashMap;
use std::sync::Arc;

use base::{Day, Uscc};
use pack::Shelf;
use rayon::prelude::*;
use rule::bits::Bits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Said as Statement;
use zone::Seq;
use zone::enterprise::{Change, Registry, SubjectId};
use zone::fact::{
    Moving, Origin, Period, Place, Stage, Standing, Topic, Use, Written, agree, column_name,
};

use super::ledger::{Ledger, Measure, Words};
use super::name::names;
use super::plan::{Plan, Planned, Unfit};
use crate::read::{Column, Dictionary, Facts, Fault, Line, Said, Weigher, stands_beside};

/// How what comes in compares with what is held, in values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Nobody said anything of it that is compared with what comes in.
    pub new: u64,
    /// The same source said something else.
    pub changed: u64,
    /// The same source said the same: it is not kept twice, unless it is of a later day.
    pub same: u64,
    /// Another source says the same.
    pub confirmed: u64,
    /// Another source says something else (数据不一致).
    pub at_odds: u64,
    /// Of those, how many the trust order of the owning department decides: nobody settles them,
    /// and they are not listed as at odds. Earlier imports do not say.
    #[serde(default)]
    pub ranked: u64,
}

/// What an import would bring.
#[derive(Debug)]
pub struct Proposal {
    /// The enterprise of each subject that was read.
    pub subjects: Vec<SubjectId>,
    /// How many of them have no file yet.
    pub made: usize,
    /// How many bear another name than their file has.
    pub renamed: usize,
    /// The files and names to be made.
    pub changes: Vec<(SubjectId, Change)>,
    /// The columns, and whether their values wait for a second person.
    pub origins: Vec<(Origin, Standing)>,
    /// How the values compare.
    pub counts: Counts,
    /// What is remarked of figures beside those that are held.
    pub remarks: Vec<Fault>,
    /// Up to which line the register was known.
    pub known: Seq,
    /// The values that are there already, a bit a subject, by column.
    same: Vec<Bits>,
    said: Arc<Said>,
}

impl Counts {
    /// How many of those at odds nobody settles, after their number; nothing where there are none.
    pub fn decided(self) -> String {
        match self.ranked {
            0 => String::new(),
            some => format!("（其中 {some} 个按数源部门的先后采用，不用核定，不列入 disputes）"),
        }
    }

    /// The same with those of another file.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            new: self.new + other.new,
            changed: self.changed + other.changed,
            same: self.same + other.same,
            confirmed: self.confirmed + other.confirmed,
            at_odds: self.at_odds + other.at_odds,
            ranked: self.ranked + other.ranked,
        }
    }
}

/// What everything of an import has in common.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The feed's id.
    pub feed: String,
    /// The stage where a column does not say.
    pub stage: Stage,
    /// The day that facts without years are true since.
    pub since: Day,
    /// What the columns are taken for.
    pub plan: &'a Plan,
}

/// The feed that comes in, and those that it is compared with.
struct Feeds<'a> {
    own: &'a str,
    beside: &'a dyn Fn(&str) -> bool,
    shelf: &'a Shelf,
}

impl Feeds<'_> {
    /// Whether the trust order of who answers for a fact says which of several counts: the most
    /// trusted of those who said something do not contradict each other.
    fn rank(&self, of: Topic, said: &[(&str, Written<'_>)]) -> bool {
        let owner = match of {
            Topic::Fact(fact) => self.shelf.owner(fact),
            Topic::Judged(_) => None,
        };
        let place = |feed: &str| owner.map_or(0, |owner| owner.place(feed));
        let first = said.iter().map(|(feed, _)| place(feed)).min();
        let mut best = said.iter().filter(|(feed, _)| Some(place(feed)) == first);
        let Some((_, one)) = best.next() else { return false };
        best.all(|(_, other)| agree(*one, *other))
    }
}

impl Source<'_> {
    /// The day of what a sheet of a year says of something without years: the year's last.
    pub(super) fn day(&self, year: Option<i16>) -> Day {
        let end = year.and_then(|year| Day::new(year, 12, 31).ok());
        end.map_or(self.since, |end| end.min(self.since))
    }
}

impl Proposal {
    /// Weighs what was read against what is held.
    pub fn new(
        facts: &Arc<Facts>,
        source: &Source<'_>,
        (shelf, dictionary): (&Shelf, &Dictionary),
        ledger: &Ledger<'_>,
    ) -> Result<Self, Stop> {
        let registry = ledger.registry();
        let said = Arc::new(facts.said());
        let origins = origins((&said.columns, facts), source, shelf)?;
        let mut proposal = Self {
            subjects: Vec::with_capacity(facts.subjects.len()),
            made: 0,
            renamed: 0,
            changes: Vec::new(),
            same: vec![Bits::zeros(facts.subjects.len()); origins.len()],
            origins,
            counts: Counts::default(),
            known: ledger.known(),
            remarks: Vec::new(),
            said,
        };
        proposal.identify(facts, source, registry);
        let measures: Vec<Measure> = proposal
            .said
            .columns
            .iter()
            .zip(&proposal.origins)
            .map(|(column, (origin, _))| measure(column, origin))
            .collect();
        let title = |feed: &str| {
            shelf.feeds.get(feed).map_or_else(|| feed.to_owned(), |feed| feed.title.clone())
        };
        let weigher = Weigher::new(facts, dictionary, &title);
        let shown = |feed: &str| stands_beside(shelf, feed, &source.feed);
        let serves = shelf.feeds.get(&source.feed).is_some_and(|feed| feed.allows(Use::Verdict));
        // What serves statistics alone agrees with nobody, and is at odds with nobody.
        let beside = |feed: &str| serves && feed != source.feed && shown(feed);
        let feeds = Feeds { own: &source.feed, beside: &beside, shelf };
        // Of who has no file yet nobody said anything: what they bring need not be looked into.
        let (held, fresh): (Vec<_>, Vec<_>) = (0..)
            .zip(&proposal.subjects)
            .map(|(subject, file)| (subject, *file))
            .partition(|(_, file)| registry.file(*file).is_some());
        let said = &proposal.said;
        proposal.counts.new = fresh.into_par_iter().map(|(subject, _)| said.count(subject)).sum();
        for (subject, file) in held {
            let words = ledger.words(file, &shown)?;
            weigher.weigh(subject, &words.figures, &mut proposal.remarks);
            for line in proposal.said.lines(subject) {
                proposal.weigh(&line, &words, (&measures, &feeds));
            }
        }
        Ok(proposal)
    }

    /// The statements, without what the same source said before.
    pub fn statements(&self) -> impl Iterator<Item = Result<Statement, String>> + Send + 'static {
        let (subjects, same, said) = (self.subjects.clone(), self.same.clone(), self.said.clone());
        let lines = (0..said.subjects()).flat_map(move |subject| said.lines(subject));
        lines.filter_map(move |line| {
            let Line { subject, row, mut values } = line;
            let known =
                |column: u32| same.get(at(column)).is_some_and(|same| same.get(at(subject)));
            values.retain(|(column, _)| !known(*column));
            let subject = *subjects.get(at(subject))?;
            (!values.is_empty()).then_some(Ok(Statement { subject, row, values }))
        })
    }

    /// Finds whose file each subject's is; makes those that are not there.
    fn identify(&mut self, facts: &Facts, source: &Source<'_>, registry: &Registry) {
        let mut next = registry.next();
        for subject in &facts.subjects {
            let code = subject.code.as_deref().and_then(|code| Uscc::parse(code).ok());
            let found = code.and_then(|code| registry.of_code(code).first().copied());
            let held = found.and_then(|found| Some((found.file, registry.file(found.file)?)));
            let Some((id, file)) = held else {
                self.changes.push((next, Change::Made));
                self.changes.extend(code.map(|code| (next, Change::Code(code))));
                let named = names(subject, source, None);
                self.changes.extend(named.iter().filter_map(|named| named.change(next)));
                self.subjects.push(next);
                self.made += 1;
                next = SubjectId(next.0.saturating_add(1));
                continue;
            };
            self.subjects.push(id);
            let before = self.changes.len();
            for named in names(subject, source, Some(file)) {
                self.remarks.extend(named.remark(subject, facts));
                self.changes.extend(named.change(id));
            }
            self.renamed += usize::from(self.changes.len() > before);
        }
    }

    fn weigh(&mut self, line: &Line, words: &Words, (measures, feeds): (&[Measure], &Feeds<'_>)) {
        for (column, value) in &line.values {
            let Some(measure) = measures.get(at(*column)) else { continue };
            let held = words.said.get(measure);
            if let Some(own) = held.and_then(|held| held.get(feeds.own)) {
                if own.value == *value {
                    self.counts.same += 1;
                    if let Some(same) = self.same.get_mut(at(*column)) {
                        same.set(at(line.subject), true);
                    }
                } else {
                    self.counts.changed += 1;
                }
                continue;
            }
            if let Some(earlier) = words.before(measure, feeds.own) {
                let same = earlier.value == *value;
                *(if same { &mut self.counts.same } else { &mut self.counts.changed }) += 1;
                continue;
            }
            let unit = self.origins.get(at(*column)).and_then(|(origin, _)| origin.unit.as_deref());
            let said = Written { value, unit };
            let others = held.into_iter().flatten().filter(|(feed, _)| (feeds.beside)(feed));
            let mut all: Vec<(&str, Written<'_>)> =
                others.map(|(feed, other)| (feed.as_str(), other.into())).collect();
            let agreed = all.iter().map(|(_, other)| agree(*other, said));
            match agreed.reduce(|one, other| one && other) {
                None => self.counts.new += 1,
                Some(true) => self.counts.confirmed += 1,
                Some(false) => {
                    self.counts.at_odds += 1;
                    all.push((feeds.own, said));
                    self.counts.ranked += u64::from(feeds.rank(measure.of, &all));
                }
            }
        }
    }
}

/// Why an import cannot be proposed.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The plan does not fit.
    #[error(transparent)]
    Plan(#[from] Unfit),
    /// The database says why.
    #[error("{}", .0.zh())]
    Store(#[from] store::Error),
}

fn measure(column: &Column, origin: &Origin) -> Measure {
    Measure {
        of: column.of,
        period: origin.period,
        stage: origin.stage,
        basis: origin.basis.clone(),
    }
}

/// The columns as origins; those whose facts move money wait for a second person.
fn origins(
    (columns, facts): (&[Column], &Facts),
    source: &Source<'_>,
    shelf: &Shelf,
) -> Result<Vec<(Origin, Standing)>, Unfit> {
    let moving = Moving::of(shelf);
    let own = |planned: &Planned| {
        (planned.sheet.clone(), planned.column.clone(), planned.heading.clone())
    };
    let planned: HashMap<_, &Planned> =
        source.plan.columns.iter().map(|planned| (own(planned), planned)).collect();
    let origin = |column: &Column| {
        let fact = match column.of {
            Topic::Fact(fact) => shelf.schema.get(fact),
            Topic::Judged(_) => None,
        };
        let letters = column_name(column.column);
        let heading = column.heading.as_deref().unwrap_or_default().to_owned();
        let planned = planned.get(&(column.sheet.to_string(), letters, heading));
        let yearly = fact.is_some_and(|fact| fact.yearly);
        let said = || source.plan.stage_of(facts, (&column.sheet, column.stage)).filter(|_| yearly);
        let planned_stage = planned.map(|planned| planned.stage()).transpose()?.flatten();
        let stage = planned_stage.or_else(said).unwrap_or(source.stage);
        let period = match column.year {
            Some(year) if yearly => Period::Year(year),
            year => Period::Since(source.day(year)),
        };
        let origin = Origin {
            import: None,
            place: Place::Column {
                file: column.file.to_string(),
                sheet: column.sheet.to_string(),
                column: column.column,
            },
            fact: column.of.id(shelf).unwrap_or_default(),
            period,
            feed: source.feed.clone(),
            stage,
            basis: planned.and_then(|planned| planned.basis.clone()),
            unit: column.unit.map(|unit| unit.symbol.to_owned()),
            decimals: column.decimals,
        };
        Ok((origin, moving.standing(column.of)))
    };
    columns.iter().map(origin).collect()
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
