//! The register: imports, statements, reviews, settlements, and who is who.

use zone::Seq;
use zone::enterprise::{Change, SubjectId};
use zone::fact::{About, ImportId, Objection, OriginId, Period, Place, Settlement, Statement};
use zone::people::{ReadRegister, Refused};

use super::say::{code, column, enterprises, fen, intake, row, two_firms};
use super::snapshot::{SHELF, view};
use super::{Bed, may, on_both, own};
use crate::objection::objections;
use crate::{
    Correction, Error, Hash, Import, Imported, Intake, Last, Merge, Moment, NewReview,
    NewSettlement, Outcome, Review, Standing,
};

on_both! {
    an_import_brings_all_of_its_rows_or_none
    an_import_is_found_again_by_its_content_and_its_headings
    an_import_is_undone_as_one_and_once
    what_was_said_comes_back_as_of_any_line
    who_is_who_comes_back_as_it_was_learnt
    an_import_that_knows_an_old_list_of_enterprises_is_refused
    enterprises_are_numbered_without_gaps
    nobody_reviews_what_they_brought_in_themselves
    a_settlement_and_an_objection_come_back_with_who_said_them
    an_enterprise_sees_its_own_file_and_no_other
    two_imports_at_once_come_one_after_the_other
}

fn an_import_brings_all_of_its_rows_or_none(bed: &Bed) {
    let store = bed.found();
    let before = store.head().unwrap();
    let rows = || vec![Ok(row(0, &[100, 200])), Err("文件读到一半中断".to_owned())];
    let columns = || vec![column(2, "revenue", 2024), column(3, "revenue", 2025)];
    let intake = Intake { changes: enterprises(0, 1), origins: columns(), ..intake("年报.xlsx") };
    let failed = store.import(&may("李秀英"), intake.clone(), rows().into_iter()).unwrap_err();
    assert_eq!(failed.zh(), "导入中断，没有写入任何内容：文件读到一半中断");
    // A row that names a column which the import has not.
    let strange = vec![Ok(row(0, &[1, 2, 3]))];
    let failed = store.import(&may("李秀英"), intake.clone(), strange.into_iter());
    assert!(matches!(failed, Err(Error::Nothing("column"))), "{failed:?}");
    assert_eq!(store.head().unwrap(), before);
    assert_eq!(store.imports(&may("李秀英"), Seq(0), Seq::LATEST).unwrap(), []);
    // The numbers that the failed ones took are free again.
    let imported = store.import(&may("李秀英"), intake, rows().into_iter().take(1)).unwrap();
    assert_eq!(imported, Imported { import: ImportId(1), seq: Seq(2), statements: 1 });
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn an_import_is_found_again_by_its_content_and_its_headings(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let record = Import {
        id: ImportId(1),
        seq: Seq(2),
        at: Moment::new("2026-11-21T03:00:00Z".parse().unwrap()),
        by: "李秀英".into(),
        name: "年报.xlsx".into(),
        content: Hash::of("年报.xlsx".as_bytes()),
        shape: "代码|名称|营业收入".into(),
        plan: "{}".into(),
        remarks: "[]".into(),
        undone: None,
    };
    let me = may("李秀英");
    assert_eq!(store.imports_of(&me, record.content).unwrap(), std::slice::from_ref(&record));
    assert_eq!(store.imports_of(&me, Hash::of(b"other")).unwrap(), []);
    assert_eq!(store.import_like(&me, "代码|名称|营业收入").unwrap(), Some(record));
    assert_eq!(store.import_like(&me, "代码|从业人员").unwrap(), None);
}

fn an_import_is_undone_as_one_and_once(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let undo = || store.undo(&may("李秀英"), imported.import, "填错了表".into());
    assert_eq!(undo().unwrap(), Seq(3));
    let again = undo();
    assert!(matches!(again, Err(Error::Undone)), "{again:?}");
    let undone = |known| {
        let imports = store.imports(&may("李秀英"), Seq(0), known).unwrap();
        imports.into_iter().map(|import| import.undone).collect::<Vec<_>>()
    };
    assert_eq!(undone(Seq(2)), [None]);
    assert_eq!(undone(Seq(3)), [Some(Seq(3))]);
    let page = |before| {
        let listed = store.last_imports(&may("李秀英"), Last { before, most: 1 }).unwrap();
        let undone: Vec<_> = listed.items.iter().map(|import| import.undone).collect();
        (undone, listed.total, listed.more)
    };
    assert_eq!(page(None), (vec![Some(Seq(3))], 1, false));
    assert_eq!(page(Some(imported.import.0)), (vec![], 1, false));
    assert_eq!(store.head().unwrap().seq, Seq(3));
}

fn what_was_said_comes_back_as_of_any_line(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let (mut origin, _) = column(0, "revenue", 2025);
    origin.place = Place::Hand { reason: "企业来电更正".into() };
    let me = may("李秀英");
    let correction = Correction {
        subject: SubjectId(1),
        origin: origin.clone(),
        standing: Standing::Held,
        value: fen(450),
    };
    let seq = store.correct(&me, correction.clone()).unwrap();
    assert_eq!(seq, Seq(3));
    let first = Statement {
        subject: SubjectId(1),
        seq: Seq(2),
        row: 2,
        said: vec![(OriginId(1), fen(300)), (OriginId(2), fen(400))],
    };
    let second = Statement {
        subject: SubjectId(1),
        seq: Seq(3),
        row: 0,
        said: vec![(OriginId(3), fen(450))],
    };
    let said = |known| store.statements(&may("王芳"), SubjectId(1), known).unwrap();
    assert_eq!(said(Seq(2)), std::slice::from_ref(&first));
    assert_eq!(said(Seq(3)), [first, second]);
    assert_eq!(said(Seq(1)), []);
    let origins = store.origins(&may("王芳"), Seq(0), Seq::LATEST).unwrap();
    let mut wanted = [column(2, "revenue", 2024).0, column(3, "revenue", 2025).0, origin];
    wanted[0].import = Some(ImportId(1));
    wanted[1].import = Some(ImportId(1));
    let origins: Vec<_> =
        origins.into_iter().map(|known| (known.id.0, known.origin, known.standing)).collect();
    let [a, b, c] = wanted;
    assert_eq!(
        origins,
        [(1, a, Standing::Counts), (2, b, Standing::Counts), (3, c, Standing::Held)]
    );
    let unknown = store.correct(&me, Correction { subject: SubjectId(7), ..correction });
    assert!(matches!(unknown, Err(Error::Nothing("enterprise"))), "{unknown:?}");
}

fn who_is_who_comes_back_as_it_was_learnt(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let named = |name: &str| Change::Named {
        name: name.into(),
        since: Some(base::Day::constant(2026, 3, 1)),
    };
    let day = base::Day::constant(2026, 9, 1);
    let changes = vec![
        (SubjectId(0), named("示范零号股份有限公司")),
        (SubjectId(0), Change::Arrived { on: day }),
        (SubjectId(1), Change::Left { on: day }),
    ];
    assert_eq!(store.change(&may("李秀英"), Seq(2), changes.clone()).unwrap(), Seq(3));
    let me = may("李秀英");
    assert_eq!(
        store
            .merge(&me, Seq(3), Merge { file: SubjectId(1), into: SubjectId(0), reason: None })
            .unwrap(),
        Seq(4)
    );
    assert_eq!(store.unmerge(&me, Seq(4), SubjectId(1)).unwrap(), Seq(5));
    let events = store.events(&may("王芳"), Seq(2), Seq::LATEST).unwrap();
    let told: Vec<_> =
        events.into_iter().map(|event| (event.seq.0, (event.subject, event.change))).collect();
    let mut wanted: Vec<_> = changes.into_iter().map(|change| (3, change)).collect();
    wanted.push((4, (SubjectId(1), Change::Merged { into: SubjectId(0) })));
    wanted.push((5, (SubjectId(1), Change::Unmerged)));
    assert_eq!(told, wanted);
    let first = store.events(&may("王芳"), Seq(0), Seq(2)).unwrap();
    assert_eq!(first.len(), 6);
    assert_eq!(first[1].change, Change::Code(code(0)));
}

fn an_import_that_knows_an_old_list_of_enterprises_is_refused(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let intake = Intake { known: Seq(1), changes: enterprises(2, 1), ..intake("新.xlsx") };
    let refused = store.import(&may("李秀英"), intake.clone(), std::iter::empty());
    assert!(matches!(refused, Err(Error::Stale { changed: Seq(2) })), "{refused:?}");
    let intake = Intake { known: Seq(2), ..intake };
    let seq = store.import(&may("李秀英"), intake, std::iter::empty()).unwrap().seq;
    assert_eq!(seq, Seq(3));
}

fn enterprises_are_numbered_without_gaps(bed: &Bed) {
    let store = bed.found();
    let change = |changes| store.change(&may("李秀英"), Seq(1), changes);
    for wrong in [
        vec![(SubjectId(1), Change::Made)],
        vec![(SubjectId(0), Change::Unmerged)],
        vec![(SubjectId(0), Change::Made), (SubjectId(0), Change::Made)],
    ] {
        let refused = change(wrong);
        assert!(matches!(refused, Err(Error::Nothing(_))), "{refused:?}");
    }
    assert_eq!(change(enterprises(0, 3)).unwrap(), Seq(2));
}

fn nobody_reviews_what_they_brought_in_themselves(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let accept = |who: &str, of, subject| {
        let review =
            NewReview { of, subject, outcome: Outcome::Accepted, reason: "已核对原件".into() };
        store.review(&may(who), review)
    };
    let refused = accept("李秀英", imported.seq, None);
    assert!(matches!(refused, Err(Error::Permit(_))), "{refused:?}");
    let refused = accept("王芳", Seq(1), None);
    assert!(matches!(refused, Err(Error::Nothing("statement"))), "{refused:?}");
    let refused = accept("王芳", imported.seq, Some(SubjectId(9)));
    assert!(matches!(refused, Err(Error::Nothing("statement"))), "{refused:?}");
    assert_eq!(accept("王芳", imported.seq, Some(SubjectId(1))).unwrap(), Seq(3));
    let returned = NewReview {
        of: imported.seq,
        subject: None,
        outcome: Outcome::Returned,
        reason: "缺附件".into(),
    };
    assert_eq!(store.review(&may("王芳"), returned).unwrap(), Seq(4));
    let reviews = store.reviews(&may("王芳"), Seq(0), Seq::LATEST).unwrap();
    let review = |seq, subject, outcome, reason: &str| Review {
        seq,
        of: Seq(2),
        subject,
        outcome,
        reason: reason.into(),
    };
    let wanted = [
        review(Seq(3), Some(SubjectId(1)), Outcome::Accepted, "已核对原件"),
        review(Seq(4), None, Outcome::Returned, "缺附件"),
    ];
    assert_eq!(reviews, wanted);
}

fn a_settlement_and_an_objection_come_back_with_who_said_them(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let about = About { subject: SubjectId(1), fact: "revenue".into(), period: Period::Year(2025) };
    let (by, department) = ("王芳".to_owned(), "经济发展局".to_owned());
    let seq = store.object(&may("王芳"), about.clone(), "与申报表不符".into()).unwrap();
    let objection = Objection {
        about: about.clone(),
        seq,
        by: by.clone(),
        department: department.clone(),
        reason: "与申报表不符".into(),
    };
    let choice = NewSettlement {
        about: about.clone(),
        origin: OriginId(2),
        said: imported.seq,
        row: 2,
        reason: "以年报为准".into(),
    };
    let seq = store.settle(&may("王芳"), choice).unwrap();
    let settlement = Settlement {
        about,
        origin: OriginId(2),
        said: Seq(2),
        row: 2,
        seq,
        by,
        department,
        reason: "以年报为准".into(),
    };
    let me = may("王芳");
    let raised = store.look(|db| objections(db, Seq(0), Seq::LATEST));
    assert_eq!(raised.unwrap(), [objection]);
    assert_eq!(store.settlements(&me, Seq(0), Seq::LATEST).unwrap(), [settlement]);
    assert_eq!(store.settlements(&me, Seq(0), Seq(3)).unwrap(), []);
}

fn an_enterprise_sees_its_own_file_and_no_other(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let one = own::<ReadRegister>(SubjectId(1));
    assert_eq!(store.statements(&one, SubjectId(1), Seq::LATEST).unwrap().len(), 1);
    let about = |subject| About {
        subject: SubjectId(subject),
        fact: "revenue".into(),
        period: Period::Year(2025),
    };
    let object = |subject| store.object(&own(SubjectId(1)), about(subject), "不符".into());
    assert_eq!(object(1).unwrap(), Seq(3));
    let other = |refused: Error| assert!(matches!(refused, Error::Permit(Refused::OtherFile)));
    other(store.statements(&one, SubjectId(0), Seq::LATEST).unwrap_err());
    other(store.events(&one, Seq(0), Seq::LATEST).unwrap_err());
    let dossier = |subject| store.dossier(&one, &SHELF, (SubjectId(subject), view(Seq::LATEST)));
    assert_eq!(dossier(1).unwrap().objections().len(), 1);
    other(dossier(0).unwrap_err());
    other(object(0).unwrap_err());
    let merge = Merge { file: SubjectId(1), into: SubjectId(0), reason: None };
    other(store.merge(&own(SubjectId(1)), Seq(2), merge).unwrap_err());
    assert_eq!(store.head().unwrap().seq, Seq(3));
}

fn two_imports_at_once_come_one_after_the_other(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let import = |name: &'static str| {
        let origins = vec![column(2, "staff", 2024)];
        let intake = Intake { known: Seq(2), origins, ..intake(name) };
        let rows = (0..2000).map(|number| Ok(row(number % 2, &[i64::from(number)])));
        store.import(&may("李秀英"), intake, rows)
    };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| import("甲.xlsx"));
        let other = import("乙.xlsx");
        (one.join().unwrap().unwrap(), other.unwrap())
    });
    let mut both = [one.seq, other.seq];
    both.sort();
    assert_eq!(both, [Seq(3), Seq(4)]);
    assert_eq!((one.statements, other.statements), (2000, 2000));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}
