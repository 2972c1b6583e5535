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
    let counts = "数值：新 3，变动 0，与同一来源已有的相同 0（不重复存），与别的来源一致 0，与别的来源不一致 0";
    let firms = "a.csv：2 家企业，其中新建档案 2 家，改了名称 0 家";
    assert_eq!(code, Some(0));
    assert_eq!(tail(&said, 3), [firms, counts, "只看未存；存进登记库加 --accept"]);
    assert_eq!(desk.run(&["imports", "--data", "库"]).out, "还没有导入过数据\n");

    let (_, said) = import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let kept = "已导入：第 1 次导入，日志第 2 笔，2 行。撤销用：yuanshu undo 1 --reason 原因";
    assert_eq!(tail(&said, 3), [firms, counts, kept]);
    let (_, said) = import(&desk, &["a.csv", "--accept"]);
    assert_eq!(tail(&said, 1), ["a.csv 已经导入过（第 1 次，一字不差），跳过"]);
}

#[test]
fn what_comes_later_is_compared_with_what_is_held() {
    let desk = desk("import-compared");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    // The next file of the same form needs no feed: it is taken as the last one was.
    desk.put("b.csv", SHEET.replace("1200.5", "1300").replace(",88,", ",88,12"));
    let (_, said) = import(&desk, &["b.csv", "--accept"]);
    assert!(said.contains("按第 1 次导入同样的表的方案"), "{said}");
    let counts = "数值：新 1，变动 1，与同一来源已有的相同 2（不重复存），与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
    // Another source agrees on one figure and contradicts the other three.
    desk.put(
        "c.csv",
        SHEET.replace("1200.5", "1250").replace(",88,", ",88,13").replace(",30", ",31"),
    );
    let (_, said) = import(&desk, &["c.csv", "--feed", "zone/report"]);
    let counts = "数值：新 0，变动 0，与同一来源已有的相同 0（不重复存），与别的来源一致 1，与别的来源不一致 3";
    assert_eq!(tail(&said, 2)[0], counts);
    // A figure that was rounded to 万元 says the same.
    desk.put("s.csv", SHEET.replace("1200.5", "1299.6"));
    let (_, said) = import(&desk, &["s.csv", "--feed", "zone/report"]);
    let counts = "数值：新 0，变动 0，与同一来源已有的相同 0（不重复存），与别的来源一致 3，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
    // What was taken back is held no longer.
    let undone = desk.run(&["undo", "2", "--data", "库", "--reason", "传错了"]);
    assert_eq!((undone.code, undone.err.trim()), (Some(0), "撤销了第 2 次导入（日志第 4 笔）"));
    let (_, said) = import(&desk, &["b.csv"]);
    let counts = "数值：新 1，变动 1，与同一来源已有的相同 2（不重复存），与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
}

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
    let fault = "导入方案 a E列“人头”：事实词典里没有“人数”；请改成词典里的指标名";
    assert_eq!((code, said.trim()), (Some(1), fault));
    desk.put(
        "方案.toml",
        plan.replace(taken, "heading = \"人头\"\nfact = \"职工总数\"\nunit = \"人\"\n"),
    );
    let (code, said) = import(&desk, &["a.csv", "--plan", "方案.toml", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("数值：新 3，"), "{said}");
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
fn who_brought_a_sheet_in_does_not_review_it() {
    let desk = desk("import-review");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let own = desk.run(&["review", "1", "--data", "库"]);
    let said = "张三已经办，不能再由本人复核；请换一人复核";
    assert_eq!((own.code, own.err.trim()), (Some(1), said));
    let other =
        desk.run(&["review", "1", "--data", "库", "--operator", "李四", "--department", "科技局"]);
    assert_eq!((other.code, other.err.trim()), (Some(0), "复核通过了第 1 次导入（日志第 3 笔）"));
}

#[test]
fn what_is_asked_wrongly_is_told_how_to_ask() {
    let desk = desk("import-asked");
    let (code, said) = import(&desk, &["a.csv"]);
    assert_eq!(code, Some(2));
    let want = "不知道这是哪里来的数据；请写 --feed，可写：zone/report（企业填报（示例））、zone/tax（税务数据（示例））";
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
    let end = "共 201 个文件，其中 1 个没有读到企业，没有导入；请看上面的原因";
    assert_eq!(tail(&said, 1), [end]);
    let imports = desk.run(&["imports", "--data", "库"]).out;
    assert_eq!(imports.lines().count(), 200);
    let firm = desk.run(&["firm", "第7公司", "--data", "库", "--on", "2026-11-21"]);
    let revenue = "营业收入 2025年　7.50 万元　007.csv 007!B3（企业填报（示例），汇缴）";
    assert!(firm.out.contains(revenue), "{}", firm.out);
    // Once more: nothing is kept twice.
    let (_, said) = import(&desk, &["表", "--feed", "zone/report", "--accept"]);
    assert_eq!(said.matches("一字不差），跳过").count(), 200, "{said}");
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
