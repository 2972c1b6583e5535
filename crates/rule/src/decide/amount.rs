//! The money that clauses give: added up, capped, rounded.

use crate::decision::{Decision, Round};
use crate::expr::Arithmetic;
use crate::number::{Number, Rounding};
use crate::row::Row;
use crate::value::{Answer, Doubt, Value};

/// The money that the clauses give, no more than the caps that hold.
pub(super) fn of(decision: &Decision, clauses: &[Answer], row: &Row<'_>) -> Option<Value> {
    let mut total: Option<Value> = None;
    let mut caps = Vec::new();
    for (clause, answer) in decision.clauses.iter().zip(clauses) {
        let doubt = match answer {
            Answer::No => continue,
            Answer::Yes => None,
            Answer::Unknown => Some(Doubt::Unknown),
            Answer::Person => Some(Doubt::Person),
        };
        if let Some(give) = &clause.give {
            let part = doubt.map_or_else(|| row.value(give), Value::Open);
            total = Some(total.map_or(part.clone(), |sum| sum.arithmetic(Arithmetic::Add, &part)));
        }
        if let Some(most) = &clause.cap {
            caps.push(Cap { most: row.value(most), doubt });
        }
    }
    let capped = caps.into_iter().fold(total?, |sum, cap| cap.on(&sum));
    Some(rounded(capped, decision.round))
}

/// The most that all clauses together may give.
struct Cap {
    most: Value,
    /// Why it is open whether the cap holds, where it is.
    doubt: Option<Doubt>,
}

impl Cap {
    /// The sum, but no more than this. An open cap leaves the sum open: a range where its least
    /// and its most can be said. A cap that may not hold takes nothing off the most.
    fn on(&self, sum: &Value) -> Value {
        let holds = self.doubt.map(Value::Open);
        let doubt = Value::openest([sum, &self.most].into_iter().chain(&holds));
        match (sum.span(), self.most.span(), doubt) {
            (Some((least, most, dimension)), Some((low, high, _)), doubt) => {
                let top = if holds.is_some() { most } else { most.min(high) };
                match doubt {
                    Some(doubt) => Value::within(least.min(low), top, dimension, doubt),
                    None => Value::Number(top, dimension),
                }
            }
            (_, _, Some(doubt)) => Value::Open(doubt),
            (_, _, None) => Value::UNKNOWN,
        }
    }
}

fn rounded(amount: Value, round: Round) -> Value {
    let rounded = match &amount {
        Value::Number(number, dimension) => {
            round_off(number, round).map(|number| Value::Number(number, *dimension))
        }
        Value::Between(range) => round_off(&range.low, round)
            .zip(round_off(&range.high, round))
            .map(|(low, high)| Value::within(low, high, range.dimension, range.doubt)),
        _ => return amount,
    };
    rounded.unwrap_or(Value::UNKNOWN)
}

fn round_off(number: &Number, round: Round) -> Option<Number> {
    match round {
        Round::Fen => number.round(2, Rounding::HalfUp),
        Round::Yuan => number.round(0, Rounding::HalfUp),
        Round::Down => number.round(2, Rounding::Down),
    }
}
