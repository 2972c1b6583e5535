//! Lines of text between and below the rows that make the figures other than they were read: of
//! a part of a year, of another year, in another unit.
//!
//! What is read before such a line is found is thrown away, and everything read anew knowing it.

use std::collections::HashMap;
use std::sync::Arc;

use base::{Dimension, Unit};
use rule::fact::{Schema, Type};
use zone::fact::cell_name;

use super::grid::{Raw, Row};
use super::header::lexicon::{Target, normal};
use super::header::part::is_reported;
use super::header::period::{is_of_part, is_part_name, whole_year, year_in};
use super::header::unit::{strange_in, units_among};
use super::header::{Kind, Layout, Meaning};
use super::hint;
use super::report::Note;
use super::sheet::SheetReader;
use super::subject::{Other, other_row};

/// Which figures a line makes others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// Those of years: it says another time.
    Time,
    /// Those of money: it says another unit.
    Unit,
}

/// A line, by the row and the column of its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) cell: (u32, u32),
    pub(crate) text: String,
    pub(crate) says: Says,
}

/// The lines that were found, by file and sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines(HashMap<(Arc<str>, Arc<str>), Vec<Line>>);

impl Lines {
    pub(crate) fn of(&self, file: &Arc<str>, sheet: &str) -> &[Line] {
        self.0.get(&(file.clone(), Arc::from(sheet))).map_or(&[], Vec::as_slice)
    }

    /// These and others.
    pub(crate) fn and(mut self, others: Self) -> Self {
        for (sheet, lines) in others.0 {
            self.0.entry(sheet).or_default().extend(lines);
        }
        self
    }

    fn add(&mut self, sheet: (Arc<str>, Arc<str>), line: Line) {
        let lines = self.0.entry(sheet).or_default();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
}

impl Layout {
    /// Leaves out the facts that lines of the sheet make others.
    pub(crate) fn heed(&mut self, lines: &[Line], schema: &Schema) {
        for column in &mut self.columns {
            let Meaning::Fact { fact: id, .. } = column.meaning else { continue };
            let Some(fact) = schema.get(id) else { continue };
            let money = fact.of == Type::Number(Dimension::MONEY);
            let of = |line: &&Line| match line.says {
                Says::Time => fact.yearly,
                Says::Unit => money,
            };
            if let Some(Line { cell: (row, at), text, .. }) = lines.iter().find(of) {
                let line = format!("{} {text}", cell_name(*row, *at));
                column.meaning = Meaning::Contradicted { fact: id, line };
            }
        }
    }
}

impl Layout {
    /// The lines among its rows that make its figures others.
    pub(crate) fn lines(&self, rows: &[Row], schema: &Schema) -> Vec<Line> {
        let below = rows.iter().filter(|row| row.number > self.last);
        let line = |row: &Row| {
            let (column, Raw::Text(text)) = row.cells.first()? else { return None };
            let remark =
                other_row(std::slice::from_ref(text)) == Some(Other::Remark) && is_of_figures(text);
            let says = (remark || (row.cells.len() == 1 && is_title(text)))
                .then(|| self.against(text, schema))?;
            Some(Line { cell: (row.number, *column), text: text.clone(), says: says? })
        };
        below.filter_map(line).collect()
    }

    /// What a line says against what headings and titles say of the time and the unit.
    fn against(&self, text: &str, schema: &Schema) -> Option<Says> {
        if is_reported(text) {
            return None;
        }
        let facts = self.columns.iter().filter_map(|column| match column.meaning {
            Meaning::Fact { fact, year, unit, .. } => Some((schema.get(fact)?, year, unit)),
            _ => None,
        });
        let yearly = facts.clone().filter(|(fact, ..)| fact.yearly);
        let years: Vec<i16> =
            yearly.clone().filter_map(|(_, year, _)| year.or(self.year)).collect();
        let other = year_in(text).whole().is_some_and(|said| {
            let of_rows = [Target::Year, Target::Period].map(|target| self.identity(target));
            of_rows == [None; 2] && !years.is_empty() && !years.contains(&said)
        });
        let part = is_of_part(text) || is_part_name(bare(text));
        if other || (part && yearly.count() > 0) {
            return Some(Says::Time);
        }
        let money = facts.filter(|(fact, ..)| fact.of == Type::Number(Dimension::MONEY));
        let mut units = money.filter_map(|(.., unit)| unit);
        units.any(|read| unit_in(text, read).is_some()).then_some(Says::Unit)
    }
}

/// What a row of a form says that is no label and no value: its only text, a remark, what stands
/// behind 备注.
pub(crate) fn remarks(row: &Row) -> impl Iterator<Item = String> {
    let first = row.cells.first().map(|(_, raw)| raw.text()).unwrap_or_default();
    let alone = row.cells.len() == 1 || other_row(&[first]) == Some(Other::Remark);
    let called = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| row.cells.get(at));
        before.is_some_and(|(_, raw)| is_remark(&raw.text()))
    };
    let cells = row.cells.iter().enumerate();
    cells.filter(move |(at, _)| alone || called(*at)).map(|(_, (_, raw))| raw.text())
}

