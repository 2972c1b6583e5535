//! Years of yearly facts, and lists by index and by condition.

use base::Dimension;

use super::scope::Frame;
use super::{Checker, Period, Typed, say};
use crate::expr::{Expr, Node};
use crate::fact::{Fact, FactId, LONGEST_LAG, Lag, Type};
use crate::fault::Span;
use crate::value::Value;

impl<'a> Checker<'a> {
    /// `list[test]`: a year of a yearly fact, an element, or the elements that pass.
    pub(super) fn filter(&mut self, span: Span, list: &Expr, test: &Expr) -> Option<Typed> {
        if let Some((id, fact)) = self.named_fact(list) {
            if fact.yearly
                && let Some(index) = whole(test)
            {
                let lag = self.lag(test.span, index, &fact.name)?;
                return Some((Expr::new(span, Node::Year(id, lag)), fact.of.clone()));
            }
            if !fact.yearly && !matches!(fact.of, Type::List(_)) {
                return self.fail(say::no_years(span, &fact.name));
            }
        }
        let found = self.years_or_value(list)?;
        let Type::List(element) = found.1.clone() else {
            let of = self.words(&found.1);
            return self.fail(say::no_list(list.span, &of));
        };
        let frame = Frame::Item(element.as_ref().clone());
        let (test, of) = self.within(frame, |checker| checker.scalar(test))?;
        let result = match of {
            Type::Bool => found.1,
            Type::Number(Dimension::NONE) => {
                if matches!(*found.0.node, Node::Fact(_)) && self.is_yearly(&found.0) {
                    return self.fail(say::year_not_constant(test.span));
                }
                *element
            }
            of => {
                let of = self.words(&of);
                return self.fail(say::not_index(test.span, &of));
            }
        };
        Some((Expr::new(span, Node::Filter(found.0, test)), result))
    }

    /// A formula in a place that takes lists, where a yearly fact is all its years.
    fn years_or_value(&mut self, list: &Expr) -> Option<Typed> {
        if let Some((id, fact)) = self.named_fact(list).filter(|(_, fact)| fact.yearly) {
            let of = Type::List(Box::new(fact.of.clone()));
            return Some((Expr::new(list.span, Node::Fact(id)), of));
        }
        self.visit(list)
    }

    fn is_yearly(&self, expr: &Expr) -> bool {
        match *expr.node {
            Node::Fact(id) => self.context.schema.get(id).is_some_and(|fact| fact.yearly),
            _ => false,
        }
    }

    /// The fact that a formula names, unless something nearer has the name.
    fn named_fact(&self, expr: &Expr) -> Option<(FactId, &'a Fact)> {
        let id = match &*expr.node {
            Node::Fact(id) => *id,
            Node::Name(name) => self.fact_of(name)?,
            _ => return None,
        };
        Some((id, self.context.schema.get(id)?))
    }

    fn lag(&mut self, span: Span, index: i64, name: &str) -> Option<Lag> {
        let lag = Lag::try_from(index.unsigned_abs()).ok();
        match lag.filter(|lag| index < 0 && *lag <= LONGEST_LAG) {
            Some(lag) => Some(lag),
            None if index >= 0 => self.fail(say::future_year(span, index, name)),
            None => self.fail(say::distant_year(span, name)),
        }
    }

    /// `last(fact, n)`
    pub(super) fn last(&mut self, span: Span, of: &Expr, years: Lag) -> Option<Typed> {
        if self.period == Period::SameYear {
            return self.fail(say::last_in_yearly(span));
        }
        let Some((id, fact)) = self.named_fact(of) else {
            // An unknown name says so itself; anything else is no fact.
            self.visit(of)?;
            return self.fail(say::last_of_what(of.span));
        };
        if !fact.yearly {
            return self.fail(say::last_of_point(of.span, &fact.name));
        }
        let list = Type::List(Box::new(fact.of.clone()));
        Some((Expr::new(span, Node::Last(id, years)), list))
    }
}

/// The whole number that a formula is, written as a constant.
fn whole(expr: &Expr) -> Option<i64> {
    match &*expr.node {
        Node::Literal(Value::Number(number, Dimension::NONE)) => number.to_i64_scaled(0),
        _ => None,
    }
}
