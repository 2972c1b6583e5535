//! How people come in: invitations, passwords, sessions, lock-outs.

use std::collections::BTreeSet;

use jiff::Timestamp;
use zone::Seq;
use zone::people::{
    GrantPosts, KeepAccounts, OfficerId, Operator, Person, PostId, Role, Scope, Staff, Unfit,
};

use super::people::{TODAY, person, two_officers};
use super::{Bed, MORNING, ZONE, may, on_both};
use crate::{Account, Error, Founder, Hash, Leaving, Moment, SignedIn, Store, Turned};

on_both! {
    an_invitation_is_good_once_and_for_a_while
    the_second_invitation_voids_the_first
    who_chooses_a_password_by_a_link_is_signed_in_nowhere_else
    who_signs_in_is_known_until_they_sign_out
    a_session_lives_through_a_restart
    what_is_seen_and_what_fails_is_no_line_of_the_journal
    an_account_is_locked_and_opens_again
    the_code_of_a_second_factor_is_good_once
    another_password_ends_the_sessions_elsewhere
    the_first_start_makes_each_administrator_once
    every_coming_and_going_is_a_line_of_the_journal
}

/// So many seconds after the morning.
pub(crate) fn moment(seconds: i64) -> Moment {
    Moment::new(Timestamp::from_millisecond(MORNING + 1000 * seconds).unwrap())
}

/// An officer of the house.
pub(crate) fn clerk(officer: OfficerId) -> Operator {
    Operator {
        zone: ZONE.into(),
        name: officer.to_string(),
        department: "经发局".into(),
        roles: [Role::Clerk].into(),
        scope: Scope::Zone,
    }
}

fn session(officer: OfficerId, token: &[u8]) -> SignedIn {
    SignedIn {
        token: Hash::of(token),
        officer,
        post: PostId(1),
        csrf: "beside".into(),
        mark: Hash::of(b"a browser"),
        made: moment(10),
        seen: moment(10),
        ends: moment(36_000),
    }
}

/// Somebody is invited, chooses a password, and signs in with a token: three lines.
pub(crate) fn sign_in(store: &Store, officer: OfficerId, token: &[u8]) {
    let keeper = may::<KeepAccounts>("周建国");
    let invitation = Hash::of(&[token, b" invites"].concat());
    store.invite(&keeper, (officer, TODAY), (invitation, moment(60))).unwrap();
    assert_eq!(store.gate().accept(invitation, "argon2 of it".into(), moment(5)).unwrap(), officer);
    store.gate().sign_in(&clerk(officer), session(officer, token), None).unwrap();
}

fn an_invitation_is_good_once_and_for_a_while(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let keeper = may::<KeepAccounts>("周建国");
    let (token, gate) = (Hash::of(b"link"), store.gate());
    store.invite(&keeper, (OfficerId(1), TODAY), (token, moment(60))).unwrap();
    assert_eq!(gate.invited(token, moment(59)).unwrap(), Some(OfficerId(1)));
    let late = gate.accept(token, "argon2".into(), moment(60)).unwrap_err();
    assert_eq!(late.zh(), "邀请链接已用过、已换新或已过期；请向系统管理员再要一个");
    assert_eq!(gate.account("zhang").unwrap(), None);
    assert_eq!(gate.accept(token, "argon2".into(), moment(59)).unwrap(), OfficerId(1));
    let account = Account {
        officer: OfficerId(1),
        password: "argon2".into(),
        factor: None,
        failures: 0,
        locked_until: None,
        changed: moment(59),
    };
    assert_eq!(gate.account(" ZHANG").unwrap(), Some(account.clone()));
    assert_eq!(gate.account_of(OfficerId(1)).unwrap(), Some(account));
    assert!(matches!(
        gate.accept(token, "other".into(), moment(59)),
        Err(Error::Turned(Turned::Uninvited))
    ));
    assert_eq!(gate.person(OfficerId(1)).unwrap(), Some(("张三".into(), "zhang".into())));
}

fn the_second_invitation_voids_the_first(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let keeper = may::<KeepAccounts>("周建国");
    for token in [&b"first"[..], b"second"] {
        store.invite(&keeper, (OfficerId(1), TODAY), (Hash::of(token), moment(60))).unwrap();
    }
    let gate = store.gate();
    assert_eq!(gate.invited(Hash::of(b"first"), moment(1)).unwrap(), None);
    assert_eq!(gate.invited(Hash::of(b"second"), moment(1)).unwrap(), Some(OfficerId(1)));
}

