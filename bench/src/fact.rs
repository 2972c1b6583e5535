//! The facts of the grid: what they are called, what they count, and their invented values.

use demo::rng::Rng;
use serde::{Serialize, Serializer};

/// How many facts every grid has.
pub const FACTS: u8 = 64;
/// How many facts in a hundred are unknown.
const UNKNOWN: i64 = 10;

/// Facts that are a part of another, so that their quotient lies between 0 and 60 %.
const PARTS: [(u8, u8); 14] = [
    (1, 0),
    (2, 0),
    (3, 0),
    (5, 4),
    (6, 4),
    (8, 7),
    (9, 7),
    (11, 10),
    (12, 10),
    (29, 28),
    (30, 28),
    (31, 28),
    (33, 32),
    (35, 34),
];
/// Facts that may be below zero, as a profit may.
const SIGNED: [u8; 2] = [26, 27];

/// The number of a fact; it reads `f07` in files and formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u8);

impl std::fmt::Display for FactId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "f{:02}", self.0)
    }
}

impl Serialize for FactId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a fact counts, hence how its column is scaled to whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Renminbi, in fen.
    Money,
    /// Persons or things.
    Count,
    /// A share, in ten-thousandths.
    Ratio,
    /// 0 for no and 1 for yes.
    Bool,
    /// The place of the text in [`TEXTS`].
    Text,
}

/// The texts that a fact of kind [`Kind::Text`] may have; its column holds their places.
pub const TEXTS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

impl Kind {
    /// Decimals of the unit a person would read it in: 元 for money, 1 for a ratio.
    #[must_use]
    pub fn decimals(self) -> u8 {
        match self {
            Self::Money => 2,
            Self::Ratio => 4,
            Self::Count | Self::Bool | Self::Text => 0,
        }
    }
}

impl FactId {
    /// Every fact of a grid, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..FACTS).map(Self)
    }

    /// What it counts: 28 amounts, 14 counts, 6 ratios, 10 flags and 6 texts.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.0 {
            ..28 => Kind::Money,
            28..42 => Kind::Count,
            42..48 => Kind::Ratio,
            48..58 => Kind::Bool,
            58.. => Kind::Text,
        }
    }

    /// The fact that this one is a part of.
    #[must_use]
    pub fn whole(self) -> Option<Self> {
        PARTS.iter().find(|(part, _)| *part == self.0).map(|(_, whole)| Self(*whole))
    }

    /// Its place among the columns of a grid.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// The pairs of facts whose quotient policies ask for: part and whole.
pub(crate) fn quotients() -> Vec<(FactId, FactId)> {
    PARTS.iter().map(|(part, whole)| (FactId(*part), FactId(*whole))).collect()
}

/// One fact of every enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which fact it is.
    pub fact: FactId,
    /// Scaled whole numbers, one an enterprise; 0 where unknown.
    pub values: Vec<i64>,
    /// Whether the value is known, one an enterprise.
    pub known: Vec<bool>,
}

impl Column {
    /// The value of the enterprise in row `row`, if it is known.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<i64> {
        if *self.known.get(row)? { self.values.get(row).copied() } else { None }
    }
}

/// All columns of `rows` enterprises.
///
/// Every column has a stream of its own, so a grid with fewer enterprises is the head of one
/// with more: a row engine measured on a sample sees the same rows.
pub(crate) fn columns(rows: usize, seed: u64) -> Vec<Column> {
    let mut full: Vec<Vec<i64>> = Vec::new();
    for fact in FactId::all() {
        let mut rng = Rng::of(seed, u64::from(fact.0));
        let whole = fact.whole().and_then(|whole| full.get(whole.place()));
        let values = match whole {
            Some(whole) => whole.iter().map(|whole| part(&mut rng, *whole)).collect(),
            None => (0..rows).map(|_| plain(&mut rng, fact)).collect(),
        };
        full.push(values);
    }
    FactId::all().zip(full).map(|(fact, values)| masked(fact, values, seed)).collect()
}

fn masked(fact: FactId, mut values: Vec<i64>, seed: u64) -> Column {
    let mut rng = Rng::of(seed, 1000 + u64::from(fact.0));
    let known: Vec<bool> = values.iter().map(|_| !rng.chance(UNKNOWN)).collect();
    for (value, known) in values.iter_mut().zip(&known) {
        if !known {
            *value = 0;
        }
    }
    Column { fact, values, known }
}

fn plain(rng: &mut Rng, fact: FactId) -> i64 {
    match fact.kind() {
        Kind::Money => {
            let fen = money(rng);
            if SIGNED.contains(&fact.0) && rng.chance(25) { -fen } else { fen }
        }
        Kind::Count => decade(rng, 4) - 1,
        Kind::Ratio => share(rng, 10_000),
        Kind::Bool => i64::from(rng.chance(35)),
        Kind::Text => rng.below(8),
    }
}

/// From 1 万元 to 10 亿元, as many in each decade; often a whole 万元, sometimes nothing.
fn money(rng: &mut Rng) -> i64 {
    let whole = decade(rng, 5) * 1_000_000;
    match rng.below(100) {
        0 | 1 => 0,
        2..40 => whole,
        _ => whole + rng.below(1_000_000),
    }
}

fn decade(rng: &mut Rng, decades: i64) -> i64 {
    let low = (0..rng.below(decades)).fold(1, |low, _| low * 10);
    low + rng.below(low * 9)
}

/// A share of up to `most` ten-thousandths, one in five on a whole per cent.
fn share(rng: &mut Rng, most: i64) -> i64 {
    let share = rng.below(most + 1);
    if rng.chance(20) { share / 100 * 100 } else { share }
}

fn part(rng: &mut Rng, whole: i64) -> i64 {
    whole * share(rng, 6_000) / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_grid_is_the_head_of_a_larger_one() {
        let small = columns(50, 7);
        for (small, large) in small.iter().zip(columns(200, 7)) {
            assert_eq!(small.values, large.values[..50]);
            assert_eq!(small.known, large.known[..50]);
        }
    }

    #[test]
    fn one_value_in_ten_is_unknown_and_then_zero() {
        let columns = columns(5_000, 7);
        let unknown: usize =
            columns.iter().map(|column| column.known.iter().filter(|known| !**known).count()).sum();
        let cells = 5_000 * usize::from(FACTS);
        assert!((cells * 9 / 100..cells * 11 / 100).contains(&unknown), "{unknown} of {cells}");
        for column in &columns {
            for row in 0..5_000 {
                assert!(column.known[row] || column.values[row] == 0);
            }
        }
    }

    #[test]
    fn a_part_never_exceeds_its_whole() {
        let columns = columns(2_000, 7);
        for (part, whole) in quotients() {
            for row in 0..2_000 {
                let pair = (columns[part.place()].at(row), columns[whole.place()].at(row));
                if let (Some(part), Some(whole)) = pair {
                    assert!((0..=whole).contains(&part));
                }
            }
        }
    }

    #[test]
    fn products_with_ten_thousand_fit_in_64_bits() {
        let most = columns(20_000, 7).iter().flat_map(|column| column.values.clone()).max();
        assert!(most.is_some_and(|most| most <= i64::MAX / 10_000 / 100));
    }
}
