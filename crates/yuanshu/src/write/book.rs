//! A workbook under construction: pages of rows, continued on another sheet where one is full.

use std::path::Path;

use base::Day;
use rule::value::Answer;
use rust_xlsxwriter::{ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::steady;
use super::style::Styles;
use crate::say::{self, Tongue};

/// The most rows that a sheet has.
const ROWS: u32 = 1_048_576;
/// A4, as spreadsheets number it.
const PAPER: u8 = 9;
/// The widest sheet that is still read when it is printed on the width of one page, in digits;
/// a wider one is printed smaller, and goes on beside.
const FITTING: u32 = 260;
const SMALLER: u16 = 60;
/// A line of text in a cell, and the most that a row can be, in points.
const LINE: u32 = 15;
const TALLEST: u32 = 405;
/// The most characters that a cell holds, less the mark that some were left out.
const CELL: usize = 32_000;

/// A cell of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A short text.
    Text(String),
    /// A text that needs several lines.
    Long(String),
    /// How many.
    Count(usize),
    /// Points of a score.
    Points(f64),
    /// Money in 万元.
    Wan(f64),
    /// A day.
    Day(Day),
    /// An answer; and whether the policy addresses others only.
    Answer(Answer, bool),
}

/// A column of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    /// What stands in it.
    pub(super) title: String,
    /// Its width, in digits.
    pub(super) width: u8,
}

/// A page: a sheet, or several where one is full.
#[derive(Debug)]
pub(super) struct Page {
    name: &'static str,
    heads: Vec<Head>,
    /// Columns that stay when one scrolls to the right.
    fixed: u16,
    sheet: usize,
    row: u32,
    part: u32,
}

/// The workbook.
pub(super) struct Book {
    workbook: Workbook,
    styles: Styles,
    sheets: usize,
    /// Rows of a sheet, the header among them.
    rows: u32,
}

impl Head {
    /// A column.
    pub(super) fn new(title: impl Into<String>, width: u8) -> Self {
        Self { title: title.into(), width }
    }
}

impl Cell {
    /// A text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A text of several lines, or nothing where it is empty.
    pub fn long(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Long(text) }
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Long(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Points(points) => points.to_string(),
            Self::Wan(wan) => wan.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Answer(answer, outside) => {
                say::answer(*answer, *outside, Tongue::Chinese).to_owned()
            }
        }
    }
}

impl Default for Book {
    fn default() -> Self {
        Self { workbook: Workbook::new(), styles: Styles::default(), sheets: 0, rows: ROWS }
    }
}

impl Book {
    /// A new page after the others; its rows go to disk as they come.
    ///
    /// # Errors
    /// Where the disk has no room.
    pub(super) fn page(
        &mut self,
        name: &'static str,
        fixed: u16,
        heads: Vec<Head>,
    ) -> Result<Page, XlsxError> {
        let mut page = Page { name, heads, fixed, sheet: 0, row: 0, part: 1 };
        self.open(&mut page)?;
        Ok(page)
    }