fn who_chooses_a_password_by_a_link_is_signed_in_nowhere_else(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(2), b"other");
    let (link, gate) = (Hash::of(b"link"), store.gate());
    let keeper = may::<KeepAccounts>("周建国");
    store.invite(&keeper, (OfficerId(1), TODAY), (link, moment(60))).unwrap();
    // A provider outside vouches for them meanwhile.
    gate.vouch(&clerk(OfficerId(1)), session(OfficerId(1), b"one")).unwrap();
    assert_eq!(gate.sessions().unwrap().len(), 2);
    gate.accept(link, "argon2".into(), moment(5)).unwrap();
    assert_eq!(gate.sessions().unwrap(), [session(OfficerId(2), b"other")]);
}

fn who_signs_in_is_known_until_they_sign_out(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    sign_in(&store, OfficerId(2), b"two");
    let (gate, who) = (store.gate(), clerk(OfficerId(1)));
    gate.take_post(&who, Hash::of(b"one"), PostId(2)).unwrap();
    let on_second = SignedIn { post: PostId(2), ..session(OfficerId(1), b"one") };
    let sessions = gate.sessions().unwrap();
    assert_eq!(sessions.len(), 2);
    assert!(sessions.contains(&on_second) && sessions.contains(&session(OfficerId(2), b"two")));
    gate.sign_out(&who, Hash::of(b"one"), Leaving::SignedOut).unwrap();
    assert_eq!(gate.sessions().unwrap(), [session(OfficerId(2), b"two")]);
    let again = gate.sign_out(&who, Hash::of(b"one"), Leaving::SignedOut);
    assert!(matches!(again, Err(Error::Nothing("session"))), "{again:?}");
}

fn a_session_lives_through_a_restart(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    store
        .gate()
        .touch(vec![(Hash::of(b"one"), moment(77)), (Hash::of(b"none"), moment(1))])
        .unwrap();
    drop(store);
    let seen = SignedIn { seen: moment(77), ..session(OfficerId(1), b"one") };
    assert_eq!(bed.open().gate().sessions().unwrap(), [seen]);
}

