//! An invented zone's register: the workbooks that its offices sent, and what was done with them.

mod cast;
mod columns;
mod entity;
mod firm;
mod page;
mod place;
mod right;
mod script;
mod spread;
#[cfg(test)]
mod tests;
mod told;

use std::ops::Range;

use base::{Day, Uscc};

pub use cast::Census;
use entity::Draw;
pub(crate) use page::Page;
pub(crate) use place::PARKS;

use crate::sheet::Sheet;
use crate::staff::{ECONOMY, TECH};

/// A workbook has no more entities than this, so that reading it needs little memory.
const PART: u32 = 25_000;

/// An invented zone with a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Register {
    draw: Draw,
}

/// Something that was done with the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub on: Day,
    /// By whom.
    pub by: Person,
    /// What.
    pub act: Act,
}

/// The invented people who work with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// 张三, who brings in.
    First,
    /// 李四, who reviews.
    Second,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A workbook was imported.
    Import(Book),
    /// The import of the workbook of that name was reviewed.
    Review(String),
    /// It was taken back, for that reason.
    Undo(String, &'static str),
    /// Enterprises of which only a name was known were noted down by hand.
    Note(Vec<String>),
    /// Entities came and went.
    Moves(Vec<Move>),
    /// The file of one code was made another's.
    Merge {
        /// Whose file goes up in the other.
        file: Uscc,
        /// Whose counts.
        into: Uscc,
    },
    /// A figure of a source was corrected by hand.
    Correct {
        /// Which.
        of: Figure,
        /// Of which source, by id.
        feed: &'static str,
        /// What is so, with its unit.
        value: String,
        /// Why.
        reason: &'static str,
    },
    /// The correction before it was reviewed.
    Accept,
    /// Of sources at odds one was said to count.
    Settle {
        /// Which figure.
        of: Figure,
        /// Which source, by id.
        feed: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// A figure was objected to.
    Object {
        /// Which.
        of: Figure,
        /// Why.
        reason: &'static str,
    },
    /// What a policy says of an enterprise was handed out.
    Issue {
        /// Of whom.
        code: Uscc,
        /// The policy, by id.
        policy: &'static str,
    },
}

/// A figure of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Of whom.
    pub code: Uscc,
    /// The fact, by name.
    pub fact: &'static str,
    /// The fiscal year.
    pub year: i16,
}

/// A coming or going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub code: Uscc,
    /// The first day here, or the first day away.
    pub on: Day,
    /// Whether it came.
    pub here: bool,
}

/// A workbook of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its name, without its ending.
    pub name: String,
    /// The feed, by id.
    pub feed: &'static str,
    /// 阶段, where it is not the feed's own.
    pub stage: Option<&'static str>,
    /// The day that facts without years are true since.
    pub since: Day,
    /// Columns with a measure of their own.
    pub measures: Vec<Measure>,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// 口径 of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The sheet.
    pub sheet: String,
    /// The place of the column, from 0.
    pub column: u16,
    /// The fact, by name.
    pub fact: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it measures.
    pub basis: &'static str,
}

impl Person {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "张三",
            Self::Second => "李四",
        }
    }

    /// The department.
    pub fn department(self) -> &'static str {
        match self {
            Self::First => TECH,
            Self::Second => ECONOMY,
        }
    }
}

impl Register {
    /// The zone of so many market entities made from `seed`, as it stands on the day `on`.
    #[must_use]
    pub fn new(entities: u32, seed: u64, on: Day) -> Self {
        Self { draw: Draw { census: Census::of(entities), seed, on } }
    }

    /// What it is called.
    pub const ZONE: &str = "示范高新区（虚构）";

    /// How many there are of each kind.
    pub fn census(&self) -> Census {
        self.draw.census
    }

    /// The enterprise that has a user of its own: the first that does research and that nothing
    /// odd befell. None in a zone that is too small to have one.
    #[must_use]
    pub fn client(&self) -> Option<Uscc> {
        let mut entities = (0..self.draw.census.entities).map(|number| self.draw.entity(number));
        let plain = |entity: &entity::Entity| {
            let tech = entity.figured.as_ref().is_some_and(|figured| figured.role.tech);
            tech && entity.odd == cast::Odd::default()
        };
        entities.find(plain).map(|entity| entity.code)
    }

    /// Everything that was done with it, in order.
    pub fn deeds(&self) -> Vec<Deed> {
        script::deeds(self.draw)
    }

    /// The workbooks of its offices, in the order in which they came.
    pub fn books(&self) -> Vec<Book> {
        let books = self.deeds().into_iter().filter_map(|deed| match deed.act {
            Act::Import(book) => Some(book),
            Act::Review(_)
            | Act::Undo(..)
            | Act::Note(_)
            | Act::Moves(_)
            | Act::Merge { .. }
            | Act::Correct { .. }
            | Act::Accept
            | Act::Settle { .. }
            | Act::Object { .. }
            | Act::Issue { .. } => None,
        });
        books.collect()
    }
}

/// The parts into which so many entities are cut, one a workbook.
fn parts(entities: u32) -> Vec<Range<u32>> {
    let starts = (0..entities).step_by(usize::try_from(PART).unwrap_or(usize::MAX));
    starts.map(|start| start..start.saturating_add(PART).min(entities)).collect()
}
