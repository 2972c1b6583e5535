//! Why a cell of a list or a form is to be looked at, or empty: each sentence in both languages.
//!
//! Names of facts and sources come from packs, whose language is one: they stand in the English as
//! they are.

use base::{Day, Year};
use pack::feed::Stage;

use crate::say::{Both, Tongue};

pub(super) const NO_CODE: [&str; 2] = ["登记库里没有它的代码", "the register has no code of it"];
pub(super) const NO_NAME: [&str; 2] = ["登记库里没有它的名称", "the register has no name of it"];
pub(super) const NO_FACT: [&str; 2] = ["指标字典里没有这个指标", "the dictionary has no such fact"];
pub(super) const MAY_GO_ON: [&str; 2] =
    ["没有来源说列全了，可能还有别的", "no source says that these are all: there may be others"];
pub(super) const INCOMPLETE: [&str; 2] =
    ["由别的指标算出，用到的指标不全", "worked out from others, of which some are missing"];

/// A figure that is not 0 and is written as 0.
pub(super) fn vanished(exact: &Both) -> Both {
    Both::told(|tongue| {
        let exact = exact.of(tongue);
        tongue.say([
            format_args!("不是 0：{exact}，小数位不够，写成了 0；请改单位或小数位"),
            format_args!(
                "not 0: {exact}, written as 0 for want of decimals; change the unit or the decimals"
            ),
        ])
    })
}

pub(super) fn held_value(shown: &Both) -> Both {
    Both::told(|tongue| {
        let shown = shown.of(tongue);
        tongue.say([format_args!("登记值 {shown}"), format_args!("the register's {shown}")])
    })
}

pub(super) fn worked_value(shown: &Both) -> Both {
    Both::told(|tongue| {
        let shown = shown.of(tongue);
        tongue.say([format_args!("测算值 {shown}"), format_args!("worked out as {shown}")])
    })
}

pub(super) fn unticked(held: &str) -> [String; 2] {
    [
        format!("登记库是 {held}，没有对应的选项，没有勾"),
        format!("{held} in the register, for which there is no box: none is ticked"),
    ]
}

/// Others say something else of what counts.
pub(super) fn at_odds(others: &Both) -> Both {
    before(
        [
            "数据不一致，按更可信的来源填；另有 ",
            "at odds, filled by the better source; there is also ",
        ],
        others,
    )
}

pub(super) fn only(stage: Stage) -> [String; 2] {
    [format!("只有{}数", stage.zh()), format!("there is a figure of stage {} only", stage.id())]
}

/// A stage (阶段) was asked for, and there is another.
pub(super) fn another_stage(wanted: Stage, held: Stage) -> [String; 2] {
    [
        format!("要的是{}数，填的是{}数", wanted.zh(), held.zh()),
        format!("a figure of stage {} is asked for, and filled with {}", wanted.id(), held.id()),
    ]
}

pub(super) fn measured(basis: &str) -> [String; 2] {
    [format!("口径是{basis}"), format!("measured as {basis}")]
}

pub(super) fn newer(told: &Both) -> Both {
    before(["另有待复核的 ", "another waits for a second look: "], told)
}

pub(super) fn disputed(told: &Both) -> Both {
    before(["数据不一致，待核实：", "at odds, to be verified: "], told)
}

pub(super) fn other_bases(told: &Both) -> Both {
    before(
        ["口径不同，没有本指标口径的数：", "measured otherwise, and none as the fact is: "],
        told,
    )
}

pub(super) fn waits(told: &Both) -> Both {
    before(["等另一人复核后才算数：", "counts once another person has looked: "], told)
}

