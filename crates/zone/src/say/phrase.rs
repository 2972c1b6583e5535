//! The sentences that answers are made of, each in both languages.
//!
//! Names of facts, titles and units come from packs, whose language is one: they stand in the
//! English as they are.

use std::collections::BTreeSet;
use std::fmt::Display;

use base::Year;
use rule::value::Answer;

use super::Tongue;

/// What an answer rests on.
impl Tongue {
    /// In the place of a figure that nobody stated.
    pub(crate) fn missing(self) -> &'static str {
        self.of(["待补", "missing"])
    }

    /// A fact of a year: `2024年营业收入`.
    pub fn of_year(self, name: &str, year: Year) -> String {
        self.say([format_args!("{year}{name}"), format_args!("{name} of {}", year.0)])
    }

    /// A fact of some years, in their order: `2024、2025年研发费用`.
    pub(crate) fn of_years(self, name: &str, years: &BTreeSet<Year>) -> String {
        let years: Vec<String> = years.iter().map(|year| year.0.to_string()).collect();
        match years.as_slice() {
            [] => name.to_owned(),
            [year] => self.say([format_args!("{year}年{name}"), format_args!("{name} of {year}")]),
            [first @ .., last] => self.say([
                format_args!("{}年{name}", years.join("、")),
                format_args!("{name} of {} and {last}", first.join(", ")),
            ]),
        }
    }

    /// A field of a record: `资质称号“高新技术企业”的到期日`.
    pub(crate) fn of_record(self, list: &str, record: &str, field: &str) -> String {
        self.say([
            format_args!("{list}“{record}”的{field}"),
            format_args!("{field} of {list} “{record}”"),
        ])
    }

    /// The first of several, and how many there are.
    pub fn first_of(self, names: &[String]) -> String {
        /// More are not read.
        const MOST: usize = 3;
        let Some((first, _)) = names.split_at_checked(MOST).filter(|(_, more)| !more.is_empty())
        else {
            return self.list(names);
        };
        let (first, count) = (self.list(first), names.len());
        self.say([
            format_args!("{first}等 {count} 处"),
            format_args!("{first} and others, {count} in all"),
        ])
    }

    /// What is to be done about a field of a record that nobody has said.
    pub fn fill_blank(self, field: &str) -> String {
        self.say([
            format_args!(
                "名单里没有这一条的{field}；请从证书或公告上补到名单里（同一编号或同一认定日），再导入"
            ),
            format_args!(
                "the list does not say the {field}; add it from the certificate or the notice, with the same number or first day, and import the list again"
            ),
        ])
    }

    /// A comparison that cannot be made yet.
    pub(crate) fn asked_for(self, left: &str, threshold: &str) -> String {
        self.say([
            format_args!("{left}，要求 {threshold}"),
            format_args!("{left}; asked for: {threshold}"),
        ])
    }

    /// All that a choice may come to.
    pub(crate) fn choice(self, of: &[String]) -> String {
        let of = of.join(self.of([" 或 ", " or "]));
        self.say([
            format_args!("{of}（按所缺的数定）"),
            format_args!("{of} (as what is missing will tell)"),
        ])
    }

    /// The day that is asked about.
    pub(crate) fn application_day(self) -> &'static str {
        self.of(["申请日", "day of application"])
    }

    /// What a function makes of a fact over some years; none of one that is only written.
    pub(crate) fn over_years(self, function: &str, name: &str, years: u8) -> Option<String> {
        let [how, made] = match function {
            "sum" => ["合计", "total"],
            "mean" => ["平均", "mean"],
            "max" => ["最高", "highest"],
            "min" => ["最低", "lowest"],
            "count" => {
                return Some(self.say([
                    format_args!("近{years}年存续的年度数"),
                    format_args!("years of the last {years} in being"),
                ]));
            }
            _ => return None,
        };
        Some(self.say([
            format_args!("{name}近{years}年{how}"),
            format_args!("{made} {name} of the last {years} years"),
        ]))
    }

    /// A clause by its number in the policy.
    pub(crate) fn condition(self, number: usize) -> String {
        self.say([format_args!("条件{number}"), format_args!("condition {number}")])
    }

    /// A clause by its number in the policy and its place in the source, where that is known.
    pub(crate) fn placed(self, number: usize, place: &str) -> String {
        let name = self.condition(number);
        if place.is_empty() { name } else { self.beside(&name, place) }
    }

    /// Something with what is said of it in brackets.
    pub fn beside(self, name: &str, more: &str) -> String {
        self.say([format_args!("{name}（{more}）"), format_args!("{name} ({more})")])
    }

    /// Where a clause is written, and what it takes the place of.
    pub(crate) fn in_place_of(self, own: &str, replaced: &str) -> String {
        self.say([
            format_args!("{own}（例外，代替{replaced}）"),
            format_args!("{own} (an exception, in place of {replaced})"),
        ])
    }

    /// A field of a list's records, added up.
    pub(crate) fn total_of(self, list: &str, field: &str) -> String {
        self.say([format_args!("{list}{field}合计"), format_args!("total {field} of {list}")])
    }

    /// The records of a list that a condition leaves.
    pub(crate) fn fitting(self, list: &str) -> String {
        self.say([format_args!("符合条件的{list}"), format_args!("fitting {list}")])
    }

    /// So many records.
    pub fn records(self, count: impl Display) -> String {
        let one = count.to_string() == "1";
        self.say([
            format_args!("{count} 条"),
            format_args!("{count} record{}", if one { "" } else { "s" }),
        ])
    }

    /// So many records of a list that may go on.
    pub fn records_at_least(self, count: usize) -> String {
        let known = self.records(count);
        self.say([
            format_args!("{known}，有没有别的不知道"),
            format_args!("{known}, others unknown"),
        ])
    }

    /// That something is one of several, or none of them.
    pub(crate) fn among(self, answer: Answer) -> &'static str {
        match answer {
            Answer::No => self.of(["不属于", "is not among"]),
            Answer::Yes | Answer::Unknown | Answer::Person => self.of(["属于", "is among"]),
        }
    }
}

