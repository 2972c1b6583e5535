//! Where a list names its firms: by its heading, else by what its cells look like.

use std::collections::BTreeMap;

use base::{Unit, Uscc};

use super::sight::Tables;
use crate::read::grid::{Raw, Row};
use crate::read::header::HEAD;
use crate::read::header::lexicon::{Target, normal};
use crate::read::tab::Tab;

/// Headings that mean the name where the cells below are names; the surest first. 单位 may also be
/// the unit of a figure, and 名称 that of anything.
const LOOSE: [&str; 13] = [
    "企业",
    "公司",
    "企业单位",
    "申报企业",
    "申报单位",
    "法人单位",
    "市场主体",
    "经营主体",
    "单位",
    "机构",
    "全称",
    "名称",
    "名字",
];

/// Where the firms of a list are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The row of the heading.
    pub(super) row: Option<u32>,
    /// The column of the codes.
    pub(super) code: Option<u32>,
    /// The column of the names.
    pub(super) name: Option<u32>,
}

impl Head {
    /// By the heading of the rows, else by their cells.
    pub(super) fn of(tab: &Tab, tables: &Tables) -> Self {
        let strict = |row: &Row| {
            let code = identity(row, tables, Target::Code);
            let name = identity(row, tables, Target::Name);
            (code.is_some() || name.is_some()).then(|| Self {
                row: Some(row.number),
                code,
                name: name.or_else(|| loose(tab, row, code)),
            })
        };
        let plain = |row: &Row| {
            let name = loose(tab, row, None)?;
            Some(Self { row: Some(row.number), code: None, name: Some(name) })
        };
        let rows = || tab.rows.iter().take(HEAD);
        rows().find_map(strict).or_else(|| rows().find_map(plain)).unwrap_or_else(|| guessed(tab))
    }
}

/// The column of a row whose heading is that identity.
fn identity(row: &Row, tables: &Tables, target: Target) -> Option<u32> {
    let of = |(_, raw): &&(u32, Raw)| tables.identity(&raw.text()) == Some(target);
    row.cells.iter().find(of).map(|(column, _)| *column)
}

/// The column of a row whose heading may mean the name, with names or codes below it.
fn loose(tab: &Tab, row: &Row, code: Option<u32>) -> Option<u32> {
    LOOSE.iter().find_map(|word| {
        let of = |(column, raw): &&(u32, Raw)| {
            Some(*column) != code && normal(&raw.text()) == *word && names(tab, row.number, *column)
        };
        row.cells.iter().find(of).map(|(column, _)| *column)
    })
}

/// Whether most cells of a column below a row say who somebody is.
fn names(tab: &Tab, above: u32, column: u32) -> bool {
    let below = tab.rows.iter().filter(|row| row.number > above);
    let texts = below.map(|row| row.text(column)).filter(|text| !text.is_empty());
    let (mut all, mut who) = (0usize, 0usize);
    for text in texts {
        all += 1;
        who += usize::from(Uscc::parse(&text).is_ok() || is_name(&text));
    }
    who > 0 && who * 2 >= all
}

/// Whether a text could be a name: two letters that are not of a code, and no unit.
fn is_name(text: &str) -> bool {
    text.chars().filter(|letter| !letter.is_ascii()).count() >= 2 && Unit::parse(text).is_none()
}

/// The columns of codes and of names of a list without a heading. A column that holds more names
/// than codes is that of both.
fn guessed(tab: &Tab) -> Head {
    let mut codes: BTreeMap<u32, usize> = BTreeMap::new();
    let mut named: BTreeMap<u32, usize> = BTreeMap::new();
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for (column, raw) in tab.rows.iter().flat_map(|row| &row.cells) {
        let text = raw.text();
        if Uscc::parse(&text).is_ok() {
            *codes.entry(*column).or_default() += 1;
        } else if is_name(&text) {
            *named.entry(*column).or_default() += 1;
            *letters.entry(*column).or_default() += text.chars().count().min(12);
        }
    }
    let most = |counts: &BTreeMap<u32, usize>| {
        counts
            .iter()
            .max_by_key(|(column, count)| (**count, std::cmp::Reverse(**column)))
            .map(|(column, _)| *column)
    };
    let code = most(&codes);
    let count = |of: &BTreeMap<u32, usize>| code.and_then(|at| of.get(&at)).copied();
    if count(&named) > count(&codes) {
        return Head { row: None, code, name: None };
    }
    letters.retain(|column, _| Some(*column) != code);
    // With neither there may still be names of other letters.
    let first = tab.rows.iter().flat_map(|row| &row.cells).map(|(column, _)| *column).min();
    let name = most(&letters).or(first.filter(|_| code.is_none()));
    Head { row: None, code, name }
}
