//! Tests: what counts among what was said.

use std::collections::BTreeSet;

use pack::shelf::Status;
use proptest::prelude::*;
use rule::fact::FactId;
use rule::fault::Span;

use super::*;
use crate::enterprise::{Change, Event, Registry, SubjectId};
use crate::fact::{Origin, OriginId, Period, Place};

mod joined;
mod settled;

const ON: Day = Day::constant(2026, 11, 21);

fn feeds() -> BTreeMap<String, Feed> {
    let feed = |id: &str, uses: &[Use]| Feed {
        id: id.to_owned(),
        title: String::new(),
        department: String::new(),
        basis: String::new(),
        cite: None,
        uses: uses.iter().copied().collect::<BTreeSet<Use>>(),
        stage: None,
        // It lists all there are.
        whole: (id == "portal").then_some(FactId(0)).into_iter().collect(),
        status: Status::Demo,
        path: String::new(),
        span: Span::default(),
    };
    let all = [
        feed("tax", &Use::ALL),
        feed("report", &Use::ALL),
        feed("survey", &[Use::Statistics]),
        feed("portal", &Use::ALL),
    ];
    all.into_iter().map(|feed| (feed.id.clone(), feed)).collect()
}

fn owner(trust: &[&str]) -> Owner {
    Owner {
        facts: Vec::new(),
        department: "税务局".to_owned(),
        trust: trust.iter().map(|feed| (*feed).to_owned()).collect(),
        stages: Vec::new(),
        cite: None,
        status: Status::Demo,
        path: String::new(),
        span: Span::default(),
    }
}

/// Something said, with everything it takes.
#[derive(Clone, Debug)]
struct Said {
    origin: Origin,
    value: Stated,
    seq: u32,
    counts: Option<u32>,
    undone: Option<u32>,
}

/// `feed` says `yuan` of 2025 with line `seq`.
fn said(feed: &str, yuan: i64, seq: u32) -> Said {
    Said {
        origin: Origin {
            import: None,
            place: Place::Column { file: String::new(), sheet: String::new(), column: 0 },
            fact: "revenue".to_owned(),
            period: Period::Year(2025),
            feed: feed.to_owned(),
            stage: Stage::Annual,
            basis: None,
            unit: Some("元".to_owned()),
            decimals: 2,
        },
        value: Stated::Number { units: yuan * 100, decimals: 2 },
        seq,
        counts: Some(seq),
        undone: None,
    }
}

impl Said {
    fn stage(mut self, stage: Stage) -> Self {
        self.origin.stage = stage;
        self
    }

    fn basis(mut self, basis: &str) -> Self {
        self.origin.basis = Some(basis.to_owned());
        self
    }

    fn since(mut self, year: i16) -> Self {
        self.origin.period = Period::Since(Day::constant(year, 1, 1));
        self
    }

    fn counting(mut self, counts: Option<u32>) -> Self {
        self.counts = counts;
        self
    }
}

/// The entries of what was said; each has an origin of its own.
fn entries(said: &[Said]) -> Vec<Entry<'_>> {
    let entry = |(id, said): (u32, &'_ Said)| -> (u32, u32, Option<u32>, Option<u32>) {
        (id, said.seq, said.counts, said.undone)
    };
    let each = (0..).zip(said).map(|one| (entry(one), one.1));
    each.map(|((id, seq, counts, undone), said)| Entry {
        origin: &said.origin,
        id: OriginId(id),
        row: 0,
        seq: Seq(seq),
        counts: counts.map(Seq),
        undone: undone.map(Seq),
        value: &said.value,
    })
    .collect()
}

/// The yuan that count for a verdict, by this trust, and how many disagreements there are.
fn verdict(said: &[Said], trust: &[&str]) -> (Option<i64>, usize) {
    known_at(said, trust, u32::MAX)
}

fn known_at(said: &[Said], trust: &[&str], known: u32) -> (Option<i64>, usize) {
    let (feeds, owner) = (feeds(), owner(trust));
    let asked = Asked {
        on: ON,
        known: Seq(known),
        purpose: Use::Verdict,
        feeds: &feeds,
        owner: Some(&owner),
    };
    let entries = entries(said);
    let holding = resolve(&entries, &asked, &[]);
    (holding.value().and_then(yuan), holding.disagreements.len())
}

fn yuan(value: &Stated) -> Option<i64> {
    match value {
        Stated::Number { units, .. } => Some(units / 100),
        _ => None,
    }
}

