//! The gate: how people and clients come in, before anybody can have a permit.
//!
//! What stands here is all that is done without one. It says who somebody is and what they were
//! answered, never what else the register knows, and it changes nothing but how they sign in.

use serde_json::json;
use zone::Seq;
use zone::people::person::login;
use zone::people::staff::Event;
use zone::people::{ClientId, OfficerId, Operator, PostId};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::hash::Hash;
use crate::journal::Deed;
use crate::moment::Moment;
use crate::people::changed;
use crate::session::Tx;
use crate::staff::events;
use crate::store::Store;

/// The gate of a register.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a>(pub(crate) &'a Store);

/// What somebody signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub officer: OfficerId,
    /// The argon2 text of their password.
    pub password: String,
    /// The secret of their second factor, where they have one.
    pub factor: Option<Vec<u8>>,
    /// How often a wrong password was given since the last right one.
    pub failures: u32,
    /// Until when nobody signs in with it.
    pub locked_until: Option<Moment>,
    /// When the password was chosen.
    pub changed: Moment,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The hash of the token that they carry.
    pub token: Hash,
    /// Who.
    pub officer: OfficerId,
    /// On which post.
    pub post: PostId,
    /// What a change must carry beside the token; worth nothing without it.
    pub csrf: String,
    /// The hash of the program and the address that they signed in from.
    pub mark: Hash,
    /// When they signed in.
    pub made: Moment,
    /// When they were last seen.
    pub seen: Moment,
    /// When they are out at the latest.
    pub ends: Moment,
}

/// Why somebody is signed in no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// They signed out.
    SignedOut,
    /// They were idle for too long, or it was time.
    Expired,
    /// The token came from another program or address: it may be stolen.
    Strayed,
    /// They chose another password, or lost their post.
    Replaced,
}

/// Why who wants in is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Turned {
    /// The invitation was used or replaced, or its time is over.
    #[error("nobody is invited so")]
    Uninvited,
    /// The code of the second factor was given before.
    #[error("the code was used before")]
    Spent,
}

impl Turned {
    /// In Chinese, with what to do.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Uninvited => "邀请链接已用过、已换新或已过期；请向系统管理员再要一个",
            Self::Spent => "这个验证码已经用过；请等下一个",
        }
    }
}

impl Leaving {
    fn act(self) -> (&'static str, &'static str) {
        match self {
            Self::SignedOut => ("sign-out", "signed-out"),
            Self::Expired => ("end-session", "expired"),
            Self::Strayed => ("end-session", "strayed"),
            Self::Replaced => ("end-session", "replaced"),
        }
    }
}

impl Store {
    /// The gate.
    pub fn gate(&self) -> Gate<'_> {
        Gate(self)
    }
}

