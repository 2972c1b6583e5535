//! Keeping a register: copies of it, everything out of it, its journal checked.

use std::fs;

use base::Day;
use store::Clock;
use yuanshu::register::Register;
use zone::people::{KeepAccounts, Person};

use crate::fill::SURVEY;
use crate::import::{desk, import};

#[test]
fn a_backup_becomes_the_register_again() {
    let desk = desk("keep-backup");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let backup = desk.run(&["backup", "--data", "库", "--out", "备份.db"]);
    assert_eq!(backup.code, Some(0), "{}", backup.err);
    let again = desk.run(&["backup", "--data", "库", "--out", "备份.db"]);
    let said = "备份.db 已经有了，没有覆盖；请换一个文件名，或先移走它";
    assert_eq!((again.code, again.err.trim()), (Some(1), said));
    let taken = desk.run(&["restore", "备份.db", "--data", "库"]);
    let said = "库/register.db 已经是一个登记库，没有动它，没有恢复；请恢复到别处（--data 另一个文件夹），或先把它移走";
    assert_eq!((taken.code, taken.err.trim()), (Some(1), said));
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
    assert!(desk.run(&["imports", "--data", "库"]).out.starts_with("1\ta.csv\t第 2 笔\t"));
}

/// Where no administrator can sign in, whoever works on the machine lets one in, and is named.
#[test]
fn a_link_is_given_on_the_machine_itself() {
    let desk = desk("keep-invite");
    let nobody = desk.run(&["invite", "wang", "--data", "库"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(1), ""));
    assert!(nobody.err.ends_with("没有人的登录名是“wang”；请核对登录名\n"), "{}", nobody.err);
    let clock = Clock::new(|| "2026-11-21T03:00:00Z".parse().unwrap());
    let register = Register::open(&desk.path("库"), None, clock).unwrap();
    let permit = register.operator.may::<KeepAccounts>().unwrap();
    let person = Person { login: "wang".to_owned(), name: "王".to_owned(), phone: None };
    register.store.join(&permit, person, Day::constant(2026, 11, 21)).unwrap();
    drop(register);
    let invited = desk.run(&["invite", "wang", "--data", "库"]);
    assert_eq!(invited.code, Some(0), "{}", invited.err);
    let secret = invited.out.trim().strip_prefix("/welcome#").unwrap();
    assert_eq!(secret.len(), 64);
    assert!(invited.err.contains("U1 原来的口令和登录已作废（日志第 3 笔）"), "{}", invited.err);
    assert_eq!(desk.run(&["audit", "verify", "--data", "库"]).code, Some(0));
}

#[test]
fn everything_comes_out_as_text() {
    let desk = desk("keep-export");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let out = desk.run(&["export", "--data", "库", "--out", "全部"]);
    assert_eq!(out.code, Some(0), "{}", out.err);
    let values = desk.text("全部/数据.csv");
    let mut lines = values.lines();
    let head = "\u{FEFF}日志第几笔,企业编号,第几行（从 0 数）,出处编号,指标,类型,值";
    assert_eq!(lines.next(), Some(head));
    // 1200.5 万元 of row 2 of the sheet.
    assert_eq!(lines.next(), Some("2,0,1,1,revenue,number,12005000"));
    assert_eq!(lines.count(), 2);
    let first = desk.text("全部/说明.csv");
    let lines: Vec<&str> = first.lines().collect();
    assert_eq!(lines[1], "示范区登记库的全部内容,,");
    assert!(lines[2].starts_with("导出日期 20"), "{first}");
    assert!(
        lines.contains(&"数据,一个数，按基本单位（金额为元）；出处见“出处”表同号的行,statement"),
        "{first}"
    );
    // What the tables say in the program's words is told in those of people.
    let key = desk.text("全部/对照.csv");
    let told = ["指标,revenue,营业收入", "来源,zone/tax,税务数据（示例）", "阶段,settled,汇缴"];
    for line in told.into_iter().chain(["事项,import-facts,导入数据", "类型,number,数，金额为元"])
    {
        assert!(key.lines().any(|one| one == line), "{line} in {key}");
    }
    let book = desk.run(&["export", "--data", "库", "--out", "全部.xlsx"]);
    assert_eq!(book.code, Some(0), "{}", book.err);
    let over = desk.run(&["export", "--data", "库", "--out", "全部.xlsx"]);
    assert_eq!(over.code, Some(2), "{}", over.err);
}

