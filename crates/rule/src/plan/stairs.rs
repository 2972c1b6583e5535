//! Bands that all look at one gauge, as the bounds at which the points change.

use crate::fact::DEEPEST;
use crate::plan::compile::Compiler;
use crate::plan::{Branch, Cut, Fixed, Ref, Stairs, Step};

impl Compiler<'_> {
    /// The bands as stairs, where all of their tests are cuts of one gauge and none leaves a
    /// person a choice.
    pub(super) fn stairs(&self, tests: &[Ref], points: &[(i64, i64)]) -> Option<Stairs> {
        let points: Vec<i64> = points
            .iter()
            .map(|(low, high)| (low == high).then_some(*low))
            .collect::<Option<_>>()?;
        let mut cuts = Vec::new();
        for test in tests {
            self.cuts(*test, &mut cuts, 0)?;
        }
        let gauge = cuts.first()?.gauge;
        if cuts.iter().any(|cut| cut.gauge != gauge) {
            return None;
        }
        let mut bounds: Vec<i64> =
            cuts.iter().flat_map(|cut| [cut.low, cut.high]).flatten().collect();
        bounds.sort_unstable();
        bounds.dedup();
        let at = |number| {
            let holds = |(test, _): &(&Ref, &i64)| self.holds(**test, number);
            tests.iter().zip(&points).find(holds).map(|(_, points)| *points)
        };
        let base = at(i64::MIN)?;
        let mut rises = Vec::with_capacity(bounds.len());
        let mut before = base;
        for bound in bounds {
            let points = at(bound)?;
            rises.push((bound, points.checked_sub(before)?));
            before = points;
        }
        rises.retain(|(_, rise)| *rise != 0);
        Some(Stairs { gauge, base, rises, open: ends(tests, &points)? })
    }

    /// Collects the cuts that a test is made of; `None` where it is made of anything else.
    fn cuts<'s>(&'s self, test: Ref, cuts: &mut Vec<&'s Cut>, depth: usize) -> Option<()> {
        let at = match test {
            Ref::Constant(Fixed::Yes | Fixed::No) => return Some(()),
            Ref::Constant(Fixed::Unknown | Fixed::Person) => return None,
            Ref::Step(at) | Ref::Not(at) => at,
        };
        match self.made_step(at).filter(|_| depth < DEEPEST)? {
            Step::Cut(cut) => cuts.push(cut),
            Step::Branch(branch) => {
                for part in branch.parts() {
                    self.cuts(part, cuts, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether a test made of cuts holds for a number of their gauge.
    fn holds(&self, test: Ref, number: i64) -> bool {
        let (at, wanted) = match test {
            Ref::Constant(fixed) => return fixed == Fixed::Yes,
            Ref::Step(at) => (at, true),
            Ref::Not(at) => (at, false),
        };
        let holds = |part: &Ref| self.holds(*part, number);
        let found = match self.made_step(at) {
            Some(Step::Cut(cut)) => {
                cut.low.is_none_or(|low| number >= low) && cut.high.is_none_or(|high| number < high)
            }
            Some(Step::Branch(Branch::And(parts))) => parts.iter().all(holds),
            Some(Step::Branch(Branch::Or(parts))) => parts.iter().any(holds),
            Some(Step::Branch(Branch::If(test, yes, no))) => {
                holds(if holds(test) { yes } else { no })
            }
            _ => false,
        };
        found == wanted
    }
}

/// The least and the most points where the gauge is unknown: every band up to the one that
/// always holds is open.
fn ends(tests: &[Ref], points: &[i64]) -> Option<(i64, i64)> {
    let always = tests.iter().position(|test| *test == Ref::Constant(Fixed::Yes))?;
    let bands = tests.iter().zip(points).take(always + 1);
    let open = bands.filter(|(test, _)| **test != Ref::Constant(Fixed::No));
    let open = open.map(|(_, points)| *points);
    Some((open.clone().min()?, open.max()?))
}
