//! Who may hold what: every refusal, and what becomes of posts over time.

use jiff::civil::date;

use super::*;
use crate::enterprise::SubjectId;
use crate::people::{Decided, Matter, Motion, MotionId, Word};

const TODAY: Day = Day::constant(2026, 11, 23);

fn day(month: i8, day: i8) -> Day {
    date(2026, month, day)
}

fn post(title: &str, roles: &[Role]) -> Post {
    Post {
        title: title.into(),
        department: "经发局".into(),
        roles: roles.iter().copied().collect(),
        scope: Scope::Zone,
    }
}

fn made(number: u32, title: &str, roles: &[Role]) -> Change {
    Change::Granted(Grant::Made { post: PostId(number), is: post(title, roles) })
}

fn appointed(number: u32, officer: u32, from: Day) -> Change {
    let (post, officer) = (PostId(number), OfficerId(officer));
    Change::Granted(Grant::Appointed { post, officer, from, until: None })
}

fn relieved(number: u32, officer: u32, on: Day) -> Change {
    Change::Granted(Grant::Relieved { post: PostId(number), officer: OfficerId(officer), on })
}

fn delegated(number: u32, (by, to): (u32, u32), (from, until): (Day, Day)) -> Change {
    let (post, by, to) = (PostId(number), OfficerId(by), OfficerId(to));
    Change::Granted(Grant::Delegated { post, by, to, from, until })
}

/// Learns what is checked first, as the register does.
fn learn(staff: &mut Staff, changes: &[Change]) {
    for change in changes {
        staff.check(change, TODAY).unwrap();
        let seq = Seq(staff.seq().0 + 1);
        staff.learn(&Event { seq, change: change.clone() }).unwrap();
    }
}

/// Four officers; U1 is system, U2 security, U3 audit administrator, U4 a clerk.
fn zone() -> Staff {
    let mut staff = Staff::new("示范高新区");
    let joined: Vec<Change> = (1..=4).map(|at| Change::Joined(OfficerId(at))).collect();
    learn(&mut staff, &joined);
    let posts = [
        made(1, "系统管理岗", &[Role::Keeper]),
        made(2, "安全管理岗", &[Role::Security]),
        made(3, "审计管理岗", &[Role::Auditor]),
        made(4, "经办岗", &[Role::Clerk]),
    ];
    learn(&mut staff, &posts);
    let held: Vec<Change> = (1..=4).map(|at| appointed(at, at, day(1, 1))).collect();
    learn(&mut staff, &held);
    staff
}

fn refused(change: &Change) -> Unfit {
    let (staff, mut then) = (zone(), zone());
    let unfit = staff.check(change, TODAY).unwrap_err();
    // What is refused by its sense alone changes nothing either.
    if then.learn(&Event { seq: Seq(99), change: change.clone() }).is_err() {
        assert_eq!(then, staff);
    }
    unfit
}

fn posts_of(staff: &Staff, officer: u32, on: Day) -> Vec<(u32, How)> {
    staff.seats(OfficerId(officer), on).iter().map(|seat| (seat.post.0, seat.how)).collect()
}

#[test]
fn who_has_a_post_is_an_operator_by_number() {
    let seat = Seat {
        post: PostId(4),
        title: "经办岗".into(),
        operator: Operator {
            zone: "示范高新区".into(),
            name: "U4".into(),
            department: "经发局".into(),
            roles: BTreeSet::from([Role::Clerk]),
            scope: Scope::Zone,
        },
        how: How::Held,
        until: None,
    };
    assert_eq!(zone().seats(OfficerId(4), TODAY), [seat]);
    assert_eq!(zone().seats(OfficerId(4), date(2025, 12, 31)), []);
}

#[test]
fn names_of_people_are_read_again() {
    assert_eq!((OfficerId::of("U7"), ClientId::of("C3")), (Some(OfficerId(7)), Some(ClientId(3))));
    let none = ["U", "U+7", "U07", "C7", "张三", "U4294967296"];
    assert_eq!(none.map(OfficerId::of), [None; 6]);
}

