//! A whole sheet with its merged cells.

use super::grid::{Area, Raw, Row};

/// A sheet as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) merges: Vec<Area>,
}

impl Tab {
    /// The text of a cell, or of the merged cell that covers it.
    pub(crate) fn text(&self, at: (u32, u32)) -> String {
        self.raw(at).map(Raw::text).unwrap_or_default()
    }

    /// The content of a cell, or of the merged cell that covers it.
    pub(crate) fn raw(&self, at: (u32, u32)) -> Option<&Raw> {
        let (row, column) = self.top(at);
        let found = self.rows.binary_search_by_key(&row, |known| known.number).ok()?;
        self.rows.get(found)?.get(column)
    }

    /// The cell that stands for a cell: the first of those that are merged with it.
    pub(crate) fn top(&self, at: (u32, u32)) -> (u32, u32) {
        self.area(at).map_or(at, |area| (area.top, area.left))
    }

    /// The merged cells that cover a cell.
    pub(crate) fn area(&self, at: (u32, u32)) -> Option<Area> {
        self.merges.iter().find(|area| area.covers(at.0, at.1)).copied()
    }

    /// One more than the last column that has a cell.
    pub(crate) fn width(&self) -> u32 {
        let last = self.rows.iter().filter_map(|row| row.cells.last());
        last.map(|(column, _)| column + 1).max().unwrap_or(0)
    }

    /// One more than the last row that has a cell.
    pub(crate) fn height(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.number + 1)
    }
}
