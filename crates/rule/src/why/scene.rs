//! One subject before one decision, and what it would be if a lever were moved.

use std::cmp::Ordering;

use super::kink::Kinks;
use super::lever::{Finder, Kind, Lever, Levers};
use crate::decide;
use crate::decision::{Condition, Decision};
use crate::expr::Expr;
use crate::number::{Number, Rounding};
use crate::row::{Row, Supposed};
use crate::value::{Answer, Value};

/// Steps tried on the way to where a formula that is not followed changes its answer.
const MOST_DOUBLINGS: u32 = 62;

/// A subject, the decision and the scores that were found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    pub(super) decision: &'a Decision,
    pub(super) row: Row<'a>,
    pub(super) scores: &'a [Value],
}

impl<'a> Scene<'a> {
    /// The formula of a clause that has one.
    pub(super) fn formula(&self, clause: usize) -> Option<&'a Expr> {
        match &self.decision.clauses.get(clause)?.when {
            Condition::When(formula) => Some(formula),
            Condition::Always | Condition::Any(_) => None,
        }
    }

    /// The levers of a formula, as positions among `levers`.
    pub(super) fn levers(&self, formula: &'a Expr, levers: &mut Levers<'a>) -> Vec<usize> {
        let mut finder = Finder::new(self.decision, self.row, levers);
        finder.formula(formula);
        finder.found
    }

    /// What a formula comes to if a lever were at `to` and these nodes of the score tree were
    /// found again.
    pub(super) fn answer(
        &self,
        formula: &Expr,
        supposed: &Supposed<'_>,
        nodes: &[usize],
    ) -> Answer {
        let row = self.row.supposing(supposed);
        if nodes.is_empty() {
            return row.with_scores(self.scores).value(formula).answer();
        }
        let scores = self.rescored(&row, self.scores, nodes.iter().copied());
        row.with_scores(&scores).value(formula).answer()
    }

    /// The scores where these nodes, earlier ones first, are found again for `row`.
    pub(super) fn rescored(
        &self,
        row: &Row<'_>,
        scores: &[Value],
        nodes: impl Iterator<Item = usize>,
    ) -> Vec<Value> {
        let mut scores = scores.to_vec();
        for at in nodes {
            let Some(score) = self.decision.scores.get(at) else { continue };
            let mut value = decide::points(score, &row.with_scores(&scores));
            if self.decision.lenient {
                value = decide::without_unknown(value, &mut false);
            }
            if let Some(slot) = scores.get_mut(at) {
                *slot = value;
            }
        }
        scores
    }
}

/// Whether an answer is a no no longer.
pub(super) fn is_met(answer: Answer) -> bool {
    matches!(answer, Answer::Yes | Answer::Person)
}

/// The figures worth trying for a lever, the nearest first: each kink and the least steps beyond
/// it, in the directions in which the lever may move.
pub(super) fn steps(lever: &Lever<'_>, kinks: &Kinks<'_>) -> Vec<Value> {
    if let (Kind::Flag, Value::Bool(now)) = (&lever.kind, &lever.from) {
        let may = if *now { lever.down } else { lever.up };
        return if may { vec![Value::Bool(!now)] } else { Vec::new() };
    }
    let Some((from, decimals)) = lever.figure() else { return Vec::new() };
    let step = Number::from_scaled(1, decimals);
    let mut figures: Vec<Number> = Vec::new();
    if matches!(lever.kind, Kind::Records(_)) {
        figures.extend(from.checked_add(&step));
    }
    // Between two kinks nothing changes: the first step beyond each stands for all up to the
    // next.
    for kink in &kinks.at {
        let Some(below) = kink.round(decimals.into(), Rounding::Floor) else { continue };
        if below == *kink {
            figures.extend(below.checked_sub(&step).filter(|_| lever.down));
        }
        figures.extend(below.checked_add(&step).filter(|_| lever.up));
        figures.extend((below == *kink || lever.down).then_some(below));
    }
    figures.retain(|figure| allowed(lever, from, figure));
    figures.sort_by(|one, two| nearer(from, one, two));
    figures.dedup();
    figures.into_iter().map(|figure| moved(lever, figure)).collect()
}

/// A figure in the dimension of its lever.
pub(super) fn moved(lever: &Lever<'_>, figure: Number) -> Value {
    match &lever.from {
        Value::Number(_, dimension) => Value::Number(figure, *dimension),
        _ => Value::UNKNOWN,
    }
}

/// Whether a lever may move there: its way, and never below nothing.
pub(super) fn allowed(lever: &Lever<'_>, from: &Number, to: &Number) -> bool {
    match to.cmp(from) {
        Ordering::Greater => lever.up,
        Ordering::Less => lever.down && (to.sign().is_ge() || from.sign().is_lt()),
        Ordering::Equal => false,
    }
}

/// How far a value is from what the lever is.
pub(super) fn distance(lever: &Lever<'_>, to: &Value) -> Number {
    match (&lever.from, to) {
        (Value::Number(from, _), Value::Number(to, _)) => {
            to.checked_sub(from).map_or(Number::ONE, |by| by.abs())
        }
        _ => Number::ONE,
    }
}

fn nearer(from: &Number, one: &Number, two: &Number) -> Ordering {
    if *one >= *from && *two >= *from {
        return one.cmp(two);
    }
    let far = |to: &Number| to.checked_sub(from).map(|by| by.abs());
    far(one).cmp(&far(two)).then_with(|| two.cmp(one))
}

/// The relative size of a move: of what it was, or of what it becomes where it was nothing.
pub(super) fn cost(lever: &Lever<'_>, to: &Value) -> Number {
    match (&lever.from, to) {
        (Value::Number(from, _), Value::Number(to, _)) if !from.is_zero() => {
            let relative = to.checked_sub(from).and_then(|by| by.abs().checked_div(&from.abs()));
            relative.unwrap_or(Number::ONE)
        }
        _ => Number::ONE,
    }
}

/// The least step, one way, after which `holds`: found by doubling and halving, for formulas
/// whose kinks are not worked out. What holds only for a stretch may be missed.
pub(super) fn crept(lever: &Lever<'_>, up: bool, holds: impl Fn(&Value) -> bool) -> Option<Value> {
    let (from, decimals) = lever.figure()?;
    let at = |steps: i64| {
        let by = Number::from_scaled(if up { steps } else { -steps }, decimals);
        let to = from.checked_add(&by).filter(|to| allowed(lever, from, to))?;
        Some(moved(lever, to))
    };
    let far = (0..MOST_DOUBLINGS).map(|power| 1_i64 << power);
    let mut enough = far.map_while(|steps| Some((steps, at(steps)?))).find(|(_, to)| holds(to))?;
    let mut short = enough.0 / 2;
    while enough.0 - short > 1 {
        let middle = short + (enough.0 - short) / 2;
        let to = at(middle)?;
        if holds(&to) {
            enough = (middle, to);
        } else {
            short = middle;
        }
    }
    Some(enough.1)
}
