//! What a person is there for: the roles that posts have.

use serde::{Deserialize, Serialize};

/// What a person is there for (角色).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 领导: reads all, changes nothing.
    Leader,
    /// 查阅: reads and asks.
    Reader,
    /// 经办: brings sheets in and corrects.
    Clerk,
    /// 复核: confirms what a clerk brought in.
    Reviewer,
    /// 数源管理: settles what is at odds, joins duplicates.
    Steward,
    /// 企业: reads its own file and objects to what is wrong in it.
    Enterprise,
    /// 系统管理员: keeps the machine, the content and the accounts.
    Keeper,
    /// 安全管理员: says who holds which post.
    Security,
    /// 审计管理员: reads the journal.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Leader,
        Self::Reader,
        Self::Clerk,
        Self::Reviewer,
        Self::Steward,
        Self::Enterprise,
        Self::Keeper,
        Self::Security,
        Self::Auditor,
    ];

    /// Those that one person never has together (三员).
    pub const ADMINISTRATORS: [Self; 3] = [Self::Keeper, Self::Security, Self::Auditor];

    /// Whether it is one of the three administrators.
    pub fn is_administrator(self) -> bool {
        Self::ADMINISTRATORS.contains(&self)
    }

    /// As officials say it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Leader => "领导",
            Self::Reader => "查阅",
            Self::Clerk => "经办",
            Self::Reviewer => "复核",
            Self::Steward => "数源管理",
            Self::Enterprise => "企业",
            Self::Keeper => "系统管理员",
            Self::Security => "安全管理员",
            Self::Auditor => "审计管理员",
        }
    }

    /// As readers of English are told.
    pub fn en(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Reader => "reader",
            Self::Clerk => "clerk",
            Self::Reviewer => "reviewer",
            Self::Steward => "steward",
            Self::Enterprise => "enterprise",
            Self::Keeper => "system administrator",
            Self::Security => "security administrator",
            Self::Auditor => "audit administrator",
        }
    }
}
