//! What the disk and the readers of files say in English, in Chinese.

use std::io;

use calamine::{XlsError, XlsxError};
use zip::result::ZipError;

use super::Misfit;

/// Why a file could not be written or read, or an address not be used.
pub fn disk(error: &io::Error) -> String {
    let said = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹或文件",
        io::ErrorKind::PermissionDenied => "没有权限，或正被别的程序打开",
        io::ErrorKind::StorageFull => "磁盘满了",
        io::ErrorKind::IsADirectory => "它是文件夹",
        io::ErrorKind::NotADirectory => "它不是文件夹",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        io::ErrorKind::AlreadyExists => "已经有同名的文件",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            "内容不完整，或已损坏"
        }
        io::ErrorKind::AddrInUse => "已被别的程序占用",
        io::ErrorKind::AddrNotAvailable => "这台机器没有这个地址",
        io::ErrorKind::ConnectionRefused => "对方没有应答",
        io::ErrorKind::BrokenPipe => "接收的一方已经关闭",
        io::ErrorKind::TimedOut => "等了太久",
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("操作系统报错，代号 {number}"),
                None => "原因不明".to_owned(),
            };
        }
    };
    said.to_owned()
}

/// Why a workbook's packing could not be opened.
pub(crate) fn zip(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => disk(error),
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            LOCKED.to_owned()
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "压缩的方式不常见".to_owned()
        }
        ZipError::FileNotFound => "缺少部件".to_owned(),
        _ => "压缩包不完整".to_owned(),
    }
}

/// Why an xlsx workbook could not be read.
pub(crate) fn workbook(error: &XlsxError) -> String {
    match error {
        XlsxError::Io(error) => disk(error),
        XlsxError::Zip(error) => zip(error),
        XlsxError::Password => LOCKED.to_owned(),
        XlsxError::FileNotFound(name) => format!("缺少部件 {name}"),
        XlsxError::WorksheetNotFound(name) => format!("没有表“{name}”"),
        _ => UNREADABLE.to_owned(),
    }
}

/// Why a workbook of Excel 97–2003 could not be read.
pub(crate) fn old_book(error: &XlsError) -> String {
    match error {
        XlsError::Io(error) => disk(error),
        XlsError::Password => LOCKED.to_owned(),
        XlsError::WorksheetNotFound(name) => format!("没有表“{name}”"),
        _ => UNREADABLE.to_owned(),
    }
}

/// Why a part of a workbook could not be read.
pub(crate) fn xml(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Io(error) => disk(error),
        _ => UNREADABLE.to_owned(),
    }
}

/// Why a line is no JSON.
pub(crate) fn json(error: &serde_json::Error) -> String {
    Misfit::of(error).zh
}

/// What is wrong in a file of settings, and in which line.
pub(crate) fn toml(error: &toml::de::Error, text: &str) -> String {
    let said = pack::slip(error.message()).map_or_else(
        || {
            let Misfit { zh, name, .. } = Misfit::said(error.message());
            name.map_or_else(|| zh.clone(), |name| format!("{name}：{zh}"))
        },
        |[wrong, mend]| format!("{wrong}；{mend}"),
    );
    let Some(span) = error.span() else { return said };
    let before = text.get(..span.start).unwrap_or_default();
    format!("第 {} 行，{said}", before.matches('\n').count() + 1)
}

const LOCKED: &str = "设了密码";
const UNREADABLE: &str = "里面有读不懂的内容";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Settings;

    #[test]
    fn a_slip_in_the_settings_is_told_with_its_line() {
        let told = |text: &str| toml(&::toml::from_str::<Settings>(text).unwrap_err(), text);
        assert_eq!(
            told("packs = []\nzone = \"示范\n"),
            "第 2 行，这段文字没有写完，或里面有不能直接写的字符；检查结尾的英文双引号；文字里面要用双引号时，外面改用单引号 '…'，反斜杠写成 \\\\"
        );
        let operator = "[operator]\nname = \"王\"\ndepartment = \"科技局\"\n";
        let missing = told(&format!("packs = []\n{operator}"));
        assert_eq!(missing, "第 1 行，zone：少了这一项");
        let rate = told(&format!("zone = \"示\"\npacks = []\n{operator}[server]\nrate = \"快\"\n"));
        assert_eq!(rate, "第 7 行，要写 0 到 4294967295 的整数，写的是文字“快”");
        let more = told(&format!("zone = \"示\"\npacks = []\nzones = 1\n{operator}"));
        assert_eq!(
            more,
            "第 3 行，zones：没有这一项；可以写：zone、packs、database、mark、operator、server"
        );
    }

    #[test]
    fn what_the_disk_says_is_never_english() {
        let told = |number| disk(&io::Error::from_raw_os_error(number));
        assert_eq!([told(2), told(5)], ["没有这个文件夹或文件", "操作系统报错，代号 5"]);
        assert_eq!(disk(&io::Error::other("bad block")), "原因不明");
    }
}
