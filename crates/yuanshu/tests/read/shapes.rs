//! Shapes of sheets: titles, units, headers, years, totals, merged cells.

use rust_xlsxwriter::Format;
use yuanshu::read::Source;

use crate::kit::{
    A, B, aside, dictionary, expected, figures, folder, read_all, read_csv, rows, said, who,
    workbook,
};

#[test]
fn a_title_and_a_unit_row_stand_above_the_header() {
    let facts = read_csv(
        "title",
        "指标.csv",
        &format!(
            "高新区企业2021年度主要指标表,,,\n单位：万元、人,,,\n统一社会信用代码,企业名称,营业收入,职工总数\n{A},甲公司,12.5,30\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["125000"]), ("职工总数 2021", &["30"])])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
    let sentences: Vec<String> = facts.understood.iter().map(|one| one.sentence(None)).collect();
    assert_eq!(
        sentences,
        [
            "第1列 统一社会信用代码 → 统一社会信用代码",
            "第2列 企业名称 → 企业名称",
            "第3列 营业收入 → 营业收入（万元，2021年）",
            "第4列 职工总数 → 职工总数（人，2021年）",
        ]
    );
}

#[test]
fn a_row_of_remarks_above_the_header_gives_its_unit_to_every_column() {
    for remark in ["填报单位：经发局,,,,,单位：亿元", "填报单位：经发局　单位：亿元,,,,,填报人：甲"]
    {
        let facts = read_csv(
            "remarks",
            "指标.csv",
            &format!(
                "{remark}\n序号,统一社会信用代码,单位名称,营业收入,,研发费用\n,,,2020年,2021年,2021年\n1,{A},甲公司,1.5,2,0.1\n"
            ),
        );
        assert_eq!(
            figures(&facts),
            expected(&[
                ("营业收入 2020", &["150000000"]),
                ("营业收入 2021", &["200000000"]),
                ("研发费用 2021", &["10000000"]),
            ]),
            "{remark}"
        );
        assert_eq!(said(&facts), Vec::<String>::new(), "{remark}");
    }
}

#[test]
fn a_unit_in_the_header_is_taken_in_every_form() {
    let header = "统一社会信用代码,2018年营业收入(元),2019年营业收入（万元）,2020年营业收入/亿元,2021年营业收入（单位：千元）,2022年营业收入";
    let facts = read_csv("units", "指标.csv", &format!("{header}\n{A},10000,2,0.0003,40,5\n"));
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2018", &["10000"]),
            ("营业收入 2019", &["20000"]),
            ("营业收入 2020", &["30000"]),
            ("营业收入 2021", &["40000"]),
            ("营业收入 2022", &["50000"]),
        ])
    );
    assert_eq!(said(&facts), ["F1 unit-assumed 2022年营业收入"]);
}

#[test]
fn years_over_facts_are_a_header_of_two_rows() {
    let facts = read_csv(
        "two-rows",
        "指标.csv",
        &format!(
            "统一社会信用代码,企业名称,2020年,,2021年,\n,,营业收入(万元),研发费用(万元),营业收入(万元),研发费用(万元)\n{A},甲公司,1,2,3,4\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2020", &["10000"]),
            ("研发费用 2020", &["20000"]),
            ("营业收入 2021", &["30000"]),
            ("研发费用 2021", &["40000"]),
        ])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
}

#[test]
fn facts_over_years_are_a_header_of_two_rows_with_merged_cells() {
    let path = workbook("merged-header", "指标.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("汇总")?;
        let plain = Format::new();
        rows(
            sheet,
            &[&[], &["单位：万元"], &[], &["", "", "2020年", "2021年", "2020年", "2021年"]],
        )?;
        sheet.merge_range(0, 0, 0, 5, "主要指标", &plain)?;
        sheet.merge_range(2, 0, 3, 0, "统一社会信用代码", &plain)?;
        sheet.merge_range(2, 1, 3, 1, "企业名称", &plain)?;
        sheet.merge_range(2, 2, 2, 3, "营业收入", &plain)?;
        sheet.merge_range(2, 4, 2, 5, "研发费用", &plain)?;
        sheet.write_string(4, 0, A)?;
        for (column, figure) in (2..).zip([1.0, 2.0, 3.0, 4.0]) {
            sheet.write_number(4, column, figure)?;
        }
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2020", &["10000"]),
            ("营业收入 2021", &["20000"]),
            ("研发费用 2020", &["30000"]),
            ("研发费用 2021", &["40000"]),
        ])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
    let headers: Vec<&str> = facts.understood.iter().map(|column| &*column.header).collect();
    assert_eq!(
        headers,
        [
            "统一社会信用代码",
            "企业名称",
            "营业收入/2020年",
            "营业收入/2021年",
            "研发费用/2020年",
            "研发费用/2021年"
        ]
    );
}

