//! The missing facts that would settle what is open.

use rule::decide::Finding;
use rule::decision::{Condition, Decision, Outcome, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, Lag, Schema};
use rule::row::Row;
use rule::value::{Answer, Doubt, Value};

/// The facts whose absence leaves a decision open, in the order of reading.
pub(crate) struct Missing<'a> {
    decision: &'a Decision,
    schema: &'a Schema,
    row: Row<'a>,
    depth: Depth,
    facts: Vec<FactId>,
}

/// How facts are named that are derived from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// As the formulas of the policy name them.
    Named,
    /// By what they are derived from, so many times over.
    Stated(u8),
}

impl Depth {
    /// Down to what is stated.
    pub(crate) const STATED: Self = Self::Stated(16);
}

/// A decision about a row, and what was found.
#[derive(Clone, Copy)]
pub(crate) struct Decided<'a> {
    pub(crate) decision: &'a Decision,
    pub(crate) schema: &'a Schema,
    pub(crate) row: Row<'a>,
    pub(crate) finding: &'a Finding,
}

impl<'a> Missing<'a> {
    /// What is missing.
    pub(crate) fn of(decided: Decided<'a>, depth: Depth) -> Vec<FactId> {
        let Decided { decision, schema, row, finding } = decided;
        let row = row.with_scores(&finding.scores);
        let mut missing = Self { decision, schema, row, depth, facts: Vec::new() };
        missing.clauses(finding);
        if finding.amount.as_ref().is_some_and(open) {
            for (at, clause) in decision.clauses.iter().enumerate() {
                let answer = finding.clauses.get(at);
                if answer == Some(&Answer::No) {
                    continue;
                }
                if answer == Some(&Answer::Unknown) && clause.give.is_some() {
                    missing.clause(at, finding, decision.clauses.len());
                }
                let amounts = [&clause.give, &clause.cap];
                for formula in amounts.into_iter().flatten() {
                    missing.formula(formula);
                }
            }
        }
        if let (Some(last), true) =
            (decision.scores.len().checked_sub(1), finding.scores.last().is_some_and(open))
        {
            missing.score(last);
        }
        missing.facts
    }

    fn clauses(&mut self, finding: &Finding) {
        let decision = self.decision;
        let grouped = decision.any.iter().flatten();
        for at in decision.required.iter().chain(grouped) {
            if finding.clauses.get(*at) == Some(&Answer::Unknown) {
                self.clause(*at, finding, decision.clauses.len());
            }
        }
    }

    /// `depth` bounds groups that hold each other.
    fn clause(&mut self, at: usize, finding: &Finding, depth: usize) {
        let Some(clause) = self.decision.clauses.get(at).filter(|_| depth > 0) else { return };
        match &clause.when {
            Condition::Always => {}
            Condition::When(formula) => {
                self.formula(formula);
            }
            Condition::Any(of) => {
                for at in of {
                    if finding.clauses.get(*at) == Some(&Answer::Unknown) {
                        self.clause(*at, finding, depth - 1);
                    }
                }
            }
        }
    }

    /// Adds what is open in a formula; whether there was any. A part that has a value leaves
    /// nothing open.
    fn formula(&mut self, formula: &Expr) -> bool {
        if !open(&self.row.value(formula)) {
            return false;
        }
        match &*formula.node {
            Node::Fact(fact) => self.fact(*fact, 0),
            Node::Year(fact, lag) => self.fact(*fact, *lag),
            Node::Last(fact, count) => {
                self.born();
                for lag in 1..=*count {
                    if open(&self.row.year(*fact, lag)) {
                        self.fact(*fact, lag);
                    }
                }
                true
            }
            Node::Score(at) => self.score(*at),
            _ => {
                let parts = rule::walk::children(formula);
                let mut found = false;
                for part in parts {
                    found |= self.formula(part);
                }
                // A record that lacks a field: the list is what must be completed.
                if !found {
                    for (fact, _) in rule::walk::facts(formula) {
                        self.add(fact);
                    }
                }
                true
            }
        }
    }

    /// Without the registration day nobody knows which years there are.
    fn born(&mut self) {
        if let Some(born) = self.schema.born
            && open(&self.row.fact(born))
        {
            self.add(born);
        }
    }

    /// Adds a fact that is open in a year, or what it is derived from.
    fn fact(&mut self, id: FactId, lag: Lag) -> bool {
        let formula = self.schema.get(id).and_then(|fact| fact.formula.as_ref());
        if let (Some(formula), Depth::Stated(depth)) = (formula, self.depth) {
            // Derived facts do not go in circles; the bound is for schemas made by hand.
            self.depth = if depth == 0 { Depth::Named } else { Depth::Stated(depth - 1) };
            let found = self.formula(&rule::walk::shifted(formula, lag));
            self.depth = Depth::Stated(depth);
            if found {
                return true;
            }
        }
        self.add(id);
        true
    }

    fn score(&mut self, at: usize) -> bool {
        let Some(score) = self.decision.scores.get(at) else { return false };
        if !self.row.scores().get(at).is_some_and(open) {
            return false;
        }
        match &score.rule {
            ScoreRule::Bands { bands, .. } => {
                for band in bands {
                    let answer = self.row.value(&band.test).answer();
                    self.formula(&band.test);
                    if let (Outcome::Formula(formula), true) = (&band.outcome, answer != Answer::No)
                    {
                        self.formula(formula);
                    }
                    if answer == Answer::Yes {
                        break;
                    }
                }
            }
            ScoreRule::Judged { .. } => {}
            ScoreRule::Sum { of, .. } | ScoreRule::Best { of } => {
                for at in of {
                    self.score(*at);
                }
            }
        }
        true
    }

    fn add(&mut self, fact: FactId) {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }
}

/// Whether a missing fact leaves a value open.
fn open(value: &Value) -> bool {
    match value {
        Value::Open(doubt) => *doubt == Doubt::Unknown,
        Value::Between(range) => range.doubt == Doubt::Unknown,
        Value::List(items) => items.iter().any(open),
        _ => false,
    }
}
