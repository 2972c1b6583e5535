//! Points of score trees, a pair of bounds a row.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::expr::Comparison;
use crate::plan::{POINT_DECIMALS, Plan, Ref, ScoreStep};
use crate::row::Row;
use crate::run::{Bound, Chunk, Planes, ROWS, Scratch, WORDS, branch};
use crate::value::Value;

/// The least and the most points of each row of a chunk, in 10^-4 points.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
    /// Rows whose points wait for a fact rather than for a person.
    pub(crate) waiting: Chunk,
}

impl Plan<'_> {
    /// The least and the most points of a node of a decision's score tree for every row, in
    /// 10^-4 points. `None` where the node gives a class or points by a formula.
    pub fn points(&self, bound: &Bound<'_>, policy: usize, node: usize) -> Option<(Vec<i64>, Vec<i64>)> {
        let step = self.policies.get(policy)?.scores.get(node).copied().flatten()?;
        let place = bound.score_place(step)?;
        let rows = self.table.rows;
        let chunks: Vec<Option<Points>> = (0..rows.div_ceil(ROWS))
            .into_par_iter()
            .map_init(Scratch::default, |scratch, chunk| {
                bound.chunk(chunk * ROWS, scratch);
                scratch.points.get(place).cloned()
            })
            .collect();
        let (mut low, mut high) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        for points in chunks {
            let points = points?;
            low.extend_from_slice(&points.low);
            high.extend_from_slice(&points.high);
        }
        low.truncate(rows);
        high.truncate(rows);
        Some((low, high))
    }
}

/// What a score step needs of other steps and of persons.
#[derive(Debug)]
pub(super) struct Marks {
    /// The places of the nodes that it joins.
    of: Vec<usize>,
    /// What persons gave, for every row, where the step asks one.
    given: Vec<Option<i64>>,
}

impl Marks {
    pub(super) fn new(
        plan: &Plan<'_>,
        step: &ScoreStep,
        order: &HashMap<usize, usize>,
    ) -> Option<Self> {
        let place = |at: &usize| order.get(at).copied().unwrap_or(usize::MAX);
        match step {
            ScoreStep::Bands { judge: None, .. } => None,
            ScoreStep::Bands { judge: Some(name), .. } | ScoreStep::Judged { judge: name, .. } => {
                let given = |row| match Row::new(plan.schema, plan.table, row).judged(name) {
                    Value::Number(points, _) => points.to_i64_scaled(POINT_DECIMALS),
                    _ => None,
                };
                Some(Self { of: Vec::new(), given: (0..plan.table.rows).map(given).collect() })
            }
            ScoreStep::Sum { of, .. } | ScoreStep::Best { of } => {
                Some(Self { of: of.iter().map(place).collect(), given: Vec::new() })
            }
            ScoreStep::Lenient { of } => Some(Self { of: vec![place(of)], given: Vec::new() }),
        }
    }
}

/// The points of a node for the rows from `start`.
pub(super) fn work_out(
    step: &ScoreStep,
    marks: Option<&Marks>,
    (places, scratch): (&[Option<usize>], &Scratch),
) -> Points {
    let parts = || {
        let of = marks.map(|marks| marks.of.as_slice()).unwrap_or_default();
        of.iter().filter_map(|at| scratch.points.get(*at))
    };
    let given = |row: usize| {
        marks.and_then(|marks| marks.given.get(scratch.start + row).copied().flatten())
    };
    let mut points = match step {
        ScoreStep::Bands { tests, points, .. } => {
            let mut found = Points::of(0, 0);
            let bands: Vec<_> = tests.iter().copied().zip(points.iter().copied()).collect();
            for band in bands.iter().rev() {
                found.band(*band, &given, (places, scratch));
            }
            found
        }
        ScoreStep::Judged { low, high, .. } => {
            let mut found = Points::of(*low, *high);
            let both = found.low.iter_mut().zip(&mut found.high);
            for (row, (least, most)) in both.enumerate() {
                if let Some(points) = given(row).filter(|points| (*low..=*high).contains(points)) {
                    (*least, *most) = (points, points);
                }
            }
            found
        }
        ScoreStep::Sum { max, .. } => {
            let mut found = joined(parts(), i64::saturating_add);
            if let Some(max) = max {
                for points in found.low.iter_mut().chain(&mut found.high) {
                    *points = (*points).min(*max);
                }
            }
            found
        }
        ScoreStep::Best { .. } => joined(parts(), i64::max),
        ScoreStep::Lenient { .. } => {
            let mut found = parts().next().cloned().unwrap_or_else(|| Points::of(0, 0));
            let both = found.low.iter().zip(&mut found.high).enumerate();
            for (row, (low, high)) in both {
                if bit(&found.waiting, row) {
                    *high = *low;
                }
            }
            found.waiting = [0; WORDS];
            found
        }
    };
    points.settle();
    points
}

