//! What a cell of an invented sheet holds.

use base::Day;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing was filled in: unknown.
    Blank,
    /// Words.
    Text(String),
    /// `scaled` over ten to the power of `decimals`, in the unit of its column.
    Number {
        /// The digits as a whole number.
        scaled: i64,
        /// How many of them stand after the point.
        decimals: u8,
    },
    /// A day.
    Date(Day),
    /// 是 or 否.
    Flag(bool),
}

impl Cell {
    /// A cell with words.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub(crate) fn count(count: i64) -> Self {
        Self::Number { scaled: count, decimals: 0 }
    }

    /// Fen in a column of 万元.
    pub(crate) fn wan(fen: i64) -> Self {
        Self::Number { scaled: fen, decimals: 6 }
    }

    /// Ten-thousandths in a column of per cent.
    pub(crate) fn percent(per10000: i64) -> Self {
        Self::Number { scaled: per10000, decimals: 2 }
    }

    /// A day, where there is one.
    pub(crate) fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Blank, Self::Date)
    }
}
