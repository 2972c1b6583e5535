//! Lists of work, as a workbook of a page a list or as lines of JSON.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::XlsxError;
use serde_json::{Map, Value as Json};

use super::book::{Book, Head, Page};
use super::{jsonl, xlsx};

pub use super::book::Cell;
pub use super::firms::who;

/// A list: its name, its columns with their widths in digits, its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What it is called.
    pub name: &'static str,
    /// What stands in each column, and how wide that is.
    pub columns: Vec<(&'static str, u8)>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

impl List {
    /// An empty list.
    pub fn new(name: &'static str, columns: &[(&'static str, u8)]) -> Self {
        Self { name, columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Its page in a workbook, still empty; so many columns stay when one scrolls to the right.
    pub(super) fn page(&self, book: &mut Book, fixed: u16) -> Result<Page, XlsxError> {
        let heads = self.columns.iter().map(|(title, width)| Head::new(*title, *width));
        book.page(self.name, fixed, heads.collect())
    }
}

/// Writes lists as a workbook, with what is to be said of all of them first.
///
/// # Errors
/// Where the file cannot be written.
pub fn workbook(notes: &[[String; 2]], lists: &[List], path: &Path) -> io::Result<()> {
    let write = || {
        let mut book = Book::default();
        let mut page = book.page("说明", 1, vec![Head::new("项目", 16), Head::new("内容", 90)])?;
        let said = notes.iter().map(|[key, text]| vec![Cell::text(key), Cell::long(text)]);
        book.fill(&mut page, said)?;
        for list in lists {
            let mut page = list.page(&mut book, 2)?;
            book.fill(&mut page, list.rows.iter().cloned())?;
            book.close(&page)?;
        }
        book.save(path)
    };
    write().map_err(xlsx::io)
}

/// Writes one list as a workbook, its rows as they come, with what is to be said of it first.
///
/// # Errors
/// Where the file cannot be written.
pub fn table(
    notes: &[[String; 2]],
    (name, heads): (&'static str, &[(String, u8)]),
    rows: impl IntoIterator<Item = Vec<Cell>>,
    path: &Path,
) -> io::Result<()> {
    let write = || {
        let mut book = Book::default();
        let mut said = book.page("说明", 1, vec![Head::new("项目", 16), Head::new("内容", 90)])?;
        let notes = notes.iter().map(|[key, text]| vec![Cell::text(key), Cell::long(text)]);
        book.fill(&mut said, notes)?;
        let heads = heads.iter().map(|(title, width)| Head::new(title, *width));
        let mut page = book.page(name, 2, heads.collect())?;
        book.fill(&mut page, rows)?;
        book.close(&page)?;
        book.save(path)
    };
    write().map_err(xlsx::io)
}

/// Writes lists as lines of JSON: first what is to be said of all of them, then a line a row with
/// the name of its list and each column that is filled.
///
/// # Errors
/// Where the file cannot be written.
pub fn lines(notes: &[[String; 2]], lists: &[List], path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut said = Map::new();
    said.insert("list".to_owned(), Json::from("说明"));
    said.extend(notes.iter().map(|[key, text]| (key.clone(), Json::from(text.as_str()))));
    jsonl::line(&mut out, &said)?;
    for list in lists {
        for row in &list.rows {
            let mut line = Map::new();
            line.insert("list".to_owned(), Json::from(list.name));
            for ((title, _), cell) in list.columns.iter().zip(row) {
                let value = match cell {
                    Cell::Blank => continue,
                    Cell::Count(count) => Json::from(*count),
                    other => Json::from(other.plain()),
                };
                line.insert((*title).to_owned(), value);
            }
            jsonl::line(&mut out, &line)?;
        }
    }
    out.flush()
}
