//! Cells of a sheet as they come, a row at a time.

use base::{Day, Decimal};

use super::report::Note;
use crate::say::Both;

/// The content of a cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw {
    Text(String),
    Number(f64),
    /// A number that is shown as a percentage: 0.05 is seen as 5%.
    Percent(f64),
    Bool(bool),
    /// A number that is shown as a day.
    Date(Day),
    /// `#DIV/0!` and the like.
    Error(String),
    /// A formula whose result was never stored.
    Uncounted,
}

impl Raw {
    /// As a person sees it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.trim().to_owned(),
            Self::Number(number) => shown(*number),
            Self::Percent(number) => match super::number::of_float(*number).and_then(percent) {
                Some(points) => format!("{points}%"),
                None => number.to_string(),
            },
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
            Self::Date(day) => day.to_string(),
            Self::Uncounted => String::new(),
        }
    }
}

/// A ratio in hundredths.
fn percent(ratio: Decimal) -> Option<Decimal> {
    match ratio.scale().checked_sub(2) {
        Some(decimals) => Decimal::new(ratio.digits(), decimals),
        None => Decimal::new(ratio.digits().checked_mul(100)?, ratio.scale()),
    }
}

fn shown(number: f64) -> String {
    super::number::of_float(number).map_or_else(|| number.to_string(), |exact| exact.to_string())
}

/// A row of a sheet with the cells that are not empty, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Counted from 0.
    pub(crate) number: u32,
    /// Column, counted from 0, with its cell.
    pub(crate) cells: Vec<(u32, Raw)>,
}

impl Row {
    pub(crate) fn get(&self, column: u32) -> Option<&Raw> {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.cells.get(at).map(|(_, raw)| raw)
    }

    /// The text that a person sees in a column; empty where there is nothing.
    pub(crate) fn text(&self, column: u32) -> String {
        self.get(column).map(Raw::text).unwrap_or_default()
    }
}

/// The rows of one sheet from top to bottom, empty ones left out.
pub(crate) trait Rows: Send {
    /// The next row that has a cell.
    ///
    /// # Errors
    /// Where the sheet cannot be read any further: the cell and what is wrong with it.
    fn next(&mut self) -> Result<Option<Row>, Broken>;

    /// How many rows there are, empty ones included, where the sheet says so.
    fn count(&self) -> Option<u32>;
}

/// Why no more can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The sheet, where the reader does not know it already.
    pub(crate) sheet: Option<String>,
    /// As a spreadsheet names it; empty for the whole.
    pub(crate) cell: String,
    pub(crate) content: String,
    pub(crate) note: Note,
}

impl Broken {
    /// The whole of it.
    pub(crate) fn whole(kind: &'static str, hint: impl Into<Both>) -> Self {
        Self {
            sheet: None,
            cell: String::new(),
            content: String::new(),
            note: Note::error(kind, hint),
        }
    }
}

/// A rectangle of merged cells, ends included, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Area {
    pub(crate) fn covers(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    /// From `A1:C3`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':')?;
        let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }
}

/// Row and column, counted from 0, of a cell's name.
pub(crate) fn position(cell: &str) -> Option<(u32, u32)> {
    let split = cell.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = cell.split_at_checked(split)?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// A row, column or subject as a position in a list.
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use zone::fact::cell_name;

    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_does() {
        for (row, column, name) in
            [(0, 0, "A1"), (3, 5, "F4"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 16_383, "XFD10")]
        {
            assert_eq!(cell_name(row, column), name);
            assert_eq!(position(name), Some((row, column)));
        }
    }

    #[test]
    fn a_merged_area_is_read_from_its_corners() {
        assert_eq!(Area::parse("B1:C3"), Some(Area { top: 0, left: 1, bottom: 2, right: 2 }));
        assert_eq!(Area::parse("C3:B1"), None);
        assert_eq!(Area::parse("B1"), None);
    }

    #[test]
    #[expect(clippy::excessive_precision, reason = "as a spreadsheet stores it")]
    fn a_number_is_shown_with_the_digits_that_count() {
        assert_eq!(Raw::Number(883_237_279.070_000_1).text(), "883237279.07");
        assert_eq!(Raw::Number(2021.0).text(), "2021");
        assert_eq!(Raw::Percent(0.055).text(), "5.5%");
    }
}
