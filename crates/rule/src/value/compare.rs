//! Equality and order of values, in three-valued logic.

use std::cmp::Ordering;

use base::Dimension;

use super::{Answer, Between, Range, Value};
use crate::expr::Comparison;
use crate::number::Number;

impl Value {
    /// `self op other`. Only the literal `null` is equal to `null`; an unknown operand makes the
    /// comparison unknown, and so does one that cannot be compared.
    #[must_use]
    pub fn compare(&self, op: Comparison, other: &Self) -> Answer {
        match op {
            Comparison::Equal => self.equals(other),
            Comparison::Unequal => !self.equals(other),
            Comparison::Less | Comparison::AtMost | Comparison::More | Comparison::AtLeast => {
                self.ordered(op, other)
            }
        }
    }

    /// `self = other`.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Answer {
        if let Some(doubt) = Self::worst([self, other]) {
            return doubt.into();
        }
        match (self, other) {
            (Self::Null, Self::Null) => Answer::Yes,
            (Self::Null, _) | (_, Self::Null) => Answer::No,
            (Self::Bool(a), Self::Bool(b)) => (a == b).into(),
            (Self::List(a), Self::List(b)) => {
                if a.len() == b.len() {
                    pairwise(a.iter().zip(b.iter()))
                } else {
                    Answer::No
                }
            }
            (Self::Range(a), Self::Range(b)) => a.equals(b),
            (Self::Record(a), Self::Record(b)) => {
                let same = a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.0 == b.0);
                if same {
                    pairwise(a.iter().zip(b.iter()).map(|(a, b)| (&a.1, &b.1)))
                } else {
                    Answer::No
                }
            }
            _ => self.ordered(Comparison::Equal, other),
        }
    }

    /// Whether the two are of kinds that can be equal: a text is never a number.
    #[must_use]
    pub fn comparable(&self, other: &Self) -> bool {
        let number = |value: &Self| matches!(value, Self::Number(..) | Self::Between(_));
        number(self) && number(other)
            || [self, other].into_iter().any(|value| matches!(value, Self::Null | Self::Open(_)))
            || std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Which of two known values comes first; `None` where they have no order: unknown, of
    /// different kinds or dimensions, or of a kind without order.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a, of), Self::Number(b, with)) => number_order((a, *of), (b, *with)),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.cmp(b)),
            (Self::Days(a), Self::Days(b)) | (Self::Months(a), Self::Months(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// A comparison by order. A range of scores is compared where both its ends say the same.
    fn ordered(&self, op: Comparison, other: &Self) -> Answer {
        if let Some(doubt) = Self::worst([self, other]) {
            return doubt.into();
        }
        if let Some(doubt) = Self::openest([self, other])
            && let (Some(a), Some(b)) = (self.span(), other.span())
        {
            return spans(op, &a, &b).unwrap_or(doubt.into());
        }
        self.order(other).map_or(Answer::Unknown, |order| op.holds(order).into())
    }

    /// The least and the most that a number can be.
    pub(crate) fn span(&self) -> Option<(Number, Number, Dimension)> {
        match self {
            Self::Number(number, dimension) => Some((number.clone(), number.clone(), *dimension)),
            Self::Between(between) => {
                let Between { low, high, dimension, .. } = between.as_ref();
                Some((low.clone(), high.clone(), *dimension))
            }
            _ => None,
        }
    }
}

type Ends = (Number, Number, Dimension);

/// What holds wherever in their ranges the two numbers lie; `None` where it depends.
fn spans(op: Comparison, a: &Ends, b: &Ends) -> Option<Answer> {
    let (low, high) = ((&a.0, a.2), (&a.1, a.2));
    let (other_low, other_high) = ((&b.0, b.2), (&b.1, b.2));
    let Some(least) = number_order(low, other_high) else {
        return Some(Answer::Unknown);
    };
    let most = number_order(high, other_low)?;
    match op {
        Comparison::Equal | Comparison::Unequal => {
            let apart = least.is_gt() || most.is_lt();
            apart.then(|| (op == Comparison::Unequal).into())
        }
        Comparison::Less | Comparison::AtMost | Comparison::More | Comparison::AtLeast => {
            let (one, two) = (op.holds(least), op.holds(most));
            (one == two).then(|| one.into())
        }
    }
}

/// The order of two numbers that count the same. A bare number stands beside counts and points,
/// and 0 beside anything.
fn number_order(a: (&Number, Dimension), b: (&Number, Dimension)) -> Option<Ordering> {
    let bare = |one: (&Number, Dimension), two: (&Number, Dimension)| {
        one.1 == Dimension::NONE && (one.0.is_zero() || two.1.compares_with_bare_number())
    };
    (a.1 == b.1 || bare(a, b) || bare(b, a)).then(|| a.0.cmp(b.0))
}

fn pairwise<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Answer {
    Answer::all(pairs.map(|(a, b)| a.equals(b)))
}

impl Range {
    /// Whether both have the same ends, in the same way.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Answer {
        let end = |a: &Option<(Value, bool)>, b: &Option<(Value, bool)>| match (a, b) {
            (None, None) => Answer::Yes,
            (Some((a, inside)), Some((b, within))) if inside == within => a.equals(b),
            _ => Answer::No,
        };
        end(&self.low, &other.low).and(end(&self.high, &other.high))
    }

    /// Whether `value` lies inside.
    #[must_use]
    pub fn holds(&self, value: &Value) -> Answer {
        if matches!(value, Value::Null) {
            return Answer::Unknown;
        }
        let above = self.low.as_ref().map_or(Answer::Yes, |(low, inside)| {
            let op = if *inside { Comparison::AtLeast } else { Comparison::More };
            value.compare(op, low)
        });
        let below = self.high.as_ref().map_or(Answer::Yes, |(high, inside)| {
            let op = if *inside { Comparison::AtMost } else { Comparison::Less };
            value.compare(op, high)
        });
        above.and(below)
    }
}
