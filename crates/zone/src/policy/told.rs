//! An answer with its reasons, as one line of JSON.

use serde::Serialize;
use serde_json::Value as Json;

use super::{Answered, Asked, ClauseProof, Line, Passport, Question, ScoreProof, Used};

/// The line of an answer, and what it rests on.
#[derive(Debug, Serialize)]
pub struct Told<'a> {
    #[serde(flatten)]
    line: Line<'a>,
    name: &'a str,
    title: &'a str,
    facts: Vec<FactTold<'a>>,
    thresholds: Vec<Bound<'a>>,
    texts: Vec<Wording<'a>>,
    cites: Vec<Origin<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Points<'a>>,
    /// The judgements that a person owes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FactTold<'a> {
    fact: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    /// In the notation of values; null where it is unknown.
    value: Json,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    derived: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    assumed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Passport>,
}

#[derive(Debug, Serialize)]
struct Bound<'a> {
    clause: &'a str,
    threshold: String,
    answer: &'static str,
    says: String,
}

/// The wording of a clause where it was seen, else a summary.
#[derive(Debug, Serialize)]
struct Wording<'a> {
    clause: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// Its number is only remembered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    memory: bool,
}

#[derive(Debug, Serialize)]
struct Origin<'a> {
    clause: &'a str,
    cite: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Points<'a> {
    id: &'a str,
    name: &'a str,
    value: Json,
    /// The figures it was found by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    says: Vec<String>,
}

impl Told<'_> {
    /// The same without the places where its figures were read.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        for fact in &mut self.facts {
            fact.source = None;
        }
        self
    }
}

impl<'a> Question<'a> {
    /// The answer about an enterprise with everything it rests on.
    pub fn told(&'a self, asked: &'a Asked<'a>, row: usize, answered: &Answered) -> Told<'a> {
        let proofs = self.proof(asked, row, answered);
        let scores = self.scores(asked, row, answered);
        let decision = &asked.policy.decision;
        Told {
            line: Line::new(self, asked, row, answered),
            name: self.subjects.name(row),
            title: &asked.policy.title,
            thresholds: thresholds(&proofs),
            texts: proofs.iter().map(text).collect(),
            cites: proofs.iter().map(cite).collect(),
            facts: facts(&proofs, &self.score_figures(asked, row, answered)),
            scores: scores.into_iter().map(points).collect(),
            asked: rule::why::asked(decision, &self.row(row), &answered.finding),
        }
    }
}

/// Every fact that some clause or score used, once.
fn facts<'a>(proofs: &[ClauseProof<'a>], scores: &[Vec<Used<'a>>]) -> Vec<FactTold<'a>> {
    let mut seen: Vec<(&str, Option<i16>)> = Vec::new();
    let mut facts = Vec::new();
    let of_clauses = proofs.iter().flat_map(|proof| &proof.figures);
    for used in of_clauses.chain(scores.iter().flatten()) {
        let Used { name, year, value, derived, stand_in, place, .. } = used;
        let year = year.map(|year| year.0);
        if !seen.contains(&(name, year)) {
            seen.push((name, year));
            facts.push(FactTold {
                fact: name,
                year,
                value: value.notation(),
                derived: *derived,
                assumed: stand_in.is_some(),
                source: place.clone(),
            });
        }
    }
    facts
}

fn thresholds<'a>(proofs: &[ClauseProof<'a>]) -> Vec<Bound<'a>> {
    let mut thresholds = Vec::new();
    for proof in proofs {
        thresholds.extend(proof.sums.iter().map(|sum| Bound {
            clause: &proof.clause.id,
            threshold: sum.threshold.clone(),
            answer: sum.answer.word(),
            says: sum.says.clone(),
        }));
    }
    thresholds
}

fn points(proof: ScoreProof<'_>) -> Points<'_> {
    Points {
        id: &proof.indicator.id,
        name: &proof.indicator.name,
        value: proof.value.notation(),
        // Verdicts that were handed out have no formula here, and come out the same again.
        says: proof.says,
    }
}

fn text<'a>(proof: &ClauseProof<'a>) -> Wording<'a> {
    Wording {
        clause: &proof.clause.id,
        text: proof.clause.text.as_deref(),
        summary: proof.clause.summary.as_deref(),
        memory: proof.memory,
    }
}

fn cite<'a>(proof: &ClauseProof<'a>) -> Origin<'a> {
    let told = proof.source();
    let source = told.map(|(source, _)| source);
    Origin {
        clause: &proof.clause.id,
        cite: &proof.clause.cite,
        title: source.map(|source| source.title.as_str()),
        number: source.and_then(|source| source.number.as_deref()),
        place: told.map(|(_, place)| place).filter(|place| !place.is_empty()),
        url: source.and_then(|source| source.url.as_deref()),
    }
}
