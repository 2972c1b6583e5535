//! What can be relied on in the invented zone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use base::Uscc;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::figures::Figures;
use crate::firm::Care;

const ON: Day = date(2026, 11, 21);

fn small(seed: u64, on: Day) -> Zone {
    zone(Shape { enterprises: 40 }, seed, on)
}

fn digest(zone: Zone) -> u64 {
    let mut hasher = DefaultHasher::new();
    for sheet in zone.sheets() {
        (&sheet.name, &sheet.title, &sheet.unit_row, &sheet.header).hash(&mut hasher);
        for row in sheet.rows() {
            row.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn sheet(zone: Zone, name: &str) -> Sheet {
    zone.sheets().into_iter().find(|sheet| sheet.name == name).expect(name)
}

fn texts(sheet: &Sheet, column: usize) -> Vec<String> {
    sheet
        .rows()
        .map(|row| match &row[column] {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn the_same_seed_makes_the_same_zone() {
    assert_eq!(digest(small(7, ON)), digest(small(7, ON)));
    assert_ne!(digest(small(7, ON)), digest(small(8, ON)));
    assert_ne!(digest(small(7, ON)), digest(small(7, date(2027, 1, 1))));
}

#[test]
fn the_sheets_are_named_after_the_years_that_were_over() {
    let names: Vec<String> = small(7, ON).sheets().into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(
        names,
        [
            "企业基本信息",
            "2023年度主要指标",
            "2024年度主要指标",
            "2025年度主要指标",
            "2025年度技术转让",
            "知识产权",
            "科技成果转化",
            "科技奖励",
            "研发机构",
            "标准制定",
            "股权融资",
            "资质称号",
            "专家评分",
        ]
    );
    let names: Vec<String> =
        small(7, date(2026, 1, 1)).sheets().into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names[3], "2025年度主要指标");
}

#[test]
fn every_sheet_says_that_it_is_invented_and_is_rectangular() {
    for sheet in small(7, ON).sheets() {
        assert!(sheet.title.contains("示例数据"), "{}", sheet.title);
        assert_eq!(sheet.header.iter().collect::<BTreeSet<_>>().len(), sheet.header.len());
        if let Some(units) = &sheet.unit_row {
            assert_eq!(units.len(), sheet.header.len());
        }
        for row in sheet.rows() {
            assert_eq!(row.len(), sheet.header.len());
        }
    }
}

#[test]
fn some_transfers_of_technology_are_taxed_and_some_are_free() {
    let sales = sheet(zone(Shape { enterprises: 300 }, 7, ON), "2025年度技术转让");
    let gain = |row: &Vec<Cell>| {
        let [income, cost, taxes] = [4, 5, 6].map(|column: usize| match row[column] {
            Cell::Number { scaled, decimals: 6 } => scaled,
            ref other => panic!("{other:?}"),
        });
        income - cost - taxes
    };
    let five_million = 500_000_000;
    let (taxed, free): (Vec<i64>, Vec<i64>) =
        sales.rows().map(|row| gain(&row)).partition(|gain| *gain > five_million);
    assert!(taxed.len() >= 5 && free.len() >= 5, "{taxed:?} {free:?}");
}

#[test]
fn codes_are_right_and_belong_to_nobody() {
    let zone = zone(Shape { enterprises: 500 }, 7, ON);
    let codes = texts(&sheet(zone, "企业基本信息"), 0);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 500);
    for code in codes {
        assert_eq!(
            Uscc::parse(&code).map(|code| code.region().to_owned()),
            Ok("000000".to_owned())
        );
    }
}

#[test]
fn lists_speak_only_of_firms_of_the_zone() {
    let zone = small(7, ON);
    let basics = sheet(zone, "企业基本信息");
    let codes: BTreeSet<String> = texts(&basics, 0).into_iter().collect();
    let names: BTreeSet<String> = texts(&basics, 1).into_iter().collect();
    for sheet in zone.sheets() {
        let (known, header) = if sheet.name == "股权融资" {
            (&names, "企业名称")
        } else {
            (&codes, "统一社会信用代码")
        };
        assert_eq!(sheet.header[0], header);
        assert!(texts(&sheet, 0).iter().all(|text| known.contains(text)), "{}", sheet.name);
    }
}

#[test]
fn an_empty_list_is_stated_or_left_out() {
    let zone = zone(Shape { enterprises: 400 }, 7, ON);
    let sheet = sheet(zone, "研发机构");
    let mut stated = HashSet::new();
    for row in sheet.rows() {
        if row[2] == Cell::text("无") {
            assert_eq!(row[3..], [Cell::Blank, Cell::Blank]);
            stated.insert(row[0].clone());
        }
    }
    for firm in zone.firms() {
        let empty = firm.records.platforms.is_empty() && firm.care != Care::Low;
        assert_eq!(stated.contains(&Cell::text(firm.code.as_str())), empty);
    }
}

#[test]
fn firms_that_were_not_registered_have_no_year() {
    let zone = zone(Shape { enterprises: 400 }, 7, ON);
    let missing = zone.firms().filter(|firm| firm.years[0].is_none()).count();
    assert!((10..80).contains(&missing), "{missing}");
    for firm in zone.firms() {
        let exists = [2023, 2024, 2025].map(|year| firm.born <= date(year, 12, 31));
        assert_eq!(firm.years.map(|figures| figures.is_some()), exists);
    }
}

#[test]
fn careful_firms_leave_nothing_out_and_careless_ones_much() {
    let zone = zone(Shape { enterprises: 400 }, 7, ON);
    let sheet = sheet(zone, "2025年度主要指标");
    let blanks: HashMap<Cell, usize> = sheet
        .rows()
        .map(|row| (row[0].clone(), row.iter().filter(|cell| **cell == Cell::Blank).count()))
        .collect();
    let mut careless = 0;
    for firm in zone.firms() {
        let Some(blanks) = blanks.get(&Cell::text(firm.code.as_str())) else { continue };
        match firm.care {
            Care::High => assert_eq!(*blanks, 0, "{}", firm.name),
            Care::Usual => {}
            Care::Low => careless += blanks,
        }
    }
    assert!(careless > 100, "{careless}");
}

#[test]
fn firms_of_all_trades_add_up_to_the_zone() {
    let zone = zone(Shape { enterprises: 1_000 }, 7, ON);
    let mut trades: BTreeMap<&str, u32> = BTreeMap::new();
    for firm in zone.firms() {
        *trades.entry(firm.industry.code).or_default() += 1;
    }
    assert_eq!(trades.values().sum::<u32>(), 1_000);
    assert_eq!(trades.len(), 32);
    assert!(trades.values().all(|count| *count >= 3));
}

#[test]
fn titles_were_conferred_by_notices_that_say_they_are_invented() {
    let zone = zone(Shape { enterprises: 400 }, 7, ON);
    let sheet = sheet(zone, "资质称号");
    let notice = sheet.header.iter().position(|header| *header == "文号").expect("文号");
    let titles: Vec<Vec<Cell>> = sheet.rows().filter(|row| row[2] != Cell::text("无")).collect();
    assert!(titles.len() > 100, "{}", titles.len());
    for row in titles {
        assert!(
            matches!(&row[notice], Cell::Text(text) if text.starts_with("示例公告〔") && text.ends_with("号（虚构）"))
        );
    }
}

#[test]
fn the_third_firm_stands_on_the_edge_of_a_small_one() {
    let firm = small(7, ON).firms().nth(3).expect("a firm");
    let last = firm.years[2].expect("a year");
    assert_eq!(
        (last.staff, last.sales, last.assets),
        (500, 20_000 * figures::WAN, 20_000 * figures::WAN)
    );
    assert_eq!(firm.care, Care::High);
}

#[test]
fn a_fen_is_what_tells_two_firms_on_the_edge_apart() {
    let firms: Vec<Firm> = small(7, ON).firms().collect();
    let research = |firm: &Firm| -> Vec<i64> {
        let years = firm.years.iter().flatten();
        years.map(|year| year.research_hightech - year.sales / 20).collect()
    };
    assert_eq!((research(&firms[17]), research(&firms[24])), (vec![0, 0, 0], vec![0, 0, -1]));
}

#[test]
fn some_titles_are_held_without_the_figures_and_some_figures_without_the_title() {
    let zone = zone(Shape { enterprises: 400 }, 7, ON);
    let (mut undeserved, mut unsought) = (0, 0);
    for firm in zone.firms() {
        let Some(last) = firm.years[2] else { continue };
        let likely = last.research * 25 >= last.sales && last.tech_staff * 10 >= last.staff;
        match (firm.holds_high_tech(), likely && !firm.records.ip.is_empty()) {
            (true, false) => undeserved += 1,
            (false, true) => unsought += 1,
            (true, true) | (false, false) => {}
        }
    }
    assert!(undeserved >= 3 && unsought >= 20, "{undeserved} and {unsought}");
}

#[test]
fn a_zone_of_any_size_begins_at_once_and_like_a_small_one() {
    let large = zone(Shape { enterprises: u32::MAX }, 7, ON);
    for (large, small) in large.sheets().iter().zip(small(7, ON).sheets()) {
        let few: Vec<Vec<Cell>> = small.rows().take(20).collect();
        assert_eq!(large.rows().take(few.len()).collect::<Vec<_>>(), few);
    }
}

#[test]
fn headers_are_names_of_the_national_dictionary() {
    let dictionary = dictionary();
    for sheet in small(7, ON).sheets() {
        for header in &sheet.header {
            assert!(dictionary.contains(&format!("name = \"{header}\"\n")), "{header}");
        }
    }
}

/// Every file of the national dictionary, one after another.
pub(crate) fn dictionary() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/national/fact");
    let files = std::fs::read_dir(folder).expect("the national dictionary");
    files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text")).collect()
}

/// What is true of every year of every firm.
pub(crate) fn holds_together(year: &Figures) -> Result<(), TestCaseError> {
    let parts = [
        ("main", year.main, year.revenue),
        ("research", year.research, year.revenue),
        ("hightech", year.hightech, year.income),
        ("home", year.research_home, year.research_hightech),
        ("capitalised", year.capitalised, year.research_deduct),
        ("tech staff", year.tech_staff, year.staff),
        ("research staff", year.research_staff, year.staff),
        ("fulltime", year.fulltime, year.research_staff),
        ("graduates", year.graduates, year.staff),
        ("market", year.market, 10_000),
        ("score", year.score, 10_000),
    ];
    for (name, part, whole) in parts {
        prop_assert!((0..=whole).contains(&part), "{name}: {part} of {whole}");
    }
    prop_assert!(year.staff > 0 && year.revenue >= 0 && year.assets > 0 && year.liabilities >= 0);
    prop_assert!(
        year.net_profit <= year.profit.max(0)
            && year.taxable <= year.profit.max(300 * figures::WAN)
    );
    Ok(())
}

proptest! {
    #[test]
    fn parts_stay_within_their_wholes(seed in any::<u64>(), number in 0u32..100_000) {
        let firm = Firm::draw(number, seed, ON);
        for year in firm.years.iter().flatten() {
            holds_together(year)?;
        }
        prop_assert!(firm.born < ON && firm.born <= firm.segment && firm.segment <= ON);
        for title in &firm.records.titles {
            prop_assert!(firm.born < title.conferred && title.conferred < ON);
            prop_assert!(title.conferred < title.expires);
        }
        let honours = [&firm.records.awards, &firm.records.platforms, &firm.records.standards];
        prop_assert!(honours.into_iter().flatten().all(|honour| firm.born <= honour.on));
        prop_assert!(firm.records.transfers.iter().all(|transfer| firm.born <= transfer.on));
        prop_assert!(firm.records.financings.iter().all(|financing| firm.born <= financing.paid));
        for ip in &firm.records.ip {
            prop_assert!(firm.born <= ip.applied && ip.applied <= ON);
            prop_assert_eq!(ip.granted.is_some(), ip.status != "申请中");
            prop_assert!(ip.granted.is_none_or(|granted| ip.applied < granted && granted <= ON));
        }
    }
}
