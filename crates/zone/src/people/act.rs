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
    ReadRegister "read-register" "查阅登记册" [Leader Reader Clerk Reviewer Steward Enterprise];
    /// Seeing the facts that the dictionary calls sensitive.
    ReadSensitive "read-sensitive" "查看敏感数据" [Clerk Reviewer Steward Enterprise];
    /// Handing a verdict out, so that it can be replayed.
    IssueVerdict "issue-verdict" "出具判定" [Clerk Reviewer Steward];
    /// Taking facts out of the house as lists.
    ExportFacts "export-facts" "导出数据" [Clerk Reviewer Steward];
    /// Taking everything out at once, with what is sensitive and with the journal.
    ExportRegister "export-register" "导出全部内容" [Steward];
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
    ObjectToFact "object-to-fact" "提出数据异议" [Reader Clerk Reviewer Steward Enterprise];
    /// Changing codes and names, moving in and out.
    ChangeEnterprise "change-enterprise" "变更企业登记" [Clerk Steward];
    /// Joining two files of one enterprise, and parting them again.
    MergeEnterprises "merge-enterprises" "合并企业" [Steward];
    /// Giving somebody a task.
    MakeTask "make-task" "派发任务" [Leader Clerk Reviewer Steward];
    /// Doing the tasks that one was given.
    DoTask "do-task" "办理任务" [Reader Clerk Reviewer Steward];
    /// Seeing who holds which post.
    ReadStaff "read-staff" "查看人员岗位" [Keeper Security Auditor];
    /// Letting officers in and out, giving keys to clients and taking them back.
    KeepAccounts "keep-accounts" "管理账号" [Keeper];
    /// Making posts, appointing to them, delegating them; what clients may.
    GrantPosts "grant-posts" "管理岗位" [Security];
    /// Agreeing to what an administrator of another kind asked for, or refusing it.
    SecondStaff "second-staff" "同意或不同意提请" [Keeper Security Auditor];
    /// Taking up another edition of the packs.
    KeepContent "keep-content" "更新政策包" [Keeper];
    /// Setting up, migrating, backing up, restoring, moving.
    KeepStore "keep-store" "管理数据库" [Keeper];
    /// Reading and verifying the journal.
    ReadJournal "read-journal" "查阅日志" [Keeper Auditor];
}
