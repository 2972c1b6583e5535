//! The smallest change that turns a no into a yes.

use super::kink::Kinks;
use super::lever::{Lever, Levers};
use super::scene::{Scene, allowed, cost, crept, distance, is_met, moved, steps};
use super::{Change, Move, leaves};
use crate::decide::{Finding, any_of, decide, scores, weigh};
use crate::decision::Decision;
use crate::expr::Expr;
use crate::number::Number;
use crate::row::{Row, Supposed};
use crate::value::{Answer, Value};

/// The most facts that a change may move.
const MOST_FACTS: usize = 3;

/// How many times a search may decide again.
const MOST_DECISIONS: u32 = 2_000;

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
    let mut levers = Levers::default();
    let scene = Scene { decision, row: *row, scores: &finding.scores };
    let (needs, formulas) = needs(scene, &mut levers);
    let mut search = Search {
        scene,
        levers: &levers.0,
        needs: &needs,
        formulas: &formulas,
        decisions: MOST_DECISIONS,
        fine: false,
        best: None,
    };
    search.run(finding)
}

/// Something that has to hold: any of some clauses.
struct Need {
    /// The clause required, or the group of which one has to hold.
    any: Vec<usize>,
    /// Positions of the movable levers it stands on.
    levers: Vec<usize>,
}

/// A formula and the positions of the movable levers it stands on.
type Standing<'a> = (&'a Expr, Vec<usize>);

fn needs<'a>(scene: Scene<'a>, levers: &mut Levers<'a>) -> (Vec<Need>, Vec<Standing<'a>>) {
    let required = scene.decision.required.iter().map(|at| vec![*at]);
    let groups: Vec<Vec<usize>> = required.chain(scene.decision.any.iter().cloned()).collect();
    let mut formulas: Vec<Standing<'a>> = Vec::new();
    let mut needs = Vec::new();
    for any in groups {
        let mut stands: Vec<usize> = Vec::new();
        for leaf in any.iter().flat_map(|at| leaves(scene.decision, *at)) {
            let Some(formula) = scene.formula(leaf) else { continue };
            let mut found = scene.levers(formula, levers);
            found.retain(|at| levers.0.get(*at).is_some_and(is_free));
            stands.extend(&found);
            formulas.push((formula, found));
        }
        stands.sort_unstable();
        stands.dedup();
        needs.push(Need { any, levers: stands });
    }
    (needs, formulas)
}

fn is_free(lever: &Lever<'_>) -> bool {
    lever.movable && (lever.up || lever.down)
}

/// A change that was found.
struct Best {
    moves: Vec<(usize, Value)>,
    cost: Number,
    becomes: Answer,
}

/// Why a search ends early: it has decided as often as it may.
struct Spent;

struct Search<'a, 'l> {
    scene: Scene<'a>,
    levers: &'l [Lever<'a>],
    needs: &'l [Need],
    /// The formulas behind all needs, with the positions of their levers.
    formulas: &'l [Standing<'a>],
    decisions: u32,
    /// Whether figures are tried step by step.
    fine: bool,
    best: Option<Best>,
}

/// A place in the search.
#[derive(Clone)]
struct Stage {
    /// What is moved already.
    moves: Vec<(usize, Value)>,
    cost: Number,
    /// How many more facts may move.
    left: usize,
    /// Levers that were tried at every figure.
    barred: Vec<usize>,
}

impl Stage {
    fn first(left: usize) -> Self {
        Self { moves: Vec::new(), cost: Number::ZERO, left, barred: Vec::new() }
    }
}

