//! All rows of one database into another of whichever engine.

use std::fs;

use serde_json::json;
use zone::people::{KeepStore, Permit};

use crate::db::{Cell, Db, Purpose};
use crate::error::Error;
use crate::heads;
use crate::meta;
use crate::migrate::{self, MIGRATIONS};
use crate::moment::Moment;
use crate::place::Place;
use crate::session::{Opening, Session};
use crate::sought;
use crate::store::{Store, deed};
use crate::table::{BESIDE, JOURNAL, META, TABLES, Table};
use crate::verify::verify;

/// Rows that are on the way at once.
const BATCH: usize = 4096;

impl Store {
    /// Moves the register to an empty PostgreSQL: all rows, checked there; then this one is
    /// closed for good, so that nobody goes on writing to it.
    pub fn move_to(self, permit: &Permit<KeepStore>, to: Opening) -> Result<Self, Error> {
        let from = self.opening().clone();
        let deed = deed(&from, permit, &json!({ "move": to.place.to_string() }))?;
        // This one's writer ends, and what follows takes the lease in its stead.
        drop(self);
        let mut session = Session::open(&from)?;
        session.begin()?;
        session.run(from.clock.tell(), deed, |_| Ok(()))?;
        session.commit()?;
        let source = session.db();
        source.begin()?;
        into(source, &from.place, &to.place)?;
        meta::leave(source)?;
        source.commit()?;
        drop(session);
        Self::open(to)
    }
}

/// Copies a register into an empty place, and checks the copy before it counts.
fn into(source: &mut Db, from: &Place, to: &Place) -> Result<(), Error> {
    if let Some(folder) = &to.folder {
        fs::create_dir_all(folder)?;
    }
    let mut db = Db::open(to, Purpose::Write)?;
    if migrate::found(&mut db, MIGRATIONS)? > 0 {
        return Err(Error::Taken);
    }
    db.begin()?;
    copy(source, &mut db)?;
    if let Some(fault) = verify(&mut db, from)?.faults.first() {
        return Err(Error::Unsound(fault.zh()));
    }
    if let (Some(from), Some(to)) = (from.beside(heads::NAME), to.beside(heads::NAME))
        && from != to
    {
        fs::copy(from, &to)?;
        fs::File::open(&to)?.sync_all()?;
        heads::sync_folder(&to)?;
    }
    db.commit()
}

/// Makes the tables in `to` and fills them with the rows of `from`; both transactions are the
/// caller's.
pub(crate) fn copy(from: &mut Db, to: &mut Db) -> Result<(), Error> {
    let made = "SELECT at FROM migration ORDER BY version DESC LIMIT 1";
    let made = from.first(made, &[], |row| Moment::read(&row.text("at")?, "at"))?;
    migrate::migrate(to, MIGRATIONS, 0, made.ok_or(Error::Absent)?)?;
    let tables = TABLES.iter().chain(BESIDE).copied();
    for table in [&META, &JOURNAL].into_iter().chain(tables) {
        rows(from, to, table)?;
    }
    sought::fill(to)
}

fn rows(from: &mut Db, to: &mut Db, table: &Table) -> Result<(), Error> {
    let first = table.columns.first().map_or("id", |(name, _)| *name);
    let sql = format!("SELECT {} FROM {} ORDER BY {first}", table.names(), table.name);
    let mut batch: Vec<Vec<Cell>> = Vec::with_capacity(BATCH);
    from.each(&sql, &[], &mut |row| {
        batch.push(row.rest());
        if batch.len() == BATCH {
            to.load(table, &mut batch.drain(..).map(Ok))?;
        }
        Ok(())
    })?;
    to.load(table, &mut batch.drain(..).map(Ok)).map(|_| ())
}
