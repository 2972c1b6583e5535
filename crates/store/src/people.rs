//! People and their accounts: who joins, who leaves, who is invited, and who is erased.

use base::Day;
use serde_json::json;
use zone::Seq;
use zone::people::person::Known;
use zone::people::staff::Change;
use zone::people::{
    Act, ClientId, Grant, GrantPosts, KeepAccounts, Matter, Names, OfficerId, Permit, Person, Post,
    ReadStaff, Refused, Role, Scope, Staff, Unfit,
};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::gate::{Turned, choose};
use crate::hash::Hash;
use crate::moment::Moment;
use crate::motion::alone;
use crate::session::Tx;
use crate::staff::{learn, staff};
use crate::store::Store;

impl Store {
    /// Everybody who has or had an account, in the order of their joining.
    pub fn people(&self, permit: &Permit<ReadStaff>) -> Result<Vec<Known>, Error> {
        let sql = "SELECT person.officer, login, name, phone, password, factor
                   FROM person LEFT JOIN credential ON credential.officer = person.officer
                   ORDER BY person.officer";
        self.read(permit, |db| db.query(sql, &[], known))
    }

    /// The names behind the numbers in the journal, for whoever reads it; an enterprise is told
    /// of departments only.
    pub fn names<A: Act>(&self, permit: &Permit<A>) -> Result<Names, Error> {
        permit.within(self.zone())?;
        match permit.scope() {
            Scope::Zone | Scope::Department(_) | Scope::Park(_) => {}
            Scope::Own(_) => return Err(Refused::OtherFile.into()),
        }
        self.look(|db| {
            let people = db.query("SELECT officer, name FROM person", &[], |row| {
                Ok((OfficerId(row.narrow("officer")?), row.maybe_text("name")?))
            })?;
            Ok(Names::new(people, &staff(db, self.zone(), Seq::LATEST)?))
        })
    }

    /// Lets somebody in: they have a number, and nothing yet to sign in with.
    ///
    /// # Errors
    /// [`Error::Unfit`] where the login is taken, or nobody could be called so.
    pub fn join(
        &self,
        permit: &Permit<KeepAccounts>,
        person: Person,
        on: Day,
    ) -> Result<OfficerId, Error> {
        let (person, zone) = (person.tidied()?, self.zone().to_owned());
        self.write(permit, &json!({}), move |tx| {
            let mut staff = staff(tx.db, &zone, Seq::LATEST)?;
            let officer = enter(tx, &mut staff, (&person, on))?;
            tx.deed.detail = json!({ "joined": officer.0 }).to_string();
            Ok(officer)
        })
    }

    /// Writes down another login, name or telephone number of a person, on the day `on`.
    ///
    /// # Errors
    /// [`Error::Unfit`] for another login of another administrator: who is vouched for outside is
    /// known by it.
    pub fn rename(
        &self,
        permit: &Permit<KeepAccounts>,
        (officer, on): (OfficerId, Day),
        person: Person,
    ) -> Result<Seq, Error> {
        let (own, zone, person) = (permit.clone(), self.zone().to_owned(), person.tidied()?);
        self.write(permit, &json!({ "renamed": officer.0 }), move |tx| {
            free(tx.db, &person.login, officer)?;
            let sql = "SELECT login FROM person WHERE officer = $1";
            let was = tx.db.first(sql, &[officer.0.into()], |row| row.maybe_text("login"))?;
            if was.flatten().is_some_and(|was| was != person.login) {
                let staff = staff(tx.db, &zone, Seq::LATEST)?;
                let taken = alone(&own, (&staff, &Matter::Invite(officer)), on);
                taken.map_err(|_| Unfit::OthersLogin(officer))?;
            }
            let mut cells = vec![Cell::from(officer.0)];
            cells.extend(words(&person));
            let sql = "UPDATE person SET login = $2, name = $3, phone = $4
                       WHERE officer = $1 AND login IS NOT NULL";
            changed(tx.db.execute(sql, &cells)?, "person")?;
            Ok(tx.seq)
        })
    }

    /// Says that somebody leaves on `leaves`, as of `on`; their sessions end at once.
    pub fn leave(
        &self,
        permit: &Permit<KeepAccounts>,
        officer: OfficerId,
        (leaves, on): (Day, Day),
    ) -> Result<Seq, Error> {
        let zone = self.zone().to_owned();
        let detail = json!({ "left": officer.0, "day": leaves.to_string() });
        self.write(permit, &detail, move |tx| {
            let mut staff = staff(tx.db, &zone, Seq::LATEST)?;
            learn(tx, &mut staff, (Change::Left { officer, on: leaves }, on))?;
            for table in ["session", "invitation"] {
                take(tx, table, officer)?;
            }
            Ok(tx.seq)
        })
    }

