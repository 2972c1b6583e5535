//! Cells that ask for a part of a year: the register keeps figures of whole years only.

use std::path::Path;

use rule::fact::FactId;

use super::Filler;
use crate::fill::rows::beside;
use crate::fill::sheet::Sheet;
use crate::fill::taken;
use crate::read::form::{Labels, Lacks};
use crate::read::header::Layout;
use crate::read::header::lexicon::Target;
use crate::read::header::part::part_in;
use crate::read::header::span::{Span, span_of};
use crate::read::tab::Tab;
use crate::write::patch::Tint;

/// The part of a year that a row says its figures are of.
pub(super) fn of_row(tab: &Tab, layout: &Layout, row: u32) -> Option<String> {
    let cells = layout.all(Target::Period).into_iter().map(|column| beside(tab, (row, column)));
    let texts: Vec<String> = cells.map(|at| tab.text(at)).filter(|text| !text.is_empty()).collect();
    let text = texts.join("-");
    (span_of(&text) == Some(Span::Part)).then_some(text)
}

/// The part of a year that a form of one firm says its figures are of: itself, or by the name of
/// its file where it says no year.
pub(super) fn of_form(labels: &Labels, file: &Path) -> Option<String> {
    labels.part.clone().or_else(|| part_in(file).filter(|_| labels.year.is_none()))
}

impl Filler<'_> {
    pub(super) fn is_yearly(&self, fact: FactId) -> bool {
        self.clerk.content.shelf.schema.get(fact).is_some_and(|fact| fact.yearly)
    }

    /// Leaves a cell that asks for a part of a year as it is, and says why.
    pub(super) fn of_part(&mut self, sheet: &Sheet, at: (u32, u32), text: &str) {
        self.partial(sheet, at, (text, Lacks::Whole));
    }

    /// Leaves a cell that asks for a part of a year, or for one that nothing says, as it is, and
    /// says why.
    pub(super) fn partial(&mut self, sheet: &Sheet, at: (u32, u32), (text, lacks): (&str, Lacks)) {
        let formula = sheet.shown.get(&at).is_some_and(|cell| cell.formula);
        if formula || !sheet.tab.text(at).is_empty() {
            return;
        }
        let why = match lacks {
            Lacks::Whole => taken::of_part(text),
            Lacks::Year => taken::of_no_year(text),
        };
        self.filled.grey += 1;
        self.filled.patch.cell(&sheet.tab.name, at).tint = Some(Tint::Missing);
        self.filled.patch.note(&sheet.tab.name, at, &why[0]);
        self.tell(taken::in_sheet(&sheet.tab.name, &why.into()));
    }
}
