//! Opening: what is there, at which version, and who else writes.

use std::sync::mpsc;
use std::time::Duration;

use zone::Seq;

use super::say::two_firms;
use super::{Bed, may, on_both};
use crate::migrate::{MIGRATIONS, Migration};
use crate::session::Session;
use crate::{Deed, Error, Opening, Patience, Store};

on_both! {
    where_nothing_is_there_is_no_register
    a_register_is_not_made_twice
    somebody_elses_database_is_left_alone
    where_acknowledged_lines_are_lost_nothing_is_made_anew
    a_newer_database_is_refused_with_both_versions
    a_migration_that_fails_halfway_leaves_nothing
    a_migration_whose_rows_cannot_be_filled_leaves_nothing
    a_migration_is_a_line_of_the_journal
    an_edited_migration_is_noticed
    the_register_of_another_zone_is_refused
    a_second_writer_fails_or_waits_and_says_for_whom
    a_writer_that_has_just_gone_hinders_nobody
    a_writer_that_was_taken_over_writes_nothing_more
    the_tables_are_as_the_code_has_them
}

fn where_nothing_is_there_is_no_register(bed: &Bed) {
    let opened = Store::open(bed.opening());
    assert!(matches!(opened, Err(Error::Absent)), "{opened:?}");
}

fn a_register_is_not_made_twice(bed: &Bed) {
    let head = bed.found().head().unwrap();
    let again = Store::found(bed.opening(), &may("周建国"));
    assert!(matches!(again, Err(Error::Taken)), "{again:?}");
    assert_eq!(bed.open().head().unwrap(), head);
}

fn where_acknowledged_lines_are_lost_nothing_is_made_anew(bed: &Bed) {
    drop(bed.found());
    bed.lose();
    let made = Store::found(bed.opening(), &may("周建国"));
    assert!(matches!(made, Err(Error::Cut { journal: Seq(0), head: Seq(1) })), "{made:?}");
    assert_eq!(bed.db().tables().unwrap(), 0);
}

fn somebody_elses_database_is_left_alone(bed: &Bed) {
    std::fs::create_dir_all(bed.folder()).unwrap();
    bed.db().batch("CREATE TABLE invoice (id INTEGER)").unwrap();
    for opened in [Store::open(bed.opening()), Store::found(bed.opening(), &may("周建国"))] {
        assert!(matches!(opened, Err(Error::NotOurs)), "{opened:?}");
    }
    assert_eq!(bed.db().tables().unwrap(), 1);
}

fn a_newer_database_is_refused_with_both_versions(bed: &Bed) {
    drop(bed.found());
    bed.db()
        .execute(
            "INSERT INTO migration (version, name, digest, at)
             SELECT 99, 'future', digest, at FROM migration WHERE version = 1",
            &[],
        )
        .unwrap();
    let refused = Store::open(bed.opening()).unwrap_err();
    let ours = MIGRATIONS.len();
    assert_eq!(
        refused.zh(),
        format!("数据库是第 99 版，本程序只认到第 {ours} 版；请换用新版程序，数据库没有改动")
    );
    let refused = Store::migrate(bed.opening(), &may("周建国")).unwrap_err();
    assert!(matches!(refused, Error::Newer { database: 99, .. }), "{refused:?}");
}

fn deed() -> Deed {
    Deed {
        operator: "周建国".into(),
        department: "信息中心".into(),
        act: "keep-store".into(),
        detail: "{}".into(),
    }
}

fn with(added: &[Migration]) -> Vec<Migration> {
    MIGRATIONS.iter().chain(added).copied().collect()
}

