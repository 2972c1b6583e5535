//! One header text taken apart: the word, the unit and the year that it carries.

use base::Unit;
use base::code::half_width;

use super::lexicon::normal;
use super::period::{short_year, whole_year, year_of};
use super::stage::staged;

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
    let word = word.strip_prefix("fy").unwrap_or(word);
    let mut found = Vec::new();
    for mark in ["年度", "年"] {
        let short = word.split_once(mark).filter(|(_, rest)| !rest.is_empty());
        found.extend(short.and_then(|(digits, rest)| Some((rest.to_owned(), short_year(digits)?))));
    }
    if let Some((digits, rest)) = word.split_at_checked(4)
        && let Some(year) = year_of(digits)
    {
        for prefix in ["年度", "年", "", "年1-12月", "年1—12月", "年1~12月", "年全年"]
        {
            if let Some(rest) = rest.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                found.push((rest.to_owned(), year));
            }
        }
    }
    for suffix in ["年度", "年", "", "年1-12月", "年1—12月", "年1~12月", "年全年"] {
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
    fn a_year_is_taken_from_both_ends() {
        for header in [
            "2019年营业收入(元)",
            "2019年度营业收入（元）",
            "FY2019营业收入（元）",
            "19年营业收入（元）",
            "19年度营业收入（元）",
            "营业收入(19年)(元)",
            "营业收入(2019年)(元)",
            "营业收入2019（元）",
            "2019年1-12月营业收入（元）",
            "营业收入 2019年1—12月（元）",
            "2019年全年营业收入（元）",
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
}
