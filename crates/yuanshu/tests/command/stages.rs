//! How final figures are, where headings say so: each figure is kept and filled in as its own.

use rust_xlsxwriter::Workbook;

use crate::desk::Desk;
use crate::fill::{fill, register};
use crate::import::{desk, import};
use crate::marked::{part, rows};

/// What stands for a fact of a firm in a listing of its file.
fn line(desk: &Desk, start: &str) -> String {
    let firm = desk.run(&["firm", "乙制造有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    let line = firm.lines().map(str::trim).find(|line| line.starts_with(start));
    line.unwrap_or(&firm).to_owned()
}

const HEADS: &str = "统一社会信用代码,企业名称";
const FIRM: &str = "91610100MA0000023K,乙制造有限公司";

#[test]
fn the_stage_that_a_heading_says_is_that_of_its_figures() {
    let desk = desk("stages-headings");
    desk.put(
        "表.csv",
        format!("{HEADS},2024年营业收入（审计，万元）,2025年营业收入快报数(万元),预计2025年职工总数\n{FIRM},80,88,9\n"),
    );
    let (code, said) = import(&desk, &["表.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    for told in [
        "第3列 2024年营业收入（审计，万元） → 营业收入（万元，2024年，审计）",
        "第4列 2025年营业收入快报数(万元) → 营业收入（万元，2025年，快报）",
        "第5列 预计2025年职工总数 → 职工总数（人，2025年，预计）",
    ] {
        assert!(said.contains(told), "{said}");
    }
    assert_eq!(
        [line(&desk, "营业收入 2024年"), line(&desk, "营业收入 2025年"), line(&desk, "职工总数")],
        [
            "营业收入 2024年　80.00 万元　表.csv 表!C2（企业填报（示例），审计）　日志第 2 笔",
            "营业收入 2025年　88.00 万元　表.csv 表!D2（企业填报（示例），快报）　日志第 2 笔",
            "职工总数 2025年　9 人　表.csv 表!E2（企业填报（示例），预计）　日志第 2 笔",
        ]
    );
}

#[test]
fn of_two_stages_of_a_year_in_one_sheet_the_more_final_is_read() {
    let desk = desk("stages-two");
    desk.put(
        "表.csv",
        format!("{HEADS},2025年营业收入（快报，万元）,2025年营业收入(万元)\n{FIRM},88,90\n"),
    );
    let (code, said) = import(&desk, &["表.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let told = "第3列 营业收入 是同一年另一个阶段的数，按更终的第4列读，这一列未读；两个阶段都要存的，请分成两张表导入";
    assert!(said.contains(told), "{said}");
    assert_eq!(
        line(&desk, "营业收入 2025年"),
        "营业收入 2025年　90.00 万元　表.csv 表!D2（企业填报（示例），汇缴）　日志第 2 笔"
    );
}

#[test]
fn the_heading_over_a_value_of_a_form_says_its_stage_and_a_plan_says_another() {
    let desk = desk("stages-form");
    desk.put(
        "表.csv",
        "企业情况表,,\n企业名称,乙制造有限公司,\n统一社会信用代码,91610100MA0000023K,\n\
         指标,2024年实际,2025年预计\n营业收入（万元）,80,95\n职工总数（人）,8,9\n",
    );
    let asked = &["表.csv", "--feed", "zone/report", "--write-plan", "方案.toml"];
    let (code, said) = import(&desk, asked);
    assert_eq!(code, Some(0), "{said}");
    let plan = desk.text("方案.toml");
    let staff = "column = \"C\"\nheading = \"职工总数（人）\"";
    assert!(plan.contains(staff), "{plan}");
    desk.put("方案.toml", plan.replace(staff, &format!("{staff}\nstage = \"快报\"")));
    let asked = &["表.csv", "--feed", "zone/report", "--plan", "方案.toml", "--accept"];
    let (code, said) = import(&desk, asked);
    assert_eq!(code, Some(0), "{said}");
    let of = |start: &str| line(&desk, start).split('　').nth(2).unwrap_or_default().to_owned();
    assert_eq!(
        ["营业收入 2024年", "营业收入 2025年", "职工总数 2024年", "职工总数 2025年"].map(of),
        [
            "表.csv 表!B5（企业填报（示例），汇缴）",
            "表.csv 表!C5（企业填报（示例），预计）",
            "表.csv 表!B6（企业填报（示例），汇缴）",
            "表.csv 表!C6（企业填报（示例），快报）",
        ]
    );
}

#[test]
fn a_form_that_asks_for_a_stage_is_filled_with_it_or_says_that_it_is_another() {
    let desk = register("stages-fill");
    desk.put("早.csv", format!("{HEADS},2025年营业收入（快报，万元）\n{FIRM},86\n"));
    let (code, said) = import(&desk, &["早.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    let heads =
        ["企业名称", "2025年营业收入(万元)", "2025年营业收入（快报，万元）", "2025年预计职工总数"];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "乙制造有限公司").unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    let ran = fill(&desk, &["表.xlsx", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("绿色填好 2 格，黄色待核 1 格"), "{}", ran.out);
    assert_eq!(rows(&desk, "填.xlsx", "表")[1], ["乙制造有限公司", "88", "86", "12"]);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    assert!(notes.contains("待核：要的是预计数，填的是汇缴数"), "{notes}");
}

#[test]
fn a_column_of_stages_or_the_cell_of_the_year_says_the_stage_of_its_row() {
    let desk = desk("stages-rows");
    desk.put(
        "表.csv",
        format!(
            "{HEADS},年度,数据阶段,营业收入(万元)\n{FIRM},2023,审计,70\n{FIRM},2024,年报,80\n\
             {FIRM},2024,快报,79\n{FIRM},2025(快报),,88\n{FIRM},2026,预计,95\n"
        ),
    );
    let (code, said) = import(&desk, &["表.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    for told in [
        "第4列 数据阶段 → 数据阶段",
        "第5列 营业收入(万元) → 营业收入（万元，2023年、2024年、2025年、2026年，阶段照各行）",
        "此项有 1 处同一年写了几个阶段的数，取更终的",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let of = |year| line(&desk, &format!("营业收入 {year}年")).replace("　日志第 2 笔", "");
    assert_eq!(
        [2023, 2024, 2025].map(of),
        [
            "营业收入 2023年　70.00 万元　表.csv 表!E2（企业填报（示例），审计）",
            "营业收入 2024年　80.00 万元　表.csv 表!E3（企业填报（示例），年报）",
            "营业收入 2025年　88.00 万元　表.csv 表!E5（企业填报（示例），快报）",
        ]
    );
}

#[test]
fn of_two_rows_of_a_year_the_more_final_counts_in_whatever_order_they_stand() {
    for (name, rows) in [("up", ["快报,79", "审计,80"]), ("down", ["审计,80", "快报,79"])] {
        let desk = desk(&format!("stages-order-{name}"));
        let [one, two] = rows.map(|row| format!("{FIRM},2024,{row}\n"));
        desk.put("表.csv", format!("{HEADS},年度,阶段,营业收入(万元)\n{one}{two}"));
        let (code, said) = import(&desk, &["表.csv", "--feed", "zone/report", "--accept"]);
        assert_eq!(code, Some(0), "{said}");
        let held = line(&desk, "营业收入 2024年");
        assert!(held.contains("80.00 万元") && held.contains("，审计）"), "{name}: {held}");
    }
}

#[test]
fn a_row_whose_stage_is_none_is_not_taken_for_that_of_the_report() {
    let desk = desk("stages-none");
    desk.put(
        "表.csv",
        format!("{HEADS},年度,数据阶段,营业收入(万元)\n{FIRM},2024,初稿,80\n{FIRM},2023,,70\n"),
    );
    let (code, said) = import(&desk, &["表.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("表!D2") && said.contains("不是数据阶段，没有导入这一行"), "{said}");
    let figures = ["2024", "2023"].map(|year| line(&desk, &format!("营业收入 {year}年")));
    assert_eq!(figures.map(|told| told.starts_with("营业收入 20")), [false, true]);
}

#[test]
fn an_answer_that_rests_on_what_is_not_final_says_so_at_its_top() {
    let desk = crate::asked::register("stages-early");
    desk.put("早.csv", format!("{HEADS},年度,数据阶段,营业收入(万元)\n{FIRM},2024,快报,120\n"));
    let (code, said) = import(&desk, &["早.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let told = |on| {
        let base = ["why", "--data", "库", "--policy", "zone/scale", "--subject", "乙制造有限公司"];
        let out = desk.run(&[&base[..], &["--on", on]].concat()).out;
        let line = out.lines().find(|line| line.contains("还没有定的数"));
        line.map(|line| line.trim().to_owned())
    };
    assert_eq!(
        [told("2025-11-21"), told("2026-11-21")],
        [Some("用了还没有定的数：营业收入 2024 年（快报）".to_owned()), None]
    );
}
