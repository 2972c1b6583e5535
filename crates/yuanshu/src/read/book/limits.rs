//! How much a file may be, and the weighing that comes before reading.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use memchr::memmem::Finder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::parts::{Found, Parts};
use super::{damaged, unreadable};
use crate::read::grid::Broken;
use crate::say::{self, Both};

/// The largest file that is opened, in bytes: 512 MiB.
pub const FILE_BYTES: u64 = 512 << 20;
/// The most that all parts of a workbook may inflate to, in bytes: 4 GiB.
pub const INFLATED_BYTES: u64 = 4 << 30;
/// The most that a part may inflate to that is kept whole (shared strings, styles): 256 MiB.
pub const PART_BYTES: u64 = 256 << 20;
/// The most columns that a sheet has.
pub(crate) const COLUMNS: usize = 16_384;
/// How many bytes may come out of one compressed byte, where more than 64 MiB come out.
pub const RATIO: u64 = 400;
/// The most cells that are read of all inputs together.
pub const CELLS: u64 = 50_000_000;

const RATIO_FROM: u64 = 64 << 20;
/// A workbook has a part a sheet and a few more.
const PARTS: usize = 20_000;
const BLOCK: usize = 1 << 16;
/// What may follow the cells of a sheet and is searched for merged cells, in bytes.
const TAIL: usize = 32 << 20;

/// Refuses a file that is too large, before a byte of it is read.
pub(crate) fn weigh(path: &Path) -> Result<(), Broken> {
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(Broken::whole(
            "unreadable-file",
            [
                "不是文件；请给出工作簿或文件夹的路径",
                "it is no file; give the path of a workbook or of a folder",
            ],
        ));
    }
    if about.len() > FILE_BYTES {
        let (size, most) = (about.len() >> 20, FILE_BYTES >> 20);
        let hint = [
            format!("文件有 {size} MB，超过上限 {most} MB，未读；请按年度或区域拆分"),
            format!(
                "the file has {size} MB, more than {most}; not read; split it by year or by region"
            ),
        ];
        return Err(Broken::whole("too-large", hint));
    }
    if about.len() == 0 {
        return Err(Broken::whole("empty-file", ["文件是空的", "the file is empty"]));
    }
    Ok(())
}

/// Inflates every part of a workbook once without keeping it: what it declares is checked
/// against the limits first, what comes out afterwards. Returns what was seen on the way.
pub(crate) fn inflate(path: &Path) -> Result<Parts, Broken> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let damaged = |error: &ZipError| damaged(&say::zip(error));
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    if archive.len() > PARTS {
        return Err(bomb(&["部件太多", "it has too many parts"].into()));
    }
    let mut declared = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
        declared = declared.saturating_add(entry.size());
        let name = entry.name().map_err(|error| damaged(&error))?;
        check(&name, entry.size(), entry.compressed_size())?;
    }
    if declared > INFLATED_BYTES {
        return Err(bomb(&["声明的内容超过 4 GB", "it says that it has more than 4 GB"].into()));
    }
    let mut parts = Parts::default();
    let mut total = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
        if !is_read(&name) {
            continue;
        }
        let compressed = entry.compressed_size();
        total = total.saturating_add(pour(entry, &name, compressed, &mut parts)?);
        if total > INFLATED_BYTES {
            return Err(bomb(&["解开后超过 4 GB", "unpacked it has more than 4 GB"].into()));
        }
    }
    parts.link();
    Ok(parts)
}

/// Whether a part is ever read: pictures and the like are not.
fn is_read(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["xml", "rels"].iter().any(|read| ending.eq_ignore_ascii_case(read))
}

fn is_sheet(name: &str) -> bool {
    name.to_ascii_lowercase().contains("worksheets/")
}

fn check(name: &str, size: u64, compressed: u64) -> Result<(), Broken> {
    if size > RATIO_FROM && size / compressed.max(1) > RATIO {
        let how = [
            format!("部件 {name} 的压缩比超过 {RATIO}"),
            format!("part {name} is packed to less than a {RATIO}th of its size"),
        ];
        return Err(bomb(&how.into()));
    }
    if is_read(name) && !is_sheet(name) && size > PART_BYTES {
        return Err(bomb(&larger(name, &format!("{} MB", PART_BYTES >> 20))));
    }
    if size > INFLATED_BYTES {
        return Err(bomb(&larger(name, "4 GB")));
    }
    Ok(())
}

fn larger(name: &str, most: &str) -> Both {
    [format!("部件 {name} 超过 {most}"), format!("part {name} has more than {most}")].into()
}

fn bomb(what: &Both) -> Broken {
    let hint = Both::told(|tongue| {
        let what = what.of(tongue);
        tongue.say([
            format_args!("{what}，不像正常的工作簿，未读；请用表格软件重新另存后再试"),
            format_args!("{what}, as no usual workbook does; not read; save it again in a spreadsheet program"),
        ])
    });
    Broken::whole("zip-bomb", hint)
}

/// What to say of a part that cannot be unpacked.
fn packed(name: &str, why: &Both) -> Broken {
    let hint = Both::told(|tongue| {
        let why = why.of(tongue);
        tongue.say([
            format_args!("部件 {name} 解不开（{why}）；请重新另存后再试"),
            format_args!("part {name} cannot be unpacked ({why}); save it again and try once more"),
        ])
    });
    Broken::whole("damaged-file", hint)
}

/// Inflates one part, counting; keeps of a sheet only what follows its cells.
fn pour(
    mut entry: impl Read,
    name: &str,
    compressed: u64,
    parts: &mut Parts,
) -> Result<u64, Broken> {
    // How programs write a formula that they did not work out.
    let uncounted = ["</f></c>", "</f><v/>", "</f><v />", "</f><v></v>"].map(Finder::new);
    let end = Finder::new("</sheetData>");
    let sheet = is_sheet(name);
    let whole = name.ends_with("workbook.xml") || name.ends_with("workbook.xml.rels");
    let mut found = Found::default();
    let (mut total, mut overlap, mut inside) = (0u64, Vec::new(), true);
    let mut block = vec![0; BLOCK];
    loop {
        let length = entry.read(&mut block).map_err(|error| packed(name, &say::disk(&error)))?;
        if length == 0 {
            break;
        }
        let bytes = block.get(..length).unwrap_or_default();
        total = total.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        check(name, total, compressed)?;
        if whole || (sheet && !inside) {
            if found.tail.len() < TAIL {
                found.tail.extend_from_slice(bytes);
            }
        } else if sheet {
            overlap.extend_from_slice(bytes);
            found.uncounted |= uncounted.iter().any(|formula| formula.find(&overlap).is_some());
            if let Some(at) = end.find(&overlap) {
                inside = false;
                found.tail.extend_from_slice(overlap.get(at..).unwrap_or_default());
            }
            let keep = overlap.len().saturating_sub(16);
            overlap.drain(..keep);
        }
    }
    if sheet || whole {
        parts.add(name, found);
    }
    Ok(total)
}
