//! A plan made ready for its table: numbers at hand, slow leaves settled.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::bits::Bits;
use crate::decide;
use crate::expr::{Comparison, Expr};
use crate::fact::{FactId, Lag};
use crate::plan::{Branch, Cut, Gauge, Plan, ScoreStep, Stairs, Step};
use crate::row::Row;
use crate::run::branch::{Join, Part};
use crate::run::column::{Numbers, Settled, numbers};
use crate::run::points::Marks;
use crate::run::records::Found;
use crate::run::sums::Sums;
use crate::table::{Column, Table, Values};
use crate::value::{Answer, Value};

/// A plan with everything that does not depend on the chunk of rows.
#[derive(Debug)]
pub struct Bound<'a> {
    pub(super) columns: Vec<Numbers<'a>>,
    /// The gauges and their cuts, worked out before all other steps.
    pub(super) gauged: Vec<Gauged<'a>>,
    /// All other steps that answers hang on, with their positions, each after those it uses.
    pub(super) steps: Vec<(usize, Ready<'a>)>,
    /// What the joins join, one after the other.
    pub(super) parts: Vec<Part>,
    /// The steps as planned.
    pub(super) planned: &'a [Step],
    /// For each step, its place among the steps that may leave a row to a person.
    pub(super) persons: &'a [Option<usize>],
    /// How many steps may leave a row to a person.
    pub(super) asking: usize,
    /// The place of each score step among those whose points are kept.
    pub(super) scores: HashMap<usize, usize>,
    /// The places of the scores that are added up while the gauges are read.
    pub(super) added: Vec<usize>,
    pub(super) arch: pulp::Arch,
}

/// A gauge, and the steps that compare it with bounds: it is read once for all of them.
#[derive(Debug)]
pub(super) struct Gauged<'a> {
    pub(super) gauge: &'a Gauge,
    /// With their positions among the steps.
    pub(super) cuts: Vec<(usize, Cut)>,
    pub(super) stairs: Vec<Climb<'a>>,
}

/// Stairs, and the places among the scores that their points go to.
#[derive(Debug)]
pub(super) struct Climb<'a> {
    pub(super) stairs: &'a Stairs,
    /// Their own where anything asks for them, and those of sums.
    pub(super) to: Vec<usize>,
}

/// A step with what it needs at hand.
#[derive(Debug)]
pub(super) enum Ready<'a> {
    Flag { yes: &'a [u64], known: &'a [u64] },
    Member(Box<Member<'a>>),
    Settled(Box<Settled>),
    Points { score: usize, comparison: Comparison, bound: (i64, bool) },
    Join(Join),
    Branch(&'a Branch),
    Score(Box<Scored<'a>>),
}

/// A node of a score tree with what it needs, and its place among the scores.
#[derive(Debug)]
pub(super) struct Scored<'a> {
    pub(super) step: &'a ScoreStep,
    pub(super) marks: Marks,
    pub(super) place: usize,
}

/// A column of at most 64 texts, and the sets of those that are answered yes, and neither yes
/// nor no.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) places: &'a [u32],
    pub(super) known: &'a Bits,
    pub(super) yes: u64,
    pub(super) open: u64,
}

impl<'a> Bound<'a> {
    /// Opens the columns of a plan and settles the leaves that are worked out row by row.
    pub fn new(plan: &'a Plan<'_>) -> Self {
        Self::of(plan, &plan.needed, None)
    }

    /// The same for nothing but one node of a score tree.
    pub(super) fn scoring(plan: &'a Plan<'_>, node: usize) -> Self {
        Self::of(plan, &plan.needs(node), Some(node))
    }

    fn of(plan: &'a Plan<'_>, needed: &[bool], asked: Option<usize>) -> Self {
        let records = Found::new(plan);
        let columns: Vec<Numbers<'a>> =
            plan.columns.par_iter().map(|source| numbers(plan, source, &records)).collect();
        let sums = Sums::new(plan, needed, asked);
        let scores = score_places(plan, needed, &sums);
        let mut parts = Vec::new();
        let mut steps = Vec::new();
        for (at, step) in plan.steps_of(needed) {
            let known = Known { plan, records: &records, scores: &scores, sums: &sums };
            steps.extend(known.ready((at, step), &mut parts).map(|ready| (at, ready)));
        }
        let persons = plan.persons.as_slice();
        Self {
            gauged: gauged(plan, needed, (&scores, &sums)),
            planned: &plan.steps,
            asking: persons.iter().flatten().count(),
            arch: pulp::Arch::new(),
            columns,
            steps,
            parts,
            persons,
            added: scores
                .iter()
                .filter(|(at, _)| sums.adds(plan, **at))
                .map(|(_, to)| *to)
                .collect(),
            scores,
        }
    }
}

/// The gauges that answers hang on, each with what is read off it.
fn gauged<'a>(
    plan: &'a Plan<'_>,
    needed: &[bool],
    (places, sums): (&HashMap<usize, usize>, &Sums),
) -> Vec<Gauged<'a>> {
    let bare = |gauge| Gauged { gauge, cuts: Vec::new(), stairs: Vec::new() };
    let mut gauged: Vec<Gauged<'a>> = plan.gauges.iter().map(bare).collect();
    for (at, step) in plan.steps_of(needed) {
        match step {
            Step::Cut(cut) => {
                if let Some(gauged) = gauged.get_mut(cut.gauge) {
                    gauged.cuts.push((at, cut.clone()));
                }
            }
            Step::Score(ScoreStep::Stairs(stairs)) => {
                if let Some(gauged) = gauged.get_mut(stairs.gauge) {
                    gauged.stairs.push(sums.climb(places, (at, stairs)));
                }
            }
            _ => {}
        }
    }
    gauged.retain(|gauged| !gauged.cuts.is_empty() || !gauged.stairs.is_empty());
    gauged
}

