//! `yuanshu match` into a workbook and into comma-separated values, and from an invented zone.

use std::collections::BTreeMap;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::shelf::{self, A, B, C};

const GIVEN: [&str; 7] = ["match", "--packs", "packs", "--facts", "sheets", "--on", "2026-07-01"];

fn book(desk: &Desk) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = calamine::open_workbook(desk.path("out.xlsx")).unwrap();
    book.worksheets()
}

/// A day as the number that spreadsheets keep.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => day.as_f64().to_string(),
        other => other.to_string(),
    }
}

fn rows(sheets: &[(String, Range<Data>)], name: &str) -> Vec<Vec<String>> {
    let (_, cells) = sheets.iter().find(|(sheet, _)| sheet == name).unwrap();
    cells.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// The workbook of the small shelf and its three firms.
fn matched(name: &str) -> Vec<(String, Range<Data>)> {
    let desk = Desk::new(name);
    shelf::put(&desk);
    let ran = desk.run(&[&GIVEN[..], &["--out", "out.xlsx"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    book(&desk)
}

#[test]
fn the_workbook_has_a_row_a_firm_and_a_column_a_policy() {
    let sheets = matched("book");
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "说明",
            "汇总",
            "企业测算",
            "判定依据",
            "差一项达标",
            "待补数据",
            "已认定与测算差异",
            "数据问题",
            "列的理解"
        ]
    );
    assert_eq!(
        rows(&sheets, "企业测算"),
        [
            [
                "统一社会信用代码",
                "企业名称",
                "示范补助",
                "示范补助：万元（最高，以预算和公示为准）",
                "示范研发企业",
                "示范评分",
                "示范评分：得分",
                "示范划型",
            ],
            [A, "甲公司", "测算符合", "9.6", "不符合", "需人工审核", "50～70", "中小"],
            [B, "乙公司", "测算符合", "4", "不适用", "不符合", "30～50", "中小"],
            [C, "丙公司", "测算符合", "5", "待补数据", "待补数据", "30～70", "待补数据"],
        ]
    );
}

#[test]
fn the_pages_about_everybody_count_and_list() {
    let sheets = matched("book-pages");
    assert_eq!(
        rows(&sheets, "差一项达标")[1..],
        [[
            A,
            "甲公司",
            "示范研发企业",
            "资金",
            "研发费用由 192.00 万元 到 240.00 万元",
            "25.0%",
            "测算符合"
        ]]
    );
    assert_eq!(
        rows(&sheets, "待补数据")[1..],
        [["职工总数", "未定", "2", "2", "1", ""], ["销售收入", "未定", "1", "1", "1", ""]]
    );
    assert_eq!(
        rows(&sheets, "已认定与测算差异")[1..],
        [[
            A,
            "甲公司",
            "示范研发企业",
            "已认定但测算不符合",
            "条件2（第二条）：研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0% < 5%"
        ]]
    );
    assert_eq!(
        rows(&sheets, "数据问题")[1..],
        [["2025年度.csv", "2025年度", "F4", "提醒", "横线", "-", "按待补数据理解；确为零请填 0"]]
    );
    assert_eq!(
        rows(&sheets, "汇总")[2],
        [
            "示范研发企业",
            "zone/research",
            "称号",
            "46023",
            "二手来源",
            "申报窗口开放",
            "0",
            "1",
            "1",
            "1",
            "0",
            "0",
            "1",
            "",
        ]
    );
    assert_eq!(rows(&sheets, "汇总")[4][13], "中小 2 家");
    assert_eq!(
        rows(&sheets, "列的理解")[3],
        ["2025年度.csv", "2025年度", "第3列", "销售收入(万元)", "销售收入", "万元", "2025"]
    );
}

#[test]
fn every_clause_has_its_reasons() {
    let sheets = matched("book-reasons");
    let reasons = rows(&sheets, "判定依据");
    let ratio = reasons.iter().find(|row| row[0] == A && row[5] == "条件2（第二条）").unwrap();
    assert_eq!(
        ratio[1..],
        [
            "甲公司",
            "示范研发企业（二手来源）",
            "46023",
            "不符合",
            "条件2（第二条）",
            "不符合",
            "上一年度研发费用占销售收入的比例不低于5%。",
            "《示范办法》（示高新〔2026〕7号）第二条",
            "研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0% < 5%",
            "≥ 5%",
            "研发费用还差 48.00 万元",
            "2025年研发费用 192.00 万元\n2025年销售收入 4,800.00 万元",
            "研发费用：2025年度.csv 2025年度!E2\n销售收入：2025年度.csv 2025年度!C2",
            "",
        ]
    );
}

#[test]
fn the_notes_say_what_the_answers_rest_on() {
    let desk = Desk::new("book-notes");
    shelf::put(&desk);
    let more = ["--assume", "销售收入=营业收入", "--policy", "zone/research", "--out", "out.xlsx"];
    let ran = desk.run(&[&GIVEN[..], &more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let sheets = book(&desk);
    let notes = rows(&sheets, "说明");
    for told in [
        ["性质", "政策测算结果。测算结果仅供参考，以主管部门认定为准。"],
        ["金额", "奖补是最高数，以预算和公示为准；税额等是测算数，以主管部门核定为准。"],
        [
            "政策",
            "示范研发企业（zone/research）：适用 2026-01-01 起；二手来源，2026-03-01 核对；申报窗口开放",
        ],
        ["数据文件", "2025年度.csv"],
        ["替代口径", "销售收入没有填报的，用营业收入代替；用到的结果都有注明"],
    ] {
        assert!(notes.iter().any(|row| row == &told), "{told:?} is not in {notes:#?}");
    }
    let reasons = rows(&sheets, "判定依据");
    let marked: Vec<&String> =
        reasons.iter().filter(|row| row[0] == C).map(|row| &row[14]).collect();
    assert_eq!(marked, ["", "销售收入用营业收入代替"]);
    let places: Vec<&String> =
        reasons.iter().filter(|row| row[0] == C).map(|row| &row[13]).collect();
    let own = "研发费用：2025年度.csv 2025年度!E4\n销售收入：2025年度.csv 2025年度!D4";
    assert_eq!(places, ["实际经营在区内：企业.csv 企业!D4", own]);
    let firms = rows(&sheets, "企业测算");
    let used: Vec<&String> = firms.iter().filter_map(|row| row.last()).collect();
    assert_eq!(used, ["用了替代口径的", "", "", "示范研发企业"]);
}

#[test]
fn comma_separated_values_open_in_a_spreadsheet() {
    let desk = Desk::new("csv");
    shelf::put(&desk);
    desk.put(
        "sheets/2024年度.csv",
        format!("统一社会信用代码,企业名称,职工总数\n{A},\"=甲,公司\",118\n"),
    );
    let ran = desk.run(&[&GIVEN[..], &["--policy", "zone/size", "--out", "out.csv"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        desk.text("out.csv"),
        format!(
            "\u{feff}统一社会信用代码,企业名称,示范划型\r\n\
             {A},甲公司,中小\r\n{B},乙公司,中小\r\n{C},丙公司,待补数据\r\n"
        )
    );
}

/// Every pair has its line, and the counts of the summary are those of the lines. (In the built
/// program for tests each answer by rows is also held against that by columns.)
#[test]
fn an_invented_zone_is_matched_against_the_national_packs() {
    let desk = Desk::new("national");
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/national");
    let on = "2026-11-21";
    let ran = desk.run(&["demo", "--out", "zone.xlsx", "--enterprises", "12", "--on", on]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let given = ["match", "--packs", packs, "--facts", "zone.xlsx", "--on", on, "--out"];
    let ran = desk.run(&[&given[..], &["out.jsonl"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut counts: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    let mut firms: BTreeMap<String, usize> = BTreeMap::new();
    for line in desk.text("out.jsonl").lines() {
        let line: Json = serde_json::from_str(line).unwrap();
        let at = match (line["answer"].as_str().unwrap(), line.get("outside").is_some()) {
            ("yes", _) => 0,
            ("no", false) => 1,
            ("no", true) => 2,
            ("unknown", _) => 3,
            _ => 4,
        };
        counts.entry(line["policy"].as_str().unwrap().to_owned()).or_default()[at] += 1;
        *firms.entry(line["subject"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(firms.len(), 12);
    assert!(firms.values().all(|lines| *lines == counts.len()));
    let numbers = |row: &str| -> Vec<usize> {
        row.split_whitespace().skip(1).take(5).filter_map(|cell| cell.parse().ok()).collect()
    };
    let told: Vec<Vec<usize>> =
        ran.out.lines().skip(3).map(numbers).take_while(|row| row.len() == 5).collect();
    let counted: Vec<Vec<usize>> = counts.values().map(|row| row.to_vec()).collect();
    assert_eq!(told, counted);

    let ran = desk.run(&[&given[..], &["out.xlsx"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let sheets = book(&desk);
    let firms = rows(&sheets, "企业测算");
    assert_eq!(firms.len(), 13);
    assert!(firms[0].len() >= 2 + counts.len());
    assert_eq!(rows(&sheets, "汇总").len(), 1 + counts.len());
    assert!(rows(&sheets, "判定依据").len() > 12 * counts.len());
}
