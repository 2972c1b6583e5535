//! What a shelf holds: editions in force on a day, lowered clauses, derived facts.

#![expect(clippy::expect_used, reason = "a test may fall over")]

use base::Day;
use jiff::civil::date;
use pack::feed::{Stage, Use};
use pack::shelf::{Access, FactKind, Kind, Status};
use pack::{File, Shelf, check, read};
use rule::decide::{Finding, decide};
use rule::decision::{Condition, Round};
use rule::row::Row;
use rule::table::{Column, Table, Values};
use rule::value::{Answer, Value};

const SOURCE: &str = r#"
id = "demo/1"
title = "示范办法"
status = "demo"
"#;

const FACTS: &str = r#"
[[fact]]
id = "founded"
name = "成立日期"
kind = "date"
period = "point"
role = "born"
access = "public"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
synonyms = ["营收"]
move = "up"
by = "time"
min = "0"
max = "1 万亿元"
[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"
access = "sensitive"
[[fact]]
id = "scientists"
name = "科技人员"
kind = "count"
unit = "人"
period = "year"
parts_of = "staff"
[[fact]]
id = "share"
name = "科技人员占比"
kind = "ratio"
period = "year"
formula = "科技人员 / 职工总数"
[[fact]]
id = "size"
name = "规模"
kind = "text"
period = "point"
values = ["大型", "小型"]
of = "demo/size"
[[judge]]
name = "先进程度"
max = 8
"#;

fn policy(head: &str, body: &str) -> String {
    format!("title = \"示范\"\nstatus = \"demo\"\nkind = \"title\"\n{head}\n{body}")
}

fn clause(id: &str, rest: &str) -> String {
    format!("[[clause]]\nid = \"{id}\"\ncite = \"demo/1#第一条\"\nsummary = \"概括\"\n{rest}\n")
}

fn files(policies: &[(&str, String)]) -> Vec<File> {
    let mut files = vec![
        File::new("packs/demo/source/1.toml", SOURCE),
        File::new("packs/demo/fact/base.toml", FACTS),
        File::new("packs/demo/policy/size.toml", SIZE),
    ];
    let named = |name: &str| format!("packs/demo/policy/{name}.toml");
    files.extend(policies.iter().map(|(name, text)| File::new(named(name), text)));
    files
}

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
test = "< 1000 人"
class = "小型"
[[case]]
name = "正好一千人"
on = 2026-11-21
given = { "职工总数" = ["1000 人"] }
want = { value = "大型" }
"#;

/// The shelf of these policies, which have no fault.
fn shelf(policies: &[(&str, String)]) -> Shelf {
    let files = files(policies);
    let (shelf, faults) = read(&files);
    let lines: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
    assert_eq!(lines, Vec::<String>::new());
    shelf
}

fn number(values: i64) -> Column {
    let values = Values::Number { values: vec![values], decimals: 0 };
    Column { known: [true].into_iter().collect(), assumed: None, values }
}

/// What a policy finds on a day for a firm with these facts of the last year.
fn find(shelf: &Shelf, id: &str, on: Day, facts: &[(&str, i64)]) -> Finding {
    let mut table = Table::new(1, on);
    for (name, value) in facts {
        let fact = shelf.schema.find(name).expect("a fact");
        table.columns.insert((fact, 1), number(*value));
    }
    let policy = shelf.policy(id, on).expect("in force");
    decide(&policy.decision, &Row::new(&shelf.schema, &table, 0))
}

#[test]
fn the_edition_of_the_day_decides_and_a_draft_never_does() {
    let old = policy(
        "id = \"demo/a\"\nfrom = 2020-01-01\nuntil = 2026-03-31",
        &clause("staff", "when = \"职工总数[-1] >= 10 人\""),
    );
    let new = policy(
        "id = \"demo/a\"\nfrom = 2026-04-01",
        &clause("staff", "when = \"职工总数[-1] >= 20 人\""),
    );
    let draft = policy(
        "id = \"demo/b\"\nfrom = 2020-01-01",
        &clause("staff", "when = \"职工总数[-1] >= 1 人\""),
    )
    .replace("status = \"demo\"", "status = \"draft\"");
    let shelf = shelf(&[("a-2026", new), ("a", old), ("b", draft)]);
    let ids = |on| -> Vec<(&str, Option<Day>)> {
        shelf.in_force(on).iter().map(|policy| (&*policy.id, policy.days.from)).collect()
    };
    let (size, old, new) = (Some(date(2020, 1, 1)), Some(date(2020, 1, 1)), Some(date(2026, 4, 1)));
    assert_eq!(ids(date(2019, 12, 31)), []);
    assert_eq!(ids(date(2026, 3, 31)), [("demo/a", old), ("demo/size", size)]);
    assert_eq!(ids(date(2026, 4, 1)), [("demo/a", new), ("demo/size", size)]);
    let answer = |on| find(&shelf, "demo/a", on, &[("职工总数", 15)]).answer;
    assert_eq!(answer(date(2026, 3, 31)), Answer::Yes);
    assert_eq!(answer(date(2026, 4, 1)), Answer::No);
    assert_eq!(shelf.policy("demo/b", date(2026, 4, 1)), None);
}

#[test]
fn the_dictionary_keeps_what_the_schema_does_not() {
    let shelf = shelf(&[]);
    let revenue = shelf.schema.find("营业收入").expect("a fact");
    let entry = shelf.entry(revenue).expect("an entry");
    assert_eq!(entry.kind, FactKind::Money);
    assert_eq!(entry.synonyms, ["营收"]);
    assert_eq!(entry.unit.as_deref(), Some("万元"));
    let bounds = (entry.min.as_ref(), entry.max.as_ref());
    let number = |text: &str| match rule::parse::literal(text) {
        Ok(Value::Number(number, _)) => number,
        other => panic!("{other:?}"),
    };
    assert_eq!(bounds, (Some(&number("0")), Some(&number("1000000000000"))));
    let scientists = shelf.schema.find("scientists").expect("a fact");
    let whole = shelf.entry(scientists).and_then(|entry| entry.part_of);
    assert_eq!(whole, shelf.schema.find("staff"));
    assert_eq!(shelf.schema.born, shelf.schema.find("成立日期"));
}

#[test]
fn what_is_worked_out_of_something_sensitive_is_sensitive() {
    let shelf = shelf(&[]);
    let access = |id| shelf.access(shelf.schema.find(id).expect("a fact"));
    let all = ["founded", "revenue", "staff", "share", "size"].map(access);
    assert_eq!(
        all,
        [Access::Public, Access::Internal, Access::Sensitive, Access::Sensitive, Access::Sensitive]
    );
}

#[test]
fn a_derived_fact_is_worked_out_and_a_class_is_a_fact() {
    let body = clause("share", "when = \"科技人员占比[-1] >= 10%\"")
        + &clause("size", "when = '规模 = \"小型\"'");
    let shelf = shelf(&[("a", policy("id = \"demo/a\"\nfrom = 2026-01-01", &body))]);
    let answers = |staff, scientists| {
        let facts = [("职工总数", staff), ("科技人员", scientists)];
        find(&shelf, "demo/a", date(2026, 11, 21), &facts).clauses
    };
    assert_eq!(answers(999, 100), [Answer::Yes, Answer::Yes]);
    assert_eq!(answers(1000, 99), [Answer::No, Answer::No]);
    let unknown = find(&shelf, "demo/a", date(2026, 11, 21), &[("科技人员", 99)]).clauses;
    assert_eq!(unknown, [Answer::Unknown, Answer::Unknown]);
}

#[test]
fn a_lower_shelf_excepts_a_clause_and_demands_another() {
    let head = |id: &str| {
        format!(
            "id = \"{id}\"\ntitle = \"称号\"\nfrom = 2020-01-01\nstatus = \"secondary\"\n\
             checked = 2020-01-01\nkind = \"title\"\n"
        )
    };
    let either = "any = [\"large\", \"crowded\"]\n";
    let above = [
        head("nation/title"),
        either.to_owned(),
        clause("large", "when = \"营业收入[-1] >= 100 元\""),
        clause("crowded", "when = \"职工总数[-1] >= 50 人\""),
        "[[case]]\nname = \"大\"\non = 2021-01-01\ngiven = { \"营业收入\" = [\"100 元\"], \"职工总数\" = [\"1 人\"] }\nwant = { answer = \"yes\" }\n".to_owned(),
    ];
    let below = [
        head("demo/title").replace("secondary", "demo"),
        "base = \"nation/title\"\n".to_owned(),
        clause("larger", "except = \"large\"\nwhen = \"营业收入[-1] >= 200 元\""),
        clause("clever", "when = \"科技人员[-1] >= 10 人\""),
        "[[case]]\nname = \"大而聪明\"\non = 2021-01-01\ngiven = { \"营业收入\" = [\"200 元\"], \"职工总数\" = [\"20 人\"], \"科技人员\" = [\"10 人\"] }\nwant = { answer = \"yes\", clause = { larger = \"yes\", clever = \"yes\" } }\n".to_owned(),
    ];
    let mut all = files(&[("title", below.concat())]);
    all.push(File::new("packs/nation/policy/title.toml", above.concat()));
    let (shelf, mut faults) = read(&all);
    faults.extend(check(&shelf));
    assert_eq!(faults, []);
    let on = date(2021, 1, 1);
    let policy = shelf.policy("demo/title", on).expect("in force");
    let texts: Vec<(&str, bool, Option<&str>)> = policy
        .clauses
        .iter()
        .map(|text| (text.id.as_str(), text.inherited, text.replaces.as_deref()))
        .collect();
    assert_eq!(
        texts,
        [
            ("larger", false, Some("demo/1#第一条")),
            ("crowded", true, None),
            ("clever", false, None)
        ]
    );
    assert_eq!(policy.status, Status::Demo);
    let answer = |revenue: i64, staff: i64, scientists: i64| {
        let facts = [("营业收入", revenue), ("职工总数", staff), ("科技人员", scientists)];
        find(&shelf, "demo/title", on, &facts).answer
    };
    assert_eq!(answer(199, 49, 10), Answer::No);
    assert_eq!(answer(200, 49, 10), Answer::Yes);
    assert_eq!(answer(199, 50, 10), Answer::Yes);
    assert_eq!(answer(200, 50, 9), Answer::No);
}

#[test]
fn alternatives_are_not_required_by_themselves() {
    let body = clause("a", "when = \"职工总数[-1] >= 10 人\"")
        + &clause("b", "when = \"职工总数[-1] >= 20 人\"")
        + &clause("c", "when = \"科技人员[-1] >= 1 人\"")
        + &clause("d", "any = [\"a\", \"b\"]")
        + &clause("e", "when = \"科技人员[-1] >= 2 人\"");
    let head = "id = \"demo/a\"\nfrom = 2026-01-01\nany = [\"c\", \"e\"]";
    let shelf = shelf(&[("a", policy(head, &body))]);
    let decision = &shelf.policies[0].decision;
    assert_eq!(decision.clauses[3].when, Condition::Any(vec![0, 1]));
    assert_eq!((&decision.required, &decision.any), (&vec![3], &vec![vec![2, 4]]));
}

#[test]
fn several_gifts_are_alternatives_and_one_is_a_condition() {
    let two = clause("a", "when = \"职工总数[-1] >= 10 人\"\ngive = \"1 万元\"")
        + &clause("b", "when = \"科技人员[-1] >= 10 人\"\ngive = \"2 万元\"\nround = \"yuan\"")
        + &clause("cap", "cap = \"2.5 万元\"");
    let one = clause("a", "when = \"职工总数[-1] >= 10 人\"\ngive = \"1 万元\"");
    let always = clause("a", "give = \"1 万元\"")
        + &clause("b", "when = \"职工总数[-1] >= 10 人\"\ngive = \"1 万元\"");
    let shelf = shelf(&[
        ("two", policy("id = \"demo/two\"\nfrom = 2026-01-01", &two)),
        ("one", policy("id = \"demo/one\"\nfrom = 2026-01-01", &one)),
        ("always", policy("id = \"demo/always\"\nfrom = 2026-01-01", &always)),
    ]);
    let joined = |id| {
        let decision = &shelf.policy(id, date(2026, 1, 1)).expect("in force").decision;
        (decision.required.clone(), decision.any.clone(), decision.round)
    };
    assert_eq!(joined("demo/two"), (vec![], vec![vec![0, 1]], Round::Yuan));
    assert_eq!(joined("demo/one"), (vec![0], vec![], Round::Fen));
    assert_eq!(joined("demo/always"), (vec![], vec![], Round::Fen));
    let amount = |id, staff| {
        let facts = [("职工总数", staff), ("科技人员", 10)];
        match find(&shelf, id, date(2026, 11, 21), &facts).amount {
            Some(Value::Number(amount, _)) => amount.to_string(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(amount("demo/two", 10), "25000");
    assert_eq!(amount("demo/two", 9), "20000");
    assert_eq!(amount("demo/always", 9), "10000");
}

#[test]
fn what_is_only_remembered_spreads_to_what_uses_it() {
    let body = "[[indicator]]\nid = \"best\"\nname = \"最高\"\nbest = [\"staff\"]\n\
         [[indicator]]\nid = \"staff\"\nname = \"人员得分\"\ncite = \"demo/1#第一条\"\n\
         status = \"memory\"\nof = \"职工总数[-1]\"\n\
         [[indicator.band]]\ntest = \">= 10\"\npoints = 7.5\n\
         [[indicator.band]]\ntest = \"-\"\npoints = 0\n\
         [[indicator]]\nid = \"total\"\nname = \"总分\"\nsum = [\"best\"]\nmax = 5\n"
        .to_owned()
        + &clause("total", "when = \"总分 >= 5\"")
        + &clause("plain", "when = \"职工总数[-1] > 0\"");
    let head = "id = \"demo/a\"\nfrom = 2026-01-01";
    let (shelf, faults) = read(&files(&[("a", policy(head, &body))]));
    assert_eq!(faults, Vec::new());
    let policy = &shelf.policies[0];
    let scores: Vec<(&str, bool)> =
        policy.decision.scores.iter().map(|score| (&*score.id, score.memory)).collect();
    assert_eq!(scores, [("staff", true), ("best", true), ("total", true)]);
    let clauses: Vec<bool> = policy.decision.clauses.iter().map(|clause| clause.memory).collect();
    assert_eq!(clauses, [true, false]);
    let finding = find(&shelf, "demo/a", date(2026, 11, 21), &[("职工总数", 10)]);
    assert_eq!((finding.answer, finding.clauses), (Answer::Person, vec![Answer::Yes; 2]));
    assert_eq!(policy.indicators[0].max.as_ref().map(ToString::to_string), Some("7.5".into()));
}

#[test]
fn dividing_by_zero_is_no_only_where_the_policy_says_so() {
    let when = "when = \"科技人员[-1] / 职工总数[-1] >= 10%\"";
    let body = clause("silent", when) + &clause("said", &format!("{when}\nzero = \"no\""));
    let shelf = shelf(&[("a", policy("id = \"demo/a\"\nfrom = 2026-01-01", &body))]);
    let facts = [("职工总数", 0), ("科技人员", 0)];
    let finding = find(&shelf, "demo/a", date(2026, 11, 21), &facts);
    assert_eq!(finding.clauses, [Answer::Unknown, Answer::No]);
}

#[test]
fn the_example_of_the_format_is_read_as_it_is_written() {
    let text = include_str!("../../../packs/demo/policy/rd-grant.toml");
    let source = include_str!("../../../packs/demo/source/2026-07.toml");
    let facts = "[[fact]]\nid = \"revenue\"\nname = \"营业收入\"\nkind = \"money\"\nperiod = \"year\"\n\
         [[fact]]\nid = \"rd\"\nname = \"研发费用\"\nkind = \"money\"\nperiod = \"year\"\n\
         [[fact]]\nid = \"held\"\nname = \"已认定高新技术企业\"\nkind = \"bool\"\nperiod = \"point\"\n";
    let files = [
        File::new("packs/demo/policy/rd-grant.toml", text),
        File::new("packs/demo/source/2026-07.toml", source),
        File::new("packs/demo/fact/three.toml", facts),
    ];
    let (shelf, faults) = read(&files);
    assert_eq!((faults, check(&shelf)), (Vec::new(), Vec::new()));
    let policy = &shelf.policies[0];
    assert_eq!(
        (&*policy.id, policy.status, policy.kind, policy.days.from, policy.checked),
        (
            "demo/rd-grant",
            Status::Demo,
            Kind::Grant,
            Some(date(2026, 1, 1)),
            Some(date(2026, 11, 21))
        )
    );
    assert_eq!(policy.clauses[0].give.as_deref(), Some("5% * 研发费用[-1]"));
    assert_eq!(policy.cases.len(), 4);
    assert_eq!(
        shelf.cited(&policy.clauses[0].cite).map(|source| &*source.id),
        Some("demo/2026-07")
    );
}

const FEEDS: &str = r#"
status = "demo"
[[feed]]
id = "demo/tax"
title = "税务数据交换"
department = "税务局"
basis = "企业授权"
cite = "demo/1#第一条"
uses = ["statistics", "verdict"]
stage = "settled"
"#;

const OWNERS: &str = r#"
status = "demo"
[[owner]]
department = "税务局"
facts = ["营业收入"]
trust = ["demo/tax"]
stages = ["settled", "annual"]
"#;

#[test]
fn feeds_say_what_they_may_be_used_for_and_owners_whom_they_trust() {
    let mut files = files(&[]);
    files.push(File::new("packs/demo/feed/f.toml", FEEDS));
    files.push(File::new("packs/demo/owner/o.toml", OWNERS));
    let (shelf, faults) = read(&files);
    assert_eq!(faults, []);
    let feed = &shelf.feeds["demo/tax"];
    assert_eq!(
        (feed.department.as_str(), feed.stage, Use::ALL.map(|purpose| feed.allows(purpose))),
        ("税务局", Some(Stage::Settled), [true, false, true, false])
    );
    let owner = shelf.fact("revenue").and_then(|fact| shelf.owner(fact)).expect("an owner");
    assert_eq!(
        (owner.department.as_str(), owner.trust.as_slice(), owner.stages.as_slice()),
        ("税务局", &["demo/tax".to_owned()][..], &[Stage::Settled, Stage::Annual][..])
    );
    assert_eq!(shelf.fact("职工总数").and_then(|fact| shelf.owner(fact)), None);
}

const TARGETS: &str = r#"
status = "demo"
[[target]]
fact = "营业收入"
year = 2026
value = "120 亿元"
cite = "demo/1#第一条"
[[target]]
fact = "营业收入"
year = 2026
value = "130 亿元"
cite = "demo/1#第一条"
[[target]]
fact = "营业收入"
year = 2027
value = "0 元"
cite = "demo/1#第一条"
[[target]]
fact = "没有这个"
year = 2026
value = "1 元"
cite = "demo/1#第一条"
"#;

#[test]
fn a_target_is_said_once_of_a_fact_and_a_year_and_is_more_than_nothing() {
    let mut files = files(&[]);
    files.push(File::new("packs/demo/target/t.toml", TARGETS));
    let (shelf, faults) = read(&files);
    let codes: Vec<&str> = faults.iter().map(|fault| fault.fault.code).collect();
    assert_eq!(codes, ["duplicate", "bad-target", "unknown-name"]);
    let revenue = shelf.fact("revenue").expect("a fact");
    let target = shelf.target(revenue, 2026).expect("a target");
    assert_eq!(
        (target.value.to_string(), target.cite.as_str()),
        ("12000000000".into(), "demo/1#第一条")
    );
    assert_eq!(shelf.target(revenue, 2027), None);
}

#[test]
fn a_draft_is_no_target() {
    let mut files = files(&[]);
    let text = TARGETS.split("[[target]]").take(2).collect::<Vec<_>>().join("[[target]]");
    let text = text.replace("\"demo\"", "\"draft\"");
    files.push(File::new("packs/demo/target/t.toml", text));
    let (shelf, faults) = read(&files);
    assert_eq!(faults, []);
    let revenue = shelf.fact("revenue").expect("a fact");
    assert_eq!((shelf.targets.len(), shelf.target(revenue, 2026)), (1, None));
}

#[test]
fn a_fact_is_found_by_the_names_that_it_had() {
    let mut files = files(&[]);
    let renamed =
        FACTS.replace("name = \"科技人员\"", "name = \"科技人员\"\nformerly = [\"技术人员\"]");
    files[1] = File::new("packs/demo/fact/base.toml", renamed);
    let (shelf, faults) = read(&files);
    assert_eq!(faults, []);
    assert_eq!(shelf.fact("技术人员"), shelf.schema.find("scientists"));
    assert_eq!((shelf.schema.find("技术人员"), shelf.fact("没有过")), (None, None));
}

#[test]
fn stages_are_known_by_id_and_by_their_chinese_word() {
    let read = ["settled", " 汇缴 ", "快报", "final"].map(Stage::parse);
    assert_eq!(read, [Some(Stage::Settled), Some(Stage::Settled), Some(Stage::Flash), None]);
}
