//! The units that the rows above a header say for the whole sheet.

use base::Unit;
use base::code::half_width;

use super::lexicon::normal;
use crate::read::grid::Row;

/// Words that say that a unit follows, the longer of two first.
const NAMES: [&str; 8] =
    ["金额单位", "计量单位", "货币单位", "数据单位", "单位", "金额", "币种及单位", "RMB"];

/// A text with its unit said as most do: `单位为元`, `以元为单位` and `金额均为元` as `单位:元`, and
/// without blanks in `万 元`.
fn plain(text: &str) -> String {
    const SAME: [(&str, &str); 14] = [
        ("单位均为", "单位:"),
        ("单位为", "单位:"),
        ("单位是", "单位:"),
        ("金额均为", "金额:"),
        ("金额为", "金额:"),
        ("均以", "以"),
        ("以元计", "为元"),
        ("以千元计", "为千元"),
        ("以万元计", "为万元"),
        ("RMB:", "单位:"),
        ("万 元", "万元"),
        ("千 元", "千元"),
        ("亿 元", "亿元"),
        ("百 万", "百万"),
    ];
    let narrow = half_width(text).into_owned();
    let same = SAME.iter().fold(narrow, |text, (said, same)| text.replace(said, same));
    let by = same.split_once('以').and_then(|(before, tail)| {
        let (unit, after) = tail.split_once("为单位")?;
        Unit::parse(unit).map(|unit| format!("{before}单位:{}{after}", unit.symbol))
    });
    by.unwrap_or(same)
}

/// A unit, also one of money that leaves 元 out: `单位：亿`.
fn unit_named(text: &str) -> Option<Unit> {
    let money = ["亿", "百万", "千万", "万", "千"].contains(&text);
    Unit::parse(text).or_else(|| Unit::parse(&format!("{text}元")).filter(|_| money))
}

/// Units that the rows above the header give for the whole sheet: `单位：万元、人`, `（元）`, a cell
/// `计量单位` before one `千元`.
pub(crate) fn units_above(rows: &[Row]) -> Vec<Unit> {
    let mut units: Vec<Unit> = rows.iter().flat_map(units_beside).collect();
    let texts = rows.iter().flat_map(|row| &row.cells).map(|(_, raw)| raw.text());
    for text in texts {
        units.extend(units_said(&text));
        units.extend(units_in_brackets(&text));
    }
    units
}

/// Units that a text gives behind a word for them, or that it is as a whole: `单位：元`,
/// `金额：亿元`, `计量单位 元、人`.
pub(super) fn units_said(text: &str) -> Vec<Unit> {
    let narrow = plain(text);
    let whole = narrow.trim();
    let bare = without_brackets(whole);
    let named = NAMES.iter().find_map(|name| bare.strip_prefix(name));
    let rest = named.unwrap_or(bare).trim_start_matches([':', ' ', '\t', '\u{3000}']);
    if let Some(units) = all(rest).or_else(|| all(bare)) {
        return units;
    }
    let named = ["单位:", "金额:"].into_iter().flat_map(|name| parts(whole, name));
    let ends = whole.split_once("单位").and_then(|(_, unit)| Unit::parse(unit));
    named.filter_map(unit_named).chain(ends).collect()
}

/// Whether a text is a word for units and units behind it: `计量单位 元、人`.
pub(super) fn is_said(text: &str) -> bool {
    let narrow = half_width(text);
    let rest = NAMES.iter().find_map(|name| narrow.trim().strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with([':', ' ']) && !units_said(text).is_empty())
}

/// Units that a text among the labels of a form gives for all of them: `单位：元`, `万元` alone.
pub(crate) fn units_among(text: &str) -> Vec<Unit> {
    let narrow = plain(text);
    let bare = without_brackets(narrow.trim());
    let bare = bare.strip_prefix("单位").unwrap_or(bare).trim();
    let mut units: Vec<Unit> = parts(&narrow, "单位:").filter_map(unit_named).collect();
    units.extend(Unit::parse(bare));
    // The corner of a table of years: 指标（元）.
    let word = narrow.split(['(', '[', '【']).next().unwrap_or_default();
    if ["指标", "指标名称", "项目", "项目名称"].contains(&word.trim()) {
        units.extend(units_in_brackets(&narrow));
    }
    units
}

/// Units that a row gives in the cell behind one that is a word for them.
pub(crate) fn units_beside(row: &Row) -> Vec<Unit> {
    let pairs = row.cells.windows(2).filter_map(|pair| match pair {
        [(_, name), (_, unit)] if NAMES.contains(&normal(&name.text()).as_str()) => {
            all(&half_width(&unit.text()))
        }
        _ => None,
    });
    pairs.flatten().collect()
}

/// Units that are all that stands in brackets of a title: `主要指标（人民币元）`.
pub(super) fn units_in_brackets(text: &str) -> Vec<Unit> {
    let narrow = plain(text);
    let mut units = Vec::new();
    let mut rest = narrow.as_str();
    while let Some((_, tail)) = rest.split_once(['(', '[', '【']) {
        let Some((inner, after)) = tail.split_once([')', ']', '】']) else { break };
        let named = NAMES.iter().find_map(|name| inner.trim().strip_prefix(name));
        let bare = named.unwrap_or(inner).trim_start_matches([':', ' ']);
        units.extend(all(bare).into_iter().flatten());
        rest = after;
    }
    units
}

