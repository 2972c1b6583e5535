//! A few connections that read, lent out one at a time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::db::{Db, Purpose};
use crate::error::Error;
use crate::place::Place;

/// Connections at most; who comes after them waits.
const MOST: usize = 4;

/// The connections that nobody uses.
#[derive(Debug)]
pub(crate) struct Readers {
    place: Place,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Db>,
    lent: usize,
}

impl Readers {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, pool: Mutex::default(), returned: Condvar::new() }
    }

    /// What `ask` finds in one state of the database.
    pub(crate) fn read<T>(
        &self,
        ask: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (mut lent, idle) = self.borrow();
        let mut db = idle.map_or_else(|| Db::open(&self.place, Purpose::Read), Ok)?;
        let answer = one_state(&mut db, ask);
        // A connection that failed may be dead; the next reader opens another.
        lent.sound = answer.is_ok().then_some(db);
        answer
    }

    /// How many connections are lent out, and how many wait.
    pub(crate) fn count(&self) -> (usize, usize) {
        let pool = self.lock();
        (pool.lent, pool.idle.len())
    }

    fn borrow(&self) -> (Lent<'_>, Option<Db>) {
        let full = |pool: &mut Pool| pool.lent >= MOST;
        let waited = self.returned.wait_while(self.lock(), full);
        let mut pool = waited.unwrap_or_else(PoisonError::into_inner);
        pool.lent += 1;
        (Lent { readers: self, sound: None }, pool.idle.pop())
    }

    fn lock(&self) -> MutexGuard<'_, Pool> {
        // The pool is whole between any two of its statements.
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among those that are lent out: it is given back however the reading ends.
struct Lent<'r> {
    readers: &'r Readers,
    /// The connection, where it may be lent out again.
    sound: Option<Db>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.lock();
        pool.lent -= 1;
        pool.idle.extend(self.sound.take());
        drop(pool);
        self.readers.returned.notify_one();
    }
}

fn one_state<T>(db: &mut Db, ask: impl FnOnce(&mut Db) -> Result<T, Error>) -> Result<T, Error> {
    db.begin_reading()?;
    let answer = ask(db)?;
    db.commit()?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::tests::Bed;

    #[test]
    fn who_panics_while_they_read_gives_their_place_back() {
        let bed = Bed::sqlite();
        let _store = bed.found();
        let readers = Readers::new(bed.place.clone());
        for _ in 0..=MOST {
            let ask = |_: &mut Db| -> Result<(), Error> { panic!("a reader that panics") };
            let ended = catch_unwind(AssertUnwindSafe(|| readers.read(ask)));
            assert!(ended.is_err());
        }
        assert_eq!(readers.count(), (0, 0));
        assert_eq!(readers.read(|_| Ok(7)).unwrap(), 7);
        assert_eq!(readers.count(), (0, 1));
    }
}
