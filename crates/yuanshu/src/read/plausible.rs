//! Figures that can be read but hardly be true: told of, never dropped.

mod code;
mod held;

use std::collections::HashMap;

use base::{Decimal, Dimension, Scale, Unit};
use rayon::prelude::*;
use rule::fact::{FactId, Type};
use zone::fact::Stated;

use super::dictionary::{Dictionary, Entry};
use super::grid::at;
use super::intake::Intake;
use super::number::plain;
use super::report::{Level, Note, Place};
use super::store::{Key, Store, Stored};
use crate::say::Both;

pub use held::{Held, Holdings, Scales, Weigher, learn, stands_beside};

/// Money this many times the assets of its year was written in a smaller unit: 元 in a column
/// of 万元 makes ten thousand times, and hardly a firm turns its assets over a hundred times.
const TIMES_ASSETS: i128 = 100;
/// Money this many times that of the year before or after.
const TIMES_YEAR: i128 = 1_000;

/// The years beside a year, each with the one behind it, which tells as much where nothing is
/// said of the near one.
const YEARS_BESIDE: [[(i16, [&str; 2]); 2]; 2] = [
    [
        (-1, ["上一年", "the figure of the year before"]),
        (-2, ["前年", "the figure of two years before"]),
    ],
    [
        (1, ["下一年", "the figure of the year after"]),
        (2, ["后年", "the figure of two years after"]),
    ],
];

/// A finding at a value.
struct Finding {
    key: Key,
    subject: u32,
    note: Note,
    /// The value that it was held against.
    against: Option<Key>,
}

/// Weighs every figure against what is known of its fact, the whole it is a part of, and money
/// against assets and the years beside it.
pub(crate) fn weigh(intake: &mut Intake<'_>) {
    let mut keys: Vec<Key> = intake.store.columns.iter().map(|(key, _)| key).collect();
    keys.sort_unstable();
    let (dictionary, store) = (intake.dictionary, &intake.store);
    let findings: Vec<Vec<Finding>> =
        keys.into_par_iter().map(|key| weighed(dictionary, store, key)).collect();
    tell(intake, findings);
}

/// What is found of the figures of one column.
fn weighed(dictionary: &Dictionary, store: &Store, key: Key) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (Key::Fact(fact, year), Some(stored)) = (key, store.columns.get(key)) else {
        return findings;
    };
    let entry = dictionary.entry(fact);
    if let Some(whole) = entry.part_of {
        let name = dictionary.name_of(whole);
        let parts = Parts { key, whole: Key::Fact(whole, year), name };
        parts.weigh(store, stored, &mut findings);
    }
    if let Some(codes) = &entry.codes {
        code::weigh(key, stored, codes, &mut findings);
    }
    bounds(key, stored, (entry.least, entry.most), &mut findings);
    if entry.whole {
        fractions(key, stored, &mut findings);
    }
    let of = dictionary.schema.get(fact).map(|fact| &fact.of);
    if of == Some(&Type::Number(Dimension::NONE)) {
        small_ratios(store, key, stored, &mut findings);
    }
    if of == Some(&Type::Number(Dimension::MONEY)) {
        let assets = dictionary.yardstick.filter(|assets| *assets != fact);
        slips(store, key, assets, &mut findings);
    }
    findings
}

fn subjects(stored: &Stored) -> impl Iterator<Item = u32> {
    let len = u32::try_from(stored.values.known.len()).unwrap_or(u32::MAX);
    (0..len).filter(|subject| stored.values.known.get(at(*subject)))
}

/// In 10⁻⁹ of the base unit, so that figures of any decimals compare.
fn even((value, decimals): (i64, u8)) -> i128 {
    let rest = u32::from(super::number::MOST_DECIMALS.saturating_sub(decimals));
    i128::from(value) * 10i128.pow(rest)
}

struct Parts<'a> {
    key: Key,
    whole: Key,
    name: &'a str,
}

impl Parts<'_> {
    fn weigh(&self, store: &Store, stored: &Stored, findings: &mut Vec<Finding>) {
        let Some(wholes) = store.columns.get(self.whole) else { return };
        for subject in subjects(stored) {
            let (Some(part), Some(whole)) =
                (stored.values.figure(at(subject)), wholes.values.figure(at(subject)))
            else {
                continue;
            };
            if even(part) > even(whole) {
                let whole = shown(store, self.whole, subject);
                let name = self.name;
                let hint = [
                    format!("大于它所属的{name} {whole}；请核对两处"),
                    format!("more than the {name} that it is a part of, {whole}; check both"),
                ];
                findings.push(Finding {
                    key: self.key,
                    subject,
                    note: Note::warning("part-exceeds-whole", hint),
                    against: Some(self.whole),
                });
            }
        }
    }
}

