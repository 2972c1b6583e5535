//! What one administrator asks for, and another of another kind agrees to (提请).

use std::collections::BTreeSet;

use base::{Day, Span};
use serde::{Deserialize, Serialize};

use super::staff::Change;
use super::{Grant, OfficerId, PostId, Role, Staff, Unfit};
use crate::Seq;

/// A motion, by the order in which they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MotionId(pub u32);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Somebody is given an administrator's post.
    Grant(Grant),
    /// An administrator is invited anew: they choose another password.
    Invite(OfficerId),
    /// An administrator signs in without their second factor.
    Factor(OfficerId),
}

/// What the second said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// 同意: it took effect.
    Agreed,
    /// 不同意: it never will. Who asked says so to withdraw it (撤回).
    Refused {
        /// Why.
        reason: String,
    },
}

/// That something was said of a motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// With which line of the journal.
    pub seq: Seq,
    /// By whom.
    pub by: String,
    /// What.
    pub word: Word,
}

/// Something that was asked for, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// Its number.
    pub id: MotionId,
    /// What is asked for.
    pub matter: Matter,
    /// With which line of the journal.
    pub asked: Seq,
    /// By whom.
    pub by: String,
    /// What the second said; nothing while it waits.
    pub decided: Option<Decided>,
}

impl Matter {
    /// Which administrator asks for such things, and so cannot be the second.
    pub fn asker(&self) -> Role {
        match self {
            Self::Grant(_) => Role::Security,
            Self::Invite(_) | Self::Factor(_) => Role::Keeper,
        }
    }

    /// Whom it is about, where it is one person.
    pub fn officer(&self) -> Option<OfficerId> {
        match self {
            Self::Invite(officer)
            | Self::Factor(officer)
            | Self::Grant(
                Grant::Appointed { officer, .. } | Grant::Delegated { to: officer, .. },
            ) => Some(*officer),
            Self::Grant(_) => None,
        }
    }

    /// Which post it is about, where it is one.
    pub fn post(&self) -> Option<PostId> {
        match self {
            Self::Grant(
                Grant::Made { post, .. }
                | Grant::Changed { post, .. }
                | Grant::Closed { post, .. }
                | Grant::Appointed { post, .. }
                | Grant::Relieved { post, .. }
                | Grant::Delegated { post, .. },
            ) => Some(*post),
            Self::Grant(Grant::Admitted { .. } | Grant::Expelled { .. })
            | Self::Invite(_)
            | Self::Factor(_) => None,
        }
    }

    /// The same agreed to on a day: nobody has a post before that.
    #[must_use]
    pub fn from(mut self, on: Day) -> Self {
        if let Self::Grant(Grant::Appointed { from, .. } | Grant::Delegated { from, .. }) =
            &mut self
        {
            *from = on.max(*from);
        }
        self
    }
}

impl Motion {
    /// Refuses a word of anybody where one was said before.
    pub fn open(&self) -> Result<(), Unfit> {
        match &self.decided {
            None => Ok(()),
            Some(decided) => Err(Unfit::Decided { motion: self.id, line: decided.seq }),
        }
    }

    /// Refuses the agreement of any but an administrator of another kind than who asked.
    pub fn seconded(&self, by: Option<Role>) -> Result<(), Unfit> {
        self.open()?;
        let asker = self.matter.asker();
        if by.is_none_or(|kind| kind == asker) {
            return Err(Unfit::SameKind(asker));
        }
        Ok(())
    }
}

impl Staff {
    /// Which administrator somebody is on a day: nobody is two.
    pub fn administrator(&self, officer: OfficerId, on: Day) -> Option<Role> {
        let seats = self.seats(officer, on);
        seats.into_iter().flat_map(|seat| seat.operator.roles).find(|role| role.is_administrator())
    }

    /// Which administrators somebody is on a day or will be.
    pub fn administers(&self, officer: OfficerId, on: Day) -> BTreeSet<Role> {
        let ahead = Span { from: Some(on), until: None };
        let terms = self.terms().iter().filter(|term| term.officer == officer);
        let lasting = terms.filter(|term| term.days.overlaps(&ahead));
        let roles = lasting.filter_map(|term| self.post(term.post)).flat_map(|post| &post.is.roles);
        roles.copied().filter(|role| role.is_administrator()).collect()
    }

    /// Whether one administrator alone would hold what is another's: then a second agrees first.
    pub fn takes_two(&self, matter: &Matter, on: Day) -> bool {
        match matter {
            Matter::Grant(grant) => self.raises(grant, on),
            Matter::Invite(officer) | Matter::Factor(officer) => {
                self.administers(*officer, on).iter().any(|role| *role != matter.asker())
            }
        }
    }

    /// Whether a grant makes an administrator of somebody.
    fn raises(&self, grant: &Grant, on: Day) -> bool {
        let administrators = |roles: &BTreeSet<Role>| -> BTreeSet<Role> {
            roles.iter().copied().filter(|role| role.is_administrator()).collect()
        };
        let of = |post| self.post(post).map(|place| administrators(&place.is.roles));
        match grant {
            Grant::Appointed { post, .. } | Grant::Delegated { post, .. } => {
                of(*post).is_some_and(|roles| !roles.is_empty())
            }
            Grant::Changed { post, is } => {
                let ahead = Span { from: Some(on), until: None };
                let mut terms = self.terms().iter();
                let held = terms.any(|term| term.post == *post && term.days.overlaps(&ahead));
                held && !administrators(&is.roles).is_subset(&of(*post).unwrap_or_default())
            }
            Grant::Made { .. }
            | Grant::Closed { .. }
            | Grant::Relieved { .. }
            | Grant::Admitted { .. }
            | Grant::Expelled { .. } => false,
        }
    }

    /// Whether it can be so, as things stand on a day.
    pub fn fits(&self, matter: &Matter, on: Day) -> Result<(), Unfit> {
        match matter {
            Matter::Grant(grant) => self.check(&Change::Granted(grant.clone()), on),
            Matter::Invite(officer) | Matter::Factor(officer) => self.here(*officer),
        }
    }
}
