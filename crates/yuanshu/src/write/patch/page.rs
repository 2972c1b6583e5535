//! A sheet of ours behind those of the workbook.

use std::io::Write;

use base::Decimal;
use zone::fact::{cell_name, column_name};

use super::part::escaped;
use super::style::{Style, Styles};
use super::{Tint, Unpatched};

pub(super) const KIND: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
pub(super) const RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
/// The most links of a sheet.
const LINKS: usize = 65_000;
/// The most characters of a cell.
const CELL: usize = 32_000;

/// A sheet of ours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// Its columns with their widths, in digits.
    pub heads: Vec<(String, u8)>,
    /// Its rows.
    pub rows: Vec<Vec<Put>>,
}

/// A cell of a sheet of ours.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// A text; nothing where it is empty.
    Text(String),
    /// A text on coloured paper.
    Tinted(String, Tint),
    /// A figure.
    Number(Decimal),
    /// A cell of another sheet, to be gone to.
    Cell {
        /// The sheet.
        sheet: String,
        /// By row and column, counted from 0.
        at: (u32, u32),
    },
}

impl Page {
    /// A page without rows.
    pub fn new(name: &str, title: &str, heads: &[(&str, u8)]) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            heads: heads.iter().map(|(head, width)| ((*head).to_owned(), *width)).collect(),
            rows: Vec::new(),
        }
    }

    pub(super) fn write(&self, to: &mut impl Write, styles: &mut Styles) -> Result<(), Unpatched> {
        const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"2\" topLeftCell=\"A3\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
        to.write_all(OPEN.as_bytes())?;
        for (at, (_, width)) in (1..).zip(&self.heads) {
            write!(to, "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")?;
        }
        to.write_all(b"</cols><sheetData>")?;
        let title = [Put::Text(self.title.clone())];
        let title_style = styles.page(Style::Title);
        row(to, 0, title.iter().map(|put| (put, title_style)))?;
        let heads: Vec<Put> = self.heads.iter().map(|(head, _)| Put::Text(head.clone())).collect();
        let head = styles.page(Style::Head);
        row(to, 1, heads.iter().map(|put| (put, head)))?;
        for (number, puts) in (2..).zip(&self.rows) {
            let looks: Vec<(&Put, u32)> =
                puts.iter().map(|put| (put, styles.page(put.style()))).collect();
            row(to, number, looks.into_iter())?;
        }
        to.write_all(b"</sheetData>")?;
        self.links(to)?;
        to.write_all(b"</worksheet>")?;
        Ok(())
    }

    fn links(&self, to: &mut impl Write) -> Result<(), Unpatched> {
        let cells = (2..).zip(&self.rows).flat_map(|(row, puts)| {
            (0..).zip(puts).filter_map(move |(column, put)| match put {
                Put::Cell { sheet, at } => Some((cell_name(row, column), sheet, *at)),
                Put::Text(_) | Put::Tinted(..) | Put::Number(_) => None,
            })
        });
        let mut cells = cells.take(LINKS).peekable();
        if cells.peek().is_none() {
            return Ok(());
        }
        to.write_all(b"<hyperlinks>")?;
        for (own, sheet, at) in cells {
            let place =
                escaped(&format!("'{}'!{}", sheet.replace('\'', "''"), cell_name(at.0, at.1)));
            write!(to, "<hyperlink ref=\"{own}\" location=\"{place}\" display=\"{place}\"/>")?;
        }
        to.write_all(b"</hyperlinks>")?;
        Ok(())
    }
}

impl Put {
    /// A text, or nothing.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn style(&self) -> Style {
        match self {
            Self::Text(_) | Self::Number(_) => Style::Text(None),
            Self::Tinted(_, tint) => Style::Text(Some(*tint)),
            Self::Cell { .. } => Style::Link,
        }
    }
}

fn row<'a>(
    to: &mut impl Write,
    number: u32,
    cells: impl Iterator<Item = (&'a Put, u32)>,
) -> Result<(), Unpatched> {
    let at = u64::from(number) + 1;
    write!(to, "<row r=\"{at}\">")?;
    for (column, (put, look)) in (0..).zip(cells) {
        let cell = format!("{}{at}", column_name(column));
        let text = match put {
            Put::Text(text) if text.is_empty() => continue,
            Put::Text(text) | Put::Tinted(text, _) => text.chars().take(CELL).collect(),
            Put::Cell { at, .. } => cell_name(at.0, at.1),
            Put::Number(number) => {
                write!(to, "<c r=\"{cell}\" s=\"{look}\"><v>{number}</v></c>")?;
                continue;
            }
        };
        let text: String = escaped(&text);
        write!(
            to,
            "<c r=\"{cell}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        )?;
    }
    to.write_all(b"</row>")?;
    Ok(())
}
