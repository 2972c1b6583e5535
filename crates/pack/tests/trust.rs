//! An answer is trusted no further than what it rests on, whatever policy or shelf that is of.

#![expect(clippy::expect_used, reason = "a test may fall over")]

use base::Day;
use jiff::civil::date;
use pack::shelf::{Access, Status};
use pack::{File, Shelf, read};
use rule::decide::decide;
use rule::decision::Round;
use rule::row::Row;
use rule::table::{Column, Table, Values};
use rule::value::Answer;

const TODAY: Day = date(2026, 11, 22);

const FACTS: &str = r#"
[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"
[[fact]]
id = "size"
name = "规模"
kind = "text"
period = "point"
values = ["大型", "小型"]
of = "demo/size"
[[fact]]
id = "is_small"
name = "小型企业"
kind = "bool"
period = "point"
formula = '规模 = "小型"'
"#;

/// A class by staff.
const SIZE: &str = r#"
id = "demo/size"
title = "规模"
from = 2020-01-01
status = "demo"
kind = "class"
[[indicator]]
id = "size"
name = "规模类别"
cite = "demo/1#第一条"
of = "职工总数[-1]"
[[indicator.band]]
test = ">= 1000 人"
class = "大型"
[[indicator.band]]
test = "-"
class = "小型"
"#;

const REMEMBERED: &str = "cite = \"demo/1#第一条\"\nstatus = \"memory\"";

fn title(rest: &str) -> String {
    format!(
        "id = \"demo/a\"\ntitle = \"称号\"\nfrom = 2026-01-01\nstatus = \"official\"\n\
         checked = 2026-01-01\nkind = \"title\"\n{rest}"
    )
}

fn clause(id: &str, rest: &str) -> String {
    format!("[[clause]]\nid = \"{id}\"\ncite = \"demo/1#第一条\"\nsummary = \"概括\"\n{rest}\n")
}

fn files(policies: &[String]) -> Vec<File> {
    let source = "id = \"demo/1\"\ntitle = \"示范办法\"\nstatus = \"demo\"\n";
    let mut files = vec![
        File::new("packs/demo/source/1.toml", source),
        File::new("packs/demo/fact/base.toml", FACTS),
    ];
    for (at, text) in policies.iter().enumerate() {
        let shelf = if text.contains("id = \"above/") { "above" } else { "demo" };
        files.push(File::new(format!("packs/{shelf}/policy/p{at}.toml"), text.as_str()));
    }
    files
}

fn shelf(policies: &[String]) -> Shelf {
    let (shelf, faults) = read(&files(policies));
    assert_eq!(faults, []);
    shelf
}

/// The status of `demo/a`, what it says of a firm with so many on its staff, and which of its
/// clauses rest on memory.
fn found(shelf: &Shelf, staff: i64) -> (Status, Answer, Vec<bool>) {
    let mut table = Table::new(1, TODAY);
    let values = Values::Number { values: vec![staff], decimals: 0 };
    let column = Column { known: [true].into_iter().collect(), assumed: None, values };
    table.columns.insert((shelf.schema.find("职工总数").expect("a fact"), 1), column);
    let policy = shelf.policy("demo/a", TODAY).expect("in force");
    let answer = decide(&policy.decision, &Row::new(&shelf.schema, &table, 0)).answer;
    (policy.status, answer, policy.decision.clauses.iter().map(|clause| clause.memory).collect())
}

#[test]
fn an_official_policy_that_reads_a_demo_value_is_no_more_than_demo() {
    let reads = title(&clause("small", "when = '规模 = \"小型\"'"));
    let counts = title(&clause("small", "when = \"职工总数[-1] < 1000 人\""));
    let of = |policy: String| found(&shelf(&[SIZE.to_owned(), policy]), 999);
    assert_eq!(of(reads), (Status::Demo, Answer::Yes, vec![false]));
    assert_eq!(of(counts), (Status::Official, Answer::Yes, vec![false]));
}

#[test]
fn a_remembered_class_makes_the_clause_that_reads_it_a_matter_for_a_person() {
    let size = SIZE.replace("cite = \"demo/1#第一条\"", REMEMBERED);
    let policy = clause("small", "when = \"小型企业\"")
        + &clause("staffed", "when = \"职工总数[-1] >= 10 人\"");
    let shelf = shelf(&[size, title(&policy)]);
    assert_eq!(found(&shelf, 999), (Status::Demo, Answer::Person, vec![true, false]));
    assert_eq!(found(&shelf, 1000), (Status::Demo, Answer::No, vec![true, false]));
}

#[test]
fn a_remembered_condition_of_the_class_counts_as_the_class_does() {
    let size = SIZE.to_owned()
        + &clause("staffed", "when = \"职工总数[-1] >= 10 人\"\nstatus = \"memory\"");
    let shelf = shelf(&[size, title(&clause("small", "when = \"小型企业\""))]);
    assert_eq!(found(&shelf, 999), (Status::Demo, Answer::Person, vec![true]));
}

#[test]
fn a_score_that_reads_a_remembered_class_hands_it_on() {
    let size = SIZE.replace("cite = \"demo/1#第一条\"", REMEMBERED);
    let policy = "[[indicator]]\nid = \"points\"\nname = \"得分\"\ncite = \"demo/1#第一条\"\n\
         [[indicator.band]]\ntest = \"小型企业\"\npoints = 5\n\
         [[indicator.band]]\ntest = \"-\"\npoints = 0\n\
         [[indicator]]\nid = \"total\"\nname = \"总分\"\nsum = [\"points\"]\n"
        .to_owned()
        + &clause("enough", "when = \"总分 >= 5\"");
    assert_eq!(
        found(&shelf(&[size, title(&policy)]), 999),
        (Status::Demo, Answer::Person, vec![true])
    );
}

#[test]
fn a_draft_gives_no_value_and_takes_no_trust_away() {
    let size = SIZE.replace("status = \"demo\"", "status = \"draft\"");
    let shelf = shelf(&[size, title(&clause("small", "when = \"小型企业\""))]);
    assert_eq!(found(&shelf, 999), (Status::Official, Answer::Unknown, vec![false]));
}

#[test]
fn an_edition_of_other_days_takes_no_trust_away() {
    let old = SIZE.replace("from = 2020-01-01", "from = 2020-01-01\nuntil = 2025-12-31");
    let old = old.replace("cite = \"demo/1#第一条\"", REMEMBERED);
    let new = SIZE
        .replace("from = 2020-01-01", "from = 2026-01-01\nchecked = 2026-01-01")
        .replace("status = \"demo\"", "status = \"official\"");
    let shelf = shelf(&[old, new, title(&clause("small", "when = \"小型企业\""))]);
    assert_eq!(found(&shelf, 999), (Status::Official, Answer::Yes, vec![false]));
}

#[test]
fn a_score_that_counts_what_is_missing_as_nothing_is_no_fact() {
    let size = SIZE.replace("kind = \"class\"", "kind = \"class\"\nunknown = \"zero\"");
    let (shelf, faults) = read(&files(&[size]));
    let said: Vec<(&str, &str)> =
        faults.iter().map(|fault| (fault.fault.code, fault.fault.message.zh.as_str())).collect();
    assert_eq!(said, [("bad-of", "不能用政策 demo/size 的结果：它把缺的数按零分算")]);
    let size = shelf.schema.find("规模").and_then(|fact| shelf.schema.get(fact));
    assert_eq!(size.expect("a fact").formula, None);
}

#[test]
fn a_policy_over_another_keeps_its_own_rounding_and_its_own_word_on_the_unknown() {
    let head = |id: &str, rest: &str| {
        format!(
            "id = \"{id}\"\ntitle = \"补助\"\nfrom = 2020-01-01\nstatus = \"demo\"\n\
             kind = \"grant\"\n{rest}\n"
        )
    };
    let gives = |round: &str| {
        clause("gift", &format!("when = \"职工总数[-1] > 0 人\"\ngive = \"1 万元\"\n{round}"))
    };
    let own = |base_round: &str, base_word: &str, round: &str, word: &str| {
        let above = head("above/a", base_word) + &gives(base_round);
        let below = head("demo/a", &format!("base = \"above/a\"\n{word}"))
            + &clause("cap", &format!("cap = \"5000 元\"\n{round}"));
        let shelf = shelf(&[SIZE.to_owned(), above, below]);
        let decision = &shelf.policy("demo/a", TODAY).expect("in force").decision;
        (decision.round, decision.lenient)
    };
    let (yuan, fen, zero) = ("round = \"yuan\"", "round = \"fen\"", "unknown = \"zero\"");
    assert_eq!(own("", "", yuan, zero), (Round::Yuan, true));
    assert_eq!(own(yuan, zero, "", ""), (Round::Yuan, true));
    assert_eq!(own(yuan, "", fen, ""), (Round::Fen, false));
    assert_eq!(own("round = \"down\"", "", yuan, zero), (Round::Yuan, true));
}

#[test]
fn a_policy_is_as_guarded_as_what_it_reads_through_others() {
    let reads = title(&clause("small", "when = \"小型企业\""));
    let judged = title(&clause("judged", "when = 'judge(\"实地核查\")'"));
    let of = |policy: &str, staff: &str| {
        let mut files = files(&[SIZE.to_owned(), policy.to_owned()]);
        let facts = FACTS.replacen("unit = \"人\"", &format!("unit = \"人\"\n{staff}"), 1);
        let judge = "[[judge]]\nname = \"实地核查\"\n";
        files[1] = File::new("packs/demo/fact/base.toml", facts + judge);
        let (shelf, faults) = read(&files);
        assert_eq!(faults, []);
        shelf.policy("demo/a", TODAY).expect("in force").access
    };
    assert_eq!(of(&reads, "access = \"sensitive\""), Access::Sensitive);
    // What is made of public figures is public only where that is written.
    assert_eq!(of(&reads, "access = \"public\""), Access::Internal);
    assert_eq!(of(&judged, "access = \"sensitive\""), Access::Public);
}
