//! Figures of a part of a year are none of the year, wherever a sheet says that they are.

use crate::kit::{A, B, C, expected, figures, read_all, read_csv, rows, said, workbook};

/// What is read of a sheet of comma-separated values.
fn told(name: &str, text: &str) -> (Vec<(String, Vec<String>)>, Vec<String>) {
    let facts = read_csv(&format!("parts-{name}"), &format!("{name}.csv"), text);
    (figures(&facts), said(&facts))
}

#[test]
fn rows_of_a_quarter_or_some_months_are_left_out_and_counted() {
    let (figures, said) = told(
        "quarters",
        &format!(
            "统一社会信用代码,年度,季度,营业收入(万元),研发费用(万元),成立日期\n\
             {A},2022,三季度,5,1,2019-01-01\n{B},2022,全年,9,2,2018-01-01\n{C},2022,4,7,,2017-01-01\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[
            ("营业收入 2022", &["?", "90000", "?"]),
            ("研发费用 2022", &["?", "20000", "?"]),
            ("成立日期", &["2019-01-01", "2018-01-01", "2017-01-01"]),
        ])
    );
    assert_eq!(said, ["C2 !part-of-year 三季度"]);
    let facts = read_csv(
        "parts-said",
        "月.csv",
        &format!("统一社会信用代码,年份,月份,营业收入(万元)\n{A},2022,9,5\n{B},2022,10,6\n"),
    );
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "没有写明是全年：这样的行里 2 个年度数没有读，季度、月份的数不能当年度数；确是全年的，请写“全年”、“1-12月”或全年的起止日期"
    );
}

#[test]
fn a_period_of_a_whole_year_says_which() {
    let (figures, said) = told(
        "periods",
        &format!(
            "统一社会信用代码,税款所属期起,税款所属期止,营业收入(万元)\n\
             {A},2022-01-01,2022-12-31,5\n{B},2022-01-01,2022-09-30,9\n{C},2021/1/1,2021/12/31,7\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[
            ("营业收入 2021", &["?", "?", "70000"]),
            ("营业收入 2022", &["50000", "?", "?"])
        ])
    );
    assert_eq!(said, ["B3 !part-of-year 2022-01-01"]);
    let (_, said) = told(
        "two-years",
        &format!("统一社会信用代码,年度,所属期,营业收入(万元)\n{A},2022,2021年1-12月,5\n"),
    );
    assert_eq!(said, ["B2 !year-differs 2022"]);
}

#[test]
fn who_drew_a_sheet_up_and_when_says_nothing_of_its_figures() {
    for (at, line) in [
        "填报时间：2022年2月",
        "填报单位：科技局 2022年3月",
        "制定机关：国家统计局 2021年12月",
        "2022年1月",
        "报送时间：2022年一季度",
        "数据来源：税务局2022年5月汇缴",
    ]
    .into_iter()
    .enumerate()
    {
        let sheet =
            format!("2021年度企业主要指标,\n{line},\n统一社会信用代码,营业收入(万元)\n{A},5\n");
        let (figures, said) = told(&format!("line-{at}"), &sheet);
        assert_eq!(figures, expected(&[("营业收入 2021", &["50000"])]), "{line}");
        assert_eq!(said, [""; 0], "{line}");
    }
    for (at, line) in
        ["统计月份：9月", "所属时期：2021年1月1日至2021年9月30日"].into_iter().enumerate()
    {
        let sheet =
            format!("2021年企业主要指标,\n{line},\n统一社会信用代码,营业收入(万元)\n{A},5\n");
        let (figures, said) = told(&format!("period-{at}"), &sheet);
        assert_eq!(figures, expected(&[]), "{line}");
        assert_eq!(said, ["B3 !part-of-year 营业收入(万元)"], "{line}");
    }
}

#[test]
fn a_group_of_columns_or_a_sheet_of_some_months_is_none_of_the_year() {
    for (at, group) in ["9月", "1-9月累计", "上半年", "本月", "2022Q3"].into_iter().enumerate()
    {
        let sheet = format!(
            "2022年企业情况,,\n统一社会信用代码,{group},{group}\n,营业收入(万元),研发费用(万元)\n{A},5,1\n"
        );
        let (figures, said) = told(&format!("group-{at}"), &sheet);
        assert_eq!(figures, expected(&[]), "{group}");
        assert!(!said.is_empty(), "{group}");
    }
    for (at, name) in ["9月", "2022.9", "202209", "Q3", "前9月"].into_iter().enumerate() {
        let path = workbook(&format!("parts-name-{at}"), "表.xlsx", |book| {
            let sheet = book.add_worksheet().set_name(name)?;
            let head = ["统一社会信用代码", "年度", "营业收入(万元)"];
            rows(sheet, &[&head, &[A, "2022", "5"]])
        });
        let facts = read_all(&[&path]);
        assert_eq!(figures(&facts), expected(&[]), "{name}");
        assert_eq!(said(&facts), ["C1 !part-of-year 营业收入(万元)"], "{name}");
    }
}

