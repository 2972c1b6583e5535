//! Points of score trees, a pair of bounds a row.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use std::collections::HashMap;

use pulp::Simd;
use rayon::prelude::*;

use crate::expr::Comparison;
use crate::plan::{POINT_DECIMALS, Plan, ScoreStep, Stairs};
use crate::row::Row;
use crate::run::branch::{self, Steps};
use crate::run::{Bound, Planes, Scratch, WORDS, kernel};
use crate::value::Value;

/// The least and the most points of each row of a chunk, in 10^-4 points.
///
/// Each 64 rows begin a line of the cache, or every register would be read from two.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(crate) struct Points<const W: usize> {
    low: [[i64; 64]; W],
    high: [[i64; 64]; W],
    /// Rows whose points wait for a fact rather than for a person.
    waiting: [u64; W],
}

/// The least and the most points of every row, in 10^-4 points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The least.
    pub low: Vec<i64>,
    /// The most.
    pub high: Vec<i64>,
}

/// What a score step needs of other steps and of persons.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The places of the nodes that it joins.
    of: Vec<usize>,
    /// A sum that was added up while the gauges were read.
    added: bool,
    /// What persons gave, for every row, where the step asks one.
    given: Vec<Option<i64>>,
}

impl Marks {
    /// A sum whose parts add themselves to it.
    pub(super) fn added() -> Self {
        Self { added: true, ..Self::default() }
    }

    /// `None` where a node that it joins is no score: then its points cannot be said.
    pub(super) fn new(
        plan: &Plan<'_>,
        step: &ScoreStep,
        order: &HashMap<usize, usize>,
    ) -> Option<Self> {
        let joined = match step {
            ScoreStep::Bands { .. } | ScoreStep::Stairs(_) | ScoreStep::Judged { .. } => &[],
            ScoreStep::Sum { of, .. } | ScoreStep::Best { of } => of.as_slice(),
            ScoreStep::Lenient { of } => std::slice::from_ref(of),
        };
        let of = joined.iter().map(|at| order.get(at).copied()).collect::<Option<Vec<_>>>()?;
        let given = match step {
            ScoreStep::Bands { judge: Some(name), .. } | ScoreStep::Judged { judge: name, .. } => {
                let given = |row| match Row::new(plan.schema, plan.table, row).judged(name) {
                    Value::Number(points, _) => points.to_i64_scaled(POINT_DECIMALS),
                    _ => None,
                };
                (0..plan.table.rows).map(given).collect()
            }
            _ => Vec::new(),
        };
        Some(Self { of, added: false, given })
    }

    /// What a person gave for a row.
    fn given(&self, row: usize) -> Option<i64> {
        self.given.get(row).copied().flatten()
    }
}

impl Plan<'_> {
    /// The points of a node of a decision's score tree for every row. `None` where the node
    /// gives a class or points by a formula.
    pub fn points(&self, policy: usize, node: usize) -> Option<Totals> {
        let step = self.policies.get(policy)?.scores.get(node).copied().flatten()?;
        let bound = Bound::scoring(self, step);
        let place = *bound.scores.get(&step)?;
        let rows = self.table.rows;
        let mut totals = Totals { low: vec![0; rows], high: vec![0; rows] };
        let chunks =
            totals.low.par_chunks_mut(WORDS * 64).zip(totals.high.par_chunks_mut(WORDS * 64));
        chunks.enumerate().try_for_each_init(
            Scratch::<WORDS>::default,
            |scratch, (chunk, (low, high))| {
                bound.chunk(chunk * WORDS * 64, scratch);
                let points = scratch.points.get(place)?;
                copy(points.low.as_flattened(), low);
                copy(points.high.as_flattened(), high);
                Some(())
            },
        )?;
        Some(totals)
    }
}

/// The first points into as many rows as there are.
fn copy(points: &[i64], rows: &mut [i64]) {
    if let Some(points) = points.get(..rows.len()) {
        rows.copy_from_slice(points);
    }
}

