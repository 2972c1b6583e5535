//! What the lexer hands to the grammar.

use crate::fault::Span;
use crate::value::Value;

/// A word, sign or constant, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number or a quantity, read with its unit.
    Value(Value),
    /// A text, its escapes resolved.
    Text(String),
    /// A name or a word of the language.
    Word(String),
    /// Punctuation.
    Sign(&'static str),
    /// The end of the formula.
    End,
}

/// Words that cannot be names.
pub(super) const KEYWORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "between",
    "true",
    "false",
    "null",
    "function",
    "instance",
    "on",
];
