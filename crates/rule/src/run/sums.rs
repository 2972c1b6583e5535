//! Sums of stairs: each part adds its points while its gauge is read, and is kept nowhere else.

use std::collections::{HashMap, HashSet};

use crate::plan::{Plan, ScoreStep, Stairs, Step};
use crate::run::bind::Climb;

/// Which sums are added up so, and which stairs are asked for themselves.
#[derive(Debug)]
pub(super) struct Sums {
    /// The sums, by position among the steps.
    pub(super) of: Vec<usize>,
    /// The sums of each of the stairs.
    added: HashMap<usize, Vec<usize>>,
    kept: HashSet<usize>,
}

impl Sums {
    /// Looks through the steps that are needed; `asked` is wanted for itself.
    pub(super) fn new(plan: &Plan<'_>, needed: &[bool], asked: Option<usize>) -> Self {
        let kept = asked.into_iter().collect();
        let mut sums = Self { of: Vec::new(), added: HashMap::new(), kept };
        for (at, step) in plan.steps_of(needed) {
            match step {
                Step::Score(ScoreStep::Sum { of, .. })
                    if of.iter().all(|at| is_stairs(plan, *at)) =>
                {
                    sums.of.push(at);
                    for part in of {
                        sums.added.entry(*part).or_default().push(at);
                    }
                }
                _ => sums.kept.extend(step.uses()),
            }
        }
        sums
    }

    /// Whether the points of a step are asked for themselves.
    pub(super) fn keeps(&self, at: usize) -> bool {
        self.kept.contains(&at)
    }

    /// Whether the points of a step are added up while gauges are read.
    pub(super) fn adds(&self, plan: &Plan<'_>, at: usize) -> bool {
        self.of.contains(&at) || is_stairs(plan, at)
    }

    /// Where the points of stairs go.
    pub(super) fn climb<'a>(
        &self,
        places: &HashMap<usize, usize>,
        (at, stairs): (usize, &'a Stairs),
    ) -> Climb<'a> {
        let place = |at: &usize| places.get(at).copied();
        let sums = self.added.get(&at).into_iter().flatten();
        Climb { stairs, to: std::iter::once(&at).chain(sums).filter_map(place).collect() }
    }
}

fn is_stairs(plan: &Plan<'_>, at: usize) -> bool {
    matches!(plan.steps.get(at), Some(Step::Score(ScoreStep::Stairs(_))))
}
