//! Bad days: a full disk, a lock that does not open, a database that goes away.

use std::fs;

use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::ImportId;

use super::say::{column, intake, row, two_firms};
use super::{Bed, may, on_both};
use crate::db::Cell;
use crate::journal::Deed;
use crate::objection::objections;
use crate::session::Session;
use crate::table::OBJECTION;
use crate::{Error, Imported, Intake, Store};

on_both! {
    a_full_disk_in_the_middle_of_an_import_leaves_nothing_of_it
    a_database_that_another_program_locks_says_so
    a_database_that_goes_away_says_so_and_is_found_again
    an_acknowledged_write_is_there_when_the_next_one_fails
    what_has_no_head_beside_it_is_said_and_gets_one_when_it_is_opened_again
    what_fails_leaves_nothing_where_the_next_is_written_with_it
}

fn what_fails_leaves_nothing_where_the_next_is_written_with_it(bed: &Bed) {
    two_firms(&bed.found());
    let mut session = Session::open(&bed.opening()).unwrap();
    let deed = Deed {
        operator: "王芳".into(),
        department: "经济发展局".into(),
        act: "object-to-fact".into(),
        detail: "{}".into(),
    };
    let cells = |reason: &str| {
        vec![1u32.into(), "revenue".into(), Cell::Int(2025), Cell::Null, reason.into()]
    };
    let now = bed.opening().clock.tell();
    session.begin().unwrap();
    let failed: Result<(), Error> = session.run(now, deed.clone(), |tx| {
        tx.put(&OBJECTION, cells("写到一半"))?;
        Err(Error::Nothing("line"))
    });
    assert!(matches!(failed, Err(Error::Nothing("line"))));
    session.run(now, deed, |tx| tx.put(&OBJECTION, cells("写完了"))).unwrap();
    session.commit().unwrap();
    drop(session);
    let store = bed.open();
    let raised = store.look(|db| objections(db, Seq(0), Seq::LATEST)).unwrap();
    let said: Vec<_> = raised.iter().map(|one| (one.seq, one.reason.as_str())).collect();
    assert_eq!(said, [(Seq(3), "写完了")]);
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

/// A store whose writer meets `trouble`, SQL for its connection.
fn troubled(bed: &Bed, trouble: &str) -> Store {
    let mut session = Session::open(&bed.opening()).unwrap();
    session.db().batch(trouble).unwrap();
    Store::with(bed.opening(), Some(session)).unwrap()
}

fn import(store: &Store, rows: u32) -> Result<Imported, Error> {
    let origins = vec![column(2, "staff", 2024)];
    let intake = Intake { known: Seq(2), origins, ..intake("大表.xlsx") };
    let rows = (0..rows).map(|number| Ok(row(number % 2, &[i64::from(number)])));
    store.import(&may("李秀英"), intake, rows)
}

/// SQL after which an import of thousands finds no room: a limit of pages; and where the server
/// has none, what it would say of a full disk.
fn little_room(bed: &Bed) -> &'static str {
    if !bed.is_server() {
        return "PRAGMA max_page_count = 60";
    }
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
         IF NEW.id > 2000 THEN
             RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100';
         END IF;
         RETURN NEW;
     END $$;
     CREATE TRIGGER full_disk BEFORE INSERT ON statement
     FOR EACH ROW EXECUTE FUNCTION full_disk()"
}

