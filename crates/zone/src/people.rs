//! Who may do what: operators, their roles, and the proof that an act is theirs to do.

mod act;

use std::collections::BTreeSet;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::enterprise::SubjectId;
pub use act::*;

/// Something that a person does with what the zone knows.
///
/// Acts and the roles that may do them are Rust: a table that could be configured would be worth
/// nothing as a promise.
pub trait Act: 'static {
    /// Its name in the journal, never reused for another act.
    const NAME: &'static str;
    /// What it is called in refusals.
    const TITLE: &'static str;
    /// The roles of which one is enough.
    const ROLES: &'static [Role];
}

/// What a person is there for (角色).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 查阅: reads and asks.
    Reader,
    /// 经办: brings sheets in and corrects.
    Clerk,
    /// 复核: confirms what a clerk brought in.
    Reviewer,
    /// 数源管理: settles what is at odds, joins duplicates.
    Steward,
    /// 系统管理: keeps the machine, backs up and moves.
    Keeper,
    /// 审计: reads the journal.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Reader, Self::Clerk, Self::Reviewer, Self::Steward, Self::Keeper, Self::Auditor];

    /// As officials say it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Reader => "查阅",
            Self::Clerk => "经办",
            Self::Reviewer => "复核",
            Self::Steward => "数源管理",
            Self::Keeper => "系统管理",
            Self::Auditor => "审计",
        }
    }
}

/// How much of the zone a person's acts reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole zone.
    Zone,
    /// What one department answers for.
    Department(String),
    /// One enterprise's own file.
    Own(SubjectId),
}

/// A person who asks or acts (操作人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// The zone that they work for.
    pub zone: String,
    /// Their name, or account.
    pub name: String,
    /// Their department.
    pub department: String,
    /// What they are there for.
    pub roles: BTreeSet<Role>,
    /// How far their acts reach.
    pub scope: Scope,
}

impl Operator {
    /// The proof that this person may do `A`.
    pub fn may<A: Act>(&self) -> Result<Permit<A>, Refused> {
        if !A::ROLES.iter().any(|role| self.roles.contains(role)) {
            return Err(Refused::NoRole { act: A::TITLE, roles: A::ROLES });
        }
        Ok(Permit {
            zone: self.zone.clone(),
            name: self.name.clone(),
            department: self.department.clone(),
            scope: self.scope.clone(),
            of: PhantomData,
        })
    }
}

/// Proof that its holder may do `A` in one zone. Only [`Operator::may`] makes one.
#[derive(Clone, Debug)]
pub struct Permit<A> {
    zone: String,
    name: String,
    department: String,
    scope: Scope,
    of: PhantomData<fn() -> A>,
}

impl<A: Act> Permit<A> {
    /// The zone in which it is valid.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// Who acts.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The department of who acts.
    pub fn department(&self) -> &str {
        &self.department
    }

    /// How far it reaches.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The name of the act, as the journal has it.
    pub fn act(&self) -> &'static str {
        A::NAME
    }
}

/// Why a person may not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// None of the person's roles may.
    #[error("{act} takes another role")]
    NoRole {
        /// What was to be done.
        act: &'static str,
        /// The roles of which one would be enough.
        roles: &'static [Role],
    },
}
