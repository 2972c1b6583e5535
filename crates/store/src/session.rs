//! A writer's connection: the lease, the end of the journal, and transactions on them.

use std::fs;

use crate::ahead::ahead;
use crate::db::{Cell, Db};
use crate::error::Error;
use crate::hash::{Hash, Sum};
use crate::heads::Heads;
use crate::journal::{Deed, Head, Line};
use crate::lease::{Lease, Lock, Patience};
use crate::migrate::{MIGRATIONS, Migration};
use crate::moment::{Clock, Moment};
use crate::place::{Engine, Place, guard};
use crate::table::{TABLES, Table};
use crate::{heads, meta, migrate};
use zone::Seq;

/// A register, as a program asks for it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Where it is.
    pub place: Place,
    /// Whose it is.
    pub zone: String,
    /// Tells the time of what is written.
    pub clock: Clock,
    /// What to do while another program writes.
    pub patience: Patience,
}

/// The only connection that writes.
#[derive(Debug)]
pub(crate) struct Session {
    db: Db,
    lease: Lease,
    heads: Heads,
    head: Head,
    /// The head that stands in the second place.
    noted: Head,
    /// The next id of each table.
    next: Vec<i64>,
    place: Place,
    /// Which file the database is in.
    mark: Option<(u64, u64)>,
    /// Whether something was written beside the journal since the last commit.
    beside: bool,
    /// Why the transaction is lost, though not all commands of it are told yet.
    lost: Option<Error>,
}

/// What one command writes: one line of the journal, and the rows that it brings.
#[derive(Debug)]
pub(crate) struct Tx<'a> {
    pub(crate) db: &'a mut Db,
    /// The line that the rows come with.
    pub(crate) seq: Seq,
    /// What the line will say.
    pub(crate) deed: Deed,
    next: &'a mut [i64],
    sums: Vec<Sum>,
}

impl Session {
    /// Takes the lease of a register that is there.
    pub(crate) fn open(opening: &Opening) -> Result<Self, Error> {
        let (lock, mut db) = Lock::take(&opening.place, &opening.patience)?;
        meta::check(&mut db, &opening.zone)?;
        Self::start(opening, lock, db)
    }

    /// Makes a register where there is none, with its first line.
    pub(crate) fn found(opening: &Opening, deed: Deed) -> Result<Self, Error> {
        if let Some(folder) = &opening.place.folder {
            fs::create_dir_all(folder)?;
        }
        let (lock, mut db) = Lock::take(&opening.place, &opening.patience)?;
        if migrate::found(&mut db, MIGRATIONS)? > 0 {
            return Err(Error::Taken);
        }
        // Where heads outlived a lost database, a backup is what is wanted.
        if let Some(last) = heads::last(&opening.place)? {
            return Err(Error::Cut { journal: Seq(0), head: last.seq });
        }
        if opening.place.engine == Engine::File {
            guard(&opening.place.file())?;
        }
        db.begin()?;
        migrate::migrate(&mut db, MIGRATIONS, 0, opening.clock.tell())?;
        meta::enter(&mut db, &opening.zone)?;
        let now = opening.clock.tell();
        let line = Line::after(&Head::START, now, deed, Sum::digest(std::iter::empty()));
        line.insert(&mut db)?;
        db.commit()?;
        Self::start(opening, lock, db)
    }

    /// Brings a register to the version of `migrations`; `deed` is what the journal says of it.
    pub(crate) fn migrate(
        opening: &Opening,
        migrations: &[Migration],
        deed: Deed,
    ) -> Result<Self, Error> {
        let (lock, mut db) = Lock::take(&opening.place, &opening.patience)?;
        let from = migrate::found(&mut db, migrations)?;
        if from == 0 {
            return Err(Error::Absent);
        }
        if from < migrate::version(migrations) {
            db.begin()?;
            let now = opening.clock.tell();
            let made = migrate::migrate(&mut db, migrations, from, now).and_then(|()| {
                let head = Head::of(&mut db)?;
                Line::after(&head, now, deed, Sum::digest(std::iter::empty())).insert(&mut db)
            });
            if let Err(error) = made {
                db.rollback()?;
                return Err(error);
            }
            db.commit()?;
        }
        Self::start(opening, lock, db)
    }

