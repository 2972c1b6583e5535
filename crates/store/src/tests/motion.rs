//! What takes two administrators: asked by one, agreed to by one of another kind.

use zone::Seq;
use zone::people::{
    Decided, Grant, GrantPosts, KeepAccounts, Matter, Motion, MotionId, OfficerId, PostId, Role,
    SecondStaff, Unfit, Word,
};

use super::gate::{clerk, moment};
use super::people::{TODAY, person, post};
use super::{Bed, may, on_both};
use crate::{Error, Hash, Last, Motions, Seconding, Store, joint};

on_both! {
    a_signed_in_administrator_alone_does_nothing_that_takes_two
    an_appointment_waits_for_another_kind_of_administrator
    an_invitation_opens_with_what_both_have
    what_is_refused_or_withdrawn_never_takes_effect
    another_login_of_another_administrator_is_refused
}

/// U1 keeps the machine, U2 grants posts, U3 reads the journal, U4 is a clerk; lines 2 to 6.
fn four(store: &Store) {
    let keeper = may::<KeepAccounts>("周建国");
    let roles = [Role::Keeper, Role::Security, Role::Auditor, Role::Clerk];
    let mut grants = Vec::new();
    for (number, role) in (1..).zip(roles) {
        let officer = store.join(&keeper, person(&format!("u{number}"), "某"), TODAY).unwrap();
        let made = PostId(number);
        grants.push(Grant::Made { post: made, is: post(role.zh(), role) });
        grants.push(Grant::Appointed { post: made, officer, from: TODAY, until: None });
    }
    store.grant(&may("吴敏"), grants, TODAY).unwrap();
}

/// U4 becomes an auditor too.
fn auditor() -> Grant {
    Grant::Appointed { post: PostId(3), officer: OfficerId(4), from: TODAY, until: None }
}

fn seconding() -> Seconding {
    Seconding { code: "K7QM2XWD9H".to_owned(), until: moment(60) }
}

fn agree(store: &Store, who: &str, motion: u32) -> Result<Motion, Error> {
    store.agree(&may::<SecondStaff>(who), (MotionId(motion), seconding()), TODAY)
}

fn unfit<T: std::fmt::Debug>(done: Result<T, Error>) -> Unfit {
    match done.unwrap_err() {
        Error::Unfit(unfit) => unfit,
        other => panic!("{other:?}"),
    }
}

fn waiting(store: &Store, which: Motions) -> Vec<Motion> {
    let last = Last { before: None, most: 10 };
    store.motions(&may("U3"), which, last).unwrap().items
}

fn a_signed_in_administrator_alone_does_nothing_that_takes_two(bed: &Bed) {
    let store = bed.found();
    four(&store);
    let head = store.head().unwrap();
    let (keep, grant) = (may::<KeepAccounts>("U1"), may::<GrantPosts>("U2"));
    let token = (Hash::of(b"x"), moment(60));
    for officer in [2, 3] {
        let officer = (OfficerId(officer), TODAY);
        assert_eq!(unfit(store.invite(&keep, officer, token)), Unfit::TakesTwo);
        assert_eq!(unfit(store.drop_factor(&keep, officer)), Unfit::TakesTwo);
    }
    assert_eq!(unfit(store.grant(&grant, vec![auditor()], TODAY)), Unfit::TakesTwo);
    assert_eq!(store.head().unwrap(), head);
    // A clerk is invited by one, and who works on the machine itself needs nobody.
    store.invite(&keep, (OfficerId(4), TODAY), token).unwrap();
    let other = (Hash::of(b"y"), moment(60));
    store.invite(&may::<KeepAccounts>("周建国"), (OfficerId(2), TODAY), other).unwrap();
}