fn what_is_seen_and_what_fails_is_no_line_of_the_journal(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let head = store.head().unwrap();
    let gate = store.gate();
    gate.touch(vec![(Hash::of(b"one"), moment(20))]).unwrap();
    // Who is seen earlier is not seen later.
    gate.touch(vec![(Hash::of(b"one"), moment(15))]).unwrap();
    assert_eq!(gate.sessions().unwrap()[0].seen, moment(20));
    assert_eq!((gate.fail(OfficerId(1)).unwrap(), gate.fail(OfficerId(1)).unwrap()), (1, 2));
    assert!(matches!(gate.fail(OfficerId(2)), Err(Error::Nothing("credential"))));
    assert_eq!(store.head().unwrap(), head);
    drop(store);
    let store = bed.open();
    assert_eq!(store.gate().account("zhang").unwrap().unwrap().failures, 2);
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn an_account_is_locked_and_opens_again(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let gate = store.gate();
    gate.fail(OfficerId(1)).unwrap();
    gate.lock(OfficerId(1), moment(900)).unwrap();
    let account = gate.account("zhang").unwrap().unwrap();
    assert_eq!((account.failures, account.locked_until), (0, Some(moment(900))));
    gate.sign_in(&clerk(OfficerId(1)), session(OfficerId(1), b"again"), None).unwrap();
    assert_eq!(gate.account("zhang").unwrap().unwrap().locked_until, None);
}

fn the_code_of_a_second_factor_is_good_once(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let (gate, who) = (store.gate(), clerk(OfficerId(1)));
    gate.set_factor(&who, (b"secret".to_vec(), 7)).unwrap();
    assert_eq!(gate.account("zhang").unwrap().unwrap().factor, Some(b"secret".to_vec()));
    let sign_in = |token: &[u8], step| gate.sign_in(&who, session(OfficerId(1), token), Some(step));
    let head = store.head().unwrap();
    assert_eq!(sign_in(b"two", 7).unwrap_err().zh(), "这个验证码已经用过；请等下一个");
    assert_eq!((store.head().unwrap(), gate.sessions().unwrap().len()), (head, 1));
    sign_in(b"two", 8).unwrap();
    assert!(matches!(sign_in(b"three", 8), Err(Error::Turned(Turned::Spent))));
    assert!(store.people(&may("郑爱华")).unwrap()[0].factor);
    assert!(matches!(gate.end_factor(&who, 8), Err(Error::Turned(Turned::Spent))));
    gate.end_factor(&who, 9).unwrap();
    assert!(matches!(gate.end_factor(&who, 10), Err(Error::Turned(Turned::Spent))));
    gate.set_factor(&who, (b"other".to_vec(), 10)).unwrap();
    store.drop_factor(&may("周建国"), (OfficerId(1), TODAY)).unwrap();
    let account = gate.account("zhang").unwrap().unwrap();
    assert_eq!((account.factor, gate.sessions().unwrap()), (None, vec![]));
}

fn another_password_ends_the_sessions_elsewhere(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let (gate, who) = (store.gate(), clerk(OfficerId(1)));
    gate.sign_in(&who, session(OfficerId(1), b"two"), None).unwrap();
    gate.set_password((&who, Hash::of(b"two")), "another".into(), moment(99)).unwrap();
    assert_eq!(gate.sessions().unwrap(), [session(OfficerId(1), b"two")]);
    let account = gate.account("zhang").unwrap().unwrap();
    assert_eq!((account.password.as_str(), account.changed), ("another", moment(99)));
}

fn the_first_start_makes_each_administrator_once(bed: &Bed) {
    let store = bed.found();
    let found = |person, role| {
        let department = "科技局".to_owned();
        let founder = Founder { person, role, department, from: TODAY };
        let permits = (&may::<KeepAccounts>("周建国"), &may::<GrantPosts>("周建国"));
        store.start(permits, founder, ("argon2 of it".to_owned(), moment(5)))
    };
    let phoned = |login: &str, name: &str, phone: Option<&str>| Person {
        phone: phone.map(str::to_owned),
        ..person(login, name)
    };
    assert_eq!(found(phoned("Zhou", "周建国", Some("1")), Role::Keeper).unwrap(), OfficerId(1));
    let other = phoned("li", "李四", Some("2"));
    assert!(matches!(found(other.clone(), Role::Keeper), Err(Error::Turned(Turned::Uninvited))));
    for (one, what, word) in [
        (phoned("li", "周建国", None), "姓名", "周建国"),
        (phoned("li", "李四", Some("1")), "电话", "1"),
    ] {
        let unfit = Unfit::SamePerson { what, word: word.to_owned(), role: Role::Keeper };
        let refused = found(one, Role::Security).unwrap_err();
        assert!(matches!(&refused, Error::Unfit(is) if *is == unfit), "{refused:?}");
    }
    // What was refused gave nobody a number.
    assert_eq!(found(other, Role::Security).unwrap(), OfficerId(2));
    let staff = store.gate().staff(Seq(0)).unwrap();
    let staff = Staff::as_of(ZONE, &staff, Seq::LATEST).unwrap();
    let seats: Vec<(String, String, BTreeSet<Role>)> = (1..=2)
        .flat_map(|officer| staff.seats(OfficerId(officer), TODAY))
        .map(|seat| (seat.title, seat.operator.department, seat.operator.roles))
        .collect();
    let seat = |role: Role| (role.zh().to_owned(), "科技局".to_owned(), [role].into());
    assert_eq!(seats, [seat(Role::Keeper), seat(Role::Security)]);
    assert_eq!(staff.awaited(), [Role::Auditor]);
    assert_eq!(store.gate().account("zhou").unwrap().unwrap().changed, moment(5));
    let lines = store.journal(&may("郑爱华"), Seq(1), 10).unwrap();
    let told: Vec<&str> = lines.iter().map(|line| line.deed.detail.as_str()).collect();
    assert_eq!(told, ["{\"founder\":1,\"post\":1}", "{\"founder\":2,\"post\":2}"]);
}

fn every_coming_and_going_is_a_line_of_the_journal(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let (gate, who) = (store.gate(), clerk(OfficerId(1)));
    gate.lock(OfficerId(1), moment(900)).unwrap();
    gate.sign_out(&who, Hash::of(b"one"), Leaving::Strayed).unwrap();
    let lines = store.journal(&may("郑爱华"), Seq(4), 10).unwrap();
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            let deed = &line.deed;
            format!("{} {} {} {}", deed.operator, deed.department, deed.act, deed.detail)
        })
        .collect();
    assert_eq!(
        told,
        [
            "周建国 经济发展局 keep-accounts {\"invited\":1,\"until\":\"2026-11-21T03:01:00.000Z\"}",
            "U1  accept-invitation {}",
            "U1 经发局 sign-in {\"post\":1}",
            "U1  lock-out {\"until\":\"2026-11-21T03:15:00.000Z\"}",
            "U1 经发局 end-session {\"why\":\"strayed\"}",
        ]
    );
    // Nothing of what people sign in with, nor what they are called, is in it.
    let lines = store.journal(&may("郑爱华"), Seq(0), 100).unwrap();
    let all: String = lines.iter().map(|line| line.deed.detail.as_str()).collect();
    assert!(!all.contains("张三") && !all.contains("zhang") && !all.contains("argon2"), "{all}");
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}
