//! The staff as the register keeps it, and people who come, leave and are erased.

use base::Day;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::person::Known;
use zone::people::{
    Client, ClientId, Grant, KeepAccounts, OfficerId, Person, Post, PostId, ReadRegister, Role,
    Scope, Staff, Unfit,
};

use super::gate::{moment, sign_in};
use super::{Bed, ZONE, may, on_both, own};
use crate::{Error, Hash, Piece, Store};

on_both! {
    the_staff_is_read_as_it_was_granted
    grants_are_made_together_or_not_at_all
    a_person_is_known_by_a_login_of_their_own
    who_left_is_out_at_once_and_can_be_erased
    what_was_erased_is_nowhere_and_the_journal_is_whole
    people_go_along_with_a_backup_and_nobody_stays_signed_in
    what_people_sign_in_with_is_not_exported
    nobody_else_on_the_machine_reads_what_people_sign_in_with
    a_client_has_one_key_at_a_time
    rows_of_the_staff_are_vouched_for
}

pub(crate) const TODAY: Day = Day::constant(2026, 11, 21);

pub(crate) fn person(login: &str, name: &str) -> Person {
    Person { login: login.into(), name: name.into(), phone: Some("13800000000".into()) }
}

pub(crate) fn post(title: &str, role: Role) -> Post {
    Post {
        title: title.into(),
        department: "经发局".into(),
        roles: [role].into(),
        scope: Scope::Zone,
    }
}

fn made(number: u32, title: &str, role: Role) -> Grant {
    Grant::Made { post: PostId(number), is: post(title, role) }
}

fn appointed(number: u32, officer: u32) -> Grant {
    let (post, officer) = (PostId(number), OfficerId(officer));
    Grant::Appointed { post, officer, from: TODAY, until: None }
}

/// Two officers: 张三 is a clerk, 李四 a reviewer; lines 2 to 4.
pub(crate) fn two_officers(store: &Store) {
    let keeper = may::<KeepAccounts>("周建国");
    let join = |login, name| store.join(&keeper, person(login, name), TODAY).unwrap();
    assert_eq!(join("Zhang", "张三"), OfficerId(1));
    assert_eq!(join("li", "李四"), OfficerId(2));
    let grants = vec![
        made(1, "经办岗", Role::Clerk),
        made(2, "复核岗", Role::Reviewer),
        appointed(1, 1),
        appointed(2, 2),
    ];
    assert_eq!(store.grant(&may("吴敏"), grants, TODAY).unwrap(), Seq(4));
}

fn client() -> Client {
    Client {
        title: "数据大厅".into(),
        department: "信息中心".into(),
        roles: [Role::Reader].into(),
        scope: Scope::Park("北园".into()),
        until: Day::constant(2026, 12, 31),
    }
}

fn staff(store: &Store) -> Staff {
    store.staff(&may("郑爱华"), Seq::LATEST).unwrap()
}

/// Every kind of change is written and read again.
fn the_staff_is_read_as_it_was_granted(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let december = Day::constant(2026, 12, 1);
    let own = Post { scope: Scope::Own(SubjectId(7)), ..post("企业经办人", Role::Enterprise) };
    let grants = vec![
        Grant::Made { post: PostId(3), is: own },
        Grant::Changed { post: PostId(2), is: post("复核一岗", Role::Reviewer) },
        Grant::Delegated {
            post: PostId(1),
            by: OfficerId(1),
            to: OfficerId(2),
            from: TODAY,
            until: december,
        },
        Grant::Relieved { post: PostId(2), officer: OfficerId(2), on: december },
        Grant::Admitted { client: ClientId(1), is: client() },
        Grant::Expelled { client: ClientId(1), on: december },
        Grant::Closed { post: PostId(3), on: TODAY },
    ];
    let mut wanted = staff(&store);
    for grant in grants.clone() {
        let change = zone::people::staff::Change::Granted(grant);
        wanted.learn(&zone::people::staff::Event { seq: Seq(5), change }).unwrap();
    }
    assert_eq!(store.grant(&may("吴敏"), grants, TODAY).unwrap(), Seq(5));
    store.leave(&may("周建国"), OfficerId(2), (december, TODAY)).unwrap();
    let left = zone::people::staff::Change::Left { officer: OfficerId(2), on: december };
    wanted.learn(&zone::people::staff::Event { seq: Seq(6), change: left }).unwrap();
    assert_eq!(staff(&store), wanted);
    let titles: Vec<String> =
        wanted.seats(OfficerId(2), TODAY).into_iter().map(|seat| seat.title).collect();
    assert_eq!(titles, ["复核一岗", "经办岗"]);
    let before = store.staff(&may("郑爱华"), Seq(3)).unwrap();
    assert_eq!((before.officers().count(), before.posts().count()), (2, 0));
    let mut followed = before;
    for event in store.gate().staff(Seq(3)).unwrap() {
        followed.learn(&event).unwrap();
    }
    assert_eq!(followed, wanted);
}