#[test]
fn this_month_and_growth_under_a_fact_are_not_taken_for_the_year() {
    let facts = read_csv(
        "periods",
        "2021年.csv",
        &format!("统一社会信用代码,营业收入(万元),,\n,本月,本年累计,同比\n{A},1,2,3%\n"),
    );
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(
        said(&facts),
        [
            "B2 unknown-header 营业收入(万元)/本月",
            "C2 unknown-header 营业收入(万元)/本年累计",
            "D2 unknown-header 营业收入(万元)/同比",
        ]
    );
}

#[test]
fn this_year_and_the_last_under_a_fact_are_counted_from_the_year_of_the_title() {
    let sheet = |title: &str| {
        format!(
            "{title}\n统一社会信用代码,营业收入(万元),,,职工总数,\n,上年同期,本期数,增长（%）,本年,上年\n{A},1,2,100,5,4\n"
        )
    };
    let facts = read_csv("own-years", "表.csv", &sheet("2021年度企业情况表"));
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2020", &["10000"]),
            ("营业收入 2021", &["20000"]),
            ("职工总数 2020", &["4"]),
            ("职工总数 2021", &["5"]),
        ])
    );
    assert_eq!(said(&facts), ["D3 unknown-header 营业收入(万元)/增长（%）"]);
    // Without a year of its own it says nothing.
    assert_eq!(figures(&read_csv("no-years", "表.csv", &sheet("企业情况表"))), expected(&[]));
}

#[test]
fn running_numbers_totals_remarks_and_repeated_headers_are_no_firms() {
    let facts = read_csv(
        "totals",
        "2021年.csv",
        &format!(
            "序号,统一社会信用代码,企业名称,营业收入(万元)\n1,{A},甲公司,1\n2,,,\n,,小计,1\n序号,统一社会信用代码,企业名称,营业收入(万元)\n3,{B},乙公司,2\n合计,,,3\n,,总 计,3\n注：数据来源于年报,,,\n填表人：某某,,,\n"
        ),
    );
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["10000", "20000"])]));
    assert_eq!(
        said(&facts),
        [
            "C4 total-row 小计",
            "A5 repeated-header 序号",
            "A7 total-row 合计",
            "C8 total-row 总 计",
            "A9 remark-row 注：数据来源于年报",
            "A10 remark-row 填表人：某某",
        ]
    );
    assert_eq!(aside(&facts), []);
}

#[test]
fn each_sheet_is_a_year() {
    let path = workbook("year-sheets", "三年.xlsx", |book| {
        for (name, title, figure) in
            [("2019年", "", "1"), ("2020", "", "2"), ("Sheet3", "高新区2021年度指标", "3")]
        {
            let sheet = book.add_worksheet().set_name(name)?;
            rows(sheet, &[&[title], &["统一社会信用代码", "营业收入(元)"], &[A, figure]])?;
        }
        Ok(())
    });
    assert_eq!(
        figures(&read_all(&[&path])),
        expected(&[
            ("营业收入 2019", &["1"]),
            ("营业收入 2020", &["2"]),
            ("营业收入 2021", &["3"])
        ])
    );
}

