//! Sheets that would mislead: each is told of, and none is taken for what it is not.

use crate::kit::{
    A, B, C, dictionary, expected, figures, raw_workbook, read_all, read_csv, rows, said, text,
    who, workbook,
};
use yuanshu::read::{Source, read};

#[test]
fn rows_below_another_header_are_not_read_by_the_first() {
    let facts = read_csv(
        "other-header",
        "两表.csv",
        &format!(
            "统一社会信用代码,2021年营业收入(万元),2021年研发费用(万元)\n{A},500,50\n\
             统一社会信用代码,2021年研发费用(万元),2021年营业收入(万元)\n{B},70,900\n"
        ),
    );
    assert_eq!(who(&facts), [A]);
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["5000000"]), ("研发费用 2021", &["500000"])])
    );
    assert_eq!(said(&facts), ["A3 !other-header 统一社会信用代码"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第3行又是一个表头，和上面的不一样：这一行以下没有读；请把两张表分到两个工作表里"
    );
    // A header that is printed again, though not all of it, says nothing new.
    let facts = read_csv(
        "same-header",
        "又印.csv",
        &format!(
            "统一社会信用代码,2021年营业收入(万元),2021年研发费用(万元)\n{A},500,50\n\
             统一社会信用代码,2021年营业收入(万元),\n{B},900,70\n"
        ),
    );
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(said(&facts), ["A3 repeated-header 统一社会信用代码"]);
}

#[test]
fn a_row_without_its_year_says_so_and_keeps_what_needs_none() {
    let facts = read_csv(
        "blank-year",
        "缺年.csv",
        &format!(
            "统一社会信用代码,年度,营业收入(万元),成立日期\n{A},2021,5,2019-01-01\n\
             {B},,9,2018-01-01\n{C},-,7,2017-01-01\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2021", &["50000", "?", "?"]),
            ("成立日期", &["2019-01-01", "2018-01-01", "2017-01-01"]),
        ])
    );
    assert_eq!(said(&facts), ["B3 !no-row-year", "B4 !no-row-year -"]);
    assert_eq!(facts.remarks[0].hint.zh(), "这一行没有写年度，年度数没有读；请在年度列写明年份");
}

#[test]
fn a_column_without_year_and_unit_is_told_of_both() {
    let facts = read_csv("naive", "随手.csv", &format!("统一社会信用代码,营业收入\n{A},500\n"));
    assert_eq!(said(&facts), ["B1 !no-year 营业收入"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第2列 营业收入 不知道是哪一年的数，也没有写单位，未读；请在表名、标题、表头或年度列写明，例如“2025年 营业收入(万元)”"
    );
    assert_eq!(
        facts.understood.iter().map(|of| &*of.fact).collect::<Vec<_>>(),
        ["统一社会信用代码"]
    );
}

#[test]
fn figures_of_a_quarter_are_not_said_to_lack_a_year() {
    let path = workbook("quarter", "季报.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2025年三季度")?;
        rows(sheet, &[&["统一社会信用代码", "营业收入(万元)"], &[A, "500"]])
    });
    let facts = read_all(&[&path]);
    assert_eq!(said(&facts), ["B1 !part-of-year 营业收入(万元)"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第2列 营业收入 未读：“2025年三季度”说的不是全年，季度、月份的数不能当年度数；请用全年的表，确是全年的，请在这句话里写上“全年”"
    );
    let path = workbook("twelve", "全年.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2022年1-12月")?;
        rows(sheet, &[&["统一社会信用代码", "营业收入(万元)"], &[A, "500"]])
    });
    assert_eq!(figures(&read_all(&[&path])), expected(&[("营业收入 2022", &["5000000"])]));
}

