//! What can be relied on in the invented register.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::date;
use proptest::prelude::*;

use super::cast::Double;
use super::entity::Entity;
use super::*;
use crate::cell::Cell;
use crate::tests::{dictionary, holds_together};

const ON: Day = date(2026, 11, 21);

fn register(entities: u32) -> Register {
    Register::new(entities, 7, ON)
}

fn digest(register: Register) -> u64 {
    let mut hasher = DefaultHasher::new();
    for book in register.books() {
        book.name.hash(&mut hasher);
        for sheet in &book.sheets {
            (&sheet.name, &sheet.header, &sheet.unit_row).hash(&mut hasher);
            sheet.rows().for_each(|row| row.hash(&mut hasher));
        }
    }
    hasher.finish()
}

fn entities(register: Register) -> impl Iterator<Item = Entity> {
    (0..register.census().entities).map(move |number| register.draw.entity(number))
}

/// How many rows each sheet has, the sheets of each workbook after its name.
fn rows(register: Register) -> Vec<(String, Vec<usize>)> {
    let books = register.books().into_iter();
    let rows = |book: &Book| book.sheets.iter().map(|sheet| sheet.rows().count()).collect();
    books.map(|book| (book.name.replace("（示例数据）", ""), rows(&book))).collect()
}

#[test]
fn the_same_seed_makes_the_same_register() {
    assert_eq!(digest(register(280)), digest(register(280)));
    assert_ne!(digest(register(280)), digest(Register::new(280, 8, ON)));
    assert_ne!(digest(register(280)), digest(Register::new(280, 7, date(2027, 1, 1))));
}

#[test]
fn four_offices_send_three_years() {
    let rows = rows(register(1_400));
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "01 市场主体登记2023",
            "02 园区台账2023",
            "03 企业年度采集2023",
            "04 规上企业年报2023",
            "05 税务汇缴2023",
            "06 市场主体年报2023",
            "07 市场主体登记2024",
            "08 园区台账2024",
            "09 企业年度采集2024",
            "10 规上企业年报2024",
            "11 税务汇缴2024",
            "12 市场主体年报2024",
            "13 税务汇缴更正2024",
            "14 市场主体登记2025",
            "15 园区台账2025",
            "16 资质认定名录",
            "17 规上企业快报2025",
            "18 企业年度采集2025（单位有误）",
            "19 企业年度采集2025",
            "20 规上企业年报2025",
            "21 税务汇缴2025",
            "22 市场主体年报2025",
            "23 资质与成果清单2026",
            "24 市场主体登记2026",
            "25 园区台账2026",
            "26 税务汇缴更正2025",
        ]
    );
    let rows: BTreeMap<&str, &Vec<usize>> =
        rows.iter().map(|(name, rows)| (name.split_once(' ').unwrap().1, rows)).collect();
    let registered = |year: i16| rows[format!("市场主体登记{year}").as_str()][0];
    // A tenth of 14,000, and a second registration.
    assert_eq!((2023..=2026).map(registered).sum::<usize>(), 1_401);
    // A tenth of 3,000, of 121, of 40, of 15.
    assert_eq!(rows["企业年度采集2025"][1], 300);
    assert_eq!((rows["税务汇缴2025"][0], rows["市场主体年报2025"][0]), (300, 300));
    assert_eq!((rows["规上企业年报2025"][0], rows["规上企业快报2025"][0]), (12, 12));
    assert_eq!((rows["税务汇缴更正2024"][0], rows["税务汇缴更正2025"][0]), (4, 1));
    // Each firm says once what it is.
    let basics = |year: i16| rows[format!("企业年度采集{year}").as_str()][0];
    assert_eq!((2023..=2025).map(basics).sum::<usize>(), 300);
    // The 规上 grow: of twelve two came in the year before, and two last year.
    assert!(rows["规上企业年报2023"][0] < rows["规上企业年报2025"][0]);
}

