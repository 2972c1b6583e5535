//! What is said of a sheet before it is brought in: terms of its columns, and what cannot be.

use crate::desk::Desk;
use crate::import::{desk, import};

/// A register whose dictionary knows when a firm was founded and its titles.
fn dated(name: &str) -> Desk {
    let desk = desk(name);
    desk.put(
        "packs/zone/fact/dated.toml",
        r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "registered_on"
name = "成立日期"
kind = "date"
period = "point"
role = "born"
[[fact]]
id = "titles"
name = "资质称号"
kind = "list"
period = "point"
[[fact.field]]
id = "title"
name = "称号"
kind = "text"
role = "kind"
[[fact.field]]
id = "conferred_on"
name = "认定日"
kind = "date"
role = "from"
[[fact.field]]
id = "expires_on"
name = "到期日"
kind = "date"
role = "until"
"#,
    );
    desk
}

#[test]
fn each_column_is_told_with_its_basis_and_stage() {
    let desk = desk("looked-terms");
    let (_, said) = import(&desk, &["a.csv", "--feed", "zone/tax", "--write-plan", "p.toml"]);
    assert!(said.contains("\n  第1列 统一社会信用代码 → 统一社会信用代码\n"), "{said}");
    assert!(said.contains("\n  第4列 营业收入(万元) → 营业收入（万元，2025年，汇缴）\n"), "{said}");
    let own = "heading = \"营业收入(万元)\"\nstage = \"预计\"\nbasis = \"合并报表\"";
    desk.put("p.toml", desk.text("p.toml").replace("heading = \"营业收入(万元)\"", own));
    let (_, said) = import(&desk, &["a.csv", "--plan", "p.toml"]);
    let told = "\n  第4列 营业收入(万元) → 营业收入（万元，2025年，口径：合并报表，预计）\n  第5列 职工总数 → 职工总数（人，2025年，汇缴）\n";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_fact_without_years_is_told_with_the_day_from_which_it_is_so() {
    let desk = dated("looked-since");
    desk.put(
        "p.csv",
        "统一社会信用代码,企业名称,成立日期\n91610100MA0000023K,乙制造有限公司,2015-03-01\n",
    );
    let brought = ["p.csv", "--feed", "zone/tax", "--since", "2026-03-01", "--accept"];
    let (code, said) = import(&desk, &brought);
    let told = "\n  第3列 成立日期 → 成立日期（2026-03-01 起，汇缴）\n";
    assert!(code == Some(0) && said.contains(told), "{said}");
    // Rows that say their year say it of the end of that.
    desk.put(
        "y.csv",
        "统一社会信用代码,企业名称,年度,成立日期\n91610100MA0000031E,丙有限公司,2024,2016-05-01\n\
         91610100MA000004X6,丁有限公司,2025,2017-05-01\n",
    );
    let (_, said) = import(&desk, &["y.csv", "--feed", "zone/tax"]);
    let told = "\n  第4列 成立日期 → 成立日期（2024-12-31、2025-12-31 起，汇缴）\n";
    assert!(said.contains(told), "{said}");
    let file = desk.run(&["firm", "乙制造有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    let told = "  成立日期　2015-03-01　2026-03-01 起　p.csv p!C2（税务数据（示例），汇缴）　日志第 2 笔\n";
    assert!(file.contains(told), "{file}");
}

#[test]
fn a_sheet_of_a_file_is_not_brought_in_alone_and_it_is_said_which_there_are() {
    let desk = desk("looked-alone");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, revenue) in [("2024年", "1"), ("2025年", "2")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = [["企业名称", "营业收入（万元）"], ["乙制造有限公司", revenue]];
        for (row, texts) in (0..).zip(rows) {
            sheet.write_row(row, 0, texts).unwrap();
        }
    }
    book.save(desk.path("a.xlsx")).unwrap();
    let (code, said) = import(&desk, &["a.xlsx#2025年", "--feed", "zone/tax", "--accept"]);
    let told = "没有文件 a.xlsx#2025年：导入的是整个文件，各张表（2024年、2025年）都读；只要其中一张的，请把别的表删去，另存一个文件再导入";
    assert_eq!((code, said.lines().next()), (Some(2), Some(told)));
    let (code, said) = import(&desk, &["没有.csv", "--feed", "zone/tax"]);
    let told = "没有文件或文件夹 没有.csv：请检查路径";
    assert_eq!((code, said.lines().next()), (Some(2), Some(told)));
}

#[test]
fn a_column_that_lacks_a_year_stays_what_it_is_until_somebody_says_which() {
    let desk = desk("looked-undated");
    let sheet = "统一社会信用代码,企业名称,报送批次,营业收入(万元)\n\
                 91610100MA0000007X,甲科技有限公司,2024,10\n";
    desk.put("无年.csv", sheet);
    let (_, said) = import(&desk, &["无年.csv", "--feed", "zone/tax", "--write-plan", "p.toml"]);
    assert!(said.contains("营业收入 不知道是哪一年的数"), "{said}");
    let plan = desk.text("p.toml");
    let column = |letter: &str, heading: &str, more: &str| {
        format!(
            "[[column]]\nsheet = \"无年\"\ncolumn = \"{letter}\"\nheading = \"{heading}\"\n{more}"
        )
    };
    let revenue = column("D", "营业收入(万元)", "fact = \"营业收入\"\nunit = \"万元\"\n");
    assert!(plan.ends_with(&revenue), "{plan}");
    // Another column says the year: nothing more is to be chosen.
    let [was, is] =
        ["", "年度"].map(|fact| column("C", "报送批次", &format!("fact = \"{fact}\"\n")));
    assert!(plan.contains(&was), "{plan}");
    desk.put("p.toml", plan.replace(&was, &is));
    let (_, said) = import(&desk, &["无年.csv", "--plan", "p.toml"]);
    let told =
        "\n  第3列 报送批次 → 年度\n  第4列 营业收入(万元) → 营业收入（万元，2024年，汇缴）\n";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_column_that_somebody_explains_is_of_the_year_of_its_heading() {
    let desk = desk("looked-heading");
    let sheet = "统一社会信用代码,企业名称,年度,职工总数,2023年全口径收款(万元)\n\
                 91610100MA0000007X,甲科技有限公司,2025,30,10\n";
    desk.put("a.csv", sheet);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--write-plan", "p.toml"]);
    let heading = "heading = \"2023年全口径收款(万元)\"\nfact = ";
    let plan = desk.text("p.toml");
    assert!(plan.contains(&format!("{heading}\"\"\n")), "{plan}");
    desk.put("p.toml", plan.replace(&format!("{heading}\"\""), &format!("{heading}\"营业收入\"")));
    let (_, said) = import(&desk, &["a.csv", "--plan", "p.toml"]);
    let told = "\n  第5列 2023年全口径收款(万元) → 营业收入（万元，2023年，汇缴）\n";
    assert!(said.contains(told), "{said}");
}

#[test]
fn figures_of_a_year_that_is_not_over_are_told_once_a_sheet() {
    let desk = desk("looked-year");
    let year = 2099;
    let sheet = format!(
        "统一社会信用代码,企业名称,年度,营业收入(万元),职工总数\n\
         91610100MA0000007X,甲科技有限公司,2025,1,2\n\
         91610100MA0000023K,乙制造有限公司,{year},3,4\n"
    );
    desk.put("年.csv", &sheet);
    let (code, said) = import(&desk, &["年.csv", "--feed", "zone/tax", "--faults", "f.jsonl"]);
    assert_eq!(code, Some(0), "{said}");
    let told = format!("  年.csv 年!C1 “年度”：{year} 年到 ");
    assert!(said.contains(&told), "{said}");
    assert!(said.contains(&format!("这张表有 2 列当作 {year} 年全年的数")), "{said}");
    assert!(said.contains("提醒：没有过完的年度 1 处（unfinished-year）"), "{said}");
    assert!(said.contains("数值：新 4，"), "{said}");
    // What is expected of a year may be said before it ends.
    let (_, said) = import(&desk, &["年.csv", "--feed", "zone/tax", "--write-plan", "p.toml"]);
    assert!(said.contains("unfinished-year"), "{said}");
    desk.put("p.toml", format!("stage = \"预计\"\n{}", desk.text("p.toml")));
    let (_, said) = import(&desk, &["年.csv", "--plan", "p.toml"]);
    assert!(!said.contains("unfinished-year"), "{said}");
}

#[test]
fn a_firm_founded_and_a_title_given_tomorrow_are_told_and_a_certificate_that_lasts_is_not() {
    let desk = dated("looked-future");
    desk.put(
        "企业.csv",
        "统一社会信用代码,企业名称,成立日期\n\
         91610100MA0000007X,甲科技有限公司,2199-05-06\n\
         91610100MA0000023K,乙制造有限公司,2019-05-06\n",
    );
    desk.put(
        "资质称号.csv",
        "统一社会信用代码,称号,认定日,到期日\n\
         91610100MA0000007X,高新技术企业,2198-01-02,2199-01-02\n\
         91610100MA0000023K,高新技术企业,2024-01-02,2199-01-02\n",
    );
    let remarks = |file: &str| {
        let (code, said) = import(&desk, &[file, "--feed", "zone/tax", "--faults", "f.jsonl"]);
        assert_eq!(code, Some(0), "{said}");
        let faults: Vec<serde_json::Value> =
            desk.text("f.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told = |fault: &serde_json::Value| {
            let text = |key: &str| fault[key].as_str().unwrap().to_owned();
            [text("cell"), text("kind"), text("level"), text("content")]
        };
        faults.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(remarks("企业.csv"), [["C2", "future-day", "warning", "2199-05-06"]]);
    assert_eq!(remarks("资质称号.csv"), [["C2", "future-day", "warning", "2198-01-02"]]);
    // A person who writes it is told the same.
    import(&desk, &["企业.csv", "--feed", "zone/tax", "--accept"]);
    let figure = ["correct", "--data", "库", "乙制造有限公司", "--fact", "成立日期"];
    let to = ["--value", "2198-03-04", "--feed", "zone/tax", "--reason", "补录"];
    let corrected = desk.run(&[&figure[..], &to].concat());
    let remark = corrected.err.lines().find(|line| line.starts_with("提醒：")).unwrap();
    let said = ["提醒：晚于今天（", "），这一天还没有到；请核对年份，写错了的再更正一次"];
    assert!(remark.starts_with(said[0]) && remark.ends_with(said[1]), "{remark}");
    assert_eq!(corrected.code, Some(0), "{}", corrected.err);
}

#[test]
fn two_cells_at_odds_are_both_marked_and_name_each_other() {
    let desk = desk("looked-odds");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("年报").unwrap();
    for (column, head) in
        (0..).zip(["统一社会信用代码", "企业名称", "年度", "营业收入(万元)", "职工总数"])
    {
        sheet.write(0, column, head).unwrap();
    }
    for (row, revenue) in [(1, 88.5), (2, 99.0)] {
        sheet.write(row, 0, "91610100MA0000023K").unwrap();
        sheet.write(row, 1, "乙制造有限公司").unwrap();
        sheet.write(row, 2, 2025).unwrap();
        sheet.write(row, 3, revenue).unwrap();
        sheet.write(row, 4, 12).unwrap();
    }
    book.save(desk.path("年报.xlsx")).unwrap();
    let (_, said) = import(&desk, &["年报.xlsx", "--feed", "zone/tax", "--marked", "改.xlsx"]);
    assert!(said.contains("红色 2 格没有读入，黄色 0 格请核对"), "{said}");
    let listed = crate::marked::rows(&desk, "改.xlsx", "问题清单");
    let told: Vec<&[String]> = listed[2..].iter().map(|row| &row[..5]).collect();
    let hint = |other: &str| format!("与 {other} 不一致，待核实；两处都未采用，按待补数据处理");
    let wanted = [["错误", "年报", "D3", "99", &hint("D2")].map(str::to_owned)];
    assert_eq!(told, wanted, "one line of the list speaks of both");
}

#[test]
fn a_renaming_that_a_later_row_brings_is_told_at_its_own_cell() {
    let desk = desk("looked-renamed");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put(
        "b.csv",
        "统一社会信用代码,企业名称,年度,营业收入(万元),职工总数\n\
         91610100MA0000007X,甲科技有限公司,2024,1,2\n\
         91610100MA0000007X,甲科技股份有限公司,2025,1200.5,30\n",
    );
    let (_, said) = import(&desk, &["b.csv", "--feed", "zone/tax"]);
    let told = "  b.csv b!B3 “甲科技股份有限公司”：代码 91610100MA0000007X 在登记库里 2025-12-31 名为“甲科技有限公司”，存入后该日起名为“甲科技股份有限公司”";
    assert!(said.contains(told), "{said}");
}

/// The first line of a firm's file on a day, and its former names.
fn called(desk: &Desk, on: &str) -> (String, Option<String>) {
    let ran = desk.run(&["firm", "91610100MA0000007X", "--data", "库", "--on", on]);
    let mut lines = ran.out.lines();
    let name = lines.next().unwrap_or_default().replace("（91610100MA0000007X）", "");
    let former = lines.next().and_then(|line| line.strip_prefix("  曾用名　"));
    (name, former.map(str::to_owned))
}

#[test]
fn every_year_of_a_sheet_has_its_own_name() {
    let desk = desk("looked-names");
    desk.put(
        "三年.csv",
        "统一社会信用代码,企业名称,年度,职工总数\n\
         91610100MA0000007X,甲科技股份有限公司,2025,30\n\
         91610100MA0000007X,甲商行,2023,10\n\
         91610100MA0000007X,甲商行,2024,20\n",
    );
    let (code, said) = import(&desk, &["三年.csv", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let (old, new) = ("甲商行".to_owned(), "甲科技股份有限公司".to_owned());
    assert_eq!(called(&desk, "2023-01-01"), (old.clone(), None), "before any sheet, the first");
    assert_eq!(called(&desk, "2025-12-30"), (old.clone(), None));
    assert_eq!(called(&desk, "2025-12-31"), (new, Some(old)));
}

#[test]
fn every_year_of_a_sheet_has_its_own_address() {
    let desk = desk("looked-address");
    let place =
        "[[fact]]\nid = \"place\"\nname = \"注册地\"\nkind = \"text\"\nperiod = \"point\"\n";
    desk.put("packs/zone/fact/facts.toml", desk.text("packs/zone/fact/facts.toml") + place);
    let row =
        |year: u16, place: &str| format!("91610100MA0000007X,甲科技有限公司,{year},{place}\n");
    let rows = [row(2025, "西路 2 号"), row(2023, "东路 1 号"), row(2024, "东路 1 号")].concat();
    desk.put("三年.csv", format!("统一社会信用代码,企业名称,年度,注册地\n{rows}"));
    let (code, said) = import(&desk, &["三年.csv", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let remark = "此项有 2 处各年填的不同，测算取最近一年的；存入登记库的，各年的都留着";
    assert!(said.contains(remark), "{said}");
    let on = |day: &str| {
        let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", day]).out;
        let line = file.lines().find(|line| line.starts_with("  注册地　"));
        line.and_then(|line| line.split('　').nth(1)).map(str::to_owned)
    };
    let [none, east, west] =
        ["未知，待补数据", "东路 1 号", "西路 2 号"].map(|said| Some(said.to_owned()));
    let days = ["2023-12-30", "2023-12-31", "2024-12-31", "2025-12-30", "2025-12-31"];
    assert_eq!(days.map(on), [none, east.clone(), east.clone(), east, west]);
}

#[test]
fn an_address_is_kept_as_written_and_counts_as_new_once() {
    let desk = desk("looked-again");
    let place =
        "[[fact]]\nid = \"place\"\nname = \"注册地\"\nkind = \"text\"\nperiod = \"point\"\n";
    desk.put("packs/zone/fact/facts.toml", desk.text("packs/zone/fact/facts.toml") + place);
    let bring = |year: u16, place: &str| {
        let row = format!("91610100MA0000007X,甲科技有限公司,{year},{place}\n");
        desk.put("地址.csv", format!("统一社会信用代码,企业名称,年度,注册地\n{row}"));
        let (code, said) = import(&desk, &["地址.csv", "--feed", "zone/tax", "--accept"]);
        assert_eq!(code, Some(0), "{said}");
        let counts = said.lines().find_map(|line| line.strip_prefix("数值："));
        counts.and_then(|counts| counts.split("，与别的来源").next()).map(str::to_owned)
    };
    let counts = |new, changed, same| {
        Some(format!("新 {new}，变动 {changed}，与同一来源已有的相同 {same}（同一日期的不重复存）"))
    };
    assert_eq!(bring(2023, "上海市（自贸区）西路２号"), counts(1, 0, 0));
    assert_eq!(bring(2024, "上海市（自贸区）西路２号"), counts(0, 0, 1));
    assert_eq!(bring(2025, "上海市东路 1 号"), counts(0, 1, 0));
    let on = |day: &str| {
        let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", day]).out;
        let line = file.lines().find(|line| line.starts_with("  注册地　"));
        line.and_then(|line| line.split('　').nth(1)).unwrap_or_default().to_owned()
    };
    assert_eq!(
        ["2024-12-31", "2025-12-31"].map(on),
        ["上海市（自贸区）西路２号", "上海市东路 1 号"]
    );
}

#[test]
fn the_sheet_of_an_older_year_does_not_rename_a_firm_of_today() {
    let desk = desk("looked-older");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put(
        "旧.csv",
        "统一社会信用代码,企业名称,年度,职工总数\n91610100MA0000007X,甲商行,2022,9\n",
    );
    let (code, said) = import(&desk, &["旧.csv", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let told = "代码 91610100MA0000007X 在登记库里 2022-12-31 名为“甲科技有限公司”，存入后该日起名为“甲商行”（现用名“甲科技有限公司”不变）；如不是更名，请核对代码是否填错";
    assert!(said.contains(told), "{said}");
    let (old, new) = ("甲商行".to_owned(), "甲科技有限公司".to_owned());
    assert_eq!(called(&desk, "2026-01-01"), (new, Some(old.clone())));
    assert_eq!(called(&desk, "2023-06-30"), (old, None));
    // What was said of those days once is not said again.
    desk.put("旧.csv", desk.text("旧.csv").replace(",9\n", ",8\n"));
    let (_, again) = import(&desk, &["旧.csv", "--feed", "zone/tax"]);
    assert!(again.contains("改了名称 0 家"), "{again}");
}

#[test]
fn a_file_of_a_folder_knows_whom_the_one_before_it_brought() {
    let desk = desk("looked-folder");
    desk.put("表/一.csv", desk.text("a.csv"));
    desk.put("表/二.csv", "企业名称,年度,职工总数\n乙制造有限公司,2024,11\n");
    let (code, said) = import(&desk, &["表", "--feed", "zone/tax", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("二.csv：1 家企业，其中新建档案 0 家，改了名称 0 家"), "{said}");
    assert!(said.contains("共 2 个文件：存入 2 个（第 1 到 2 次导入）"), "{said}");
}

#[test]
fn a_column_that_was_refused_is_refused_again_and_not_left_out_without_a_word() {
    let desk = desk("looked-refused");
    let sheet = |year: u16| {
        format!(
            "统一社会信用代码,企业名称,年度,营业收入(美元),研发费用(万元)\n\
             91610100MA0000007X,甲科技有限公司,{year},10,1\n"
        )
    };
    for year in [2023, 2024] {
        let file = format!("{year}.csv");
        desk.put(&file, sheet(year));
        let (_, said) = import(&desk, &[&file, "--feed", "zone/tax", "--accept"]);
        assert!(
            said.contains("第4列“营业收入(美元)”不是认识的指标，未读；不读美元的金额"),
            "{said}"
        );
        let told = match year {
            2023 => "第5列“研发费用(万元)”不是认识的指标，未读",
            _ => "按导入方案（或上次同样的表）有 1 列没有读：研发费用(万元)",
        };
        assert!(said.contains(told), "{said}");
    }
    let sheet = |year: u16| {
        format!(
            "单位：美元,,,\n统一社会信用代码,企业名称,年度,营业收入\n\
             91610100MA0000007X,甲科技有限公司,{year},10\n"
        )
    };
    for year in [2021, 2022] {
        let file = format!("{year}.csv");
        desk.put(&file, sheet(year));
        let (_, said) = import(&desk, &[&file, "--feed", "zone/tax", "--accept"]);
        assert!(said.contains("第4列 营业收入 的单位不能是“美元”，未读"), "{said}");
    }
}