#[test]
fn a_name_and_a_title_of_two_years_are_told_of() {
    let path = workbook("two-years", "表.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        let head = ["统一社会信用代码", "营业收入(万元)"];
        rows(sheet, &[&["企业2022年度主要指标"], &head, &[A, "500"]])
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["5000000"])]));
    assert_eq!(said(&facts), ["A2 year-differs 企业2022年度主要指标"]);
    assert_eq!(facts.remarks[0].hint.zh(), "表名和标题写的年份不同，按 2021 年理解；请核对");
}

#[test]
fn a_formula_that_was_never_worked_out_is_told_of_however_it_was_saved() {
    for (at, empty) in ["<v/>", "<v />", "<v></v>"].into_iter().enumerate() {
        let sheet = format!(
            r#"<worksheet><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>统一社会信用代码</t></is></c><c r="B1" t="inlineStr"><is><t>营业收入(元)</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>{A}</t></is></c><c r="B2"><f>C2*2</f>{empty}</c></row>
            </sheetData></worksheet>"#
        );
        let parts = [("xl/worksheets/sheet1.xml", &*sheet)];
        let path = raw_workbook(&format!("uncounted-{at}"), "公式.xlsx", &parts);
        assert_eq!(said(&read_all(&[&path])), ["B2 !formula-uncounted"], "{empty}");
    }
}

#[test]
fn a_header_of_five_rows_is_no_form_of_one_firm() {
    let path = workbook("five", "五行.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("表")?;
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(0, 0, 4, 0, "统一社会信用代码", &plain)?;
        sheet.merge_range(0, 1, 4, 1, "企业名称", &plain)?;
        sheet.merge_range(0, 2, 0, 3, "经营情况", &plain)?;
        sheet.merge_range(1, 2, 1, 3, "2021年", &plain)?;
        rows(
            sheet,
            &[
                &[],
                &[],
                &["", "", "收支", "收支"],
                &["", "", "营业收入", "研发费用"],
                &["", "", "万元", "万元"],
            ],
        )?;
        for (row, (code, name)) in (5..).zip([(A, "甲公司"), (B, "乙公司")]) {
            sheet.write_string(row, 0, code)?.write_string(row, 1, name)?;
            sheet.write_number(row, 2, 500)?.write_number(row, 3, 50)?;
        }
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2021", &["5000000", "5000000"]),
            ("研发费用 2021", &["500000", "500000"]),
        ])
    );
}

