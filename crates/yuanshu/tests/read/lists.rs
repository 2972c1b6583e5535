//! Sheets of records and sheets of judgements.

use yuanshu::content::Content;
use yuanshu::read::{Dictionary, Source, read};

use crate::kit::{A, B, C, expected, figures, read_all, read_csv, rows, said, workbook};

#[test]
fn fields_are_known_by_the_other_words_that_the_packs_give_them() {
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/national");
    let national = Content::read(&[packs.into()]).expect("the national packs");
    let path = workbook("field-words", "台账.xlsx", |book| {
        let list = book.add_worksheet().set_name("知识产权台账")?;
        let head = ["统一社会信用代码", "企业名称", "专利号", "专利类型", "法律状态", "授权公告日"];
        rows(list, &[&head, &[A, "甲公司", "SL1", "发明专利", "有效", "2020-01-02"]])
    });
    let facts = read(&[Source::all(&path)], &Dictionary::of(&national.shelf), &mut |_| {});
    let said: Vec<&str> = facts.understood.iter().map(|column| column.fact.as_str()).collect();
    assert_eq!(said[2..], ["知识产权.编号", "知识产权.类别", "知识产权.状态", "知识产权.授权日"]);
}

#[test]
fn a_sheet_named_after_a_list_has_a_record_a_row() {
    let path = workbook("records", "企业.xlsx", |book| {
        let main = book.add_worksheet().set_name("2021年")?;
        rows(
            main,
            &[
                &["统一社会信用代码", "企业名称", "职工总数"],
                &[C, "丙公司", "1"],
                &[A, "甲公司", "2"],
            ],
        )?;
        let list = book.add_worksheet().set_name("知识产权")?;
        rows(
            list,
            &[
                &["序号", "统一社会信用代码", "类别", "状态", "授权日"],
                &["1", A, "发明专利", "有效", "2020-01-02"],
                &["2", B, "无"],
                &["3", A, "实用新型", "有效", "—"],
                &["4", A, "外观", "有效", "2020年"],
                &["5", C],
            ],
        )?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("职工总数 2021", &["1", "2", "?"]),
            ("知识产权", &["?", "[发明专利/有效/2020-01-02 实用新型/有效/? ?/有效/?]", "[]"]),
        ])
    );
    assert_eq!(
        said(&facts),
        [
            "E4 dash —",
            "C5 !not-allowed 外观",
            "E5 !not-a-day 2020年",
            &format!("B6 empty-record {C}")
        ]
    );
    let said: Vec<String> = facts.understood.iter().map(|one| one.sentence(None)).collect();
    assert_eq!(
        said[3..],
        [
            "第2列 统一社会信用代码 → 统一社会信用代码",
            "第3列 类别 → 知识产权.类别",
            "第4列 状态 → 知识产权.状态",
            "第5列 授权日 → 知识产权.授权日",
        ]
    );
}

#[test]
fn a_sheet_whose_columns_are_the_fields_of_a_list_is_one() {
    let facts = read_csv(
        "by-columns",
        "专利台账.csv",
        &format!("企业名称,统一社会信用代码,类别,授权日\n甲公司,{A},发明专利,2020-01-02\n"),
    );
    assert_eq!(figures(&facts), expected(&[("知识产权", &["[发明专利/?/2020-01-02]"])]));
}

#[test]
fn columns_that_fit_two_lists_are_not_guessed() {
    let facts = read_csv(
        "two-lists",
        "台账.csv",
        &format!("统一社会信用代码,状态,授权日\n{A},有效,2020-01-02\n"),
    );
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["!ambiguous-list"]);
}

#[test]
fn records_alike_are_one_only_where_something_names_them() {
    let facts = read_csv(
        "alike",
        "知识产权清单.csv",
        &format!(
            "统一社会信用代码,类别,专利号\n{A},实用新型,1\n{A},实用新型,2\n{A},实用新型,2\n{B},发明专利,\n{B},发明专利,\n"
        ),
    );
    assert_eq!(
        figures(&facts),
        expected(&[("知识产权", &["[实用新型/?/? 实用新型/?/?]", "[发明专利/?/? 发明专利/?/?]"])])
    );
    assert_eq!(said(&facts), ["C1 unknown-header 专利号", &format!("A4 duplicate-row {A}")]);
}

#[test]
fn none_in_a_column_of_a_list_is_an_empty_list() {
    let facts = read_csv(
        "none",
        "企业.csv",
        &format!("统一社会信用代码,知识产权\n{A},无\n{B},\n{C},3件发明\n"),
    );
    assert_eq!(figures(&facts), expected(&[("知识产权", &["[]", "?", "?"])]));
    assert_eq!(said(&facts), ["B4 !list-in-cell 3件发明"]);
}

#[test]
fn experts_scores_are_columns_or_rows() {
    let facts = read_csv(
        "scores-columns",
        "专家评分.csv",
        &format!(
            "统一社会信用代码,技术先进程度(分),产品在范围内\n{A},7.5,是\n{B},9,不符合\n{C},8分,待定\n"
        ),
    );
    let figures_expected =
        expected(&[("技术先进程度", &["7.5", "?", "8"]), ("产品在范围内", &["是", "否", "?"])]);
    assert_eq!(figures(&facts), figures_expected);
    assert_eq!(said(&facts), ["B3 !out-of-range 9", "C4 blank-word 待定"]);
    assert_eq!(
        facts.source_of_judgement("技术先进程度", 0).map(|place| place.cell).as_deref(),
        Some("B2")
    );
    let facts = read_csv(
        "scores-rows",
        "评审.csv",
        &format!(
            "统一社会信用代码,评审项目,得分\n{A},技术先进程度,7.5\n{A},产品在范围内,是\n{B},产品在范围内,否\n{B},风格,3\n{C},技术先进程度,8\n"
        ),
    );
    assert_eq!(figures(&facts), figures_expected);
    assert_eq!(said(&facts), ["B5 unknown-judgement 风格"]);
}
