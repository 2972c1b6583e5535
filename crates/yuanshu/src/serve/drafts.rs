//! Files that were sent and not yet brought in: looked at, and waiting for a word.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use store::{Hash, Moment};

use crate::import::{Looked, Saying};

/// Drafts at most; more must wait until some are brought in or thrown away.
const MOST: usize = 40;
/// A draft that nobody touches for so long is thrown away.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// All drafts, by number.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    held: Mutex<BTreeMap<u32, Draft>>,
    /// One file is looked at at a time.
    turn: Mutex<()>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its number.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// The hash of them.
    pub hash: Hash,
    /// Where it lies.
    pub path: PathBuf,
    /// Who sent it; nobody else sees it.
    pub by: String,
    /// When it was last touched.
    pub at: Moment,
    /// What was said of it.
    pub said: Saying,
    /// How far it is.
    pub state: State,
}

/// How far a draft is.
#[derive(Clone, Debug)]
pub enum State {
    /// It is being read.
    Reading {
        /// Which sheet.
        sheet: String,
        /// How many of its rows.
        rows: u32,
    },
    /// It was looked at.
    Looked(Arc<Looked>),
    /// It cannot be looked at, for a reason.
    Failed(String),
    /// It is being brought in.
    Accepting,
}

impl State {
    /// As it is told.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Reading { .. } => "reading",
            Self::Looked(_) => "looked",
            Self::Failed(_) => "failed",
            Self::Accepting => "accepting",
        }
    }
}

/// There are too many drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Drafts {
    /// Those of a folder; what an earlier run left there is thrown away.
    pub fn open(folder: PathBuf) -> std::io::Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, held: Mutex::default(), turn: Mutex::default() })
    }

    /// Where a file that is being sent is written to.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// Takes a file in; drafts that nobody touches any more make room.
    pub fn add(&self, mut draft: Draft) -> Result<u32, TooMany> {
        let mut held = self.lock();
        let old = |draft: &Draft, now: Moment| draft.at.timestamp() + LIFE < now.timestamp();
        let gone: Vec<u32> =
            held.values().filter(|one| old(one, draft.at)).map(|one| one.id).collect();
        for id in gone {
            held.remove(&id).iter().for_each(forget);
        }
        if held.len() >= MOST {
            return Err(TooMany);
        }
        draft.id = held.last_key_value().map_or(0, |(last, _)| *last).saturating_add(1);
        let id = draft.id;
        held.insert(id, draft);
        Ok(id)
    }

    /// A draft of somebody.
    pub fn of(&self, id: u32, by: &str) -> Option<Draft> {
        self.lock().get(&id).filter(|draft| draft.by == by).cloned()
    }

    /// Everything that somebody sent, the last first.
    pub fn all(&self, by: &str) -> Vec<Draft> {
        self.lock().values().rev().filter(|draft| draft.by == by).cloned().collect()
    }

    /// Changes a draft, if it is still there.
    pub fn change(&self, id: u32, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.lock().get_mut(&id) {
            change(draft);
        }
    }

    /// Takes what was looked at to bring it in; none where it is not so far.
    pub fn begin(&self, id: u32, by: &str) -> Option<Arc<Looked>> {
        let mut held = self.lock();
        let draft = held.get_mut(&id).filter(|draft| draft.by == by)?;
        match std::mem::replace(&mut draft.state, State::Accepting) {
            State::Looked(looked) => Some(looked),
            other => {
                draft.state = other;
                None
            }
        }
    }

    /// How many there are in each state.
    pub fn counts(&self) -> [(&'static str, usize); 4] {
        let held = self.lock();
        ["reading", "looked", "failed", "accepting"]
            .map(|state| (state, held.values().filter(|draft| draft.state.word() == state).count()))
    }

    /// Throws a draft away.
    pub fn drop(&self, id: u32) {
        self.lock().remove(&id).iter().for_each(forget);
    }

    /// Waits until no other file is being looked at.
    pub fn turn(&self) -> std::sync::MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u32, Draft>> {
        // The list is whole between any two of its statements.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(draft: &Draft) {
    // A file that is gone already is as it should be.
    let _gone = std::fs::remove_file(&draft.path).is_ok();
}
