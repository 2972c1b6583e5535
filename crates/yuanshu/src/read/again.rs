//! Headers that stand again below the first rows of a table.

use super::grid::Row;
use super::header::lexicon::{Target, normal};
use super::hint;
use super::report::Note;
use super::sheet::SheetReader;

impl SheetReader<'_, '_> {
    /// What is to be said of a row that names the columns again; the rows below one that names
    /// them otherwise are another table's, and are not read.
    pub(crate) fn header_again(&mut self, row: &Row, code: &str, name: &str) -> Option<Note> {
        let lexicon = &self.intake.lexicon;
        let named = |text: &str, target| lexicon.find(&normal(text)) == [target];
        if !named(code, Target::Code) && !named(name, Target::Name) {
            return None;
        }
        // What stands right above it is its title, and not against the rows before.
        let titled = !std::mem::take(&mut self.lines).is_empty();
        if self.names_the_same(row) && !titled {
            return Some(Note::warning("repeated-header", hint::HEADER_AGAIN));
        }
        self.beyond = true;
        Some(Note::error("other-header", hint::other_header(row.number + 1)))
    }

    /// Whether each cell of a row stands in the header of its column.
    fn names_the_same(&self, row: &Row) -> bool {
        row.cells.iter().all(|(at, raw)| {
            let found = self.layout.columns.binary_search_by_key(at, |column| column.at);
            let header = found.ok().and_then(|found| self.layout.columns.get(found));
            let text = normal(&raw.text());
            header.is_some_and(|column| {
                let mut rows = column.header.split('/');
                normal(&column.header) == text || rows.any(|part| normal(part) == text)
            })
        })
    }
}