#[test]
fn a_year_column_outranks_the_name_of_the_sheet() {
    let facts = read_csv(
        "year-column",
        "2021年.csv",
        &format!(
            "统一社会信用代码,年度,营业收入(元)\n{A},2019,1\n{A},2020年度,2\n{A},,3\n{A},2021年1-6月,4\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2019", &["1"]),
            ("营业收入 2020", &["2"]),
            ("营业收入 2021", &["3"])
        ])
    );
    assert_eq!(
        said(&facts),
        ["B2 year-differs 2019", "B3 year-suffix 2020年度", "B5 !not-a-year 2021年1-6月",]
    );
    assert_eq!(aside(&facts), [("B5", "not-a-year", A)]);
}

#[test]
fn figures_of_a_part_of_a_year_are_not_the_years() {
    for name in ["2021年1-6月.csv", "2021年一季度.csv"] {
        let facts = read_csv("half", name, &format!("统一社会信用代码,营业收入(元)\n{A},1\n"));
        assert_eq!(figures(&facts), expected(&[]), "{name}");
        assert_eq!(said(&facts), ["B1 !part-of-year 营业收入(元)"], "{name}");
    }
    let facts = read_csv(
        "half-group",
        "2021年.csv",
        &format!("统一社会信用代码,2020年上半年,2020年\n,营业收入(元),营业收入(元)\n{A},1,2\n"),
    );
    assert_eq!(figures(&facts), expected(&[("营业收入 2020", &["2"])]));
    assert_eq!(said(&facts), ["B2 unknown-header 2020年上半年/营业收入(元)"]);
}

#[test]
fn a_remark_in_brackets_does_not_hide_who_a_row_is_of() {
    let facts = read_csv(
        "brackets",
        "2021年.csv",
        &format!(
            "统一社会信用代码（18位）,企业名称（盖章）,研发费用(税务口径)(元)\n{A},甲公司,1\n"
        ),
    );
    assert_eq!(who(&facts), [A]);
    assert_eq!(facts.subjects[0].name(), "甲公司");
    // Of a fact the brackets may tell two calibres apart.
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["C1 unknown-header 研发费用(税务口径)(元)"]);
}

#[test]
fn headers_are_ids_names_or_synonyms_in_any_width() {
    let facts = read_csv(
        "synonyms",
        "2021年.csv",
        &format!(
            "USCC,org_name,operating_revenue(元),* 研究开发 费用（元）,【员工人数】,ｒｄ＿ｓｔａｆｆ＿ｃｏｕｎｔ\n{A},甲公司,1,2,3,4\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2021", &["1"]),
            ("研发费用 2021", &["2"]),
            ("职工总数 2021", &["3"]),
            ("研发人员 2021", &["4"]),
        ])
    );
    assert_eq!(said(&facts), ["F2 part-exceeds-whole 4"]);
}

#[test]
fn a_firm_merged_over_its_years_is_each_of_them() {
    let path = workbook("merged-firm", "企业.xlsx", |book| {
        let sheet = book.add_worksheet();
        rows(
            sheet,
            &[
                &["统一社会信用代码", "企业名称", "年度", "营业收入(元)"],
                &["", "", "2020", "1"],
                &["", "", "2021", "2"],
                &[B, "乙公司", "2020", "3"],
                &["", "", "2021", "4"],
            ],
        )?;
        sheet.merge_range(1, 0, 2, 0, A, &Format::new())?;
        sheet.merge_range(1, 1, 2, 1, "甲公司", &Format::new())?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2020", &["1", "3"]), ("营业收入 2021", &["2", "?"])])
    );
    // Without a merged cell an empty one is not taken for the firm above.
    assert_eq!(said(&facts), ["C5 !no-subject 2021"]);
    assert_eq!(aside(&facts), [("C5", "no-subject", "")]);
}

#[test]
fn a_figure_merged_over_firms_is_the_first_ones() {
    let path = workbook("merged-figure", "企业.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        rows(sheet, &[&["统一社会信用代码", "职工总数"], &[A], &[B]])?;
        sheet.merge_range(1, 1, 2, 1, "7", &Format::new())?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["7", "?"])]));
    assert_eq!(said(&facts), ["B2 merged-cell"]);
}

