//! `yuanshu eval` and `yuanshu schema`.

use serde_json::{Value as Json, json};

use crate::desk::Desk;

#[test]
fn a_formula_has_a_value_or_a_reason_why_not() {
    let desk = Desk::new("eval");
    for (formula, answer) in [
        ("1 + 2", r#"{"value":{"number":"3"}}"#),
        ("-3", r#"{"value":{"number":"-3"}}"#),
        ("5% * 200 万元", r#"{"value":{"number":"100000","unit":"元"}}"#),
        (
            r#"["甲", @"2026-04-01", 3 年]"#,
            r#"{"value":[{"string":"甲"},{"date":"2026-04-01"},{"duration":"P3Y"}]}"#,
        ),
        ("1 + \"甲\"", r#"{"value":null}"#),
        ("营业收入 > 3", r#"{"value":null}"#),
        ("judge(\"先进\")", r#"{"value":null}"#),
        ("1 / 0", r#"{"value":null}"#),
        ("1 +", r#"{"refused":"公式在这里结束了（the formula ends here）"}"#),
    ] {
        let ran = desk.run(&["eval", formula]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (Some(0), &*format!("{answer}\n"), ""),
            "{formula}"
        );
    }
}

#[test]
fn every_line_has_its_line_of_answer() {
    let desk = Desk::new("eval-lines");
    let lines = "{\"expression\": \"1 + 1\", \"id\": 7}\n\n{\"expression\": 3}\n[1]\n{\"expression\": \"true and null\"}";
    let ran = desk.run_with(&["eval", "--jsonl"], lines);
    let answers: Vec<Json> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(ran.code, Some(0));
    assert_eq!(answers[0], json!({ "value": { "number": "2" } }));
    assert!(answers[1]["refused"].as_str().unwrap().starts_with("这一行不是完整的 JSON"));
    assert_eq!(answers[2], json!({ "refused": "这一行没有文字的 expression" }));
    assert_eq!(answers[3], json!({ "refused": "这一行没有文字的 expression" }));
    assert_eq!(answers[4], json!({ "value": null }));
    assert_eq!(answers.len(), 5);
}

#[test]
fn no_formula_makes_the_program_fall_over() {
    let desk = Desk::new("eval-odd");
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(3000), close.repeat(3000));
    let odd = [
        deep("(", ")"),
        deep("[", "]"),
        deep("-", ""),
        deep("if true then ", " else 2"),
        deep("not(", ")"),
        "1 + ".repeat(10_000) + "1",
        "9".repeat(60_000),
        "9 ** 9 ** 9 ** 9".to_owned(),
        "for a in 1..100000, b in 1..100000 return a * b".to_owned(),
        "\"".to_owned(),
        "\u{0}\u{feff}万元".to_owned(),
        "x".repeat(2_000_000),
        String::new(),
    ];
    let lines: Vec<String> =
        odd.iter().map(|formula| json!({ "expression": formula }).to_string()).collect();
    let ran = desk.run_with(&["eval", "--jsonl"], &lines.join("\n"));
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (Some(0), odd.len(), ""));
}

#[test]
fn a_command_that_makes_no_sense_ends_with_two() {
    let desk = Desk::new("usage");
    let senseless: [&[&str]; 11] = [
        &["eval"],
        &["eval", "1", "--jsonl"],
        &["schema", "sheet"],
        &["check"],
        &["check", "no-such-folder"],
        &["demo"],
        &["demo", "--out", "zone.csv"],
        &["demo", "--out", "zone.xlsx", "--enterprises", "0"],
        &["demo", "--out", "zone.xlsx", "--on", "2026-02-29"],
        &["nothing"],
        &[],
    ];
    for arguments in senseless {
        let ran = desk.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_schema_of_packs_is_json_schema() {
    let ran = Desk::new("schema").run(&["schema", "pack"]);
    let schema: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, Some(0));
    assert_eq!(schema, pack::schema());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}
