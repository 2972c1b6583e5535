//! `yuanshu demo`.

use calamine::{Data, Reader};

use crate::desk::Desk;

#[test]
fn an_invented_zone_says_that_it_is_invented_on_every_sheet() {
    let desk = Desk::new("demo");
    let arguments =
        ["demo", "--out", "zone.xlsx", "--enterprises", "7", "--on", "2026-11-21", "--seed", "3"];
    let ran = desk.run(&arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(ran.err, "写好了示例园区（示例数据）：7 家企业，zone.xlsx\n");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path("zone.xlsx")).unwrap();
    let sheets = book.worksheets();
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..2], ["企业基本信息", "2023年度主要指标"]);
    assert_eq!(names.last(), Some(&"说明"));
    for (name, cells) in &sheets {
        let Some(Data::String(title)) = cells.get_value((0, 0)) else { panic!("{name}") };
        assert!(title.contains("示例数据"), "{name}: {title}");
    }
    let firms = &sheets[0].1;
    assert_eq!(firms.get_value((1, 0)), Some(&Data::String("统一社会信用代码".to_owned())));
    assert!(firms.rows().any(|row| matches!(row[2], Data::DateTime(_))));
    assert!(matches!(firms.get_value((3, 0)), Some(Data::String(code)) if code.len() == 18));
}

#[test]
fn nothing_in_an_invented_zone_needs_a_remark() {
    let desk = Desk::new("demo-remarks");
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/national");
    let on = ["--on", "2026-11-21"];
    desk.run(&[&["demo", "--out", "zone.xlsx", "--enterprises", "40"][..], &on].concat());
    let given =
        ["match", "--packs", packs, "--facts", "zone.xlsx", "--policy", "national/sme-size"];
    let ran =
        desk.run(&[&given[..], &on, &["--out", "out.csv", "--faults", "faults.jsonl"]].concat());
    assert_eq!((ran.code, desk.text("faults.jsonl").as_str()), (Some(0), ""), "{}", ran.err);
}

#[test]
fn the_staff_at_the_end_of_the_year_is_known_by_its_shorter_name() {
    let desk = Desk::new("staff-end");
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/national");
    let heads = "统一社会信用代码,企业名称,年度,从业人员期末数";
    desk.put("a.csv", format!("{heads}\n91610100MA0000007X,甲有限公司,2025,20\n"));
    let given = ["match", "--packs", packs, "--facts", "a.csv", "--policy", "national/sme-size"];
    let ran = desk.run(&[&given[..], &["--on", "2026-11-21", "--out", "out.csv"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("读到 1 家企业，1 个已知数值"), "{}", ran.err);
}
