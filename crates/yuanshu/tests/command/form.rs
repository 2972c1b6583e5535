//! Superiors' blank forms filled in from the register, in their own units and boxes.

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::desk::Desk;
use crate::fill::{A, B, C, D, fill, register};
use crate::import::import;
use crate::marked::{part, rows};

/// A superior's form of a row a firm: two rows of headings, 亿元, decimals by format and by word,
/// a figure that is there, a total.
fn rows_form(desk: &Desk, names: &[&str]) {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("附件1").unwrap();
    sheet.merge_range(0, 0, 0, 6, "2025年度研发情况统计表", &bold).unwrap();
    sheet.write(1, 5, "单位：亿元、人").unwrap();
    for (column, head) in [
        (0, "序号"),
        (1, "单位名称"),
        (2, "统一社会信用代码"),
        (5, "研发费用（万元）"),
        (6, "研发占比"),
        (7, "法人"),
    ] {
        sheet.merge_range(2, column, 3, column, head, &bold).unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "营业收入", &bold).unwrap();
    sheet.write_with_format(3, 3, "2024年", &bold).unwrap();
    sheet.write_with_format(3, 4, "2025年", &bold).unwrap();
    let (two, percent) =
        (Format::new().set_num_format("0.0000"), Format::new().set_num_format("0.00%"));
    for (row, name) in (4..).zip(names) {
        sheet.write(row, 1, *name).unwrap();
        sheet.write_blank(row, 4, &two).unwrap();
        sheet.write_blank(row, 6, &percent).unwrap();
    }
    sheet.write(5, 5, 100).unwrap();
    sheet.write(7, 0, "合计").unwrap();
    sheet.write_formula(7, 3, Formula::new("=SUM(D5:D7)").set_result("0")).unwrap();
    sheet.write(8, 0, "注：金额保留两位小数。").unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
}

