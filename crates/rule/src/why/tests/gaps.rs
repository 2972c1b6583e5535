//! Gaps.

use super::zone::{DOWN, FIXED, MONEY, PEOPLE, RATIO, UP, Zone};
use crate::decision::ScoreRule;
use crate::fact::Type;
use crate::why::Shortfall;

#[test]
fn a_ratio_says_how_much_of_its_numerator_is_short_to_the_fen() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["192 万元"]);
    zone.years("销售收入", (MONEY, UP), &["4800.1 万元"]);
    zone.must("研发费用[-1] / 销售收入[-1] >= 5%");
    // 5 % of 48,001,000 元 is 2,400,050 元; less revenue would do too, and is never said.
    assert_eq!(zone.short(), ["研发费用[-1] 480050 元 → 2400050 元"]);
}

#[test]
fn more_than_needs_one_step_more_than_at_least() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["99.99 万元"]);
    zone.years("研发人员", (PEOPLE, UP), &["9"]);
    zone.years("市场占有率", (RATIO, UP), &["9.99%"]);
    zone.must("营业收入[-1] > 100 万元");
    zone.must("研发人员[-1] > 10 人");
    zone.must("市场占有率[-1] > 10%");
    let said: Vec<String> =
        zone.shortfalls().iter().map(|short| zone.said(&short.gaps[0])).collect();
    assert_eq!(
        said,
        [
            "营业收入[-1] 100.01 元 → 1000000.01 元",
            "研发人员[-1] 2 → 11",
            "市场占有率[-1] 0.0002 → 0.1001"
        ]
    );
}

#[test]
fn a_root_between_two_fen_is_rounded_to_the_one_that_is_enough() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["1 元"]);
    zone.years("销售收入", (MONEY, FIXED), &["10 元"]);
    zone.must("研发费用[-1] * 3 >= 销售收入[-1]");
    assert_eq!(zone.short(), ["研发费用[-1] 2.34 元 → 3.34 元"]);
}

#[test]
fn a_sum_of_three_years_can_be_met_in_each_year_and_the_largest_is_relatively_least() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["30 元", "20 元", "10 元"]);
    zone.must("sum(last(研发费用, 3)) >= 66 元");
    assert_eq!(
        zone.short(),
        ["研发费用[-1] 6 元 → 36 元", "研发费用[-2] 6 元 → 26 元", "研发费用[-3] 6 元 → 16 元"]
    );
}

#[test]
fn years_before_an_enterprise_was_born_are_not_asked_of_it() {
    let mut zone = Zone::born("2025-02-01");
    zone.years("研发费用", (MONEY, UP), &["30 元", "20 元"]);
    zone.must("sum(last(研发费用, 3)) >= 66 元");
    assert_eq!(zone.short(), ["研发费用[-1] 36 元 → 66 元"]);
}

#[test]
fn a_tier_is_reached_where_growing_into_it_lowers_the_threshold() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["2.4 万元"]);
    zone.years("销售收入", (MONEY, UP), &["49 万元"]);
    zone.must("研发费用[-1] / 销售收入[-1] >= (if 销售收入[-1] <= 50 万元 then 5% else 4%)");
    // 5 % of 490,000 is 24,500. Above 500,000 only 4 % are asked, and 24,000 are 4.8 %.
    assert_eq!(
        zone.short(),
        ["销售收入[-1] 10000.01 元 → 500000.01 元", "研发费用[-1] 500 元 → 24500 元"]
    );
}

#[test]
fn a_branch_that_is_not_the_present_one_is_met_at_its_own_threshold() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["5 元"]);
    zone.must("营业收入[-1] >= (if 营业收入[-1] <= 10 元 then 20 元 else 15 元)");
    assert_eq!(zone.short(), ["营业收入[-1] 10 元 → 15 元"]);
}

#[test]
fn a_fact_moves_down_only_where_it_is_marked_so_and_never_below_nothing() {
    let mut zone = Zone::new();
    zone.years("负债总额", (MONEY, DOWN), &["80 元"]);
    zone.years("资产总额", (MONEY, FIXED), &["100 元"]);
    zone.must("负债总额[-1] / 资产总额[-1] <= 55%");
    let by_assets = "资产总额[-1] 45.46 元 → 145.46 元";
    assert_eq!(zone.short(), ["负债总额[-1] -25 元 → 55 元", by_assets]);
    let mut zone = Zone::new();
    zone.years("从业人员", (PEOPLE, UP), &["301"]);
    zone.years("负债总额", (MONEY, DOWN), &["80 元"]);
    zone.must("从业人员[-1] < 300 人");
    zone.must("负债总额[-1] <= -1 元");
    let none = vec![Shortfall { clause: 0, gaps: vec![] }, Shortfall { clause: 1, gaps: vec![] }];
    assert_eq!(zone.shortfalls(), none);
}

