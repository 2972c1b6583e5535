//! What a text says of the time of figures: a fiscal year, a part of one, a day that it ends on.

use base::Day;
use base::code::half_width;

use super::span::{Span, span_of};

/// The first and last fiscal year that a sheet can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// Words for less than a year.
const PARTS: [&str; 16] = [
    "季度",
    "半年",
    "前三季",
    "一季",
    "二季",
    "三季",
    "四季",
    "首季",
    "本季",
    "季报",
    "年中报",
    "月报表",
    "本月",
    "年初至今",
    "今年以来",
    "截至目前",
];
/// Words with 季度 that mean the four of a year.
const FOUR_QUARTERS: [&str; 7] =
    ["一至四季度", "1-4季度", "四个季度", "各季度", "季度平均", "Q1-Q4", "1-4Q"];

/// The year of this century that two digits are: `24` of `24年`.
pub(super) fn short_year(digits: &str) -> Option<i16> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<i16>().ok().filter(|year| plain && *year < 50).map(|year| 2000 + year)
}

pub(crate) fn year_of(digits: &str) -> Option<i16> {
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

/// Without blanks, narrow, with one kind of dash, the months in digits.
pub(super) fn plain(text: &str) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("十二月", "12月"),
        ("十一月", "11月"),
        ("十月", "10月"),
        ("一月", "1月"),
        ("二月", "2月"),
        ("三月", "3月"),
        ("四月", "4月"),
        ("五月", "5月"),
        ("六月", "6月"),
        ("七月", "7月"),
        ("八月", "8月"),
        ("九月", "9月"),
    ];
    let narrow = half_width(text);
    let solid = narrow.chars().filter(|letter| !letter.is_whitespace());
    let solid: String =
        solid.map(|letter| if "~—–－‐".contains(letter) { '-' } else { letter }).collect();
    let solid = in_digits(solid.replace("会计年度", "年度").replace("季报送", ""));
    MONTHS.iter().fold(solid, |text, (word, digits)| text.replace(word, digits))
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
        YearIn::No => match year_among(&parted(&half_width(text))) {
            YearIn::No => year_beside(&plain(text)),
            found => found,
        },
        found => found,
    }
}

/// The year of two digits that a title begins with, or whose first and last day stand in its
/// brackets: `24年度企业情况`, `企业情况(2024.1.1-2024.12.31)`.
fn year_beside(text: &str) -> YearIn {
    let short = text.split_once("年度").and_then(|(digits, _)| short_year(digits));
    let inner = text.split('(').skip(1).filter_map(|tail| tail.split_once(')'));
    let parts = inner.flat_map(|(inner, _)| inner.split(['、', ',', ';']));
    let spans = parts.filter_map(|part| match span_of(part) {
        Some(Span::Whole(year)) => year,
        Some(Span::Part) | None => None,
    });
    match short.or_else(|| { spans }.next()) {
        Some(year) => YearIn::Whole(year),
        None => YearIn::No,
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
    let (mut years, mut months, mut spans): (Vec<i16>, Vec<i16>, bool) =
        (Vec::new(), Vec::new(), false);
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
            Some(Behind::Month) => months.push(year),
            Some(Behind::Day) => {}
            None => years.push(year),
        }
    }
    years.dedup();
    match years.as_slice() {
        // A month after the year is that in which the sheet was drawn up.
        [year] if !spans && months.iter().all(|month| month > year) => YearIn::Whole(*year),
        _ if !months.is_empty() => YearIn::Part,
        _ => YearIn::No,
    }
}

/// What behind a year makes it less than the year.
enum Behind {
    /// A quarter, a half, some months.
    Part,
    /// A month.
    Month,
    /// A day of the calendar.
    Day,
}

