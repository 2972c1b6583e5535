//! Rows read ahead of who takes them, on a thread of their own: unpacking and parsing take as long
//! as understanding does.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::grid::{Broken, Row, Rows};

/// Rows that are handed over at once: enough for a hand-over to cost nothing beside them.
const BATCH: usize = 64;

/// How many batches wait to be taken, at most.
const WAITING: usize = 8;

/// Some rows, and why no more come after them, where none do.
struct Batch {
    rows: Vec<Row>,
    end: Option<Result<(), Broken>>,
}

/// Lets `take` have the rows while the next ones are read. What it leaves is not read on.
pub(crate) fn ahead<T>(rows: Box<dyn Rows + '_>, take: impl FnOnce(&mut dyn Rows) -> T) -> T {
    let (sender, batches) = sync_channel(WAITING);
    let count = rows.count();
    thread::scope(|scope| {
        scope.spawn(move || send(rows, &sender));
        take(&mut Taken { batches, rows: Vec::new().into_iter(), end: None, count })
    })
}

/// Reads to the end, or until nobody takes any more.
fn send(mut rows: Box<dyn Rows + '_>, batches: &SyncSender<Batch>) {
    loop {
        let batch = batch(rows.as_mut());
        let ended = batch.end.is_some();
        if batches.send(batch).is_err() || ended {
            return;
        }
    }
}

fn batch(rows: &mut dyn Rows) -> Batch {
    let mut batch = Batch { rows: Vec::with_capacity(BATCH), end: None };
    while batch.rows.len() < BATCH && batch.end.is_none() {
        match rows.next() {
            Ok(Some(row)) => batch.rows.push(row),
            Ok(None) => batch.end = Some(Ok(())),
            Err(broken) => batch.end = Some(Err(broken)),
        }
    }
    batch
}

/// The rows as they arrive.
struct Taken {
    batches: Receiver<Batch>,
    rows: std::vec::IntoIter<Row>,
    end: Option<Result<(), Broken>>,
    count: Option<u32>,
}

impl Rows for Taken {
    fn count(&self) -> Option<u32> {
        self.count
    }

    fn next(&mut self) -> Result<Option<Row>, Broken> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Some(row));
            }
            if let Some(end) = self.end.take() {
                return end.map(|()| None);
            }
            // A thread that is gone has sent its end before.
            let Ok(Batch { rows, end }) = self.batches.recv() else { return Ok(None) };
            (self.rows, self.end) = (rows.into_iter(), end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many rows, then a break.
    struct Torn(u32);

    impl Rows for Torn {
        fn count(&self) -> Option<u32> {
            None
        }

        fn next(&mut self) -> Result<Option<Row>, Broken> {
            self.0 = self.0.checked_sub(1).ok_or_else(|| Broken::whole("torn", "撕破了"))?;
            Ok(Some(Row { number: self.0, cells: Vec::new() }))
        }
    }

    fn numbers(rows: &mut dyn Rows, most: usize) -> (Vec<u32>, Option<Broken>) {
        let mut numbers = Vec::new();
        while numbers.len() < most {
            match rows.next() {
                Ok(Some(row)) => numbers.push(row.number),
                Ok(None) => break,
                Err(broken) => return (numbers, Some(broken)),
            }
        }
        (numbers, None)
    }

    #[test]
    fn all_rows_come_in_order_before_what_is_broken() {
        let torn = Broken::whole("torn", "撕破了");
        for count in [0, 1, 63, 64, 65, 5_000] {
            let (all, broken) = ahead(Box::new(Torn(count)), |rows| numbers(rows, usize::MAX));
            assert_eq!(all, (0..count).rev().collect::<Vec<u32>>());
            assert_eq!(broken, Some(torn.clone()), "{count}");
        }
    }

    #[test]
    fn what_is_left_is_not_waited_for() {
        let (some, broken) = ahead(Box::new(Torn(1_000_000)), |rows| numbers(rows, 3));
        assert_eq!((some, broken), (vec![999_999, 999_998, 999_997], None));
    }
}