#[test]
fn a_later_statement_of_the_same_source_replaces_the_earlier() {
    assert_eq!(verdict(&[said("tax", 1, 1), said("tax", 2, 2)], &[]), (Some(2), 0));
    assert_eq!(verdict(&[said("tax", 2, 2), said("tax", 1, 1)], &[]), (Some(2), 0));
}

#[test]
fn two_words_of_one_source_learnt_at_once_leave_the_fact_unknown() {
    // Two rows of one import, or the rows of two files that were merged.
    assert_eq!(verdict(&[said("tax", 1, 1), said("tax", 2, 1)], &["tax"]), (None, 1));
    assert_eq!(verdict(&[said("tax", 2, 1), said("tax", 2, 1)], &["tax"]), (Some(2), 0));
}

#[test]
fn what_is_said_of_a_merged_file_counts_until_the_merge_is_undone() {
    let event = |seq, subject, change| Event { seq: Seq(seq), subject: SubjectId(subject), change };
    let events = [
        event(1, 0, Change::Made),
        event(2, 1, Change::Made),
        event(5, 1, Change::Merged { into: SubjectId(0) }),
        event(7, 1, Change::Unmerged),
    ];
    let by_file = [[said("tax", 10, 3)], [said("tax", 20, 4)]];
    let seen = |known| {
        let registry = Registry::as_of(&events, Seq(known)).unwrap();
        let value = |subject| {
            let files = registry.parts(SubjectId(subject));
            let said: Vec<Said> =
                files.flat_map(|file| by_file[usize::try_from(file.0).unwrap()].clone()).collect();
            known_at(&said, &[], known).0
        };
        registry.subjects().map(|(subject, _)| value(subject.0)).collect::<Vec<_>>()
    };
    assert_eq!(seen(4), [Some(10), Some(20)]);
    // What was learnt last stands.
    assert_eq!(seen(5), [Some(20)]);
    assert_eq!(seen(7), [Some(10), Some(20)]);
}

#[test]
fn the_trusted_source_counts_and_the_other_is_shown_beside_it() {
    let said = [said("tax", 100, 1), said("report", 90, 2)];
    assert_eq!(verdict(&said, &["tax", "report"]), (Some(100), 1));
    assert_eq!(verdict(&said, &["report"]), (Some(90), 1));
}

#[test]
fn two_sources_that_are_trusted_alike_and_differ_leave_the_fact_unknown() {
    let said = [said("tax", 100, 1), said("report", 90, 2)];
    assert_eq!(verdict(&said, &[]), (None, 1));
    let (feeds, entries) = (feeds(), entries(&said));
    let asked = Asked { on: ON, known: Seq(2), purpose: Use::Verdict, feeds: &feeds, owner: None };
    let holding = resolve(&entries, &asked, &[]);
    let both = vec![entries[1], entries[0]];
    assert_eq!(
        holding,
        Holding {
            stands: None,
            joined: None,
            open: false,
            ground: Ground::Disputed,
            others: both.clone(),
            disagreements: vec![Disagreement { entries: both }],
            held: vec![],
            barred: 0,
        }
    );
}

#[test]
fn a_figure_says_no_more_than_it_was_written_with() {
    let wan = |units: i64, seq| {
        let mut said = said("report", 0, seq);
        said.origin.unit = Some("万元".to_owned());
        said.value = Stated::Number { units, decimals: 2 };
        said
    };
    // 1234.57 万元 and 12,345,678.00 元; 1235 万元; 1234 万元 does not round to it.
    assert_eq!(
        verdict(&[said("tax", 12_345_678, 1), wan(1_234_570_000, 2)], &[]),
        (Some(12_345_678), 0)
    );
    assert_eq!(
        verdict(&[said("tax", 12_345_678, 1), wan(1_235_000_000, 2)], &[]),
        (Some(12_345_678), 0)
    );
    assert_eq!(verdict(&[said("tax", 12_345_678, 1), wan(1_234_000_000, 2)], &[]), (None, 1));
    // A stated zero is a zero.
    assert_eq!(verdict(&[said("tax", 1, 1), wan(0, 2)], &[]), (None, 1));
}

#[test]
fn another_stage_or_another_basis_is_no_contradiction() {
    let stages =
        [said("tax", 90, 1).stage(Stage::Audited), said("report", 100, 2).stage(Stage::Flash)];
    assert_eq!(verdict(&stages, &[]), (Some(90), 0));
    let bases = [said("tax", 90, 1), said("report", 100, 2).basis("税务口径")];
    assert_eq!(verdict(&bases, &[]), (Some(90), 0));
    let foreign = [said("tax", 90, 1).basis("甲"), said("report", 100, 2).basis("乙")];
    assert_eq!(verdict(&foreign, &[]), (None, 0));
}

