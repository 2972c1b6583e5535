//! 导入方案: what each column of a workbook is taken for, in a file that a person can change.

use std::collections::BTreeSet;

use base::{Day, Dimension, Unit};
use pack::feed::Stage;
use rule::fact::{Fact, FactId, Schema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::fact::column_name;

use crate::read::{Facts, Fault, Guide, Heading, Level, Note, Place, Taken, Taking, Understood};
use crate::say::Both;

/// What a workbook is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The feed (数据来源), by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// The day that facts without years are true since (截至日), where no row says its year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// How final the figures are (阶段), where a column does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The columns.
    #[serde(default, rename = "column", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Planned>,
}

/// What one column is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// The sheet.
    pub sheet: String,
    /// As a spreadsheet names it: `C`.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// The fact, by name; empty where the column is left out.
    pub fact: String,
    /// The unit that its figures are written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The fiscal year, where it is not each row's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// How final its figures are, where it is not as the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// 口径, where it is not the dictionary's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// It was not read for what is wrong with its heading: the next sheet is asked anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused: bool,
}

/// Why a plan cannot be followed: in which column, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("导入方案{place}：{why}")]
pub struct Unfit {
    place: Both,
    why: Both,
}

impl Unfit {
    /// In both languages.
    pub fn both(&self) -> Both {
        let Self { place, why } = self;
        Both::told(|tongue| {
            let (place, why) = (place.of(tongue), why.of(tongue));
            tongue.say([
                format_args!("导入方案{place}：{why}"),
                format_args!("the plan{place}: {why}"),
            ])
        })
    }
}

