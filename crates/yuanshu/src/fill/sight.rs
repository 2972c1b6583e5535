//! What headings mean, by the dictionary and the words that sheets use.

use std::path::Path;

use base::Unit;
use pack::Shelf;

use super::taken;
use crate::read::header::lexicon::{Lexicon, Target, normal};
use crate::read::header::{self, Layout, Meaning};
use crate::read::tab::Tab;
use crate::read::{Book, Dictionary};
use crate::say::Both;

/// The dictionary with the words that sheets use for it.
#[derive(Debug)]
pub struct Tables {
    pub(super) dictionary: Dictionary,
    pub(super) lexicon: Lexicon,
}

impl Tables {
    /// Those of a shelf.
    pub fn of(shelf: &Shelf) -> Self {
        let dictionary = Dictionary::of(shelf);
        Self { lexicon: Lexicon::new(&dictionary), dictionary }
    }

    /// How a sheet of rows is laid out, if it is one.
    pub(super) fn layout(&self, of: (&Tab, &Path)) -> Option<Layout> {
        let layout = self.found(of)?;
        let tells = layout.columns.iter().any(|column| column.meaning.is_fact());
        (tells && layout.kind == header::Kind::Facts).then_some(layout)
    }

    /// The list of which a sheet of rows has a record a row, if it is one.
    pub(super) fn list(&self, of: (&Tab, &Path)) -> Option<&str> {
        match self.found(of)?.kind {
            header::Kind::List(list) => Some(self.dictionary.name_of(list)),
            header::Kind::Facts | header::Kind::Scores { .. } | header::Kind::Form => None,
        }
    }

    fn found(&self, (tab, file): (&Tab, &Path)) -> Option<Layout> {
        let head = header::Head {
            sheet: &tab.name,
            rows: tab.rows.get(..tab.rows.len().min(header::HEAD))?,
            merges: &tab.merges,
        };
        let mut layout = header::find(&head, &self.lexicon, &self.dictionary).ok()?;
        layout.filed(file);
        layout.leave_parts(&self.dictionary.schema);
        let lines = layout.lines(&tab.rows, &self.dictionary.schema);
        layout.heed(&lines, &self.dictionary.schema);
        Some(layout)
    }

    /// What a label means.
    pub(super) fn label(&self, text: &str, units: &[Unit]) -> Meaning {
        header::label(text, (units, None), (&self.lexicon, &self.dictionary))
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
/// What is wrong with the file.
pub(super) fn tabs(path: &Path) -> Result<Vec<Tab>, Both> {
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
                return Err(taken::too_long(&known.name, ROWS).into());
            }
            tab.rows.push(row);
        }
        tabs.push(tab);
    }
    Ok(tabs)
}