fn an_appointment_waits_for_another_kind_of_administrator(bed: &Bed) {
    let store = bed.found();
    four(&store);
    let tomorrow = TODAY.tomorrow().unwrap();
    let (seq, motion) = store.ask_grant(&may("U2"), auditor(), TODAY).unwrap();
    assert_eq!((seq, motion), (Seq(7), MotionId(1)));
    let asked = Motion {
        id: motion,
        matter: Matter::Grant(auditor()),
        asked: seq,
        by: "U2".to_owned(),
        decided: None,
    };
    assert_eq!(waiting(&store, Motions::Waiting), std::slice::from_ref(&asked));
    let roles = |store: &Store| {
        let staff = store.staff(&may("U3"), Seq::LATEST).unwrap();
        staff.administers(OfficerId(4), TODAY)
    };
    assert_eq!(roles(&store), [].into());
    // Who asked is of that kind, a clerk is no administrator, the machine's operator is none.
    let same = Unfit::SameKind(Role::Security);
    for who in ["U2", "U4", "周建国"] {
        assert_eq!(unfit(agree(&store, who, 1)), same, "{who}");
    }
    assert_eq!(unfit(agree(&store, "U1", 9)), Unfit::NoMotion(MotionId(9)));
    // On the next day: nobody has a post before it was agreed to.
    let second = may::<SecondStaff>("U1");
    let agreed = store.agree(&second, (motion, seconding()), tomorrow).unwrap();
    let decided = Decided { seq: Seq(8), by: "U1".to_owned(), word: Word::Agreed };
    let agreed_to = Motion { decided: Some(decided), ..asked };
    assert_eq!(agreed, agreed_to);
    assert_eq!(roles(&store), [Role::Auditor].into());
    let staff = store.staff(&may("U3"), Seq::LATEST).unwrap();
    assert_eq!(staff.administrator(OfficerId(4), TODAY), None);
    assert_eq!(staff.administrator(OfficerId(4), tomorrow), Some(Role::Auditor));
    let over = Unfit::Decided { motion, line: Seq(8) };
    assert_eq!(unfit(agree(&store, "U3", 1)), over);
    assert_eq!(
        (waiting(&store, Motions::Waiting), waiting(&store, Motions::All)),
        (vec![], vec![agreed_to])
    );
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn an_invitation_opens_with_what_both_have(bed: &Bed) {
    let store = bed.found();
    four(&store);
    let (keep, officer) = (may::<KeepAccounts>("U1"), OfficerId(2));
    let (first, link) = (Hash::of(b"first"), Hash::of(b"link"));
    store.invite(&may::<KeepAccounts>("周建国"), (officer, TODAY), (first, moment(60))).unwrap();
    store.gate().accept(first, "argon2".into(), moment(1)).unwrap();
    store.gate().set_factor(&clerk(officer), (b"secret".to_vec(), 7)).unwrap();
    store.ask_invitation(&keep, (officer, link), TODAY).unwrap();
    store.ask_factor(&keep, officer, TODAY).unwrap();
    let account = |store: &Store| store.gate().account_of(officer).unwrap();
    // Nothing is void while it waits.
    assert_eq!(account(&store).unwrap().factor, Some(b"secret".to_vec()));
    agree(&store, "U3", 1).unwrap();
    assert_eq!(account(&store), None);
    let gate = store.gate();
    assert_eq!(gate.invited(link, moment(1)).unwrap(), None);
    assert_eq!(gate.invited(joint(link, "OTHER"), moment(1)).unwrap(), None);
    let both = joint(link, &seconding().code);
    assert_eq!(gate.accept(both, "another".into(), moment(1)).unwrap(), officer);
    assert_eq!(account(&store).unwrap().factor, Some(b"secret".to_vec()));
    agree(&store, "U2", 2).unwrap();
    assert_eq!(account(&store).unwrap().factor, None);
}

fn what_is_refused_or_withdrawn_never_takes_effect(bed: &Bed) {
    let store = bed.found();
    four(&store);
    let detail = |store: &Store| {
        let lines =
            store.lines(&may("U3"), &crate::Lines::default(), Last { before: None, most: 1 });
        let deed = lines.unwrap().items.remove(0).deed;
        let detail: serde_json::Value = serde_json::from_str(&deed.detail).unwrap();
        (deed.operator, detail["refused"].clone(), detail["withdrawn"].clone())
    };
    let refuse = |who: &str, motion| {
        let said = (MotionId(motion), "没有这回事".to_owned());
        store.refuse(&may::<SecondStaff>(who), said)
    };
    store.ask_grant(&may("U2"), auditor(), TODAY).unwrap();
    store.ask_grant(&may("U2"), auditor(), TODAY).unwrap();
    refuse("U3", 1).unwrap();
    assert_eq!(detail(&store), ("U3".to_owned(), 1.into(), serde_json::Value::Null));
    let word = Word::Refused { reason: "没有这回事".to_owned() };
    let decided = Decided { seq: Seq(9), by: "U3".to_owned(), word };
    assert_eq!(store.motion(&may("U1"), MotionId(1)).unwrap().decided, Some(decided));
    let over = Unfit::Decided { motion: MotionId(1), line: Seq(9) };
    assert_eq!((unfit(agree(&store, "U1", 1)), unfit(refuse("U1", 1))), (over.clone(), over));
    refuse("U2", 2).unwrap();
    assert_eq!(detail(&store), ("U2".to_owned(), serde_json::Value::Null, 2.into()));
    assert_eq!(waiting(&store, Motions::Waiting), []);
    let gone = store.ask_factor(&may("U1"), OfficerId(9), TODAY);
    assert_eq!(unfit(gone), Unfit::NoOfficer(OfficerId(9)));
    let twice =
        Grant::Appointed { post: PostId(3), officer: OfficerId(3), from: TODAY, until: None };
    let twice = unfit(store.ask_grant(&may("U2"), twice, TODAY));
    assert_eq!(twice, Unfit::Twice { officer: OfficerId(3), post: PostId(3) });
}

fn another_login_of_another_administrator_is_refused(bed: &Bed) {
    let store = bed.found();
    four(&store);
    let keep = may::<KeepAccounts>("U1");
    let rename = |officer, login: &str, name: &str| {
        store.rename(&keep, (OfficerId(officer), TODAY), person(login, name))
    };
    assert_eq!(unfit(rename(2, "mine", "某")), Unfit::OthersLogin(OfficerId(2)));
    rename(2, "u2", "别名").unwrap();
    rename(4, "clerk", "某").unwrap();
    rename(1, "keeper", "某").unwrap();
}
