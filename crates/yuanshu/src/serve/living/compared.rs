//! Whose answer is another than it was, kept for who goes through the list page by page.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use store::{Hash, View};
use zone::Seq;
use zone::policy::{Question, Shift, pairs};

use super::Living;

/// An enterprise whose answer changed: its rows then and now, and in what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its row then.
    pub old: usize,
    /// Its row now.
    pub new: usize,
    /// What changed.
    pub shift: Shift,
}

/// With what it was compared, and by which policy.
type Key = (View, Seq, Hash, String);

/// So many comparisons are kept.
const MOST: usize = 4;

/// The last comparisons, the newest first.
#[derive(Debug, Default)]
pub(super) struct Compared(Mutex<Vec<(Key, Arc<Vec<Turn>>)>>);

impl Compared {
    pub(super) fn of(&self, was: &Living, is: &Living, policy: &str) -> Option<Arc<Vec<Turn>>> {
        let snapshot = &is.snapshot;
        let key = (snapshot.view(), snapshot.seq(), is.content.hash, policy.to_owned());
        // Whoever asks meanwhile waits for the one who compares.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.iter().position(|(known, _)| *known == key) {
            let found = kept.remove(at);
            kept.insert(0, found);
        } else {
            let turned = Arc::new(turned(was, is, policy)?);
            kept.insert(0, (key, turned));
            kept.truncate(MOST);
        }
        kept.first().map(|(_, turned)| Arc::clone(turned))
    }
}

/// Whose answer changed, in the order of the later rows.
fn turned(was: &Living, is: &Living, policy: &str) -> Option<Vec<Turn>> {
    let (before, after) = (asked(was, policy)?, asked(is, policy)?);
    let (then, now) = (before.asked.first()?, after.asked.first()?);
    let both = pairs((was, before.table.rows), (is, after.table.rows));
    let turned = both.into_par_iter().filter_map(|(old, new)| {
        let (old, new) = (old?, new?);
        let shift = before.said(then, old).shift(&after.said(now, new))?;
        Some(Turn { old, new, shift })
    });
    Some(turned.collect())
}

fn asked<'a>(living: &'a Living, policy: &str) -> Option<Question<'a>> {
    let policy = living.policy(policy)?;
    let shelf = &living.content.content.shelf;
    Some(Question::new(shelf, living, living.snapshot.table(), vec![policy]))
}
