//! Answers as comma-separated values: one row a firm, as on the page 企业测算.

use std::io::{self, Write};

use super::book::Cell;
use super::firms;
use zone::policy::{Answered, Question};

/// The header; first the mark by which spreadsheets know UTF-8.
///
/// # Errors
/// Those of writing.
pub fn heads(out: &mut dyn Write, question: &Question<'_>) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    row(out, firms::heads(question).into_iter().map(|head| head.title))
}

/// The row of a firm.
///
/// # Errors
/// Those of writing.
pub fn firm(
    out: &mut dyn Write,
    question: &Question<'_>,
    at: usize,
    answers: &[Answered],
) -> io::Result<()> {
    row(out, firms::row(question, at, answers).iter().map(plain))
}

/// A text that a spreadsheet would take for a formula is shown as text.
fn plain(cell: &Cell) -> String {
    let text = cell.plain();
    let formula = matches!(cell, Cell::Text(_)) && text.starts_with(['=', '+', '-', '@']);
    if formula { format!("'{text}") } else { text }
}

fn row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let mut line =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    line.write_record(cells.map(String::into_bytes))?;
    let line = line.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    out.write_all(&line)
}
