//! A person's own workbook back, with what was remarked beside its cells.

use std::io::Read;

use calamine::{Data, Reader};
use rust_xlsxwriter::{Color, Format, Note, Workbook};

use crate::desk::Desk;
use crate::fill::SURVEY;
use crate::import::{desk, import, tail};

const HEADS: [&str; 5] = ["统一社会信用代码", "企业名称", "年度", "营业收入(万元)", "职工总数"];

/// A workbook with a look of its own: a title over all columns, wide columns, bold headings, red
/// figures, a note of its own, a formula, and two figures that cannot be read as they are.
fn book(desk: &Desk, name: &str) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("年报'25年").unwrap();
    let bold = Format::new().set_bold();
    let red = Format::new().set_font_color(Color::RGB(0x00CC_0000)).set_num_format("#,##0.00");
    sheet.set_column_width(1, 40).unwrap();
    sheet.merge_range(0, 0, 0, 4, "示范区企业年报", &bold).unwrap();
    for (column, head) in (0..).zip(HEADS) {
        sheet.write_with_format(1, column, head, &bold).unwrap();
    }
    sheet.write(2, 0, "91610100MA0000007X").unwrap();
    sheet.write(2, 1, "甲科技有限公司").unwrap();
    sheet.write(2, 2, 2025).unwrap();
    sheet.write_with_format(2, 3, "约12万", &red).unwrap();
    sheet.insert_note(2, 3, &Note::new("请财务核对")).unwrap();
    sheet.write(2, 4, "-").unwrap();
    sheet.write(3, 0, "91610100MA0000023K").unwrap();
    sheet.write(3, 1, "乙制造有限公司").unwrap();
    sheet.write(3, 2, 2025).unwrap();
    sheet
        .write_formula_with_format(
            3,
            3,
            rust_xlsxwriter::Formula::new("=80+8").set_result("88"),
            &red,
        )
        .unwrap();
    sheet.write(3, 4, 12).unwrap();
    book.add_worksheet().set_name("别的").unwrap().write(0, 0, "随手记").unwrap();
    book.save(desk.path(name)).unwrap();
}

