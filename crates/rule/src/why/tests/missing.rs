//! Missing facts and open judgements.

use super::zone::{FIXED, MONEY, PEOPLE, RATIO, UP, Zone};
use crate::decision::ScoreRule;
use crate::number::Number;

#[test]
fn only_what_is_open_and_matters_is_missing() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["", "10 元"]);
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.years("从业人员", (PEOPLE, UP), &["40"]);
    zone.years("专利申请", (PEOPLE, UP), &[""]);
    zone.must("营业收入[-1] >= 5 元 or 从业人员[-1] >= 30 人");
    zone.must("研发费用[-1] / 营业收入[-1] >= 5% and 营业收入[-2] >= 5 元");
    // The first clause holds whatever the revenue is.
    assert_eq!(zone.missing(), ["研发费用[-1]", "营业收入[-1]"]);
    zone.must("从业人员[-1] >= 50 人");
    assert_eq!(zone.missing(), Vec::<String>::new());
}

#[test]
fn a_group_of_which_one_holds_is_missing_nothing() {
    let mut zone = Zone::new();
    zone.years("营业收入", (MONEY, UP), &["10 元"]);
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.years("从业人员", (PEOPLE, UP), &[""]);
    let revenue = zone.option("营业收入[-1] >= 5 元");
    let spent = zone.option("研发费用[-1] >= 5 元");
    let more = zone.option("营业收入[-1] >= 20 元");
    zone.decision.any = vec![vec![revenue, spent]];
    zone.must("从业人员[-1] >= 5 人");
    assert_eq!(zone.missing(), ["从业人员[-1]"]);
    zone.decision.any.push(vec![more, spent]);
    assert_eq!(zone.missing(), ["从业人员[-1]", "研发费用[-1]"]);
}

#[test]
fn a_derived_fact_is_missing_what_it_is_made_of() {
    let mut zone = Zone::new();
    zone.years("资产总额", (MONEY, UP), &["100 元", ""]);
    zone.years("负债总额", (MONEY, FIXED), &["", ""]);
    zone.derived("净资产", (MONEY, true, FIXED), "资产总额 - 负债总额");
    zone.must("净资产[-1] >= 5 元");
    assert_eq!(zone.missing(), ["负债总额[-1]"]);
    zone.must("净资产[-2] >= 5 元 or 净资产[-1] >= 3 元");
    assert_eq!(zone.missing(), ["负债总额[-1]", "资产总额[-2]", "负债总额[-2]"]);
}

#[test]
fn a_derived_fact_that_cannot_be_derived_is_missing_itself() {
    let mut zone = Zone::new();
    zone.years("资产总额", (MONEY, UP), &["0 元"]);
    zone.years("负债总额", (MONEY, FIXED), &["5 元"]);
    zone.derived("资产负债率", (RATIO, true, FIXED), "负债总额 / 资产总额");
    zone.must("资产负债率[-1] <= 75%");
    assert_eq!(zone.missing(), ["资产负债率[-1]"]);
}

#[test]
fn without_a_day_of_birth_no_year_is_asked_for() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["", "3 元", ""]);
    zone.must("sum(last(研发费用, 3)) >= 66 元");
    assert_eq!(zone.missing(), ["研发费用[-3]", "研发费用[-1]"]);
    let born = zone.schema.born.expect("a fact");
    zone.table.columns.remove(&(born, 0));
    assert_eq!(zone.missing(), ["成立日期"]);
}

#[test]
fn a_tier_is_missing_what_its_branches_are_all_missing() {
    let mut zone = Zone::new();
    zone.years("销售收入", (MONEY, UP), &[""]);
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.years("从业人员", (PEOPLE, UP), &["", ""]);
    zone.must("if 销售收入[-1] <= 5 元 then 研发费用[-1] >= 1 元 else 研发费用[-1] >= 2 元");
    zone.must("if 销售收入[-1] <= 5 元 then 从业人员[-1] >= 1 人 else false");
    assert_eq!(zone.missing(), ["销售收入[-1]", "研发费用[-1]"]);
}

#[test]
fn a_list_is_missing_itself_or_for_its_fields() {
    let mut zone = Zone::new();
    let list = zone.patents(UP, &[("发明专利", true)]);
    zone.must("count(知识产权[类别 = \"发明专利\" and 有效]) >= 1");
    assert_eq!(zone.missing(), Vec::<String>::new());
    let column = zone.table.columns.get_mut(&(list, 0)).expect("a list");
    let crate::table::Values::List { fields, .. } = &mut column.values else { panic!("a list") };
    fields[1].known.set(0, false);
    assert_eq!(zone.missing(), ["知识产权"]);
    zone.table.columns.remove(&(list, 0));
    assert_eq!(zone.missing(), ["知识产权"]);
}

#[test]
fn only_open_bands_of_a_score_are_missing_and_of_the_best_only_what_can_win() {
    let mut zone = Zone::new();
    zone.years("科技人员", (PEOPLE, UP), &[""]);
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.years("销售收入", (MONEY, UP), &["100 元"]);
    let staff = zone.bands("人员得分", "科技人员[-1]", &[(">= 20 人", 10), ("-", 5)]);
    let spent = zone.bands("投入得分", "研发费用[-1]", &[(">= 20 元", 50), ("-", 0)]);
    let sales = zone.bands("收入得分", "销售收入[-1]", &[(">= 50 元", 30), ("-", 0)]);
    let best = zone.score("最高得分", ScoreRule::Best { of: vec![staff, spent, sales] });
    zone.must("最高得分 >= 40");
    // The staff gives 10 at most where sales give 30.
    assert_eq!(zone.missing(), ["研发费用[-1]"]);
    zone.decision.clauses.clear();
    zone.decision.required.clear();
    zone.must("true");
    zone.decision.valued = true;
    zone.score("总分", ScoreRule::Sum { of: vec![best, staff], max: None });
    assert_eq!(zone.missing(), ["研发费用[-1]", "科技人员[-1]"]);
}

#[test]
fn judgements_are_asked_only_where_the_answer_is_left_to_a_person() {
    let mut zone = Zone::new();
    zone.judge("国际先进", None);
    zone.judge("管理水平", Some(20));
    zone.years("营业收入", (MONEY, UP), &["10 元"]);
    let rule = ScoreRule::Judged {
        judge: "管理水平".to_owned(),
        low: Number::ZERO,
        high: Number::from_i64(20),
    };
    zone.score("管理得分", rule);
    zone.must("judge(\"国际先进\") and 营业收入[-1] >= 5 元");
    zone.must("管理得分 > 10");
    assert_eq!(
        (zone.asked(), zone.missing()),
        (vec!["国际先进".to_owned(), "管理水平".to_owned()], vec![])
    );
    zone.years("研发费用", (MONEY, UP), &[""]);
    zone.must("研发费用[-1] >= 5 元");
    assert_eq!((zone.asked(), zone.missing()), (vec![], vec!["研发费用[-1]".to_owned()]));
}

#[test]
fn money_that_cannot_be_said_is_missing_what_it_is_reckoned_from() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &[""]);
    let at = zone.must("true");
    let give = crate::parse::formula("5% * 研发费用[-1]").expect("a formula");
    let context = crate::check::Context { schema: &zone.schema, scores: &[], item: None };
    zone.decision.clauses[at].give =
        Some(crate::check::amount(&give, &context).expect("an amount"));
    assert_eq!(zone.missing(), ["研发费用[-1]"]);
}
