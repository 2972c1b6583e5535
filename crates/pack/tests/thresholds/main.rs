//! Rows one fen, one person and one day on either side of every threshold of the shipped packs.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that goes wrong here should stop"
)]

mod cross;
mod dial;
mod edition;
mod leaf;
mod place;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use base::Day;
use pack::shelf::Status;
use pack::{File, Policy, Shelf};
use rule::table::day_number;
use rule::value::Answer;

use crate::dial::Knob;
use crate::edition::{Report, report};

/// Thresholds that no row can straddle, as messages name them.
const EXEMPT: &[&str] = &[];

/// The most faults that a message lists.
const MOST_SHOWN: usize = 20;

fn shipped() -> Shelf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut open: Vec<PathBuf> = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let shown = path.strip_prefix(&root).unwrap().display().to_string();
                let text = std::fs::read_to_string(&path).unwrap();
                files.push(File::new(format!("packs/{shown}"), text));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    pack::read(&files).0
}

/// What came of each edition that is shipped; drafts decide nothing.
fn reports(shelf: &Shelf) -> Vec<Report> {
    let policies: Vec<&Policy> =
        shelf.policies.iter().filter(|policy| policy.status != Status::Draft).collect();
    let open = Mutex::new(policies.into_iter());
    let done = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = open.lock().unwrap().next();
                    let Some(policy) = next else { return };
                    let found = report(shelf, policy, |_| true);
                    done.lock().unwrap().push(found);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

#[test]
fn every_threshold_of_the_shipped_packs_is_met_from_both_sides() {
    let mut straddled = BTreeSet::new();
    let mut missed = BTreeMap::new();
    let mut faults = Vec::new();
    for report in reports(&shipped()) {
        straddled.extend(report.straddled);
        missed.extend(report.missed);
        faults.extend(report.faults);
    }
    missed.retain(|place, _| !straddled.contains(place));
    let missed: Vec<String> =
        missed.into_iter().map(|(place, text)| format!("{place}: {text}")).collect();
    let first: Vec<String> = faults.iter().take(MOST_SHOWN).cloned().collect();
    assert!(faults.is_empty(), "{} faults, first:\n{}", faults.len(), first.join("\n"));
    assert!(missed == EXEMPT, "no case straddles these:\n{}", missed.join("\n"));
}

/// Where the rows around a threshold stand, and what its comparison says of each.
fn met(shelf: &Shelf, policy: &str, place: &str, fact: (&str, u8)) -> Vec<(i64, Answer)> {
    let policy = shelf.policies.iter().find(|known| known.id == policy).unwrap();
    let knob = Knob::Fact(shelf.schema.find(fact.0).unwrap(), fact.1);
    let place = format!("{} {place}", place::edition(policy));
    let mut met = report(shelf, policy, |at| at == place).met.into_iter();
    met.find(|met| met.place == place && met.knob == knob).unwrap().rows
}

#[test]
fn rows_stand_one_day_one_fen_and_one_person_from_what_the_clauses_say() {
    use Answer::{No, Yes};
    let shelf = shipped();
    // At least 365 days on 2026-11-21: registered on 2025-11-21 is in, a day later is out.
    let day = |day| i64::from(day_number(Day::constant(2025, 11, day)));
    assert_eq!(
        met(&shelf, "national/high-tech", "clause age when #1", ("成立日期", 0)),
        [(day(20), Yes), (day(21), Yes), (day(22), No), (day(23), No)]
    );
    // No more than 3,000,000.00 元 of taxable income.
    assert_eq!(
        met(&shelf, "national/small-low-profit", "clause income when #1", ("应纳税所得额", 1)),
        [(299_999_999, Yes), (300_000_000, Yes), (300_000_001, No), (300_000_002, No)]
    );
    // An industrial firm of 1,000 people is large.
    assert_eq!(
        met(&shelf, "national/sme-size", "indicator size band 5 #2", ("从业人员期末", 1)),
        [(998, No), (999, No), (1000, Yes), (1001, Yes)]
    );
}
