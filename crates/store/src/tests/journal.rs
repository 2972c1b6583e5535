//! The journal: what it vouches for, and what it gives away.

use zone::Seq;

use super::say::two_firms;
use super::{Bed, may, of_zone, on_both};
use crate::{Broken, Error, Last, Line, Lines, Moment, Store, Verified};

on_both! {
    a_line_says_who_did_what_and_when
    lines_are_found_by_who_did_what_and_when
    a_whole_journal_has_no_fault
    a_changed_row_is_found_by_its_line
    a_row_that_was_taken_away_is_found
    a_row_that_was_slipped_in_is_found
    a_changed_line_breaks_the_chain
    a_line_that_cannot_be_read_is_named
    a_head_that_was_taken_out_of_the_middle_is_missed
    a_line_that_was_taken_out_leaves_a_gap
    a_tail_that_was_cut_is_found_by_the_heads
    a_rewritten_journal_differs_from_the_heads
    a_head_that_a_power_cut_tore_is_written_again
    a_clock_that_was_set_back_does_not_turn_the_journal_back
    the_permit_of_another_zone_opens_nothing
}

fn verified(store: &Store) -> Verified {
    store.verify(&may("郑爱华")).unwrap()
}

fn lines(store: &Store) -> Vec<Line> {
    store.journal(&may("郑爱华"), Seq(0), 100).unwrap()
}

fn a_line_says_who_did_what_and_when(bed: &Bed) {
    let store = bed.found();
    bed.set_clock(1500);
    two_firms(&store);
    let told: Vec<_> = lines(&store)
        .into_iter()
        .map(|line| (line.seq.0, line.at.to_string(), line.deed.operator, line.deed.act))
        .collect();
    let wanted = [
        (1, "2026-11-21T03:00:00.000Z", "周建国", "keep-store"),
        (2, "2026-11-21T03:00:01.500Z", "李秀英", "import-facts"),
    ];
    let wanted =
        wanted.map(|(seq, at, who, act)| (seq, at.to_owned(), who.to_owned(), act.to_owned()));
    assert_eq!(told, wanted);
}

fn lines_are_found_by_who_did_what_and_when(bed: &Bed) {
    let store = bed.found();
    bed.set_clock(1500);
    two_firms(&store);
    let second = Moment::new("2026-11-21T03:00:01Z".parse().unwrap());
    let found = |wanted: Lines, before| {
        let last = Last { before, most: 1 };
        let found = store.lines(&may("郑爱华"), &wanted, last).unwrap();
        let lines: Vec<u32> = found.items.iter().map(|line| line.seq.0).collect();
        (lines, found.total, found.more)
    };
    let all = Lines::default();
    assert_eq!(found(all.clone(), None), (vec![2], 2, true));
    assert_eq!(found(all.clone(), Some(2)), (vec![1], 2, false));
    let operators = vec!["李秀英".to_owned(), "U1".to_owned()];
    assert_eq!(found(Lines { operators, ..all.clone() }, None), (vec![2], 1, false));
    let act = Some("keep-store".to_owned());
    assert_eq!(found(Lines { act: act.clone(), ..all.clone() }, None), (vec![1], 1, false));
    let from = Some(second);
    assert_eq!(found(Lines { from, ..all.clone() }, None), (vec![2], 1, false));
    let before = Some(second);
    assert_eq!(found(Lines { before, ..all.clone() }, None), (vec![1], 1, false));
    assert_eq!(found(Lines { act, from, ..all }, None), (vec![], 0, false));
}

fn a_whole_journal_has_no_fault(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    // Six changes of who is who, an import, its two columns, two statements.
    let wanted =
        Verified { lines: 2, rows: 11, heads: 2, head: store.head().unwrap(), faults: vec![] };
    assert_eq!(verified(&store), wanted);
    drop(store);
    assert_eq!(verified(&bed.open()), wanted);
}

