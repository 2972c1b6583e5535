//! A sheet of an xlsx workbook, streamed: what is empty costs nothing, however far it reaches.

use std::collections::HashSet;
use std::fs::File;
use std::io::BufReader;

use calamine::{DataRef, Xlsx, XlsxCellReader, XlsxError};

use base::Day;
use zone::fact::cell_name;

use super::limits::COLUMNS;
use crate::read::grid::{Broken, Raw, Row, Rows};
use crate::read::report::Note;
use crate::say::Both;

/// The most formulas without a result whose places are kept.
const UNCOUNTED: usize = 1_000_000;

/// The rows of a sheet.
pub(crate) struct Streamed<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// The first cell of the next row.
    waiting: Option<(u32, u32, Raw)>,
    /// Whether each style shows percentages.
    percent: Vec<bool>,
    uncounted: HashSet<(u32, u32)>,
    last: (u32, u32),
    /// Cells of the row before.
    width: usize,
    ended: bool,
    broken: Option<Broken>,
}

impl<'a> Streamed<'a> {
    pub(crate) fn new(
        book: &'a mut Xlsx<BufReader<File>>,
        tab: &str,
        uncounted: bool,
    ) -> Result<Self, Broken> {
        let places = if uncounted { uncounted_cells(book, tab)? } else { HashSet::new() };
        let cells = book.worksheet_cells_reader(tab).map_err(|error| broken(&error, None))?;
        let percent = cells
            .styles()
            .iter()
            .map(|style| {
                style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
            })
            .collect();
        Ok(Self {
            cells,
            waiting: None,
            percent,
            uncounted: places,
            last: (0, 0),
            width: 0,
            ended: false,
            broken: None,
        })
    }

    /// The next cell that is not empty.
    fn cell(&mut self) -> Result<Option<(u32, u32, Raw)>, Broken> {
        while !self.ended {
            let cell = self
                .cells
                .next_cell_with_style_id()
                .map_err(|error| broken(&error, Some(self.last)))?;
            let Some((cell, style)) = cell else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            self.last = (row, column);
            let percent = self.percent.get(style).copied().unwrap_or(false);
            let raw = match raw(cell.get_value(), percent) {
                None if self.uncounted.contains(&(row, column)) => Raw::Uncounted,
                None => continue,
                Some(raw) => raw,
            };
            return Ok(Some((row, column, raw)));
        }
        Ok(None)
    }
}

impl Rows for Streamed<'_> {
    fn count(&self) -> Option<u32> {
        // Who writes a sheet in one go knows its end too late to say it: then it says one cell,
        // or nothing.
        let said = self.cells.dimensions();
        (said.end > said.start).then(|| said.end.0 + 1)
    }

    fn next(&mut self) -> Result<Option<Row>, Broken> {
        if let Some(broken) = self.broken.take() {
            return Err(broken);
        }
        let first = match self.waiting.take() {
            Some(cell) => Some(cell),
            None => self.cell()?,
        };
        let Some((number, column, raw)) = first else { return Ok(None) };
        // The rows of a table are mostly as long as the one before.
        let mut row = Row { number, cells: Vec::with_capacity(self.width) };
        row.cells.push((column, raw));
        loop {
            match self.cell() {
                Ok(Some((next, column, raw))) if next == number && row.cells.len() < COLUMNS => {
                    row.cells.push((column, raw));
                }
                Ok(next) => {
                    self.waiting = next;
                    break;
                }
                // The cells before the break are told first.
                Err(broken) => {
                    self.broken = Some(broken);
                    break;
                }
            }
        }
        self.width = row.cells.len();
        if !row.cells.is_sorted_by_key(|(column, _)| *column) {
            row.cells.sort_by_key(|(column, _)| *column);
        }
        Ok(Some(row))
    }
}

/// The places of formulas that have no result.
fn uncounted_cells(
    book: &mut Xlsx<BufReader<File>>,
    tab: &str,
) -> Result<HashSet<(u32, u32)>, Broken> {
    let mut cells = book.worksheet_cells_reader(tab).map_err(|error| broken(&error, None))?;
    let mut found = HashSet::new();
    while let Some(cell) =
        cells.next_cell_with_formula_metadata().map_err(|error| broken(&error, None))?
    {
        if cell.formula.is_some() && cell.value == DataRef::Empty && found.len() < UNCOUNTED {
            found.insert(cell.pos);
        }
    }
    Ok(found)
}

fn raw(value: &DataRef<'_>, percent: bool) -> Option<Raw> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            return filled(text);
        }
        DataRef::SharedString(text) => return filled(text),
        DataRef::Int(number) => Raw::Text(number.to_string()),
        DataRef::Float(number) if percent => Raw::Percent(*number),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::Bool(truth) => Raw::Bool(*truth),
        DataRef::DateTime(moment) => moment_of(*moment),
        DataRef::Error(error) => Raw::Error(error.to_string()),
    })
}

/// A text cell, unless it is blank.
pub(crate) fn filled(text: &str) -> Option<Raw> {
    (!text.trim().is_empty()).then(|| Raw::Text(text.to_owned()))
}

/// A number that is shown as a day; a length of time stays a number.
pub(crate) fn moment_of(moment: calamine::ExcelDateTime) -> Raw {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match parts {
        (Ok(year), Ok(month), Ok(day)) if moment.is_datetime() => {
            Day::new(year, month, day).map_or(Raw::Number(moment.as_f64()), Raw::Date)
        }
        _ => Raw::Number(moment.as_f64()),
    }
}

fn broken(error: &XlsxError, last: Option<(u32, u32)>) -> Broken {
    let cell = last.map(|(row, column)| cell_name(row, column)).unwrap_or_default();
    let why = crate::say::workbook(error);
    let hint = Both::told(|tongue| {
        let why = why.of(tongue);
        tongue.say([
            format_args!("此处之后读不下去（{why}），以后的行未读；请用表格软件打开后另存再试"),
            format_args!("nothing can be read from here on ({why}); the rows beyond are not read; open it in a spreadsheet program and save it again"),
        ])
    });
    Broken { sheet: None, cell, content: String::new(), note: Note::error("damaged-sheet", hint) }
}
