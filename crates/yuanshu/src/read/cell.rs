//! One cell read as a value of the type that its column calls for.

use base::code::half_width;
use base::{Day, Decimal, Scale, Scaled, Unit, parse_day};
use rule::fact::Type;
use zone::fact::Stated;

use super::grid::Raw;
use super::header::lexicon::normal;
use super::hint;
use super::number;
use super::report::Note;

/// A value as columns keep it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    /// Whole 10^-decimals of the base unit.
    Number(i64, u8),
    Bool(bool),
    Text(String),
    /// Days since 1970-01-01.
    Day(i32),
    Days(i64),
    Months(i64),
    /// A list that is stated to be empty.
    NoRecords,
}

impl Reading {
    /// As a register keeps it.
    pub(crate) fn stated(self) -> Stated {
        match self {
            Self::Number(units, decimals) => Stated::Number { units, decimals },
            Self::Bool(truth) => Stated::Bool(truth),
            Self::Text(text) => Stated::Text(text),
            Self::Day(day) => Stated::Date(day),
            Self::Days(days) => Stated::Days(days),
            Self::Months(months) => Stated::Months(months),
            Self::NoRecords => Stated::List(Vec::new()),
        }
    }
}

/// What a cell is read as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Want<'a> {
    pub(crate) of: &'a Type,
    /// The unit of the column, for numbers.
    pub(crate) unit: Option<Unit>,
    /// The only values there are, for texts; empty where any text may stand.
    pub(crate) values: &'a [String],
    /// Other ways in which values are written, with what is meant.
    pub(crate) aliases: &'a [(String, String)],
    /// Decimals that are always kept.
    pub(crate) decimals: u8,
    /// The day that is 0 in its workbook.
    pub(crate) epoch: Epoch,
}

/// From which day a workbook counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Epoch {
    #[default]
    Of1900,
    Of1904,
}

/// What was read; nothing where the value is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Taken {
    pub(crate) value: Option<Reading>,
    pub(crate) notes: Vec<Note>,
}

impl Taken {
    fn sure(value: Reading) -> Self {
        Self { value: Some(value), notes: Vec::new() }
    }

    fn not(note: Note) -> Self {
        Self { value: None, notes: vec![note] }
    }

    fn noting(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }
}

/// Marks that stand for nothing.
const DASHES: &[&str] =
    &["-", "--", "---", "—", "——", "―", "――", "─", "/", "\\", "_", "…", "……", "*"];