/// The place of each score step among those whose points are kept.
fn score_places(plan: &Plan<'_>, needed: &[bool], sums: &Sums) -> HashMap<usize, usize> {
    let kept = plan.steps_of(needed).filter(|(at, step)| match step {
        Step::Score(ScoreStep::Stairs(_)) => sums.keeps(*at),
        step => matches!(step, Step::Score(_)),
    });
    kept.enumerate().map(|(place, (at, _))| (at, place)).collect()
}

/// What steps are made ready from.
struct Known<'k, 'a, 'p> {
    plan: &'a Plan<'p>,
    records: &'k Found<'a>,
    /// The place of each score step among those whose points are kept.
    scores: &'k HashMap<usize, usize>,
    sums: &'k Sums,
}

impl<'a> Known<'_, 'a, '_> {
    /// What a step needs; `None` where it is worked out with its gauge, or hangs on what is not
    /// there and stays unknown.
    fn ready(&self, (at, step): (usize, &'a Step), parts: &mut Vec<Part>) -> Option<Ready<'a>> {
        let Self { plan, records, scores, sums } = *self;
        Some(match step {
            Step::Cut(_) | Step::Score(ScoreStep::Stairs(_)) => return None,
            Step::Flag(fact, lag) => match plan.table.columns.get(&(*fact, *lag)) {
                Some(Column { known, values: Values::Bool(yes), .. }) => {
                    Ready::Flag { yes: yes.words(), known: known.words() }
                }
                _ => Ready::settled(Settled::of(plan.table.rows, |_| Answer::Unknown)),
            },
            Step::Lookup { fact, lag, formula } => lookup(plan, (*fact, *lag), formula),
            Step::Any(of) => Ready::settled(records.any(of, plan.table.rows)),
            Step::Judge(name) => Ready::settled(judged(plan, name)),
            Step::Points { score, comparison, bound } => {
                let score = scores.get(score).copied()?;
                Ready::Points { score, comparison: *comparison, bound: *bound }
            }
            Step::Rows { formula, decision, .. } => {
                Ready::settled(by_row(plan, formula, *decision))
            }
            Step::Amount { decision } => Ready::settled(amounts(plan, *decision)),
            Step::Branch(branch) => {
                Join::new(branch, parts).map_or(Ready::Branch(branch), Ready::Join)
            }
            Step::Score(step) => {
                let place = scores.get(&at).copied()?;
                let added = sums.of.contains(&at);
                let marks = if added { Marks::added() } else { Marks::new(plan, step, scores)? };
                Ready::Score(Box::new(Scored { step, marks, place }))
            }
        })
    }
}

impl Ready<'_> {
    fn settled(settled: Settled) -> Self {
        Self::Settled(Box::new(settled))
    }
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

/// Whether the amount that a decision asks for can be said, for every row.
fn amounts(plan: &Plan<'_>, decision: usize) -> Settled {
    let Some(decision) = plan.decisions.get(decision) else {
        return Settled::of(plan.table.rows, |_| Answer::Unknown);
    };
    let fields: Vec<String> =
        decision.formulas().flat_map(|formula| plan.fields(formula)).collect();
    Settled::of(plan.table.rows, |row| {
        decide::said(decision, &Row::new(plan.schema, plan.table, row).asking(&fields))
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
        return Ready::settled(by_row(plan, formula, None));
    };
    match &column.values {
        Values::Text { codes, words } => {
            let text = |word: &String| Values::Text { codes: vec![0], words: vec![word.clone()] };
            let answers: Vec<Answer> = words.iter().map(|word| answer(true, text(word))).collect();
            let missing = answer(false, text(&String::new()));
            // A code of no word is unknown, which a set of words cannot say. (Folded, because `max`
            // goes code by code, and every leaf of the column asks.)
            let last = codes.iter().copied().fold(0, u32::max);
            let all_words = usize::try_from(last).is_ok_and(|last| last < answers.len());
            if all_words && answers.len() <= 64 && missing == Answer::Unknown {
                let set = |wanted: fn(Answer) -> bool| {
                    let bits = answers.iter().enumerate();
                    bits.fold(0, |set, (at, answer)| set | u64::from(wanted(*answer)) << at)
                };
                let yes = set(|answer| answer == Answer::Yes);
                let open = set(|answer| !matches!(answer, Answer::Yes | Answer::No));
                let member = Member { places: codes, known: &column.known, yes, open };
                return Ready::Member(Box::new(member));
            }
            Ready::settled(Settled::of(plan.table.rows, |row| {
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
            Ready::settled(Settled::of(plan.table.rows, |row| {
                let day = days.get(row).filter(|_| column.known.get(row));
                day.and_then(|day| answers.get(day).copied()).unwrap_or(missing)
            }))
        }
        _ => Ready::settled(by_row(plan, formula, None)),
    }
}

fn judged(plan: &Plan<'_>, name: &str) -> Settled {
    Settled::of(plan.table.rows, |row| match Row::new(plan.schema, plan.table, row).judged(name) {
        Value::Bool(true) => Answer::Yes,
        Value::Bool(false) => Answer::No,
        _ => Answer::Person,
    })
}
