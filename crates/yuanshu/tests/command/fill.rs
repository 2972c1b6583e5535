//! Lists filled in from the register, each figure with its source.

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::desk::{Desk, Ran};
use crate::import::{desk, import};
use crate::marked::{part, rows};

pub(crate) const A: &str = "91610100MA0000007X";
pub(crate) const B: &str = "91610100MA0000023K";
pub(crate) const C: &str = "91610100MA0000031E";
pub(crate) const D: &str = "91610100MA000004X6";

const MORE: &str = r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "research"
name = "研发费用"
kind = "money"
unit = "万元"
period = "year"
[[fact]]
id = "share"
name = "研发占比"
kind = "ratio"
unit = "%"
period = "year"
formula = "研发费用 / 营业收入"
[[fact]]
id = "registered_on"
name = "成立日期"
kind = "date"
period = "point"
[[fact]]
id = "titles"
name = "资质称号"
kind = "list"
period = "point"
[[fact.field]]
id = "kind"
name = "种类"
kind = "text"
[[fact.field]]
id = "expires_on"
name = "到期日"
kind = "date"
"#;

pub(crate) const SURVEY: &str = r#"
status = "demo"
[[feed]]
id = "zone/survey"
title = "统计调查（示例）"
department = "统计局（虚构）"
basis = "统计调查"
uses = ["statistics"]
stage = "annual"
"#;

const OWNERS: &str = r#"
status = "demo"
[[owner]]
facts = ["营业收入"]
department = "税务局（虚构）"
trust = ["zone/tax", "zone/report"]
[[owner]]
facts = ["职工总数", "研发费用"]
department = "统计局（虚构）"
"#;

/// A register of four firms: two of one name, one that was renamed; two sources of which the tax
/// office is trusted about revenue and neither about staff; and a survey for statistics only.
pub(crate) fn register(name: &str) -> Desk {
    let desk = desk(name);
    desk.put("packs/zone/fact/more.toml", MORE);
    desk.put("packs/zone/feed/survey.toml", SURVEY);
    desk.put("packs/zone/owner/owners.toml", OWNERS);
    let heads = "统一社会信用代码,企业名称,年度";
    desk.put(
        "tax.csv",
        format!(
            "{heads},营业收入(万元),研发费用(万元),职工总数,成立日期\n\
             {A},西安宏图科技有限公司,2024,1000,60,28,2015-03-02\n\
             {A},西安宏图科技有限公司,2025,1200.5,66.123456,30,2015-03-02\n\
             {B},乙制造有限公司,2025,88,,12,2019-07-01\n\
             {C},丙有限公司,2025,,20,7,\n{D},丙有限公司,2025,5,,7,\n"
        ),
    );
    desk.put(
        "report.csv",
        format!(
            "{heads},营业收入(万元),职工总数\n\
             {A},西安大宏图科技有限公司,2025,1250,31\n{B},乙制造有限公司,2025,88,12\n"
        ),
    );
    desk.put("survey.csv", format!("{heads},研发费用(万元)\n{B},乙制造有限公司,2025,9\n"));
    desk.put(
        "资质称号.csv",
        format!(
            "统一社会信用代码,企业名称,种类,到期日\n\
             {A},西安大宏图科技有限公司,高新技术企业,2027-10-31\n\
             {A},西安大宏图科技有限公司,科技型中小企业,2026-04-30\n{B},乙制造有限公司,无,\n"
        ),
    );
    for (file, feed) in [
        ("tax.csv", "zone/tax"),
        ("report.csv", "zone/report"),
        ("survey.csv", "zone/survey"),
        ("资质称号.csv", "zone/report"),
    ] {
        let (code, said) =
            import(&desk, &[file, "--feed", feed, "--since", "2026-01-01", "--accept"]);
        assert_eq!(code, Some(0), "{said}");
    }
    desk
}

pub(crate) fn fill(desk: &Desk, more: &[&str], input: &str) -> Ran {
    let day = ["--on", "2026-11-21"];
    desk.run_with(&[&["fill", "--data", "库"], &day[..], more].concat(), input)
}

