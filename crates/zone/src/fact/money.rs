//! Which facts move money, and so take two people.

use std::collections::BTreeSet;

use pack::Shelf;
use pack::shelf::Status;
use rule::decision::{Clause, Condition, Decision, Outcome, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::FactId;
use rule::walk::{children, facts};

/// The facts that move money: those that are read by a clause which gives or caps an amount,
/// with what derived facts are derived from, and the scores that such clauses look at.
///
/// Editions that are no longer in force count too: an application of an earlier day is still
/// decided by them.
pub fn moves_money(shelf: &Shelf) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    for policy in shelf.policies.iter().filter(|policy| policy.status != Status::Draft) {
        let decision = &policy.decision;
        for clause in &decision.clauses {
            if clause.give.is_some() || clause.cap.is_some() {
                of_clause(clause, decision, shelf, &mut found);
            }
        }
    }
    found
}

fn of_clause(clause: &Clause, decision: &Decision, shelf: &Shelf, found: &mut BTreeSet<FactId>) {
    match &clause.when {
        Condition::Always => {}
        Condition::When(formula) => of_formula(formula, decision, shelf, found),
        Condition::Any(parts) => {
            for part in parts.iter().filter_map(|part| decision.clauses.get(*part)) {
                if let Condition::When(formula) = &part.when {
                    of_formula(formula, decision, shelf, found);
                }
            }
        }
    }
    for formula in clause.give.iter().chain(&clause.cap) {
        of_formula(formula, decision, shelf, found);
    }
}

fn of_formula(formula: &Expr, decision: &Decision, shelf: &Shelf, found: &mut BTreeSet<FactId>) {
    for (fact, _) in facts(formula) {
        add(fact, shelf, found);
    }
    let mut scores = BTreeSet::new();
    score_nodes(formula, &mut scores);
    for node in scores {
        of_score(node, decision, shelf, found);
    }
}

/// Derived facts do not go in circles; each is looked at once.
fn add(fact: FactId, shelf: &Shelf, found: &mut BTreeSet<FactId>) {
    if !found.insert(fact) {
        return;
    }
    if let Some(formula) = shelf.schema.get(fact).and_then(|fact| fact.formula.as_ref()) {
        for (part, _) in facts(formula) {
            add(part, shelf, found);
        }
    }
}

fn score_nodes(formula: &Expr, found: &mut BTreeSet<usize>) {
    if let Node::Score(at) = &*formula.node {
        found.insert(*at);
    }
    for part in children(formula) {
        score_nodes(part, found);
    }
}

/// A node uses only nodes before it.
fn of_score(at: usize, decision: &Decision, shelf: &Shelf, found: &mut BTreeSet<FactId>) {
    match decision.scores.get(at).map(|score| &score.rule) {
        Some(ScoreRule::Bands { bands, .. }) => {
            for band in bands {
                of_formula(&band.test, decision, shelf, found);
                if let Outcome::Formula(formula) = &band.outcome {
                    of_formula(formula, decision, shelf, found);
                }
            }
        }
        Some(ScoreRule::Sum { of, .. } | ScoreRule::Best { of }) => {
            for part in of.iter().filter(|part| **part < at) {
                of_score(*part, decision, shelf, found);
            }
        }
        Some(ScoreRule::Judged { .. }) | None => {}
    }
}
