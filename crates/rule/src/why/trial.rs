//! Trials: what the clauses come to if some levers were moved, finding again only what they
//! touch.

use super::leaves;
use super::lever::{Finder, Lever, Levers};
use super::scene::Scene;
use crate::decide::{Finding, weigh};
use crate::expr::Expr;
use crate::row::Supposed;
use crate::value::{Answer, Value};

/// Levers, by position, and what they are moved to.
pub(super) type Moves = [(usize, Value)];

/// Something that has to hold: any of some clauses.
pub(super) struct Need {
    /// The clause required, or the group of which one has to hold.
    pub(super) any: Vec<usize>,
    /// Positions of the movable levers it stands on.
    pub(super) levers: Vec<usize>,
}

/// A clause of its own, with the positions of the levers it stands on.
pub(super) struct Standing<'a> {
    clause: usize,
    pub(super) formula: &'a Expr,
    /// Those that an enterprise can move.
    pub(super) levers: Vec<usize>,
    /// All, those that another stands for among them.
    touched: Vec<usize>,
}

/// A subject whose levers can be tried.
pub(super) struct Trial<'a> {
    pub(super) scene: Scene<'a>,
    finding: &'a Finding,
    pub(super) levers: Vec<Lever<'a>>,
    pub(super) needs: Vec<Need>,
    pub(super) standing: Vec<Standing<'a>>,
    /// The levers that each node of the score tree stands on.
    nodes: Vec<Vec<usize>>,
}

impl<'a> Trial<'a> {
    /// `None` where something that has to hold does not and stands on nothing movable, or where
    /// more than `most` levers would have to move.
    pub(super) fn new(scene: Scene<'a>, finding: &'a Finding, most: usize) -> Option<Self> {
        let decision = scene.decision;
        let required = decision.required.iter().map(|at| vec![*at]);
        let groups: Vec<Vec<usize>> = required.chain(decision.any.iter().cloned()).collect();
        let (levers, needs) = (Vec::new(), Vec::new());
        let (standing, nodes) = (Vec::new(), Vec::new());
        let mut trial = Self { scene, finding, levers, needs, standing, nodes };
        let mut levers = Levers::default();
        let (open, met): (Vec<_>, Vec<_>) = groups.into_iter().partition(|any| {
            !any.iter()
                .any(|at| matches!(finding.clauses.get(*at), Some(Answer::Yes | Answer::Person)))
        });
        for any in open {
            let movable = trial.need(any, &mut levers);
            if !movable {
                return None;
            }
        }
        if apart(trial.needs.iter().map(|need| &need.levers)) > most {
            return None;
        }
        for any in met {
            trial.need(any, &mut levers);
        }
        for at in 0..decision.scores.len() {
            let mut finder = Finder::new(decision, scene.row, &mut levers);
            finder.score(at);
            let touched = finder.found.into_iter().chain(finder.behind).collect();
            trial.nodes.push(touched);
        }
        trial.levers = levers.0;
        Some(trial)
    }

    /// Adds a need, and says whether anything movable is in it.
    fn need(&mut self, any: Vec<usize>, levers: &mut Levers<'a>) -> bool {
        let free = |lever: &Lever<'_>| lever.movable && (lever.up || lever.down);
        let mut stands: Vec<usize> = Vec::new();
        for clause in any.iter().flat_map(|at| leaves(self.scene.decision, *at)) {
            let Some(formula) = self.scene.formula(clause) else { continue };
            let mut finder = Finder::new(self.scene.decision, self.scene.row, levers);
            finder.formula(formula);
            let (found, behind) = (finder.found, finder.behind);
            let touched = found.iter().copied().chain(behind).collect();
            let movable = found.into_iter().filter(|at| levers.0.get(*at).is_some_and(free));
            let movable: Vec<usize> = movable.collect();
            stands.extend(&movable);
            self.standing.push(Standing { clause, formula, levers: movable, touched });
        }
        stands.sort_unstable();
        stands.dedup();
        let movable = !stands.is_empty();
        self.needs.push(Need { any, levers: stands });
        movable
    }

    pub(super) fn supposed(&self, moves: &Moves) -> Supposed<'a> {
        let mut supposed = Supposed::default();
        for (at, to) in moves {
            if let Some(lever) = self.levers.get(*at) {
                lever.suppose(to, &mut supposed);
            }
        }
        supposed
    }

    /// Where everything is as it is.
    pub(super) fn present(&self) -> Place {
        Place { answers: self.finding.clauses.clone(), scores: self.finding.scores.clone() }
    }

    /// Where the last of the moves leads from a place that the others led to.
    pub(super) fn moved(&self, place: &Place, moves: &Moves) -> Place {
        let Some((lever, _)) = moves.last() else { return place.clone() };
        let supposed = self.supposed(moves);
        let row = self.scene.row.supposing(&supposed);
        let nodes = self.nodes.iter().enumerate();
        let nodes = nodes.filter(|(_, touched)| touched.contains(lever)).map(|(at, _)| at);
        let scores = self.scene.rescored(&row, &place.scores, nodes);
        let row = row.with_scores(&scores);
        let mut answers = place.answers.clone();
        for standing in self.standing.iter().filter(|one| one.touched.contains(lever)) {
            if let Some(slot) = answers.get_mut(standing.clause) {
                *slot = row.value(standing.formula).answer();
            }
        }
        Place { answers, scores }
    }

    /// What the clauses count for at a place.
    pub(super) fn weighed(&self, place: &Place) -> Vec<Answer> {
        weigh(&self.scene.decision.clauses, &place.answers)
    }
}

/// What the clauses come to, and the nodes of the score tree, with some levers moved.
#[derive(Clone, Debug)]
pub(super) struct Place {
    answers: Vec<Answer>,
    pub(super) scores: Vec<Value>,
}

/// How many levers at least have to move: one for each of the needs that share none.
pub(super) fn apart<'n>(open: impl IntoIterator<Item = &'n Vec<usize>>) -> usize {
    let mut taken: Vec<usize> = Vec::new();
    let mut count = 0;
    let mut open: Vec<&Vec<usize>> = open.into_iter().collect();
    open.sort_by_key(|levers| levers.len());
    for levers in open {
        if !levers.iter().any(|lever| taken.contains(lever)) {
            taken.extend(levers);
            count += 1;
        }
    }
    count
}
