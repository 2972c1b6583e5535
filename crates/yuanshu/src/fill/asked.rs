//! What a column is asked to hold: a fact, of a year, in a unit.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use base::{Day, Unit, Year};
use pack::Shelf;
use pack::feed::Stage;
use rule::fact::{FactId, Type};

use super::sight::Tables;
use super::value::Manner;
use crate::read::header::lexicon::{Target, normal};
use crate::read::header::stage::staged;
use crate::read::header::word::peel;
use crate::say::{Both, Tongue};

/// What a column is asked to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub what: What,
    /// Its heading, with unit and year.
    pub heading: String,
    /// How its figures are written.
    pub(super) manner: Manner,
    /// In which stage (阶段), where the heading says.
    pub(super) stage: Option<Stage>,
}

/// What is asked of an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Its code.
    Code,
    /// The name it bears.
    Name,
    /// Names it bore before.
    Before,
    /// A fact, of a year where it has years; one field of it, where it is a list.
    Fact {
        /// Which.
        fact: FactId,
        /// Of which fiscal year.
        year: Option<i16>,
        /// Which field of its records.
        field: Option<usize>,
    },
}

impl Asked {
    /// Reads `营业收入@2025`, `营业收入（亿元）@2025`, `职工总数`, `资质称号.到期日`. A fact with
    /// years of which none is named is that of the last complete year.
    ///
    /// # Errors
    /// With what to write instead.
    pub fn parse(text: &str, (shelf, tables): (&Shelf, &Tables), on: Day) -> Result<Self, Both> {
        let (name, year) = match text.split_once(['@', '＠']) {
            Some((name, year)) => {
                let year = year.trim().trim_end_matches(['年', '度']);
                let year = year.parse::<i16>().ok().filter(|year| (1950..=2100).contains(year));
                let name = name.trim();
                let wrong = || {
                    [
                        format!("“{text}”的年度写得不对；要写成 {name}@2025"),
                        format!("the year of “{text}” is wrong; write it as {name}@2025"),
                    ]
                };
                (name, Some(year.ok_or_else(wrong)?))
            }
            None => (text.trim(), None),
        };
        match tables.identity(name) {
            Some(Target::Code) => return Ok(Self::who(What::Code, "统一社会信用代码")),
            Some(Target::Name) => return Ok(Self::who(What::Name, "企业名称")),
            _ => {}
        }
        if name == "曾用名" {
            return Ok(Self::who(What::Before, name));
        }
        if let Some((list, field)) = name.split_once('.')
            && let Some(asked) = Self::field(list.trim(), field.trim(), shelf)
        {
            return Ok(asked);
        }
        let (fact, unit, own) = found(name, shelf, tables)?;
        let asked = Self::fact(fact, (unit, year.or(own)), shelf, on);
        let stage = staged(name).map(|(_, stage)| stage);
        asked.map(|asked| Self { stage, ..asked }).ok_or_else(|| {
            Both::from([
                format!("“{text}”的单位不合这个指标；请改单位或不写单位"),
                format!("the unit of “{text}” is not the fact's; write another, or none"),
            ])
        })
    }

    /// A fact as a column; none where the unit is of another kind.
    pub fn fact(
        id: FactId,
        (unit, year): (Option<Unit>, Option<i16>),
        shelf: &Shelf,
        on: Day,
    ) -> Option<Self> {
        let fact = shelf.schema.get(id)?;
        let unit = match (&fact.of, unit) {
            (Type::Number(dimension), Some(unit)) if unit.dimension == *dimension => Some(unit),
            (_, Some(_)) => return None,
            (Type::Number(dimension), None) => {
                fact.unit.or((*dimension == base::Dimension::MONEY).then_some(Unit::WAN))
            }
            (_, None) => None,
        };
        let last = Year::last_complete(on);
        let year = fact.yearly.then(|| year.unwrap_or_else(|| last.ends().year()));
        let before = year.map_or_else(String::new, |year| format!("{year}年"));
        let behind = unit.map_or_else(String::new, |unit| format!("（{}）", unit.symbol));
        Some(Self {
            what: What::Fact { fact: id, year, field: None },
            heading: format!("{before}{}{behind}", fact.name),
            manner: Manner { unit, decimals: None },
            stage: None,
        })
    }

    fn field(list: &str, field: &str, shelf: &Shelf) -> Option<Self> {
        let fact = shelf.fact(list)?;
        let of = shelf.schema.get(fact)?;
        let at = of.fields.iter().position(|known| known.name == field || known.id == field)?;
        let known = of.fields.get(at)?;
        Some(Self {
            what: What::Fact { fact, year: None, field: Some(at) },
            heading: format!("{}.{}", of.name, known.name),
            manner: Manner::default(),
            stage: None,
        })
    }

