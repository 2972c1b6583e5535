//! The register of one zone, open: what every room of this floor reads and writes through.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::{Act, KeepStore, Permit, ReadJournal};

use crate::db::{Cell, Db, Purpose};
use crate::error::Error;
use crate::journal::{Deed, Head, Line, Lines};
use crate::meta;
use crate::migrate::MIGRATIONS;
use crate::moment::Moment;
use crate::page::{Last, Listed, Sought};
use crate::readers::Readers;
use crate::session::{Opening, Session, Tx};
use crate::verify::{Verified, verify};
use crate::writer::{Company, Writer};

/// The register of one zone.
#[derive(Debug)]
pub struct Store {
    opening: Opening,
    writer: Writer,
    readers: Readers,
    /// Keeps a database in memory from going with the writer's connection.
    _anchor: Option<Mutex<Db>>,
}

impl Store {
    /// Opens the register that is there. Others may read and one may write meanwhile; this one
    /// takes its turn to write at its first write.
    pub fn open(opening: Opening) -> Result<Self, Error> {
        if !opening.place.exists() {
            return Err(Error::Absent);
        }
        Self::with(opening, None)
    }

    /// Makes a register where there is none.
    ///
    /// # Errors
    /// [`Error::Taken`] where there is one, [`Error::NotOurs`] where there is something else.
    pub fn found(opening: Opening, permit: &Permit<KeepStore>) -> Result<Self, Error> {
        let deed = deed(&opening, permit, &serde_json::json!({ "found": opening.zone }))?;
        let session = Session::found(&opening, deed).map_err(|why| why.at(&opening.place))?;
        Self::with(opening, Some(session))
    }

    /// Opens a register that an earlier program made, and brings it to this one's version.
    pub fn migrate(opening: Opening, permit: &Permit<KeepStore>) -> Result<Self, Error> {
        if !opening.place.exists() {
            return Err(Error::Absent);
        }
        let deed = deed(&opening, permit, &serde_json::json!({ "migrate": MIGRATIONS.len() }))?;
        let session = Session::migrate(&opening, MIGRATIONS, deed);
        let session = session.map_err(|why| why.at(&opening.place))?;
        Self::with(opening, Some(session))
    }

    /// A store whose writer begins with a session that is open already.
    pub(crate) fn with(opening: Opening, session: Option<Session>) -> Result<Self, Error> {
        let readers = Readers::new(opening.place.clone());
        readers.read(|db| meta::check(db, &opening.zone))?;
        let anchor = opening.place.is_memory().then(|| Db::open(&opening.place, Purpose::Write));
        let anchor = anchor.transpose()?.map(Mutex::new);
        let writer = Writer::start(opening.clone(), session)?;
        Ok(Self { opening, writer, readers, _anchor: anchor })
    }

    /// Takes the turn to write and keeps it, waiting as its opening has it: for who holds in
    /// memory what is written, and would not see what another program writes.
    pub fn take_turn(&self) -> Result<(), Error> {
        self.writer.note(|_| Ok(()))
    }

    /// Whose register it is.
    pub fn zone(&self) -> &str {
        &self.opening.zone
    }

    /// How many connections read at the moment, and how many wait to be lent out.
    pub fn connections(&self) -> (usize, usize) {
        self.readers.count()
    }

    /// The last line of the journal.
    pub fn head(&self) -> Result<Head, Error> {
        self.readers.read(Head::of)
    }

    /// The last line that was written at `moment` or before: what was known then.
    pub fn known_at(&self, moment: Moment) -> Result<Seq, Error> {
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM journal WHERE at <= $1";
        let cells = [Cell::from(moment.to_string())];
        self.readers.read(|db| {
            let seq = db.first(sql, &cells, |row| row.narrow("seq"))?;
            Ok(Seq(seq.unwrap_or(0)))
        })
    }

    /// When a line was written; none where there is no such line.
    pub fn moment(&self, line: Seq) -> Result<Option<Moment>, Error> {
        let sql = "SELECT at FROM journal WHERE seq = $1";
        self.readers.read(|db| db.first(sql, &[line.0.into()], |row| row.moment("at")))
    }

    /// When lines were written; those that there are not are left out.
    pub fn moments(&self, lines: &BTreeSet<Seq>) -> Result<BTreeMap<Seq, Moment>, Error> {
        /// Lines that one question names.
        const MOST: usize = 500;
        let cells: Vec<Cell> = lines.iter().map(|line| line.0.into()).collect();
        let mut moments = BTreeMap::new();
        self.readers.read(|db| {
            for some in cells.chunks(MOST) {
                let marks: Vec<String> = (1..=some.len()).map(|at| format!("${at}")).collect();
                let marks = marks.join(", ");
                let sql = format!("SELECT seq, at FROM journal WHERE seq IN ({marks})");
                let found =
                    db.query(&sql, some, |row| Ok((Seq(row.narrow("seq")?), row.moment("at")?)))?;
                moments.extend(found);
            }
            Ok(())
        })?;
        Ok(moments)
    }

