//! What is known before sheets are read: how columns are to be taken, and who bears which name.

use std::collections::HashMap;

use base::{Unit, Uscc};
use rule::fact::{FactId, Schema};
use zone::enterprise::normalised;

use super::header::{Column, Layout, Meaning};

/// How one column is to be taken, whatever its heading says.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    /// The sheet, by name.
    pub sheet: String,
    /// Counted from 0.
    pub column: u32,
    /// Its heading as it was when this was decided; another heading there is another column.
    pub heading: String,
    /// What it is; nothing where it is to be left out.
    pub fact: Option<FactId>,
    /// The unit of its figures.
    pub unit: Option<Unit>,
    /// The fiscal year, where it is not each row's own.
    pub year: Option<i16>,
}

/// What is known before sheets are read.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// Columns that are taken otherwise than their headings say.
    takings: Vec<Taking>,
    /// Whom a register knows by a name. Where there is a register, sheets that have names only
    /// are matched with it, and a name that it does not know makes nobody.
    register: Option<HashMap<String, Vec<Uscc>>>,
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

impl Guide {
    /// Takes columns otherwise than their headings say.
    pub fn taking(takings: Vec<Taking>) -> Self {
        Self { takings, register: None }
    }

    /// Matches names with those of a register.
    #[must_use]
    pub fn knowing<'n>(self, names: impl IntoIterator<Item = (&'n str, Uscc)>) -> Self {
        let mut known: HashMap<String, Vec<Uscc>> = HashMap::new();
        for (name, code) in names {
            let codes = known.entry(normalised(name)).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Self { register: Some(known), ..self }
    }

    /// Whether names are matched with a register.
    pub(crate) fn has_register(&self) -> bool {
        self.register.is_some()
    }

    /// Who bears a name in the register.
    pub(crate) fn bearers(&self, name: &str) -> &[Uscc] {
        let found = self.register.as_ref().and_then(|known| known.get(&normalised(name)));
        found.map_or(&[], Vec::as_slice)
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
                column.meaning = match taking.fact {
                    Some(fact) => {
                        let (year, unit) = (taking.year, taking.unit);
                        Meaning::Fact { fact, year, unit, assumed: false }
                    }
                    None => Meaning::LeftOut,
                };
            }
        }
    }

    fn found(&self, sheet: &str, column: &Column) -> Option<&Taking> {
        self.takings.iter().find(|taking| {
            taking.sheet == sheet && taking.column == column.at && taking.heading == column.header
        })
    }
}
