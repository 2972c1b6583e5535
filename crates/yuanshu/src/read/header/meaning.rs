//! What the texts over one column mean.

use base::{Dimension, Unit};
use rule::fact::{Fact, FactId, Type};

use super::lexicon::{Target, is_item, is_score, normal};
use super::period::{self, YearIn};
use super::unit;
use super::word::{self, Peeled, peel};
use super::{Column, Sight};

/// How the columns of a sheet are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// As facts.
    Facts,
    /// As fields of the records of a list fact.
    List(FactId),
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Who or when a row is of.
    Identity(Target),
    /// A fact, of the year in the header if there is one. The unit is `assumed` where neither
    /// the header nor the sheet says one.
    Fact { fact: FactId, year: Option<i16>, unit: Option<Unit>, assumed: bool },
    /// A judgement, by position.
    Judged(usize),
    /// A field of the records, by position.
    Field { field: usize, unit: Option<Unit> },
    /// The thing that is judged, or its points.
    Score,
    /// Known, and not wanted.
    LeftOut,
    /// A fact that others give, and that a register therefore does not take.
    Derived(FactId),
    /// Not known.
    Unknown,
    /// Who a row of another table is of, which stands beside this one.
    Beside,
    /// A fact of a year of which the column `by` says a figure in a stage (阶段) that is more final.
    Surpassed { fact: FactId, by: u32 },
    /// A fact of years, of which the sheet says a part of one only, in this text.
    OfPart { fact: FactId, text: String },
    /// A fact that a line among the rows says to be other than its heading does.
    Contradicted { fact: FactId, line: String },
    /// One word for several facts.
    Several(Vec<FactId>),
    /// A fact in a unit of another kind, or in one that nobody can tell.
    WrongUnit { fact: FactId, unit: String },
}

/// Takes a second table away that stands beside the first, but for its first column: one that is
/// called as the column that says who a row is of, and has others behind it that are known.
pub(super) fn part_beside(columns: &mut Vec<Column>) {
    let who = [Target::Code, Target::Name].map(Meaning::Identity);
    let last = |column: &Column| column.header.rsplit('/').next().map(str::to_owned);
    let again = |at: usize, column: &Column| {
        let before = columns.get(..at).unwrap_or_default();
        let behind = columns.get(at + 1..).unwrap_or_default();
        column.meaning == Meaning::Unknown
            && before.iter().any(|one| who.contains(&one.meaning) && last(one) == last(column))
            && behind.iter().any(|one| one.meaning.tells())
    };
    let Some(at) = columns.iter().enumerate().position(|(at, column)| again(at, column)) else {
        return;
    };
    columns.truncate(at + 1);
    if let Some(last) = columns.last_mut() {
        last.meaning = Meaning::Beside;
    }
}

impl Meaning {
    pub(crate) fn known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// Whether it is a fact, if not of a year or not as its heading says.
    pub(crate) fn is_fact(&self) -> bool {
        matches!(self, Self::Fact { .. } | Self::OfPart { .. } | Self::Contradicted { .. })
    }

    /// Whether it says more than who and when.
    pub(crate) fn tells(&self) -> bool {
        match self {
            Self::Fact { .. }
            | Self::OfPart { .. }
            | Self::Contradicted { .. }
            | Self::Judged(_)
            | Self::Field { .. } => true,
            Self::Identity(_)
            | Self::Score
            | Self::LeftOut
            | Self::Derived(_)
            | Self::Unknown
            | Self::Beside
            | Self::Several(_)
            | Self::Surpassed { .. }
            | Self::WrongUnit { .. } => false,
        }
    }
}

/// What the sheet says for all its columns.
pub(crate) struct Whole<'a> {
    pub(crate) of_sheet: &'a [Unit],
    /// A unit of money that it says and that is none of ours.
    pub(crate) strange: Option<&'a str>,
    /// The sheet says that it holds judgements.
    pub(crate) judged: bool,
    /// The year that its name or title says.
    pub(crate) year: Option<i16>,
}

/// What one column means, and whether its own header said the unit or the year.
pub(crate) fn mean(
    stack: &[(u32, String)],
    sheet: &Whole<'_>,
    sight: &Sight<'_>,
) -> (Meaning, bool) {
    let mut texts: Vec<&str> = stack.iter().map(|(_, text)| text.as_str()).collect();
    texts.dedup();
    let Some((bottom, groups)) = texts.split_last() else {
        return (Meaning::Unknown, false);
    };
    let of_part = |text: &&str| {
        let month = period::year_in(text) == YearIn::Part;
        month || period::is_of_part(text) || period::is_part_name(text)
    };
    if groups.iter().any(of_part) {
        return (Meaning::Unknown, false);
    }
    let year = groups.iter().rev().find_map(|text| period::year_in(text).whole());
    let said = |text: &str| peel(text).into_iter().find_map(|way| way.unit);
    let unit = groups
        .iter()
        .rev()
        .find_map(|text| said(text).or_else(|| unit::units_said(text).first().copied()));
    let over = Peeled { word: String::new(), unit, year };
    let named: Option<&&str> = groups.iter().rev().find(|text| period::whole_year(text).is_none());
    let mut tries = Vec::new();
    if let Some(group) = named {
        if let Some(year) = period::whole_year(bottom) {
            tries.push(((*group).to_owned(), Peeled { year: Some(year), ..over.clone() }));
        }
        if let Some((year, (_, back))) = sheet.year.zip(word::years_back(bottom)) {
            let year = Some(year - back);
            tries.push(((*group).to_owned(), Peeled { year, ..over.clone() }));
        }
        if let Some(unit) = Unit::parse(bottom) {
            tries.push(((*group).to_owned(), Peeled { unit: Some(unit), ..over.clone() }));
        }
        tries.push((format!("{group}{bottom}"), over.clone()));
    }
    tries.push(((*bottom).to_owned(), over));
    for (text, over) in tries {
        let meaning = of_text(&text, &over, sheet, sight);
        if meaning.known() {
            let told = peel(&text).iter().any(|way| way.unit.is_some() || way.year.is_some());
            return (meaning, told || over.unit.is_some() || over.year.is_some());
        }
    }
    (Meaning::Unknown, false)
}

