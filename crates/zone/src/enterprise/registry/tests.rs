//! Tests: who is found, and that merging can be undone.

use proptest::prelude::*;

use super::*;
use crate::enterprise::{Alike, Duplicate};
use base::Day;

fn made(subject: u32) -> Event {
    event(subject, Change::Made)
}

fn event(subject: u32, change: Change) -> Event {
    Event { seq: Seq(1), subject: SubjectId(subject), change }
}

fn named(subject: u32, name: &str) -> Event {
    event(subject, Change::Named { name: name.to_owned(), since: None })
}

fn coded(subject: u32, code: u32) -> Event {
    event(subject, Change::Code(Uscc::synthetic(code)))
}

fn merged(subject: u32, into: u32) -> Event {
    event(subject, Change::Merged { into: SubjectId(into) })
}

fn unmerged(subject: u32) -> Event {
    event(subject, Change::Unmerged)
}

/// The registry after all events, each learnt with a line of its own.
fn registry(events: &[Event]) -> Registry {
    Registry::as_of(&lines(events), Seq::LATEST).unwrap()
}

fn lines(events: &[Event]) -> Vec<Event> {
    (1..).map(Seq).zip(events).map(|(seq, event)| Event { seq, ..event.clone() }).collect()
}

fn found(how: How, subject: u32, file: u32) -> Found {
    Found { how, subject: SubjectId(subject), file: SubjectId(file) }
}

#[test]
fn a_former_name_finds_the_enterprise_and_is_marked() {
    let registry = registry(&[made(0), named(0, "甲（西安）公司"), named(0, "乙公司")]);
    assert_eq!(registry.of_name("乙 公司"), [found(How::Own, 0, 0)]);
    assert_eq!(registry.of_name("甲(西安)公司"), [found(How::Former, 0, 0)]);
    assert_eq!(registry.of_name("丙公司"), []);
}

#[test]
fn who_bears_a_name_comes_before_who_bore_it() {
    let registry = registry(&[
        made(0),
        made(1),
        named(0, "甲"),
        named(0, "乙"),
        named(1, "甲"),
        named(1, "甲"),
    ]);
    assert_eq!(registry.of_name("甲"), [found(How::Own, 1, 1), found(How::Former, 0, 0)]);
}

#[test]
fn what_was_learnt_later_was_not_known() {
    let events = lines(&[made(0), named(0, "甲"), named(0, "乙"), made(1), merged(0, 1)]);
    let known = Registry::as_of(&events, Seq(2)).unwrap();
    assert_eq!(known, registry(&[made(0), named(0, "甲")]));
    let name = |seq| {
        let known = Registry::as_of(&events, Seq(seq)).unwrap();
        known.file(SubjectId(0)).and_then(File::last_name).map(str::to_owned)
    };
    assert_eq!((name(1), name(2), name(3)), (None, Some("甲".into()), Some("乙".into())));
}

#[test]
fn a_merged_file_counts_for_the_other_until_that_is_undone() {
    let before = [made(0), made(1), coded(0, 1), coded(1, 2), named(1, "乙")];
    let mut events = before.to_vec();
    events.push(merged(1, 0));
    let joined = registry(&events);
    assert_eq!(joined.parts(SubjectId(0)).collect::<Vec<_>>(), [SubjectId(0), SubjectId(1)]);
    assert_eq!(joined.of_code(Uscc::synthetic(2)), [found(How::Former, 0, 1)]);
    assert_eq!(joined.of_name("乙"), [found(How::Former, 0, 1)]);
    assert_eq!(joined.subjects().map(|(id, _)| id).collect::<Vec<_>>(), [SubjectId(0)]);
    events.push(unmerged(1));
    assert_eq!(registry(&events), registry(&before));
}

#[test]
fn merging_in_a_chain_or_a_circle_is_refused_and_changes_nothing() {
    let mut registry = registry(&[made(0), made(1), made(2), made(3), merged(1, 0)]);
    let before = registry.clone();
    for (event, why) in [
        (merged(0, 0), IdentityError::WithItself),
        (merged(0, 1), IdentityError::Merged { into: SubjectId(0) }),
        (merged(2, 1), IdentityError::Merged { into: SubjectId(0) }),
        (merged(1, 2), IdentityError::Merged { into: SubjectId(0) }),
        (merged(0, 2), IdentityError::HasParts { part: SubjectId(1) }),
        (merged(2, 9), IdentityError::NoFile(SubjectId(9))),
        (unmerged(0), IdentityError::NotMerged),
        (made(3), IdentityError::MadeTwice(SubjectId(3))),
        (named(9, "甲"), IdentityError::NoFile(SubjectId(9))),
    ] {
        assert_eq!(registry.learn(&event), Err(why));
        assert_eq!(registry, before);
    }
}

