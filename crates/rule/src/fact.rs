//! What a formula may speak of: facts with their types, and judgements.

use std::collections::HashMap;
use std::fmt;

use base::{Dimension, Unit};

use crate::expr::Expr;

/// A fact of a [`Schema`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId(pub u32);

/// How many complete years back: 1 is the last complete year before the day of the
/// application. 0 stands for a fact that has no years.
pub type Lag = u8;

/// The longest look back that a formula may take, in years.
pub const LONGEST_LAG: Lag = 10;

/// What kind of value a formula has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number with a dimension; money, counts and ratios are numbers.
    Number(Dimension),
    /// Yes or no.
    Bool,
    /// Text, and each code or choice from a list.
    Text,
    /// A day.
    Date,
    /// A number of days.
    Days,
    /// A number of months.
    Months,
    /// A list.
    List(Box<Type>),
    /// A range of numbers, texts, days or durations.
    Range(Box<Type>),
    /// A record of the list fact, with its declared fields.
    Record(FactId),
    /// Only `null`.
    Null,
}

impl Type {
    /// The dimension of a number; none of what is no number.
    pub fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::Number(dimension) => Some(*dimension),
            Self::Bool
            | Self::Text
            | Self::Date
            | Self::Days
            | Self::Months
            | Self::List(_)
            | Self::Range(_)
            | Self::Record(_)
            | Self::Null => None,
        }
    }
}

/// Which way an enterprise can move a fact by lawful effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Only more.
    Up,
    /// Only less.
    Down,
    /// Both.
    Either,
}

/// What moving a fact takes, what is soonest had first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// A paper: a certificate, a registration, a proof.
    Paper,
    /// Money to be spent.
    Money,
    /// Time and trade.
    Time,
}

/// How a fact can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Movable {
    /// In which direction.
    pub direction: Direction,
    /// By what.
    pub by: Effort,
}

/// A field of the records of a list fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `snake_case` id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Type of its values.
    pub of: Type,
    /// The unit its figures are shown in.
    pub unit: Option<Unit>,
    /// For texts: the only values there are; empty where any text may stand.
    pub values: Vec<String>,
}

/// A fact that formulas may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// `snake_case` id.
    pub id: String,
    /// Chinese name, interchangeable with the id in a formula.
    pub name: String,
    /// Type of one value (of one year, where yearly; of the list, where a list of records).
    pub of: Type,
    /// The unit its figures are shown in.
    pub unit: Option<Unit>,
    /// One value for each fiscal year.
    pub yearly: bool,
    /// How an enterprise can move it, if it can.
    pub movable: Option<Movable>,
    /// Fields, where it is a list of records.
    pub fields: Vec<Field>,
    /// For texts: the only values there are; empty where any text may stand.
    pub values: Vec<String>,
    /// For a derived fact: the checked formula that gives its value where none is stated. For a
    /// yearly fact it speaks of lag 1 and is shifted for earlier years.
    pub formula: Option<Expr>,
}

impl Fact {
    /// The least step in which its figures move, as a number of decimals: fen for money,
    /// whole ones for counts.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        match &self.of {
            Type::Number(dimension) => decimals(*dimension),
            _ => 0,
        }
    }
}

/// The decimals in which figures of a dimension move: fen for money, whole ones for counts.
pub(crate) fn decimals(dimension: Dimension) -> u8 {
    match dimension {
        Dimension::MONEY => 2,
        Dimension::NONE => 4,
        _ => 0,
    }
}

/// Something that a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Its name, as in `judge("…")`.
    pub name: String,
    /// The most points it can give; a judgement without points is yes or no.
    pub max: Option<u16>,
}

/// How many derived facts may stand on each other, and how far conditions are opened.
pub(crate) const DEEPEST: usize = 32;

/// A list whose records hold until a day (有效期), by the ids of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// The list.
    pub list: FactId,
    /// The field that says what a record is.
    pub kind: String,
    /// The field of its first day, where it has one.
    pub from: Option<String>,
    /// The field of its last day.
    pub until: String,
    /// The field that numbers it, where it has one.
    pub number: Option<String>,
}

/// The facts and judgements that formulas may speak of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    facts: Vec<Fact>,
    names: HashMap<String, FactId>,
    /// Judgements by name.
    pub judgements: Vec<Judgement>,
    /// The day before which no yearly figure exists (成立日期).
    pub born: Option<FactId>,
    /// The lists whose records run out.
    pub lasting: Vec<Lasting>,
}

/// A name that two facts claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The name.
    pub name: String,
    /// Who has it.
    pub by: FactId,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the name {} is taken by another fact", self.name)
    }
}

impl std::error::Error for Taken {}

impl Schema {
    /// Adds a fact.
    ///
    /// # Errors
    /// [`Taken`] when its id or name is another fact's id or name; nothing is added then.
    pub fn add(&mut self, fact: Fact) -> Result<FactId, Taken> {
        for name in [&fact.id, &fact.name] {
            if let Some(by) = self.names.get(name) {
                return Err(Taken { name: name.clone(), by: *by });
            }
        }
        let id = FactId(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        self.names.insert(fact.id.clone(), id);
        self.names.insert(fact.name.clone(), id);
        self.facts.push(fact);
        Ok(id)
    }

    /// The fact of that id or Chinese name.
    pub fn find(&self, name: &str) -> Option<FactId> {
        self.names.get(name).copied()
    }

    /// The fact at `id`, which came from this schema.
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::try_from(id.0).ok()?)
    }

    /// Gives a derived fact its checked formula; false when there is no such fact.
    pub fn derive(&mut self, id: FactId, formula: Expr) -> bool {
        let found = usize::try_from(id.0).ok().and_then(|at| self.facts.get_mut(at));
        found.is_some_and(|fact| {
            fact.formula = Some(formula);
            true
        })
    }

    /// All facts with their ids, in the order of their adding.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0..).map(FactId).zip(&self.facts)
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}
