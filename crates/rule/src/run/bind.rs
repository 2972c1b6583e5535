//! A plan made ready for its table: numbers at hand, slow leaves settled.

use std::collections::HashMap;

use pulp::Simd;
use rayon::prelude::*;

use crate::bits::Bits;
use crate::decide;
use crate::expr::{Comparison, Expr};
use crate::fact::{FactId, Lag};
use crate::plan::{Branch, Cut, Plan, ScoreStep, Step};
use crate::row::Row;
use crate::run::column::{Numbers, Settled, numbers};
use crate::run::linear::Weighed;
use crate::run::points::Marks;
use crate::run::records::Found;
use crate::run::{Planes, Scratch, branch, kernel, points};
use crate::table::{Column, Table, Values};
use crate::value::{Answer, Value};

/// A plan with everything that does not depend on the chunk of rows.
#[derive(Debug)]
pub struct Bound<'a> {
    pub(super) columns: Vec<Numbers<'a>>,
    steps: Vec<Ready<'a>>,
    /// The steps, each after those that it uses; leaves of one column follow each other, so that
    /// its numbers stay in the nearest cache.
    order: Vec<usize>,
    /// For each step, its place among the steps that may leave a row to a person.
    persons: &'a [Option<usize>],
    /// How many steps may leave a row to a person.
    asking: usize,
    /// How many steps are scores.
    scores: usize,
    arch: pulp::Arch,
}

