//! What is learnt about officers, posts and clients, and what it makes of the staff.

use base::{Day, Span};
use serde::{Deserialize, Serialize};

use super::{Client, ClientId, How, Officer, OfficerId, Place, Post, PostId, Staff, Term, Unfit};
use crate::Seq;

/// Something that was learnt about the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// With which line of the journal.
    pub seq: Seq,
    /// What.
    pub change: Change,
}

/// What is learnt about the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An officer has an account (入职).
    Joined(OfficerId),
    /// An officer has none any more (离职), and no post.
    Left {
        /// Who.
        officer: OfficerId,
        /// The first day without them.
        on: Day,
    },
    /// Who may do what is otherwise.
    Granted(Grant),
}

/// What is said of posts and of clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// There is a post (设岗).
    Made {
        /// Its number.
        post: PostId,
        /// What it is.
        is: Post,
    },
    /// The post is another from this moment on, for whoever has it.
    Changed {
        /// Which.
        post: PostId,
        /// What it is.
        is: Post,
    },
    /// The post is no more (撤岗), and nobody has it.
    Closed {
        /// Which.
        post: PostId,
        /// The first day without it.
        on: Day,
    },
    /// An officer has the post (任命).
    Appointed {
        /// Which.
        post: PostId,
        /// Who.
        officer: OfficerId,
        /// Their first day.
        from: Day,
        /// Their last, where it is known.
        until: Option<Day>,
    },
    /// An officer has the post no more (免去), and nobody has it by their delegation.
    Relieved {
        /// Which.
        post: PostId,
        /// Who, appointed or delegated.
        officer: OfficerId,
        /// The first day without it.
        on: Day,
    },
    /// An officer has another's post for a while (委托).
    Delegated {
        /// Which.
        post: PostId,
        /// Who holds it.
        by: OfficerId,
        /// Who has it for the while.
        to: OfficerId,
        /// The first day.
        from: Day,
        /// The last.
        until: Day,
    },
    /// A client is let in.
    Admitted {
        /// Its number.
        client: ClientId,
        /// What it is.
        is: Client,
    },
    /// A client is let in no more.
    Expelled {
        /// Which.
        client: ClientId,
        /// The first day without it.
        on: Day,
    },
}