#[test]
fn as_many_hold_a_valid_title_as_are_meant_to() {
    let mut held: BTreeMap<&str, u32> = BTreeMap::new();
    let mut soon = 0;
    for figured in entities(register(1_400)).filter_map(|entity| entity.figured) {
        for title in &figured.firm.records.titles {
            assert!(title.conferred <= ON && figured.firm.born < title.conferred);
            if title.expires >= ON {
                *held.entry(title.kind).or_default() += 1;
                soon += u32::from(title.expires < date(2027, 5, 21));
            }
        }
    }
    let want = [
        ("专精特新中小企业", 6),
        ("创新型中小企业", 12),
        ("科技型中小企业", 33),
        ("高新技术企业", 24),
    ];
    assert_eq!(held, BTreeMap::from(want));
    assert!(soon >= 10, "{soon} run out within six months");
}

#[test]
fn a_dozen_have_a_second_file_and_two_were_merged() {
    let register = register(14_000);
    let mut doubles: BTreeMap<String, u32> = BTreeMap::new();
    for number in 0..14_000 {
        if let Some(double) = register.census().odd(number).double {
            *doubles.entry(format!("{double:?}")).or_default() += 1;
        }
    }
    let want = [("Former", 3), ("Merged", 2), ("Name", 3), ("Organisation", 3), ("Sound", 3)];
    assert_eq!(doubles, want.map(|(double, count)| (double.to_owned(), count)).into());
}

#[test]
fn a_second_file_is_alike_in_one_way_and_not_in_the_others() {
    let mut seen = BTreeSet::new();
    let register = register(14_000);
    for number in (0..14_000).filter(|number| register.census().odd(*number).double.is_some()) {
        let entity = register.draw.entity(number);
        let Some((code, name)) = entity.second() else {
            let off = crate::name::slip(&entity.name);
            let differ = off.chars().zip(entity.name.chars()).filter(|(a, b)| a != b).count();
            assert_eq!(differ, 1, "{off}");
            continue;
        };
        assert_ne!(code, entity.code);
        match entity.odd.double {
            Some(Double::Organisation) => assert_eq!(code.org(), entity.code.org()),
            Some(Double::Former) => {
                let before = entity.former.as_ref().map(|(name, _)| name.as_str());
                assert_eq!(Some(name), before);
            }
            _ => assert_eq!(name, entity.name),
        }
        assert!(seen.insert(code));
    }
    // Three by organisation, three by name, three by a former name, two merged.
    assert_eq!(seen.len(), 11);
}

#[test]
fn nothing_is_done_before_its_time_or_by_one_person_alone() {
    for on in [ON, date(2026, 2, 1)] {
        let deeds = Register::new(1_400, 7, on).deeds();
        assert!(deeds.is_sorted_by_key(|deed| deed.on));
        assert!(deeds.iter().all(|deed| deed.on <= on));
        let mut brought = BTreeMap::new();
        let (mut reviewed, mut undone) = (0, 0);
        for deed in &deeds {
            match &deed.act {
                Act::Import(book) => {
                    brought.insert(book.name.clone(), deed.by);
                }
                Act::Review(name) => {
                    assert_ne!(brought[name], deed.by);
                    reviewed += 1;
                }
                Act::Undo(name, _) => {
                    assert!(brought.contains_key(name));
                    undone += 1;
                }
                Act::Note(_)
                | Act::Moves(_)
                | Act::Merge { .. }
                | Act::Correct { .. }
                | Act::Accept
                | Act::Settle { .. }
                | Act::Object { .. }
                | Act::Issue { .. } => {}
            }
        }
        // Neither the early figures nor the wrong ones nor the last correction.
        assert_eq!((brought.len(), reviewed, undone), (26, 23, 1));
    }
}