/// A step with what it needs at hand.
#[derive(Debug)]
enum Ready<'a> {
    Cut(&'a Cut),
    Linear(Weighed),
    Flag { yes: &'a [u64], known: &'a [u64] },
    Member(Member<'a>),
    Settled(Settled),
    Points { score: usize, comparison: Comparison, bound: (i32, bool) },
    Branch(&'a Branch),
    Score { step: &'a ScoreStep, marks: Marks, place: usize },
}

/// A step to be worked out with the widest registers there are. (A closure would not do: its
/// call is a function of its own, compiled for every machine.)
struct Work<'w, 'a, const W: usize> {
    bound: &'w Bound<'a>,
    step: &'w Ready<'a>,
    scratch: &'w mut Scratch<W>,
}

impl<const W: usize> pulp::WithSimd for Work<'_, '_, W> {
    type Output = Planes<W>;

    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Planes<W> {
        self.bound.step(simd, self.step, self.scratch)
    }
}

/// A column of at most 64 texts, and the sets of those that are answered yes and no.
#[derive(Debug)]
struct Member<'a> {
    places: &'a [u32],
    known: &'a Bits,
    yes: u64,
    no: u64,
}

impl<'a> Bound<'a> {
    /// Opens the columns of a plan and settles the leaves that are worked out row by row.
    pub fn new(plan: &'a Plan<'_>) -> Self {
        let records = Found::new(plan);
        let columns: Vec<Numbers<'a>> =
            plan.columns.par_iter().map(|source| numbers(plan, source, &records)).collect();
        let places = score_places(plan);
        let steps: Vec<Ready<'a>> = (0..plan.steps.len())
            .filter_map(|at| ready(plan, at, (&columns, &records), &places))
            .collect();
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by_key(|at| plan.steps.get(*at).map_or(usize::MAX, first_column));
        let (persons, scores) = (plan.persons.as_slice(), places.len());
        let asking = persons.iter().flatten().count();
        Self { columns, steps, order, persons, asking, scores, arch: pulp::Arch::new() }
    }

    /// The place of a score step among the score steps.
    pub(super) fn score_place(&self, step: usize) -> Option<usize> {
        match self.steps.get(step)? {
            Ready::Score { place, .. } => Some(*place),
            _ => None,
        }
    }

    /// Works out every step for the rows from `start`, which begins a word.
    pub(super) fn chunk<const W: usize>(&self, start: usize, scratch: &mut Scratch<W>) {
        scratch.start = start;
        scratch.planes.resize(self.steps.len(), Planes::EMPTY);
        scratch.persons.resize(self.asking, [0; W]);
        scratch.points.resize_with(self.scores, points::Points::default);
        for at in &self.order {
            let Some(step) = self.steps.get(*at) else { continue };
            let planes = self.arch.dispatch(Work { bound: self, step, scratch });
            if let Some(place) = self.persons.get(*at).copied().flatten() {
                let rows = self.left_to_persons(step, &planes, scratch);
                if let Some(slot) = scratch.persons.get_mut(place) {
                    *slot = rows;
                }
            }
            if let Some(slot) = scratch.planes.get_mut(*at) {
                *slot = planes;
            }
        }
    }

    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn step<S: Simd, const W: usize>(
        &self,
        simd: S,
        step: &Ready<'_>,
        scratch: &mut Scratch<W>,
    ) -> Planes<W> {
        let start = scratch.start;
        match step {
            Ready::Cut(cut) => self.cut(simd, cut, start),
            Ready::Linear(form) => form.chunk(simd, &self.columns, start),
            Ready::Flag { yes, known } => {
                split(&kernel::words(yes, start), &kernel::words(known, start))
            }
            Ready::Member(member) => member.chunk(simd, start),
            Ready::Settled(settled) => Planes {
                yes: kernel::words(&settled.yes, start),
                no: kernel::words(&settled.no, start),
            },
            Ready::Points { score, comparison, bound } => scratch
                .points
                .get(*score)
                .map_or(Planes::EMPTY, |points| points.compared(*comparison, *bound)),
            Ready::Branch(of) => branch::join(of, scratch),
            Ready::Score { step, marks, place } => {
                let mut all = std::mem::take(&mut scratch.points);
                if let Some((earlier, [points, ..])) = all.split_at_mut_checked(*place) {
                    let steps = (self.persons, &*scratch);
                    points::work_out((step, marks), steps, earlier, points);
                }
                scratch.points = all;
                Planes::EMPTY
            }
        }
    }

    /// The rows of a step that are a person's.
    fn left_to_persons<const W: usize>(
        &self,
        step: &Ready<'_>,
        planes: &Planes<W>,
        scratch: &Scratch<W>,
    ) -> [u64; W] {
        match step {
            Ready::Settled(settled) => kernel::words(&settled.person, scratch.start),
            Ready::Points { score, .. } => {
                scratch.points.get(*score).map_or([0; W], |points| points.persons(planes))
            }
            Ready::Branch(of) => branch::persons(of, planes, (self.persons, scratch)),
            Ready::Cut(_)
            | Ready::Linear(_)
            | Ready::Flag { .. }
            | Ready::Member(_)
            | Ready::Score { .. } => [0; W],
        }
    }

    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn cut<S: Simd, const W: usize>(&self, simd: S, cut: &Cut, start: usize) -> Planes<W> {
        let Some(column) = self.columns.get(cut.column) else { return Planes::EMPTY };
        let mut inside = [u64::MAX; W];
        for (bound, above) in [(cut.low, 0), (cut.high, u64::MAX)] {
            let Some(bound) = bound else { continue };
            let reached = reached::<S, W>(simd, &column.values, bound, start);
            for (slot, reached) in inside.iter_mut().zip(reached) {
                *slot &= u64::from_le_bytes(reached) ^ above;
            }
        }
        split(&inside, &kernel::words(column.known.words(), start))
    }
}

/// Which numbers from row `start` are at least `bound`.
#[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
#[inline(always)]
fn reached<S: Simd, const W: usize>(
    simd: S,
    numbers: &[i64],
    bound: i64,
    start: usize,
) -> [kernel::Bytes; W] {
    let mut reached = [[0; 8]; W];
    for (word, slot) in reached.iter_mut().enumerate() {
        if let Some(block) = kernel::whole_block(numbers, start + word * 64) {
            kernel::at_least(simd, block, bound, slot);
        } else {
            let last = kernel::last_block(numbers, start + word * 64);
            kernel::at_least(simd, &last, bound, slot);
        }
    }
    reached
}

impl Member<'_> {
    #[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
    #[inline(always)]
    fn chunk<S: Simd, const W: usize>(&self, simd: S, start: usize) -> Planes<W> {
        let mut planes = Planes::EMPTY;
        let known: [u64; W] = kernel::words(self.known.words(), start);
        let words = planes.yes.iter_mut().zip(&mut planes.no).zip(known);
        for (word, ((yes, no), known)) in words.enumerate() {
            let last;
            let block = if let Some(block) = kernel::whole_block(self.places, start + word * 64) {
                block
            } else {
                last = kernel::last_block(self.places, start + word * 64);
                &last
            };
            *yes = kernel::members(simd, block, self.yes) & known;
            *no = kernel::members(simd, block, self.no) & known;
        }
        planes
    }
}

/// Yes where it is so and known, no where it is known and not so.
#[expect(clippy::inline_always, reason = "it stands inside the dispatch")]
#[inline(always)]
fn split<const W: usize>(yes: &[u64; W], known: &[u64; W]) -> Planes<W> {
    let mut planes = Planes::EMPTY;
    let out = planes.yes.iter_mut().zip(&mut planes.no);
    for ((yes, known), (out, no)) in yes.iter().zip(known).zip(out) {
        *out = yes & known;
        *no = known & !yes;
    }
    planes
}

/// The column that a leaf reads first. What is no such leaf keeps its place after all that are.
fn first_column(step: &Step) -> usize {
    match step {
        Step::Cut(cut) => cut.column,
        Step::Linear(linear) => linear.form.terms.first().map_or(0, |(column, _)| *column),
        Step::Flag(..) | Step::Lookup { .. } | Step::Any(_) | Step::Judge(_) => 0,
        // Only these use other steps.
        Step::Rows { .. } | Step::Points { .. } | Step::Branch(_) | Step::Score(_) => usize::MAX,
    }
}

/// The place of each score step among the score steps.
fn score_places(plan: &Plan<'_>) -> HashMap<usize, usize> {
    let scores = plan.steps.iter().enumerate().filter(|(_, step)| matches!(step, Step::Score(_)));
    scores.enumerate().map(|(place, (at, _))| (at, place)).collect()
}

fn ready<'a>(
    plan: &'a Plan<'_>,
    at: usize,
    (columns, records): (&[Numbers<'_>], &Found<'_>),
    order: &HashMap<usize, usize>,
) -> Option<Ready<'a>> {
    Some(match plan.steps.get(at)? {
        Step::Cut(cut) => Ready::Cut(cut),
        Step::Linear(linear) => Weighed::new(linear, columns)
            .map_or_else(|| Ready::Settled(by_row(plan, &linear.formula, None)), Ready::Linear),
        Step::Flag(fact, lag) => match plan.table.columns.get(&(*fact, *lag)) {
            Some(Column { known, values: Values::Bool(yes), .. }) => {
                Ready::Flag { yes: yes.words(), known: known.words() }
            }
            _ => Ready::Settled(Settled::of(plan.table.rows, |_| Answer::Unknown)),
        },
        Step::Lookup { fact, lag, formula } => lookup(plan, (*fact, *lag), formula),
        Step::Any(of) => Ready::Settled(records.any(of, plan.table.rows)),
        Step::Judge(name) => Ready::Settled(judged(plan, name)),
        Step::Points { score, comparison, bound } => {
            let score = order.get(score).copied().unwrap_or(usize::MAX);
            Ready::Points { score, comparison: *comparison, bound: *bound }
        }
        Step::Rows { formula, decision, .. } => Ready::Settled(by_row(plan, formula, *decision)),
        Step::Branch(branch) => Ready::Branch(branch),
        Step::Score(step) => {
            let place = order.get(&at).copied().unwrap_or(usize::MAX);
            Ready::Score { step, marks: Marks::new(plan, step, order), place }
        }
    })
}