fn grants_are_made_together_or_not_at_all(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let before = staff(&store);
    let grants = vec![made(3, "查阅岗", Role::Reader), made(4, "经办岗", Role::Clerk)];
    let refused = store.grant(&may("吴敏"), grants, TODAY).unwrap_err();
    assert_eq!(refused.zh(), "经发局已有岗位“经办岗”；请换一个名称，或使用已有的岗位");
    assert_eq!((staff(&store), store.head().unwrap().seq), (before, Seq(4)));
}

fn a_person_is_known_by_a_login_of_their_own(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let keeper = may::<KeepAccounts>("周建国");
    let again = store.join(&keeper, person(" ZHANG ", "张三丰"), TODAY).unwrap_err();
    assert_eq!(again.zh(), "登录名“zhang”已有人用；请换一个");
    let taken = store.rename(&keeper, (OfficerId(2), TODAY), person("zhang", "李四")).unwrap_err();
    assert!(matches!(taken, Error::Unfit(Unfit::SameLogin(_))), "{taken:?}");
    let nobody = store.rename(&keeper, (OfficerId(9), TODAY), person("wang", "王五")).unwrap_err();
    assert!(matches!(nobody, Error::Nothing("person")), "{nobody:?}");
    store.rename(&keeper, (OfficerId(2), TODAY), person("li.si", "李思")).unwrap();
    let known = |officer, is| Known {
        officer: OfficerId(officer),
        is: Some(is),
        password: false,
        factor: false,
    };
    assert_eq!(
        store.people(&may("郑爱华")).unwrap(),
        [known(1, person("zhang", "张三")), known(2, person("li.si", "李思"))]
    );
    let names = store.names(&may::<ReadRegister>("王芳")).unwrap();
    assert_eq!(
        ["U1", "U2", "王芳"].map(|name| names.told(name).into_owned()),
        ["张三", "李思", "王芳"]
    );
    let enterprise = store.names(&own::<ReadRegister>(SubjectId(1))).unwrap_err();
    assert_eq!(enterprise.zh(), "只能查阅和办理本企业的档案");
}

fn who_left_is_out_at_once_and_can_be_erased(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let keeper = may::<KeepAccounts>("周建国");
    let here = store.erase(&keeper, OfficerId(1), TODAY).unwrap_err();
    assert_eq!(here.zh(), "U1 还没有离职，不能注销个人信息；请先办离职");
    let own = may::<ReadRegister>("U1");
    store.save(&own, "准规上".into(), "?where=a".into()).unwrap();
    let tomorrow = Day::constant(2026, 11, 22);
    store.leave(&keeper, OfficerId(1), (tomorrow, TODAY)).unwrap();
    assert_eq!(store.gate().sessions().unwrap(), []);
    assert!(store.erase(&keeper, OfficerId(1), TODAY).is_err());
    let gone =
        store.invite(&keeper, (OfficerId(1), TODAY), (Hash::of(b"x"), moment(9))).unwrap_err();
    assert_eq!(gone.zh(), "U1 已离职；请选在职人员");
    store.erase(&keeper, OfficerId(1), tomorrow).unwrap();
    assert_eq!(store.gate().account("zhang").unwrap(), None);
    let erased = Known { officer: OfficerId(1), is: None, password: false, factor: false };
    assert_eq!(store.people(&may("郑爱华")).unwrap()[0], erased);
    let names = store.names(&may::<ReadRegister>("王芳")).unwrap();
    assert_eq!(names.told("U1"), "已注销人员 U1");
    assert_eq!(store.saved(&own).unwrap(), []);
    let sql = "SELECT login, name, phone FROM person WHERE officer = 1";
    let kept = bed.db().first(sql, &[], |row| {
        Ok(["login", "name", "phone"].map(|part| row.maybe_text(part).unwrap()))
    });
    assert_eq!(kept.unwrap(), Some([None, None, None]));
    // The login is free, and nobody has the number again.
    assert_eq!(store.join(&keeper, person("zhang", "张大"), tomorrow).unwrap(), OfficerId(3));
}

