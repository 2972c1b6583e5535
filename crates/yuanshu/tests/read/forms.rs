//! Forms of one firm a sheet: labels with their values beside them.

use crate::kit::{A, B, aside, expected, figures, read_all, rows, said, who, workbook};

/// A form as an enterprise sends it back: labels beside and over values, years over columns, a
/// column of units, boxes, a line for the writer's name.
const FORM: &[&[&str]] = &[
    &["2021年度企业基本情况表"],
    &["企业名称：", "甲科技有限公司", "统一社会信用代码", A],
    &["成立日期", "2012-03-01", "征收方式", "□核定征收 ☑查账征收"],
    &["居民企业：是"],
    &["指标", "单位", "2020年", "2021年"],
    &["1.营业收入", "万元", "100", "120.5"],
    &["其中：研发费用", "万元", "", "12"],
    &["职工总数", "人", "20", "21"],
    &["填表人：", "王某", "联系电话：", "138"],
];

#[test]
fn a_form_of_one_firm_is_read_beside_its_labels() {
    let path =
        workbook("form", "甲.xlsx", |book| rows(book.add_worksheet().set_name("表")?, FORM));
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), [A]);
    assert_eq!(facts.subjects[0].name(), "甲科技有限公司");
    assert_eq!(
        figures(&facts),
        expected(&[
            ("成立日期", &["2012-03-01"]),
            ("征收方式", &["查账征收"]),
            ("居民企业", &["是"]),
            ("营业收入 2020", &["1000000"]),
            ("营业收入 2021", &["1205000"]),
            ("研发费用 2021", &["120000"]),
            ("职工总数 2020", &["20"]),
            ("职工总数 2021", &["21"]),
        ])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
    let sentences: Vec<String> = facts.understood.iter().map(|one| one.sentence(None)).collect();
    assert_eq!(
        sentences,
        [
            "D2 统一社会信用代码 → 统一社会信用代码",
            "B2 企业名称 → 企业名称",
            "B3 成立日期 → 成立日期",
            "D3 征收方式 → 征收方式",
            "A4 居民企业 → 居民企业",
            "C6 1.营业收入 → 营业收入（万元，2020年）",
            "D6 1.营业收入 → 营业收入（万元，2021年）",
            "D7 其中：研发费用 → 研发费用（万元，2021年）",
            "C8 职工总数 → 职工总数（人，2020年）",
            "D8 职工总数 → 职工总数（人，2021年）",
        ]
    );
}

#[test]
fn labels_below_a_table_of_years_are_none_of_its_rows() {
    let form: &[&[&str]] = &[
        &["2021年度企业调查表"],
        &["企业名称", "甲科技有限公司", "统一社会信用代码", A],
        &["指标（万元）", "2019年", "2020年", "2021年"],
        &["营业收入", "100", "200", "300"],
        &["资产总额", "900", "研发费用", "40"],
        &["职工总数（人）", "研发人员（人）", "成立日期", ""],
        &["50", "20", "2012-03-01", ""],
    ];
    let path =
        workbook("form-below", "甲.xlsx", |book| rows(book.add_worksheet().set_name("表")?, form));
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("成立日期", &["2012-03-01"]),
            ("营业收入 2019", &["1000000"]),
            ("营业收入 2020", &["2000000"]),
            ("营业收入 2021", &["3000000"]),
            ("资产总额 2021", &["9000000"]),
            ("研发费用 2021", &["400000"]),
            ("职工总数 2021", &["50"]),
            ("研发人员 2021", &["20"]),
        ])
    );
}

