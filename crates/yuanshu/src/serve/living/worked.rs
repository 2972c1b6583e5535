//! What formulas give of facts that nobody states.

use rule::fact::{Fact, FactId};
use rule::number::{Number, Rounding};
use rule::row::Row;
use rule::value::Value;

use super::{Key, Living};

/// As many decimals as are worth showing: a formula may give thirds.
const DECIMALS: i64 = 9;

impl Living {
    /// Whether a fact is worked out from others.
    pub fn is_worked(&self, fact: FactId) -> bool {
        self.derived(fact).is_some()
    }

    /// What is worked out of a fact for a row; none where a fact that it takes is unknown, or the
    /// fact is stated itself.
    pub fn worked(&self, (fact, lag): Key, row: usize) -> Option<Value> {
        let derived = self.derived(fact)?;
        let row = Row::new(&self.content.content.shelf.schema, self.snapshot.table(), row);
        match if derived.yearly { row.year(fact, lag) } else { row.fact(fact) } {
            Value::Null | Value::Open(_) | Value::Between(_) => None,
            Value::Number(number, dimension) => Some(Value::Number(rounded(&number)?, dimension)),
            value => Some(value),
        }
    }

    fn derived(&self, fact: FactId) -> Option<&Fact> {
        let known = self.content.content.shelf.schema.get(fact)?;
        known.formula.is_some().then_some(known)
    }
}

fn rounded(number: &Number) -> Option<Number> {
    number.round(DECIMALS, Rounding::HalfUp)
}
