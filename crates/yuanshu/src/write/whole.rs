//! Everything that a register holds, as a workbook of a sheet a table or a folder of text files.

mod key;
pub mod words;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use pack::Shelf;
use pack::feed::Use;
use rust_xlsxwriter::{Workbook, XlsxError};
use store::{Cell, Piece, Store};
use zone::people::{ExportRegister, Permit};

use self::words::{About, FIRST, named};
use super::steady;
use super::xlsx::io;

/// The most rows of a sheet, less its head.
const ROWS: u32 = 1_048_575;

/// The most of a text that a cell holds, as spreadsheets count it.
const LONGEST: usize = 32_767;

/// For what values go out: those of other feeds are left out.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    /// The feeds.
    pub shelf: &'a Shelf,
    /// For what (允许用途).
    pub purpose: Use,
    /// What stands before everything.
    pub about: About<'a>,
}

impl For<'_> {
    /// Whether values of a feed go out; those of a feed that nobody knows do not.
    fn allows(&self, feed: &str) -> bool {
        self.shelf.feeds.get(feed).is_some_and(|feed| feed.allows(self.purpose))
    }
}

/// Writes all tables into one workbook; returns how many values were left out.
pub fn workbook(
    (store, wanted): (&Store, For<'_>),
    permit: &Permit<ExportRegister>,
    path: &Path,
) -> Result<u64, store::Error> {
    let mut sheets = Sheets::new();
    first(wanted, &mut |piece| sheets.take(piece))?;
    let allowed = |feed: &str| wanted.allows(feed);
    let left = store.export(permit, &allowed, &mut |piece| sheets.take(named(piece)))?;
    steady::save(&mut sheets.book, path).map_err(io)?;
    Ok(left)
}

/// Writes each table into a text file of a folder; returns how many values were left out.
pub fn folder(
    (store, wanted): (&Store, For<'_>),
    permit: &Permit<ExportRegister>,
    path: &Path,
) -> Result<u64, store::Error> {
    let mut tables = Tables::new(path)?;
    first(wanted, &mut |piece| tables.take(piece))?;
    let allowed = |feed: &str| wanted.allows(feed);
    let left = store.export(permit, &allowed, &mut |piece| tables.take(named(piece)))?;
    tables.end()?;
    Ok(left)
}

/// The pages before the tables.
fn first(wanted: For<'_>, take: store::Take<'_>) -> Result<(), store::Error> {
    let mut lines = wanted.about.lines().into_iter();
    take(Piece::Table { name: FIRST, columns: vec!["登记库", "", ""] })?;
    lines.try_for_each(|line| take(Piece::Row(&line.map(Cell::Text))))?;
    take(Piece::Table { name: key::KEY, columns: key::HEADS.to_vec() })?;
    key::lines(wanted.shelf).try_for_each(|line| take(Piece::Row(&line.map(Cell::Text))))
}

/// The tables as text files of a folder.
struct Tables<'p> {
    folder: &'p Path,
    table: Option<csv::Writer<File>>,
}

impl<'p> Tables<'p> {
    fn new(folder: &'p Path) -> Result<Self, store::Error> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder, table: None })
    }

    fn take(&mut self, piece: Piece<'_>) -> Result<(), store::Error> {
        let broken = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => store::Error::from(error),
            other => store::Error::from(std::io::Error::other(format!("{other:?}"))),
        };
        match piece {
            Piece::Table { name, columns } => {
                self.end()?;
                let mut file = File::create(self.folder.join(format!("{name}.csv")))?;
                // Spreadsheets take a file without the mark for GB18030.
                file.write_all("\u{FEFF}".as_bytes())?;
                let mut table = csv::Writer::from_writer(file);
                table.write_record(&columns).map_err(broken)?;
                self.table = Some(table);
            }
            Piece::Row(cells) => {
                if let Some(table) = &mut self.table {
                    table.write_record(cells.iter().map(text)).map_err(broken)?;
                }
            }
        }
        Ok(())
    }

    /// Ends a table: a writer that goes does not tell that its last bytes did not reach the disk.
    fn end(&mut self) -> Result<(), store::Error> {
        match &mut self.table {
            Some(table) => Ok(table.flush()?),
            None => Ok(()),
        }
    }
}

