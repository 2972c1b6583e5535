//! A file that is looked at before it is brought in: what it is taken for, what it would change.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use base::Day;
use pack::Shelf;
use pack::feed::{Feed, Stage};
use store::{Hash, Imported, Intake, Store};
use zone::fact::{ImportId, Place, column_name};
use zone::people::{ImportFacts, Permit, ReadRegister};

use super::plan::Planned;
use super::{Ledger, Plan, Proposal, Remarked, Source, Stop, Unfit, listed, shape, unfinished};
use crate::read::{self, Dictionary, Facts, Fault, Progress, Taken, Understood};
use crate::say::Both;

/// What is said of a file before it is looked at.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// What it is taken for; that of the last file of its form where nobody says.
    pub plan: Option<Plan>,
    /// Where it comes from, by the feed's id.
    pub feed: Option<String>,
    /// The day that facts without years are true since; today where nobody says.
    pub since: Option<Day>,
}

/// Where files are looked at one after the other: the register and its content.
#[derive(Debug)]
pub struct Desk<'a> {
    store: &'a Store,
    shelf: &'a Shelf,
    permit: &'a Permit<ReadRegister>,
    today: Day,
    dictionary: Dictionary,
    ledger: Ledger<'a>,
}

/// What one file would bring.
#[derive(Debug)]
pub struct Looked {
    /// What the file is called.
    pub name: String,
    /// The hash of its bytes.
    pub hash: Hash,
    /// What it is taken for.
    pub plan: Plan,
    /// The import of the same form whose plan it follows, if it does.
    pub like: Option<ImportId>,
    /// What was read.
    pub facts: Arc<Facts>,
    /// What it would change.
    pub proposal: Proposal,
    /// Where it comes from.
    pub feed: Feed,
    /// How final its figures are, where a column does not say (阶段).
    pub stage: Stage,
    /// What is remarked of it beside what the reading remarked.
    pub remarks: Vec<Fault>,
}

/// Why a file cannot be looked at, with what to do; it shows in Chinese.
#[derive(Debug, thiserror::Error)]
pub enum Unseen {
    /// Nobody said where it comes from, or there is no such feed.
    #[error("{0}")]
    Feed(Both),
    /// Its plan makes no sense.
    #[error(transparent)]
    Plan(#[from] Unfit),
    /// The store says why.
    #[error("{}", .0.zh())]
    Store(#[from] store::Error),
}

impl Unseen {
    /// In both languages.
    pub fn both(&self) -> Both {
        match self {
            Self::Feed(why) => why.clone(),
            Self::Plan(unfit) => unfit.both(),
            Self::Store(error) => Both::from([error.zh(), error.to_string()]),
        }
    }
}

impl From<Stop> for Unseen {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Plan(unfit) => Self::Plan(unfit),
            Stop::Store(error) => Self::Store(error),
        }
    }
}

impl<'a> Desk<'a> {
    /// Opens the register for looking at files on a day: facts without years are true since then
    /// where nobody says.
    pub fn open(
        (store, permit): (&'a Store, &'a Permit<ReadRegister>),
        shelf: &'a Shelf,
        today: Day,
    ) -> Result<Self, store::Error> {
        let known = store.head()?.seq;
        let ledger = Ledger::new(store, permit.clone(), (shelf, known))?;
        Ok(Self { store, shelf, permit, today, dictionary: Dictionary::of(shelf), ledger })
    }

