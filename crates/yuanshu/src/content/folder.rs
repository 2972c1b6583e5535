//! The text files below the folders of packs, within bounds.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use pack::{File, FileFault};
use rule::fault::{Fault, Span};

use crate::say::Both;

/// The most files that are read.
const FILES: usize = 20_000;
/// The longest file that is read, in bytes: a table of codes has some hundred thousand.
const LONGEST: u64 = 8 << 20;
/// The most that all files hold together, in bytes.
const TOTAL: u64 = 256 << 20;
/// How deep folders are looked into.
const DEPTH: usize = 8;
/// Shelf, folder, file: the parts of a path that say what a file is.
const NAMED: usize = 3;

/// Why no packs could be read, with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.told())]
pub enum NoFolder {
    /// There is no such folder.
    Absent(PathBuf),
    /// No file in it ends with `.toml`.
    Empty(PathBuf),
    /// More than any pack has.
    TooMany(PathBuf),
    /// Longer altogether than any pack is.
    TooLong,
}

impl NoFolder {
    /// In the reader's language.
    pub fn told(&self) -> Both {
        match self {
            Self::Absent(folder) => {
                let folder = folder.display();
                Both::from([
                    format!("没有文件夹 {folder}：请写政策包所在的文件夹，例如 packs/national"),
                    format!("no folder {folder}: name that of the packs, such as packs/national"),
                ])
            }
            Self::Empty(folder) => {
                let folder = folder.display();
                Both::from([
                    format!(
                        "{folder} 里没有 .toml 文件：请写政策包所在的文件夹，例如 packs/national"
                    ),
                    format!(
                        "no .toml file in {folder}: name the folder of the packs, such as packs/national"
                    ),
                ])
            }
            Self::TooMany(folder) => {
                let folder = folder.display();
                Both::from([
                    format!("{folder} 里的文件超过 {FILES} 个：这不像政策包，请写准文件夹"),
                    format!("more than {FILES} files in {folder}: name the folder of the packs"),
                ])
            }
            Self::TooLong => Both::from([
                format!("政策包合计超过 {} MB：请写准文件夹", TOTAL >> 20),
                format!("more than {} MB in all: name the folder of the packs", TOTAL >> 20),
            ]),
        }
    }
}

/// The files of all folders in order of path, each once, and those that could not be read.
pub(super) fn files(folders: &[PathBuf]) -> Result<(Vec<File>, Vec<FileFault>), NoFolder> {
    let mut seen = BTreeSet::new();
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    let mut total = 0;
    for folder in folders {
        if !folder.is_dir() {
            return Err(NoFolder::Absent(folder.clone()));
        }
        let paths = below(folder, &mut faults)?;
        if paths.is_empty() && faults.is_empty() {
            return Err(NoFolder::Empty(folder.clone()));
        }
        for path in paths {
            let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
            if !seen.insert(whole.clone()) {
                continue;
            }
            let shown = shown(&path, &whole);
            match text(&path) {
                Ok(text) => {
                    total += u64::try_from(text.len()).unwrap_or(u64::MAX);
                    files.push(File::new(shown, text));
                }
                Err(fault) => faults.push(FileFault { path: shown, fault: *fault }),
            }
            if total > TOTAL {
                return Err(NoFolder::TooLong);
            }
        }
    }
    Ok((files, faults))
}

/// The path as the user wrote it; the whole path where it is written from within the shelf,
/// whose name would not be in it.
fn shown(path: &Path, whole: &Path) -> String {
    let named = path.components().filter(|part| matches!(part, Component::Normal(_))).count();
    let path = if named < NAMED { whole } else { path };
    path.to_string_lossy().into_owned()
}

/// The `.toml` files below a folder, in order. What a folder does not tell of is a fault: a file
/// that is not seen would be a policy that nobody misses.
fn below(folder: &Path, faults: &mut Vec<FileFault>) -> Result<Vec<PathBuf>, NoFolder> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), DEPTH)];
    while let Some((next, depth)) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else {
            return Err(NoFolder::Absent(next));
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = next.to_string_lossy().into_owned();
                    faults.push(FileFault { path, fault: unread(&error) });
                    continue;
                }
            };
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if path.is_dir() && !hidden && depth > 0 {
                open.push((path, depth - 1));
            } else if !hidden && path.extension().is_some_and(|ending| ending == "toml") {
                found.push(path);
            }
            if found.len() > FILES || open.len() > FILES {
                return Err(NoFolder::TooMany(folder.to_owned()));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn text(path: &Path) -> Result<String, Box<Fault>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| Box::new(unread(&error)))?;
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| Box::new(unread(&error)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LONGEST {
        let megabytes = LONGEST >> 20;
        let fault = Fault::new(
            "too-long",
            Span::default(),
            format!("文件超过 {megabytes} MB"),
            format!("the file is longer than {megabytes} MB"),
        );
        let fault = fault.advise("一个政策一个文件，分开来写", "one policy a file: split it");
        return Err(Box::new(fault));
    }
    String::from_utf8(bytes).map_err(|_| {
        let fault =
            Fault::new("not-utf8", Span::default(), "文件不是 UTF-8 编码", "the file is not UTF-8");
        Box::new(fault.advise("在记事本里“另存为”，编码选 UTF-8", "save it again as UTF-8"))
    })
}

fn unread(error: &std::io::Error) -> Fault {
    let fault = Fault::new(
        "unreadable-file",
        Span::default(),
        format!("文件打不开：{}", crate::say::disk(error)),
        format!("the file cannot be opened: {error}"),
    );
    fault.advise("检查文件是否还在、有没有权限", "see whether it is there and may be read")
}
