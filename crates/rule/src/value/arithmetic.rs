//! Arithmetic on values: numbers with their dimensions, days, durations and texts.

use base::{Day, Dimension};
use jiff::{Span, Unit};

use super::{Between, Doubt, Value};
use crate::expr::Arithmetic;
use crate::number::{Number, Rounding};

impl Value {
    /// `self op other`. What has no result (another dimension, a division by zero, a text less
    /// a day) is unknown.
    #[must_use]
    pub fn arithmetic(&self, op: Arithmetic, other: &Self) -> Self {
        if let Some(doubt) = Self::worst([self, other]) {
            return Self::Open(doubt);
        }
        if let Some(doubt) = Self::openest([self, other]) {
            return self.between(op, other, doubt).unwrap_or(Self::UNKNOWN);
        }
        let found = match op {
            Arithmetic::Add => self.add(other),
            Arithmetic::Subtract => self.subtract(other),
            Arithmetic::Multiply => self.multiply(other),
            Arithmetic::Divide => self.divide(other),
            Arithmetic::Power => self.power(other),
        };
        found.unwrap_or(Self::UNKNOWN)
    }

    /// `-self`.
    #[must_use]
    pub fn negative(&self) -> Self {
        match self {
            Self::Open(doubt) => Self::Open(*doubt),
            Self::Number(number, dimension) => Self::Number(number.negated(), *dimension),
            Self::Between(between) => Self::Between(Box::new(Between {
                low: between.high.negated(),
                high: between.low.negated(),
                ..between.as_ref().clone()
            })),
            Self::Days(days) => days.checked_neg().map_or(Self::UNKNOWN, Self::Days),
            Self::Months(months) => months.checked_neg().map_or(Self::UNKNOWN, Self::Months),
            _ => Self::UNKNOWN,
        }
    }

