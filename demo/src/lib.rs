//! An invented zone, the same for the same seed: for tests, documents and the first start.

mod basics;
mod cell;
mod edge;
mod figures;
mod firm;
mod industry;
mod lists;
mod name;
mod record;
mod register;
pub mod rng;
mod sale;
mod score;
mod sheet;
mod staff;
mod title;
mod yearly;

pub use base::Day;
pub use cell::Cell;
pub use register::{Act, Book, Census, Deed, Figure, Measure, Move, Person, Register};
pub use sheet::Sheet;
pub use staff::{Colleague, Part, STAFF};

use firm::Firm;

/// How large a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Enterprises.
    pub enterprises: u32,
}

/// Three hundred enterprises: enough to look around in.
impl Default for Shape {
    fn default() -> Self {
        Self { enterprises: 300 }
    }
}

/// An invented zone, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    shape: Shape,
    seed: u64,
    on: Day,
}

/// The zone of `shape` made from `seed` as it stands on the day `on`: its figures are those of
/// the three fiscal years that were complete then.
#[must_use]
pub fn zone(shape: Shape, seed: u64, on: Day) -> Zone {
    Zone { shape, seed, on }
}

impl Zone {
    /// Its sheets: 企业基本信息, 年度主要指标 of three years, 技术转让, seven lists, and 专家评分.
    #[must_use]
    pub fn sheets(&self) -> Vec<Sheet> {
        sheet::sheets(*self)
    }

    /// Its enterprises, in order. Each is made from the seed and its number alone, so a smaller
    /// zone is the head of a larger one.
    fn firms(self) -> impl Iterator<Item = Firm> {
        (0..self.shape.enterprises).map(move |number| Firm::draw(number, self.seed, self.on))
    }
}

#[cfg(test)]
mod tests;
