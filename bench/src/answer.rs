//! The answers of a run, packed, and the digest that proves two runs equal.

use demo::rng::mix;
use serde::Serialize;

use crate::Grid;
use crate::fact::Column;
use crate::leaf::Leaf;
use crate::policy::{Policy, PolicyId};
use crate::score::Total;

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The answers to every policy, two bitmaps each: row `i` is bit `i % 64` of word `i / 64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    rows: usize,
    /// Where the answer is yes, policy after policy.
    pub(crate) yes: Vec<u64>,
    /// Where the answer is yes or no, policy after policy.
    pub(crate) known: Vec<u64>,
}

/// How many enterprises got which answer to one policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Which policy.
    pub id: PolicyId,
    /// 测算符合.
    pub yes: usize,
    /// 不符合.
    pub no: usize,
    /// 待补数据.
    pub unknown: usize,
}

impl Answers {
    /// No answers yet, for `rows` enterprises.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self { rows, yes: Vec::new(), known: Vec::new() }
    }

    /// The number of enterprises.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The words of one bitmap.
    #[must_use]
    pub fn words(&self) -> usize {
        self.rows.div_ceil(64)
    }

    /// Adds the answers to the next policy. Bits of rows that do not exist and yes-bits of
    /// unknown rows are cleared; words that are missing count as unknown.
    pub fn push(&mut self, yes: &[u64], known: &[u64]) {
        let words = self.words();
        let tail = match self.rows % 64 {
            0 => u64::MAX,
            rows => (1 << rows) - 1,
        };
        for word in 0..words {
            let mask = if word + 1 == words { tail } else { u64::MAX };
            let known = known.get(word).copied().unwrap_or(0) & mask;
            self.known.push(known);
            self.yes.push(yes.get(word).copied().unwrap_or(0) & known);
        }
    }

    /// The counts of each policy, in order.
    #[must_use]
    pub fn counts(&self) -> Vec<Count> {
        let words = self.words().max(1);
        let ones = |words: &[u64]| {
            let ones: u64 = words.iter().map(|word| u64::from(word.count_ones())).sum();
            usize::try_from(ones).unwrap_or(usize::MAX)
        };
        self.yes
            .chunks(words)
            .zip(self.known.chunks(words))
            .enumerate()
            .map(|(number, (yes, known))| {
                let (yes, known) = (ones(yes), ones(known));
                let id = PolicyId(number);
                Count { id, yes, no: known - yes, unknown: self.rows - known }
            })
            .collect()
    }

    /// One number for all answers: FNV-1a over the digests of the bitmaps, yes then known, policy
    /// after policy.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let words = self.words().max(1);
        let bitmaps = self.yes.chunks(words).zip(self.known.chunks(words));
        chain(
            bitmaps.flat_map(|(yes, known)| [sum(yes.iter().copied()), sum(known.iter().copied())]),
        )
    }
}

/// The digest of the scores: FNV-1a over the digest of the low ends and that of the high ends.
#[must_use]
pub fn totals_digest(totals: &[Total]) -> u64 {
    let low = totals.iter().map(|total| total.low.cast_unsigned());
    let high = totals.iter().map(|total| total.high.cast_unsigned());
    chain([sum(low), sum(high)])
}

/// A digest of words that takes them in any order, so that array languages compute it at once:
/// each word is mixed with its place, and the results are added.
fn sum(words: impl Iterator<Item = u64>) -> u64 {
    let places = (0u64..).map(|place| place.wrapping_add(1).wrapping_mul(STEP));
    words.zip(places).fold(0, |sum, (word, place)| sum.wrapping_add(mix(word.wrapping_add(place))))
}

fn chain(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(OFFSET, |hash, word| (hash ^ word).wrapping_mul(PRIME))
}

impl Grid {
    /// The answers by the plainest reading of the policies, row by row: what every faster way is
    /// compared with.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let rows = self.shape.enterprises;
        let mut answers = Answers::new(rows);
        let words = answers.words();
        let mut yes = vec![0; words * self.policies.len()];
        let mut known = yes.clone();
        for row in 0..rows {
            let leaves = leaves(&self.leaves, &self.columns, row);
            let places = (row / 64..).step_by(words.max(1));
            for (place, policy) in places.zip(&self.policies) {
                mark(policy, &leaves, (yes.get_mut(place), known.get_mut(place)), row % 64);
            }
        }
        for (yes, known) in yes.chunks(words.max(1)).zip(known.chunks(words.max(1))) {
            answers.push(yes, known);
        }
        answers
    }

    /// The score of each enterprise, by the plainest reading.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        (0..self.shape.enterprises)
            .map(|row| {
                self.indicators.iter().fold(Total::default(), |sum, indicator| {
                    let more = indicator.total(&self.columns, row);
                    Total { low: sum.low + more.low, high: sum.high + more.high }
                })
            })
            .collect()
    }
}

fn leaves(leaves: &[Leaf], columns: &[Column], row: usize) -> Vec<Option<bool>> {
    leaves.iter().map(|leaf| leaf.holds(columns, row)).collect()
}

fn mark(
    policy: &Policy,
    leaves: &[Option<bool>],
    (yes, known): (Option<&mut u64>, Option<&mut u64>),
    bit: usize,
) {
    if let (Some(holds), Some(yes), Some(known)) = (policy.tree.holds(leaves), yes, known) {
        *known |= 1 << bit;
        *yes |= u64::from(holds) << bit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Shape, grid};

    #[test]
    fn what_lies_beyond_the_last_row_is_cleared() {
        let mut answers = Answers::new(66);
        answers.push(&[1, u64::MAX], &[0b11, 0b101]);
        assert_eq!((answers.yes.clone(), answers.known.clone()), (vec![1, 1], vec![0b11, 1]));
        assert_eq!(answers.counts(), [Count { id: PolicyId(0), yes: 2, no: 1, unknown: 63 }]);
    }

    #[test]
    fn one_bit_changes_the_digest() {
        let mut one = Answers::new(64);
        one.push(&[1], &[3]);
        let mut other = Answers::new(64);
        other.push(&[2], &[3]);
        assert_ne!(one.digest(), other.digest());
    }

    #[test]
    fn the_digest_is_what_its_definition_says() {
        // mix(0) is 0 and mix(STEP) the first number of SplitMix64 from state 0.
        assert_eq!(sum([0].into_iter()), 0xE220_A839_7B1D_CDAF);
        assert_eq!(sum([0u64.wrapping_sub(STEP)].into_iter()), 0);
        assert_eq!(chain([]), OFFSET);
        assert_eq!(chain([OFFSET]), 0);
    }

    #[test]
    fn answers_agree_with_single_rows() {
        let grid = grid(Shape::new(130, 12), 7);
        let answers = grid.answers();
        let words = answers.words();
        for (number, policy) in grid.policies.iter().enumerate() {
            for row in 0..130 {
                let word = number * words + row / 64;
                let bit = |words: &[u64]| words[word] >> (row % 64) & 1 == 1;
                let holds = policy.tree.holds(&leaves(&grid.leaves, &grid.columns, row));
                assert_eq!(bit(&answers.known), holds.is_some());
                assert_eq!(bit(&answers.yes), holds == Some(true));
            }
        }
    }

    #[test]
    fn most_policies_tell_enterprises_apart() {
        let counts = grid(Shape::new(1_000, 200), 7).answers().counts();
        let telling = counts.iter().filter(|count| count.yes > 10 && count.no > 10).count();
        assert!(telling > 100, "{telling} of 200");
    }
}
