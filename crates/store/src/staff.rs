//! Who holds which post: what was learnt about the staff, and what is granted.

use base::Day;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use zone::Seq;
use zone::people::staff::{Change, Event};
use zone::people::{
    ClientId, Grant, GrantPosts, Matter, OfficerId, Permit, PostId, ReadStaff, Staff,
};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::motion::alone;
use crate::session::Tx;
use crate::store::Store;
use crate::table;

impl Store {
    /// The staff as known with the line `known`.
    pub fn staff(&self, permit: &Permit<ReadStaff>, known: Seq) -> Result<Staff, Error> {
        self.read(permit, |db| staff(db, self.zone(), known))
    }

    /// Says who may do what from then on: all of it together, each grant after those before it.
    ///
    /// `on` is the day on which it is said.
    ///
    /// # Errors
    /// [`Error::Unfit`] where one of them cannot be so, or takes two ([`Store::ask_grant`]).
    pub fn grant(
        &self,
        permit: &Permit<GrantPosts>,
        grants: Vec<Grant>,
        on: Day,
    ) -> Result<Seq, Error> {
        let (own, zone) = (permit.clone(), self.zone().to_owned());
        self.write(permit, &json!({ "grants": grants.len() }), move |tx| {
            let mut staff = staff(tx.db, &zone, Seq::LATEST)?;
            for grant in grants {
                alone(&own, (&staff, &Matter::Grant(grant.clone())), on)?;
                learn(tx, &mut staff, (Change::Granted(grant), on))?;
            }
            Ok(tx.seq)
        })
    }
}

/// Has the staff learn what can be so on the day `on`, and keeps it.
pub(crate) fn learn(
    tx: &mut Tx<'_>,
    staff: &mut Staff,
    (change, on): (Change, Day),
) -> Result<(), Error> {
    staff.check(&change, on)?;
    tx.put(&table::STAFF, cells(&change)?)?;
    Ok(staff.learn(&Event { seq: tx.seq, change })?)
}

/// The staff as known with the line `known`.
pub(crate) fn staff(db: &mut Db, zone: &str, known: Seq) -> Result<Staff, Error> {
    let events = events(db, Seq(0), known)?;
    Staff::as_of(zone, &events, known).map_err(|_| Error::Damaged { column: "staff.change" })
}

/// What was learnt about the staff after line `after` and up to line `known`.
pub(crate) fn events(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT seq, change, officer, post, client, holder, since, until, value FROM staff
         WHERE seq > $1 AND seq <= $2 ORDER BY id",
        &[after.0.into(), known.0.into()],
        event,
    )
}

/// A row of the staff before it is known what it says.
#[derive(Debug, Default)]
struct Said {
    officer: Option<u32>,
    post: Option<u32>,
    client: Option<u32>,
    holder: Option<u32>,
    since: Option<Day>,
    until: Option<Day>,
    value: Option<String>,
}

impl Said {
    fn officer(&self) -> Result<OfficerId, Error> {
        Ok(OfficerId(there(self.officer, "officer")?))
    }

    fn post(&self) -> Result<PostId, Error> {
        Ok(PostId(there(self.post, "post")?))
    }

    fn client(&self) -> Result<ClientId, Error> {
        Ok(ClientId(there(self.client, "client")?))
    }

    fn since(&self) -> Result<Day, Error> {
        there(self.since, "since")
    }

    fn value<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let column = "staff.value";
        let text = self.value.as_deref().ok_or(Error::Damaged { column })?;
        serde_json::from_str(text).map_err(|_| Error::Damaged { column })
    }

    fn cells(self, change: &'static str) -> Vec<Cell> {
        let day = |day: Option<Day>| Cell::from(day.map(|day| day.to_string()));
        vec![
            change.into(),
            self.officer.into(),
            self.post.into(),
            self.client.into(),
            self.holder.into(),
            day(self.since),
            day(self.until),
            self.value.into(),
        ]
    }
}

