//! What each function takes and yields.

use super::argument::{Group, Want};
use super::{Checker, Typed, say};
use crate::expr::{Arguments, Expr, Function, Node};
use crate::fact::Type;
use crate::fault::Span;
use crate::value::Value;

/// How the types of a function's arguments and result hang together.
#[derive(Clone, Copy)]
enum Rule {
    /// Each argument by itself, then the result.
    Fixed(&'static [Want], Want),
    /// The result is of the type of the first argument.
    First(&'static [Want]),
    /// Two numbers of one dimension, which the result has too.
    Remainder,
    /// One list, or its elements one by one.
    Items(Group),
    /// A list and something that may be in it.
    Member(Want),
    /// Lists, or a list and more elements, of one type.
    Joined,
    /// A list, a place in it and another element.
    Placed,
    /// A list of lists.
    Flat,
    /// A day from a text or from year, month and day.
    Date,
    /// A duration from a constant text.
    Duration,
    /// A range from a constant text.
    Range,
    /// Points and ranges of one type.
    Relation,
}

const ONE: &[Want] = &[Want::Plain];
const ROUNDED: &[Want] = &[Want::Number, Want::Plain];
const TEXTS: &[Want] = &[Want::Text, Want::Text, Want::Text];
const CUT: &[Want] = &[Want::Text, Want::Plain, Want::Plain];
const LIST: &[Want] = &[Want::List, Want::Plain, Want::Plain];

fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "abs" => Rule::First(&[Want::Measure]),
        "decimal" | "floor" | "ceiling" | "round up" | "round down" | "round half up"
        | "round half down" => Rule::First(ROUNDED),
        "sqrt" | "exp" | "log" => Rule::Fixed(ONE, Want::Plain),
        "even" | "odd" => Rule::Fixed(&[Want::Number], Want::Bool),
        "modulo" => Rule::Remainder,
        "count" => Rule::Fixed(LIST, Want::Plain),
        "sum" | "mean" | "median" | "stddev" => Rule::Items(Group::Numbers),
        "product" => Rule::Items(Group::Plain),
        "min" | "max" => Rule::Items(Group::Ordered),
        "mode" => Rule::Items(Group::Commonest),
        "all" | "any" => Rule::Items(Group::Truths),
        "not" => Rule::Fixed(&[Want::Bool], Want::Bool),
        "is" => Rule::Fixed(&[Want::Any, Want::Any], Want::Bool),
        "number" | "string length" => Rule::Fixed(TEXTS, Want::Plain),
        "upper case" | "lower case" | "substring before" | "substring after" => {
            Rule::Fixed(TEXTS, Want::Text)
        }
        "substring" => Rule::Fixed(CUT, Want::Text),
        "contains" | "starts with" | "ends with" => Rule::Fixed(TEXTS, Want::Bool),
        "string join" => Rule::Fixed(&[Want::Texts, Want::Text], Want::Text),
        "string" => Rule::Fixed(&[Want::Any], Want::Text),
        "date" => Rule::Date,
        "duration" => Rule::Duration,
        "years and months duration" => Rule::Fixed(&[Want::Date, Want::Date], Want::Months),
        "day of year" | "week of year" => Rule::Fixed(&[Want::Date], Want::Plain),
        "day of week" | "month of year" => Rule::Fixed(&[Want::Date], Want::Text),
        "list contains" => Rule::Member(Want::Bool),
        "index of" => Rule::Member(Want::Places),
        "append" | "concatenate" | "union" => Rule::Joined,
        "insert before" | "list replace" => Rule::Placed,
        "reverse" | "distinct values" | "remove" | "sublist" => Rule::First(LIST),
        "flatten" => Rule::Flat,
        "range" => Rule::Range,
        "before" | "after" | "meets" | "met by" | "overlaps" | "overlaps before"
        | "overlaps after" | "finishes" | "finished by" | "includes" | "during" | "starts"
        | "started by" | "coincides" => Rule::Relation,
        _ => return None,
    })
}

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        span: Span,
        function: Function,
        arguments: &Arguments,
    ) -> Option<Typed> {
        let given = self.in_order(span, function, arguments)?;
        let found: Vec<Option<Typed>> =
            given.into_iter().map(|argument| self.visit(argument)).collect();
        let found: Vec<Typed> = found.into_iter().collect::<Option<_>>()?;
        let Some(rule) = rule(function.name()) else {
            return self.fail(say::unchecked_function(span, function.name()));
        };
        let (arguments, of) = self.ruled(Call { span, function }, rule, found)?;
        let call = Node::Call(function, Arguments::Positional(arguments));
        Some((folded(Expr::new(span, call)), of))
    }

    /// The arguments by position, their number and names checked.
    fn in_order<'e>(
        &mut self,
        span: Span,
        function: Function,
        arguments: &'e Arguments,
    ) -> Option<Vec<&'e Expr>> {
        let found = match arguments {
            Arguments::Positional(given) => {
                let fits = function.forms().iter().any(|form| form.takes(given.len()));
                fits.then(|| given.iter().collect())
            }
            Arguments::Named(given) => {
                let names: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
                function.bind(&names).map(|order| {
                    order.into_iter().filter_map(|at| given.get(at)).map(|(_, x)| x).collect()
                })
            }
        };
        if found.is_none() {
            return self.fail(say::wrong_call(span, function));
        }
        found
    }

    fn ruled(&mut self, call: Call, rule: Rule, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        match rule {
            Rule::Fixed(wants, result) => {
                let given = self.each(call, wants, given)?;
                Some((exprs(given), result.of()?))
            }
            Rule::First(wants) => {
                let given = self.each(call, wants, given)?;
                let of = given.first()?.1.clone();
                Some((exprs(given), of))
            }
            Rule::Remainder => {
                let given = self.each(call, &[Want::Number, Want::Number], given)?;
                self.alike(call.span, given)
            }
            Rule::Items(group) => self.items(call, group, given),
            Rule::Member(result) => {
                let (given, _) = self.list_and(call, given)?;
                Some((given, result.of()?))
            }
            Rule::Joined => self.joined(call, given),
            Rule::Placed => self.placed(call, given),
            Rule::Flat => {
                let given = self.each(call, LIST, given)?;
                let of = flat(&given.first()?.1).clone();
                Some((exprs(given), Type::List(Box::new(of))))
            }
            Rule::Date => self.date(call, given),
            Rule::Duration | Rule::Range => self.constant(call, given),
            Rule::Relation => self.relation(call, given),
        }
    }

    /// `date("2026-01-01")`, `date(2026, 1, 1)`
    fn date(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let wants: &[Want] = match given.as_slice() {
            [(_, Type::Date)] => &[Want::Date],
            [_] => &[Want::Text],
            _ => &[Want::Plain, Want::Plain, Want::Plain],
        };
        let given = exprs(self.each(call, wants, given)?);
        let constant = given.iter().all(|expr| matches!(&*expr.node, Node::Literal(_)));
        if constant && !matches!(evaluated(call.function, &given), Some(Value::Date(_))) {
            return self.fail(say::no_date(call.span));
        }
        Some((given, Type::Date))
    }

    /// A value that is spelled out in a text, which must be there to be read.
    fn constant(&mut self, call: Call, given: Vec<Typed>) -> Option<(Vec<Expr>, Type)> {
        let given = exprs(self.each(call, &[Want::Text], given)?);
        match evaluated(call.function, &given) {
            Some(value) if !matches!(value, Value::Open(_)) => {
                let of = self.literal_type(&value);
                Some((given, of))
            }
            _ => self.fail(say::no_constant(call.span, call.function.name())),
        }
    }
}

