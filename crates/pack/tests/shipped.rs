//! The shelves that are shipped are whole.

#![expect(clippy::expect_used, reason = "a test that cannot read its files fails")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pack::{File, FileFault, read};

fn shipped() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut open: Vec<PathBuf> = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let shown = path.strip_prefix(&root).expect("under packs").display().to_string();
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                files.push(File::new(format!("packs/{shown}"), text));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn lines(faults: &[FileFault], files: &[File]) -> Vec<String> {
    let text =
        |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| &file.text);
    faults.iter().map(|fault| fault.line(text(&fault.path))).collect()
}

#[test]
fn the_shipped_shelves_are_read_without_a_fault() {
    let files = shipped();
    let (_, faults) = read(&files);
    assert_eq!(lines(&faults, &files), Vec::<String>::new());
}

#[test]
fn every_case_of_the_shipped_shelves_comes_out() {
    let files = shipped();
    let (shelf, _) = read(&files);
    assert_eq!(lines(&pack::check(&shelf), &files), Vec::<String>::new());
}

#[test]
fn no_two_cases_of_an_edition_are_called_the_same() {
    let (shelf, _) = read(&shipped());
    let mut twice = Vec::new();
    for policy in &shelf.policies {
        let mut seen = BTreeSet::new();
        let names = policy.cases.iter().map(|case| &case.name);
        twice.extend(names.filter(|name| !seen.insert(*name)).map(|name| (&policy.path, name)));
    }
    assert_eq!(twice, []);
}

#[test]
fn a_limit_into_a_year_without_notice_is_provisional_and_spares_new_year() {
    let (shelf, _) = read(&shipped());
    let due = |year, month, day| shelf.calendar.due(base::Day::constant(year, month, day), 1);
    // 1 January 2026 rests by notice, Sunday the 4th works in exchange.
    let firm = base::Due { day: base::Day::constant(2026, 1, 4), provisional: false };
    assert_eq!(due(2026, 1, 3), firm);
    // Friday, 1 January 2027 rests whatever the notice will say.
    let provisional = base::Due { day: base::Day::constant(2027, 1, 4), provisional: true };
    assert_eq!(due(2026, 12, 31), provisional);
}