#[test]
fn a_handover_leaves_no_day_without_and_none_with_two() {
    let mut staff = zone();
    learn(&mut staff, &[appointed(4, 1, day(12, 1)), relieved(4, 4, day(12, 1))]);
    let (before, after) = (day(11, 30), day(12, 1));
    assert_eq!(posts_of(&staff, 4, before), [(4, How::Held)]);
    assert_eq!(posts_of(&staff, 4, after), []);
    assert_eq!(posts_of(&staff, 1, before), [(1, How::Held)]);
    assert_eq!(posts_of(&staff, 1, after), [(1, How::Held), (4, How::Held)]);
}

#[test]
fn a_delegation_lasts_for_its_days_and_ends_with_its_giver() {
    let mut staff = zone();
    learn(&mut staff, &[delegated(4, (4, 1), (day(12, 1), day(12, 10)))]);
    let by = How::Delegated { by: OfficerId(4) };
    assert_eq!(posts_of(&staff, 1, day(11, 30)), [(1, How::Held)]);
    assert_eq!(posts_of(&staff, 1, day(12, 1)), [(1, How::Held), (4, by)]);
    assert_eq!(posts_of(&staff, 1, day(12, 10)), [(1, How::Held), (4, by)]);
    assert_eq!(posts_of(&staff, 1, day(12, 11)), [(1, How::Held)]);
    assert_eq!(posts_of(&staff, 4, day(12, 5)), [(4, How::Held)]);
    learn(&mut staff, &[relieved(4, 4, day(12, 5))]);
    assert_eq!(posts_of(&staff, 1, day(12, 4)), [(1, How::Held), (4, by)]);
    assert_eq!(posts_of(&staff, 1, day(12, 5)), [(1, How::Held)]);
}

#[test]
fn a_delegation_is_taken_back_without_touching_the_holder() {
    let mut staff = zone();
    learn(&mut staff, &[delegated(4, (4, 1), (day(12, 1), day(12, 10)))]);
    learn(&mut staff, &[relieved(4, 1, TODAY)]);
    assert_eq!(posts_of(&staff, 1, day(12, 5)), [(1, How::Held)]);
    assert_eq!(posts_of(&staff, 4, day(12, 5)), [(4, How::Held)]);
}

#[test]
fn who_left_has_no_post_and_is_remembered() {
    let mut staff = zone();
    let left = Change::Left { officer: OfficerId(4), on: day(12, 1) };
    learn(&mut staff, &[left]);
    assert_eq!(posts_of(&staff, 4, day(11, 30)), [(4, How::Held)]);
    assert_eq!(posts_of(&staff, 4, day(12, 1)), []);
    let officer = Officer { joined: Seq(4), left: Some(day(12, 1)) };
    assert_eq!(staff.officer(OfficerId(4)), Some(officer));
    assert_eq!(staff.next_officer(), OfficerId(5));
}

#[test]
fn a_closed_post_is_nobodys_and_its_title_is_free() {
    let mut staff = zone();
    let closed = Change::Granted(Grant::Closed { post: PostId(4), on: TODAY });
    learn(&mut staff, &[closed, made(5, "经办岗", &[Role::Clerk])]);
    assert_eq!(posts_of(&staff, 4, TODAY), []);
    let unfit = staff.check(&appointed(4, 4, TODAY), TODAY).unwrap_err();
    assert_eq!(unfit, Unfit::Closed(PostId(4)));
}

#[test]
fn a_post_that_changes_changes_for_whoever_has_it() {
    let mut staff = zone();
    let is =
        Post { scope: Scope::Park("北园".into()), ..post("北园经办岗", &[Role::Clerk]) };
    learn(&mut staff, &[Change::Granted(Grant::Changed { post: PostId(4), is })]);
    let seats = staff.seats(OfficerId(4), TODAY);
    assert_eq!(seats[0].title, "北园经办岗");
    assert_eq!(seats[0].operator.scope, Scope::Park("北园".into()));
}

#[test]
fn the_staff_of_an_earlier_line_comes_out_again() {
    let events: Vec<Event> = [Change::Joined(OfficerId(1)), made(1, "经办岗", &[Role::Clerk])]
        .into_iter()
        .zip(1..)
        .map(|(change, seq)| Event { seq: Seq(seq), change })
        .collect();
    let staff = Staff::as_of("示范高新区", &events, Seq(1)).unwrap();
    assert_eq!((staff.posts().count(), staff.officers().count()), (0, 1));
    let staff = Staff::as_of("示范高新区", &events, Seq::LATEST).unwrap();
    assert_eq!((staff.posts().count(), staff.seq()), (1, Seq(2)));
}

