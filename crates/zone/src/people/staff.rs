//! Who holds which post, and from when: what was learnt about officers, posts and clients.

mod change;
mod check;
#[cfg(test)]
mod tests;
mod unfit;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base::{Day, Span};
use serde::{Deserialize, Serialize};

use super::{Operator, Role, Scope};
use crate::Seq;
pub use change::{Change, Event, Grant};
pub use unfit::Unfit;

/// Declares numbers of people and posts, with the letter that they are written with.
macro_rules! numbers {
    ($($(#[$about:meta])* $id:ident $letter:literal;)*) => {$(
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $id(pub u32);

        impl $id {
            /// The number in a name such as the journal has; none where it is another name.
            pub fn of(name: &str) -> Option<Self> {
                let number = name.strip_prefix($letter)?.parse().ok().map(Self)?;
                // `+7` and `007` are numbers too, but nobody's name.
                (number.to_string() == name).then_some(number)
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }
    )*};
}

numbers! {
    /// An officer, by the order in which they joined (人员): `U7`.
    OfficerId 'U';
    /// A post, by the order in which they were made (岗位): `P3`.
    PostId 'P';
    /// A program that asks, by the order in which they were let in (接口调用方): `C2`.
    ClientId 'C';
}

/// A post (岗位): what is asked of whoever holds it, and what it lets them do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What it is called.
    pub title: String,
    /// The department that it is of.
    pub department: String,
    /// What its holder is there for.
    pub roles: BTreeSet<Role>,
    /// How far its holder's acts reach.
    pub scope: Scope,
}

/// A program that asks in somebody's stead (接口调用方).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// What it is called.
    pub title: String,
    /// The department that answers for it.
    pub department: String,
    /// What it is there for: [`Role::Reader`], [`Role::Clerk`] or both.
    pub roles: BTreeSet<Role>,
    /// How far its acts reach.
    pub scope: Scope,
    /// The last day on which it is let in.
    pub until: Day,
}

/// How an officer came to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// They were appointed.
    Held,
    /// Its holder delegated it to them (委托).
    Delegated {
        /// Who did.
        by: OfficerId,
    },
}

/// The days for which an officer has a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Which post.
    pub post: PostId,
    /// Who has it.
    pub officer: OfficerId,
    /// From the first day to the last.
    pub days: Span,
    /// How they came to it.
    pub how: How,
}

/// A post that an officer has on a day, with whom they are on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Which post.
    pub post: PostId,
    /// What it is called.
    pub title: String,
    /// Who they are on it; their name is their number.
    pub operator: Operator,
    /// How they came to it.
    pub how: How,
    /// Their last day on it, where there is one.
    pub until: Option<Day>,
}

/// An officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Officer {
    /// With which line they joined.
    pub joined: Seq,
    /// The first day without them.
    pub left: Option<Day>,
}

/// A post as it stands, with when it was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub is: Post,
    /// The first day without it.
    pub closed: Option<Day>,
}

/// All officers, posts and clients, as known with some line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    zone: String,
    officers: BTreeMap<OfficerId, Officer>,
    posts: BTreeMap<PostId, Place>,
    /// In the order in which they were learnt.
    terms: Vec<Term>,
    clients: BTreeMap<ClientId, Client>,
    /// The administrators of whom there was ever one.
    founded: BTreeSet<Role>,
    /// The last line that changed any of it.
    seq: Seq,
}

impl Staff {
    /// Nobody yet.
    pub fn new(zone: impl Into<String>) -> Self {
        Self {
            zone: zone.into(),
            officers: BTreeMap::new(),
            posts: BTreeMap::new(),
            terms: Vec::new(),
            clients: BTreeMap::new(),
            founded: BTreeSet::new(),
            seq: Seq::default(),
        }
    }