impl Plan {
    /// As it was written.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let wrong = |why: &toml::de::Error| Unfit {
            place: Both::default(),
            why: Both::from([
                format!("{}；请照程序写出的方案改", crate::say::toml(why, text)),
                "it cannot be read; change it as the program writes it".to_owned(),
            ]),
        };
        toml::from_str(text).map_err(|why| wrong(&why))
    }

    /// As a person can change it.
    pub fn text(&self) -> String {
        const HEAD: &str = "# 导入方案：每列被当作什么。可以改 fact（指标名；不导入的写 \"\"）、unit（单位）、year（年度）、\n\
             # stage（预计、快报、年报、审计、汇缴）、basis（口径），以及 feed（数据来源）和 since（截至日）。\n\
             # 改好后再导入：yuanshu import 文件 --plan 本文件\n\n";
        // A plan holds texts, numbers and days only, which TOML always has a form for.
        let body = toml::to_string(self).unwrap_or_default();
        format!("{HEAD}{body}")
    }

    /// What was taken for what, for the next time.
    #[must_use]
    pub fn of(&self, facts: &Facts) -> Self {
        let planned = |heading: &Heading| {
            let column = column_name(heading.column);
            let here = |planned: &&Planned| {
                let own = (&planned.sheet, &planned.column, &planned.heading);
                own == (&heading.sheet, &column, &heading.text)
            };
            let decided = |planned: &&Planned| !planned.is_open();
            if let Some(before) = self.columns.iter().filter(decided).find(here) {
                return Some(before.clone());
            }
            let said = understood(facts, (&heading.sheet, &column, &heading.text));
            let year = said.and_then(|said| match said.years.as_slice() {
                [only] => Some(*only),
                _ => None,
            });
            Some(Planned {
                sheet: heading.sheet.clone(),
                column,
                heading: heading.text.clone(),
                fact: said.map(|said| said.fact.clone()).unwrap_or_default(),
                // What nobody wrote is assumed anew, and said so, each time.
                unit: said.filter(|said| said.stated).and_then(|said| said.unit).map(str::to_owned),
                year,
                stage: None,
                basis: None,
                refused: said.is_none() && is_refused(facts, heading),
            })
        };
        Self { columns: facts.headings.iter().filter_map(planned).collect(), ..self.clone() }
    }

    /// How the columns are to be read; those that say what their headings say are left to them.
    pub fn guide(&self, schema: &Schema) -> Result<Guide<'static>, Unfit> {
        self.columns.iter().try_for_each(|planned| self.alone(planned))?;
        let takings = self.columns.iter().filter_map(|planned| planned.taking(schema).transpose());
        Ok(Guide::taking(takings.collect::<Result<_, _>>()?))
    }

    /// Refuses a second column of a sheet that says who or when.
    fn alone(&self, planned: &Planned) -> Result<(), Unfit> {
        let taken = Taken::named(planned.fact.trim());
        let identity = taken.is_some_and(|taken| taken != Taken::Period);
        let same =
            |one: &&Planned| one.sheet == planned.sheet && one.fact.trim() == planned.fact.trim();
        match self.columns.iter().filter(same).find(|one| one.column != planned.column) {
            Some(other) if identity => {
                Err(Unfit { place: planned.place(), why: alone(&other.column, &planned.fact) })
            }
            _ => Ok(()),
        }
    }

    /// The same for the sheets of another workbook of its form: a sheet that bears another name
    /// and has the same headings is the same one, and its figures are of the years that it says
    /// itself.
    #[must_use]
    pub fn onto(mut self, headings: &[Heading]) -> Self {
        self.columns.retain(|one| !one.is_open());
        for one in &mut self.columns {
            one.year = one.year.filter(|year| one.heading.contains(&year.to_string()));
        }
        let planned: BTreeSet<String> = self.columns.iter().map(|one| one.sheet.clone()).collect();
        let there: BTreeSet<&str> = headings.iter().map(|one| one.sheet.as_str()).collect();
        let mut free: Vec<&str> =
            there.iter().copied().filter(|sheet| !planned.contains(*sheet)).collect();
        for sheet in planned.iter().filter(|sheet| !there.contains(sheet.as_str())) {
            let fits = |other: &&str| {
                let own = self.columns.iter().filter(|one| one.sheet == *sheet);
                let moved = own.map(|one| Planned { sheet: (*other).to_owned(), ..one.clone() });
                moved.into_iter().all(|one| one.stray(headings).is_none())
            };
            let Some(at) = free.iter().position(fits) else { continue };
            let other = free.remove(at);
            for one in self.columns.iter_mut().filter(|one| one.sheet == *sheet) {
                other.clone_into(&mut one.sheet);
            }
        }
        self
    }

    /// Takes the units that sheets of its form state themselves, where they are others than those
    /// of before: `单位：元` over what was 万元. What a heading says is followed by the plan.
    pub fn heed(&mut self, facts: &Facts) -> Vec<Fault> {
        let mut heeded = Vec::new();
        for one in &mut self.columns {
            let said = understood(facts, (&one.sheet, &one.column, &one.heading));
            let Some(said) = said.filter(|said| said.fact == one.fact) else { continue };
            let (Some(was), Some(is)) = (&one.unit, said.unit) else { continue };
            let same = Unit::parse(was) == Unit::parse(is);
            if !said.stated {
                if same {
                    one.unit = None;
                } else {
                    let note = Note::warning("unit-assumed", as_before(was));
                    heeded.push(note.at(said.place.clone(), &said.header));
                }
                continue;
            }
            if one.heading_unit().is_some() || same {
                continue;
            }
            let hint = [
                format!(
                    "上次同样的表是{was}，这张表写的是{is}，按{is}读；不对的，用 --write-plan 写出方案，改了再用 --plan 导入"
                ),
                format!(
                    "the last sheet of its form was in {was} and this one says {is}: read in {is}; where that is wrong, write the plan with --write-plan, change it and bring the file in with --plan"
                ),
            ];
            heeded.push(Note::warning("other-unit", hint).at(said.place.clone(), &said.header));
            one.unit = Some(is.to_owned());
        }
        heeded
    }

    /// Its lines that fit no column of what was read; what is said of a column that is not there
    /// is followed nowhere.
    pub fn strays(&self, headings: &[Heading]) -> Vec<Fault> {
        let stray = |planned: &Planned| {
            let why = planned.stray(headings)?;
            let place = Place {
                file: "导入方案".into(),
                sheet: planned.sheet.as_str().into(),
                cell: String::new(),
            };
            let content = planned.heading.clone();
            let (kind, level) = ("stray-plan", Level::Warning);
            Some(Fault { place, kind, level, content, hint: why, beside: None })
        };
        self.columns.iter().filter_map(stray).collect()
    }

    /// The stage of figures of years as far as something says it: `own` is that of their column
    /// or row, else it is that of the sheet's title, where a person names none for the whole.
    pub fn stage_of(&self, facts: &Facts, (sheet, own): (&str, Option<Stage>)) -> Option<Stage> {
        own.or_else(|| facts.stage_of(sheet).filter(|_| self.stage.is_none()))
    }

    /// Whether the rows of a sheet say their stage themselves.
    pub fn has_stages(&self, sheet: &str) -> bool {
        self.columns
            .iter()
            .any(|one| one.sheet == sheet && Taken::named(one.fact.trim()) == Some(Taken::Stage))
    }

    /// The stage that is named for the whole.
    pub fn stage(&self) -> Result<Option<Stage>, Unfit> {
        self.stage.as_deref().map(|text| stage(text, Both::default)).transpose()
    }
}

