//! Motions: what one administrator asks for takes effect when another of another kind agrees.

use base::Day;
use serde_json::json;
use zone::Seq;
use zone::people::staff::Change;
use zone::people::{
    Act, Decided, Grant, GrantPosts, KeepAccounts, Matter, Motion, MotionId, OfficerId, Permit,
    ReadStaff, Role, SecondStaff, Staff, Unfit, Word,
};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::hash::Hash;
use crate::moment::Moment;
use crate::page::{Last, Listed, Sought};
use crate::people::{refresh, unfactor};
use crate::session::Tx;
use crate::staff::{learn, staff};
use crate::store::Store;
use crate::table;

/// What the second gives an invitation: a code that stands beside the link, and until when both
/// together are good.
#[derive(Clone, PartialEq, Eq)]
pub struct Seconding {
    /// What the second hands over. Only with it does the link that the first has open anything.
    pub code: String,
    /// Until when.
    pub until: Moment,
}

impl std::fmt::Debug for Seconding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seconding until {}", self.until)
    }
}

/// The hash of a link's hash and of the code that goes with it: what opens, where two have a part.
#[must_use]
pub fn joint(link: Hash, code: &str) -> Hash {
    Hash::of(format!("{link} {code}").as_bytes())
}

impl Store {
    /// Asks that somebody be given an administrator's post.
    pub fn ask_grant(
        &self,
        permit: &Permit<GrantPosts>,
        grant: Grant,
        on: Day,
    ) -> Result<(Seq, MotionId), Error> {
        self.ask(permit, (Matter::Grant(grant), None), on)
    }

    /// Asks that an administrator choose another password; `link` is the hash of the link that
    /// who asks has.
    pub fn ask_invitation(
        &self,
        permit: &Permit<KeepAccounts>,
        (officer, link): (OfficerId, Hash),
        on: Day,
    ) -> Result<(Seq, MotionId), Error> {
        self.ask(permit, (Matter::Invite(officer), Some(link)), on)
    }

    /// Asks that an administrator sign in without their second factor.
    pub fn ask_factor(
        &self,
        permit: &Permit<KeepAccounts>,
        officer: OfficerId,
        on: Day,
    ) -> Result<(Seq, MotionId), Error> {
        self.ask(permit, (Matter::Factor(officer), None), on)
    }

    fn ask<A: Act>(
        &self,
        permit: &Permit<A>,
        (matter, link): (Matter, Option<Hash>),
        on: Day,
    ) -> Result<(Seq, MotionId), Error> {
        let zone = self.zone().to_owned();
        self.write(permit, &json!({}), move |tx| {
            staff(tx.db, &zone, Seq::LATEST)?.fits(&matter, on)?;
            let next = "SELECT COALESCE(MAX(motion), 0) + 1 FROM motion";
            let id = MotionId(tx.db.first(next, &[], |row| row.narrow("motion"))?.unwrap_or(1));
            let (kind, post) = (asks(&matter), matter.post());
            let detail = match matter.officer() {
                Some(of) => {
                    json!({ "asks": kind, "motion": id.0, "post": post, "officer": of.0 })
                }
                None => json!({ "asks": kind, "motion": id.0, "post": post }),
            };
            tx.deed.detail = detail.to_string();
            tx.put(&table::MOTION, asked(id, &matter, link)?)?;
            Ok((tx.seq, id))
        })
    }

