//! `yuanshu match` on a small shelf and hand-made sheets.

use serde_json::{Value as Json, json};

use crate::desk::{Desk, Ran};
use crate::shelf::{self, A, B, C};

const GIVEN: [&str; 7] = ["match", "--packs", "packs", "--facts", "sheets", "--on", "2026-07-01"];

fn matched(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(&[&GIVEN[..], more].concat())
}

fn lines(desk: &Desk, name: &str) -> Vec<Json> {
    desk.text(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "every line is written out whole")]
fn every_enterprise_has_a_line_for_every_policy_in_force() {
    let desk = Desk::new("match-lines");
    shelf::put(&desk);
    let ran = matched(&desk, &["--out", "out.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let line = |subject: &str, policy: &str, edition: &str, rest: Json| {
        let mut line = json!({
            "subject": subject, "policy": policy, "edition": edition, "on": "2026-07-01",
            "window": if policy == "zone/research" { "open" } else { "unknown" },
        });
        line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        line
    };
    let wanted = [
        line(
            A,
            "zone/grant",
            "2026-01-01",
            json!({
                "answer": "yes", "value": { "number": "96000", "unit": "元" },
                "clauses": [{ "id": "base", "answer": "yes" }],
            }),
        ),
        line(
            A,
            "zone/research",
            "2026-01-01",
            json!({
                "answer": "no", "held": "yes",
                "clauses": [
                    { "id": "inside", "answer": "yes" },
                    { "id": "ratio", "answer": "no", "gap": [
                        { "fact": "研发费用", "by": "480000", "unit": "元" },
                    ] },
                ],
                "change": [{ "fact": "研发费用", "to": "2400000", "unit": "元" }],
            }),
        ),
        line(
            A,
            "zone/score",
            "2026-01-01",
            json!({
                "answer": "person", "score": [50, 70],
                "clauses": [{ "id": "points", "answer": "person" }],
            }),
        ),
        line(
            A,
            "zone/size",
            "2020-01-01",
            json!({
                "answer": "yes", "value": "中小", "clauses": [],
            }),
        ),
        line(
            B,
            "zone/grant",
            "2026-01-01",
            json!({
                "answer": "yes", "value": { "number": "40000", "unit": "元" },
                "clauses": [{ "id": "base", "answer": "yes" }],
            }),
        ),
        line(
            B,
            "zone/research",
            "2026-01-01",
            json!({
                "answer": "no", "outside": true, "held": "unknown",
                "clauses": [
                    { "id": "inside", "answer": "no", "gap": [{ "fact": "实际经营在区内", "to": true }] },
                    { "id": "ratio", "answer": "yes" },
                ],
            }),
        ),
        line(
            B,
            "zone/score",
            "2026-01-01",
            json!({
                "answer": "no", "score": [30, 50],
                "clauses": [{ "id": "points", "answer": "no", "gap": [
                    { "fact": "职工总数", "by": "1", "unit": "人" },
                ] }],
                "change": [],
                "no_change": "none-within-three-facts",
            }),
        ),
        line(
            B,
            "zone/size",
            "2020-01-01",
            json!({
                "answer": "yes", "value": "中小", "clauses": [],
            }),
        ),
        line(
            C,
            "zone/grant",
            "2026-01-01",
            json!({
                "answer": "yes", "value": { "number": "50000", "unit": "元" },
                "clauses": [{ "id": "base", "answer": "yes" }],
            }),
        ),
        line(
            C,
            "zone/research",
            "2026-01-01",
            json!({
                "answer": "unknown", "held": "no",
                "clauses": [
                    { "id": "inside", "answer": "yes" },
                    { "id": "ratio", "answer": "unknown" },
                ],
                "missing": ["销售收入"],
            }),
        ),
        line(
            C,
            "zone/score",
            "2026-01-01",
            json!({
                "answer": "unknown", "score": [30, 70],
                "clauses": [{ "id": "points", "answer": "unknown" }],
                "missing": ["职工总数"],
            }),
        ),
        line(
            C,
            "zone/size",
            "2020-01-01",
            json!({
                "answer": "unknown", "clauses": [], "missing": ["职工总数"],
            }),
        ),
    ];
    for (found, wanted) in lines(&desk, "out.jsonl").iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    assert_eq!(lines(&desk, "out.jsonl").len(), wanted.len());
}

#[test]
fn a_declared_stand_in_is_marked_where_it_was_used() {
    let desk = Desk::new("match-assume");
    shelf::put(&desk);
    let ran = matched(
        &desk,
        &["--assume", "销售收入=营业收入", "--policy", "zone/research", "--out", "out.jsonl"],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let [_, _, third] = lines(&desk, "out.jsonl").try_into().unwrap();
    assert_eq!(
        third,
        json!({
            "subject": C, "policy": "zone/research", "edition": "2026-01-01", "on": "2026-07-01",
            "answer": "yes", "window": "open", "held": "no",
            "clauses": [{ "id": "inside", "answer": "yes" }, { "id": "ratio", "answer": "yes" }],
            "assumed": ["销售收入"],
        })
    );
    let marked: Vec<bool> =
        lines(&desk, "out.jsonl").iter().map(|line| line.get("assumed").is_some()).collect();
    assert_eq!(marked, [false, false, true]);
    for (assume, why) in [
        ("销售收入", "要写成 A=B"),
        ("销售收入=利润", "指标字典里没有“利润”"),
        ("销售收入=职工总数", "种类和年度都相同"),
        ("销售收入=sales", "要两项不同的"),
    ] {
        let ran = matched(&desk, &["--assume", assume, "--out", "out.jsonl"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{assume}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn it_says_what_it_understood_and_what_it_could_not_read() {
    let desk = Desk::new("match-says");
    shelf::put(&desk);
    desk.put(
        "sheets/2024年度.csv",
        format!("统一社会信用代码,企业名称,销售收入(万元),用电量\n{A},甲公司,约4000,12\n"),
    );
    let ran = matched(&desk, &["--out", "out.jsonl", "--faults", "faults.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for told in [
        "【2025年度.csv 2025年度】",
        "第3列 销售收入(万元) → 销售收入（万元，2025年）",
        "读到 3 家企业",
    ] {
        assert!(ran.err.contains(told), "{told} is not in\n{}", ran.err);
    }
    let faults = lines(&desk, "faults.jsonl");
    let at = |cell: &str| faults.iter().find(|fault| fault["cell"] == cell).unwrap();
    let fault = at("C2");
    assert_eq!(
        (&fault["file"], &fault["sheet"], &fault["content"], &fault["level"]),
        (&json!("2024年度.csv"), &json!("2024年度"), &json!("约4000"), &json!("error"))
    );
    assert_eq!(at("D1")["content"], json!("用电量"));
    let keys: Vec<&String> = fault.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "sheet", "cell", "kind", "level", "content", "hint"]);
}

#[test]
fn the_summary_counts_every_answer() {
    let desk = Desk::new("match-summary");
    shelf::put(&desk);
    let ran = matched(&desk, &["--out", "out.jsonl"]);
    assert_eq!(
        ran.out,
        "\
测算日 2026-07-01　企业 3 家　政策 4 项

政策          测算符合  不符合  不适用  待补数据  需人工审核  测算符合未申报  已认定但测算不符合
示范补助             3       0       0         0           0               -                   -
示范研发企业         0       1       1         1           0               0                   1
示范评分             0       1       0         1           1               -                   -
示范划型             2       0       0         1           0               -                   -

示范划型：中小 2 家

待补数据，按补齐后可判定的多少排：
  职工总数  补齐后可判定 2 项  涉及 2 项  1 家企业
  销售收入  补齐后可判定 1 项  涉及 1 项  1 家企业

测算结果仅供参考，以主管部门认定为准
"
    );
}

#[test]
fn what_cannot_be_answered_is_said_and_ends_with_the_right_code() {
    let desk = Desk::new("match-refused");
    shelf::put(&desk);
    desk.put("nobody.csv", "统一社会信用代码,企业名称,销售收入(万元)\n");
    desk.put("faulty/zone/policy/odd.toml", "id = \"zone/odd\"\n");
    desk.put("sheets.txt.exe", "MZ");
    for (arguments, code, why) in [
        ("--packs packs --facts sheets --out out.txt", 2, "要以 .xlsx、.csv 或 .jsonl 结尾"),
        ("--packs packs --facts sheets", 2, "缺少参数 --out <FILE>\n用法见：yuanshu match --help"),
        ("--packs packs --facts sheets --out out.jsonl --day 2026-07-01", 2, "不认识的参数 --day"),
        (
            "--packs packs --facts sheets --out out.jsonl --on 2026-07-02",
            2,
            "--on <DAY> 只能写一次",
        ),
        ("--packs nowhere --facts sheets --out out.jsonl", 2, "没有文件夹 nowhere"),
        ("--packs packs --facts nowhere.xlsx --out out.jsonl", 2, "没有文件或文件夹 nowhere.xlsx"),
        (
            "--packs packs --facts sheets --policy zone/nothing --out out.jsonl",
            2,
            "没有政策 zone/nothing；写编号或名称，有这些：\n  zone/grant（示范补助）\n  zone/old（示范旧办法）\n",
        ),
        (
            "--packs packs --facts sheets --policy zone/old --out out.jsonl",
            1,
            "zone/old 在 2026-07-01 不适用，没有测算；它的版本：2020-01-01 至 2025-12-31",
        ),
        (
            "--packs packs faulty --facts sheets --out out.jsonl",
            1,
            "faulty/zone/policy/odd.toml:1:1: missing-key",
        ),
        ("--packs packs --facts nobody.csv --out out.jsonl", 1, "没有读到任何企业"),
        ("--packs packs --facts sheets.txt.exe --out out.jsonl", 1, "没有读到任何企业"),
        ("--packs packs --facts sheets --out nowhere/out.jsonl", 1, "nowhere/out.jsonl 写不出来"),
    ] {
        let mut words = vec!["match", "--on", "2026-07-01"];
        words.extend(arguments.split(' '));
        let ran = desk.run(&words);
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{arguments}: {}", ran.err);
        assert!(ran.err.contains(why), "{arguments}: {}", ran.err);
        assert!(!desk.path("out.jsonl").exists(), "{arguments}");
    }
}

#[test]
fn what_experts_judged_is_among_the_facts() {
    let desk = Desk::new("match-judged");
    shelf::put(&desk);
    desk.put("sheets/专家评分.csv", format!("统一社会信用代码,企业名称,管理水平\n{A},甲公司,12\n"));
    let ran = matched(&desk, &["--policy", "zone/score", "--out", "out.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        lines(&desk, "out.jsonl")[0],
        json!({
            "subject": A, "policy": "zone/score", "edition": "2026-01-01", "on": "2026-07-01",
            "answer": "yes", "value": 62, "score": [62, 62], "window": "unknown",
            "clauses": [{ "id": "points", "answer": "yes" }],
        })
    );
}

#[test]
fn one_sheet_of_a_workbook_can_be_asked_for() {
    let desk = Desk::new("match-sheet");
    shelf::put(&desk);
    let ran = desk.run(&["demo", "--out", "zone.xlsx", "--enterprises", "3", "--on", "2026-07-01"]);
    assert_eq!(ran.code, Some(0));
    let facts = |facts: &str| {
        let given = ["match", "--packs", "packs", "--on", "2026-07-01", "--out", "out.jsonl"];
        desk.run(&[&given[..], &["--facts", facts]].concat())
    };
    let ran = facts("zone.xlsx#2025年度主要指标");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!ran.err.contains("企业基本信息"), "{}", ran.err);
    let ran = facts("zone.xlsx#2031年度主要指标");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("2031年度主要指标"), "{}", ran.err);
}

#[test]
fn a_half_written_answer_is_not_left_behind() {
    let desk = Desk::new("match-part");
    shelf::put(&desk);
    desk.put("out.jsonl/taken", "");
    let ran = matched(&desk, &["--out", "out.jsonl"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
    assert!(!desk.path("out.jsonl.part").exists());
}

#[test]
fn figures_of_other_years_than_the_day_asks_for_are_told_of() {
    let desk = Desk::new("match-years");
    shelf::put(&desk);
    let given = ["match", "--packs", "packs", "--facts", "sheets", "--out", "out.jsonl", "--on"];
    let ran = desk.run(&[&given[..], &["2028-03-01"]].concat());
    let told = "注意：表里的年度数是 2025 年的，测算日 2028-03-01 要用 2027 年及以前的：缺的年度按待补数据处理。要按 2025 年的数测算，用 --on 2026-06-30\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    let ran = desk.run(&[&given[..], &["2026-07-01"]].concat());
    assert!(!ran.err.contains("注意"), "{}", ran.err);
}

#[test]
fn what_is_read_is_never_written_over() {
    let desk = Desk::new("match-spared");
    shelf::put(&desk);
    let sheet = "sheets/2025年度.csv";
    let before = desk.text(sheet);
    for more in [
        &["--out", sheet][..],
        &["--out", "out.jsonl", "--faults", sheet],
        &["--out", "out.jsonl", "--faults", "out.jsonl"],
    ] {
        let ran = matched(&desk, more);
        assert_eq!(ran.code, Some(2), "{more:?}: {}", ran.err);
        let (option, file) = (more[more.len() - 2], more[more.len() - 1]);
        let said = format!("{option} {file} 就是要读的文件，写了会盖掉它；请换一个文件名");
        assert!(ran.err.contains(&said), "{more:?}: {}", ran.err);
        assert_eq!(desk.text(sheet), before);
        assert!(!desk.path("out.jsonl").exists());
    }
    desk.put("mine.xlsx", "我的表");
    let ran = desk.run(&["demo", "--out", "mine.xlsx", "--enterprises", "3"]);
    assert_eq!((ran.code, desk.text("mine.xlsx").as_str()), (Some(2), "我的表"), "{}", ran.err);
    assert!(ran.err.contains("--out mine.xlsx 已经有了，没有覆盖"), "{}", ran.err);
}

#[test]
fn a_policy_is_also_asked_for_by_its_name() {
    let desk = Desk::new("match-by-name");
    shelf::put(&desk);
    let ran = matched(&desk, &["--policy", "示范研发企业", "--out", "out.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let asked: Vec<Json> = lines(&desk, "out.jsonl").iter().map(|l| l["policy"].clone()).collect();
    assert_eq!(asked, ["zone/research"; 3]);
}

#[test]
fn where_no_figure_can_be_read_nothing_is_answered() {
    let desk = Desk::new("match-no-figure");
    shelf::put(&desk);
    desk.put("随手.csv", format!("统一社会信用代码,企业名称,销售收入\n{A},甲公司,500\n"));
    let given = ["match", "--packs", "packs", "--facts", "随手.csv", "--on", "2026-07-01"];
    let ran = desk.run(&[&given[..], &["--out", "out.jsonl"]].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("不知道是哪一年的数，也没有写单位，未读"), "{}", ran.err);
    assert!(ran.err.contains("读到了企业，可一个数也没有读到，没有测算"), "{}", ran.err);
}

#[test]
fn a_workbook_of_answers_is_not_read_as_sheets() {
    let desk = Desk::new("match-own");
    shelf::put(&desk);
    assert_eq!(matched(&desk, &["--out", "sheets/结果.xlsx"]).code, Some(0));
    let ran = matched(&desk, &["--out", "out.xlsx", "--faults", "faults.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let kinds: Vec<(Json, Json)> = lines(&desk, "faults.jsonl")
        .iter()
        .filter(|fault| fault["file"] == "结果.xlsx")
        .map(|fault| (fault["kind"].clone(), fault["hint"].clone()))
        .collect();
    let hint = "这是本程序写的测算结果，不是填报的表，未读";
    assert_eq!(kinds, [(json!("own-answers"), json!(hint))]);
}
