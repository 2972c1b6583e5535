//! Figures that can hardly be true, and the table that comes of it all.

use base::Day;

use crate::kit::{A, B, C, dictionary, read_csv, said, value};

#[test]
fn a_part_above_its_whole_is_told_of_at_the_part() {
    let facts = read_csv(
        "parts",
        "2021年.csv",
        &format!("统一社会信用代码,职工总数,研发人员\n{A},10,10\n{B},10,11\n{C},１０,11\n"),
    );
    assert_eq!(said(&facts), ["C3 part-exceeds-whole 11", "B4 full-width １０"]);
    let hints: Vec<&str> = facts.remarks.iter().map(|fault| fault.hint.zh()).collect();
    assert_eq!(
        hints,
        [
            "大于它所属的职工总数 10 人；请核对两处",
            "全角字符，按 10 理解；而 C4 的 11 比它大，请核对"
        ]
    );
}

#[test]
fn yuan_in_a_column_of_ten_thousands_is_told_of() {
    let facts = read_csv(
        "slip",
        "指标.csv",
        &format!(
            "统一社会信用代码,年度,营业收入(万元),资产总额(万元)\n{A},2021,42703635785.5,4413019.491352\n{B},2020,100,\n{B},2021,100000,\n{C},2020,100,\n{C},2021,99999,1000\n"
        ),
    );
    assert_eq!(said(&facts), ["C2 unit-slip 42703635785.5", "C4 unit-slip 100000"]);
}

#[test]
fn the_year_behind_one_that_is_missing_is_weighed_against_too() {
    let rows =
        format!("{A},2019,100\n{A},2021,100000\n{B},2019,100\n{B},2020,9000\n{B},2021,100000\n");
    let text = format!("统一社会信用代码,年度,营业收入(万元)\n{rows}");
    let facts = read_csv("slip-far", "指标.csv", &text);
    assert_eq!(said(&facts), ["C3 unit-slip 100000"]);
    let hints: Vec<&str> = facts.remarks.iter().map(|fault| fault.hint.zh()).collect();
    let hint = "是前年（100 万元）的千百倍以上，像是把元填进了万元的列；请核对两处的单位";
    assert_eq!(hints, [hint]);
}

#[test]
fn half_a_person_is_told_of() {
    let text = format!("统一社会信用代码,职工总数\n{A},5.5\n{B},6.0\n{C},７\n");
    let facts = read_csv("half", "2021年.csv", &text);
    assert_eq!(said(&facts), ["B2 not-whole 5.5", "B4 full-width ７"]);
    assert_eq!(facts.remarks[0].hint.zh(), "应为整数；请核对");
}

#[test]
fn a_code_that_its_edition_does_not_have_is_told_of_at_its_cell() {
    let facts = read_csv(
        "codes",
        "名单.csv",
        &format!("统一社会信用代码,分类代码\n{A},c3911\n{B},3912\n{C},3910\n"),
    );
    assert_eq!(said(&facts), ["B3 unlisted-code 3912", "B4 changed-code 3910"]);
    let hints: Vec<&str> = facts.remarks.iter().map(|fault| fault.hint.zh()).collect();
    assert_eq!(
        hints,
        [
            "示范分类-2017 里没有这个代码；请核对",
            "示范分类-2017 里已改为 C3911（整机制造）；请换成现在的代码"
        ]
    );
}

#[test]
fn words_in_a_column_of_codes_are_told_of_once_where_nothing_is_a_code() {
    let mixed = format!("统一社会信用代码,分类代码\n{A},整机制造\n{B},3911\n{C},39110\n");
    let facts = read_csv("words", "名单.csv", &mixed);
    assert_eq!(said(&facts), ["B2 misshapen-code 整机制造", "B4 misshapen-code 39110"]);
    let words = format!("统一社会信用代码,分类代码\n{A},整机制造\n{B},软件\n{C},软件\n");
    let facts = read_csv("words", "名单.csv", &words);
    assert_eq!(said(&facts), ["B2 misshapen-code 整机制造"]);
}

#[test]
fn the_table_counts_years_back_from_the_day() {
    let facts = read_csv(
        "lags",
        "指标.csv",
        &format!(
            "统一社会信用代码,年度,职工总数\n{A},2011,1\n{A},2019,2\n{A},2020,3\n{A},2021,4\n"
        ),
    );
    let id = dictionary().schema.find("职工总数").expect("a fact");
    let lags = |on: Day| {
        let table = facts.table(on, &[]);
        let mut lags: Vec<(u8, String)> =
            table.columns.iter().map(|((_, lag), column)| (*lag, value(column, 0))).collect();
        lags.sort();
        (table.columns.keys().all(|(fact, _)| *fact == id), lags)
    };
    let own = |lags: &[(u8, &str)]| {
        (true, lags.iter().map(|&(lag, text)| (lag, text.to_owned())).collect::<Vec<_>>())
    };
    assert_eq!(lags(Day::constant(2021, 12, 31)), own(&[(1, "3"), (2, "2"), (10, "1")]));
    assert_eq!(lags(Day::constant(2022, 1, 1)), own(&[(1, "4"), (2, "3"), (3, "2")]));
}

#[test]
fn a_stand_in_fills_what_is_unknown_and_is_marked() {
    let facts = read_csv(
        "stand-in",
        "2021年.csv",
        &format!("统一社会信用代码,研发费用(元),营业收入(元)\n{A},1,5\n{B},,6\n{C},2,7\n{C},3,7\n"),
    );
    let id = |name: &str| dictionary().schema.find(name).expect(name);
    let (wanted, other) = (id("研发费用"), id("营业收入"));
    let table = facts.table(Day::constant(2022, 1, 1), &[(wanted, other)]);
    let column = &table.columns[&(wanted, 1)];
    assert_eq!([0, 1, 2].map(|row| value(column, row)), ["1", "6", "?"]);
    let assumed = column.assumed.as_ref().expect("marks");
    assert_eq!([0, 1, 2].map(|row| assumed.get(row)), [false, true, false]);
    // A fact that no sheet has is wholly the stand-in's.
    let table = facts.table(Day::constant(2022, 1, 1), &[(id("资产总额"), other)]);
    let column = &table.columns[&(id("资产总额"), 1)];
    assert_eq!([0, 1, 2].map(|row| value(column, row)), ["5", "6", "7"]);
    assert_eq!(column.assumed.as_ref().map(rule::bits::Bits::count), Some(3));
    // What is not of one kind does not stand in.
    let table = facts.table(Day::constant(2022, 1, 1), &[(id("成立日期"), wanted)]);
    assert!(!table.columns.contains_key(&(id("成立日期"), 0)));
}