#[test]
fn a_flag_turns_true_or_where_marked_down_false() {
    let mut zone = Zone::new();
    zone.point("自主品牌", (Type::Bool, UP), "false");
    zone.point("列入异常名录", (Type::Bool, DOWN), "true");
    zone.point("居民企业", (Type::Bool, FIXED), "true");
    zone.must("自主品牌");
    zone.must("not(列入异常名录)");
    zone.must("not(居民企业)");
    let said: Vec<Vec<String>> = zone
        .shortfalls()
        .iter()
        .map(|short| short.gaps.iter().map(|gap| zone.said(gap)).collect())
        .collect();
    assert_eq!(said, [vec!["自主品牌 true → true"], vec!["列入异常名录 false → false"], vec![]]);
}

#[test]
fn an_age_says_how_many_days_to_wait() {
    let mut zone = Zone::born("2025-12-01");
    zone.must("on - 成立日期 >= 365 天");
    // 21 November 2026 is day 355.
    assert_eq!(zone.short(), ["成立日期 10 天 → 2026-12-01"]);
    let mut zone = Zone::born("2025-12-01");
    zone.must("成立日期 <= date(on.year - 2, 1, 1)");
    assert_eq!(zone.short(), ["成立日期 406 天 → 2028-01-01"]);
}

#[test]
fn a_count_says_how_many_more_records_of_that_kind() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("发明专利", true), ("发明专利", false), ("外观设计", true)]);
    zone.must("count(知识产权[类别 = \"发明专利\" and 有效]) >= 3");
    assert_eq!(zone.short(), ["知识产权 2 → 3"]);
    assert_eq!(zone.gaps()[0].described, ["发明专利"]);
}

#[test]
fn records_told_by_what_they_are_not_are_not_called_so() {
    for other in ["类别 != \"外观设计\"", "not(类别 = \"外观设计\")"] {
        let mut zone = Zone::new();
        zone.patents(UP, &[("发明专利", true), ("外观设计", true)]);
        zone.must(&format!("count(知识产权[{other}]) >= 3"));
        assert_eq!(zone.short(), ["知识产权 2 → 3"], "{other}");
        assert_eq!(zone.gaps()[0].described, Vec::<String>::new(), "{other}");
    }
}

#[test]
fn a_total_of_records_says_how_much_more_of_that_kind() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("发明专利", true), ("发明专利", true), ("外观设计", true)]);
    zone.must("sum(知识产权[类别 = \"发明专利\"].金额) > 12 元");
    assert_eq!(zone.short(), ["知识产权 2.01 元 → 12.01 元"]);
    assert_eq!(zone.moves(), ["知识产权 → 12.01 元"]);
}

#[test]
fn a_search_for_one_record_says_one() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("外观设计", true)]);
    zone.must("some t in 知识产权 satisfies t.类别 = \"发明专利\"");
    zone.must("count(知识产权[类别 = \"外观设计\"]) = 0");
    let said: Vec<usize> = zone.shortfalls().iter().map(|short| short.gaps.len()).collect();
    assert_eq!((said, zone.short()), (vec![1, 0], vec!["知识产权 1 → 1".to_owned()]));
    assert_eq!(zone.gaps()[0].described, ["发明专利"]);
}

#[test]
fn a_movable_count_stands_for_its_list_and_a_ratio_for_its_figures() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("发明专利", true)]);
    let count = "count(知识产权[类别 = \"发明专利\"])";
    zone.derived("发明专利数", (RATIO, false, UP), count);
    zone.derived("专利数", (RATIO, false, FIXED), "count(知识产权)");
    zone.years("负债总额", (MONEY, DOWN), &["80 元"]);
    zone.years("资产总额", (MONEY, FIXED), &["100 元"]);
    zone.derived("资产负债率", (RATIO, true, DOWN), "负债总额 / 资产总额");
    zone.must("发明专利数 >= 2");
    zone.must("专利数 >= 3");
    zone.must("资产负债率[-1] <= 75%");
    let said: Vec<String> =
        zone.shortfalls().iter().map(|short| zone.said(&short.gaps[0])).collect();
    assert_eq!(said, ["发明专利数 1 → 2", "知识产权 2 → 3", "负债总额[-1] -5 元 → 75 元"]);
}

#[test]
fn a_score_is_raised_at_the_edge_of_the_band_that_is_enough() {
    let mut zone = Zone::new();
    zone.years("科技人员", (PEOPLE, UP), &["12"]);
    zone.years("职工总数", (PEOPLE, FIXED), &["100"]);
    zone.years("研发费用", (MONEY, UP), &["3 元"]);
    zone.years("销售收入", (MONEY, UP), &["100 元"]);
    let staff = [(">= 30%", 20), (">= 20%", 16), (">= 10%", 8), ("-", 0)];
    let staff = zone.bands("人员得分", "科技人员[-1] / 职工总数[-1]", &staff);
    let spent = [(">= 6%", 50), (">= 4%", 40), (">= 2%", 20), ("-", 0)];
    let spent = zone.bands("投入得分", "研发费用[-1] / 销售收入[-1]", &spent);
    let sales = zone.bands("收入得分", "销售收入[-1]", &[(">= 150 元", 30), ("-", 0)]);
    let best = zone.score("最高得分", ScoreRule::Best { of: vec![spent, sales] });
    zone.score("总分", ScoreRule::Sum { of: vec![staff, best], max: None });
    zone.must("总分 >= 36");
    // 8 + 20 = 28. Staff at 20 % give 16, spending at 4 % gives 40, sales of 150 give 30 of
    // which the best counts.
    assert_eq!(
        zone.short(),
        ["研发费用[-1] 1 元 → 4 元", "销售收入[-1] 50 元 → 150 元", "科技人员[-1] 8 → 20"]
    );
}

