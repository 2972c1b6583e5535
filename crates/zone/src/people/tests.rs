//! Who may do what, and the promise that the table of acts is.

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
    // 领导 查阅 经办 复核 数源管理 企业 系统管理员 安全管理员 审计管理员
    let golden = "\
✔ ✔ ✔ ✔ ✔ ✔ ✘ ✘ ✘ read-register
✘ ✘ ✔ ✔ ✔ ✔ ✘ ✘ ✘ read-sensitive
✘ ✘ ✔ ✔ ✔ ✘ ✘ ✘ ✘ issue-verdict
✘ ✘ ✔ ✔ ✔ ✘ ✘ ✘ ✘ export-facts
✘ ✘ ✘ ✘ ✔ ✘ ✘ ✘ ✘ export-register
✘ ✘ ✔ ✘ ✔ ✘ ✘ ✘ ✘ import-facts
✘ ✘ ✔ ✘ ✔ ✘ ✘ ✘ ✘ undo-import
✘ ✘ ✔ ✘ ✔ ✘ ✘ ✘ ✘ correct-fact
✘ ✘ ✘ ✔ ✘ ✘ ✘ ✘ ✘ review-facts
✘ ✘ ✘ ✘ ✔ ✘ ✘ ✘ ✘ settle-fact
✘ ✔ ✔ ✔ ✔ ✔ ✘ ✘ ✘ object-to-fact
✘ ✘ ✔ ✘ ✔ ✘ ✘ ✘ ✘ change-enterprise
✘ ✘ ✘ ✘ ✔ ✘ ✘ ✘ ✘ merge-enterprises
✔ ✘ ✔ ✔ ✔ ✘ ✘ ✘ ✘ make-task
✘ ✔ ✔ ✔ ✔ ✘ ✘ ✘ ✘ do-task
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✔ ✔ read-staff
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✘ ✘ keep-accounts
✘ ✘ ✘ ✘ ✘ ✘ ✘ ✔ ✘ grant-posts
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✔ ✔ second-staff
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✘ ✘ keep-content
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✘ ✘ keep-store
✘ ✘ ✘ ✘ ✘ ✘ ✔ ✘ ✔ read-journal
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
        "没有查阅登记册的权限；请由有“领导”或“查阅”或“经办”或“复核”或“数源管理”或“企业”角色的人员办理"
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
    assert_eq!(permit.within("别处"), Err(Refused::OtherZone { own, other: "别处".to_owned() }));
}

#[test]
fn an_enterprise_reaches_its_own_file_only() {
    let own = operator(&[Role::Enterprise], Scope::Own(SubjectId(7)));
    let permit = own.may::<ReadRegister>().unwrap();
    assert_eq!(permit.reaches(SubjectId(7), None), Ok(()));
    assert_eq!(permit.reaches(SubjectId(8), None), Err(Refused::OtherFile));
    assert_eq!(permit.reaches_all(), Err(Refused::OtherFile));
}

#[test]
fn a_park_reaches_the_enterprises_that_are_known_to_be_in_it() {
    let of = operator(&[Role::Clerk], Scope::Park("北园".to_owned()));
    let permit = of.may::<CorrectFact>().unwrap();
    let refused = Refused::OtherPark { own: "北园".to_owned() };
    assert_eq!(permit.reaches(SubjectId(7), Some("北园")), Ok(()));
    assert_eq!(permit.reaches(SubjectId(7), Some("南园")), Err(refused.clone()));
    assert_eq!(permit.reaches(SubjectId(7), None), Err(refused.clone()));
    assert_eq!(permit.reaches_all(), Err(refused.clone()));
    assert_eq!(refused.zh(), "只能查阅和办理北园的企业；请由负责该企业或全区的人员办理");
}

#[test]
fn a_narrowed_permit_reaches_one_enterprise_of_those_it_reached() {
    let of = operator(&[Role::Clerk], Scope::Park("北园".to_owned()));
    let wide = of.may::<CorrectFact>().unwrap();
    let narrow = wide.narrowed(SubjectId(7), Some("北园")).unwrap();
    assert_eq!((narrow.scope(), narrow.name()), (&Scope::Own(SubjectId(7)), "张三"));
    assert_eq!(narrow.reaches(SubjectId(7), None), Ok(()));
    assert_eq!(narrow.reaches(SubjectId(8), Some("北园")), Err(Refused::OtherFile));
    let refused = wide.narrowed(SubjectId(8), Some("南园")).unwrap_err();
    assert_eq!(refused, Refused::OtherPark { own: "北园".to_owned() });
}

#[test]
fn a_persons_acts_are_those_of_all_their_roles() {
    let security = operator(&[Role::Security], Scope::Zone);
    assert_eq!(security.acts(), ["read-staff", "grant-posts", "second-staff"]);
    let both = operator(&[Role::Leader, Role::Reviewer], Scope::Zone);
    assert_eq!(
        both.acts(),
        [
            "read-register",
            "read-sensitive",
            "issue-verdict",
            "export-facts",
            "review-facts",
            "object-to-fact",
            "make-task",
            "do-task"
        ]
    );
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

#[test]
fn what_is_sensitive_is_seen_by_who_works_with_it_and_by_its_enterprise() {
    let sees = |role, scope| {
        let who = operator(&[role], scope);
        [Access::Public, Access::Internal, Access::Sensitive].map(|access| who.sees(access))
    };
    assert_eq!(sees(Role::Leader, Scope::Zone), [true, true, false]);
    assert_eq!(sees(Role::Reader, Scope::Zone), [true, true, false]);
    assert_eq!(sees(Role::Clerk, Scope::Zone), [true, true, true]);
    assert_eq!(sees(Role::Enterprise, Scope::Own(SubjectId(7))), [true, true, true]);
    assert_eq!(sees(Role::Auditor, Scope::Zone), [false, false, false]);
}
