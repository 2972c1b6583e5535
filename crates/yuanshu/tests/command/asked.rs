//! Asking a register: its answers with their sources, as of any day and as known at any line.

use crate::desk::Desk;
use crate::import::{desk, import};

const SOURCE: &str = r#"
id = "zone/1"
number = "示高新〔2026〕1号"
title = "示范办法"
issuer = ["示范高新区管委会"]
status = "demo"
"#;

const POLICY: &str = r#"
id = "zone/scale"
title = "规模奖励"
from = 2020-01-01
status = "demo"
kind = "title"
[[clause]]
id = "enough"
cite = "zone/1#第一条"
text = "上一年营业收入不低于100万元。"
when = "营业收入[-1] >= 100 万元"
[[case]]
name = "够"
on = 2026-11-21
given = { "营业收入" = ["100 万元"] }
want = { answer = "yes" }
[[case]]
name = "差一点"
on = 2026-11-21
given = { "营业收入" = ["99.99 万元"] }
want = { answer = "no" }
[[case]]
name = "没填"
on = 2026-11-21
given = {}
want = { unknown = ["营业收入"] }
"#;

/// A register with two firms, of which one is large enough.
fn register(name: &str) -> Desk {
    let desk = desk(name);
    desk.put("packs/zone/source/1.toml", SOURCE);
    desk.put("packs/zone/policy/scale.toml", POLICY);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk
}

fn answers(desk: &Desk, more: &[&str]) -> Vec<String> {
    let ran = desk.run(
        &[&["match", "--data", "库", "--on", "2026-11-21", "--out", "o.jsonl"], more].concat(),
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let line = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("{} {}", json["subject"].as_str().unwrap(), json["answer"].as_str().unwrap())
    };
    desk.text("o.jsonl").lines().map(line).collect()
}

#[test]
fn a_policy_is_asked_of_the_whole_register_as_known_at_any_line() {
    let desk = register("asked-match");
    let first = ["91610100MA0000007X yes", "91610100MA0000023K no"];
    assert_eq!(answers(&desk, &[]), first);
    desk.put("b.csv", desk.text("a.csv").replace(",88,", ",188,"));
    import(&desk, &["b.csv", "--accept"]);
    assert_eq!(answers(&desk, &[]), ["91610100MA0000007X yes", "91610100MA0000023K yes"]);
    assert_eq!(answers(&desk, &["--known", "2"]), first);
    // Of a year of which nothing was said nothing is known.
    let unknown = ["91610100MA0000007X unknown", "91610100MA0000023K unknown"];
    let ran = desk.run(&["match", "--data", "库", "--on", "2025-11-21", "--out", "o.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(desk.text("o.csv").matches("待补数据").count(), unknown.len());
}

#[test]
fn a_figure_shows_its_cell_and_where_it_is_from() {
    let desk = register("asked-why");
    let ask = |more: &[&str]| {
        let base = ["why", "--data", "库", "--policy", "zone/scale", "--on", "2026-11-21"];
        desk.run(&[&base[..], more].concat())
    };
    let told = ask(&["--subject", "乙制造有限公司"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.contains("乙制造有限公司（91610100MA0000023K）"), "{}", told.out);
    assert!(told.out.contains("a.csv a!D3（税务数据（示例），汇缴）"), "{}", told.out);
    let none = ask(&["--subject", "丙"]);
    let said = "登记库里没有企业“丙”：请写 18 位统一社会信用代码，或它的名称";
    assert_eq!((none.code, none.err.trim()), (Some(1), said));
}