/// Words that say that a figure is not known.
const UNKNOWN_WORDS: &[&str] = &[
    "n/a",
    "na",
    "#n/a",
    "null",
    "none",
    "nan",
    "空",
    "暂无",
    "暂缺",
    "缺失",
    "未知",
    "不详",
    "无数据",
    "未填",
    "未填报",
    "未提供",
    "待补",
    "待定",
    "不适用",
];
/// What a formula leaves when it fails, where a sheet was saved as text.
const FORMULA_ERRORS: &[&str] =
    &["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
const YES: &[&str] =
    &["是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "true", "t", "1", "符合", "通过"];
const NO: &[&str] = &[
    "否",
    "无",
    "没有",
    "×",
    "✗",
    "✘",
    "x",
    "错",
    "n",
    "no",
    "false",
    "f",
    "0",
    "不是",
    "不符合",
    "不通过",
    "未通过",
];

/// Whether a text says that there is nothing to count.
pub(crate) fn says_none(text: &str) -> bool {
    matches!(text.trim(), "无" | "没有" | "０" | "0")
}

/// Reads a cell.
pub(crate) fn take(raw: &Raw, want: &Want<'_>) -> Taken {
    match raw {
        Raw::Error(_) => {
            return Taken::not(Note::error("formula-error", hint::FORMULA_FAILED));
        }
        Raw::Uncounted => {
            return Taken::not(Note::error("formula-uncounted", hint::FORMULA_UNCOUNTED));
        }
        Raw::Text(text) if text.starts_with('#') && FORMULA_ERRORS.contains(&text.trim()) => {
            return take(&Raw::Error(text.clone()), want);
        }
        Raw::Text(text) => {
            if let Some(nothing) = blank(text, want) {
                return nothing;
            }
        }
        Raw::Number(_) | Raw::Percent(_) | Raw::Bool(_) | Raw::Date(_) => {}
    }
    match want.of {
        Type::Number(_) => number(raw, want),
        Type::Bool => truth(raw),
        Type::Text => text(raw, want),
        Type::Date => date(raw, want.epoch),
        Type::Days => span(raw).map_or_else(not_a_span, |days| Taken::sure(Reading::Days(days))),
        Type::Months => {
            months(raw).map_or_else(not_a_span, |months| Taken::sure(Reading::Months(months)))
        }
        Type::List(_) => records(raw),
        Type::Range(_) | Type::Record(_) | Type::Null => {
            Taken::not(Note::error("not-a-value", hint::NOT_FOR_SHEETS))
        }
    }
}

/// What a text that stands for nothing gives; `None` where the text says something.
fn blank(text: &str, want: &Want<'_>) -> Option<Taken> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Some(Taken::default());
    }
    let chosen = want.values.iter().any(|value| value == trimmed);
    if chosen || trimmed.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let bare = normal(text);
    let narrow = half_width(trimmed);
    if DASHES.contains(&narrow.as_ref()) {
        return Some(Taken::not(Note::warning("dash", hint::NOTHING)));
    }
    if want.values.iter().any(|value| normal(value) == bare) {
        return None;
    }
    if UNKNOWN_WORDS.contains(&bare.as_str()) {
        return Some(Taken::not(Note::warning("blank-word", hint::NOTHING)));
    }
    let stated = matches!(want.of, Type::Bool | Type::List(_));
    if matches!(bare.as_str(), "无" | "没有") && !stated {
        return Some(Taken::not(Note::warning("none-word", hint::NONE)));
    }
    None
}

fn number(raw: &Raw, want: &Want<'_>) -> Taken {
    let ratio = want.unit.is_none_or(|unit| unit.dimension == base::Dimension::NONE);
    let scale = want.unit.map_or(Scale::ONE, |unit| unit.scale);
    match raw {
        Raw::Number(float) => match number::of_float(*float) {
            Some(figure) => kept(figure, scale, want, Vec::new()),
            None => too_large(),
        },
        Raw::Percent(float) if ratio => match number::of_float(*float) {
            Some(figure) => kept(figure, Scale::ONE, want, Vec::new()),
            None => too_large(),
        },
        Raw::Percent(_) => Taken::not(Note::error("unit-mismatch", hint::NOT_A_SHARE)),
        Raw::Text(text) => written(text, want),
        Raw::Date(_) => Taken::not(Note::error("day-in-number", hint::DAY_FOR_NUMBER)),
        Raw::Bool(_) | Raw::Error(_) | Raw::Uncounted => not_a_number(),
    }
}

fn written(text: &str, want: &Want<'_>) -> Taken {
    let Some(written) = number::parse(text).or_else(|| short_money(text, want)) else {
        return not_a_number();
    };
    let mut notes = Vec::new();
    if written.wide {
        notes.push(Note::warning("full-width", hint::full_width(written.number)));
    }
    let unit = match (written.unit, want.unit) {
        (Some(own), Some(column)) if own.dimension != column.dimension => {
            return Taken::not(Note::error(
                "unit-mismatch",
                hint::other_kind([own.symbol, column.symbol]),
            ));
        }
        (Some(own), column) => {
            if column.is_none_or(|column| column.symbol != own.symbol) {
                notes.push(Note::warning("unit-in-cell", hint::unit_in_cell(own.symbol)));
            }
            Some(own)
        }
        (None, column) => column,
    };
    kept(written.number, unit.map_or(Scale::ONE, |unit| unit.scale), want, notes)
}

/// Money whose 元 is left out: `800万`, `1.6亿`.
fn short_money(text: &str, want: &Want<'_>) -> Option<number::Written> {
    let text = text.trim();
    let short = text.ends_with(['万', '亿']) && is_money(want);
    if short { number::parse(&format!("{text}元")) } else { None }
}

fn is_money(want: &Want<'_>) -> bool {
    want.of.dimension() == Some(base::Dimension::MONEY)
}

/// With the decimals that its column keeps: money in whole fen.
fn kept(figure: Decimal, scale: Scale, want: &Want<'_>, mut notes: Vec<Note>) -> Taken {
    let value = if is_money(want) {
        match figure.scaled(scale, 2) {
            Some(Scaled { value: fen, exact }) => {
                if !exact {
                    let hint = hint::rounded(&number::plain(fen, 2));
                    notes.push(Note::warning("not-whole-fen", hint));
                }
                Reading::Number(fen, 2)
            }
            None => return too_large(),
        }
    } else {
        match number::fitted(figure, scale, want.decimals) {
            Some((value, decimals)) => Reading::Number(value, decimals),
            None => return too_large(),
        }
    };
    Taken { value: Some(value), notes }
}

/// What is said of words where a number belongs.
pub(super) const NO_NUMBER: &str = "text-in-number";

fn not_a_number() -> Taken {
    Taken::not(Note::error(NO_NUMBER, hint::NUMBER))
}

fn too_large() -> Taken {
    Taken::not(Note::error("too-large-number", hint::TOO_LARGE))
}

fn not_a_span() -> Taken {
    Taken::not(Note::error("text-in-number", hint::SPAN))
}

fn truth(raw: &Raw) -> Taken {
    let word = match raw {
        Raw::Bool(truth) => return Taken::sure(Reading::Bool(*truth)),
        Raw::Text(text) if text == "是" => return Taken::sure(Reading::Bool(true)),
        Raw::Text(text) if text == "否" => return Taken::sure(Reading::Bool(false)),
        other => normal(&other.text()),
    };
    if YES.contains(&word.as_str()) {
        Taken::sure(Reading::Bool(true))
    } else if NO.contains(&word.as_str()) {
        Taken::sure(Reading::Bool(false))
    } else {
        Taken::not(Note::error("not-yes-or-no", hint::YES_OR_NO))
    }
}

fn text(raw: &Raw, want: &Want<'_>) -> Taken {
    let shown = match raw {
        Raw::Number(float) if float.abs() >= 1e15 => {
            return Taken::not(Note::error("number-code", hint::LONG_NUMBER));
        }
        other => other.text(),
    };
    let word = as_written(&shown);
    if let Some(taken) = alias(&word, want.aliases) {
        return taken;
    }
    if want.values.is_empty() || want.values.contains(&word) {
        return Taken::sure(Reading::Text(word));
    }
    let bare = normal(&word);
    match want.values.iter().find(|value| normal(value) == bare) {
        Some(value) => Taken::sure(Reading::Text(value.clone())),
        None => Taken::not(Note::error("not-allowed", hint::choose(want.values))),
    }
}

/// A text as it stands; a code, in which no Chinese is written, in half width.
fn as_written(text: &str) -> String {
    let text = text.trim();
    let chinese = |letter: char| matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..);
    if text.contains(chinese) { text.to_owned() } else { half_width(text).trim().to_owned() }
}