fn a_migration_that_fails_halfway_leaves_nothing(bed: &Bed) {
    let head = bed.found().head().unwrap();
    let tables = bed.db().tables().unwrap();
    let good = Migration::shape("good", "CREATE TABLE good (a INTEGER) STRICT;");
    let bad = Migration::shape(
        "bad",
        "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);",
    );
    let halves = with(&[good, bad]);
    let failed = Session::migrate(&bed.opening(), &halves, deed()).unwrap_err();
    let last = i64::try_from(halves.len()).unwrap();
    assert!(
        matches!(failed, Error::Unmigrated { version, name: "bad", .. } if version == last),
        "{failed:?}"
    );
    let said = failed.zh();
    let began = "升级没有做成，数据库没有改动，旧程序照样能用：第 9 次升级（bad）出错，";
    assert!(said.starts_with(began), "{said}");
    assert!(said.contains("nowhere"), "what the database says of it: {said}");
    assert!(!said.contains("INSERT"), "and not to whom: {said}");
    assert!(said.ends_with("再运行 yuanshu migrate"), "{said}");
    assert_eq!(bed.db().tables().unwrap(), tables);
    // The program of before goes on, and so does the next one that is sound.
    let store = bed.open();
    assert_eq!(store.head().unwrap(), head);
    two_firms(&store);
    let before = store.head().unwrap();
    drop(store);
    let sound = Migration::shape("good", "CREATE TABLE good (a INTEGER) STRICT;");
    drop(Session::migrate(&bed.opening(), &with(&[sound]), deed()).unwrap());
    assert_eq!(bed.db().tables().unwrap(), tables + 1);
    let mut db = bed.db();
    let lines = db.first("SELECT MAX(seq) FROM journal", &[], |row| row.narrow("seq")).unwrap();
    assert_eq!(lines, Some(before.seq.0 + 1), "one line more, of the migration");
}

fn a_migration_whose_rows_cannot_be_filled_leaves_nothing(bed: &Bed) {
    let head = bed.found().head().unwrap();
    let tables = bed.db().tables().unwrap();
    let filled = Migration {
        name: "filled",
        sql: "CREATE TABLE filled (a INTEGER) STRICT;",
        fill: Some(|db| {
            db.execute("INSERT INTO filled (a) VALUES (1)", &[])?;
            Err(Error::Damaged { column: "statement.body" })
        }),
    };
    let failed = Session::migrate(&bed.opening(), &with(&[filled]), deed()).unwrap_err();
    assert!(failed.zh().contains("（filled）出错，库里 statement.body 一栏的内容无法理解"));
    assert_eq!(bed.db().tables().unwrap(), tables);
    assert_eq!(bed.open().head().unwrap(), head);
}

fn a_migration_is_a_line_of_the_journal(bed: &Bed) {
    drop(bed.found());
    let good = Migration::shape("good", "CREATE TABLE good (a INTEGER) STRICT;");
    let migrated = with(&[good]);
    drop(Session::migrate(&bed.opening(), &migrated, deed()).unwrap());
    let older = Store::open(bed.opening()).unwrap_err();
    let database = i64::try_from(migrated.len()).unwrap();
    assert!(
        matches!(older, Error::Newer { database: known, .. } if known == database),
        "{older:?}"
    );
    let mut db = bed.db();
    let last = db
        .first("SELECT operator FROM journal ORDER BY seq DESC LIMIT 1", &[], |row| {
            row.text("operator")
        })
        .unwrap();
    assert_eq!(last.as_deref(), Some("周建国"));
    assert_eq!(db.tables().unwrap(), crate::TABLES.len() + crate::table::BESIDE.len() + 7);
}

fn an_edited_migration_is_noticed(bed: &Bed) {
    drop(bed.found());
    bed.db()
        .batch("UPDATE migration SET digest = (SELECT hash FROM journal) WHERE version = 2")
        .unwrap();
    let refused = Store::open(bed.opening());
    assert!(matches!(refused, Err(Error::Foreign { version: 2 })), "{refused:?}");
}