fn behind(tail: &str) -> Option<Behind> {
    let begins = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    let span = tail.split_once('月').and_then(|(first, _)| months(first));
    let whole = tail.starts_with("12月") && (tail.contains("年报") || tail.contains("1-12月"));
    if span == Some((1, 12)) || whole || begins(&FOUR_QUARTERS) {
        return None;
    }
    let counted = begins(&["第", "前"]) && tail.chars().take(4).any(|letter| letter == '季');
    if begins(&PARTS) || begins(&["上半年", "下半年", "Q"]) || counted {
        return Some(Behind::Part);
    }
    if tail.starts_with("12月31日") || !tail.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (_, after) = tail.split_once('月')?;
    let day = after.find(['日', '号']).and_then(|end| after.get(..end));
    let is_day = day.is_some_and(|day| day.parse::<u8>().is_ok());
    if span.is_some() {
        return Some(Behind::Part);
    }
    Some(if is_day { Behind::Day } else { Behind::Month })
}

/// The first and last month of a span, by what stands before its last 月: `1-9`, `1月至9`.
fn months(before: &str) -> Option<(u8, u8)> {
    let digits = |text: &str| {
        let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let (rest, digits) = text.split_at_checked(rest)?;
        Some((rest.to_owned(), digits.parse::<u8>().ok().filter(|_| digits.len() <= 2)?))
    };
    let (rest, last) = digits(before)?;
    let first = rest.strip_suffix(['-', '~', '—', '至', '到', '、'])?;
    let first = ["月份", "月"].iter().find_map(|mark| first.strip_suffix(mark)).unwrap_or(first);
    Some((digits(first)?.1, last))
}

/// Whether a title says that the figures below it are of a part of a year, whatever else there
/// says a year: a month alone is mostly the one in which it was drawn up, and says nothing. What
/// stands before `2025年度` or 全年 says of which firms they are.
pub(crate) fn is_of_part(text: &str) -> bool {
    let text = plain(text);
    let text = behind_year(&text);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let befores = || text.match_indices('月').filter_map(|(at, _)| text.get(..at));
    let spans: Vec<(u8, u8)> = befores().filter_map(months).collect();
    let yearly = text.contains("年报") && !text.contains("半年报");
    if says(&FOUR_QUARTERS) || spans.contains(&(1, 12)) || yearly {
        return false;
    }
    let summed = text.contains("月累计") && !text.contains("12月累计");
    says(&PARTS) || !spans.is_empty() || summed || is_of_months(text) || is_of_days(text)
}

/// The first year that a text says.
fn first_year(text: &str) -> Option<i16> {
    text.split(|one: char| !one.is_ascii_digit()).find_map(year_of)
}

/// The month that a text says, with its year: `2026年3月`.
pub(crate) fn month_in(text: &str) -> Option<(i16, u8)> {
    let text = plain(text);
    let (before, tail) = text.split_once('年')?;
    let year = year_of(before.get(before.len().checked_sub(4)?..)?)?;
    let (month, _) = tail.split_once('月')?;
    Some((year, month.parse().ok()?))
}

/// Whether the name of a sheet, or the heading over several columns, is a part of a year and
/// nothing else: `9月`, `2025.9`, `Q3`, `本月`.
pub(crate) fn is_part_name(text: &str) -> bool {
    const NAMES: [&str; 6] = ["月度", "季度", "本月", "当月", "上半年", "下半年"];
    let text = plain(text);
    let only =
        text.chars().all(|one| one.is_ascii_digit() || "年月底末份累计截至前个季Q.-".contains(one));
    let marked = text.contains(['月', 'Q', '.', '季']) || text.len() > 5;
    NAMES.contains(&text.as_str())
        || only
            && marked
            && text.contains(|one: char| one.is_ascii_digit())
            && span_of(&text) == Some(Span::Part)
            && !(text.contains('.') && first_year(&text).is_none())
}

/// What follows the last year that a title says in full.
fn behind_year(text: &str) -> &str {
    let of_year = text.match_indices("年度").filter(|(at, _)| {
        text.get(..*at).is_some_and(|before| before.ends_with(|one: char| one.is_ascii_digit()))
    });
    let ends = of_year.chain(text.match_indices("全年")).map(|(at, word)| at + word.len());
    ends.max().and_then(|end| text.get(end..)).unwrap_or(text)
}