fn there<T>(value: Option<T>, column: &'static str) -> Result<T, Error> {
    value.ok_or(Error::Damaged { column })
}

fn cells(change: &Change) -> Result<Vec<Cell>, Error> {
    let grant = match change {
        Change::Joined(officer) => {
            return Ok(Said { officer: Some(officer.0), ..Said::default() }.cells("joined"));
        }
        Change::Left { officer, on } => {
            let said = Said { officer: Some(officer.0), since: Some(*on), ..Said::default() };
            return Ok(said.cells("left"));
        }
        Change::Granted(grant) => grant,
    };
    let on_post = |post: &PostId| Said { post: Some(post.0), ..Said::default() };
    let on_client = |client: &ClientId| Said { client: Some(client.0), ..Said::default() };
    Ok(match grant {
        Grant::Made { post, is } => Said { value: Some(text(is)?), ..on_post(post) }.cells("made"),
        Grant::Changed { post, is } => {
            Said { value: Some(text(is)?), ..on_post(post) }.cells("changed")
        }
        Grant::Closed { post, on } => Said { since: Some(*on), ..on_post(post) }.cells("closed"),
        Grant::Appointed { post, officer, from, until } => {
            let (officer, since) = (Some(officer.0), Some(*from));
            Said { officer, since, until: *until, ..on_post(post) }.cells("appointed")
        }
        Grant::Relieved { post, officer, on } => {
            Said { officer: Some(officer.0), since: Some(*on), ..on_post(post) }.cells("relieved")
        }
        Grant::Delegated { post, by, to, from, until } => {
            let (officer, holder) = (Some(to.0), Some(by.0));
            let (since, until) = (Some(*from), Some(*until));
            Said { officer, holder, since, until, ..on_post(post) }.cells("delegated")
        }
        Grant::Admitted { client, is } => {
            Said { value: Some(text(is)?), ..on_client(client) }.cells("admitted")
        }
        Grant::Expelled { client, on } => {
            Said { since: Some(*on), ..on_client(client) }.cells("expelled")
        }
    })
}

fn text(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::Damaged { column: "staff.value" })
}

fn event(row: &mut Row) -> Result<Event, Error> {
    let seq = Seq(row.narrow("seq")?);
    let change = row.text("change")?;
    let said = Said {
        officer: row.maybe_narrow("officer")?,
        post: row.maybe_narrow("post")?,
        client: row.maybe_narrow("client")?,
        holder: row.maybe_narrow("holder")?,
        since: row.day("since")?,
        until: row.day("until")?,
        value: row.maybe_text("value")?,
    };
    let grant = match change.as_str() {
        "joined" => return Ok(Event { seq, change: Change::Joined(said.officer()?) }),
        "left" => {
            let (officer, on) = (said.officer()?, said.since()?);
            return Ok(Event { seq, change: Change::Left { officer, on } });
        }
        "made" => Grant::Made { post: said.post()?, is: said.value()? },
        "changed" => Grant::Changed { post: said.post()?, is: said.value()? },
        "closed" => Grant::Closed { post: said.post()?, on: said.since()? },
        "appointed" => {
            let (officer, from, until) = (said.officer()?, said.since()?, said.until);
            Grant::Appointed { post: said.post()?, officer, from, until }
        }
        "relieved" => {
            Grant::Relieved { post: said.post()?, officer: said.officer()?, on: said.since()? }
        }
        "delegated" => Grant::Delegated {
            post: said.post()?,
            by: OfficerId(there(said.holder, "holder")?),
            to: said.officer()?,
            from: said.since()?,
            until: there(said.until, "until")?,
        },
        "admitted" => Grant::Admitted { client: said.client()?, is: said.value()? },
        "expelled" => Grant::Expelled { client: said.client()?, on: said.since()? },
        _ => return Err(Error::Damaged { column: "staff.change" }),
    };
    Ok(Event { seq, change: Change::Granted(grant) })
}
