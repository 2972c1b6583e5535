//! What is known before sheets are read: how columns are to be taken, and who bears which name.

use base::{Day, Unit, Uscc};
use rule::fact::{FactId, Schema};
use rule::table::numbered_day;
use zone::enterprise::{File, Registry};

use super::header::lexicon::Target;
use super::header::{Column, Layout, Meaning, needs_unit as unsure, period, word};

/// How one column is to be taken, whatever its heading says.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    /// The sheet, by name.
    pub sheet: String,
    /// Counted from 0.
    pub column: u32,
    /// Its heading as it was when this was decided; another heading there is another column.
    pub heading: String,
    /// What it is.
    pub taken: Taken,
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Taken {
    /// 统一社会信用代码.
    Code,
    /// 企业名称.
    Name,
    /// 年度: that of each row.
    Year,
    /// 所属期: the part of a year that each row is of, where it is one.
    Period,
    /// 数据阶段: that of each row.
    Stage,
    /// A fact, in a unit, of a fiscal year where it is not each row's own.
    Fact {
        /// Which.
        fact: FactId,
        /// The unit of its figures; that which the sheet or the heading says, or the fact's own,
        /// where there is none.
        unit: Option<Unit>,
        /// The fiscal year; that which the sheet itself says where there is none.
        year: Option<i16>,
    },
    /// Nothing: it is left out.
    Nothing,
}

impl Taken {
    /// What says who or when a row is of, by what a plan calls it.
    pub const WHO_AND_WHEN: [(&'static str, Self); 5] = [
        ("统一社会信用代码", Self::Code),
        ("企业名称", Self::Name),
        ("年度", Self::Year),
        ("所属期", Self::Period),
        ("数据阶段", Self::Stage),
    ];

    /// The same, by its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::WHO_AND_WHEN.into_iter().find(|(known, _)| *known == name).map(|(_, taken)| taken)
    }

    /// What a plan calls an identity, where it speaks of it.
    pub(crate) fn called(target: Target) -> Option<&'static str> {
        let mut known = Self::WHO_AND_WHEN.into_iter();
        known.find(|(_, taken)| taken.target() == Some(target)).map(|(name, _)| name)
    }

    fn target(self) -> Option<Target> {
        match self {
            Self::Code => Some(Target::Code),
            Self::Name => Some(Target::Name),
            Self::Year => Some(Target::Year),
            Self::Period => Some(Target::Period),
            Self::Stage => Some(Target::Stage),
            Self::Fact { .. } | Self::Nothing => None,
        }
    }
}

/// What is known before sheets are read.
#[derive(Clone, Debug, Default)]
pub struct Guide<'r> {
    /// Columns that are taken otherwise than their headings say.
    takings: Vec<Taking>,
    /// Who is who in a register. Where there is a register, sheets that have names only
    /// are matched with it, and a name that it does not know makes nobody.
    register: Option<&'r Registry>,
    /// The day that it is; none where days are not weighed against it.
    today: Option<Day>,
}

/// The heading of a column, as the sheet has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    /// The sheet.
    pub sheet: String,
    /// Counted from 0.
    pub column: u32,
    /// Its cells from top to bottom, joined by `/`.
    pub text: String,
}

impl<'r> Guide<'r> {
    /// Takes columns otherwise than their headings say.
    pub fn taking(takings: Vec<Taking>) -> Self {
        Self { takings, ..Self::default() }
    }

    /// Matches names with those of a register.
    #[must_use]
    pub fn knowing(self, registry: &'r Registry) -> Self {
        Self { register: Some(registry), ..self }
    }

    /// Weighs days against the day that it is.
    #[must_use]
    pub fn on(self, today: Day) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The day that it is, where a day lies after it.
    pub(crate) fn before(&self, day: i32) -> Option<Day> {
        self.today.filter(|today| numbered_day(day) > Some(*today))
    }

    /// Whether names are matched with a register.
    pub(crate) fn has_register(&self) -> bool {
        self.register.is_some()
    }