    fn start(opening: &Opening, lock: Lock, mut db: Db) -> Result<Self, Error> {
        let head = Head::of(&mut db)?;
        let heads = Heads::open(&opening.place, &head)?;
        let lease = lock.enter(&mut db, opening.clock.tell())?;
        let next = next(&mut db)?;
        let place = opening.place.clone();
        let mark = mark(&place)?;
        Ok(Self {
            db,
            lease,
            heads,
            head,
            noted: head,
            next,
            place,
            mark,
            beside: false,
            lost: None,
        })
    }

    /// Begins a transaction for several commands.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        // SQLite would go on writing into a file that nobody can find any more.
        if self.mark != mark(&self.place)? {
            return Err(Error::Gone("数据库文件被移走或换掉了".into()));
        }
        self.db.begin()?;
        self.lease.check(&mut self.db)
    }

    /// Runs one command inside the transaction; where it fails, nothing of it stays.
    pub(crate) fn run<T>(
        &mut self,
        now: Moment,
        deed: Deed,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.aside(|session| session.write(now, deed, command))
    }

    /// Runs one command beside the journal inside the transaction; where it fails, nothing of it
    /// stays.
    pub(crate) fn note<T>(
        &mut self,
        command: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.aside(|session| {
            let value = command(&mut session.db)?;
            session.beside = true;
            Ok(value)
        })
    }

    fn aside<T>(
        &mut self,
        command: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(lost) = &self.lost {
            return Err(lost.shared());
        }
        self.db.batch("SAVEPOINT command")?;
        let (head, next) = (self.head, self.next.clone());
        let done = command(self).and_then(|value| {
            self.db.batch("RELEASE SAVEPOINT command")?;
            Ok(value)
        });
        if let Err(error) = &done {
            self.head = head;
            self.next = next;
            // A full disk may have ended the whole transaction, and a lost connection has.
            let back = self.db.batch("ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command");
            self.lost = back.is_err().then(|| error.shared());
        }
        done
    }

    fn write<T>(
        &mut self,
        now: Moment,
        deed: Deed,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let seq = Seq(self.head.seq.0.saturating_add(1));
        let sums = TABLES.iter().map(|_| Sum::default()).collect();
        let mut tx = Tx { db: &mut self.db, seq, deed, next: &mut self.next, sums };
        let value = command(&mut tx)?;
        let Tx { deed, sums, .. } = tx;
        let digest = Sum::digest(TABLES.iter().map(|table| table.name).zip(&sums));
        let line = Line::after(&self.head, now, deed, digest);
        self.head = line.insert(&mut self.db)?;
        Ok(value)
    }

    /// Makes the transaction last, and its head in the second place.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        if let Some(lost) = self.lost.take() {
            return Err(lost);
        }
        let beside = std::mem::take(&mut self.beside);
        if self.head == self.noted {
            return if beside { self.db.commit() } else { self.db.rollback() };
        }
        self.db.commit()?;
        self.noted = self.head;
        self.heads.add(&self.head).map_err(|error| Error::Unheaded(error.into()))
    }
}

impl Session {
    /// The connection, for what is written beside the journal.
    pub(crate) fn db(&mut self) -> &mut Db {
        &mut self.db
    }
}

#[cfg(test)]
impl Session {
    /// Makes the second place one that cannot be written to.
    pub(crate) fn lose_heads(&mut self) {
        self.heads = Heads::unwritable(&self.place);
    }
}

