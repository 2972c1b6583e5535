//! One header text taken apart: the word, the unit and the year that it carries.

use base::Unit;
use base::code::half_width;

use super::lexicon::normal;
use super::stage::staged;

/// The first and last fiscal year that a sheet can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// One way to take a header apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Peeled {
    /// What remains, normalised.
    pub(crate) word: String,
    pub(crate) unit: Option<Unit>,
    pub(crate) year: Option<i16>,
}

/// The ways to take a header apart, those that take away least first.
pub(crate) fn peel(header: &str) -> Vec<Peeled> {
    let narrow: String = half_width(header)
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .collect();
    let mut ways = Vec::new();
    peel_into(&mut ways, &narrow);
    if let Some((bare, _)) = staged(&narrow) {
        peel_into(&mut ways, &bare);
    }
    ways
}

/// Adds the ways to take a header apart that are not there yet.
fn peel_into(ways: &mut Vec<Peeled>, narrow: &str) {
    let before = ways.len();
    push(ways, narrow, None, None);
    let (rest, unit, year) = without_brackets(narrow);
    push(ways, &rest, unit, year);
    if unit.is_none() {
        for (rest, unit) in without_tail(&rest) {
            push(ways, &rest, Some(unit), year);
        }
    }
    let undated: Vec<Peeled> =
        ways.iter().skip(before).filter(|way| way.year.is_none()).cloned().collect();
    for Peeled { word, unit, .. } in undated {
        for (word, year) in without_year(&word) {
            push(ways, &word, unit, Some(year));
        }
    }
}

fn push(ways: &mut Vec<Peeled>, rest: &str, unit: Option<Unit>, year: Option<i16>) {
    let way = Peeled { word: normal(rest), unit, year };
    if !ways.contains(&way) {
        ways.push(way);
    }
}

/// Brackets that hold a unit or a year, taken away; others stay with their content.
fn without_brackets(text: &str) -> (String, Option<Unit>, Option<i16>) {
    let (mut rest, mut unit, mut year) = (String::new(), None, None);
    let mut after = text;
    while let Some(open) = after.find(['(', '[', '【']) {
        let (before, tail) = after.split_at_checked(open).unwrap_or((after, ""));
        rest.push_str(before);
        let Some(close) = tail.find([')', ']', '】']) else {
            after = tail;
            break;
        };
        let close =
            close + tail.get(close..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        let (group, beyond) = tail.split_at_checked(close).unwrap_or((tail, ""));
        let inner: String = group.chars().filter(|letter| !"()[]【】".contains(*letter)).collect();
        if let Some(found) = Unit::parse(&inner) {
            unit = Some(found);
        } else if let Some(found) = whole_year(&inner) {
            year = Some(found);
        } else {
            rest.push_str(group);
        }
        after = beyond;
    }
    rest.push_str(after);
    (rest, unit, year)
}

/// A unit at the end: `营业收入/万元`, `营业收入万元`.
fn without_tail(text: &str) -> Vec<(String, Unit)> {
    let mut found = Vec::new();
    for mark in ['/', ',', '，', '、', ':', '-', '_'] {
        if let Some((rest, tail)) = text.rsplit_once(mark)
            && let Some(unit) = Unit::parse(tail)
        {
            found.push((rest.to_owned(), unit));
        }
    }
    let tails = Unit::all().iter().filter_map(|unit| {
        let rest = text.strip_suffix(unit.symbol).filter(|rest| !rest.is_empty())?;
        Some((rest.to_owned(), *unit))
    });
    found.extend(tails);
    found
}

/// A year in front or behind, with and without 年 and 年度; one of two digits with them.
fn without_year(word: &str) -> Vec<(String, i16)> {
    let mut found = Vec::new();
    for mark in ["年度", "年"] {
        let short = word.split_once(mark).filter(|(_, rest)| !rest.is_empty());
        found.extend(short.and_then(|(digits, rest)| Some((rest.to_owned(), short_year(digits)?))));
    }
    if let Some((digits, rest)) = word.split_at_checked(4)
        && let Some(year) = year_of(digits)
    {
        for prefix in ["年度", "年", ""] {
            if let Some(rest) = rest.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                found.push((rest.to_owned(), year));
            }
        }
    }
    for suffix in ["年度", "年", ""] {
        if let Some(rest) = word.strip_suffix(suffix)
            && let Some((rest, digits)) = rest.split_at_checked(rest.len().saturating_sub(4))
            && let Some(year) = year_of(digits).filter(|_| !rest.is_empty())
            && !rest.ends_with(|letter: char| letter.is_ascii_digit())
        {
            found.push((rest.to_owned(), year));
        }
    }
    found
}

/// The year of this century that two digits are: `24` of `24年`.
fn short_year(digits: &str) -> Option<i16> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse::<i16>().ok().filter(|year| plain && *year < 50).map(|year| 2000 + year)
}

fn year_of(digits: &str) -> Option<i16> {
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && YEARS.contains(year))
}