/// A list with a look of its own.
fn list(desk: &Desk, names: &[&str]) {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("走访").unwrap();
    sheet.set_column_width(1, 36).unwrap();
    sheet.merge_range(0, 0, 0, 2, "重点企业走访名单", &bold).unwrap();
    for (column, head) in (0..).zip(["序号", "企业名称", "联系人"]) {
        sheet.write_with_format(1, column, head, &bold).unwrap();
    }
    for (row, name) in (2..).zip(names) {
        sheet.write(row, 0, row - 1).unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write(row, 2, "王某").unwrap();
    }
    book.save(desk.path("名单.xlsx")).unwrap();
}

#[test]
fn a_list_comes_back_with_what_is_asked_beside_each_name() {
    let desk = register("fill-list");
    list(&desk, &["西安大宏图科技有限公司", "乙制造有限公司"]);
    let asked = [
        "名单.xlsx",
        "--out",
        "填.xlsx",
        "--columns",
        "营业收入@2025",
        "营业收入（亿元）@2024",
        "研发费用",
        "研发占比",
        "资质称号",
        "成立日期",
    ];
    let ran = fill(&desk, &asked, "");
    let said = "名单 2 行：匹配 2，请核对 0，待确认 0，未找到 0\n\
                填入 9 格，其中待核 1 格；缺 3 格（数据截至 2026-11-21）\n\
                待补，按数源部门：\n  \
                测算项（补齐用到的指标即可）：2025年研发占比（%） 1 家\n  \
                税务局（虚构）：2024年营业收入（亿元） 1 家\n  \
                统计局（虚构）：2025年研发费用（万元） 1 家\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), said), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "走访");
    assert_eq!(cells[0][0], "重点企业走访名单");
    let heads = [
        "匹配结果",
        "登记名称",
        "登记代码",
        "2025年营业收入（万元）",
        "2024年营业收入（亿元）",
        "2025年研发费用（万元）",
        "2025年研发占比（%）",
        "资质称号",
        "成立日期",
    ];
    assert_eq!(cells[1][3..], heads);
    let titles = "高新技术企业（到期日 2027-10-31）；科技型中小企业（到期日 2026-04-30）";
    let first =
        ["匹配", "西安大宏图科技有限公司", A, "1200.5", "0.1", "66.123456", "5.507993", titles];
    assert_eq!(cells[2][3..11], first);
    assert_eq!(cells[3][3..11], ["匹配", "乙制造有限公司", B, "88", "", "", "", "无"]);
}

/// A workbook with these headings in its second row and 序号 in front, and remarks that are formulas.
fn headed(desk: &Desk, head: &str, names: &[&str]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("名单").unwrap();
    sheet.write(0, 0, "某处发来的名单").unwrap();
    for (column, head) in (0..).zip(["序号", head, "备注"]) {
        sheet.write(1, column, head).unwrap();
    }
    for (row, name) in (2..).zip(names) {
        sheet.write(row, 0, row - 1).unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write_formula(row, 2, Formula::new("=\"见附件\"").set_result("见附件说明")).unwrap();
    }
    book.save(desk.path("名单.xlsx")).unwrap();
}