#[test]
fn a_form_of_a_row_a_firm_is_filled_in_its_own_units() {
    let desk = register("fill-rows");
    rows_form(&desk, &["西安大宏图科技有限公司", "乙制造有限公司", "丙有限公司"]);
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let said = "2 家企业：绿色填好 4 格，黄色待核 1 格，灰色缺 2 格（数据截至 2026-11-21）\n\
                待补，按数源部门：\n  \
                测算项（补齐用到的指标即可）：2025年研发占比（%） 1 家\n  \
                税务局（虚构）：2024年营业收入（亿元） 1 家\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), said), "{}", ran.err);
    let told = format!(
        "表“附件1”H3“法人”不是认识的指标，没有填\n\
         附件1!B7 “丙有限公司”：2 家企业用这个名称，没有填：丙有限公司（{C}），现名相同、丙有限公司（{D}），现名相同；请写上代码\n"
    );
    assert!(ran.err.starts_with(&told), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "附件1");
    // 1200.5 万元 are 0.12005 亿元; the cell has four decimals, the others two.
    assert_eq!(cells[4][2..7], [A, "0.1", "0.1201", "66.12", "0.0551"]);
    assert_eq!(cells[5][2..7], [B, "", "0.0088", "100", ""]);
    assert_eq!(cells[6][2..7], ["", "", "", "", ""]);
    let form = part(&desk, "填.xlsx", "xl/worksheets/sheet1.xml");
    assert!(form.contains("<f>SUM(D5:D7)</f>"), "{form}");
    assert!(part(&desk, "填.xlsx", "xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    assert!(notes.contains("登记值 1,200.50 万元，按本表小数位取舍"), "{notes}");
    let owed = rows(&desk, "填.xlsx", "待补");
    let owed: Vec<&[String]> = owed[2..].iter().map(|row| &row[..5]).collect();
    let wanted = [
        ["测算项（补齐用到的指标即可）", "乙制造有限公司", "2025年研发占比（%）", "附件1", "G6"],
        ["税务局（虚构）", "乙制造有限公司", "2024年营业收入（亿元）", "附件1", "D6"],
    ];
    assert_eq!(owed, wanted);
}

#[test]
fn a_figure_that_the_decimals_of_its_cell_make_0_is_to_be_looked_at() {
    let desk = register("fill-vanished");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("附件").unwrap();
    for (column, head) in
        (0..).zip(["统一社会信用代码", "2025年营业收入（亿元）", "2025年职工总数"])
    {
        sheet.write(0, column, head).unwrap();
    }
    let two = Format::new().set_num_format("0.00");
    for (row, code) in (1..).zip([D, A]) {
        sheet.write(row, 0, code).unwrap();
        sheet.write_blank(row, 1, &two).unwrap();
    }
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    // Of the second firm two sources are at odds about both figures.
    let said = "2 家企业：绿色填好 1 格，黄色待核 3 格，灰色缺 0 格（数据截至 2026-11-21）\n\
                待补，按数源部门：\n  统计局（虚构）：2025年职工总数（人） 1 家\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), said), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "附件");
    assert_eq!(cells[1], [D, "0", "7"]);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    let why = "待核：不是 0：登记值 5.00 万元，小数位不够，写成了 0；请改单位或小数位";
    assert_eq!(notes.matches(why).count(), 1, "{notes}");
    assert_eq!(notes.matches("不是 0").count(), 1, "{notes}");
}

#[test]
fn a_form_without_firms_says_what_to_give() {
    let desk = register("fill-blank");
    rows_form(&desk, &[]);
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("是一家一行，但没有企业：请在企业名称或代码列填好要报的企业再填一次，或用 --firm 写明名称或代码"), "{}", ran.err);
    let ran =
        fill(&desk, &["表.xlsx", "--firm", B, "西安大宏图科技有限公司", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "附件1");
    assert_eq!(cells[4][1..3], ["乙制造有限公司", B]);
    assert_eq!(cells[5][1..4], ["西安大宏图科技有限公司", A, "0.1"]);
}

#[test]
fn a_form_of_which_no_heading_is_known_is_left_and_says_why() {
    let desk = register("fill-unheaded");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("附件1").unwrap();
    for (column, head) in (0..).zip(["企业名称", "党员人数", "工会主席"]) {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "乙制造有限公司").unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let said = "表.xlsx：没有认出要填的指标：表头或标签里没有指标字典里的指标；可把叫法加进指标的 synonyms，或改用名单补列";
    assert_eq!((ran.code, ran.err.trim()), (Some(1), said), "{}", ran.out);
    assert!(!desk.path("填.xlsx").exists());
}

#[test]
fn what_a_form_of_one_firm_asks_and_nobody_knows_is_told_with_what_is_like_it() {
    let desk = register("fill-asked");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("情况表").unwrap();
    let labels = [
        "企业名称",
        "营业收入（万元）",
        "营业收入增加额",
        "负责人电话",
        "说明：本表由企业填写。",
        "2025年",
    ];
    sheet.write(0, 0, "企业情况登记").unwrap();
    for (row, label) in (1..).zip(labels) {
        sheet.write(row, 0, label).unwrap();
    }
    sheet.write(1, 1, "乙制造有限公司").unwrap();
    for (row, label) in (7..).zip(["职工总数", "授权发明专利"]) {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, "件").unwrap();
    }
    sheet.write_blank(8, 2, &Format::new().set_bold()).unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told: Vec<&str> = ran.err.lines().filter(|line| line.contains("不是认识的")).collect();
    let wanted = [
        "表“情况表”A4“营业收入增加额”不是认识的指标，没有填；相近的有 营业收入",
        "表“情况表”A5“负责人电话”不是认识的指标，没有填",
        "表“情况表”A9“授权发明专利”不是认识的指标，没有填",
    ];
    assert_eq!(told, wanted);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    assert!(notes.contains("不是认识的指标，没有填；相近的有 营业收入"), "{notes}");
}

#[test]
fn a_label_is_answered_beside_it_and_not_in_the_box_of_another() {
    let desk = register("fill-boxes");
    let mut book = Workbook::new();
    let plain = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    let sheet = book.add_worksheet().set_name("情况表").unwrap();
    sheet.write(0, 0, "2025年企业情况表").unwrap();
    sheet.write(1, 0, "企业名称").unwrap();
    sheet.write(1, 1, "乙制造有限公司").unwrap();
    // The last box of the first line has no border; below it is that of 营业收入.
    sheet.write(1, 4, "统一社会信用代码").unwrap();
    for (row, label) in (2..).zip(["研发费用（万元）", "职工总数"]) {
        sheet.write(row, 0, label).unwrap();
    }
    sheet.write(2, 2, "营业收入（万元）").unwrap();
    sheet.merge_range(2, 3, 2, 5, "", &plain).unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "情况表");
    assert_eq!((cells[1][5].as_str(), cells[2][3].as_str()), (B, "88"));
}

