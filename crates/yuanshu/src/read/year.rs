//! The fiscal year that a cell says, and the year and the stage (阶段) of a row.

use base::code::half_width;

use pack::feed::Stage;

use super::grid::{Raw, Row};
use super::header::period::whole_year;
use super::header::span::Span;
use super::header::stage::{staged, whole_stage};
use super::hint;
use super::number;
use super::plan::{Plan, Slot};
use super::report::Note;
use super::sheet::{SheetReader, Time};

/// The year in a cell, with a note where it was written in an odd way; no year where the cell
/// holds a dash.
///
/// # Errors
/// What to do where it is no year.
pub(crate) fn take(raw: &Raw) -> Result<(Option<i16>, Option<Note>), Note> {
    let not = || Note::error("not-a-year", hint::YEAR);
    match raw {
        Raw::Number(float) => {
            let whole = number::of_float(*float).and_then(number::whole);
            let year = whole.and_then(|whole| whole_year(&whole.to_string())).ok_or_else(not)?;
            Ok((Some(year), None))
        }
        Raw::Text(text) => {
            let bare = staged(text).map(|(bare, _)| bare);
            let text = bare.as_deref().unwrap_or(text).trim();
            if matches!(text, "-" | "—" | "——" | "/") {
                return Ok((None, Some(Note::warning("dash", hint::DASH_FOR_YEAR))));
            }
            let plain = number::parse(text).filter(|written| written.unit.is_none());
            let plain = plain.and_then(|written| number::whole(written.number));
            let year = whole_year(text).or_else(|| whole_year(&plain?.to_string()));
            let year = year.ok_or_else(not)?;
            let narrow = half_width(text);
            let note = if narrow.ends_with(['年', '度']) {
                Some(Note::warning("year-suffix", hint::year_suffix(year)))
            } else if narrow.as_ref() != text {
                Some(Note::warning("full-width", hint::full_width(year)))
            } else {
                None
            };
            Ok((Some(year), note))
        }
        Raw::Date(day) if day.month() == 12 && day.day() == 31 => {
            let year = day.year();
            Ok((Some(year), Some(Note::warning("day-for-year", hint::last_day(year)))))
        }
        Raw::Date(_) | Raw::Percent(_) | Raw::Bool(_) | Raw::Error(_) | Raw::Uncounted => {
            Err(not())
        }
    }
}

impl SheetReader<'_, '_> {
    /// The year of a row and the stage of its figures, as far as they are said.
    ///
    /// # Errors
    /// The column that says what is no year or no stage, and what to do.
    pub(crate) fn row_time(&mut self, row: &Row) -> Result<Time, (u32, Note)> {
        let column = self.year.or_else(|| self.period.first().copied());
        let year = self.row_year(row, column).map_err(|note| (column.unwrap_or(0), note))?;
        let of_year = match self.year.and_then(|column| row.get(column)) {
            Some(Raw::Text(text)) => staged(text).map(|(_, stage)| stage),
            _ => None,
        };
        let own = self.row_stage(row).map_err(|note| (self.stage.unwrap_or(0), note))?;
        Ok((year, own.or(of_year)))
    }

    /// The stage that the cell of a row says; none where it is empty.
    fn row_stage(&mut self, row: &Row) -> Result<Option<Stage>, Note> {
        let text = self.identity(row, self.stage).map(|raw| raw.text()).unwrap_or_default();
        if matches!(text.trim(), "" | "-" | "—" | "——" | "/") {
            return Ok(None);
        }
        let stage = whole_stage(&text).ok_or_else(|| Note::error("not-a-stage", hint::STAGE))?;
        Ok(Some(stage))
    }

    /// The year of a row: its own cell's, else that of its period, else the sheet's.
    fn row_year(&mut self, row: &Row, column: Option<u32>) -> Result<Option<i16>, Note> {
        let raw = self.identity(row, column);
        let column = column.unwrap_or(0);
        let of_year = raw.as_ref().filter(|_| self.year.is_some());
        let (year, note) = of_year.map_or(Ok((None, None)), take)?;
        let span = self.span(row);
        let of_period = if let Some(Span::Whole(year)) = span { year } else { None };
        if let (Some(year), Some(of_period)) = (year, of_period)
            && year != of_period
        {
            let hint = hint::period::two_years([year, of_period]);
            return Err(Note::error("year-differs", hint));
        }
        let year = year.or(of_period);
        let asked = (self.year.is_some() || span.is_some()) && span != Some(Span::Part);
        if year.or(self.layout.year).is_none() && asked && self.asks_year(row) {
            let text = row.text(column);
            let note = Note::error("no-row-year", hint::NO_ROW_YEAR);
            self.say((row.number, column), text, note);
            return Ok(None);
        }
        let Some(raw) = raw else { return Ok(self.layout.year) };
        if let Some(note) = note {
            self.say((row.number, column), raw.text(), note);
        }
        if let Some(of_sheet) =
            self.layout.year.filter(|of_sheet| year.is_some_and(|year| year != *of_sheet))
        {
            let note = Note::warning("year-differs", hint::other_year(of_sheet));
            self.say_once((row.number, column), raw.text(), note);
        }
        Ok(year.or(self.layout.year))
    }

    /// Whether a row has a figure of a year that neither its header nor anything else says.
    fn asks_year(&self, row: &Row) -> bool {
        let undated =
            |plan: &&Plan| matches!(plan.slot, Slot::Fact { yearly: true, year: None, .. });
        self.plans.iter().filter(undated).any(|plan| row.get(plan.at).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i16, Option<&'static str>)> {
        let (year, note) = take(&Raw::Text(text.to_owned())).ok()?;
        Some((year?, note.map(|note| note.kind)))
    }

    #[test]
    fn a_year_is_read_with_and_without_its_suffix() {
        assert_eq!(read("2021"), Some((2021, None)));
        assert_eq!(read("2021.0"), Some((2021, None)));
        assert_eq!(read("2021年"), Some((2021, Some("year-suffix"))));
        assert_eq!(read("2021年度"), Some((2021, Some("year-suffix"))));
        assert_eq!(read("２０２１"), Some((2021, Some("full-width"))));
        assert_eq!(take(&Raw::Number(2021.0)), Ok((Some(2021), None)));
        assert_eq!(read("2025（快报）"), Some((2025, None)));
        assert_eq!(read("2025年预计"), Some((2025, Some("year-suffix"))));
    }

    #[test]
    fn a_quarter_or_a_month_is_no_year() {
        for text in ["2021年6月", "2021Q1", "21", "202106", "2021年一季度", "上年"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(take(&Raw::Number(44_197.0)).is_err());
    }
}
