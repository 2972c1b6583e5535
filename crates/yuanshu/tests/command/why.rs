//! `yuanshu why`.

use serde_json::{Value as Json, json};

use crate::desk::{Desk, Ran};
use crate::shelf::{self, A, B, C};

fn why(desk: &Desk, subject: &str, policy: &str, more: &[&str]) -> Ran {
    let given = ["why", "--packs", "packs", "--facts", "sheets", "--on", "2026-07-01"];
    desk.run(&[&given[..], &["--subject", subject, "--policy", policy], more].concat())
}

#[test]
fn a_no_is_proved_clause_by_clause() {
    let desk = Desk::new("why-no");
    shelf::put(&desk);
    let ran = why(&desk, A, "zone/research", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn what_is_open_says_what_would_settle_it() {
    let desk = Desk::new("why-open");
    shelf::put(&desk);
    let ran = why(&desk, "丙公司", "zone/research", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    let ran = why(&desk, A, "zone/score", &[]);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn the_line_of_json_adds_what_the_answer_rests_on() {
    let desk = Desk::new("why-json");
    shelf::put(&desk);
    let ran = why(&desk, "甲公司", "zone/research", &["--json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told: Json = serde_json::from_str(&ran.out).unwrap();
    let place =
        |file: &str, sheet: &str, cell: &str| json!({ "file": file, "sheet": sheet, "cell": cell });
    let wanted = json!({
        "subject": A, "policy": "zone/research", "edition": "2026-01-01", "on": "2026-07-01",
        "answer": "no", "window": "open", "held": "yes",
        "clauses": [
            { "id": "inside", "answer": "yes" },
            { "id": "ratio", "answer": "no", "gap": [
                { "fact": "研发费用", "by": "480000", "unit": "元" },
            ] },
        ],
        "change": [{ "fact": "研发费用", "to": "2400000", "unit": "元" }],
        "name": "甲公司", "title": "示范研发企业",
        "facts": [
            { "fact": "实际经营在区内", "value": true, "source": place("企业.csv", "企业", "D2") },
            { "fact": "研发费用", "year": 2025, "value": { "number": "1920000", "unit": "元" },
              "source": place("2025年度.csv", "2025年度", "E2") },
            { "fact": "销售收入", "year": 2025, "value": { "number": "48000000", "unit": "元" },
              "source": place("2025年度.csv", "2025年度", "C2") },
        ],
        "thresholds": [{
            "clause": "ratio", "threshold": "≥ 5%", "answer": "no",
            "says": "研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0% < 5%",
        }],
        "texts": [
            { "clause": "inside", "summary": "企业在区内实际经营。" },
            { "clause": "ratio", "text": "上一年度研发费用占销售收入的比例不低于5%。" },
        ],
        "cites": [
            { "clause": "inside", "cite": "zone/notice#第一条", "title": "示范办法",
              "number": "示高新〔2026〕7号", "place": "第一条" },
            { "clause": "ratio", "cite": "zone/notice#第二条", "title": "示范办法",
              "number": "示高新〔2026〕7号", "place": "第二条" },
        ],
    });
    assert_eq!(told, wanted);
}

#[test]
fn an_enterprise_is_found_by_its_code_or_its_very_name() {
    let desk = Desk::new("why-who");
    shelf::put(&desk);
    desk.put("sheets/更多.csv", "统一社会信用代码,企业名称\n91000000MA0000007C,乙公司\n");
    let lower = B.to_lowercase();
    assert_eq!(why(&desk, &lower, "zone/size", &[]).code, Some(0));
    for (subject, policy, code, reason) in [
        ("丁公司", "zone/size", 1, "表里没有企业“丁公司”"),
        ("乙公司", "zone/size", 1, "叫“乙公司”的企业有 2 家"),
        (C, "zone/nothing", 2, "没有政策 zone/nothing"),
        (C, "zone/old", 1, "zone/old 在 2026-07-01 不适用"),
    ] {
        let ran = why(&desk, subject, policy, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{subject} {policy}");
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
}