/// Works out the points of a node for the rows of a chunk, into `points`; `earlier` are those of
/// the nodes before it.
#[inline(always)]
pub(super) fn work_out<const W: usize>(
    (step, marks): (&ScoreStep, &Marks),
    steps: Steps<'_, W>,
    earlier: &[Points<W>],
    points: &mut Points<W>,
) {
    let start = steps.1.start;
    let parts = || marks.of.iter().filter_map(|at| earlier.get(*at));
    match step {
        ScoreStep::Bands { tests, points: given, .. } => {
            points.fill(0, 0);
            for (test, (low, high)) in tests.iter().zip(given).rev() {
                let (yes, no) = branch::sides(*test, &steps.1.planes);
                let open = branch::rest(yes, no, &branch::person(*test, steps));
                let test = Tested { yes, no, waiting: &open };
                points.band(&test, (*low, *high), &|row| marks.given(start + row));
                points.given(marks, start, (yes, *low, *high));
            }
        }
        ScoreStep::Stairs(_) => return,
        ScoreStep::Judged { low, high, .. } => {
            points.fill(*low, *high);
            points.given(marks, start, (&[u64::MAX; W], *low, *high));
        }
        ScoreStep::Sum { max, .. } => {
            if !marks.added {
                points.join(parts(), i64::saturating_add);
            }
            if let Some(max) = max {
                for points in points.low.iter_mut().chain(&mut points.high).flatten() {
                    *points = (*points).min(*max);
                }
            }
        }
        ScoreStep::Best { .. } => points.join(parts(), i64::max),
        ScoreStep::Lenient { .. } => {
            points.join(parts(), i64::max);
            points.leave_out_unknown();
        }
    }
    points.settle();
}

/// Where the test of a band is true, where it is false, and where it waits for a fact.
struct Tested<'t, const W: usize> {
    yes: &'t [u64; W],
    no: &'t [u64; W],
    waiting: &'t [u64; W],
}

/// Points that nobody has worked out may be anything.
impl<const W: usize> Default for Points<W> {
    fn default() -> Self {
        let mut points = Self { low: [[0; 64]; W], high: [[0; 64]; W], waiting: [u64::MAX; W] };
        points.low.as_flattened_mut().fill(i64::MIN);
        points.high.as_flattened_mut().fill(i64::MAX);
        points
    }
}

impl<const W: usize> Points<W> {
    /// All rows with the same bounds.
    #[inline(always)]
    pub(super) fn fill(&mut self, low: i64, high: i64) {
        self.low.as_flattened_mut().fill(low);
        self.high.as_flattened_mut().fill(high);
        self.waiting = [0; W];
    }

    /// Adds the points at the numbers of a word of a gauge, and what is open where they are not
    /// known.
    #[inline(always)]
    pub(super) fn add<S: Simd>(
        &mut self,
        simd: S,
        stairs: &Stairs,
        (word, numbers, known): (usize, &[i64; 64], u64),
    ) {
        if let (Some(low), Some(high)) = (self.low.get_mut(word), self.high.get_mut(word)) {
            kernel::climb(simd, stairs, (numbers, known), (low, high));
        }
        if let Some(waiting) = self.waiting.get_mut(word)
            && stairs.open.0 != stairs.open.1
        {
            *waiting |= !known;
        }
    }

    /// The bounds of parts joined, each with each.
    #[inline(always)]
    fn join<'p, P: Iterator<Item = &'p Self> + Clone>(
        &mut self,
        parts: P,
        join: fn(i64, i64) -> i64,
    ) {
        let mut rest = parts.clone();
        let Some(first) = rest.next() else { return self.fill(0, 0) };
        let bounds = self.low.iter_mut().zip(&mut self.high).zip(first.low.iter().zip(&first.high));
        for (word, ((low, high), (first_low, first_high))) in bounds.enumerate() {
            let (mut lows, mut highs) = (*first_low, *first_high);
            for part in rest.clone() {
                let (Some(low), Some(high)) = (part.low.get(word), part.high.get(word)) else {
                    continue;
                };
                for ((low, high), (to_low, to_high)) in
                    low.iter().zip(high).zip(lows.iter_mut().zip(&mut highs))
                {
                    (*to_low, *to_high) = (join(*to_low, *low), join(*to_high, *high));
                }
            }
            (*low, *high) = (lows, highs);
        }
        self.waiting = [0; W];
        for part in parts {
            for (to, from) in self.waiting.iter_mut().zip(&part.waiting) {
                *to |= from;
            }
        }
    }

