//! The documents of docs/conditions: every numbered condition is listed, every clause named exists.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A run of conditions that are numbered from 1, as they are cited: “2.1 第 4 条”.
struct Numbered {
    section: &'static str,
    before: &'static str,
    after: &'static str,
    count: u8,
}

const fn numbered(
    section: &'static str,
    before: &'static str,
    after: &'static str,
    count: u8,
) -> Numbered {
    Numbered { section, before, after, count }
}

/// The numbered conditions of the rules that the national packs cover.
const NUMBERED: &[Numbered] = &[
    numbered("2.1", "第 ", " 条", 5),
    numbered("2.2", "第 ", " 行", 4),
    numbered("3.1", "第 ", " 条", 8),
    numbered("3.2", "第 ", " 行", 4),
    numbered("4", "第 ", " 行", 6),
    numbered("4", "直通 ", "", 4),
    numbered("5.1", "第 ", " 条", 6),
    numbered("5.2", "第 ", " 条", 7),
    numbered("6", "第 ", " 行", 16),
    numbered("7", "第 ", " 条", 4),
    numbered("9.1", "第 ", " 条", 7),
    numbered("9.3", "第 ", " 条", 2),
];

/// Conditions that carry a letter or a name instead of a number.
const NAMED: &[&str] = &[
    "2.3 (a)",
    "2.3 (b)",
    "2.3 (c)",
    "2.3 (d)",
    "2.4",
    "3.1 第 5 条前段",
    "3.1 第 5 条后段",
    "3.3",
    "4 公告条件",
    "4 基本条件",
    "5.3",
    "5.4 附件2",
    "5.4 附件3",
    "5.5",
    "5.6",
    "5.7",
    "9.2",
    "9.4",
];

/// One row of a table: | 条件 | 出处 | 条款 | 说明 |.
struct Row {
    place: String,
    condition: String,
    source: String,
    clauses: BTreeSet<String>,
    note: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Path and text of the files of `folder` that end in `ending`, in order.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(ending))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            (format!("{folder}/{name}"), fs::read_to_string(&path).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// `policy#clause` wherever it stands in backquotes.
fn named(text: &str) -> BTreeSet<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|name| name.contains('/') && name.contains('#')).map(String::from).collect()
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (path, text) in files("docs/conditions", ".md") {
        for (at, line) in text.lines().enumerate() {
            let cells: Vec<&str> =
                line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let [condition, source, clause, note] = cells[..] else { continue };
            if condition == "条件" || condition.starts_with("--") {
                continue;
            }
            rows.push(Row {
                place: format!("{path}:{}", at + 1),
                condition: condition.to_owned(),
                source: source.to_owned(),
                clauses: named(clause),
                note: note.to_owned(),
            });
        }
    }
    rows
}

/// A clause or an indicator of one edition.
struct Clause {
    /// `policy#clause`.
    id: String,
    /// The clauses and indicators it is made of, by the same ids.
    parts: BTreeSet<String>,
}

/// Every clause and indicator of every edition on the national shelf.
fn clauses() -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (path, text) in files("packs/national/policy", ".toml") {
        let policy: toml::Table = text.parse().unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let id = policy["id"].as_str().unwrap();
        let all: Vec<&toml::Value> = ["clause", "indicator"]
            .iter()
            .filter_map(|kind| policy.get(*kind).and_then(toml::Value::as_array))
            .flatten()
            .collect();
        for clause in &all {
            let own = texts(clause);
            let part = |other: &&&toml::Value| {
                let listed = own.iter().any(|text| Some(*text) == other["id"].as_str());
                let name = other.get("name").and_then(toml::Value::as_str);
                let used = name.is_some_and(|name| own.iter().any(|text| text.contains(name)));
                other["id"] != clause["id"] && (listed || used)
            };
            let parts = all.iter().filter(part).map(|other| full(id, other)).collect();
            clauses.push(Clause { id: full(id, clause), parts });
        }
    }
    clauses
}

