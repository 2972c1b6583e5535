//! Whether one step can be enough, told from the answers of the clauses alone.

use super::leaves;
use super::lever::nodes;
use crate::decision::{Condition, Decision};
use crate::expr::{Expr, Node};
use crate::fact::{FactId, Schema};
use crate::value::Answer;
use crate::walk::{contains, reads};

/// The facts by which a no of a decision may be turned, whoever is asked about: what an
/// enterprise can move is among them, and what stands behind that.
///
/// Most who fail, fail in several ways that share no fact: of them [`step`](super::step) need
/// not be asked, which looks at every figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach(Vec<Need>);

/// What has to hold: any of some clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Need {
    any: Vec<usize>,
    /// A bit for each fact that may move it.
    facts: u128,
}

impl Reach {
    /// Goes through the formulas of a decision.
    pub fn of(decision: &Decision, schema: &Schema) -> Self {
        let movable = movable(decision, schema);
        let needs = decision.required.iter().map(|at| vec![*at]).chain(decision.any.clone());
        let need = |any: Vec<usize>| {
            let leaves = any.iter().flat_map(|at| leaves(decision, *at));
            let found = leaves.flat_map(|clause| stands(decision, schema, clause));
            let facts = found.filter_map(|fact| movable.iter().position(|one| *one == fact));
            // More facts than there are bits share the last, which only makes it look longer.
            let facts = facts.fold(0, |all, at| all | 1 << at.min(127));
            Need { any, facts }
        };
        Self(needs.map(need).collect())
    }

    /// Whether one fact may turn a no whose clauses have these answers: one that all that has to
    /// hold, and does not, can be moved by.
    pub fn is_one_enough(&self, answer: impl Fn(usize) -> Answer) -> bool {
        let met = |at: &usize| matches!(answer(*at), Answer::Yes | Answer::Person);
        let open = self.0.iter().filter(|need| !need.any.iter().any(met));
        open.fold(u128::MAX, |all, need| all & need.facts) != 0
    }
}

/// What an enterprise can move of what a decision reads, and what that is derived from: a count
/// moves with the list behind it.
fn movable(decision: &Decision, schema: &Schema) -> Vec<FactId> {
    let mut found: Vec<FactId> = Vec::new();
    for (id, _) in reads(schema, decision.formulas()) {
        let Some(fact) = schema.get(id).filter(|fact| fact.movable.is_some()) else { continue };
        found.push(id);
        found.extend(reads(schema, &fact.formula).into_iter().map(|(behind, _)| behind));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The facts that a clause stands on, by its formula and the scores that it names.
fn stands(decision: &Decision, schema: &Schema, clause: usize) -> Vec<FactId> {
    let Some(Condition::When(formula)) = decision.clauses.get(clause).map(|clause| &clause.when)
    else {
        return Vec::new();
    };
    let (mut formulas, mut seen): (Vec<&Expr>, Vec<usize>) = (vec![formula], Vec::new());
    let mut at = 0;
    while let Some(formula) = formulas.get(at).copied() {
        at += 1;
        let named = (0..decision.scores.len()).filter(|score| {
            contains(formula, &|node| matches!(node, Node::Score(at) if at == score))
        });
        let mut open: Vec<usize> = named.collect();
        while let Some(score) = open.pop() {
            if seen.contains(&score) {
                continue;
            }
            seen.push(score);
            let Some(score) = decision.scores.get(score) else { continue };
            formulas.extend(score.formulas());
            open.extend(nodes(score));
        }
    }
    reads(schema, formulas).into_iter().map(|(fact, _)| fact).collect()
}