#[test]
fn a_header_that_is_not_understood_is_told_of_and_not_guessed() {
    let facts = read_csv(
        "unknown-header",
        "2021年.csv",
        &format!("统一社会信用代码,研发投入费用(元),备注,营业收入(人),营收(元)\n{A},1,好,2,3,多\n"),
    );
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["3"])]));
    assert_eq!(
        said(&facts),
        [
            "B1 unknown-header 研发投入费用(元)",
            "C1 unknown-header 备注",
            "D1 !unit-mismatch 营业收入(人)",
            "F2 headless-column 多",
        ]
    );
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第2列“研发投入费用(元)”不是认识的指标，未读；相近的有 研发费用。如就是研发费用，请把表头改为“研发费用（元）”"
    );
}

#[test]
fn a_figure_without_a_year_and_a_table_without_firms_are_not_read() {
    let facts = read_csv("no-year", "指标.csv", &format!("统一社会信用代码,营业收入(元)\n{A},1\n"));
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["B1 !no-year 营业收入(元)"]);
    let facts = read_csv("no-firms", "2021年.csv", "营业收入(元),研发费用(元)\n1,2\n");
    assert_eq!(said(&facts), ["!no-identity"]);
    let facts = read_csv("no-header", "2021年.csv", "填报说明\n请如实填写\n");
    assert_eq!(said(&facts), ["no-header"]);
}

#[test]
fn figures_of_a_text_file_keep_the_rows_that_a_spreadsheet_shows() {
    let facts = read_csv(
        "lines",
        "2021年.csv",
        &format!(
            "\"统一社会\n信用代码\",企业名称,\"营业收入(元)\"\r\n\r\n{A},\"甲,\"\"公司\"\"\",\"1,234.5\"\r\n\r\n=\"{B}\",乙公司,多少"
        ),
    );
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(facts.subjects[0].name(), "甲,\"公司\"");
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["1234.5", "?"])]));
    assert_eq!(said(&facts), ["C5 !text-in-number 多少"]);
}

#[test]
fn how_far_reading_has_come_is_told_of_how_many_rows_where_the_sheet_says_it() {
    let folder = folder("progress");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("2021年").expect("a name");
    let mut lines = "统一社会信用代码,职工总数\n".to_owned();
    sheet.write(0, 0, "统一社会信用代码").expect("a cell");
    sheet.write(0, 1, "职工总数").expect("a cell");
    for row in 1..4_200 {
        sheet.write(row, 0, A).expect("a cell");
        sheet.write(row, 1, 1).expect("a cell");
        lines.extend([A, ",1\n"]);
    }
    book.save(folder.join("一.xlsx")).expect("a book");
    std::fs::write(folder.join("二.csv"), lines).expect("a file");
    let mut told = Vec::new();
    for file in ["一.xlsx", "二.csv"] {
        let sources = [Source::all(folder.join(file))];
        yuanshu::read::read(&sources, &dictionary(), &mut |progress| {
            told.push(progress.sentence());
        });
    }
    let wanted = [
        "一.xlsx 2021年 第 4126 行，共 4200 行",
        "一.xlsx 2021年 第 4200 行",
        "二.csv 二 第 4126 行",
        "二.csv 二 第 4200 行",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_table_beside_another_is_told_of_and_gives_its_figures_to_nobody() {
    let facts = read_csv(
        "beside",
        "并排.csv",
        &format!(
            "企业名称,统一社会信用代码,2021年营业收入(万元),企业名称,统一社会信用代码,2021年营业收入(万元)\n\
             甲公司,{A},,乙公司,{B},5\n"
        ),
    );
    assert_eq!((figures(&facts), who(&facts)), (expected(&[]), vec![A.to_owned()]));
    let told = ["D1 !side-by-side 企业名称".to_owned()];
    assert_eq!(said(&facts)[..1], told);
}

#[test]
fn a_sheet_with_a_column_for_each_firm_is_told_of_and_not_read() {
    let facts = read_csv(
        "across",
        "横表.csv",
        &format!("指标,甲公司,乙公司\n统一社会信用代码,{A},{B}\n2021年营业收入(万元),1,2\n"),
    );
    assert_eq!((figures(&facts), who(&facts)), (expected(&[]), Vec::new()));
    assert_eq!(said(&facts), [format!("C2 !firms-across {B}")]);
}
