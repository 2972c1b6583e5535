//! What is said about the sheets that were read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::read::{Facts, Fault, Level};
use crate::say;

/// Columns that are listed on the console; the workbook and `--faults` have all.
const COLUMNS: usize = 200;
/// Faults of a kind that are listed on the console.
const SHOWN: usize = 3;

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

/// By kind, the gravest first, with the first cells of each.
fn faults(remarks: &[Fault], err: &mut dyn Write) -> io::Result<()> {
    let mut kinds: BTreeMap<(Level, &str), Vec<&Fault>> = BTreeMap::new();
    for remark in remarks {
        kinds.entry((remark.level, remark.kind)).or_default().push(remark);
    }
    for ((level, kind), found) in kinds {
        writeln!(err, "{}（{kind}）{} 处", say::level(level), found.len())?;
        for remark in found.iter().take(SHOWN) {
            writeln!(err, "  {}", sentence(remark))?;
        }
        if let Some(more) = found.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            writeln!(err, "  ……还有 {more} 处")?;
        }
    }
    if !remarks.is_empty() {
        writeln!(err, "共 {} 处；逐处写到文件用 --faults 文件.jsonl", remarks.len())?;
    }
    Ok(())
}

/// `企业.xlsx 2025年!F4 “12万”：…`
fn sentence(fault: &Fault) -> String {
    let content =
        if fault.content.is_empty() { String::new() } else { format!(" “{}”", fault.content) };
    format!("{}{content}：{}", fault.place, fault.hint)
}
