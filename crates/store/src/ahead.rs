//! Items made ahead of who takes them, on a thread of their own.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::{iter, thread};

/// Items that are handed over at once: enough for a hand-over to cost nothing beside them.
const BATCH: usize = 64;

/// How many batches wait to be taken, at most, where nobody says otherwise.
const WAITING: usize = 8;

/// Lets `take` have the items while the next ones are made. What it leaves is not made.
pub fn ahead<T: Send, R>(
    items: impl Iterator<Item = T> + Send,
    take: impl FnOnce(&mut (dyn Iterator<Item = T> + Send)) -> R,
) -> R {
    far_ahead(WAITING, items, take)
}

/// The same with as many batches waiting as `take` is late in beginning.
pub(crate) fn far_ahead<T: Send, R>(
    waiting: usize,
    mut items: impl Iterator<Item = T> + Send,
    take: impl FnOnce(&mut (dyn Iterator<Item = T> + Send)) -> R,
) -> R {
    let first: Vec<T> = items.by_ref().take(BATCH).collect();
    if first.len() < BATCH {
        // A thread would take longer than what it could do beside this one.
        return take(&mut first.into_iter());
    }
    let (sender, batches) = sync_channel(waiting);
    thread::scope(|scope| {
        scope.spawn(move || send(items, &sender));
        take(&mut iter::once(first).chain(batches).flatten())
    })
}

/// Makes all of them, or as many as somebody takes.
fn send<T>(mut items: impl Iterator<Item = T>, batches: &SyncSender<Vec<T>>) {
    loop {
        let batch: Vec<T> = items.by_ref().take(BATCH).collect();
        if batch.is_empty() || batches.send(batch).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn all_items_come_in_order() {
        for count in [0, 1, 63, 64, 65, 5_000] {
            let all: Vec<u32> = ahead(0..count, |items| items.collect());
            assert_eq!(all, (0..count).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn what_is_left_is_not_made() {
        let made = AtomicUsize::new(0);
        let items = (0..1_000_000).inspect(|_| {
            made.fetch_add(1, Ordering::Relaxed);
        });
        let some: Vec<u32> = ahead(items, |items| items.take(3).collect());
        assert_eq!(some, [0, 1, 2]);
        assert!(made.into_inner() <= BATCH * (WAITING + 2));
    }
}