#[test]
fn figures_that_serve_statistics_alone_stay_unless_that_is_what_they_are_for() {
    let desk = desk("keep-uses");
    desk.put("packs/zone/feed/survey.toml", SURVEY);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put("s.csv", desk.text("a.csv").replace("1200.5,30", "1300,约30"));
    let (code, said) = import(&desk, &["s.csv", "--feed", "zone/survey", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    let export = |out: &str, more: &[&str]| {
        let ran = desk.run(&[&["export", "--data", "库", "--out", out], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        (ran.err, desk.text(&format!("{out}/数据.csv")).lines().count() - 1)
    };
    let said =
        "全部内容写在 一\n有 2 个数的来源不允许用于导出，没有写；作别的用途的，写 --use 统计 等\n";
    assert_eq!(export("一", &[]), (said.to_owned(), 3));
    // What was remarked of a cell stays with the cell.
    assert!(!desk.text("一/导入.csv").contains("约30"));
    let (said, rows) = export("二", &["--use", "统计"]);
    assert!(said.contains("有 3 个数的来源不允许用于统计"), "{said}");
    assert_eq!(rows, 2);
    assert!(desk.text("二/导入.csv").contains("约30"));
}

#[test]
fn a_register_without_its_settings_gets_others_and_settings_without_a_register_say_so() {
    let desk = desk("keep-lost");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    fs::rename(desk.path("库/zone.toml"), desk.path("zone.toml")).unwrap();
    let lost = desk.run(&["imports", "--data", "库"]);
    let said = "库 里的 zone.toml 不见了，登记库还在，内容没有丢；重新写一份：yuanshu init --data 库 --zone 原来的园区名称 --packs 政策包文件夹 --operator 姓名 --department 部门";
    assert_eq!((lost.code, lost.err.trim()), (Some(1), said));
    let init = |zone: &str| {
        let who = ["--operator", "张三", "--department", "科技局"];
        let made = ["init", "--data", "库", "--zone", zone, "--packs", "packs/zone"];
        desk.run(&[&made[..], &who].concat())
    };
    assert_eq!(init("别的区").code, Some(1), "it is that of another zone");
    assert_eq!(init("示范区").code, Some(0));
    assert_eq!(desk.run(&["imports", "--data", "库"]).out.lines().count(), 1);
    fs::remove_file(desk.path("库/register.db")).unwrap();
    let empty = init("示范区");
    let said = "库 里有 zone.toml，没有登记库（可能是恢复没有做成）；从备份恢复：yuanshu restore 备份文件 --data 库；要新建，先删去 zone.toml";
    assert_eq!((empty.code, empty.err.trim()), (Some(1), said));
    assert_eq!(desk.run(&["imports", "--data", "库"]).err.trim(), said);
}

#[test]
fn a_file_that_is_no_register_is_named_and_stays_as_it_is() {
    let desk = desk("keep-unusable");
    let damaged = format!("SQLite format 3\0{}", "坏".repeat(9000));
    let settings = desk.text("库/zone.toml");
    let who = ["--operator", "张三", "--department", "科技局"];
    let zone = ["--zone", "示范区", "--packs", "packs/zone"];
    for (held, what) in [
        ("", "是空文件（0 字节），不是登记库"),
        ("企业名单\n", "里是别的内容，不是登记库"),
        (&damaged, "已损坏，读不出来"),
    ] {
        desk.put("库/register.db", held);
        let said = format!(
            "库/register.db {what}，没有动它；请先把它移到别处，再从备份恢复：yuanshu restore 备份文件 --data 库；从来没有过登记库的，移走后用 yuanshu init 新建"
        );
        let refused = |asked: &[&str]| {
            let ran = desk.run(&[asked, &["--data", "库"]].concat());
            assert_eq!((ran.code, ran.err.trim()), (Some(1), said.as_str()), "{asked:?}");
            assert_eq!(desk.text("库/register.db"), held, "{asked:?}");
        };
        let writing = ["import", "a.csv", "--feed", "zone/tax", "--accept"];
        for asked in [&["imports"][..], &writing, &["migrate"], &["firm", "甲"]] {
            refused(asked);
        }
        fs::remove_file(desk.path("库/zone.toml")).unwrap();
        refused(&[&["init"][..], &zone, &who].concat());
        assert!(!desk.path("库/zone.toml").exists());
        desk.put("库/zone.toml", &settings);
    }
}

#[test]
fn a_restore_that_fails_leaves_nothing_in_the_way_of_the_next() {
    let desk = desk("keep-again");
    desk.put("坏.db", format!("SQLite format 3\0{}", "坏".repeat(9000)));
    desk.put("表.xlsx", "PK\u{3}\u{4}不是备份");
    desk.put("空.db", "");
    let other = rusqlite::Connection::open(desk.path("别的.db")).unwrap();
    other.execute_batch("CREATE VIRTUAL TABLE note USING fts5(text)").unwrap();
    let who = ["--operator", "张三", "--department", "科技局"];
    let to = ["--data", "新", "--zone", "示范区", "--packs", "packs/zone"];
    for (backup, said) in [
        ("坏.db", "备份文件 坏.db 已损坏，没有恢复；请换一份备份"),
        ("表.xlsx", "表.xlsx 里是别的内容，不是园枢的备份，没有恢复；请换一份备份"),
        ("空.db", "备份文件 空.db 是空的，没有恢复；请换一份备份"),
        ("别的.db", "别的.db 里是别的内容，不是园枢的备份，没有恢复；请换一份备份"),
        ("没有.db", "没有备份文件 没有.db，没有恢复；请检查路径"),
    ] {
        let refused = desk.run(&[&["restore", backup][..], &to, &who].concat());
        assert_eq!((refused.code, refused.err.trim()), (Some(1), said));
        assert!(!desk.path("新/zone.toml").exists());
    }
    // Without the zone it is said how to restore, and not to make another register.
    let bare = desk.run(&["restore", "坏.db", "--data", "新"]);
    let said = "新 里没有 zone.toml；恢复到新的文件夹要写明园区：yuanshu restore 坏.db --data 新 --zone 园区名称 --packs 政策包文件夹 --operator 姓名 --department 部门";
    assert_eq!((bare.code, bare.err.trim()), (Some(1), said));
}

#[test]
fn a_backup_to_a_folder_that_is_not_there_is_told() {
    let desk = desk("keep-nowhere");
    let ran = desk.run(&["backup", "--data", "库", "--out", "没有/备份.db"]);
    let said = "没有文件夹 没有，没有备份；请先建好，或写到别处";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_second_place_that_is_gone_is_told() {
    let desk = desk("keep-heads");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    fs::remove_file(desk.path("库/heads.log")).unwrap();
    let broken = desk.run(&["audit", "verify", "--data", "库"]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.out.starts_with("日志附本 heads.log 不见了"), "{}", broken.out);
}

#[test]
fn a_second_place_that_was_changed_is_told_by_its_name() {
    let desk = desk("keep-changed");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let heads = desk.text("库/heads.log");
    let (seq, hash) = heads.split_once('\t').unwrap();
    let other = if hash.starts_with('0') { "1" } else { "0" };
    desk.put("库/heads.log", format!("{seq}\t{other}{}", &hash[1..]));
    let broken = desk.run(&["audit", "verify", "--data", "库"]);
    let said = "库里日志第 1 笔，与日志附本 heads.log 里当时记下的不同：附本或库被改动。请用备份里的 heads.log 换上再核对；仍不同的，是库被改动，请从备份恢复\n";
    assert_eq!((broken.code, broken.out.as_str()), (Some(1), said), "{}", broken.err);
}

#[test]
fn a_second_place_that_cannot_be_read_says_what_to_do() {
    let desk = desk("keep-garbled");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let heads = desk.text("库/heads.log");
    desk.put("库/heads.log", format!("{heads}乱码\n"));
    let broken = desk.run(&["audit", "verify", "--data", "库"]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.err.contains("日志附本 heads.log 里有读不懂的行"), "{}", broken.err);
    assert!(broken.err.contains("删去读不懂的那一行"), "{}", broken.err);
    desk.put("库/heads.log", heads);
    assert_eq!(desk.run(&["audit", "verify", "--data", "库"]).code, Some(0));
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
    assert!(broken.out.contains("第 2 笔"), "{}", broken.out);
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
fn what_an_earlier_program_made_says_how_it_is_brought_up() {
    let desk = desk("keep-older");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.run(&["backup", "--data", "库", "--out", "旧.db"]);
    for file in ["库/register.db", "旧.db"] {
        let db = rusqlite::Connection::open(desk.path(file)).unwrap();
        db.execute("UPDATE migration SET version = version - 1", []).unwrap();
    }
    // What this program cannot do with it is not what it asks for first.
    let then =
        " 版；请停下服务，把登记库整个抄一份（PostgreSQL 用 pg_dump），再运行 yuanshu migrate";
    for command in [&["imports"][..], &["backup", "--out", "新.db"]] {
        let older = desk.run(&[command, &["--data", "库"]].concat());
        let said = older.err.trim();
        assert_eq!(older.code, Some(1));
        assert!(said.starts_with("数据库是第 ") && said.ends_with(then), "{said}");
    }
    let zone =
        ["--zone", "甲区", "--packs", "packs", "--operator", "张三", "--department", "科技局"];
    let restored = desk.run(&[&["restore", "旧.db", "--data", "另"][..], &zone].concat());
    let then = " 版，没有恢复；请用做备份时的程序恢复，再换上本程序，运行 yuanshu migrate";
    let said = restored.err.trim();
    assert_eq!(restored.code, Some(1));
    assert!(said.starts_with("备份 旧.db 是第 ") && said.ends_with(then), "{said}");
    assert!(!desk.path("另/zone.toml").exists());
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
    let mode = fs::metadata(desk.path("库/zone.toml")).unwrap().permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    assert!(desk.run(&["imports", "--data", "库"]).out.starts_with("1\ta.csv\t第 2 笔\t"));
    let whole = desk.run(&["audit", "verify", "--data", "库"]);
    assert!(whole.out.starts_with("日志完好：3 笔，"), "{} {}", whole.out, whole.err);
    let again = desk.run(&["move", "--data", "库", "--to", &url]);
    let said = "里已经有一个登记库，没有搬，原库照常使用；请写一个空的库，或先把那个库移走";
    assert_eq!(again.code, Some(1));
    assert!(again.err.trim().ends_with(said), "{}", again.err);
    client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
}

#[test]
fn a_clock_that_was_set_back_is_told_and_so_is_one_that_is_far_ahead() {
    let desk = desk("keep-clock");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let ended = |at: &str| {
        let db = rusqlite::Connection::open(desk.path("库/register.db")).unwrap();
        db.execute("UPDATE journal SET at = ?1 WHERE seq = 2", [at]).unwrap();
    };
    let told = |more: &[&str]| desk.run(&[more, &["--data", "库"]].concat()).err;
    let firm = ["firm", "甲科技有限公司"];
    assert_eq!((told(&["imports"]), told(&firm)), (String::new(), String::new()));
    ended("2100-01-01T00:00:00.000Z");
    for command in [&["imports"][..], &firm] {
        let said = told(command);
        assert!(said.contains("比日志末笔的时间 2100-01-01 08:00 早，时钟拨回了"), "{said}");
    }
    // Whoever reads the log of a server finds it there.
    let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_yuanshu"))
        .args(["serve", "--data", "库", "--listen", "127.0.0.1:0"])
        .current_dir(desk.path("."))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let log = std::io::BufRead::lines(std::io::BufReader::new(server.stderr.take().unwrap()));
    let warned = log.map_while(Result::ok).find(|line| line.contains("WARN"));
    server.kill().unwrap();
    server.wait().unwrap();
    let warned = warned.unwrap();
    assert!(warned.contains("the clock is behind the last line of the journal"), "{warned}");
    assert!(warned.contains("journal=\"2100-01-01T00:00:00.000Z\""), "{warned}");
    ended("2020-01-01T00:00:00.000Z");
    let writing = ["import", "a.csv", "--feed", "zone/tax"];
    let verify = ["audit", "verify"];
    let reading = [&["imports"][..], &firm, &["disputes"], &["duplicates"], &["review"], &verify];
    for command in reading.into_iter().chain([&writing[..]]) {
        assert!(!told(command).contains("时钟"), "who reads alone is not bothered: {command:?}");
    }
    for command in [&[&writing[..], &["--accept"]].concat()[..], &["undo", "9", "--reason", "错"]]
    {
        let said = told(command);
        assert!(said.contains("日志末笔在 2020-01-01 08:00，已过 "), "{said}");
    }
}

#[test]
fn a_server_that_does_not_answer_is_told_by_its_address_and_not_by_its_password() {
    let desk = desk("keep-unreached");
    let said = "连不上数据库，没有写入任何内容：服务器没有应答；地址是 127.0.0.1:1/区，写在 zone.toml 的 database 里";
    for url in ["postgres://张三:秘密@127.0.0.1:1/区", "postgresql://127.0.0.1:1/区"] {
        let made = ["init", "--data", "远", "--zone", "示范区", "--packs", "packs/zone"];
        let who = ["--operator", "张三", "--department", "科技局", "--database", url];
        let ran = desk.run(&[&made[..], &who].concat());
        assert_eq!((ran.code, ran.err.trim()), (Some(1), said));
    }
}
