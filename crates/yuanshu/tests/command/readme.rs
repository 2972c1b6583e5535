//! What README.md shows is what the program says.

use crate::desk::Desk;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The blocks of README.md that the program printed, without the spaces that only align.
fn shown() -> Vec<Vec<String>> {
    let readme = std::fs::read_to_string(format!("{ROOT}/README.md")).unwrap();
    let blocks = readme.split("\n```").skip(1).step_by(2).map(lines);
    blocks.filter(|lines| lines.iter().any(|line| line.contains("测算日 2026-11-21"))).collect()
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The first line of a block that does not follow, in order, among those that were printed.
fn stray<'a>(block: &'a [String], printed: &[String]) -> Option<&'a String> {
    let mut rest = printed.iter();
    block.iter().find(|line| !rest.any(|other| other == *line))
}

#[test]
fn the_readme_shows_what_the_invented_zone_answers() {
    let desk = Desk::new("readme");
    let on = ["--on", "2026-11-21"];
    desk.run(&[&["demo", "--out", "示例园区.xlsx"][..], &on].concat());
    let [national, demo] = ["national", "demo"].map(|shelf| format!("{ROOT}/packs/{shelf}"));
    // As ./run matches a sheet.
    let given = ["match", "--packs", &national, "--facts", "示例园区.xlsx", "--out", "out.csv"];
    let matched = desk.run(&[&given[..], &on].concat());
    let asked = ["why", "--packs", &national, &demo, "--facts", "示例园区.xlsx"];
    let firm = ["--subject", "91000000MA000004XL", "--policy", "demo/rd-grant"];
    let why = desk.run(&[&asked[..], &on, &firm].concat());
    let blocks = shown();
    let [summary, reasons] = blocks.as_slice() else { panic!("{blocks:#?}") };
    for (block, ran) in [(summary, matched), (reasons, why)] {
        let stray = stray(block, &lines(&ran.out));
        assert_eq!(stray, None, "README.md shows otherwise than this:\n{}{}", ran.out, ran.err);
    }
}
