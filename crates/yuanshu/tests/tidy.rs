//! The rules of the house that no compiler checks; each test names every fault it finds.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each crate and its floor; a crate may use lower floors only.
const FLOORS: &[(&str, u8)] = &[
    ("yuanshu-base", 0),
    ("yuanshu-rule", 1),
    ("yuanshu-pack", 2),
    ("yuanshu-zone", 3),
    ("yuanshu-demo", 3),
    ("yuanshu-bench", 4),
    ("yuanshu-store", 4),
    ("yuanshu", 5),
];

/// What we are measured against: built by itself, and on no floor.
const PEERS: &[&str] = &["bench/axum/", "bench/zen/"];

/// Folders whose code is told the day and the files' contents, and asks the machine for nothing.
const PURE: &[&str] = &["crates/base/", "crates/rule/", "crates/pack/", "crates/zone/", "demo/"];

/// What pure code must not name.
const MACHINE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "fs::read",
    "env::var",
    "tokio",
    "SystemTime",
    "Instant::",
    "Zoned::now",
    "Timestamp::now",
    "rand::",
    "random()",
    "thread_rng",
];

/// Words that speak of the making of the code, or of what is not there.
const WORDS: &[&str] = &[
    "todo",
    "fixme",
    "hack",
    "xxx",
    "for now",
    "simplified",
    "simplistic",
    "as requested",
    "new approach",
    "in production",
    "in a real",
    "real implementation",
    "placeholder",
    "legacy",
    "deprecated",
    "v2",
    "refactored",
    "hardcoded",
    "hard-coded",
];

/// Endings of type names that say nothing.
const HOLLOW: &[&str] = &[
    "Manager",
    "Service",
    "Handler",
    "Helper",
    "Helpers",
    "Util",
    "Utils",
    "Impl",
    "Data",
    "Info",
    "Dto",
    "Response",
    "Model",
    "Controller",
    "Repository",
    "Wrapper",
    "Factory",
    "Processor",
];

/// The only Markdown there is: a file, or a folder of files.
const MARKDOWN: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "STYLE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "changelog.d/",
    "docs/glossary.md",
    "docs/conditions/",
    "docs/decision/",
    "docs/guide/",
    "packs/README.md",
    "bench/README.md",
];

/// Folders that hold built files, not the project's.
const BUILT: &[&str] = &["target", "out", "node_modules", "dist", "__pycache__"];

/// Files that a program writes and nobody reads.
const GENERATED: &[&str] = &["web/src/api/schema.ts"];

/// A text file of the project; `path` counts from the root.
struct Page {
    path: String,
    text: String,
}

impl Page {
    fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn is_rust(&self) -> bool {
        self.ends(&[".rs"])
    }

    fn is_code(&self) -> bool {
        self.ends(&[".rs", ".py", ".sh", ".ts", ".tsx"])
            || self.text.starts_with("#!/usr/bin/env bash")
    }

    fn is_peer(&self) -> bool {
        PEERS.iter().any(|peer| self.path.starts_with(peer))
    }

    /// This very file spells out what it forbids.
    fn is_this(&self) -> bool {
        self.path.ends_with("tests/tidy.rs")
    }

    /// Lines with their numbers, up to the tests at the end of a Rust file.
    fn lines_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        numbered(&self.text[..end])
    }
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file of the project that is text, in order of path.
fn pages() -> Vec<Page> {
    let root = root();
    let mut pages = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                if name == ".ci" || !(name.starts_with('.') || BUILT.contains(&name.as_str())) {
                    folders.push(entry.path());
                }
            // A worktree keeps the place of its repository in a file.
            } else if name != ".git"
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                if !GENERATED.contains(&path.as_str()) {
                    pages.push(Page { path, text });
                }
            }
        }
    }
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    pages
}

/// Fails with `rule` and every place that breaks it.
fn holds(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

/// Every line of the pages that `fault` finds fault with, as `path:line: fault`.
fn faults(
    pages: impl Iterator<Item = Page>,
    fault: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut found = Vec::new();
    for page in pages {
        for (at, line) in numbered(&page.text) {
            found.extend(fault(line).map(|what| format!("{}:{at}: {what}", page.path)));
        }
    }
    found
}

/// The line without its comment.
fn code(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

fn has_word(line: &str, word: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        !inner(line[..at].chars().next_back()) && !inner(line[at + word.len()..].chars().next())
    })
}

/// What `line` declares, as (keyword, name): `pub struct Money(i64);` is a struct called Money.
fn declared(line: &str) -> Option<(&str, &str)> {
    let mut words = line.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let keyword = words.find(|word| !["pub", "crate", "const", "async", ""].contains(word))?;
    let name = words.next()?;
    ["struct", "enum", "trait", "type", "fn", "mod"].contains(&keyword).then_some((keyword, name))
}

