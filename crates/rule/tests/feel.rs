//! The conformance cases of FEEL that a checkout beside this one may hold.

#![expect(clippy::expect_used, reason = "a test ends where something is missing")]

use std::io::Write;

use rule::number::{Number, Rounding};
use rule::parse;
use rule::row::evaluate;
use rule::value::Value;
use serde_json::Value as Json;

/// How a case came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Wrong,
    Refused,
}

#[test]
fn no_case_of_feel_is_answered_wrong_and_nearly_all_are_answered() {
    let Ok(shared) = std::env::var("YUANSHU_SHARED") else {
        writeln!(std::io::stderr(), "skipped: YUANSHU_SHARED names no folder").expect("a console");
        return;
    };
    let path = format!("{shared}/conformance/feel.jsonl");
    let cases = std::fs::read_to_string(&path).expect("the cases");
    let (mut counted, mut right, mut wrong) = (0, 0, Vec::new());
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).expect("a case a line");
        let expected = &case["expected"];
        let text = case["expression"].as_str().expect("an expression");
        let (outcome, found) = answer(text, expected);
        if !expected.is_null() {
            counted += 1;
            right += usize::from(outcome == Outcome::Right);
            if outcome == Outcome::Refused {
                writeln!(std::io::stderr(), "refused: {text}: {found}").expect("a console");
            }
        }
        if outcome == Outcome::Wrong {
            wrong.push(format!("{text}: {found} instead of {expected}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(right * 100 >= counted * 95, "{right} of {counted} are right");
}

fn answer(text: &str, expected: &Json) -> (Outcome, String) {
    let formula = match parse::formula(text) {
        Ok(formula) => formula,
        Err(faults) => {
            let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
            return (Outcome::Refused, codes.join(", "));
        }
    };
    let found = evaluate(&formula).notation();
    let outcome = if same(&found, expected) { Outcome::Right } else { Outcome::Wrong };
    (outcome, found.to_string())
}

/// Numbers are compared after rounding to the decimals given, durations by what they mean.
fn same(found: &Json, expected: &Json) -> bool {
    if let (Some(found), Some(expected)) = (found.as_array(), expected.as_array()) {
        let pairs = found.iter().zip(expected);
        return found.len() == expected.len() && pairs.into_iter().all(|(a, b)| same(a, b));
    }
    let part = |json: &Json, name: &str| json.get(name)?.as_str().map(str::to_owned);
    if let (Some(found), Some(expected)) = (part(found, "number"), part(expected, "number")) {
        return same_number(&found, &expected);
    }
    if let (Some(found), Some(expected)) = (part(found, "duration"), part(expected, "duration")) {
        return Value::literal(&found) == Value::literal(&expected);
    }
    found == expected
}

fn same_number(found: &str, expected: &str) -> bool {
    let decimals = expected.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scale = i64::try_from(decimals).expect("few decimals");
    let rounded = |text: &str| Number::parse(text)?.round(scale, Rounding::HalfUp);
    rounded(found).is_some() && rounded(found) == rounded(expected)
}