impl<'a> Search<'a, '_> {
    fn run(&mut self, finding: &Finding) -> Change {
        for facts in 1..=MOST_FACTS {
            self.fine = false;
            if self.within(&Stage::first(facts), finding).is_err() {
                return Change::TooMany;
            }
            if facts > 1 && (self.best.is_some() || self.levers.len() <= FEW) {
                self.finer(facts, finding);
            }
            if let Some(best) = self.best.take() {
                return self.found(&best);
            }
        }
        Change::None
    }

    /// Looks step by step for what is less still, as far as a search of its own goes.
    fn finer(&mut self, facts: usize, finding: &Finding) {
        let left = std::mem::replace(&mut self.decisions, MOST_DECISIONS);
        self.fine = true;
        let _enough = self.within(&Stage::first(facts), finding).is_ok();
        self.decisions = left;
    }

    fn found(&self, best: &Best) -> Change {
        let moves = best.moves.iter().filter_map(|(at, to)| {
            let Lever { fact, lag, from, .. } = self.levers.get(*at)?;
            Some(Move { fact: *fact, lag: *lag, from: from.clone(), to: to.clone() })
        });
        let mut moves: Vec<Move> = moves.collect();
        moves.sort_by_key(|moved| (moved.fact, moved.lag));
        Change::Found { moves, becomes: best.becomes }
    }

    /// Tries to reach a yes from a place that decides as `finding` says.
    fn within(&mut self, stage: &Stage, finding: &Finding) -> Result<(), Spent> {
        let open = self.open(stage, finding);
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
    fn open(&self, stage: &Stage, finding: &Finding) -> Vec<Vec<usize>> {
        let weighed = weigh(&self.scene.decision.clauses, &finding.clauses);
        let free = |at: &usize| {
            !stage.barred.contains(at) && !stage.moves.iter().any(|(moved, _)| moved == at)
        };
        let open = self.needs.iter().filter(|need| !is_met(any_of(&need.any, &weighed)));
        open.map(|need| need.levers.iter().copied().filter(free).collect()).collect()
    }

    /// Tries the figures of one lever, the nearest first.
    fn lever(&mut self, at: usize, stage: &Stage) -> Result<(), Spent> {
        let Some(lever) = self.levers.get(at) else { return Ok(()) };
        for to in self.figures(at, lever, stage) {
            let Some(sum) = stage.cost.checked_add(&cost(lever, &to)) else { continue };
            if self.best.as_ref().is_some_and(|best| sum >= best.cost) {
                break;
            }
            let mut next = Stage { cost: sum, left: stage.left - 1, ..stage.clone() };
            next.moves.push((at, to));
            let finding = self.decide(&next.moves)?;
            if is_met(finding.answer) {
                let Stage { moves, cost, .. } = next;
                self.best = Some(Best { moves, cost, becomes: finding.answer });
                break;
            }
            if next.left > 0 {
                self.within(&next, &finding)?;
            }
        }
        Ok(())
    }

    /// The figures of a lever at which some formula may change its answer, given what is moved
    /// already; the nearest first.
    fn figures(&self, at: usize, lever: &Lever<'a>, stage: &Stage) -> Vec<Value> {
        let supposed = self.supposed(&stage.moves);
        let row = self.scene.row.supposing(&supposed);
        let again: Vec<Value>;
        let scores = if stage.moves.is_empty() {
            self.scene.scores
        } else {
            again = scores(self.scene.decision, &row).0;
            &again
        };
        let mut kinks = Kinks::new(self.scene.decision, row.with_scores(scores), lever);
        let stand = self.formulas.iter().filter(|(_, levers)| levers.contains(&at));
        for (formula, _) in stand {
            kinks.question(formula, 0);
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
        for (formula, levers) in self.formulas {
            if !levers.contains(&at) {
                continue;
            }
            let met = |to: &Value| {
                let mut supposed = self.supposed(&stage.moves);
                lever.suppose(to, &mut supposed);
                let row = self.scene.row.supposing(&supposed);
                let scores = scores(self.scene.decision, &row).0;
                is_met(row.with_scores(&scores).value(formula).answer())
            };
            if !met(&lever.from) {
                found.extend([true, false].into_iter().filter_map(|up| crept(lever, up, met)));
            }
        }
        found
    }

    fn supposed(&self, moves: &[(usize, Value)]) -> Supposed<'a> {
        let mut supposed = Supposed::default();
        for (at, to) in moves {
            if let Some(lever) = self.levers.get(*at) {
                lever.suppose(to, &mut supposed);
            }
        }
        supposed
    }

    fn decide(&mut self, moves: &[(usize, Value)]) -> Result<Finding, Spent> {
        self.decisions = self.decisions.checked_sub(1).ok_or(Spent)?;
        let supposed = self.supposed(moves);
        Ok(decide(self.scene.decision, &self.scene.row.supposing(&supposed)))
    }
}

/// The first few whole steps of what is counted.
fn small(lever: &Lever<'_>) -> Vec<Value> {
    let Some((from, 0)) = lever.figure() else { return Vec::new() };
    let steps = (-FINEST..=FINEST).filter_map(|step| from.checked_add(&Number::from_i64(step)));
    steps.filter(|to| allowed(lever, from, to)).map(|to| moved(lever, to)).collect()
}

/// How many levers at least have to move: one for each of the needs that share none.
fn apart(open: &[Vec<usize>]) -> usize {
    let mut taken: Vec<usize> = Vec::new();
    let mut count = 0;
    let mut open: Vec<&Vec<usize>> = open.iter().collect();
    open.sort_by_key(|levers| levers.len());
    for levers in open {
        if !levers.iter().any(|lever| taken.contains(lever)) {
            taken.extend(levers);
            count += 1;
        }
    }
    count
}
