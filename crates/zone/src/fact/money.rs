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

#[cfg(test)]
mod tests {
    use pack::File;

    use super::*;

    const FACTS: &str = r#"
status = "demo"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
period = "year"
[[fact]]
id = "cost"
name = "成本"
kind = "money"
period = "year"
[[fact]]
id = "profit"
name = "利润"
kind = "money"
period = "year"
formula = "营业收入 - 成本"
[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"
[[fact]]
id = "level"
name = "等级"
kind = "number"
period = "point"
[[fact]]
id = "park"
name = "园区"
kind = "text"
period = "point"
"#;

    const POLICY: &str = r#"
id = "demo/p"
title = "补助"
from = 2026-01-01
status = "demo"
kind = "grant"
[[clause]]
id = "place"
cite = "demo/1#第一条"
summary = "在园区。"
when = '园区 = "东园"'
[[indicator]]
id = "grade"
name = "档次"
cite = "demo/1#第一条"
summary = "按等级。"
of = "等级"
[[indicator.band]]
test = ">= 3"
points = 2
[[indicator.band]]
test = "-"
points = 1
[[clause]]
id = "pay"
cite = "demo/1#第二条"
summary = "给利润的百分之一，乘以档次。"
when = "利润[-1] > 0 元"
give = "1% * 利润[-1] * 档次"
"#;

    #[test]
    fn a_fact_moves_money_through_what_is_derived_and_scored_from_it() {
        let source = "id = \"demo/1\"\ntitle = \"示范\"\nstatus = \"demo\"\n";
        let files = [
            File::new("packs/demo/source/1.toml", source),
            File::new("packs/demo/fact/f.toml", FACTS),
            File::new("packs/demo/policy/p.toml", POLICY),
        ];
        let (shelf, faults) = pack::read(&files);
        assert_eq!(faults, []);
        let names = |facts: BTreeSet<FactId>| -> Vec<String> {
            facts.iter().map(|fact| shelf.schema.get(*fact).unwrap().name.clone()).collect()
        };
        // The clause on the park gives nothing; the staff is read by none.
        assert_eq!(names(moves_money(&shelf)), ["营业收入", "成本", "利润", "等级"]);
    }
}