#[test]
fn a_label_with_its_unit_beside_is_answered_behind_the_unit() {
    let desk = register("fill-behind");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("情况表").unwrap();
    let rows_of_form = [
        ["2025年企业情况表", "", ""],
        ["企业名称", "乙制造有限公司", ""],
        ["指标", "单位", "数值"],
        ["营业收入", "元", ""],
        ["职工总数", "人", ""],
    ];
    for (row, cells) in (0..).zip(rows_of_form) {
        for (column, text) in (0..).zip(cells) {
            sheet.write(row, column, text).unwrap();
        }
    }
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "情况表");
    assert_eq!(cells[3], ["营业收入", "元", "880000"]);
    assert_eq!(cells[4][..2], ["职工总数", "人"]);
}

/// A form of a firm a sheet: labels beside their blanks, three years, a label with its colon.
fn labels_form(desk: &Desk, name: &str) {
    let mut book = Workbook::new();
    let boxed = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    let sheet = book.add_worksheet().set_name("申报表").unwrap();
    for row in 1..10 {
        for column in 0..4 {
            sheet.write_blank(row, column, &boxed).unwrap();
        }
    }
    sheet.write(0, 0, "企业基本情况表").unwrap();
    for (row, column, text) in [
        (1, 0, "企业名称："),
        (1, 1, name),
        (2, 0, "统一社会信用代码"),
        (2, 2, "成立日期"),
        (3, 0, "资质称号"),
        (4, 0, "近两年经营情况（单位：万元）"),
        (5, 1, "第二年"),
        (5, 2, "2025年"),
        (6, 0, "1.营业收入"),
        (7, 0, "其中：研发费用"),
        (8, 0, "研发占比（%）"),
        (9, 0, "填表人："),
    ] {
        sheet.write_with_format(row, column, text, &boxed).unwrap();
    }
    book.save(desk.path("表.xlsx")).unwrap();
}

#[test]
fn a_form_of_a_firm_a_sheet_is_filled_beside_its_labels() {
    let desk = register("fill-labels");
    labels_form(&desk, "西安大宏图科技有限公司");
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let said = "1 家企业：绿色填好 7 格，黄色待核 1 格，灰色缺 0 格（数据截至 2026-11-21）\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), said), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "申报表");
    assert_eq!(cells[2][1], A);
    assert_eq!(
        cells[3][1],
        "高新技术企业（到期日 2027-10-31）；科技型中小企业（到期日 2026-04-30）"
    );
    assert_eq!(cells[6][1..3], ["1000", "1200.5"]);
    assert_eq!(cells[7][1..3], ["60", "66.123456"]);
    assert_eq!(cells[8][1..3], ["6", "5.507993"]);
    assert_eq!(cells[9][1], "");
}

const CHOICES: &str = r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "listed"
name = "已公开上市"
synonyms = ["是否上市"]
kind = "bool"
period = "point"
[[fact]]
id = "size"
name = "企业规模"
kind = "text"
values = ["大型", "中型", "小型", "微型"]
period = "point"
[[fact]]
id = "route"
name = "上市板块"
kind = "text"
period = "point"
"#;

