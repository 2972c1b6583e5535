//! Requests that must not be done twice: what each was answered with, for a day.

use zone::people::Operator;

use crate::db::{Cell, Row};
use crate::error::Error;
use crate::gate::Gate;
use crate::hash::Hash;
use crate::moment::Moment;

/// A request that must not be done twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The name that who asks gave it.
    pub name: String,
    /// Where it was sent to, with its method.
    pub route: String,
    /// The hash of what it says.
    pub said: Hash,
}

/// What became of a request before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it is to be done, and its answer to be kept.
    Nothing,
    /// It is being done, or its doing was interrupted: nobody knows how it ended.
    Begun,
    /// It was done, and answered so.
    Answered {
        /// The number that says how it went.
        status: u16,
        /// The answer's bytes.
        body: Vec<u8>,
    },
    /// Another request had that name.
    Other,
}

/// What somebody was answered is told again to nobody but them.
impl Gate<'_> {
    /// Begins a request of somebody, and says what became of it before. Where nothing did,
    /// [`Gate::answer_once`] or [`Gate::forget_once`] must follow.
    pub fn begin_once(
        &self,
        who: &Operator,
        request: &Request,
        now: Moment,
    ) -> Result<Before, Error> {
        let key: [Cell; 2] = [who.name.as_str().into(), request.name.as_str().into()];
        let rest: [Cell; 3] =
            [request.route.as_str().into(), request.said.into(), now.to_string().into()];
        let (route, said) = (request.route.clone(), request.said);
        self.0.note(move |db| {
            let sql = "INSERT INTO answered (asker, name, route, request, at)
                       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (asker, name) DO NOTHING";
            if db.execute(sql, &[&key[..], &rest[..]].concat())? > 0 {
                return Ok(Before::Nothing);
            }
            let sql = "SELECT route, request, status, body FROM answered
                       WHERE asker = $1 AND name = $2";
            let known = db.first(sql, &key, |row| {
                Ok((row.text("route")?, Hash::read(&row.blob("request")?, "request")?, end(row)?))
            })?;
            Ok(match known {
                Some((known, asked, end)) if (&known, asked) == (&route, said) => end,
                _ => Before::Other,
            })
        })
    }

    /// Keeps what a request was answered with.
    pub fn answer_once(
        &self,
        who: &Operator,
        name: &str,
        (status, body): (u16, Vec<u8>),
    ) -> Result<(), Error> {
        let status = Cell::Int(status.into());
        let cells = [who.name.as_str().into(), name.into(), status, body.into()];
        self.0.note(move |db| {
            let sql = "UPDATE answered SET status = $3, body = $4 WHERE asker = $1 AND name = $2";
            db.execute(sql, &cells).map(|_| ())
        })
    }

    /// Forgets a request that was refused before anything was done.
    pub fn forget_once(&self, who: &Operator, name: &str) -> Result<(), Error> {
        let cells = [who.name.as_str().into(), name.into()];
        self.0.note(move |db| {
            let sql = "DELETE FROM answered WHERE asker = $1 AND name = $2";
            db.execute(sql, &cells).map(|_| ())
        })
    }

    /// Forgets what was asked before a moment; returns how much that was.
    pub fn forget_answered(&self, before: Moment) -> Result<u64, Error> {
        let cells = [Cell::from(before.to_string())];
        self.0.note(move |db| db.execute("DELETE FROM answered WHERE at < $1", &cells))
    }
}

fn end(row: &mut Row) -> Result<Before, Error> {
    let (status, body) = (row.maybe_narrow("status")?, row.maybe_blob("body")?);
    Ok(match status.zip(body) {
        Some((status, body)) => Before::Answered { status, body },
        None => Before::Begun,
    })
}
