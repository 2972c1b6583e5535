//! Following `packs/README.md` to the letter works: its files give the faults that it shows.

#![expect(clippy::expect_used, reason = "a test that cannot read its files fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pack::{File, check, read};

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn guide() -> String {
    std::fs::read_to_string(packs().join("README.md")).expect("the guide can be read")
}

/// The files that the guide builds on: the dictionary, the sources, the demo shelf, and the
/// policy that its example of an exception stands on.
fn shipped() -> Vec<File> {
    let mut open = vec![packs()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "toml") {
                let shown = path.strip_prefix(packs()).expect("under packs").display().to_string();
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                files.push(File::new(format!("packs/{shown}"), text));
            }
        }
    }
    let rest = ["packs/national/policy/", "packs/national/code/"];
    files.retain(|file| {
        let named = file.path == "packs/national/policy/tech-sme.toml";
        named || !rest.iter().any(|folder| file.path.starts_with(folder))
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// A block of the guide: its kind, the file it is to be saved as, and its text.
struct Block {
    kind: String,
    path: Option<String>,
    text: String,
}

fn blocks(guide: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut path = None;
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("文件 `") {
            path = rest.split('`').next().map(str::to_owned);
        } else if let Some(kind) = line.strip_prefix("```") {
            let inside = lines.by_ref().take_while(|line| *line != "```");
            let text = inside.fold(String::new(), |text, line| text + line + "\n");
            blocks.push(Block { kind: kind.to_owned(), path: path.take(), text });
        }
    }
    blocks
}

/// What `check` prints of the files that the guide wrote.
fn printed(written: &BTreeMap<String, String>) -> String {
    let mut files = shipped();
    files.extend(written.iter().map(|(path, text)| File::new(path, text)));
    let (shelf, mut faults) = read(&files);
    faults.extend(check(&shelf));
    faults.iter().filter_map(|fault| Some(fault.line(written.get(&fault.path)?) + "\n")).collect()
}

#[test]
fn the_files_of_the_guide_give_the_faults_that_it_shows() {
    let mut written = BTreeMap::new();
    let mut checks = 0;
    for block in blocks(&guide()) {
        match (block.kind.as_str(), block.path) {
            ("toml", Some(path)) => {
                written.insert(path, block.text);
            }
            ("check", _) => {
                assert_eq!(printed(&written), block.text);
                checks += 1;
            }
            _ => {}
        }
    }
    assert!(checks >= 3, "the guide shows faults, their mending and a clean run");
    assert_eq!(printed(&written), "", "at the end nothing is wrong");
}

/// The formulas of the guide with the key that each is for.
fn formulas(guide: &str) -> Vec<(String, String)> {
    let formula = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    blocks(guide)
        .iter()
        .filter(|block| ["when", "give"].contains(&&*block.kind))
        .flat_map(|block| block.text.lines().map(|line| (block.kind.clone(), formula(line))))
        .collect()
}

#[test]
fn every_formula_of_the_guide_is_one_that_the_language_understands() {
    let formulas = formulas(&guide());
    let mut text = "id = \"demo/formula\"\ntitle = \"公式\"\nfrom = 2026-01-01\n\
                    status = \"demo\"\nkind = \"grant\"\n"
        .to_owned();
    for (at, (key, formula)) in formulas.iter().enumerate() {
        let clause = format!(
            "[[clause]]\nid = \"c{at}\"\ncite = \"demo/2026-07#第三条\"\n\
             summary = \"公式\"\n{key} = '''{formula}'''\n"
        );
        text.push_str(&clause);
    }
    let path = "packs/demo/policy/formula.toml";
    let mut files = shipped();
    files.push(File::new(path, text.clone()));
    let (_, faults) = read(&files);
    let own = faults.iter().filter(|fault| fault.path == path);
    let lines: Vec<String> = own.map(|fault| fault.line(&text)).collect();
    assert_eq!((lines, formulas.len() > 20), (Vec::new(), true));
}

#[test]
fn the_guide_names_every_key_of_the_format() {
    fn keys(schema: &serde_json::Value, found: &mut Vec<String>) {
        if let Some(properties) = schema.get("properties").and_then(|keys| keys.as_object()) {
            found.extend(properties.keys().cloned());
        }
        let inner = schema.as_object().into_iter().flat_map(|object| object.values());
        let listed = schema.as_array().into_iter().flatten();
        inner.chain(listed).for_each(|part| keys(part, found));
    }
    let guide = guide();
    let mut found = Vec::new();
    keys(&pack::schema(), &mut found);
    let tables = [
        "clause",
        "indicator",
        "band",
        "window",
        "case",
        "fact",
        "field",
        "judge",
        "year",
        "yearly",
        "changed",
        "feed",
        "owner",
        "target",
    ];
    let named = |key: &String| {
        guide.contains(&format!("`{key}`"))
            || tables.contains(&key.as_str()) && guide.contains(&format!("{key}]]`"))
    };
    let unnamed: Vec<String> = found.into_iter().filter(|key| !named(key)).collect();
    assert_eq!(unnamed, Vec::<String>::new());
}
