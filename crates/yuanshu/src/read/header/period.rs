//! What a text says of the time of figures: a fiscal year, a part of one, a day that it ends on.

use base::Day;
use base::code::half_width;

/// The first and last fiscal year that a sheet can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// Words for less than a year.
const PARTS: [&str; 8] = ["季度", "上半年", "下半年", "前三季", "一季", "二季", "三季", "四季"];
/// Words with 季度 that mean the four of a year.
const FOUR_QUARTERS: [&str; 5] = ["一至四季度", "1-4季度", "四个季度", "各季度", "季度平均"];

/// The year of this century that two digits are: `24` of `24年`.
pub(super) fn short_year(digits: &str) -> Option<i16> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<i16>().ok().filter(|year| plain && *year < 50).map(|year| 2000 + year)
}

pub(super) fn year_of(digits: &str) -> Option<i16> {
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && YEARS.contains(year))
}

/// The year that a whole text is: `2021`, `2021年`, `2021年度`, `21年`, `二〇二一年度`.
pub(crate) fn whole_year(text: &str) -> Option<i16> {
    let narrow = in_digits(half_width(text.trim()).into_owned());
    let bare = narrow.trim();
    let short = |mark: &str| short_year(bare.strip_suffix(mark)?.trim());
    let year = |mark: &str| year_of(bare.strip_suffix(mark)?.trim());
    ["年度", "年", ""]
        .into_iter()
        .find_map(year)
        .or_else(|| ["年度", "年"].into_iter().find_map(short))
}

/// With the year in digits that it writes in words: `二〇二五年`.
fn in_digits(text: String) -> String {
    const WORDS: &str = "〇一二三四五六七八九";
    let digit = |letter: char| match letter {
        '零' | '○' | 'Ｏ' => Some('0'),
        _ => (0u8..)
            .zip(WORDS.chars())
            .find(|(_, word)| *word == letter)
            .map(|(digit, _)| char::from(b'0' + digit)),
    };
    let Some((before, after)) = text.split_once('年') else { return text };
    let from = before.char_indices().rev().nth(3).map(|(at, _)| at);
    let Some((head, tail)) = from.and_then(|from| before.split_at_checked(from)) else {
        return text;
    };
    match tail.chars().map(digit).collect::<Option<String>>() {
        Some(digits) => format!("{head}{digits}年{after}"),
        None => text,
    }
}

/// Without blanks, narrow, with one kind of dash.
fn plain(text: &str) -> String {
    let narrow = half_width(text);
    let solid = narrow.chars().filter(|letter| !letter.is_whitespace());
    in_digits(solid.map(|letter| if "~—–－‐".contains(letter) { '-' } else { letter }).collect())
}

/// What a title or the name of a sheet says of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearIn {
    /// Nothing, or several years.
    No,
    /// One fiscal year.
    Whole(i16),
    /// A month, a quarter or a half of one: figures that are not the year's.
    Part,
}

impl YearIn {
    /// The year, where it is one.
    pub(crate) fn whole(self) -> Option<i16> {
        match self {
            Self::Whole(year) => Some(year),
            Self::No | Self::Part => None,
        }
    }
}

/// The fiscal year that a title or the name of a sheet speaks of. A day, such as that of
/// reporting, names none unless it is the last of the year.
pub(crate) fn year_in(text: &str) -> YearIn {
    if let Some(year) = whole_year(text) {
        return YearIn::Whole(year);
    }
    match year_among(&plain(text)) {
        // `附件1 2024年度` has two numbers, where `2 0 2 4 年` has one.
        YearIn::No => year_among(&parted(&half_width(text))),
        found => found,
    }
}

/// Without blanks but for those between digits.
fn parted(text: &str) -> String {
    let digit =
        |word: &str, at: fn(&str) -> Option<char>| at(word).is_some_and(|c| c.is_ascii_digit());
    let mut parted = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let ends = digit(&parted, |before| before.chars().next_back());
        if ends && digit(word, |after| after.chars().next()) {
            parted.push(' ');
        }
        parted.push_str(word);
    }
    parted
}

