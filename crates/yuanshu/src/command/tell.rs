//! What is said about the sheets that were read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::read::{Facts, Fault, Level};

/// Columns that are listed on the console; the workbook and `--faults` have all.
const COLUMNS: usize = 200;
/// Faults that are listed on the console.
const FAULTS: usize = 20;

/// Says how each column was taken, what was kept aside, and what could not be read.
///
/// # Errors
/// Those of writing.
pub(super) fn reading(facts: &Facts, err: &mut dyn Write) -> io::Result<()> {
    columns(facts, err)?;
    writeln!(err, "读到 {} 家企业，{} 个已知数值", facts.subjects.len(), facts.known())?;
    if !facts.aside.is_empty() {
        writeln!(err, "有 {} 行没有用上，原因见下", facts.aside.len())?;
    }
    faults(&facts.remarks, err)
}

fn columns(facts: &Facts, err: &mut dyn Write) -> io::Result<()> {
    let mut before = None;
    for understood in facts.understood.iter().take(COLUMNS) {
        let sheet = (&understood.place.file, &understood.place.sheet);
        if before != Some(sheet) {
            writeln!(err, "【{} {}】", sheet.0, sheet.1)?;
            before = Some(sheet);
        }
        writeln!(err, "  {}", understood.sentence())?;
    }
    if let Some(more) = facts.understood.len().checked_sub(COLUMNS).filter(|more| *more > 0) {
        writeln!(err, "  ……还有 {more} 列")?;
    }
    Ok(())
}

fn faults(remarks: &[Fault], err: &mut dyn Write) -> io::Result<()> {
    let mut kinds: BTreeMap<(Level, &str), usize> = BTreeMap::new();
    for remark in remarks {
        *kinds.entry((remark.level, remark.kind)).or_default() += 1;
    }
    for ((level, kind), count) in kinds {
        writeln!(err, "{} {kind}：{count} 处", level_word(level))?;
    }
    for remark in remarks.iter().take(FAULTS) {
        writeln!(err, "  {}", sentence(remark))?;
    }
    if let Some(more) = remarks.len().checked_sub(FAULTS).filter(|more| *more > 0) {
        writeln!(err, "  ……还有 {more} 处；全部写到文件用 --faults 文件.jsonl")?;
    }
    Ok(())
}

/// `企业.xlsx 2025年!F4 “12万”：…`
pub(super) fn sentence(fault: &Fault) -> String {
    let content =
        if fault.content.is_empty() { String::new() } else { format!(" “{}”", fault.content) };
    format!("{}{content}：{}", fault.place, fault.hint)
}

/// 错误 could not be read; 提醒 was read and should be looked at.
pub(super) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "错误",
        Level::Warning => "提醒",
    }
}
