//! Files that a command writes: only whole ones, and never over what it reads.

use std::io;
use std::path::{Path, PathBuf};

use super::{Stop, unwritten};

/// The file while it is written: only a whole one gets the name that was asked for.
pub(super) fn part(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Writes a file whole or not at all: `write` is given another name to write to.
pub(super) fn whole<T>(path: &Path, write: impl FnOnce(&Path) -> io::Result<T>) -> Result<T, Stop> {
    let part = part(path);
    let written = write(&part).and_then(|made| std::fs::rename(&part, path).map(|()| made));
    written.map_err(|error| {
        // What is half written is of no use; where nothing was, nothing goes.
        let _gone = std::fs::remove_file(&part).is_ok();
        unwritten(path, &error)
    })
}

/// Refuses to write over a file that is read: it may be the only one there is.
pub(super) fn spare(inputs: &[PathBuf], (option, out): (&str, &Path)) -> Result<(), Stop> {
    let real = out.canonicalize().ok();
    let same = |path: &PathBuf| path == out || real.is_some() && path.canonicalize().ok() == real;
    if !inputs.iter().any(same) {
        return Ok(());
    }
    let out = out.display();
    Err(Stop::Usage(format!("{option} {out} 就是要读的文件，写了会盖掉它；请换一个文件名")))
}

/// Refuses to write over anything at all.
pub(super) fn absent((option, out): (&str, &Path)) -> Result<(), Stop> {
    if !out.exists() {
        return Ok(());
    }
    let out = out.display();
    Err(Stop::Usage(format!("{option} {out} 已经有了，没有覆盖；请换一个文件名，或先移走它")))
}
