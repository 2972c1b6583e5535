//! Tests: lists that several statements make together.

use super::*;
use crate::fact::resolve::joined::Marks;

/// Kind, first day, last day and number of a title.
type Title = (&'static str, Option<i32>, Option<i32>, Option<&'static str>);

/// By its fields: kind, first day, last day, number.
const MARKS: Marks =
    Marks { list: FactId(0), kind: 0, from: Some(1), until: Some(2), number: Some(3) };

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
    held(said, trust, &[], |holding| {
        (holding.value().cloned(), holding.disagreements.len(), holding.others.len())
    })
}

/// What is found in what is held, after what was settled: which of the statements by which line.
fn held<T>(
    said: &[Said],
    trust: &[&str],
    settled: &[(usize, u32)],
    found: impl Fn(&Holding<'_>) -> T,
) -> T {
    let (feeds, owner) = (feeds(), owner(trust));
    let asked = Asked {
        on: ON,
        known: Seq(u32::MAX),
        purpose: Use::Verdict,
        feeds: &feeds,
        owner: Some(&owner),
    };
    let entries = entries(said);
    let settlements: Vec<Settlement> =
        settled.iter().map(|(at, seq)| settled::settlement(&entries[*at], *seq)).collect();
    let settlements: Vec<&Settlement> = settlements.iter().collect();
    found(&resolve_joined(&entries, &asked, (MARKS, &settlements)))
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
    // What the less trusted lists besides stays.
    assert_eq!(joined(&lists, &["report"]), (Some(list(&[SMALL, longer])), 1, 1));
    let unsaid = ("高企", None, None, None);
    let lists = [listed("tax", &[HIGH], 1), listed("report", &[unsaid], 2)];
    assert_eq!(joined(&lists, &["tax"]), (Some(list(&[HIGH])), 0, 1));
}

#[test]
fn a_contradiction_of_the_less_trusted_is_told_unless_the_most_trusted_says_how_it_is() {
    let longer = ("高企", Some(1), Some(4), None);
    let with = |first: &[Title]| {
        let others = [listed("tax", &[HIGH], 2), listed("portal", &[longer], 3)];
        let said: Vec<Said> = [listed("report", first, 1)].into_iter().chain(others).collect();
        joined(&said, &["report"])
    };
    assert_eq!(with(&[SMALL]), (None, 1, 3));
    assert_eq!(with(&[SMALL, longer]), (Some(list(&[SMALL, longer])), 1, 2));
    // It says that there are none at all.
    assert_eq!(with(&[]), (Some(list(&[])), 1, 2));
}

#[test]
fn what_was_settled_of_lists_is_weighed_against_what_is_newer_alone() {
    let longer = ("高企", Some(1), Some(4), None);
    let lists = [listed("tax", &[HIGH], 1), listed("report", &[longer, SMALL], 2)];
    let at = |newer: Option<Said>, trust: &[&str]| {
        let said: Vec<Said> = lists.iter().cloned().chain(newer).collect();
        held(&said, trust, &[(0, 5)], |holding| {
            let settled = matches!(holding.ground, Ground::Settled(_));
            (holding.value().cloned(), settled, holding.disagreements.len())
        })
    };
    // What was chosen, and what nobody contradicts.
    let chosen = Some(list(&[SMALL, HIGH]));
    assert_eq!(at(None, &["report"]), (chosen.clone(), true, 0));
    // A newer word contradicts it: one trusted alike, one more, one less.
    let newer = || Some(listed("portal", &[longer], 9));
    assert_eq!(at(newer(), &[]), (None, false, 1));
    assert_eq!(at(newer(), &["portal"]), (Some(list(&[SMALL, longer])), false, 1));
    assert_eq!(at(newer(), &["tax"]), (chosen, true, 1));
}

#[test]
fn a_list_may_go_on_unless_somebody_says_that_it_is_whole() {
    let open = |said: &[Said]| held(said, &["tax"], &[], |holding| holding.open);
    let [some, none] = [listed("tax", &[HIGH], 1), listed("tax", &[], 2)];
    assert!(open(std::slice::from_ref(&some)));
    assert!(!open(std::slice::from_ref(&none)));
    assert!(!open(&[some.clone(), none]));
    assert!(open(&[some.clone(), listed("report", &[SMALL], 2)]));
    assert!(!open(&[listed("portal", &[HIGH], 1)]));
    assert!(!open(&[some.clone(), listed("portal", &[SMALL], 2)]));
    // Nobody is believed who says that there are none where one is.
    assert!(open(&[some, listed("report", &[], 2)]));
}