/// The units that a text lists, where it says nothing else.
fn all(text: &str) -> Option<Vec<Unit>> {
    let parts = text.split(['、', ',', ';', '/']).map(str::trim);
    parts
        .map(|part| Unit::parse(part).or_else(|| unit_named(part).filter(|_| part.len() > 3)))
        .collect()
}

fn without_brackets(text: &str) -> &str {
    let pairs = [('(', ')'), ('[', ']'), ('【', '】')];
    let inner = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    pairs.into_iter().find_map(inner).map_or(text, str::trim)
}

/// What stands behind each of those words in a text.
fn parts<'t>(text: &'t str, name: &'static str) -> impl Iterator<Item = &'t str> {
    let tails = text.split(name).skip(1);
    tails.flat_map(|tail| tail.split(['、', ',', ';', '/', ' ', '。'])).map(|part| {
        let part = part.trim();
        // The bracket that closes the whole opened before.
        let closes = part.matches(')').count() > part.matches('(').count();
        part.strip_suffix(')').filter(|_| closes).unwrap_or(part)
    })
}

/// The unit of money that texts give for the whole sheet and that is none of ours: `单位：美元`.
pub(crate) fn strange_in<'t>(texts: impl IntoIterator<Item = &'t String>) -> Option<String> {
    let money = |part: &&str| {
        let amount = part.contains(|letter: char| letter.is_ascii_digit());
        let short = part.chars().count() <= 12 && !part.contains(':');
        part.ends_with(['元', '币', '镑']) && short && !amount
    };
    texts.into_iter().find_map(|text| {
        let narrow = plain(text);
        let strange = parts(&narrow, "单位:").filter(|part| unit_named(part).is_none()).find(money);
        strange.map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::Raw;

    fn row(cells: &[&str]) -> Row {
        let cells = (0..).zip(cells).map(|(at, text)| (at, Raw::Text((*text).to_owned())));
        Row { number: 0, cells: cells.collect() }
    }

    fn symbols(cells: &[&str]) -> Vec<&'static str> {
        let mut symbols = Vec::new();
        for unit in units_above(&[row(cells)]) {
            if !symbols.contains(&unit.symbol) {
                symbols.push(unit.symbol);
            }
        }
        symbols
    }

    #[test]
    fn a_unit_above_is_taken_as_titles_write_it() {
        for text in [
            "2025年度企业主要指标（元）",
            "2025年度企业主要指标（人民币元）",
            "2025年度企业主要指标(金额：元)",
            "2025年度企业主要指标（2025年，单位：元）",
            "[元]",
            "（元）",
            "单位:人民币（元）",
            "单位：元",
            "金额：元",
            "金额单位：元",
            "金额单位：人民币元",
            "货币单位 元",
            "（单位：元）",
            "（单位为元）",
            "（以元为单位）",
            "2025年度企业情况（金额均为元）",
            "RMB：元",
            "2025年度企业情况单位元",
            "单位: 元",
        ] {
            assert_eq!(symbols(&[text]), ["元"], "{text}");
        }
        for text in ["2025年度企业情况（单位: 万 元）", "（单位：万）"] {
            assert_eq!(symbols(&[text]), ["万元"], "{text}");
        }
        assert_eq!(symbols(&["（单位：百万）"]), ["百万元"]);
        assert_eq!(symbols(&["计量单位  元、人"]), ["元", "人"]);
        assert_eq!(symbols(&["单位：亿元、人"]), ["亿元", "人"]);
        assert_eq!(symbols(&["填报单位：高新区", "计量单位", "千元"]), ["千元"]);
        assert_eq!(symbols(&["计量单位：", "千元、人"]), ["千元", "人"]);
    }

    #[test]
    fn what_only_looks_like_a_unit_is_none() {
        for text in [
            "2025年元旦慰问企业名单",
            "企业名单（元旦）",
            "填报单位：元亨科技",
            "多元化经营企业（2025年元月）",
            "企业指标（营业收入以万元计）",
            "金额",
            "单位",
            "单位元素",
        ] {
            assert_eq!(symbols(&[text]), [""; 0], "{text}");
        }
        assert_eq!(symbols(&["单位", "营业收入", "千元以上"]), [""; 0]);
    }

    #[test]
    fn money_of_others_is_told_and_the_brackets_of_ours_are_not() {
        let strange = |text: &str| strange_in(&[text.to_owned()]);
        assert_eq!(strange("单位：美元").as_deref(), Some("美元"));
        assert_eq!(strange("（单位：万美元）").as_deref(), Some("万美元"));
        assert_eq!(strange("（单位：万元，研发费用为元）").as_deref(), Some("研发费用为元"));
        assert_eq!(strange("单位：万元 填报人：张元"), None);
        assert_eq!(strange("单位:人民币（元）"), None);
        assert_eq!(strange("补贴金额：50万元"), None);
    }
}