#[test]
fn likely_duplicates_are_proposed_the_surest_first() {
    let registry = registry(&[
        made(0),
        made(1),
        made(2),
        made(3),
        coded(0, 1),
        coded(1, 1),
        named(0, "西安宏图有限公司"),
        named(1, "西安宏图有限公司"),
        named(2, "西安鸿图有限公司"),
        coded(3, 2),
        named(3, "西安红土有限公司"),
    ]);
    let pair = |one, other, why| Duplicate { why, one: SubjectId(one), other: SubjectId(other) };
    let sound = || Alike::Sound("xi an hong tu ".to_owned());
    assert_eq!(
        registry.duplicates(),
        // 0 and 3 sound alike too, but have two codes.
        [pair(0, 1, Alike::Code(Uscc::synthetic(1))), pair(0, 2, sound()), pair(2, 3, sound()),]
    );
}

#[test]
fn who_was_merged_is_proposed_no_more() {
    let events = [made(0), made(1), named(0, "甲"), named(1, "甲")];
    let pair =
        Duplicate { why: Alike::Name("甲".to_owned()), one: SubjectId(0), other: SubjectId(1) };
    assert_eq!(registry(&events).duplicates(), [pair]);
    let [a, b, c, d] = events;
    assert_eq!(registry(&[a, b, c, d, merged(1, 0)]).duplicates(), []);
}

/// What may be said about a file of its own.
fn saying() -> impl Strategy<Value = Change> {
    let day = || (2000i16..2030).prop_map(|year| Day::constant(year, 1, 1));
    prop_oneof![
        (0u32..4).prop_map(|code| Change::Code(Uscc::synthetic(code))),
        ("[甲乙丙]{1,2}", proptest::option::of(day()))
            .prop_map(|(name, since)| Change::Named { name, since }),
        day().prop_map(|on| Change::Arrived { on }),
        day().prop_map(|on| Change::Left { on }),
    ]
}

proptest! {
    #[test]
    fn undoing_a_merge_restores_what_was(
        said in proptest::collection::vec((0u32..4, saying()), 0..20),
        (part, into) in (0u32..4, 0u32..4),
    ) {
        let mut before: Vec<Event> = (0..4).map(made).collect();
        before.extend(said.into_iter().map(|(subject, change)| event(subject, change)));
        let mut after = before.clone();
        if part != into {
            after.extend([merged(part, into), unmerged(part)]);
        }
        prop_assert_eq!(registry(&after), registry(&before));
    }

    #[test]
    fn the_order_of_what_is_said_of_different_enterprises_does_not_matter(
        said in proptest::collection::vec((0u32..4, saying()), 0..20),
        order in proptest::collection::vec(0u32..4, 40),
    ) {
        let events: Vec<Event> = (0..4).map(made).collect();
        let mut events = events;
        events.extend(said.into_iter().map(|(subject, change)| event(subject, change)));
        let events = lines(&events);
        // Another order that keeps what is said of each.
        let mut rest: Vec<&Event> = events.iter().collect();
        let mut shuffled = Vec::new();
        for subject in order {
            if let Some(at) = rest.iter().position(|event| event.subject == SubjectId(subject)) {
                shuffled.push(rest.remove(at));
            }
        }
        shuffled.append(&mut rest);
        let one = Registry::as_of(&events, Seq::LATEST).unwrap();
        prop_assert_eq!(Registry::as_of(shuffled, Seq::LATEST).unwrap(), one);
    }
}

#[test]
fn a_refusal_names_the_file_by_its_number() {
    let merged = IdentityError::Merged { into: SubjectId(7) };
    assert_eq!(
        (merged.zh().as_str(), merged.to_string().as_str()),
        (
            "这个档案已并入 7 号企业档案；请对合并后的企业办理，或先撤销合并",
            "the file was merged into 7"
        )
    );
}
