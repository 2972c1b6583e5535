//! Small random rules: gaps and changes equal exhaustive search.

use proptest::prelude::*;

use super::zone::{PEOPLE, Zone};
use crate::decide::decide;
use crate::fact::{Direction, FactId};
use crate::number::Number;
use crate::row::Row;
use crate::value::{Answer, Value};
use crate::why::{Change, Gap, Move};
use base::Dimension;

const NAMES: [&str; 3] = ["甲", "乙", "丙"];

/// The figures that exhaustive search goes through.
const DOMAIN: i64 = 7;

/// How far exhaustive search looks for a gap.
const FAR: i64 = 60;

#[derive(Clone, Debug)]
struct Small {
    facts: Vec<(Option<i64>, Option<Direction>)>,
    clauses: Vec<String>,
}

fn direction() -> impl Strategy<Value = Option<Direction>> {
    prop_oneof![
        4 => Just(Some(Direction::Up)),
        1 => Just(Some(Direction::Down)),
        1 => Just(Some(Direction::Either)),
        1 => Just(None),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(NAMES.to_vec()).prop_map(|name| format!("{name}[-1]"))
}

fn operator() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        5 => Just(">="),
        3 => Just(">"),
        2 => Just("<="),
        1 => Just("<"),
        1 => Just("="),
        1 => Just("!="),
    ]
}

fn comparison() -> impl Strategy<Value = String> {
    prop_oneof![
        (name(), operator(), 0..9_i64).prop_map(|(a, op, n)| format!("{a} {op} {n} 人")),
        (name(), operator(), 1..4_i64, name())
            .prop_map(|(a, op, n, b)| format!("{a} / {b} {op} {n} / 2")),
        (name(), name(), 1..4_i64, operator(), 0..14_i64)
            .prop_map(|(a, b, times, op, n)| format!("{a} + {times} * {b} {op} {n} 人")),
        (name(), name(), operator(), 0..4_i64)
            .prop_map(|(a, b, op, n)| format!("{a} - {b} {op} {n} 人")),
        (name(), name(), name(), operator(), 0..9_i64)
            .prop_map(|(a, b, c, op, n)| format!("max({a}, {b}) + {c} {op} {n} 人")),
        (name(), 0..6_i64, name(), operator(), 0..9_i64, 0..9_i64).prop_map(
            |(a, tier, b, op, n, m)| format!(
                "{b} {op} (if {a} > {tier} 人 then {n} 人 else {m} 人)"
            )
        ),
        (name(), 0..5_i64, 1..4_i64)
            .prop_map(|(a, low, wide)| format!("{a} in ({low} 人..{} 人]", low + wide)),
    ]
}

fn clause() -> impl Strategy<Value = String> {
    comparison().prop_recursive(2, 4, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..3)
                .prop_map(|parts| format!("({})", parts.join(" and "))),
            prop::collection::vec(inner, 2..3)
                .prop_map(|parts| format!("({})", parts.join(" or "))),
        ]
    })
}

fn small() -> impl Strategy<Value = Small> {
    let stated = prop_oneof![9 => (0..6_i64).prop_map(Some), 1 => Just(None)];
    let facts = prop::collection::vec((stated, direction()), 3);
    (facts, prop::collection::vec(clause(), 1..5))
        .prop_map(|(facts, clauses)| Small { facts, clauses })
}

fn people(count: i64) -> Value {
    Value::Number(Number::from_i64(count), Dimension::PERSON)
}

fn built(small: &Small) -> (Zone, Vec<FactId>) {
    let mut zone = Zone::new();
    let facts = NAMES.iter().zip(&small.facts).map(|(name, (stated, way))| {
        let id = zone.years(name, (PEOPLE, *way), &[]);
        if let Some(stated) = stated {
            zone.state(id, 1, &people(*stated));
        }
        id
    });
    let facts = facts.collect();
    for clause in &small.clauses {
        zone.must(clause);
    }
    (zone, facts)
}

/// What it is worth to move a fact there; `None` where it may not.
fn price(small: &Small, at: usize, to: i64) -> Option<Number> {
    let (Some(from), Some(way)) = small.facts[at] else { return None };
    let allowed = match way {
        Direction::Up => to > from,
        Direction::Down => to < from,
        Direction::Either => true,
    };
    if !allowed {
        return None;
    }
    Number::from_ratio((to - from).abs(), if from == 0 { to } else { from })
}

