//! Score trees as steps, where all their points are numbers.

use crate::decision::{Outcome, Score, ScoreRule};
use crate::number::{Number, Rounding};
use crate::plan::compile::Compiler;
use crate::plan::{POINT_DECIMALS, Ref, ScoreStep, Step};

impl Compiler<'_> {
    /// The step of a node; `None` for classes and for points that are formulas.
    pub(super) fn score(&mut self, score: &Score, lenient: bool) -> Option<usize> {
        let step = match &score.rule {
            ScoreRule::Bands { bands, judge } => {
                let points: Vec<(i64, i64)> = bands
                    .iter()
                    .map(|band| match &band.outcome {
                        Outcome::Points(low, high) => Some((scaled(low)?, scaled(high)?)),
                        Outcome::Formula(_) | Outcome::Class(_) => None,
                    })
                    .collect::<Option<_>>()?;
                let tests: Vec<Ref> = bands.iter().map(|band| self.condition(&band.test)).collect();
                self.bands(tests, points, judge.as_ref())
            }
            ScoreRule::Judged { judge, low, high } => {
                ScoreStep::Judged { judge: judge.clone(), low: scaled(low)?, high: scaled(high)? }
            }
            ScoreRule::Sum { of, max } => {
                let max = match max {
                    Some(max) => Some(scaled(max)?),
                    None => None,
                };
                ScoreStep::Sum { of: self.nodes(of)?, max }
            }
            ScoreRule::Best { of } => ScoreStep::Best { of: self.nodes(of)? },
        };
        let step = self.score_step(step);
        match step {
            Some(of) if lenient => self.score_step(ScoreStep::Lenient { of }),
            step => step,
        }
    }

    fn bands(&self, tests: Vec<Ref>, points: Vec<(i64, i64)>, judge: Option<&String>) -> ScoreStep {
        match self.stairs(&tests, &points).filter(|_| judge.is_none()) {
            Some(stairs) => ScoreStep::Stairs(stairs),
            None => ScoreStep::Bands { tests, points, judge: judge.cloned() },
        }
    }

    fn score_step(&mut self, step: ScoreStep) -> Option<usize> {
        match self.step(Step::Score(step)) {
            Ref::Step(at) => Some(at),
            Ref::Constant(_) | Ref::Not(_) => None,
        }
    }

    fn nodes(&self, of: &[usize]) -> Option<Vec<usize>> {
        of.iter().map(|at| self.scope().scores.get(*at).copied().flatten()).collect()
    }
}

/// So many that their sums stay within 64 bits; none where they are more.
fn scaled(points: &Number) -> Option<i64> {
    points.to_i64_scaled(POINT_DECIMALS).filter(|points| i32::try_from(*points).is_ok())
}

/// The multiple of the points' decimals at or below `bound`, and whether `bound` is that.
pub(super) fn point_bound(bound: &Number) -> Option<(i64, bool)> {
    let scale = Number::from_i64(10_i64.checked_pow(POINT_DECIMALS.into())?);
    let units = bound.checked_mul(&scale)?;
    let floor = units.round(0, Rounding::Floor)?;
    Some((floor.to_i64_scaled(0)?, units.is_integer()))
}
