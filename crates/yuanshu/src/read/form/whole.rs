//! What a form says of the whole sheet: its units, its year, its stage (阶段).

use base::Unit;
use pack::feed::Stage;

use super::{Finder, Lacks, inline};
use crate::read::grid::Row;
use crate::read::header::Meaning;
use crate::read::header::lexicon::Target;
use crate::read::header::part::is_reported;
use crate::read::header::period::{YearIn, is_of_part, is_part_name, whole_year, year_in};
use crate::read::header::span::{Span, span_of};
use crate::read::header::stage::stage_in;
use crate::read::header::unit::{strange_in, units_above, units_among, units_beside};
use crate::read::header::word::years_back;
use crate::read::line::{is_of_figures, remarks};
use crate::read::tab::Tab;

/// The first rows, among which its titles are.
pub(super) const TITLES: usize = 4;

impl Finder<'_> {
    /// The year that stands beside a label for it, where no other stands behind: that of the
    /// whole sheet.
    pub(super) fn year_beside(&self) -> Option<i16> {
        let years =
            self.labels.iter().filter(|(_, means)| **means == Meaning::Identity(Target::Year));
        let mut places: Vec<(u32, u32)> = years.map(|(at, _)| *at).collect();
        places.sort_unstable();
        places.into_iter().find_map(|at| self.year_at(at))
    }

    /// The year that stands beside a label for it, or behind its colon.
    fn year_at(&self, at: (u32, u32)) -> Option<i16> {
        let text = self.tab.text(at);
        let (_, tail) = inline(&text);
        if !tail.is_empty() {
            return whole_year(tail);
        }
        let value = self.tab.top(self.behind(at));
        let year = whole_year(&self.tab.text(value))?;
        let next = self.tab.text(self.behind(value));
        (self.heading_year(&next).is_none()).then_some(year)
    }

    /// The period that stands beside the labels for it, from its first day to its last, and what it
    /// is.
    pub(super) fn span(&self) -> Option<(String, Span)> {
        let labels =
            self.labels.iter().filter(|(_, means)| **means == Meaning::Identity(Target::Period));
        let mut places: Vec<(u32, u32)> = labels.map(|(at, _)| *at).collect();
        places.sort_unstable();
        let said = places.into_iter().map(|at| {
            let text = self.tab.text(at);
            let (_, tail) = inline(&text);
            let value = self.tab.top(self.behind(at));
            let beside = || if self.is_value(value) { self.tab.text(value) } else { String::new() };
            if tail.is_empty() { beside() } else { tail.to_owned() }
        });
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        let text = said.join("-");
        span_of(&text).map(|span| (text, span))
    }

    /// The cells to the right of a label that stand under a part of a year, or under a year that
    /// is counted from one that the sheet does not say; and what says so.
    pub(super) fn parts(&self, at: (u32, u32)) -> Vec<((u32, u32), String, Lacks)> {
        let (row, first) = self.behind(at);
        if !self.is_of_years(row) {
            return Vec::new();
        }
        let under = (first..self.tab.width().max(first)).filter_map(|column| {
            let cell = self.tab.top((row, column));
            let head = self.head(cell, at.1)?;
            let counted = || years_back(&head).is_some() && self.heading_year(&head).is_none();
            let lacks =
                if is_part(&head) { Lacks::Whole } else { counted().then_some(Lacks::Year)? };
            (cell == (row, column) && self.fits(cell)).then_some((cell, head, lacks))
        });
        under.collect()
    }

    /// The year of the whole sheet: in its name, or in the texts of its first rows. A label of a
    /// fact says its own.
    pub(super) fn year_of(&self) -> Option<i16> {
        let fact = |at: &(u32, u32)| matches!(self.labels.get(at), Some(Meaning::Fact { .. }));
        let rows = self.tab.rows.iter().take(TITLES);
        let cells = rows.flat_map(|row| row.cells.iter().map(|(at, raw)| ((row.number, *at), raw)));
        let titles = cells.filter(|(at, _)| !fact(at)).map(|(_, raw)| raw.text());
        let titles = titles.filter(|text| whole_year(text).is_none());
        std::iter::once(self.tab.name.clone()).chain(titles).find_map(|text| year_in(&text).whole())
    }

    /// Whether a cell says the year of the whole sheet, beside its label.
    pub(super) fn is_year_of_all(&self, (row, column): (u32, u32)) -> bool {
        let labels = (0..column).rev().map(|column| self.tab.top((row, column)));
        let left = labels.into_iter().find(|at| !self.tab.text(*at).is_empty());
        let is_label =
            |at: &(u32, u32)| self.labels.get(at) == Some(&Meaning::Identity(Target::Year));
        left.filter(is_label).is_some_and(|at| self.year_at(at).is_some())
    }
}

/// The units that a form says of the whole, and one of money that is none of ours: in the rows
/// above its first label, alone in a row, or behind a word for them. A unit that stands beside
/// something else is that of its row.
pub(super) fn units_of(tab: &Tab, first: Option<u32>) -> (Vec<Unit>, Option<String>) {
    let titles = tab.rows.iter().take_while(|row| first.is_some_and(|first| row.number < first));
    let titles: Vec<Row> = titles.cloned().collect();
    let mut units = units_above(&titles);
    let mut texts: Vec<String> =
        titles.iter().flat_map(|row| row.cells.iter().map(|(_, raw)| raw.text())).collect();
    for row in tab.rows.iter().skip(titles.len()) {
        units.extend(units_beside(row));
        let of_row = |text: &str| {
            row.cells.len() > 1 && Unit::parse(text).is_some() && !text.contains("单位")
        };
        let said = row.cells.iter().map(|(_, raw)| raw.text()).filter(|text| !of_row(text));
        for text in said {
            units.extend(units_among(&text));
            texts.push(text);
        }
    }
    (units, strange_in(&texts))
}

/// What says that a whole sheet is of a part of a year: its name, or what its first rows begin
/// with.
pub(super) fn part_of(tab: &Tab) -> Option<String> {
    let first =
        |row: &'_ Row| row.cells.first().filter(|(at, _)| *at == 0).map(|(_, raw)| raw.text());
    let mut texts =
        tab.rows.iter().take(TITLES).filter_map(first).filter(|text| !is_reported(text));
    let name = || Some(tab.name.clone()).filter(|name| is_of_part(name) || is_part_name(name));
    let said = || {
        let mut remarks = tab.rows.iter().flat_map(remarks);
        remarks.find(|text| is_of_figures(text) && is_of_part(text) && !is_reported(text))
    };
    texts.find(|text| is_of_part(text)).or_else(said).or_else(name)
}

/// Whether a heading says a part of a year.
fn is_part(text: &str) -> bool {
    is_of_part(text) || year_in(text) == YearIn::Part
}

/// The stage (阶段) that its name and its titles say; what stands beside others is the heading of
/// a column.
pub(super) fn stage_of(tab: &Tab) -> Option<Stage> {
    let alone = |row: &&Row| row.cells.len() == 1;
    let rows = tab.rows.iter().take(TITLES).filter(alone).flat_map(|row| &row.cells);
    let texts: Vec<String> = rows.map(|(_, raw)| raw.text()).chain([tab.name.clone()]).collect();
    stage_in(&texts.iter().map(String::as_str).collect::<Vec<&str>>())
}
