//! What the register answers to one cell: a value with its source, or why there is none.

use std::collections::{BTreeSet, HashMap};

use base::Day;
use rule::fact::{Fact, FactId};
use rule::table::Table;
use store::{Archive, Dossier, Store, Taken, View};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{Entry, Ground, Holding, Stage, Use};
use zone::people::{ExportFacts, Operator, Permit, ReadRegister};
use zone::policy::Passport;

use super::asked::{Asked, What};
use super::names::Matcher;
use super::source::Source;
use super::value;
use super::why;
use crate::content::Content;
use crate::read::choice::Boxes;
use crate::register::{Register, Unopened};
use crate::say::Both;
use crate::write::patch::{Tint, Value};

/// Looks enterprises up for lists that leave the house.
#[derive(Debug)]
pub struct Clerk<'a> {
    store: &'a Store,
    mark: Option<&'a str>,
    /// The content that the register is read by.
    pub content: &'a Content,
    archive: Archive,
    permit: Permit<ReadRegister>,
    /// In each pair the second stands in where the first is unknown.
    exports: Permit<ExportFacts>,
    assume: Vec<(FactId, FactId)>,
}

/// An enterprise that was looked up.
#[derive(Debug)]
pub struct Opened<'d> {
    /// Which.
    pub(super) subject: SubjectId,
    pub(super) holdings: HashMap<(FactId, Option<i16>), Holding<'d>>,
    pub(super) table: Table,
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It is what counts.
    Filled,
    /// 待核: a person should look.
    Check,
    /// There is none.
    Missing,
}

/// The statement of the stage (阶段) that is wanted, where one is; else that which counts.
fn chosen<'a>(holding: &'a Holding<'_>, wanted: Option<Stage>) -> Option<Entry<'a>> {
    let stands = holding.whole()?;
    let mut others = [stands].into_iter().chain(holding.others.iter().copied());
    let of_stage = others.find(|entry| Some(entry.origin.stage) == wanted);
    Some(of_stage.unwrap_or(stands))
}

/// What the register answers to one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What to write.
    pub value: Option<Value>,
    /// How sure it is.
    pub mark: Mark,
    /// Why it is to be looked at, or missing; empty where it is sure.
    pub why: Both,
    /// Where it comes from, line by line.
    pub source: Option<Source>,
    /// The list whose records say too little to work it out, and what they do not say.
    pub owes: Option<(FactId, String)>,
}

impl Mark {
    /// Its paper.
    pub fn tint(self) -> Tint {
        match self {
            Self::Filled => Tint::Filled,
            Self::Check => Tint::Check,
            Self::Missing => Tint::Missing,
        }
    }
}

impl Answer {
    pub(super) fn missing(why: impl Into<Both>) -> Self {
        Self { value: None, mark: Mark::Missing, why: why.into(), source: None, owes: None }
    }

    fn check(why: Both) -> Self {
        Self { mark: Mark::Check, ..Self::missing(why) }
    }

    pub(super) fn sure(value: Value) -> Self {
        let filled = Self::missing(Both::default());
        Self { value: Some(value), mark: Mark::Filled, ..filled }
    }

    fn doubt(&mut self, why: impl Into<Both>) {
        self.mark = Mark::Check;
        self.why = Both::all([std::mem::take(&mut self.why), why.into()]);
    }

    /// Doubts a figure that is written as 0 for want of decimals, and is not 0.
    pub(super) fn vanished(&mut self, exact: &Both) {
        if self.value == Some(Value::Number(base::Decimal::ZERO)) {
            self.doubt(why::vanished(exact));
        }
    }

    /// Ticks the box of what holds; where no option says it none is ticked.
    pub(super) fn tick(&mut self, boxes: &Boxes<'_>) {
        let Some(held) = self.value.take().map(|value| value::text(&value)) else { return };
        self.value = boxes.ticked(&held).map(Value::Text);
        if self.value.is_none() {
            self.doubt(why::unticked(&held));
        }
    }

