//! The grammar from the loosest binding operators down to the tightest.

use super::say;
use super::token::{KEYWORDS, Kind, Token};
use crate::expr::{Arithmetic, Comparison, Expr, Node, Test};
use crate::fault::{Fault, Span};
use crate::value::Value;

/// Brackets within brackets, at most.
const DEEPEST: u16 = 100;
/// Arithmetic operators and indexes, at most: each makes the tree one deeper.
const MOST_OPERATORS: u16 = 200;

const COMPARISONS: &[(&str, Comparison)] = &[
    ("=", Comparison::Equal),
    ("!=", Comparison::Unequal),
    ("<", Comparison::Less),
    ("<=", Comparison::AtMost),
    (">", Comparison::More),
    (">=", Comparison::AtLeast),
];

/// A place among the tokens. A rule that fails has left its fault in `faults`.
pub(super) struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    depth: u16,
    operators: u16,
    /// Within the upper end of a range, where `[` may close it: `[1..10[`.
    pub(super) closing: bool,
    pub(super) faults: Vec<Fault>,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Self { text, tokens, at: 0, depth: 0, operators: 0, closing: false, faults: Vec::new() }
    }

    /// A formula and nothing behind it.
    pub(super) fn whole_formula(&mut self) -> Option<Expr> {
        let formula = self.expression()?;
        self.end()?;
        Some(formula)
    }

    /// Unary tests and nothing behind them.
    pub(super) fn whole_tests(&mut self) -> Option<Vec<Test>> {
        if self.is("-") && self.kind(1) == &Kind::End {
            return Some(vec![Test::Anything]);
        }
        if self.is_word("not") && self.kind(1) == &Kind::Sign("(") {
            let start = self.at;
            if let Some(tests) = self.negated_tests()
                && self.kind(0) == &Kind::End
            {
                return Some(vec![Test::Not(tests)]);
            }
            // `not(a) and b` is a formula that happens to begin with not(…).
            self.at = start;
            self.faults.clear();
        }
        let tests = self.tests(Self::expression)?;
        let formula = matches!(tests.last(), Some(Test::Value(_)));
        if !formula && (self.is_word("and") || self.is_word("or")) {
            return self.fail(say::joined_tests(self.span()));
        }
        self.end()?;
        Some(tests)
    }

    fn negated_tests(&mut self) -> Option<Vec<Test>> {
        self.step();
        self.step();
        let tests = self.tests(Self::expression)?;
        self.expect(")")?;
        Some(tests)
    }

    /// `test, test, …`, where a value is read by `value`.
    fn tests(&mut self, value: fn(&mut Self) -> Option<Expr>) -> Option<Vec<Test>> {
        let mut tests = vec![self.test(value)?];
        while self.eat(",") {
            tests.push(self.test(value)?);
        }
        Some(tests)
    }

    fn test(&mut self, value: fn(&mut Self) -> Option<Expr>) -> Option<Test> {
        match self.comparison_sign() {
            Some(comparison) => Some(Test::Compare(comparison, self.sum()?)),
            None => value(self).map(Test::Value),
        }
    }

    /// A whole formula, one level of brackets further in.
    pub(super) fn expression(&mut self) -> Option<Expr> {
        self.deeper(Self::disjunction)
    }

    fn deeper(&mut self, rule: fn(&mut Self) -> Option<Expr>) -> Option<Expr> {
        if self.depth >= DEEPEST {
            return self.fail(say::too_deep(self.span()));
        }
        self.depth += 1;
        let found = rule(self);
        self.depth -= 1;
        found
    }

    fn disjunction(&mut self) -> Option<Expr> {
        self.joined("or", Self::conjunction, Node::Or)
    }

    fn conjunction(&mut self) -> Option<Expr> {
        self.joined("and", Self::comparison, Node::And)
    }

    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Option<Expr>,
        join: fn(Vec<Expr>) -> Node,
    ) -> Option<Expr> {
        let first = part(self)?;
        if !self.is_word(word) {
            return Some(first);
        }
        let start = first.span;
        let mut parts = vec![first];
        while self.eat_word(word) {
            parts.push(part(self)?);
        }
        let span = parts.last().map_or(start, |last| start.to(last.span));
        Some(Expr::new(span, join(parts)))
    }

    fn comparison(&mut self) -> Option<Expr> {
        let left = self.sum()?;
        let start = left.span;
        let node = if let Some(comparison) = self.comparison_sign() {
            Node::Compare(comparison, left, self.sum()?)
        } else if self.eat_word("between") {
            let low = self.sum()?;
            self.expect_word("and")?;
            Node::Between(left, low, self.sum()?)
        } else if self.eat_word("in") {
            Node::In(left, self.membership()?)
        } else if self.is_word("instance") {
            return self.fail(say::instance_of(self.span()));
        } else {
            return Some(left);
        };
        let expr = Expr::new(start.to(self.before()), node);
        if self.is_word("between") || self.is_word("in") || self.peek_comparison().is_some() {
            return self.fail(say::chained(expr.span.to(self.span())));
        }
        Some(expr)
    }

    /// What stands behind `in`.
    fn membership(&mut self) -> Option<Vec<Test>> {
        if let Some(comparison) = self.comparison_sign() {
            return Some(vec![Test::Compare(comparison, self.sum()?)]);
        }
        if !self.is("(") {
            return Some(vec![Test::Value(self.sum()?)]);
        }
        let start = self.span();
        self.step();
        let tests = self.bracketed(|parser| parser.tests(Self::expression))?;
        if let [Test::Value(low)] = tests.as_slice()
            && self.is("..")
        {
            let range = self.range(start, (low.clone(), false))?;
            return Some(vec![Test::Value(self.sum_from(range)?)]);
        }
        self.expect(")")?;
        // `x in (a + b) * c`: the bracket was the beginning of a value.
        match <[Test; 1]>::try_from(tests) {
            Ok([Test::Value(value)]) => Some(vec![Test::Value(self.sum_from(value)?)]),
            Ok([test]) => Some(vec![test]),
            Err(tests) => Some(tests),
        }
    }

    /// A sum, difference, product, quotient or power.
    pub(super) fn sum(&mut self) -> Option<Expr> {
        let first = self.signed()?;
        self.sum_from(first)
    }

    fn sum_from(&mut self, first: Expr) -> Option<Expr> {
        let first = self.postfix(first)?;
        let mut left = self.product_from(first)?;
        while let Some(op) = self.operator(&[("+", Arithmetic::Add), ("-", Arithmetic::Subtract)]) {
            let right = self.signed()?;
            let right = self.product_from(right)?;
            left = self.operation(op, left, right)?;
        }
        Some(left)
    }

    fn product_from(&mut self, first: Expr) -> Option<Expr> {
        let signs = [("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];
        let mut left = self.power_from(first)?;
        while let Some(op) = self.operator(&signs) {
            let right = self.signed()?;
            let right = self.power_from(right)?;
            left = self.operation(op, left, right)?;
        }
        Some(left)
    }

    fn power_from(&mut self, first: Expr) -> Option<Expr> {
        let mut left = first;
        while let Some(op) = self.operator(&[("**", Arithmetic::Power)]) {
            let right = self.signed()?;
            left = self.operation(op, left, right)?;
        }
        Some(left)
    }

    fn operation(&mut self, op: Arithmetic, left: Expr, right: Expr) -> Option<Expr> {
        self.count_operator()?;
        Some(Expr::new(left.span.to(right.span), Node::Arithmetic(op, left, right)))
    }

    /// A minus binds tighter than any operator: `-3 ** 2` is 9.
    fn signed(&mut self) -> Option<Expr> {
        if self.is("-") {
            self.deeper(Self::negative)
        } else {
            let operand = self.operand()?;
            self.postfix(operand)
        }
    }

    fn negative(&mut self) -> Option<Expr> {
        let start = self.span();
        self.step();
        let of = self.signed()?;
        let span = start.to(of.span);
        let node = match &*of.node {
            Node::Literal(value @ (Value::Number(..) | Value::Months(_) | Value::Days(_))) => {
                Node::Literal(value.negative())
            }
            _ => Node::Negative(of),
        };
        Some(Expr::new(span, node))
    }

    pub(super) fn count_operator(&mut self) -> Option<()> {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            return self.fail(say::too_deep(self.span()));
        }
        Some(())
    }
}