#[test]
fn the_source_is_looked_at_before_the_stage_but_for_what_is_not_final() {
    let of =
        |stage| [said("tax", 90, 1).stage(stage), said("report", 100, 2).stage(Stage::Audited)];
    assert_eq!(verdict(&of(Stage::Annual), &["tax"]), (Some(90), 0));
    assert_eq!(verdict(&of(Stage::Flash), &["tax"]), (Some(100), 0));
    assert_eq!(verdict(&of(Stage::Forecast), &["tax"]), (Some(100), 0));
    let early =
        [said("tax", 90, 1).stage(Stage::Forecast), said("report", 100, 2).stage(Stage::Flash)];
    assert_eq!(verdict(&early, &["tax"]), (Some(100), 0));
    assert_eq!(verdict(&of(Stage::Forecast)[..1], &["tax"]), (Some(90), 0));
}

#[test]
fn the_department_says_which_stage_it_trusts() {
    let said = [said("tax", 90, 1).stage(Stage::Annual), said("tax", 100, 2).stage(Stage::Settled)];
    assert_eq!(verdict(&said, &[]), (Some(100), 0));
    let (feeds, mut owner) = (feeds(), owner(&[]));
    owner.stages = vec![Stage::Annual, Stage::Settled];
    let asked =
        Asked { on: ON, known: Seq(9), purpose: Use::Verdict, feeds: &feeds, owner: Some(&owner) };
    assert_eq!(resolve(&entries(&said), &asked, &[]).value().and_then(yuan), Some(90));
}

#[test]
fn what_is_true_since_a_day_is_true_until_something_later_says_otherwise() {
    let at = |said: &[Said], year| {
        let feeds = feeds();
        let on = Day::constant(year, 6, 1);
        let asked = Asked { on, known: Seq(9), purpose: Use::Verdict, feeds: &feeds, owner: None };
        let entries = entries(said);
        let holding = resolve(&entries, &asked, &[]);
        (holding.value().and_then(yuan), holding.disagreements.len())
    };
    let moved = [said("tax", 2, 1).since(2024), said("tax", 1, 2).since(2020)];
    let seen = [2019, 2020, 2023, 2024].map(|year| at(&moved, year));
    assert_eq!(seen, [(None, 0), (Some(1), 0), (Some(1), 0), (Some(2), 0)]);
    let other = [said("tax", 1, 1).since(2020), said("report", 2, 2).since(2024)];
    assert_eq!([at(&other, 2023), at(&other, 2024)], [(Some(1), 0), (Some(2), 0)]);
}

#[test]
fn an_old_word_of_the_trusted_source_counts_and_the_later_one_of_another_is_shown() {
    let said = [said("tax", 1, 1).since(2020), said("report", 2, 2).since(2024)];
    assert_eq!(verdict(&said, &["tax"]), (Some(1), 1));
}

#[test]
fn what_was_taken_back_is_unknown_or_what_was_so_before() {
    let mut gone = said("tax", 0, 3);
    gone.value = Stated::Withdrawn;
    assert_eq!(verdict(&[said("tax", 5, 1), gone.clone()], &[]), (None, 0));
    assert_eq!(verdict(std::slice::from_ref(&gone), &[]), (None, 0));
    let since = [said("tax", 1, 1).since(2020), said("tax", 2, 2).since(2024), gone.since(2024)];
    assert_eq!(verdict(&since, &[]), (Some(1), 0));
}

#[test]
fn an_import_that_is_undone_gives_way_to_what_was_said_before() {
    let mut undone = said("tax", 2, 2);
    undone.undone = Some(5);
    let said = [said("tax", 1, 1), undone];
    assert_eq!(known_at(&said, &[], 4), (Some(2), 0));
    assert_eq!(known_at(&said, &[], 5), (Some(1), 0));
}

#[test]
fn what_waits_for_a_second_person_does_not_count() {
    let said = [said("tax", 1, 1), said("tax", 2, 2).counting(Some(5))];
    assert_eq!(known_at(&said, &[], 4), (Some(1), 0));
    assert_eq!(known_at(&said, &[], 5), (Some(2), 0));
    let (feeds, entries) = (feeds(), entries(&said));
    let asked = Asked { on: ON, known: Seq(4), purpose: Use::Verdict, feeds: &feeds, owner: None };
    assert_eq!(resolve(&entries, &asked, &[]).held, [entries[1]]);
}

