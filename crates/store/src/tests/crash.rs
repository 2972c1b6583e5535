//! Killed at any moment: nothing that was acknowledged is lost, and nothing is half there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use zone::Seq;

use super::say::{column, intake, row, two_firms};
use super::{Bed, may, on_both};
use crate::place::Engine;
use crate::session::Session;
use crate::{Deed, Error, Intake, Opening, Patience, Place, Store};

on_both! {
    what_was_acknowledged_survives_a_hundred_kills
}

/// The folder of the register that the child writes to, its server's URL where it has one, and
/// what it does.
const FOLDER: &str = "YUANSHU_CRASH_FOLDER";
const URL: &str = "YUANSHU_CRASH_URL";
const WORK: &str = "YUANSHU_CRASH_WORK";

/// What a child says before each line that it was told is written.
const WRITTEN: &str = "written ";

/// Writes that are counted one by one.
const COUNTED: u32 = 40;

/// Not a test by itself: what the killed process does.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let place = match std::env::var(URL) {
        Ok(url) => Place::server(url, folder),
        Err(_) => Place::folder(folder),
    };
    // The lock of a killed one may outlive it for a moment on a server.
    let patience = Patience::Wait(Arc::new(|_| {}));
    let opening = Opening { place, patience, ..Bed::sqlite().opening() };
    match std::env::var(WORK).unwrap().as_str() {
        "forever" => forever(&Store::open(opening).unwrap()),
        "counted" => {
            let store = Store::open(opening).unwrap();
            (0..COUNTED).for_each(|number| write(&store, number).unwrap());
        }
        "unsynced" => unsynced(&opening),
        other => panic!("{other}"),
    }
}

/// One import of a few rows.
fn write(store: &Store, number: u32) -> Result<(), Error> {
    let origins = vec![column(2, "staff", 2024)];
    let intake = Intake { known: Seq(2), origins, ..intake(&format!("{number}.xlsx")) };
    let rows = (0..number % 50).map(|number| Ok(row(number % 2, &[i64::from(number)])));
    let imported = store.import(&may("李秀英"), intake, rows)?;
    say(imported.seq);
    Ok(())
}

/// Three that write at once, so that commits take several.
fn forever(store: &Store) {
    std::thread::scope(|scope| {
        for first in 0..3 {
            scope.spawn(move || {
                for number in (first..).step_by(3) {
                    if number % 5 == 0 {
                        write(store, number).unwrap();
                    } else {
                        let about = super::say::about(1, "revenue");
                        say(store.object(&may("王芳"), about, "不符".into()).unwrap());
                    }
                }
            });
        }
    });
}

fn say(seq: Seq) {
    let mut out = std::io::stdout().lock();
    // One write, so that a kill cuts no line that the parent would take for another.
    out.write_all(format!("{WRITTEN}{}\n", seq.0).as_bytes()).unwrap();
    out.flush().unwrap();
}

/// As one who does not sync would write: the count must show it.
fn unsynced(opening: &Opening) {
    let mut session = Session::open(opening).unwrap();
    let off = match &opening.place.engine {
        Engine::Server(_) => "SET synchronous_commit = off",
        Engine::File | Engine::Memory(_) => "PRAGMA synchronous = OFF",
    };
    session.db().batch(off).unwrap();
    for _ in 0..COUNTED {
        let deed = Deed {
            operator: "李秀英".into(),
            department: "经济发展局".into(),
            act: "import-facts".into(),
            detail: "{}".into(),
        };
        session.begin().unwrap();
        session.run(opening.clock.tell(), deed, |_| Ok(())).unwrap();
        session.commit().unwrap();
    }
}

/// A child that does `work` on the register of `bed`, run by `runner` where there is one.
fn spawn(bed: &Bed, work: &str, runner: &[&str]) -> Child {
    let me = std::env::current_exe().unwrap();
    let me = me.to_str().unwrap();
    let line: Vec<&str> = runner
        .iter()
        .copied()
        .chain([me, "tests::crash::child", "--exact", "--nocapture", "--test-threads=1"])
        .collect();
    let mut command = Command::new(line[0]);
    command.args(&line[1..]).env(FOLDER, bed.folder()).env(WORK, work);
    if let Engine::Server(url) = &bed.place.engine {
        command.env(URL, url);
    }
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a child says it was told.
fn acknowledged(child: &mut Child) -> Receiver<u32> {
    let (send, receive) = channel();
    let lines = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            // The runner of tests may have begun the line with words of its own.
            let seq = line.split_once(WRITTEN).map(|(_, seq)| seq.parse().unwrap());
            if seq.is_some_and(|seq| send.send(seq).is_err()) {
                break;
            }
        }
    });
    receive
}