#[test]
fn nobody_is_spoken_of_who_is_not_there() {
    let (none, gone) = (OfficerId(9), PostId(9));
    assert_eq!(refused(&Change::Joined(none)), Unfit::Number { number: 9, next: 5 });
    assert_eq!(refused(&Change::Left { officer: none, on: TODAY }), Unfit::NoOfficer(none));
    assert_eq!(refused(&made(4, "另一岗", &[Role::Clerk])), Unfit::Number { number: 4, next: 5 });
    assert_eq!(refused(&appointed(9, 4, TODAY)), Unfit::NoPost(gone));
    assert_eq!(refused(&appointed(4, 9, TODAY)), Unfit::NoOfficer(none));
    assert_eq!(refused(&relieved(4, 9, TODAY)), Unfit::NoOfficer(none));
    assert_eq!(refused(&delegated(4, (4, 9), (TODAY, TODAY))), Unfit::NoOfficer(none));
    let expelled = Change::Granted(Grant::Expelled { client: ClientId(1), on: TODAY });
    assert_eq!(refused(&expelled), Unfit::NoClient(ClientId(1)));
    let mut staff = zone();
    learn(&mut staff, &[Change::Left { officer: OfficerId(4), on: day(12, 1) }]);
    let unfit = staff.check(&appointed(4, 4, TODAY), TODAY).unwrap_err();
    assert_eq!(unfit, Unfit::Gone(OfficerId(4)));
    assert_eq!(unfit.zh(), "U4 已离职；请选在职人员");
}

#[test]
fn nobody_is_two_of_the_three_administrators_on_one_day() {
    let together =
        |officer, one, other| Unfit::Together { officer: OfficerId(officer), one, other };
    let unfit = refused(&appointed(2, 1, day(12, 1)));
    assert_eq!(unfit, together(1, Role::Keeper, Role::Security));
    assert_eq!(
        unfit.zh(),
        "U1 会同时是系统管理员和安全管理员；三员不得由一人兼任，请另选他人或错开时间"
    );
    let days = (day(12, 1), day(12, 1));
    let unfit = refused(&delegated(3, (3, 2), days));
    assert_eq!(unfit, together(2, Role::Security, Role::Auditor));
    let is = post("经办岗", &[Role::Auditor]);
    let changed = Change::Granted(Grant::Changed { post: PostId(4), is });
    let mut staff = zone();
    learn(&mut staff, &[appointed(4, 1, day(12, 1))]);
    let unfit = staff.check(&changed, TODAY).unwrap_err();
    assert_eq!(unfit, together(1, Role::Keeper, Role::Auditor));
}

#[test]
fn one_may_be_one_administrator_after_the_other() {
    let mut staff = zone();
    learn(&mut staff, &[appointed(1, 4, day(12, 1)), relieved(1, 1, day(12, 1))]);
    learn(&mut staff, &[appointed(2, 1, day(12, 1))]);
    assert_eq!(posts_of(&staff, 1, day(11, 30)), [(1, How::Held)]);
    assert_eq!(posts_of(&staff, 1, day(12, 1)), [(2, How::Held)]);
}

#[test]
fn the_last_administrator_stays_until_somebody_follows() {
    let last = |role, on| Unfit::Last { role, on };
    let unfit = refused(&relieved(2, 2, day(12, 1)));
    assert_eq!(unfit, last(Role::Security, day(12, 1)));
    assert_eq!(unfit.zh(), "2026-12-01 起将没有安全管理员；请先任命接任的人");
    let left = Change::Left { officer: OfficerId(1), on: day(12, 1) };
    assert_eq!(refused(&left), last(Role::Keeper, day(12, 1)));
    let closed = Change::Granted(Grant::Closed { post: PostId(3), on: day(12, 1) });
    assert_eq!(refused(&closed), last(Role::Auditor, day(12, 1)));
    let is = post("审计管理岗", &[Role::Reader]);
    let changed = Change::Granted(Grant::Changed { post: PostId(3), is });
    assert_eq!(refused(&changed), last(Role::Auditor, TODAY));
    // A successor who comes a day too late, or only by delegation, is none.
    let mut staff = zone();
    learn(&mut staff, &[appointed(2, 4, day(12, 2))]);
    assert!(staff.check(&relieved(2, 2, day(12, 1)), TODAY).is_err());
    assert_eq!(staff.check(&relieved(2, 2, day(12, 2)), TODAY), Ok(()));
    let mut staff = zone();
    learn(&mut staff, &[delegated(2, (2, 4), (TODAY, day(12, 31)))]);
    assert!(staff.check(&relieved(2, 2, day(12, 1)), TODAY).is_err());
}