    /// Agrees to a motion on the day `on`: it takes effect at once.
    ///
    /// # Errors
    /// [`Error::Unfit`] where who agrees is no administrator of another kind than who asked, where
    /// it was decided before, or cannot be so any more; [`Error::Permit`] where they asked for it.
    pub fn agree(
        &self,
        permit: &Permit<SecondStaff>,
        (motion, seconding): (MotionId, Seconding),
        on: Day,
    ) -> Result<Motion, Error> {
        let (own, zone) = (permit.clone(), self.zone().to_owned());
        self.write(permit, &json!({}), move |tx| {
            let mut known = staff(tx.db, &zone, Seq::LATEST)?;
            let (motion, link) = one(tx.db, motion)?;
            motion.seconded(kind(&known, &own, on))?;
            own.not_by(&motion.by)?;
            let matter = motion.matter.clone().from(on);
            known.fits(&matter, on)?;
            match matter {
                Matter::Grant(grant) => learn(tx, &mut known, (Change::Granted(grant), on))?,
                Matter::Invite(officer) => {
                    let link = link.ok_or(Error::Damaged { column: "motion.token" })?;
                    let Seconding { code, until } = seconding;
                    refresh(tx, officer, (joint(link, &code), until))?;
                }
                Matter::Factor(officer) => unfactor(tx, officer)?,
            }
            say(tx, &motion, Word::Agreed, "agreed")
        })
    }

    /// Refuses a motion, or withdraws it where who says so asked for it.
    pub fn refuse(
        &self,
        permit: &Permit<SecondStaff>,
        (motion, reason): (MotionId, String),
    ) -> Result<Motion, Error> {
        let own = permit.clone();
        self.write(permit, &json!({}), move |tx| {
            let (motion, _) = one(tx.db, motion)?;
            motion.open()?;
            let how = if own.not_by(&motion.by).is_ok() { "refused" } else { "withdrawn" };
            say(tx, &motion, Word::Refused { reason }, how)
        })
    }

    /// The motions, the last first.
    pub fn motions(
        &self,
        permit: &Permit<ReadStaff>,
        which: Motions,
        last: Last,
    ) -> Result<Listed<Motion>, Error> {
        let from = match which {
            Motions::Waiting => format!("{FROM} AND done.id IS NULL"),
            Motions::All => FROM.to_owned(),
        };
        let sought =
            Sought { columns: COLUMNS, from: &from, number: "asked.motion", cells: Vec::new() };
        let read = |row: &mut Row| motion(row).map(|(motion, _)| motion);
        self.read(permit, |db| last.of(db, sought, read))
    }

    /// One motion.
    pub fn motion(&self, permit: &Permit<ReadStaff>, id: MotionId) -> Result<Motion, Error> {
        self.read(permit, |db| one(db, id).map(|(motion, _)| motion))
    }
}

/// Which motions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motions {
    /// Those that nobody said anything of yet.
    Waiting,
    /// All of them.
    All,
}

/// Which administrator somebody is who has a permit; none who works at the command line is one.
fn kind<A>(staff: &Staff, permit: &Permit<A>, on: Day) -> Option<Role>
where
    A: Act,
{
    staff.administrator(OfficerId::of(permit.name())?, on)
}

/// Refuses what takes two to whoever is signed in: alone does it only who works on the machine
/// itself, at the command line.
pub(crate) fn alone<A: Act>(
    permit: &Permit<A>,
    (staff, matter): (&Staff, &Matter),
    on: Day,
) -> Result<(), Unfit> {
    let signed = OfficerId::of(permit.name()).is_some();
    if signed && staff.takes_two(matter, on) { Err(Unfit::TakesTwo) } else { Ok(()) }
}

/// Keeps what was said of a motion.
fn say(tx: &mut Tx<'_>, motion: &Motion, word: Word, how: &'static str) -> Result<Motion, Error> {
    let (change, reason) = match &word {
        Word::Agreed => ("agreed", None),
        Word::Refused { reason } => ("refused", Some(reason.clone())),
    };
    let (kind, post) = (asks(&motion.matter), motion.matter.post());
    let officer = motion.matter.officer().map(|officer| officer.0);
    tx.deed.detail = json!({
        (how): motion.id.0, "asks": kind, "asked": motion.asked.0, "officer": officer,
        "post": post, "reason": reason,
    })
    .to_string();
    let cells = vec![
        motion.id.0.into(),
        change.into(),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        Cell::Null,
        reason.into(),
    ];
    tx.put(&table::MOTION, cells)?;
    let decided = Decided { seq: tx.seq, by: tx.deed.operator.clone(), word };
    Ok(Motion { decided: Some(decided), ..motion.clone() })
}

