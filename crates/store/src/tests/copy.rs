//! Copies: backup and restore, the move to PostgreSQL, the export of everything.

use std::sync::atomic::{AtomicBool, Ordering};

use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::ImportId;

use super::say::{column, intake, row, two_firms};
use super::{Bed, may, on_both};
use crate::{Cell, Error, Intake, Piece, Restored, Store};

on_both! {
    a_backup_is_the_register_of_that_moment
    a_backup_that_was_tampered_with_is_not_restored
    a_restored_register_says_which_acknowledged_lines_are_lost
    a_backup_is_whole_while_others_write
    everything_can_be_taken_out
}

/// The backup in the test's folder.
fn file(bed: &Bed) -> std::path::PathBuf {
    bed.folder().join("backup.db")
}

fn a_backup_is_the_register_of_that_moment(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let checked = store.backup(&may("周建国"), &file(bed)).unwrap();
    assert_eq!((checked.lines, checked.rows, checked.faults), (2, 11, vec![]));
    assert_eq!(checked.head, store.head().unwrap());
    let again = store.backup(&may("周建国"), &file(bed));
    assert!(matches!(again, Err(Error::Taken)), "{again:?}");
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    drop(store);

    let other = bed.other();
    let (store, restored) = Store::restore(other.opening(), &may("周建国"), &file(bed)).unwrap();
    assert_eq!(restored, Restored { head: checked.head, lost: None });
    let me = may("李秀英");
    let undone: Vec<_> = store
        .imports(&me, Seq(0), Seq::LATEST)
        .unwrap()
        .into_iter()
        .map(|import| (import.id, import.undone))
        .collect();
    assert_eq!(undone, [(ImportId(1), None)]);
    assert_eq!(
        store.statements(&me, SubjectId(1), Seq::LATEST).unwrap(),
        bed.open().statements(&me, SubjectId(1), Seq::LATEST).unwrap()
    );
    let whole = store.verify(&may("郑爱华")).unwrap();
    assert_eq!((whole.lines, whole.faults), (3, vec![]));
    let again = Store::restore(other.opening(), &may("周建国"), &file(bed)).unwrap_err();
    assert!(matches!(again, Error::Taken), "{again:?}");
}

fn a_backup_that_was_tampered_with_is_not_restored(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.backup(&may("周建国"), &file(bed)).unwrap();
    crate::db::Db::file(&file(bed), crate::db::Purpose::Write)
        .unwrap()
        .batch("UPDATE journal SET operator = '王芳' WHERE seq = 2")
        .unwrap();
    let other = bed.other();
    let refused = Store::restore(other.opening(), &may("周建国"), &file(bed)).unwrap_err();
    assert_eq!(
        refused.zh(),
        "副本不完整，没有采用：第 2 笔（记的时间 2026-11-21 11:00）与它之前的日志接不上：日志被改动"
    );
    assert!(matches!(Store::open(other.opening()), Err(Error::Absent)));
}

fn a_restored_register_says_which_acknowledged_lines_are_lost(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.backup(&may("周建国"), &file(bed)).unwrap();
    let undo = |store: &Store| store.undo(&may("李秀英"), imported.import, "填错了表".into());
    assert_eq!(undo(&store).unwrap(), Seq(3));
    drop(store);
    bed.lose();
    let (store, restored) = Store::restore(bed.opening(), &may("周建国"), &file(bed)).unwrap();
    assert_eq!((restored.head.seq, restored.lost), (Seq(2), Some(Seq(3))));
    assert_eq!(undo(&store).unwrap(), Seq(4));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
    assert!(bed.folder().join("heads-3.log").exists());
}

fn a_backup_is_whole_while_others_write(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                let origins = vec![column(2, "staff", 2024)];
                let intake = Intake { known: Seq(2), origins, ..intake(&format!("{number}.xlsx")) };
                let rows = (0..50).map(|number| Ok(row(number % 2, &[i64::from(number)])));
                store.import(&may("李秀英"), intake, rows).unwrap();
            }
        });
        for number in 0..5 {
            let path = bed.folder().join(format!("backup-{number}.db"));
            let checked = store.backup(&may("周建国"), &path).unwrap();
            assert_eq!(checked.faults, []);
            // The two first imports' rows, then an import, a column and fifty rows a line.
            assert_eq!(checked.rows, 11 + (checked.lines - 2) * 52);
        }
        done.store(true, Ordering::SeqCst);
    });
}

fn everything_can_be_taken_out(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let mut tables: Vec<(String, Vec<Vec<Cell>>)> = Vec::new();
    store
        .export(&may("周建国"), &|_| true, &mut |piece| {
            match piece {
                Piece::Table { name, .. } => tables.push((name.to_owned(), Vec::new())),
                Piece::Row(cells) => tables.last_mut().unwrap().1.push(cells.to_vec()),
            }
            Ok(())
        })
        .unwrap();
    let counts: Vec<_> = tables.iter().map(|(name, rows)| (name.as_str(), rows.len())).collect();
    // The line of the export itself is among them.
    let some = [("journal", 3), ("identity", 6), ("import", 1), ("origin", 2), ("statement", 4)];
    let wanted: Vec<_> = std::iter::once("journal")
        .chain(crate::TABLES.iter().map(|table| table.name))
        .chain(["person", "saved"])
        .map(|name| some.into_iter().find(|known| known.0 == name).unwrap_or((name, 0)))
        .collect();
    assert_eq!(counts, wanted);
    let statements = &tables.iter().find(|(name, _)| name == "statement").unwrap().1;
    let last: Vec<Cell> = vec![
        2u32.into(),
        1u32.into(),
        2u32.into(),
        2u32.into(),
        "revenue".into(),
        "number".into(),
        "4".into(),
    ];
    assert_eq!(statements[3], last);
}

#[test]
fn a_register_moves_to_postgres_whole_and_stays_there() {
    let (bed, Some(server)) = (Bed::sqlite(), Bed::postgres()) else { return };
    let store = bed.found();
    let imported = two_firms(&store);
    let me = may("李秀英");
    let before = store.statements(&me, SubjectId(1), Seq::LATEST).unwrap();
    // The heads stay where they are: beside the folder that the commands name.
    let place = server.place_beside(&bed);
    let to = crate::Opening { place, ..server.opening() };
    let moved = store.move_to(&may("周建国"), to.clone()).unwrap();
    assert_eq!(moved.statements(&me, SubjectId(1), Seq::LATEST).unwrap(), before);
    let whole = moved.verify(&may("郑爱华")).unwrap();
    assert_eq!((whole.lines, whole.rows, whole.heads, whole.faults), (3, 11, 3, vec![]));
    assert_eq!(moved.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap(), Seq(4));
    assert_eq!(moved.verify(&may("郑爱华")).unwrap().faults, []);
    let left = Store::open(bed.opening()).unwrap_err();
    assert_eq!(left.zh(), "这个库已经迁到 PostgreSQL，不再写入；请改用新库的地址");
    drop(moved);
    let other = Bed::sqlite();
    let again = other.found().move_to(&may("周建国"), to);
    assert!(matches!(again, Err(Error::Taken)), "{again:?}");
}
