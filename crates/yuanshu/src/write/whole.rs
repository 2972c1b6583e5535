//! Everything that a register holds, as a workbook of a sheet a table or a folder of text files.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use store::{Cell, Piece, Store};
use zone::people::{ExportRegister, Permit};

use super::xlsx::io;

/// The most rows of a sheet, less its head.
const ROWS: u32 = 1_048_575;

/// Writes all tables into one workbook.
pub fn workbook(
    store: &Store,
    permit: &Permit<ExportRegister>,
    path: &Path,
) -> Result<(), store::Error> {
    let mut sheets = Sheets::new();
    store.export(permit, &mut |piece| sheets.take(piece))?;
    Ok(sheets.book.save(path).map_err(io)?)
}

/// Writes each table into a text file of a folder.
pub fn folder(
    store: &Store,
    permit: &Permit<ExportRegister>,
    path: &Path,
) -> Result<(), store::Error> {
    let mut tables = Tables::new(path)?;
    store.export(permit, &mut |piece| tables.take(piece))?;
    tables.finish()
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
        let broken = |error: csv::Error| store::Error::from(std::io::Error::from(error));
        match piece {
            Piece::Table { name, columns } => {
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

    fn finish(mut self) -> Result<(), store::Error> {
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
                if self.row >= ROWS {
                    self.more += 1;
                    self.sheet().map_err(broken)?;
                }
                self.row += 1;
                let row = self.row;
                let sheet = self.book.worksheets_mut().last_mut();
                sheet.map_or(Ok(()), |sheet| write_row(sheet, row, cells)).map_err(broken)
            }
        }
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

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        // Numbers as text: codes and hashes keep their digits.
        sheet.write_string(row, column, text(cell))?;
    }
    Ok(())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null | Cell::Blob(_) => String::new(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
