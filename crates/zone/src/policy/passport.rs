//! Who the rows of a table are, and the passport of each figure (数据来源与口径).

use std::fmt;

use pack::Shelf;
use pack::feed::Stage;
use rule::fact::FactId;
use rule::why::Blank;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Seq;
use crate::fact::{Entry, Place, cell_name};

/// Those whom the rows of a table are of: a folder of workbooks, or the register.
pub trait Subjects: fmt::Debug + Sync {
    /// The unified social credit code of a row's enterprise, where it is known.
    fn code(&self, row: usize) -> Option<&str>;

    /// Its name; empty where it is not known.
    fn name(&self, row: usize) -> &str;

    /// Where its figure comes from, of that fiscal year where the fact has years. `None` where
    /// nothing was stated.
    fn passport(&self, fact: FactId, year: Option<i16>, row: usize) -> Option<Passport>;

    /// Where the record of a list was read that says too little.
    fn record(&self, blank: &Blank, row: usize) -> Option<Passport> {
        self.passport(blank.list, None, row)
    }

    /// Whether lists and counts of everybody are of it, too: they are not of who is known to be
    /// outside the zone on the day (迁出, or 迁入 only later).
    fn is_counted(&self, _row: usize) -> bool {
        true
    }
}

/// The rows, of so many, of whom lists and counts of everybody are.
pub(super) fn counted(subjects: &dyn Subjects, rows: usize) -> impl Iterator<Item = usize> {
    (0..rows).filter(|row| subjects.is_counted(*row))
}

/// Those whose names and sources do not matter.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl Subjects for Nobody {
    fn code(&self, _: usize) -> Option<&str> {
        None
    }

    fn name(&self, _: usize) -> &'static str {
        ""
    }

    fn passport(&self, _: FactId, _: Option<i16>, _: usize) -> Option<Passport> {
        None
    }
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Passport {
    /// Name of the file; empty where a person wrote the figure.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// As a spreadsheet names it: `F4`.
    pub cell: String,
    /// The feed, by its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// How final the figure is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// 口径, where it is not the dictionary's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// With which line of the journal it was learnt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learnt: Option<Seq>,
}

/// What brought figures, whichever cell each stands in: a sheet, or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer<'a> {
    /// Name of the file; empty where a person wrote the figure.
    pub file: &'a str,
    /// Name of the sheet.
    pub sheet: &'a str,
    /// The feed, by its title.
    pub feed: &'a str,
    /// How final its figures are.
    pub stage: Stage,
    /// 口径, where it is not the dictionary's own.
    pub basis: Option<&'a str>,
    /// With which line of the journal it was learnt.
    pub learnt: Seq,
}

impl<'a> Bearer<'a> {
    /// What brought a statement of the register, and in which cell of it that stands.
    pub fn of(entry: &Entry<'a>, shelf: &'a Shelf) -> (Self, String) {
        let origin = entry.origin;
        let (file, sheet, cell): (&str, &str, String) = match &origin.place {
            Place::Column { file, sheet, column } => (file, sheet, cell_name(entry.row, *column)),
            Place::Cell { file, sheet, column, row } => (file, sheet, cell_name(*row, *column)),
            Place::Hand { .. } => ("", "", String::new()),
        };
        // What content no longer describes is still told by its id.
        let feed = shelf.feeds.get(&origin.feed).map_or(&origin.feed, |feed| &feed.title);
        let (stage, basis) = (origin.stage, origin.basis.as_deref());
        (Self { file, sheet, feed, stage, basis, learnt: entry.seq }, cell)
    }
}

impl Passport {
    /// The passport of a statement in the register.
    pub fn of(entry: &Entry<'_>, shelf: &Shelf) -> Self {
        let (Bearer { file, sheet, feed, stage, basis, learnt }, cell) = Bearer::of(entry, shelf);
        Self {
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            cell,
            feed: Some(feed.to_owned()),
            stage: Some(stage),
            basis: basis.map(str::to_owned),
            learnt: Some(learnt),
        }
    }
}

/// As people say it: `企业.xlsx 2021年!F4（税务数据交换，汇缴）`.
impl fmt::Display for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.file.is_empty() { "手工更正" } else { &self.file })?;
        if !self.sheet.is_empty() {
            write!(f, " {}", self.sheet)?;
        }
        if !self.cell.is_empty() {
            write!(f, "!{}", self.cell)?;
        }
        let stage = self.stage.map(Stage::zh);
        let beside = [self.feed.as_deref(), stage, self.basis.as_deref()];
        let beside: Vec<&str> = beside.into_iter().flatten().collect();
        if beside.is_empty() { Ok(()) } else { write!(f, "（{}）", beside.join("，")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Origin, OriginId, Period, Stated};

    #[test]
    fn a_figure_says_its_cell_and_its_feed() {
        let plain = Passport {
            file: "企业.xlsx".to_owned(),
            sheet: "2021年".to_owned(),
            cell: "F4".to_owned(),
            feed: None,
            stage: None,
            basis: None,
            learnt: None,
        };
        assert_eq!(plain.to_string(), "企业.xlsx 2021年!F4");
        let title = Some("税务数据交换".to_owned());
        let traced = Passport { feed: title, stage: Some(Stage::Settled), ..plain };
        assert_eq!(traced.to_string(), "企业.xlsx 2021年!F4（税务数据交换，汇缴）");
    }

    #[test]
    fn a_statement_of_the_register_has_a_passport() {
        let of = |place| Origin {
            import: None,
            place,
            fact: "revenue".to_owned(),
            period: Period::Year(2025),
            feed: "demo/gone".to_owned(),
            stage: Stage::Audited,
            basis: Some("合并口径".to_owned()),
            unit: None,
            decimals: 2,
        };
        let (file, sheet) = ("年报.xlsx".to_owned(), "表1".to_owned());
        let origin = of(Place::Column { file, sheet, column: 27 });
        let hand = of(Place::Hand { reason: "笔误".to_owned() });
        let said = |origin| {
            let id = OriginId(0);
            let (seq, value) = (Seq(7), &Stated::Bool(true));
            let entry = Entry { origin, id, row: 4, seq, counts: Some(seq), undone: None, value };
            Passport::of(&entry, &Shelf::default()).to_string()
        };
        assert_eq!(said(&origin), "年报.xlsx 表1!AB5（demo/gone，审计，合并口径）");
        assert_eq!(said(&hand), "手工更正（demo/gone，审计，合并口径）");
    }
}
