//! Numbers and the units behind them.

use base::{Dimension, TimeUnit, Unit};

use super::foreign;
use super::lex::{Lexer, is_name};
use super::token::{KEYWORDS, Kind};
use crate::fault::{Fault, Span};
use crate::near::near;
use crate::number::Number;
use crate::value::Value;

/// What stands behind a number.
#[derive(Clone, Copy)]
enum Measure {
    Of(Unit),
    Time(TimeUnit),
}

impl Lexer<'_> {
    /// A number with its unit, if it has one.
    pub(super) fn number(&mut self) {
        let start = self.at;
        let mut whole = self.digits();
        self.groups(start, &mut whole);
        if self.peek() == Some('.') && self.digit(1) {
            self.bump();
            whole.push('.');
            whole.push_str(&self.digits());
        }
        self.exponent(&mut whole);
        let written = Span::new(start, self.at);
        let number = Number::parse(&whole).unwrap_or_else(|| {
            self.faults.push(
                Fault::new("long-number", written, "这个数太长", "this number is too long")
                    .advise("写得短些，或换更大的单位", "write it shorter, or in a larger unit"),
            );
            Number::ZERO
        });
        let value = match self.measure() {
            None => Value::Number(number, Dimension::NONE),
            Some(Measure::Of(unit)) => {
                let scale = Number::from_ratio(unit.scale.num, unit.scale.den);
                let number = scale.and_then(|scale| number.checked_mul(&scale)).unwrap_or(number);
                Value::Number(number, unit.dimension)
            }
            Some(Measure::Time(unit)) => self.duration(start, &number, unit),
        };
        self.push(start, Kind::Value(value));
    }

    fn digit(&self, ahead: usize) -> bool {
        self.ahead(ahead).is_some_and(|letter| letter.is_ascii_digit())
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            digits.push(digit);
            self.bump();
        }
        digits
    }

    /// The power of ten behind the digits, as in `1.2e-4`.
    fn exponent(&mut self, digits: &mut String) {
        let sign = self.ahead(1).filter(|sign| ['+', '-'].contains(sign));
        let before = 1 + usize::from(sign.is_some());
        if !matches!(self.peek(), Some('e' | 'E')) || !self.digit(before) {
            return;
        }
        (0..before).for_each(|_| self.bump());
        digits.push('e');
        digits.extend(sign);
        digits.push_str(&self.digits());
    }

    /// `1,000 万元` would be a list of 1 and 000 万元.
    fn groups(&mut self, start: usize, whole: &mut String) {
        let rest = self.rest();
        let mut groups = 0;
        while group(rest, groups) {
            groups += 1;
        }
        let zeros = (0..groups).any(|at| rest.as_bytes().get(at * 4 + 1) == Some(&b'0'));
        let behind = rest.get(groups * 4..).unwrap_or_default().trim_start();
        let meant = groups > 0 && whole.len() <= 3 && (zeros || measure_at(behind).is_some());
        if !meant {
            return;
        }
        let joined: String = rest.chars().take(groups * 4).filter(char::is_ascii_digit).collect();
        whole.push_str(&joined);
        self.at += groups * 4;
        let span = Span::new(start, self.at);
        let of = self.text.get(span.range()).unwrap_or_default();
        self.faults.push(
            Fault::new(
                "thousands-separator",
                span,
                "数字里不能有千分位逗号",
                "a number has no commas in it",
            )
            .advise(format!("写 {whole}，不写 {of}"), format!("write {whole} instead of {of}")),
        );
    }

    /// The unit behind a number. A word that is neither a unit nor an operator is a fault.
    fn measure(&mut self) -> Option<Measure> {
        let number_end = self.at;
        self.blanks();
        if let Some((measure, letters)) = measure_at(self.rest()) {
            (0..letters).for_each(|_| self.bump());
            return Some(measure);
        }
        let word = self.name_ahead();
        if word.is_empty()
            || KEYWORDS.contains(&word.to_ascii_lowercase().as_str())
            || foreign::operator(&word).is_some()
        {
            self.at = number_end;
            return None;
        }
        let start = self.at;
        self.skip(&word);
        let span = Span::new(start, self.at);
        self.faults.push(unknown_unit(span, &word));
        None
    }

    fn duration(&mut self, start: usize, number: &Number, unit: TimeUnit) -> Value {
        let (times, build): (_, fn(i64) -> Value) = match unit {
            TimeUnit::Year => (12, Value::Months),
            TimeUnit::Month => (1, Value::Months),
            TimeUnit::Day => (1, Value::Days),
        };
        let count = number.checked_mul(&Number::from_i64(times));
        let count = count.and_then(|count| count.to_i64_scaled(0));
        count.map_or_else(
            || {
                self.faults.push(
                    Fault::new(
                        "broken-duration",
                        Span::new(start, self.at),
                        "时长必须是整数个月或整数天",
                        "a duration is a whole number of months or of days",
                    )
                    .advise(
                        "写 18 个月 或 30 天 这样的整数",
                        "write a whole number, as in 18 个月 or 30 天",
                    ),
                );
                Value::Null
            },
            build,
        )
    }
}

/// Whether the group of digits at place `at` is `,ddd` and no longer.
fn group(rest: &str, at: usize) -> bool {
    let bytes = rest.as_bytes().get(at * 4..).unwrap_or_default();
    let Some((head, tail)) = bytes.split_first_chunk::<4>() else { return false };
    let [comma, digits @ ..] = head;
    *comma == b','
        && digits.iter().all(u8::is_ascii_digit)
        && !tail.first().is_some_and(u8::is_ascii_digit)
}

/// The longest unit that `rest` begins with and its letters. It must not run on into a
/// longer word: 30 人员 is not 30 人.
fn measure_at(rest: &str) -> Option<(Measure, usize)> {
    let half = |letter: char| foreign::half(letter).unwrap_or(letter);
    let first = rest.chars().next().map(half)?;
    let fits = |symbol: &str| {
        let mut read = rest.chars().map(half);
        let same =
            symbol.starts_with(first) && symbol.chars().all(|letter| read.next() == Some(letter));
        let runs_on = same
            && symbol.chars().next_back().is_some_and(is_name)
            && read.next().is_some_and(is_name);
        (same && !runs_on).then(|| symbol.chars().count())
    };
    let units = Unit::all().iter().map(|unit| (unit.symbol, Measure::Of(*unit)));
    let times = TimeUnit::ALL.into_iter().map(|(symbol, unit)| (symbol, Measure::Time(unit)));
    units
        .chain(times)
        .filter_map(|(symbol, measure)| Some((measure, fits(symbol)?)))
        .max_by_key(|(_, letters)| *letters)
}

fn unknown_unit(span: Span, word: &str) -> Fault {
    let known = Unit::all().iter().map(|unit| unit.symbol);
    let money = known.clone().find(|symbol| symbol.strip_suffix('元') == Some(word));
    let contained = known.clone().find(|symbol| word.starts_with(symbol));
    let close = near(word, known).first().copied();
    let fault = Fault::new(
        "unknown-unit",
        span,
        format!("“{word}”不是单位"),
        format!("`{word}` is not a unit"),
    );
    match money.or(close).or(contained) {
        Some(unit) => fault.advise(
            format!("单位写 {unit}，或在数字和“{word}”之间写运算符"),
            format!("write {unit}, or an operator between the number and `{word}`"),
        ),
        None => fault.advise(
            format!("写 万元、人、%、年 这样的单位，或在数字和“{word}”之间写运算符"),
            format!("write a unit such as 万元, 人, % or 年, or an operator before `{word}`"),
        ),
    }
}
