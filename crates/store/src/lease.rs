//! One writer at a time: a lock that ends with its process, and a row that says who holds it.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::sync::Arc;

use crate::db::{Cell, Db, Purpose};
use crate::error::Error;
use crate::moment::Moment;
use crate::place::{Engine, Place};

/// The name of the file that is locked beside a SQLite database.
const NAME: &str = "lock";

/// Says who is waited for.
type Told = Arc<dyn Fn(&str) + Send + Sync>;

/// What to do while another program writes.
#[derive(Clone)]
pub enum Patience {
    /// Give up, and say who writes.
    Fail,
    /// Tell who is waited for, once, and wait.
    Wait(Told),
}

impl fmt::Debug for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fail => "Fail",
            Self::Wait(_) => "Wait",
        })
    }
}

/// The right to write, held until it is dropped or its process ends.
///
/// The lock keeps others out; where locks do not work, as on some network drives, the token that
/// is compared in every transaction does.
#[derive(Debug)]
pub(crate) struct Lease {
    /// Locked as long as it is open; on PostgreSQL the connection itself holds the lock.
    _lock: Option<File>,
    token: i64,
}

/// The lock without the row, which a database before its first migration has not.
#[derive(Debug)]
pub(crate) struct Lock(Option<File>);

impl Lock {
    /// Takes the lock, and the connection that will write.
    pub(crate) fn take(place: &Place, patience: &Patience) -> Result<(Self, Db), Error> {
        match &place.engine {
            Engine::Memory(_) => Ok((Self(None), Db::open(place, Purpose::Write)?)),
            // The lock comes first, so that two programs do not make the file at once.
            Engine::File => {
                let lock = file(place, patience)?;
                Ok((Self(lock), Db::open(place, Purpose::Write)?))
            }
            Engine::Server(_) => {
                let mut db = Db::open(place, Purpose::Write)?;
                server(&mut db, patience)?;
                Ok((Self(None), db))
            }
        }
    }

    /// Enters the holder in the row; whoever held it before is out.
    pub(crate) fn enter(self, db: &mut Db, now: Moment) -> Result<Lease, Error> {
        let holder = format!("进程 {}，{} 开始", std::process::id(), now.china());
        let cells = [holder.into(), now.to_string().into()];
        let token = db.first(
            "INSERT INTO lease (id, token, holder, since_at) VALUES (1, 1, $1, $2)
             ON CONFLICT (id) DO UPDATE
             SET token = lease.token + 1, holder = excluded.holder, since_at = excluded.since_at
             RETURNING token",
            &cells,
            |row| row.int("token"),
        )?;
        let token = token.ok_or(Error::Damaged { column: "token" })?;
        Ok(Lease { _lock: self.0, token })
    }
}

impl Lease {
    /// Refuses where another program took over; asked inside each transaction that writes.
    pub(crate) fn check(&self, db: &mut Db) -> Result<(), Error> {
        let token =
            db.first("SELECT token FROM lease WHERE id = 1", &[], |row| row.int("token"))?;
        if token == Some(self.token) { Ok(()) } else { Err(Error::Ousted) }
    }
}

fn file(place: &Place, patience: &Patience) -> Result<Option<File>, Error> {
    let Some(path) = place.beside(NAME) else {
        return Ok(None);
    };
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => return Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let holder = || match Db::open(place, Purpose::Read) {
        Ok(mut db) => holder(&mut db),
        Err(_) => NOBODY.into(),
    };
    match patience {
        Patience::Fail => Err(Error::Leased { holder: holder() }),
        Patience::Wait(tell) => {
            tell(&holder());
            file.lock()?;
            Ok(Some(file))
        }
    }
}

/// One lock for each schema of each database of the server.
const KEY: &str = "hashtextextended(current_database() || '/' || current_schema(), 20261121)";

/// How long a server takes at most to notice that a program has ended which held the lock.
const NOTICED: &str = "2s";

fn server(db: &mut Db, patience: &Patience) -> Result<(), Error> {
    match lock(db, NOTICED) {
        Err(Error::Locked) => {}
        taken => return taken,
    }
    match patience {
        Patience::Fail => Err(Error::Leased { holder: holder(db) }),
        Patience::Wait(tell) => {
            tell(&holder(db));
            // Who writes may do so for hours.
            lock(db, "0")
        }
    }
}

/// Waits for the lock, at most so long; `0` is without end.
fn lock(db: &mut Db, longest: &str) -> Result<(), Error> {
    db.batch(&format!(
        "SET lock_timeout = '{longest}'; SELECT pg_advisory_lock({KEY}); SET lock_timeout = '5s'"
    ))
}

/// What a holder is called that has not said who it is.
const NOBODY: &str = "没有留下名字";

/// Who holds the lease; the question is only asked to say it, so no answer is no fault.
fn holder(db: &mut Db) -> String {
    let none: &[Cell] = &[];
    let known = db.first("SELECT holder FROM lease WHERE id = 1", none, |row| row.text("holder"));
    known.ok().flatten().unwrap_or_else(|| NOBODY.into())
}
