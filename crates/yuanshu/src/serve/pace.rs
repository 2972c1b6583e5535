//! How long the other end of a connection is waited for: a while, and longer the more comes of it.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

/// The bytes that are worth a second more: who moves fewer in a second is given up in the end. The
/// slowest line that anybody still has moves more.
const SECOND: u32 = 500;

/// The time that somebody has. It runs while they are waited for; what they move gives some back,
/// so that neither who is silent nor who moves a byte now and then keeps a place for ever.
#[derive(Debug)]
pub(crate) struct Pace {
    patience: Duration,
    left: Duration,
    /// How long they were waited for in all, the wait that is under way apart.
    waited: Duration,
    wait: Option<(Instant, Pin<Box<Sleep>>)>,
}

/// Somebody was waited for, and the time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{waited:?} were waited, and no more came")]
pub(crate) struct Over {
    /// How long in all.
    pub(crate) waited: Duration,
}

impl Over {
    /// What an error comes of, where that is somebody who was waited for too long.
    pub(crate) fn behind(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            // An error of input and output holds another without naming it as its source.
            let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            let over = error.downcast_ref().or_else(|| held?.downcast_ref());
            if let Some(over) = over {
                return Some(*over);
            }
            cause = error.source();
        }
        None
    }
}

impl Pace {
    /// Somebody who may be silent for so long.
    pub(crate) fn new(patience: Duration) -> Self {
        Self { patience, left: patience, waited: Duration::ZERO, wait: None }
    }

    /// Waits on; ready when the time is over.
    pub(crate) fn wait(&mut self, context: &mut Context<'_>) -> Poll<Over> {
        let left = self.left;
        let (since, end) = self.wait.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        let waited = self.waited.saturating_add(since.elapsed());
        end.as_mut().poll(context).map(|()| Over { waited })
    }

    /// So many bytes were moved.
    pub(crate) fn moved(&mut self, bytes: usize) {
        let waited = self.wait.take().map_or(Duration::ZERO, |(since, _)| since.elapsed());
        self.after(waited, bytes);
    }

    fn after(&mut self, waited: Duration, bytes: usize) {
        let earned = Duration::from_secs(u64::try_from(bytes).unwrap_or(u64::MAX)) / SECOND;
        let left = self.left.saturating_sub(waited).saturating_add(earned);
        self.left = left.min(self.patience);
        self.waited = self.waited.saturating_add(waited);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    /// What is left, and what was waited, after waits of so many seconds for so many bytes.
    fn after(waits: &[(u64, usize)]) -> (Duration, Duration) {
        let mut pace = Pace::new(seconds(20));
        for (waited, bytes) in waits {
            pace.after(seconds(*waited), *bytes);
        }
        (pace.left, pace.waited)
    }

    #[test]
    fn who_moves_a_byte_now_and_then_runs_out_of_time() {
        // A byte is worth 2 ms.
        assert_eq!(after(&[(15, 1)]), (Duration::from_millis(5002), seconds(15)));
        assert_eq!(after(&[(15, 1), (5, 1)]), (Duration::from_millis(4), seconds(20)));
        assert_eq!(after(&[(15, 1), (5, 0), (1, 0)]), (Duration::ZERO, seconds(21)));
    }

    #[test]
    fn who_moves_enough_has_all_the_time_again_and_no_more() {
        assert_eq!(after(&[(19, 9_500)]), (seconds(20), seconds(19)));
        assert_eq!(after(&[(19, 9_000)]), (seconds(19), seconds(19)));
        assert_eq!(after(&[(19, 64 * 1024), (19, 0)]), (seconds(1), seconds(38)));
    }

    #[tokio::test]
    async fn a_wait_ends_when_the_time_is_over() {
        let mut pace = Pace::new(Duration::ZERO);
        let over = std::future::poll_fn(|context| pace.wait(context)).await;
        assert!(over.waited < seconds(20), "{over}");
    }
}