/// The year that a whole text is: `2021`, `2021年`, `2021年度`, `21年`.
pub(crate) fn whole_year(text: &str) -> Option<i16> {
    let narrow = half_width(text.trim());
    let bare = narrow.trim();
    let short = |mark: &str| short_year(bare.strip_suffix(mark)?.trim());
    let year = |mark: &str| year_of(bare.strip_suffix(mark)?.trim());
    ["年度", "年", ""]
        .into_iter()
        .find_map(year)
        .or_else(|| ["年度", "年"].into_iter().find_map(short))
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
    let narrow = half_width(text);
    let joined: String = narrow.chars().filter(|letter| !letter.is_whitespace()).collect();
    match year_among(&joined) {
        // `附件1 2024年度` has two numbers, where `2 0 2 4 年` has one.
        YearIn::No => year_among(&parted(&narrow)),
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
        match part(tail) {
            Some(Part::Figures) => return YearIn::Part,
            Some(Part::Day) => {}
            None => years.push(year),
        }
    }
    years.dedup();
    match years.as_slice() {
        [year] if !spans => YearIn::Whole(*year),
        _ => YearIn::No,
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

/// Whether a title says that the figures below it are of a part of a year, whatever else there
/// says a year: a month alone is mostly the one in which it was drawn up, and says nothing.
pub(crate) fn is_of_part(text: &str) -> bool {
    const PARTS: [&str; 8] = ["季度", "上半年", "下半年", "前三季", "一季", "二季", "三季", "四季"];
    let narrow = half_width(text);
    let joined: String = narrow.chars().filter(|letter| !letter.is_whitespace()).collect();
    let whole = ["1-12月", "1—12月", "1~12月", "1至12月", "01-12月", "四个季度", "各季度"];
    let months = || {
        let mut ends = joined.match_indices('月').filter_map(|(at, _)| joined.get(..at));
        ends.any(|before| {
            let rest = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let from = rest.trim_end_matches(['-', '—', '~', '至', '月']);
            let digit = |text: &str| text.ends_with(|letter: char| letter.is_ascii_digit());
            rest.len() < before.len() && from.len() < rest.len() && digit(from)
        })
    };
    let says = |words: &[&str]| words.iter().any(|word| joined.contains(word));
    !says(&whole) && (says(&PARTS) || months())
}

enum Part {
    /// Of figures: a month, a quarter, a half.
    Figures,
    /// A day of the calendar.
    Day,
}

/// What behind a year makes it less than the year.
fn part(tail: &str) -> Option<Part> {
    if ["1-12月", "1—12月", "1~12月", "1至12月", "01-12月"].iter().any(|all| tail.starts_with(all))
    {
        return None;
    }
    let words = ["上半年", "下半年", "一季", "二季", "三季", "四季", "第", "前", "Q"];
    if words.iter().any(|word| tail.starts_with(word)) {
        return Some(Part::Figures);
    }
    if tail.starts_with("12月31日") || !tail.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (_, after) = tail.split_once('月')?;
    let day = after.find(['日', '号']).and_then(|end| after.get(..end));
    let is_day = day.is_some_and(|day| day.parse::<u8>().is_ok());
    Some(if is_day { Part::Day } else { Part::Figures })
}

/// Without its brackets and what is in them; `None` where there are none.
pub(crate) fn unbracketed(text: &str) -> Option<String> {
    let narrow = half_width(text);
    let (before, tail) = narrow.split_once(['(', '[', '【'])?;
    let (_, after) = tail.rsplit_once([')', ']', '】'])?;
    Some(format!("{before}{after}"))
}

/// A label without its number and without 其中.
pub(crate) fn stripped(text: &str) -> Vec<String> {
    let bare = text.trim();
    let number = |letter: char| {
        letter.is_ascii_digit()
            || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩(（)）.．、 \u{3000}".contains(letter)
    };
    let rest = bare.trim_start_matches(number);
    let inner = rest.strip_prefix("其中").unwrap_or(rest);
    let inner = inner.trim_start_matches([':', '：', ' ', '\u{3000}']);
    let mut ways = vec![bare.to_owned()];
    for way in [rest, inner] {
        if !way.is_empty() && !ways.iter().any(|known| known == way) {
            ways.push(way.to_owned());
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether some way to take `header` apart gives these.
    fn gives(header: &str, word: &str, unit: Option<&str>, year: Option<i16>) -> bool {
        peel(header).contains(&Peeled { word: word.into(), unit: unit.and_then(Unit::parse), year })
    }

    #[test]
    fn a_unit_is_taken_from_every_place_where_headers_put_it() {
        for header in [
            "营业收入(万元)",
            "营业收入（万元）",
            "营业收入/万元",
            "营业收入，万元",
            "营业收入万元",
            "营业收入【万元】",
            "*营业收入（单位：万元）",
            "营业收入\n(万元)",
            "营业 收入（人民币万元）",
        ] {
            assert!(gives(header, "营业收入", Some("万元"), None), "{header}: {:?}", peel(header));
        }
    }

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
    fn a_year_is_taken_from_both_ends() {
        for header in [
            "2019年营业收入(元)",
            "2019年度营业收入（元）",
            "19年营业收入（元）",
            "19年度营业收入（元）",
            "营业收入(19年)(元)",
            "营业收入(2019年)(元)",
            "营业收入2019（元）",
        ] {
            assert!(
                gives(header, "营业收入", Some("元"), Some(2019)),
                "{header}: {:?}",
                peel(header)
            );
        }
        assert!(gives("2021年末从业人员", "年末从业人员", None, Some(2021)));
    }

    #[test]
    fn brackets_that_hold_neither_stay_a_part_of_the_word() {
        assert!(gives("研发费用（会计口径）(万元)", "研发费用会计口径", Some("万元"), None));
        assert!(!gives("估值(万美元)", "估值", None, None));
        assert_eq!(peel("备注"), [Peeled { word: "备注".into(), unit: None, year: None }]);
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
}
