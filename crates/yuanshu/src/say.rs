//! The words that people read: those of the zone, remarks on sheets, columns of a console.

mod table;

use crate::read::Level;

pub use table::table;
pub use zone::say::{
    AMOUNT_NOTE, CLOSED_NOTE, NOTE, answer, at_least, exact, figure, held, kind, mark, pair,
    status, value, window,
};

/// How grave a remark on a sheet is: 错误 could not be read, 提醒 was read and is to be looked at.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "错误",
        Level::Warning => "提醒",
    }
}