    /// Who bears a name in the register, or bore it.
    pub(crate) fn bearers(&self, name: &str) -> Vec<Uscc> {
        let Some(registry) = self.register else { return Vec::new() };
        let mut codes: Vec<Uscc> = Vec::new();
        for found in registry.of_name(name) {
            let code = registry.file(found.subject).and_then(File::code);
            codes.extend(code.filter(|code| !codes.contains(code)));
        }
        codes
    }

    /// Takes the columns of a sheet as they are to be taken. A register takes no facts that others
    /// give.
    pub(crate) fn apply(&self, sheet: &str, layout: &mut Layout, schema: &Schema) {
        let derived = |fact| schema.get(fact).is_some_and(|fact| fact.formula.is_some());
        for column in &mut layout.columns {
            if let Meaning::Fact { fact, .. } = column.meaning
                && self.has_register()
                && derived(fact)
            {
                column.meaning = Meaning::Derived(fact);
            }
            if let Some(taking) = self.found(sheet, column) {
                column.meaning = match taking.taken {
                    Taken::Fact { fact, unit, year } => {
                        let (was, stated) = said(&column.meaning);
                        let year = year.or(was).or_else(|| period::year_in(&column.header).whole());
                        let stated = stated.filter(|stated| fits(*stated, fact, schema));
                        column.overruled =
                            stated.filter(|stated| unit.is_some_and(|one| one != *stated));
                        let unit =
                            unit.or(stated).or_else(|| unit_of(&column.header, fact, schema));
                        let assumed = unit.is_none() && needs_unit(fact, schema);
                        let unit = unit.or_else(|| own_unit(fact, schema));
                        Meaning::Fact { fact, year, unit, assumed }
                    }
                    other => other.target().map_or(Meaning::LeftOut, Meaning::Identity),
                };
            }
        }
        self.chosen(sheet, layout);
        layout.part_stages();
    }

    /// Where a column is chosen to say who or when, another whose heading says so does not.
    fn chosen(&self, sheet: &str, layout: &mut Layout) {
        let chosen: Vec<(Meaning, u32)> = layout
            .columns
            .iter()
            .filter(|column| self.found(sheet, column).is_some())
            .filter(
                |column| matches!(column.meaning, Meaning::Identity(of) if of != Target::Period),
            )
            .map(|column| (column.meaning.clone(), column.at))
            .collect();
        for column in &mut layout.columns {
            let other =
                |(meaning, at): &(Meaning, u32)| *meaning == column.meaning && *at != column.at;
            if chosen.iter().any(other) && self.found(sheet, column).is_none() {
                column.meaning = Meaning::LeftOut;
            }
        }
    }

    fn found(&self, sheet: &str, column: &Column) -> Option<&Taking> {
        self.takings.iter().find(|taking| {
            taking.sheet == sheet && taking.column == column.at && taking.heading == column.header
        })
    }
}

/// The year and the unit that a sheet says itself of a column of figures. Of a form the years
/// stand over values, and in no heading.
fn said(meaning: &Meaning) -> (Option<i16>, Option<Unit>) {
    match meaning {
        Meaning::Fact { year, unit, assumed, .. } => (*year, unit.filter(|_| !assumed)),
        _ => (None, None),
    }
}

/// The unit that a heading says.
fn unit_of(header: &str, fact: FactId, schema: &Schema) -> Option<Unit> {
    let said = word::peel(header).into_iter().find_map(|way| way.unit);
    said.filter(|unit| fits(*unit, fact, schema))
}

/// The unit that the dictionary shows a fact in.
fn own_unit(fact: FactId, schema: &Schema) -> Option<Unit> {
    schema.get(fact).and_then(|fact| fact.unit)
}

/// Whether its figures could be taken for another size where nothing says their unit.
fn needs_unit(fact: FactId, schema: &Schema) -> bool {
    schema.get(fact).is_some_and(unsure)
}

/// Whether figures of a fact can be written in a unit.
fn fits(unit: Unit, fact: FactId, schema: &Schema) -> bool {
    schema.get(fact).and_then(|fact| fact.of.dimension()) == Some(unit.dimension)
}