fn a_full_disk_in_the_middle_of_an_import_leaves_nothing_of_it(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let before = store.head().unwrap();
    drop(store);
    let store = troubled(bed, little_room(bed));
    let failed = import(&store, 20_000).unwrap_err();
    let said =
        format!("{} 所在的磁盘已满，没有写入任何内容；请腾出空间后重做", bed.opening().place);
    assert_eq!(failed.zh(), said);
    assert_eq!(store.head().unwrap(), before);
    assert_eq!(store.imports(&may("王芳"), Seq(2), Seq::LATEST).unwrap(), []);
    // What is small still finds room, by the same writer.
    assert_eq!(import(&store, 10).unwrap().seq, Seq(3));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
    drop(store);
    // With room again the import is made.
    if bed.is_server() {
        bed.db().batch("DROP TRIGGER full_disk ON statement; DROP FUNCTION full_disk()").unwrap();
    }
    let store = bed.open();
    let imported = import(&store, 20_000).unwrap();
    assert_eq!(imported, Imported { import: ImportId(3), seq: Seq(4), statements: 20_000 });
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn a_database_that_another_program_locks_says_so(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    drop(store);
    let patience =
        if bed.is_server() { "SET lock_timeout = '50ms'" } else { "PRAGMA busy_timeout = 50" };
    let store = troubled(bed, patience);
    let mut other = bed.db();
    other.begin().unwrap();
    if bed.is_server() {
        other.batch("LOCK TABLE journal IN EXCLUSIVE MODE").unwrap();
    }
    let refused = import(&store, 10).unwrap_err();
    assert_eq!(refused.zh(), "数据库正被另一个程序占用；请稍候重试");
    // Reading goes on.
    assert_eq!(store.statements(&may("王芳"), SubjectId(1), Seq::LATEST).unwrap().len(), 1);
    other.rollback().unwrap();
    assert_eq!(import(&store, 10).unwrap().seq, Seq(3));
}

fn a_database_that_goes_away_says_so_and_is_found_again(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    if bed.is_server() {
        bed.db()
            .each(
                "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity
                 JOIN pg_locks USING (pid)
                 WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
                   AND (classid::bigint << 32 | objid::bigint)
                     = hashtextextended(current_database() || '/' || current_schema(), 20261121)",
                &[],
                &mut |_| Ok(()),
            )
            .unwrap();
        let gone = import(&store, 10);
        assert!(matches!(gone, Err(Error::Gone(_))), "{gone:?}");
    } else {
        let (file, away) = (bed.folder().join("register.db"), bed.folder().join("away.db"));
        fs::rename(&file, &away).unwrap();
        let gone = import(&store, 10);
        assert!(matches!(gone, Err(Error::Gone(_))), "{gone:?}");
        let gone = Store::open(bed.opening());
        assert!(matches!(gone, Err(Error::Absent)), "{gone:?}");
        fs::rename(&away, &file).unwrap();
    }
    assert_eq!(import(&store, 10).unwrap().seq, Seq(3));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn an_acknowledged_write_is_there_when_the_next_one_fails(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let failing =
        Intake { known: Seq(2), origins: vec![column(2, "staff", 2024)], ..intake("乙") };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let rows = vec![Ok(row(0, &[1])), Err("坏文件".to_owned())];
                    let failed = store.import(&may("李秀英"), failing.clone(), rows.into_iter());
                    assert!(matches!(failed, Err(Error::Stopped(_))), "{failed:?}");
                    let again = store.undo(&may("李秀英"), ImportId(u32::MAX), String::new());
                    assert!(matches!(again, Err(Error::Nothing(_))), "{again:?}");
                    import(&store, 3).unwrap();
                }
            });
        }
    });
    assert_eq!(store.head().unwrap().seq, Seq(imported.seq.0 + 40));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn what_has_no_head_beside_it_is_said_and_gets_one_when_it_is_opened_again(bed: &Bed) {
    two_firms(&bed.found());
    let mut session = Session::open(&bed.opening()).unwrap();
    session.lose_heads();
    let store = Store::with(bed.opening(), Some(session)).unwrap();
    let failed = import(&store, 10).unwrap_err();
    assert!(matches!(failed, Error::Unheaded(_)), "{failed:?}");
    let said = "内容已写入数据库，但没能在库旁边留下凭据（";
    assert!(failed.zh().starts_with(said), "{}", failed.zh());
    drop(store);
    let store = bed.open();
    assert_eq!(store.head().unwrap().seq, Seq(3));
    let missing = store.verify(&may("郑爱华")).unwrap();
    assert_eq!((missing.lines, missing.heads, missing.faults), (3, 2, vec![]));
    assert_eq!(import(&store, 5).unwrap().seq, Seq(4));
    let whole = store.verify(&may("郑爱华")).unwrap();
    assert_eq!((whole.lines, whole.heads, whole.faults), (4, 4, vec![]));
}
