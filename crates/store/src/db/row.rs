//! A cell of the database, and a row of cells that is read from left to right.

use std::vec::IntoIter;

use crate::error::Error;
use crate::moment::Moment;

/// One value as both engines keep it. Money is whole fen, a day or moment is ISO text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Cell {
    /// Appends the bytes that stand for the cell in a digest: its kind, its length, itself.
    pub(crate) fn spell(&self, bytes: &mut Vec<u8>) {
        let (kind, content): (u8, &[u8]) = match self {
            Self::Null => return bytes.push(0),
            Self::Int(number) => {
                bytes.push(1);
                return bytes.extend_from_slice(&number.to_be_bytes());
            }
            Self::Text(text) => (2, text.as_bytes()),
            Self::Blob(blob) => (3, blob),
        };
        bytes.push(kind);
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(content);
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Cell {
    fn from(blob: Vec<u8>) -> Self {
        Self::Blob(blob)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row, read column by column in the order of the query.
#[derive(Debug)]
pub(crate) struct Row(IntoIter<Cell>);

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self(cells.into_iter())
    }

    /// All cells that were not read yet.
    pub(crate) fn rest(self) -> Vec<Cell> {
        self.0.collect()
    }

    /// The next cell, a whole number.
    pub(crate) fn int(&mut self, column: &'static str) -> Result<i64, Error> {
        self.maybe_int(column)?.ok_or(Error::Damaged { column })
    }

    /// The next cell, a whole number of a narrower type.
    pub(crate) fn narrow<T: TryFrom<i64>>(&mut self, column: &'static str) -> Result<T, Error> {
        T::try_from(self.int(column)?).map_err(|_| Error::Damaged { column })
    }

    /// The next cell, a whole number or nothing.
    pub(crate) fn maybe_int(&mut self, column: &'static str) -> Result<Option<i64>, Error> {
        match self.0.next() {
            Some(Cell::Int(number)) => Ok(Some(number)),
            Some(Cell::Null) => Ok(None),
            _ => Err(Error::Damaged { column }),
        }
    }

    /// The next cell, a whole number of a narrower type or nothing.
    pub(crate) fn maybe_narrow<T: TryFrom<i64>>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, Error> {
        let number = self.maybe_int(column)?;
        number.map(|number| T::try_from(number).map_err(|_| Error::Damaged { column })).transpose()
    }

    /// The next cell, a text.
    pub(crate) fn text(&mut self, column: &'static str) -> Result<String, Error> {
        self.maybe_text(column)?.ok_or(Error::Damaged { column })
    }

    /// The next cell, a text or nothing.
    pub(crate) fn maybe_text(&mut self, column: &'static str) -> Result<Option<String>, Error> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            _ => Err(Error::Damaged { column }),
        }
    }

    /// The next cell, bytes.
    pub(crate) fn blob(&mut self, column: &'static str) -> Result<Vec<u8>, Error> {
        self.maybe_blob(column)?.ok_or(Error::Damaged { column })
    }

    /// The next cell, bytes or nothing.
    pub(crate) fn maybe_blob(&mut self, column: &'static str) -> Result<Option<Vec<u8>>, Error> {
        match self.0.next() {
            Some(Cell::Blob(blob)) => Ok(Some(blob)),
            Some(Cell::Null) => Ok(None),
            _ => Err(Error::Damaged { column }),
        }
    }

    /// The next cell, a moment.
    pub(crate) fn moment(&mut self, column: &'static str) -> Result<Moment, Error> {
        self.maybe_moment(column)?.ok_or(Error::Damaged { column })
    }

    /// The next cell, a moment or nothing.
    pub(crate) fn maybe_moment(&mut self, column: &'static str) -> Result<Option<Moment>, Error> {
        let text = self.maybe_text(column)?;
        text.map(|text| Moment::read(&text, column)).transpose()
    }
}
