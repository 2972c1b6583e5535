//! The unit that a sheet says for all its figures, wherever its title writes it.

use yuanshu::read::Facts;

use crate::kit::{A, expected, figures, read_all, rows, said, workbook};

fn sheet(name: &str, cells: &[&[&str]]) -> Facts {
    let path = workbook(name, "表.xlsx", |book| rows(book.add_worksheet().set_name("表")?, cells));
    read_all(&[&path])
}

#[test]
fn a_unit_above_a_table_is_that_of_its_figures() {
    for (at, above) in [
        &["2021年度企业主要指标（元）"][..],
        &["2021年度企业主要指标（人民币元）"],
        &["2021年度企业主要指标（金额：元）"],
        &["2021年度企业主要指标 [元]"],
        &["2021年度企业主要指标", "单位:人民币（元）"],
        &["2021年度企业主要指标", "金额：元"],
        &["2021年度企业主要指标", "金额单位：元、人"],
        &["2021年度企业主要指标", "计量单位  元、人"],
        &["2021年度企业主要指标", "计量单位", "元"],
    ]
    .into_iter()
    .enumerate()
    {
        let head = ["统一社会信用代码", "营业收入"];
        let facts = sheet(&format!("unit-above-{at}"), &[above, &head, &[A, "8000000"]]);
        assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["8000000"])]), "{above:?}");
        assert_eq!(said(&facts), Vec::<String>::new(), "{above:?}");
    }
}

#[test]
fn a_table_that_says_no_unit_or_two_is_told_of() {
    let head = ["统一社会信用代码", "营业收入"];
    let facts = sheet("unit-none", &[&["2021年元旦慰问企业"], &head, &[A, "5"]]);
    assert_eq!(said(&facts), ["B2 unit-assumed 营业收入"]);
    let two = ["2021年度企业主要指标（元）", "单位：万元"];
    let facts = sheet("unit-two", &[&two, &head, &[A, "5"]]);
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["B2 !unit-mismatch 营业收入"]);
}

#[test]
fn a_form_of_one_firm_is_in_the_unit_of_its_title() {
    let who = ["企业名称", "甲科技有限公司", "统一社会信用代码", A];
    let figured = ["营业收入", "50000000", "研发费用", "3000000"];
    let yuan = expected(&[("营业收入 2021", &["50000000"]), ("研发费用 2021", &["3000000"])]);
    let facts = sheet("form-unit", &[&["2021年度企业情况表", "", "", "单位：元"], &who, &figured]);
    assert_eq!((figures(&facts), said(&facts)), (yuan.clone(), Vec::new()));
    let facts = sheet("form-unit-title", &[&["2021年度企业情况表（元）"], &who, &figured]);
    assert_eq!((figures(&facts), said(&facts)), (yuan, Vec::new()));
    let facts =
        sheet("form-unit-two", &[&["2021年度企业情况表（元）", "单位：万元"], &who, &figured]);
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["B3 !unit-mismatch 营业收入", "D3 !unit-mismatch 研发费用"]);
    let facts = sheet("form-unit-none", &[&["2021年度企业情况表"], &who, &figured]);
    assert_eq!(said(&facts), ["B3 unit-assumed 营业收入", "D3 unit-assumed 研发费用"]);
}

#[test]
fn a_year_and_a_unit_beside_their_labels_are_those_of_a_whole_form() {
    let facts = sheet(
        "form-beside",
        &[
            &["企业名称", "甲科技有限公司", "统一社会信用代码", A],
            &["报告年度", "2020年", "计量单位", "千元"],
            &["营业收入", "9280.5", "研发费用", "803"],
        ],
    );
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2020", &["9280500"]), ("研发费用 2020", &["803000"])])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
}
