//! A plan made ready for its table: numbers at hand, slow leaves settled.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::decide;
use crate::expr::{Comparison, Expr};
use crate::plan::{Branch, Cut, Plan, ScoreStep, Step};
use crate::row::Row;
use crate::run::column::{Numbers, Places, Settled, numbers};
use crate::run::linear::Weighed;
use crate::run::points::Marks;
use crate::run::{Chunk, Planes, Scratch, WORDS, branch, kernel, points};
use crate::table::{Column, Values};
use crate::value::{Answer, Value};

/// A plan with everything that does not depend on the chunk of rows.
#[derive(Debug)]
pub struct Bound<'a> {
    pub(super) columns: Vec<Numbers<'a>>,
    steps: Vec<Ready<'a>>,
    /// For each step, its place among the steps that may leave a row to a person.
    persons: &'a [Option<usize>],
    arch: pulp::Arch,
}

/// A step with what it needs at hand.
#[derive(Debug)]
enum Ready<'a> {
    Cut(&'a Cut),
    Linear(Weighed),
    Flag { yes: &'a [u64], known: &'a [u64] },
    Settled(Settled),
    Points { score: usize, comparison: Comparison, bound: (i64, bool) },
    Branch(&'a Branch),
    Score { step: &'a ScoreStep, marks: Option<Marks> },
}

impl<'a> Bound<'a> {
    /// Opens the columns of a plan and settles the leaves that are worked out row by row.
    pub fn new(plan: &'a Plan<'_>) -> Self {
        let columns: Vec<Numbers<'a>> =
            plan.columns.par_iter().map(|source| numbers(plan, source)).collect();
        let order = score_places(plan);
        let steps = plan.steps.iter().map(|step| ready(plan, step, &columns, &order)).collect();
        Self { columns, steps, persons: &plan.persons, arch: pulp::Arch::new() }
    }

    /// The place of a score step among the score steps.
    pub(super) fn score_place(&self, step: usize) -> Option<usize> {
        let scores = |step: &Ready<'_>| matches!(step, Ready::Score { .. });
        self.steps.get(step).filter(|step| scores(step))?;
        Some(self.steps.iter().take(step).filter(|step| scores(step)).count())
    }

    /// Works out every step for the rows from `start`.
    pub(super) fn chunk(&self, start: usize, scratch: &mut Scratch) {
        scratch.start = start;
        scratch.planes.clear();
        scratch.persons.clear();
        scratch.points.clear();
        for (at, step) in self.steps.iter().enumerate() {
            let planes = self.step(step, scratch);
            let person = self.persons.get(at).copied().flatten();
            if person.is_some() {
                let chunk = self.left_to_persons(step, &planes, scratch);
                scratch.persons.push(chunk);
            }
            scratch.planes.push(planes);
        }
    }

    fn step(&self, step: &Ready<'_>, scratch: &mut Scratch) -> Planes {
        let start = scratch.start;
        match step {
            Ready::Cut(cut) => self.cut(cut, start),
            Ready::Linear(form) => form.chunk(self.arch, &self.columns, start),
            Ready::Flag { yes, known } => {
                let (yes, known) = (kernel::words(yes, start), kernel::words(known, start));
                split(&yes, &known)
            }
            Ready::Settled(settled) => Planes {
                yes: kernel::words(&settled.yes, start),
                no: kernel::words(&settled.no, start),
            },
            Ready::Points { score, comparison, bound } => scratch
                .points
                .get(*score)
                .map_or(Planes::EMPTY, |points| points.compared(*comparison, *bound)),
            Ready::Branch(of) => branch::join(of, scratch),
            Ready::Score { step, marks } => {
                let points = points::work_out(step, marks.as_ref(), (self.persons, scratch));
                scratch.points.push(points);
                Planes::EMPTY
            }
        }
    }

    /// The rows of a step that are a person's.
    fn left_to_persons(&self, step: &Ready<'_>, planes: &Planes, scratch: &Scratch) -> Chunk {
        match step {
            Ready::Settled(settled) => kernel::words(&settled.person, scratch.start),
            Ready::Points { score, .. } => {
                scratch.points.get(*score).map_or([0; WORDS], |points| points.persons(planes))
            }
            Ready::Branch(of) => branch::persons(of, planes, (self.persons, scratch)),
            Ready::Cut(_) | Ready::Linear(_) | Ready::Flag { .. } | Ready::Score { .. } => {
                [0; WORDS]
            }
        }
    }

    fn cut(&self, cut: &Cut, start: usize) -> Planes {
        let Some(column) = self.columns.get(cut.column) else { return Planes::EMPTY };
        let known = kernel::words(column.known.words(), start);
        let mut inside = [u64::MAX; WORDS];
        let values = column.values.as_ref();
        for (bound, above) in [(cut.low, false), (cut.high, true)] {
            let Some(bound) = bound else { continue };
            self.arch.dispatch(
                #[inline(always)]
                || {
                    kernel::blocks(values, start, |word, block| {
                        if let Some(slot) = inside.get_mut(word) {
                            let word = kernel::at_least(block, bound);
                            *slot &= if above { !word } else { word };
                        }
                    });
                },
            );
        }
        split(&inside, &known)
    }
}

/// Yes where it is so and known, no where it is known and not so.
fn split(yes: &Chunk, known: &Chunk) -> Planes {
    let mut planes = Planes::EMPTY;
    let out = planes.yes.iter_mut().zip(&mut planes.no);
    for ((yes, known), (out, no)) in yes.iter().zip(known).zip(out) {
        *out = yes & known;
        *no = known & !yes;
    }
    planes
}

/// The place of each score step among the score steps.
fn score_places(plan: &Plan<'_>) -> HashMap<usize, usize> {
    let scores = plan.steps.iter().enumerate().filter(|(_, step)| matches!(step, Step::Score(_)));
    scores.enumerate().map(|(place, (at, _))| (at, place)).collect()
}

fn ready<'a>(
    plan: &'a Plan<'_>,
    step: &'a Step,
    columns: &[Numbers<'_>],
    order: &HashMap<usize, usize>,
) -> Ready<'a> {
    match step {
        Step::Cut(cut) => Ready::Cut(cut),
        Step::Linear(linear) => Weighed::new(linear, columns)
            .map_or_else(|| Ready::Settled(by_row(plan, &linear.formula, None)), Ready::Linear),
        Step::Flag(fact, lag) => match plan.table.columns.get(&(*fact, *lag)) {
            Some(Column { known, values: Values::Bool(yes), .. }) => {
                Ready::Flag { yes: yes.words(), known: known.words() }
            }
            _ => Ready::Settled(Settled::of(plan.table.rows, |_| Answer::Unknown)),
        },
        Step::Lookup { fact, lag, formula } => {
            Ready::Settled(match plan.table.columns.get(&(*fact, *lag)) {
                Some(column) => by_value(plan, column, formula),
                None => by_row(plan, formula, None),
            })
        }
        Step::Judge(name) => Ready::Settled(judged(plan, name)),
        Step::Points { score, comparison, bound } => {
            let (score, bound) = (order.get(score).copied().unwrap_or(usize::MAX), *bound);
            Ready::Points { score, comparison: *comparison, bound }
        }
        Step::Rows { formula, decision, .. } => Ready::Settled(by_row(plan, formula, *decision)),
        Step::Branch(branch) => Ready::Branch(branch),
        Step::Score(step) => Ready::Score { step, marks: Marks::new(plan, step, order) },
    }
}

/// Answers worked out for every row; with the scores of a decision where the formula asks.
fn by_row(plan: &Plan<'_>, formula: &Expr, decision: Option<usize>) -> Settled {
    let decision = decision.and_then(|at| plan.decisions.get(at));
    Settled::of(plan.table.rows, |row| {
        let row = Row::new(plan.schema, plan.table, row);
        match decision {
            Some(decision) => {
                let scores = decide::scores(decision, &row).0;
                row.with_scores(&scores).value(formula).answer()
            }
            None => row.value(formula).answer(),
        }
    })
}

/// Answers worked out once for each distinct value of a column; a missing value counts as one.
fn by_value(plan: &Plan<'_>, column: &Column, formula: &Expr) -> Settled {
    let places = Places::of(column);
    let mut answers: Vec<Option<Answer>> = vec![None; places.count];
    for row in 0..plan.table.rows {
        if let Some(slot @ None) = answers.get_mut(places.at(column, row)) {
            *slot = Some(Row::new(plan.schema, plan.table, row).value(formula).answer());
        }
    }
    Settled::of(plan.table.rows, |row| {
        answers.get(places.at(column, row)).copied().flatten().unwrap_or(Answer::Unknown)
    })
}

fn judged(plan: &Plan<'_>, name: &str) -> Settled {
    Settled::of(plan.table.rows, |row| match Row::new(plan.schema, plan.table, row).judged(name) {
        Value::Bool(true) => Answer::Yes,
        Value::Bool(false) => Answer::No,
        _ => Answer::Person,
    })
}