/// Numbers that look drawn by chance and are the same each time.
fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn what_was_acknowledged_survives_a_hundred_kills(bed: &Bed) {
    two_firms(&bed.found());
    let kills = std::env::var("YUANSHU_CRASHES").map_or(100, |kills| kills.parse().unwrap());
    let (mut state, mut told) = (7, BTreeSet::new());
    for kill in 0..kills {
        let mut child = spawn(bed, "forever", &[]);
        let receive = acknowledged(&mut child);
        for _ in 0..chance(&mut state) % 12 {
            told.insert(receive.recv().unwrap());
        }
        let moment = Duration::from_micros(chance(&mut state) % 4000);
        told.extend(receive.recv_timeout(moment).ok());
        child.kill().unwrap();
        child.wait().unwrap();
        told.extend(receive);
        if kill % 10 == 9 || kill + 1 == kills {
            check(bed, &told);
        }
    }
    assert!(told.len() > usize::try_from(kills).unwrap(), "{} writes", told.len());
}

/// Everything that was acknowledged is there, and everything that is there is whole.
fn check(bed: &Bed, told: &BTreeSet<u32>) {
    let patience = Patience::Wait(Arc::new(|_| {}));
    let store = Store::open(Opening { patience, ..bed.opening() }).unwrap();
    // The first write after a crash opens the heads, and adds the last where a kill came between.
    let nobody = store.undo(&may("李秀英"), zone::fact::ImportId(u32::MAX), String::new());
    assert!(matches!(nobody, Err(Error::Nothing("import"))), "{nobody:?}");
    let checked = store.verify(&may("郑爱华")).unwrap();
    assert_eq!(checked.faults, []);
    let last = told.last().copied().unwrap_or(0);
    assert!(checked.head.seq.0 >= last, "{} < {last}", checked.head.seq.0);
    assert_eq!(checked.lines, u64::from(checked.head.seq.0));
}

/// How often a file was synced, by the calls of a child that strace watched.
fn syncs(bed: &Bed, work: &str, file: &str) -> Option<usize> {
    let trace = bed.folder().join("trace");
    let runner = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o"];
    let runner: Vec<&str> = runner.into_iter().chain([trace.to_str().unwrap()]).collect();
    if !can_trace(&bed.folder().join("can")) {
        return None;
    }
    let status = spawn(bed, work, &runner).wait().unwrap();
    assert!(status.success());
    let trace = fs::read_to_string(&trace).unwrap();
    Some(trace.lines().filter(|line| line.contains(&format!("/{file}>"))).count())
}

/// Whether there is a strace that may watch; where not, ./test has said so.
fn can_trace(out: &Path) -> bool {
    let out = out.to_str().unwrap();
    let tried = Command::new("strace").args(["-o", out, "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

#[test]
fn every_acknowledged_write_was_synced_twice() {
    let bed = Bed::sqlite();
    two_firms(&bed.found());
    let counted = usize::try_from(COUNTED).unwrap();
    let Some(log) = syncs(&bed, "counted", "register.db-wal") else { return };
    assert!(log >= counted, "the log was synced {log} times for {counted} writes");
    let heads = syncs(&bed, "counted", "heads.log").unwrap();
    assert!(heads >= counted, "the heads were synced {heads} times for {counted} writes");
    // The count sees what a kill does not: without syncs all of this is as well there.
    let log = syncs(&bed, "unsynced", "register.db-wal").unwrap();
    assert!(log < counted, "the log was synced {log} times though nobody asked for it");
    check(&bed, &BTreeSet::new());
}

/// How often the server synced its log, as far as backends that have ended tell.
fn server_syncs(bed: &Bed) -> i64 {
    let mut db = bed.db();
    let old = "SELECT COUNT(*) FROM information_schema.columns
               WHERE table_name = 'pg_stat_wal' AND column_name = 'wal_sync'";
    let old = db.first(old, &[], |row| row.int("count")).unwrap() == Some(1);
    let sql = if old {
        "SELECT wal_sync FROM pg_stat_wal"
    } else {
        "SELECT CAST(SUM(fsyncs) AS BIGINT) FROM pg_stat_io WHERE object = 'wal'"
    };
    db.first(sql, &[], |row| row.int("syncs")).unwrap().unwrap()
}

/// How often the server synced its log while a child worked.
fn server_syncs_by(bed: &Bed, work: &str) -> i64 {
    let before = server_syncs(bed);
    let status = spawn(bed, work, &[]).wait().unwrap();
    assert!(status.success());
    // A backend tells what it did when it ends, shortly after its client.
    let schema = bed.schema.as_ref().unwrap().1.clone();
    let alive = "SELECT COUNT(*) FROM pg_stat_activity
                 WHERE application_name = $1 AND pid <> pg_backend_pid()";
    let mut db = bed.db();
    for _ in 0..100_000 {
        if db.first(alive, &[schema.as_str().into()], |row| row.int("count")).unwrap() == Some(0) {
            break;
        }
    }
    server_syncs(bed) - before
}

#[test]
fn every_acknowledged_write_was_synced_by_the_server() {
    let Some(bed) = Bed::postgres() else { return };
    two_firms(&bed.found());
    let counted = i64::from(COUNTED);
    let syncs = server_syncs_by(&bed, "counted");
    assert!(syncs >= counted, "the log was synced {syncs} times for {counted} writes");
    // Other tests sync too; in one of several tries they are few.
    let fewest = (0..20).map(|_| server_syncs_by(&bed, "unsynced")).min().unwrap();
    assert!(fewest < counted, "the log was synced {fewest} times though nobody asked for it");
}
