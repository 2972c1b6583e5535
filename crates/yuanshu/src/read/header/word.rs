//! One header text taken apart: the word, the unit and the year that it carries.

use base::Unit;
use base::code::half_width;

use super::lexicon::normal;

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
    let mut ways = vec![Peeled { word: normal(&narrow), unit: None, year: None }];
    let (rest, unit, year) = without_brackets(&narrow);
    push(&mut ways, &rest, unit, year);
    if unit.is_none() {
        for (rest, unit) in without_tail(&rest) {
            push(&mut ways, &rest, Some(unit), year);
        }
    }
    for Peeled { word, unit, year } in ways.clone() {
        if year.is_none() {
            for (word, year) in without_year(&word) {
                push(&mut ways, &word, unit, Some(year));
            }
        }
    }
    ways
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

/// A year in front or behind, with and without 年 and 年度.
fn without_year(word: &str) -> Vec<(String, i16)> {
    let mut found = Vec::new();
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

fn year_of(digits: &str) -> Option<i16> {
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && YEARS.contains(year))
}

/// The year that a whole text is: `2021`, `2021年`, `2021年度`.
pub(crate) fn whole_year(text: &str) -> Option<i16> {
    let narrow = half_width(text.trim());
    let bare = narrow.trim();
    ["年度", "年", ""].into_iter().find_map(|suffix| year_of(bare.strip_suffix(suffix)?.trim()))
}

/// The one fiscal year that a title or the name of a sheet speaks of; none where it names two.
pub(crate) fn only_year(text: &str) -> Option<i16> {
    if let Some(year) = whole_year(text) {
        return Some(year);
    }
    let narrow: Vec<char> =
        half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect();
    let digit = |at: usize| narrow.get(at).is_some_and(char::is_ascii_digit);
    let mut years: Vec<i16> = Vec::new();
    let (mut at, mut spans) = (0, false);
    while at < narrow.len() {
        let end = (at..narrow.len()).find(|end| !digit(*end)).unwrap_or(narrow.len());
        let digits: String = narrow.get(at..end).unwrap_or_default().iter().collect();
        if let Some(year) = year_of(&digits) {
            match narrow.get(end) {
                Some('年') => years.push(year),
                Some('-' | '~' | '—' | '至' | '、' | '/') => spans = true,
                _ => {}
            }
        }
        at = end.max(at) + 1;
    }
    years.dedup();
    match years.as_slice() {
        [year] if !spans => Some(*year),
        _ => None,
    }
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
    fn a_year_is_taken_from_both_ends() {
        for header in [
            "2019年营业收入(元)",
            "2019年度营业收入（元）",
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
        assert_eq!(only_year("2021年"), Some(2021));
        assert_eq!(only_year("2021"), Some(2021));
        assert_eq!(only_year("高新区企业2021年度主要指标表"), Some(2021));
        assert_eq!(only_year("２０２１年度"), Some(2021));
        assert_eq!(only_year("2019年至2021年主要指标"), None);
        assert_eq!(only_year("2019-2021年主要指标"), None);
        assert_eq!(only_year("证券代码202109年"), None);
        assert_eq!(only_year("Sheet1"), None);
    }
}