#[test]
fn an_administrator_and_the_business_are_two_posts() {
    let made = |roles: &[Role]| made(5, "综合岗", roles);
    let unfit = refused(&made(&[Role::Keeper, Role::Clerk]));
    assert_eq!(unfit, Unfit::Mixed { one: Role::Keeper, other: Role::Clerk });
    assert_eq!(unfit.zh(), "系统管理员与经办不能放在一个岗位上；请分设两个岗位");
    let unfit = refused(&made(&[Role::Keeper, Role::Security]));
    assert_eq!(unfit, Unfit::Mixed { one: Role::Keeper, other: Role::Security });
    assert_eq!(refused(&made(&[])), Unfit::NoRole);
    let is = Post { scope: Scope::Park("北园".into()), ..post("岗", &[Role::Keeper]) };
    let narrow = Change::Granted(Grant::Made { post: PostId(5), is });
    assert_eq!(refused(&narrow), Unfit::Narrow(Role::Keeper));
    assert_eq!(zone().check(&made(&[Role::Leader, Role::Reviewer]), TODAY), Ok(()));
}

#[test]
fn an_enterprises_post_is_for_its_own_file_and_nothing_else() {
    let own = Scope::Own(SubjectId(7));
    let made = |roles: &[Role], scope: Scope| {
        let is = Post { scope, ..post("企业经办人", roles) };
        Change::Granted(Grant::Made { post: PostId(5), is })
    };
    assert_eq!(zone().check(&made(&[Role::Enterprise], own.clone()), TODAY), Ok(()));
    let wrong = [
        made(&[Role::Enterprise], Scope::Zone),
        made(&[Role::Reader], own.clone()),
        made(&[Role::Enterprise, Role::Reader], own),
    ];
    assert_eq!(wrong.map(|change| refused(&change)), [Unfit::NotOwn, Unfit::NotOwn, Unfit::NotOwn]);
}

#[test]
fn a_post_has_a_title_of_its_own_in_its_department() {
    let same = Unfit::SameTitle { title: "经办岗".into(), department: "经发局".into() };
    assert_eq!(refused(&made(5, "经办岗", &[Role::Reader])), same);
    assert_eq!(same.zh(), "经发局已有岗位“经办岗”；请换一个名称，或使用已有的岗位");
    let other = Post { department: "科技局".into(), ..post("经办岗", &[Role::Clerk]) };
    let made = |is| Change::Granted(Grant::Made { post: PostId(5), is });
    assert_eq!(zone().check(&made(other.clone()), TODAY), Ok(()));
    assert_eq!(refused(&made(Post { title: " ".into(), ..other.clone() })), Unfit::Blank("名称"));
    let nowhere = Post { scope: Scope::Park(String::new()), ..other.clone() };
    assert_eq!(refused(&made(nowhere)), Unfit::Blank("范围"));
    assert_eq!(refused(&made(Post { department: String::new(), ..other })), Unfit::Blank("部门"));
}

#[test]
fn days_are_in_order_and_not_over() {
    let order = Unfit::Order { from: day(12, 2), until: day(12, 1) };
    assert_eq!(refused(&delegated(4, (4, 1), (day(12, 2), day(12, 1)))), order);
    assert_eq!(order.zh(), "止期 2026-12-01 早于起期 2026-12-02；请核对日期");
    let yesterday = day(11, 22);
    let past = Unfit::Past { day: yesterday, on: TODAY };
    assert_eq!(refused(&delegated(4, (4, 1), (yesterday, yesterday))), past);
    assert_eq!(refused(&relieved(4, 4, yesterday)), past);
    assert_eq!(refused(&Change::Left { officer: OfficerId(4), on: yesterday }), past);
    let closed = Change::Granted(Grant::Closed { post: PostId(4), on: yesterday });
    assert_eq!(refused(&closed), past);
    assert_eq!(past.zh(), "2026-11-22 已经过去（今天是 2026-11-23）；请填今天或以后的日期");
}

