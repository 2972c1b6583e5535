//! Every fault of a faulty shelf is found at its line and column, and no other.
//!
//! Each file in `faulty/` is a shelf: `=== path` begins a file, and `=== faults` lists what must
//! be found, `path:line:col: code` a line. All of them stand on the shelf `ground.txt`.

#![expect(clippy::expect_used, reason = "a test that cannot read its files fails")]

use std::path::{Path, PathBuf};

use pack::{File, FileFault, check, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faulty")
}

/// The files of a shelf and the faults that are expected of it.
fn shelf(name: &str) -> (Vec<File>, Vec<String>) {
    let text = std::fs::read_to_string(folder().join(name)).expect("the shelf can be read");
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for part in text.split("=== ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a head line");
        if head == "faults" {
            faults.extend(body.lines().filter(|line| !line.is_empty()).map(str::to_owned));
        } else {
            files.push(File::new(head, body));
        }
    }
    (files, faults)
}

/// `path:line:col: code` of a fault.
fn place(fault: &FileFault, files: &[File]) -> String {
    let file = files.iter().find(|file| file.path == fault.path).expect("a file of the shelf");
    let line = fault.line(&file.text);
    let message = format!(": {}", fault.fault.message.zh);
    line.strip_suffix(&message).expect("the message ends the line").to_owned()
}

/// The names of the faulty shelves.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().display().to_string()).collect();
    names.retain(|name| name != "ground.txt");
    names.sort();
    names
}

/// The places of the faults that are found, and of those expected.
fn found(name: &str) -> (Vec<String>, Vec<String>) {
    let (mut files, _) = shelf("ground.txt");
    let (own, expected) = shelf(name);
    files.extend(own);
    let (shelf, mut faults) = read(&files);
    faults.extend(check(&shelf));
    let mut places: Vec<String> = faults.iter().map(|fault| place(fault, &files)).collect();
    places.sort();
    let mut expected = expected;
    expected.sort();
    (places, expected)
}

#[test]
fn every_fault_of_every_faulty_shelf_is_found_at_its_place() {
    let wrong: Vec<String> = names()
        .iter()
        .filter_map(|name| {
            let (places, expected) = found(name);
            let extra: Vec<_> = places.iter().filter(|place| !expected.contains(place)).collect();
            let lacking: Vec<_> = expected.iter().filter(|place| !places.contains(place)).collect();
            let same = places == expected;
            (!same).then(|| format!("{name}: not expected {extra:#?}, not found {lacking:#?}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new(), "{}", wrong.join("\n"));
}

#[test]
fn the_ground_has_no_fault() {
    let (files, _) = shelf("ground.txt");
    let (shelf, mut faults) = read(&files);
    faults.extend(check(&shelf));
    assert_eq!(faults, Vec::new());
}

#[test]
fn every_fault_says_what_is_wrong_and_what_to_do_in_both_languages() {
    for name in names() {
        let (mut files, _) = shelf("ground.txt");
        files.extend(shelf(&name).0);
        let (shelf, mut faults) = read(&files);
        faults.extend(check(&shelf));
        for FileFault { path, fault } in &faults {
            for words in [&fault.message, &fault.advice] {
                assert!(!words.zh.is_empty() && !words.en.is_empty(), "{path}: {fault:?}");
            }
        }
    }
}
