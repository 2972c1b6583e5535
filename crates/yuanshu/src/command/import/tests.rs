//! Tests: a file that is kept after somebody else changed who is who.

use std::fs;

use store::Clock;

use super::*;
use crate::register::{Serving, Settings, Who};

const CONTENT: &str = r#"
status = "demo"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
"#;

const FEEDS: &str = r#"
status = "demo"
checked = 2026-11-21
[[feed]]
id = "zone/report"
title = "企业填报"
department = "科技局"
basis = "企业授权"
stage = "annual"
uses = ["verdict"]
"#;

const ON: Day = Day::constant(2026, 11, 21);

/// A register in a folder of its own, with three sheets beside it.
fn register(folder: &Path) -> Register {
    let who = Who { name: "张三".to_owned(), department: "科技局".to_owned() };
    let settings = Settings {
        zone: "测试区".to_owned(),
        packs: Vec::new(),
        database: None,
        mark: None,
        operator: who,
        server: Serving::default(),
    };
    let register =
        Register::found(folder, settings, Clock::new(|| jiff::Timestamp::UNIX_EPOCH)).unwrap();
    let firms = [
        ("甲.csv", "91610100MA0000023K,乙制造有限公司,5"),
        ("乙.csv", "91610100MA0000031E,丙有限公司,6"),
        ("丙.csv", "91610100MA0000031E,丙有限公司,7"),
    ];
    for (name, row) in firms {
        let text = format!("统一社会信用代码,企业名称,2025年营业收入(万元)\n{row}\n");
        fs::write(folder.join(name), text).unwrap();
    }
    register
}

#[test]
fn a_file_is_kept_though_others_changed_who_is_who_unless_that_changes_what_was_told() {
    let folder = std::env::temp_dir().join(format!("yuanshu-again-{}", std::process::id()));
    let register = register(&folder);
    let files = [
        pack::File::new("packs/zone/fact/f.toml", CONTENT),
        pack::File::new("packs/zone/feed/f.toml", FEEDS),
    ];
    let (shelf, faults) = pack::read(&files);
    assert_eq!(faults, []);
    let permit = register.may::<ReadRegister>().unwrap();
    let mut desk = Desk::open((&register.store, &permit), &shelf, ON).unwrap();
    let given = |name: &str| {
        let import = Import::accepting(&folder, &folder.join(name), Path::new(""));
        Import { plan: None, feed: Some("zone/report".to_owned()), ..import }
    };
    let [one, other, last] = ["甲.csv", "乙.csv", "丙.csv"].map(|name| {
        let (import, file) = (given(name), folder.join(name));
        let looked = import.look(&file, hash(&file).unwrap(), &mut desk).unwrap();
        (import, file, looked)
    });
    let mut keep = |(import, file, looked): &(Import, PathBuf, Looked)| {
        import.keep((file, looked), (&register, &mut desk)).map(|kept| kept.seq)
    };
    // All three were looked at before the first was kept. The second is of another firm.
    assert_eq!(keep(&one).unwrap(), Seq(2));
    assert_eq!(keep(&other).unwrap(), Seq(3));
    // The third told of a firm that was new, and it is there now.
    let refused = keep(&last).unwrap_err().to_string();
    assert!(refused.contains("丙.csv：就在刚才，别人改了企业名录"), "{refused}");
    assert_eq!(register.store.head().unwrap().seq, Seq(3));
    fs::remove_dir_all(&folder).unwrap();
}
