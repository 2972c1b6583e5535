//! Which facts a decision reads, and which of them are stand-ins.

use rule::decision::Decision;
use rule::fact::{FactId, Lag, Schema};
use rule::table::Table;

/// The columns in which some figures are stand-ins.
pub(super) fn stood_in(table: &Table) -> Vec<(FactId, Lag)> {
    let columns = table.columns.iter().filter(|(_, column)| column.assumed.is_some());
    columns.map(|(key, _)| *key).collect()
}

/// Those of these columns that a decision reads.
pub(super) fn assumed(
    decision: &Decision,
    schema: &Schema,
    stood_in: &[(FactId, Lag)],
) -> Vec<(FactId, Lag)> {
    if stood_in.is_empty() {
        return Vec::new();
    }
    let mut used = reads(decision, schema);
    used.retain(|key| stood_in.contains(key));
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
    rule::walk::reads(schema, decision.formulas())
}
