//! Who is who: what was learnt about enterprises, in the order in which it was learnt.

use std::collections::{BTreeMap, BTreeSet};

use base::{Day, Uscc};
use serde_json::json;
use zone::Seq;
use zone::enterprise::{Change, Event, SubjectId};
use zone::people::{Act, ChangeEnterprise, MergeEnterprises, Permit, ReadRegister};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::session::Tx;
use crate::store::Store;
use crate::{sought, table, undone};

/// What a person changes of who an enterprise is: its name, its code, coming or going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// Whose.
    pub subject: SubjectId,
    /// What.
    pub change: Change,
    /// What else is learnt of its names, where it is named.
    pub names: Vec<Change>,
    /// Why.
    pub reason: String,
}

/// Two files of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The file that goes up in the other.
    pub file: SubjectId,
    /// The file that counts.
    pub into: SubjectId,
    /// Why, where somebody says.
    pub reason: Option<String>,
}

impl Store {
    /// What was learnt after line `after` and up to line `known`, in order.
    pub fn events(
        &self,
        permit: &Permit<ReadRegister>,
        after: Seq,
        known: Seq,
    ) -> Result<Vec<Event>, Error> {
        self.read(permit, |db| events(db, after, known))
    }

    /// Changes who is who: codes, names, coming and going. `known` is the line up to which the
    /// caller knows the enterprises, and must still be all there is to know.
    pub fn change(
        &self,
        permit: &Permit<ChangeEnterprise>,
        known: Seq,
        changes: Vec<(SubjectId, Change)>,
    ) -> Result<Seq, Error> {
        let detail = json!({ "changes": changes.len() });
        let subjects: Vec<SubjectId> = changes.iter().map(|(subject, _)| *subject).collect();
        self.write_about(permit, (&subjects, &detail), move |tx| {
            there(tx.db, &changes)?;
            change(tx, known, &changes)?;
            Ok(tx.seq)
        })
    }

    /// Changes who one enterprise is, and says in the journal what and why.
    pub fn alter(
        &self,
        permit: &Permit<ChangeEnterprise>,
        known: Seq,
        Alteration { subject, change: what, names, reason }: Alteration,
    ) -> Result<Seq, Error> {
        let id = subject.0;
        let detail = match &what {
            Change::Named { name, since } => {
                json!({ "rename": id, "name": name, "since": since, "reason": reason })
            }
            Change::Code(code) => {
                json!({ "recode": id, "code": code.to_string(), "reason": reason })
            }
            Change::Arrived { on } => json!({ "arrive": id, "on": on, "reason": reason }),
            Change::Left { on } => json!({ "leave": id, "on": on, "reason": reason }),
            Change::Made
            | Change::Merged { .. }
            | Change::Unmerged
            | Change::Parted { .. }
            | Change::Unparted { .. } => return Err(Error::Nothing("change")),
        };
        self.write_about(permit, (&[subject], &detail), move |tx| {
            let changes: Vec<_> =
                [what].into_iter().chain(names).map(|one| (subject, one)).collect();
            there(tx.db, &changes)?;
            change(tx, known, &changes)?;
            Ok(tx.seq)
        })
    }

    /// Why people changed who an enterprise is, by the line of each change; what an import brought
    /// was no person's change, and has no reason.
    pub fn reasons(
        &self,
        permit: &Permit<ReadRegister>,
        (subject, lines): (SubjectId, &BTreeSet<Seq>),
    ) -> Result<BTreeMap<Seq, String>, Error> {
        permit.within(self.zone())?;
        permit.reaches(subject, None)?;
        if lines.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sql = "SELECT detail FROM journal WHERE seq = $1 AND act = $2";
        self.look(|db| {
            let mut reasons = BTreeMap::new();
            for line in lines {
                let cells = [line.0.into(), ChangeEnterprise::NAME.into()];
                let detail = db.first(sql, &cells, |row| row.text("detail"))?;
                if let Some(reason) = detail.map(|detail| reason(&detail)).transpose()?.flatten() {
                    reasons.insert(*line, reason);
                }
            }
            Ok(reasons)
        })
    }

