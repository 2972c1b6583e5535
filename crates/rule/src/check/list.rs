//! Lists, iterations over them, and the choice between two values.

use base::Dimension;

use super::scope::Frame;
use super::{Checker, Typed, say};
use crate::expr::{Binding, Expr, Node};
use crate::fact::Type;
use crate::fault::Span;

impl Checker<'_> {
    pub(super) fn list(&mut self, span: Span, items: &[Expr]) -> Option<Typed> {
        let items = self.all(items, Self::scalar)?;
        let (items, of) = self.alike(span, items)?;
        Some((Expr::new(span, Node::List(items)), Type::List(Box::new(of))))
    }

    /// `if test then yes else no`
    pub(super) fn choice(
        &mut self,
        span: Span,
        test: &Expr,
        (yes, no): (&Expr, &Expr),
    ) -> Option<Typed> {
        let test = self.truth(test);
        let values = self.all([yes, no], Self::scalar);
        let (test, values) = (test?, values?);
        let (values, of) = self.alike(span, values)?;
        let [yes, no] = <[Expr; 2]>::try_from(values).ok()?;
        Some((Expr::new(span, Node::If(test, yes, no)), of))
    }

    /// `for x in list return body`
    pub(super) fn collection(
        &mut self,
        span: Span,
        bindings: &[Binding],
        body: &Expr,
    ) -> Option<Typed> {
        let (bindings, (body, of)) = self.bound(bindings, |checker| checker.scalar(body))?;
        Some((Expr::new(span, Node::For(bindings, body)), Type::List(Box::new(of))))
    }

    /// `some x in list satisfies test`, or `every`.
    pub(super) fn quantified(
        &mut self,
        bindings: &[Binding],
        test: &Expr,
    ) -> Option<(Vec<Binding>, Expr)> {
        self.bound(bindings, |checker| checker.truth(test))
    }

    /// Checks something that sees the variables of `bindings`, each of which sees those before.
    fn bound<T>(
        &mut self,
        bindings: &[Binding],
        rule: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<(Vec<Binding>, T)> {
        let outside = self.scope.len();
        let mut found = Vec::new();
        for Binding { name, list } in bindings {
            match self.elements(list) {
                Some((list, of)) => {
                    self.scope.push(Frame::variable(name, &of));
                    found.push(Binding { name: name.clone(), list });
                }
                None => break,
            }
        }
        let body = if found.len() == bindings.len() { rule(self) } else { None };
        self.scope.truncate(outside);
        Some((found, body?))
    }

    /// A list to go through, or a range of whole numbers, and the type of its elements.
    fn elements(&mut self, list: &Expr) -> Option<Typed> {
        let (list, of) = self.visit(list)?;
        match of {
            Type::List(element) => Some((list, *element)),
            Type::Range(end) if *end == Type::Number(Dimension::NONE) => Some((list, *end)),
            other => {
                let words = self.words(&other);
                self.fail(say::no_list(list.span, &words))
            }
        }
    }
}
