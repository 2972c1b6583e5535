//! Where the values of a column were read, kept in a few bytes a value.

use std::collections::HashMap;

use super::at;

/// Rows of one sheet and year, with the column: what many values have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Home {
    /// The list of rows.
    pub(crate) rows: u32,
    pub(crate) column: u32,
}

/// The place of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) home: Home,
    pub(crate) row: u32,
}

/// In which row of a sheet each subject stands.
#[derive(Clone, Debug)]
pub(crate) struct RowSet {
    sheet: u32,
    first: u32,
    /// One more than the row; 0 where the subject does not stand there.
    rows: Vec<u32>,
}

impl RowSet {
    pub(crate) fn new(sheet: u32) -> Self {
        Self { sheet, first: 0, rows: Vec::new() }
    }

    pub(crate) fn sheet(&self) -> u32 {
        self.sheet
    }

    pub(crate) fn note(&mut self, subject: u32, row: u32) {
        if self.rows.is_empty() {
            self.first = subject;
        }
        if subject < self.first {
            let gap = at(self.first - subject);
            self.rows.splice(0..0, std::iter::repeat_n(0, gap));
            self.first = subject;
        }
        let position = at(subject - self.first);
        if self.rows.len() <= position {
            self.rows.resize(position + 1, 0);
        }
        if let Some(slot) = self.rows.get_mut(position).filter(|slot| **slot == 0) {
            *slot = row + 1;
        }
    }

    fn row(&self, subject: u32) -> Option<u32> {
        let position = at(subject.checked_sub(self.first)?);
        self.rows.get(position)?.checked_sub(1)
    }
}

/// The places of the values of one column: nothing a value where all share a home, two bytes
/// where they do not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    homes: Vec<Home>,
    /// Which home, for subjects; empty while there is only one.
    which: Vec<u16>,
    /// Values that do not stand in their subject's first row.
    elsewhere: HashMap<u32, Origin>,
}

impl Origins {
    pub(crate) fn note(&mut self, subject: u32, origin: Origin, rowsets: &[RowSet]) {
        let first = rowsets.get(at(origin.home.rows)).and_then(|rows| rows.row(subject));
        let known = self.homes.iter().rposition(|home| *home == origin.home);
        let home = known.unwrap_or_else(|| {
            self.homes.push(origin.home);
            self.homes.len() - 1
        });
        let Ok(home) = u16::try_from(home) else {
            self.elsewhere.insert(subject, origin);
            return;
        };
        if first != Some(origin.row) {
            self.elsewhere.insert(subject, origin);
        }
        if home > 0 || !self.which.is_empty() {
            let position = at(subject);
            if self.which.len() <= position {
                self.which.resize(position + 1, 0);
            }
            if let Some(slot) = self.which.get_mut(position) {
                *slot = home;
            }
        }
    }

    pub(crate) fn replace(&mut self, subject: u32, origin: Origin, rowsets: &[RowSet]) {
        self.elsewhere.remove(&subject);
        self.note(subject, origin, rowsets);
    }

    pub(crate) fn get(&self, subject: u32, rowsets: &[RowSet]) -> Option<Origin> {
        if let Some(origin) = self.elsewhere.get(&subject) {
            return Some(*origin);
        }
        let which = self.which.get(at(subject)).copied().unwrap_or(0);
        let home = *self.homes.get(usize::from(which))?;
        let row = rowsets.get(at(home.rows))?.row(subject)?;
        Some(Origin { home, row })
    }
}