/// The number of facts and the cost of the least change among all in the domain.
fn exhaustive(small: &Small, zone: &mut Zone, facts: &[FactId]) -> Option<(usize, Number)> {
    let base = zone.table.clone();
    let mut best: Option<(usize, Number)> = None;
    let choices = || std::iter::once(None).chain((0..=DOMAIN).map(Some));
    for a in choices() {
        for b in choices() {
            for c in choices() {
                let mut cost = Some((0, Number::ZERO));
                for (at, to) in [a, b, c].into_iter().enumerate() {
                    let Some(to) = to else { continue };
                    cost = cost.and_then(|(count, sum)| {
                        let price = price(small, at, to).filter(|price| !price.is_zero())?;
                        Some((count + 1, sum.checked_add(&price)?))
                    });
                }
                let Some(cost) = cost.filter(|cost| best.as_ref().is_none_or(|best| cost < best))
                else {
                    continue;
                };
                zone.table = base.clone();
                for (id, to) in facts.iter().zip([a, b, c]) {
                    if let Some(to) = to {
                        zone.state(*id, 1, &people(to));
                    }
                }
                if zone.finding().answer == Answer::Yes {
                    best = Some(cost);
                }
            }
        }
    }
    zone.table = base;
    best
}

fn whole(value: &Value) -> i64 {
    let Value::Number(number, _) = value else { panic!("a number: {value:?}") };
    number.to_i64_scaled(0).expect("a whole number")
}

/// The least move of one fact that makes a clause yes, looked for step by step.
fn nearest(small: &Small, zone: &mut Zone, fact: (usize, FactId), clause: usize) -> Option<i64> {
    let (from, way) = small.facts[fact.0];
    let from = from?;
    let up = way != Some(Direction::Down);
    let down = matches!(way, Some(Direction::Down | Direction::Either));
    let base = zone.table.clone();
    let mut found = None;
    for step in 1..=FAR {
        let ways = [(up, step), (down && step <= from, -step)];
        for (_, by) in ways.into_iter().filter(|(may, _)| *may) {
            zone.state(fact.1, 1, &people(from + by));
            let row = Row::new(&zone.schema, &zone.table, 0);
            if found.is_none() && decide(&zone.decision, &row).clauses[clause] == Answer::Yes {
                found = Some(by);
            }
        }
    }
    zone.table = base;
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_smallest_change_is_the_least_there_is(small in small()) {
        let (mut zone, facts) = built(&small);
        if zone.finding().answer != Answer::No {
            return Ok(());
        }
        let found = zone.change();
        let least = exhaustive(&small, &mut zone, &facts);
        let Change::Found { moves, becomes } = found else {
            prop_assert_eq!((found, least), (Change::None, None));
            return Ok(());
        };
        let mut cost = Number::ZERO;
        for Move { fact, to, .. } in &moves {
            let at = facts.iter().position(|id| id == fact).expect("a fact of the rule");
            let price = price(&small, at, whole(to)).expect("a lawful direction");
            cost = cost.checked_add(&price).expect("a short sum");
        }
        if let Some(least) = least {
            prop_assert!((moves.len(), cost.clone()) <= least, "{moves:?} costs more than {least:?}");
        }
        for Move { fact, to, .. } in &moves {
            zone.state(*fact, 1, to);
        }
        prop_assert_eq!((zone.finding().answer, becomes), (Answer::Yes, Answer::Yes));
    }

    #[test]
    fn every_gap_is_just_enough_and_none_is_overlooked(small in small()) {
        let (mut zone, facts) = built(&small);
        for short in zone.shortfalls() {
            for (at, id) in facts.iter().enumerate() {
                let said = short.gaps.iter().find(|gap| gap.fact == *id);
                let said = said.map(|Gap { by, .. }| whole(by));
                let least = nearest(&small, &mut zone, (at, *id), short.clause);
                prop_assert_eq!(said, least, "{} in {}", NAMES[at], small.clauses[short.clause]);
            }
        }
    }
}
