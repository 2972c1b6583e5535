//! The smallest change that turns a no into a yes.

use super::ground::Ground;
use super::kink::Kinks;
use super::lever::Lever;
use super::scene::{Scene, allowed, cost, crept, distance, is_met, moved, steps};
use super::trial::{Place, Trial, apart};
use super::{Change, Move};
use crate::decide::{Finding, any_of, combine, decide, settled};
use crate::decision::Decision;
use crate::number::Number;
use crate::row::Row;
use crate::value::{Answer, Value};

/// The most facts that a change may move.
const MOST_FACTS: usize = 3;

/// How many times a search may decide again.
const MOST_TRIES: u32 = 4_000;

/// How many times a first look may, which only bounds the search.
const FIRST_TRIES: u32 = 300;

/// How many of its least steps a figure is tried at one by one, where several move together.
const FINEST: i64 = 8;

/// A search by every step, not only by kinks, is worth it among so few levers.
const FEW: usize = 4;

/// The fewest facts, then the relatively least moves, that turn a no into a yes (or into what
/// only a person can still decide). Only what the enterprise can move moves, in its direction.
///
/// A single fact is moved to the least step that is enough. Several are moved to figures at
/// which some formula changes its answer given the others, and to each of the first few whole
/// steps of counts. What is unknown or left to a person stays so.
pub fn change(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Change {
    if finding.answer != Answer::No {
        return Change::None;
    }
    let scene = Scene { decision, row: *row, scores: &finding.scores };
    let Some(trial) = Trial::new(scene, finding, MOST_FACTS) else { return Change::None };
    let mut search = Search { trial: &trial, tries: MOST_TRIES, fine: false, best: None };
    search.run()
}

/// The one fact that alone turns a no, by the relatively least move, as [`change`] has it; a
/// search that costs little, for lists over many.
pub fn step(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Change {
    if finding.answer != Answer::No {
        return Change::None;
    }
    let scene = Scene { decision, row: *row, scores: &finding.scores };
    let Some(trial) = Trial::new(scene, finding, 1) else { return Change::None };
    let mut search = Search { trial: &trial, tries: MOST_TRIES, fine: false, best: None };
    if search.within(&search.start(1)).is_err() {
        return Change::TooMany;
    }
    search.best.take().map_or(Change::None, |best| search.found(&best))
}

/// A change that was found.
#[derive(Clone)]
struct Best {
    moves: Vec<(usize, Value)>,
    cost: Number,
    becomes: Answer,
    /// Whether it is less than a yes, and how many least steps it takes; then which levers
    /// move, so that it never hangs on what was tried first.
    rank: (bool, i64, Vec<usize>),
}

/// Why a search ends early: it has tried as often as it may.
struct Spent;

struct Search<'a, 't> {
    trial: &'t Trial<'a>,
    /// How many more tries there are.
    tries: u32,
    /// Whether figures are tried step by step.
    fine: bool,
    best: Option<Best>,
}

/// A stage of the search.
#[derive(Clone)]
struct Stage {
    /// What is moved already, and where that leads.
    moves: Vec<(usize, Value)>,
    place: Place,
    cost: Number,
    /// How many more facts may move.
    left: usize,
    /// Levers that were tried at every figure.
    barred: Vec<usize>,
}

impl<'a> Search<'a, '_> {
    fn run(&mut self) -> Change {
        self.tries = FIRST_TRIES;
        let _looked = self.look(&self.start(MOST_FACTS)).is_ok();
        let first = self.best.take();
        self.tries = MOST_TRIES;
        for facts in 1..=MOST_FACTS {
            self.fine = false;
            self.best = first.as_ref().filter(|best| best.moves.len() == facts).cloned();
            if self.within(&self.start(facts)).is_err() {
                return Change::TooMany;
            }
            if facts > 1 && self.is_worth_fine() {
                self.finer(facts);
            }
            if let Some(best) = self.best.take() {
                return self.found(&best);
            }
        }
        Change::None
    }

    fn start(&self, left: usize) -> Stage {
        let (moves, place) = (Vec::new(), self.trial.present());
        Stage { moves, place, cost: Number::ZERO, left, barred: Vec::new() }
    }

    /// A first look: each need in turn met by the nearest figure of one lever. What it finds is
    /// seldom the least, but spares the search whatever costs more.
    fn look(&mut self, stage: &Stage) -> Result<(), Spent> {
        let weighed = self.trial.weighed(&stage.place);
        let open = self.open(stage, &weighed);
        let needs = self.trial.needs.iter().filter(|need| !is_met(any_of(&need.any, &weighed)));
        let first = needs.zip(&open).min_by_key(|(_, levers)| levers.len());
        let Some((need, levers)) = first else { return Ok(()) };
        if apart(&open) > stage.left {
            return Ok(());
        }
        let mut nearest: Vec<Stage> = Vec::new();
        for at in levers {
            let Some(lever) = self.trial.levers.get(*at) else { continue };
            for to in self.figures(*at, lever, stage) {
                let Some(next) = self.next(stage, *at, to)? else { break };
                if is_met(any_of(&need.any, &self.trial.weighed(&next.place))) {
                    nearest.push(next);
                    break;
                }
            }
        }
        nearest.sort_by(|one, two| one.cost.cmp(&two.cost));
        for next in nearest {
            if self.is_met(&next) {
                self.keep(next);
            } else if next.left > 0 {
                self.look(&next)?;
            }
        }
        Ok(())
    }

    /// Whether counts between kinks may do better.
    fn is_worth_fine(&self) -> bool {
        let counts = |best: &Best| {
            let levers = best.moves.iter().filter_map(|(at, _)| self.trial.levers.get(*at));
            levers.filter_map(Lever::figure).any(|(_, decimals)| decimals == 0)
        };
        let movable = self.trial.levers.iter().filter(|lever| lever.movable).count();
        movable <= FEW || self.best.as_ref().is_some_and(counts)
    }

    /// Looks step by step for what is less still, as far as a search of its own goes.
    fn finer(&mut self, facts: usize) {
        let left = std::mem::replace(&mut self.tries, MOST_TRIES);
        self.fine = true;
        let _enough = self.within(&self.start(facts)).is_ok();
        self.tries = left;
    }

    fn found(&self, best: &Best) -> Change {
        let moves = best.moves.iter().filter_map(|(at, to)| {
            let lever = self.trial.levers.get(*at)?;
            let ((fact, lag), from) = (lever.named, lever.from.clone());
            Some(Move { fact, lag, from, to: to.clone(), described: lever.described() })
        });
        let mut moves: Vec<Move> = moves.collect();
        moves.sort_by_key(|moved| (moved.fact, moved.lag));
        Change::Found { moves, becomes: best.becomes }
    }

    /// Tries to reach a yes from a stage.
    fn within(&mut self, stage: &Stage) -> Result<(), Spent> {
        let open = self.open(stage, &self.trial.weighed(&stage.place));
        let Some(first) = open.iter().min_by_key(|levers| levers.len()) else { return Ok(()) };
        if first.is_empty() || apart(&open) > stage.left {
            return Ok(());
        }
        let mut stage = stage.clone();
        for at in first {
            let everywhere = open.iter().all(|levers| levers.contains(at));
            if stage.left == 1 && !everywhere {
                continue;
            }
            self.lever(*at, &stage)?;
            if self.fine {
                stage.barred.push(*at);
            }
        }
        Ok(())
    }

    /// The levers that are left for each need that does not hold.
    fn open(&self, stage: &Stage, weighed: &[Answer]) -> Vec<Vec<usize>> {
        let free = |at: &usize| {
            !stage.barred.contains(at) && !stage.moves.iter().any(|(moved, _)| moved == at)
        };
        let open = self.trial.needs.iter().filter(|need| !is_met(any_of(&need.any, weighed)));
        open.map(|need| need.levers.iter().copied().filter(free).collect()).collect()
    }

    /// Tries the figures of one lever, the nearest first.
    fn lever(&mut self, at: usize, stage: &Stage) -> Result<(), Spent> {
        let Some(lever) = self.trial.levers.get(at) else { return Ok(()) };
        for to in self.figures(at, lever, stage) {
            let Some(next) = self.next(stage, at, to)? else { break };
            if self.is_met(&next) {
                self.keep(next);
                break;
            }
            if next.left > 0 {
                self.within(&next)?;
            }
        }
        Ok(())
    }

    /// The stage after one more move; `None` where it costs more than what was found.
    fn next(&mut self, stage: &Stage, at: usize, to: Value) -> Result<Option<Stage>, Spent> {
        let cost = self.trial.levers.get(at).map(|lever| cost(lever, &to));
        let Some(cost) = cost.and_then(|cost| stage.cost.checked_add(&cost)) else {
            return Ok(None);
        };
        if self.best.as_ref().is_some_and(|best| cost > best.cost) {
            return Ok(None);
        }
        self.tries = self.tries.checked_sub(1).ok_or(Spent)?;
        let mut moves = stage.moves.clone();
        moves.push((at, to));
        let place = self.trial.moved(&stage.place, &moves);
        let (left, barred) = (stage.left.saturating_sub(1), stage.barred.clone());
        Ok(Some(Stage { moves, place, cost, left, barred }))
    }

    fn is_met(&self, stage: &Stage) -> bool {
        let decision = self.trial.scene.decision;
        let clauses = combine(decision, &self.trial.weighed(&stage.place));
        is_met(clauses.and(settled(decision, &stage.place.scores)))
    }

    /// Keeps what was found if it is better, once the whole was decided again. Among equal
    /// costs a yes comes before what a person must judge, and then fewer steps before more.
    fn keep(&mut self, stage: Stage) {
        let Scene { decision, row, .. } = self.trial.scene;
        let supposed = self.trial.supposed(&stage.moves);
        let becomes = decide(decision, &row.supposing(&supposed)).answer;
        let steps = stage.moves.iter().filter_map(|(at, to)| {
            let lever = self.trial.levers.get(*at)?;
            let decimals = lever.figure().map_or(0, |(_, decimals)| decimals);
            distance(lever, to).to_i64_scaled(decimals)
        });
        let steps = steps.fold(0, i64::saturating_add);
        let mut levers: Vec<usize> = stage.moves.iter().map(|(at, _)| *at).collect();
        levers.sort_unstable();
        let rank = (becomes != Answer::Yes, steps, levers);
        let Stage { moves, cost, .. } = stage;
        let better =
            |best: &Best| (moves.len(), &cost, &rank) < (best.moves.len(), &best.cost, &best.rank);
        if is_met(becomes) && self.best.as_ref().is_none_or(better) {
            self.best = Some(Best { moves, cost, becomes, rank });
        }
    }

    /// The figures of a lever at which some formula may change its answer, given what is moved
    /// already; the nearest first.
    fn figures(&self, at: usize, lever: &Lever<'a>, stage: &Stage) -> Vec<Value> {
        let supposed = self.trial.supposed(&stage.moves);
        let Scene { decision, row, .. } = self.trial.scene;
        let row = row.supposing(&supposed).with_scores(&stage.place.scores);
        let ground = Ground::new(decision, row);
        let mut kinks = Kinks::new((decision, row), &ground, lever);
        for standing in self.trial.standing.iter().filter(|one| one.levers.contains(&at)) {
            kinks.question(standing.formula, 0);
        }
        let mut figures = steps(lever, &kinks);
        if kinks.lost {
            figures.extend(self.crept(at, lever, stage));
        }
        if self.fine && stage.left > 1 {
            figures.extend(small(lever));
        }
        figures.sort_by_cached_key(|to| distance(lever, to));
        figures.dedup();
        figures
    }

    /// Where a lever alone meets one of the formulas whose kinks are not worked out.
    fn crept(&self, at: usize, lever: &Lever<'a>, stage: &Stage) -> Vec<Value> {
        let mut found = Vec::new();
        for standing in self.trial.standing.iter().filter(|one| one.levers.contains(&at)) {
            let met = |to: &Value| {
                let mut moves = stage.moves.clone();
                moves.push((at, to.clone()));
                let supposed = self.trial.supposed(&moves);
                let place = self.trial.moved(&stage.place, &moves);
                let row = self.trial.scene.row.supposing(&supposed);
                is_met(row.with_scores(&place.scores).value(standing.formula).answer())
            };
            if !met(&lever.from) {
                found.extend([true, false].into_iter().filter_map(|up| crept(lever, up, met)));
            }
        }
        found
    }
}

/// The first few whole steps of what is counted.
fn small(lever: &Lever<'_>) -> Vec<Value> {
    let Some((from, 0)) = lever.figure() else { return Vec::new() };
    let steps = (-FINEST..=FINEST).filter_map(|step| from.checked_add(&Number::from_i64(step)));
    steps.filter(|to| allowed(lever, from, to)).map(|to| moved(lever, to)).collect()
}