    /// Erases what is known of somebody who left: name, login, telephone number, and whatever
    /// they signed in with. The journal has their number only, and stays as it is.
    ///
    /// # Errors
    /// [`Unfit::Here`] where they did not leave, or not yet on the day `on`.
    pub fn erase(
        &self,
        permit: &Permit<KeepAccounts>,
        officer: OfficerId,
        on: Day,
    ) -> Result<Seq, Error> {
        let zone = self.zone().to_owned();
        self.write(permit, &json!({ "erased": officer.0 }), move |tx| {
            let known = staff(tx.db, &zone, Seq::LATEST)?.officer(officer);
            let known = known.ok_or(Unfit::NoOfficer(officer))?;
            if known.left.is_none_or(|left| left > on) {
                return Err(Unfit::Here(officer).into());
            }
            for table in ["session", "invitation", "credential", "saved"] {
                take(tx, table, officer)?;
            }
            let sql = "UPDATE person SET login = NULL, name = NULL, phone = NULL
                       WHERE officer = $1";
            changed(tx.db.execute(sql, &[officer.0.into()])?, "person")?;
            Ok(tx.seq)
        })
    }

    /// Lets one of the three first administrators in, on a post of their own and with a password,
    /// of which `hashed` is the argon2 text, chosen at a moment.
    ///
    /// # Errors
    /// [`Turned::Uninvited`] where somebody was that administrator before, [`Error::Unfit`] where
    /// nobody could be called so, or another of the three is.
    pub fn start(
        &self,
        (keep, grant): (&Permit<KeepAccounts>, &Permit<GrantPosts>),
        founder: Founder,
        (hashed, now): (String, Moment),
    ) -> Result<OfficerId, Error> {
        grant.within(self.zone())?;
        let zone = self.zone().to_owned();
        let Founder { person, role, department, from: on } = founder;
        let person = person.tidied()?;
        self.write(keep, &json!({}), move |tx| {
            let mut staff = staff(tx.db, &zone, Seq::LATEST)?;
            if !staff.awaited().contains(&role) {
                return Err(Turned::Uninvited.into());
            }
            apart(tx.db, &staff, &person)?;
            let officer = enter(tx, &mut staff, (&person, on))?;
            let (post, title) = (staff.next_post(), role.zh().to_owned());
            let is = Post { title, department, roles: [role].into(), scope: Scope::Zone };
            let appointed = Grant::Appointed { post, officer, from: on, until: None };
            for grant in [Grant::Made { post, is }, appointed] {
                learn(tx, &mut staff, (Change::Granted(grant), on))?;
            }
            choose(tx.db, officer, (&hashed, now))?;
            tx.deed.detail = json!({ "founder": officer.0, "post": post.0 }).to_string();
            Ok(officer)
        })
    }

    /// Lets somebody choose a password, once, until a moment; the password that they had, what
    /// they were sent before and wherever they are signed in is void at once. `token` is the hash
    /// of what they are sent, `on` the day on which they are.
    ///
    /// # Errors
    /// [`Error::Unfit`] where they are not there, or it takes two ([`Store::ask_invitation`]).
    pub fn invite(
        &self,
        permit: &Permit<KeepAccounts>,
        (officer, on): (OfficerId, Day),
        (token, until): (Hash, Moment),
    ) -> Result<Seq, Error> {
        let (own, zone) = (permit.clone(), self.zone().to_owned());
        let detail = json!({ "invited": officer.0, "until": until.to_string() });
        self.write(permit, &detail, move |tx| {
            let staff = staff(tx.db, &zone, Seq::LATEST)?;
            staff.here(officer)?;
            alone(&own, (&staff, &Matter::Invite(officer)), on)?;
            refresh(tx, officer, (token, until))?;
            Ok(tx.seq)
        })
    }

    /// Takes the second factor of somebody who lost it, on the day `on`; their sessions end.
    ///
    /// # Errors
    /// [`Error::Unfit`] where it takes two ([`Store::ask_factor`]).
    pub fn drop_factor(
        &self,
        permit: &Permit<KeepAccounts>,
        (officer, on): (OfficerId, Day),
    ) -> Result<Seq, Error> {
        let (own, zone) = (permit.clone(), self.zone().to_owned());
        self.write(permit, &json!({ "factor": officer.0 }), move |tx| {
            let staff = staff(tx.db, &zone, Seq::LATEST)?;
            alone(&own, (&staff, &Matter::Factor(officer)), on)?;
            unfactor(tx, officer)?;
            Ok(tx.seq)
        })
    }

    /// Gives a client a key; the one that it had before opens nothing any more. `token` is the
    /// key's hash.
    pub fn give_key(
        &self,
        permit: &Permit<KeepAccounts>,
        client: ClientId,
        (token, now): (Hash, Moment),
    ) -> Result<Seq, Error> {
        let zone = self.zone().to_owned();
        self.write(permit, &json!({ "key": client.0 }), move |tx| {
            let staff = staff(tx.db, &zone, Seq::LATEST)?;
            if !staff.clients().any(|(known, _)| known == client) {
                return Err(Unfit::NoClient(client).into());
            }
            tx.db.execute("DELETE FROM client_key WHERE client = $1", &[client.0.into()])?;
            let sql = "INSERT INTO client_key (token, client, made_at) VALUES ($1, $2, $3)";
            tx.db.execute(sql, &[token.into(), client.0.into(), now.to_string().into()])?;
            Ok(tx.seq)
        })
    }