/// Whether a title counts months in brackets or up to one, or quarters by Q: `(9月末)`, `截至9月`,
/// `前9个月`, `Q3`.
fn is_of_months(text: &str) -> bool {
    let digits = |tail: &str| {
        let end = tail.find(|one: char| !one.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, rest) = tail.split_at_checked(end)?;
        let count = digits.parse::<u8>().ok().filter(|_| digits.len() <= 2)?;
        Some((count, rest.to_owned()))
    };
    let behind = |mark: &'static str| text.split(mark).skip(1).filter_map(digits);
    let bracketed = behind("(").any(|(month, rest)| {
        let rest =
            rest.strip_prefix('月').map(|rest| rest.trim_start_matches(['底', '末', '份', '数']));
        month != 12 && rest.is_some_and(|rest| rest.starts_with(')'))
    });
    let until = behind("截至").any(|(month, rest)| month != 12 && rest.starts_with('月'));
    let counted = ["(", "前"].into_iter().flat_map(behind);
    let counted = { counted }.any(|(months, rest)| months != 12 && rest.starts_with("个月"));
    let mut words = text.split(|one: char| !one.is_ascii_alphanumeric());
    let quarter = words.any(|word| {
        let year = word.split_at_checked(4).filter(|(digits, _)| year_of(digits).is_some());
        let bare = year.map_or(word, |(_, rest)| rest);
        let number = bare.strip_prefix('Q').or_else(|| bare.strip_suffix('Q'));
        number.is_some_and(|number| matches!(number, "1" | "2" | "3" | "4"))
    });
    bracketed || until || counted || quarter
}

/// Whether brackets hold the first and last month or day of less than a year.
fn is_of_days(text: &str) -> bool {
    let inner = text.split('(').skip(1).filter_map(|tail| tail.split_once(')'));
    inner.map(|(inner, _)| inner).any(|inner| {
        let dates = inner.chars().all(|one| one.is_ascii_digit() || "年月日.-/至到".contains(one));
        let lengths: Vec<usize> = inner
            .split(|one: char| !one.is_ascii_digit())
            .map(str::len)
            .filter(|at| *at > 0)
            .collect();
        let pair =
            matches!(lengths.as_slice(), [6, 6] | [8, 8] | [4, _, 4, _] | [4, _, _, 4, _, _]);
        dates && pair && span_of(inner) == Some(Span::Part)
    })
}

/// The day up to which a text says that figures run: `数据截至2025年9月30日`, the last of a month
/// where it says no day.
pub(crate) fn until(text: &str) -> Option<Day> {
    let text = plain(text);
    let (_, tail) = ["截至", "截止到", "截止至", "截止", "时点"]
        .iter()
        .find_map(|word| text.split_once(word))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_year_is_one_of_figures_and_no_day_of_reporting() {
        for part in [
            "2025年1-9月经营情况",
            "2025年1月至9月",
            "2025年三季度",
            "2025年 上半年",
            "1—9月累计",
            "2025年企业运行情况（截至10月）",
            "2025年企业情况，截至9月末",
            "2025年度企业情况（9月底数）",
            "2025年一月到九月",
            "2025年（1、2月）",
            "2025年（9个月）",
            "2025年半年报",
            "2025年中报",
            "2025年企业情况（年初至今）",
            "2025年（1-3Q）",
            "2025年Q3",
            "企业情况（2025.01-2025.09）",
            "企业情况（20250101-20250930）",
            "2025年度企业1-9月情况",
            "2025年1-9月年度目标完成情况",
        ] {
            assert!(is_of_part(part), "{part}");
        }
        for whole in [
            "2025年企业年报（2026年4月）",
            "上半年新设企业2025年度主要指标",
            "2025年12月企业情况（1-12月累计）",
            "2025年第三批专精特新企业主要指标",
            "三季度企业情况（全年）",
            "2025年集中报送企业情况",
            "2025年度（2025.1.1-2025.12.31）",
            "2025年度（2026.3.10）",
            "91610100MA000Q3Q47",
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
            "2021年度企业主要指标（万元）（2022年3月报送）",
            "2021年企业年报汇总（2022年4月）",
            "2021年12月年报",
            "2021会计年度（2021.1.1-2021.12.31）",
            "2021年第三批企业主要指标",
            "21年度企业主要指标",
            "企业主要指标（2021.1.1-2021.12.31）",
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
            "2021年十月企业情况",
            "2021年度企业情况2021年9月",
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
