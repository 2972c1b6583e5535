//! The leaves on which a no hangs.

use crate::plan::{Branch, Gauge, Plan, Ref, Step};
use crate::run::bind::Bound;
use crate::run::{Planes, Scratch};

/// A leaf that made a decision say no for one row, and the figures that it compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The decision, by position.
    pub policy: usize,
    /// The leaf, by its position among the steps of the plan.
    pub leaf: usize,
    /// The leaf holds, and the decision wanted that it does not.
    pub holds: bool,
    /// The numbers that it read, in whole multiples of their columns.
    pub figures: Vec<i64>,
}

impl Plan<'_> {
    /// The leaves that failed in each decision that says no for `row`.
    pub fn failed(&self, bound: &Bound<'_>, row: usize, scratch: &mut Scratch<1>) -> Vec<Failed> {
        bound.chunk(row / 64 * 64, scratch);
        let mut failed = Vec::new();
        for (policy, roots) in self.policies.iter().enumerate() {
            let look = Look { plan: self, bound, scratch, row, policy };
            if look.says(roots.answer, false) {
                look.collect(roots.answer, &mut failed, 0);
            }
        }
        failed
    }
}

/// Deepest branch that is followed.
const DEPTH: usize = 64;

struct Look<'l, 'p> {
    plan: &'l Plan<'p>,
    bound: &'l Bound<'l>,
    scratch: &'l Scratch<1>,
    row: usize,
    policy: usize,
}

impl Look<'_, '_> {
    /// Whether a part is certainly this.
    fn says(&self, part: Ref, wanted: bool) -> bool {
        let (at, wanted) = match part {
            Ref::Constant(_) => return false,
            Ref::Step(at) => (at, wanted),
            Ref::Not(at) => (at, !wanted),
        };
        let of = |planes: &Planes<1>| if wanted { planes.yes } else { planes.no };
        self.scratch.planes.get(at).map(of).is_some_and(|[word]| word >> (self.row % 64) & 1 == 1)
    }

    /// Goes down from a part that is no to the leaves that made it so.
    fn collect(&self, part: Ref, failed: &mut Vec<Failed>, depth: usize) {
        let (at, negated) = match part {
            Ref::Constant(_) => return,
            Ref::Step(at) => (at, false),
            Ref::Not(at) => (at, true),
        };
        let Some(step) = self.plan.steps.get(at).filter(|_| depth < DEPTH) else { return };
        let turned = |part: Ref| if negated { !part } else { part };
        match step {
            Step::Branch(Branch::And(parts) | Branch::Or(parts)) => {
                for part in parts.iter().copied().map(turned) {
                    if self.says(part, false) {
                        self.collect(part, failed, depth + 1);
                    }
                }
            }
            Step::Branch(Branch::If(test, yes, no)) => {
                let chosen = if self.says(*test, true) { *yes } else { *no };
                self.collect(turned(chosen), failed, depth + 1);
            }
            leaf => failed.push(Failed {
                policy: self.policy,
                leaf: at,
                holds: negated,
                figures: self.figures(leaf),
            }),
        }
    }

    fn figures(&self, leaf: &Step) -> Vec<i64> {
        let Step::Cut(cut) = leaf else { return Vec::new() };
        let columns = self.plan.gauges.get(cut.gauge).map(Gauge::columns).unwrap_or_default();
        let figure = |at: &usize| self.bound.columns.get(*at)?.values.get(self.row).copied();
        columns.iter().filter_map(figure).collect()
    }
}