/// Whether a column was not read for what is wrong with its heading.
fn is_refused(facts: &Facts, heading: &Heading) -> bool {
    let column = column_name(heading.column);
    facts.remarks.iter().any(|fault| {
        let own = fault.place.cell.trim_end_matches(|c: char| c.is_ascii_digit()) == column;
        own && fault.level == Level::Error
            && *fault.place.sheet == *heading.sheet
            && fault.content == heading.text
    })
}

/// What a column of a sheet was read as; what lacks a year is read once somebody says which.
fn understood<'f>(
    facts: &'f Facts,
    (sheet, column, heading): (&str, &str, &str),
) -> Option<&'f Understood> {
    facts.understood.iter().chain(&facts.undated).find(|said| {
        said.place.sheet.as_ref() == sheet
            && said.header == heading
            && said.place.cell.trim_end_matches(|c: char| c.is_ascii_digit()) == column
    })
}

impl Planned {
    /// Whether nobody decided what it is.
    fn is_open(&self) -> bool {
        self.refused && self.fact.trim().is_empty()
    }

    /// Why it fits no column, if it fits none.
    fn stray(&self, headings: &[Heading]) -> Option<Both> {
        let column = position(&self.column);
        let there = |heading: &&Heading| heading.sheet == self.sheet;
        let letters = &self.column;
        let mut sheets: Vec<&str> = headings.iter().map(|one| one.sheet.as_str()).collect();
        sheets.dedup();
        if !headings.iter().any(|heading| there(&heading)) {
            return Some(Both::told(|tongue| {
                let sheets = tongue.list(&sheets);
                tongue.say([
                    format_args!("方案里 {letters}列的这一段没有用上：没有这张表；有：{sheets}"),
                    format_args!("what the plan says of column {letters} is not followed: there is no such sheet; there are: {sheets}"),
                ])
            }));
        }
        // In a form several labels speak of one column.
        let here = || headings.iter().filter(there).filter(|one| Some(one.column) == column);
        if here().any(|heading| heading.text == self.heading) {
            return None;
        }
        Some(Both::from(match here().next() {
            Some(Heading { text, .. }) => [
                format!("方案里 {letters}列的这一段没有用上：这一列的表头是“{text}”；请照表头改正"),
                format!(
                    "what the plan says of column {letters} is not followed: its heading is “{text}”; write that"
                ),
            ],
            None => [
                format!(
                    "方案里 {letters}列的这一段没有用上：这张表的 {letters}列没有表头；请核对列名"
                ),
                format!(
                    "what the plan says of column {letters} is not followed: that column of the sheet has no heading; check its name"
                ),
            ],
        }))
    }

    fn place(&self) -> Both {
        let Self { sheet, column, heading, .. } = self;
        Both::from([
            format!(" {sheet} {column}列“{heading}”"),
            format!(", sheet {sheet}, column {column} “{heading}”"),
        ])
    }

    fn wrong(&self, why: impl Into<Both>) -> Unfit {
        Unfit { place: self.place(), why: why.into() }
    }

    fn taking(&self, schema: &Schema) -> Result<Option<Taking>, Unfit> {
        let column = position(&self.column).ok_or_else(|| {
            let column = &self.column;
            self.wrong([
                format!("“{column}”不是列名；应如 C、AB"),
                format!("“{column}” names no column; write it as C or AB"),
            ])
        })?;
        let taken = match self.fact.trim() {
            _ if self.is_open() => return Ok(None),
            "" => Taken::Nothing,
            // Judgements and fields of records are known by their headings only.
            name if name.starts_with("评审：") || name.contains('.') => return Ok(None),
            name => Taken::named(name).map_or_else(|| self.figure(schema, name), Ok)?,
        };
        let (sheet, heading) = (self.sheet.clone(), self.heading.clone());
        Ok(Some(Taking { sheet, column, heading, taken }))
    }

    fn figure(&self, schema: &Schema, name: &str) -> Result<Taken, Unfit> {
        let fact = self.fact(schema, name)?;
        Ok(Taken::Fact { fact, unit: self.unit(schema, fact)?, year: self.year })
    }