#[test]
fn each_row_of_a_form_has_the_unit_beside_its_label() {
    let form: &[&[&str]] = &[
        &["企业基本情况表"],
        &["企业名称", "甲科技有限公司", "统一社会信用代码", A],
        &["指标", "计量单位", "2020年", "2021年"],
        &["营业收入", "万元", "100", "120.5"],
        &["研发费用", "千元", "90", "95"],
        &["职工总数", "人", "20", "21"],
    ];
    let path = workbook("form-units", "甲.xlsx", |book| rows(book.add_worksheet(), form));
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2020", &["1000000"]),
            ("营业收入 2021", &["1205000"]),
            ("研发费用 2020", &["90000"]),
            ("研发费用 2021", &["95000"]),
            ("职工总数 2020", &["20"]),
            ("职工总数 2021", &["21"]),
        ])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
}

#[test]
fn a_value_of_a_form_is_remarked_at_its_own_cell() {
    let path = workbook("form-faults", "甲.xlsx", |book| {
        let mut form = FORM.to_vec();
        form[5] = &["1.营业收入", "万元", "约100", "120.5"];
        form[6] = &["研发人员", "人", "", "30"];
        rows(book.add_worksheet().set_name("表")?, &form)
    });
    let facts = read_all(&[&path]);
    assert_eq!(said(&facts), ["C6 !text-in-number 约100", "D7 part-exceeds-whole 30"]);
}

#[test]
fn a_merged_title_that_names_a_year_is_no_heading_of_a_column() {
    let path = workbook("form-title", "甲.xlsx", |book| {
        let sheet = book.add_worksheet();
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(1, 0, 1, 3, "一、2021年基本情况", &plain)?;
        sheet.merge_range(4, 0, 4, 3, "二、2021年度", &plain)?;
        let form: &[&[&str]] = &[
            &["企业名称", "甲科技有限公司", "统一社会信用代码", A],
            &[],
            &["成立日期", "", "研发费用（万元）", "20"],
            &["职工总数", "", "研发人员", "7"],
            &[],
            &["指标", "2020年", "2021年"],
            &["营业收入（万元）", "5", "6"],
        ];
        rows(sheet, form)
    });
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("研发费用 2021", &["200000"]),
            ("研发人员 2021", &["7"]),
            ("营业收入 2020", &["50000"]),
            ("营业收入 2021", &["60000"]),
        ])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
}

#[test]
fn a_form_with_a_wrong_code_is_kept_aside() {
    let path = workbook("form-code", "甲.xlsx", |book| {
        let mut form = FORM.to_vec();
        form[1] = &["企业名称：", "甲科技有限公司", "统一社会信用代码", "9161"];
        rows(book.add_worksheet().set_name("表")?, &form)
    });
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), Vec::<String>::new());
    assert_eq!(aside(&facts), [("D2", "bad-code", "9161 甲科技有限公司")]);
}

#[test]
fn a_form_that_names_its_firm_waits_for_the_code_of_another_sheet() {
    let path = workbook("form-name", "甲.xlsx", |book| {
        let mut form = FORM.to_vec();
        form[1] = &["企业名称", "甲科技有限公司"];
        rows(book.add_worksheet().set_name("表")?, &form)?;
        let codes: &[&[&str]] = &[
            &["统一社会信用代码", "企业名称", "成立日期"],
            &[A, "甲科技有限公司", "2012-03-01"],
            &[B, "乙公司", "2015-03-01"],
        ];
        rows(book.add_worksheet().set_name("名录")?, codes)
    });
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), [A, B]);
    let staff = figures(&facts).into_iter().find(|(name, _)| name == "职工总数 2021");
    assert_eq!(staff, Some(("职工总数 2021".to_owned(), vec!["21".to_owned(), "?".to_owned()])));
}

#[test]
fn a_small_table_is_no_form() {
    let path = workbook("form-table", "表.xlsx", |book| {
        let table: &[&[&str]] = &[
            &["企业名称", "法人", "统一社会信用代码", "2021年营业收入（万元）", "2021年职工总数"],
            &["甲公司", "王某", A, "5", "3"],
        ];
        rows(book.add_worksheet(), table)
    });
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["50000"]), ("职工总数 2021", &["3"])])
    );
    assert_eq!(facts.subjects[0].name(), "甲公司");
}