#[test]
fn statistics_serve_statistics_only() {
    let said = [said("survey", 100, 1)];
    let (feeds, entries) = (feeds(), entries(&said));
    let value = |purpose| {
        let asked = Asked { on: ON, known: Seq(1), purpose, feeds: &feeds, owner: None };
        let holding = resolve(&entries, &asked, &[]);
        (holding.value().and_then(yuan), holding.barred)
    };
    assert_eq!(Use::ALL.map(value), [(None, 1), (None, 1), (Some(100), 0), (None, 1)]);
    assert_eq!(verdict(&[self::said("unheard-of", 1, 1)], &[]), (None, 0));
}

fn anything() -> impl Strategy<Value = Said> {
    let feed = prop_oneof![Just("tax"), Just("report"), Just("portal"), Just("survey")];
    let value = prop_oneof![4 => (0i64..3).prop_map(Some), 1 => Just(None)];
    let since = proptest::option::of(2020i16..2028);
    let seq = (1u32..12, 0u32..4, proptest::option::of(1u32..6));
    let held = any::<bool>();
    (feed, value, since, seq, (0usize..5, held)).prop_map(
        |(feed, value, since, (seq, wait, undone), (stage, held))| {
            let mut made = said(feed, value.unwrap_or_default(), seq).stage(Stage::ALL[stage]);
            if value.is_none() {
                made.value = Stated::Withdrawn;
            }
            if let Some(since) = since {
                made = made.since(since);
            }
            made.counts = (!held).then_some(seq + wait);
            made.undone = undone.map(|after| seq + after);
            made
        },
    )
}

fn much() -> impl Strategy<Value = Vec<Said>> {
    // Of one fact: either a figure of a year, or true since a day.
    (proptest::collection::vec(anything(), 0..8), any::<bool>()).prop_map(|(mut said, yearly)| {
        for one in &mut said {
            match one.origin.period {
                Period::Since(_) if yearly => one.origin.period = Period::Year(2025),
                Period::Year(_) if !yearly => {
                    one.origin.period = Period::Since(Day::constant(2019, 1, 1));
                }
                _ => {}
            }
        }
        said
    })
}

const TRUST: [&[&str]; 3] = [&[], &["tax"], &["report", "tax", "portal"]];

proptest! {
    #[test]
    fn what_may_not_be_used_changes_nothing(said in much(), trust in 0usize..3, known in 0u32..16) {
        let without: Vec<Said> =
            said.iter().filter(|said| said.origin.feed != "survey").cloned().collect();
        prop_assert_eq!(
            known_at(&said, TRUST[trust], known),
            known_at(&without, TRUST[trust], known)
        );
    }

    #[test]
    fn nothing_later_was_known(said in much(), trust in 0usize..3, known in 0u32..16) {
        let mut then: Vec<Said> = said.iter().filter(|said| said.seq <= known).cloned().collect();
        for said in &mut then {
            said.counts = said.counts.filter(|counts| *counts <= known);
            said.undone = said.undone.filter(|undone| *undone <= known);
        }
        prop_assert_eq!(
            known_at(&said, TRUST[trust], known),
            verdict(&then, TRUST[trust])
        );
    }

    #[test]
    fn the_order_in_which_statements_are_read_does_not_matter(
        said in much(),
        trust in 0usize..3,
        turn in 0usize..8,
    ) {
        let mut turned = said.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        prop_assert_eq!(verdict(&said, TRUST[trust]), verdict(&turned, TRUST[trust]));
    }

    #[test]
    fn a_value_that_counts_was_said(said in much(), trust in 0usize..3) {
        let (value, _) = verdict(&said, TRUST[trust]);
        let says = |said: &Said, yuan| said.value == Stated::Number { units: yuan * 100, decimals: 2 };
        let heard = |yuan| said.iter().any(|said| says(said, yuan) && said.origin.feed != "survey");
        prop_assert!(value.is_none_or(heard));
    }

    #[test]
    fn a_later_word_of_the_most_trusted_source_counts(said in much()) {
        let mut said = said;
        let period = said.first().map_or(Period::Year(2025), |said| said.origin.period);
        let mut last = self::said("tax", 77, 99).stage(Stage::Settled);
        last.origin.period = match period {
            Period::Year(_) => period,
            Period::Since(_) => Period::Since(ON),
        };
        said.push(last);
        prop_assert_eq!(verdict(&said, &["tax"]).0, Some(77));
    }
}
