//! Who has a park, or one file, reaches what is in it and nothing beside.

use rule::bits::Bits;
use zone::Seq;
use zone::enterprise::{Change, SubjectId};
use zone::people::{
    ChangeEnterprise, CorrectFact, IssueVerdict, Permit, ReadRegister, Refused, ReviewFacts, Scope,
};

use super::say::{fen, two_firms};
use super::snapshot::{SHELF, content, says, take, text, view};
use super::{Bed, in_park, may, on_both, own};
use crate::{Error, Hash, NewReview, NewVerdict, Outcome, Snapshot, Store, View};

on_both! {
    who_has_a_park_reads_the_enterprises_in_it
    who_has_a_park_changes_the_enterprises_in_it
    an_enterprise_that_moves_to_another_park_goes_with_its_file
    an_enterprise_finds_its_own_row_after_a_merge
    who_is_outside_the_zone_on_the_day_is_reached_and_not_counted
}

const NORTH: &str = "示范一园";

/// The second of two firms is in the northern park, and of the first nobody knows.
fn zone(bed: &Bed) -> Store {
    let store = bed.found();
    two_firms(&store);
    store.correct(&may("周建国"), says(1, "park", "demo/tax", text(NORTH))).unwrap();
    store
}

fn rows(bits: &Bits) -> Vec<usize> {
    (0..bits.len()).filter(|row| bits.get(*row)).collect()
}

fn other_park<T: std::fmt::Debug>(refused: Result<T, Error>) {
    let own = NORTH.to_owned();
    match refused {
        Err(Error::Permit(why)) => assert_eq!(why, Refused::OtherPark { own }),
        other => panic!("{other:?}"),
    }
}

fn who_has_a_park_reads_the_enterprises_in_it(bed: &Bed) {
    let store = zone(bed);
    let snapshot = take(&store, Seq::LATEST);
    let permit = in_park::<ReadRegister>(NORTH);
    assert_eq!(rows(&snapshot.reached(&permit)), [1]);
    assert_eq!(rows(&snapshot.reached(&in_park::<ReadRegister>("别园"))), [0usize; 0]);
    assert_eq!(rows(&snapshot.reached(&may::<ReadRegister>("王芳"))), [0, 1]);
    let parks = [0, 1].map(|subject| snapshot.park(SubjectId(subject)));
    assert_eq!(parks, [None, Some(NORTH)]);
    let asked = |subject| (SubjectId(subject), view(Seq::LATEST));
    assert_eq!(snapshot.dossier(&store, &permit, asked(1)).unwrap().statements().len(), 2);
    other_park(snapshot.dossier(&store, &permit, asked(0)));
    let dossier = store.dossier(&permit, &SHELF, asked(1)).unwrap();
    assert_eq!(dossier.park(&SHELF).unwrap().as_deref(), Some(NORTH));
    other_park(store.dossier(&permit, &SHELF, asked(0)));
    // What is about all enterprises is not theirs to read.
    other_park(store.events(&permit, Seq(0), Seq::LATEST));
    other_park(store.archive(&permit, &SHELF, view(Seq::LATEST)));
    other_park(store.statements(&permit, SubjectId(0), Seq::LATEST));
}

