//! Texts in quotation marks and their escapes.

use super::foreign;
use super::lex::Lexer;
use super::token::Kind;
use crate::fault::{Fault, Span};

impl Lexer<'_> {
    /// A text that the mark `open` begins.
    pub(super) fn quoted(&mut self, open: char) {
        let start = self.at;
        self.at += open.len_utf8();
        let (text, closed) = match foreign::closing_quote(open) {
            None => self.escaped(),
            Some(close) => self.foreign_quoted(close),
        };
        let span = Span::new(start, self.at);
        if !closed {
            self.faults.push(
                Fault::new(
                    "open-text",
                    span,
                    "文字没有结束的引号",
                    "this text has no closing quote",
                )
                .advise("在文字后写 \"", "write \" after the text"),
            );
        } else if open != '"' {
            self.faults.push(
                Fault::new(
                    "foreign-quotes",
                    span,
                    "文字要用半角双引号",
                    "a text stands between straight double quotes",
                )
                .advise(format!("写 \"{text}\""), format!("write \"{text}\"")),
            );
        }
        self.push(start, Kind::Text(text));
    }

    fn foreign_quoted(&mut self, close: char) -> (String, bool) {
        let end = self.rest().find(close).map(|at| (at, close)).or_else(|| {
            // Typed with an input method that was switched half-way.
            self.rest().find('"').map(|at| (at, '"'))
        });
        let text = self.rest();
        let text = end.map_or(text, |(at, _)| text.get(..at).unwrap_or_default()).to_owned();
        self.at += text.len() + end.map_or(0, |(_, mark)| mark.len_utf8());
        (text, end.is_some())
    }

    /// The rest of a text up to the next `"`, and whether there was one.
    fn escaped(&mut self) -> (String, bool) {
        let mut text = String::new();
        while let Some(letter) = self.rest().chars().next() {
            let start = self.at;
            self.at += letter.len_utf8();
            match letter {
                '"' => return (text, true),
                '\\' => match self.escape() {
                    Some(letter) => text.push(letter),
                    None => self.bad_escape(start),
                },
                _ => text.push(letter),
            }
        }
        (text, false)
    }

    fn escape(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        match letter {
            '"' | '\'' | '\\' => Some(letter),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => self.utf16(),
            'U' => self.hex(6).and_then(char::from_u32),
            _ => None,
        }
    }

    /// `\uXXXX`, or two of them that are halves of one character.
    fn utf16(&mut self) -> Option<char> {
        let first = u16::try_from(self.hex(4)?).ok()?;
        let mut halves = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            self.at += 2;
            halves.push(u16::try_from(self.hex(4)?).ok()?);
        }
        match char::decode_utf16(halves).collect::<Result<Vec<_>, _>>().ok()?.as_slice() {
            [letter] => Some(*letter),
            _ => None,
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let found = self.rest().get(..digits)?;
        let value = found.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(found)?;
        let value = u32::from_str_radix(value, 16).ok()?;
        self.at += digits;
        Some(value)
    }

    fn bad_escape(&mut self, start: usize) {
        let span = Span::new(start, self.at);
        let of = self.text.get(span.range()).unwrap_or_default();
        let fault = Fault::new(
            "bad-escape",
            span,
            format!("没有“{of}”这种转义"),
            format!("there is no escape `{of}`"),
        );
        self.faults.push(fault.advise(
            "反斜杠写成 \\\\；可用 \\\" \\n \\r \\t \\u0041 \\U01F40E",
            "write a backslash as \\\\; there are \\\" \\n \\r \\t \\u0041 \\U01F40E",
        ));
    }
}
