//! Days, fiscal years, and spans of days.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::half_width;

pub use jiff::civil::Date as Day;

/// The day a cell or a parameter says, in the forms met in sheets: `2026-11-21`,
/// `2026/11/21`, `2026.11.21`, `2026年11月21日` and `20261121`, full width or not.
///
/// One form only is read in each text: a mixture, a missing part or a day that
/// the month does not have is `None`, never a guess.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    let text = half_width(text.trim());
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day_of(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    }
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日').or_else(|| rest.strip_suffix('号'))?;
        return day_of(year.trim(), month.trim(), day.trim());
    }
    ['-', '/', '.'].into_iter().find_map(|mark| {
        let (year, rest) = text.split_once(mark)?;
        let (month, day) = rest.split_once(mark)?;
        day_of(year, month, day)
    })
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Day> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Day::new(digits(year)?, digits(month)?, digits(day)?).ok()
}

fn digits<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A fiscal year (会计年度), which is the calendar year (会计法 art. 11).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Year(pub i16);

impl Year {
    /// The last fiscal year that was over on the day `on`: the one before the year of `on`.
    #[must_use]
    pub fn last_complete(on: Day) -> Self {
        Self(on.year()).back(1)
    }

    /// The fiscal year that `day` lies in.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self(day.year())
    }

    /// The year `years` before, as far back as years are counted.
    #[must_use]
    pub fn back(self, years: i16) -> Self {
        Self(self.0.saturating_sub(years))
    }

    /// 1 January, or the nearest day there is for a year beyond ±9999.
    #[must_use]
    pub fn starts(self) -> Day {
        self.day(1, 1)
    }

    /// 31 December, or the nearest day there is for a year beyond ±9999.
    #[must_use]
    pub fn ends(self) -> Day {
        self.day(12, 31)
    }

    fn day(self, month: i8, day: i8) -> Day {
        let edge = if self.0 < 0 { Day::MIN } else { Day::MAX };
        Day::new(self.0, month, day).unwrap_or(edge)
    }
}

/// As officials write it: `2025年`.
impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.0)
    }
}

/// The days from `from` to `until`, both included; an end that is absent is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first day, or open to the past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day, still inside, or open to the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl Span {
    /// Every day.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// From `from` to `until`, both included.
    #[must_use]
    pub fn between(from: Day, until: Day) -> Self {
        Self { from: Some(from), until: Some(until) }
    }

    /// Whether `day` is inside.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether no day is inside: it ends before it begins.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }

    /// Whether some day is inside both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.shared(other).is_empty()
    }

    /// The days inside both.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Self {
        Self {
            from: self.from.max(other.from),
            until: match (self.until, other.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn any_day() -> impl Strategy<Value = Day> {
        (1900i16..2200, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
    }

    fn any_span() -> impl Strategy<Value = Span> {
        (proptest::option::of(any_day()), proptest::option::of(any_day()))
            .prop_map(|(from, until)| Span { from, until })
    }

    #[test]
    fn a_day_is_read_in_every_form_that_sheets_use() {
        let day = Some(date(2026, 11, 21));
        for text in [
            "2026-11-21",
            "2026/11/21",
            "2026.11.21",
            "2026年11月21日",
            "2026年11月21号",
            "20261121",
            " 2026-11-21 ",
            "２０２６－１１－２１",
            "2026 年 11 月 21 日",
        ] {
            assert_eq!(parse_day(text), day, "{text}");
        }
        assert_eq!(parse_day("2026-1-4"), Some(date(2026, 1, 4)));
        assert_eq!(parse_day("2026年1月4日"), Some(date(2026, 1, 4)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026年11月",
            "2026年11月21",
            "2026-11/21",
            "2026-11-21-1",
            "2026-02-29",
            "20260229",
            "2026-13-01",
            "26-11-21",
            "2026--1",
            "+026-01-01",
            "2026-+1-01",
            "45617",
            "—",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_complete_year_is_the_one_before_even_on_new_years_eve() {
        assert_eq!(Year::last_complete(date(2026, 12, 31)), Year(2025));
        assert_eq!(Year::last_complete(date(2026, 1, 1)), Year(2025));
        assert_eq!(Year(2025).ends(), date(2025, 12, 31));
        assert_eq!(Year(2025).starts(), date(2025, 1, 1));
        assert_eq!(Year(2025).to_string(), "2025年");
    }

    #[test]
    fn a_year_beyond_the_calendar_ends_at_its_edge() {
        assert_eq!(Year(i16::MAX).ends(), Day::MAX);
        assert_eq!(Year(i16::MIN).ends(), Day::MIN);
        assert_eq!(Year(i16::MIN).back(1), Year(i16::MIN));
    }

    #[test]
    fn a_span_includes_both_its_ends() {
        let span = Span::between(date(2026, 4, 1), date(2026, 4, 30));
        assert_eq!(
            [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1)]
                .map(|day| span.covers(day)),
            [false, true, true, false]
        );
        assert!(Span::ALWAYS.covers(Day::MIN) && Span::ALWAYS.covers(Day::MAX));
    }

    #[test]
    fn editions_that_follow_each_other_do_not_overlap() {
        let old = Span { from: None, until: Some(date(2026, 3, 31)) };
        let new = Span { from: Some(date(2026, 4, 1)), until: None };
        assert!(!old.overlaps(&new));
        let early = Span { from: Some(date(2026, 3, 31)), until: None };
        assert!(old.overlaps(&early));
        let nothing = Span::between(date(2026, 5, 1), date(2026, 4, 1));
        assert!(!nothing.overlaps(&Span::ALWAYS));
    }

    proptest! {
        #[test]
        fn every_written_day_reads_back(day in any_day()) {
            prop_assert_eq!(parse_day(&day.to_string()), Some(day));
            prop_assert_eq!(parse_day(&day.strftime("%Y%m%d").to_string()), Some(day));
            prop_assert_eq!(parse_day(&day.strftime("%Y年%-m月%-d日").to_string()), Some(day));
        }

        #[test]
        fn no_text_makes_reading_a_day_fall_over(text in any::<String>()) {
            let day = parse_day(&text);
            prop_assert!(day.is_none() || text.chars().any(char::is_numeric));
        }

        #[test]
        fn two_spans_overlap_exactly_where_both_cover(a in any_span(), b in any_span(), day in any_day()) {
            prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
            prop_assert_eq!(a.shared(&b).covers(day), a.covers(day) && b.covers(day));
            if a.covers(day) && b.covers(day) {
                prop_assert!(a.overlaps(&b));
            }
        }
    }
}
