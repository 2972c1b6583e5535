//! Who may do what: operators, their roles, and the proof that an act is theirs to do.

mod act;
mod motion;
mod names;
pub mod person;
mod refused;
mod role;
pub mod staff;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::enterprise::{Registry, SubjectId};
use crate::fact::Access;
pub use act::*;
pub use motion::{Decided, Matter, Motion, MotionId, Word};
pub use names::Names;
pub use person::Person;
pub use refused::Refused;
pub use role::Role;
pub use staff::{Client, ClientId, Grant, How, OfficerId, Post, PostId, Seat, Staff, Term, Unfit};

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

/// How much of the zone a person's acts reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole zone.
    Zone,
    /// What one department answers for.
    Department(String),
    /// The enterprises of one park (园区).
    Park(String),
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
    /// The names of all acts that this person may do.
    pub fn acts(&self) -> Vec<&'static str> {
        let may = |roles: &[Role]| roles.iter().any(|role| self.roles.contains(role));
        ACTS.iter().filter(|(_, _, roles)| may(roles)).map(|(name, _, _)| *name).collect()
    }

    /// The same person where their own enterprise's file was merged into another.
    #[must_use]
    pub fn followed(mut self, registry: &Registry) -> Self {
        if let Scope::Own(own) = &mut self.scope {
            *own = registry.survivor(*own);
        }
        self
    }

    /// Whether this person sees facts of that access, of the enterprises that they reach. No
    /// fact is hidden from the enterprise that it is of: its role sees what is sensitive.
    pub fn sees(&self, access: Access) -> bool {
        match access {
            Access::Public | Access::Internal => self.may::<ReadRegister>().is_ok(),
            Access::Sensitive => self.may::<ReadSensitive>().is_ok(),
        }
    }

    /// The most guarded facts that this person sees.
    pub fn sight(&self) -> Access {
        if self.sees(Access::Sensitive) { Access::Sensitive } else { Access::Internal }
    }

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
///
/// A permit of one act is no permit of another:
///
/// ```
/// # use zone::people::{Permit, ReadRegister};
/// fn look(_: &Permit<ReadRegister>) {}
/// fn ask(permit: &Permit<ReadRegister>) {
///     look(permit);
/// }
/// ```
///
/// ```compile_fail,E0308
/// # use zone::people::{ImportFacts, Permit, ReadRegister};
/// fn bring(_: &Permit<ImportFacts>) {}
/// fn ask(permit: &Permit<ReadRegister>) {
///     bring(permit);
/// }
/// ```
///
/// and nobody else can make one:
///
/// ```compile_fail,E0451
/// # use zone::people::{ImportFacts, Permit, Scope};
/// let permit = Permit::<ImportFacts> {
///     zone: String::new(),
///     name: String::new(),
///     department: String::new(),
///     scope: Scope::Zone,
///     of: std::marker::PhantomData,
/// };
/// ```
#[derive(Debug)]
pub struct Permit<A> {
    zone: String,
    name: String,
    department: String,
    scope: Scope,
    // A function pointer, so that a permit may go to another thread whatever the act.
    of: PhantomData<fn() -> A>,
}

impl<A> Clone for Permit<A> {
    fn clone(&self) -> Self {
        Self {
            zone: self.zone.clone(),
            name: self.name.clone(),
            department: self.department.clone(),
            scope: self.scope.clone(),
            of: PhantomData,
        }
    }
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

    /// Refuses a zone in which it is not valid.
    pub fn within(&self, zone: &str) -> Result<(), Refused> {
        if self.zone == zone {
            return Ok(());
        }
        Err(Refused::OtherZone { own: self.zone.clone(), other: zone.to_owned() })
    }

    /// Refuses an enterprise that it does not reach; `park` is the park that the enterprise is in.
    ///
    /// A department reads the whole register: what it answers for is a matter of facts
    /// ([`Permit::answers_for`]). An enterprise of no known park is in nobody's park.
    pub fn reaches(&self, subject: SubjectId, park: Option<&str>) -> Result<(), Refused> {
        match &self.scope {
            Scope::Own(own) if *own != subject => Err(Refused::OtherFile),
            Scope::Park(own) if park != Some(own) => Err(Refused::OtherPark { own: own.clone() }),
            Scope::Zone | Scope::Department(_) | Scope::Park(_) | Scope::Own(_) => Ok(()),
        }
    }

    /// The same for one enterprise alone, where it reaches that; `park` is the one that it is in.
    ///
    /// Who knows the park asks once, and what is done with the narrow permit needs not to know it.
    pub fn narrowed(&self, subject: SubjectId, park: Option<&str>) -> Result<Self, Refused> {
        self.reaches(subject, park)?;
        Ok(Self { scope: Scope::Own(subject), ..self.clone() })
    }

    /// Refuses what concerns the whole register to all but those who reach all of it.
    pub fn reaches_all(&self) -> Result<(), Refused> {
        match &self.scope {
            Scope::Zone | Scope::Department(_) => Ok(()),
            Scope::Park(own) => Err(Refused::OtherPark { own: own.clone() }),
            Scope::Own(_) => Err(Refused::OtherFile),
        }
    }

    /// Refuses what a department decides to all but those who act for that department.
    pub fn answers_for(&self, department: &str) -> Result<(), Refused> {
        let acts = match &self.scope {
            Scope::Zone | Scope::Park(_) => self.department == department,
            Scope::Department(own) => own == department,
            Scope::Own(_) => false,
        };
        if acts {
            return Ok(());
        }
        Err(Refused::OtherDepartment { owner: department.to_owned() })
    }

    /// Refuses a second look by the person who had the first.
    ///
    /// Persons are told apart by name alone: one who acts for two departments is still one.
    pub fn not_by(&self, name: &str) -> Result<(), Refused> {
        if self.name.trim() == name.trim() {
            return Err(Refused::SamePerson { name: name.to_owned() });
        }
        Ok(())
    }
}