impl Gate<'_> {
    /// What was learnt about the staff with lines after `after`, in order.
    pub fn staff(&self, after: Seq) -> Result<Vec<Event>, Error> {
        self.0.look(|db| events(db, after, Seq::LATEST))
    }

    /// The account of a login; none where nobody is called so, or they chose no password yet.
    pub fn account(&self, typed: &str) -> Result<Option<Account>, Error> {
        let sql = format!("{ACCOUNT} WHERE person.login = $1");
        let cells = [Cell::from(login(typed))];
        self.0.look(|db| db.first(&sql, &cells, account))
    }

    /// The account of an officer.
    pub fn account_of(&self, officer: OfficerId) -> Result<Option<Account>, Error> {
        let sql = format!("{ACCOUNT} WHERE person.officer = $1");
        self.0.look(|db| db.first(&sql, &[officer.0.into()], account))
    }

    /// The name and the login of who is signed in; none where they were erased.
    pub fn person(&self, officer: OfficerId) -> Result<Option<(String, String)>, Error> {
        let sql = "SELECT name, login FROM person WHERE officer = $1 AND login IS NOT NULL";
        let read = |row: &mut Row| Ok((row.text("name")?, row.text("login")?));
        self.0.look(|db| db.first(sql, &[officer.0.into()], read))
    }

    /// Whose a login is, whether or not they chose a password.
    pub fn officer(&self, typed: &str) -> Result<Option<OfficerId>, Error> {
        let sql = "SELECT officer FROM person WHERE login = $1";
        let cells = [Cell::from(login(typed))];
        self.0.look(|db| db.first(sql, &cells, |row| Ok(OfficerId(row.narrow("officer")?))))
    }

    /// All who are signed in.
    pub fn sessions(&self) -> Result<Vec<SignedIn>, Error> {
        self.0.look(|db| db.query(SESSION, &[], signed_in))
    }

    /// The keys of clients, by their hash.
    pub fn keys(&self) -> Result<Vec<(Hash, ClientId)>, Error> {
        let sql = "SELECT token, client FROM client_key ORDER BY client";
        self.0.look(|db| {
            db.query(sql, &[], |row| {
                let token = Hash::read(&row.blob("token")?, "token")?;
                Ok((token, ClientId(row.narrow("client")?)))
            })
        })
    }

    /// Signs somebody in on a post; what went wrong before is forgotten. `step` is the step of
    /// the second factor that they gave, and good once.
    ///
    /// # Errors
    /// [`Turned::Spent`] where that step, or a later one, was given before.
    pub fn sign_in(
        &self,
        who: &Operator,
        session: SignedIn,
        step: Option<i64>,
    ) -> Result<Seq, Error> {
        let detail = json!({ "post": session.post.0 });
        self.write(("sign-in", who), &detail, move |tx| {
            let officer = Cell::from(session.officer.0);
            if let Some(step) = step {
                let sql = "UPDATE credential SET step = $2
                           WHERE officer = $1 AND (step IS NULL OR step < $2)";
                if tx.db.execute(sql, &[officer.clone(), step.into()])? == 0 {
                    return Err(Turned::Spent.into());
                }
            }
            let sql =
                "UPDATE credential SET failures = 0, locked_until_at = NULL WHERE officer = $1";
            changed(tx.db.execute(sql, &[officer])?, "credential")?;
            tx.db.execute(NEW, &cells(&session))?;
            Ok(tx.seq)
        })
    }

    /// Signs somebody in on a post for whom a provider outside vouches.
    pub fn vouch(&self, who: &Operator, session: SignedIn) -> Result<Seq, Error> {
        let detail = json!({ "post": session.post.0, "by": "oidc" });
        self.write(("sign-in", who), &detail, move |tx| {
            tx.db.execute(NEW, &cells(&session))?;
            Ok(tx.seq)
        })
    }

    /// Has somebody who is signed in act on another of their posts.
    pub fn take_post(&self, who: &Operator, token: Hash, post: PostId) -> Result<Seq, Error> {
        self.write(("take-post", who), &json!({ "post": post.0 }), move |tx| {
            let sql = "UPDATE session SET post = $2 WHERE token = $1";
            changed(tx.db.execute(sql, &[token.into(), post.0.into()])?, "session")?;
            Ok(tx.seq)
        })
    }

    /// Has somebody signed in no more.
    pub fn sign_out(&self, who: &Operator, token: Hash, why: Leaving) -> Result<Seq, Error> {
        let (act, why) = why.act();
        self.write((act, who), &json!({ "why": why }), move |tx| {
            let sql = "DELETE FROM session WHERE token = $1";
            changed(tx.db.execute(sql, &[token.into()])?, "session")?;
            Ok(tx.seq)
        })
    }

    /// Writes down when some were last seen; not in the journal.
    pub fn touch(&self, seen: Vec<(Hash, Moment)>) -> Result<(), Error> {
        self.0.note(move |db| {
            let sql = "UPDATE session SET seen_at = $2 WHERE token = $1 AND seen_at < $2";
            for (token, at) in seen {
                db.execute(sql, &[token.into(), at.to_string().into()])?;
            }
            Ok(())
        })
    }

    /// Counts a wrong password or a wrong second factor; not in the journal. Returns how many
    /// there were since the last right one.
    pub fn fail(&self, officer: OfficerId) -> Result<u32, Error> {
        self.0.note(move |db| {
            let sql = "UPDATE credential SET failures = failures + 1 WHERE officer = $1
                       RETURNING failures";
            let failures = db.first(sql, &[officer.0.into()], |row| row.narrow("failures"))?;
            failures.ok_or(Error::Nothing("credential"))
        })
    }

    /// Locks an account until a moment, and counts wrong passwords anew.
    pub fn lock(&self, officer: OfficerId, until: Moment) -> Result<Seq, Error> {
        let who = unposted(officer);
        self.write(("lock-out", &who), &json!({ "until": until.to_string() }), move |tx| {
            let sql = "UPDATE credential SET failures = 0, locked_until_at = $2 WHERE officer = $1";
            let cells = [officer.0.into(), until.to_string().into()];
            changed(tx.db.execute(sql, &cells)?, "credential")?;
            Ok(tx.seq)
        })
    }

    /// Lets who was invited choose a password, of which this is the argon2 text; says who it is.
    /// Whatever they signed in with before opens nothing any more.
    ///
    /// # Errors
    /// [`Turned::Uninvited`] where the invitation was used or replaced, or its time is over.
    pub fn accept(&self, token: Hash, password: String, now: Moment) -> Result<OfficerId, Error> {
        let officer = self.invited(token, now)?.ok_or(Turned::Uninvited)?;
        self.write(("accept-invitation", &unposted(officer)), &json!({}), move |tx| {
            // Who else had the link may have been faster.
            let used = tx.db.execute("DELETE FROM invitation WHERE token = $1", &[token.into()])?;
            if used == 0 {
                return Err(Turned::Uninvited.into());
            }
            choose(tx.db, officer, (&password, now))?;
            tx.db.execute("DELETE FROM session WHERE officer = $1", &[officer.0.into()])?;
            Ok(officer)
        })
    }

    /// Whose an invitation is; none where it was used or replaced, or its time is over.
    pub fn invited(&self, token: Hash, now: Moment) -> Result<Option<OfficerId>, Error> {
        let sql = "SELECT officer FROM invitation WHERE token = $1 AND until_at > $2";
        let cells = [token.into(), now.to_string().into()];
        self.0.look(|db| db.first(sql, &cells, |row| Ok(OfficerId(row.narrow("officer")?))))
    }

    /// Has who is signed in with `token` choose another password, of which this is the argon2
    /// text; wherever else they are signed in, they are so no more.
    pub fn set_password(
        &self,
        (who, token): (&Operator, Hash),
        password: String,
        now: Moment,
    ) -> Result<Seq, Error> {
        let officer = officer(who)?;
        self.write(("set-password", who), &json!({}), move |tx| {
            choose(tx.db, officer, (&password, now))?;
            let sql = "DELETE FROM session WHERE officer = $1 AND token <> $2";
            tx.db.execute(sql, &[officer.0.into(), token.into()])?;
            Ok(tx.seq)
        })
    }

    /// Gives who is signed in a second factor with the secret, of which `step` was just shown.
    pub fn set_factor(&self, who: &Operator, (secret, step): (Vec<u8>, i64)) -> Result<Seq, Error> {
        let officer = officer(who)?;
        self.write(("set-factor", who), &json!({ "factor": true }), move |tx| {
            let sql = "UPDATE credential SET factor = $2, step = $3 WHERE officer = $1";
            let cells = [officer.0.into(), secret.into(), step.into()];
            changed(tx.db.execute(sql, &cells)?, "credential")?;
            Ok(tx.seq)
        })
    }

    /// Takes the second factor of who is signed in, of which `step` was just shown.
    ///
    /// # Errors
    /// [`Turned::Spent`] where that step, or a later one, was given before.
    pub fn end_factor(&self, who: &Operator, step: i64) -> Result<Seq, Error> {
        let officer = officer(who)?;
        self.write(("set-factor", who), &json!({ "factor": false }), move |tx| {
            let sql = "UPDATE credential SET factor = NULL, step = NULL
                       WHERE officer = $1 AND factor IS NOT NULL AND (step IS NULL OR step < $2)";
            if tx.db.execute(sql, &[officer.0.into(), step.into()])? == 0 {
                return Err(Turned::Spent.into());
            }
            Ok(tx.seq)
        })
    }

    fn write<T: Send + 'static>(
        self,
        (act, who): (&'static str, &Operator),
        detail: &serde_json::Value,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let deed = Deed {
            operator: who.name.clone(),
            department: who.department.clone(),
            act: act.to_owned(),
            detail: detail.to_string(),
        };
        self.0.enter(deed, command)
    }
}