    /// Makes the file of an enterprise another's: what was said about it counts for the other.
    pub fn merge(
        &self,
        permit: &Permit<MergeEnterprises>,
        known: Seq,
        Merge { file, into, reason }: Merge,
    ) -> Result<Seq, Error> {
        let mut detail = json!({ "merge": file.0, "into": into.0 });
        if let (Some(reason), Some(detail)) = (reason, detail.as_object_mut()) {
            detail.insert("reason".to_owned(), json!(reason));
        }
        self.write(permit, &detail, move |tx| {
            change(tx, known, &[(file, Change::Merged { into })])?;
            Ok(tx.seq)
        })
    }

    /// Undoes the last merge of a file.
    pub fn unmerge(
        &self,
        permit: &Permit<MergeEnterprises>,
        known: Seq,
        subject: SubjectId,
    ) -> Result<Seq, Error> {
        self.write(permit, &json!({ "unmerge": subject.0 }), move |tx| {
            change(tx, known, &[(subject, Change::Unmerged)])?;
            Ok(tx.seq)
        })
    }
}

/// Two files that are not of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The one.
    pub file: SubjectId,
    /// The other.
    pub from: SubjectId,
    /// Why.
    pub reason: String,
}

impl Store {
    /// Says that two files are not of one enterprise: they are not proposed again.
    pub fn part(
        &self,
        permit: &Permit<MergeEnterprises>,
        known: Seq,
        Parting { file, from, reason }: Parting,
    ) -> Result<Seq, Error> {
        let detail = json!({ "part": file.0, "from": from.0, "reason": reason });
        self.write(permit, &detail, move |tx| {
            change(tx, known, &[(file, Change::Parted { from, reason })])?;
            Ok(tx.seq)
        })
    }

    /// Takes that back.
    pub fn unpart(
        &self,
        permit: &Permit<MergeEnterprises>,
        known: Seq,
        (file, from): (SubjectId, SubjectId),
    ) -> Result<Seq, Error> {
        let detail = json!({ "unpart": file.0, "from": from.0 });
        self.write(permit, &detail, move |tx| {
            change(tx, known, &[(file, Change::Unparted { from })])?;
            Ok(tx.seq)
        })
    }
}

/// The reason that the detail of a line gives, if it gives one.
fn reason(detail: &str) -> Result<Option<String>, Error> {
    let detail: serde_json::Value =
        serde_json::from_str(detail).map_err(|_| Error::Damaged { column: "journal.detail" })?;
    Ok(detail.get("reason").and_then(serde_json::Value::as_str).map(str::to_owned))
}

/// The columns of [`event`].
pub(crate) const EVENT: &str = "SELECT seq, subject, change, value, day, other";

/// What was learnt after line `after` and up to line `known`.
pub(crate) fn events(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Event>, Error> {
    db.query(
        &format!("{EVENT} FROM identity WHERE seq > $1 AND seq <= $2 ORDER BY id"),
        &[after.0.into(), known.0.into()],
        event,
    )
}

/// Writes changes where nobody made any since `known`; files are numbered without gaps.
pub(crate) fn change(
    tx: &mut Tx<'_>,
    known: Seq,
    changes: &[(SubjectId, Change)],
) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let sql = "SELECT COALESCE(MAX(seq), 0), COALESCE(MAX(subject), -1) FROM identity";
    let newest = |row: &mut Row| Ok((Seq(row.narrow("seq")?), row.int("subject")?));
    let (latest, last) = tx.db.first(sql, &[], newest)?.unwrap_or((Seq(0), -1));
    let latest = latest.max(undone::latest(tx.db)?);
    if latest > known {
        return Err(Error::Stale { changed: latest });
    }
    let mut next = last + 1;
    for (subject, change) in changes {
        let subject = i64::from(subject.0);
        match change {
            Change::Made if subject == next => next += 1,
            Change::Made => return Err(Error::Nothing("the next enterprise")),
            _ if subject >= next => return Err(Error::Nothing("enterprise")),
            _ => {}
        }
    }
    possible(tx.db, changes)?;
    let rows = changes.iter().map(|(subject, change)| Ok(cells(*subject, change)));
    tx.put_many(&table::IDENTITY, rows)?;
    sought::note(tx.db, changes)
}

