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
        let idle = self.borrow();
        let db = idle.map_or_else(|| Db::open(&self.place, Purpose::Read), Ok);
        let (answer, db) = match db {
            Ok(mut db) => {
                let answer = one_state(&mut db, ask);
                // A connection that failed may be dead; the next reader opens another.
                let sound = answer.is_ok();
                (answer, sound.then_some(db))
            }
            Err(error) => (Err(error), None),
        };
        let mut pool = self.lock();
        pool.lent -= 1;
        pool.idle.extend(db);
        self.returned.notify_one();
        answer
    }

    /// How many connections are lent out, and how many wait.
    pub(crate) fn count(&self) -> (usize, usize) {
        let pool = self.lock();
        (pool.lent, pool.idle.len())
    }

    fn borrow(&self) -> Option<Db> {
        let full = |pool: &mut Pool| pool.lent >= MOST;
        let waited = self.returned.wait_while(self.lock(), full);
        let mut pool = waited.unwrap_or_else(PoisonError::into_inner);
        pool.lent += 1;
        pool.idle.pop()
    }

    fn lock(&self) -> MutexGuard<'_, Pool> {
        // The pool is whole between any two of its statements.
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn one_state<T>(db: &mut Db, ask: impl FnOnce(&mut Db) -> Result<T, Error>) -> Result<T, Error> {
    db.begin_reading()?;
    let answer = ask(db)?;
    db.commit()?;
    Ok(answer)
}
