//! 判定依据: each clause with its words, its source, and the figures it compared.

use base::Year;
use pack::shelf::{ClauseText, Source};
use pack::{Policy, Shelf};
use rule::decision::Condition;
use rule::fact::{FactId, Lag};
use rule::fault::Span;
use rule::row::Row;
use rule::value::{Answer, Value};
use rule::why::{self, Figure, Gap, Move};

use super::spell::Speech;
use super::{Answered, Asked, Passport, Question};
use crate::say::{self, Tongue};

/// The most gaps of a clause that are said; lines of JSON have all.
const GAPS: usize = 4;

/// A fact of a year, by its lag.
type Key = (FactId, Lag);

/// A clause and why it came out so.
#[derive(Clone, Debug)]
pub struct ClauseProof<'a> {
    /// What it says, and where it comes from.
    pub clause: &'a ClauseText,
    /// Its number in the policy, from 1.
    pub number: usize,
    /// The numbers of the clauses of which one is enough.
    pub any: Vec<usize>,
    /// What it counts for.
    pub answer: Answer,
    /// Its number is only remembered.
    pub memory: bool,
    /// What it compared.
    pub sums: Vec<Sum>,
    /// The facts it used.
    pub figures: Vec<Used<'a>>,
    /// What it lacks, each enough by itself.
    pub gaps: Vec<String>,
    /// Where its sources are.
    shelf: &'a Shelf,
    tongue: Tongue,
}

/// A comparison in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// `研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0% < 5%`.
    pub says: String,
    /// What is asked for: `≥ 5%`.
    pub threshold: String,
    /// What it came to.
    pub answer: Answer,
}

/// A fact that was used.
#[derive(Clone, Debug)]
pub struct Used<'a> {
    /// Which.
    pub fact: FactId,
    /// Its name.
    pub name: &'a str,
    /// Of which year, where it has years.
    pub year: Option<Year>,
    /// What it is.
    pub value: Value,
    /// In the unit that officials show it in.
    pub shown: String,
    /// It follows from others: nothing was stated of it.
    pub derived: bool,
    /// The fact that stands in for it, where one does.
    pub stand_in: Option<&'a str>,
    /// Where it comes from.
    pub place: Option<Passport>,
}

impl<'a> ClauseProof<'a> {
    /// The document it rests on, and the place in it.
    pub fn source(&self) -> Option<(&'a Source, &'a str)> {
        source(self.shelf, &self.clause.cite)
    }

    /// What a reader calls it: `条件6（第十一条第五项）`.
    pub fn label(&self) -> String {
        self.tongue.placed(self.number, self.source().map_or("", |(_, place)| place))
    }

    /// The clauses of which one is enough: `条件7、条件8`.
    pub fn alternatives(&self) -> String {
        let of: Vec<String> =
            self.any.iter().map(|number| self.tongue.condition(*number)).collect();
        of.join("、")
    }

    /// The clause itself where its wording was seen, else our words; and what is only
    /// remembered.
    pub fn words(&self) -> String {
        let text = self.clause.text.as_ref().or(self.clause.summary.as_ref());
        let text = text.cloned().unwrap_or_default();
        if self.memory { format!("{text}（数字凭记忆，未见原文）") } else { text }
    }

    /// Title, number and place of the source: `《办法》（文号）第二条`.
    pub fn cite(&self) -> String {
        cited(self.shelf, self.clause, self.tongue)
    }
}

/// Where a clause of a shelf is written: `《办法》（文号）第二条`, with what it takes the place of.
pub fn cited(shelf: &Shelf, clause: &ClauseText, tongue: Tongue) -> String {
    let own = source(shelf, &clause.cite).map_or_else(|| clause.cite.clone(), said);
    match clause.replaces.as_ref().and_then(|cite| source(shelf, cite)) {
        Some(replaced) => tongue.in_place_of(&own, &said(replaced)),
        None => own,
    }
}

/// The document of a citation, and the place in it.
fn source<'a, 'c>(shelf: &'a Shelf, cite: &'c str) -> Option<(&'a Source, &'c str)> {
    let place = cite.split_once(['#', '＃']).map_or("", |(_, place)| place.trim());
    shelf.cited(cite).map(|source| (source, place))
}

impl Used<'_> {
    /// `2025年研发费用 192.00 万元`.
    pub fn says(&self) -> String {
        let year = self.year.map_or(String::new(), |year| year.to_string());
        let how = match (self.stand_in, self.derived) {
            (Some(other), _) => format!("（替代口径：{other}）"),
            (None, true) => "（推算）".to_owned(),
            (None, false) => String::new(),
        };
        format!("{year}{} {}{how}", self.name, self.shown)
    }
}