    /// A row whose bounds agree waits for nothing.
    #[inline(always)]
    fn settle(&mut self) {
        let bounds = self.low.iter().zip(&self.high);
        for (waiting, (low, high)) in self.waiting.iter_mut().zip(bounds) {
            if *waiting == 0 {
                continue;
            }
            let mut open = 0;
            for (bit, (low, high)) in low.iter().zip(high).enumerate() {
                open |= u64::from(low != high) << bit;
            }
            *waiting &= open;
        }
    }

    /// Takes in a band that stands before those taken in: it replaces them where its test is
    /// true, and joins them where its test is open.
    #[inline(always)]
    fn band(
        &mut self,
        test: &Tested<'_, W>,
        (least, most): (i64, i64),
        given: &impl Fn(usize) -> Option<i64>,
    ) {
        let rows = self.low.iter_mut().zip(&mut self.high).zip(&mut self.waiting);
        let words = test.yes.iter().zip(test.no).zip(test.waiting);
        for (word, (((low, high), waiting), ((yes, no), waits))) in rows.zip(words).enumerate() {
            *waiting = *waiting & !yes | waits;
            kernel::put(low, *yes, least);
            kernel::put(high, *yes, most);
            let mut open = !(yes | no);
            while open != 0 {
                let bit = usize::try_from(open.trailing_zeros()).unwrap_or(0);
                open &= open - 1;
                let here = given(word * 64 + bit).filter(|here| (least..=most).contains(here));
                if let (Some(low), Some(high)) = (low.get_mut(bit), high.get_mut(bit)) {
                    *low = here.unwrap_or(least).min(*low);
                    *high = here.unwrap_or(most).max(*high);
                }
            }
        }
    }

    /// Puts what a person gave in the rows of a band, where it lies within the band.
    #[inline(always)]
    fn given(&mut self, marks: &Marks, start: usize, (rows, least, most): (&[u64; W], i64, i64)) {
        if marks.given.is_empty() {
            return;
        }
        let bounds = self.low.iter_mut().flatten().zip(self.high.iter_mut().flatten());
        for (row, (low, high)) in bounds.enumerate() {
            let here = rows.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
            if let Some(points) =
                marks.given(start + row).filter(|points| here && (least..=most).contains(points))
            {
                (*low, *high) = (points, points);
            }
        }
    }

    /// The least where a fact is missing: a scheme that counts an unknown as nothing.
    #[inline(always)]
    fn leave_out_unknown(&mut self) {
        let bounds = self.low.iter().zip(&mut self.high).zip(&self.waiting);
        for ((low, high), waiting) in bounds {
            for (bit, (low, high)) in low.iter().zip(high).enumerate() {
                if waiting >> bit & 1 == 1 {
                    *high = *low;
                }
            }
        }
        self.waiting = [0; W];
    }

    /// Where the points certainly compare so with a bound, which may lie between two multiples.
    #[inline(always)]
    pub(super) fn compared(&self, comparison: Comparison, bound: (i64, bool)) -> Planes<W> {
        let mut planes = Planes::EMPTY;
        let words = planes.yes.iter_mut().zip(&mut planes.no);
        for ((yes, no), (lows, highs)) in words.zip(self.low.iter().zip(&self.high)) {
            for (bit, (low, high)) in lows.iter().zip(highs).enumerate() {
                let answer = certain(comparison, (*low, *high), bound);
                *yes |= u64::from(answer == Some(true)) << bit;
                *no |= u64::from(answer == Some(false)) << bit;
            }
        }
        planes
    }

    /// The rows that are neither yes nor no and wait for nobody's facts.
    #[inline(always)]
    pub(super) fn persons(&self, planes: &Planes<W>) -> [u64; W] {
        branch::rest(&planes.yes, &planes.no, &self.waiting)
    }
}

/// Whether every number from `low` to `high`, or none of them, compares so with the bound.
#[inline(always)]
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
    match comparison {
        Comparison::Equal | Comparison::Unequal => {
            let apart = most.is_lt() || least.is_gt();
            let same = low == high && least.is_eq();
            (apart || same).then_some(same == (comparison == Comparison::Equal))
        }
        _ => {
            let (at_low, at_high) = (comparison.holds(least), comparison.holds(most));
            (at_low == at_high).then_some(at_low)
        }
    }
}