    /// Who an enterprise is.
    pub(super) fn who(what: What, heading: &str) -> Self {
        Self { what, heading: heading.to_owned(), manner: Manner::default(), stage: None }
    }
}

/// The fact that a text means, as its name, a synonym or a heading that carries its year and unit.
///
/// # Errors
/// With the facts like it.
pub fn meant(text: &str, shelf: &Shelf) -> Result<FactId, Both> {
    let exact = shelf.fact(text).map(Ok);
    exact.unwrap_or_else(|| found(text, shelf, &Tables::of(shelf)).map(|(fact, _, _)| fact))
}

/// The fact that a text means, with the unit and the year that it carries.
fn found(
    text: &str,
    shelf: &Shelf,
    tables: &Tables,
) -> Result<(FactId, Option<Unit>, Option<i16>), Both> {
    if let Some(fact) = shelf.fact(text) {
        return Ok((fact, None, None));
    }
    let ways = peel(text);
    for way in &ways {
        match tables.lexicon.find(&way.word) {
            [Target::Fact(fact)] => return Ok((*fact, way.unit, way.year)),
            several @ [_, _, ..] => {
                let names: Vec<&str> = several.iter().filter_map(|one| name(*one, shelf)).collect();
                return Err(Both::told(|tongue| {
                    let names = tongue.list(&names);
                    tongue.say([
                        format_args!("“{text}”可以是{names}；请写明是哪一个"),
                        format_args!("“{text}” may be any of {names}; write which"),
                    ])
                }));
            }
            _ => {}
        }
    }
    let mut near = near(text, (shelf, tables));
    if near.is_empty() {
        let akin = akin(text, shelf);
        near = Both::told(|tongue| {
            let like = if akin.is_empty() { String::new() } else { like(&akin, tongue) };
            tongue.say([
                format_args!("{like}；全部指标见网页“指标字典”，或 yuanshu export 写出的“对照”表"),
                format_args!("{like}; all are in the page “Fact dictionary”, and in the sheet “对照” that yuanshu export writes"),
            ])
        });
    }
    Err(Both::told(|tongue| {
        let near = near.of(tongue);
        tongue.say([
            format_args!("指标字典里没有“{text}”{near}"),
            format_args!("the dictionary has no “{text}”{near}"),
        ])
    }))
}

/// Facts that are like what was written.
fn like(names: &[&str], tongue: Tongue) -> String {
    let names = tongue.list(names);
    tongue.say([format_args!("；相近的有 {names}"), format_args!("; like it: {names}")])
}

/// The facts whose names share most pairs of neighbouring letters with a text.
fn akin<'a>(text: &str, shelf: &'a Shelf) -> Vec<&'a str> {
    /// The most that are told.
    const TOLD: usize = 5;
    let pairs =
        |text: &str| -> BTreeSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let wanted = pairs(text);
    let names = shelf.dictionary.iter().filter_map(|entry| shelf.schema.get(entry.fact));
    let mut akin: Vec<(usize, &str)> = names
        .map(|fact| (pairs(&fact.name).intersection(&wanted).count(), fact.name.as_str()))
        .filter(|(shared, _)| *shared > 0)
        .collect();
    akin.sort_by_key(|(shared, name)| (Reverse(*shared), name.chars().count()));
    akin.into_iter().take(TOLD).map(|(_, name)| name).collect()
}

/// Which facts a text that means none is like: `；相近的有 …`; empty where it is like none.
pub(super) fn near(text: &str, (shelf, tables): (&Shelf, &Tables)) -> Both {
    let ways = peel(text).into_iter().map(|way| way.word).chain([normal(text)]);
    let mut near = ways.map(|word| tables.lexicon.near(&word));
    let near = near.find(|near| !near.is_empty()).unwrap_or_default();
    let names: Vec<&str> = near.into_iter().filter_map(|one| name(one, shelf)).collect();
    if names.is_empty() { Both::default() } else { Both::told(|tongue| like(&names, tongue)) }
}

fn name(target: Target, shelf: &Shelf) -> Option<&str> {
    match target {
        Target::Fact(fact) => shelf.schema.get(fact).map(|fact| fact.name.as_str()),
        Target::Code
        | Target::Name
        | Target::Year
        | Target::Period
        | Target::Stage
        | Target::Ordinal => None,
    }
}