fn full(policy: &str, clause: &toml::Value) -> String {
    format!("{policy}#{}", clause["id"].as_str().unwrap())
}

/// Every formula and every id of a part in a clause, however deep; not its wording.
fn texts(value: &toml::Value) -> Vec<&str> {
    match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Array(values) => values.iter().flat_map(texts).collect(),
        toml::Value::Table(table) => table
            .iter()
            .filter(|(key, _)| !["id", "name", "cite", "text", "summary"].contains(&key.as_str()))
            .flat_map(|(_, value)| texts(value))
            .collect(),
        _ => Vec::new(),
    }
}

/// What `named` answers for: itself, the parts of what it names, what is wholly made of those,
/// and the same clause of a renewal, which repeats the clauses of the title.
fn answered(clauses: &[Clause], named: &BTreeSet<String>) -> BTreeSet<String> {
    let mut answered = named.clone();
    loop {
        let before = answered.len();
        for clause in clauses {
            let whole = !clause.parts.is_empty() && clause.parts.is_subset(&answered);
            if whole || answered.contains(&clause.id.replace("-renewal#", "#")) {
                answered.insert(clause.id.clone());
            }
            if answered.contains(&clause.id) {
                answered.extend(clause.parts.iter().cloned());
            }
        }
        if answered.len() == before {
            return answered;
        }
    }
}

fn holds(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

/// Whether `row` stands for that condition of `run`: it may cite several, as in “2.2 第 2、3 行”.
fn cites(row: &Row, run: &Numbered, number: u8) -> bool {
    let Numbered { section, before, after, .. } = *run;
    row.source.split('；').any(|source| {
        let Some(rest) = source.trim().strip_prefix(section) else { return false };
        let Some(rest) = rest.trim_start().strip_prefix(before) else { return false };
        let end = if after.is_empty() { Some(rest.len()) } else { rest.find(after) };
        let Some(end) = end else { return false };
        rest[..end].split('、').any(|listed| listed.trim() == number.to_string())
    })
}

#[test]
fn every_numbered_condition_is_listed() {
    let rows = rows();
    let mut broken = Vec::new();
    for run in NUMBERED {
        for number in 1..=run.count {
            if !rows.iter().any(|row| cites(row, run, number)) {
                broken.push(format!("{} {}{number}{}", run.section, run.before, run.after));
            }
        }
    }
    for source in NAMED {
        if !rows.iter().any(|row| row.source == *source) {
            broken.push((*source).to_owned());
        }
    }
    holds("Every condition has a row in docs/conditions.", &broken);
}

#[test]
fn every_condition_has_a_clause_or_a_reason() {
    let broken: Vec<String> = rows()
        .iter()
        .filter(|row| row.clauses.is_empty() && row.note.is_empty())
        .map(|row| format!("{}: {}", row.place, row.condition))
        .collect();
    holds("A condition without a clause says why it has none.", &broken);
}

#[test]
fn every_clause_that_is_named_exists() {
    let ids: BTreeSet<String> = clauses().into_iter().map(|clause| clause.id).collect();
    let mut broken = Vec::new();
    for (path, text) in files("docs/conditions", ".md") {
        for (at, line) in text.lines().enumerate() {
            for name in named(line).difference(&ids) {
                broken.push(format!("{path}:{}: {name}", at + 1));
            }
        }
    }
    holds("The documents name clauses and indicators of packs/national/policy.", &broken);
}

#[test]
fn every_clause_answers_a_condition() {
    let texts: String = files("docs/conditions", ".md").into_iter().map(|(_, text)| text).collect();
    let clauses = clauses();
    let ids: BTreeSet<String> = clauses.iter().map(|clause| clause.id.clone()).collect();
    let answered = answered(&clauses, &named(&texts));
    let broken: Vec<String> = ids.difference(&answered).cloned().collect();
    holds("Every clause of packs/national/policy, or what it is part of, has a row.", &broken);
}
