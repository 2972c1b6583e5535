//! Lines of text between and below the rows, and tables that stand below each other.

use crate::kit::{A, B, C, expected, figures, read_all, read_csv, rows, said, workbook};

/// What is read of a sheet of comma-separated values.
fn told(name: &str, text: &str) -> (Vec<(String, Vec<String>)>, Vec<String>) {
    let facts = read_csv(&format!("lines-{name}"), &format!("{name}.csv"), text);
    (figures(&facts), said(&facts))
}

#[test]
fn figures_that_a_remark_below_makes_others_are_not_read() {
    let sheet = |remark: &str| {
        format!(
            "统一社会信用代码,企业名称,2022年营业收入(万元),2022年职工总数\n{A},甲,5,8\n{remark},,,\n"
        )
    };
    let (figures, said) = told("months-below", &sheet("注：以上为1-9月累计数"));
    assert_eq!(figures, []);
    assert_eq!(
        said,
        [
            "C1 !contradicted 2022年营业收入(万元)",
            "D1 !contradicted 2022年职工总数",
            "A3 !part-of-year 注：以上为1-9月累计数",
        ]
    );
    let (figures, said) = told("unit-below", &sheet("注：金额单位为元"));
    assert_eq!(figures, expected(&[("职工总数 2022", &["8"])]));
    assert_eq!(
        said,
        ["C1 !contradicted 2022年营业收入(万元)", "A3 !unit-mismatch 注：金额单位为元"]
    );
    let (figures, _) = told("year-below", &sheet("注：以上均为2021年数"));
    assert_eq!(figures, []);
    for (at, remark) in
        ["注：金额单位为万元", "注：2021年及以前成立的企业", "注：不含上半年注销的企业"]
            .into_iter()
            .enumerate()
    {
        let (figures, said) = told(&format!("same-below-{at}"), &sheet(remark));
        let read = expected(&[("营业收入 2022", &["50000"]), ("职工总数 2022", &["8"])]);
        assert_eq!(figures, read, "{remark}");
        assert_eq!(said, [format!("A3 remark-row {remark}")]);
    }
    let facts = read_csv("lines-said", "表.csv", &sheet("注：以上为1-9月累计数"));
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第3列 营业收入 未读：A3 注：以上为1-9月累计数——和表头、标题说的时间或单位不一样；请改正这一行，时间或单位不同的数请分成两张表"
    );
}

#[test]
fn a_line_among_the_rows_speaks_of_those_below_it_and_none_are_read() {
    let sheet = |line: &str| {
        format!(
            "2022年企业情况（单位：万元）,,\n统一社会信用代码,企业名称,营业收入\n{A},甲,5\n{line},,\n{B},乙,7\n"
        )
    };
    for (at, line) in [
        "以下企业为2021年数",
        "2021年",
        "二、2021年度数据",
        "以下企业单位为元",
        "（单位：元）",
        "1-9月",
    ]
    .into_iter()
    .enumerate()
    {
        let (figures, said) = told(&format!("among-{at}"), &sheet(line));
        assert_eq!(figures, [], "{line}");
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], "C2 !contradicted 营业收入", "{line}");
    }
    for (at, line) in ["一、生物医药产业", "2022年", "（单位：万元）"].into_iter().enumerate()
    {
        let (figures, _) = told(&format!("fine-{at}"), &sheet(line));
        assert_eq!(figures, expected(&[("营业收入 2022", &["50000", "70000"])]), "{line}");
    }
}

#[test]
fn a_table_below_another_takes_nothing_from_it() {
    let two = |second: &str| {
        format!(
            "2022年企业情况（单位：万元）,,\n统一社会信用代码,企业名称,营业收入\n{A},甲,5\n\
             {second},,\n统一社会信用代码,企业名称,营业收入\n{B},乙,70000\n"
        )
    };
    let (figures, said) = told("stacked", &two("2021年企业情况（单位：元）"));
    assert_eq!(figures, expected(&[("营业收入 2022", &["50000"])]));
    assert_eq!(said, ["A5 !other-header 统一社会信用代码"]);
    // The same year and unit: the heading is only printed again.
    let (figures, _) = told("again", &two("2022年企业情况（单位：万元）"));
    assert_eq!(figures, expected(&[("营业收入 2022", &["50000", "700000000"])]));
    // One that tells more does not hide the first.
    let (figures, said) = told(
        "wider",
        &format!(
            "统一社会信用代码,2022年营业收入(万元)\n{A},5\n\
             统一社会信用代码,2022年研发费用(万元),2022年职工总数\n{B},7,8\n"
        ),
    );
    assert_eq!(figures, expected(&[("营业收入 2022", &["50000"])]));
    assert!(said.contains(&"A3 !other-header 统一社会信用代码".to_owned()), "{said:?}");
}

#[test]
fn a_remark_on_a_row_is_of_that_row() {
    let (figures, said) = told(
        "remarks",
        &format!(
            "统一社会信用代码,2022年营业收入(万元),2022年职工总数,备注\n\
             {A},5,1,1-9月数\n{B},70000,2,单位：元\n{C},9,3,三季度迁入\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[("营业收入 2022", &["?", "?", "90000"]), ("职工总数 2022", &["?", "2", "3"])])
    );
    assert!(said.contains(&"D2 !part-of-year 1-9月数".to_owned()), "{said:?}");
    assert!(said.contains(&"D3 !unit-mismatch 单位：元".to_owned()), "{said:?}");
}

#[test]
fn each_amount_has_the_unit_that_stands_behind_it() {
    let (figures, _) = told(
        "two-units",
        &format!(
            "统一社会信用代码,2022年营业收入,单位,2022年研发费用,单位\n\
             {A},5,万元,6,万元\n{B},7,万元,80000,元\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[("营业收入 2022", &["50000", "70000"]), ("研发费用 2022", &["60000", "?"])])
    );
}

#[test]
fn rows_that_say_their_period_outrank_the_name_of_the_sheet() {
    let file = workbook("lines-quarters", "季度.xlsx", |book| {
        let heads = ["统一社会信用代码", "季度", "2022年营业收入(万元)"];
        let sheet = book.add_worksheet().set_name("三季度")?;
        rows(sheet, &[&heads, &[A, "全年", "5"], &[B, "三季度", "7"], &[C, "", "9"]])
    });
    let facts = read_all(&[&file]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2022", &["50000", "?", "?"])]));
}
