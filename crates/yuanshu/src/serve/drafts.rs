//! Files that were sent and not yet brought in: looked at, and waiting for a word.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use store::{Hash, Moment};

use crate::import::{Looked, Saying};
use crate::say::Both;

/// Drafts of all together: the disk has to hold them.
const MOST: usize = 80;
/// A draft that nobody touches for so long is thrown away.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// All drafts, by number.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    held: Mutex<Held>,
    /// One file is looked at at a time.
    turn: Mutex<()>,
}

#[derive(Debug, Default)]
struct Held {
    /// The last number that was given: none is given twice.
    last: u32,
    drafts: BTreeMap<u32, Draft>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its number.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Its bytes, as far as they are here.
    pub bytes: u64,
    /// The hash of them.
    pub hash: Hash,
    /// Where it lies: under its own name, in a folder of its own.
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
    /// It is being received: so many of its bytes are here.
    Arriving {
        /// How many it was said to have, where that was said.
        of: Option<u64>,
    },
    /// It is being read.
    Reading {
        /// Which sheet.
        sheet: String,
        /// How many of its rows.
        rows: u32,
        /// How many there are, where the sheet says so.
        of: Option<u32>,
    },
    /// It was looked at.
    Looked(Arc<Looked>),
    /// It cannot be looked at, for a reason.
    Failed(Both),
    /// It is being brought in.
    Accepting,
}

impl State {
    /// As it is told.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Arriving { .. } => "arriving",
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

/// Why something cannot be done with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// There is none.
    Gone,
    /// It is not so far, or something else is done with it.
    Busy,
}

impl Drafts {
    /// Drafts of one person at most; more must wait until some are brought in or thrown away.
    pub const OWN: usize = 8;

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

    /// Takes a place for a file that somebody is about to send; drafts that nobody touches any more
    /// make room.
    pub fn reserve(&self, mut draft: Draft) -> Result<u32, TooMany> {
        let mut held = self.lock();
        let old = |one: &&Draft| one.at.timestamp() + LIFE < draft.at.timestamp();
        let gone: Vec<u32> = held.drafts.values().filter(old).map(|one| one.id).collect();
        for id in gone {
            held.drafts.remove(&id).iter().for_each(forget);
        }
        let own = held.drafts.values().filter(|one| one.by == draft.by).count();
        if own >= Self::OWN || held.drafts.len() >= MOST {
            return Err(TooMany);
        }
        held.last = held.last.saturating_add(1);
        draft.id = held.last;
        held.drafts.insert(draft.id, draft);
        Ok(held.last)
    }

    /// A draft of somebody.
    pub fn of(&self, id: u32, by: &str) -> Option<Draft> {
        self.lock().drafts.get(&id).filter(|draft| draft.by == by).cloned()
    }

    /// Everything that somebody sent, the last first.
    pub fn all(&self, by: &str) -> Vec<Draft> {
        self.lock().drafts.values().rev().filter(|draft| draft.by == by).cloned().collect()
    }

    /// Changes a draft, if it is still there.
    pub fn change(&self, id: u32, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.lock().drafts.get_mut(&id) {
            change(draft);
        }
    }

    /// Has a draft read anew, as something else is said of it.
    pub fn again(
        &self,
        (id, by): (u32, &str),
        at: Moment,
        say: impl FnOnce(&mut Saying),
    ) -> Result<Draft, Unready> {
        let mut held = self.lock();
        let draft = held.drafts.get_mut(&id).filter(|draft| draft.by == by);
        let draft = draft.ok_or(Unready::Gone)?;
        if draft.is_under_way() {
            return Err(Unready::Busy);
        }
        say(&mut draft.said);
        (draft.at, draft.state) = (at, State::Reading { sheet: String::new(), rows: 0, of: None });
        Ok(draft.clone())
    }

    /// Takes what was looked at to bring it in.
    pub fn begin(&self, id: u32, by: &str) -> Result<Arc<Looked>, Unready> {
        let mut held = self.lock();
        let draft = held.drafts.get_mut(&id).filter(|draft| draft.by == by);
        let draft = draft.ok_or(Unready::Gone)?;
        match std::mem::replace(&mut draft.state, State::Accepting) {
            State::Looked(looked) => Ok(looked),
            other => {
                draft.state = other;
                Err(Unready::Busy)
            }
        }
    }

    /// Throws a draft of somebody away, unless it is being received or brought in.
    pub fn throw(&self, id: u32, by: &str) -> Result<(), Unready> {
        let mut held = self.lock();
        let draft = held.drafts.get(&id).filter(|draft| draft.by == by);
        let state = &draft.ok_or(Unready::Gone)?.state;
        if matches!(state, State::Arriving { .. } | State::Accepting) {
            return Err(Unready::Busy);
        }
        held.drafts.remove(&id).iter().for_each(forget);
        Ok(())
    }

    /// How many there are in each state.
    pub fn counts(&self) -> [(&'static str, usize); 5] {
        let held = self.lock();
        let of = |state: &str| held.drafts.values().filter(|one| one.state.word() == state).count();
        ["arriving", "reading", "looked", "failed", "accepting"].map(|state| (state, of(state)))
    }

    /// Forgets a draft that was brought in, or did not arrive.
    pub fn drop(&self, id: u32) {
        self.lock().drafts.remove(&id).iter().for_each(forget);
    }

    /// Waits until no other file is being looked at.
    pub fn turn(&self) -> std::sync::MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Held> {
        // The list is whole between any two of its statements.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Draft {
    /// Whether something is done with it that must end first.
    fn is_under_way(&self) -> bool {
        match self.state {
            State::Arriving { .. } | State::Reading { .. } | State::Accepting => true,
            State::Looked(_) | State::Failed(_) => false,
        }
    }
}

fn forget(draft: &Draft) {
    // What is gone already is as it should be.
    let _gone = draft.path.parent().is_some_and(|folder| std::fs::remove_dir_all(folder).is_ok());
}
