//! Two ratios of real listed firms, against an answer worked out independently in whole fen.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot read its files fails, and says when it has none"
)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use base::Day;
use pack::File;
use rule::plan::Plan;
use rule::value::Answer;
use yuanshu::read::{Dictionary, Source, read};

const POLICIES: [(&str, &str); 2] = [
    (
        "rd-tier",
        "研发费用[-1] / 营业收入[-1] >= (if 营业收入[-1] <= 5000 万元 then 5% else if 营业收入[-1] <= 2 亿元 then 4% else 3%)",
    ),
    ("rd-staff", "研发人员[-1] / 职工总数[-1] >= 10%"),
];

fn policy((id, when): (&str, &str)) -> File {
    let text = format!(
        r#"
id = "ratio/{id}"
title = "{id}"
from = 2000-01-01
status = "demo"
kind = "title"
[[clause]]
id = "ratio"
cite = "ratio/one-year#一"
summary = "one year's ratio"
when = "{when}"
"#
    );
    File::new(format!("packs/ratio/policy/{id}.toml"), text)
}

fn files() -> Vec<File> {
    let source = "id = \"ratio/one-year\"\ntitle = \"one year's ratios\"\ncopy = \"none: made for a test\"\nstatus = \"demo\"\n";
    let mut files: Vec<File> = POLICIES.into_iter().map(policy).collect();
    files.push(File::new("packs/ratio/source/one-year.toml".to_owned(), source.to_owned()));
    let national = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/national");
    for folder in ["code", "fact", "source", "policy"] {
        for entry in std::fs::read_dir(national.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let shown = format!("packs/national/{folder}/{name}");
            files.push(File::new(shown, std::fs::read_to_string(&path).unwrap()));
        }
    }
    files
}

fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("YUANSHU_SHARED").map(PathBuf::from);
    shared.map(|shared| shared.join("data/listed-firms")).filter(|folder| folder.is_dir())
}

#[test]
fn every_ratio_of_the_listed_firms_agrees_to_the_fen() {
    let Some(folder) = shared() else {
        println!("skipped: YUANSHU_SHARED names no folder with data/listed-firms");
        return;
    };
    let (shelf, faults) = pack::read(&files());
    assert_eq!(faults, Vec::new());
    let dictionary = Dictionary::of(&shelf);
    let facts =
        read(&[Source::all(folder.join("企业年度主要指标.xlsx"))], &dictionary, &mut |_| ());
    let codes: HashMap<&str, usize> = facts
        .subjects
        .iter()
        .enumerate()
        .filter_map(|(row, subject)| Some((subject.code.as_deref()?, row)))
        .collect();
    let mut expected = csv::Reader::from_path(folder.join("expected-one-year-ratios.csv")).unwrap();
    let rows: Vec<(String, i16, u8, u8)> =
        expected.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 3_737);
    let mut wrong = Vec::new();
    for year in [2019, 2020, 2021] {
        let table = facts.table(Day::constant(year + 1, 6, 1), &[]);
        let decisions = POLICIES
            .iter()
            .map(|(id, _)| &shelf.policy(&format!("ratio/{id}"), table.on).unwrap().decision);
        let run = Plan::new(&shelf.schema, &table, decisions.collect()).run();
        for (code, of, tier, staff) in rows.iter().filter(|row| row.1 == year) {
            for (policy, met) in [(0, *tier), (1, *staff)] {
                let want = if met == 1 { Answer::Yes } else { Answer::No };
                let row = codes.get(code.trim_start_matches('\u{feff}')).copied();
                let got = row.map(|row| run.answer(policy, row));
                if got != Some(want) {
                    wrong.push((code.clone(), *of, POLICIES.get(policy).unwrap().0, got, want));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::new());
}
