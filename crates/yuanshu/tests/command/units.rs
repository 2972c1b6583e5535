//! Units that a title says, and those that nothing says.

use rust_xlsxwriter::Workbook;

use crate::desk::Desk;
use crate::fill::{A, fill, register};
use crate::import::{desk, import};
use crate::marked::rows;

/// A form of one firm that is to be filled in.
fn form(desk: &Desk, cells: &[[&str; 4]]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    for (row, cells) in (0..).zip(cells) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    book.save(desk.path("表.xlsx")).unwrap();
}

#[test]
fn a_form_is_filled_in_the_unit_and_the_year_that_it_says_anywhere() {
    let desk = register("fill-units");
    let who = ["企业名称", "", "统一社会信用代码", A];
    let asked = ["营业收入", "", "研发费用", ""];
    // 1000 万元 and 60 万元 in 2024, 1200.5 万元 and 66.123456 万元 in 2025.
    for (above, [revenue, research]) in [
        (["科技型企业情况表（2025年度）", "", "", "单位：千元"], ["12005", "661.23456"]),
        (["科技型企业情况表（2025年度）（千元）", "", "", ""], ["12005", "661.23456"]),
        (["2025年度情况表", "", "", "金额：亿元"], ["0.12005", "0.006612"]),
        (["报告年度", "2024年", "计量单位", "千元"], ["10000", "600"]),
    ] {
        form(&desk, &[above, who, asked]);
        let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let cells = rows(&desk, "填.xlsx", "表");
        assert_eq!([cells[2][1].as_str(), &cells[2][3]], [revenue, research], "{above:?}");
        assert!(!ran.err.contains("没有写单位"), "{}", ran.err);
        assert!(!ran.err.contains("没写年度"), "{}", ran.err);
    }
    form(&desk, &[["2025年度情况表（元）", "", "", "单位：万元"], who, asked]);
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("表“表”A3“营业收入”单位“元/万元”不合这个指标，没有填"), "{}", ran.err);
    form(&desk, &[["2025年度情况表", "", "", ""], who, asked]);
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("表“表”B3“营业收入”没有写单位，营业收入按 万元 填"), "{}", ran.err);
}

#[test]
fn a_unit_that_was_only_assumed_is_assumed_anew_and_said_each_time() {
    let desk = desk("units-memory");
    let sheet = |title: &str, year: u16| {
        format!(
            "{title},,,\n统一社会信用代码,企业名称,年度,营业收入\n\
             91610100MA0000007X,甲科技有限公司,{year},8000000\n"
        )
    };
    let assumed = "没有写单位，按 万元 理解";
    for (file, title, year) in [("一", "企业指标", 2025), ("二", "企业指标", 2024)] {
        let file = format!("{file}.csv");
        desk.put(&file, sheet(title, year));
        let (_, said) = import(&desk, &[&file, "--feed", "zone/tax", "--accept"]);
        assert!(said.contains(assumed), "{said}");
    }
    desk.put("三.csv", sheet("企业指标（元）", 2023));
    let (_, said) = import(&desk, &["三.csv", "--accept"]);
    assert!(!said.contains(assumed), "{said}");
    desk.put("四.csv", sheet("企业指标", 2022));
    let (_, said) = import(&desk, &["四.csv", "--accept"]);
    assert!(said.contains(assumed), "{said}");
    let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(file.contains("营业收入 2023年　800.00 万元"), "{file}");
}

#[test]
fn a_unit_that_the_last_sheet_said_is_told_where_this_one_says_none() {
    let desk = desk("units-before");
    for (file, title, year) in [("一", "企业指标（元）", 2025), ("二", "企业指标", 2024)]
    {
        let text = format!(
            "{title},,,\n统一社会信用代码,企业名称,年度,营业收入\n\
             91610100MA0000007X,甲科技有限公司,{year},8000000\n"
        );
        desk.put(&format!("{file}.csv"), text);
    }
    import(&desk, &["一.csv", "--feed", "zone/tax", "--accept"]);
    let (_, said) = import(&desk, &["二.csv", "--accept"]);
    let before = "这张表没有写单位，上次同样的表是元，按元读；请核对，并在表头或标题写明单位";
    assert!(said.contains(before), "{said}");
    let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(file.contains("营业收入 2024年　800.00 万元"), "{file}");
}
