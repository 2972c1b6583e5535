//! What rows, and remarks below them, say of their figures themselves: that they are of a part of
//! a year, or in another unit.

use base::{Dimension, Unit};
use pack::feed::Stage;
use rule::fact::{FactId, Type};

use super::dictionary::lost_in;
use super::grid::{Raw, Row};
use super::header::lexicon::normal;
use super::header::period::{self, is_of_part};
use super::header::span::{Span, span_of};
use super::header::unit::strange_in;
use super::header::{Column, Doubt, Kind, Layout, Meaning};
use super::hint;
use super::line::{is_remark, unit_in};
use super::plan::{Plan, Slot};
use super::report::Note;
use super::sheet::{SheetReader, Who};

/// Why a value is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Passed {
    /// Its row says a part of a year.
    OfPart,
    /// Its year was not over.
    NotOver,
    /// Its row says another unit.
    OtherUnit,
    /// Another is of a later year.
    Older,
    /// Another is of a stage (阶段) that is more final.
    LessFinal,
}

/// The columns in which rows say something of their figures themselves.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Those of the unit of a row.
    units: Vec<u32>,
    /// Those of remarks (备注).
    remarks: Vec<u32>,
}

impl Beside {
    /// Those among the columns that mean nothing else.
    pub(crate) fn of(layout: &Layout) -> Self {
        let called = |is: &dyn Fn(&str) -> bool| {
            let unknown = layout.columns.iter().filter(|at| at.meaning == Meaning::Unknown);
            unknown.filter(|column| is(&column.header)).map(|column| column.at).collect()
        };
        Self { units: called(&is_of_units), remarks: called(&is_remark) }
    }

    /// The column of the unit of an amount: the next behind it, else the only one.
    fn unit(&self, amount: u32) -> Option<u32> {
        let next = self.units.iter().find(|column| **column > amount).copied();
        next.or_else(|| if let [only] = *self.units { Some(only) } else { None })
    }
}

/// Whether a header is that of the units of rows.
pub(crate) fn is_of_units(header: &str) -> bool {
    const NAMES: [&str; 6] = ["单位", "计量单位", "金额单位", "货币单位", "币种", "货币"];
    NAMES.contains(&normal(header).as_str())
}

impl SheetReader<'_, '_> {
    /// The period that a row says.
    pub(crate) fn span(&mut self, row: &Row) -> Option<Span> {
        // Most sheets have no such column: their rows are not asked.
        if self.period.is_empty() {
            return None;
        }
        let columns = self.period.clone();
        let cells = columns.into_iter().filter_map(|column| self.identity(row, Some(column)));
        let texts: Vec<String> =
            cells.map(|raw| raw.text()).filter(|text| !text.trim().is_empty()).collect();
        span_of(&texts.join("-"))
    }

    /// The cell by which a row is of a part of a year. A time after the year is that of reporting.
    pub(crate) fn part_of(&mut self, row: &Row, year: Option<i16>) -> Option<u32> {
        let remarks = &self.beside.remarks;
        let remark = remarks.iter().find(|column| is_remark_of_part(&row.text(**column)));
        if let Some(column) = remark {
            return Some(*column);
        }
        let part = match self.span(row) {
            Some(span) => span == Span::Part,
            None => matches!(self.layout.doubt, Some(Doubt::Part(_))),
        };
        let column = self.period.first().copied().filter(|_| part)?;
        let said = self.period.iter().map(|column| row.text(*column)).collect::<String>();
        let mut years = said.split(|one: char| !one.is_ascii_digit()).filter_map(period::year_of);
        let later = year.zip(years.next()).is_some_and(|(year, said)| said > year);
        (!later).then_some(column)
    }

    /// Why a value of a row is no figure of a year, or in no unit that can be told; and the column
    /// that says so.
    pub(crate) fn passes(&self, row: &Row, who: Who, plan: &Plan) -> Option<(u32, Passed)> {
        if let Slot::Fact { yearly: true, year, .. } = plan.slot {
            if let Some(column) = who.part {
                return Some((column, Passed::OfPart));
            }
            if self.is_open(year.or(who.year)?, who, plan) {
                return Some((plan.at, Passed::NotOver));
            }
        }
        if !is_money(plan) {
            return None;
        }
        let read = plan.unit?;
        let column = self.beside.unit(plan.at).filter(|at| says_other(&row.text(*at), read));
        let remarked = || {
            let remarks = self.beside.remarks.iter().copied();
            { remarks }.find(|at| unit_in(&row.text(*at), read).is_some())
        };
        column.or_else(remarked).map(|column| (column, Passed::OtherUnit))
    }

