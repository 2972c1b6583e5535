//! What is read from each column of a sheet, and what is said of its headers.

use base::{Dimension, Kind as Counted, Unit};
use rule::fact::{FactId, Type};
use zone::fact::cell_name;

use super::cell::{Epoch, Want};
use super::dictionary::Dictionary;
use super::guide::Taken;
use super::header::lexicon::{Target, normal};
use super::header::period::whole_year;
use super::header::word::{Peeled, peel};
use super::header::{Column, Doubt, Layout, Meaning, needs_unit};
use super::hint;
use super::hint::heading;
use super::own;
use super::report::{Note, Understood};
use super::sheet::SheetReader;

/// Where the values of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A fact, with the year that its header says.
    Fact { fact: FactId, yearly: bool, year: Option<i16> },
    /// A judgement, with its most points.
    Judged { at: usize, max: Option<u16> },
    /// A field of a record.
    Field(usize),
}

/// How a column is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    /// The column.
    pub(crate) at: u32,
    pub(crate) slot: Slot,
    pub(crate) of: Type,
    pub(crate) unit: Option<Unit>,
    pub(crate) values: Vec<String>,
    pub(crate) aliases: Vec<(String, String)>,
    pub(crate) decimals: u8,
    /// Its days are of what has been: an enterprise was not founded tomorrow.
    pub(crate) past: bool,
}

impl Plan {
    pub(crate) fn want(&self, epoch: Epoch) -> Want<'_> {
        let Self { of, unit, values, aliases, decimals, .. } = self;
        Want { of, unit: *unit, values, aliases, decimals: *decimals, epoch }
    }
}

/// What is read from the columns of a sheet.
pub(crate) fn plans(layout: &Layout, dictionary: &Dictionary) -> Vec<Plan> {
    let list = match layout.kind {
        super::header::Kind::List(list) => Some(list),
        super::header::Kind::Facts
        | super::header::Kind::Scores { .. }
        | super::header::Kind::Form => None,
    };
    let plan = |column: &Column| match &column.meaning {
        Meaning::Fact { fact: id, year, unit, .. } => {
            let fact = dictionary.schema.get(*id)?;
            Some(Plan {
                at: column.at,
                slot: Slot::Fact { fact: *id, yearly: fact.yearly, year: *year },
                of: fact.of.clone(),
                unit: *unit,
                values: fact.values.clone(),
                aliases: Vec::new(),
                decimals: 0,
                past: dictionary.schema.born == Some(*id),
            })
        }
        Meaning::Judged(at) => judged(dictionary, *at, column.at),
        Meaning::Field { field, unit } => {
            let of = dictionary.schema.get(list?)?.fields.get(*field)?;
            let aliases = dictionary.entry(list?).aliases.get(*field).cloned();
            let lasting = dictionary.schema.lasting.iter().find(|one| Some(one.list) == list);
            Some(Plan {
                at: column.at,
                slot: Slot::Field(*field),
                of: of.of.clone(),
                unit: *unit,
                values: of.values.clone(),
                aliases: aliases.unwrap_or_default(),
                decimals: 0,
                past: lasting.is_some_and(|one| one.from.as_ref() == Some(&of.id)),
            })
        }
        Meaning::Identity(_)
        | Meaning::Score
        | Meaning::LeftOut
        | Meaning::Derived(_)
        | Meaning::Unknown
        | Meaning::Beside
        | Meaning::OfPart { .. }
        | Meaning::Contradicted { .. }
        | Meaning::Several(_)
        | Meaning::Surpassed { .. }
        | Meaning::WrongUnit { .. } => None,
    };
    layout.columns.iter().filter_map(plan).collect()
}

/// How the points or the answer of a judgement are read.
pub(crate) fn judged(dictionary: &Dictionary, at: usize, column: u32) -> Option<Plan> {
    let max = dictionary.schema.judgements.get(at)?.max;
    let point = Unit::all().iter().find(|unit| unit.dimension == Dimension::of(Counted::Point));
    Some(Plan {
        at: column,
        slot: Slot::Judged { at, max },
        of: if max.is_some() { Type::Number(Dimension::NONE) } else { Type::Bool },
        unit: point.copied().filter(|_| max.is_some()),
        values: Vec::new(),
        aliases: Vec::new(),
        decimals: 0,
        past: false,
    })
}

impl SheetReader<'_, '_> {
    /// Says which headers were not taken, and why.
    pub(crate) fn tell_header(&mut self) {
        let columns = self.layout.columns.clone();
        for column in &columns {
            if let Some(note) = self.header_note(column) {
                self.say((column.row, column.at), column.header.clone(), note);
            }
        }
        if let (Some(kind), 0, Some(first)) =
            (&self.layout.title, self.layout.told(), columns.first())
        {
            let (kind, place) = (kind.clone(), (first.row, first.at));
            let note = Note::warning("names-alone", hint::names_alone(&kind));
            self.say(place, kind, note);
        }
        let left = columns.iter().filter(|column| column.meaning == Meaning::LeftOut);
        if let Some(first) = left.clone().next() {
            let names: Vec<&str> = left.map(|column| column.header.as_str()).collect();
            let note = Note::warning("left-out", heading::left_out(&names));
            self.say((first.row, first.at), first.header.clone(), note);
        }
        if let (Some(Doubt::Other(text)), Some(year)) = (&self.layout.doubt, self.layout.year) {
            let (row, text) = (columns.first().map_or(0, |column| column.row), text.clone());
            self.say((row, 0), text, Note::warning("year-differs", hint::two_years(year)));
        }
    }

