//! The units that the rows above a header say for the whole sheet.

use base::Unit;
use base::code::half_width;

use super::lexicon::normal;
use crate::read::grid::Row;

/// Words that say that a unit follows, the longer of two first.
const NAMES: [&str; 7] =
    ["金额单位", "计量单位", "货币单位", "数据单位", "单位", "金额", "币种及单位"];

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
fn units_said(text: &str) -> Vec<Unit> {
    let narrow = half_width(text);
    let whole = narrow.trim();
    let bare = without_brackets(whole);
    let named = NAMES.iter().find_map(|name| bare.strip_prefix(name));
    let rest = named.unwrap_or(bare).trim_start_matches([':', ' ', '\t', '\u{3000}']);
    if let Some(units) = all(rest).or_else(|| all(bare)) {
        return units;
    }
    let named = ["单位:", "金额:"].into_iter().flat_map(|name| parts(whole, name));
    named.filter_map(Unit::parse).collect()
}

/// Whether a text is a word for units and units behind it: `计量单位 元、人`.
pub(super) fn is_said(text: &str) -> bool {
    let narrow = half_width(text);
    let rest = NAMES.iter().find_map(|name| narrow.trim().strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with([':', ' ']) && !units_said(text).is_empty())
}

/// Units that a text among the labels of a form gives for all of them: `单位：元`, `万元` alone.
pub(crate) fn units_among(text: &str) -> Vec<Unit> {
    let narrow = half_width(text);
    let bare = without_brackets(narrow.trim());
    let bare = bare.strip_prefix("单位").unwrap_or(bare).trim();
    let mut units: Vec<Unit> = parts(&narrow, "单位:").filter_map(Unit::parse).collect();
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
fn units_in_brackets(text: &str) -> Vec<Unit> {
    let narrow = half_width(text);
    let mut units = Vec::new();
    let mut rest = narrow.as_ref();
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
    parts.map(Unit::parse).collect()
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
        part.ends_with(['元', '币', '镑']) && part.chars().count() <= 5 && !amount
    };
    texts.into_iter().find_map(|text| {
        let narrow = half_width(text);
        let strange =
            parts(&narrow, "单位:").filter(|part| Unit::parse(part).is_none()).find(money);
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
        ] {
            assert_eq!(symbols(&[text]), ["元"], "{text}");
        }
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
        assert_eq!(strange("单位:人民币（元）"), None);
        assert_eq!(strange("补贴金额：50万元"), None);
    }
}
