//! Tests: lists that several statements make together.

use super::*;
use crate::fact::resolve::joined::Marks;

/// Kind, first day, last day and number of a title.
type Title = (&'static str, Option<i32>, Option<i32>, Option<&'static str>);

/// By its fields: kind, first day, last day, number.
const MARKS: Marks = Marks { kind: 0, from: Some(1), until: Some(2), number: Some(3) };

fn list(titles: &[Title]) -> Stated {
    let text = |text: &str| Stated::Text(text.to_owned());
    let record = |(kind, from, until, number): &Title| {
        let [from, until] = [from, until].map(|day| day.map(Stated::Date));
        vec![Some(text(kind)), from, until, number.map(text)]
    };
    Stated::List(titles.iter().map(record).collect())
}

fn listed(feed: &str, titles: &[Title], seq: u32) -> Said {
    Said { value: list(titles), ..said(feed, 0, seq).since(2024) }
}

/// What counts, whether something else is at odds with it, and how many statements stand beside.
fn joined(said: &[Said], trust: &[&str]) -> (Option<Stated>, usize, usize) {
    let (feeds, owner) = (feeds(), owner(trust));
    let asked = Asked {
        on: ON,
        known: Seq(u32::MAX),
        purpose: Use::Verdict,
        feeds: &feeds,
        owner: Some(&owner),
    };
    let entries = entries(said);
    let holding = resolve_joined(&entries, &asked, (MARKS, &[]));
    (holding.value().cloned(), holding.disagreements.len(), holding.others.len())
}

const HIGH: Title = ("高企", Some(1), Some(3), None);
const SMALL: Title = ("科小", Some(2), Some(9), None);

#[test]
fn a_second_list_of_a_source_adds_to_the_first() {
    let both = Some(list(&[HIGH, SMALL]));
    let lists = [listed("report", &[HIGH], 1), listed("report", &[SMALL], 2)];
    assert_eq!(joined(&lists, &[]), (both.clone(), 0, 1));
    // And that of another source.
    let lists = [listed("tax", &[HIGH], 1), listed("report", &[SMALL], 2)];
    assert_eq!(joined(&lists, &["report", "tax"]), (both, 0, 1));
    assert_eq!(joined(&lists[..1], &[]), (Some(list(&[HIGH])), 0, 0));
}

#[test]
fn a_record_of_the_same_thing_is_replaced_and_one_that_runs_later_is_another() {
    let longer = ("高企", Some(1), Some(4), None);
    let renewed = ("高企", Some(5), Some(8), None);
    let lists = [
        listed("report", &[HIGH, SMALL], 1),
        listed("report", &[longer], 2),
        listed("report", &[renewed], 3),
    ];
    assert_eq!(joined(&lists, &[]), (Some(list(&[SMALL, longer, renewed])), 0, 2));
    // By their numbers, whatever their days.
    let [first, second] =
        [("高企", Some(1), None, Some("甲")), ("高企", Some(1), None, Some("乙"))];
    let lists = [listed("report", &[first], 1), listed("report", &[second], 2)];
    assert_eq!(joined(&lists, &[]).0, Some(list(&[first, second])));
}

#[test]
fn what_is_undone_or_taken_back_lists_nothing_any_more() {
    let mut undone = listed("report", &[HIGH], 1);
    undone.undone = Some(3);
    let small = (Some(list(&[SMALL])), 0, 0);
    assert_eq!(joined(&[undone, listed("report", &[SMALL], 2)], &[]), small);
    let back = Said { value: Stated::Withdrawn, ..listed("report", &[], 2) };
    let later = listed("report", &[SMALL], 3);
    assert_eq!(joined(&[listed("report", &[HIGH], 1), back, later], &[]), small);
}

#[test]
fn an_empty_list_says_that_there_are_none() {
    let lists = [listed("report", &[HIGH], 1), listed("report", &[], 2)];
    assert_eq!(joined(&lists, &[]).0, Some(list(&[])));
    // Where another source lists some, they contradict each other.
    let lists = [listed("tax", &[HIGH], 1), listed("report", &[], 2)];
    assert_eq!(joined(&lists, &[]), (None, 1, 2));
    assert_eq!(joined(&lists, &["tax"]), (Some(list(&[HIGH])), 1, 1));
}

#[test]
fn two_sources_that_name_other_days_of_one_title_contradict_each_other() {
    let longer = ("高企", Some(1), Some(4), None);
    let lists = [listed("tax", &[HIGH, SMALL], 1), listed("report", &[longer], 2)];
    assert_eq!(joined(&lists, &[]), (None, 1, 2));
    assert_eq!(joined(&lists, &["report"]), (Some(list(&[longer])), 1, 1));
    let unsaid = ("高企", None, None, None);
    let lists = [listed("tax", &[HIGH], 1), listed("report", &[unsaid], 2)];
    assert_eq!(joined(&lists, &["tax"]), (Some(list(&[HIGH])), 0, 1));
}