#[test]
fn a_crate_uses_lower_floors_only() {
    let floor = |name: &str| FLOORS.iter().find(|known| known.0 == name).map(|known| known.1);
    let mut broken = Vec::new();
    for page in pages().iter().filter(|page| page.path.ends_with("/Cargo.toml")) {
        let manifest: toml::Table = page.text.parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap();
        let Some(own) = floor(name) else {
            if !page.is_peer() {
                broken.push(format!("{}: {name} has no floor; give it one here", page.path));
            }
            continue;
        };
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let used = manifest.get(table).and_then(toml::Value::as_table);
            for used in used.into_iter().flat_map(toml::Table::keys) {
                if floor(used).is_some_and(|floor| floor >= own) {
                    broken.push(format!("{}: {name} uses {used}, which is not below", page.path));
                }
            }
        }
    }
    holds("A crate may use any crate on a lower floor (ARCHITECTURE.md).", &broken);
}

#[test]
fn the_lower_floors_ask_the_machine_for_nothing() {
    let mut broken = Vec::new();
    for page in pages() {
        let pure = PURE.iter().any(|folder| page.path.starts_with(&format!("{folder}src/")));
        if !pure || !page.is_rust() || page.path.ends_with("/tests.rs") {
            continue;
        }
        for (at, line) in page.lines_before_tests() {
            for call in MACHINE.iter().filter(|call| code(line).contains(**call)) {
                broken.push(format!("{}:{at}: {call}", page.path));
            }
        }
    }
    holds("Floors 0 to 3 read no disk, clock or chance: what they need is an argument.", &broken);
}

#[test]
fn only_the_store_speaks_sql() {
    let ours = |page: &Page| !page.is_this() && !page.is_peer();
    let elsewhere =
        |page: &Page| page.is_rust() && ours(page) && !page.path.starts_with("crates/store/");
    let broken = faults(pages().into_iter().filter(elsewhere), |line| {
        let words = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE "];
        words.iter().find(|word| code(line).contains(**word)).map(|word| format!("{word}…"))
    });
    holds("Rows are read and written in crates/store, and nowhere else.", &broken);
}

#[test]
fn a_source_file_stays_under_500_lines() {
    let broken: Vec<String> = pages()
        .iter()
        .filter(|page| page.is_code() && page.text.lines().count() >= 500)
        .map(|page| format!("{}: {} lines", page.path, page.text.lines().count()))
        .collect();
    holds("A file of 500 lines has two ideas: split it.", &broken);
}

#[test]
fn no_word_speaks_of_the_making() {
    let broken =
        faults(pages().into_iter().filter(|page| page.is_code() && !page.is_this()), |line| {
            // The grey words in an empty field have this name in HTML.
            let line = line.to_lowercase().replace("placeholder=", "");
            WORDS.iter().find(|word| has_word(&line, word)).map(|word| format!("“{word}”"))
        });
    holds("Say what is, and why; the reader was not there when it was made.", &broken);
}

#[test]
fn a_source_file_opens_with_what_it_is() {
    let broken: Vec<String> = pages()
        .iter()
        .filter(|page| page.is_rust() && !page.text.starts_with("//! "))
        .map(|page| page.path.clone())
        .collect();
    holds("Open each file with one `//!` sentence that says what it is.", &broken);
}

#[test]
fn public_types_and_functions_say_what_they_are() {
    let mut broken = Vec::new();
    for page in pages().iter().filter(|page| page.is_rust() && page.path.contains("src/")) {
        let mut above: Vec<&str> = Vec::new();
        for (at, line) in page.lines_before_tests() {
            let trimmed = line.trim();
            let public = trimmed.starts_with("pub ")
                && declared(trimmed).is_some_and(|(keyword, _)| keyword != "mod");
            if public && !above.iter().any(|line| line.starts_with("///")) {
                broken.push(format!("{}:{at}: {trimmed}", page.path));
            }
            // What stands above an item: its comment and attributes, back to the item before.
            if trimmed.is_empty() || trimmed.ends_with(['{', '}', ';']) {
                above.clear();
            } else {
                above.push(trimmed);
            }
        }
    }
    holds("A public type or function has a `///`: what it is, its unit, who says so.", &broken);
}

#[test]
fn no_lint_and_no_test_is_turned_off() {
    let rust = pages().into_iter().filter(|page| page.is_rust() && !page.is_this());
    let broken = faults(rust, |line| {
        let banned = ["#[allow(", "#![allow(", "#[ignore"];
        banned.iter().find(|banned| line.contains(**banned)).map(|banned| format!("{banned}…"))
    });
    holds("A lint is excused by `#[expect(lint, reason)]`; every test runs.", &broken);
}