fn bounds(
    key: Key,
    stored: &Stored,
    (least, most): (Option<Decimal>, Option<Decimal>),
    findings: &mut Vec<Finding>,
) {
    if least.is_none() && most.is_none() {
        return;
    }
    // In the column's own steps one word is compared with another.
    let decimals = stored.values.decimals();
    let steps = |bound: Option<Decimal>, or: i64| match bound {
        None => Some(or),
        Some(bound) => {
            bound.scaled(Scale::ONE, decimals).filter(|steps| steps.exact).map(|steps| steps.value)
        }
    };
    let within = steps(least, i64::MIN).zip(steps(most, i64::MAX));
    for subject in subjects(stored) {
        let Some((value, decimals)) = stored.values.figure(at(subject)) else { continue };
        if within.is_some_and(|(least, most)| (least..=most).contains(&value)) {
            continue;
        }
        let Some(figure) = Decimal::new(value.into(), decimals) else { continue };
        let Some(hint) = outside(figure, (least, most)) else { continue };
        let note = Note::warning("implausible", hint);
        findings.push(Finding { key, subject, note, against: None });
    }
}

/// What is said of a count with a fraction.
const FRACTION: [&str; 2] = ["应为整数；请核对", "should be a whole number; check it"];

/// Counts with a fraction: half a person.
fn fractions(key: Key, stored: &Stored, findings: &mut Vec<Finding>) {
    if stored.values.decimals() == 0 {
        return;
    }
    for subject in subjects(stored) {
        if stored.values.figure(at(subject)).is_some_and(|figure| !is_whole(figure)) {
            let note = Note::warning("not-whole", FRACTION);
            findings.push(Finding { key, subject, note, against: None });
        }
    }
}

fn is_whole((value, decimals): (i64, u8)) -> bool {
    10i64.checked_pow(u32::from(decimals)).is_some_and(|step| value % step == 0)
}

/// What is to be said of a figure that is hardly possible.
fn outside(figure: Decimal, (least, most): (Option<Decimal>, Option<Decimal>)) -> Option<Both> {
    let below = least.filter(|least| figure < *least);
    let above = most.filter(|most| figure > *most);
    match (below, above) {
        (Some(least), _) => Some(Both::from([
            format!("小于可能的下限 {least}；请核对"),
            format!("less than can be, {least}; check it"),
        ])),
        (_, Some(most)) => Some(Both::from([
            format!("大于可能的上限 {most}；请核对"),
            format!("more than can be, {most}; check it"),
        ])),
        (None, None) => None,
    }
}

/// What is to be said of one value by itself.
pub(crate) fn doubt(entry: &Entry, value: &Stated) -> Option<Both> {
    match value {
        Stated::Number { units, decimals } => {
            let figure = Decimal::new((*units).into(), *decimals)?;
            let fraction = entry.whole && !is_whole((*units, *decimals));
            let outside = outside(figure, (entry.least, entry.most));
            outside.or_else(|| fraction.then(|| Both::from(FRACTION)))
        }
        Stated::Text(text) => Some(code::note(entry.codes.as_ref()?, text)?.hint),
        Stated::Bool(_)
        | Stated::Date(_)
        | Stated::Days(_)
        | Stated::Months(_)
        | Stated::List(_)
        | Stated::Withdrawn => None,
    }
}

/// Percentages that are all below one: 0.55 may have been meant as 55%.
fn small_ratios(store: &Store, key: Key, stored: &Stored, findings: &mut Vec<Finding>) {
    /// So many figures are no accident.
    const ENOUGH: usize = 3;
    let percent = |subject: &u32| {
        let unit = store.origin(key, *subject).and_then(|origin| store.unit_of(origin));
        unit == Some(Unit::PERCENT)
    };
    let first = subjects(stored).find(percent);
    let whole = |subject: u32| stored.values.figure(at(subject)).map_or(0, even).abs();
    let small = subjects(stored).all(|subject| whole(subject) <= 10i128.pow(7));
    if let Some(subject) = first.filter(|_| small && stored.values.known.count() >= ENOUGH) {
        let hint = [
            "单位是 %，全列却都不超过 1%，像是把小数填进了百分数的列；请核对",
            "the unit is % and no figure of the column is above 1%, as if decimals had been written for percentages; check them",
        ];
        let note = Note::warning("small-ratio", hint);
        findings.push(Finding { key, subject, note, against: None });
    }
}