/// Words, and what was told.
fn before(words: [&'static str; 2], told: &Both) -> Both {
    Both::told(|tongue| format!("{}{}", tongue.of(words), told.of(tongue)))
}

pub(super) fn stand_in(name: &str) -> [String; 2] {
    [
        format!("没有这一项，用“{name}”代替（声明的替代口径）"),
        format!("there is none; “{name}” stands in for it, as was declared"),
    ]
}

pub(super) fn barred(count: usize) -> [String; 2] {
    [
        format!("登记库里有 {count} 条，它们的来源不允许用于导出"),
        format!("the register has {count}, from sources that may not be exported"),
    ]
}

pub(super) fn not_in_force(name: &str) -> [String; 2] {
    [
        format!("登记库里的{name}在所问的日子还没有生效，或已经撤回"),
        format!("the register's {name} is not in force on the day, or was taken back"),
    ]
}

pub(super) fn none_of(name: &str) -> [String; 2] {
    [format!("登记库里没有{name}"), format!("the register has no {name}")]
}

/// None of a year, and the years that there are.
pub(super) fn none_of_year(name: &str, year: i16, held: &[i16]) -> Both {
    Both::told(|tongue| {
        let years: Vec<String> = held
            .iter()
            .map(|year| tongue.say([format_args!("{year}年"), format_args!("{year}")]))
            .collect();
        let years = tongue.list(&years);
        let others = if held.is_empty() {
            String::new()
        } else {
            tongue
                .say([format_args!("，有 {years} 的"), format_args!("; there is that of {years}")])
        };
        tongue.say([
            format_args!("登记库里没有{year}年的{name}{others}"),
            format_args!("the register has no {name} of {year}{others}"),
        ])
    })
}

pub(super) fn out_of_reach(year: i16) -> [String; 2] {
    [
        format!("{year}年不在可以测算的年度里"),
        format!("{year} is not among the years that can be worked out"),
    ]
}

/// What a formula lacks: facts by name, of which year where they have years.
pub(super) fn lacking(facts: &[(&str, Option<Year>)]) -> Both {
    Both::told(|tongue| {
        let of = |(name, year): &(&str, Option<Year>)| match year {
            Some(year) => tongue.of_year(name, *year),
            None => (*name).to_owned(),
        };
        let names = tongue.list(&facts.iter().map(of).collect::<Vec<_>>());
        tongue.say([
            format_args!("由别的指标算出，缺 {names}"),
            format_args!("worked out from others; missing: {names}"),
        ])
    })
}

/// What a record does not say, where it comes from, and what to do.
pub(super) fn blank(
    [what, record]: &[String; 2],
    place: &str,
    advice: &str,
    tongue: Tongue,
) -> String {
    tongue.say([
        format_args!("由别的指标算出，缺 {what}：{record}（{place}）；{advice}"),
        format_args!("worked out from others; missing: {what}: {record} ({place}); {advice}"),
    ])
}

/// The form says one thing and the register another.
pub(super) fn written(said: &str, held: &str) -> [String; 2] {
    [
        format!("表里已填 {said}，登记库是 {held}，没有改动；请核对"),
        format!("the form says {said} and the register {held}; left as it is; check it"),
    ]
}

/// Whom a line means.
pub(super) const SEVERAL_FILES: [&str; 2] = ["几个档案是这个代码", "several files have the code"];
pub(super) const NEITHER: [&str; 2] = ["没有名称也没有代码", "there is neither a name nor a code"];
pub(super) const NO_SUCH_NAME: [&str; 2] =
    ["登记库里没有这个名称", "the register has no such name"];
pub(super) const LIKE: [&str; 2] =
    ["登记库里没有这个名称，有相近的", "the register has no such name; some are like it"];

/// In what somebody is like a line.
pub(super) const SAME_CODE: [&str; 2] = ["代码相同", "the same code"];
pub(super) const SAME_NAME: [&str; 2] = ["名称相同", "the same name"];
pub(super) const OWN_NAME: [&str; 2] = ["现名相同", "its name now"];
pub(super) const FORMER_NAME: [&str; 2] = ["曾用名相同", "a name it bore"];
pub(super) const SOUND: [&str; 2] = ["读音相同", "it sounds the same"];
pub(super) const WITHIN: [&str; 2] = ["名称包含", "one name is in the other"];

pub(super) fn away(on: Day) -> [String; 2] {
    [
        format!("{on} 不在区内（已迁出或尚未迁入）"),
        format!("not in the zone on {on} (moved out, or not yet in)"),
    ]
}

pub(super) fn no_such_code(code: impl std::fmt::Display) -> [String; 2] {
    [format!("登记库里没有代码 {code}"), format!("the register has no code {code}")]
}

pub(super) fn like_a_code(fault: &base::code::CodeFault) -> [String; 2] {
    [format!("像是代码：{}", fault.zh()), format!("it looks like a code: {}", fault.en())]
}

pub(super) fn former(now: &str) -> [String; 2] {
    [
        format!("名单上是曾用名，现名“{now}”"),
        format!("the list has a name it bore; now it is “{now}”"),
    ]
}

pub(super) fn by_code(now: &str) -> [String; 2] {
    [
        format!("按代码认定；登记库里这个代码的名称是“{now}”，请核对"),
        format!("taken by its code, whose name in the register is “{now}”; check it"),
    ]
}

pub(super) fn also_borne(others: &[String]) -> Both {
    Both::told(|tongue| {
        let others = tongue.list(others);
        tongue.say([
            format_args!("按现名认定；曾用此名的还有 {others}"),
            format_args!("taken by its name now, which others have borne: {others}"),
        ])
    })
}

pub(super) fn shared(count: usize) -> [String; 2] {
    [format!("{count} 家企业用这个名称"), format!("{count} enterprises have the name")]
}

/// The same enterprise stands in a row before.
pub(super) fn same_firm(row: u32) -> [String; 2] {
    [format!("与第 {row} 行是同一家企业"), format!("the same enterprise as in row {row}")]
}

/// The same, and the same year: the figures would be counted twice.
pub(super) fn same_figures(row: u32, year: Option<i16>) -> Both {
    Both::told(|tongue| {
        let year = year.map_or(String::new(), |year| {
            tongue.say([format_args!("同一年度（{year} 年）"), format_args!(" and year ({year})")])
        });
        tongue.say([
            format_args!(
                "与第 {row} 行是同一家企业{year}，填的数一样，合计会重复；各行是不同年度的，请加“年度”列逐行写明再填；每行要的是一条记录（称号、项目等）的，回填填不了，请每家只留一行"
            ),
            format_args!(
                "the same enterprise{year} as in row {row}: the figures are the same, and totals would count them twice; where rows are of different years, add a column “年度” and say which; where each row is a record of a list, it cannot be filled: leave one row an enterprise"
            ),
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(said: &Both) -> [&str; 2] {
        [Tongue::Chinese, Tongue::English].map(|tongue| said.of(tongue))
    }

    #[test]
    fn what_is_missing_is_told_with_the_years_that_there_are() {
        assert_eq!(
            both(&none_of_year("营业收入", 2025, &[2023, 2024])),
            [
                "登记库里没有2025年的营业收入，有 2023年、2024年 的",
                "the register has no 营业收入 of 2025; there is that of 2023, 2024"
            ]
        );
        assert_eq!(
            both(&none_of_year("营业收入", 2025, &[])),
            ["登记库里没有2025年的营业收入", "the register has no 营业收入 of 2025"]
        );
    }

    #[test]
    fn a_row_twice_is_told_with_its_year() {
        let told = same_figures(3, Some(2025));
        let [zh, en] = both(&told);
        assert!(zh.starts_with("与第 3 行是同一家企业同一年度（2025 年），填的数一样"), "{zh}");
        assert!(en.starts_with("the same enterprise and year (2025) as in row 3: "), "{en}");
    }
}
