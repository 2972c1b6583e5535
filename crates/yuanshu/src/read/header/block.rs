//! Rows that may be a header: where one begins and ends, and the texts over each column.

use std::collections::HashSet;

use base::Unit;

use super::lexicon::Target;
use super::{Layout, period, unit};
use crate::read::grid::{Area, Raw, Row};
use crate::read::number;

/// Rows of words that follow each other, of which the first of several names at least two groups:
/// a title names one.
pub(super) fn is_block(block: &[Row]) -> bool {
    let adjacent = block.windows(2).all(|pair| match pair {
        [above, below] => above.number + 1 == below.number,
        _ => true,
    });
    let groups = block.split_last().is_none_or(|(_, above)| {
        above.iter().enumerate().all(|(at, row)| {
            let texts: HashSet<String> = row.cells.iter().map(|(_, raw)| raw.text()).collect();
            let remark = texts.iter().any(|text| is_remark(text) || unit::is_said(text))
                || !unit::units_beside(row).is_empty();
            (at > 0 || texts.len() >= 2) && !remark
        })
    });
    let words = block.iter().all(|row| {
        let words = row.cells.iter().filter(|(_, raw)| is_word(&raw.text())).count();
        words * 2 >= row.cells.len()
    });
    adjacent && groups && words && !is_printed_again(block)
}

/// Whether a heading stands again below another of its column: what is between are rows.
fn is_printed_again(block: &[Row]) -> bool {
    let again = |(column, raw): &(u32, Raw), below: &[Row]| {
        let mut texts = below.iter().filter_map(|row| row.get(*column)).map(Raw::text);
        let text = raw.text();
        texts.by_ref().find(|other| *other != text).is_some() && texts.any(|other| other == text)
    };
    (1..block.len()).any(|at| {
        let (above, below) = block.split_at_checked(at).unwrap_or_default();
        above.last().is_some_and(|row| row.cells.iter().any(|cell| again(cell, below)))
    })
}

/// Whether a text says something of the whole sheet, so that its row is no part of a header:
/// `单位：万元`, `填报单位：经发局`.
fn is_remark(text: &str) -> bool {
    let narrow = base::code::half_width(text);
    let text = narrow.trim().trim_start_matches('(');
    let names = [
        "单位",
        "金额单位",
        "计量单位",
        "货币单位",
        "数据单位",
        "金额",
        "填报单位",
        "填表单位",
        "制表单位",
    ];
    let more = ["填报日期", "填报人", "制表人", "统计时间", "报送单位", "填报时间", "制表日期"];
    let mut told = names.iter().chain(&more);
    told.any(|name| text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

/// Whether the row under a header is still a part of it: words only, and none for who it is.
/// Without this 本月 under 营业收入 would make the figure of a month that of the year.
pub(super) fn goes_on(layout: &Layout, below: &Row) -> bool {
    let who = [Target::Code, Target::Name].map(|target| layout.identity(target));
    let no_firm = who.iter().flatten().all(|column| below.get(*column).is_none());
    let words = below.cells.iter().all(|(_, raw)| match raw {
        Raw::Text(text) => is_word(text),
        Raw::Number(_)
        | Raw::Percent(_)
        | Raw::Bool(_)
        | Raw::Date(_)
        | Raw::Error(_)
        | Raw::Uncounted => false,
    });
    below.number == layout.last + 1 && no_firm && words && below.cells.len() >= 2
}

/// Whether a text could stand in a header: neither a figure nor a mark for nothing.
fn is_word(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let figure = number::parse(text).is_some();
    (letters > 0 && !figure && !matches!(text.trim(), "无" | "空" | "是" | "否"))
        || Unit::parse(text).is_some()
        || period::whole_year(text).is_some()
}

/// The texts over each column, from top to bottom, with their rows. Merged cells speak for all
/// that they cover; a group without a merged cell speaks for the empty cells to its right.
pub(super) fn stacks(merges: &[Area], block: &[Row]) -> Vec<(u32, Vec<(u32, String)>)> {
    let width = block.iter().filter_map(|row| row.cells.last()).map(|(at, _)| *at).max();
    let columns: HashSet<u32> = block
        .iter()
        .flat_map(|row| row.cells.iter().map(|(at, _)| *at))
        .chain(
            merges
                .iter()
                .filter(|area| block.iter().any(|row| row.number == area.top))
                .flat_map(|area| area.left..=area.right.min(width.unwrap_or(area.right))),
        )
        .collect();
    let mut columns: Vec<u32> = columns.into_iter().collect();
    columns.sort_unstable();
    let stacked = columns.into_iter().map(|column| {
        let mut stack: Vec<(u32, String)> = Vec::new();
        for (depth, row) in block.iter().enumerate() {
            let below = block.get(depth + 1);
            let text = own(block, merges, row, column)
                .or_else(|| below.and_then(|below| group(row, below, merges, column)));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                stack.push((row.number, text));
            }
        }
        (column, stack)
    });
    stacked.filter(|(_, stack)| !stack.is_empty()).collect()
}

/// The text of a header cell, or of the merged cell that covers it.
fn own(block: &[Row], merges: &[Area], row: &Row, column: u32) -> Option<String> {
    if let Some(raw) = row.get(column) {
        return Some(raw.text());
    }
    let area = merges.iter().find(|area| area.covers(row.number, column))?;
    let top = block.iter().find(|row| row.number == area.top)?;
    Some(top.text(area.left))
}

/// The text of the group to the left of an empty cell that has a cell under it.
fn group(row: &Row, below: &Row, merges: &[Area], column: u32) -> Option<String> {
    below.get(column)?;
    let (left, raw) = row.cells.iter().rev().find(|(at, _)| *at < column)?;
    below.get(*left)?;
    let joined = merges.iter().any(|area| area.covers(row.number, *left));
    (!joined).then(|| raw.text())
}
