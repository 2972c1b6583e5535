//! Smallest changes.

use super::zone::{DOWN, FIXED, MONEY, PEOPLE, RATIO, UP, Zone};
use crate::decision::ScoreRule;
use crate::fact::Type;
use crate::value::Answer;
use crate::why::Change;

#[test]
fn the_relatively_least_of_single_moves_is_taken() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["100 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["10"]);
    zone.must("营业收入[-1] >= 200 元 or 从业人员[-1] >= 15 人");
    assert_eq!(zone.moves(), ["从业人员[-1] → 15"]);
}

#[test]
fn among_equal_costs_a_yes_comes_first_and_then_fewer_steps() {
    let mut zone = Zone::new();
    zone.judge("国际先进", None);
    zone.years("标准", (PEOPLE, UP), &["0"]);
    zone.years("奖励", (PEOPLE, UP), &["0"]);
    zone.years("论文", (PEOPLE, UP), &["0"]);
    let one = zone.option("标准[-1] >= 1 人 and judge(\"国际先进\")");
    let two = zone.option("论文[-1] >= 3 人");
    let three = zone.option("奖励[-1] >= 2 人");
    zone.any(&[one, two, three]);
    assert_eq!(zone.moves(), ["奖励[-1] → 2"]);
}

#[test]
fn fewer_facts_come_before_smaller_moves() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["9"]);
    zone.years("研发费用", (MONEY, UP), &["1 元"]);
    zone.must("(营业收入[-1] >= 10 元 and 从业人员[-1] >= 10 人) or 研发费用[-1] >= 8 元");
    assert_eq!(zone.moves(), ["研发费用[-1] → 8 元"]);
}

#[test]
fn clauses_of_facts_of_their_own_each_take_a_move() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    zone.point("自主品牌", (Type::Bool, UP), "false");
    zone.patents(UP, &[("发明专利", true)]);
    zone.must("营业收入[-1] >= 10 元");
    zone.must("自主品牌");
    zone.must("count(知识产权[类别 = \"发明专利\"]) >= 3");
    assert_eq!(zone.moves(), ["营业收入[-1] → 10 元", "自主品牌 → true", "知识产权 → 3"]);
    zone.years("从业人员", (PEOPLE, UP), &["9"]);
    zone.must("从业人员[-1] >= 10 人");
    assert_eq!(zone.moves(), ["None"]);
}

#[test]
fn one_more_patent_serves_every_clause_that_asks_for_its_kind() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("外观设计", true)]);
    zone.must("count(知识产权[类别 = \"发明专利\"]) >= 1");
    zone.must("count(知识产权[类别 = \"发明专利\"]) * 2 >= 3");
    assert_eq!(zone.moves(), ["知识产权 → 2"]);
}

#[test]
fn a_count_that_is_a_fact_and_the_same_count_written_out_are_both_met() {
    let mut zone = Zone::new();
    zone.patents(UP, &[("外观设计", true)]);
    let count = "count(知识产权[类别 = \"发明专利\"])";
    zone.derived("发明专利数", (RATIO, false, UP), count);
    zone.must("发明专利数 >= 1");
    zone.must(&format!("{count} >= 2"));
    assert_eq!(zone.moves(), ["发明专利数 → 2"]);
}

#[test]
fn growing_to_meet_one_clause_may_raise_what_another_asks() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["2 元"]);
    zone.years("销售收入", (MONEY, UP), &["40 元"]);
    zone.must("研发费用[-1] / 销售收入[-1] >= 5%");
    zone.must("销售收入[-1] >= 60 元");
    assert_eq!(zone.moves(), ["研发费用[-1] → 3 元", "销售收入[-1] → 60 元"]);
}

#[test]
fn only_movable_facts_move_and_only_their_way() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, FIXED), &["9 元"]);
    zone.must("营业收入[-1] >= 10 元");
    assert_eq!(zone.moves(), ["None"]);
    let mut zone = Zone::new();
    zone.years("负债总额", (MONEY, DOWN), &["80 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["400"]);
    zone.must("从业人员[-1] <= 300 人 or 负债总额[-1] <= 20 元");
    assert_eq!(zone.moves(), ["负债总额[-1] → 20 元"]);
}

#[test]
fn what_is_unknown_elsewhere_keeps_a_yes_away_unless_it_is_got_round() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.years("从业人员", (PEOPLE, UP), &["9"]);
    zone.must("营业收入[-1] >= 10 元");
    zone.must("研发费用[-1] >= 1 元 or 从业人员[-1] >= 12 人");
    assert_eq!(zone.moves(), ["营业收入[-1] → 10 元", "从业人员[-1] → 12"]);
    zone.must("研发费用[-1] >= 1 元");
    assert_eq!(zone.moves(), ["None"]);
}

