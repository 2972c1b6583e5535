//! What is said about what was read, and below answers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::read::{Facts, Fault, Level, Understood};
use crate::say;

/// Columns that are listed one by one; where there are more, those that are called as the
/// dictionary calls them share a line. The workbook has all.
const COLUMNS: usize = 40;
/// Faults of a kind that are listed on the console.
const SHOWN: usize = 3;

/// What else is to be said of a column, such as its 口径 and 阶段.
pub(super) type More<'a> = &'a dyn Fn(&Understood) -> Option<String>;

/// Says how each column was taken, what was kept aside, and what could not be read.
///
/// # Errors
/// Those of writing.
pub(super) fn reading(facts: &Facts, more: More<'_>, err: &mut dyn Write) -> io::Result<()> {
    columns(facts, more, err)?;
    writeln!(err, "读到 {} 家企业，{} 个已知数值", facts.subjects.len(), facts.known())?;
    if !facts.aside.is_empty() {
        writeln!(err, "有 {} 行没有用上，原因见下", facts.aside.len())?;
    }
    faults(&facts.remarks, err)
}

/// Says which facts of the register no dictionary knows any more.
///
/// # Errors
/// Those of writing.
pub(super) fn strange(facts: &BTreeSet<String>, err: &mut dyn Write) -> io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    writeln!(
        err,
        "登记库里这些指标是指标字典里没有的，或者种类不同，它们的数没有用上：{}；编号改过的，请在指标文件里写上 formerly = [\"原来的编号\"]",
        facts.join("、")
    )
}

/// The last words below answers: what they are, and that the enterprises are invented.
///
/// # Errors
/// Those of writing.
pub(super) fn note(mark: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", say::NOTE)?;
    self::mark(mark, out)
}

/// The last line of a list: that the enterprises are invented.
///
/// # Errors
/// Those of writing.
pub(super) fn mark(mark: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    mark.map_or(Ok(()), |mark| writeln!(out, "{mark}"))
}

fn columns(facts: &Facts, more: More<'_>, err: &mut dyn Write) -> io::Result<()> {
    let each = facts.understood.len() <= COLUMNS;
    let sheet =
        |understood: &Understood| (understood.place.file.clone(), understood.place.sheet.clone());
    for columns in facts.understood.chunk_by(|one, next| sheet(one) == sheet(next)) {
        let Some(first) = columns.first() else { continue };
        writeln!(err, "【{} {}】", first.place.file, first.place.sheet)?;
        let (same, other): (Vec<&Understood>, Vec<&Understood>) =
            columns.iter().partition(|column| !each && column.is_called_so());
        if !same.is_empty() {
            writeln!(err, "  表头与指标同名的 {} 列，按原名读入", same.len())?;
            for (unit, names) in by_unit(&same, more) {
                writeln!(err, "    {unit}：{}", names.join("、"))?;
            }
        }
        for column in other {
            writeln!(err, "  {}", column.sentence(more(column).as_deref()))?;
        }
    }
    Ok(())
}

/// The names of columns by their details, in the order of the sheet.
fn by_unit<'a>(columns: &[&'a Understood], more: More<'_>) -> Vec<(String, Vec<&'a str>)> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for column in columns {
        let unit = column.details(more(column).as_deref()).unwrap_or_else(|| "无单位".to_owned());
        let name = column.fact.rsplit_once('.').map_or(column.fact.as_str(), |(_, field)| field);
        match groups.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, names)) => names.push(name),
            None => groups.push((unit, vec![name])),
        }
    }
    groups
}

/// By kind, the gravest first, with the first cells of each.
pub(super) fn faults(remarks: &[Fault], err: &mut dyn Write) -> io::Result<()> {
    let mut kinds: BTreeMap<(Level, &str), Vec<&Fault>> = BTreeMap::new();
    for remark in remarks {
        kinds.entry((remark.level, remark.kind)).or_default().push(remark);
    }
    for ((level, kind), found) in kinds {
        let name = say::remark(kind);
        writeln!(err, "{}：{name} {} 处（{kind}）", say::level(level), found.len())?;
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
