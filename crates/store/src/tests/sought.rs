//! One enterprise found without the others: the same as among all.

use zone::Seq;
use zone::enterprise::{Change, Found, How, SubjectId};
use zone::people::{Permit, ReadRegister};

use super::say::{code, enterprises};
use super::{Bed, may, of_zone, on_both, own};
use crate::session::Session;
use crate::{Deed, Error, Merge, Parting, Store};

on_both! {
    who_is_found_alone_is_who_is_found_among_all
    a_file_that_was_merged_leads_to_its_enterprise_until_that_is_undone
    an_older_register_is_searched_once_it_is_migrated
    nobody_is_found_for_another_zone_nor_for_one_file
    a_pair_that_was_parted_is_proposed_no_more_until_that_is_undone
    what_cannot_be_of_two_files_is_refused_and_nothing_is_written
}

fn me() -> Permit<ReadRegister> {
    may("王芳")
}

fn named(subject: u32, name: &str) -> (SubjectId, Change) {
    (SubjectId(subject), Change::Named { name: name.into(), since: None })
}

/// Five enterprises, the last two with one name; the first was called otherwise before.
fn five(store: &Store) -> Seq {
    store.change(&may("李秀英"), Seq(0), enterprises(0, 5)).unwrap();
    let names = vec![named(0, "新示范（集团）有限公司"), named(4, "示范 3 有限公司")];
    store.change(&may("李秀英"), Seq(2), names).unwrap()
}

fn who_is_found_alone_is_who_is_found_among_all(bed: &Bed) {
    let store = bed.found();
    let known = five(&store);
    let all = store.registry(&me(), known).unwrap();
    for (wanted, count) in [
        ("示范0有限公司", 1),
        ("新示范(集团)有限公司", 1),
        ("示范3有限公司", 2),
        ("示范9有限公司", 0),
    ] {
        let bearers = store.bearers(&me(), wanted, known).unwrap();
        assert_eq!(bearers.of_name(wanted), all.of_name(wanted), "{wanted}");
        assert_eq!(bearers.files().count(), count, "{wanted}");
        assert!(bearers.files().all(|(subject, file)| all.file(subject) == Some(file)));
    }
    let second = store.bearers(&me(), &code(1).to_string(), known).unwrap();
    let found = Found { how: How::Own, subject: SubjectId(1), file: SubjectId(1) };
    assert_eq!(second.of_code(code(1)), [found]);
    // The new name was not known with the line before it.
    let before = store.bearers(&me(), "新示范（集团）有限公司", Seq(2)).unwrap();
    assert_eq!(before.of_name("新示范（集团）有限公司"), []);
}

fn a_file_that_was_merged_leads_to_its_enterprise_until_that_is_undone(bed: &Bed) {
    let store = bed.found();
    let known = five(&store);
    let merge = Merge { file: SubjectId(1), into: SubjectId(2), reason: None };
    let merged = store.merge(&may("李秀英"), known, merge).unwrap();
    let undone = store.unmerge(&may("李秀英"), merged, SubjectId(1)).unwrap();
    let again = Merge { file: SubjectId(2), into: SubjectId(1), reason: None };
    let again = store.merge(&may("李秀英"), undone, again).unwrap();
    for known in [known, merged, undone, again] {
        let all = store.registry(&me(), known).unwrap();
        let wanted = code(1).to_string();
        let bearers = store.bearers(&me(), &wanted, known).unwrap();
        assert_eq!(bearers.of_code(code(1)), all.of_code(code(1)), "{known}");
        let whole = |registry: &zone::enterprise::Registry| registry.whole(SubjectId(1));
        assert_eq!(whole(&bearers), whole(&all), "{known}");
    }
}