/// Whether a heading or a label is that of remarks.
pub(crate) fn is_remark(text: &str) -> bool {
    ["备注", "说明", "备注说明"].contains(&normal(text).as_str())
}

impl SheetReader<'_, '_> {
    /// Takes a row that is one text and of no firm: what stands above another table, or makes the
    /// figures others. Whether it was one.
    pub(crate) fn line(&mut self, row: &Row) -> bool {
        let ([(column, Raw::Text(text))], Kind::Facts) = (row.cells.as_slice(), self.layout.kind)
        else {
            return false;
        };
        let cell = (row.number, *column);
        if self.is_heeded(cell) {
            return true;
        }
        let says = Some(text).filter(|text| is_title(text)).and_then(|text| self.against(text));
        self.lines.extend(says.map(|says| Line { cell, text: text.clone(), says }));
        says.is_some()
    }

    /// Takes the lines that stand above a row, or below the last.
    pub(crate) fn heed_lines(&mut self) {
        for line in std::mem::take(&mut self.lines) {
            self.intake.lines.add((self.about.file.clone(), self.about.sheet.clone()), line);
        }
    }

    /// Whether a remark below the rows makes the figures others.
    pub(crate) fn contradicts(&mut self, cell: (u32, u32), text: &str) -> bool {
        if self.is_heeded(cell) {
            return true;
        }
        let says =
            Some(text).filter(|text| is_of_figures(text)).and_then(|text| self.against(text));
        self.lines.extend(says.map(|says| Line { cell, text: text.to_owned(), says }));
        says.is_some()
    }

    fn against(&self, text: &str) -> Option<Says> {
        self.layout.against(text, &self.intake.dictionary.schema)
    }

    /// Whether a cell is of a line that is known, which is told.
    fn is_heeded(&mut self, cell: (u32, u32)) -> bool {
        let known = self.intake.heeded.of(&self.about.file, &self.about.sheet);
        let Some(Line { text, says, .. }) = known.iter().find(|line| line.cell == cell).cloned()
        else {
            return false;
        };
        if self.is_main() {
            let note = match says {
                Says::Time => Note::error("part-of-year", hint::period::OTHER_TIME),
                Says::Unit => Note::error("unit-mismatch", hint::period::OTHER_UNIT),
            };
            self.say(cell, text, note);
        }
        true
    }
}

/// The unit of money that a text says, where it is another: `注：金额单位为元`.
pub(crate) fn unit_in(text: &str, read: Unit) -> Option<String> {
    let money = units_among(text).into_iter().filter(|unit| unit.dimension == Dimension::MONEY);
    let other = money.filter(|unit| unit.scale != read.scale).map(|unit| unit.symbol.to_owned());
    other.chain(strange_in(&[text.to_owned()])).next()
}

/// Whether a text says that it is of the figures around it.
pub(crate) fn is_of_figures(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["以上", "以下", "上述", "下列", "累计", "数据为", "均为", "截至", "单位"];
    WORDS.iter().any(|word| text.contains(word))
}

/// Whether a text that is a row by itself is the title of what is below it.
fn is_title(text: &str) -> bool {
    let bare = bare(text);
    let ends = ["表", "情况", "数据", "指标", "汇总"].iter().any(|word| bare.ends_with(word));
    ends || is_of_figures(text)
        || whole_year(bare).is_some()
        || is_part_name(bare)
        || Unit::parse(bare).is_some()
}

/// A text without the number of its section, brackets and 数据: `2024年` of `（二）2024年数据（万元）`.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let number =
        |head: &str| head.chars().all(|one| "(（一二三四五六七八九十0123456789".contains(one));
    let section = text.split_once(['、', ')', '）']).filter(|(head, _)| number(head));
    let text = section.map_or(text, |(_, rest)| rest).trim_start_matches(['(', '（', ' ']);
    let bare = text.split(['(', '（', ')', '）', ':', '：']).next().unwrap_or_default();
    bare.trim_end_matches(['数', '据'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_among_rows_is_told_from_the_name_of_a_firm() {
        for title in [
            "2024年",
            "二、2024年数据",
            "（2024年）",
            "2024年企业情况（单位：元）",
            "以下企业为2024年数",
            "1-9月",
            "单位：元",
            "（元）",
        ] {
            assert!(is_title(title), "{title}");
        }
        for other in [
            "西安甲科技有限公司",
            "2024创意科技有限公司",
            "一、生物医药",
            "（一）通过认定企业",
            "无",
        ] {
            assert!(!is_title(other), "{other}");
        }
    }
}
