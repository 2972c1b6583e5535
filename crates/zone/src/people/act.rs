//! The acts, and the roles that may do them.

use super::{Act, Role};

/// Declares acts: the type, its name in the journal, its Chinese title, and its roles.
macro_rules! acts {
    ($($(#[$about:meta])* $act:ident $name:literal $title:literal [$($role:ident)*];)*) => {
        $($(#[$about])*
        ///
        /// An [`Act`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $act {}

        impl Act for $act {
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;
            const ROLES: &'static [Role] = &[$(Role::$role),*];
        })*

        /// Every act: its name, its title, and the roles that may do it.
        pub const ACTS: &[(&str, &str, &[Role])] =
            &[$(($name, $title, &[$(Role::$role),*])),*];
    };
}

acts! {
    /// Looking facts and enterprises up, asking policies.
    ReadRegister "read-register" "查阅登记册" [Reader Clerk Reviewer Steward];
    /// Handing a verdict out, so that it can be replayed.
    IssueVerdict "issue-verdict" "出具判定" [Clerk Reviewer Steward];
    /// Taking facts out of the house as lists.
    ExportFacts "export-facts" "导出数据" [Clerk Reviewer Steward];
    /// Bringing sheets and forms in.
    ImportFacts "import-facts" "导入数据" [Clerk Steward];
    /// Taking an import back as one.
    UndoImport "undo-import" "撤销导入" [Clerk Steward];
    /// Correcting one fact by hand.
    CorrectFact "correct-fact" "更正数据" [Clerk Steward];
    /// Confirming what another person brought in.
    ReviewFacts "review-facts" "复核数据" [Reviewer];
    /// Saying which of two figures counts.
    SettleFact "settle-fact" "核定不一致数据" [Steward];
    /// Objecting to a figure.
    ObjectToFact "object-to-fact" "提出数据异议" [Reader Clerk Reviewer Steward];
    /// Changing codes and names, moving in and out.
    ChangeEnterprise "change-enterprise" "变更企业登记" [Clerk Steward];
    /// Joining two files of one enterprise, and parting them again.
    MergeEnterprises "merge-enterprises" "合并企业" [Steward];
    /// Setting up, migrating, backing up, restoring, moving.
    KeepStore "keep-store" "管理数据库" [Keeper];
    /// Reading and verifying the journal.
    ReadJournal "read-journal" "查阅日志" [Auditor Keeper];
}
