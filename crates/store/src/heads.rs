//! The second place: heads of the journal in a file beside the database, a line each.
//!
//! A chain cannot see that its own tail was cut; the heads that stand here can. Each names the one
//! before it, so that one that was taken out of the middle is missed.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use zone::Seq;

use crate::error::Error;
use crate::hash::Hash;
use crate::journal::Head;
use crate::moment::Moment;
use crate::place::Place;

/// The file's name in the folder of the register.
pub(crate) const NAME: &str = "heads.log";

/// The file, open for adding; nothing for a register in memory.
#[derive(Debug)]
pub(crate) struct Heads(Option<File>);

/// A head as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) head: Head,
    /// The line of the head before it, 0 where it is the first; none where the program that wrote
    /// it did not say.
    pub(crate) after: Option<Seq>,
}

impl Heads {
    /// Opens the file, makes it where there is none, and compares it with the journal's end.
    ///
    /// A line that a power cut left half written vouches for nothing and goes. A head that the
    /// journal has and the file lacks was committed just before a crash, and is added.
    pub(crate) fn open(place: &Place, head: &Head) -> Result<Self, Error> {
        let Some(path) = place.beside(NAME) else {
            return Ok(Self(None));
        };
        let new = !path.exists();
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        let (last, whole) = end(&file)?;
        let last = last.map(|kept| kept.head);
        file.set_len(whole)?;
        file.seek(SeekFrom::End(0))?;
        if new {
            sync_folder(&path)?;
        }
        let mut heads = Self(Some(file));
        match last {
            Some(last) if last.seq > head.seq => {
                return Err(Error::Cut { journal: head.seq, head: last.seq });
            }
            Some(last) if last.seq == head.seq && last.hash != head.hash => {
                return Err(Error::Forked { seq: head.seq });
            }
            Some(last) if last.seq == head.seq => {}
            Some(_) | None => heads.add(head)?,
        }
        Ok(heads)
    }

    /// Adds a head; it is on the disk when this returns.
    pub(crate) fn add(&mut self, head: &Head) -> Result<(), Error> {
        let (Some(file), Some(_)) = (&mut self.0, head.at) else {
            return Ok(());
        };
        let after = Some(end_of(file)?);
        file.seek(SeekFrom::End(0))?;
        file.write_all(spell(&Kept { head: *head, after }).as_bytes())?;
        file.sync_data()?;
        Ok(())
    }
}

#[cfg(test)]
impl Heads {
    /// A second place that can be read only.
    pub(crate) fn unwritable(place: &Place) -> Self {
        Self(place.beside(NAME).map(|path| File::open(path).expect("the file is there")))
    }
}

/// Hands every whole line of the file of `place` to `take`.
pub(crate) fn each(place: &Place, take: &mut dyn FnMut(Kept)) -> Result<(), Error> {
    let Some(path) = place.beside(NAME).filter(|path| path.exists()) else {
        return Ok(());
    };
    walk(&File::open(path)?, take).map(|_| ())
}

/// The last head of `place`, if there is one.
pub(crate) fn last(place: &Place) -> Result<Option<Head>, Error> {
    let mut last = None;
    each(place, &mut |kept| last = Some(kept.head))?;
    Ok(last)
}

/// The last whole line, and the length of the file up to its end.
fn end(file: &File) -> Result<(Option<Kept>, u64), Error> {
    let mut last = None;
    let whole = walk(file, &mut |kept| last = Some(kept))?;
    Ok((last, whole))
}

/// The line of the last head of a file that ends with a whole line; 0 where there is none. The file
/// itself is asked: another program may have added to it.
fn end_of(file: &mut File) -> Result<Seq, Error> {
    /// More than two lines take.
    const TAIL: u64 = 512;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let tail = String::from_utf8_lossy(&tail);
    let Some(last) = tail.lines().next_back() else { return Ok(Seq(0)) };
    parse(last).map(|kept| kept.head.seq).ok_or(Error::Damaged { column: NAME })
}

fn walk(file: &File, take: &mut dyn FnMut(Kept)) -> Result<u64, Error> {
    let mut reader = BufReader::new(file);
    let (mut line, mut whole) = (String::new(), 0);
    loop {
        line.clear();
        let length = reader.read_line(&mut line)?;
        let Some(text) = line.strip_suffix('\n') else {
            return Ok(whole);
        };
        take(parse(text).ok_or(Error::Damaged { column: NAME })?);
        whole += u64::try_from(length).unwrap_or(0);
    }
}

/// The line of a head.
pub(crate) fn spell(Kept { head, after }: &Kept) -> String {
    let at = head.at.map(|at| at.to_string()).unwrap_or_default();
    let after = after.map_or(String::new(), |after| format!("\t{}", after.0));
    format!("{}\t{}\t{at}{after}\n", head.seq.0, head.hash)
}

fn parse(line: &str) -> Option<Kept> {
    let mut parts = line.split('\t');
    let seq = Seq(parts.next()?.parse().ok()?);
    let hash = Hash::parse(parts.next()?)?;
    let at = Moment::read(parts.next()?, "at").ok()?;
    let after = match parts.next() {
        Some(after) => Some(Seq(after.parse().ok()?)),
        None => None,
    };
    Some(Kept { head: Head { seq, hash, at: Some(at) }, after })
}

/// Makes the name of a file in its folder last a power cut.
pub(crate) fn sync_folder(path: &Path) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        // A bare name stands in the folder where the program runs.
        let here = folder.as_os_str().is_empty();
        fs::File::open(if here { Path::new(".") } else { folder })?.sync_all()?;
    }
    Ok(())
}