    /// Lines of the journal after `after`, oldest first, at most `limit`.
    pub fn journal(
        &self,
        permit: &Permit<ReadJournal>,
        after: Seq,
        limit: u16,
    ) -> Result<Vec<Line>, Error> {
        self.check(permit)?;
        let sql =
            format!("SELECT {} FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2", Line::COLUMNS);
        let cells = [after.0.into(), Cell::Int(limit.into())];
        self.readers.read(|db| db.query(&sql, &cells, Line::read))
    }

    /// Lines of the journal that somebody looks for, the last first.
    pub fn lines(
        &self,
        permit: &Permit<ReadJournal>,
        wanted: &Lines,
        last: Last,
    ) -> Result<Listed<Line>, Error> {
        self.check(permit)?;
        let (from, cells) = wanted.sought();
        let sought = Sought { columns: Line::COLUMNS, from: &from, number: "seq", cells };
        self.readers.read(|db| last.of(db, sought, Line::read))
    }

    /// Checks the whole journal: its chain, the rows that its lines vouch for, and its end.
    pub fn verify(&self, permit: &Permit<ReadJournal>) -> Result<Verified, Error> {
        self.check(permit)?;
        self.readers.read(|db| verify(db, &self.opening.place))
    }

    /// Has `command` written with one line of the journal that names the permit's holder.
    pub(crate) fn write<A: Act, T: Send + 'static>(
        &self,
        permit: &Permit<A>,
        detail: &serde_json::Value,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.write(Company::Shared, deed(&self.opening, permit, detail)?, command)
    }

    /// As [`Store::write`], about enterprises that the permit reaches, whatever their park.
    pub(crate) fn write_about<A: Act, T: Send + 'static>(
        &self,
        permit: &Permit<A>,
        (subjects, detail): (&[SubjectId], &serde_json::Value),
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        subjects.iter().try_for_each(|subject| permit.reaches(*subject, None))?;
        self.writer.write(Company::Shared, entered(&self.opening, permit, detail)?, command)
    }

    /// As [`Store::write`], in a commit of its own.
    pub(crate) fn write_alone<A: Act, T: Send + 'static>(
        &self,
        permit: &Permit<A>,
        detail: &serde_json::Value,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.write(Company::Alone, deed(&self.opening, permit, detail)?, command)
    }

    /// Has `command` written with one line of the journal that says `deed`.
    pub(crate) fn enter<T: Send + 'static>(
        &self,
        deed: Deed,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.write(Company::Shared, deed, command)
    }

    /// Has `command` written beside the journal.
    pub(crate) fn note<T: Send + 'static>(
        &self,
        command: impl FnOnce(&mut Db) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.note(command)
    }

    /// What `ask` finds in one state of the database about one enterprise that the permit reaches,
    /// whatever its park.
    pub(crate) fn read_about<A: Act, T>(
        &self,
        permit: &Permit<A>,
        subject: SubjectId,
        ask: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        permit.within(&self.opening.zone)?;
        permit.reaches(subject, None)?;
        self.readers.read(ask)
    }

    /// What `ask` finds in one state of the database; the caller has asked the permit, or will.
    pub(crate) fn look<T>(
        &self,
        ask: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.readers.read(ask)
    }

    /// What `ask` finds in one state of the database.
    pub(crate) fn read<A: Act, T>(
        &self,
        permit: &Permit<A>,
        ask: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.check(permit)?;
        self.readers.read(ask)
    }

    /// How it was asked for.
    pub(crate) fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Refuses the permit of another zone, and that of less than the whole register.
    fn check<A: Act>(&self, permit: &Permit<A>) -> Result<(), Error> {
        whole(&self.opening, permit)
    }
}

/// Refuses what does not reach the whole register.
fn whole<A: Act>(opening: &Opening, permit: &Permit<A>) -> Result<(), Error> {
    permit.within(&opening.zone)?;
    Ok(permit.reaches_all()?)
}

/// What the journal says of an act.
pub(crate) fn deed<A: Act>(
    opening: &Opening,
    permit: &Permit<A>,
    detail: &serde_json::Value,
) -> Result<Deed, Error> {
    whole(opening, permit)?;
    entered(opening, permit, detail)
}

/// The same, whatever the permit reaches.
fn entered<A: Act>(
    opening: &Opening,
    permit: &Permit<A>,
    detail: &serde_json::Value,
) -> Result<Deed, Error> {
    permit.within(&opening.zone)?;
    Ok(Deed {
        operator: permit.name().to_owned(),
        department: permit.department().to_owned(),
        act: permit.act().to_owned(),
        detail: detail.to_string(),
    })
}
