//! Sheets that say that their figures are of a part of a year.

use std::path::Path;

use rule::fact::Schema;

use super::period::is_of_part;
use super::{Doubt, Layout, Meaning};

impl Layout {
    /// Takes what the name of its file says, where the sheet itself says no year.
    pub(crate) fn filed(&mut self, file: &Path) {
        if self.year.is_none() && self.doubt.is_none() {
            self.doubt = part_in(file).map(Doubt::Part);
        }
    }

    /// Leaves out the facts of years where the sheet says that its figures are of a part of one.
    pub(crate) fn leave_parts(&mut self, schema: &Schema) {
        let Some(Doubt::Part(text)) = &self.doubt else { return };
        for column in &mut self.columns {
            if let Meaning::Fact { fact, .. } = column.meaning
                && schema.get(fact).is_some_and(|fact| fact.yearly)
            {
                column.meaning = Meaning::OfPart { fact, text: text.clone() };
            }
        }
    }
}

/// The part of a year of which the name of a file says its figures are.
pub(crate) fn part_in(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_string_lossy();
    is_of_part(&stem).then(|| stem.into_owned())
}