fn a_changed_row_is_found_by_its_line(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    bed.db().batch("UPDATE statement SET sheet_row = 7 WHERE subject = 1").unwrap();
    let tables = vec!["identity", "import", "origin", "statement"];
    assert_eq!(verified(&store).faults, [Broken::Rows { seq: Seq(2), tables }]);
}

fn a_row_that_was_taken_away_is_found(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    bed.db().batch("DELETE FROM statement WHERE subject = 1").unwrap();
    let tables = vec!["identity", "import", "origin", "statement"];
    assert_eq!(verified(&store).faults, [Broken::Rows { seq: Seq(2), tables }]);
}

fn a_row_that_was_slipped_in_is_found(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    bed.db()
        .batch(
            "INSERT INTO statement (id, seq, subject, sheet_row, body)
             SELECT 3, 9, subject, sheet_row, body FROM statement WHERE id = 1",
        )
        .unwrap();
    assert_eq!(verified(&store).faults, [Broken::Stray { seq: Seq(9), tables: vec!["statement"] }]);
}

fn a_changed_line_breaks_the_chain(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    bed.db().batch("UPDATE journal SET operator = '王芳' WHERE seq = 1").unwrap();
    let at = Moment::new("2026-11-21T03:00:00Z".parse().unwrap());
    let faults = verified(&store).faults;
    assert_eq!(faults, [Broken::Link { seq: Seq(1), at }]);
    let said = "第 1 笔（记的时间 2026-11-21 11:00）与它之前的日志接不上：日志被改动";
    assert_eq!(faults[0].zh(), said);
}

fn a_line_that_cannot_be_read_is_named(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    for seq in [2, 3] {
        bed.db().batch(&format!("UPDATE journal SET at = '昨天' WHERE seq = {seq}")).unwrap();
    }
    let unread = |seq| Broken::Unread { seq: Seq(seq), column: "at" };
    assert_eq!(verified(&store).faults, [unread(2), unread(3)]);
    drop(store);
    assert_eq!(verified(&bed.open()).faults, [unread(2), unread(3)]);
}

fn a_head_that_was_taken_out_of_the_middle_is_missed(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    drop(store);
    let heads = bed.folder().join("heads.log");
    let whole = std::fs::read_to_string(&heads).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let cases = [
        (vec![0, 2], vec![Broken::Headless { seq: Seq(3), after: Seq(2) }]),
        (vec![1, 2], vec![Broken::Headless { seq: Seq(2), after: Seq(1) }]),
        (vec![0, 1, 2], vec![]),
    ];
    for (left, faults) in cases {
        let left: Vec<String> = left.iter().map(|at| format!("{}\n", lines[*at])).collect();
        std::fs::write(&heads, left.concat()).unwrap();
        assert_eq!(verified(&bed.open()).faults, faults, "{left:?}");
    }
    // A program that did not say which came before wrote fewer words: nothing is missed of them.
    let earlier = |line: &str| line.rsplit_once('\t').map(|(line, _)| format!("{line}\n")).unwrap();
    std::fs::write(&heads, [lines[0], lines[2]].map(earlier).concat()).unwrap();
    assert_eq!(verified(&bed.open()).faults, []);
}

fn a_line_that_was_taken_out_leaves_a_gap(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.undo(&may("李秀英"), zone::fact::ImportId(1), "填错了表".into()).unwrap();
    let mut db = bed.db();
    let unchecked = if bed.is_server() {
        "SET session_replication_role = replica"
    } else {
        "PRAGMA foreign_keys = OFF"
    };
    db.batch(unchecked).unwrap();
    db.batch("DELETE FROM journal WHERE seq = 2").unwrap();
    let tables = vec!["identity", "import", "origin", "statement"];
    assert_eq!(
        verified(&store).faults,
        [Broken::Gap { seq: Seq(3) }, Broken::Stray { seq: Seq(2), tables }]
    );
}