/// Which function is called where.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub(super) span: Span,
    pub(super) function: Function,
}

pub(super) fn exprs(given: Vec<Typed>) -> Vec<Expr> {
    given.into_iter().map(|(expr, _)| expr).collect()
}

/// The type of the elements once no element is a list.
fn flat(of: &Type) -> &Type {
    match of {
        Type::List(element) => flat(element),
        other => other,
    }
}

/// What a function makes of constants; `None` where an argument is none.
fn evaluated(function: Function, given: &[Expr]) -> Option<Value> {
    let values = given.iter().map(|expr| match &*expr.node {
        Node::Literal(value) => Some(value.clone()),
        _ => None,
    });
    Some(function.call(&values.collect::<Option<Vec<Value>>>()?))
}

/// A day, duration or range that is spelled out is a constant.
fn folded(call: Expr) -> Expr {
    let value = match &*call.node {
        Node::Call(function, Arguments::Positional(given))
            if ["date", "duration", "range"].contains(&function.name()) =>
        {
            evaluated(*function, given)
        }
        _ => None,
    };
    match value {
        Some(value @ (Value::Date(_) | Value::Days(_) | Value::Months(_) | Value::Range(_))) => {
            Expr::new(call.span, Node::Literal(value))
        }
        _ => call,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_the_language_has_a_rule() {
        let without: Vec<&str> = Function::names().filter(|name| rule(name).is_none()).collect();
        assert_eq!(without, [""; 0]);
    }
}