#[test]
fn a_test_is_called_after_what_is_so() {
    let mut broken = Vec::new();
    for page in pages().iter().filter(|page| page.is_rust() && !page.is_this()) {
        let mut before = "";
        for (at, line) in numbered(&page.text) {
            if before.trim() == "#[test]" && line.contains("fn test_") {
                broken.push(format!("{}:{at}: {}", page.path, line.trim()));
            }
            before = line;
        }
    }
    holds("A test's name is a sentence about the zone; the attribute says it is a test.", &broken);
}

#[test]
fn a_type_is_named_after_what_it_is() {
    let broken = faults(pages().into_iter().filter(Page::is_rust), |line| {
        let (keyword, name) = declared(code(line))?;
        let hollow = HOLLOW.iter().any(|ending| name.ends_with(ending));
        (["struct", "enum", "trait", "type"].contains(&keyword) && hollow).then(|| name.to_owned())
    });
    holds("Names are short nouns: these endings say nothing.", &broken);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let broken = faults(pages().into_iter().filter(|page| !page.is_this()), |line| {
        ["/work/", "/root/", "/tmp/", "/home/"]
            .iter()
            .find(|place| {
                let at = line.find(**place).and_then(|at| line[..at].chars().next_back());
                line.contains(**place) && !at.is_some_and(char::is_alphanumeric)
            })
            .map(|place| format!("{place}…"))
    });
    holds("A path of one machine means nothing on another.", &broken);
}

#[test]
fn markdown_is_where_the_house_has_it() {
    let known = |path: &str| {
        MARKDOWN
            .iter()
            .any(|known| path == *known || known.ends_with('/') && path.starts_with(known))
    };
    let pages = pages();
    let markdown = pages.iter().filter(|page| page.ends(&[".md"]));
    let broken: Vec<String> =
        markdown.filter(|page| !known(&page.path)).map(|page| page.path.clone()).collect();
    holds("Documents have their places (ARCHITECTURE.md); no other Markdown.", &broken);
}

#[test]
fn lines_end_clean() {
    let text = [".rs", ".py", ".sh", ".ts", ".toml", ".md", ".yml"];
    let files = || pages().into_iter().filter(|page| page.is_code() || page.ends(&text));
    let mut broken =
        faults(files(), |line| (line.trim_end() != line).then(|| "a space at the end".to_owned()));
    broken.extend(
        files()
            .filter(|page| !page.text.is_empty() && !page.text.ends_with('\n'))
            .map(|page| format!("{}: the last line does not end", page.path)),
    );
    holds("Lines end without spaces, and the last one ends.", &broken);
}

#[test]
fn the_rust_that_is_needed_is_named_in_one_way() {
    let value = |file: &str, key: &str| {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
        line.split('"').nth(1).unwrap().to_owned()
    };
    let channel = value("rust-toolchain.toml", "channel");
    let (minor, _) = channel.rsplit_once('.').unwrap();
    assert_eq!(value("Cargo.toml", "rust-version"), minor);
}

#[test]
fn the_licence_is_apache() {
    let licence = fs::read_to_string(root().join("LICENSE")).unwrap_or_default();
    assert!(licence.contains("Apache License") && licence.contains("Version 2.0, January 2004"));
}

#[test]
fn every_word_of_the_glossary_is_in_the_code() {
    let pages = pages();
    let rust = || pages.iter().filter(|page| page.is_rust()).flat_map(|page| page.text.lines());
    let renamed = |line| Some(str::strip_suffix(line, ";")?.split_once(" as ")?.1);
    let names: BTreeSet<&str> = rust()
        .filter_map(|line| declared(line).map(|known| known.1).or_else(|| renamed(line)))
        .collect();
    let glossary = pages.iter().find(|page| page.path == "docs/glossary.md");
    let glossary = glossary.expect("docs/glossary.md is missing");
    let mut broken = Vec::new();
    for (at, line) in numbered(&glossary.text).filter(|(_, line)| line.starts_with('|')) {
        let identifier = line.split('|').nth(2).unwrap_or_default();
        for name in identifier.split('`').skip(1).step_by(2) {
            let mut parts = name.split("::");
            let known = parts.next().is_some_and(|first| names.contains(first))
                && parts
                    .all(|part| names.contains(part) || rust().any(|line| has_word(line, part)));
            if !known {
                broken.push(format!("docs/glossary.md:{at}: `{name}`"));
            }
        }
    }
    holds("The glossary pairs 中文 with identifiers that exist.", &broken);
}
