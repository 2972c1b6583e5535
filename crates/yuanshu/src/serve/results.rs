//! Workbooks that were made for somebody, until they are fetched or grow old.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use store::Moment;

/// Workbooks at most; the oldest make room.
const MOST: usize = 100;
/// A workbook that nobody fetches for so long is gone.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

/// Workbooks that were made.
#[derive(Debug)]
pub struct Results {
    folder: PathBuf,
    held: Mutex<BTreeMap<u32, Made>>,
}

/// A workbook that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it is to be called.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// For whom; nobody else gets it.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Results {
    /// Those of a folder; what an earlier run left there is thrown away.
    pub fn open(folder: PathBuf) -> std::io::Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, held: Mutex::default() })
    }

    /// Where they are written to.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// Keeps one; returns its number.
    pub fn add(&self, made: Made) -> u32 {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let last = held.last_key_value().map_or(0, |(last, _)| *last);
        let old = |one: &Made| one.at.timestamp() + LIFE < made.at.timestamp();
        let mut gone: Vec<u32> =
            held.iter().filter(|(_, one)| old(one)).map(|(id, _)| *id).collect();
        if held.len() >= MOST {
            gone.extend(held.keys().next());
        }
        for made in gone.iter().filter_map(|id| held.remove(id)) {
            // A file that is gone already is as it should be.
            let _gone = std::fs::remove_file(made.path).is_ok();
        }
        let id = last.saturating_add(1);
        held.insert(id, made);
        id
    }

    /// One that was made for somebody.
    pub fn of(&self, id: u32, by: &str) -> Option<Made> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&id).filter(|made| made.by == by).cloned()
    }
}
