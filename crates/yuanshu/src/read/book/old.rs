//! A workbook of Excel 97–2003.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::sheet::{filled, moment_of};
use super::{Tab, unreadable};
use crate::read::grid::{Area, Broken, Raw, Row, Rows};
use crate::say::Both;

/// One such workbook, held in memory: the format ends at 65,536 rows of 256 columns.
pub(crate) struct Old {
    book: Xls<BufReader<File>>,
}

impl Old {
    pub(crate) fn open(path: &Path) -> Result<Self, Broken> {
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        super::extent::weigh(file.try_clone().map_err(|error| unreadable(&error))?)?;
        // The whole file is parsed here, and a damaged one may make the parser fall over.
        let parsed = catch_unwind(AssertUnwindSafe(|| Xls::new(BufReader::new(file))));
        match parsed {
            Ok(Ok(book)) => Ok(Self { book }),
            Ok(Err(XlsError::Password)) => {
                let hint = [
                    "工作簿有密码，未读；请去掉密码后另存",
                    "the workbook has a password; not read; save it without one",
                ];
                Err(Broken::whole("password", hint))
            }
            Ok(Err(_)) | Err(_) => Err(Broken::whole(
                "damaged-file",
                [
                    "不是完好的 xls 工作簿，或有密码；请用表格软件打开，去掉密码，另存为 xlsx",
                    "it is no sound xls workbook, or has a password; open it in a spreadsheet program and save it as xlsx without one",
                ],
            )),
        }
    }

    pub(crate) fn tabs(&self) -> Vec<Tab> {
        let sheets = self.book.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| Tab {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    pub(crate) fn merges(&self, tab: &str) -> Vec<Area> {
        let merged = self.book.merge_cells_by_sheet_name(tab).unwrap_or_default();
        let areas = merged.into_iter().map(|area| Area {
            top: area.start.0,
            left: area.start.1,
            bottom: area.end.0,
            right: area.end.1,
        });
        let mut areas: Vec<Area> = areas.collect();
        areas.sort_unstable();
        areas
    }

    pub(crate) fn has_1904_epoch(&self) -> bool {
        self.book.has_1904_epoch()
    }

    pub(crate) fn rows(&mut self, tab: &str) -> Result<Ranged, Broken> {
        match self.book.worksheet_range(tab) {
            Ok(range) => Ok(Ranged { next: 0, range }),
            Err(error) => {
                let why = crate::say::old_book(&error);
                let hint = Both::told(|tongue| {
                    let why = why.of(tongue);
                    tongue.say([
                        format_args!("此表读不出来（{why}）；请另存为 xlsx"),
                        format_args!("the sheet cannot be read ({why}); save the file as xlsx"),
                    ])
                });
                Err(Broken::whole("damaged-sheet", hint))
            }
        }
    }
}

/// The rows of a sheet that is held in memory.
pub(crate) struct Ranged {
    range: Range<Data>,
    next: u32,
}

impl Rows for Ranged {
    fn count(&self) -> Option<u32> {
        self.range.end().map(|(bottom, _)| bottom + 1)
    }

    fn next(&mut self) -> Result<Option<Row>, Broken> {
        let (Some((top, left)), Some((bottom, right))) = (self.range.start(), self.range.end())
        else {
            return Ok(None);
        };
        while top + self.next <= bottom {
            let number = top + self.next;
            self.next += 1;
            let cells: Vec<(u32, Raw)> = (left..=right)
                .filter_map(|column| Some((column, raw(self.range.get_value((number, column))?)?)))
                .collect();
            if !cells.is_empty() {
                return Ok(Some(Row { number, cells }));
            }
        }
        Ok(None)
    }
}

fn raw(value: &Data) -> Option<Raw> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            return filled(text);
        }
        Data::Int(number) => Raw::Text(number.to_string()),
        Data::Float(number) => Raw::Number(*number),
        Data::Bool(truth) => Raw::Bool(*truth),
        Data::DateTime(moment) => moment_of(*moment),
        Data::Error(error) => Raw::Error(error.to_string()),
    })
}