/// What a clause lacks, and what would turn it.
impl Tongue {
    /// A figure that is too small, or too few.
    pub(crate) fn short(self, name: &str, by: impl Display) -> String {
        self.say([format_args!("{name}还差 {by}"), format_args!("{name} is short by {by}")])
    }

    /// A figure that is too large.
    pub(crate) fn over(self, name: &str, by: &str) -> String {
        self.say([format_args!("{name}超出 {by}"), format_args!("{name} is over by {by}")])
    }

    /// A day that is not long enough ago.
    pub(crate) fn waits(self, name: &str, days: i64, from: impl Display) -> String {
        let more = if days == 1 { "" } else { "s" };
        self.say([
            format_args!("{name}还差 {days} 天，{from} 起满足"),
            format_args!("{name} is short by {days} day{more}; met from {from} on"),
        ])
    }

    /// What has to be something else.
    pub(crate) fn has_to_be(self, name: &str, to: &str) -> String {
        self.say([format_args!("{name}要为“{to}”"), format_args!("{name} has to be “{to}”")])
    }

    /// That a judgement is left.
    pub(crate) fn rest_is_judged(self) -> &'static str {
        self.of(["（其余需人工审核）", " (a person judges the rest)"])
    }

    /// How many ways there are.
    pub(crate) fn ways(self, count: usize) -> String {
        self.say([format_args!("……共 {count} 种"), format_args!("… {count} ways in all")])
    }

    /// From where to where something has to move.
    pub(crate) fn moves(self, name: &str, from: impl Display, to: impl Display) -> String {
        self.say([
            format_args!("{name}由 {from} 到 {to}"),
            format_args!("{name} from {from} to {to}"),
        ])
    }

    /// From how many records to how many.
    pub(crate) fn counted(self, name: &str, [from, to]: [String; 2]) -> String {
        self.say([
            format_args!("{name}由 {from} 条到 {to} 条"),
            format_args!("{name} records from {from} to {to}"),
        ])
    }
}

/// An answer in one sentence.
impl Tongue {
    /// Nothing was asked for first.
    pub fn by_indicators(self) -> String {
        self.of([
            "没有前提条件，由各项指标算出",
            "no condition comes first; it is worked out from the indicators",
        ])
        .to_owned()
    }

    /// So many conditions, and all are met.
    pub fn all_met(self, count: usize) -> String {
        match (self, count) {
            (_, 1) => self.of(["条件符合", "the one condition is met"]).to_owned(),
            (Self::English, 2) => "both conditions are met".to_owned(),
            _ => self.say([
                format_args!("{count} 项条件都符合"),
                format_args!("all {count} conditions are met"),
            ]),
        }
    }

    /// So many conditions are not met.
    pub fn unmet(self, count: usize) -> String {
        match (self, count) {
            (Self::English, 1) => "one condition is not met".to_owned(),
            _ => self.say([
                format_args!("{count} 项条件不符合"),
                format_args!("{count} conditions are not met"),
            ]),
        }
    }

    /// The policy does not address such firms.
    pub fn not_addressed(self, cite: &str) -> String {
        self.say([format_args!("不在适用范围：{cite}"), format_args!("not addressed: {cite}")])
    }

    /// One step is enough.
    pub fn one_step(self, step: &str) -> String {
        self.say([format_args!("差一项：{step}"), format_args!("one step away: {step}")])
    }

    /// What is missing, of which some is named.
    pub fn lacking(self, names: &[String]) -> String {
        /// More are not read.
        const MOST: usize = 3;
        let more = if names.len() > MOST { self.of(["等", " and more"]) } else { "" };
        let first = names.get(..MOST).unwrap_or(names).join(self.of(["、", ", "]));
        self.say([
            format_args!("缺 {first}{more}，补齐后才能判定"),
            format_args!("missing: {first}{more}; decided once known"),
        ])
    }

