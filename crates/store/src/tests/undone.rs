//! Who is who once an import is taken back.

use std::collections::BTreeMap;

use zone::Seq;
use zone::enterprise::{Change, Registry, SubjectId};
use zone::fact::{Period, Place};

use super::say::{about, code, column, enterprises, fen, intake, row, two_firms};
use super::snapshot::{SHELF, content, take, view};
use super::{Bed, may, on_both};
use crate::{Archive, Correction, Error, Imported, Intake, Resumed, Snapshot, Standing, Store};

on_both! {
    a_name_that_an_import_gave_goes_with_it
    a_file_that_an_import_made_goes_with_it_and_its_number_is_not_given_again
    a_file_of_which_others_speak_stays_as_it_was_made
    a_file_that_stayed_for_an_import_goes_with_that_one
    nothing_is_said_of_a_file_that_is_no_more
    a_checkpoint_from_before_the_undoing_is_followed
    an_archive_that_follows_is_as_one_that_is_opened
}

fn named(subject: u32, name: &str) -> (SubjectId, Change) {
    (SubjectId(subject), Change::Named { name: name.into(), since: None })
}

/// An import that knows everything that was learnt, with one revenue for each of some files.
fn brings(
    store: &Store,
    name: &str,
    (changes, said): (Vec<(SubjectId, Change)>, &[u32]),
) -> Imported {
    let known = store.head().unwrap().seq;
    let origins = vec![column(3, "revenue", 2025)];
    let rows: Vec<_> = said.iter().map(|subject| Ok(row(*subject, &[700]))).collect();
    let intake = Intake { known, changes, origins, ..intake(name) };
    store.import(&may("李秀英"), intake, rows.into_iter()).unwrap()
}

fn undo(store: &Store, imported: Imported) -> Seq {
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap()
}

/// The names of all files as of a line, as they are found among all and each alone.
fn names(store: &Store, known: Seq) -> BTreeMap<u32, String> {
    let names = |registry: &Registry| -> BTreeMap<u32, String> {
        let name = |(subject, file): (SubjectId, &zone::enterprise::File)| {
            (subject.0, file.last_name().unwrap_or_default().to_owned())
        };
        registry.files().map(name).collect()
    };
    let all = names(&store.registry(&may("王芳"), known).unwrap());
    let mut alone = BTreeMap::new();
    for number in 0..4 {
        let bearers = store.bearers(&may("王芳"), &code(number).to_string(), known).unwrap();
        alone.extend(names(&bearers));
    }
    assert_eq!(alone, all);
    all
}

fn wanted(names: &[(u32, &str)]) -> BTreeMap<u32, String> {
    names.iter().map(|(subject, name)| (*subject, (*name).to_owned())).collect()
}

const TWO: &[(u32, &str)] = &[(0, "示范0有限公司"), (1, "示范1有限公司")];

fn a_name_that_an_import_gave_goes_with_it(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let wrong = brings(&store, "错.xlsx", (vec![named(1, "别家有限公司")], &[1]));
    let renamed = wanted(&[TWO[0], (1, "别家有限公司")]);
    assert_eq!(names(&store, Seq::LATEST), renamed);
    let undone = undo(&store, wrong);
    assert_eq!(names(&store, Seq::LATEST), wanted(TWO));
    // Before the undoing it was so.
    assert_eq!(names(&store, Seq(undone.0 - 1)), renamed);
    let found = store.bearers(&may("王芳"), "别家有限公司", Seq::LATEST).unwrap();
    assert_eq!(found.of_name("别家有限公司"), []);
}

fn a_file_that_an_import_made_goes_with_it_and_its_number_is_not_given_again(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let second = brings(&store, "新.xlsx", (enterprises(2, 2), &[2, 3]));
    let undone = undo(&store, second);
    assert_eq!(names(&store, undone), wanted(TWO));
    assert_eq!(names(&store, second.seq).len(), 4);
    let registry = store.registry(&may("王芳"), Seq::LATEST).unwrap();
    assert_eq!(registry.next(), SubjectId(4));
    // Brought in again it is another file.
    let again = enterprises(2, 1).into_iter().map(|(_, change)| (SubjectId(4), change));
    let again = again.collect();
    brings(&store, "新.xlsx", (again, &[4]));
    let registry = store.registry(&may("王芳"), Seq::LATEST).unwrap();
    let found: Vec<_> = registry.of_code(code(2)).iter().map(|found| found.file).collect();
    assert_eq!(found, [SubjectId(4)]);
    let table = take(&store, Seq::LATEST);
    assert_eq!(table.subjects(), [SubjectId(0), SubjectId(1), SubjectId(4)]);
}

