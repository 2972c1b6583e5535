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

    /// Refuses an enterprise that it does not reach. A department reads the whole register: what
    /// it answers for is a matter of facts ([`Permit::answers_for`]).
    pub fn reaches(&self, subject: SubjectId) -> Result<(), Refused> {
        match self.scope {
            Scope::Own(own) if own != subject => Err(Refused::OtherFile),
            Scope::Zone | Scope::Department(_) | Scope::Own(_) => Ok(()),
        }
    }

    /// Refuses what a department decides to all but those who act for that department.
    pub fn answers_for(&self, department: &str) -> Result<(), Refused> {
        let acts = match &self.scope {
            Scope::Zone => self.department == department,
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
    /// They work for another zone.
    #[error("the permit is for the zone {own}, not {other}")]
    OtherZone {
        /// The zone of the permit.
        own: String,
        /// The zone that was asked.
        other: String,
    },
    /// Another department decides.
    #[error("the department {owner} decides this")]
    OtherDepartment {
        /// The department that does.
        owner: String,
    },
    /// It is another enterprise's file.
    #[error("the file is another enterprise's")]
    OtherFile,
    /// The second of two persons must be another.
    #[error("{name} had the first look and cannot have the second")]
    SamePerson {
        /// Who had the first.
        name: String,
    },
}

impl Refused {
    /// In Chinese, with what to do.
    pub fn zh(&self) -> String {
        match self {
            Self::NoRole { act, roles } => {
                let roles: Vec<&str> = roles.iter().map(|role| role.zh()).collect();
                format!("没有{act}的权限；请由有“{}”角色的人员办理", roles.join("”或“"))
            }
            Self::OtherZone { own, other } => {
                format!("权限属于“{own}”，不能用于“{other}”；请用该园区的账号办理")
            }
            Self::OtherDepartment { owner } => {
                format!("这项数据由{owner}负责；请转{owner}核定")
            }
            Self::OtherFile => "只能查阅和办理本企业的档案".to_owned(),
            Self::SamePerson { name } => {
                format!("{name}已经办，不能再由本人复核；请换一人复核")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operator(roles: &[Role], scope: Scope) -> Operator {
        Operator {
            zone: "示范高新区".to_owned(),
            name: "张三".to_owned(),
            department: "经发局".to_owned(),
            roles: roles.iter().copied().collect(),
            scope,
        }
    }

    /// Every act, and who may do it: a change of this table is a change of the promise.
    #[test]
    fn each_act_has_its_roles() {
        let mark = |may: bool| if may { "✔" } else { "✘" };
        let line = |(name, _, roles): &(&str, &str, &[Role])| {
            let marks = Role::ALL.map(|role| mark(roles.contains(&role)));
            format!("{} {name}\n", marks.join(" "))
        };
        let table: String = ACTS.iter().map(line).collect();
        // 查阅 经办 复核 数源管理 系统管理 审计
        let golden = "\
✔ ✔ ✔ ✔ ✘ ✘ read-register
✘ ✔ ✔ ✔ ✘ ✘ issue-verdict
✘ ✔ ✔ ✔ ✘ ✘ export-facts
✘ ✔ ✘ ✔ ✘ ✘ import-facts
✘ ✔ ✘ ✔ ✘ ✘ undo-import
✘ ✔ ✘ ✔ ✘ ✘ correct-fact
✘ ✘ ✔ ✘ ✘ ✘ review-facts
✘ ✘ ✘ ✔ ✘ ✘ settle-fact
✔ ✔ ✔ ✔ ✘ ✘ object-to-fact
✘ ✔ ✘ ✔ ✘ ✘ change-enterprise
✘ ✘ ✘ ✔ ✘ ✘ merge-enterprises
✘ ✘ ✘ ✘ ✔ ✘ keep-store
✘ ✘ ✘ ✘ ✔ ✔ read-journal
";
        assert_eq!(table, golden);
    }

    #[test]
    fn no_two_acts_have_one_name() {
        let names: BTreeSet<&str> = ACTS.iter().map(|act| act.0).collect();
        let titles: BTreeSet<&str> = ACTS.iter().map(|act| act.1).collect();
        assert_eq!((names.len(), titles.len()), (ACTS.len(), ACTS.len()));
    }

    #[test]
    fn who_keeps_the_machine_reads_no_register() {
        let keeper = operator(&[Role::Keeper], Scope::Zone);
        assert!(keeper.may::<KeepStore>().is_ok());
        let refused = keeper.may::<ReadRegister>().unwrap_err();
        assert_eq!(
            refused.zh(),
            "没有查阅登记册的权限；请由有“查阅”或“经办”或“复核”或“数源管理”角色的人员办理"
        );
    }

    #[test]
    fn a_permit_says_who_acts_and_is_valid_in_one_zone() {
        let permit = operator(&[Role::Clerk], Scope::Zone).may::<ImportFacts>().unwrap();
        assert_eq!(
            (permit.zone(), permit.name(), permit.department(), permit.act()),
            ("示范高新区", "张三", "经发局", "import-facts")
        );
        assert_eq!(permit.within("示范高新区"), Ok(()));
        let own = "示范高新区".to_owned();
        assert_eq!(
            permit.within("别处"),
            Err(Refused::OtherZone { own, other: "别处".to_owned() })
        );
    }

    #[test]
    fn an_enterprise_reaches_its_own_file_only() {
        let own = operator(&[Role::Reader], Scope::Own(SubjectId(7)));
        let permit = own.may::<ReadRegister>().unwrap();
        assert_eq!(permit.reaches(SubjectId(7)), Ok(()));
        assert_eq!(permit.reaches(SubjectId(8)), Err(Refused::OtherFile));
    }

    #[test]
    fn only_the_owning_department_settles() {
        let of = |scope| operator(&[Role::Steward], scope).may::<SettleFact>().unwrap();
        let refused = Err(Refused::OtherDepartment { owner: "税务局".to_owned() });
        assert_eq!(of(Scope::Zone).answers_for("经发局"), Ok(()));
        assert_eq!(of(Scope::Zone).answers_for("税务局"), refused);
        assert_eq!(of(Scope::Department("税务局".to_owned())).answers_for("税务局"), Ok(()));
        assert_eq!(of(Scope::Own(SubjectId(1))).answers_for("税务局"), refused);
    }

    #[test]
    fn nobody_reviews_their_own_work_whatever_their_department() {
        let permit = operator(&[Role::Reviewer], Scope::Zone).may::<ReviewFacts>().unwrap();
        assert_eq!(permit.not_by("李四"), Ok(()));
        let refused = permit.not_by("张三 ").unwrap_err();
        assert_eq!(refused.zh(), "张三 已经办，不能再由本人复核；请换一人复核");
    }
}