    /// Only a person can tell.
    pub fn to_be_judged(self) -> String {
        self.of(["数据都齐，还要人工审核", "the data are complete; a person has to judge"])
            .to_owned()
    }

    /// Where there is nothing.
    pub fn nothing(self) -> &'static str {
        self.of(["（无）", "(none)"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said in both languages.
    fn both(say: impl Fn(Tongue) -> String) -> [String; 2] {
        [Tongue::Chinese, Tongue::English].map(say)
    }

    #[test]
    fn a_gap_and_a_step_are_told_in_the_readers_language() {
        assert_eq!(
            both(|tongue| tongue.short("研发费用", "48.00 万元")),
            ["研发费用还差 48.00 万元", "研发费用 is short by 48.00 万元"]
        );
        assert_eq!(
            both(|tongue| tongue.short(&tongue.fitting("知识产权"), tongue.records(1))),
            ["符合条件的知识产权还差 1 条", "fitting 知识产权 is short by 1 record"]
        );
        assert_eq!(
            both(|tongue| tongue.waits("成立日期", 1, "2026-11-22")),
            [
                "成立日期还差 1 天，2026-11-22 起满足",
                "成立日期 is short by 1 day; met from 2026-11-22 on"
            ]
        );
        assert_eq!(
            both(|tongue| {
                let name = tongue.of_year("研发费用", Year(2024));
                tongue.one_step(&tongue.moves(&name, "192.00 万元", "240.00 万元"))
            }),
            [
                "差一项：2024年研发费用由 192.00 万元 到 240.00 万元",
                "one step away: 研发费用 of 2024 from 192.00 万元 to 240.00 万元"
            ]
        );
    }

    #[test]
    fn records_are_counted_without_a_word_that_stands_for_one_or_for_several() {
        assert_eq!(
            both(|tongue| tongue.counted("资质称号", ["0".to_owned(), "1".to_owned()])),
            ["资质称号由 0 条到 1 条", "资质称号 records from 0 to 1"]
        );
    }

    #[test]
    fn one_and_several_are_told_apart_where_the_language_does() {
        assert_eq!(
            [1, 2, 6].map(|count| both(|tongue| tongue.all_met(count))),
            [
                ["条件符合", "the one condition is met"],
                ["2 项条件都符合", "both conditions are met"],
                ["6 项条件都符合", "all 6 conditions are met"]
            ]
        );
        assert_eq!(
            [1, 2].map(|count| both(|tongue| tongue.unmet(count))),
            [
                ["1 项条件不符合", "one condition is not met"],
                ["2 项条件不符合", "2 conditions are not met"]
            ]
        );
        let names = ["2025年营业收入", "2025年研发费用", "职工总数", "净资产"].map(str::to_owned);
        assert_eq!(
            both(|tongue| tongue.lacking(&names)),
            [
                "缺 2025年营业收入、2025年研发费用、职工总数等，补齐后才能判定",
                "missing: 2025年营业收入, 2025年研发费用, 职工总数 and more; decided once known"
            ]
        );
        assert_eq!(
            both(|tongue| tongue.lacking(&names[..2])),
            [
                "缺 2025年营业收入、2025年研发费用，补齐后才能判定",
                "missing: 2025年营业收入, 2025年研发费用; decided once known"
            ]
        );
    }

    #[test]
    fn a_fact_is_named_with_the_years_that_are_meant() {
        let of = |years: &[i16]| {
            let years = years.iter().map(|year| Year(*year)).collect();
            both(|tongue| tongue.of_years("研发费用", &years))
        };
        assert_eq!(of(&[]), ["研发费用", "研发费用"]);
        assert_eq!(of(&[2025]), ["2025年研发费用", "研发费用 of 2025"]);
        assert_eq!(of(&[2025, 2024]), ["2024、2025年研发费用", "研发费用 of 2024 and 2025"]);
        assert_eq!(
            of(&[2025, 2023, 2024]),
            ["2023、2024、2025年研发费用", "研发费用 of 2023, 2024 and 2025"]
        );
    }

    #[test]
    fn a_clause_is_called_by_its_number_and_its_place() {
        assert_eq!(
            both(|tongue| tongue.placed(3, "第十一条第二项")),
            ["条件3（第十一条第二项）", "condition 3 (第十一条第二项)"]
        );
        assert_eq!(both(|tongue| tongue.placed(1, "")), ["条件1", "condition 1"]);
    }

    #[test]
    fn what_is_made_of_several_years_is_told_as_it_was_made() {
        let over = |function: &str| {
            both(|tongue| tongue.over_years(function, "研发费用", 3).unwrap_or_default())
        };
        assert_eq!(over("sum"), ["研发费用近3年合计", "total 研发费用 of the last 3 years"]);
        assert_eq!(over("count"), ["近3年存续的年度数", "years of the last 3 in being"]);
        assert_eq!(over("round"), ["", ""]);
    }
}
