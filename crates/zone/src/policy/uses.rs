//! Which facts a decision reads, and which of them are stand-ins.

use rule::decision::{Condition, Decision, Outcome, ScoreRule};
use rule::expr::Expr;
use rule::fact::{FactId, LONGEST_LAG, Lag, Schema};
use rule::table::Table;
use rule::walk::{facts, shifted};

/// The columns that a decision reads in which some figures are stand-ins.
pub(super) fn assumed(decision: &Decision, schema: &Schema, table: &Table) -> Vec<(FactId, Lag)> {
    let stood_in =
        |key: &(FactId, Lag)| table.columns.get(key).is_some_and(|column| column.assumed.is_some());
    if !table.columns.keys().any(stood_in) {
        return Vec::new();
    }
    let mut used = reads(decision, schema);
    used.retain(stood_in);
    used
}

/// The facts among `columns` that are stand-ins for one enterprise.
pub(super) fn used(columns: &[(FactId, Lag)], table: &Table, row: usize) -> Vec<FactId> {
    let mut found = Vec::new();
    for key @ (fact, _) in columns {
        let column = table.columns.get(key).and_then(|column| column.assumed.as_ref());
        if column.is_some_and(|assumed| assumed.get(row)) && !found.contains(fact) {
            found.push(*fact);
        }
    }
    found
}

/// Every fact and year that a decision reads, with what derived facts are derived from.
pub fn reads(decision: &Decision, schema: &Schema) -> Vec<(FactId, Lag)> {
    let mut found = Vec::new();
    for formula in formulas(decision) {
        add(&facts(formula), schema, &mut found);
    }
    found
}

/// Derived facts do not go in circles; each is looked at once.
fn add(wanted: &[(FactId, Lag)], schema: &Schema, found: &mut Vec<(FactId, Lag)>) {
    for (id, lag) in wanted {
        let Some(fact) = schema.get(*id) else { continue };
        let lags = if fact.yearly && *lag == 0 { 1..=LONGEST_LAG } else { *lag..=*lag };
        for lag in lags {
            if found.contains(&(*id, lag)) {
                continue;
            }
            found.push((*id, lag));
            if let Some(formula) = &fact.formula {
                add(&facts(&shifted(formula, lag.max(1))), schema, found);
            }
        }
    }
}

fn formulas(decision: &Decision) -> Vec<&Expr> {
    let mut formulas = Vec::new();
    for clause in &decision.clauses {
        if let Condition::When(formula) = &clause.when {
            formulas.push(formula);
        }
        formulas.extend(clause.give.iter().chain(&clause.cap));
    }
    for score in &decision.scores {
        let ScoreRule::Bands { bands, .. } = &score.rule else { continue };
        for band in bands {
            formulas.push(&band.test);
            if let Outcome::Formula(formula) = &band.outcome {
                formulas.push(formula);
            }
        }
    }
    formulas
}