fn what_was_erased_is_nowhere_and_the_journal_is_whole(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let keeper = may::<KeepAccounts>("周建国");
    store.leave(&keeper, OfficerId(1), (TODAY, TODAY)).unwrap();
    store.erase(&keeper, OfficerId(1), TODAY).unwrap();
    let whole = store.verify(&may("郑爱华")).unwrap();
    assert_eq!(whole.faults, []);
    let mut said = Vec::new();
    let mut take = |piece: Piece<'_>| {
        if let Piece::Row(cells) = piece {
            said.push(format!("{cells:?}"));
        }
        Ok(())
    };
    store.export(&may("周建国"), &|_| true, &mut take).unwrap();
    let said = said.concat();
    assert!(said.contains("李四") && said.contains("\"U1\""), "{said}");
    assert!(!said.contains("张三") && !said.contains("zhang"), "{said}");
    drop(store);
    if !bed.is_server() {
        let file = std::fs::read(bed.place.file()).unwrap();
        assert!(!file.windows(6).any(|part| part == "张三".as_bytes()));
        assert!(file.windows(6).any(|part| part == "李四".as_bytes()));
    }
}

fn people_go_along_with_a_backup_and_nobody_stays_signed_in(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let file = bed.folder().join("backup.db");
    store.backup(&may("周建国"), &file).unwrap();
    let other = bed.other();
    let (restored, _) = Store::restore(other.opening(), &may("周建国"), &file).unwrap();
    assert_eq!(staff(&restored), staff(&store));
    assert_eq!(restored.people(&may("郑爱华")).unwrap(), store.people(&may("郑爱华")).unwrap());
    assert_eq!(restored.gate().account("zhang").unwrap(), store.gate().account("zhang").unwrap());
    assert_eq!(store.gate().sessions().unwrap().len(), 1);
    assert_eq!(restored.gate().sessions().unwrap(), []);
}

#[test]
fn people_move_along_and_stay_signed_in() {
    let (bed, Some(server)) = (Bed::sqlite(), Bed::postgres()) else { return };
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let (wanted, sessions) = (staff(&store), store.gate().sessions().unwrap());
    let people = store.people(&may("郑爱华")).unwrap();
    let account = store.gate().account("zhang").unwrap();
    let to = crate::Opening { place: server.place_beside(&bed), ..server.opening() };
    let moved = store.move_to(&may("周建国"), to).unwrap();
    assert_eq!(staff(&moved), wanted);
    assert_eq!(moved.people(&may("郑爱华")).unwrap(), people);
    let gate = moved.gate();
    assert_eq!((gate.account("zhang").unwrap(), gate.sessions().unwrap()), (account, sessions));
}

fn what_people_sign_in_with_is_not_exported(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    sign_in(&store, OfficerId(1), b"one");
    let mut tables = Vec::new();
    let mut take = |piece: Piece<'_>| {
        if let Piece::Table { name, .. } = piece {
            tables.push(name);
        }
        Ok(())
    };
    store.export(&may("周建国"), &|_| true, &mut take).unwrap();
    let mut wanted = vec!["journal"];
    wanted.extend(crate::TABLES.iter().map(|table| table.name));
    wanted.extend(["person", "saved"]);
    assert_eq!(tables, wanted);
}

fn nobody_else_on_the_machine_reads_what_people_sign_in_with(bed: &Bed) {
    let store = bed.found();
    let file = bed.folder().join("backup.db");
    store.backup(&may("周建国"), &file).unwrap();
    let mut files = vec![file];
    // On a server the database is somebody else's to guard.
    if !bed.is_server() {
        files.push(bed.place.file());
    }
    #[cfg(unix)]
    for file in files {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

fn a_client_has_one_key_at_a_time(bed: &Bed) {
    let store = bed.found();
    let keeper = may::<KeepAccounts>("周建国");
    let give = |key: &[u8]| store.give_key(&keeper, ClientId(1), (Hash::of(key), moment(0)));
    assert_eq!(give(b"first").unwrap_err().zh(), "没有接口调用方 C1；请核对编号");
    let grants = vec![Grant::Admitted { client: ClientId(1), is: client() }];
    store.grant(&may("吴敏"), grants, TODAY).unwrap();
    give(b"first").unwrap();
    give(b"second").unwrap();
    assert_eq!(store.gate().keys().unwrap(), [(Hash::of(b"second"), ClientId(1))]);
    store.take_key(&keeper, ClientId(1)).unwrap();
    assert_eq!(store.gate().keys().unwrap(), []);
    assert!(matches!(store.take_key(&keeper, ClientId(1)), Err(Error::Nothing("key"))));
}

fn rows_of_the_staff_are_vouched_for(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
    let sql = "UPDATE staff SET officer = 2 WHERE change = 'appointed' AND post = 1";
    bed.db().execute(sql, &[]).unwrap();
    let faults = store.verify(&may("郑爱华")).unwrap().faults;
    assert_eq!(faults, [crate::Broken::Rows { seq: Seq(4), tables: vec!["staff"] }]);
    assert_eq!(store.zone(), ZONE);
}
