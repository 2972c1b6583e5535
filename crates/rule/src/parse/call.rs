//! Calls of functions, whose names may be several words, and the two forms of our own.

use super::grammar::Parser;
use super::say;
use super::token::{KEYWORDS, Kind};
use crate::expr::{Arguments, Expr, Function, Node};
use crate::fact::{LONGEST_LAG, Lag};
use crate::fault::Span;
use crate::near::near;
use crate::number::Number;
use crate::value::Value;

/// Functions of FEEL that the language leaves out, with the reason in Chinese and English.
const OUT: &[(&str, &str, &str)] = &[
    ("now", "申报日由外部给定，不取系统时间", "the day is an argument; write `on`"),
    ("today", "申报日由外部给定，不取系统日期", "the day is an argument; write `on`"),
    ("time", "没有钟点", "there are no times of day"),
    ("date and time", "没有钟点", "there are no times of day"),
    ("context", "不能在公式里构造对象", "contexts cannot be built in a formula"),
    ("context put", "不能在公式里构造对象", "contexts cannot be built in a formula"),
    ("context merge", "不能在公式里构造对象", "contexts cannot be built in a formula"),
    ("get value", "不能按计算出的名称取值", "a field cannot be found by a computed name"),
    ("get entries", "不能按计算出的名称取值", "a field cannot be found by a computed name"),
    ("matches", "没有正则表达式", "there are no regular expressions"),
    ("replace", "没有正则表达式", "there are no regular expressions"),
    ("split", "没有正则表达式", "there are no regular expressions"),
    ("sort", "排序需要自定义函数", "sorting needs a function of one's own"),
    ("is", "没有钟点", "there are no times of day"),
];

/// How many words the longest name of a function has.
const MOST_WORDS: usize = 5;

impl Parser<'_> {
    /// A call, if one starts here: `None` where none does.
    #[expect(clippy::option_option, reason = "no call, a broken call, a call")]
    pub(super) fn call(&mut self) -> Option<Option<Expr>> {
        let (name, words) = self.called()?;
        let start = self.span();
        (0..words).for_each(|_| self.step());
        let span = start.to(self.before());
        self.step();
        Some(match name.as_str() {
            "last" => self.last(span),
            "judge" => self.judge(span),
            _ => self.function(span, &name),
        })
    }

    /// The words before the bracket: the longest name of a function that they spell, or the
    /// names that nobody knows.
    fn called(&self) -> Option<(String, usize)> {
        let mut name = String::new();
        let mut names_only = true;
        for words in 1..=MOST_WORDS {
            let Kind::Word(word) = self.kind(words - 1) else { break };
            if words > 1 {
                name.push(' ');
            }
            name.push_str(word);
            let ours = words == 1 && word == "not";
            names_only &= ours || !KEYWORDS.contains(&word.as_str());
            if self.kind(words) != &Kind::Sign("(") {
                continue;
            }
            let known = Function::find(&name).is_some() || OUT.iter().any(|out| out.0 == name);
            if known || names_only {
                return Some((name, words));
            }
        }
        None
    }

    fn function(&mut self, span: Span, name: &str) -> Option<Expr> {
        let Some(function) = Function::find(name) else {
            let fault = match OUT.iter().find(|out| out.0 == name) {
                Some((_, zh, en)) => say::left_out(span, name, (zh, en)),
                None => say::unknown_function(span, name, &near(name, Function::names())),
            };
            return self.fail(fault);
        };
        let arguments = self.bracketed(Self::arguments)?;
        let whole = span.to(self.before());
        Some(Expr::new(whole, Node::Call(function, arguments)))
    }

    /// What stands between the brackets, and the closing one.
    fn arguments(&mut self) -> Option<Arguments> {
        if self.eat(")") {
            return Some(Arguments::Positional(Vec::new()));
        }
        let arguments = if self.argument_name().is_some() {
            let mut named = vec![self.named()?];
            while self.eat(",") {
                named.push(self.named()?);
            }
            Arguments::Named(named)
        } else {
            let mut positional = vec![self.expression()?];
            while self.eat(",") {
                positional.push(self.expression()?);
            }
            Arguments::Positional(positional)
        };
        if !self.is(")") {
            return self.expected("逗号或 )", "a comma or )");
        }
        self.step();
        Some(arguments)
    }

    /// The words before a colon, if that is what stands here.
    fn argument_name(&self) -> Option<(String, usize)> {
        let mut words = Vec::new();
        while let Kind::Word(word) = self.kind(words.len()) {
            words.push(word.as_str());
        }
        let colon = !words.is_empty() && self.kind(words.len()) == &Kind::Sign(":");
        colon.then(|| (words.join(" "), words.len()))
    }

    fn named(&mut self) -> Option<(String, Expr)> {
        let Some((name, words)) = self.argument_name() else {
            return self.expected("参数名和冒号", "the name of an argument and a colon");
        };
        (0..=words).for_each(|_| self.step());
        Some((name, self.expression()?))
    }

    /// `judge("…")`
    fn judge(&mut self, span: Span) -> Option<Expr> {
        if let Kind::Text(name) = self.kind(0)
            && self.kind(1) == &Kind::Sign(")")
        {
            self.step();
            self.step();
            return Some(Expr::new(span.to(self.before()), Node::Judge(name.clone())));
        }
        let name = match self.kind(0) {
            Kind::Word(name) | Kind::Text(name) => name,
            Kind::Value(_) | Kind::Sign(_) | Kind::End => "研究开发组织管理水平",
        };
        self.fail(say::bad_judge(span.to(self.span()), name))
    }

    /// `last(fact, n)`
    fn last(&mut self, span: Span) -> Option<Expr> {
        let of = self.bracketed(Self::expression)?;
        let years = if self.eat(",") { self.years() } else { None };
        let whole = span.to(self.span());
        match years {
            Some(years) if matches!(*of.node, Node::Name(_)) && self.eat(")") => {
                Some(Expr::new(whole, Node::LastOf(of, years)))
            }
            _ => self.fail(say::bad_last(whole)),
        }
    }

    fn years(&mut self) -> Option<Lag> {
        let Kind::Value(Value::Number(number, _)) = self.kind(0) else { return None };
        self.step();
        (1..=LONGEST_LAG).find(|years| *number == Number::from_i64((*years).into()))
    }
}
