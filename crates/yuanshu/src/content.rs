//! Packs from folders: their files within bounds, and everything that is wrong with them.

mod folder;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use pack::{File, FileFault, Shelf};
use rule::fault::Fault;
use rule::picture::{Palette, picture};

pub use folder::NoFolder;

use crate::read::Dictionary;
use crate::say::Both;

/// What the folders of packs hold.
#[derive(Debug)]
pub struct Content {
    /// What could be read.
    pub shelf: Shelf,
    /// The files, by path.
    pub files: Vec<File>,
    /// What is wrong with them, in the order of files and places: files that cannot be read,
    /// faults of writing, cases that do not come out.
    pub faults: Vec<FileFault>,
    /// Made when it is first asked for.
    words: OnceLock<Dictionary>,
}

impl Content {
    /// What reading sheets, and doubting figures, knows of the facts.
    pub fn dictionary(&self) -> &Dictionary {
        self.words.get_or_init(|| Dictionary::of(&self.shelf))
    }

    /// Reads and checks all shelves below the folders together.
    ///
    /// # Errors
    /// [`NoFolder`] where there is nothing to read.
    pub fn read(folders: &[PathBuf]) -> Result<Self, NoFolder> {
        let (files, mut faults) = folder::files(folders)?;
        let (shelf, found) = pack::read(&files);
        faults.extend(found);
        faults.extend(pack::check(&shelf));
        faults.sort_by(|one, other| {
            (&one.path, one.fault.span).cmp(&(&other.path, other.fault.span))
        });
        faults.dedup();
        Ok(Self { shelf, files, faults, words: OnceLock::new() })
    }

    /// Writes one fault a line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn list(&self, out: &mut dyn Write) -> io::Result<()> {
        let texts = self.texts();
        for fault in &self.faults {
            let text = texts.get(fault.path.as_str()).copied().unwrap_or_default();
            writeln!(out, "{}", fault.line(text))?;
        }
        Ok(())
    }

    /// One fault a line, in the reader's language.
    pub fn told(&self) -> Both {
        let texts = self.texts();
        let of = |path: &str| texts.get(path).copied().unwrap_or_default();
        let lines: Vec<Both> =
            self.faults.iter().map(|fault| fault.lines(of(&fault.path)).into()).collect();
        Both::told(|tongue| {
            let lines: Vec<&str> = lines.iter().map(|line| line.of(tongue)).collect();
            lines.join("\n")
        })
    }

    /// Draws every fault under its text, with advice in Chinese and English.
    ///
    /// # Errors
    /// Those of writing.
    pub fn draw(&self, out: &mut dyn Write, palette: Palette) -> io::Result<()> {
        let texts = self.texts();
        let mut by_file: BTreeMap<&str, Vec<Fault>> = BTreeMap::new();
        for fault in &self.faults {
            by_file.entry(&fault.path).or_default().push(fault.fault.clone());
        }
        for (path, faults) in by_file {
            let text = texts.get(path).copied().unwrap_or_default();
            out.write_all(picture(path, text, &faults, palette).as_bytes())?;
        }
        Ok(())
    }

    fn texts(&self) -> BTreeMap<&str, &str> {
        self.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect()
    }
}
