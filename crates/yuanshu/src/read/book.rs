//! A file of sheets: opened by what it is, whatever its name says.

mod extent;
mod limits;
mod old;
mod parts;
mod sheet;
mod text;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

pub use limits::{CELLS, FILE_BYTES, INFLATED_BYTES, PART_BYTES, RATIO};

use super::cell::Epoch;
use super::grid::{Area, Broken, Rows};
use crate::say::{self, Both};
use parts::Parts;
use text::Encoding;

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) hidden: bool,
}

/// An open file.
pub(crate) enum Book {
    /// Office Open XML.
    Zipped { book: Box<Xlsx<BufReader<File>>>, parts: Parts },
    /// Excel 97–2003.
    Old(Box<old::Old>),
    /// One sheet of comma-separated values.
    Plain { file: File, name: String, encoding: Encoding },
}

impl Book {
    /// Opens a file after weighing it.
    pub(crate) fn open(path: &Path) -> Result<Self, Broken> {
        limits::weigh(path)?;
        let mut file = File::open(path).map_err(|error| unreadable(&error))?;
        let mut magic = [0; 8];
        let length = file.read(&mut magic).map_err(|error| unreadable(&error))?;
        let magic = magic.get(..length).unwrap_or_default();
        if magic.starts_with(b"PK") {
            let parts = limits::inflate(path)?;
            let book = Xlsx::new(BufReader::new(reopened(path)?))
                .map_err(|error| damaged(&say::workbook(&error)))?;
            return Ok(Self::Zipped { book: Box::new(book), parts });
        }
        if magic.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Ok(Self::Old(Box::new(old::Old::open(path)?)));
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !["csv", "txt", "tsv"].iter().any(|plain| ending.eq_ignore_ascii_case(plain)) {
            let hint = [
                "扩展名是工作簿，内容却不是（常见于系统导出的网页表格）；请用表格软件打开后另存为 xlsx",
                "it is named as a workbook and is none (systems often export pages so); open it in a spreadsheet program and save it as xlsx",
            ];
            return Err(Broken::whole("not-a-workbook", hint));
        }
        let encoding = text::encoding(reopened(path)?)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Ok(Self::Plain { file: reopened(path)?, name: name.unwrap_or_default(), encoding })
    }

    /// Whether it is a file of comma-separated values.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain { .. })
    }

    /// Its sheets that hold cells, in their order.
    pub(crate) fn tabs(&self) -> Vec<Tab> {
        match self {
            Self::Zipped { book, .. } => book
                .sheets_metadata()
                .iter()
                .filter(|sheet| sheet.typ == SheetType::WorkSheet)
                .map(|sheet| Tab {
                    name: sheet.name.clone(),
                    hidden: sheet.visible != SheetVisible::Visible,
                })
                .collect(),
            Self::Old(book) => book.tabs(),
            Self::Plain { name, .. } => vec![Tab { name: name.clone(), hidden: false }],
        }
    }

    /// The merged cells of a sheet.
    pub(crate) fn merges(&self, tab: &str) -> Vec<Area> {
        match self {
            Self::Zipped { parts, .. } => parts.merges(tab).to_vec(),
            Self::Old(book) => book.merges(tab),
            Self::Plain { .. } => Vec::new(),
        }
    }

    pub(crate) fn epoch(&self) -> Epoch {
        let later = match self {
            Self::Zipped { book, .. } => book.has_1904_epoch(),
            Self::Old(book) => book.has_1904_epoch(),
            Self::Plain { .. } => false,
        };
        if later { Epoch::Of1904 } else { Epoch::Of1900 }
    }

    /// The rows of a sheet, read as they are asked for.
    pub(crate) fn rows(&mut self, tab: &str) -> Result<Box<dyn Rows + '_>, Broken> {
        match self {
            Self::Zipped { book, parts } => {
                let uncounted = parts.has_uncounted(tab);
                Ok(Box::new(sheet::Streamed::new(book, tab, uncounted)?))
            }
            Self::Old(book) => Ok(Box::new(book.rows(tab)?)),
            Self::Plain { file, encoding, .. } => {
                let file = file.try_clone().map_err(|error| unreadable(&error))?;
                Ok(Box::new(text::Lines::new(file, encoding)?))
            }
        }
    }
}

fn reopened(path: &Path) -> Result<File, Broken> {
    File::open(path).map_err(|error| unreadable(&error))
}

/// What to say of a file that the machine does not give.
pub(crate) fn unreadable(error: &std::io::Error) -> Broken {
    let why = say::disk(error);
    let hint = Both::told(|tongue| {
        let why = why.of(tongue);
        tongue.say([
            format_args!("文件读不出来（{why}）；请检查路径、权限，或是否正被占用"),
            format_args!(
                "the file cannot be read ({why}); check its path, its permissions, and whether another program has it"
            ),
        ])
    });
    Broken::whole("unreadable-file", hint)
}

/// What to say of a workbook that is not whole.
pub(crate) fn damaged(why: &Both) -> Broken {
    let hint = Both::told(|tongue| {
        let why = why.of(tongue);
        tongue.say([
            format_args!("不是完好的 xlsx 工作簿（{why}）；请重新另存后再试"),
            format_args!("it is no sound xlsx workbook ({why}); save it again and try once more"),
        ])
    });
    Broken::whole("damaged-file", hint)
}