    fn header_note(&self, column: &Column) -> Option<Note> {
        let dictionary = self.intake.dictionary;
        let taken = |fact: FactId| heading::Taken(column.at + 1, dictionary.name_of(fact));
        match &column.meaning {
            Meaning::Unknown => Some(self.unknown(column)),
            Meaning::Beside => Some(Note::error("side-by-side", hint::SIDE_BY_SIDE)),
            Meaning::Several(facts) => {
                let names: Vec<&str> = facts.iter().map(|fact| dictionary.name_of(*fact)).collect();
                let hint = heading::several(column.at + 1, &names);
                Some(Note::error("ambiguous-header", hint))
            }
            Meaning::Derived(fact) => {
                Some(Note::warning("derived-fact", heading::derived(taken(*fact))))
            }
            Meaning::WrongUnit { fact, unit } => {
                Some(Note::error("unit-mismatch", heading::wrong_unit(taken(*fact), unit)))
            }
            Meaning::OfPart { fact, text } => {
                Some(Note::error("part-of-year", heading::part_of_year(taken(*fact), text)))
            }
            Meaning::Contradicted { fact, line } => {
                Some(Note::error("contradicted", heading::contradicted(taken(*fact), line)))
            }
            Meaning::Surpassed { fact, by } => {
                Some(Note::warning("other-stage", heading::surpassed(taken(*fact), by + 1)))
            }
            Meaning::Fact { fact, unit, assumed, .. } if self.is_undated(column) => {
                let unit = unit.filter(|_| *assumed).map(|unit| unit.symbol);
                Some(self.undated(taken(*fact), unit))
            }
            Meaning::Fact { fact, unit: Some(unit), .. } if column.overruled.is_some() => {
                let stated = column.overruled.map_or("", |stated| stated.symbol);
                let hint = heading::overruled(taken(*fact), (stated, unit.symbol));
                Some(Note::warning("other-unit", hint))
            }
            Meaning::Fact { fact, unit: Some(unit), assumed: true, .. } => {
                let hint = heading::unit_assumed(taken(*fact), unit.symbol);
                Some(Note::warning("unit-assumed", hint))
            }
            Meaning::Identity(_)
            | Meaning::Fact { .. }
            | Meaning::Judged(_)
            | Meaning::Field { .. }
            | Meaning::LeftOut
            | Meaning::Score => None,
        }
    }

    /// Whether a column is of a fact of years, and nothing says which year its figures are of.
    fn is_undated(&self, column: &Column) -> bool {
        let Meaning::Fact { fact, year, .. } = &column.meaning else { return false };
        let yearly = self.intake.dictionary.schema.get(*fact).is_some_and(|fact| fact.yearly);
        let layout = &self.layout;
        let of_row = [Target::Year, Target::Period].map(|target| layout.identity(target));
        let dated = layout.year.is_some() || of_row.iter().any(Option::is_some);
        yearly && year.is_none() && !dated
    }

    fn undated(&self, taken: heading::Taken<'_>, unit: Option<&str>) -> Note {
        if let Some(Doubt::Part(text) | Doubt::Month(text)) = &self.layout.doubt {
            return Note::error("part-of-year", heading::part_of_year(taken, text));
        }
        Note::error("no-year", heading::no_year(taken, unit))
    }

    fn unknown(&self, column: &Column) -> Note {
        let unknown = heading::Unknown { column: column.at + 1, header: &column.header };
        if is_long(&column.header) {
            return Note::error("long-table", unknown.long());
        }
        if let Some(word) = of_another_kind(&column.header) {
            return Note::warning("unknown-header", unknown.of_another_kind(word));
        }
        if let Some(word) = FOREIGN.into_iter().find(|word| column.header.contains(word)) {
            return Note::error("unit-mismatch", unknown.foreign(word));
        }
        let near = if own::is_of_units(&column.header) { Vec::new() } else { self.near(column) };
        let Some((first, way)) = near.first() else {
            return Note::warning("unknown-header", unknown.alone());
        };
        let dictionary = self.intake.dictionary;
        let names: Vec<&str> = near.iter().map(|(fact, _)| dictionary.name_of(*fact)).collect();
        let asks = dictionary.schema.get(*first).is_some_and(needs_unit);
        let like = heading::Like { names: &names, year: way.year, unit: way.unit, asks };
        Note::warning("unknown-header", unknown.near(&like))
    }

