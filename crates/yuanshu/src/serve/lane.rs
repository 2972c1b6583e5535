//! Lanes for what is soon told: few threads answer it, and whoever comes after them waits without one.

use std::sync::Arc;
use std::thread::available_parallelism;

use base::Day;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::App;
use crate::http::Refusal;

/// Out of what a question is answered. One lane does not wait for another: what is in memory is told
/// while the database is away, and nothing waits for what is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Soon, out of everyone's facts in memory.
    Memory,
    /// Soon, out of the store too.
    Store,
    /// It takes as long as it takes.
    Long,
}

/// Who may be under way in each lane.
#[derive(Debug)]
pub(super) struct Lanes {
    memory: Arc<Semaphore>,
    store: Arc<Semaphore>,
}

/// Short questions under way for each processor, in each lane. Every thread keeps a heap of its own:
/// more of them hold more memory, and tell nothing sooner.
const EACH: usize = 4;

impl Lane {
    /// The same as of some day: any but today, and any earlier state of knowledge, may have to be
    /// read cold.
    pub(crate) fn as_of(self, app: &App, (on, known): (Option<Day>, Option<&str>)) -> Self {
        let past = known.is_some() || on.is_some_and(|on| on != app.today());
        if past { Self::Long } else { self }
    }
}

impl Lanes {
    pub(super) fn new() -> Self {
        Self::of(available_parallelism().map_or(1, usize::from).saturating_mul(EACH))
    }

    fn of(most: usize) -> Self {
        let lane = || Arc::new(Semaphore::new(most));
        Self { memory: lane(), store: lane() }
    }

    /// Waits for a turn; what is long goes without one.
    async fn turn(&self, lane: Lane) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let lane = match lane {
            Lane::Memory => &self.memory,
            Lane::Store => &self.store,
            Lane::Long => return Ok(None),
        };
        lane.clone().acquire_owned().await.map(Some).map_err(|_| Refusal::broken())
    }
}

impl App {
    /// Answers a question on a thread of its lane.
    pub(crate) async fn soon<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = self.0.lanes.turn(lane).await?;
        self.aside(move |app| {
            // Whoever asked may be gone: the turn is over when the work is.
            let _turn = turn;
            work(app)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether somebody has to wait.
    async fn waits(lanes: &Lanes, lane: Lane) -> bool {
        tokio::select! {
            biased;
            turn = lanes.turn(lane) => turn.is_err(),
            () = std::future::ready(()) => true,
        }
    }

    #[tokio::test]
    async fn who_finds_no_turn_waits_and_holds_up_no_other_lane() {
        let lanes = Lanes::of(2);
        let first = lanes.turn(Lane::Memory).await.unwrap();
        let second = lanes.turn(Lane::Memory).await.unwrap();
        let waiting = [
            waits(&lanes, Lane::Memory).await,
            waits(&lanes, Lane::Store).await,
            waits(&lanes, Lane::Long).await,
        ];
        assert_eq!(waiting, [true, false, false]);
        drop((first, second));
        assert!(!waits(&lanes, Lane::Memory).await);
    }
}
