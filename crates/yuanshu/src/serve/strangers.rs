//! Logins that nobody has, counted as those that somebody has, so that a lock tells nothing.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;
use store::{Hash, Moment};
use zone::people::person::login;

/// Logins that are kept in mind; with more, all are forgotten.
const MOST: usize = 10_000;

/// How often each was tried, and until when it is locked.
#[derive(Debug, Default)]
pub struct Strangers(Mutex<HashMap<Hash, Tried>>);

#[derive(Clone, Copy, Debug, Default)]
struct Tried {
    failures: u32,
    until: Option<Moment>,
}

impl Strangers {
    /// Until when a login is locked at the moment `now`.
    pub fn locked(&self, typed: &str, now: Moment) -> Option<Moment> {
        self.held().get(&hash(typed))?.until.filter(|until| *until > now)
    }

    /// Counts a try; where there were `most` of them, the login is locked `long` from `now` on.
    pub fn fail(
        &self,
        typed: &str,
        now: Moment,
        (most, long): (u32, SignedDuration),
    ) -> Option<Moment> {
        let mut held = self.held();
        let known = hash(typed);
        if held.len() >= MOST && !held.contains_key(&known) {
            held.clear();
        }
        let tried = held.entry(known).or_default();
        tried.failures += 1;
        if tried.failures < most {
            return None;
        }
        let until = Moment::new(now.timestamp() + long);
        *tried = Tried { failures: 0, until: Some(until) };
        Some(until)
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Hash, Tried>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of the login as it is kept: somebody's own is typed in many ways.
fn hash(typed: &str) -> Hash {
    Hash::of(login(typed).as_bytes())
}