    /// The facts that a header is like, the most alike first, each with what else it says.
    fn near(&self, column: &Column) -> Vec<(FactId, Peeled)> {
        /// More are not read.
        const MOST: usize = 3;
        let dictionary = self.intake.dictionary;
        let mut near: Vec<(FactId, Peeled)> = Vec::new();
        if is_partly_dated(&column.header) {
            return near;
        }
        // What takes away most says most of the year and the unit.
        for way in peel(&column.header).into_iter().rev() {
            for target in self.intake.lexicon.near(&way.word) {
                let stated = |fact: &FactId| {
                    dictionary.schema.get(*fact).is_some_and(|fact| fact.formula.is_none())
                };
                if let Target::Fact(fact) = target
                    && stated(&fact)
                    && !near.iter().any(|(known, _)| *known == fact)
                    && near.len() < MOST
                {
                    near.push((fact, way.clone()));
                }
            }
        }
        near
    }

    /// Says how every column was taken, and for what those that lack a year would be.
    pub(crate) fn tell_understood(&mut self) {
        let (undated, dated): (Vec<&Column>, Vec<&Column>) =
            self.layout.columns.iter().partition(|column| self.is_undated(column));
        let [undated, dated] = [undated, dated].map(|columns| {
            let told = columns.into_iter().filter_map(|column| self.understood(column));
            told.collect::<Vec<Understood>>()
        });
        self.intake.report.undated.extend(undated);
        self.intake.report.understood.extend(dated);
    }

    /// What a column is, if it is anything that is read.
    fn understood(&self, column: &Column) -> Option<Understood> {
        let dictionary = self.intake.dictionary;
        let list = match self.layout.kind {
            super::header::Kind::List(list) => dictionary.schema.get(list),
            super::header::Kind::Facts
            | super::header::Kind::Scores { .. }
            | super::header::Kind::Form => None,
        };
        let (fact, unit, years) = match &column.meaning {
            Meaning::Fact { fact, year, unit, .. } => {
                let yearly = dictionary.schema.get(*fact).is_some_and(|fact| fact.yearly);
                let years = match year {
                    Some(year) => vec![*year],
                    None if yearly => self.years.iter().copied().collect(),
                    None => Vec::new(),
                };
                (dictionary.name_of(*fact).to_owned(), *unit, years)
            }
            Meaning::Judged(at) => {
                let judgement = dictionary.schema.judgements.get(*at)?;
                (format!("评审：{}", judgement.name), None, Vec::new())
            }
            Meaning::Field { field, unit } => {
                let name = &list?.fields.get(*field)?.name;
                (format!("{}.{name}", list?.name), *unit, Vec::new())
            }
            Meaning::Identity(target) => (Taken::called(*target)?.to_owned(), None, vec![]),
            Meaning::Score
            | Meaning::LeftOut
            | Meaning::Derived(_)
            | Meaning::Unknown
            | Meaning::Beside
            | Meaning::OfPart { .. }
            | Meaning::Contradicted { .. }
            | Meaning::Several(_)
            | Meaning::Surpassed { .. }
            | Meaning::WrongUnit { .. } => return None,
        };
        Some(Understood {
            place: self.place(column.row, column.at),
            column: match self.layout.kind {
                super::header::Kind::Form => cell_name(column.row, column.at),
                _ => format!("第{}列", column.at + 1),
            },
            header: column.header.clone(),
            fact,
            unit: unit.map(|unit| unit.symbol),
            stated: matches!(column.meaning, Meaning::Fact { assumed: false, .. }),
            stage: column.stage,
            years,
        })
    }
}

/// Whether a header has digits beside those of a whole year: of a quarter, a month, a day. No near
/// fact of years is meant by it.
fn is_partly_dated(header: &str) -> bool {
    let digits = header.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
    digits.into_iter().any(|part| whole_year(part).is_none())
}

/// Money that is none of ours.
const FOREIGN: [&str; 6] = ["美元", "港元", "港币", "欧元", "日元", "英镑"];

/// Whether a header is that of the names of facts in a table that has a row a figure.
fn is_long(header: &str) -> bool {
    ["指标", "指标名称", "指标项"].contains(&normal(header).as_str())
}

/// The word in a header by which it is a share, a growth or a part of a year: no near fact of
/// amounts is meant by it.
fn of_another_kind(header: &str) -> Option<&'static str> {
    let words = [
        "占比",
        "比重",
        "比例",
        "同比",
        "环比",
        "增速",
        "增长",
        "增幅",
        "增减",
        "预计",
        "预算",
        "目标",
        "近三年",
        "季度",
        "半年",
        "月",
        "累计",
        "去年",
        "上年",
        "前年",
        "计划",
        "完成率",
        "以来",
        "新增",
        "人均",
        "平均",
        "排名",
        "达成率",
        "年初",
        "期初",
    ];
    words.into_iter().find(|word| header.contains(word))
}
