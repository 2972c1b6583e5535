//! SM3 over cells and bytes.

use std::{fmt, io};

use sm3::{Digest, Sm3};

use crate::db::Cell;
use crate::error::Error;

/// An SM3 hash (GB/T 32905), shown in hexadecimal.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first line of a chain follows.
    pub(crate) const ZERO: Self = Self([0; 32]);

    /// The hash of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sm3::digest(bytes).into())
    }

    /// The hash of bytes that are still to come.
    #[must_use]
    pub fn begin() -> Hashing {
        Hashing(Sm3::new())
    }

    /// The hash of bytes that come piece by piece.
    pub(crate) fn finish(sum: Sm3) -> Self {
        Self(sum.finalize().into())
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// What the database has in `column`.
    pub(crate) fn read(bytes: &[u8], column: &'static str) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::Damaged { column })
    }

    /// The hash that a text spells in hexadecimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; 32];
        if digits.0.len() != bytes.len() || !digits.1.is_empty() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.0) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// A hash of bytes that come piece by piece.
#[derive(Clone, Debug)]
pub struct Hashing(Sm3);

impl Hashing {
    /// Takes the next bytes in.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all that came.
    #[must_use]
    pub fn end(self) -> Hash {
        Hash::finish(self.0)
    }
}

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Hash> for Cell {
    fn from(hash: Hash) -> Self {
        Self::Blob(hash.0.to_vec())
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A digest of rows, table by table in the order of the tables' list.
///
/// It does not depend on the order in which tables take turns, only on that of rows in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    rows: u64,
    sum: Sm3,
}

impl Sum {
    /// Takes in a row; `bytes` is room that is used again and again.
    pub(crate) fn add(&mut self, cells: &[Cell], bytes: &mut Vec<u8>) {
        bytes.clear();
        for cell in cells {
            cell.spell(bytes);
        }
        self.sum.update(&*bytes);
        self.rows += 1;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The digest of the tables that have rows.
    pub(crate) fn digest<'a>(tables: impl Iterator<Item = (&'a str, &'a Self)>) -> Hash {
        let mut whole = Sm3::new();
        for (name, sum) in tables.filter(|(_, sum)| !sum.is_empty()) {
            whole.update(name.as_bytes());
            whole.update([0]);
            whole.update(sum.rows.to_be_bytes());
            whole.update(sum.sum.clone().finalize());
        }
        Hash::finish(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_is_that_of_the_standard() {
        // GB/T 32905-2016, appendix A.1: the message “abc”.
        let hash = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(Hash::of(b"abc").to_string(), hash);
        assert_eq!(Hash::parse(hash), Some(Hash::of(b"abc")));
        assert_eq!(Hash::parse(&hash[1..]), None);
    }

    #[test]
    fn a_digest_sees_where_one_row_ends() {
        let digest = |rows: &[&[Cell]]| {
            let mut sum = Sum::default();
            for row in rows {
                sum.add(row, &mut Vec::new());
            }
            Sum::digest([("fact", &sum)].into_iter())
        };
        let (a, b) = (Cell::from("ab"), Cell::from("c"));
        let (other_a, other_b) = (Cell::from("a"), Cell::from("bc"));
        let two = digest(&[&[a.clone(), b.clone()]]);
        assert_ne!(two, digest(&[&[other_a, other_b]]));
        assert_ne!(two, digest(&[&[a], &[b]]));
        assert_ne!(digest(&[&[Cell::Null]]), digest(&[&[Cell::Int(0)]]));
    }
}