/// Somebody of whom no post is known yet.
fn unposted(officer: OfficerId) -> Operator {
    Operator {
        zone: String::new(),
        name: officer.to_string(),
        department: String::new(),
        roles: std::collections::BTreeSet::new(),
        scope: zone::people::Scope::Zone,
    }
}

fn officer(who: &Operator) -> Result<OfficerId, Error> {
    OfficerId::of(&who.name).ok_or(Error::Nothing("person"))
}

/// Keeps a password; the second factor stays.
pub(crate) fn choose(
    db: &mut Db,
    officer: OfficerId,
    (password, now): (&str, Moment),
) -> Result<(), Error> {
    let sql = "INSERT INTO credential (officer, password, failures, changed_at)
               VALUES ($1, $2, 0, $3)
               ON CONFLICT (officer) DO UPDATE
               SET password = excluded.password, failures = 0, locked_until_at = NULL,
                   changed_at = excluded.changed_at";
    let cells = [officer.0.into(), password.into(), now.to_string().into()];
    db.execute(sql, &cells).map(|_| ())
}

const ACCOUNT: &str = "SELECT person.officer, password, factor, failures, locked_until_at,
                              changed_at
                       FROM person JOIN credential ON credential.officer = person.officer
                            AND password <> ''";

fn account(row: &mut Row) -> Result<Account, Error> {
    Ok(Account {
        officer: OfficerId(row.narrow("officer")?),
        password: row.text("password")?,
        factor: row.maybe_blob("factor")?,
        failures: row.narrow("failures")?,
        locked_until: row.maybe_moment("locked_until_at")?,
        changed: row.moment("changed_at")?,
    })
}

const NEW: &str =
    "INSERT INTO session (token, officer, post, csrf, mark, made_at, seen_at, ends_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const SESSION: &str = "SELECT token, officer, post, csrf, mark, made_at, seen_at, ends_at
                       FROM session ORDER BY made_at, token";

fn signed_in(row: &mut Row) -> Result<SignedIn, Error> {
    Ok(SignedIn {
        token: Hash::read(&row.blob("token")?, "token")?,
        officer: OfficerId(row.narrow("officer")?),
        post: PostId(row.narrow("post")?),
        csrf: row.text("csrf")?,
        mark: Hash::read(&row.blob("mark")?, "mark")?,
        made: row.moment("made_at")?,
        seen: row.moment("seen_at")?,
        ends: row.moment("ends_at")?,
    })
}

fn cells(session: &SignedIn) -> [Cell; 8] {
    [
        session.token.into(),
        session.officer.0.into(),
        session.post.0.into(),
        session.csrf.as_str().into(),
        session.mark.into(),
        session.made.to_string().into(),
        session.seen.to_string().into(),
        session.ends.to_string().into(),
    ]
}