/// Refuses what is said of files that are no more; those that the changes make are not there yet.
fn there(db: &mut Db, changes: &[(SubjectId, Change)]) -> Result<(), Error> {
    let about = |wanted: bool| {
        let some = changes.iter().filter(move |(_, change)| (*change == Change::Made) == wanted);
        some.map(|(subject, _)| *subject).collect::<BTreeSet<SubjectId>>()
    };
    let told = about(false);
    told.difference(&about(true)).try_for_each(|subject| undone::there(db, *subject))
}

/// Refuses what concerns two files and cannot be: rows are never taken away, and one that cannot
/// be would leave the register unreadable.
fn possible(db: &mut Db, changes: &[(SubjectId, Change)]) -> Result<(), Error> {
    for (subject, change) in changes {
        let other = match change {
            Change::Merged { into: other }
            | Change::Parted { from: other, .. }
            | Change::Unparted { from: other } => *other,
            Change::Unmerged => *subject,
            Change::Made
            | Change::Code(_)
            | Change::Named { .. }
            | Change::Arrived { .. }
            | Change::Left { .. } => continue,
        };
        let registry = sought::among(db, vec![*subject, other], Seq::LATEST)?;
        registry.check(*subject, change)?;
    }
    Ok(())
}

fn cells(subject: SubjectId, change: &Change) -> Vec<Cell> {
    let (kind, value, day, other) = match change {
        Change::Made => ("made", None, None, None),
        Change::Code(code) => ("code", Some(code.to_string()), None, None),
        Change::Named { name, since } => ("named", Some(name.clone()), *since, None),
        Change::Arrived { on } => ("arrived", None, Some(*on), None),
        Change::Left { on } => ("left", None, Some(*on), None),
        Change::Merged { into } => ("merged", None, None, Some(into.0)),
        Change::Unmerged => ("unmerged", None, None, None),
        Change::Parted { from, reason } => ("parted", Some(reason.clone()), None, Some(from.0)),
        Change::Unparted { from } => ("unparted", None, None, Some(from.0)),
    };
    let day = day.map(|day| day.to_string());
    vec![subject.0.into(), kind.into(), value.into(), day.into(), other.into()]
}

pub(crate) fn event(row: &mut Row) -> Result<Event, Error> {
    let seq = Seq(row.narrow("seq")?);
    let subject = SubjectId(row.narrow("subject")?);
    let kind = row.text("change")?;
    let value = row.maybe_text("value")?;
    let since = row.day("day")?;
    let other = row.maybe_int("other")?;
    let on = since.ok_or(Error::Damaged { column: "day" });
    let other = other.and_then(|other| u32::try_from(other).ok()).map(SubjectId);
    let other = other.ok_or(Error::Damaged { column: "other" });
    let change = match kind.as_str() {
        "made" => Change::Made,
        "code" => Change::Code(code(value.as_deref())?),
        "named" => Change::Named { name: value.ok_or(Error::Damaged { column: "value" })?, since },
        "arrived" => Change::Arrived { on: on? },
        "left" => Change::Left { on: on? },
        "merged" => Change::Merged { into: other? },
        "unmerged" => Change::Unmerged,
        "parted" => Change::Parted { from: other?, reason: value.unwrap_or_default() },
        "unparted" => Change::Unparted { from: other? },
        _ => return Err(Error::Damaged { column: "change" }),
    };
    Ok(Event { seq, subject, change })
}

fn code(text: Option<&str>) -> Result<Uscc, Error> {
    let code = text.and_then(|text| Uscc::parse(text).ok());
    code.ok_or(Error::Damaged { column: "value" })
}

impl Row {
    /// The next cell, a day or nothing.
    pub(crate) fn day(&mut self, column: &'static str) -> Result<Option<Day>, Error> {
        let text = self.maybe_text(column)?;
        let day = text.map(|text| text.parse().map_err(|_| Error::Damaged { column }));
        day.transpose()
    }
}
