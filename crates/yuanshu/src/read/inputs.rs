//! The files that are read: those named, and those of folders.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::report::{Fault, Note, Place};
use crate::say::Both;

/// How deep folders are looked into.
const DEPTH: usize = 8;
/// The most files that are read.
const FILES: usize = 100_000;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// A workbook, a text file or a folder of them.
    pub path: PathBuf,
    /// Only this sheet of it.
    pub sheet: Option<String>,
}

impl Source {
    /// All of a file or a folder.
    pub fn all(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), sheet: None }
    }
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// How it is called in faults: its name, with its path below the folder that was given.
    pub(crate) label: Arc<str>,
    pub(crate) sheet: Option<String>,
}

/// The files of all sources in a fixed order, and what could not be looked into.
pub(crate) fn inputs(sources: &[Source]) -> (Vec<Input>, Vec<Fault>) {
    let mut found = Found::default();
    for source in sources {
        let sheet = source.sheet.as_ref();
        if source.path.is_dir() {
            let mut paths = Vec::new();
            list(&source.path, DEPTH, &mut paths, &mut found.faults);
            paths.sort();
            for path in paths {
                let below = path.strip_prefix(&source.path).unwrap_or(&path);
                let label = below.to_string_lossy().into_owned();
                found.add(path, label, sheet);
            }
        } else {
            let name = source.path.file_name().unwrap_or(source.path.as_os_str());
            let label = name.to_string_lossy().into_owned();
            found.add(source.path.clone(), label, sheet);
        }
    }
    (found.inputs, found.faults)
}

/// The list as it grows.
#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    faults: Vec<Fault>,
    seen: HashSet<(PathBuf, Option<String>)>,
    labels: HashMap<String, PathBuf>,
}

impl Found {
    /// Adds a file once; of two files of one name the second is called by its whole path.
    fn add(&mut self, path: PathBuf, label: String, sheet: Option<&String>) {
        // What cannot be resolved is told of when it is opened.
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if !self.seen.insert((real.clone(), sheet.cloned())) {
            let note = Note::warning(
                "same-file",
                ["同一文件给了两次，只读一次", "the same file was given twice: read once"],
            );
            return self.faults.push(unread(&path, note));
        }
        let owner = self.labels.entry(label.clone()).or_insert_with(|| real.clone());
        let label = if *owner == real { label } else { path.to_string_lossy().into_owned() };
        self.inputs.push(Input { path, label: Arc::from(label), sheet: sheet.cloned() });
    }
}

fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, faults: &mut Vec<Fault>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let why = crate::say::disk(&error);
            let hint = Both::told(|tongue| {
                let why = why.of(tongue);
                tongue.say([
                    format_args!("文件夹打不开（{why}）；请检查权限"),
                    format_args!("the folder cannot be opened ({why}); check its permissions"),
                ])
            });
            return faults.push(unread(folder, Note::error("unreadable-file", hint)));
        }
    };
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                let why = crate::say::disk(&error);
                let hint = Both::told(|tongue| {
                    let why = why.of(tongue);
                    tongue.say([
                        format_args!("文件夹没有读全（{why}）"),
                        format_args!("not all of the folder was read ({why})"),
                    ])
                });
                faults.push(unread(folder, Note::error("unreadable-file", hint)));
                continue;
            }
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        // Lock files of open workbooks and hidden files.
        if name.is_none_or(|name| name.starts_with("~$") || name.starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                list(&path, depth - 1, found, faults);
            }
        } else if is_sheet_file(&path) && found.len() < FILES {
            found.push(path);
        } else {
            let hint = [
                "不是 xlsx、xls 或 csv，未读；有数据的请另存为 xlsx",
                "neither xlsx nor xls nor csv; not read; save it as xlsx if it has data",
            ];
            faults.push(unread(&path, Note::warning("other-file", hint)));
        }
    }
}

fn is_sheet_file(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let read = ["xlsx", "xlsm", "xls", "csv", "tsv", "txt"];
    ending.is_some_and(|ending| read.contains(&ending.as_str()))
}

fn unread(path: &Path, note: Note) -> Fault {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    note.at(Place::file(&Arc::from(name)), "")
}
