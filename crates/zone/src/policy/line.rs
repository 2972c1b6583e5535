//! An answer as a line of JSON.

use base::{Day, Dimension, Kind, Year};
use rule::fact::{FactId, Lag};
use rule::number::Number;
use rule::value::{Answer, Value};
use rule::why::{Change, Gap, Move};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Answered, Asked, Question};

/// An answer as the contracts have it; what does not apply is left out.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    subject: &'a str,
    policy: &'a str,
    edition: Option<Day>,
    on: Day,
    answer: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    outside: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<[Json; 2]>,
    window: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<&'static str>,
    clauses: Vec<ClauseLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Vec<Step<'a>>>,
    /// Why there is no change, where one was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_change: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumed: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
}

/// A clause and what it lacks.
#[derive(Debug, Serialize)]
struct ClauseLine<'a> {
    id: &'a str,
    answer: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gap: Vec<Step<'a>>,
}

/// A fact and how it would have to move.
#[derive(Debug, Serialize)]
pub(super) struct Step<'a> {
    fact: &'a str,
    /// Where it is not the last complete year.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

impl<'a> Line<'a> {
    /// The line of an answer about the enterprise of a row.
    pub fn new(
        question: &Question<'a>,
        asked: &Asked<'a>,
        row: usize,
        answered: &Answered,
    ) -> Self {
        let policy = asked.policy;
        let clauses = policy.clauses.iter().zip(&answered.clauses).enumerate();
        let clauses = clauses.map(|(at, (clause, answer))| {
            let gaps = answered.gaps.iter().find(|found| found.clause == at);
            let gaps = gaps.into_iter().flat_map(|found| &found.gaps);
            let gap = gaps.map(|gap| question.gap(gap)).collect();
            ClauseLine { id: &clause.id, answer: answer.word(), gap }
        });
        Self {
            subject: question.subject(row),
            policy: &policy.id,
            edition: policy.days.from,
            on: question.table.on,
            answer: answered.finding.answer.word(),
            outside: answered.finding.outside,
            value: answered.value().filter(|value| !matches!(value, Value::Between(_))).map(plain),
            score: answered.finding.scores.last().and_then(ends),
            window: asked.window.word(),
            held: answered.held.map(held),
            clauses: clauses.collect(),
            change: answered.change.as_ref().and_then(|change| question.change(change)),
            no_change: answered.change.as_ref().and_then(no_change),
            missing: question.names(&answered.missing),
            assumed: answered.assumed.iter().map(|fact| question.name(*fact)).collect(),
            mark: question.mark.clone(),
        }
    }
}

/// Whether it is known that nothing helps, or nobody knows.
fn no_change(change: &Change) -> Option<&'static str> {
    match change {
        Change::Found { .. } => None,
        Change::None => Some("none-within-three-facts"),
        Change::TooMany => Some("too-many-to-search"),
    }
}

/// Only what is stated says yes or no; a title is no matter of judgement.
fn held(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Unknown | Answer::Person => "unknown",
    }
}

/// A class as text, points as a number, money with its unit.
fn plain(value: &Value) -> Json {
    match value {
        Value::Text(class) => json!(class),
        Value::Number(points, dimension) if *dimension == Dimension::NONE => figure(points),
        other => other.notation(),
    }
}

fn figure(number: &Number) -> Json {
    number.to_i64_scaled(0).map_or_else(|| json!(number.to_f64()), Json::from)
}

/// The least and the most points.
fn ends(score: &Value) -> Option<[Json; 2]> {
    match score {
        Value::Number(points, _) => Some([figure(points), figure(points)]),
        Value::Between(between) => Some([figure(&between.low), figure(&between.high)]),
        _ => None,
    }
}

impl<'a> Question<'a> {
    /// What an enterprise is called: its code, or its name where sheets have no codes.
    pub fn subject(&self, row: usize) -> &'a str {
        self.subjects.code(row).unwrap_or_else(|| self.subjects.name(row))
    }

    fn gap(&self, gap: &Gap) -> Step<'a> {
        let step = Step { fact: self.name(gap.fact), year: self.year(gap.lag), ..Step::NOTHING };
        match &gap.by {
            Value::Number(by, dimension) => {
                let unit = self.unit(gap.fact, *dimension);
                Step { by: Some(by.to_string()), unit, ..step }
            }
            Value::Days(days) => {
                Step { by: Some(days.to_string()), unit: Some("天".to_owned()), ..step }
            }
            to => Step { to: Some(plain(to)), ..step },
        }
    }

    /// Moves; empty where nothing within three facts helps, and nothing where nobody knows.
    fn change(&self, change: &Change) -> Option<Vec<Step<'a>>> {
        match change {
            Change::Found { moves, .. } => Some(moves.iter().map(|to| self.step(to)).collect()),
            Change::None => Some(Vec::new()),
            Change::TooMany => None,
        }
    }

    fn step(&self, to: &Move) -> Step<'a> {
        let step = Step { fact: self.name(to.fact), year: self.year(to.lag), ..Step::NOTHING };
        match &to.to {
            Value::Number(figure, dimension) => {
                let unit = self.unit(to.fact, *dimension);
                Step { to: Some(json!(figure.to_string())), unit, ..step }
            }
            Value::Date(day) => Step { to: Some(json!(day)), ..step },
            Value::Bool(truth) => Step { to: Some(json!(truth)), ..step },
            other => Step { to: Some(other.notation()), ..step },
        }
    }

    fn year(&self, lag: Lag) -> Option<i16> {
        (lag > 1).then(|| Year::of(self.table.on).back(i16::from(lag)).0)
    }

    /// The base unit; records of a list are counted as things are.
    fn unit(&self, fact: FactId, dimension: Dimension) -> Option<String> {
        if dimension != Dimension::NONE {
            return Some(dimension.to_string());
        }
        let list = self.shelf.schema.get(fact).is_some_and(|fact| !fact.fields.is_empty());
        list.then(|| Kind::Item.base().to_owned())
    }
}

impl Step<'_> {
    const NOTHING: Self = Self { fact: "", year: None, by: None, to: None, unit: None };
}