/// Answers worked out for every row; with the scores of a decision where the formula asks.
fn by_row(plan: &Plan<'_>, formula: &Expr, decision: Option<usize>) -> Settled {
    let decision = decision.and_then(|at| plan.decisions.get(at));
    let fields = plan.fields(formula);
    Settled::of(plan.table.rows, |row| {
        let row = Row::new(plan.schema, plan.table, row);
        match decision {
            Some(decision) => {
                let scores = decide::scores(decision, &row).0;
                row.with_scores(&scores).value(formula).answer()
            }
            None => row.asking(&fields).value(formula).answer(),
        }
    })
}

/// A formula over one column of texts or days, answered once for each distinct value.
fn lookup<'a>(plan: &'a Plan<'_>, key: (FactId, Lag), formula: &Expr) -> Ready<'a> {
    let answer = |known: bool, values: Values| {
        let column = Column { known: Bits::from_iter([known]), assumed: None, values };
        let mut table = Table::new(1, plan.table.on);
        table.columns.insert(key, column);
        Row::new(plan.schema, &table, 0).value(formula).answer()
    };
    let Some(column) = plan.table.columns.get(&key) else {
        return Ready::Settled(by_row(plan, formula, None));
    };
    match &column.values {
        Values::Text { codes, words } => {
            let text = |word: &String| Values::Text { codes: vec![0], words: vec![word.clone()] };
            let answers: Vec<Answer> = words.iter().map(|word| answer(true, text(word))).collect();
            let missing = answer(false, text(&String::new()));
            if answers.len() <= 64 && missing == Answer::Unknown {
                let set = |wanted| {
                    let bits = answers.iter().enumerate();
                    bits.fold(0, |set, (at, answer)| set | u64::from(*answer == wanted) << at)
                };
                let (yes, no) = (set(Answer::Yes), set(Answer::No));
                return Ready::Member(Member { places: codes, known: &column.known, yes, no });
            }
            Ready::Settled(Settled::of(plan.table.rows, |row| {
                let place = codes.get(row).filter(|_| column.known.get(row));
                let place = place.and_then(|code| usize::try_from(*code).ok());
                place.and_then(|place| answers.get(place).copied()).unwrap_or(missing)
            }))
        }
        Values::Date(days) => {
            let mut answers: HashMap<i32, Answer> = HashMap::new();
            for day in days {
                answers.entry(*day).or_insert_with(|| answer(true, Values::Date(vec![*day])));
            }
            let missing = answer(false, Values::Date(vec![0]));
            Ready::Settled(Settled::of(plan.table.rows, |row| {
                let day = days.get(row).filter(|_| column.known.get(row));
                day.and_then(|day| answers.get(day).copied()).unwrap_or(missing)
            }))
        }
        _ => Ready::Settled(by_row(plan, formula, None)),
    }
}

fn judged(plan: &Plan<'_>, name: &str) -> Settled {
    Settled::of(plan.table.rows, |row| match Row::new(plan.schema, plan.table, row).judged(name) {
        Value::Bool(true) => Answer::Yes,
        Value::Bool(false) => Answer::No,
        _ => Answer::Person,
    })
}
