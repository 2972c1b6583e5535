//! Forms that ask for a part of a year: the register has figures of whole years only.

use rust_xlsxwriter::Workbook;

use crate::desk::Desk;
use crate::fill::{A, fill, register};
use crate::marked::rows;

/// A form that is to be filled in.
fn form(desk: &Desk, name: &str, cells: &[&[&str]]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    for (row, cells) in (0..).zip(cells) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    book.save(desk.path(name)).unwrap();
}

#[test]
fn a_form_of_a_part_of_a_year_is_not_filled_with_the_years_figures() {
    let desk = register("fill-parts");
    let asked = ["统一社会信用代码", "营业收入（万元）", "研发费用（万元）"];
    let forms: [(&str, &[&[&str]], &str); 3] = [
        ("表.xlsx", &[&["2025年三季度企业情况表"], &asked, &[A]], "2025年三季度企业情况表"),
        ("2025年上半年.xlsx", &[&["企业情况表"], &asked, &[A]], "2025年上半年"),
        ("空.xlsx", &[&["企业情况表（2025年1-9月）"], &asked, &[A]], "企业情况表（2025年1-9月）"),
    ];
    for (name, cells, text) in forms {
        form(&desk, name, cells);
        let ran = fill(&desk, &[name, "--out", "填.xlsx"], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let why = format!("表“表”：“{text}”不是全年，登记库只有全年的数，年度指标没有填");
        assert!(ran.err.contains(&why), "{}", ran.err);
        assert!(!ran.err.contains("没写年度"), "{}", ran.err);
        assert_eq!(rows(&desk, "填.xlsx", "表")[2], [A, "", ""], "{name}");
    }
}

#[test]
fn rows_and_headings_of_a_part_of_a_year_stay_blank_beside_those_of_whole_ones() {
    let desk = register("fill-part-rows");
    form(
        &desk,
        "行.xlsx",
        &[
            &["统一社会信用代码", "年度", "季度", "营业收入（万元）"],
            &[A, "2025", "三季度"],
            &[A, "2025", "全年"],
        ],
    );
    let ran = fill(&desk, &["行.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("“三季度”不是全年"), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "表");
    assert_eq!(cells[1], [A, "2025", "三季度", ""]);
    assert_eq!(cells[2], [A, "2025", "全年", "1200.5"]);
    form(
        &desk,
        "栏.xlsx",
        &[
            &["统一社会信用代码", A, ""],
            &["指标", "2024年", "2025年1-9月"],
            &["营业收入（万元）", "", ""],
        ],
    );
    let ran = fill(&desk, &["栏.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("“2025年1-9月”不是全年"), "{}", ran.err);
    assert_eq!(rows(&desk, "填.xlsx", "表")[2], ["营业收入（万元）", "1000", ""]);
    form(
        &desk,
        "单.xlsx",
        &[
            &["统一社会信用代码", A, "税款所属期", "2025-01-01至2025-09-30"],
            &["营业收入（万元）", "", "研发费用（万元）", ""],
        ],
    );
    let ran = fill(&desk, &["单.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("“2025-01-01至2025-09-30”不是全年"), "{}", ran.err);
    assert_eq!(rows(&desk, "填.xlsx", "表")[1], ["营业收入（万元）", "", "研发费用（万元）", ""]);
}

#[test]
fn a_second_table_beside_the_first_is_not_filled_with_the_first_ones_figures() {
    let desk = register("fill-beside");
    for (name, above, heads) in [
        ("一.xlsx", ["2025年企业情况（单位：万元）", ""], ["企业名称", "营业收入"]),
        (
            "二.xlsx",
            ["2025年（单位：元）", "2024年（单位：万元）"],
            ["统一社会信用代码", "营业收入"],
        ),
    ] {
        let who = ["西安宏图科技有限公司", A][usize::from(name == "二.xlsx")];
        form(
            &desk,
            name,
            &[
                &[above[0], "", above[1], ""],
                &[heads[0], heads[1], heads[0], heads[1]],
                &[who, "", "乙制造有限公司", ""],
            ],
        );
        let ran = fill(&desk, &[name, "--out", "填.xlsx"], "");
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
        assert!(ran.err.contains("同一行里又是一列企业，从这一列起右边的都没有填"), "{}", ran.err);
        let cells = rows(&desk, "填.xlsx", "表");
        let revenue = if name == "一.xlsx" { "1200.5" } else { "12005000" };
        assert_eq!(cells[2], [who, revenue, "乙制造有限公司", ""], "{name}");
    }
}

#[test]
fn a_remark_below_a_form_and_years_that_nothing_names_leave_their_figures_blank() {
    let desk = register("fill-remarks");
    form(
        &desk,
        "注.xlsx",
        &[
            &["2025年企业情况表（单位：万元）"],
            &["统一社会信用代码", "企业名称", "营业收入"],
            &[A, "西安宏图科技有限公司"],
            &["注：营业收入填1-9月累计数"],
        ],
    );
    let ran = fill(&desk, &["注.xlsx", "--out", "填.xlsx"], "");
    assert!(
        ran.err.contains("A4 注：营业收入填1-9月累计数——和表头、标题说的时间或单位不一样，没有填"),
        "{}",
        ran.err
    );
    assert_eq!(rows(&desk, "填.xlsx", "表")[2], [A, "西安宏图科技有限公司", ""]);
    let years: &[&[&str]] = &[
        &["统一社会信用代码", A, "", ""],
        &["指标", "单位", "本年", "上年"],
        &["营业收入", "万元", "", ""],
    ];
    form(&desk, "年.xlsx", years);
    let ran = fill(&desk, &["年.xlsx", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("“上年”是哪一年，要看这张表是哪一年的"), "{}", ran.err);
    assert_eq!(rows(&desk, "填.xlsx", "表")[2], ["营业收入", "万元", "", ""]);
    let title: &[&str] = &["2025年度企业情况表", "", "", ""];
    let titled = [&[title], years].concat();
    form(&desk, "题.xlsx", &titled);
    fill(&desk, &["题.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(rows(&desk, "填.xlsx", "表")[3], ["营业收入", "万元", "1200.5", "1000"]);
}