/// Money that is ten thousand times what it should be.
fn slips(store: &Store, key: Key, assets: Option<FactId>, findings: &mut Vec<Finding>) {
    let (Key::Fact(fact, Some(year)), Some(stored)) = (key, store.columns.get(key)) else {
        return;
    };
    let assets = assets.map(|assets| (Key::Fact(assets, Some(year)), TIMES_ASSETS, SAME_ASSETS));
    let of_year = |(step, name)| (Key::Fact(fact, Some(year + step)), TIMES_YEAR, name);
    let sides = YEARS_BESIDE.map(|side| side.map(of_year).to_vec());
    let yardsticks: Vec<Vec<_>> = assets
        .map(|assets| vec![assets])
        .into_iter()
        .chain(sides)
        .map(|side| {
            let there = side
                .into_iter()
                .map(|(other, times, name)| Some((other, store.columns.get(other)?, times, name)));
            there.flatten().collect()
        })
        .collect();
    for subject in subjects(stored) {
        let Some(figure) = stored.values.figure(at(subject)) else { continue };
        let mut nearest = yardsticks.iter().filter_map(|side| {
            let mut known = side.iter().filter_map(|(other, stored, times, name)| {
                Some((*other, stored.values.figure(at(subject))?, *times, *name))
            });
            known.next()
        });
        let slip = nearest.find(|(_, other, times, _)| {
            // Money is in fen on both sides, but for what was written with parts of a fen.
            let [value, other] = if figure.1 == other.1 {
                [i128::from(figure.0), i128::from(other.0)]
            } else {
                [even(figure), even(*other)]
            };
            other != 0 && value.abs() >= other.abs().saturating_mul(*times)
        });
        if let Some((other, _, _, name)) = slip {
            let other = shown(store, other, subject);
            let own = store.origin(key, subject).and_then(|origin| store.unit_of(origin));
            let hint = slipped(name, &other, own);
            let note = Note::warning("unit-slip", hint);
            findings.push(Finding { key, subject, note, against: None });
        }
    }
}

/// The assets of the same year, as a sentence names them.
const SAME_ASSETS: [&str; 2] = ["同年资产总额", "the total assets of the year"];

/// What is said of money that is many times another figure.
fn slipped([zh, en]: [&str; 2], other: &str, own: Option<Unit>) -> [String; 2] {
    let yuan = own == Some(Unit::YUAN);
    let [like_zh, like_en] = if yuan {
        ["", ""]
    } else {
        ["像是把元填进了万元的列；", ", as if 元 had been written for 万元"]
    };
    [
        format!("是{zh}（{other}）的千百倍以上，{like_zh}请核对两处的单位"),
        format!("hundreds of times {en} ({other}) or more{like_en}; check the units of both"),
    ]
}

/// A figure as its cell shows it, in the unit of its column; a text as it stands.
fn content(store: &Store, key: Key, subject: u32) -> (String, Option<Unit>) {
    let unit = store.origin(key, subject).and_then(|origin| store.unit_of(origin));
    let Some((value, decimals)) = store.figure(key, subject) else {
        let text = store.columns.get(key).and_then(|stored| stored.values.text(at(subject)));
        return (text.unwrap_or_default().to_owned(), unit);
    };
    let scale = unit.map_or(Scale::ONE, |unit| Scale { num: unit.scale.den, den: unit.scale.num });
    let text = Decimal::new(value.into(), decimals).and_then(|base| {
        (decimals..=18).find_map(|places| {
            let scaled = base.scaled(scale, places).filter(|scaled| scaled.exact)?;
            Some(plain(scaled.value, places))
        })
    });
    text.map_or_else(|| (plain(value, decimals), None), |text| (text, unit))
}

fn shown(store: &Store, key: Key, subject: u32) -> String {
    let (text, unit) = content(store, key, subject);
    format!("{text} {}", unit.map_or("", |unit| unit.symbol)).trim().to_owned()
}

/// Tells what was found. Where the whole was read with a remark already, that remark tells of
/// the part: it is the cell to look at first.
fn tell(intake: &mut Intake<'_>, findings: Vec<Vec<Finding>>) {
    let remarked: HashMap<Place, usize> = intake
        .report
        .faults
        .iter()
        .enumerate()
        .filter(|(_, fault)| fault.level == Level::Warning)
        .map(|(position, fault)| (fault.place.clone(), position))
        .collect();
    intake.report.faults.reserve(findings.iter().map(Vec::len).sum());
    for Finding { key, subject, note, against } in findings.into_iter().flatten() {
        let store = &intake.store;
        let place = |key: Key| store.origin(key, subject).and_then(|origin| store.place(origin));
        let Some(at) = place(key) else { continue };
        let (text, _) = content(store, key, subject);
        let doubtful = against.and_then(place).and_then(|whole| remarked.get(&whole));
        let doubtful = doubtful.and_then(|position| intake.report.faults.get_mut(*position));
        match doubtful {
            Some(fault) => {
                let cell = &at.cell;
                let larger = [
                    format!("而 {cell} 的 {text} 比它大，请核对"),
                    format!("and {text} of {cell} is more; check it"),
                ];
                fault.hint = Both::all([fault.hint.clone(), larger.into()]);
            }
            None => intake.fault(note.at(at, text)),
        }
    }
}