impl Staff {
    /// The staff as known with the line `known`: events of later lines are left out.
    ///
    /// # Errors
    /// The first event that cannot be.
    pub fn as_of<'a>(
        zone: &str,
        events: impl IntoIterator<Item = &'a Event>,
        known: Seq,
    ) -> Result<Self, Unfit> {
        let mut staff = Self::new(zone);
        for event in events.into_iter().filter(|event| event.seq <= known) {
            staff.learn(event)?;
        }
        Ok(staff)
    }

    /// Adds what was learnt; on refusal nothing has changed.
    ///
    /// Whether it may be learnt was asked on its day ([`Staff::check`]); only what speaks of
    /// nobody is refused here.
    pub fn learn(&mut self, event: &Event) -> Result<(), Unfit> {
        self.speaks(&event.change)?;
        self.seq = event.seq;
        match &event.change {
            Change::Joined(officer) => {
                self.officers.insert(*officer, Officer { joined: event.seq, left: None });
            }
            Change::Left { officer, on } => {
                if let Some(known) = self.officers.get_mut(officer) {
                    known.left = Some(*on);
                }
                self.clip(*on, |term| theirs(term, *officer));
            }
            Change::Granted(grant) => self.grant(grant),
        }
        Ok(())
    }

    fn grant(&mut self, grant: &Grant) {
        match grant {
            Grant::Made { post, is } => {
                self.posts.insert(*post, Place { is: is.clone(), closed: None });
            }
            Grant::Changed { post, is } => {
                if let Some(place) = self.posts.get_mut(post) {
                    place.is = is.clone();
                }
            }
            Grant::Closed { post, on } => {
                if let Some(place) = self.posts.get_mut(post) {
                    place.closed = Some(*on);
                }
                self.clip(*on, |term| term.post == *post);
            }
            Grant::Appointed { post, officer, from, until } => {
                let days = Span { from: Some(*from), until: *until };
                self.terms.push(Term { post: *post, officer: *officer, days, how: How::Held });
                // Whatever becomes of the post, the first start is over for its role.
                let roles = self.posts.get(post).into_iter().flat_map(|place| &place.is.roles);
                self.founded.extend(roles.filter(|role| role.is_administrator()));
            }
            Grant::Relieved { post, officer, on } => {
                self.clip(*on, |term| term.post == *post && theirs(term, *officer));
            }
            Grant::Delegated { post, by, to, from, until } => {
                let days = Span::between(*from, *until);
                let how = How::Delegated { by: *by };
                self.terms.push(Term { post: *post, officer: *to, days, how });
            }
            Grant::Admitted { client, is } => {
                self.clients.insert(*client, is.clone());
            }
            Grant::Expelled { client, on } => {
                if let Some(known) = self.clients.get_mut(client) {
                    known.until = known.until.min(before(*on));
                }
            }
        }
    }

    /// Ends terms before a day; those that had not begun are no more.
    fn clip(&mut self, on: Day, which: impl Fn(&Term) -> bool) {
        let last = before(on);
        for term in self.terms.iter_mut().filter(|term| which(term)) {
            term.days.until = Some(term.days.until.map_or(last, |until| until.min(last)));
        }
        self.terms.retain(|term| !term.days.is_empty());
    }

    /// Refuses what speaks of nobody, and what makes somebody twice.
    pub(super) fn speaks(&self, change: &Change) -> Result<(), Unfit> {
        match change {
            Change::Joined(officer) => next(officer.0, self.next_officer().0),
            Change::Left { officer, .. } => self.here(*officer),
            Change::Granted(grant) => match grant {
                Grant::Made { post, .. } => next(post.0, self.next_post().0),
                Grant::Changed { post, .. } | Grant::Closed { post, .. } => self.open(*post),
                Grant::Appointed { post, officer, .. } | Grant::Relieved { post, officer, .. } => {
                    self.open(*post)?;
                    self.here(*officer)
                }
                Grant::Delegated { post, by, to, .. } => {
                    self.open(*post)?;
                    self.here(*by)?;
                    self.here(*to)
                }
                Grant::Admitted { client, .. } => next(client.0, self.next_client().0),
                Grant::Expelled { client, .. } if self.clients.contains_key(client) => Ok(()),
                Grant::Expelled { client, .. } => Err(Unfit::NoClient(*client)),
            },
        }
    }

    /// Refuses who is not there, or not any more.
    pub fn here(&self, officer: OfficerId) -> Result<(), Unfit> {
        match self.officers.get(&officer) {
            None => Err(Unfit::NoOfficer(officer)),
            Some(Officer { left: Some(_), .. }) => Err(Unfit::Gone(officer)),
            Some(Officer { left: None, .. }) => Ok(()),
        }
    }

    fn open(&self, post: PostId) -> Result<(), Unfit> {
        match self.posts.get(&post) {
            None => Err(Unfit::NoPost(post)),
            Some(Place { closed: Some(_), .. }) => Err(Unfit::Closed(post)),
            Some(Place { closed: None, .. }) => Ok(()),
        }
    }
}

/// Whether an officer has it, or somebody by their delegation.
fn theirs(term: &Term, officer: OfficerId) -> bool {
    term.officer == officer || term.how == How::Delegated { by: officer }
}

fn next(number: u32, next: u32) -> Result<(), Unfit> {
    if number == next { Ok(()) } else { Err(Unfit::Number { number, next }) }
}

/// The last day before one.
fn before(on: Day) -> Day {
    on.yesterday().unwrap_or(on)
}