fn the_register_of_another_zone_is_refused(bed: &Bed) {
    drop(bed.found());
    let refused = Store::open(Opening { zone: "别的高新区".into(), ..bed.opening() }).unwrap_err();
    assert_eq!(refused.zh(), "这是“示范高新区”的库，不是“别的高新区”的；没有改动");
}

fn a_second_writer_fails_or_waits_and_says_for_whom(bed: &Bed) {
    let first = bed.found();
    let imported = two_firms(&first);
    let me = std::process::id();
    let holder = format!("进程 {me}，2026-11-21 11:00 开始");
    let second = Store::open(bed.opening()).unwrap();
    let refused = second.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap_err();
    assert_eq!(refused.zh(), format!("另一个程序正在写入登记库（{holder}）；请等它结束后重试"));

    let (send, receive) = mpsc::channel();
    let tell = move |holder: &str| send.send(holder.to_owned()).unwrap();
    let patience = Patience::Wait(std::sync::Arc::new(tell));
    let third = Store::open(Opening { patience, ..bed.opening() }).unwrap();
    let waiting =
        std::thread::spawn(move || third.undo(&may("李秀英"), imported.import, "填错了表".into()));
    assert_eq!(receive.recv().unwrap(), holder);
    drop(first);
    assert_eq!(waiting.join().unwrap().unwrap(), Seq(3));
}

fn a_writer_that_has_just_gone_hinders_nobody(bed: &Bed) {
    let first = bed.found();
    let imported = two_firms(&first);
    let second = Store::open(bed.opening()).unwrap();
    if bed.is_server() {
        // A server notices a little later that a program has ended.
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(first);
        });
    } else {
        drop(first);
    }
    assert_eq!(second.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap(), Seq(3));
}

fn a_writer_that_was_taken_over_writes_nothing_more(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    bed.db().batch("UPDATE lease SET token = token + 1").unwrap();
    let ousted = store.undo(&may("李秀英"), imported.import, "填错了表".into());
    assert!(matches!(ousted, Err(Error::Ousted)), "{ousted:?}");
    assert_eq!(store.head().unwrap().seq, imported.seq);
    // Its next write takes the lease anew.
    assert_eq!(store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap(), Seq(3));
}

fn the_tables_are_as_the_code_has_them(bed: &Bed) {
    drop(bed.found());
    let mut db = bed.db();
    let sql = if bed.is_server() {
        "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
    } else {
        "SELECT name, type FROM pragma_table_info($1) ORDER BY cid"
    };
    for table in crate::TABLES.iter().chain(crate::table::BESIDE) {
        let columns = db
            .query(sql, &[table.name.into()], |row| Ok((row.text("name")?, row.text("type")?)))
            .unwrap();
        let wanted: Vec<(String, String)> = table
            .columns
            .iter()
            .map(|(name, kind)| {
                let of = match (kind, bed.is_server()) {
                    (crate::Kind::Int, false) => "INTEGER",
                    (crate::Kind::Text, false) => "TEXT",
                    (crate::Kind::Blob, false) => "BLOB",
                    (crate::Kind::Int, true) => "bigint",
                    (crate::Kind::Text, true) => "text",
                    (crate::Kind::Blob, true) => "bytea",
                };
                ((*name).to_owned(), of.to_owned())
            })
            .collect();
        assert_eq!(columns, wanted, "{}", table.name);
    }
}

#[test]
fn a_register_in_memory_is_like_any_other_while_it_lasts() {
    let bed = Bed::memory();
    let store = bed.found();
    let imported = two_firms(&store);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            for _ in 0..50 {
                let said = store.statements(&may("王芳"), zone::enterprise::SubjectId(1), Seq(2));
                assert_eq!(said.unwrap().len(), 1);
            }
        });
        let about = || super::say::about(1, "revenue");
        for number in 0..50 {
            let seq = store.object(&may("王芳"), about(), "不符".into()).unwrap();
            assert_eq!(seq, Seq(imported.seq.0 + 1 + number));
        }
        reader.join().unwrap();
    });
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}