    /// Whether a year was not over on the day up to which the sheet says that its figures run. A
    /// forecast is of a year all the same.
    fn is_open(&self, year: i16, who: Who, plan: &Plan) -> bool {
        let Some((until, _)) = &self.layout.until else { return false };
        let column = self.layout.columns.iter().find(|column| column.at == plan.at);
        let stage = who.stage.or(column.and_then(|column| column.stage)).or(self.layout.stage);
        let early = (until.year(), until.month(), until.day()) < (year, 12, 31);
        early && stage != Some(Stage::Forecast)
    }

    /// What is said of values that a row or the title leaves out.
    pub(crate) fn left_out(&self, why: Passed, count: u32) -> Note {
        let mut money = self.plans.iter().filter(|plan| is_money(plan));
        let unit = money.find_map(|plan| plan.unit).map_or("", |unit| unit.symbol);
        match (why, &self.layout.until) {
            (Passed::OtherUnit, _) => {
                Note::error("unit-mismatch", hint::period::unit_of_row(unit, count))
            }
            (Passed::NotOver, Some((until, text))) => {
                Note::error("part-of-year", hint::period::not_over((*until, text), count))
            }
            _ => Note::error("part-of-year", hint::period::of_part(count)),
        }
    }

    /// The cell by which a row of a list of what is conferred says that it holds nothing: what the
    /// columns say that mean nothing else.
    pub(crate) fn lost(&self, row: &Row, list: FactId) -> Option<(u32, String)> {
        self.intake.dictionary.kind_of(list)?;
        let mut unknown =
            self.layout.columns.iter().filter(|column| column.meaning == Meaning::Unknown);
        let denies = |column: &Column| {
            let text = row.text(column.at);
            let asked = ["是否", "结果", "通过"].iter().any(|word| column.header.contains(word));
            lost_in(&text).is_some() || (asked && matches!(text.trim(), "否" | "未" | "×"))
        };
        unknown.find(|column| denies(column)).map(|column| (column.at, row.text(column.at)))
    }

    /// Takes a row of one text of a list as the heading of those below it, where it begins with a
    /// number of a section: those under `二、未通过认定企业` hold nothing.
    pub(crate) fn section(&mut self, row: &Row) {
        let (Kind::List(_), [(_, Raw::Text(text))]) = (self.layout.kind, row.cells.as_slice())
        else {
            return;
        };
        let bare = text.trim_start_matches(['(', '（']);
        let number = bare.trim_start_matches(|one| "一二三四五六七八九十".contains(one));
        if number.len() < bare.len() && number.starts_with(['、', '.', '．', ')', '）']) {
            self.layout.denial = lost_in(text).map(str::to_owned);
        }
    }

    /// What is said of a remark below the table.
    pub(crate) fn remark(&self, text: &str) -> Note {
        if let (Kind::List(list), Some(word)) = (self.layout.kind, lost_in(text))
            && self.intake.dictionary.kind_of(list).is_some()
        {
            return Note::error("not-conferred", hint::lost_below(word));
        }
        Note::warning("remark-row", hint::REMARK)
    }
}

/// Whether a remark on a row says that its figures are of a part of a year: `1-9月数`, and not
/// `三季度迁入`.
fn is_remark_of_part(text: &str) -> bool {
    const ENDS: [&str; 4] = ["月", "季度", "半年", "月末"];
    let bare = text.trim().trim_end_matches(['数', '据', '累', '计', '底', '的']);
    is_of_part(bare) && ENDS.iter().any(|end| bare.ends_with(end))
}

fn is_money(plan: &Plan) -> bool {
    plan.of == Type::Number(Dimension::MONEY)
}

/// Whether the cell of a row's unit says another than its amounts would be read in.
fn says_other(text: &str, read: Unit) -> bool {
    let bare = text.trim();
    match Unit::parse(bare) {
        Some(unit) => unit.dimension == Dimension::MONEY && unit.scale != read.scale,
        None => bare != "人民币" && strange_in(&[format!("单位:{bare}")]).is_some(),
    }
}
