//! The score of the grid: indicators with weights and bands.

use std::collections::BTreeSet;

use demo::rng::Rng;
use serde::Serialize;

use crate::fact::{Column, FactId, Kind, quotients};
use crate::leaf::{percent, quantity, threshold};

/// What an indicator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Of {
    /// A fact.
    Fact { fact: FactId },
    /// A quotient of two facts in ten-thousandths; unknown where `b` is zero.
    Ratio { a: FactId, b: FactId },
}

/// Points from a lower bound upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The lowest scaled value inside it.
    pub from: i64,
    /// Points before weighting.
    pub points: i64,
}

/// One indicator; a value below its last band has no points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// What it looks at.
    pub of: Of,
    /// How many times its points count.
    pub weight: i64,
    /// Highest first, 5 to 7 of them.
    pub bands: Vec<Band>,
    /// `of` in our rule language.
    pub formula: String,
    /// The unary tests of the bands in our rule language.
    pub tests: Vec<String>,
}

/// What a score can be between: an unknown indicator counts nothing at the low end and its best
/// band at the high end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The least it can be.
    pub low: i64,
    /// The most it can be.
    pub high: i64,
}

impl Indicator {
    /// Its weighted points for the enterprise in row `row`.
    #[must_use]
    pub fn total(&self, columns: &[Column], row: usize) -> Total {
        let best = self.bands.iter().map(|band| band.points).max().unwrap_or(0);
        match self.points(columns, row) {
            Some(points) => Total { low: points * self.weight, high: points * self.weight },
            None => Total { low: 0, high: best * self.weight },
        }
    }

    fn points(&self, columns: &[Column], row: usize) -> Option<i64> {
        let at = |fact: FactId| columns.get(fact.place())?.at(row).map(i128::from);
        let (value, scale) = match self.of {
            Of::Fact { fact } => (at(fact)?, 1),
            Of::Ratio { a, b } => (at(a)? * 10_000, at(b)?),
        };
        let reached = |band: &&Band| value >= i128::from(band.from) * scale;
        (scale > 0).then(|| self.bands.iter().find(reached).map_or(0, |band| band.points))
    }
}

/// `count` indicators, one in three of them a quotient.
pub(crate) fn indicators(count: usize, seed: u64) -> Vec<Indicator> {
    let mut rng = Rng::of(seed, 4_000);
    (0..count).filter_map(|number| indicator(&mut rng, number % 3 == 0)).collect()
}

fn indicator(rng: &mut Rng, quotient: bool) -> Option<Indicator> {
    let (of, kind) = if quotient {
        let (a, b) = rng.pick(&quotients())?;
        (Of::Ratio { a, b }, Kind::Ratio)
    } else {
        let fact = FactId(u8::try_from(rng.below(48)).ok()?);
        (Of::Fact { fact }, fact.kind())
    };
    let count = 5 + rng.place(3);
    let mut bounds = BTreeSet::new();
    for _ in 0..100 {
        if bounds.len() < count {
            bounds.extend(threshold(rng, kind));
        }
    }
    let mut points = 0;
    let mut bands = Vec::new();
    for from in bounds {
        points += 1 + rng.below(3);
        bands.push(Band { from, points });
    }
    bands.reverse();
    Some(Indicator {
        of,
        weight: 1 + rng.below(6),
        formula: match of {
            Of::Fact { fact } => fact.to_string(),
            Of::Ratio { a, b } => format!("{a} / {b}"),
        },
        tests: bands.iter().map(|band| format!(">= {}", bound(kind, band.from))).collect(),
        bands,
    })
}

fn bound(kind: Kind, value: i64) -> String {
    if kind == Kind::Ratio { percent(value) } else { quantity(kind, value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(fact: u8, value: Option<i64>) -> Column {
        Column {
            fact: FactId(fact),
            values: vec![value.unwrap_or(0)],
            known: vec![value.is_some()],
        }
    }

    fn share() -> Indicator {
        Indicator {
            of: Of::Ratio { a: FactId(1), b: FactId(0) },
            weight: 3,
            bands: vec![Band { from: 500, points: 4 }, Band { from: 300, points: 2 }],
            formula: "f01 / f00".to_owned(),
            tests: vec![">= 5%".to_owned(), ">= 3%".to_owned()],
        }
    }

    #[test]
    fn a_value_on_the_bound_has_the_better_band() {
        let total = |a, b| share().total(&[column(0, b), column(1, a)], 0);
        assert_eq!(total(Some(5), Some(100)), Total { low: 12, high: 12 });
        assert_eq!(total(Some(499), Some(10_000)), Total { low: 6, high: 6 });
        assert_eq!(total(Some(299), Some(10_000)), Total::default());
    }

    #[test]
    fn an_unknown_value_leaves_the_score_open() {
        let total = |a, b| share().total(&[column(0, b), column(1, a)], 0);
        assert_eq!(total(None, Some(100)), Total { low: 0, high: 12 });
        assert_eq!(total(Some(5), Some(0)), Total { low: 0, high: 12 });
    }

    #[test]
    fn thirty_indicators_have_five_to_seven_bands_each() {
        let indicators = indicators(30, 7);
        assert_eq!(indicators.len(), 30);
        for indicator in indicators {
            assert!((5..=7).contains(&indicator.bands.len()));
            assert!(indicator.bands.is_sorted_by(|a, b| a.from > b.from && a.points > b.points));
        }
    }
}