#[test]
fn a_time_after_the_year_is_that_of_reporting() {
    let (figures, said) = told(
        "reported",
        &format!(
            "统一社会信用代码,年度,数据日期,营业收入(万元)\n\
             {A},2021,2022-03-10,5\n{B},2021,2021-09-30,9\n"
        ),
    );
    assert_eq!(figures, expected(&[("营业收入 2021", &["50000", "?"])]));
    assert_eq!(said, ["C3 !part-of-year 2021-09-30"]);
}

#[test]
fn a_file_that_is_called_by_a_quarter_is_of_it_unless_the_sheet_says_a_year() {
    let read = |test: &str, title: &str| {
        let path = workbook(test, "2022年三季度.xlsx", |book| {
            let sheet = book.add_worksheet().set_name("Sheet1")?;
            let head = ["统一社会信用代码", "年度", "营业收入(万元)"];
            rows(sheet, &[&[title], &head, &[A, "2022", "5"]])
        });
        let facts = read_all(&[&path]);
        (figures(&facts), said(&facts))
    };
    let left = vec!["C2 !part-of-year 营业收入(万元)".to_owned()];
    assert_eq!(read("parts-file", "企业主要指标"), (expected(&[]), left));
    let whole = expected(&[("营业收入 2022", &["50000"])]);
    assert_eq!(read("parts-title", "2022年度企业主要指标"), (whole, vec![]));
}

#[test]
fn figures_up_to_a_day_are_of_the_years_that_were_over() {
    let (figures, said) = told(
        "until",
        &format!(
            "企业情况表（数据截至2022年9月30日）,,,\n\
             统一社会信用代码,2021年营业收入(万元),2022年营业收入(万元),2022年预计研发费用(万元)\n\
             {A},5,4,1\n{B},6,3,\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[("营业收入 2021", &["50000", "60000"]), ("研发费用 2022", &["10000", "?"])])
    );
    assert_eq!(said, ["C3 !part-of-year 4"]);
    let facts = read_csv(
        "parts-until",
        "表.csv",
        &format!("截至2022年9月底,\n统一社会信用代码,2022年营业收入(万元)\n{A},4\n"),
    );
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "表里写“截至2022年9月底”，到 2022-09-30 这一年还没有结束：这一列 1 个数没有读；确是全年的，请改这句话"
    );
}

#[test]
fn a_form_of_a_part_of_a_year_gives_what_needs_no_year() {
    let form = |test: &str, title: &str, period: [&str; 2]| {
        let path = workbook(test, "表.xlsx", |book| {
            let sheet = book.add_worksheet().set_name("表")?;
            rows(
                sheet,
                &[
                    &[title],
                    &["统一社会信用代码", A, period[0], period[1]],
                    &["营业收入（万元）", "5", "成立日期", "2019-01-01"],
                ],
            )
        });
        let facts = read_all(&[&path]);
        (figures(&facts), said(&facts))
    };
    let born = ("成立日期", &["2019-01-01"][..]);
    for (at, (title, period)) in [
        ("2022年三季度企业情况表", ["", ""]),
        ("企业情况表（2022年1-9月）", ["", ""]),
        ("2022年度企业情况表", ["税款所属期", "2022-01-01至2022-09-30"]),
        ("2022年度企业情况表", ["税款所属期：2022-01-01至2022-09-30", ""]),
    ]
    .into_iter()
    .enumerate()
    {
        let (figures, said) = form(&format!("parts-form-{at}"), title, period);
        assert_eq!(figures, expected(&[born]), "{title} {period:?}");
        assert_eq!(said, ["B3 !part-of-year 营业收入（万元）"], "{title} {period:?}");
    }
    let whole = ["税款所属期", "2022-01-01至2022-12-31"];
    let (figures, said) = form("parts-form-whole", "企业情况表", whole);
    assert_eq!(figures, expected(&[("营业收入 2022", &["50000"]), born]));
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_heading_of_a_part_of_a_year_in_a_form_is_none_of_the_years_beside_it() {
    let path = workbook("parts-headings", "表.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("表")?;
        rows(
            sheet,
            &[
                &["统一社会信用代码", A, "", ""],
                &["指标", "2021年", "2022年1-9月", ""],
                &["营业收入（万元）", "5", "4", ""],
                &["研发费用（万元）", "", "2", ""],
            ],
        )
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["50000"])]));
    assert_eq!(
        said(&facts),
        ["C3 !part-of-year 营业收入（万元）", "C4 !part-of-year 研发费用（万元）"]
    );
}

#[test]
fn amounts_in_a_unit_of_their_row_are_read_only_where_it_is_the_columns() {
    let (figures, said) = told(
        "units",
        &format!(
            "统一社会信用代码,2022年营业收入,单位,2022年职工总数\n\
             {A},5,万元,10\n{B},90000,元,20\n{C},7,美元,30\n"
        ),
    );
    assert_eq!(
        figures,
        expected(&[
            ("营业收入 2022", &["50000", "?", "?"]),
            ("职工总数 2022", &["10", "20", "30"])
        ])
    );
    assert!(said.contains(&"C3 !unit-mismatch 元".to_owned()), "{said:?}");
}
