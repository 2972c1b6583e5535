//! From text to tokens, with every lexical fault of the text.

use super::foreign;
use super::token::{KEYWORDS, Kind, Token};
use crate::fault::{Fault, Span};

/// Beyond this many faults a text is not a formula, and the rest goes unread.
const MOST_FAULTS: usize = 50;

const SIGNS: &[&str] = &[
    "**", "..", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/",
    "=", "<", ">", "?", "@",
];

/// The tokens of `text`, closed by [`Kind::End`], or everything in it that no formula has.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, Vec<Fault>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), faults: Vec::new() };
    while lexer.faults.len() < MOST_FAULTS && lexer.next() {}
    let end = Span::new(text.len(), text.len());
    lexer.tokens.push(Token { span: end, kind: Kind::End });
    if lexer.faults.is_empty() { Ok(lexer.tokens) } else { Err(lexer.faults) }
}

/// A place in a text, and what was found before it.
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    tokens: Vec<Token>,
    pub(super) faults: Vec<Fault>,
}

impl Lexer<'_> {
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The letter `ahead` letters on, full width read as half width.
    pub(super) fn ahead(&self, ahead: usize) -> Option<char> {
        self.rest().chars().nth(ahead).map(|letter| foreign::half(letter).unwrap_or(letter))
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    /// Whether `sign` stands here, in full or half width.
    pub(super) fn starts(&self, sign: &str) -> bool {
        let mut rest = self.rest().chars();
        sign.chars().all(|wanted| {
            rest.next().is_some_and(|letter| foreign::half(letter).unwrap_or(letter) == wanted)
        })
    }

    /// Passes over a letter; a full-width one is a fault, one for all that stand together.
    pub(super) fn bump(&mut self) {
        let Some(letter) = self.rest().chars().next() else { return };
        let span = Span::new(self.at, self.at + letter.len_utf8());
        self.at = span.end;
        if foreign::half(letter).is_some() {
            self.wide(span);
        }
    }

    fn wide(&mut self, span: Span) {
        const CODE: &str = "full-width-character";
        let before = self.faults.pop_if(|last| last.code == CODE && last.span.end == span.start);
        let span = before.map_or(span, |before| before.span.to(span));
        let of = self.text.get(span.range()).unwrap_or_default();
        let write: String = of.chars().map(|c| foreign::half(c).unwrap_or(c)).collect();
        let fault =
            Fault::new(CODE, span, format!("“{of}”是全角字符"), format!("`{of}` is full width"));
        self.faults.push(fault.advise(
            format!("写半角的 {write}，不写 {of}"),
            format!("write {write} instead of {of}"),
        ));
    }

    pub(super) fn skip(&mut self, sign: &str) {
        for _ in sign.chars() {
            self.bump();
        }
    }

    pub(super) fn push(&mut self, start: usize, kind: Kind) {
        self.tokens.push(Token { span: Span::new(start, self.at), kind });
    }

    pub(super) fn blanks(&mut self) {
        while let Some(letter) = self.rest().chars().next().filter(|c| c.is_whitespace()) {
            self.at += letter.len_utf8();
        }
    }

    /// Reads one token; false at the end.
    fn next(&mut self) -> bool {
        self.blanks();
        let start = self.at;
        let Some(raw) = self.rest().chars().next() else { return false };
        let letter = foreign::half(raw).unwrap_or(raw);
        let fraction = letter == '.' && self.ahead(1).is_some_and(|c| c.is_ascii_digit());
        if raw == '"' || foreign::closing_quote(raw).is_some() {
            self.quoted(raw);
        } else if self.starts("//") || self.starts("/*") {
            self.comment();
        } else if letter.is_ascii_digit() || fraction {
            self.number();
        } else if is_name(letter) {
            self.word();
        } else if let Some((sign, write)) = self.foreign_sign() {
            self.skip(sign);
            self.foreign(start, sign, write);
        } else if let Some(sign) = SIGNS.iter().find(|sign| self.starts(sign)) {
            self.skip(sign);
            self.push(start, Kind::Sign(sign));
        } else {
            self.stranger(raw);
        }
        true
    }

    fn foreign_sign(&self) -> Option<(&'static str, &'static str)> {
        let found = foreign::SIGNS.iter().copied().find(|(sign, _)| self.starts(sign));
        found.or_else(|| (self.starts("!") && !self.starts("!=")).then_some(("!", "not")))
    }

    /// A sign or word of another language becomes the one that was meant.
    fn foreign(&mut self, start: usize, of: &str, write: &'static str) {
        let span = Span::new(start, self.at);
        self.faults.push(foreign::instead("foreign-sign", span, write, of));
        let kind =
            if SIGNS.contains(&write) { Kind::Sign(write) } else { Kind::Word(write.to_owned()) };
        self.push(start, kind);
    }

    fn stranger(&mut self, letter: char) {
        let start = self.at;
        self.at += letter.len_utf8();
        self.faults.push(
            Fault::new(
                "unknown-character",
                Span::new(start, self.at),
                format!("公式里没有“{letter}”这个符号"),
                format!("`{letter}` means nothing in a formula"),
            )
            .advise("删去它；文字要写在双引号里", "remove it; a text stands in double quotes"),
        );
    }

    fn comment(&mut self) {
        let close = if self.starts("//") { "\n" } else { "*/" };
        let start = self.at;
        match self.rest().get(2..).and_then(|rest| rest.find(close)) {
            Some(length) => self.at += 2 + length + close.len(),
            None => self.at = self.text.len(),
        }
        if close == "*/" && !self.text.get(start..self.at).is_some_and(|c| c.ends_with("*/")) {
            let span = Span::new(start, start + 2);
            self.faults.push(
                Fault::new("open-comment", span, "注释没有结束", "this comment has no end")
                    .advise("在注释后写 */", "write */ after the comment"),
            );
        }
    }

    /// The name that starts `ahead` of here, in half width.
    pub(super) fn name_ahead(&self) -> String {
        let letters = self.rest().chars().map(|c| foreign::half(c).unwrap_or(c));
        letters.take_while(|c| is_name(*c)).collect()
    }

    fn word(&mut self) {
        let start = self.at;
        let word = self.name_ahead();
        if let Some((of, write)) = foreign::operator(&word) {
            self.skip(of);
            self.foreign(start, of, write);
            return;
        }
        self.skip(&word);
        let lower = word.to_ascii_lowercase();
        if lower != word && KEYWORDS.contains(&lower.as_str()) {
            let span = Span::new(start, self.at);
            self.faults.push(foreign::instead("capital-word", span, &lower, &word));
            self.push(start, Kind::Word(lower));
        } else {
            self.push(start, Kind::Word(word));
        }
    }
}

/// Whether a letter may stand in a name; a name does not begin with a digit.
pub(super) fn is_name(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}
