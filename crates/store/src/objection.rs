//! Objections (异议) that nobody has settled since: to one enterprise's figures, and to all.

use zone::Seq;
use zone::fact::Objection;
use zone::people::{Permit, ReadRegister};

use crate::db::{Db, Row};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::fact::about;
use crate::snapshot::Snapshot;
use crate::store::Store;

impl Dossier {
    /// What was objected to in its files that nobody has settled since, in order.
    pub fn objections(&self) -> Vec<Objection> {
        let settled = || self.numbers().flat_map(|file| self.book.settlements(file));
        let raised = self.numbers().flat_map(|file| self.book.objections(file));
        raised.filter(|one| one.is_open(settled(), self.view.known)).cloned().collect()
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
        let mut open: Vec<Objection> = Vec::new();
        for one in self.book().all_objections() {
            let subject = registry.survivor(one.about.subject);
            let files = registry.parts(subject);
            let settled = files.flat_map(|file| self.book().settlements(file));
            if self.row(subject).is_some_and(|row| reached.get(row))
                && one.is_open(settled, self.seq())
            {
                let mut one = one.clone();
                one.about.subject = subject;
                open.push(one);
            }
        }
        open.sort_unstable_by_key(|one| one.seq);
        Ok(open)
    }
}

/// What was objected to with lines after `after` and up to `known`.
pub(crate) fn objections(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Objection>, Error> {
    let sql = "SELECT journal.seq, operator, department, subject, fact, fiscal_year, since, reason
               FROM objection JOIN journal ON journal.seq = objection.seq
               WHERE journal.seq > $1 AND journal.seq <= $2 ORDER BY objection.id";
    db.query(sql, &[after.0.into(), known.0.into()], objection)
}

fn objection(row: &mut Row) -> Result<Objection, Error> {
    let seq = Seq(row.narrow("seq")?);
    let (by, department) = (row.text("operator")?, row.text("department")?);
    Ok(Objection { about: about(row)?, seq, by, department, reason: row.text("reason")? })
}
