//! Workbooks of an invented zone, the same to the byte for the same zone.

use std::io;
use std::path::Path;

use demo::{Cell, Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// A lone unit stands in its header instead of a row of its own.
const ROW_OF_UNITS: usize = 2;

/// Writes sheets, and notes on a sheet of their own.
pub(super) fn write(sheets: &[Sheet], notes: &[String], out: &Path) -> io::Result<()> {
    workbook(sheets, notes, out).map_err(crate::write::xlsx::io)
}

fn workbook(sheets: &[Sheet], notes: &[String], out: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    // The moment of writing would make each workbook another.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(&sheet.name)?;
        fill(worksheet, sheet)?;
    }
    let worksheet = workbook.add_worksheet();
    worksheet.set_name("说明")?;
    worksheet.set_column_width(0, 100)?;
    for (row, note) in (0..).zip(notes) {
        worksheet.write_string(row, 0, note)?;
    }
    workbook.save(out)
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let styles = Styles::default();
    for column in (0..).take(sheet.header.len()) {
        worksheet.set_column_width(column, if column < 2 { 24 } else { 14 })?;
    }
    worksheet.write_string_with_format(0, 0, &sheet.title, &bold)?;
    let units = units(sheet);
    let in_row = units.iter().filter(|unit| !unit.is_empty()).count() >= ROW_OF_UNITS;
    for ((column, name), unit) in (0..).zip(&sheet.header).zip(&units) {
        if in_row || unit.is_empty() {
            worksheet.write_string_with_format(1, column, *name, &bold)?;
        } else {
            worksheet.write_string_with_format(1, column, format!("{name}（{unit}）"), &bold)?;
        }
    }
    for (column, unit) in (0..).zip(&units).filter(|_| in_row) {
        worksheet.write_string(2, column, *unit)?;
    }
    let first = if in_row { 3 } else { 2 };
    worksheet.set_freeze_panes(first, 2)?;
    for (row, cells) in (first..).zip(sheet.rows()) {
        for (column, cell) in (0..).zip(&cells) {
            styles.put(worksheet, (row, column), cell)?;
        }
    }
    Ok(())
}

/// The unit of each column; empty where it has none.
fn units(sheet: &Sheet) -> Vec<&'static str> {
    sheet.unit_row.clone().unwrap_or_else(|| vec![""; sheet.header.len()])
}

/// How cells look.
struct Styles {
    day: Format,
    /// By decimals of the figure.
    figures: [Format; 7],
}

impl Default for Styles {
    fn default() -> Self {
        let figure = |decimals: &str| Format::new().set_num_format(format!("#,##0{decimals}"));
        Self {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            figures: ["", ".0", ".00", ".00#", ".00##", ".00###", ".00####"].map(figure),
        }
    }
}

impl Styles {
    fn put(
        &self,
        worksheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                worksheet.write_string(row, column, text)?;
            }
            Cell::Flag(yes) => {
                worksheet.write_string(row, column, if *yes { "是" } else { "否" })?;
            }
            Cell::Date(day) => {
                let year = u16::try_from(day.year()).unwrap_or_default();
                let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                let day = ExcelDateTime::from_ymd(year, month, date)?;
                worksheet.write_datetime_with_format(row, column, &day, &self.day)?;
            }
            Cell::Number { scaled, decimals } => {
                let figure = rule::number::Number::from_scaled(*scaled, *decimals).to_f64();
                match self.figures.get(usize::from(*decimals)) {
                    Some(style) => {
                        worksheet.write_number_with_format(row, column, figure, style)?
                    }
                    None => worksheet.write_number(row, column, figure)?,
                };
            }
        }
        Ok(())
    }
}
