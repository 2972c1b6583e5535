//! A small generator of repeatable numbers.

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// `SplitMix64` (Steele, Lea and Flood 2014): the same numbers for the same seed on every machine.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream `stream` of `seed`: streams of one seed do not resemble each other.
    #[must_use]
    pub fn of(seed: u64, stream: u64) -> Self {
        Self(mix(seed ^ mix(stream.wrapping_add(STEP))))
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A whole number from 0 to `bound - 1`; 0 where the bound leaves no other.
    pub fn below(&mut self, bound: i64) -> i64 {
        (self.draw() >> 1).cast_signed() % bound.max(1)
    }

    /// A whole number from `low` to `high`, both included; `low` where they are the wrong way
    /// round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// A place in a list of `length` items.
    pub fn place(&mut self, length: usize) -> usize {
        let bound = i64::try_from(length).unwrap_or(i64::MAX);
        usize::try_from(self.below(bound)).unwrap_or(0)
    }

    /// One of `items`, or nothing where there is none.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.place(items.len())).copied()
    }

    /// Puts `items` in another order, every order being equally likely.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.place(last + 1);
            items.swap(last, other);
        }
    }
}

/// The finishing step of `SplitMix64`: spreads every bit of `word` over all 64.
#[must_use]
pub fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // First values of SplitMix64 from state 0, as in the reference in C.
        let mut rng = Rng(0);
        assert_eq!(
            [rng.draw(), rng.draw(), rng.draw()],
            [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]
        );
    }

    #[test]
    fn a_shuffle_loses_nothing() {
        let mut items: Vec<u8> = (0..100).collect();
        Rng::of(7, 0).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<u8>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<u8>>());
    }

    #[test]
    fn nothing_is_picked_from_an_empty_list() {
        assert_eq!(Rng::of(7, 0).pick::<u8>(&[]), None);
        assert_eq!(Rng::of(7, 0).below(0), 0);
    }
}
