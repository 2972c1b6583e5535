//! The listed firms' figures, real and with planted faults.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use base::Day;
use rule::fact::FactId;
use rule::table::Values;
use yuanshu::content::Content;
use yuanshu::read::{Dictionary, Facts, Fault, Level, Source, read};

use crate::kit::{Words, yearly};

#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn shared(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("YUANSHU_SHARED") else {
        eprintln!("skipped: YUANSHU_SHARED is not set");
        return None;
    };
    Some(PathBuf::from(root).join("data/listed-firms").join(name))
}

fn dictionary() -> Dictionary {
    Words::default()
        .fact(yearly("operating_revenue", "营业收入", "万元"), &[])
        .fact(yearly("rd_expense", "研发费用", "万元"), &[])
        .fact(yearly("net_profit", "净利润", "万元"), &[])
        .fact(yearly("total_assets", "资产总额", "万元"), &[])
        .fact(yearly("total_liabilities", "负债总额", "万元"), &[])
        .fact(yearly("staff_count", "职工总数", "人"), &["职工人数"])
        .fact(yearly("rd_staff_count", "研发人员", "人"), &[])
        .fact(yearly("postgraduate_count", "研究生以上人员", "人"), &["硕士及以上人数"])
        .entry("研发人员", |entry, schema| entry.part_of = schema.find("职工总数"))
        .entry("研究生以上人员", |entry, schema| entry.part_of = schema.find("职工总数"))
        .done()
}

#[test]
fn every_planted_fault_is_told_at_its_cell_and_little_besides() {
    let (Some(sheet), Some(list)) = (shared("含错样例.xlsx"), shared("含错样例-faults.csv"))
    else {
        return;
    };
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/national");
    let national = Content::read(&[packs]).expect("the national packs");
    let list = std::fs::read_to_string(list).expect("the list of faults");
    let planted: BTreeSet<String> = list.lines().skip(1).map(str::to_owned).collect();
    assert_eq!(planted.len(), 180);
    for dictionary in [dictionary(), Dictionary::of(&national.shelf)] {
        let facts = read(&[Source::all(&sheet)], &dictionary, &mut |_| {});
        let told: Vec<String> = facts.remarks.iter().map(line).collect();
        let set: BTreeSet<String> = told.iter().cloned().collect();
        let missing: Vec<&String> = planted.difference(&set).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{told:#?}");
        let besides: Vec<&String> = told.iter().filter(|line| !planted.contains(*line)).collect();
        assert!(besides.len() <= 20, "{} besides: {besides:#?}", besides.len());
        assert_eq!(told.len(), set.len(), "nothing is told twice");
        assert_eq!(facts.aside.len(), 20, "each row with a bad code is kept aside");
    }
}

/// As the list of planted faults has it.
fn line(fault: &Fault) -> String {
    let level = if fault.level == Level::Error { "error" } else { "warning" };
    format!("{},{},{level},{}", fault.place.cell, fault.kind, fault.content)
}

#[test]
fn three_years_of_real_firms_are_read_to_the_fen() {
    let Some(path) = shared("企业年度主要指标.xlsx") else { return };
    let dictionary = dictionary();
    let facts = read(&[Source::all(path)], &dictionary, &mut |_| {});
    assert_eq!(facts.subjects.len(), 1_704);
    assert_eq!(facts.aside, []);
    let id = |name: &str| dictionary.schema.find(name).expect(name);
    let table = facts.table(Day::constant(2022, 6, 30), &[]);
    let row = facts
        .subjects
        .iter()
        .position(|subject| subject.code.as_deref() == Some("91000000MA0000058L"))
        .expect("the firm");
    let figure = |fact: FactId, lag: u8| {
        let column = table.columns.get(&(fact, lag)).expect("a column");
        match &column.values {
            Values::Number { values, decimals } if column.known.get(row) => {
                Some((values[row], *decimals))
            }
            _ => None,
        }
    };
    let revenue = id("营业收入");
    assert_eq!(
        [3, 2, 1].map(|lag| figure(revenue, lag)),
        [Some((55_260_908_063, 2)), Some((39_892_105_766, 2)), Some((38_353_620_594, 2))]
    );
    assert_eq!(
        [3, 2, 1].map(|lag| figure(id("职工总数"), lag)),
        [Some((680, 0)), Some((629, 0)), Some((563, 0))]
    );
    let source = facts.source(revenue, Some(2020), row).map(|place| place.to_string());
    assert_eq!(source.as_deref(), Some("企业年度主要指标.xlsx 2020年!F5"));
    // Two columns of three sheets are no facts here; the figures are the publisher's slips.
    let expected = [("part-exceeds-whole", 2), ("unit-slip", 15), ("unknown-header", 6)];
    assert_eq!(kinds(&facts), BTreeMap::from(expected));
    let said: Vec<String> = facts.understood.iter().map(|one| one.sentence(None)).take(6).collect();
    assert_eq!(
        said,
        [
            "第1列 统一社会信用代码 → 统一社会信用代码",
            "第2列 企业名称 → 企业名称",
            "第5列 年度 → 年度",
            "第6列 营业收入(元) → 营业收入（元，2019年）",
            "第7列 研发费用(元) → 研发费用（元，2019年）",
            "第8列 净利润(元) → 净利润（元，2019年）",
        ]
    );
}

/// How often each kind of fault was told.
fn kinds(facts: &Facts) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for fault in &facts.remarks {
        *kinds.entry(fault.kind).or_default() += 1;
    }
    kinds
}
