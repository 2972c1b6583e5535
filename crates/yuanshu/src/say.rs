//! The words that people read: those of the zone, remarks on sheets, columns of a console.

pub mod deed;
mod foreign;
pub mod grant;
mod misfit;
mod remark;
pub mod stated;
mod table;

use zone::policy::Question;

use crate::read::Level;

pub use foreign::disk;
pub(crate) use foreign::{json, old_book, toml, workbook, xml, zip};
pub(crate) use misfit::Misfit;
pub use remark::remark;
pub use table::{table, width};
pub use zone::say::{
    AMOUNTS_NOTE, Both, CLOSED_NOTE, NOTE, Tongue, amount_note, answer, at_least, exact, figure,
    held, kind, mark, pair, status, value, window,
};

/// How grave a remark on a sheet is: 错误 could not be read, 提醒 was read and is to be looked at.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "错误",
        Level::Warning => "提醒",
    }
}

/// Names in a sentence, the first of many.
pub(crate) fn few<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let some: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let more = if names.len() > most { " 等" } else { "" };
    format!("{}{more}", some.join("、"))
}

/// How many enterprises are answered for, and how many are not as they are outside the zone.
pub(crate) fn firms(question: &Question<'_>) -> String {
    let counted = question.counted().count();
    match question.table.rows - counted {
        0 => format!("{counted} 家"),
        away => format!("{counted} 家；另有 {away} 家当天不在区内（已迁出或尚未迁入），没有算"),
    }
}
