//! Who may come in: sessions and keys, held in memory and kept in the store.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use jiff::SignedDuration;
use store::{Clock, Hash, Leaving, Moment, SignedIn, Store};
use zone::Seq;
use zone::people::{ClientId, OfficerId, Operator, PostId, Role, Seat, Staff};

use super::Unstarted;
use crate::china;
use crate::http::{Code, Refusal, unsigned};
use crate::register::Register;

/// The name of the cookie that holds a session.
pub const COOKIE: &str = "yuanshu";

/// A session without a request for so long ends.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session ends after so long whatever happens.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// Somebody who was let in, for one request.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who they are on the post that they chose.
    pub operator: Operator,
    /// How they came in.
    pub via: Via,
}

/// How somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// An officer, or an enterprise's user, with a session.
    Session {
        /// The hash of its token.
        token: Hash,
        /// Who it is of.
        officer: OfficerId,
        /// On which post.
        post: PostId,
        /// What a change must carry.
        csrf: String,
        /// When it ends at the latest.
        ends: Moment,
    },
    /// A program with a key.
    Key {
        /// The hash of the key.
        key: Hash,
        /// Whose it is.
        client: ClientId,
    },
}

impl Via {
    /// By what somebody is told from others who ask.
    pub fn asker(&self) -> String {
        match self {
            Self::Session { token, .. } => token.to_string(),
            Self::Key { client, .. } => client.to_string(),
        }
    }
}

/// Who may come in.
#[derive(Debug)]
pub struct Gate {
    clock: Clock,
    zone: String,
    staff: RwLock<Arc<Staff>>,
    sessions: RwLock<HashMap<Hash, SignedIn>>,
    /// Sessions that turned up elsewhere, until they would have ended anyway: whose they were is told
    /// so as well, and not only the thief.
    strayed: RwLock<HashMap<Hash, Moment>>,
    keys: RwLock<HashMap<Hash, ClientId>>,
}

impl Gate {
    /// Those who were in when the program ended are in again.
    pub(super) fn open(register: &Register, clock: Clock) -> Result<Self, Unstarted> {
        let zone = register.settings.zone.clone();
        let gate = Self {
            clock,
            staff: RwLock::new(Arc::new(Staff::new(zone.clone()))),
            zone,
            sessions: RwLock::default(),
            strayed: RwLock::default(),
            keys: RwLock::default(),
        };
        gate.learn(&register.store)?;
        let sessions = register.store.gate().sessions()?;
        let sessions = sessions.into_iter().map(|session| (session.token, session)).collect();
        *write(&gate.sessions) = sessions;
        Ok(gate)
    }

    /// Takes in what was written about posts, people and keys.
    pub fn learn(&self, store: &Store) -> Result<(), store::Error> {
        let gate = store.gate();
        let staff = Staff::as_of(&self.zone, &gate.staff(Seq(0))?, Seq::LATEST)?;
        let keys = gate.keys()?.into_iter().collect();
        // Whoever left or was invited anew is in no more.
        let open: Vec<Hash> = gate.sessions()?.into_iter().map(|one| one.token).collect();
        write(&self.sessions).retain(|token, _| open.contains(token));
        *write(&self.staff) = Arc::new(staff);
        *write(&self.keys) = keys;
        Ok(())
    }

    /// Who holds which post.
    pub fn staff(&self) -> Arc<Staff> {
        read(&self.staff).clone()
    }

    /// The administrators whom the others wait for: while there are some, nobody does more than
    /// sign in. Where none of the three is there yet, nobody is whom that would keep.
    pub fn awaited(&self) -> Vec<Role> {
        let awaited = read(&self.staff).awaited();
        if awaited.len() == Role::ADMINISTRATORS.len() { Vec::new() } else { awaited }
    }

    /// The posts that somebody has today.
    pub fn seats(&self, officer: OfficerId) -> Vec<Seat> {
        self.staff().seats(officer, china::day(self.clock.tell()))
    }

    /// Lets somebody in.
    pub fn admit(&self, session: SignedIn) {
        write(&self.sessions).insert(session.token, session);
    }

    /// Has somebody act on another of their posts.
    pub fn take_post(&self, token: Hash, post: PostId) {
        if let Some(session) = write(&self.sessions).get_mut(&token) {
            session.post = post;
        }
    }