impl Line {
    /// The line that follows `head`.
    fn after(head: &Head, now: Moment, deed: Deed, digest: Hash) -> Self {
        let (at, said_at) = head.moment(now);
        let seq = Seq(head.seq.0.saturating_add(1));
        let mut line = Self { seq, at, said_at, deed, digest, hash: Hash::ZERO };
        line.hash = line.chained(head.hash);
        line
    }
}

impl Tx<'_> {
    /// Adds a row to a table; `cells` are those after its id and seq. Returns the id.
    pub(crate) fn put(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<i64, Error> {
        let (first, _) = self.put_all(table, &mut std::iter::once(Ok(cells)))?;
        Ok(first)
    }

    /// Adds rows that come one after another. Returns the first id, and how many there were.
    pub(crate) fn put_all(
        &mut self,
        table: &'static Table,
        rows: &mut dyn Iterator<Item = Result<Vec<Cell>, Error>>,
    ) -> Result<(i64, u64), Error> {
        let (first, db, mut rows) = self.numbered(table, rows)?;
        Ok((first, db.load(table, &mut rows)?))
    }

    /// The same of many rows: the next ones are numbered and weighed while some are written.
    pub(crate) fn put_many(
        &mut self,
        table: &'static Table,
        rows: impl Iterator<Item = Result<Vec<Cell>, Error>> + Send,
    ) -> Result<(i64, u64), Error> {
        let (first, db, rows) = self.numbered(table, rows)?;
        Ok((first, ahead(rows, |rows| db.load(table, rows))?))
    }

    /// The rows with id and seq as they are taken into the line's digest, the first id, and where
    /// they go.
    fn numbered<R: Iterator<Item = Result<Vec<Cell>, Error>>>(
        &mut self,
        table: &'static Table,
        rows: R,
    ) -> Result<(i64, &mut Db, Numbered<'_, R>), Error> {
        let at = TABLES.iter().position(|known| *known == table);
        let slot = at.and_then(|at| Some((self.next.get_mut(at)?, self.sums.get_mut(at)?)));
        let (next, sum) = slot.ok_or(Error::Damaged { column: table.name })?;
        let (first, seq) = (*next, Cell::from(self.seq.0));
        Ok((first, self.db, Numbered { rows, seq, next, sum, bytes: Vec::new() }))
    }
}

/// Rows of a line: with their id and its number before them, and taken into its digest.
struct Numbered<'a, R> {
    rows: R,
    seq: Cell,
    next: &'a mut i64,
    sum: &'a mut Sum,
    bytes: Vec<u8>,
}

impl<R: Iterator<Item = Result<Vec<Cell>, Error>>> Iterator for Numbered<'_, R> {
    type Item = R::Item;

    fn next(&mut self) -> Option<Self::Item> {
        let cells = self.rows.next()?;
        Some(cells.map(|mut cells| {
            let mut row = Vec::with_capacity(cells.len() + 2);
            row.extend([Cell::Int(*self.next), self.seq.clone()]);
            row.append(&mut cells);
            self.sum.add(&row, &mut self.bytes);
            *self.next += 1;
            row
        }))
    }
}

/// Which file a database is in; nothing where it is in none.
fn mark(place: &Place) -> Result<Option<(u64, u64)>, Error> {
    if place.engine != Engine::File {
        return Ok(None);
    }
    let file = fs::metadata(place.file()).map_err(|error| Error::Gone(error.into()))?;
    Ok(Some(identity(&file)))
}

#[cfg(unix)]
fn identity(file: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

/// Elsewhere a file that is open can be neither deleted nor replaced.
#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// The next id of each table.
fn next(db: &mut Db) -> Result<Vec<i64>, Error> {
    let last = TABLES.iter().map(|table| {
        let sql = format!("SELECT COALESCE(MAX(id), 0) FROM {}", table.name);
        Ok(db.first(&sql, &[], |row| row.int("id"))?.unwrap_or(0) + 1)
    });
    last.collect()
}
