//! Cells outside the table: under no header, or far away from it.

use super::grid::Row;
use super::hint;
use super::report::Note;
use super::sheet::{GAP, SheetReader};

/// Columns as far as this from the last header are far away from the table.
const FAR: u32 = 100;

impl SheetReader<'_, '_> {
    /// A row without anything under a header.
    pub(crate) fn stray(&mut self, row: &Row, far: bool) {
        let outside = row.cells.iter().find(|(column, _)| Some(*column) != self.ordinal);
        if let Some((column, raw)) = outside
            && far
            && self.is_main()
        {
            let note = Note::warning("far-cell", hint::FAR);
            self.say((row.number, *column), raw.text(), note);
        }
    }

    pub(crate) fn tell_headless(&mut self, row: &Row) {
        let last = self.layout.columns.last().map_or(0, |column| column.at);
        for (column, raw) in &row.cells {
            let known = self.layout.columns.binary_search_by_key(column, |known| known.at).is_ok();
            if known || self.headless.contains(column) {
                continue;
            }
            self.headless.insert(*column);
            let far = self.last.is_some_and(|last| row.number.saturating_sub(last) > GAP);
            let note = if far || *column > last + FAR {
                Note::warning("far-cell", hint::FAR)
            } else {
                Note::warning("headless-column", hint::headless(column + 1))
            };
            if !far {
                self.say((row.number, *column), raw.text(), note);
            }
        }
    }
}