#[test]
fn a_table_with_a_row_a_figure_is_not_a_form_and_renames_nobody() {
    let facts = read_csv(
        "long",
        "长表.csv",
        &format!(
            "统一社会信用代码,企业名称,指标,年度,数值\n{A},甲公司,营业收入,2021,500\n\
             {A},甲公司,研发费用,2021,50\n"
        ),
    );
    let names: Vec<&str> = facts.subjects.iter().map(yuanshu::read::Subject::name).collect();
    assert_eq!(names, ["甲公司"]);
    assert_eq!(said(&facts)[..2], ["C1 !long-table 指标", "E1 unknown-header 数值"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第3列“指标”不是认识的指标，未读；一行一个指标的表不能读，请转成一行一家企业（或一家一年）、一列一个指标"
    );
}

#[test]
fn money_of_other_countries_and_of_two_units_is_not_taken_for_ours() {
    let path = |test: &str, title: &str| {
        workbook(test, "表.xlsx", |book| {
            let sheet = book.add_worksheet().set_name("2021年")?;
            let head = ["统一社会信用代码", "营业收入", "职工总数"];
            rows(sheet, &[&[title], &head, &[A, "500", "7"]])
        })
    };
    let of = |test: &str, title: &str| {
        let facts = read_all(&[&path(test, title)]);
        (figures(&facts), said(&facts))
    };
    let refused = vec!["B2 !unit-mismatch 营业收入".to_owned()];
    let staff = expected(&[("职工总数 2021", &["7"])]);
    assert_eq!(of("dollars", "单位：美元"), (staff.clone(), refused.clone()));
    assert_eq!(of("either", "单位：元/万元"), (staff, refused));
    let both = |money| expected(&[("营业收入 2021", &[money]), ("职工总数 2021", &["7"])]);
    assert_eq!(of("bracketed", "（万元）"), (both("5000000"), vec![]));
    assert_eq!(of("several", "单位：元、人"), (both("500"), vec![]));
}

#[test]
fn a_title_written_otherwise_is_understood_or_unknown_but_never_none() {
    let mut dictionary = dictionary();
    let list = dictionary.schema.find("资质称号").expect("a list");
    let entry = &mut dictionary.entries[usize::try_from(list.0).expect("small")];
    let pair = |alias: &str| (alias.to_owned(), "高新技术企业".to_owned());
    entry.aliases = vec![vec![pair("高企"), pair("国家高新技术企业")]];
    let csv = format!(
        "统一社会信用代码,种类\n{A},高企\n{A},高新技术企业\n{B},省高新技术企业培育库\n{C},ISO9001\n"
    );
    let path = text("titles", "资质称号.csv", csv.as_bytes());
    let facts = read(&[Source::all(&path)], &dictionary, &mut |_| {});
    assert_eq!(
        figures(&facts),
        expected(&[(
            "资质称号",
            &["[高新技术企业/?/? 高新技术企业/?/?]", "[?/?/?]", "[ISO9001/?/?]"]
        )])
    );
    assert_eq!(said(&facts), ["B2 short-value 高企", "B4 !unclear-value 省高新技术企业培育库"]);
    assert_eq!(
        facts.remarks[1].hint.zh(),
        "不知道是不是“高新技术企业”，按种类不明的一条存；是的请写“高新技术企业”，不是的请换个说法"
    );
}

#[test]
fn a_number_that_its_comma_splits_is_not_read_by_its_first_digits() {
    let facts = read_csv(
        "split",
        "逗号.csv",
        &format!("统一社会信用代码,2021年营业收入(万元)\n{A},1,000\n{B},2\n"),
    );
    assert_eq!(who(&facts), [B]);
    assert_eq!(said(&facts), ["B2 !split-cell 1", "C2 headless-column 000"]);
}

#[test]
fn a_third_row_is_told_that_two_before_it_disagree() {
    let facts = read_csv(
        "third",
        "三行.csv",
        &format!("统一社会信用代码,2021年营业收入(万元)\n{A},1000\n{A},1001\n{A},1000\n"),
    );
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["?"])]));
    let hints: Vec<&str> = facts.remarks.iter().map(|fault| fault.hint.zh()).collect();
    assert_eq!(
        hints,
        [
            "与 B2 不一致，待核实；两处都未采用，按待补数据处理",
            "此项从 B2 起已经不一致，待核实；各处都未采用，按待补数据处理",
        ]
    );
}