#[test]
fn the_box_of_what_holds_is_ticked() {
    let desk = register("fill-boxes");
    desk.put("packs/zone/fact/choices.toml", CHOICES);
    desk.put(
        "more.csv",
        format!("统一社会信用代码,企业名称,已公开上市,企业规模,上市板块\n{B},乙制造有限公司,否,小型,新三板\n"),
    );
    let more = ["more.csv", "--feed", "zone/report", "--since", "2026-01-01", "--accept"];
    let (code, said) = import(&desk, &more);
    assert_eq!(code, Some(0), "{said}");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报表").unwrap();
    for (row, column, text) in [
        (0, 0, "企业名称"),
        (0, 1, "乙制造有限公司"),
        (1, 0, "企业规模"),
        (1, 1, "□大型　□中型　□小型　□微型"),
        (2, 0, "是否上市：□是（代码：　　） □否"),
        (3, 0, "上市板块"),
        (3, 1, "□主板 □科创板"),
        (4, 0, "职工总数"),
    ] {
        sheet.write(row, column, text).unwrap();
    }
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let said = "1 家企业：绿色填好 3 格，黄色待核 1 格，灰色缺 0 格（数据截至 2026-11-21）\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), said), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "申报表");
    assert_eq!(cells[1][1], "□大型　□中型　☑小型　□微型");
    assert_eq!(cells[2][0], "是否上市：□是（代码：　　） ☑否");
    assert_eq!(cells[3][1], "□主板 □科创板");
    assert_eq!(cells[4][1], "12");
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    assert!(notes.contains("待核：登记库是 新三板，没有对应的选项，没有勾"), "{notes}");
}

