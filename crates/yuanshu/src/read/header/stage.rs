//! The words of sheets that say how final their figures are (阶段).

use base::code::half_width;
use pack::feed::Stage;

/// The words; of two the longer first.
const WORDS: [(&str, Stage); 14] = [
    ("预测数", Stage::Forecast),
    ("预测", Stage::Forecast),
    ("预计数", Stage::Forecast),
    ("预计", Stage::Forecast),
    ("快报数", Stage::Flash),
    ("快报", Stage::Flash),
    ("年报数", Stage::Annual),
    ("经审计", Stage::Audited),
    ("审计数", Stage::Audited),
    ("审计后", Stage::Audited),
    ("汇算清缴数", Stage::Settled),
    ("汇算清缴", Stage::Settled),
    ("汇缴数", Stage::Settled),
    ("汇缴", Stage::Settled),
];

/// Words that say it in brackets alone, where nothing else is meant by them.
const BRACKETED: [(&str, Stage); 2] = [("审计", Stage::Audited), ("年报", Stage::Annual)];

/// The stage that the name and the titles of a sheet say: `2025年度企业快报`. None where they say
/// none, or more than one.
pub(crate) fn stage_in(texts: &[&str]) -> Option<Stage> {
    only(texts.iter().flat_map(|text| parted(text).1).collect())
}

/// A heading without its word for the stage, and that stage: `营业收入快报数`, `预计营业收入`,
/// `营业收入(审计,万元)`. None where it says none, or more than one.
pub(crate) fn staged(heading: &str) -> Option<(String, Stage)> {
    let (bare, said) = parted(heading);
    only(said).map(|stage| (bare, stage))
}

/// The stage that a whole cell is: `年报`, `快报数`.
pub(crate) fn whole_stage(text: &str) -> Option<Stage> {
    let (rest, said) = parted(&format!("({})", text.trim()));
    only(said).filter(|_| rest.is_empty())
}

/// A text without the words that say a stage, and the stages that they say.
fn parted(text: &str) -> (String, Vec<Stage>) {
    let mut bare = half_width(text).into_owned();
    let mut said = Vec::new();
    for (word, stage) in BRACKETED {
        let parts = bare.split_once(word).map(|(before, after)| joined(before, after));
        if let Some(Ok(rest)) = parts {
            said.push(stage);
            bare = rest;
        }
    }
    for (word, stage) in WORDS {
        if let Some((before, after)) = bare.split_once(word) {
            said.push(stage);
            bare = joined(before, after).unwrap_or_else(|plain| plain);
        }
    }
    (bare, said)
}

/// What remains of the texts on both sides of a word that is taken out: without the marks that
/// held it in brackets.
///
/// # Errors
/// The same where it does not stand in brackets of its own, or between their marks.
fn joined(before: &str, after: &str) -> Result<String, String> {
    let open = before.strip_suffix(['(', ',', '、']);
    let close = after.strip_prefix([')', ',', '、']);
    let (Some(open), Some(close)) = (open, close) else { return Err(format!("{before}{after}")) };
    let marks = [before.get(open.len()..), after.get(..after.len() - close.len())];
    let left = match marks.map(Option::unwrap_or_default) {
        ["(", ")"] => "",
        ["(", _] => "(",
        [_, ")"] => ")",
        [mark, _] => mark,
    };
    Ok(format!("{open}{left}{close}"))
}

fn only(mut said: Vec<Stage>) -> Option<Stage> {
    said.sort_unstable();
    said.dedup();
    <[Stage; 1]>::try_from(said).ok().map(|[stage]| stage)
}

#[cfg(test)]
mod tests {
    use base::Unit;

    use super::*;
    use crate::read::header::word::{Peeled, peel};

    #[test]
    fn a_cell_is_a_stage_as_officials_write_it() {
        let cells =
            ["年报", " 预计 ", "快报数", "审计", "汇算清缴", "经审计", "成长期", "年报、快报"];
        assert_eq!(
            cells.map(whole_stage),
            [
                Some(Stage::Annual),
                Some(Stage::Forecast),
                Some(Stage::Flash),
                Some(Stage::Audited),
                Some(Stage::Settled),
                Some(Stage::Audited),
                None,
                None,
            ]
        );
    }

    #[test]
    fn a_stage_is_taken_from_both_ends_and_from_brackets() {
        for (heading, stage) in [
            ("2025年营业收入快报数(万元)", Stage::Flash),
            ("2025年预计营业收入（万元）", Stage::Forecast),
            ("2025年营业收入（审计，万元）", Stage::Audited),
            ("营业收入(经审计)2025年(万元)", Stage::Audited),
            ("2025年营业收入（万元、汇算清缴）", Stage::Settled),
            ("2025年营业收入年报数/万元", Stage::Annual),
        ] {
            assert_eq!(staged(heading).map(|(_, stage)| stage), Some(stage), "{heading}");
            let unit = Unit::parse("万元");
            let bare = Peeled { word: "营业收入".into(), unit, year: Some(2025) };
            assert!(peel(heading).contains(&bare), "{:?}", peel(heading));
        }
        for heading in ["营业收入", "审计费用(万元)", "2025年快报与审计数", "年报报送日期"]
        {
            assert_eq!(staged(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_title_says_a_stage_in_brackets_too() {
        assert_eq!(stage_in(&["2024年度企业主要指标（审计）", "Sheet1"]), Some(Stage::Audited));
        assert_eq!(stage_in(&["2024年度（审计）", "审计数"]), Some(Stage::Audited));
        assert_eq!(stage_in(&["2024年度审计机构名单"]), None);
        assert_eq!(stage_in(&["2024年度（审计）", "快报"]), None);
    }
}
