//! What the cell of a period says: a fiscal year, or less than one.

use super::period::{plain, whole_year, year_of};

/// What the cell of a period says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// A fiscal year, and which where it says.
    Whole(Option<i16>),
    /// Less than a year, or nothing that is known to be one.
    Part,
}

/// The period that cells say, that of a first and a last day as one text: `2025年1-12月`, `全年`,
/// `2025-01-01至2025-09-30`; none where they are empty.
pub(crate) fn span_of(text: &str) -> Option<Span> {
    let text = plain(text);
    if text.chars().all(|letter| "-/".contains(letter)) {
        return None;
    }
    if let Some(year) = whole_year(&text) {
        return Some(Span::Whole(Some(year)));
    }
    let numbers: Vec<u32> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().unwrap_or(0))
        .collect();
    let months = text.contains('月');
    let quarters = text.contains("季度");
    let summed = text.contains("累计");
    let word = |year: Option<u32>| is_year_word(&text, year.is_some()).then_some(year);
    let whole = match *numbers.as_slice() {
        [] => word(None),
        [1, 12] => Some(None),
        [12] if months && summed => Some(None),
        [1, 4] if quarters => Some(None),
        [year, 1, 12] if months => Some(Some(year)),
        [year, 12] if months && summed => Some(Some(year)),
        [year, 1, 4] if quarters => Some(Some(year)),
        [year, 1, last, 12] | [year, 1, 1, last, 12, 31] if year == last => Some(Some(year)),
        [year, 1, 1, 12, 31] | [year, 12, 31] => Some(Some(year)),
        [first, last] if first > 9_999 && last > 9_999 => of_packed(first, last).map(Some),
        [year] => word(Some(year)),
        _ => None,
    };
    let year = |year: u32| year_of(&year.to_string());
    // 正常经营 is no period at all.
    let timed = ["季", "月", "期", "半年", "至今"].iter().any(|word| text.contains(word));
    if whole.is_none() && numbers.is_empty() && !timed {
        return None;
    }
    Some(match whole {
        Some(None) => Span::Whole(None),
        Some(Some(number)) => year(number).map_or(Span::Part, |year| Span::Whole(Some(year))),
        None => Span::Part,
    })
}

/// Whether a text is a word for a whole year, behind a year or alone: `2025年报`, `全年`.
fn is_year_word(text: &str, dated: bool) -> bool {
    const WORDS: [&str; 13] = [
        "全年",
        "年度",
        "年报",
        "全年度",
        "年度累计",
        "年度快报",
        "年快报",
        "快报",
        "本年",
        "本年度",
        "当年",
        "一至四季度",
        "四个季度",
    ];
    let said = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let bare = said.strip_prefix('年').filter(|_| dated);
    WORDS.contains(&said) || bare.is_some_and(|bare| bare == "报" || WORDS.contains(&bare))
}

/// The year from its first to its last month or day: `202501` to `202512`.
fn of_packed(first: u32, last: u32) -> Option<u32> {
    let year = first.checked_div(if first > 999_999 { 10_000 } else { 100 })?;
    let ends = [(year * 100 + 1, year * 100 + 12), (year * 10_000 + 101, year * 10_000 + 1_231)];
    ends.contains(&(first, last)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_year_only_where_it_says_all_of_one() {
        for (text, year) in [
            ("2025", Some(2025)),
            ("2025年", Some(2025)),
            ("2025年1-12月", Some(2025)),
            ("2025年1月—12月", Some(2025)),
            ("2025年12月累计", Some(2025)),
            ("2025-01-01-2025-12-31", Some(2025)),
            ("2025年01月01日至2025年12月31日", Some(2025)),
            ("2025.1-2025.12", Some(2025)),
            ("202501-202512", Some(2025)),
            ("20250101 至 20251231", Some(2025)),
            ("2025-12-31", Some(2025)),
            ("2025全年", Some(2025)),
            ("2025年年报", Some(2025)),
            ("全年", None),
            ("年度", None),
            ("1-12月", None),
            ("12月累计", None),
            ("一至四季度", None),
            ("2025年报", Some(2025)),
            ("2025年度快报", Some(2025)),
            ("本年", None),
            ("1-12", None),
        ] {
            assert_eq!(span_of(text), Some(Span::Whole(year)), "{text}");
        }
        for text in [
            "三季度",
            "2025Q4",
            "2025年四季度",
            "12",
            "12月",
            "1-9月",
            "2025年9月",
            "202512",
            "2025-01-01至2025-09-30",
            "2024-10-01至2025-12-31",
            "202501-202509",
            "20250101至20241231",
            "本期",
        ] {
            assert_eq!(span_of(text), Some(Span::Part), "{text}");
        }
        assert_eq!([span_of(""), span_of("-"), span_of("——"), span_of("正常经营")], [None; 4]);
    }
}
