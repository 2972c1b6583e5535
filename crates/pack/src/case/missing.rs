//! The missing facts that would settle what is open.

use rule::decide::Finding;
use rule::decision::{Clause, Condition, Decision, Outcome, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, Schema};
use rule::row::Row;
use rule::value::{Answer, Doubt, Value};

/// The facts whose absence leaves a decision open, in the order of reading.
pub(crate) struct Missing<'a> {
    decision: &'a Decision,
    row: Row<'a>,
    facts: Vec<FactId>,
}

impl<'a> Missing<'a> {
    /// What is missing for `row`, of which `finding` was found; facts as the formulas name them.
    pub(crate) fn of(decision: &'a Decision, row: &Row<'a>, finding: &'a Finding) -> Vec<FactId> {
        let row = row.with_scores(&finding.scores);
        let mut missing = Self { decision, row, facts: Vec::new() };
        missing.clauses(finding);
        if finding.amount.as_ref().is_some_and(open) {
            for clause in &decision.clauses {
                if !missing.applies(clause) {
                    continue;
                }
                let amounts = [&clause.give, &clause.cap];
                amounts.into_iter().flatten().for_each(|formula| missing.formula(formula));
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
            Condition::When(formula) => self.formula(formula),
            Condition::Any(of) => {
                for at in of {
                    if finding.clauses.get(*at) == Some(&Answer::Unknown) {
                        self.clause(*at, finding, depth - 1);
                    }
                }
            }
        }
    }

    /// Whether a clause gives its money for certain, or may.
    fn applies(&self, clause: &Clause) -> bool {
        match &clause.when {
            Condition::When(formula) => self.row.value(formula).answer() != Answer::No,
            Condition::Always | Condition::Any(_) => true,
        }
    }

    /// What is open in a formula. A part that has a value leaves nothing open.
    fn formula(&mut self, formula: &Expr) {
        if !open(&self.row.value(formula)) {
            return;
        }
        let before = self.facts.len();
        match &*formula.node {
            Node::Fact(fact) => self.add(*fact),
            Node::Year(fact, _) | Node::Last(fact, _) => self.add(*fact),
            Node::Score(at) => self.score(*at),
            _ => {
                for part in rule::walk::children(formula) {
                    self.formula(part);
                }
                // A record that lacks a field: the list is what must be completed.
                if self.facts.len() == before {
                    for (fact, _) in rule::walk::facts(formula) {
                        self.add(fact);
                    }
                }
            }
        }
    }

    fn score(&mut self, at: usize) {
        let Some(score) = self.decision.scores.get(at) else { return };
        if !self.row.scores().get(at).is_some_and(open) {
            return;
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
                        return;
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
    }

    fn add(&mut self, fact: FactId) {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }
}

/// The same facts, with derived ones replaced by what they are derived from.
pub(crate) fn stated(facts: &[FactId], schema: &Schema) -> Vec<FactId> {
    let mut open: Vec<FactId> = facts.iter().rev().copied().collect();
    let mut found = Vec::new();
    let mut seen = Vec::new();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        match schema.get(id).and_then(|fact| fact.formula.as_ref()) {
            Some(formula) => {
                open.extend(rule::walk::facts(formula).into_iter().rev().map(|(fact, _)| fact));
            }
            None => found.push(id),
        }
    }
    found
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