    /// The posts that an officer has on a day: first those that they hold, then those that were
    /// delegated to them.
    pub fn seats(&self, officer: OfficerId, on: Day) -> Vec<Seat> {
        let terms = self.terms.iter();
        let own = terms.filter(|term| term.officer == officer && term.days.covers(on));
        let seat = |term: &Term| {
            let Post { title, department, roles, scope } = self.posts.get(&term.post)?.is.clone();
            let (zone, name) = (self.zone.clone(), officer.to_string());
            let operator = Operator { zone, name, department, roles, scope };
            Some(Seat { post: term.post, title, operator, how: term.how, until: term.days.until })
        };
        let mut seats: Vec<Seat> = own.filter_map(seat).collect();
        seats.sort_by_key(|seat| (seat.how != How::Held, seat.post));
        seats
    }

    /// Whom a client is on a day; none where it is not let in.
    pub fn caller(&self, client: ClientId, on: Day) -> Option<Operator> {
        let is = self.clients.get(&client).filter(|is| on <= is.until)?.clone();
        let (zone, name) = (self.zone.clone(), client.to_string());
        let Client { department, roles, scope, .. } = is;
        Some(Operator { zone, name, department, roles, scope })
    }

    /// Whether somebody holds a post with the role on a day; who has it delegated does not.
    pub fn is_held(&self, role: Role, on: Day) -> bool {
        let held = |term: &Term| {
            let has = |place: &Place| place.is.roles.contains(&role);
            term.how == How::Held
                && term.days.covers(on)
                && self.posts.get(&term.post).is_some_and(has)
        };
        self.terms.iter().any(held)
    }

    /// Those of the three administrators whom nobody ever was: the first start waits for them.
    pub fn awaited(&self) -> Vec<Role> {
        let awaited = |role: &Role| !self.founded.contains(role);
        Role::ADMINISTRATORS.into_iter().filter(awaited).collect()
    }

    /// Who holds, held or will hold an administrator's post, and which of the three it is.
    pub fn administrators(&self) -> Vec<(OfficerId, Role)> {
        let held = self.terms.iter().filter(|term| term.how == How::Held);
        let posts = held.filter_map(|term| Some((term.officer, self.posts.get(&term.post)?)));
        let roles = posts.flat_map(|(officer, place)| {
            let roles = place.is.roles.iter().filter(|role| role.is_administrator());
            roles.map(move |role| (officer, *role))
        });
        roles.collect()
    }

    /// An officer, also one who left.
    pub fn officer(&self, officer: OfficerId) -> Option<Officer> {
        self.officers.get(&officer).copied()
    }

    /// All officers, also those who left, in the order of their joining.
    pub fn officers(&self) -> impl Iterator<Item = (OfficerId, Officer)> {
        self.officers.iter().map(|(id, officer)| (*id, *officer))
    }

    /// A post, also one that was closed.
    pub fn post(&self, post: PostId) -> Option<&Place> {
        self.posts.get(&post)
    }

    /// All posts, also those that were closed, in the order of their making.
    pub fn posts(&self) -> impl Iterator<Item = (PostId, &Place)> {
        self.posts.iter().map(|(id, place)| (*id, place))
    }

    /// Who has which post when, in the order in which it was learnt.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// All clients, also those that are let in no more, in the order of their making.
    pub fn clients(&self) -> impl Iterator<Item = (ClientId, &Client)> {
        self.clients.iter().map(|(id, client)| (*id, client))
    }

    /// The last line that changed any of it.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The number of the next officer.
    pub fn next_officer(&self) -> OfficerId {
        OfficerId(after(self.officers.last_key_value().map(|(last, _)| last.0)))
    }

    /// The number of the next post.
    pub fn next_post(&self) -> PostId {
        PostId(after(self.posts.last_key_value().map(|(last, _)| last.0)))
    }

    /// The number of the next client.
    pub fn next_client(&self) -> ClientId {
        ClientId(after(self.clients.last_key_value().map(|(last, _)| last.0)))
    }
}

/// Numbers are counted from 1.
fn after(last: Option<u32>) -> u32 {
    last.unwrap_or(0).saturating_add(1)
}