    /// What is said beside the cell: why, then where it comes from.
    pub fn note(&self) -> String {
        let source = self.source.as_ref().map(Source::note).unwrap_or_default();
        let why = match self.mark {
            Mark::Filled => String::new(),
            Mark::Check => format!("待核：{}", self.why),
            Mark::Missing => format!("缺：{}", self.why),
        };
        [why, source].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl<'a> Clerk<'a> {
    /// As of a day, with all that is known. Only feeds that may be exported are seen.
    pub fn open(register: &'a Register, content: &'a Content, on: Day) -> Result<Self, Unopened> {
        Self::acting(register, &register.operator, content, on)
    }

    /// The same for somebody else who works with the register.
    pub fn acting(
        register: &'a Register,
        operator: &Operator,
        content: &'a Content,
        on: Day,
    ) -> Result<Self, Unopened> {
        // Whoever may not export gets no list, whatever they may look at.
        let exports = operator.may()?;
        let permit = operator.may::<ReadRegister>()?;
        let store = &register.store;
        let view = View { on, known: store.head()?.seq, purpose: Use::Export };
        let archive = store.archive(&permit, &content.shelf, view)?;
        let mark = register.settings.mark.as_deref();
        Ok(Self { store, mark, content, archive, permit, exports, assume: Vec::new() })
    }

    /// The same, where some facts stand in for others.
    #[must_use]
    pub fn assuming(self, assume: Vec<(FactId, FactId)>) -> Self {
        Self { assume, ..self }
    }

    /// Notes in the journal that a list or a form goes out, before it does.
    pub fn takes_out(
        &self,
        name: &str,
        enterprises: usize,
        columns: &[String],
    ) -> Result<(), Unopened> {
        let (name, columns) = (name.to_owned(), columns.to_vec());
        self.store.taken(&self.exports, &Taken { name, enterprises, columns })?;
        Ok(())
    }

    /// The day.
    pub fn on(&self) -> Day {
        self.archive.view().on
    }

    /// What every list of an invented register says of itself.
    pub fn invented(&self) -> Option<&'a str> {
        self.mark
    }

    /// Facts that were said and that the dictionary does not know, or knows otherwise.
    pub fn strange(&self) -> &BTreeSet<String> {
        self.archive.strange()
    }

    /// The last line that is known.
    pub fn known(&self) -> Seq {
        self.archive.view().known
    }

    /// Finds enterprises by what lists say of them.
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher::new(self.archive.registry(), self.on())
    }

    /// Everything that was said of an enterprise.
    pub fn dossier(&self, subject: SubjectId) -> Result<Dossier, Unopened> {
        Ok(self.archive.dossier(self.store, &self.permit, subject)?)
    }

