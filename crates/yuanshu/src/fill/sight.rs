//! What headings mean, by the dictionary and the words that sheets use.

use std::path::Path;

use base::Unit;
use pack::Shelf;

use crate::read::grid::{Area, Row};
use crate::read::header::lexicon::{Lexicon, Target, normal};
use crate::read::header::{self, Layout, Meaning};
use crate::read::{Book, Dictionary};

/// The dictionary with the words that sheets use for it.
#[derive(Debug)]
pub struct Tables {
    pub(super) dictionary: Dictionary,
    pub(super) lexicon: Lexicon,
}

/// A sheet as it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    pub(super) merges: Vec<Area>,
}

impl Tables {
    /// Those of a shelf.
    pub fn of(shelf: &Shelf) -> Self {
        let dictionary = Dictionary::of(shelf);
        Self { lexicon: Lexicon::new(&dictionary), dictionary }
    }

    /// How a sheet of rows is laid out, if it is one.
    pub(super) fn layout(&self, tab: &Tab) -> Option<Layout> {
        let head = header::Head {
            sheet: &tab.name,
            rows: tab.rows.get(..tab.rows.len().min(header::HEAD))?,
            merges: &tab.merges,
        };
        let layout = header::find(&head, &self.lexicon, &self.dictionary).ok()?;
        let tells =
            layout.columns.iter().any(|column| matches!(column.meaning, Meaning::Fact { .. }));
        (tells && layout.kind == header::Kind::Facts).then_some(layout)
    }

    /// What a label means.
    pub(super) fn label(&self, text: &str, units: &[Unit]) -> Meaning {
        header::label(text, units, (&self.lexicon, &self.dictionary))
    }

    /// Which identity a heading means, if one.
    pub(super) fn identity(&self, text: &str) -> Option<Target> {
        match self.lexicon.find(&normal(text)) {
            [target @ (Target::Code | Target::Name | Target::Year | Target::Ordinal)] => {
                Some(*target)
            }
            _ => match self.label(text, &[]) {
                Meaning::Identity(target) => Some(target),
                _ => None,
            },
        }
    }
}

/// The sheets of a workbook that are shown, with all their rows.
///
/// # Errors
/// In Chinese, what is wrong with the file.
pub(super) fn tabs(path: &Path) -> Result<Vec<Tab>, String> {
    /// The most rows of a list or a form.
    const ROWS: usize = 200_000;
    let told = |broken: crate::read::grid::Broken| broken.note.hint;
    let mut book = Book::open(path).map_err(told)?;
    let mut tabs = Vec::new();
    for known in book.tabs().into_iter().filter(|tab| !tab.hidden) {
        let mut tab =
            Tab { merges: book.merges(&known.name), name: known.name.clone(), rows: Vec::new() };
        let mut rows = book.rows(&known.name).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            if tab.rows.len() == ROWS {
                return Err(format!("表“{}”超过 {ROWS} 行；请分成几个文件", known.name));
            }
            tab.rows.push(row);
        }
        tabs.push(tab);
    }
    Ok(tabs)
}

impl Tab {
    /// The text of a cell, or of the merged cell that covers it.
    pub(super) fn text(&self, at: (u32, u32)) -> String {
        let (row, column) = self.top(at);
        let found = self.rows.binary_search_by_key(&row, |known| known.number);
        found
            .ok()
            .and_then(|found| self.rows.get(found))
            .map_or_else(String::new, |row| row.text(column))
    }

    /// The cell that stands for a cell: the first of those that are merged with it.
    pub(super) fn top(&self, at: (u32, u32)) -> (u32, u32) {
        self.area(at).map_or(at, |area| (area.top, area.left))
    }

    /// The merged cells that cover a cell.
    pub(super) fn area(&self, at: (u32, u32)) -> Option<Area> {
        self.merges.iter().find(|area| area.covers(at.0, at.1)).copied()
    }

    /// One more than the last column that has a cell.
    pub(super) fn width(&self) -> u32 {
        let last = self.rows.iter().filter_map(|row| row.cells.last());
        last.map(|(column, _)| column + 1).max().unwrap_or(0)
    }

    /// One more than the last row that has a cell.
    pub(super) fn height(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.number + 1)
    }
}
