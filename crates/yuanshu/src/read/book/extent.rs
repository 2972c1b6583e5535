//! How far the cells of an old workbook reach, found out before it is held in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};

use zone::fact::cell_name;

use crate::read::grid::Broken;
use crate::read::report::Note;

/// The most cells that the rectangles of all sheets may have: each takes about 24 bytes,
/// empty ones too.
const CELLS: u64 = 16_000_000;

/// Records of \[MS-XLS\] 2.3 that hold a cell: formula, number, text, truth value or error.
const CELL: &[u16] = &[0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406];
/// Several numbers of one row.
const CELLS_OF_ROW: u16 = 0x00BD;
const START: u16 = 0x0809;
const SHEET: u16 = 0x0085;

/// The cells of one sheet.
#[derive(Clone, Copy)]
struct Extent {
    first: (u16, u16),
    last: (u16, u16),
}

impl Extent {
    fn cells(self) -> u64 {
        let side = |from: u16, to: u16| u64::from(to.saturating_sub(from)) + 1;
        side(self.first.0, self.last.0) * side(self.first.1, self.last.1)
    }
}

/// Refuses a workbook in which a far cell would make the rectangle of a sheet huge.
///
/// What is wrong with the file otherwise is left to its reader to tell.
pub(super) fn weigh(file: File) -> Result<(), Broken> {
    let Some(stream) = stream(file) else { return Ok(()) };
    let (mut names, mut sheet): (HashMap<u64, String>, String) = (HashMap::new(), String::new());
    let (mut extent, mut total): (Option<Extent>, u64) = (None, 0);
    let mut at = 0usize;
    while let Some((kind, content)) = record(&stream, at) {
        match kind {
            SHEET => names.extend(name(content)),
            START => {
                let offset = u64::try_from(at).unwrap_or(u64::MAX);
                sheet = names.get(&offset).cloned().unwrap_or_default();
                total += extent.take().map_or(0, Extent::cells);
            }
            kind if kind == CELLS_OF_ROW || CELL.contains(&kind) => {
                let last = if kind == CELLS_OF_ROW { content.len().saturating_sub(2) } else { 2 };
                let cell = (number(content, 0), number(content, 2), number(content, last));
                if let (Some(row), Some(from), Some(to)) = cell {
                    let reach = grown(extent, row, (from, to));
                    if total + reach.cells() > CELLS {
                        return Err(far(sheet, row, to));
                    }
                    extent = Some(reach);
                }
            }
            _ => {}
        }
        at += 4 + content.len();
    }
    Ok(())
}

fn far(sheet: String, row: u16, column: u16) -> Broken {
    Broken {
        sheet: Some(sheet),
        cell: cell_name(u32::from(row), u32::from(column)),
        content: String::new(),
        note: Note::error(
            "far-cell",
            [
                "这个远离表格的单元格使工作表大得读不下，全文未读；请删除它，或另存为 xlsx",
                "this cell, far from the table, makes the sheet too large to be read; nothing is read; delete it, or save the file as xlsx",
            ],
        ),
    }
}

fn grown(extent: Option<Extent>, row: u16, (from, to): (u16, u16)) -> Extent {
    let Some(Extent { first, last }) = extent else {
        return Extent { first: (row, from), last: (row, to) };
    };
    Extent { first: (first.0.min(row), first.1.min(from)), last: (last.0.max(row), last.1.max(to)) }
}

/// The stream of records of the workbook, which is no longer than the file.
fn stream(file: File) -> Option<Vec<u8>> {
    let mut folder = cfb::CompoundFile::open(BufReader::new(file)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| folder.is_stream(name))?;
    let mut bytes = Vec::new();
    folder.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The kind and content of the record at a place.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let (kind, length) = (number(stream, at)?, number(stream, at + 2)?);
    Some((kind, stream.get(at + 4..at + 4 + usize::from(length))?))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Where a sheet starts, and its name.
fn name(content: &[u8]) -> Option<(u64, String)> {
    let start = u32::from_le_bytes(content.get(..4)?.try_into().ok()?);
    let (wide, text) = (*content.get(7)?, content.get(8..)?);
    let name = if wide & 1 == 1 {
        let units: Vec<u16> = text
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        text.iter().copied().map(char::from).collect()
    };
    Some((u64::from(start), name))
}