/// The tables as sheets of a workbook; a long one goes on in another.
struct Sheets {
    book: Workbook,
    name: &'static str,
    columns: Vec<&'static str>,
    row: u32,
    more: u32,
}

impl Sheets {
    fn new() -> Self {
        Self { book: Workbook::new(), name: "", columns: Vec::new(), row: 0, more: 0 }
    }

    fn take(&mut self, piece: Piece<'_>) -> Result<(), store::Error> {
        let broken = |error: XlsxError| store::Error::from(io(error));
        match piece {
            Piece::Table { name, columns } => {
                (self.name, self.columns, self.more) = (name, columns, 0);
                self.sheet().map_err(broken)
            }
            Piece::Row(cells) => {
                let texts: Vec<String> = cells.iter().map(text).collect();
                lines(&texts).iter().try_for_each(|line| self.line(line)).map_err(broken)
            }
        }
    }

    fn line(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        if self.row >= ROWS {
            self.more += 1;
            self.sheet()?;
        }
        self.row += 1;
        let Some(sheet) = self.book.worksheets_mut().last_mut() else { return Ok(()) };
        for (column, text) in (0..).zip(texts) {
            // Numbers as text: codes and hashes keep their digits.
            sheet.write_string(self.row, column, *text)?;
        }
        Ok(())
    }

    fn sheet(&mut self) -> Result<(), XlsxError> {
        let more = if self.more == 0 { String::new() } else { format!("({})", self.more + 1) };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(format!("{}{more}", self.name))?;
        for (column, name) in (0..).zip(&self.columns) {
            sheet.write_string(0, column, *name)?;
        }
        self.row = 0;
        Ok(())
    }
}

/// A row as lines of a sheet: what is longer than a cell holds goes on in the next line, in the
/// same column.
fn lines(texts: &[String]) -> Vec<Vec<&str>> {
    let mut lines = Vec::new();
    let mut rest: Vec<&str> = texts.iter().map(String::as_str).collect();
    while lines.is_empty() || rest.iter().any(|text| !text.is_empty()) {
        let mut line = Vec::with_capacity(rest.len());
        for text in &mut rest {
            let mut units = 0;
            let beyond = text.char_indices().find(|(_, letter)| {
                units += letter.len_utf16();
                units > LONGEST
            });
            let (here, later) = text.split_at(beyond.map_or(text.len(), |(end, _)| end));
            line.push(here);
            *text = later;
        }
        lines.push(line);
    }
    lines
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null | Cell::Blob(_) => String::new(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longer_than_a_cell_goes_on_in_the_next_line() {
        let whole = "园".repeat(LONGEST);
        let texts = ["1".to_owned(), format!("{whole}区"), String::new()];
        assert_eq!(lines(&texts), [vec!["1", &whole, ""], vec!["", "区", ""]]);
        // A letter outside of the first plane counts twice and is not torn.
        let wide = "x".repeat(LONGEST - 1);
        assert_eq!(lines(&[format!("{wide}𠮷")]), [vec![wide.as_str()], vec!["𠮷"]]);
        assert_eq!(lines(&[String::new()]), [vec![""]]);
    }

    #[test]
    fn a_workbook_holds_a_long_text_whole() {
        let long = "字典 ".repeat(LONGEST);
        let mut sheets = Sheets::new();
        sheets.take(Piece::Table { name: "content", columns: vec!["path", "text"] }).unwrap();
        let cells = [Cell::Text("a.toml".to_owned()), Cell::Text(long.clone())];
        sheets.take(Piece::Row(&cells)).unwrap();
        let bytes = sheets.book.save_to_buffer().unwrap();
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = calamine::Reader::worksheet_range(&mut book, "content").unwrap();
        let texts = range.rows().skip(1).filter_map(|row| row.get(1)).map(ToString::to_string);
        assert_eq!(texts.collect::<String>(), long);
    }
}
