//! Templates: filled in, they are read without a remark.

use std::fs::File;

use base::{Day, Decimal};
use yuanshu::write::patch::{Patch, Value};

use crate::desk::Desk;
use crate::import::{desk, import, tail};
use crate::marked::{part, rows};

const MORE: &str = r#"
from = 2020-01-01
status = "demo"
[[fact]]
id = "share"
name = "人均收入"
kind = "money"
unit = "万元"
period = "year"
formula = "营业收入 / 职工总数 * 1 人"
[[fact]]
id = "registered_on"
name = "成立日期"
kind = "date"
period = "point"
[[fact]]
id = "inside"
name = "实际经营在区内"
kind = "bool"
period = "point"
note = "以实际办公地为准。"
[[fact]]
id = "park"
name = "所属园区"
kind = "text"
period = "point"
values = ["东园", "西园"]
[[fact]]
id = "titles"
name = "资质称号"
kind = "list"
period = "point"
[[fact.field]]
id = "kind"
name = "种类"
kind = "text"
values = ["高新技术企业", "科技型中小企业"]
[[fact.field]]
id = "expires_on"
name = "到期日"
kind = "date"
"#;

const SETS: [&str; 6] =
    ["营业收入", "职工总数", "成立日期", "实际经营在区内", "所属园区", "资质称号"];

fn made(name: &str, sets: &[&str]) -> (Desk, String) {
    let desk = desk(name);
    desk.put("packs/zone/fact/more.toml", MORE);
    let ask = ["template", "--data", "库", "--on", "2026-11-21", "--out", "模板.xlsx", "--set"];
    let ran = desk.run(&[&ask[..], sets].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    (desk, ran.err)
}

#[test]
fn a_filled_template_is_read_without_a_remark() {
    let (desk, said) = made("template", &SETS);
    assert_eq!(said, "写好了模板：6 项指标，2025 年，模板.xlsx\n");
    let heads = [
        "统一社会信用代码",
        "企业名称",
        "2025年营业收入（万元）",
        "2025年职工总数（人）",
        "成立日期",
        "实际经营在区内",
        "所属园区",
    ];
    assert_eq!(rows(&desk, "模板.xlsx", "填报表")[0], heads);
    let mut patch = Patch::default();
    let text = |text: &str| Value::Text(text.to_owned());
    let number = |digits, scale| Value::Number(Decimal::new(digits, scale).unwrap());
    let code = "91610100MA0000007X";
    let day = Value::Day(Day::constant(2015, 3, 2));
    let firm = [
        text(code),
        text("甲科技有限公司"),
        number(12_005, 1),
        number(30, 0),
        day,
        text("是"),
        text("东园"),
    ];
    for (column, value) in (0..).zip(firm) {
        patch.cell("填报表", (1, column)).value = Some(value);
    }
    let until = Value::Day(Day::constant(2027, 10, 31));
    let title = [text(code), text("甲科技有限公司"), text("高新技术企业"), until];
    for (column, value) in (0..).zip(title) {
        patch.cell("资质称号", (1, column)).value = Some(value);
    }
    let (from, to) = (File::open(desk.path("模板.xlsx")), File::create(desk.path("填好.xlsx")));
    patch.write(from.unwrap(), to.unwrap()).unwrap();
    let (code, said) = import(&desk, &["填好.xlsx", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("提醒") && !said.contains("错误"), "{said}");
    let counts = "数值：新 6，变动 0，与同一来源已有的相同 0（同一日期的不重复存），与别的来源一致 0，与别的来源不一致 0";
    assert_eq!(tail(&said, 2)[0], counts);
}

#[test]
fn a_template_that_is_filled_from_the_register_keeps_its_explanations() {
    let (desk, _) = made("template-filled", &SETS);
    desk.put("甲.csv", "统一社会信用代码,企业名称\n91610100MA0000007X,甲科技有限公司\n");
    let (code, said) = import(&desk, &["甲.csv", "--feed", "zone/report", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let before = rows(&desk, "模板.xlsx", "指标字典");
    let ask = ["fill", "模板.xlsx", "--data", "库", "--on", "2026-11-21", "--out", "填.xlsx"];
    let ran = desk.run(&[&ask[..], &["--firm", "甲科技有限公司"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for sheet in ["填写说明", "指标字典"] {
        let kept = format!("表“{sheet}”没有认出要填的指标，原样保留\n");
        assert!(ran.err.contains(&kept), "{}", ran.err);
    }
    assert_eq!(rows(&desk, "填.xlsx", "指标字典"), before);
}

#[test]
fn a_template_has_lists_to_choose_from_and_a_dictionary() {
    let (desk, _) = made("template-lists", &SETS);
    let sheet = part(&desk, "模板.xlsx", "xl/worksheets/sheet1.xml");
    for list in ["\"是,否\"", "\"东园,西园\""] {
        assert!(sheet.contains(&list.replace('"', "&quot;")) || sheet.contains(list), "{sheet}");
    }
    let dictionary = rows(&desk, "模板.xlsx", "指标字典");
    let line = |name: &str| dictionary.iter().find(|row| row[0] == name).unwrap().clone();
    assert_eq!(
        line("实际经营在区内")[1..6],
        ["inside", "", "时点", "以实际办公地为准。", "是、否"]
    );
    assert_eq!(line("营业收入")[1..4], ["revenue", "万元", "年度"]);
    assert_eq!(line("资质称号.种类")[5], "高新技术企业、科技型中小企业");
}

#[test]
fn facts_that_others_give_are_asked_for_by_those_that_give_them() {
    let (desk, said) = made("template-derived", &["人均收入"]);
    assert_eq!(said, "写好了模板：2 项指标，2025 年，模板.xlsx\n");
    let heads = &rows(&desk, "模板.xlsx", "填报表")[0];
    assert_eq!(heads[2..], ["2025年营业收入（万元）", "2025年职工总数（人）"]);
    let none = desk.run(&["template", "--data", "库", "--out", "x.xlsx", "--set", "没有的"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("--set 可写：指标名；数源部门"), "{}", none.err);
}

#[test]
fn a_part_of_a_departments_name_stands_for_it_where_it_is_no_others() {
    const OWNERS: &str = r#"
status = "demo"
[[owner]]
department = "税务局（虚构）"
facts = ["营业收入"]
[[owner]]
department = "人社局（虚构）"
facts = ["职工总数"]
"#;
    let desk = desk("template-part");
    desk.put("packs/zone/owner/owners.toml", OWNERS);
    let made = |set: &str| {
        desk.run(&["template", "--data", "库", "--set", set, "--year", "2025", "--out", "t.xlsx"])
    };
    let found = made("税务局");
    assert_eq!(found.code, Some(0), "{}", found.err);
    let several = made("（虚构）");
    let said = "“（虚构）”可以是几个部门：人社局（虚构）、税务局（虚构）；请写全";
    assert_eq!((several.code, several.err.lines().next()), (Some(2), Some(said)));
    assert_eq!(made("局").code, Some(2), "one letter stands for nothing");
}