#[test]
fn a_form_that_names_no_firm_takes_the_one_that_is_named() {
    let desk = register("fill-named");
    labels_form(&desk, "");
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(
        ran.err.contains("不知道是哪家企业；请在表里写上企业名称或代码，或用 --firm 写明"),
        "{}",
        ran.err
    );
    let ran = fill(&desk, &["表.xlsx", "--firm", A, "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(rows(&desk, "填.xlsx", "申报表")[1][1], "西安大宏图科技有限公司");
}

#[test]
fn a_form_of_one_firm_is_not_filled_for_several_nor_for_one_that_nobody_knows() {
    let desk = register("fill-several");
    labels_form(&desk, "");
    let nothing = "没有可填的企业，没有写；请看上面的原因";
    let ran = fill(&desk, &["表.xlsx", "--firm", A, B, "查无此公司", "--out", "填.xlsx"], "");
    let said = format!(
        "表“申报表”A5“近两年经营情况（单位：万元）”不是认识的指标，没有填\n表“申报表”A10“填表人：”不是认识的指标，没有填\n表“申报表”一张只填一家，写了 3 家：{A}、{B}、查无此公司，没有填；请一家一家地填，各写到一个文件\n{nothing}\n"
    );
    assert_eq!((ran.code, ran.err), (Some(1), said));
    let ran = fill(&desk, &["表.xlsx", "--firm", "查无此公司", "--out", "填.xlsx"], "");
    assert!(ran.err.contains("“查无此公司”：登记库里没有这个名称\n"), "{}", ran.err);
    assert!(ran.err.ends_with(&format!("{nothing}\n")), "{}", ran.err);
    assert!(!desk.path("填.xlsx").exists());
}

#[test]
fn a_firm_named_beside_a_form_that_names_its_own_is_never_ignored() {
    let desk = register("fill-other");
    let own = "西安大宏图科技有限公司";
    labels_form(&desk, own);
    let ran = fill(&desk, &["表.xlsx", "--firm", "乙制造有限公司", "--out", "填.xlsx"], "");
    let said = format!(
        "申报表!B2 “{own}”：表里写的是 {own}（{A}），--firm 写的是 乙制造有限公司，不是同一家，没有填；请改其中一处"
    );
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.err.lines().any(|line| line == said), "{}", ran.err);
    assert!(!desk.path("填.xlsx").exists());
    let ran = fill(&desk, &["表.xlsx", "--firm", A, "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!ran.err.contains("--firm"), "{}", ran.err);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("名单").unwrap();
    for (row, texts) in [["企业名称", "2025年营业收入（万元）"], [own, ""]].iter().enumerate()
    {
        sheet.write_row(u32::try_from(row).unwrap(), 0, *texts).unwrap();
    }
    book.save(desk.path("多.xlsx")).unwrap();
    let ran = fill(&desk, &["多.xlsx", "--firm", A, B, "--out", "多填.xlsx"], "");
    let said = format!(
        "表“名单”已写了企业，按表里写的填；--firm 写的 {B} 不在表里，没有填：要填的请在表里加一行"
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.lines().any(|line| line == said), "{}", ran.err);
}

#[test]
fn a_blank_form_that_is_no_workbook_of_today_is_refused_with_what_to_do() {
    let desk = register("fill-csv");
    desk.put("表.csv", "企业名称,营业收入（万元）\n");
    let ran = fill(&desk, &["表.csv", "--out", "填.xlsx"], "");
    let said = "表.csv 是空表的话，要在原表上填、保留格式，只能是 .xlsx 或 .xlsm：请用表格软件另存为 .xlsx；是名单的话，用 --columns 写明补哪些列";
    assert_eq!((ran.code, ran.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn a_form_of_a_row_a_year_is_filled_under_names_that_are_merged() {
    let desk = register("fill-years");
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet().set_name("附件2").unwrap();
    for (column, head) in (0..).zip(["企业名称", "统一社会信用代码", "年度", "营业收入（万元）"])
    {
        sheet.write(0, column, head).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "西安大宏图科技有限公司", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "", &plain).unwrap();
    sheet.write(3, 0, "乙制造有限公司").unwrap();
    for (row, year) in [(1, 2024), (2, 2025), (3, 2025), (4, 2024)] {
        sheet.write(row, 2, year).unwrap();
    }
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let told = "表“附件2”从第 5 行起有 1 行写了年度、没有写企业，没有填；请每行写上企业，或把企业名称合并到它的几行";
    assert_eq!((ran.code, ran.err.lines().next()), (Some(0), Some(told)), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "附件2");
    let wanted = [
        ["西安大宏图科技有限公司", A, "2024", "1000"],
        ["", "", "2025", "1200.5"],
        ["乙制造有限公司", B, "2025", "88"],
        ["", "", "2024", ""],
    ];
    assert_eq!(cells[1..], wanted);
}

#[test]
fn rows_of_one_firm_and_year_are_told_to_count_twice() {
    let desk = register("fill-twice");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("附件3").unwrap();
    for (column, head) in (0..).zip(["企业名称", "项目", "2025年营业收入（万元）"]) {
        sheet.write(0, column, head).unwrap();
    }
    for (row, name) in [(1, "乙制造有限公司"), (2, "西安大宏图科技有限公司"), (3, "乙制造有限公司")]
    {
        sheet.write(row, 0, name).unwrap();
    }
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let told = "附件3!A4 “乙制造有限公司”：与第 2 行是同一家企业，填的数一样，合计会重复；各行是不同年度的，请加“年度”列逐行写明再填；每行要的是一条记录（称号、项目等）的，回填填不了，请每家只留一行";
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.lines().any(|line| line == told), "{}", ran.err);
    assert!(part(&desk, "填.xlsx", "xl/yuanshuComments1.xml").contains("合计会重复"));
}

#[test]
fn a_form_of_a_row_a_title_is_refused_with_what_can_be_done() {
    let desk = register("fill-records");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("资质称号").unwrap();
    for (column, head) in (0..).zip(["企业名称", "种类", "到期日"]) {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "西安大宏图科技有限公司").unwrap();
    sheet.write(2, 0, "西安大宏图科技有限公司").unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    let said = "表.xlsx：表“资质称号”是一行一条资质称号的清单，没有填：回填只填一行一家（或一家一年）的表和一家一张的表；要把一家的资质称号写在一格里，请改用名单补列，补“资质称号”这一列";
    assert_eq!((ran.code, ran.err.trim()), (Some(1), said), "{}", ran.out);
    assert!(!desk.path("填.xlsx").exists());
    // What it says can be done is done.
    let ran = fill(&desk, &["表.xlsx", "--columns", "资质称号", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells = rows(&desk, "填.xlsx", "资质称号");
    assert!(cells[1].iter().any(|cell| cell.starts_with("高新技术企业")), "{cells:?}");
}
