//! What the disk and the readers of files say, in words of ours.

use std::io;

use calamine::{XlsError, XlsxError};
use zip::result::ZipError;

use zone::say::Both;

use super::Misfit;

/// Why a file could not be written or read, or an address not be used.
pub fn disk(error: &io::Error) -> Both {
    Both::from(match error.kind() {
        io::ErrorKind::NotFound => ["没有这个文件夹或文件", "there is no such folder or file"],
        io::ErrorKind::PermissionDenied => {
            ["没有权限，或正被别的程序打开", "not permitted, or another program has it open"]
        }
        io::ErrorKind::StorageFull => ["磁盘满了", "the disk is full"],
        io::ErrorKind::IsADirectory => ["它是文件夹", "it is a folder"],
        io::ErrorKind::NotADirectory => ["它不是文件夹", "it is no folder"],
        io::ErrorKind::ReadOnlyFilesystem => ["磁盘只读", "the disk is read-only"],
        io::ErrorKind::AlreadyExists => ["已经有同名的文件", "there is a file of that name"],
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            ["内容不完整，或已损坏", "it is not whole, or damaged"]
        }
        io::ErrorKind::AddrInUse => ["已被别的程序占用", "another program uses it"],
        io::ErrorKind::AddrNotAvailable => {
            ["这台机器没有这个地址", "this machine has no such address"]
        }
        io::ErrorKind::ConnectionRefused => ["对方没有应答", "nobody answers there"],
        io::ErrorKind::BrokenPipe => ["接收的一方已经关闭", "who was to receive it has gone"],
        io::ErrorKind::TimedOut => ["等了太久", "it took too long"],
        _ => {
            return match error.raw_os_error() {
                Some(number) => Both::from([
                    format!("操作系统报错，代号 {number}"),
                    format!("the system reports error {number}"),
                ]),
                None => Both::from(["原因不明", "for no reason that is known"]),
            };
        }
    })
}

/// Why a workbook's packing could not be opened.
pub(crate) fn zip(error: &ZipError) -> Both {
    Both::from(match error {
        ZipError::Io(error) => return disk(error),
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            LOCKED
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            ["压缩的方式不常见", "packed in an uncommon way"]
        }
        ZipError::FileNotFound => ["缺少部件", "a part is missing"],
        _ => ["压缩包不完整", "its packing is not whole"],
    })
}

/// Why an xlsx workbook could not be read.
pub(crate) fn workbook(error: &XlsxError) -> Both {
    match error {
        XlsxError::Io(error) => disk(error),
        XlsxError::Zip(error) => zip(error),
        XlsxError::Password => Both::from(LOCKED),
        XlsxError::FileNotFound(name) => {
            Both::from([format!("缺少部件 {name}"), format!("part {name} is missing")])
        }
        XlsxError::WorksheetNotFound(name) => no_sheet(name),
        _ => Both::from(UNREADABLE),
    }
}

fn no_sheet(name: &str) -> Both {
    Both::from([format!("没有表“{name}”"), format!("there is no sheet “{name}”")])
}

/// Why a workbook of Excel 97–2003 could not be read.
pub(crate) fn old_book(error: &XlsError) -> Both {
    match error {
        XlsError::Io(error) => disk(error),
        XlsError::Password => Both::from(LOCKED),
        XlsError::WorksheetNotFound(name) => no_sheet(name),
        _ => Both::from(UNREADABLE),
    }
}

/// Why a part of a workbook could not be read.
pub(crate) fn xml(error: &quick_xml::Error) -> Both {
    match error {
        quick_xml::Error::Io(error) => disk(error),
        _ => Both::from(UNREADABLE),
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

const LOCKED: [&str; 2] = ["设了密码", "it has a password"];
const UNREADABLE: [&str; 2] = ["里面有读不懂的内容", "something in it cannot be understood"];

#[cfg(test)]
mod tests {
    use zone::say::Tongue;

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
    fn what_the_disk_says_is_said_in_words_of_ours() {
        let told = |number| disk(&io::Error::from_raw_os_error(number));
        let missing = ["没有这个文件夹或文件", "there is no such folder or file"];
        assert_eq!(told(2), Both::from(missing));
        assert_eq!(
            [Tongue::Chinese, Tongue::English].map(|tongue| told(5).of(tongue).to_owned()),
            ["操作系统报错，代号 5", "the system reports error 5"]
        );
        let unknown = ["原因不明", "for no reason that is known"];
        assert_eq!(disk(&io::Error::other("bad block")), Both::from(unknown));
    }
}