fn a_tail_that_was_cut_is_found_by_the_heads(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    bed.db().batch("DELETE FROM undo; DELETE FROM journal WHERE seq = 3").unwrap();
    let cut = Broken::Tail { last: Seq(2), acknowledged: Seq(3) };
    assert_eq!(verified(&store).faults, [cut]);
    drop(store);
    // Nothing is written on top of it.
    let again = bed.open().undo(&may("李秀英"), imported.import, "填错了表".into());
    assert!(matches!(again, Err(Error::Cut { journal: Seq(2), head: Seq(3) })), "{again:?}");
}

fn a_rewritten_journal_differs_from_the_heads(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    drop(store);
    // Somebody puts an older copy back and goes on from there, heads and all.
    let heads = bed.folder().join("heads.log");
    let acknowledged = std::fs::read(&heads).unwrap();
    bed.db()
        .batch(
            "DELETE FROM statement; DELETE FROM origin; DELETE FROM import;
             DELETE FROM identity; DELETE FROM journal WHERE seq = 2",
        )
        .unwrap();
    std::fs::remove_file(&heads).unwrap();
    bed.set_clock(5);
    let store = bed.open();
    assert_eq!(two_firms(&store), imported);
    drop(store);
    std::fs::write(&heads, acknowledged).unwrap();
    assert_eq!(verified(&bed.open()).faults, [Broken::Head { seq: Seq(2) }]);
}

fn a_head_that_a_power_cut_tore_is_written_again(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    drop(store);
    let heads = bed.folder().join("heads.log");
    let whole = std::fs::read(&heads).unwrap();
    let second = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for length in second..whole.len() {
        std::fs::write(&heads, &whole[..length]).unwrap();
        let store = bed.open();
        // The next write opens the file, finds the torn line, and adds the head that it stood for.
        assert!(matches!(
            store.undo(&may("李秀英"), zone::fact::ImportId(9), "试".into()),
            Err(Error::Nothing("import"))
        ));
        drop(store);
        assert_eq!(std::fs::read(&heads).unwrap(), whole);
    }
    assert_eq!(imported.seq, Seq(2));
}

fn a_clock_that_was_set_back_does_not_turn_the_journal_back(bed: &Bed) {
    let store = bed.found();
    bed.set_clock(-3_600_000);
    let imported = two_firms(&store);
    bed.set_clock(60_000);
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    let told: Vec<_> = lines(&store)
        .into_iter()
        .map(|line| (line.at.to_string(), line.said_at.map(|at| at.to_string())))
        .collect();
    let wanted = [
        ("2026-11-21T03:00:00.000Z", None),
        ("2026-11-21T03:00:00.000Z", Some("2026-11-21T02:00:00.000Z")),
        ("2026-11-21T03:01:00.000Z", None),
    ];
    let wanted = wanted.map(|(at, said)| (at.to_owned(), said.map(str::to_owned)));
    assert_eq!(told, wanted);
    assert_eq!(verified(&store).faults, []);
    let moment = |text: &str| crate::Moment::new(text.parse().unwrap());
    assert_eq!(store.known_at(moment("2026-11-21T03:00:59Z")).unwrap(), Seq(2));
    assert_eq!(store.known_at(moment("2026-11-21T02:59:59Z")).unwrap(), Seq(0));
    let asked = [Seq(2), Seq(3), Seq(9)].into_iter().collect();
    let wanted =
        [(Seq(2), moment("2026-11-21T03:00:00Z")), (Seq(3), moment("2026-11-21T03:01:00Z"))];
    assert_eq!(store.moments(&asked).unwrap(), wanted.into_iter().collect());
}

fn the_permit_of_another_zone_opens_nothing(bed: &Bed) {
    let store = bed.found();
    let before = store.head().unwrap();
    let refused = store.verify(&of_zone("别的高新区", "郑爱华"));
    assert!(matches!(refused, Err(Error::Permit(_))), "{refused:?}");
    let intake = super::say::intake("年报.xlsx");
    let refused = store.import(&of_zone("别的高新区", "李秀英"), intake, std::iter::empty());
    assert!(matches!(refused, Err(Error::Permit(_))), "{refused:?}");
    assert_eq!(store.head().unwrap(), before);
}
