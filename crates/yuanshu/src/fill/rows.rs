//! A form of a row a firm: where its firms are, and what its texts ask for.

use std::collections::HashMap;

use zone::enterprise::SubjectId;

use super::why;
use crate::read::grid::Row;
use crate::read::header::Layout;
use crate::read::header::lexicon::Target;
use crate::read::tab::Tab;
use crate::say::Both;

/// The year that a row says.
pub(super) fn row_year(tab: &Tab, layout: &Layout, row: u32) -> Option<i16> {
    let column = layout.identity(Target::Year)?;
    crate::read::header::period::whole_year(&tab.text((row, column)))
}

/// Row, code or name, and the other of the two, of each firm that a form has.
pub(super) fn firms_of(
    tab: &Tab,
    layout: &Layout,
    (code, name): (Option<u32>, Option<u32>),
) -> Vec<(u32, String, String)> {
    let firms = body(tab, layout).filter_map(|row| {
        let text = |column: Option<u32>| {
            column.map(|at| tab.text(beside(tab, (row.number, at)))).unwrap_or_default()
        };
        let (code, name) = (text(code), text(name));
        let other = crate::read::is_other_row(&[code.clone(), name.clone()]);
        if other || (code.is_empty() && name.is_empty()) {
            return None;
        }
        Some(if name.is_empty() { (row.number, code, name) } else { (row.number, name, code) })
    });
    firms.collect()
}

/// The cell that speaks for another in its column: the first of those merged with it.
pub(super) fn beside(tab: &Tab, at: (u32, u32)) -> (u32, u32) {
    Some(tab.top(at)).filter(|top| top.1 == at.1).unwrap_or(at)
}

/// The rows below the heading.
fn body<'t>(tab: &'t Tab, layout: &Layout) -> impl Iterator<Item = &'t Row> {
    let last = layout.last;
    tab.rows.iter().filter(move |row| row.number > last && !is_numbering(row))
}

/// The rows, counted from 1, that say a year and no firm.
pub(super) fn of_nobody(tab: &Tab, layout: &Layout, firms: &[(u32, String, String)]) -> Vec<u32> {
    let firm = |row: u32| firms.iter().any(|(known, ..)| *known == row);
    let rows = body(tab, layout).map(|row| row.number);
    let rows = rows.filter(|row| !firm(*row) && row_year(tab, layout, *row).is_some());
    rows.map(|row| row + 1).collect()
}

/// The rows of a form by whom and which year they are of.
#[derive(Default)]
pub(super) struct Seen(HashMap<(SubjectId, Option<i16>), u32>);

impl Seen {
    /// What is to be said of a row whose figures are those of a row before.
    pub(super) fn again(&mut self, of: (SubjectId, Option<i16>), row: u32) -> Option<Both> {
        let first = *self.0.entry(of).or_insert(row);
        (first != row).then(|| why::same_figures(first + 1, of.1))
    }
}

/// Whether a row counts the columns: 甲, 乙, 1, 2.
fn is_numbering(row: &Row) -> bool {
    let count = |text: &str| {
        text.chars().count() == 1 && "甲乙丙丁戊己庚辛壬癸".contains(text)
            || (text.len() <= 2 && text.bytes().all(|digit| digit.is_ascii_digit()))
    };
    row.cells.len() >= 2 && row.cells.iter().all(|(_, raw)| count(&raw.text()))
}

/// The first row below the heading that firms can be written into.
pub(super) fn free_row(tab: &Tab, layout: &Layout) -> u32 {
    let numbering = tab.rows.iter().filter(|row| row.number > layout.last);
    let numbering = numbering.take_while(|row| is_numbering(row)).last();
    numbering.map_or(layout.last, |row| row.number) + 1
}

/// The decimals that the texts of a form ask for: `保留两位小数`, `取整数`.
pub(super) fn decimals_in(tab: &Tab) -> Option<u8> {
    const DIGITS: [(&str, u8); 9] = [
        ("一", 1),
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("4", 4),
    ];
    let texts = tab.rows.iter().flat_map(|row| &row.cells).map(|(_, raw)| raw.text());
    let found = texts.filter_map(|text| {
        if text.contains("保留整数") || text.contains("取整") {
            return Some(0);
        }
        let (_, rest) = text.split_once("保留")?;
        let rest = rest.trim_start_matches(['小', '数', '点', '后', '到']);
        let (digit, decimals) = DIGITS.iter().find(|(digit, _)| rest.starts_with(digit))?;
        rest.strip_prefix(digit)?.trim_start().starts_with('位').then_some(*decimals)
    });
    found.min()
}