fn who_has_a_park_changes_the_enterprises_in_it(bed: &Bed) {
    let store = zone(bed);
    let snapshot = take(&store, Seq::LATEST);
    let permit = in_park::<CorrectFact>(NORTH);
    let narrow = snapshot.narrowed(&permit, SubjectId(1)).unwrap();
    assert_eq!(narrow.scope(), &Scope::Own(SubjectId(1)));
    let corrected = store.correct(&narrow, says(1, "expense", "demo/tax", fen(5))).unwrap();
    assert_eq!(corrected, Seq(4));
    let refused = snapshot.narrowed(&permit, SubjectId(0)).unwrap_err();
    assert_eq!(refused, Refused::OtherPark { own: NORTH.into() });
    let other_file = |refused: Error| {
        assert!(matches!(refused, Error::Permit(Refused::OtherFile)), "{refused:?}");
    };
    let wrong = says(0, "expense", "demo/tax", fen(5));
    other_file(store.correct(&narrow, wrong.clone()).unwrap_err());
    other_park(store.correct(&permit, wrong));
    let review = |subject: Option<u32>| NewReview {
        of: Seq(2),
        subject: subject.map(SubjectId),
        outcome: Outcome::Accepted,
        reason: "相符".into(),
    };
    let permit: Permit<ReviewFacts> = may("王芳");
    let narrow = permit.narrowed(SubjectId(1), None).unwrap();
    assert_eq!(store.review(&narrow, review(Some(1))).unwrap(), Seq(5));
    other_file(store.review(&narrow, review(Some(0))).unwrap_err());
    other_file(store.review(&narrow, review(None)).unwrap_err());
    let permit = snapshot.narrowed(&in_park::<ChangeEnterprise>(NORTH), SubjectId(1)).unwrap();
    let left = |subject| vec![(SubjectId(subject), Change::Left { on: view(Seq(0)).on })];
    assert_eq!(store.change(&permit, Seq(2), left(1)).unwrap(), Seq(6));
    other_file(store.change(&permit, Seq(6), left(0)).unwrap_err());
    let verdict = |subjects: Option<Vec<SubjectId>>| NewVerdict {
        policies: vec!["demo/small-giant".into()],
        subjects,
        view: view(Seq(6)),
        answer: Hash::of(b"yes"),
    };
    let permit = snapshot.narrowed(&in_park::<IssueVerdict>(NORTH), SubjectId(1)).unwrap();
    store.issue(&permit, verdict(Some(vec![SubjectId(1)])), Vec::new()).unwrap();
    other_file(store.issue(&permit, verdict(None), Vec::new()).unwrap_err());
    let both = vec![SubjectId(1), SubjectId(0)];
    other_file(store.issue(&permit, verdict(Some(both)), Vec::new()).unwrap_err());
    assert_eq!(store.head().unwrap().seq, Seq(7));
}

fn an_enterprise_that_moves_to_another_park_goes_with_its_file(bed: &Bed) {
    let store = zone(bed);
    let mut snapshot = take(&store, Seq::LATEST);
    store.correct(&may("周建国"), says(1, "park", "demo/tax", text("示范二园"))).unwrap();
    snapshot.follow(&store, &may("王芳"), content()).unwrap();
    assert_eq!(rows(&snapshot.reached(&in_park::<ReadRegister>(NORTH))), [0usize; 0]);
    assert_eq!(rows(&snapshot.reached(&in_park::<ReadRegister>("示范二园"))), [1]);
    let asked = (SubjectId(1), view(Seq::LATEST));
    other_park(snapshot.dossier(&store, &in_park(NORTH), asked));
}

fn an_enterprise_finds_its_own_row_after_a_merge(bed: &Bed) {
    let store = zone(bed);
    let merge = crate::Merge { file: SubjectId(0), into: SubjectId(1), reason: None };
    store.merge(&may("李秀英"), Seq(2), merge).unwrap();
    let snapshot = take(&store, Seq::LATEST);
    let permit = own::<ReadRegister>(SubjectId(0));
    assert_eq!(rows(&snapshot.reached(&permit)), [0]);
    assert_eq!(snapshot.subjects(), [SubjectId(1)]);
}

fn who_is_outside_the_zone_on_the_day_is_reached_and_not_counted(bed: &Bed) {
    let store = zone(bed);
    let mut snapshot = take(&store, Seq::LATEST);
    let whole = may::<ReadRegister>("王芳");
    let seen = |snapshot: &Snapshot| {
        let [reached, counted] = [snapshot.reached(&whole), snapshot.counted(&whole)];
        (rows(&reached), rows(&counted), rows(&snapshot.counted(&in_park::<ReadRegister>(NORTH))))
    };
    assert_eq!(seen(&snapshot), (vec![0, 1], vec![0, 1], vec![1]));
    let on = snapshot.view().on;
    let moves = |subject, change| {
        let events = vec![(SubjectId(subject), change)];
        store.change(&may("李秀英"), store.head().unwrap().seq, events).unwrap();
    };
    // From that day on it is outside, and the other comes only the day after.
    moves(1, Change::Left { on });
    moves(0, Change::Arrived { on: on.tomorrow().unwrap() });
    snapshot.follow(&store, &may("王芳"), content()).unwrap();
    assert_eq!(seen(&snapshot), (vec![0, 1], vec![], vec![]));
    let later = View { on: on.tomorrow().unwrap(), ..view(Seq::LATEST) };
    let later = Snapshot::take(&store, &whole, content(), later).unwrap();
    assert_eq!(seen(&later), (vec![0, 1], vec![0], vec![]));
}