    fn add(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(a, of), Self::Number(b, with)) => {
                Some(Self::Number(a.checked_add(b)?, joint((a, *of), (b, *with))?))
            }
            (Self::Text(a), Self::Text(b)) => Some(Self::Text(format!("{a}{b}"))),
            (Self::Days(a), Self::Days(b)) => a.checked_add(*b).map(Self::Days),
            (Self::Months(a), Self::Months(b)) => a.checked_add(*b).map(Self::Months),
            (Self::Date(day), Self::Days(days)) | (Self::Days(days), Self::Date(day)) => {
                Some(Self::Date(later(*day, *days)?))
            }
            (Self::Date(day), Self::Months(months)) | (Self::Months(months), Self::Date(day)) => {
                Some(Self::Date(months_later(*day, *months)?))
            }
            _ => None,
        }
    }

    fn subtract(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(a, of), Self::Number(b, with)) => {
                Some(Self::Number(a.checked_sub(b)?, joint((a, *of), (b, *with))?))
            }
            (Self::Days(a), Self::Days(b)) => a.checked_sub(*b).map(Self::Days),
            (Self::Months(a), Self::Months(b)) => a.checked_sub(*b).map(Self::Months),
            (Self::Date(day), Self::Days(days)) => {
                Some(Self::Date(later(*day, days.checked_neg()?)?))
            }
            (Self::Date(day), Self::Months(months)) => {
                Some(Self::Date(months_later(*day, months.checked_neg()?)?))
            }
            (Self::Date(a), Self::Date(b)) => {
                Some(Self::Days(b.until((Unit::Day, *a)).ok()?.get_days().into()))
            }
            _ => None,
        }
    }

    fn multiply(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(a, of), Self::Number(b, with)) => {
                Some(Self::Number(a.checked_mul(b)?, *of * *with))
            }
            (Self::Days(days), Self::Number(times, Dimension::NONE))
            | (Self::Number(times, Dimension::NONE), Self::Days(days)) => {
                whole(&Number::from_i64(*days).checked_mul(times)?).map(Self::Days)
            }
            (Self::Months(months), Self::Number(times, Dimension::NONE))
            | (Self::Number(times, Dimension::NONE), Self::Months(months)) => {
                cut(&Number::from_i64(*months).checked_mul(times)?).map(Self::Months)
            }
            _ => None,
        }
    }

    fn divide(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(a, of), Self::Number(b, with)) => {
                Some(Self::Number(a.checked_div(b)?, *of / *with))
            }
            (Self::Days(days), Self::Number(parts, Dimension::NONE)) => {
                whole(&Number::from_i64(*days).checked_div(parts)?).map(Self::Days)
            }
            (Self::Months(months), Self::Number(parts, Dimension::NONE)) => {
                cut(&Number::from_i64(*months).checked_div(parts)?).map(Self::Months)
            }
            (Self::Days(a), Self::Days(b)) | (Self::Months(a), Self::Months(b)) => {
                Some(Self::Number(Number::from_ratio(*a, *b)?, Dimension::NONE))
            }
            _ => None,
        }
    }

    fn power(&self, other: &Self) -> Option<Self> {
        let (Self::Number(base, of), Self::Number(exponent, Dimension::NONE)) = (self, other)
        else {
            return None;
        };
        let dimension = if *of == Dimension::NONE {
            Dimension::NONE
        } else {
            of.pow(i8::try_from(exponent.to_i64_scaled(0)?).ok()?)
        };
        Some(Self::Number(base.checked_pow(exponent)?, dimension))
    }

    /// Arithmetic where a number is known only to lie in a range: sums and differences, and
    /// products and quotients with a known number. Anything else is as open as the range.
    fn between(&self, op: Arithmetic, other: &Self, doubt: Doubt) -> Option<Self> {
        let (a_low, a_high, of) = self.span()?;
        let (b_low, b_high, with) = other.span()?;
        let (ends, dimension) = match op {
            Arithmetic::Add if of == with => {
                ([a_low.checked_add(&b_low)?, a_high.checked_add(&b_high)?], of)
            }
            Arithmetic::Subtract if of == with => {
                ([a_low.checked_sub(&b_high)?, a_high.checked_sub(&b_low)?], of)
            }
            Arithmetic::Multiply if a_low == a_high || b_low == b_high => {
                ([a_low.checked_mul(&b_low)?, a_high.checked_mul(&b_high)?], of * with)
            }
            Arithmetic::Divide if b_low == b_high => {
                ([a_low.checked_div(&b_low)?, a_high.checked_div(&b_low)?], of / with)
            }
            Arithmetic::Add | Arithmetic::Subtract => return None,
            Arithmetic::Multiply | Arithmetic::Divide | Arithmetic::Power => {
                return Some(Self::Open(doubt));
            }
        };
        let [one, two] = ends;
        let (low, high) = if one <= two { (one, two) } else { (two, one) };
        Some(Self::within(low, high, dimension, doubt))
    }
}

/// What a sum counts: both the same, or one of them nothing at all.
fn joint(a: (&Number, Dimension), b: (&Number, Dimension)) -> Option<Dimension> {
    let nothing = |(number, of): (&Number, Dimension)| of == Dimension::NONE && number.is_zero();
    if a.1 == b.1 || nothing(b) { Some(a.1) } else { nothing(a).then_some(b.1) }
}

/// `day` and so many days later; `None` beyond the calendar.
pub(crate) fn later(day: Day, days: i64) -> Option<Day> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// `day` and so many months later, at most the last day of that month; `None` beyond the
/// calendar.
pub(crate) fn months_later(day: Day, months: i64) -> Option<Day> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// A duration in days has whole days only.
fn whole(number: &Number) -> Option<i64> {
    number.to_i64_scaled(0)
}

/// A duration in months drops parts of a month, as FEEL does.
fn cut(number: &Number) -> Option<i64> {
    number.round(0, Rounding::Down)?.to_i64_scaled(0)
}