impl<'t> Parser<'t> {
    fn token(&self, ahead: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + ahead).or(self.tokens.last())
    }

    pub(super) fn kind(&self, ahead: usize) -> &'t Kind {
        self.token(ahead).map_or(&Kind::End, |token| &token.kind)
    }

    /// Where the next token stands.
    pub(super) fn span(&self) -> Span {
        self.token(0).map_or_else(Span::default, |token| token.span)
    }

    /// Where the last token stood.
    pub(super) fn before(&self) -> Span {
        let token = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        token.map_or_else(Span::default, |token| token.span)
    }

    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    pub(super) fn is(&self, sign: &str) -> bool {
        matches!(self.kind(0), Kind::Sign(here) if *here == sign)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(0), Kind::Word(here) if here == word)
    }

    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let here = self.is(sign);
        self.at += usize::from(here);
        here
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let here = self.is_word(word);
        self.at += usize::from(here);
        here
    }

    pub(super) fn expect(&mut self, sign: &'static str) -> Option<()> {
        if self.eat(sign) { Some(()) } else { self.expected(sign, sign) }
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Option<()> {
        if self.eat_word(word) { Some(()) } else { self.expected(word, word) }
    }

    /// A name, for a variable or a field.
    pub(super) fn name(&mut self, zh: &str, en: &str) -> Option<String> {
        match self.kind(0) {
            Kind::Word(word) if !KEYWORDS.contains(&word.as_str()) => {
                self.step();
                Some(word.clone())
            }
            _ => self.expected(zh, en),
        }
    }

    fn operator(&mut self, signs: &[(&str, Arithmetic)]) -> Option<Arithmetic> {
        let found = signs.iter().find(|(sign, _)| self.is(sign)).map(|(_, op)| *op);
        self.at += usize::from(found.is_some());
        found
    }

    fn peek_comparison(&self) -> Option<Comparison> {
        COMPARISONS.iter().find(|(sign, _)| self.is(sign)).map(|(_, comparison)| *comparison)
    }

    pub(super) fn comparison_sign(&mut self) -> Option<Comparison> {
        let found = self.peek_comparison();
        self.at += usize::from(found.is_some());
        found
    }

    /// Reads something in brackets, where `[` again opens a list or a filter.
    pub(super) fn bracketed<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let closing = std::mem::replace(&mut self.closing, false);
        let found = rule(self);
        self.closing = closing;
        found
    }

    fn end(&mut self) -> Option<()> {
        if self.kind(0) == &Kind::End {
            return Some(());
        }
        self.expected("运算符，或公式到此结束", "an operator or the end")
    }

    /// Leaves a fault that says what was expected here.
    pub(super) fn expected<T>(&mut self, zh: &str, en: &str) -> Option<T> {
        self.fail(say::syntax(self.span(), self.found(), (zh, en)))
    }

    /// Leaves a fault at the bracket `open`, which should be closed here.
    pub(super) fn unclosed<T>(&mut self, open: Span, close: &str) -> Option<T> {
        self.fail(say::unclosed(open, self.found(), close))
    }

    /// The next token as it was written.
    fn found(&self) -> &'t str {
        self.text.get(self.span().range()).unwrap_or_default()
    }

    pub(super) fn fail<T>(&mut self, fault: Fault) -> Option<T> {
        self.faults.push(fault);
        None
    }
}
