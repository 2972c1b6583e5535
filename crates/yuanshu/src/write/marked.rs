//! A person's own workbook, with what was remarked beside its cells.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use super::book;
use super::pages;
use super::patch::{NOTES, Page, Patch, Put, Tint, Unpatched};
use super::xlsx;
use crate::read::grid::Area;
use crate::read::{Book, Fault, Level, NOT_READ, Place, position};
use crate::say;

/// The most cells that get their paper; more are listed only.
const CELLS: usize = 200_000;
/// The most lines of the list: a sheet has 1,048,576 rows.
const LINES: usize = 1_000_000;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// The workbook with its marks: how many cells are red, how many amber, and how many of them
    /// have no note because there are too many.
    Whole {
        /// Cells that could not be read.
        wrong: usize,
        /// Cells that are to be looked at.
        check: usize,
        /// Of these, those without a note.
        bare: usize,
    },
    /// A list only, and why.
    List(String),
}

/// Writes the workbook `file` to `out`, with `remarks` beside the cells and a list of them.
///
/// # Errors
/// Where it cannot be written.
pub fn marked(file: &Path, remarks: &[Fault], out: &Path) -> std::io::Result<Marked> {
    match patched(file, remarks, out) {
        Ok(marked) => Ok(marked),
        Err(why) => match why.disk() {
            Ok(error) => Err(error),
            Err(other) => {
                list(remarks, out)?;
                Ok(Marked::List(other.to_string()))
            }
        },
    }
}

fn patched(file: &Path, remarks: &[Fault], out: &Path) -> Result<Marked, Unpatched> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ["xls", "csv", "txt", "tsv"].iter().any(|other| ending.eq_ignore_ascii_case(other)) {
        return Err(Unpatched::Strange("只有 xlsx 能在原表上标注"));
    }
    let tops = Tops::of(file);
    let mut patch = Patch::default();
    let mut cells: BTreeMap<(&str, (u32, u32)), Vec<Says<'_>>> = BTreeMap::new();
    for (place, level, hint) in remarks.iter().flat_map(said) {
        if let Some(at) = position(&place.cell) {
            let at = tops.top(&place.sheet, at);
            cells.entry((&place.sheet, at)).or_default().push((level, hint));
        }
    }
    let (mut wrong, mut check, mut bare) = (0, 0, cells.len().saturating_sub(CELLS));
    // What could not be read is marked before what was.
    let grave = |said: &[Says<'_>]| said.iter().any(|(level, _)| *level == Level::Error);
    let mut order: Vec<_> = cells.iter().collect();
    order.sort_by_key(|(_, faults)| !grave(faults));
    for ((sheet, at), faults) in order.into_iter().take(CELLS) {
        let tint = if grave(faults) { Tint::Wrong } else { Tint::Check };
        *(if tint == Tint::Wrong { &mut wrong } else { &mut check }) += 1;
        patch.cell(sheet, *at).tint = Some(tint);
        let says: Vec<String> =
            faults.iter().map(|(level, hint)| format!("{}：{hint}", say::level(*level))).collect();
        bare += usize::from(!patch.note(sheet, *at, &says.join("\n")));
    }
    patch.page(page(remarks));
    patch.write(BufReader::new(File::open(file)?), BufWriter::new(File::create(out)?))?;
    Ok(Marked::Whole { wrong, check, bare })
}

/// What is said beside a cell, and how grave it is.
type Says<'a> = (Level, &'a str);

/// What is said of a fault, and where: at its cell, and at the other one in the same file.
fn said(fault: &Fault) -> impl Iterator<Item = (&Place, Level, &str)> {
    let beside = fault.beside.iter().map(|beside| (&beside.0, beside.1.zh()));
    let beside = beside.filter(|(place, _)| place.file == fault.place.file);
    let all = std::iter::once((&fault.place, fault.hint.zh())).chain(beside);
    all.map(|(place, hint)| (place, fault.level, hint))
}

/// The merged cells of a workbook: what is said of one of them is said beside the first.
struct Tops(HashMap<String, Vec<Area>>);

impl Tops {
    fn of(file: &Path) -> Self {
        // A workbook that cannot be opened gets a list only, which names the cells as they are.
        let merges = |book: Book| {
            book.tabs().into_iter().map(move |tab| (tab.name.clone(), book.merges(&tab.name)))
        };
        Self(Book::open(file).map(|book| merges(book).collect()).unwrap_or_default())
    }

    fn top(&self, sheet: &str, at: (u32, u32)) -> (u32, u32) {
        let areas = self.0.get(sheet).into_iter().flatten();
        let area = areas.into_iter().find(|area| area.covers(at.0, at.1));
        area.map_or(at, |area| (area.top, area.left))
    }
}

/// The list of what was remarked, with a way to each cell.
fn page(remarks: &[Fault]) -> Page {
    let title = format!(
        "问题清单（{NOT_READ}）：红色没有读入，黄色已读入但请核对；改好后直接用本文件再导入"
    );
    let heads = [
        ("级别", 8),
        ("工作表", 22),
        ("单元格", 10),
        ("内容", 24),
        ("问题与改法", 80),
        ("种类", 18),
    ];
    let mut page = Page::new("问题清单", &title, &heads);
    page.rows = remarks
        .iter()
        .take(LINES)
        .map(|fault| {
            let tint = if fault.level == Level::Error { Tint::Wrong } else { Tint::Check };
            let sheet = fault.place.sheet.to_string();
            let cell = match position(&fault.place.cell) {
                Some(at) if !sheet.is_empty() => Put::Cell { sheet: sheet.clone(), at },
                _ => Put::text(""),
            };
            vec![
                Put::Tinted(say::level(fault.level).to_owned(), tint),
                Put::Text(sheet),
                cell,
                Put::text(&fault.content),
                Put::text(fault.hint.zh()),
                Put::text(say::remark(fault.kind)),
            ]
        })
        .collect();
    page
}

/// A workbook with the list only.
fn list(remarks: &[Fault], out: &Path) -> std::io::Result<()> {
    let write = || {
        let mut book = book::Book::default();
        let mut page = book.page("问题清单", 0, pages::remark_heads())?;
        book.fill(&mut page, remarks.iter().map(pages::remark))?;
        book.close(&page)?;
        book.save(out)
    };
    write().map_err(xlsx::io)
}

impl Marked {
    /// What is told of it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Whole { wrong, check, bare } => {
                let left = if *bare == 0 {
                    String::new()
                } else {
                    format!("；标注超过 {NOTES} 处，其中 {bare} 格没有批注，说明在“问题清单”里")
                };
                format!("红色 {wrong} 格没有读入，黄色 {check} 格请核对{left}")
            }
            Self::List(why) => {
                format!("{why}，只写了问题清单；要在原表上标注，请另存为 xlsx 后再试")
            }
        }
    }
}
