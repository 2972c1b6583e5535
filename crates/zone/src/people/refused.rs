//! Why a person may not do something, and who may.

use super::Role;

/// Why a person may not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// None of the person's roles may.
    #[error("this takes the role of {}", .roles.iter().map(|role| role.en()).collect::<Vec<_>>().join(" or "))]
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
    /// It is an enterprise of another park, or of none that is known.
    #[error("the permit reaches the park {own} only")]
    OtherPark {
        /// The park of the permit.
        own: String,
    },
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
            Self::OtherPark { own } => {
                format!("只能查阅和办理{own}的企业；请由负责该企业或全区的人员办理")
            }
            Self::SamePerson { name } => {
                format!("{name}已经办，不能再由本人复核；请换一人复核")
            }
        }
    }
}