    fn open(&mut self, page: &mut Page) -> Result<(), XlsxError> {
        page.sheet = self.sheets;
        page.row = 1;
        self.sheets += 1;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        let name = match page.part {
            1 => page.name.to_owned(),
            part => format!("{}({part})", page.name),
        };
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, page.fixed)?;
        // A4 lying down; each page repeats the header, and a sheet of few columns fits its width.
        sheet.set_paper_size(PAPER).set_landscape().set_repeat_rows(0, 0)?;
        sheet.set_header(format!("&L{}", page.name));
        sheet.set_footer(format!("&C{}&R第 &P 页，共 &N 页", say::NOTE));
        if page.heads.iter().map(|head| u32::from(head.width)).sum::<u32>() <= FITTING {
            sheet.set_print_fit_to_pages(1, 0);
        } else {
            sheet.set_print_scale(SMALLER);
            if let Some(last) = page.fixed.checked_sub(1) {
                sheet.set_repeat_columns(0, last)?;
            }
        }
        let lines = page.heads.iter().map(|head| lines(&head.title, head.width)).max();
        sheet.set_row_height(0, height(lines.unwrap_or(1)))?;
        for (column, head) in (0..).zip(&page.heads) {
            sheet.set_column_width(column, f64::from(head.width))?;
            sheet.write_string_with_format(0, column, &head.title, &self.styles.head)?;
        }
        Ok(())
    }

    /// A row at the end of a page.
    ///
    /// # Errors
    /// Where the disk has no room.
    pub(super) fn put(&mut self, page: &mut Page, cells: &[Cell]) -> Result<(), XlsxError> {
        if page.row == self.rows {
            self.close(page)?;
            page.part += 1;
            self.open(page)?;
        }
        let sheet = self.workbook.worksheet_from_index(page.sheet)?;
        let tall = page.heads.iter().zip(cells).map(|(head, cell)| match cell {
            Cell::Long(text) => lines(text, head.width),
            _ => 1,
        });
        // Not every spreadsheet finds the height of wrapped text by itself.
        if let Some(tall) = tall.max().filter(|tall| *tall > 1) {
            sheet.set_row_height(page.row, height(tall))?;
        }
        for (column, cell) in (0..).zip(cells) {
            self.styles.put(sheet, (page.row, column), cell)?;
        }
        page.row += 1;
        Ok(())
    }

    /// Rows at the end of a page.
    ///
    /// # Errors
    /// Where the disk has no room.
    pub(super) fn fill(
        &mut self,
        page: &mut Page,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<(), XlsxError> {
        rows.into_iter().try_for_each(|cells| self.put(page, &cells))
    }

    /// Lets the columns of a page be filtered.
    ///
    /// # Errors
    /// None where the page has columns.
    pub(super) fn close(&mut self, page: &Page) -> Result<(), XlsxError> {
        let last = u16::try_from(page.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let sheet = self.workbook.worksheet_from_index(page.sheet)?;
        sheet.autofilter(0, 0, page.row - 1, last)?;
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(super) fn save(mut self, path: &Path) -> Result<(), XlsxError> {
        steady::save(&mut self.workbook, path)
    }
}

impl Styles {
    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, short(text).as_ref(), &self.text)?;
            }
            Cell::Long(text) => {
                sheet.write_string_with_format(row, column, short(text).as_ref(), &self.long)?;
            }
            Cell::Count(count) => {
                let count = u32::try_from(*count).unwrap_or(u32::MAX);
                sheet.write_number_with_format(row, column, count, &self.count)?;
            }
            Cell::Points(points) => {
                sheet.write_number_with_format(row, column, *points, &self.points)?;
            }
            Cell::Wan(wan) => {
                sheet.write_number_with_format(row, column, *wan, &self.wan)?;
            }
            Cell::Day(day) => {
                let year = u16::try_from(day.year()).unwrap_or_default();
                let date = ExcelDateTime::from_ymd(
                    year,
                    day.month().unsigned_abs(),
                    day.day().unsigned_abs(),
                )?;
                sheet.write_datetime_with_format(row, column, &date, &self.day)?;
            }
            Cell::Answer(answer, outside) => {
                let word = say::answer(*answer, *outside, Tongue::Chinese);
                sheet.write_string_with_format(
                    row,
                    column,
                    word,
                    self.answer(*answer, *outside),
                )?;
            }
        }
        Ok(())
    }
}

/// How many lines a text takes in a column of that width.
fn lines(text: &str, width: u8) -> u32 {
    let width = usize::from(width).max(2);
    let of = |line: &str| say::width(line).div_ceil(width).max(1);
    u32::try_from(text.lines().map(of).sum::<usize>()).unwrap_or(u32::MAX).max(1)
}

/// The height of a row of so many lines, in points.
fn height(lines: u32) -> u32 {
    lines.saturating_mul(LINE).min(TALLEST)
}

/// What fits a cell.
fn short(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}……（过长，略）", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn a_full_sheet_is_continued_on_another() {
        let mut book = Book { rows: 3, ..Book::default() };
        let mut page = book.page("企业", 1, vec![Head::new("名称", 10)]).unwrap();
        let rows = ["甲", "乙", "丙", "丁", "戊"].map(|name| vec![Cell::text(name)]);
        book.fill(&mut page, rows).unwrap();
        book.close(&page).unwrap();
        let bytes = book.workbook.save_to_buffer().unwrap();
        let mut read: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheets = read.worksheets().into_iter().map(|(name, cells)| {
            let rows = cells.rows().map(|row| row[0].to_string()).collect::<Vec<_>>();
            (name, rows.join(" "))
        });
        let sheets: Vec<(String, String)> = sheets.collect();
        let wanted = [("企业", "名称 甲 乙"), ("企业(2)", "名称 丙 丁"), ("企业(3)", "名称 戊")];
        assert_eq!(sheets, wanted.map(|(name, rows)| (name.to_owned(), rows.to_owned())));
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        assert_eq!(lines("研发费用", 8), 1);
        assert_eq!(lines("研发费用还差", 8), 2);
        assert_eq!(lines("一\n二三四五六\n七", 8), 4);
        assert_eq!((height(2), height(1_000)), (30, TALLEST));
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let long = "长".repeat(CELL + 1);
        assert_eq!(short(&long), format!("{}……（过长，略）", "长".repeat(CELL)));
        assert_eq!(short("短"), "短");
    }
}