impl<'a> Question<'a> {
    /// Why each clause of a policy came out as it did for an enterprise.
    pub fn proof(
        &'a self,
        asked: &Asked<'a>,
        row: usize,
        answered: &Answered,
    ) -> Vec<ClauseProof<'a>> {
        let decision = &asked.policy.decision;
        let whole = self.row(row).with_scores(&answered.finding.scores);
        let clauses = asked.policy.clauses.iter().zip(&decision.clauses).zip(&answered.clauses);
        // Clauses of one policy use the same figures: each is put into words once.
        let mut told: Vec<(Key, Used<'a>)> = Vec::new();
        let proofs = clauses.enumerate().map(|(at, ((text, clause), answer))| {
            let written = text.when.as_deref().unwrap_or_default();
            let (sums, figures) = match &clause.when {
                Condition::When(formula) => {
                    let speech = Speech {
                        question: self,
                        row: whole,
                        formula,
                        written,
                        scores: &decision.scores,
                    };
                    let figures = why::figures(formula, &whole).into_iter();
                    let figures = figures.map(|figure| self.once(figure, row, &mut told));
                    (sums(&speech, &whole), figures.collect())
                }
                Condition::Always | Condition::Any(_) => (Vec::new(), Vec::new()),
            };
            let gaps = answered.gaps.iter().find(|found| found.clause == at);
            let gaps = gaps.into_iter().flat_map(|found| &found.gaps);
            let number = |id: &String| {
                asked.policy.clauses.iter().position(|clause| clause.id == *id).map(|at| at + 1)
            };
            ClauseProof {
                clause: text,
                number: at + 1,
                any: text.any.iter().filter_map(number).collect(),
                answer: *answer,
                memory: clause.memory,
                sums,
                figures,
                gaps: self.say_gaps(&gaps.collect::<Vec<_>>()),
                shelf: self.shelf,
                tongue: self.tongue,
            }
        });
        proofs.collect()
    }

    /// What a reader calls the clause at `at` of a policy: `条件6（第十一条第五项）`.
    pub(super) fn label(&self, policy: &Policy, at: usize) -> String {
        let source = policy.clauses.get(at).and_then(|clause| self.source(&clause.cite));
        self.tongue.placed(at + 1, source.map_or("", |(_, place)| place))
    }