fn correction(subject: u32) -> Correction {
    let (mut origin, _) = column(0, "revenue", 2025);
    origin.place = Place::Hand { reason: "来电".into() };
    origin.period = Period::Year(2025);
    Correction { subject: SubjectId(subject), origin, standing: Standing::Counts, value: fen(450) }
}

fn a_file_of_which_others_speak_stays_as_it_was_made(bed: &Bed) {
    let store = bed.found();
    let first = two_firms(&store);
    store.correct(&may("李秀英"), correction(0)).unwrap();
    assert_eq!(names(&store, undo(&store, first)), wanted(&TWO[..1]));
    let registry = store.registry(&may("王芳"), Seq::LATEST).unwrap();
    assert_eq!(registry.file(SubjectId(0)).unwrap().code(), Some(code(0)));
}

fn a_file_that_stayed_for_an_import_goes_with_that_one(bed: &Bed) {
    let store = bed.found();
    let first = two_firms(&store);
    let second = brings(&store, "二.xlsx", (Vec::new(), &[1]));
    assert_eq!(names(&store, undo(&store, first)), wanted(&TWO[1..]));
    let mut snapshot = take(&store, Seq::LATEST);
    assert_eq!(snapshot.subjects(), [SubjectId(1)]);
    let last = undo(&store, second);
    assert_eq!(names(&store, last), wanted(&[]));
    snapshot.follow(&store, &may("王芳"), content()).unwrap();
    assert_eq!(snapshot.subjects(), []);
}

fn nothing_is_said_of_a_file_that_is_no_more(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let second = brings(&store, "新.xlsx", (enterprises(2, 1), &[2]));
    let known = second.seq;
    let undone = undo(&store, second);
    let me = may("李秀英");
    let nothing = |refused: Result<Seq, Error>| {
        assert!(matches!(refused, Err(Error::Nothing("enterprise"))), "{refused:?}");
    };
    nothing(store.correct(&me, correction(2)));
    nothing(store.object(&may("李秀英"), about(2, "revenue"), "不符".into()));
    nothing(store.change(&may("李秀英"), undone, vec![named(2, "乙有限公司")]));
    // What was looked at before the undoing is looked at again.
    let intake = Intake { known, origins: vec![column(3, "revenue", 2025)], ..intake("旧.xlsx") };
    let stale = store.import(&may("李秀英"), intake, vec![Ok(row(2, &[1]))].into_iter());
    assert!(matches!(stale, Err(Error::Stale { changed }) if changed == undone), "{stale:?}");
    assert_eq!(store.head().unwrap().seq, undone);
}

fn a_checkpoint_from_before_the_undoing_is_followed(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let second = brings(&store, "新.xlsx", (enterprises(2, 2), &[2, 3]));
    take(&store, Seq::LATEST).keep(&store, content()).unwrap();
    undo(&store, second);
    let view = super::snapshot::view(Seq::LATEST);
    let (kept, how) = Snapshot::resume(&store, &may("王芳"), content(), view).unwrap();
    assert_eq!(
        (how, kept.subjects()),
        (Resumed::Kept(second.seq), take(&store, Seq::LATEST).subjects())
    );
    assert_eq!(kept.subjects(), [SubjectId(0), SubjectId(1)]);
}

/// Who is who, and what was said of the second firm, where it is there.
fn kept(archive: &Archive, store: &Store) -> (Registry, Vec<zone::fact::Statement>) {
    let registry = archive.registry().clone();
    let said = registry.file(SubjectId(1)).map(|_| {
        let dossier = archive.dossier(store, &may("王芳"), SubjectId(1)).unwrap();
        dossier.statements().to_vec()
    });
    (registry, said.unwrap_or_default())
}

fn an_archive_that_follows_is_as_one_that_is_opened(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let open = |known| store.archive(&may("王芳"), &SHELF, view(known)).unwrap();
    let known = || store.head().unwrap().seq;
    let mut follows = open(known());
    let mut seen = Vec::new();
    let mut follow = |last: Seq| {
        follows.follow(&store, &may("王芳"), (&SHELF, last)).unwrap();
        assert_eq!(kept(&follows, &store), kept(&open(last), &store));
        seen.push(kept(&follows, &store).1.len());
    };
    follow(known());
    let renamed = brings(&store, "改名", (vec![named(1, "丙贸易有限公司")], &[1]));
    follow(renamed.seq);
    let told = brings(&store, "只有数", (Vec::new(), &[0, 1]));
    follow(told.seq);
    follow(undo(&store, renamed));
    follow(undo(&store, told));
    assert_eq!(seen, [1, 2, 3, 3, 3]);
}
