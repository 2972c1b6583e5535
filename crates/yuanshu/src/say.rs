//! The words that people read: those of the zone, remarks on sheets, columns of a console.

pub mod deed;
mod remark;
pub mod stated;
mod table;

use std::io;

use crate::read::Level;

pub use remark::remark;
pub use table::{table, width};
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

/// Why a file could not be written or read.
pub fn disk(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹或文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限，或正被别的程序打开".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::IsADirectory => "它是文件夹".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => error.to_string(),
    }
}
