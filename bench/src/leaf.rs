//! The conditions that policies are made of, and the catalogue they are dealt from.

use std::collections::BTreeSet;

use demo::rng::Rng;
use serde::{Serialize, Serializer};

use crate::fact::{Column, FactId, Kind, TEXTS, quotients};

/// How a value is compared with a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// `>=`, in the words of policies 不低于.
    AtLeast,
    /// `<=`, 不超过.
    AtMost,
    /// `>`, 高于.
    Above,
    /// `<`, 低于.
    Below,
}

impl Op {
    /// As formulas write it.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
        }
    }

    fn holds(self, left: i128, right: i128) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::Below => left < right,
        }
    }
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.symbol())
    }
}

/// One condition over the facts of an enterprise; thresholds are scaled like the columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Leaf {
    /// A fact against a threshold.
    Compare { fact: FactId, op: Op, value: i64 },
    /// A quotient of two facts against ten-thousandths: exactly `a * 10000 op per10000 * b`,
    /// and unknown where `b` is zero.
    Ratio { a: FactId, b: FactId, op: Op, per10000: i64 },
    /// A sum of two facts against a threshold.
    Sum { facts: [FactId; 2], op: Op, value: i64 },
    /// A fact that is itself yes or no.
    Flag { fact: FactId },
    /// A text among some texts, by their places in [`TEXTS`].
    Member {
        fact: FactId,
        #[serde(rename = "in")]
        places: BTreeSet<usize>,
    },
}

impl Leaf {
    /// Whether it holds for the enterprise in row `row`; nothing where that is unknown.
    #[must_use]
    pub fn holds(&self, columns: &[Column], row: usize) -> Option<bool> {
        let at = |fact: FactId| columns.get(fact.place())?.at(row);
        match self {
            Self::Compare { fact, op, value } => {
                Some(op.holds(i128::from(at(*fact)?), i128::from(*value)))
            }
            Self::Ratio { a, b, op, per10000 } => {
                let (a, b) = (i128::from(at(*a)?), i128::from(at(*b)?));
                (b > 0).then(|| op.holds(a * 10_000, i128::from(*per10000) * b))
            }
            Self::Sum { facts: [a, b], op, value } => {
                let sum = i128::from(at(*a)?) + i128::from(at(*b)?);
                Some(op.holds(sum, i128::from(*value)))
            }
            Self::Flag { fact } => Some(at(*fact)? == 1),
            Self::Member { fact, places } => {
                let place = usize::try_from(at(*fact)?).ok()?;
                Some(places.contains(&place))
            }
        }
    }

    /// The condition in our rule language, which is also FEEL but for the units.
    #[must_use]
    pub fn formula(&self) -> String {
        match self {
            Self::Compare { fact, op, value } => {
                format!("{fact} {} {}", op.symbol(), quantity(fact.kind(), *value))
            }
            Self::Ratio { a, b, op, per10000 } => {
                format!("{a} / {b} {} {}", op.symbol(), percent(*per10000))
            }
            Self::Sum { facts: [a, b], op, value } => {
                format!("{a} + {b} {} {}", op.symbol(), quantity(a.kind(), *value))
            }
            Self::Flag { fact } => fact.to_string(),
            Self::Member { fact, places } => {
                let texts: Vec<String> = places
                    .iter()
                    .filter_map(|place| TEXTS.get(*place))
                    .map(|text| format!("\"{text}\""))
                    .collect();
                format!("{fact} in [{}]", texts.join(", "))
            }
        }
    }
}

/// A scaled value as a formula writes it: whole 万元 for money, per cent for a ratio.
pub(crate) fn quantity(kind: Kind, value: i64) -> String {
    match kind {
        Kind::Money => format!("{} 万元", decimal(value, 6)),
        Kind::Ratio => percent(value),
        Kind::Count | Kind::Bool | Kind::Text => value.to_string(),
    }
}

