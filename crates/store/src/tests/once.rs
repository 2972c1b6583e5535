//! Requests that must not be done twice.

use zone::people::{OfficerId, Operator};

use super::gate::{clerk, moment};
use super::{Bed, on_both};
use crate::{Before, Hash, Request};

on_both! {
    a_request_that_was_answered_is_answered_the_same_again
    a_request_of_another_name_or_of_somebody_else_is_another
    an_interrupted_request_says_so_until_it_is_forgotten
}

fn request(name: &str, said: &[u8]) -> Request {
    Request { name: name.into(), route: "POST /api/tasks".into(), said: Hash::of(said) }
}

fn who(officer: u32) -> Operator {
    clerk(OfficerId(officer))
}

fn a_request_that_was_answered_is_answered_the_same_again(bed: &Bed) {
    let store = bed.found();
    let head = store.head().unwrap();
    let (me, one) = (who(1), request("a", b"one"));
    assert_eq!(store.gate().begin_once(&me, &one, moment(0)).unwrap(), Before::Nothing);
    assert_eq!(store.gate().begin_once(&me, &one, moment(1)).unwrap(), Before::Begun);
    store.gate().answer_once(&me, "a", (201, b"{}".to_vec())).unwrap();
    let answered = Before::Answered { status: 201, body: b"{}".to_vec() };
    assert_eq!(store.gate().begin_once(&me, &one, moment(2)).unwrap(), answered);
    let other = request("a", b"two");
    assert_eq!(store.gate().begin_once(&me, &other, moment(3)).unwrap(), Before::Other);
    let elsewhere = Request { route: "POST /api/merges".into(), ..one };
    assert_eq!(store.gate().begin_once(&me, &elsewhere, moment(3)).unwrap(), Before::Other);
    assert_eq!(store.head().unwrap(), head);
}

fn a_request_of_another_name_or_of_somebody_else_is_another(bed: &Bed) {
    let store = bed.found();
    let begin = |officer, key| {
        store.gate().begin_once(&who(officer), &request(key, b"one"), moment(0)).unwrap()
    };
    let both = [begin(1, "a"), begin(1, "b"), begin(2, "a"), begin(1, "a")];
    assert_eq!(both, [Before::Nothing, Before::Nothing, Before::Nothing, Before::Begun]);
}

fn an_interrupted_request_says_so_until_it_is_forgotten(bed: &Bed) {
    let store = bed.found();
    let (me, one) = (who(1), request("a", b"one"));
    store.gate().begin_once(&me, &one, moment(0)).unwrap();
    drop(store);
    let store = bed.open();
    assert_eq!(store.gate().begin_once(&me, &one, moment(1)).unwrap(), Before::Begun);
    store.gate().forget_once(&me, "a").unwrap();
    assert_eq!(store.gate().begin_once(&me, &one, moment(2)).unwrap(), Before::Nothing);
    assert_eq!(store.gate().forget_answered(moment(2)).unwrap(), 0);
    assert_eq!(store.gate().forget_answered(moment(3)).unwrap(), 1);
    assert_eq!(store.gate().begin_once(&me, &one, moment(4)).unwrap(), Before::Nothing);
}
