//! From the text of a formula to its tree.

mod call;
mod foreign;
mod grammar;
mod lex;
mod operand;
mod quantity;
mod say;
mod temporal;
mod text;
mod token;

use crate::expr::{Expr, Node, Test};
use crate::fault::{Fault, Span};
use crate::value::Value;
use grammar::Parser;
use token::Token;

/// The longest formula that is read, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// The tree of a formula, its names not yet looked up.
///
/// On failure every character and word that no formula has, or else the first place where the
/// grammar is broken.
pub fn formula(text: &str) -> Result<Expr, Vec<Fault>> {
    let tokens = tokens(text)?;
    let mut parser = Parser::new(text, &tokens);
    let found = parser.whole_formula();
    found.ok_or(parser.faults)
}

/// The tests of a band: `>= 30%`, `[25%..30%)`, `"a", "b"`, `-`, `not(…)`, or formulas.
pub fn tests(text: &str) -> Result<Vec<Test>, Vec<Fault>> {
    let tokens = tokens(text)?;
    let mut parser = Parser::new(text, &tokens);
    let found = parser.whole_tests();
    found.ok_or(parser.faults)
}

/// A constant as it stands in a case or a bound: `1000 万元`, `3%`, `true`, `2019-05-01`, `"文字"`.
pub fn literal(text: &str) -> Result<Value, Vec<Fault>> {
    if let Some(day @ Value::Date(_)) = Value::literal(text.trim()) {
        return Ok(day);
    }
    let expr = formula(text)?;
    match *expr.node {
        Node::Literal(value) => Ok(value),
        _ => Err(vec![say::no_literal(expr.span)]),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Vec<Fault>> {
    if text.len() > LONGEST {
        return Err(vec![say::too_long(Span::new(0, text.len()))]);
    }
    lex::lex(text)
}