/// A part of a workbook, as it is written.
pub(crate) fn part(desk: &Desk, book: &str, name: &str) -> String {
    let file = std::fs::File::open(desk.path(book)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The texts of a sheet, row by row.
pub(crate) fn rows(desk: &Desk, book: &str, sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path(book)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_workbook_comes_back_with_the_remarks_beside_its_cells() {
    let desk = desk("marked");
    book(&desk, "年报.xlsx");
    let (code, said) = import(&desk, &["年报.xlsx", "--feed", "zone/tax", "--marked", "改.xlsx"]);
    assert_eq!(code, Some(0), "{said}");
    let told = "标注好的工作簿写在 改.xlsx：红色 1 格没有读入，黄色 1 格请核对";
    assert!(said.contains(told), "{said}");

    // All that the person wrote is there, figures and formulas too.
    let mut marked: calamine::Xlsx<_> = calamine::open_workbook(desk.path("改.xlsx")).unwrap();
    assert_eq!(marked.sheet_names(), ["年报'25年", "别的", "问题清单"]);
    let sheet = marked.worksheet_range("年报'25年").unwrap();
    assert_eq!(sheet.get_value((2, 3)), Some(&Data::String("约12万".to_owned())));
    assert_eq!(sheet.get_value((3, 3)), Some(&Data::Float(88.0)));
    let formulas = marked.worksheet_formula("年报'25年").unwrap();
    assert_eq!(formulas.get_value((3, 3)).map(String::as_str), Some("80+8"));
    let own = part(&desk, "改.xlsx", "xl/worksheets/sheet1.xml");
    assert!(own.contains("<mergeCell ref=\"A1:E1\"/>"), "{own}");
    assert!(own.contains("width=\"40."), "{own}");
    let same = part(&desk, "年报.xlsx", "xl/worksheets/sheet2.xml");
    assert_eq!(part(&desk, "改.xlsx", "xl/worksheets/sheet2.xml"), same);

    // The two cells have their paper on their own look, and their notes; the person's note stays.
    let looks = part(&desk, "改.xlsx", "xl/styles.xml");
    assert!(looks.contains("FFF8CFC9") && looks.contains("FFFFE9B8"), "{looks}");
    let notes = part(&desk, "改.xlsx", "xl/comments1.xml");
    let texts = [
        "请财务核对",
        "——园枢：错误：应为数值；请只填数字，单位写在表头",
        "提醒：按待补数据理解；确为零请填 0",
    ];
    for text in texts {
        assert!(notes.contains(text), "{text}: {notes}");
    }

    // The list has a way to each.
    let list = rows(&desk, "改.xlsx", "问题清单");
    assert_eq!(list[2][..4], ["错误", "年报'25年", "D3", "约12万"]);
    assert_eq!(list[3][..4], ["提醒", "年报'25年", "E3", "-"]);
    let links = part(&desk, "改.xlsx", "xl/worksheets/yuanshuSheet2.xml");
    assert!(links.contains("location=\"'年报''25年'!D3\""), "{links}");
}

#[test]
fn a_marked_workbook_that_was_put_right_is_imported_as_it_is() {
    let desk = desk("marked-again");
    book(&desk, "年报.xlsx");
    import(&desk, &["年报.xlsx", "--feed", "zone/tax", "--marked", "改.xlsx"]);
    let (code, said) = import(&desk, &["改.xlsx", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("问题清单"), "{said}");
    assert!(said.contains("读到 2 家企业，2 个已知数值"), "{said}");
}

#[test]
fn a_text_file_comes_back_as_a_list() {
    let desk = desk("marked-list");
    let (_, said) = import(&desk, &["a.csv", "--feed", "zone/tax", "--marked", "改.xlsx"]);
    assert!(said.contains("只写了问题清单；要在原表上标注，请另存为 xlsx 后再试"), "{said}");
    assert_eq!(rows(&desk, "改.xlsx", "问题清单")[0][0], "文件");
}

#[test]
fn figures_are_weighed_against_those_of_the_register() {
    let desk = desk("weighed");
    desk.put("packs/zone/fact/more.toml", PARTS);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    // Yuan in a column of ten thousands, a part above the whole that only the register knows, and
    // a whole that is less than its part.
    desk.put(
        "b.csv",
        "统一社会信用代码,企业名称,年度,营业收入(万元),研发费用(万元),研发人员数(人),研发占比(%)\n\
         91610100MA0000007X,甲科技有限公司,2026,12005000,,,3\n\
         91610100MA0000007X,甲科技有限公司,2025,,1300,31,\n\
         91610100MA0000023K,乙制造有限公司,2025,0.001,,,\n",
    );
    let (_, said) = import(&desk, &["b.csv", "--feed", "zone/report"]);
    for told in [
        "b.csv b!D2 “12005000”：是登记库里上一年（1,200.50 万元，2025年，税务数据（示例））的千百倍以上",
        "b.csv b!E3 “1300”：大于登记库里它所属的营业收入（1,200.50 万元，2025年，税务数据（示例））",
        "b.csv b!F3 “31”：大于登记库里它所属的职工总数（30 人，2025年，税务数据（示例））",
        "b.csv b!D4 “0.001”：不到登记库里同一年的（88.00 万元，2025年，税务数据（示例））千分之一",
        "第7列 研发占比 由别的指标算出，登记库不存填报的数，未读",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
}

#[test]
fn a_figure_that_serves_statistics_alone_stands_beside_no_other() {
    let desk = desk("weighed-survey");
    desk.put("packs/zone/feed/survey.toml", SURVEY);
    import(&desk, &["a.csv", "--feed", "zone/survey", "--accept"]);
    let wide = desk.text("a.csv").replace("1200.5", "12005000");
    desk.put("b.csv", wide.replace("88", "880000"));
    let (code, said) = import(&desk, &["b.csv", "--feed", "zone/tax"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("与别的来源一致 0，与别的来源不一致 0"), "{said}");
    assert!(!said.contains("登记库里"), "{said}");
    // The survey itself is weighed against what it said before.
    let (_, said) = import(&desk, &["b.csv", "--feed", "zone/survey"]);
    assert!(said.contains("是登记库里同一年（1,200.50 万元，2025年，统计调查（示例））"), "{said}");
}

const PARTS: &str = r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "research"
name = "研发费用"
kind = "money"
unit = "万元"
period = "year"
parts_of = "营业收入"
[[fact]]
id = "researchers"
name = "研发人员数"
kind = "count"
unit = "人"
period = "year"
parts_of = "职工总数"
[[fact]]
id = "research_share"
name = "研发占比"
kind = "ratio"
unit = "%"
period = "year"
formula = "研发费用 / 营业收入"
"#;

#[test]
fn a_name_that_several_of_the_register_bear_is_told_with_their_codes() {
    let desk = desk("ambiguous");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put(
        "b.csv",
        "统一社会信用代码,企业名称,年度,职工总数\n91610100MA0000031E,甲科技有限公司,2025,5\n",
    );
    let (code, said) = import(&desk, &["b.csv", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    desk.put("c.csv", "企业名称,年度,职工总数\n甲科技有限公司,2024,5\n");
    let (_, said) = import(&desk, &["c.csv", "--feed", "zone/tax"]);
    let told =
        "没有代码，而登记库里有 2 家企业用过这个名称（91610100MA0000007X、91610100MA0000031E）";
    assert!(said.contains(told), "{said}");
    assert!(tail(&said, 1)[0].contains("没有读到任何企业"), "{said}");
}