#[test]
fn nobody_has_a_post_twice_or_gives_what_they_do_not_have() {
    let (officer, post) = (OfficerId(4), PostId(4));
    assert_eq!(refused(&appointed(4, 4, day(12, 1))), Unfit::Twice { officer, post });
    let to_oneself = delegated(4, (4, 4), (TODAY, TODAY));
    assert_eq!(refused(&to_oneself), Unfit::Twice { officer, post });
    let (by, other) = (OfficerId(1), OfficerId(1));
    let beyond = Unfit::Beyond { by, post };
    assert_eq!(refused(&delegated(4, (1, 2), (TODAY, TODAY))), beyond);
    assert_eq!(refused(&relieved(4, 1, TODAY)), Unfit::NotTheirs { officer: other, post });
    // A delegate does not delegate further, and nobody delegates beyond their term.
    let mut staff = zone();
    learn(&mut staff, &[delegated(4, (4, 1), (TODAY, day(12, 10)))]);
    let further = delegated(4, (1, 2), (TODAY, day(12, 10)));
    assert_eq!(staff.check(&further, TODAY), Err(beyond));
    learn(&mut staff, &[relieved(4, 4, day(12, 1))]);
    let longer = delegated(4, (4, 2), (TODAY, day(12, 1)));
    let unfit = staff.check(&longer, TODAY).unwrap_err();
    assert_eq!(unfit.zh(), "U4 并非在整个委托期间都任岗位 P4；请把委托期改到任期以内");
    assert_eq!(staff.check(&delegated(4, (4, 2), (TODAY, day(11, 30))), TODAY), Ok(()));
}

#[test]
fn a_client_asks_or_brings_in_until_its_last_day() {
    let client = |roles: &[Role], scope: Scope, until: Day| {
        let roles = roles.iter().copied().collect();
        let is =
            Client {
                title: "数据大厅".into(), department: "信息中心".into(), roles, scope, until
            };
        Change::Granted(Grant::Admitted { client: ClientId(1), is })
    };
    let both = [Role::Reader, Role::Clerk];
    assert_eq!(
        refused(&client(&[Role::Steward], Scope::Zone, TODAY)),
        Unfit::NotForClients(Role::Steward)
    );
    assert_eq!(
        refused(&client(&both, Scope::Own(SubjectId(1)), TODAY)),
        Unfit::NotForClients(Role::Enterprise)
    );
    assert_eq!(refused(&client(&[], Scope::Zone, TODAY)), Unfit::NoRole);
    let yesterday = day(11, 22);
    let past = Unfit::Past { day: yesterday, on: TODAY };
    assert_eq!(refused(&client(&both, Scope::Zone, yesterday)), past);
    let mut staff = zone();
    learn(&mut staff, &[client(&both, Scope::Park("北园".into()), day(12, 31))]);
    let caller = Operator {
        zone: "示范高新区".into(),
        name: "C1".into(),
        department: "信息中心".into(),
        roles: BTreeSet::from(both),
        scope: Scope::Park("北园".into()),
    };
    assert_eq!(staff.caller(ClientId(1), day(12, 31)), Some(caller));
    assert_eq!(staff.caller(ClientId(1), date(2027, 1, 1)), None);
    let expelled = Change::Granted(Grant::Expelled { client: ClientId(1), on: TODAY });
    learn(&mut staff, &[expelled]);
    assert_eq!(staff.caller(ClientId(1), TODAY), None);
}

/// Whether a second administrator must agree, for each matter.
fn take_two(staff: &Staff, matters: &[Matter]) -> Vec<bool> {
    matters.iter().map(|matter| staff.takes_two(matter, TODAY)).collect()
}