#[test]
fn a_score_that_an_expert_may_complete_becomes_a_matter_for_a_person() {
    let mut zone = Zone::new();
    zone.years("科技人员", (PEOPLE, UP), &["12"]);
    zone.judge("技术先进程度", Some(8));
    let staff = zone.bands("人员得分", "科技人员[-1]", &[(">= 20 人", 16), ("-", 0)]);
    let eight = crate::number::Number::from_i64(8);
    let low = crate::number::Number::ZERO;
    let rule = ScoreRule::Judged { judge: "技术先进程度".to_owned(), low, high: eight };
    let judged = zone.score("先进得分", rule);
    zone.score("总分", ScoreRule::Sum { of: vec![staff, judged], max: None });
    zone.must("总分 >= 20");
    assert_eq!(zone.short(), ["科技人员[-1] 8 → 20 person"]);
}

#[test]
fn a_growth_over_two_years_bends_and_is_still_met_to_the_fen() {
    let mut zone = Zone::new();
    zone.years("净资产", (MONEY, UP), &["120 元", "100 元", "100 元"]);
    let growth = "(净资产[-2] / 净资产[-3] + 净资产[-1] / 净资产[-2]) / 2 - 1 >= 15%";
    zone.must(growth);
    // (1 + x/100) / 2 = 1.15 at 130. In the middle year x/100 + 120/x = 2.3 at 80 and at 150:
    // the growth is short between them and enough from 150 on.
    assert_eq!(zone.short(), ["净资产[-1] 10 元 → 130 元", "净资产[-2] 50 元 → 150 元"]);
}

#[test]
fn a_power_is_met_by_trying_where_it_cannot_be_solved() {
    let mut zone = Zone::new();
    zone.years("营业收入", (RATIO, UP), &["2"]);
    zone.must("(营业收入[-1]) ** 3 >= 27.5");
    // 3.0184 ** 3 = 27.4996…, 3.0185 ** 3 = 27.5024…
    assert_eq!(zone.short(), ["营业收入[-1] 1.0185 → 3.0185"]);
}

#[test]
fn an_any_year_question_is_met_in_each_year() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["5 元", "10 元"]);
    zone.must("some x in last(营业收入, 2) satisfies x >= 20 元");
    assert_eq!(zone.short(), ["营业收入[-2] 10 元 → 20 元", "营业收入[-1] 15 元 → 20 元"]);
}

#[test]
fn a_range_is_entered_at_its_nearer_end() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["5 元"]);
    zone.must("营业收入[-1] in (10 元..20 元]");
    zone.must("营业收入[-1] between 7 元 and 8 元");
    let said: Vec<String> =
        zone.shortfalls().iter().map(|short| zone.said(&short.gaps[0])).collect();
    assert_eq!(said, ["营业收入[-1] 5.01 元 → 10.01 元", "营业收入[-1] 2 元 → 7 元"]);
}

#[test]
fn alternatives_each_have_their_gap_and_the_clause_over_them_the_nearest() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["90 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["40"]);
    let one = zone.option("营业收入[-1] >= 100 元");
    let two = zone.option("从业人员[-1] >= 50 人");
    let three = zone.option("营业收入[-1] >= 95 元");
    let any = zone.any(&[one, two, three]);
    let said: Vec<(usize, Vec<String>)> = zone
        .shortfalls()
        .iter()
        .map(|short| (short.clause, short.gaps.iter().map(|gap| zone.said(gap)).collect()))
        .collect();
    let (ten, staff) =
        ("营业收入[-1] 10 元 → 100 元".to_owned(), "从业人员[-1] 10 → 50".to_owned());
    let five = "营业收入[-1] 5 元 → 95 元".to_owned();
    assert_eq!(
        said,
        [
            (any, vec![five.clone(), staff.clone()]),
            (one, vec![ten]),
            (two, vec![staff]),
            (three, vec![five])
        ]
    );
}

#[test]
fn a_clause_that_nothing_helps_has_no_gaps_and_one_that_holds_is_not_named() {
    let mut zone = Zone::new();
    zone.point("行业", (Type::Text, FIXED), "\"金融业\"");
    zone.years("营业收入", (MONEY, UP), &["90 元"]);
    zone.must("行业 = \"工业\"");
    zone.must("营业收入[-1] >= 90 元");
    assert_eq!(zone.shortfalls(), [Shortfall { clause: 0, gaps: vec![] }]);
}

#[test]
fn what_is_unknown_is_no_lever() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["90 元", ""]);
    zone.must("营业收入[-1] >= 100 元 and 营业收入[-2] >= 100 元");
    // Last year alone makes it unknown, not yes.
    assert_eq!(zone.shortfalls(), [Shortfall { clause: 0, gaps: vec![] }]);
}