/// Ten-thousandths as a percentage: `5%`, `0.5%`.
pub(crate) fn percent(per10000: i64) -> String {
    format!("{}%", decimal(per10000, 2))
}

fn decimal(value: i64, decimals: u32) -> String {
    let one = 10i64.pow(decimals);
    let (whole, rest) = (value / one, value % one);
    if rest == 0 {
        return whole.to_string();
    }
    let width = usize::try_from(decimals).unwrap_or(0);
    format!("{whole}.{rest:0width$}").trim_end_matches('0').to_owned()
}

/// Thresholds of money in 万元, of counts, and of quotients in ten-thousandths: round numbers of
/// the kind that policies name.
const MONEY: [i64; 26] = [
    10, 20, 30, 50, 80, 100, 150, 200, 300, 400, 500, 600, 800, 1_000, 1_200, 1_500, 2_000, 3_000,
    4_000, 5_000, 6_000, 8_000, 10_000, 20_000, 40_000, 80_000,
];
const COUNT: [i64; 20] =
    [1, 2, 3, 4, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1_000, 2_000, 3_000];
const SHARE: [i64; 24] = [
    50, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1_000, 1_200, 1_500, 2_000, 2_500, 3_000,
    3_500, 4_000, 4_500, 5_000, 5_500, 6_000, 7_000, 8_000,
];

type Draw = fn(&mut Rng) -> Option<Leaf>;

/// `distinct` conditions, no two alike: of a hundred about 65 compare a fact, 5 a sum and 20 a
/// quotient with a threshold, and 10 are flags and members.
pub(crate) fn catalogue(distinct: usize, seed: u64) -> Vec<Leaf> {
    let mut rng = Rng::of(seed, 2_000);
    let quotas: [(usize, Draw); 5] = [
        (distinct / 20, sum),
        (distinct / 5, ratio),
        (distinct.min(1000) / 100, flag),
        (distinct / 10 - distinct.min(1000) / 100, member),
        (distinct, compare),
    ];
    let mut leaves = BTreeSet::new();
    for (quota, draw) in quotas {
        let goal = distinct.min(leaves.len() + quota);
        for _ in 0..quota * 50 {
            if leaves.len() == goal {
                break;
            }
            leaves.extend(draw(&mut rng));
        }
    }
    let mut leaves: Vec<Leaf> = leaves.into_iter().collect();
    rng.shuffle(&mut leaves);
    leaves
}

fn facts(wanted: impl Fn(Kind) -> bool) -> Vec<FactId> {
    FactId::all().filter(|fact| wanted(fact.kind())).collect()
}

fn op(rng: &mut Rng) -> Op {
    match rng.below(100) {
        ..75 => Op::AtLeast,
        75..90 => Op::AtMost,
        90..95 => Op::Above,
        95.. => Op::Below,
    }
}

pub(crate) fn threshold(rng: &mut Rng, kind: Kind) -> Option<i64> {
    match kind {
        Kind::Money => Some(rng.pick(&MONEY)? * 1_000_000),
        Kind::Count => rng.pick(&COUNT),
        Kind::Ratio => rng.pick(&SHARE),
        Kind::Bool | Kind::Text => None,
    }
}

fn compare(rng: &mut Rng) -> Option<Leaf> {
    let fact = rng.pick(&facts(|kind| matches!(kind, Kind::Money | Kind::Count | Kind::Ratio)))?;
    Some(Leaf::Compare { fact, op: op(rng), value: threshold(rng, fact.kind())? })
}

fn ratio(rng: &mut Rng) -> Option<Leaf> {
    let (a, b) = rng.pick(&quotients())?;
    Some(Leaf::Ratio { a, b, op: op(rng), per10000: rng.pick(&SHARE)? })
}