/// What is meant by a text that is another way to write a value. One that is more than such a way
/// is not guessed at, for what is not known to be a title would count as none.
fn alias(word: &str, aliases: &[(String, String)]) -> Option<Taken> {
    let bare = normal(word);
    if !aliases.is_empty()
        && matches!(bare.as_str(), "否" | "不是" | "未认定" | "未获得" | "没有认定")
    {
        return Some(Taken::not(Note::error("unclear-value", hint::NO_KIND_OF_TITLE)));
    }
    let is = |other: &str| normal(other) == bare;
    let meant = aliases.iter().find(|(alias, value)| is(value) || is(alias));
    if let Some((_, value)) = meant {
        let sure = Taken::sure(Reading::Text(value.clone()));
        return Some(if is(value) {
            sure
        } else {
            let note = Note::warning("short-value", hint::read_as(value));
            Taken { notes: vec![note], ..sure }
        });
    }
    let within = |(alias, value): &&(String, String)| {
        bare.contains(&normal(alias)) || bare.contains(&normal(value))
    };
    let (_, value) = aliases.iter().find(within)?;
    Some(Taken::not(Note::error("unclear-value", hint::unclear(value))))
}

fn date(raw: &Raw, epoch: Epoch) -> Taken {
    match raw {
        Raw::Date(day) => Taken::sure(Reading::Day(since_1970(*day))),
        Raw::Number(float) => {
            let whole = number::of_float(*float).and_then(number::whole);
            whole.map_or_else(not_a_day, |whole| counted(whole, epoch))
        }
        Raw::Text(text) => date_text(text, epoch),
        Raw::Percent(_) | Raw::Bool(_) | Raw::Error(_) | Raw::Uncounted => not_a_day(),
    }
}

