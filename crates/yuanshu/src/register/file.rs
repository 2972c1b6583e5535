//! The file that a register is kept in, and what may stand in its place.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use store::Place;

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It has none.
    Empty,
    /// They are those of a database.
    Database,
    /// They are not.
    Other,
}

impl Kind {
    /// That of a file.
    ///
    /// # Errors
    /// Those of reading it.
    pub fn of(path: &Path) -> io::Result<Self> {
        const BEGIN: &[u8] = b"SQLite format 3\0";
        let mut begin = Vec::new();
        File::open(path)?.take(16).read_to_end(&mut begin)?;
        Ok(match begin.as_slice() {
            [] => Self::Empty,
            BEGIN => Self::Database,
            _ => Self::Other,
        })
    }
}

/// Why what stands in the place of a register's file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing in it.
    Empty,
    /// There is something else in it.
    Other,
    /// It was a register.
    Damaged,
}

impl Fault {
    /// What is seen of a folder's file before it is opened; nothing where that may be a register,
    /// or where there is none.
    pub(super) fn seen(folder: &Path) -> Option<Self> {
        match Kind::of(&Place::folder(folder).file()) {
            Ok(Kind::Empty) => Some(Self::Empty),
            Ok(Kind::Other) => Some(Self::Other),
            // Whoever opens it says why it cannot be read.
            Ok(Kind::Database) | Err(_) => None,
        }
    }

    /// What the store found in it.
    pub(super) fn found(why: &store::Error) -> Option<Self> {
        match why {
            store::Error::Absent | store::Error::NotOurs => Some(Self::Other),
            store::Error::Corrupt(_) => Some(Self::Damaged),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "是空文件（0 字节），不是登记库",
            Self::Other => "里是别的内容，不是登记库",
            Self::Damaged => "已损坏，读不出来",
        })
    }
}
