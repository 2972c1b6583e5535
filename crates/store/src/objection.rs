//! Objections (异议) that nobody has settled since: to one enterprise's figures, and to all.

use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::Objection;
use zone::people::{Permit, ReadRegister};

use crate::db::{Cell, Db, Row};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::fact::about;
use crate::snapshot::Snapshot;
use crate::store::Store;

/// What was objected to up to a line.
const RAISED: &str =
    "SELECT journal.seq, operator, department, subject, fact, fiscal_year, since, reason
     FROM objection JOIN journal ON journal.seq = objection.seq
     WHERE journal.seq <= $1";

impl Store {
    /// What was objected to in an enterprise's files that nobody has settled since, in order.
    pub fn open_objections(
        &self,
        permit: &Permit<ReadRegister>,
        dossier: &Dossier,
    ) -> Result<Vec<Objection>, Error> {
        let known = dossier.view.known;
        let mut open = Vec::new();
        for subject in dossier.numbers() {
            open.extend(self.objections(permit, subject, known)?);
        }
        let settled = || dossier.numbers().flat_map(|file| dossier.book.settlements(file));
        open.retain(|one| one.is_open(settled(), known));
        Ok(open)
    }

    /// What was objected to in one enterprise's file up to line `known`, in order.
    pub(crate) fn objections(
        &self,
        permit: &Permit<ReadRegister>,
        subject: SubjectId,
        known: Seq,
    ) -> Result<Vec<Objection>, Error> {
        let sql = format!("{RAISED} AND subject = $2 ORDER BY objection.id");
        let cells = [known.0.into(), subject.0.into()];
        self.read_about(permit, subject, |db| db.query(&sql, &cells, objection))
    }
}

impl Snapshot {
    /// What was objected to that nobody has settled since, in order: of the enterprises that the
    /// permit reaches, by the number of the file that counts.
    pub fn objections(
        &self,
        store: &Store,
        permit: &Permit<ReadRegister>,
    ) -> Result<Vec<Objection>, Error> {
        permit.within(store.zone())?;
        let (reached, registry) = (self.reached(permit), self.registry());
        let mut open = store.look(|db| raised(db, self.seq))?;
        open.retain_mut(|one| {
            let subject = registry.survivor(one.about.subject);
            let files = registry.parts(subject);
            let settled = files.flat_map(|file| self.book().settlements(file));
            let stands = one.is_open(settled, self.seq);
            one.about.subject = subject;
            stands && self.row(subject).is_some_and(|row| reached.get(row))
        });
        Ok(open)
    }
}

fn raised(db: &mut Db, known: Seq) -> Result<Vec<Objection>, Error> {
    db.query(&format!("{RAISED} ORDER BY objection.id"), &[Cell::from(known.0)], objection)
}

fn objection(row: &mut Row) -> Result<Objection, Error> {
    let seq = Seq(row.narrow("seq")?);
    let (by, department) = (row.text("operator")?, row.text("department")?);
    Ok(Objection { about: about(row)?, seq, by, department, reason: row.text("reason")? })
}