/// The same of a text without blanks.
fn year_among(text: &str) -> YearIn {
    let (mut years, mut spans): (Vec<i16>, bool) = (Vec::new(), false);
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at_checked(end).unwrap_or((from, ""));
        rest = after;
        let Some(year) = year_of(digits) else { continue };
        let Some(tail) = after.strip_prefix('年') else {
            spans |= after.starts_with(['-', '~', '—', '至', '、', '/']);
            continue;
        };
        match behind(tail) {
            Some(Behind::Part) => return YearIn::Part,
            Some(Behind::Day) => {}
            None => years.push(year),
        }
    }
    years.dedup();
    match years.as_slice() {
        [year] if !spans => YearIn::Whole(*year),
        _ => YearIn::No,
    }
}

/// What behind a year makes it less than the year.
enum Behind {
    /// A month, a quarter, a half.
    Part,
    /// A day of the calendar.
    Day,
}

fn behind(tail: &str) -> Option<Behind> {
    let begins = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    let span = tail.split_once('月').and_then(|(first, _)| months(first));
    if span == Some((1, 12)) || begins(&FOUR_QUARTERS) {
        return None;
    }
    if begins(&PARTS) || begins(&["第", "前", "Q"]) {
        return Some(Behind::Part);
    }
    if tail.starts_with("12月31日") || !tail.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (_, after) = tail.split_once('月')?;
    let day = after.find(['日', '号']).and_then(|end| after.get(..end));
    let is_day = day.is_some_and(|day| day.parse::<u8>().is_ok());
    Some(if is_day { Behind::Day } else { Behind::Part })
}

/// The first and last month of a span, by what stands before its last 月: `1-9`, `1月至9`.
fn months(before: &str) -> Option<(u8, u8)> {
    let digits = |text: &str| {
        let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let (rest, digits) = text.split_at_checked(rest)?;
        Some((rest.to_owned(), digits.parse::<u8>().ok().filter(|_| digits.len() <= 2)?))
    };
    let (rest, last) = digits(before)?;
    let first = rest.strip_suffix(['-', '~', '—', '至', '到'])?;
    let first = ["月份", "月"].iter().find_map(|mark| first.strip_suffix(mark)).unwrap_or(first);
    Some((digits(first)?.1, last))
}

/// Whether a title says that the figures below it are of a part of a year, whatever else there
/// says a year: a month alone is mostly the one in which it was drawn up, and says nothing.
pub(crate) fn is_of_part(text: &str) -> bool {
    let text = plain(text);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let befores = || text.match_indices('月').filter_map(|(at, _)| text.get(..at));
    let spans: Vec<(u8, u8)> = befores().filter_map(months).collect();
    if says(&FOUR_QUARTERS) || spans.contains(&(1, 12)) {
        return false;
    }
    let summed = text.contains("月累计") && !text.contains("12月累计");
    says(&PARTS) || !spans.is_empty() || summed
}

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
    let word = |year: Option<u32>| {
        let bare = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let bare = year.and_then(|_| bare.strip_prefix('年')).unwrap_or(bare);
        let words = ["全年", "年度", "年报", "全年度", "年度累计", "一至四季度", "四个季度"];
        (words.contains(&bare)).then_some(year)
    };
    let whole = match *numbers.as_slice() {
        [] => word(None),
        [1, 12] if months => Some(None),
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
    Some(match whole {
        Some(None) => Span::Whole(None),
        Some(Some(number)) => year(number).map_or(Span::Part, |year| Span::Whole(Some(year))),
        None => Span::Part,
    })
}

/// The year from its first to its last month or day: `202501` to `202512`.
fn of_packed(first: u32, last: u32) -> Option<u32> {
    let year = first.checked_div(if first > 999_999 { 10_000 } else { 100 })?;
    let ends = [(year * 100 + 1, year * 100 + 12), (year * 10_000 + 101, year * 10_000 + 1_231)];
    ends.contains(&(first, last)).then_some(year)
}