    /// Takes a client's key.
    pub fn take_key(&self, permit: &Permit<KeepAccounts>, client: ClientId) -> Result<Seq, Error> {
        self.write(permit, &json!({ "key_taken": client.0 }), move |tx| {
            let sql = "DELETE FROM client_key WHERE client = $1";
            changed(tx.db.execute(sql, &[client.0.into()])?, "key")?;
            Ok(tx.seq)
        })
    }
}

/// One of the three first administrators.
#[derive(Clone, Debug)]
pub struct Founder {
    /// Who they are.
    pub person: Person,
    /// Which of the three.
    pub role: Role,
    /// The department of the post that is made for them.
    pub department: String,
    /// The day it is, from which on they hold it.
    pub from: Day,
}

/// Gives a person a number.
fn enter(
    tx: &mut Tx<'_>,
    staff: &mut Staff,
    (person, on): (&Person, Day),
) -> Result<OfficerId, Error> {
    let officer = staff.next_officer();
    learn(tx, staff, (Change::Joined(officer), on))?;
    free(tx.db, &person.login, officer)?;
    let mut cells = vec![Cell::from(officer.0)];
    cells.extend(words(person));
    let sql = "INSERT INTO person (officer, login, name, phone) VALUES ($1, $2, $3, $4)";
    tx.db.execute(sql, &cells)?;
    Ok(officer)
}

/// Voids what somebody signs in with, and keeps an invitation.
pub(crate) fn refresh(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    (token, until): (Hash, Moment),
) -> Result<(), Error> {
    for table in ["session", "invitation"] {
        take(tx, table, officer)?;
    }
    // The second factor stays: whoever lost that too has it dropped by itself.
    let sql = "UPDATE credential SET password = '' WHERE officer = $1";
    tx.db.execute(sql, &[officer.0.into()])?;
    send(tx, officer, (token, until))
}

/// Takes somebody's second factor; their sessions end.
pub(crate) fn unfactor(tx: &mut Tx<'_>, officer: OfficerId) -> Result<(), Error> {
    let sql = "UPDATE credential SET factor = NULL, step = NULL WHERE officer = $1";
    changed(tx.db.execute(sql, &[officer.0.into()])?, "credential")?;
    take(tx, "session", officer)
}

/// Keeps an invitation.
fn send(tx: &mut Tx<'_>, officer: OfficerId, (token, until): (Hash, Moment)) -> Result<(), Error> {
    let sql = "INSERT INTO invitation (token, officer, until_at) VALUES ($1, $2, $3)";
    let cells = [token.into(), officer.0.into(), until.to_string().into()];
    tx.db.execute(sql, &cells).map(|_| ())
}

/// Deletes what is an officer's of a table beside the journal.
fn take(tx: &mut Tx<'_>, table: &'static str, officer: OfficerId) -> Result<(), Error> {
    let sql = format!("DELETE FROM {table} WHERE officer = $1");
    tx.db.execute(&sql, &[officer.0.into()]).map(|_| ())
}

/// Refuses a login that somebody else has.
fn free(db: &mut Db, login: &str, officer: OfficerId) -> Result<(), Error> {
    let sql = "SELECT COUNT(*) FROM person WHERE login = $1 AND officer <> $2";
    let taken = db.first(sql, &[login.into(), officer.0.into()], |row| row.int("count"))?;
    if taken == Some(0) { Ok(()) } else { Err(Unfit::SameLogin(login.to_owned()).into()) }
}

/// Refuses who is called as another administrator is, or has their telephone number.
fn apart(db: &mut Db, staff: &Staff, person: &Person) -> Result<(), Error> {
    let sql = "SELECT name, phone FROM person WHERE officer = $1";
    for (officer, role) in staff.administrators() {
        let read = |row: &mut Row| Ok((row.maybe_text("name")?, row.maybe_text("phone")?));
        let (name, phone) = db.first(sql, &[officer.0.into()], read)?.unwrap_or_default();
        let said = [("姓名", Some(&person.name), name), ("电话", person.phone.as_ref(), phone)];
        for (what, word, known) in said {
            if let Some(word) = word.filter(|word| known.as_ref() == Some(word)) {
                return Err(Unfit::SamePerson { what, word: word.clone(), role }.into());
            }
        }
    }
    Ok(())
}

/// Refuses what changed nothing.
pub(crate) fn changed(rows: u64, what: &'static str) -> Result<(), Error> {
    if rows == 0 { Err(Error::Nothing(what)) } else { Ok(()) }
}

fn words(person: &Person) -> [Cell; 3] {
    [person.login.as_str().into(), person.name.as_str().into(), person.phone.clone().into()]
}

fn known(row: &mut Row) -> Result<Known, Error> {
    let officer = OfficerId(row.narrow("officer")?);
    let (login, name) = (row.maybe_text("login")?, row.maybe_text("name")?);
    let phone = row.maybe_text("phone")?;
    let is = login.zip(name).map(|(login, name)| Person { login, name, phone });
    let password = row.maybe_text("password")?.is_some_and(|password| !password.is_empty());
    let factor = row.maybe_blob("factor")?.is_some();
    Ok(Known { officer, is, password, factor })
}