#[test]
fn nobody_is_made_an_administrator_by_one_alone() {
    let staff = zone();
    let grant = |change| match change {
        Change::Granted(grant) => Matter::Grant(grant),
        other => panic!("{other:?}"),
    };
    let changed = |number, roles: &[Role]| {
        Matter::Grant(Grant::Changed { post: PostId(number), is: post("某岗", roles) })
    };
    let matters = [
        grant(appointed(3, 4, TODAY)),
        grant(delegated(1, (1, 4), (TODAY, day(12, 1)))),
        changed(4, &[Role::Keeper]),
        changed(2, &[Role::Auditor]),
        // The same administrator under another title, and what makes nobody more.
        changed(2, &[Role::Security]),
        changed(4, &[Role::Clerk, Role::Reviewer]),
        grant(appointed(4, 1, TODAY)),
        grant(made(5, "系统管理二岗", &[Role::Keeper])),
        grant(relieved(4, 4, TODAY)),
    ];
    let two = [true, true, true, true, false, false, false, false, false];
    assert_eq!(take_two(&staff, &matters), two);
}

#[test]
fn the_keeper_alone_lets_nobody_in_as_another_administrator() {
    let mut staff = zone();
    let invite = |officer| Matter::Invite(OfficerId(officer));
    let factor = |officer| Matter::Factor(OfficerId(officer));
    // U1 is the keeper, U2 security, U3 auditor, U4 a clerk.
    let matters = [invite(1), invite(2), invite(3), invite(4), factor(2), factor(4)];
    let two = [false, true, true, false, true, false];
    assert_eq!(take_two(&staff, &matters), two);
    // Who will be an administrator is one; who was is none.
    learn(&mut staff, &[appointed(3, 4, day(12, 1)), relieved(3, 3, day(12, 1))]);
    assert_eq!(take_two(&staff, &[invite(4)]), [true]);
    assert_eq!(staff.administrator(OfficerId(4), TODAY), None);
    assert_eq!(staff.administrator(OfficerId(4), day(12, 1)), Some(Role::Auditor));
    assert!(!staff.takes_two(&invite(3), day(12, 1)));
}

#[test]
fn the_second_is_an_administrator_of_another_kind() {
    let matter = Matter::Invite(OfficerId(2));
    let motion =
        Motion { id: MotionId(7), matter, asked: Seq(40), by: "U1".to_owned(), decided: None };
    let refused = Err(Unfit::SameKind(Role::Keeper));
    let said = [Some(Role::Auditor), Some(Role::Keeper), None].map(|kind| motion.seconded(kind));
    assert_eq!(said, [Ok(()), refused.clone(), refused]);
    assert_eq!(
        Unfit::SameKind(Role::Keeper).zh(),
        "系统管理员提请的，要由另一类管理员同意；请安全管理员或审计管理员办理"
    );
    let decided = Decided { seq: Seq(41), by: "U3".to_owned(), word: Word::Agreed };
    let over = Motion { decided: Some(decided), ..motion };
    let line = Unfit::Decided { motion: MotionId(7), line: Seq(41) };
    assert_eq!(over.seconded(Some(Role::Auditor)), Err(line));
}

#[test]
fn an_administrator_who_was_there_once_is_not_awaited_again() {
    let mut staff = Staff::new("示范高新区");
    assert_eq!(staff.awaited(), Role::ADMINISTRATORS);
    let hold = [
        Change::Joined(OfficerId(1)),
        made(1, "安全管理岗", &[Role::Security]),
        made(2, "经办岗", &[Role::Clerk]),
    ];
    learn(&mut staff, &hold);
    assert_eq!(staff.awaited(), Role::ADMINISTRATORS, "a post that nobody has is nobody");
    let until = Some(TODAY);
    let (of, officer) = (PostId(1), OfficerId(1));
    let term = Grant::Appointed { post: of, officer, from: day(11, 1), until };
    learn(&mut staff, &[Change::Granted(term), appointed(2, 1, TODAY)]);
    assert_eq!(staff.awaited(), [Role::Keeper, Role::Auditor]);
    assert_eq!(staff.administrators(), [(OfficerId(1), Role::Security)]);
    // Their time is over, and the post becomes another: the first start does not come back.
    assert!(!staff.is_held(Role::Security, day(11, 24)));
    let is = post("查阅岗", &[Role::Reader]);
    staff
        .check(&Change::Granted(Grant::Changed { post: of, is: is.clone() }), day(11, 24))
        .unwrap();
    let change = Change::Granted(Grant::Changed { post: of, is });
    staff.learn(&Event { seq: Seq(90), change }).unwrap();
    assert_eq!(staff.awaited(), [Role::Keeper, Role::Auditor]);
    assert_eq!(staff.administrators(), []);
}