fn bit(chunk: &Chunk, row: usize) -> bool {
    chunk.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
}

fn joined<'a>(mut parts: impl Iterator<Item = &'a Points>, join: fn(i64, i64) -> i64) -> Points {
    let Some(mut all) = parts.next().cloned() else { return Points::of(0, 0) };
    for part in parts {
        for (to, from) in all.low.iter_mut().zip(&part.low) {
            *to = join(*to, *from);
        }
        for (to, from) in all.high.iter_mut().zip(&part.high) {
            *to = join(*to, *from);
        }
        for (to, from) in all.waiting.iter_mut().zip(&part.waiting) {
            *to |= from;
        }
    }
    all
}

impl Points {
    fn of(low: i64, high: i64) -> Self {
        Self { low: vec![low; ROWS], high: vec![high; ROWS], waiting: [0; WORDS] }
    }

    /// A row whose bounds agree waits for nothing.
    fn settle(&mut self) {
        let bounds = self.low.chunks(64).zip(self.high.chunks(64));
        for (waiting, (low, high)) in self.waiting.iter_mut().zip(bounds) {
            let mut open = 0;
            for (bit, (low, high)) in low.iter().zip(high).enumerate() {
                open |= u64::from(low != high) << bit;
            }
            *waiting &= open;
        }
    }

    /// Takes in a band that stands before those taken in: it replaces them where its test is
    /// true, and joins them where its test is open.
    fn band(
        &mut self,
        (test, (low, high)): (Ref, (i64, i64)),
        given: &dyn Fn(usize) -> Option<i64>,
        steps: (&[Option<usize>], &Scratch),
    ) {
        let (yes, no) = branch::sides(test, steps.1);
        let (yes, no) = (*yes, *no);
        let person = branch::person(test, steps);
        let words = self.low.chunks_mut(64).zip(self.high.chunks_mut(64)).zip(&mut self.waiting);
        let tests = yes.iter().zip(&no).zip(&person).enumerate();
        for (((lows, highs), waiting), (word, ((yes, no), person))) in words.zip(tests) {
            *waiting = *waiting & !yes | !(yes | no | person);
            if *yes == 0 && *no == u64::MAX {
                continue;
            }
            for (bit, (least, most)) in lows.iter_mut().zip(highs).enumerate() {
                let here = || match given(word * 64 + bit) {
                    Some(points) if (low..=high).contains(&points) => (points, points),
                    _ => (low, high),
                };
                if yes >> bit & 1 == 1 {
                    (*least, *most) = here();
                } else if no >> bit & 1 == 0 {
                    let (low, high) = here();
                    (*least, *most) = (low.min(*least), high.max(*most));
                }
            }
        }
    }

    /// Where the points certainly compare so with a bound, which may lie between two multiples.
    pub(super) fn compared(&self, comparison: Comparison, (bound, whole): (i64, bool)) -> Planes {
        let mut planes = Planes::EMPTY;
        let words = planes.yes.iter_mut().zip(&mut planes.no);
        let points = self.low.chunks(64).zip(self.high.chunks(64));
        for ((yes, no), (lows, highs)) in words.zip(points) {
            for (bit, (low, high)) in lows.iter().zip(highs).enumerate() {
                match certain(comparison, (*low, *high), (bound, whole)) {
                    Some(true) => *yes |= 1 << bit,
                    Some(false) => *no |= 1 << bit,
                    None => {}
                }
            }
        }
        planes
    }

    /// The rows that are neither yes nor no and wait for nobody's facts.
    pub(super) fn persons(&self, planes: &Planes) -> Chunk {
        let mut out = [0; WORDS];
        let settled = planes.yes.iter().zip(&planes.no).zip(&self.waiting);
        for (slot, ((yes, no), waiting)) in out.iter_mut().zip(settled) {
            *slot = !(yes | no | waiting);
        }
        out
    }
}

/// Whether every number from `low` to `high`, or none of them, compares so with the bound.
fn certain(
    comparison: Comparison,
    (low, high): (i64, i64),
    (bound, whole): (i64, bool),
) -> Option<bool> {
    let order = |points: i64| match points.cmp(&bound) {
        // A bound between two multiples lies above its floor.
        std::cmp::Ordering::Equal if !whole => std::cmp::Ordering::Less,
        order => order,
    };
    let (least, most) = (order(low), order(high));
    let (at_low, at_high) = (comparison.holds(least), comparison.holds(most));
    match comparison {
        Comparison::Equal | Comparison::Unequal => {
            let apart = most.is_lt() || least.is_gt();
            let same = low == high && least.is_eq();
            (apart || same).then_some(same == (comparison == Comparison::Equal))
        }
        _ => (at_low == at_high).then_some(at_low),
    }
}
