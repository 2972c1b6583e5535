//! Columns equal rows: random formulas over random tables, unknowns included.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that goes wrong here should stop"
)]

mod formulas;
mod random;
mod zone;

use rule::decide::decide;
use rule::plan::Plan;
use rule::row::Row;
use rule::value::Answer;

use crate::random::Random;

const ROWS: usize = 200;
/// More rows than are worked out together, in one table of sixteen.
const MANY_ROWS: usize = 1_100;
const DECISIONS_A_TABLE: usize = 10;

/// Pairs of a row and a decision in the gate; `YUANSHU_PAIRS=10000000` asks for a longer run.
fn pairs() -> usize {
    std::env::var("YUANSHU_PAIRS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

#[test]
fn columns_answer_as_one_row_at_a_time_does() {
    let tables = pairs().div_ceil(ROWS * DECISIONS_A_TABLE);
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for seed in 0..u64::try_from(tables).unwrap() {
        let mut random = Random::new(seed);
        let schema = zone::schema();
        let rows = if seed % 16 == 0 { MANY_ROWS } else { ROWS };
        let table = zone::table(&schema, rows, &mut random);
        let written: Vec<_> =
            (0..DECISIONS_A_TABLE).map(|_| formulas::decision(&schema, &mut random)).collect();
        let plan = Plan::new(&schema, &table, written.iter().map(|of| &of.decision).collect());
        let run = plan.run();
        for (policy, of) in written.iter().enumerate() {
            for row in 0..rows {
                let finding = decide(&of.decision, &Row::new(&schema, &table, row));
                let columns: Vec<Answer> = (0..of.decision.clauses.len())
                    .map(|clause| run.clause(policy, clause, row))
                    .collect();
                let place = || format!("seed {seed}, row {row}:\n{}", of.text.join("\n"));
                assert_eq!(columns, finding.clauses, "clauses, {}", place());
                assert_eq!(run.answer(policy, row), finding.answer, "answer, {}", place());
                *seen.entry(finding.answer.word()).or_default() += 1;
            }
        }
    }
    let seldom = pairs() / 50;
    for answer in ["yes", "no", "unknown", "person"] {
        let times = seen.get(answer).copied().unwrap_or(0);
        assert!(times > seldom, "{answer} came up only {times} times: {seen:?}");
    }
}