    /// The document of a citation, and the place in it.
    pub fn source<'c>(&self, cite: &'c str) -> Option<(&'a Source, &'c str)> {
        source(self.shelf, cite)
    }

    /// A citation in words: title, number and place.
    pub fn say_cite(&self, cite: &str) -> String {
        self.source(cite).map_or_else(|| cite.to_owned(), said)
    }

    /// A fact that was used, where it was told before as it was told.
    fn once(&self, figure: Figure, row: usize, told: &mut Vec<(Key, Used<'a>)>) -> Used<'a> {
        let key = (figure.fact, figure.lag);
        if let Some((_, used)) = told.iter().find(|(known, _)| *known == key) {
            return used.clone();
        }
        let used = self.used(figure, row);
        told.push((key, used.clone()));
        used
    }

    pub(super) fn used(&self, figure: Figure, row: usize) -> Used<'a> {
        let Figure { fact, lag, value, derived } = figure;
        let year = self.fiscal_year(fact, lag);
        let unit = self.shelf.schema.get(fact).and_then(|fact| fact.unit);
        let column = self.table.columns.get(&(fact, lag));
        let assumed = column.and_then(|column| column.assumed.as_ref());
        let assumed = assumed.is_some_and(|assumed| assumed.get(row));
        let stand_in = self.stand_ins.iter().find(|(wanted, _)| assumed && *wanted == fact);
        let stated = stand_in.map_or(fact, |(_, other)| *other);
        Used {
            fact,
            name: self.name(fact),
            year,
            // A clause that fails by a fen shows the fen; what is worked out may have no end.
            shown: match &value {
                Value::Number(number, of) if !derived => say::exact(number, unit, *of),
                value => say::value(value, unit, self.tongue),
            },
            value,
            derived,
            stand_in: stand_in.map(|(_, other)| self.name(*other)),
            place: self.subjects.passport(stated, year.map(|year| year.0), row),
        }
    }

    /// The fiscal year that a lag stands for; none for a fact without years.
    pub fn fiscal_year(&self, fact: FactId, lag: Lag) -> Option<Year> {
        let yearly = self.shelf.schema.get(fact).is_some_and(|fact| fact.yearly);
        (yearly && lag > 0).then(|| Year::of(self.table.on).back(i16::from(lag)))
    }

    /// The nearest gaps in words.
    fn say_gaps(&self, gaps: &[&Gap]) -> Vec<String> {
        let mut said: Vec<String> = gaps.iter().take(GAPS).map(|gap| self.say_gap(gap)).collect();
        if gaps.len() > GAPS {
            said.push(self.tongue.ways(gaps.len()));
        }
        said
    }

    /// A gap in words: `研发费用还差 48.00 万元`.
    pub fn say_gap(&self, gap: &Gap) -> String {
        let tongue = self.tongue;
        let name = self.said_name(gap.fact, gap.lag);
        let known = self.shelf.schema.get(gap.fact);
        let unit = known.and_then(|fact| fact.unit);
        let said = match &gap.by {
            Value::Number(by, _) if known.is_some_and(|fact| !fact.fields.is_empty()) => {
                tongue.short(&self.records(&name, &gap.described), tongue.records(by))
            }
            Value::Number(by, dimension) if by.sign().is_lt() => {
                tongue.over(&name, &say::at_least(&by.abs(), unit, *dimension))
            }
            Value::Number(by, dimension) => {
                tongue.short(&name, say::at_least(by, unit, *dimension))
            }
            Value::Days(days) => tongue.waits(&name, *days, &gap.to),
            _ => tongue.has_to_be(&name, &say::value(&gap.to, unit, tongue)),
        };
        let judged = gap.becomes == Answer::Person;
        if judged { format!("{said}{}", tongue.rest_is_judged()) } else { said }
    }

    /// A move in words: `研发费用由 192.00 万元到 240.00 万元`.
    pub fn say_move(&self, to: &Move) -> String {
        let tongue = self.tongue;
        let name = self.said_name(to.fact, to.lag);
        let known = self.shelf.schema.get(to.fact);
        let unit = known.and_then(|fact| fact.unit);
        if known.is_some_and(|fact| !fact.fields.is_empty()) {
            let counts = [&to.from, &to.to].map(|value| bare(value, tongue));
            return tongue.counted(&self.records(&name, &to.described), counts);
        }
        let [from, to] = match (&to.from, &to.to) {
            (Value::Number(from, dimension), Value::Number(to, _)) => {
                say::step(from, to, unit, *dimension)
            }
            (from, to) => [from, to].map(|value| say::value(value, unit, tongue)),
        };
        tongue.moves(&name, from, to)
    }

    /// A fact with its year, where that is not the last.
    fn said_name(&self, fact: FactId, lag: Lag) -> String {
        match self.fiscal_year(fact, lag) {
            Some(year) if lag > 1 => self.tongue.of_year(self.name(fact), year),
            _ => self.name(fact).to_owned(),
        }
    }

    /// Records by what tells them from others: `资质称号“高新技术企业”`.
    fn records(&self, name: &str, described: &[String]) -> String {
        /// More are not read.
        const MOST: usize = 3;
        match described {
            [] => self.tongue.fitting(name),
            several if several.len() > MOST => self.tongue.fitting(name),
            several => format!("{name}“{}”", several.join("”“")),
        }
    }
}

/// `《办法》（文号）第二条`.
fn said((source, place): (&Source, &str)) -> String {
    let title = source.title.trim_matches(['《', '》']);
    match &source.number {
        Some(number) => format!("《{title}》（{number}）{place}"),
        None => format!("《{title}》{place}"),
    }
}

/// A number of records.
fn bare(value: &Value, tongue: Tongue) -> String {
    match value {
        Value::Number(number, _) => number.to_string(),
        other => say::value(other, None, tongue),
    }
}

/// What a condition compared, each comparison once.
fn sums(speech: &Speech<'_>, row: &Row<'_>) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for compared in why::comparisons(speech.formula, row) {
        // What a division by zero means was written out by reading, at no place of its own.
        let [left, right, _] = compared.spans;
        if left == Span::default() && right == Span::default() {
            continue;
        }
        let (says, threshold) = speech.compared(&compared);
        let sum = Sum { says, threshold, answer: compared.answer };
        if !sums.contains(&sum) {
            sums.push(sum);
        }
    }
    sums
}
