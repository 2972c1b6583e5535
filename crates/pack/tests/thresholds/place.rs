//! Where the thresholds of a policy stand: in clauses, in bands, in derived facts.

use pack::{Policy, Shelf};
use rule::decision::{Condition, Outcome, ScoreRule};
use rule::expr::Expr;
use rule::fact::FactId;
use rule::walk;

use crate::leaf::{Leaf, leaves};

/// A comparison of an edition, and where it stands.
pub(crate) struct Threshold {
    /// The edition, or the derived fact, and the clause or the band in it.
    pub(crate) place: String,
    pub(crate) leaf: Leaf,
    /// The derived fact in whose formula it stands.
    pub(crate) fact: Option<FactId>,
}

/// A formula, where it stands and how it is written.
struct Root<'a> {
    place: String,
    formula: &'a Expr,
    text: String,
}

/// The thresholds that an edition rests on, those from memory left out.
pub(crate) fn thresholds(shelf: &Shelf, policy: &Policy) -> Vec<Threshold> {
    let mut roots = clauses(policy);
    roots.append(&mut bands(policy));
    let name = edition(policy);
    let mut found = Vec::new();
    let mut facts = Vec::new();
    for root in &roots {
        derived(shelf, root.formula, &mut facts);
        let place = format!("{name} {}", root.place);
        found.extend(own(&place, root.formula, &root.text, None));
    }
    for id in facts {
        let fact = shelf.schema.get(id).unwrap();
        let formula = fact.formula.as_ref().unwrap();
        let entry = shelf.entry(id).unwrap();
        let text = entry.formula.clone().unwrap_or_else(|| shown(formula));
        found.extend(own(&fact.name, formula, &text, Some(id)));
    }
    found.retain(|threshold| !threshold.leaf.is_exempt(&shelf.schema, &policy.decision));
    found
}

/// An edition as messages name it.
pub(crate) fn edition(policy: &Policy) -> String {
    let from = policy.days.from.map_or_else(String::new, |from| format!("@{from}"));
    format!("{}{from}", policy.id)
}

fn own(place: &str, formula: &Expr, text: &str, fact: Option<FactId>) -> Vec<Threshold> {
    let leaves = leaves(formula, text).into_iter().enumerate();
    leaves
        .map(|(at, leaf)| Threshold { place: format!("{place} #{}", at + 1), leaf, fact })
        .collect()
}

/// A formula that nobody wrote: one that follows a policy's value.
fn shown(formula: &Expr) -> String {
    let facts = walk::facts(formula).len();
    format!("the formula of a policy's value, over {facts} facts")
}

fn clauses(policy: &Policy) -> Vec<Root<'_>> {
    let mut roots = Vec::new();
    for (clause, text) in policy.decision.clauses.iter().zip(&policy.clauses) {
        if clause.memory {
            continue;
        }
        let when = match &clause.when {
            Condition::When(formula) => Some(formula),
            Condition::Always | Condition::Any(_) => None,
        };
        let parts = [
            ("when", when, &text.when),
            ("give", clause.give.as_ref(), &text.give),
            ("cap", clause.cap.as_ref(), &text.cap),
        ];
        for (part, formula, text) in parts {
            let Some(formula) = formula else { continue };
            let place = format!("clause {} {part}", clause.id);
            roots.push(Root { place, formula, text: text.clone().unwrap_or_default() });
        }
    }
    roots
}

fn bands(policy: &Policy) -> Vec<Root<'_>> {
    let mut roots = Vec::new();
    for (score, text) in policy.decision.scores.iter().zip(&policy.indicators) {
        let ScoreRule::Bands { bands, .. } = &score.rule else { continue };
        if score.memory {
            continue;
        }
        for (at, band) in bands.iter().enumerate() {
            let tests = text.tests.get(at).cloned().unwrap_or_default();
            let written = match &text.of {
                Some(of) => format!("{of}: {tests}"),
                None => tests,
            };
            let place = format!("indicator {} band {}", score.id, at + 1);
            roots.push(Root { place: place.clone(), formula: &band.test, text: written });
            if let Outcome::Formula(formula) = &band.outcome {
                let place = format!("{place} points");
                roots.push(Root { place, formula, text: "points by a formula".to_owned() });
            }
        }
    }
    roots
}

/// The derived facts that a formula reads, and those that these read.
fn derived(shelf: &Shelf, formula: &Expr, found: &mut Vec<FactId>) {
    for (id, _) in walk::facts(formula) {
        let Some(inner) = shelf.schema.get(id).and_then(|fact| fact.formula.as_ref()) else {
            continue;
        };
        if !found.contains(&id) {
            found.push(id);
            derived(shelf, inner, found);
        }
    }
}