    /// Ends a session in memory; the store is told by who ends it.
    pub fn forget(&self, token: Hash) {
        write(&self.sessions).remove(&token);
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// Nobody does who may come in; says whether a session ended, and why.
    pub fn signed(
        &self,
        (headers, extensions): (&HeaderMap, &Extensions),
        store: &Store,
    ) -> Result<Arc<Signed>, Refusal> {
        if let Some(key) = bearer(headers) {
            return self.caller(key);
        }
        let token = Hash::of(carried(headers, COOKIE).ok_or_else(unsigned)?.as_bytes());
        let now = self.clock.tell();
        let session = read(&self.sessions).get(&token).cloned();
        let session = session.ok_or_else(|| self.ended(token))?;
        if is_over(&session, now) {
            return Err(unsigned());
        }
        if mark(headers, extensions) != session.mark {
            self.stray(&session, store);
            return Err(strayed());
        }
        let seats = self.seats(session.officer);
        let seat = seats.into_iter().find(|seat| seat.post == session.post);
        let seat = seat.ok_or_else(unposted)?;
        if let Some(session) = write(&self.sessions).get_mut(&token) {
            session.seen = now;
        }
        let SignedIn { officer, post, csrf, ends, .. } = session;
        let via = Via::Session { token, officer, post, csrf, ends };
        Ok(Arc::new(Signed { operator: seat.operator, via }))
    }

    fn caller(&self, key: &str) -> Result<Arc<Signed>, Refusal> {
        let key = Hash::of(key.as_bytes());
        let client = read(&self.keys).get(&key).copied().ok_or_else(unopened)?;
        let operator = self.lent(key, client).ok_or_else(unopened)?;
        Ok(Arc::new(Signed { operator, via: Via::Key { key, client } }))
    }

    /// Who a program is today, as long as it has that key.
    fn lent(&self, key: Hash, client: ClientId) -> Option<Operator> {
        read(&self.keys).get(&key).filter(|of| **of == client)?;
        self.staff().caller(client, china::day(self.clock.tell()))
    }

    /// Who somebody is who was let in a while ago, as they are now.
    pub(super) fn present(&self, via: &Via) -> Result<Operator, Refusal> {
        match via {
            Via::Key { key, client } => self.lent(*key, *client).ok_or_else(unopened),
            Via::Session { token, officer, post, .. } => {
                read(&self.sessions).get(token).ok_or_else(|| self.ended(*token))?;
                let seat = self.seats(*officer).into_iter().find(|seat| seat.post == *post);
                seat.map(|seat| seat.operator).ok_or_else(unposted)
            }
        }
    }

    /// How many are signed in.
    pub fn count(&self) -> usize {
        read(&self.sessions).len()
    }

    /// A token that turns up with another program or at another address was stolen: it opens
    /// nothing any more, for whoever has it.
    fn stray(&self, session: &SignedIn, store: &Store) {
        self.forget(session.token);
        write(&self.strayed).insert(session.token, session.ends);
        self.end(session, Leaving::Strayed, store);
    }

    /// Why a token opens nothing.
    fn ended(&self, token: Hash) -> Refusal {
        if read(&self.strayed).contains_key(&token) { strayed() } else { unsigned() }
    }

    /// Ends what nobody has used for too long; writes down when the others were last seen.
    pub fn sweep(&self, store: &Store) -> Result<(), store::Error> {
        let now = self.clock.tell();
        write(&self.strayed).retain(|_, ends| *ends > now);
        let (over, open): (Vec<SignedIn>, Vec<SignedIn>) =
            read(&self.sessions).values().cloned().partition(|session| is_over(session, now));
        for session in &over {
            self.forget(session.token);
            self.end(session, Leaving::Expired, store);
        }
        store.gate().touch(open.into_iter().map(|session| (session.token, session.seen)).collect())
    }

    fn end(&self, session: &SignedIn, why: Leaving, store: &Store) {
        let seat = self.seats(session.officer).into_iter().find(|seat| seat.post == session.post);
        let who = seat.map_or_else(|| nobody(&self.zone, session.officer), |seat| seat.operator);
        if let Err(error) = store.gate().sign_out(&who, session.token, why) {
            tracing::warn!(%error, "the end of a session could not be written");
        }
    }

    /// Whether who was let in still is.
    pub fn is_open(&self, signed: &Signed) -> bool {
        let now = self.clock.tell();
        match &signed.via {
            Via::Key { key, client } => self.lent(*key, *client).is_some(),
            Via::Session { token, officer, post, .. } => {
                let open = read(&self.sessions).get(token).is_some_and(|one| !is_over(one, now));
                open && self.seats(*officer).iter().any(|seat| seat.post == *post)
            }
        }
    }
}

fn is_over(session: &SignedIn, now: Moment) -> bool {
    now >= session.ends || now.timestamp() >= session.seen.timestamp() + IDLE
}

/// Who somebody is that has no post any more.
fn nobody(zone: &str, officer: OfficerId) -> Operator {
    Operator {
        zone: zone.to_owned(),
        name: officer.to_string(),
        department: String::new(),
        roles: std::collections::BTreeSet::new(),
        scope: zone::people::Scope::Zone,
    }
}

fn strayed() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        Code::Strayed,
        [
            "这次登录在另一个地址或浏览器上被使用，已经结束",
            "the session was used from another address or program and has ended",
        ],
    )
    .hint([
        "请重新登录；不是本人所为的，请告诉安全管理员",
        "sign in again; if that was not you, tell the security administrator",
    ])
}

fn unposted() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        Code::NoPost,
        ["您已不在这个岗位上，不能再以它办事", "you do not hold this post any more, and nothing is done on it"],
    )
    .hint(["填写的内容没有丢；请重新登录，或请安全管理员任命", "what you filled in is not lost; sign in again, or ask the security administrator for a post"])
}

/// A key that is none, is none any more, or is of a program whose time is over.
fn unopened() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        Code::BadKey,
        [
            "密钥不对、已经换过或收回，或接口调用方已停用、到期",
            "the key opens nothing, or nothing any more",
        ],
    )
    .hint([
        "请向系统管理员要一把新的；到期的先请安全管理员重新准入",
        "ask the system administrator for another; where time is over, be admitted anew first",
    ])
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = said.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// What a cookie holds.
pub fn carried<'a>(headers: &'a HeaderMap, called: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|said| said.to_str().ok());
    let mut pairs =
        cookies.flat_map(|said| said.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| name.trim() == called).map(|(_, token)| token.trim())
}

/// The program and the address that a request comes from.
pub fn mark(headers: &HeaderMap, extensions: &Extensions) -> Hash {
    let agent = headers.get(header::USER_AGENT).map_or(&b""[..], |agent| agent.as_bytes());
    let address = address(extensions).unwrap_or_default();
    Hash::of(&[address.as_bytes(), b"\n", agent].concat())
}

/// The address that a request comes from.
pub fn address(extensions: &Extensions) -> Option<String> {
    let info = extensions.get::<ConnectInfo<std::net::SocketAddr>>()?;
    Some(info.0.ip().to_string())
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    // What is behind these locks is replaced whole.
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
