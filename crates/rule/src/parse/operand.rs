//! Operands: constants, names, brackets, lists, ranges, iterations, and what follows them.

use super::grammar::Parser;
use super::say;
use super::temporal::{Temporal, temporal};
use super::token::{KEYWORDS, Kind};
use crate::expr::{Binding, Comparison, Expr, Node, RangeExpr};
use crate::fault::Span;
use crate::value::Value;

impl Parser<'_> {
    /// One operand, without the indexes, filters and fields behind it.
    pub(super) fn operand(&mut self) -> Option<Expr> {
        let span = self.span();
        match self.kind(0) {
            Kind::Value(value) => Some(self.constant(value.clone())),
            Kind::Text(text) => Some(self.constant(Value::Text(text.clone()))),
            Kind::Word(word) => self.word(word, span),
            Kind::Sign("(") => self.round(span),
            Kind::Sign("[") => self.square(span),
            Kind::Sign("]") => self.open_range(span),
            Kind::Sign("@") => self.temporal(span),
            Kind::Sign("?") => Some(self.leaf(Node::Local("?".to_owned()))),
            Kind::Sign("{") => self.fail(say::context(span)),
            Kind::Sign(_) | Kind::End => self.no_operand(),
        }
    }

    fn no_operand<T>(&mut self) -> Option<T> {
        self.expected("一个值、名称或括号", "a value, a name or a bracket")
    }

    fn leaf(&mut self, node: Node) -> Expr {
        let span = self.span();
        self.step();
        Expr::new(span, node)
    }

    fn constant(&mut self, value: Value) -> Expr {
        self.leaf(Node::Literal(value))
    }

    fn word(&mut self, word: &str, span: Span) -> Option<Expr> {
        if let Some(call) = self.call() {
            return call;
        }
        match word {
            "true" => Some(self.constant(Value::Bool(true))),
            "false" => Some(self.constant(Value::Bool(false))),
            "null" => Some(self.constant(Value::Null)),
            "on" => Some(self.leaf(Node::On)),
            "if" => self.choice(span),
            "for" => self.iteration(span, "return", Node::For),
            "some" => self.iteration(span, "satisfies", Node::Some),
            "every" => self.iteration(span, "satisfies", Node::Every),
            "function" => self.fail(say::function_definition(span)),
            "not" => self.fail(say::bare_not(span)),
            _ if KEYWORDS.contains(&word) => self.no_operand(),
            _ => Some(self.leaf(Node::Name(word.to_owned()))),
        }
    }

    fn choice(&mut self, start: Span) -> Option<Expr> {
        self.step();
        let test = self.expression()?;
        self.expect_word("then")?;
        let then = self.expression()?;
        if !self.is_word("else") {
            return self.fail(say::no_else(self.span()));
        }
        self.step();
        let other = self.expression()?;
        Some(Expr::new(start.to(other.span), Node::If(test, then, other)))
    }

    fn iteration(
        &mut self,
        start: Span,
        word: &'static str,
        build: fn(Vec<Binding>, Expr) -> Node,
    ) -> Option<Expr> {
        self.step();
        let mut bindings = vec![self.binding()?];
        while self.eat(",") {
            bindings.push(self.binding()?);
        }
        self.expect_word(word)?;
        let body = self.expression()?;
        Some(Expr::new(start.to(body.span), build(bindings, body)))
    }

    /// `name in list`, or `name in 1..3`.
    fn binding(&mut self) -> Option<Binding> {
        let name = self.name("变量名", "the name of a variable")?;
        self.expect_word("in")?;
        let list = self.expression()?;
        if !self.eat("..") {
            return Some(Binding { name, list });
        }
        let high = self.expression()?;
        let span = list.span.to(high.span);
        let range = RangeExpr { low: Some((list, true)), high: Some((high, true)) };
        Some(Binding { name, list: Expr::new(span, Node::Range(range)) })
    }

    /// `(a)`, `(a..b]`, `(< a)`.
    fn round(&mut self, start: Span) -> Option<Expr> {
        self.step();
        if let Some(comparison) = self.comparison_sign() {
            return self.half_range(start, comparison);
        }
        let inner = self.bracketed(Self::expression)?;
        if self.is("..") {
            return self.range(start, (inner, false));
        }
        if !self.is(")") {
            return self.unclosed(start, ")");
        }
        self.step();
        Some(Expr { span: start.to(self.before()), node: inner.node })
    }

    /// `(< a)`: everything below a. `(!= a)` is no range.
    fn half_range(&mut self, start: Span, comparison: Comparison) -> Option<Expr> {
        let end = self.bracketed(Self::sum)?;
        self.expect(")")?;
        let span = start.to(self.before());
        let (low, high) = match comparison {
            Comparison::Less => (None, Some((end, false))),
            Comparison::AtMost => (None, Some((end, true))),
            Comparison::More => (Some((end, false)), None),
            Comparison::AtLeast => (Some((end, true)), None),
            Comparison::Equal => (Some((end.clone(), true)), Some((end, true))),
            Comparison::Unequal => return self.fail(say::unequal_range(span)),
        };
        Some(Expr::new(span, Node::Range(RangeExpr { low, high })))
    }

    /// `[]`, `[a, b]`, `[a..b)`.
    fn square(&mut self, start: Span) -> Option<Expr> {
        self.step();
        let mut items = Vec::new();
        if !self.is("]") {
            items.push(self.bracketed(Self::expression)?);
            if self.is("..")
                && let Some(low) = items.pop()
            {
                return self.range(start, (low, true));
            }
            while self.eat(",") {
                items.push(self.bracketed(Self::expression)?);
            }
        }
        if !self.is("]") {
            return self.unclosed(start, "]");
        }
        self.step();
        Some(Expr::new(start.to(self.before()), Node::List(items)))
    }

    /// `]a..b]`, which is `(a..b]`.
    fn open_range(&mut self, start: Span) -> Option<Expr> {
        self.step();
        let low = self.bracketed(Self::expression)?;
        self.range(start, (low, false))
    }

    /// The rest of a range from its `..` on.
    pub(super) fn range(&mut self, start: Span, low: (Expr, bool)) -> Option<Expr> {
        if !self.eat("..") {
            return self.expected("..", "..");
        }
        let outside = std::mem::replace(&mut self.closing, true);
        let high = self.expression();
        self.closing = outside;
        let high = high?;
        let inside = self.eat("]");
        if !inside && !self.eat(")") && !self.eat("[") {
            return self.unclosed(start, "]");
        }
        let span = start.to(self.before());
        let range = RangeExpr { low: Some(low), high: Some((high, inside)) };
        Some(Expr::new(span, Node::Range(range)))
    }

    /// `@"2026-01-01"`, `@"P3Y"`.
    fn temporal(&mut self, start: Span) -> Option<Expr> {
        let Kind::Text(text) = self.kind(1) else {
            return self.fail(say::lone_at(start));
        };
        self.step();
        let span = start.to(self.span());
        self.step();
        match temporal(text) {
            Temporal::Value(value) => Some(Expr::new(span, Node::Literal(value))),
            Temporal::Time => self.fail(say::time(span)),
            Temporal::Nothing => self.fail(say::no_day(span, text)),
        }
    }

    /// An operand with the indexes, filters and fields that stand behind it.
    pub(super) fn postfix(&mut self, operand: Expr) -> Option<Expr> {
        let mut expr = operand;
        loop {
            let start = expr.span;
            if self.is("[") && (!self.closing || self.starts_operand(1)) {
                self.count_operator()?;
                let open = self.span();
                self.step();
                if self.is("]") {
                    return self.fail(say::empty_index(open.to(self.span())));
                }
                let test = self.bracketed(Self::expression)?;
                if !self.is("]") {
                    return self.unclosed(open, "]");
                }
                self.step();
                expr = Expr::new(start.to(self.before()), Node::Filter(expr, test));
            } else if self.eat(".") {
                self.count_operator()?;
                let field = self.name("字段名", "the name of a field")?;
                expr = Expr::new(start.to(self.before()), Node::Field(expr, field));
            } else {
                return Some(expr);
            }
        }
    }

    fn starts_operand(&self, ahead: usize) -> bool {
        match self.kind(ahead) {
            Kind::Value(_) | Kind::Text(_) => true,
            Kind::Word(word) => {
                let starts = ["not", "if", "for", "some", "every", "true", "false", "null", "on"];
                !KEYWORDS.contains(&word.as_str()) || starts.contains(&word.as_str())
            }
            Kind::Sign(sign) => ["(", "[", "-", "@", "?"].contains(sign),
            Kind::End => false,
        }
    }
}