    /// The unit that is named.
    fn unit(&self, schema: &Schema, fact: FactId) -> Result<Option<Unit>, Unfit> {
        let (Some(fact), Some(text)) = (schema.get(fact), self.unit.as_deref()) else {
            return Ok(None);
        };
        let of = fact.of.dimension();
        let unit = Unit::parse(text).ok_or_else(|| {
            self.wrong([
                format!("不认识单位“{text}”；应如 万元、人"),
                format!("no such unit: “{text}”; write one such as 万元 or 人"),
            ])
        })?;
        let fits = of == Some(unit.dimension);
        if fits { Ok(Some(unit)) } else { Err(self.wrong(unfitting(text, fact, of))) }
    }

    /// The unit that its heading ends with.
    fn heading_unit(&self) -> Option<Unit> {
        let tail = self.heading.rsplit(['(', '（']).next()?;
        Unit::parse(tail.trim_end_matches([')', '）']))
    }

    fn fact(&self, schema: &Schema, name: &str) -> Result<FactId, Unfit> {
        let found = schema.find(name).ok_or_else(|| {
            self.wrong([
                format!("指标字典里没有“{name}”；请改成字典里的指标名"),
                format!("the dictionary has no “{name}”; write the name of one of its facts"),
            ])
        })?;
        let derived = schema.get(found).is_some_and(|fact| fact.formula.is_some());
        if derived {
            return Err(self.wrong([
                format!("“{name}”由别的指标算出，不能导入；请写 \"\""),
                format!("“{name}” is worked out from others and cannot be brought in; write \"\""),
            ]));
        }
        Ok(found)
    }

    /// The stage that is named for the column.
    pub fn stage(&self) -> Result<Option<Stage>, Unfit> {
        self.stage.as_deref().map(|text| stage(text, || self.place())).transpose()
    }
}

/// The units of a dimension, the smallest first.
fn units(of: Dimension) -> Vec<&'static str> {
    /// More are not read.
    const FEW: usize = 8;
    let mut units: Vec<&Unit> = Unit::all().iter().filter(|unit| unit.dimension == of).collect();
    let size = |unit: &Unit| i128::from(unit.scale.num) * 1_000_000 / i128::from(unit.scale.den);
    units.sort_by_key(|unit| size(unit));
    units.dedup_by_key(|unit| size(unit));
    units.into_iter().take(FEW).map(|unit| unit.symbol).collect()
}

fn stage(text: &str, place: impl FnOnce() -> Both) -> Result<Stage, Unfit> {
    Stage::parse(text).ok_or_else(|| {
        let words = Stage::ALL.map(Stage::zh);
        let why = Both::told(|tongue| {
            let words = tongue.list(&words);
            tongue.say([
                format_args!("没有“{text}”这个阶段；可写：{words}"),
                format_args!("there is no stage “{text}”; there are: {words}"),
            ])
        });
        Unfit { place: place(), why }
    })
}

/// A sheet says no unit, and the last of its form had another than is assumed of one.
fn as_before(was: &str) -> [String; 2] {
    [
        format!("这张表没有写单位，上次同样的表是{was}，按{was}读；请核对，并在表头或标题写明单位"),
        format!(
            "the sheet says no unit and the last of its form was in {was}: read in {was}; check it, and write the unit in the heading or the title"
        ),
    ]
}

/// Two columns of a sheet that both say who or when.
fn alone(other: &str, fact: &str) -> Both {
    Both::from([
        format!("{other}列也写成了“{fact}”；一张表只能有一列这样写"),
        format!("column {other} is “{fact}” too; one column of a sheet may be that"),
    ])
}

/// A unit that figures of a fact cannot have.
fn unfitting(text: &str, fact: &Fact, of: Option<Dimension>) -> Both {
    let name = &fact.name;
    let units = of.map(units);
    Both::told(|tongue| {
        let may = match &units {
            Some(units) => {
                let units = tongue.list(units);
                tongue.say([format_args!("可写：{units}"), format_args!("there are: {units}")])
            }
            None => tongue
                .of(["它不是数量，请删去 unit", "it is no quantity: leave unit out"])
                .to_owned(),
        };
        tongue.say([
            format_args!("{name} 的单位不能是“{text}”；{may}"),
            format_args!("{name} cannot have the unit “{text}”; {may}"),
        ])
    })
}

fn position(letters: &str) -> Option<u32> {
    let mut at = 0u32;
    for letter in letters.bytes() {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        at = at.checked_mul(26)?.checked_add(u32::from(digit) + 1)?;
    }
    at.checked_sub(1)
}