    /// Looks at a file.
    pub fn look(
        &mut self,
        (file, name, hash): (&Path, &str, Hash),
        said: &Saying,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Looked, Unseen> {
        self.ledger.follow((self.shelf, self.store.head()?.seq))?;
        let mut plan = said.plan.clone().unwrap_or_default();
        let mut facts = self.read(file, &plan, progress)?;
        let (mut like, mut heeded) = (None, Vec::new());
        if said.plan.is_none()
            && let Some(last) = self.store.import_like(self.permit, &shape(&facts))?
        {
            plan = Plan::parse(&last.plan)?.onto(&facts.headings);
            heeded = plan.heed(&facts);
            like = Some(last.id);
            facts = self.read(file, &plan, progress)?;
        }
        if let Some(feed) = &said.feed {
            plan.feed = Some(feed.clone());
        }
        plan.since = said.since.or(plan.since.filter(|_| said.plan.is_some()));
        let feed = feed(&plan, self.shelf)?.clone();
        let stage = plan.stage()?.or(feed.stage).unwrap_or(Stage::Annual);
        let since = plan.since.unwrap_or(self.today);
        let mut remarks = plan.strays(&facts.headings);
        remarks.append(&mut heeded);
        let plan = plan.of(&facts);
        let facts = Arc::new(facts);
        let source = Source { feed: feed.id.clone(), stage, since, plan: &plan };
        let mut proposal =
            Proposal::new(&facts, &source, (self.shelf, &self.dictionary), &self.ledger)?;
        remarks.append(&mut proposal.remarks);
        remarks.extend(unfinished::remarks(&facts, &proposal.origins, self.today));
        remarks.extend(listed::remark(&facts, &feed, self.shelf));
        let name = name.to_owned();
        Ok(Looked { name, hash, plan, like, facts, proposal, feed, stage, remarks })
    }

    fn read(
        &self,
        file: &Path,
        plan: &Plan,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Facts, Unseen> {
        let guide = plan.guide(&self.shelf.schema)?;
        let guide = guide.knowing(self.ledger.registry()).on(self.today);
        Ok(read::read_by(&guide, &[read::Source::all(file)], &self.dictionary, progress))
    }
}

impl Looked {
    /// Everything that is remarked of it: what the reading said first.
    pub fn all_remarks(&self) -> impl Iterator<Item = &Fault> {
        self.facts.remarks.iter().chain(&self.remarks)
    }

    /// From which day what a column says is so where it has no years, its 口径 and 阶段, where it
    /// has figures or the like: `2026-11-21 起，口径：会计，年报`.
    pub fn terms(&self, column: &Understood) -> Option<String> {
        if Taken::named(&column.fact).is_some() {
            return None;
        }
        let letters = column.place.cell.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let planned = self.plan.columns.iter().find(|planned| {
            (planned.sheet.as_str(), planned.column.as_str(), planned.heading.as_str())
                == (column.place.sheet.as_ref(), letters, column.header.as_str())
        });
        let named = planned.and_then(|planned| planned.stage().ok().flatten());
        let yearly = !column.years.is_empty();
        let said = || self.plan.stage_of(&self.facts, (&column.place.sheet, column.stage));
        let stage = if yearly && named.is_none() && self.plan.has_stages(&column.place.sheet) {
            "阶段照各行"
        } else {
            named.or_else(|| said().filter(|_| yearly)).unwrap_or(self.stage).zh()
        };
        let basis = planned.and_then(|planned| planned.basis.as_ref());
        let basis = basis.map(|basis| format!("口径：{basis}"));
        let said = [self.since(column, letters), basis, Some(stage.to_owned())];
        Some(said.into_iter().flatten().collect::<Vec<_>>().join("，"))
    }

    /// From which days what a column says of facts without years is so: `2026-11-21 起`; of rows
    /// that say their year there are several.
    fn since(&self, column: &Understood, letters: &str) -> Option<String> {
        let here = |place: &Place| match place {
            Place::Column { file, sheet, column: at } => {
                (file.as_str(), sheet.as_str(), column_name(*at).as_str())
                    == (&*column.place.file, &*column.place.sheet, letters)
            }
            Place::Cell { .. } | Place::Hand { .. } => false,
        };
        let origins = self.proposal.origins.iter().filter(|(origin, _)| here(&origin.place));
        let days: BTreeSet<Day> = origins.filter_map(|(origin, _)| origin.period.since()).collect();
        let days: Vec<String> = days.iter().map(Day::to_string).collect();
        (!days.is_empty()).then(|| format!("{} 起", days.join("、")))
    }

    /// The plan with the stages that titles say, as a person sees it who may say otherwise.
    pub fn shown_plan(&self) -> Plan {
        let mut plan = self.plan.clone();
        let unsaid = |one: &&mut Planned| one.stage.is_none() && !self.plan.has_stages(&one.sheet);
        for one in plan.columns.iter_mut().filter(unsaid) {
            let of_years = |said: &&Understood| {
                let own = (&*said.place.sheet, &said.header) == (one.sheet.as_str(), &one.heading);
                own && said.fact == one.fact && !said.years.is_empty()
            };
            if let Some(said) = self.facts.understood.iter().find(of_years) {
                let stage = self.plan.stage_of(&self.facts, (&one.sheet, said.stage));
                one.stage = stage.map(|stage| stage.zh().to_owned());
            }
        }
        plan
    }

    /// Columns whose figures move money: they wait for a second person.
    pub fn held(&self) -> usize {
        let held = |standing: &store::Standing| *standing == store::Standing::Held;
        self.proposal.origins.iter().filter(|(_, standing)| held(standing)).count()
    }

    /// Brings it in.
    pub fn accept(
        &self,
        store: &Store,
        permit: &Permit<ImportFacts>,
    ) -> Result<Imported, store::Error> {
        let said = self.proposal.statements();
        let counts = Some(self.proposal.counts);
        let remarks = Remarked { counts, ..Remarked::of(self.all_remarks()) }.text();
        let intake = Intake {
            name: self.name.clone(),
            content: self.hash,
            shape: shape(&self.facts),
            plan: self.plan.text(),
            remarks,
            known: self.proposal.known,
            changes: self.proposal.changes.clone(),
            origins: self.proposal.origins.clone(),
        };
        store.import(permit, intake, said)
    }
}

fn feed<'s>(plan: &Plan, shelf: &'s Shelf) -> Result<&'s Feed, Unseen> {
    let id = plan.feed.as_ref();
    id.and_then(|id| shelf.feeds.get(id)).ok_or_else(|| {
        Unseen::Feed(Both::told(|tongue| {
            let names = shelf.feeds.values().map(|feed| tongue.beside(&feed.id, &feed.title));
            let all = tongue.list(&names.collect::<Vec<_>>());
            if shelf.feeds.is_empty() {
                return tongue.of(NO_FEEDS).to_owned();
            }
            match id {
                Some(id) => tongue.say([
                    format_args!("没有数据来源 {id}；有：{all}"),
                    format_args!("there is no source {id}; there are: {all}"),
                ]),
                None => tongue.say([
                    format_args!("不知道这是哪里来的数据；请选数据来源（命令行写 --feed）：{all}"),
                    format_args!(
                        "nobody said where the data come from; choose a source (--feed of the command): {all}"
                    ),
                ]),
            }
        }))
    })
}

/// The packs have no source at all.
const NO_FEEDS: [&str; 2] = [
    "政策包里还没有数据来源：请在自己的政策包里建 feed/名称.toml，写明来源的编号、名称、部门、取得依据和允许用途（样子见 packs/demo/feed/feeds.toml），把这个包加到登记库 zone.toml 的 packs 里，再用 --feed 编号",
    "the packs have no source yet: describe yours in feed/NAME.toml of a pack of your own (packs/demo/feed/feeds.toml shows how), add the pack to packs in zone.toml of the register, and name it with --feed",
];

/// The import that has brought in the very same bytes and still counts.
pub fn before(
    store: &Store,
    permit: &Permit<ReadRegister>,
    hash: Hash,
) -> Result<Option<store::Import>, store::Error> {
    let before = store.imports_of(permit, hash)?;
    Ok(before.into_iter().find(|import| import.undone.is_none()))
}
