//! The ground floor: money, days, codes, units, numbers and citations.

pub mod code;
pub mod day;
pub mod money;
pub mod unit;

pub use day::{Day, Quarter, Span, Year, parse_day};
pub use money::{Money, Overflow};
pub use unit::{Dimension, Kind, Scale, TimeUnit, Unit};
