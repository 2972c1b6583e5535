//! What a formula yields: FEEL's values, unknown, and what is left to a person.

mod arithmetic;
mod compare;
mod literal;
mod notation;

use std::ops::ControlFlow;
use std::sync::Arc;

use base::{Day, Dimension};

use crate::number::Number;

pub(crate) use arithmetic::later;
pub(crate) use literal::{day, duration};

/// A value. Unknown is a value of every type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// The literal `null`: the only one that follows FEEL's equality.
    Null,
    /// Not known, or left to a person.
    Open(Doubt),
    /// True or false.
    Bool(bool),
    /// A number in the base unit of its dimension (money in 元).
    Number(Number, Dimension),
    /// A number known only to lie between two, ends included: a score with open parts.
    Between(Box<Between>),
    /// Text.
    Text(String),
    /// A day.
    Date(Day),
    /// A duration in days.
    Days(i64),
    /// A duration in months.
    Months(i64),
    /// A list; a copy of it shares its elements.
    List(Arc<[Value]>),
    /// A range.
    Range(Box<Range>),
    /// A record: values in the order of its declared fields; a copy shares them.
    Record(Arc<[(String, Value)]>),
}

/// Why something is not settled. A missing fact weighs more than a person's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// A person must judge it.
    Person,
    /// A fact is missing.
    Unknown,
}

/// A number with open parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Between {
    /// The least it can be.
    pub low: Number,
    /// The most it can be.
    pub high: Number,
    /// Of what dimension.
    pub dimension: Dimension,
    /// Why it is open.
    pub doubt: Doubt,
}

/// A range of values; a missing end is unbounded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// Lower end and whether it belongs to the range.
    pub low: Option<(Value, bool)>,
    /// Upper end and whether it belongs to the range.
    pub high: Option<(Value, bool)>,
}

/// The answer to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact is missing that could change it.
    Unknown,
    /// A person must decide.
    Person,
}

impl Answer {
    /// Conjunction: no > unknown > person > yes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        for strongest in [Self::No, Self::Unknown, Self::Person] {
            if self == strongest || other == strongest {
                return strongest;
            }
        }
        Self::Yes
    }

    /// Disjunction: yes > unknown > person > no.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        for strongest in [Self::Yes, Self::Unknown, Self::Person] {
            if self == strongest || other == strongest {
                return strongest;
            }
        }
        Self::No
    }

    /// The conjunction of all, asked until the first no.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        let found = answers.into_iter().try_fold(Self::Yes, |all, answer| match all.and(answer) {
            Self::No => ControlFlow::Break(Self::No),
            open => ControlFlow::Continue(open),
        });
        match found {
            ControlFlow::Break(answer) | ControlFlow::Continue(answer) => answer,
        }
    }

    /// The disjunction of all, asked until the first yes.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(answers.into_iter().map(std::ops::Not::not))
    }

    /// As in the contracts: `yes`, `no`, `unknown`, `person`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Person => "person",
        }
    }
}

impl std::ops::Not for Answer {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown | Self::Person => self,
        }
    }
}

impl Value {
    /// An unknown fact.
    pub const UNKNOWN: Self = Self::Open(Doubt::Unknown);

    /// A whole number without a unit.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self::Number(Number::from_i64(number), Dimension::NONE)
    }

    /// A number that lies between two, ends included: the number itself where they meet.
    #[must_use]
    pub fn within(low: Number, high: Number, dimension: Dimension, doubt: Doubt) -> Self {
        if low == high {
            return Self::Number(low, dimension);
        }
        Self::Between(Box::new(Between { low, high, dimension, doubt }))
    }

    /// Why it is not settled, if it is not at all.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        match self {
            Self::Open(doubt) => Some(*doubt),
            _ => None,
        }
    }

    /// The doubt that weighs most among values that are open altogether.
    pub(crate) fn worst<'v>(values: impl IntoIterator<Item = &'v Self>) -> Option<Doubt> {
        values.into_iter().filter_map(Self::doubt).max()
    }

    /// The doubt that weighs most among values, ranges of scores included.
    pub(crate) fn openest<'v>(values: impl IntoIterator<Item = &'v Self>) -> Option<Doubt> {
        let open = |value: &Self| match value {
            Self::Between(between) => Some(between.doubt),
            value => value.doubt(),
        };
        values.into_iter().filter_map(open).max()
    }

    /// Read as the answer to a question; what is not a truth value is unknown.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match self {
            Self::Bool(true) => Answer::Yes,
            Self::Bool(false) => Answer::No,
            Self::Open(Doubt::Person) => Answer::Person,
            _ => Answer::Unknown,
        }
    }
}

impl From<bool> for Answer {
    fn from(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }
}

impl From<Doubt> for Answer {
    fn from(doubt: Doubt) -> Self {
        match doubt {
            Doubt::Unknown => Self::Unknown,
            Doubt::Person => Self::Person,
        }
    }
}

impl From<Answer> for Value {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::Bool(true),
            Answer::No => Self::Bool(false),
            Answer::Unknown => Self::Open(Doubt::Unknown),
            Answer::Person => Self::Open(Doubt::Person),
        }
    }
}