#[test]
fn a_class_that_cannot_be_said_is_not_reached() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    zone.years("从业人员", (PEOPLE, UP), &[""]);
    zone.bands("规模", "从业人员[-1]", &[(">= 20 人", 2), ("-", 1)]);
    zone.must("营业收入[-1] >= 10 元");
    zone.decision.valued = true;
    assert_eq!(zone.moves(), ["None"]);
    zone.decision.valued = false;
    assert_eq!(zone.moves(), ["营业收入[-1] → 10 元"]);
}

#[test]
fn what_a_person_must_still_judge_or_is_only_remembered_becomes_person() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    zone.judge("国际先进", None);
    zone.must("营业收入[-1] >= 10 元");
    zone.must("judge(\"国际先进\")");
    let Change::Found { becomes, .. } = zone.change() else { panic!("a change") };
    assert_eq!((becomes, zone.moves()), (Answer::Person, vec!["营业收入[-1] → 10 元".to_owned()]));
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["9 元"]);
    let at = zone.must("营业收入[-1] >= 10 元");
    zone.decision.clauses[at].memory = true;
    let Change::Found { becomes, .. } = zone.change() else { panic!("a change") };
    assert_eq!(becomes, Answer::Person);
}

#[test]
fn an_answer_that_is_not_no_changes_nothing() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["10 元", ""]);
    zone.must("营业收入[-1] >= 10 元");
    assert_eq!(zone.change(), Change::None);
    zone.must("营业收入[-2] >= 10 元");
    assert_eq!(zone.change(), Change::None);
}

#[test]
fn of_a_group_and_of_alternatives_the_nearest_is_met() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["90 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["40"]);
    let one = zone.option("营业收入[-1] >= 100 元");
    let two = zone.option("从业人员[-1] >= 41 人");
    zone.any(&[one, two]);
    assert_eq!(zone.moves(), ["从业人员[-1] → 41"]);
    zone.decision.required.clear();
    zone.decision.any = vec![vec![one, two], vec![one]];
    assert_eq!(zone.moves(), ["营业收入[-1] → 100 元"]);
}

#[test]
fn a_score_may_need_two_indicators_to_rise() {
    let mut zone = Zone::new();
    zone.years("科技人员", (PEOPLE, UP), &["12"]);
    zone.years("研发费用", (MONEY, UP), &["3 元"]);
    zone.years("标准", (RATIO, UP), &["0"]);
    let staff =
        zone.bands("人员得分", "科技人员[-1]", &[(">= 20 人", 20), (">= 16 人", 16), ("-", 0)]);
    let spent =
        zone.bands("投入得分", "研发费用[-1]", &[(">= 6 元", 50), (">= 4 元", 44), ("-", 20)]);
    let rules = zone.bands("标准得分", "标准[-1]", &[(">= 1", 4), ("-", 0)]);
    zone.score("总分", ScoreRule::Sum { of: vec![staff, spent, rules], max: None });
    zone.must("总分 >= 60");
    // 16 + 44 at 4/12 + 1/3; 20 + 40 is no band, and a standard alone adds 4.
    assert_eq!(zone.moves(), ["科技人员[-1] → 16", "研发费用[-1] → 4 元"]);
}

#[test]
fn a_corner_of_two_sums_of_counts_is_found() {
    let mut zone = Zone::new();
    zone.years("甲", (PEOPLE, UP), &["5"]);
    zone.years("乙", (PEOPLE, UP), &["2"]);
    // Moved alone neither is enough: from 5 and 2, 3 + 3 · 1 reach the sum, no less.
    zone.must("甲[-1] >= 7 人 and 乙[-1] >= 3 人");
    zone.must("甲[-1] - 5 人 + 3 * (乙[-1] - 2 人) >= 10 人");
    // (4, 2) costs 4/5 + 2/2, against 2/5 + 3/2 and 7/5 + 1/2.
    assert_eq!(zone.moves(), ["甲[-1] → 9", "乙[-1] → 4"]);
}

#[test]
fn a_search_that_grows_too_long_says_so() {
    let mut zone = Zone::new();
    let mut nodes = Vec::new();
    for at in 0..14 {
        let name = format!("项{at}");
        zone.years(&name, (PEOPLE, UP), &["1"]);
        let bands = [(">= 50 人", 5), (">= 40 人", 4), (">= 30 人", 3), (">= 20 人", 2), ("-", 1)];
        nodes.push(zone.bands(&format!("分{at}"), &format!("{name}[-1]"), &bands));
    }
    zone.score("总分", ScoreRule::Sum { of: nodes, max: None });
    zone.must("总分 >= 70");
    assert_eq!(zone.change(), Change::TooMany);
}