#[test]
fn a_list_whose_heading_only_says_firm_is_filled_in_its_own_workbook() {
    let desk = register("fill-headed");
    let asked = ["名单.xlsx", "--columns", "营业收入@2025", "--out", "填.xlsx"];
    for head in ["企业", "单位", "名称"] {
        headed(&desk, head, &["西安大宏图科技有限公司", B, "查无此公司"]);
        let ran = fill(&desk, &asked, "");
        let said = "名单 3 行：匹配 2，请核对 0，待确认 0，未找到 1\n";
        assert!(ran.out.starts_with(said), "{head}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("没有表头"), "{head}: {}", ran.err);
        let cells = rows(&desk, "填.xlsx", "名单");
        assert_eq!(cells[0][0], "某处发来的名单");
        assert_eq!(cells[1][..4], ["序号", head, "备注", "匹配结果"]);
        assert_eq!(cells[2][3..], ["匹配", "西安大宏图科技有限公司", A, "1200.5"]);
        assert_eq!(cells[3][3..], ["匹配", "乙制造有限公司", B, "88"]);
    }
    // A heading that nobody knows: the one code among names does not make it a column of codes.
    headed(&desk, "客户", &["西安大宏图科技有限公司", B, "查无此公司"]);
    let ran = fill(&desk, &asked, "");
    let said = "名单 4 行：匹配 2，请核对 0，待确认 0，未找到 2\n";
    assert!(ran.out.starts_with(said), "{}{}", ran.out, ran.err);
}

#[test]
fn each_cell_that_is_filled_says_where_its_figure_comes_from() {
    let desk = register("fill-sources");
    list(&desk, &["西安大宏图科技有限公司", "乙制造有限公司"]);
    let asked = ["--columns", "营业收入@2025", "营业收入@2024", "研发费用", "研发占比"];
    let ran = fill(&desk, &[&["名单.xlsx", "--out", "填.xlsx"], &asked[..]].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    for text in [
        "来源：税务数据（示例），税务局（虚构）\n所属期：2024年，数据截至 2026-11-21\n阶段：汇缴\n出处：tax.csv tax!D2\n登记：日志第 2 笔",
        "待核：数据不一致，按更可信的来源填；另有 1,250.00 万元（企业填报（示例），科技局（虚构），汇缴）",
        "缺：登记库里没有2024年的营业收入，有 2025年 的",
        "缺：由别的指标算出，缺 2025年研发费用",
    ] {
        assert!(notes.contains(text), "{text}\n{notes}");
    }
    // What was collected for statistics is not told, not even as a figure at odds.
    assert!(notes.contains("缺：登记库里有 1 条，它们的来源不允许用于导出"), "{notes}");
    let sources = rows(&desk, "填.xlsx", "数据来源");
    let line = [
        "走访",
        "G3",
        "西安大宏图科技有限公司",
        "2025年营业收入（万元）",
        "1200.5",
        "税务数据（示例），税务局（虚构）",
        "税务局（虚构）",
    ];
    assert_eq!(sources[2][..7], line);
    assert_eq!(sources.len(), 2 + 5);
    assert!(!sources.iter().flatten().any(|cell| cell.contains("统计调查")), "{sources:?}");
}

#[test]
fn namesakes_are_proposed_and_who_is_not_found_is_listed() {
    let desk = register("fill-names");
    list(&desk, &["西安宏图科技有限公司", "丙有限公司", "乙智造有限公司", "查无此公司"]);
    let ran = fill(&desk, &["名单.xlsx", "--columns", "职工总数", "--out", "填.xlsx"], "");
    assert!(
        ran.out.starts_with("名单 4 行：匹配 0，请核对 1，待确认 2，未找到 1\n"),
        "{}",
        ran.out
    );
    let cells = rows(&desk, "填.xlsx", "走访");
    let results: Vec<&str> = cells[2..].iter().map(|row| row[3].as_str()).collect();
    let wanted = [
        "请核对：名单上是曾用名，现名“西安大宏图科技有限公司”",
        "待确认：2 家企业用这个名称",
        "待确认：登记库里没有这个名称，有相近的",
        "未找到：登记库里没有这个名称",
    ];
    assert_eq!(results, wanted);
    let likely = rows(&desk, "填.xlsx", "待确认");
    let likely: Vec<[&str; 3]> =
        likely[2..].iter().map(|row| [row[0].as_str(), &row[4], &row[5]]).collect();
    let called = [
        format!("丙有限公司（{C}）"),
        format!("丙有限公司（{D}）"),
        format!("乙制造有限公司（{B}）"),
    ];
    let wanted = [
        ["B4", &called[0], "现名相同"],
        ["B4", &called[1], "现名相同"],
        ["B5", &called[2], "读音相同"],
    ];
    assert_eq!(likely, wanted);
    let unknown = rows(&desk, "填.xlsx", "未找到");
    assert_eq!(unknown[2][..2], ["B6", "查无此公司"]);
}

#[test]
fn a_code_among_names_that_is_wrong_says_so_and_a_firm_named_twice_is_counted() {
    let desk = register("fill-codes");
    let twice = "西安大宏图科技有限公司";
    let slip = "91610100MA0000007Y";
    list(&desk, &[twice, slip, "9.16101E+17", twice]);
    let asked = ["名单.xlsx", "--columns", "研发费用（亿元）@2025", "--out", "填.xlsx"];
    let ran = fill(&desk, &asked, "");
    assert!(
        ran.out.starts_with("名单 4 行：匹配 1，请核对 1，待确认 0，未找到 2\n"),
        "{}",
        ran.out
    );
    let cells = rows(&desk, "填.xlsx", "走访");
    let results: Vec<&str> = cells[2..].iter().map(|row| row[3].as_str()).collect();
    let wanted = [
        "匹配",
        "未找到：像是代码：第18位校验位应为“X”，实为“Y”：代码中有字符抄错；请对照证照逐位核对",
        "未找到：代码被表格软件变成了数字，末几位已丢失，无法还原；请把该列设为文本后重新填写",
        "请核对：与第 3 行是同一家企业",
    ];
    assert_eq!(results, wanted);
    // A plain list has no decimals of its own.
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    assert!(!notes.contains("按本表小数位取舍"), "{notes}");
    assert!(notes.contains("登记值 66.123456 万元，取到 6 位小数"), "{notes}");
}

#[test]
fn a_pasted_list_of_names_and_codes_becomes_a_workbook() {
    let desk = register("fill-pasted");
    let pasted = format!("西安大宏图科技有限公司\n{B}\n\n查无此公司\n");
    let ran = fill(&desk, &["-", "--columns", "营业收入", "曾用名", "--out", "填.xlsx"], &pasted);
    assert!(
        ran.out.starts_with("名单 3 行：匹配 2，请核对 0，待确认 0，未找到 1\n"),
        "{}",
        ran.out
    );
    let cells = rows(&desk, "填.xlsx", "名单");
    assert_eq!(cells[0][0], "企业名称或代码");
    assert_eq!(cells[1][4..], ["1200.5", "西安宏图科技有限公司"]);
    assert_eq!(cells[2][..5], [B, "匹配", "乙制造有限公司", B, "88"]);
    // What goes out is a line of the journal.
    assert_eq!(desk.run(&["export", "--data", "库", "--out", "全部"]).code, Some(0));
    let journal = desk.text("全部/日志.csv");
    // The last line is that of the whole export itself.
    let last = journal.lines().rev().nth(1).unwrap();
    assert!(last.contains("export-facts"), "{last}");
    let detail =
        r#"{""fill"":""填.xlsx"",""enterprises"":3,""columns"":[""营业收入"",""曾用名""]}"#;
    assert!(last.contains(detail), "{last}");
}

#[test]
fn a_column_that_nobody_knows_is_told_with_those_like_it() {
    let desk = register("fill-unknown");
    let all = "全部指标见网页“指标字典”，或 yuanshu export 写出的“对照”表";
    let asked = [("研发投入", "相近的有 研发费用、研发占比；"), ("利润", "")];
    for (name, like) in asked {
        let ran = fill(&desk, &["-", "--columns", name, "--out", "填.xlsx"], "甲\n");
        let said = ran.err.lines().next().unwrap_or_default();
        let wanted = format!("指标字典里没有“{name}”；{like}{all}");
        assert_eq!((ran.code, said), (Some(2), wanted.as_str()));
    }
    let ran = fill(&desk, &["-", "--columns", "营业收入@25", "--out", "填.xlsx"], "甲\n");
    let said = ran.err.lines().next().unwrap_or_default();
    assert_eq!(said, "“营业收入@25”的年度写得不对；要写成 营业收入@2025");
}
