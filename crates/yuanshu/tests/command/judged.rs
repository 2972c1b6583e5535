//! What experts judged, kept in a register like what is known of facts.

use crate::desk::Desk;
use crate::shelf::{self, A};

const FEEDS: &str = r#"
status = "demo"
[[feed]]
id = "zone/report"
title = "企业填报（示例）"
department = "科技局（虚构）"
basis = "企业自愿填报"
uses = ["verdict", "export"]
[[feed]]
id = "zone/experts"
title = "专家评审（示例）"
department = "科技局（虚构）"
basis = "受理时书面告知"
uses = ["verdict"]
"#;

/// A register with the figures of three firms, of whom nobody judged yet.
fn register(name: &str) -> Desk {
    let desk = Desk::new(name);
    shelf::put(&desk);
    desk.put("packs/zone/feed/feeds.toml", FEEDS);
    let given = ["init", "--data", "库", "--zone", "示范区", "--packs", "packs/zone"];
    let who = ["--operator", "张三", "--department", "科技局"];
    assert_eq!(desk.run(&[&given[..], &who].concat()).code, Some(0));
    for sheet in ["企业", "2025年度"] {
        import(&desk, &format!("sheets/{sheet}.csv"), "zone/report");
    }
    desk
}

fn import(desk: &Desk, sheet: &str, feed: &str) -> String {
    let given = ["import", sheet, "--data", "库", "--feed", feed, "--accept"];
    let ran = desk.run(&[&given[..], &["--since", "2026-06-01"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.err
}

/// What the score policy says of the first firm, in the third line.
fn why(desk: &Desk, more: &[&str]) -> String {
    let given = ["why", "--data", "库", "--policy", "zone/score", "--subject", A];
    let ran = desk.run(&[&given[..], &["--on", "2026-07-01"], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

#[test]
fn an_imported_judgement_settles_a_score_until_it_is_taken_back() {
    let desk = register("judged");
    let open = why(&desk, &[]);
    assert!(open.contains("需人工审核（测算日 2026-07-01）"), "{open}");
    assert!(open.contains("总分 50 至 70"), "{open}");

    desk.put("scores.csv", format!("统一社会信用代码,企业名称,管理水平\n{A},甲公司,12\n"));
    let said = import(&desk, "scores.csv", "zone/experts");
    assert!(said.contains("数值：新 1，"), "{said}");
    let settled = why(&desk, &[]);
    assert!(settled.contains("测算符合（测算日 2026-07-01）"), "{settled}");
    assert!(settled.contains("总分 62"), "{settled}");
    // Before they judged it was open, and so it was as known then.
    assert!(why(&desk, &["--known", "3"]).contains("总分 50 至 70"));
    let firm = desk.run(&["firm", A, "--data", "库", "--on", "2026-07-01"]).out;
    let line = "  评审：管理水平　12　scores.csv scores!C2（专家评审（示例），年报）";
    assert!(firm.lines().any(|said| said.starts_with(line)), "{firm}");

    // The whole population has it too, also from the checkpoint.
    for _ in 0..2 {
        let given = ["match", "--data", "库", "--policy", "zone/score", "--on", "2026-07-01"];
        let ran = desk.run(&[&given[..], &["--out", "out.jsonl"]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let text = desk.text("out.jsonl");
        assert!(text.lines().next().unwrap().contains("\"score\":[62,62]"), "{text}");
    }

    let again = format!("统一社会信用代码,企业名称,管理水平,备注\n{A},甲公司,12,复印\n");
    desk.put("again.csv", again);
    let said = import(&desk, "again.csv", "zone/experts");
    assert!(said.contains("与同一来源已有的相同 1（同一日期的不重复存）"), "{said}");
    let undone = desk.run(&["undo", "3", "--data", "库", "--reason", "评错了企业"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert!(why(&desk, &[]).contains("总分 50 至 70"));
}
