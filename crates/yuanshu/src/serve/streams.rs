//! Streams of what changes: so many of one who asks, and none once the server is to end.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio_stream::{Stream, StreamExt};

/// Streams that one session or key has open at once: more than a browser opens to one server.
const MOST: usize = 8;

/// The streams that are open.
#[derive(Debug)]
pub struct Streams {
    open: Arc<Mutex<HashMap<String, usize>>>,
    ended: watch::Sender<bool>,
}

impl Default for Streams {
    fn default() -> Self {
        Self { open: Arc::default(), ended: watch::Sender::new(false) }
    }
}

impl Streams {
    /// A place for one more of somebody, for as long as it lives; none where they have enough.
    pub fn open(&self, who: String) -> Option<Open> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(who.clone()).or_default();
        if *count == MOST {
            return None;
        }
        *count += 1;
        Some(Open { who, among: self.open.clone() })
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// Ends all that are open: an end that waits for what is under way would wait for them.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// What is told until the end, which may come while nothing is.
    pub fn until_end<T, S: Stream<Item = T>>(&self, told: S) -> impl Stream<Item = T> + use<T, S> {
        let ended = tokio_stream::wrappers::WatchStream::new(self.ended.subscribe());
        let told = told.map(Some).merge(ended.filter_map(|ended| ended.then_some(None)));
        told.take_while(Option::is_some).filter_map(|told| told)
    }
}

/// A stream that somebody has open.
#[derive(Debug)]
pub struct Open {
    who: String,
    among: Arc<Mutex<HashMap<String, usize>>>,
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = self.among.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.who);
            }
        }
    }
}
