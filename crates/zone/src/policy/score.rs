//! How the points or the class of each node of a score tree came about.

use base::Unit;
use pack::shelf::IndicatorText;
use rule::decision::{Outcome, Score, ScoreRule};
use rule::expr::{Expr, Node};
use rule::row::Row;
use rule::value::{Answer, Value};
use rule::why;

use super::spell::Speech;
use super::{Answered, Asked, Question, Used};
use crate::say::{self, Tongue};

/// A node and what it is made of.
#[derive(Clone, Debug)]
pub struct ScoreProof<'a> {
    /// What it says, and where it comes from.
    pub indicator: &'a IndicatorText,
    /// Its points or its class; open where that is not settled.
    pub value: Value,
    /// `科技人员 36 人 ÷ 职工总数 100 人 = 36.0%`, or the comparison that decided.
    pub says: Vec<String>,
    /// The formula that gave its value, with its figures: `净资产 120 万元 ÷ 净资产 100 万元 − 1 =
    /// 20.0%`.
    pub formula: Option<String>,
    /// Its number is only remembered.
    pub memory: bool,
    /// The unit that its value is shown in.
    unit: Option<Unit>,
    tongue: Tongue,
}

impl<'a> Question<'a> {
    /// How the nodes of a policy's score tree came about for an enterprise, in their order.
    pub fn scores(
        &'a self,
        asked: &Asked<'a>,
        row: usize,
        answered: &Answered,
    ) -> Vec<ScoreProof<'a>> {
        let whole = self.row(row).with_scores(&answered.finding.scores);
        let decision = &asked.policy.decision;
        let nodes = asked.policy.indicators.iter().zip(&decision.scores);
        let proofs = nodes.zip(&answered.finding.scores).map(|((indicator, score), value)| {
            let told = Telling { question: self, row: whole, indicator, scores: &decision.scores };
            ScoreProof {
                indicator,
                value: value.clone(),
                says: told.says(score),
                formula: told.formula(score),
                memory: score.memory,
                unit: score.unit,
                tongue: self.tongue,
            }
        });
        proofs.collect()
    }

    /// The facts that each of these nodes used.
    pub fn score_figures(
        &'a self,
        asked: &Asked<'a>,
        row: usize,
        answered: &Answered,
    ) -> Vec<Vec<Used<'a>>> {
        let whole = self.row(row).with_scores(&answered.finding.scores);
        let nodes = asked.policy.decision.scores.iter().zip(&answered.finding.scores);
        nodes.map(|(score, _)| self.used_by(score, &whole, row)).collect()
    }

    /// The facts that the bands up to the one that applied looked at, each once.
    fn used_by(&self, score: &Score, whole: &Row<'_>, row: usize) -> Vec<Used<'a>> {
        let mut figures: Vec<why::Figure> = Vec::new();
        for band in why::bands(score, whole) {
            for figure in why::figures(&band.test, whole) {
                if !figures.contains(&figure) {
                    figures.push(figure);
                }
            }
        }
        figures.into_iter().map(|figure| self.used(figure, row)).collect()
    }
}

impl ScoreProof<'_> {
    /// Its points, its class or its figure in its unit, or between which they lie.
    pub fn shown(&self) -> String {
        say::value(&self.value, self.unit, self.tongue)
    }

    /// What decided it, and the formula that gave its value.
    pub fn why(&self) -> Vec<String> {
        self.says.iter().chain(&self.formula).cloned().collect()
    }

    /// Its name with its points or class.
    pub fn result(&self) -> String {
        let memory = if self.memory { "（数字凭记忆，未见原文）" } else { "" };
        format!("{} {}{memory}", self.indicator.name, self.shown())
    }
}

/// A node told for one enterprise.
struct Telling<'a> {
    question: &'a Question<'a>,
    row: Row<'a>,
    indicator: &'a IndicatorText,
    scores: &'a [Score],
}

impl Telling<'_> {
    fn says(&self, score: &Score) -> Vec<String> {
        let ScoreRule::Bands { bands, .. } = &score.rule else { return Vec::new() };
        match (&self.indicator.of, bands.iter().find_map(|band| looked_at(&band.test))) {
            (Some(written), Some(formula)) => {
                let percent = self.indicator.tests.iter().any(|test| test.contains(['%', '％']));
                let unit = percent.then_some(Unit::PERCENT);
                vec![self.speech(formula, written).whole(unit)]
            }
            _ => self.decisive(score),
        }
    }

    /// What the last band compared that was looked at.
    fn decisive(&self, score: &Score) -> Vec<String> {
        let looked = why::bands(score, &self.row);
        let last = looked.len().checked_sub(1);
        let last = last.and_then(|at| Some((looked.get(at)?, self.indicator.tests.get(at)?)));
        let Some((band, written)) = last else { return Vec::new() };
        let speech = self.speech(&band.test, written);
        let compared = why::comparisons(&band.test, &self.row);
        compared.iter().map(|compared| speech.compared(compared).0).collect()
    }

    /// The formula of the band that applied, with its figures.
    fn formula(&self, score: &Score) -> Option<String> {
        let ScoreRule::Bands { bands, .. } = &score.rule else { return None };
        if !bands.iter().any(|band| matches!(band.outcome, Outcome::Formula(_))) {
            return None;
        }
        let looked = why::bands(score, &self.row);
        let at = looked.len().checked_sub(1)?;
        let band = looked.get(at)?;
        let applied = self.row.value(&band.test).answer() == Answer::Yes;
        match &band.outcome {
            Outcome::Formula(formula) if applied => {
                let written = self.indicator.formulas.get(at)?.as_deref()?;
                Some(self.speech(formula, written).whole(score.unit))
            }
            Outcome::Formula(_) | Outcome::Points(..) | Outcome::Class(_) => None,
        }
    }

    fn speech<'s>(&'s self, formula: &'s Expr, written: &'s str) -> Speech<'s> {
        let Self { question, row, scores, .. } = *self;
        Speech { question, row, formula, written, scores }
    }
}

/// The figure that a band tests; what a division by zero means may stand around the test.
fn looked_at(test: &Expr) -> Option<&Expr> {
    match &*test.node {
        Node::In(of, _) => Some(of),
        Node::And(parts) | Node::Or(parts) => parts.last().and_then(looked_at),
        _ => None,
    }
}