fn an_older_register_is_searched_once_it_is_migrated(bed: &Bed) {
    let known = five(&bed.found());
    // As the program before it left it.
    bed.db()
        .batch("DROP TABLE sought; DROP TABLE motion; DELETE FROM migration WHERE version > 4")
        .unwrap();
    assert!(matches!(Store::open(bed.opening()), Err(Error::Older { database: 4, .. })));
    let deed = Deed {
        operator: "周建国".into(),
        department: "数据局".into(),
        act: "keep-store".into(),
        detail: "{}".into(),
    };
    drop(Session::migrate(&bed.opening(), crate::migrate::MIGRATIONS, deed).unwrap());
    let store = bed.open();
    let bearers = store.bearers(&me(), "示范0有限公司", known).unwrap();
    let found = Found { how: How::Former, subject: SubjectId(0), file: SubjectId(0) };
    assert_eq!(bearers.of_name("示范0有限公司"), [found]);
    let backup = bed.folder().join("backup.db");
    store.backup(&may("周建国"), &backup).unwrap();
    let other = bed.other();
    let (copy, _) = Store::restore(other.opening(), &may("周建国"), &backup).unwrap();
    assert_eq!(copy.bearers(&me(), "示范0有限公司", known).unwrap(), bearers);
}

fn nobody_is_found_for_another_zone_nor_for_one_file(bed: &Bed) {
    let store = bed.found();
    let known = five(&store);
    let foreign: Permit<ReadRegister> = of_zone("别的高新区", "王芳");
    assert!(matches!(store.bearers(&foreign, "示范0有限公司", known), Err(Error::Permit(_))));
    let enterprise: Permit<ReadRegister> = own(SubjectId(0));
    assert!(matches!(store.bearers(&enterprise, "示范0有限公司", known), Err(Error::Permit(_))));
}

fn a_pair_that_was_parted_is_proposed_no_more_until_that_is_undone(bed: &Bed) {
    let store = bed.found();
    let known = five(&store);
    let proposed = |known| {
        let duplicates = store.registry(&me(), known).unwrap().duplicates();
        duplicates.iter().map(|pair| (pair.one.0, pair.other.0)).collect::<Vec<_>>()
    };
    assert_eq!(proposed(known), [(3, 4)]);
    let (file, from) = (SubjectId(4), SubjectId(3));
    let parting = Parting { file, from, reason: "同名的两家".into() };
    let parted = store.part(&may("李秀英"), known, parting).unwrap();
    assert_eq!(proposed(parted), []);
    assert_eq!(proposed(known), [(3, 4)]);
    let undone = store.unpart(&may("李秀英"), parted, (file, from)).unwrap();
    assert_eq!(proposed(undone), [(3, 4)]);
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn what_cannot_be_of_two_files_is_refused_and_nothing_is_written(bed: &Bed) {
    let store = bed.found();
    let known = five(&store);
    let me_too = may("李秀英");
    let merge = |file, into| {
        let merge = Merge { file: SubjectId(file), into: SubjectId(into), reason: None };
        store.merge(&me_too, store.head().unwrap().seq, merge)
    };
    let merged = merge(1, 2).unwrap();
    let pair = (SubjectId(3), SubjectId(4));
    let refused = [
        merge(1, 2).unwrap_err().zh(),
        merge(2, 3).unwrap_err().zh(),
        merge(3, 3).unwrap_err().zh(),
        store.unmerge(&me_too, merged, SubjectId(3)).unwrap_err().zh(),
        store.unpart(&me_too, merged, pair).unwrap_err().zh(),
    ];
    assert_eq!(
        refused,
        [
            "这个档案已并入 2 号企业档案；请对合并后的企业办理，或先撤销合并",
            "1 号档案已并入这个企业，不能再并入第三个；请反过来合并，或先撤销前一次合并",
            "不能与自己合并；请选另一个企业",
            "这个档案没有并入别的企业，无从撤销",
            "这两个档案没有记为不是重复，无从撤销",
        ]
    );
    assert_eq!((known, store.head().unwrap().seq), (Seq(3), merged));
    assert_eq!(store.registry(&me(), merged).unwrap().survivor(SubjectId(1)), SubjectId(2));
}