fn date_text(text: &str, epoch: Epoch) -> Taken {
    let Some(day) = written_day(text) else {
        let written = number::parse(text).filter(|written| written.unit.is_none());
        let whole = written.and_then(|written| number::whole(written.number));
        return whole.map_or_else(not_a_day, |whole| counted(whole, epoch));
    };
    let taken = Taken::sure(Reading::Day(since_1970(day)));
    if half_width(text).as_ref() == text {
        return taken;
    }
    taken.noting(Note::warning("full-width", hint::full_width(day)))
}

/// A day written as text; a time of day behind it is left out.
fn written_day(text: &str) -> Option<Day> {
    let text = text.trim();
    parse_day(text).or_else(|| {
        let (day, time) = text.split_once([' ', 'T', '\u{3000}'])?;
        let clock = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | 'Z');
        parse_day(day).filter(|_| time.trim().chars().all(clock))
    })
}

/// A whole number as a day: `20190501`, or the serial number that spreadsheets count days by.
fn counted(whole: i64, epoch: Epoch) -> Taken {
    if (19_000_101..=21_001_231).contains(&whole) {
        let day = parse_day(&whole.to_string());
        return day.map_or_else(not_a_day, |day| Taken::sure(Reading::Day(since_1970(day))));
    }
    match serial(whole, epoch) {
        Some(day) => Taken::sure(Reading::Day(since_1970(day)))
            .noting(Note::warning("serial-day", hint::serial_day(day))),
        None => not_a_day(),
    }
}

/// The day of a serial number. What could be a year (1900–2100) is not taken for a serial.
pub(crate) fn serial(whole: i64, epoch: Epoch) -> Option<Day> {
    /// 9999-12-31.
    const LAST: i64 = 2_958_465;
    if !(1..=LAST).contains(&whole) || (1_900..=2_100).contains(&whole) {
        return None;
    }
    // Day 60 of 1900 is a 29 February that never was: later days count from one day earlier.
    let (start, days) = match epoch {
        Epoch::Of1900 if whole == 60 => return None,
        Epoch::Of1900 if whole < 60 => (Day::constant(1899, 12, 31), whole),
        Epoch::Of1900 => (Day::constant(1899, 12, 30), whole),
        Epoch::Of1904 => (Day::constant(1904, 1, 1), whole),
    };
    start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn not_a_day() -> Taken {
    Taken::not(Note::error("not-a-day", hint::DAY))
}

/// Days since 1970-01-01.
pub(crate) fn since_1970(day: Day) -> i32 {
    day.since(Day::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

fn span(raw: &Raw) -> Option<i64> {
    let text = raw.text();
    let bare = text.trim_end_matches(['天', '日']);
    number::parse(bare)
        .filter(|written| written.unit.is_none())
        .and_then(|written| number::whole(written.number))
}

fn months(raw: &Raw) -> Option<i64> {
    let text = raw.text();
    let (bare, factor) = match text.strip_suffix('年') {
        Some(bare) => (bare, 12),
        None => (text.strip_suffix("个月").or(text.strip_suffix('月')).unwrap_or(&text), 1),
    };
    let written = number::parse(bare).filter(|written| written.unit.is_none())?;
    number::whole(written.number)?.checked_mul(factor)
}

fn records(raw: &Raw) -> Taken {
    if says_none(&raw.text()) {
        return Taken::sure(Reading::NoRecords);
    }
    Taken::not(Note::error("list-in-cell", hint::LIST_IN_CELL))
}
