//! Figures and comparisons.

use super::zone::{FIXED, MONEY, PEOPLE, UP, Zone, shown};
use crate::expr::Comparison;
use crate::row::Row;
use crate::value::{Answer, Value};
use crate::why::{Compared, Relation, bands, comparisons, figures};

fn read(zone: &Zone, text: &str) -> Vec<String> {
    figures(&zone.formula(text), &zone.row())
        .iter()
        .map(|figure| {
            let derived = if figure.derived { " =" } else { "" };
            format!("{} {}{derived}", zone.named(figure.fact, figure.lag), shown(&figure.value))
        })
        .collect()
}

#[test]
fn a_clause_shows_the_facts_it_read_and_what_a_derived_one_is_made_of() {
    let mut zone = Zone::born("2024-03-01");
    zone.years("资产总额", (MONEY, UP), &["100 元"]);
    zone.years("负债总额", (MONEY, FIXED), &["40 元"]);
    zone.derived("净资产", (MONEY, true, FIXED), "资产总额 - 负债总额");
    zone.years("研发费用", (MONEY, UP), &["3 元", "2 元", "1 元"]);
    assert_eq!(
        read(&zone, "净资产[-1] >= 5 元 and sum(last(研发费用, 3)) >= 资产总额[-1]"),
        [
            "净资产[-1] 60 元 =",
            "资产总额[-1] 100 元",
            "负债总额[-1] 40 元",
            "研发费用[-2] 2 元",
            "研发费用[-1] 3 元"
        ]
    );
}

#[test]
fn only_the_branch_that_counted_is_shown() {
    let mut zone = Zone::new();
    zone.years("销售收入", (MONEY, UP), &["4 元"]);
    zone.years("研发费用", (MONEY, UP), &["3 元"]);
    zone.years("从业人员", (PEOPLE, UP), &["9"]);
    let text = "if 销售收入[-1] <= 5 元 then 研发费用[-1] >= 1 元 else 从业人员[-1] >= 2 人";
    assert_eq!(read(&zone, text), ["销售收入[-1] 4 元", "研发费用[-1] 3 元"]);
    let answers: Vec<Answer> =
        comparisons(&zone.formula(text), &zone.row()).iter().map(|one| one.answer).collect();
    assert_eq!(answers, [Answer::Yes, Answer::Yes]);
}

#[test]
fn each_comparison_shows_both_sides_and_where_they_were_written() {
    let mut zone = Zone::new();
    zone.years("研发费用", (MONEY, UP), &["192 元"]);
    zone.years("销售收入", (MONEY, UP), &["4800 元"]);
    let text = "研发费用[-1] / 销售收入[-1] >= 5% or 销售收入[-1] in [1 元..9 元]";
    let found = comparisons(&zone.formula(text), &zone.row());
    let ratio = |text: &str| crate::parse::literal(text).expect("a literal");
    let [first, second] = found.as_slice() else { panic!("two comparisons") };
    let Compared { left, relation, right, answer, spans } = first;
    assert_eq!((left, relation), (&ratio("4%"), &Relation::Is(Comparison::AtLeast)));
    assert_eq!((right, answer), (&ratio("5%"), &Answer::No));
    let written = spans.map(|span| &text[span.range()]);
    let whole = "研发费用[-1] / 销售收入[-1] >= 5%";
    assert_eq!(written, ["研发费用[-1] / 销售收入[-1]", "5%", whole]);
    assert_eq!((second.relation, second.answer), (Relation::In, Answer::No));
    assert!(matches!(second.right, Value::Range(_)));
}

#[test]
fn the_bands_of_a_node_are_shown_up_to_the_one_that_applied() {
    let mut zone = Zone::new();
    zone.years("科技人员", (PEOPLE, UP), &["12"]);
    let staff = [(">= 30 人", 20), (">= 10 人", 8), ("-", 0)];
    let at = zone.bands("人员得分", "科技人员[-1]", &staff);
    let finding = zone.finding();
    let row: Row<'_> = zone.row().with_scores(&finding.scores);
    let looked = bands(&zone.decision.scores[at], &row).iter();
    let compared = looked.flat_map(|band| comparisons(&band.test, &row));
    let said: Vec<(String, Answer)> = compared.map(|one| (shown(&one.right), one.answer)).collect();
    assert_eq!(said, [("30".to_owned(), Answer::No), ("10".to_owned(), Answer::Yes)]);
}