/// The day up to which a text says that figures run: `数据截至2025年9月30日`, the last of a month
/// where it says no day.
pub(crate) fn until(text: &str) -> Option<Day> {
    let text = plain(text);
    let (_, tail) =
        ["截至", "截止到", "截止至", "截止"].iter().find_map(|word| text.split_once(word))?;
    let tail = tail.trim_start_matches(['日', '期', '时', '间', ':', '至', '到']);
    let mut numbers = tail.split(|letter: char| !letter.is_ascii_digit());
    let year = year_of(numbers.next()?)?;
    let month: i8 = numbers.next()?.parse().ok()?;
    let first = Day::new(year, month, 1).ok()?;
    match numbers.next().filter(|digits| !digits.is_empty()) {
        Some(day) => Day::new(year, month, day.parse().ok()?).ok(),
        None => Some(first.last_of_month()),
    }
}

/// The name of a year that is counted from the sheet's own, and how many years before it that is:
/// `上年数`, `第二年` of three.
pub(crate) fn years_back(text: &str) -> Option<(&'static str, i16)> {
    const NAMED: [(&str, i16); 12] = [
        ("第三年", 0),
        ("第二年", 1),
        ("第一年", 2),
        ("本年", 0),
        ("本期", 0),
        ("上年", 1),
        ("上一年", 1),
        ("上期", 1),
        ("上年同期", 1),
        ("去年", 1),
        ("去年同期", 1),
        ("前年", 2),
    ];
    let bare = text.trim().trim_end_matches(['度', '数', '金', '额']);
    NAMED.into_iter().find(|(name, _)| *name == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_year_is_one_of_figures_and_no_day_of_reporting() {
        for part in
            ["2025年1-9月经营情况", "2025年1月至9月", "2025年三季度", "2025年 上半年", "1—9月累计"]
        {
            assert!(is_of_part(part), "{part}");
        }
        for whole in [
            "2025年1-12月",
            "填报日期：2026年3月",
            "2025年度",
            "2025-09-30",
            "9月",
            "2025年12月31日",
        ] {
            assert!(!is_of_part(whole), "{whole}");
        }
    }

    #[test]
    fn a_title_that_names_one_year_gives_it() {
        for text in [
            "2021年",
            "2021",
            "高新区企业2021年度主要指标表",
            "２０２１年度",
            "截至2021年12月31日",
            "2021年度指标（填报日期：2022年3月1日）",
            "2021年1-12月",
            "附件1  2021年度汇总表",
            "２ ０ ２ １ 年 度",
        ] {
            assert_eq!(year_in(text), YearIn::Whole(2021), "{text}");
        }
        for text in [
            "2019年至2021年主要指标",
            "2019-2021年主要指标",
            "证券代码202109年",
            "Sheet1",
            "填报日期：2022年3月1日",
        ] {
            assert_eq!(year_in(text), YearIn::No, "{text}");
        }
    }

    #[test]
    fn a_title_that_names_a_part_of_a_year_is_not_of_the_year() {
        for text in [
            "2021年6月",
            "2021年1-6月快报",
            "2021年上半年",
            "2021年一季度",
            "2021年第3季度",
            "2021年前三季度",
        ] {
            assert_eq!(year_in(text), YearIn::Part, "{text}");
        }
    }

    #[test]
    fn a_year_in_words_is_one() {
        assert_eq!(whole_year("二〇二五年度"), Some(2025));
        assert_eq!(year_in("二零二五年度企业主要指标"), YearIn::Whole(2025));
        assert_eq!(year_in("二〇二五年三季度"), YearIn::Part);
        assert_eq!(whole_year("第三年"), None);
    }

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
        assert_eq!([span_of(""), span_of(" "), span_of("-"), span_of("——")], [None; 4]);
    }

    #[test]
    fn the_day_that_figures_run_to_is_read_as_titles_write_it() {
        let day = |month, day| Some(Day::constant(2025, month, day));
        for text in [
            "数据截至2025年9月30日",
            "截止日期：2025-09-30",
            "（截至 2025.9.30）",
            "截至2025年9月底",
        ] {
            assert_eq!(until(text), day(9, 30), "{text}");
        }
        assert_eq!(until("截至2025年12月31日"), day(12, 31));
        for text in ["截至目前", "2025年9月30日", "截至9月底", "截至2025年"] {
            assert_eq!(until(text), None, "{text}");
        }
    }
}
