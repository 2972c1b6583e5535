//! Importing: looked at first, kept once, taken back as one, reviewed by another.

use crate::desk::Desk;

const FEEDS: &str = r#"
status = "demo"
[[feed]]
id = "zone/tax"
title = "税务数据（示例）"
department = "税务局（虚构）"
basis = "企业授权"
uses = ["verdict", "export"]
stage = "settled"
[[feed]]
id = "zone/report"
title = "企业填报（示例）"
department = "科技局（虚构）"
basis = "企业自愿填报"
uses = ["verdict", "export"]
stage = "settled"
"#;

const FACTS: &str = r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"
"#;

const SHEET: &str = "统一社会信用代码,企业名称,年度,营业收入(万元),职工总数\n\
    91610100MA0000007X,甲科技有限公司,2025,1200.5,30\n\
    91610100MA0000023K,乙制造有限公司,2025,88,\n";

/// A register with two feeds and two facts.
pub(crate) fn desk(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.put("packs/zone/feed/feeds.toml", FEEDS);
    desk.put("packs/zone/fact/facts.toml", FACTS);
    desk.put("a.csv", SHEET);
    let made = desk.run(&[
        "init",
        "--data",
        "库",
        "--zone",
        "示范区",
        "--packs",
        "packs/zone",
        "--operator",
        "张三",
        "--department",
        "科技局",
    ]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    desk
}

pub(crate) fn import(desk: &Desk, more: &[&str]) -> (Option<i32>, String) {
    let ran = desk.run(&[&["import", "--data", "库"], more].concat());
    (ran.code, ran.err)
}

/// The last lines of what was said.
pub(crate) fn tail(said: &str, lines: usize) -> Vec<&str> {
    let all: Vec<&str> = said.lines().collect();
    all[all.len().saturating_sub(lines)..].to_vec()
}

#[test]
fn a_sheet_is_looked_at_and_then_kept_once() {
    let desk = desk("import-once");
    let (code, said) = import(&desk, &["a.csv", "--feed", "zone/tax"]);
    let counts = "数值：新 3，变动 0，与同一来源已有的相同 0（同一日期的不重复存），与别的来源一致 0，与别的来源不一致 0";
    let firms = "a.csv：2 家企业，其中新建档案 2 家，改了名称 0 家";
    assert_eq!(code, Some(0));
    assert_eq!(tail(&said, 3), [firms, counts, "只看未存；存进登记库加 --accept"]);
    assert_eq!(desk.run(&["imports", "--data", "库"]).out, "还没有导入过数据\n");

    let (_, said) = import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let kept = "已导入：第 1 次导入，日志第 2 笔，2 行。撤销用：yuanshu undo 1 --reason 原因";
    assert_eq!(tail(&said, 3), [firms, counts, kept]);
    let (_, said) = import(&desk, &["a.csv", "--accept"]);
    assert_eq!(tail(&said, 1), ["a.csv 已经导入过（第 1 次，一字不差），跳过"]);
    let (_, said) = import(&desk, &["a.csv", "--feed", "zone/report", "--accept"]);
    let other = "a.csv 已经导入过（第 1 次，一字不差）。当时的来源是 zone/tax，不是 zone/report；要改来源或方案，先撤销再导入：yuanshu undo 1 --reason 原因，跳过";
    assert_eq!(tail(&said, 1), [other]);
    let listed = desk.run(&["imports", "--data", "库"]).out;
    let mut cells: Vec<&str> = listed.trim_end().split('\t').collect();
    let day = cells.remove(3);
    assert!(base::parse_day(day).is_some(), "{day}");
    let wanted =
        ["1", "a.csv", "第 2 笔", "张三", "zone/tax", "新 3、变动 0、不一致 0", "不用复核"];
    assert_eq!(cells, wanted);
    let before = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--known", "1"]);
    let said = "到日志第 1 笔时，登记库里还没有“甲科技有限公司”：它是后来登记的";
    assert_eq!((before.code, before.err.trim()), (Some(1), said));
    let far = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--known", "99"]);
    let said = "--known 99：日志只到第 2 笔";
    assert_eq!((far.code, far.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn who_would_be_called_otherwise_is_told_at_the_cell_and_comes_back_with_the_undoing() {
    let desk = desk("import-renames");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    // A slip of the hand gives 乙's code to another firm; 甲's name differs in width alone.
    desk.put(
        "b.csv",
        SHEET.replace("甲科技有限公司", "甲科技有限公司　").replace("乙制造", "丙贸易"),
    );
    let (_, said) =
        import(&desk, &["b.csv", "--feed", "zone/tax", "--faults", "f.jsonl", "--accept"]);
    let told = "  b.csv b!B3 “丙贸易有限公司”：代码 91610100MA0000023K 在登记库里 2025-12-31 名为“乙制造有限公司”，存入后该日起名为“丙贸易有限公司”；如不是更名，请核对代码是否填错";
    assert!(said.lines().any(|line| line == told), "{said}");
    assert!(said.contains("提醒：改名 1 处（renames）"), "{said}");
    assert_eq!(desk.text("f.jsonl").matches("\"renames\"").count(), 1);
    let firm = |name: &str| desk.run(&["firm", name, "--data", "库"]).code;
    assert_eq!((firm("丙贸易有限公司"), firm("乙制造有限公司")), (Some(0), Some(0)));
    let undone = desk.run(&["undo", "2", "--data", "库", "--reason", "代码填错"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert_eq!(firm("丙贸易有限公司"), Some(1));
    let file = desk.run(&["firm", "91610100MA0000023K", "--data", "库"]).out;
    assert!(file.starts_with("乙制造有限公司（91610100MA0000023K）\n  数据截至"), "{file}");
    let before = ["firm", "91610100MA0000023K", "--data", "库", "--known", "3"];
    assert!(desk.run(&before).out.starts_with("丙贸易有限公司"), "as it was known then");
}

#[test]
fn what_comes_later_is_compared_with_what_is_held() {
    let desk = desk("import-compared");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    // The next file of the same form needs no feed: it is taken as the last one was.
    desk.put("b.csv", SHEET.replace("1200.5", "1300").replace(",88,", ",88,12"));
    let (_, said) = import(&desk, &["b.csv", "--accept"]);
    assert!(said.contains("按第 1 次导入同样的表的方案"), "{said}");
    let counts = "数值：新 1，变动 1，与同一来源已有的相同 2（同一日期的不重复存），与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
    // That of another year is of the year that it says, and what was learnt of its columns holds
    // under the name of another sheet.
    desk.put("y.csv", SHEET.replace(",2025,", ",2024,"));
    let (_, said) = import(&desk, &["y.csv"]);
    assert!(said.contains("营业收入(万元) → 营业收入（万元，2024年，汇缴）"), "{said}");
    // Another source agrees on one figure and contradicts the other three.
    desk.put(
        "c.csv",
        SHEET.replace("1200.5", "1250").replace(",88,", ",88,13").replace(",30", ",31"),
    );
    let (_, said) = import(&desk, &["c.csv", "--feed", "zone/report"]);
    let counts = "数值：新 0，变动 0，与同一来源已有的相同 0（同一日期的不重复存），与别的来源一致 1，与别的来源不一致 3";
    assert_eq!(tail(&said, 2)[0], counts);
    // A figure that was rounded to 万元 says the same.
    desk.put("s.csv", SHEET.replace("1200.5", "1299.6"));
    let (_, said) = import(&desk, &["s.csv", "--feed", "zone/report"]);
    let counts = "数值：新 0，变动 0，与同一来源已有的相同 0（同一日期的不重复存），与别的来源一致 3，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
    // What was taken back is held no longer.
    let undone = desk.run(&["undo", "2", "--data", "库", "--reason", "传错了"]);
    let said = "撤销了第 2 次导入 b.csv（日志第 4 笔）：2 行、2 个数从此不算数";
    assert_eq!((undone.code, undone.err.trim()), (Some(0), said));
    let (_, said) = import(&desk, &["b.csv"]);
    let counts = "数值：新 1，变动 1，与同一来源已有的相同 2（同一日期的不重复存），与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
}

#[test]
fn a_sheet_that_states_another_unit_than_the_last_is_read_in_its_own() {
    let desk = desk("import-unit");
    let sheet = |unit: &str, year: u16, revenue: &str| {
        format!(
            "单位：{unit},,,\n统一社会信用代码,企业名称,年度,营业收入\n\
             91610100MA0000007X,甲科技有限公司,{year},{revenue}\n"
        )
    };
    desk.put("万.csv", sheet("万元", 2025, "1000"));
    desk.put("元.csv", sheet("元", 2022, "9000000"));
    import(&desk, &["万.csv", "--feed", "zone/tax", "--accept"]);
    let (code, said) = import(&desk, &["元.csv", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("按第 1 次导入同样的表的方案"), "{said}");
    let remark = "“营业收入”：上次同样的表是万元，这张表写的是元，按元读；不对的，用 --write-plan 写出方案，改了再用 --plan 导入";
    assert!(said.contains(remark), "{said}");
    let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(file.contains("  营业收入 2022年　900.00 万元　"), "{file}");
    // What a heading says stays as it was put right.
    desk.put("头.csv", sheet("元", 2021, "80").replace(",营业收入\n", ",营业收入(元)\n"));
    desk.put("头.toml", HEADED);
    let (_, said) = import(&desk, &["头.csv", "--plan", "头.toml", "--accept"]);
    let remark = "第4列 营业收入 表里写的单位是元，导入方案写的是万元，按万元读；请核对，不对的改方案里的 unit";
    assert!(said.contains(remark), "{said}");
    desk.put("头.csv", desk.text("头.csv").replace("2021,80", "2020,70"));
    let (_, said) = import(&desk, &["头.csv", "--accept"]);
    assert!(!said.contains("上次同样的表"), "{said}");
    let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(file.contains("  营业收入 2020年　70.00 万元　"), "{file}");
}

/// That the figures under a heading of 元 are of 万元.
const HEADED: &str = r#"
feed = "zone/tax"
[[column]]
sheet = "头"
column = "A"
heading = "统一社会信用代码"
fact = "统一社会信用代码"
[[column]]
sheet = "头"
column = "B"
heading = "企业名称"
fact = "企业名称"
[[column]]
sheet = "头"
column = "C"
heading = "年度"
fact = "年度"
[[column]]
sheet = "头"
column = "D"
heading = "营业收入(元)"
fact = "营业收入"
unit = "万元"
"#;

#[test]
fn a_plan_says_what_a_column_is() {
    let desk = desk("import-plan");
    desk.put("a.csv", SHEET.replace("职工总数", "人头").replace("(万元)", "（亿元）"));
    import(&desk, &["a.csv", "--feed", "zone/tax", "--write-plan", "方案.toml"]);
    let plan = desk.text("方案.toml");
    let taken = "heading = \"人头\"\nfact = \"\"\n";
    assert!(plan.contains(taken), "{plan}");
    desk.put("方案.toml", plan.replace(taken, "heading = \"人头\"\nfact = \"人数\"\n"));
    let (code, said) = import(&desk, &["a.csv", "--plan", "方案.toml"]);
    let fault = "导入方案 a E列“人头”：指标字典里没有“人数”；请改成字典里的指标名";
    assert_eq!((code, said.trim()), (Some(1), fault));
    let with = |more: &str| {
        let taken = format!("heading = \"人头\"\nfact = \"职工总数\"\n{more}");
        desk.put("方案.toml", plan.replace("heading = \"人头\"\nfact = \"\"\n", &taken));
        import(&desk, &["a.csv", "--plan", "方案.toml"])
    };
    let (code, said) = with("unit = \"公斤\"\n");
    assert_eq!(code, Some(1));
    assert!(said.starts_with("导入方案 a E列“人头”："), "{said}");
    let (code, said) = with("unit = \"万元\"\n");
    let fault = "导入方案 a E列“人头”：职工总数 的单位不能是“万元”；可写：人、千人、万人、亿人";
    assert_eq!((code, said.trim()), (Some(1), fault));
    let (code, said) = with("years = 2025\n");
    let line = plan.lines().count() + 1;
    let fault = format!(
        "方案.toml：导入方案：第 {line} 行，years：没有这一项；可以写：sheet、column、heading、fact、unit、year、stage、basis、refused；请照程序写出的方案改"
    );
    assert_eq!((code, said.trim()), (Some(1), fault.as_str()));
    let (code, said) = import(&desk, &["a.csv", "--plan", "没有.toml"]);
    let fault = "没有.toml 读不出来：没有这个文件夹或文件；请检查路径和权限";
    assert_eq!((code, said.trim()), (Some(1), fault));
    let stray = plan.replace("sheet = \"a\"\ncolumn = \"D\"", "sheet = \"b\"\ncolumn = \"D\"");
    desk.put("方案.toml", stray.replace("heading = \"年度\"", "heading = \"年份\""));
    let (code, said) = import(&desk, &["a.csv", "--plan", "方案.toml"]);
    assert_eq!(code, Some(0), "{said}");
    for told in [
        "  导入方案 a “年份”：方案里 C列的这一段没有用上：这一列的表头是“年度”；请照表头改正",
        "  导入方案 b “营业收入（亿元）”：方案里 D列的这一段没有用上：没有这张表；有：a",
    ] {
        assert!(said.lines().any(|line| line == told), "{told} in {said}");
    }
    desk.put(
        "方案.toml",
        plan.replace(taken, "heading = \"人头\"\nfact = \"职工总数\"\nunit = \"人\"\n"),
    );
    let (code, said) = import(&desk, &["a.csv", "--plan", "方案.toml", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("数值：新 3，"), "{said}");
}

#[test]
fn a_plan_says_which_column_is_the_code_and_which_the_year() {
    let desk = desk("import-who");
    // Headings by which nobody knows a code and a year.
    let sheet = SHEET.replace("统一社会信用代码", "登记号").replace("年度", "批次");
    desk.put("a.csv", sheet);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--write-plan", "方案.toml"]);
    let plan = desk.text("方案.toml");
    // Of which year a figure is was not known either; what it is need not be said again.
    let chosen = [("登记号", "统一社会信用代码"), ("批次", "年度")];
    let said = chosen.iter().fold(plan.clone(), |plan, (heading, fact)| {
        let bare = format!("heading = \"{heading}\"\nfact = \"\"\n");
        assert!(plan.contains(&bare), "{plan}");
        plan.replace(&bare, &format!("heading = \"{heading}\"\nfact = \"{fact}\"\n"))
    });
    desk.put("方案.toml", said.clone());
    let (code, told) = import(&desk, &["a.csv", "--plan", "方案.toml", "--accept"]);
    assert_eq!(code, Some(0), "{told}");
    // The same as if the headings had said so.
    desk.put("b.csv", SHEET);
    let (_, told) = import(&desk, &["b.csv", "--feed", "zone/tax"]);
    let counts = tail(&told, 2)[0].to_owned();
    assert!(counts.starts_with("数值：新 0，变动 0，"), "{told}");
    // Two columns of a sheet cannot both be it.
    let name = "heading = \"企业名称\"\nfact = \"企业名称\"\n";
    let twice = said.replace(name, "heading = \"企业名称\"\nfact = \"统一社会信用代码\"\n");
    desk.put("方案.toml", twice.replace("sheet = \"a\"", "sheet = \"c\""));
    desk.put("c.csv", format!("{}\n", desk.text("a.csv")));
    let (code, told) = import(&desk, &["c.csv", "--plan", "方案.toml"]);
    let fault = "导入方案 c A列“登记号”：B列也写成了“统一社会信用代码”；一张表只能有一列这样写";
    assert_eq!((code, told.trim()), (Some(1), fault));
}

#[test]
fn a_sheet_of_names_is_matched_with_the_register() {
    let desk = desk("import-names");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put("n.csv", "企业名称,年度,职工总数\n乙制造有限公司,2025,12\n丙有限公司,2025,9\n");
    let (_, said) = import(&desk, &["n.csv", "--feed", "zone/tax"]);
    assert!(said.contains("n.csv：1 家企业，其中新建档案 0 家，改了名称 0 家"), "{said}");
    assert!(said.contains("n.csv n!A3 “丙有限公司”：没有代码"), "{said}");
}

#[test]
fn what_is_asked_wrongly_is_told_how_to_ask() {
    let desk = desk("import-asked");
    let (code, said) = import(&desk, &["a.csv"]);
    assert_eq!(code, Some(2));
    let want = "不知道这是哪里来的数据；请选数据来源（命令行写 --feed）：zone/report（企业填报（示例））、zone/tax（税务数据（示例））";
    assert_eq!(tail(&said, 2)[0], want);
    let none = desk.run(&["import", "a.csv", "--data", "无"]);
    assert_eq!(none.code, Some(1));
    assert!(
        none.err.starts_with("无 里没有登记库；先建一个：yuanshu init --data 无"),
        "{}",
        none.err
    );
    let again = desk.run(&[
        "init",
        "--data",
        "库",
        "--zone",
        "别的",
        "--packs",
        "packs/zone",
        "--operator",
        "张三",
        "--department",
        "科技局",
    ]);
    let taken = "库 里已经有登记库，没有改动；请换一个文件夹，或直接使用它";
    assert_eq!((again.code, again.err.trim()), (Some(1), taken));
}

#[test]
fn a_folder_of_two_hundred_forms_is_read_each_as_one_import() {
    let desk = desk("import-forms");
    for number in 0..200_u32 {
        let code = code(number);
        desk.put(
            &format!("表/{number:03}.csv"),
            format!(
                "2025年度企业情况表\n企业名称,第{number}公司,统一社会信用代码,{code}\n\
                 营业收入（万元）,{number}.5,职工总数（人）,{}\n填表人：,王某\n",
                number + 1
            ),
        );
    }
    desk.put("表/封面.csv", "某某园区\n");
    let (code, said) = import(&desk, &["表", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(1), "{said}");
    let end = [
        "共 201 个文件：存入 200 个（第 1 到 200 次导入）",
        "合计数值：新 400，变动 0，相同 0，与别的来源一致 0，与别的来源不一致 0",
        "1 个文件没有读到企业，没有导入：封面.csv；原因见上面各文件",
        "整批撤销：yuanshu undo 1-200 --reason 原因",
    ];
    assert_eq!(tail(&said, 4), end);
    let imports = desk.run(&["imports", "--data", "库"]).out;
    assert_eq!(imports.lines().count(), 200);
    let firm = desk.run(&["firm", "第7公司", "--data", "库", "--on", "2026-11-21"]);
    let revenue = "营业收入 2025年　7.50 万元　007.csv 007!B3（企业填报（示例），汇缴）";
    assert!(firm.out.contains(revenue), "{}", firm.out);
    // Once more: nothing is kept twice.
    let (_, said) = import(&desk, &["表", "--feed", "zone/report", "--accept"]);
    assert_eq!(said.matches("一字不差），跳过").count(), 200, "{said}");
    // All of them are taken back, and told at once; what was taken back before is left as it is.
    let undo = |which: &str| desk.run(&["undo", which, "--data", "库", "--reason", "填错年度"]);
    assert_eq!(undo("4").code, Some(0));
    let beyond = undo("2-201");
    let end = "没有第 201 次导入，最后一次是第 200 次，没有撤销；编号见 yuanshu imports";
    assert_eq!((beyond.code, beyond.err.lines().next()), (Some(2), Some(end)));
    let rest = undo("2-200");
    let told = [
        "撤销了第 2 到 200 次中的 198 次导入（日志第 203 到 400 笔）：001.csv、002.csv、004.csv 等，共 198 行、396 个数从此不算数；逐次见 yuanshu imports",
        "另有 1 次早已撤销，跳过",
    ];
    assert_eq!((rest.code, rest.err.lines().collect::<Vec<_>>()), (Some(0), told.to_vec()));
    let again = undo("2-200");
    let end = "第 2 到 200 次导入早已撤销，无需再撤";
    assert_eq!((again.code, again.err.trim()), (Some(1), end));
    let gone = desk.run(&["firm", "第7公司", "--data", "库"]);
    assert_eq!(gone.code, Some(1), "{}", gone.out);
    assert_eq!(desk.run(&["firm", "第0公司", "--data", "库"]).code, Some(0));
}

#[test]
fn the_stage_that_a_title_says_is_that_of_its_years_unless_somebody_says_otherwise() {
    let desk = desk("import-stage");
    let sheet = |title: &str| format!("{title}\n{SHEET}");
    desk.put("快报.csv", sheet("2025年度企业快报"));
    desk.put("两样.csv", sheet("2025年快报与预计数"));
    let staged = |file: &str, more: &[&str]| {
        let (_, said) = import(&desk, &[&[file, "--feed", "zone/report"], more].concat());
        let line = said.lines().find(|line| line.contains("营业收入")).unwrap_or_default();
        let words = ["预计", "快报", "年报", "审计", "汇缴"];
        words.into_iter().filter(|word| line.contains(word)).collect::<Vec<&str>>()
    };
    assert_eq!(staged("快报.csv", &["--write-plan", "方案.toml"]), ["快报"]);
    // Two stages are none: it is the source's own.
    assert_eq!(staged("两样.csv", &[]), ["汇缴"]);
    let plan = desk.text("方案.toml");
    desk.put("方案.toml", format!("stage = \"审计\"\n{plan}"));
    assert_eq!(staged("快报.csv", &["--plan", "方案.toml"]), ["审计"]);
    let (code, said) = import(&desk, &["快报.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let firm = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(firm.contains("快报.csv 快报!D3（企业填报（示例），快报）"), "{firm}");
}

#[test]
fn forms_whose_labels_stand_below_each_other_lose_nothing_to_the_plan_of_the_first() {
    let desk = desk("import-stacked");
    for number in 0..3_u32 {
        let code = code(number);
        desk.put(
            &format!("表/{number}.csv"),
            format!(
                "2025年度企业情况表\n企业名称,第{number}公司\n统一社会信用代码,{code}\n职工总数（人）,{}\n\
                 指标,2024年,2025年\n营业收入（万元）,{number}.5,{number}.7\n",
                number + 1
            ),
        );
    }
    let (code, said) = import(&desk, &["表", "--feed", "zone/report", "--accept"]);
    assert_eq!((code, said.contains("没有用上")), (Some(0), false), "{said}");
    let sum = "合计数值：新 9，变动 0，相同 0，与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], sum);
    let firm = desk.run(&["firm", "第2公司", "--data", "库", "--on", "2026-11-21"]).out;
    let of_form = firm.lines().filter(|line| line.contains("2.csv 2!"));
    let figures: Vec<&str> = of_form.map(str::trim).collect();
    assert_eq!(
        figures,
        [
            "营业收入 2024年　2.50 万元　2.csv 2!B6（企业填报（示例），汇缴）　日志第 4 笔",
            "营业收入 2025年　2.70 万元　2.csv 2!C6（企业填报（示例），汇缴）　日志第 4 笔",
            "职工总数 2025年　3 人　2.csv 2!B4（企业填报（示例），汇缴）　日志第 4 笔",
        ]
    );
}

/// The code of an invented firm, with the check characters that belong to it.
fn code(number: u32) -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |letter: u8| u32::from(letter) - if letter.is_ascii_digit() { 48 } else { 55 };
    let org = format!("MA{number:06}");
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = org.bytes().zip(weights).map(|(letter, weight)| value(letter) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => "X".to_owned(),
        11 => "0".to_owned(),
        digit => digit.to_string(),
    };
    let body = format!("91610100{org}{check}");
    let place = |letter: u8| LETTERS.iter().position(|known| *known == letter).unwrap();
    let mut weight = 1;
    let mut sum = 0;
    for letter in body.bytes() {
        sum += place(letter) * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(LETTERS[(31 - sum % 31) % 31]))
}