/// Sums pair the facts 13 and 14, 15 and 16, and so on: amounts that are no part of each other.
fn sum(rng: &mut Rng) -> Option<Leaf> {
    let first = rng.pick(&[13, 15, 17, 19, 21, 23])?;
    let facts = [FactId(first), FactId(first + 1)];
    Some(Leaf::Sum { facts, op: op(rng), value: threshold(rng, Kind::Money)? })
}

fn flag(rng: &mut Rng) -> Option<Leaf> {
    Some(Leaf::Flag { fact: rng.pick(&facts(|kind| kind == Kind::Bool))? })
}

fn member(rng: &mut Rng) -> Option<Leaf> {
    let fact = rng.pick(&facts(|kind| kind == Kind::Text))?;
    let size = 1 + rng.place(4);
    Some(Leaf::Member { fact, places: (0..size).map(|_| rng.place(TEXTS.len())).collect() })
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

    #[test]
    fn formulas_name_the_units_that_officials_use() {
        let texts: Vec<String> = [
            Leaf::Compare { fact: FactId(7), op: Op::AtLeast, value: 500_000_000 },
            Leaf::Compare { fact: FactId(7), op: Op::Below, value: 1_234_000 },
            Leaf::Compare { fact: FactId(30), op: Op::AtMost, value: 10 },
            Leaf::Compare { fact: FactId(42), op: Op::Above, value: 50 },
            Leaf::Ratio { a: FactId(1), b: FactId(0), op: Op::AtLeast, per10000: 500 },
            Leaf::Sum { facts: [FactId(13), FactId(14)], op: Op::AtLeast, value: 10_000_000 },
            Leaf::Flag { fact: FactId(50) },
            Leaf::Member { fact: FactId(60), places: BTreeSet::from([0, 2]) },
        ]
        .iter()
        .map(Leaf::formula)
        .collect();
        assert_eq!(
            texts,
            [
                "f07 >= 500 万元",
                "f07 < 1.234 万元",
                "f30 <= 10",
                "f42 > 0.5%",
                "f01 / f00 >= 5%",
                "f13 + f14 >= 10 万元",
                "f50",
                "f60 in [\"a\", \"c\"]",
            ]
        );
    }

    #[test]
    fn a_quotient_is_exact_on_its_threshold_and_unknown_over_zero() {
        let leaf = Leaf::Ratio { a: FactId(1), b: FactId(0), op: Op::AtLeast, per10000: 500 };
        let over = |b, a| leaf.holds(&[column(0, b), column(1, a)], 0);
        assert_eq!(over(Some(2_000), Some(100)), Some(true));
        assert_eq!(over(Some(2_001), Some(100)), Some(false));
        assert_eq!(over(Some(0), Some(100)), None);
        assert_eq!(over(None, Some(100)), None);
        assert_eq!(over(Some(2_000), None), None);
    }

    #[test]
    fn the_catalogue_has_its_proportions() {
        let leaves = catalogue(1_050, 7);
        let mut counts = [0; 5];
        for leaf in &leaves {
            let place = match leaf {
                Leaf::Compare { .. } => 0,
                Leaf::Ratio { .. } => 1,
                Leaf::Sum { .. } => 2,
                Leaf::Flag { .. } => 3,
                Leaf::Member { .. } => 4,
            };
            counts[place] += 1;
        }
        assert_eq!(counts, [683, 210, 52, 10, 95]);
        let distinct: BTreeSet<&Leaf> = leaves.iter().collect();
        assert_eq!(distinct.len(), 1_050);
    }

    #[test]
    fn a_fact_meets_about_a_dozen_thresholds() {
        let leaves = catalogue(1_050, 7);
        for fact in FactId::all().take(48) {
            let values: BTreeSet<i64> = leaves
                .iter()
                .filter_map(|leaf| match leaf {
                    Leaf::Compare { fact: of, value, .. } if *of == fact => Some(*value),
                    _ => None,
                })
                .collect();
            assert!((5..=26).contains(&values.len()), "{fact}: {}", values.len());
        }
    }
}
