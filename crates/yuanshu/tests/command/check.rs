//! `yuanshu check` on packs that are right and on packs that are not.

use crate::desk::Desk;

const SOURCE: &str = r#"
id = "zone/notice"
title = "示范办法"
issuer = ["示范高新区管委会"]
status = "demo"
"#;

const FACTS: &str = r#"
from = 2020-01-01
status = "demo"

[[fact]]
id = "operating_revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
"#;

const POLICY: &str = r#"
id = "zone/large"
title = "示范大企业"
from = 2020-01-01
status = "demo"
kind = "title"

[[clause]]
id = "revenue"
cite = "zone/notice#第一条"
summary = "上一年度营业收入不低于1亿元。"
when = "营业收入[-1] >= 1 亿元"

[[case]]
name = "正好一亿"
on = 2026-05-01
given = { "营业收入" = ["1 亿元"] }
want = { answer = "yes" }
"#;

fn put(desk: &Desk, policy: &str) {
    desk.put("packs/zone/source/notice.toml", SOURCE);
    desk.put("packs/zone/fact/facts.toml", FACTS);
    desk.put("packs/zone/policy/large.toml", policy);
    desk.put("packs/zone/README.md", "not a pack file");
}

#[test]
fn packs_without_faults_are_counted() {
    let desk = Desk::new("check-clean");
    put(&desk, POLICY);
    let ran = desk.run(&["check", "packs"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(
        ran.err,
        "没有错误：1 个政策版本，1 项事实，1 个算例，1 条条款 · \
         no fault in 1 editions of policies, 1 facts, 1 cases, 1 clauses\n"
    );
}

#[test]
fn every_fault_is_a_line_and_a_picture() {
    let desk = Desk::new("check-faulty");
    let wrong = POLICY.replace("营业收入[-1] >=", "营业收入 >=").replace("第一条", "第二条");
    put(&desk, &wrong);
    desk.put(
        "packs/zone/policy/small.toml",
        POLICY.replace("zone/large", "zone/small").replace("\"yes\"", "\"no\""),
    );
    let latin: &[u8] = b"id = \"\xB5\xDA\"";
    desk.put("packs/zone/source/old.toml", latin);
    let ran = desk.run(&["check", "packs"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            "packs/zone/policy/large.toml:12:9: missing-year: “营业收入”是年度指标，没有写哪一年",
            "packs/zone/policy/small.toml:18:19: case-failed: 算例“正好一亿”的结论：\
             应为 no（不符合），算出来是 yes（测算符合）",
            "packs/zone/source/old.toml:1:1: not-utf8: 文件不是 UTF-8 编码",
        ]
    );
    for told in [
        "12 │ when = \"营业收入 >= 1 亿元\"",
        "check the case against the source",
        "save it again as UTF-8",
        "3 处错误",
    ] {
        assert!(ran.err.contains(told), "{told} is not in\n{}", ran.err);
    }
}

#[test]
fn a_shelf_can_be_checked_from_within() {
    let desk = Desk::new("check-within");
    put(&desk, POLICY);
    let ran = desk.run(&["check", "packs/zone", "packs", "./packs/zone/policy"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "each file counts once");
    let within = std::process::Command::new(env!("CARGO_BIN_EXE_yuanshu"))
        .args(["check", "."])
        .current_dir(desk.path("packs/zone"))
        .output()
        .unwrap();
    assert_eq!(within.status.code(), Some(0));
}

#[test]
fn a_folder_without_packs_is_not_passed_over() {
    let desk = Desk::new("check-empty");
    desk.put("packs/README.md", "nothing here");
    let ran = desk.run(&["check", "packs"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with("packs 里没有 .toml 文件"), "{}", ran.err);
}

#[test]
fn a_file_longer_than_any_pack_is_named() {
    let desk = Desk::new("check-long");
    put(&desk, POLICY);
    desk.put("packs/zone/fact/long.toml", "#".repeat((8 << 20) + 1));
    let ran = desk.run(&["check", "packs"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(1), "packs/zone/fact/long.toml:1:1: too-long: 文件超过 8 MB\n")
    );
}

#[test]
fn faults_in_clauses_are_told_beside_those_of_the_head() {
    let desk = Desk::new("check-head");
    let second = "[[clause]]\nid = \"staff\"\ncite = \"zone/notice#第二条\"\nsummary = \"不高于9亿元。\"\nwhen = \"营业收入[-1] <= 9 亿人\"\n\n[[case]]";
    let faulty =
        POLICY.replace("营业收入[-1] >= 1", "营业输入[-1] >= 1").replace("[[case]]", second);
    let clauses = [
        "packs/zone/policy/large.toml:12:9: unknown-name: 没有名为“营业输入”的事实",
        "packs/zone/policy/large.toml:18:9: unlike-units: 金额不能与以人计的数相比或相加减",
    ];
    for (head, slip, told) in [
        (
            "kind = \"title\"",
            "kind = \"titel\"",
            &["6:8: unknown-word: “titel”不是这里能写的词"][..],
        ),
        (
            "kind = \"title\"",
            "knd = \"title\"",
            &["1:1: missing-key: 少了 kind", "6:1: unknown-key: 不认识的键 knd"],
        ),
        ("from = 2020-01-01", "from = 2020-13-01", &["4:8: toml: 日期不对，或没有这一天"]),
        ("title = \"示范大企业\"", "标题 = \"示范大企业\"", &["3:1: toml: 键名里有不能直接写的字"]),
        ("status = \"demo\"", "status = \"dmo\"", &["5:10: unknown-word: “dmo”不是这里能写的词"]),
    ] {
        put(&desk, &faulty.replace(head, slip));
        let ran = desk.run(&["check", "packs"]);
        let head = told.iter().map(|said| format!("packs/zone/policy/large.toml:{said}"));
        let wanted: Vec<String> = head.chain(clauses.map(str::to_owned)).collect();
        assert_eq!(ran.out.lines().collect::<Vec<_>>(), wanted, "{slip}");
        assert!(ran.err.contains(&format!("{} 处错误", wanted.len())), "{}", ran.err);
        assert!(ran.err.contains("18 │ when"), "{}", ran.err);
    }
}