/// What kind of thing is asked for.
fn asks(matter: &Matter) -> &'static str {
    match matter {
        Matter::Grant(_) => "grant",
        Matter::Invite(_) => "invite",
        Matter::Factor(_) => "factor",
    }
}

/// The cells after id and seq.
fn asked(id: MotionId, matter: &Matter, link: Option<Hash>) -> Result<Vec<Cell>, Error> {
    let value = match matter {
        Matter::Grant(grant) => Some(serde_json::to_string(grant)),
        Matter::Invite(_) | Matter::Factor(_) => None,
    };
    let value = value.transpose().map_err(|_| Error::Damaged { column: "motion.value" })?;
    let officer = matter.officer().map(|officer| officer.0);
    Ok(vec![
        id.0.into(),
        "asked".into(),
        asks(matter).into(),
        officer.into(),
        link.map_or(Cell::Null, Cell::from),
        value.into(),
        Cell::Null,
    ])
}

const COLUMNS: &str = "asked.motion, asked.seq, asked.matter, asked.officer, asked.token,
                       asked.value, line.operator, done.seq AS done, done.change AS word,
                       done.reason, said.operator AS second";

/// Each motion once: as it was asked for and by whom, with what was said of it.
const FROM: &str = "FROM motion AS asked JOIN journal AS line ON line.seq = asked.seq
    LEFT JOIN motion AS done ON done.motion = asked.motion AND done.change <> 'asked'
    LEFT JOIN journal AS said ON said.seq = done.seq
    WHERE asked.change = 'asked'";

/// A motion with the hash of the link that who asked has.
fn one(db: &mut Db, id: MotionId) -> Result<(Motion, Option<Hash>), Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} AND asked.motion = $1");
    db.first(&sql, &[id.0.into()], motion)?.ok_or_else(|| Unfit::NoMotion(id).into())
}

fn motion(row: &mut Row) -> Result<(Motion, Option<Hash>), Error> {
    let id = MotionId(row.narrow("motion")?);
    let (asked, kind) = (Seq(row.narrow("seq")?), row.maybe_text("matter")?);
    let officer = row.maybe_narrow("officer")?.map(OfficerId);
    let link = row.maybe_blob("token")?.map(|link| Hash::read(&link, "token")).transpose()?;
    let (value, by) = (row.maybe_text("value")?, row.text("operator")?);
    let (done, word) = (row.maybe_narrow("done")?.map(Seq), row.maybe_text("word")?);
    let (reason, second) = (row.maybe_text("reason")?, row.maybe_text("second")?);
    let damaged = Error::Damaged { column: "motion.matter" };
    let matter = match (kind.as_deref(), officer, value) {
        (Some("grant"), _, Some(value)) => {
            let column = "motion.value";
            Matter::Grant(serde_json::from_str(&value).map_err(|_| Error::Damaged { column })?)
        }
        (Some("invite"), Some(officer), _) => Matter::Invite(officer),
        (Some("factor"), Some(officer), _) => Matter::Factor(officer),
        _ => return Err(damaged),
    };
    let decided = match (done, word.as_deref(), second) {
        (Some(seq), Some("agreed"), Some(by)) => Some(Decided { seq, by, word: Word::Agreed }),
        (Some(seq), Some("refused"), Some(by)) => {
            let word = Word::Refused { reason: reason.unwrap_or_default() };
            Some(Decided { seq, by, word })
        }
        (None, None, None) => None,
        _ => return Err(Error::Damaged { column: "motion.change" }),
    };
    Ok((Motion { id, matter, asked, by, decided }, link))
}
