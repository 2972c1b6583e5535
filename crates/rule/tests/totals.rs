//! The points of a score tree as columns: sums of bands, and each part where it is asked for.

#![expect(clippy::unwrap_used, reason = "a test that goes wrong here should stop")]

use base::{Day, Dimension};
use rule::bits::Bits;
use rule::check::{self, Context};
use rule::decide::decide;
use rule::decision::{Band, Clause, Condition, Decision, Outcome, Score, ScoreRule};
use rule::expr::Expr;
use rule::fact::{Fact, Schema, Type};
use rule::number::Number;
use rule::plan::Plan;
use rule::row::Row;
use rule::run::Totals;
use rule::table::{Column, Table, Values};
use rule::value::Answer::{self, No, Unknown, Yes};

/// What is unknown is given as a number below zero.
fn zone(facts: &[(&str, &[i64])]) -> (Schema, Table) {
    let mut schema = Schema::default();
    let mut table = Table::new(facts.first().unwrap().1.len(), Day::constant(2026, 11, 21));
    for (name, values) in facts {
        let fact = Fact {
            id: format!("f_{name}"),
            name: (*name).to_owned(),
            of: Type::Number(Dimension::NONE),
            unit: None,
            yearly: false,
            movable: None,
            fields: Vec::new(),
            values: Vec::new(),
            formula: None,
        };
        let known: Bits = values.iter().map(|value| *value >= 0).collect();
        let values = Values::Number { values: values.to_vec(), decimals: 0 };
        let id = schema.add(fact).unwrap();
        table.columns.insert((id, 0), Column { known, assumed: None, values });
    }
    (schema, table)
}

/// A formula, in which `points` stands for the node before the last and `total` for the last.
fn formula(schema: &Schema, text: &str) -> Expr {
    let number = Type::Number(Dimension::NONE);
    let scores = ["a", "points", "total"].map(|name| (name.to_owned(), number.clone()));
    let context = Context { schema, scores: &scores, item: None };
    check::condition(&rule::parse::formula(text).unwrap(), &context).unwrap()
}

fn node(name: &str, rule: ScoreRule) -> Score {
    Score { id: name.to_owned(), name: name.to_owned(), memory: false, unit: None, rule }
}

fn bands(schema: &Schema, bands: &[(&str, i64)]) -> ScoreRule {
    let outcome = |points| Outcome::Points(Number::from_i64(points), Number::from_i64(points));
    let band = |(test, points): &(&str, i64)| Band {
        test: formula(schema, test),
        outcome: outcome(*points),
    };
    ScoreRule::Bands { bands: bands.iter().map(band).collect(), judge: None }
}

/// 专利: 1 point from one, 8 from five. 占比: 20 points from 30 of a hundred, 4 from 10.
fn scheme(schema: &Schema) -> Decision {
    let scores = vec![
        node("a", bands(schema, &[("专利 >= 5", 8), ("专利 >= 1", 1), ("true", 0)])),
        node(
            "points",
            bands(schema, &[("人员 / 职工 >= 30%", 20), ("人员 / 职工 >= 10%", 4), ("true", 0)]),
        ),
        node("total", ScoreRule::Sum { of: vec![0, 1], max: None }),
    ];
    Decision { scores, ..Decision::default() }
}

fn firms() -> (Schema, Table) {
    zone(&[
        ("专利", &[5, 4, 0, -1, 1, 9]),
        ("人员", &[30, 9, 10, 30, -1, 5]),
        ("职工", &[100, 100, 100, 100, 100, 0]),
    ])
}

fn whole(points: [[i64; 2]; 6]) -> Totals {
    let side =
        |at: usize| points.iter().filter_map(|of| of.get(at)).map(|of| of * 10_000).collect();
    Totals { low: side(0), high: side(1) }
}

#[test]
fn a_sum_lies_between_what_its_parts_can_be() {
    let (schema, table) = firms();
    let decision = scheme(&schema);
    let plan = Plan::new(&schema, &table, vec![&decision]);
    let total = [[28, 28], [1, 1], [4, 4], [20, 28], [1, 21], [8, 28]];
    assert_eq!(plan.points(0, 2), Some(whole(total)));
}

#[test]
fn a_part_is_had_for_itself() {
    let (schema, table) = firms();
    let decision = scheme(&schema);
    let plan = Plan::new(&schema, &table, vec![&decision]);
    let staff = [[20, 20], [0, 0], [4, 4], [20, 20], [0, 20], [0, 20]];
    assert_eq!(plan.points(0, 1), Some(whole(staff)));
    assert_eq!(plan.points(0, 3), None);
}

#[test]
fn a_clause_may_ask_for_the_sum_and_for_a_part_of_it() {
    let (schema, table) = firms();
    let clause = Clause {
        id: "score".to_owned(),
        when: Condition::When(formula(&schema, "total >= 4 and points > 0")),
        scope: false,
        memory: false,
        give: None,
        cap: None,
    };
    let decision = Decision { clauses: vec![clause], required: vec![0], ..scheme(&schema) };
    let plan = Plan::new(&schema, &table, vec![&decision]);
    let run = plan.run();
    let answers: Vec<Answer> = (0..table.rows).map(|row| run.answer(0, row)).collect();
    assert_eq!(answers, [Yes, No, Yes, Yes, Unknown, Unknown]);
    let by_row = |row| decide(&decision, &Row::new(&schema, &table, row)).answer;
    assert_eq!(answers, (0..table.rows).map(by_row).collect::<Vec<_>>());
}