#[test]
fn a_few_figures_are_put_right_by_hand() {
    let deeds = register(14_000).deeds();
    let told = deeds.iter().filter_map(|deed| match &deed.act {
        Act::Correct { of, value, .. } => Some((deed.by, "correct", of.fact, Some(value.clone()))),
        Act::Accept => Some((deed.by, "accept", "", None)),
        Act::Settle { of, .. } => Some((deed.by, "settle", of.fact, None)),
        Act::Object { of, .. } => Some((deed.by, "object", of.fact, None)),
        Act::Issue { policy, .. } => Some((deed.by, "issue", *policy, None)),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    let (first, second) = (Person::First, Person::Second);
    let kinds: Vec<_> = told.iter().map(|(by, act, fact, _)| (*by, *act, *fact)).collect();
    assert_eq!(
        kinds,
        [
            (first, "correct", "营业收入"),
            (second, "accept", ""),
            (first, "correct", "营业收入"),
            (first, "object", "营业收入"),
            (second, "settle", "职工总数"),
            (second, "settle", "职工总数"),
            (second, "settle", "职工总数"),
            (first, "object", "职工总数"),
            (first, "object", "职工总数"),
            (second, "issue", "demo/rd-grant"),
            (second, "issue", "national/high-tech"),
        ]
    );
    assert!(
        told.iter().filter_map(|(.., value)| value.as_ref()).all(|value| value.ends_with(" 元"))
    );
}

#[test]
fn some_giants_go_on_deserving_their_title_and_some_do_not() {
    let giants: Vec<_> = entities(register(14_000))
        .filter_map(|entity| entity.figured.filter(|figured| figured.role.giant))
        .map(|figured| {
            let year = figured.firm.years[2].unwrap();
            let inventions = figured.firm.records.ip.iter().filter(|right| {
                right.category == "发明专利" && right.main && right.beneficial && right.rank == 1
            });
            let base = figured.firm.industry.base != "不属于";
            let main = year.main * 10 >= year.revenue * 9;
            (base, main && year.market >= 1_000 && year.score >= 6_000 && inventions.count() >= 4)
        })
        .collect();
    // Nine, of whom those of the six fields of the title go on supporting it.
    assert_eq!(giants.len(), 9);
    assert!(giants.iter().all(|(base, sound)| base == sound), "{giants:?}");
    let sound = giants.iter().filter(|(_, sound)| *sound).count();
    assert!((3..=7).contains(&sound), "{giants:?}");
}

#[test]
fn the_parks_and_the_firms_say_alike_where_they_work_but_for_a_few() {
    let (mut all, mut apart, mut away) = (0, 0, 0);
    for entity in entities(register(14_000)) {
        let Some(figured) = &entity.figured else { continue };
        all += 1;
        away += u32::from(!entity.places.inside());
        apart += u32::from(figured.firm.inside != entity.places.inside());
        assert!(figured.firm.inside || !entity.places.inside());
    }
    assert_eq!(all, 3_000);
    assert!((30..=90).contains(&away) && away / 4 < apart && apart < away, "{apart} of {away}");
}

#[test]
fn sources_agree_mostly_and_not_always() {
    use super::told::{Feed, told, truth};
    let (mut all, mut market, mut report, mut tax, mut typos) = (0, 0, 0, 0, 0);
    for entity in entities(register(14_000)).filter(|entity| entity.figured.is_some()) {
        for back in [2, 1, 0] {
            let Some(year) = truth(&entity, back) else { continue };
            let says = |feed| told(feed, &entity, back).map_or(0, |year| year.revenue);
            all += 1;
            market += u32::from(says(Feed::Market) != year.revenue);
            tax += u32::from(says(Feed::Tax) != year.revenue);
            let reported = says(Feed::Report);
            report += u32::from(reported != year.revenue);
            typos += u32::from(reported >= year.revenue * 5_000 && year.revenue > 0);
        }
    }
    // 40 returns were wrong at first, five firms wrote 元 for 万元.
    assert_eq!((tax, typos), (40, 5));
    assert!((8_000..=9_000).contains(&all), "{all}");
    assert!((all * 3 / 100..all * 5 / 100).contains(&market), "{market} of {all}");
    assert!((all * 4 / 100..all * 6 / 100).contains(&report), "{report} of {all}");
}

#[test]
fn five_are_called_by_another_name_once() {
    let names = |name: &str| -> Vec<(Cell, Cell)> {
        let books = register(14_000).books();
        let book = books.iter().find(|book| book.name.contains(name)).unwrap();
        let mut rows = book.sheets[0].rows();
        std::iter::from_fn(|| rows.next().map(|row| (row[0].clone(), row[1].clone()))).collect()
    };
    let (tax, annual) = (names("税务汇缴2024"), names("市场主体年报2024"));
    let other = tax.iter().zip(&annual).filter(|(tax, annual)| tax != annual);
    let other: Vec<bool> = other.map(|(tax, annual)| tax.0 == annual.0).collect();
    assert_eq!((tax.len(), other), (annual.len(), vec![true; 5]));
}

#[test]
fn sizes_are_as_in_life() {
    let mut heads: Vec<i64> = Vec::new();
    let (mut leading, mut tech) = (0, 0);
    for entity in entities(register(14_000)) {
        let Some(figured) = entity.figured else { continue };
        heads.extend(figured.firm.years[2].map(|year| year.staff));
        if figured.role.tech {
            tech += 1;
            leading += u32::from(crate::industry::LEADING.contains(&entity.trade.field));
        }
    }
    heads.sort_unstable();
    let at = |per100: usize| heads[heads.len() * per100 / 100];
    assert_eq!(heads.len(), 3_000);
    assert!((4..=9).contains(&at(50)), "{}", at(50));
    assert!((40..=120).contains(&at(95)), "{}", at(95));
    assert!(heads.last().is_some_and(|most| *most >= 300));
    assert!((340..=460).contains(&leading), "{leading} of {tech}");
}

#[test]
fn headers_are_names_of_the_national_dictionary() {
    let dictionary = dictionary();
    for book in register(14).books() {
        for header in book.sheets.iter().flat_map(|sheet| &sheet.header) {
            assert!(dictionary.contains(&format!("name = \"{header}\"\n")), "{header}");
        }
    }
}

#[test]
fn a_row_has_a_cell_for_each_column() {
    for sheet in register(140).books().iter().flat_map(|book| &book.sheets) {
        assert!(sheet.rows().all(|row: Vec<Cell>| row.len() == sheet.header.len()));
    }
}

#[test]
fn every_workbook_says_that_it_is_invented() {
    for book in register(14).books() {
        assert!(book.name.contains("示例数据"));
        assert!(book.sheets.iter().all(|sheet| sheet.title.contains("示例数据")));
    }
}

#[test]
fn a_large_zone_comes_in_parts() {
    let names: Vec<String> =
        register(60_000).books().into_iter().take(3).map(|book| book.name).collect();
    let want =
        ["01 市场主体登记2023第1部分", "02 市场主体登记2023第2部分", "03 市场主体登记2023第3部分"];
    assert_eq!(names, want.map(|name| format!("{name}（示例数据）")));
    assert_eq!(parts(60_000), [0..25_000, 25_000..50_000, 50_000..60_000]);
}

proptest! {
    #[test]
    fn parts_stay_within_their_wholes(seed in any::<u64>(), number in 0u32..14_000) {
        let register = Register::new(14_000, seed, ON);
        let entity = register.draw.entity(number);
        prop_assert!(entity.born < ON);
        let figured = entity.figured;
        for year in figured.iter().flat_map(|figured| figured.firm.years.iter().flatten()) {
            holds_together(year)?;
        }
        for ip in figured.iter().flat_map(|figured| &figured.firm.records.ip) {
            prop_assert_eq!(ip.granted.is_some(), ip.status != "申请中");
            prop_assert!(ip.granted.is_none_or(|granted| granted <= ON));
        }
    }
}