#[test]
fn empty_workbooks_bare_headers_and_swapped_columns_say_so() {
    let path = workbook("empty", "空.xlsx", |book| {
        book.add_worksheet().set_name("2021年")?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(said(&facts), ["empty-file"]);
    let facts = read_csv("bare", "空表.csv", "统一社会信用代码,2021年营业收入(万元)\n");
    assert_eq!(said(&facts), ["A1 no-rows"]);
    let facts = read_csv(
        "swapped",
        "填反.csv",
        &format!("统一社会信用代码,企业名称\n示范精密制造有限公司,{A}\n"),
    );
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "这里是文字，不是代码；代码列和名称列像是填反了，或者是表外的一行；此行暂存未用"
    );
}

#[test]
fn what_stands_behind_of_which_is_the_same_fact() {
    let facts = read_csv(
        "of-which",
        "其中.csv",
        &format!(
            "统一社会信用代码,2021年营业收入(万元),其中：研发费用(万元),年度\n{A},500,50,2021\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["5000000"]), ("研发费用 2021", &["500000"])])
    );
    let facts =
        read_csv("share", "占比.csv", &format!("统一社会信用代码,研发费用占比(%)\n{A},5\n"));
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "第2列“研发费用占比(%)”不是认识的指标，未读；“占比”不是年度数，要的是年度数"
    );
}

#[test]
fn a_heading_of_a_part_of_a_year_or_of_another_year_is_not_likened_to_that_of_the_year() {
    let said = |heading: &str| {
        let facts = read_csv(
            &format!("part-{}", heading.chars().count()),
            "部分.csv",
            &format!("统一社会信用代码,年度,{heading}\n{A},2021,5\n"),
        );
        let hints = facts.remarks.iter().map(|one| one.hint.zh().to_owned());
        hints.filter(|hint| hint.contains(heading)).collect::<Vec<String>>()
    };
    for (heading, word) in [
        ("1-6月营业收入(万元)", "月"),
        ("四季度营业收入小计(万元)", "季度"),
        ("去年营业收入一项(万元)", "去年"),
    ] {
        let told =
            format!("第3列“{heading}”不是认识的指标，未读；“{word}”不是年度数，要的是年度数");
        assert_eq!(said(heading), [told]);
    }
}

#[test]
fn figures_of_a_part_of_a_year_are_none_of_the_year_that_a_column_or_a_heading_says() {
    let sheet = |title: &str, heads: &str, cells: &str| {
        format!("{title},,\n统一社会信用代码,{heads}\n{A},{cells}\n")
    };
    let by_row = ("年度,营业收入(万元)", "2021,9");
    let by_heading = ("2021年营业收入(万元),2020年营业收入(万元)", "9,8");
    for (title, (heads, cells)) in [
        ("2021年1-9月经营情况", by_row),
        ("2021年1-9月经营情况", by_heading),
        ("企业三季度情况", by_row),
        ("2021年 上半年", by_heading),
    ] {
        let facts = read_csv("part", "情况.csv", &sheet(title, heads, cells));
        assert_eq!(figures(&facts), expected(&[]), "{title} {heads}");
        assert!(said(&facts).iter().all(|one| one.contains("!part-of-year")), "{:?}", said(&facts));
        assert!(!said(&facts).is_empty(), "{title} {heads}");
    }
    // The month of reporting, and all months of the year.
    for title in ["填报日期：2026年3月", "2021年1-12月经营情况"] {
        let facts = read_csv("whole", "情况.csv", &sheet(title, by_row.0, by_row.1));
        assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["90000"])]), "{title}");
    }
}

#[test]
fn no_advice_makes_a_fault_of_what_it_mends() {
    let hint = |test: &str, head: &str| {
        let text = format!("2022年度指标,\n统一社会信用代码,{head}\n{A},5\n");
        let facts = read_csv(&format!("advice-{test}"), "表.csv", &text);
        facts.remarks.iter().map(|fault| fault.hint.zh().to_owned()).collect::<Vec<_>>()
    };
    for (test, head, told) in [
        (
            "year",
            "2021年完成营业收入",
            "第2列“2021年完成营业收入”不是认识的指标，未读；相近的有 营业收入。如就是营业收入，请把表头改为“2021年营业收入”，并写明单位",
        ),
        (
            "yuan",
            "企业资产总额（￥）",
            "第2列“企业资产总额（￥）”不是认识的指标，未读；相近的有 资产总额。如就是资产总额，请把表头改为“资产总额”，并写明单位",
        ),
        (
            "planned",
            "计划研发费用",
            "第2列“计划研发费用”不是认识的指标，未读；“计划”不是年度数，要的是年度数",
        ),
        (
            "dollars",
            "营业收入（万美元）",
            "第2列“营业收入（万美元）”不是认识的指标，未读；不读美元的金额，请换算成人民币，在表头写明单位",
        ),
        ("units", "计量单位", "第2列“计量单位”不是认识的指标，未读"),
    ] {
        assert_eq!(hint(test, head), [told], "{head}");
    }
}