fn of_text(text: &str, over: &Peeled, sheet: &Whole<'_>, sight: &Sight<'_>) -> Meaning {
    for way in word::stripped(text).iter().flat_map(|text| peel(text)) {
        let way =
            Peeled { word: way.word, unit: way.unit.or(over.unit), year: way.year.or(over.year) };
        let meaning = of_way(&way, sheet, sight);
        // 一季度 is the first of four, and no column of quarters that is numbered.
        let numbered = meaning == Meaning::Identity(Target::Period) && way.word != normal(text);
        if meaning.known() && !numbered {
            return meaning;
        }
    }
    if let Some(identity) = word::unbracketed(text)
        && let [target @ (Target::Code | Target::Name | Target::Year)] =
            sight.lexicon.find(&normal(&identity))
    {
        return Meaning::Identity(*target);
    }
    let bare = normal(text);
    if is_item(&bare) || is_score(&bare) { Meaning::Score } else { Meaning::Unknown }
}

fn of_way(way: &Peeled, sheet: &Whole<'_>, sight: &Sight<'_>) -> Meaning {
    let targets = sight.lexicon.find(&way.word);
    let identity = match targets {
        [Target::Fact(_)] | [] | [_, _, ..] => None,
        [identity] => Some(*identity),
    };
    if let Context::List(list) = sight.context {
        let field = sight.lexicon.field(list, &way.word);
        let strong = matches!(identity, Some(Target::Code | Target::Name));
        return match (field, identity) {
            (Some(field), _) if !strong => of_field((list, field), way, sheet, sight),
            (_, Some(identity)) => Meaning::Identity(identity),
            _ => Meaning::Unknown,
        };
    }
    if let Some(identity) = identity {
        return Meaning::Identity(identity);
    }
    let judged = sight.lexicon.judged(&way.word).map(Meaning::Judged);
    if let Some(judged) = judged.clone().filter(|_| sheet.judged) {
        return judged;
    }
    match targets {
        [Target::Fact(fact)] => of_fact(*fact, way, sheet, sight),
        [] => judged.unwrap_or(Meaning::Unknown),
        several => Meaning::Several(
            several
                .iter()
                .filter_map(|target| match target {
                    Target::Fact(fact) => Some(*fact),
                    Target::Code
                    | Target::Name
                    | Target::Year
                    | Target::Period
                    | Target::Stage
                    | Target::Ordinal => None,
                })
                .collect(),
        ),
    }
}

fn of_fact(id: FactId, way: &Peeled, sheet: &Whole<'_>, sight: &Sight<'_>) -> Meaning {
    let Some(fact) = sight.dictionary.schema.get(id) else {
        return Meaning::Unknown;
    };
    let year = way.year.filter(|_| fact.yearly);
    let Type::Number(dimension) = &fact.of else {
        return Meaning::Fact { fact: id, year, unit: None, assumed: false };
    };
    match unit_of(*dimension, way.unit, sheet, fact.unit) {
        Ok((unit, assumed)) => {
            Meaning::Fact { fact: id, year, unit, assumed: assumed && needs_unit(fact) }
        }
        Err(unit) => Meaning::WrongUnit { fact: id, unit },
    }
}

/// Whether a bare figure of it could be taken for another size: 元 for 万元, 5 for 5%.
pub(crate) fn needs_unit(fact: &Fact) -> bool {
    fact.unit.is_some_and(|unit| {
        unit.scale != base::Scale::ONE
            || matches!(&fact.of, Type::Number(dimension) if *dimension == Dimension::MONEY)
    })
}

/// The unit of a column and whether nothing said it; the wrong one where it counts other things.
fn unit_of(
    dimension: Dimension,
    own: Option<Unit>,
    sheet: &Whole<'_>,
    shown: Option<Unit>,
) -> Result<(Option<Unit>, bool), String> {
    if let Some(own) = own {
        let fits = own.dimension == dimension;
        return if fits { Ok((Some(own), false)) } else { Err(own.symbol.to_owned()) };
    }
    if let Some(strange) = sheet.strange.filter(|_| dimension == Dimension::MONEY) {
        return Err(strange.to_owned());
    }
    let mut of_sheet = sheet.of_sheet.iter().filter(|unit| unit.dimension == dimension);
    let Some(unit) = of_sheet.next() else { return Ok((shown, true)) };
    match of_sheet.find(|other| other.scale != unit.scale) {
        Some(other) => Err(format!("{}/{}", unit.symbol, other.symbol)),
        None => Ok((Some(*unit), false)),
    }
}

fn of_field(
    (list, field): (FactId, usize),
    way: &Peeled,
    sheet: &Whole<'_>,
    sight: &Sight<'_>,
) -> Meaning {
    let fact = sight.dictionary.schema.get(list);
    let Some(of) = fact.and_then(|fact| fact.fields.get(field)) else {
        return Meaning::Unknown;
    };
    let Type::Number(dimension) = &of.of else {
        return Meaning::Field { field, unit: None };
    };
    match unit_of(*dimension, way.unit, sheet, of.unit) {
        Ok((unit, _)) => Meaning::Field { field, unit },
        Err(unit) => Meaning::WrongUnit { fact: list, unit },
    }
}
