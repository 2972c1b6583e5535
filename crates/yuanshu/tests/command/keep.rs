//! Keeping a register: copies of it, everything out of it, its journal checked.

use std::fs;

use crate::import::{desk, import};

#[test]
fn a_backup_becomes_the_register_again() {
    let desk = desk("keep-backup");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let backup = desk.run(&["backup", "--data", "库", "--out", "备份.db"]);
    assert_eq!(backup.code, Some(0), "{}", backup.err);
    let again = desk.run(&["backup", "--data", "库", "--out", "备份.db"]);
    assert_eq!(again.code, Some(1), "a backup is never written over");
    let taken = desk.run(&["restore", "备份.db", "--data", "库"]);
    assert_eq!(taken.code, Some(1), "{}", taken.err);
    // The machine is lost; another one starts from the backup alone.
    fs::remove_dir_all(desk.path("库")).unwrap();
    let restored = desk.run(&[
        "restore",
        "备份.db",
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
    assert_eq!((restored.code, restored.err.trim()), (Some(0), "恢复到日志第 2 笔"));
    assert_eq!(desk.run(&["imports", "--data", "库"]).out, "1\ta.csv\t第 2 笔\n");
}

#[test]
fn everything_comes_out_as_text() {
    let desk = desk("keep-export");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let out = desk.run(&["export", "--data", "库", "--out", "全部"]);
    assert_eq!(out.code, Some(0), "{}", out.err);
    let values = desk.text("全部/statement.csv");
    let mut lines = values.lines();
    let head = "\u{FEFF}seq,subject,sheet_row,origin,fact,kind,value,decimals";
    assert_eq!(lines.next(), Some(head));
    // 1200.5 万元 in fen, of row 2 of the sheet.
    assert_eq!(lines.next(), Some("2,0,1,1,revenue,number,1200500000,2"));
    assert_eq!(lines.count(), 2);
    let book = desk.run(&["export", "--data", "库", "--out", "全部.xlsx"]);
    assert_eq!(book.code, Some(0), "{}", book.err);
    let over = desk.run(&["export", "--data", "库", "--out", "全部.xlsx"]);
    assert_eq!(over.code, Some(2), "{}", over.err);
}

#[test]
fn a_changed_row_is_found() {
    let desk = desk("keep-verify");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let whole = desk.run(&["audit", "verify", "--data", "库"]);
    assert_eq!(whole.code, Some(0));
    assert!(whole.out.starts_with("日志完好：2 笔，"), "{}", whole.out);
    let db = rusqlite::Connection::open(desk.path("库/register.db")).unwrap();
    db.execute("UPDATE import SET name = 'b.csv'", []).unwrap();
    drop(db);
    let broken = desk.run(&["audit", "verify", "--data", "库"]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.out.contains("第 2 条"), "{}", broken.out);
}

#[test]
fn a_register_is_migrated_once_and_that_of_a_later_program_is_left_alone() {
    let desk = desk("keep-migrate");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let current = desk.run(&["migrate", "--data", "库"]);
    let said = "登记库是本程序的版本，日志到第 2 笔";
    assert_eq!((current.code, current.err.trim()), (Some(0), said));
    let db = rusqlite::Connection::open(desk.path("库/register.db")).unwrap();
    db.execute("UPDATE migration SET version = 99 WHERE version = 6", []).unwrap();
    drop(db);
    for command in ["migrate", "imports"] {
        let later = desk.run(&[command, "--data", "库"]);
        assert_eq!(later.code, Some(1));
        assert!(later.err.contains("99"), "{command}: {}", later.err);
    }
}

#[test]
fn a_register_moves_to_a_server_and_its_folder_knows() {
    // Where ./test found no PostgreSQL it has said so.
    let Some(server) = std::env::var("YUANSHU_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
    else {
        return;
    };
    let desk = desk("keep-move");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let schema = format!("keep_move_{}", std::process::id());
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options=-c%20search_path%3D{schema}");
    let moved = desk.run(&["move", "--data", "库", "--to", &url]);
    assert_eq!(moved.code, Some(0), "{}", moved.err);
    assert!(desk.text("库/zone.toml").contains(&schema));
    assert_eq!(desk.run(&["imports", "--data", "库"]).out, "1\ta.csv\t第 2 笔\n");
    let whole = desk.run(&["audit", "verify", "--data", "库"]);
    assert!(whole.out.starts_with("日志完好：3 笔，"), "{} {}", whole.out, whole.err);
    client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
}
