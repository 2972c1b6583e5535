//! A bitmap over rows.

/// One bit a row, 64 rows a word; bits past the last row are zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// All zeros.
    pub fn zeros(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// All ones.
    pub fn ones(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// From words, cut at `len` rows.
    pub fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(len.div_ceil(64), 0);
        let mut bits = Self { words, len };
        bits.trim();
        bits
    }

    fn trim(&mut self) {
        let spare = self.len % 64;
        if spare != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << spare) - 1;
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bit of a row; false past the end.
    pub fn get(&self, row: usize) -> bool {
        row < self.len && self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Sets the bit of a row; nothing happens past the end.
    pub fn set(&mut self, row: usize, on: bool) {
        if row >= self.len {
            return;
        }
        if let Some(word) = self.words.get_mut(row / 64) {
            let mask = 1 << (row % 64);
            *word = if on { *word | mask } else { *word & !mask };
        }
    }

    /// Appends a row.
    pub fn push(&mut self, on: bool) {
        if self.len.is_multiple_of(64) {
            self.words.push(0);
        }
        self.len += 1;
        self.set(self.len - 1, on);
    }

    /// The words, 64 rows each.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The rows that are set in both.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(own, other)| own & other);
        Self::from_words(words.collect(), self.len)
    }

    /// The rows that are set, and are not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(own, other)| own & !other);
        Self::from_words(words.collect(), self.len)
    }

    /// How many rows are set.
    pub fn count(&self) -> usize {
        self.words.iter().fold(0, |sum, word| sum + usize::try_from(word.count_ones()).unwrap_or(0))
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(rows: I) -> Self {
        let mut bits = Self::default();
        for on in rows {
            bits.push(on);
        }
        bits
    }
}
