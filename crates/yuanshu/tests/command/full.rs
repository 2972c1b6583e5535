//! A disk that is full: each command says so, names its file, and leaves nothing half written.

use std::path::Path;

use crate::desk::Desk;
use crate::fill::{fill, register};
use crate::import::import;

/// Lets what is written to a file of that name find a full disk; false where the machine has no
/// device for that.
fn fills_up(desk: &Desk, out: &str) -> bool {
    let full = Path::new("/dev/full");
    let there = full.exists();
    if there {
        std::os::unix::fs::symlink(full, desk.path(out)).unwrap();
    }
    there
}

fn is_gone(desk: &Desk, out: &str) {
    for name in [out.to_owned(), format!("{out}.part")] {
        assert!(std::fs::symlink_metadata(desk.path(&name)).is_err(), "{name}");
    }
}

fn said(out: &str) -> String {
    format!("{out}：磁盘已满，没有写入任何内容；请腾出空间后重做")
}

fn last(text: &str) -> &str {
    text.trim_end().lines().next_back().unwrap_or_default()
}

#[test]
fn answers_that_find_a_full_disk_are_not_half_there() {
    let desk = Desk::new("full-match");
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/national");
    let on = ["--on", "2026-11-21"];
    desk.run(&[&["demo", "--out", "zone.xlsx", "--enterprises", "9"][..], &on].concat());
    for out in ["答.xlsx", "答.csv", "答.jsonl"] {
        if !fills_up(&desk, &format!("{out}.part")) {
            return;
        }
        let given = ["match", "--packs", packs, "--facts", "zone.xlsx", "--out", out];
        let ran = desk.run(&[&given[..], &["--policy", "national/sme-size"], &on].concat());
        assert_eq!((ran.code, last(&ran.err)), (Some(1), said(out).as_str()), "{}", ran.err);
        is_gone(&desk, out);
    }
}

#[test]
fn lists_forms_and_marked_sheets_that_find_a_full_disk_are_not_half_there() {
    let desk = register("full-fill");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(["企业名称", "2025年营业收入（万元）"]) {
        sheet.write(0, column, head).unwrap();
    }
    sheet.write(1, 0, "乙制造有限公司").unwrap();
    book.save(desk.path("表.xlsx")).unwrap();
    for more in [&[][..], &["--columns", "职工总数"]] {
        if !fills_up(&desk, "填.xlsx.part") {
            return;
        }
        let ran = fill(&desk, &[&["表.xlsx", "--out", "填.xlsx"], more].concat(), "");
        assert_eq!((ran.code, last(&ran.err)), (Some(1), said("填.xlsx").as_str()), "{}", ran.err);
        is_gone(&desk, "填.xlsx");
    }
    for (option, out) in
        [("--marked", "改.xlsx"), ("--faults", "问题.jsonl"), ("--write-plan", "方案.toml")]
    {
        fills_up(&desk, &format!("{out}.part"));
        let faulty = "企业名称,年度,营业收入(万元)\n甲有限公司,2025,约五百\n";
        desk.put("b.csv", faulty);
        let (code, told) = import(&desk, &["b.csv", "--feed", "zone/tax", option, out]);
        assert_eq!((code, last(&told)), (Some(1), said(out).as_str()), "{told}");
        is_gone(&desk, out);
    }
}

#[test]
fn a_restore_that_finds_a_full_disk_says_where_and_how_much_it_takes() {
    let desk = register("full-restore");
    let ran = desk.run(&["backup", "--data", "库", "--out", "备份.db"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    std::fs::create_dir(desk.path("新")).unwrap();
    if !fills_up(&desk, "新/register.part") {
        return;
    }
    let to = ["--data", "新", "--zone", "示范区", "--packs", "packs/zone"];
    let who = ["--operator", "张三", "--department", "科技局"];
    let ran = desk.run(&[&["restore", "备份.db"], &to[..], &who].concat());
    let said = "新/register.db 所在的磁盘已满，没有写入任何内容；请腾出 1 MB 空间后重做";
    assert_eq!((ran.code, ran.err.trim()), (Some(1), said));
    assert_eq!(std::fs::read_dir(desk.path("新")).unwrap().count(), 0);
}

#[test]
fn an_export_that_finds_a_full_disk_is_not_half_there() {
    let desk = register("full-export");
    if !fills_up(&desk, "全部.xlsx.part") {
        return;
    }
    let ran = desk.run(&["export", "--data", "库", "--out", "全部.xlsx"]);
    assert_eq!((ran.code, last(&ran.err)), (Some(1), said("全部.xlsx").as_str()), "{}", ran.err);
    is_gone(&desk, "全部.xlsx");
    // One table of many, and not the last.
    std::fs::create_dir(desk.path("全部.part")).unwrap();
    fills_up(&desk, "全部.part/导入.csv");
    let ran = desk.run(&["export", "--data", "库", "--out", "全部"]);
    assert_eq!((ran.code, last(&ran.err)), (Some(1), said("全部").as_str()), "{}", ran.err);
    is_gone(&desk, "全部");
}
