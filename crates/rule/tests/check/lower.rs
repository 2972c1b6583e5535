//! What checking makes of a formula: names become facts, bare numbers take on units, and
//! divisions by zero become a no where a clause says so.

use base::Dimension;
use rule::check::{band, resolve, yearly, zero_is_no};
use rule::expr::{Arithmetic, Comparison, Expr, Node, Test};
use rule::fact::FactId;
use rule::fault::Span;
use rule::number::Number;
use rule::parse::{formula, tests};
use rule::value::Value;
use rule::walk::unplaced;

use crate::schema::{context, schema, scores};

const REVENUE: FactId = FactId(0);
const RD: FactId = FactId(1);
const STAFF: FactId = FactId(2);
const RIGHTS: FactId = FactId(7);

fn at(node: Node) -> Expr {
    Expr::new(Span::default(), node)
}

fn year(fact: FactId, lag: u8) -> Expr {
    at(Node::Year(fact, lag))
}

fn number(value: i64, dimension: Dimension) -> Expr {
    at(Node::Literal(Value::Number(Number::from_i64(value), dimension)))
}

fn compare(op: Comparison, a: Expr, b: Expr) -> Expr {
    at(Node::Compare(op, a, b))
}

fn over(a: Expr, b: Expr) -> Expr {
    at(Node::Arithmetic(Arithmetic::Divide, a, b))
}

fn some(of: Expr) -> Expr {
    compare(Comparison::Unequal, of, number(0, Dimension::NONE))
}

fn resolved(text: &str) -> Expr {
    let (schema, scores) = (schema(), scores());
    let found = resolve(&formula(text).expect(text), &context(&schema, &scores));
    unplaced(&found.unwrap_or_else(|faults| panic!("{text}: {faults:?}")).0)
}

#[test]
fn an_index_is_a_year_and_last_the_years_that_exist() {
    assert_eq!(resolved("营业收入[-2]"), year(REVENUE, 2));
    assert_eq!(resolved("last(staff_count, 3)"), at(Node::Last(STAFF, 3)));
    assert_eq!(resolved("创新得分"), at(Node::Score(0)));
}

#[test]
fn a_bare_number_takes_on_the_unit_beside_it() {
    let staff = || year(STAFF, 1);
    let wanted = compare(Comparison::AtLeast, staff(), number(100, Dimension::PERSON));
    assert_eq!(resolved("职工总数[-1] >= 100"), wanted);
    let sum = at(Node::Arithmetic(Arithmetic::Add, staff(), number(3, Dimension::PERSON)));
    assert_eq!(resolved("职工总数[-1] + 3"), sum);
    let above = compare(Comparison::More, year(REVENUE, 1), number(0, Dimension::MONEY));
    assert_eq!(resolved("营业收入[-1] > 0"), above);
}

#[test]
fn a_unit_that_only_counts_falls_away_beside_a_count() {
    let Node::Compare(_, _, limit) = *resolved("count(知识产权) >= 3 项").node else {
        panic!("a comparison");
    };
    assert_eq!(limit, number(3, Dimension::NONE));
}

#[test]
fn a_field_in_a_filter_belongs_to_the_element() {
    let item = at(Node::Local("item".to_owned()));
    let applied = at(Node::Field(item, "in_use".to_owned()));
    let wanted = at(Node::Filter(at(Node::Fact(RIGHTS)), applied));
    assert_eq!(resolved("知识产权[已应用]"), wanted);
    assert_eq!(resolved("知识产权[item.in_use]"), wanted);
}

#[test]
fn a_day_that_is_spelled_out_is_a_constant() {
    let day = Value::literal("2019-05-01").expect("a day");
    for text in ["date(\"2019-05-01\")", "date(2019, 5, 1)", "@\"2019-05-01\""] {
        assert_eq!(resolved(text), at(Node::Literal(day.clone())), "{text}");
    }
}

#[test]
fn a_yearly_formula_speaks_of_the_same_year() {
    let (schema, scores) = (schema(), scores());
    let text = formula("研发费用 / 营业收入").expect("a formula");
    let found = yearly(&text, &context(&schema, &scores)).expect("resolved");
    assert_eq!(unplaced(&found.0), over(year(RD, 1), year(REVENUE, 1)));
}

#[test]
fn a_band_is_one_question() {
    let (schema, scores) = (schema(), scores());
    let context = context(&schema, &scores);
    let of = resolve(&formula("职工总数[-1]").expect("a formula"), &context).expect("resolved");
    let found = band(Some(&of), &tests(">= 30").expect("tests"), &context).expect("a band");
    let test = Test::Compare(Comparison::AtLeast, number(30, Dimension::PERSON));
    assert_eq!(unplaced(&found), at(Node::In(year(STAFF, 1), vec![test])));
    let otherwise = band(Some(&of), &[Test::Anything], &context).expect("a band");
    assert_eq!(unplaced(&otherwise), at(Node::Literal(Value::Bool(true))));
}

#[test]
fn zero_below_a_fraction_bar_is_a_no_where_the_clause_says_so() {
    let guarded = |text| unplaced(&zero_is_no(&resolved(text)));
    let ratio = resolved("研发费用[-1] / 营业收入[-1] >= 3%");
    assert_eq!(
        guarded("研发费用[-1] / 营业收入[-1] >= 3%"),
        at(Node::And(vec![some(year(REVENUE, 1)), ratio.clone()]))
    );
    let wanted = vec![some(year(REVENUE, 1)), ratio];
    let Node::Or(parts) = *guarded("研发费用[-1] / 营业收入[-1] >= 3% or 居民企业").node
    else {
        panic!("a choice");
    };
    assert_eq!(parts, [at(Node::And(wanted)), resolved("居民企业")]);
    assert_eq!(guarded("营业收入[-1] / 2 > 0"), resolved("营业收入[-1] / 2 > 0"));
}

#[test]
fn each_denominator_is_guarded_once_and_inner_ones_first() {
    let text = "营业收入[-1] / (研发费用[-1] / 职工总数[-1]) + 营业收入[-2] / (研发费用[-1] / 职工总数[-1]) > 0";
    let found = unplaced(&zero_is_no(&resolved(text)));
    let inner = over(year(RD, 1), year(STAFF, 1));
    let wanted = vec![some(year(STAFF, 1)), some(inner), resolved(text)];
    assert_eq!(found, at(Node::And(wanted)));
}

#[test]
fn a_zero_in_one_test_leaves_the_others_alone() {
    let text = "注册资本 in (研发费用[-1] / 资产负债率[-1], > 5 万元)";
    let first = resolved("资产负债率[-1] != 0 and 注册资本 in (研发费用[-1] / 资产负债率[-1])");
    let wanted = vec![first, resolved("注册资本 in (> 5 万元)")];
    assert_eq!(unplaced(&zero_is_no(&resolved(text))), at(Node::Or(wanted)));
}

#[test]
fn a_branch_that_is_not_taken_divides_by_nothing() {
    let text = "(if 居民企业 then 研发费用[-1] / 营业收入[-1] else 0) >= 3%";
    let taken = at(Node::If(
        resolved("居民企业"),
        some(year(REVENUE, 1)),
        at(Node::Literal(Value::Bool(true))),
    ));
    assert_eq!(unplaced(&zero_is_no(&resolved(text))), at(Node::And(vec![taken, resolved(text)])));
}