    /// What counts of it.
    pub fn opened<'d>(
        &self,
        subject: SubjectId,
        dossier: &'d Dossier,
    ) -> Result<Opened<'d>, Unopened> {
        let holdings = dossier.holdings(&self.content.shelf)?.into_iter().collect();
        let table = dossier.table(&self.content.shelf)?;
        Ok(Opened { subject, holdings, table })
    }

    /// What a cell is to say.
    pub fn answer(&self, opened: &Opened<'_>, asked: &Asked) -> Answer {
        let matcher = self.matcher();
        let text = |text: String, why: [&'static str; 2]| {
            if text.is_empty() { Answer::missing(why) } else { Answer::sure(Value::Text(text)) }
        };
        match asked.what {
            What::Code => {
                let code = matcher.code(opened.subject).map(|code| code.to_string());
                text(code.unwrap_or_default(), why::NO_CODE)
            }
            What::Name => text(matcher.name(opened.subject).to_owned(), why::NO_NAME),
            What::Before => {
                let before = matcher.before(opened.subject).join("、");
                Answer::sure(Value::Text(if before.is_empty() { "无".to_owned() } else { before }))
            }
            What::Fact { fact: id, year, field } => {
                let Some(fact) = self.content.shelf.schema.get(id) else {
                    return Answer::missing(why::NO_FACT);
                };
                if fact.formula.is_some() {
                    return self.derived(opened, (id, fact, year), asked.manner);
                }
                self.stated(opened, (id, fact, year, field), asked)
            }
        }
    }

    fn stated(
        &self,
        opened: &Opened<'_>,
        (id, fact, year, field): (FactId, &Fact, Option<i16>, Option<usize>),
        asked: &Asked,
    ) -> Answer {
        let manner = asked.manner;
        let written = |entry: &Entry<'_>| match field {
            None => value::stated(entry.value, fact, manner),
            Some(at) => {
                value::field(entry.value, at, fact.fields.get(at)?).map(|value| (value, false))
            }
        };
        let holding = opened.holdings.get(&(id, year));
        let wanted = asked.stage.filter(|_| fact.yearly);
        if let Some(entry) = holding.and_then(|holding| chosen(holding, wanted))
            && let Some((value, rounded)) = written(&entry)
        {
            let mut answer = Answer::sure(value);
            answer.source = Some(self.source(&entry));
            let joined = holding.filter(|holding| holding.joined.is_some());
            if let (Some(source), Some(joined)) = (&mut answer.source, joined) {
                source.join(joined.others.iter().map(|entry| self.source(entry).place));
            }
            if rounded {
                let exact = held_value(&entry, fact);
                let how = manner.rounding();
                answer.source.as_mut().into_iter().for_each(|source| {
                    source.period = format!("{}；{exact}，{how}", source.period);
                });
                answer.vanished(&exact);
            }
            if let Some(holding) = holding {
                self.doubts(&mut answer, holding, (&entry, fact, wanted));
            }
            return answer;
        }
        if let Some(holding) = holding
            && let Some(answer) = self.open_question(holding, fact)
        {
            return answer;
        }
        if let Some(answer) = self.stand_in(opened, (id, year), written) {
            return answer;
        }
        Answer::missing(Self::nothing(opened, (id, fact, year), holding))
    }

    /// What a person should know of a value that counts.
    fn doubts(
        &self,
        answer: &mut Answer,
        holding: &Holding<'_>,
        (stands, fact, wanted): (&Entry<'_>, &Fact, Option<Stage>),
    ) {
        let origin = stands.origin;
        let same = |entry: &Entry<'_>| {
            (entry.id, entry.seq, entry.row) == (stands.id, stands.seq, stands.row)
        };
        let own = holding.disagreements.iter().filter(|one| one.entries.iter().any(same));
        let mut own = own.flat_map(|one| &one.entries).peekable();
        if own.peek().is_some() {
            let others = own.filter(|entry| !same(entry) && entry.value != stands.value);
            answer.doubt(why::at_odds(&self.said(others, fact)));
        }
        if holding.open {
            answer.doubt(why::MAY_GO_ON);
        }
        match wanted {
            Some(wanted) if wanted != origin.stage => {
                answer.doubt(why::another_stage(wanted, origin.stage));
            }
            None if matches!(origin.stage, Stage::Forecast | Stage::Flash) => {
                answer.doubt(why::only(origin.stage));
            }
            Some(_) | None => {}
        }
        if let Some(basis) = &origin.basis {
            answer.doubt(why::measured(basis));
        }
        if let Some(newer) = holding.held.iter().find(|held| held.seq > stands.seq) {
            answer.doubt(why::newer(&self.said([newer], fact)));
        }
    }

    /// Why nothing counts, though something was said.
    fn open_question(&self, holding: &Holding<'_>, fact: &Fact) -> Option<Answer> {
        let told = |entries: &[Entry<'_>]| self.said(entries, fact);
        match holding.ground {
            Ground::Disputed => Some(Answer::check(why::disputed(&told(&holding.others)))),
            Ground::Bases => Some(Answer::check(why::other_bases(&told(&holding.others)))),
            _ if !holding.held.is_empty() => Some(Answer::check(why::waits(&told(&holding.held)))),
            Ground::Nothing | Ground::Agreed | Ground::Trusted | Ground::Settled(_) => None,
        }
    }

    /// Each as `1,200.50 万元（税务数据，汇缴）`.
    fn said<'e>(&self, entries: impl IntoIterator<Item = &'e Entry<'e>>, fact: &Fact) -> Both {
        let entries: Vec<_> =
            entries.into_iter().map(|entry| (entry, self.source(entry))).collect();
        Both::told(|tongue| {
            let told = entries.iter().map(|(entry, source)| {
                let value = value::sentence(entry.value, fact, tongue);
                let (feed, stage) = (&source.feed, entry.origin.stage);
                tongue.say([
                    format_args!("{value}（{feed}，{}）", stage.zh()),
                    format_args!("{value} ({feed}, {})", stage.id()),
                ])
            });
            tongue.list(&told.collect::<Vec<_>>())
        })
    }

    fn stand_in(
        &self,
        opened: &Opened<'_>,
        (id, year): (FactId, Option<i16>),
        written: impl Fn(&Entry<'_>) -> Option<(Value, bool)>,
    ) -> Option<Answer> {
        let (_, other) = self.assume.iter().find(|(wanted, _)| *wanted == id)?;
        let entry = opened.holdings.get(&(*other, year))?.stands?;
        let (value, rounded) = written(&entry)?;
        let stand_in = self.content.shelf.schema.get(*other)?;
        let name = &stand_in.name;
        let mut answer = Answer::sure(value);
        answer.source = Some(self.source(&entry));
        if rounded {
            answer.vanished(&held_value(&entry, stand_in));
        }
        answer.doubt(why::stand_in(name));
        Some(answer)
    }

    /// Why there is nothing.
    fn nothing(
        opened: &Opened<'_>,
        (id, fact, year): (FactId, &Fact, Option<i16>),
        holding: Option<&Holding<'_>>,
    ) -> Both {
        if let Some(barred) = holding.map(|holding| holding.barred).filter(|barred| *barred > 0) {
            return why::barred(barred).into();
        }
        if holding.is_some() {
            return why::not_in_force(&fact.name).into();
        }
        let Some(year) = year else { return why::none_of(&fact.name).into() };
        let held = opened.holdings.iter().filter_map(|((known, year), holding)| {
            holding.stands.and(*year).filter(|_| *known == id)
        });
        let mut years: Vec<i16> = held.collect();
        years.sort_unstable();
        why::none_of_year(&fact.name, year, &years)
    }

    /// Where an entry comes from.
    pub(super) fn source(&self, entry: &Entry<'_>) -> Source {
        let content = &self.content.shelf;
        let origin = entry.origin;
        let feed = content.feeds.get(&origin.feed);
        let whole = Passport::of(entry, content);
        let passport = Passport { feed: None, stage: None, basis: None, ..whole };
        let until = format!("数据截至 {}", self.on());
        Source {
            feed: feed.map_or_else(
                || origin.feed.clone(),
                |feed| format!("{}，{}", feed.title, feed.department),
            ),
            basis: feed.map(|feed| feed.basis.clone()).unwrap_or_default(),
            period: format!("{}，{until}", origin.period.zh()),
            stage: origin.stage.zh().to_owned(),
            measure: origin.basis.clone().unwrap_or_default(),
            place: passport.to_string(),
            learnt: format!("日志第 {} 笔", entry.seq),
        }
    }
}

/// What the register holds, to the last decimal.
fn held_value(entry: &Entry<'_>, fact: &Fact) -> Both {
    why::held_value(&Both::told(|tongue| value::sentence(entry.value, fact, tongue)))
}
