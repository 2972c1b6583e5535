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
                Step::Score(ScoreStep::Sum { of, .. }) if small(plan, of) => {
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

    /// Where the points of stairs go.
    pub(super) fn climb<'a>(
        &self,
        places: &HashMap<usize, usize>,
        (at, stairs): (usize, &'a Stairs),
    ) -> Climb<'a> {
        let place = |at: &usize| places.get(at).copied();
        let sums = self.added.get(&at).map_or(&[][..], Vec::as_slice);
        let own = place(&at).filter(|_| self.kept.contains(&at));
        Climb { stairs, own, sums: sums.iter().filter_map(place).collect() }
    }
}

/// Whether these are all stairs, and no sum of their points leaves 32 bits.
fn small(plan: &Plan<'_>, of: &[usize]) -> bool {
    let farthest = |at: &usize| match plan.steps.get(*at) {
        Some(Step::Score(ScoreStep::Stairs(stairs))) => Some(stairs.farthest()),
        _ => None,
    };
    let all: Option<Vec<u64>> = of.iter().map(farthest).collect();
    all.is_some_and(|all| {
        all.into_iter().fold(0, u64::saturating_add) <= i32::MAX.unsigned_abs().into()
    })
}

impl Stairs {
    /// No points of theirs are further from nothing.
    fn farthest(&self) -> u64 {
        let far = |points: i32| u64::from(points.unsigned_abs());
        let rises = self.rises.iter().map(|(_, rise)| far(*rise));
        let climbed = rises.fold(far(self.base), u64::saturating_add);
        climbed.max(far(self.open.0)).max(far(self.open.1))
    }
}
