//! Arguments of functions: what is wanted and what was given.

use base::Dimension;

use super::call::{Call, exprs};
use super::{Checker, Typed, fit, say};
use crate::expr::Expr;
use crate::fact::Type;

/// What one argument must be, or what a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// A number without a dimension.
    Plain,
    /// A number of any dimension.
    Number,
    /// A number or a duration.
    Measure,
    Text,
    Texts,
    Date,
    Months,
    Bool,
    List,
    /// Positions in a list.
    Places,
    Any,
}

/// What the elements of an aggregate are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Numbers,
    /// Numbers without a dimension.
    Plain,
    Ordered,
    /// Anything; the result is a list of it.
    Commonest,
    Truths,
}

impl Want {
    /// The type that this is, where it is one.
    pub(super) fn of(self) -> Option<Type> {
        Some(match self {
            Self::Plain => Type::Number(Dimension::NONE),
            Self::Text => Type::Text,
            Self::Texts => Type::List(Box::new(Type::Text)),
            Self::Date => Type::Date,
            Self::Months => Type::Months,
            Self::Bool => Type::Bool,
            Self::Places => Type::List(Box::new(Type::Number(Dimension::NONE))),
            Self::Number | Self::Measure | Self::List | Self::Any => return None,
        })
    }

    fn fits(self, of: &Type) -> bool {
        match self {
            Self::Any => true,
            Self::Number => matches!(of, Type::Number(_)),
            Self::Measure => matches!(of, Type::Number(_) | Type::Days | Type::Months),
            Self::List => matches!(of, Type::List(_)),
            _ => self.of().as_ref() == Some(of),
        }
    }

    /// As a fault names it.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("不带单位的数", "a plain number"),
            Self::Number => ("数", "a number"),
            Self::Measure => ("数或时长", "a number or a duration"),
            Self::Text => ("文字", "a text"),
            Self::Texts => ("文字的列表", "a list of texts"),
            Self::Date => ("日期", "a day"),
            Self::Months => ("以月计的时长", "a duration in months"),
            Self::Bool => ("是或否", "yes or no"),
            Self::List => ("列表", "a list"),
            Self::Places => ("位置的列表", "a list of positions"),
            Self::Any => ("值", "a value"),
        }
    }

    /// Whether a yearly fact may stand here as all its years.
    fn takes_lists(self) -> bool {
        matches!(self, Self::List | Self::Texts | Self::Places | Self::Any)
    }
}

impl Checker<'_> {
    /// Arguments each of which must be what is wanted at its place.
    pub(super) fn each(
        &mut self,
        call: Call,
        wants: &[Want],
        given: Vec<Typed>,
    ) -> Option<Vec<Typed>> {
        let mut found = Vec::new();
        for (want, argument) in wants.iter().zip(given) {
            found.push(self.argument(call, *want, argument));
        }
        found.into_iter().collect()
    }

    fn argument(&mut self, call: Call, want: Want, given: Typed) -> Option<Typed> {
        let given = if want.takes_lists() { given } else { self.with_year(given)? };
        if given.1 == Type::Null || want.fits(&given.1) {
            return Some(given);
        }
        let of = self.words(&given.1);
        self.fail(say::wrong_argument(given.0.span, call.function, (want, &of)))
    }

    /// The arguments of an aggregate: one list, or the elements themselves.
    pub(super) fn items(
        &mut self,
        call: Call,
        group: Group,
        given: Vec<Typed>,
    ) -> Option<(Vec<Expr>, Type)> {
        let (arguments, element) = if let [(list, Type::List(element))] = given.as_slice() {
            (vec![list.clone()], element.as_ref().clone())
        } else {
            let given: Vec<Option<Typed>> =
                given.into_iter().map(|one| self.with_year(one)).collect();
            self.alike(call.span, given.into_iter().collect::<Option<_>>()?)?
        };
        let (fits, want) = match group {
            Group::Numbers => (Want::Number.fits(&element), Want::Number),
            Group::Plain => (Want::Plain.fits(&element), Want::Plain),
            Group::Truths => (element == Type::Bool, Want::Bool),
            Group::Ordered => {
                let ordered = matches!(element, Type::Text | Type::Date);
                (ordered || Want::Measure.fits(&element), Want::Measure)
            }
            Group::Commonest => (true, Want::Any),
        };
        if !fits && element != Type::Null {
            let of = self.words(&element);
            let at = arguments.first().map_or(call.span, |first| first.span);
            return self.fail(say::wrong_argument(at, call.function, (want, &of)));
        }
        let of = if group == Group::Commonest { Type::List(Box::new(element)) } else { element };
        Some((arguments, of))
    }

    /// A list and one value of the type of its elements; the type of the list.
    pub(super) fn list_and(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let mut given = self.each(call, &[Want::List, Want::Any], given)?.into_iter();
        let (list, value) = (given.next()?, given.next()?);
        let value = self.element_of(call, &list.1, value)?;
        Some((vec![list.0, value], list.1))
    }

    /// A value of the type of a list's elements.
    fn element_of(&mut self, call: Call, list: &Type, value: Typed) -> Option<Expr> {
        let value = self.with_year(value)?;
        let Type::List(element) = list else { return None };
        let fitting = match element.as_ref() {
            Type::Null => Some(value.0.clone()),
            of if value.1 == *of || value.1 == Type::Null => Some(value.0.clone()),
            Type::Number(dimension) => fit::in_unit(&value, *dimension),
            _ => None,
        };
        if fitting.is_none() {
            let (of, with) = (self.words(element), self.words(&value.1));
            return self.fail(say::mixed(call.span, value.0.span, (&of, &with)));
        }
        fitting
    }

    /// Lists of one type put together; a value that is no list is one more element.
    pub(super) fn joined(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let first = given.first()?.clone();
        let first = self.argument(call, Want::List, first)?.1;
        let appends = call.function.name() == "append";
        let mut found = Vec::new();
        for (place, argument) in given.into_iter().enumerate() {
            if place > 0 && appends {
                found.push(self.element_of(call, &first, argument)?);
            } else if argument.1 == first || is_empty(&argument.1) || is_empty(&first) {
                found.push(argument.0);
            } else {
                let (of, with) = (self.words(&first), self.words(&argument.1));
                return self.fail(say::mixed(call.span, argument.0.span, (&of, &with)));
            }
        }
        Some((found, first))
    }

    /// `insert before(list, position, element)`
    pub(super) fn placed(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let wants = [Want::List, Want::Plain, Want::Any];
        let mut given = self.each(call, &wants, given)?.into_iter();
        let (list, place, value) = (given.next()?, given.next()?, given.next()?);
        let value = self.element_of(call, &list.1, value)?;
        Some((vec![list.0, place.0, value], list.1))
    }

    /// Points and ranges of one type.
    pub(super) fn relation(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let given: Vec<Option<Typed>> = given.into_iter().map(|one| self.with_year(one)).collect();
        let given: Vec<Typed> = given.into_iter().collect::<Option<_>>()?;
        let points = given.iter().map(|(expr, of)| match of {
            Type::Range(end) => (expr.clone(), end.as_ref().clone()),
            point => (expr.clone(), point.clone()),
        });
        self.alike(call.span, points.collect())?;
        Some((exprs(given), Type::Bool))
    }
}

fn is_empty(of: &Type) -> bool {
    matches!(of, Type::List(element) if **element == Type::Null) || matches!(of, Type::Null)
}
