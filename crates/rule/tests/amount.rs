//! The money that clauses give, where a part of it or a cap is open.

#![expect(clippy::unwrap_used, reason = "a test that goes wrong here should stop")]

use base::{Day, Dimension};
use rule::check::{self, Context};
use rule::decide::{Finding, decide};
use rule::decision::{Clause, Condition, Decision, Round};
use rule::expr::Expr;
use rule::fact::{Fact, Judgement, Schema, Type};
use rule::number::Number;
use rule::plan::Plan;
use rule::row::Row;
use rule::table::{Column, Table, Values};
use rule::value::{Answer, Doubt, Value};

const TODAY: Day = Day::constant(2026, 11, 22);

/// What an enterprise spends on research, and what is left of a budget: figures in 元.
struct Zone {
    schema: Schema,
    table: Table,
}

impl Zone {
    fn new(figures: [Option<i64>; 2]) -> Self {
        let mut schema = Schema::default();
        let mut table = Table::new(1, TODAY);
        for (name, figure) in ["研发", "余额"].into_iter().zip(figures) {
            let fact = Fact {
                id: format!("f_{name}"),
                name: name.to_owned(),
                of: Type::Number(Dimension::MONEY),
                unit: None,
                yearly: false,
                movable: None,
                fields: Vec::new(),
                values: Vec::new(),
                formula: None,
            };
            let id = schema.add(fact).unwrap();
            let values = Values::Number { values: vec![figure.unwrap_or(0)], decimals: 0 };
            let known = [figure.is_some()].into_iter().collect();
            table.columns.insert((id, 0), Column { known, assumed: None, values });
        }
        schema.judgements = vec![Judgement { name: "重大项目".to_owned(), max: None }];
        Self { schema, table }
    }

    fn formula(&self, text: &str) -> Expr {
        let context = Context { schema: &self.schema, scores: &[], item: None };
        check::resolve(&rule::parse::formula(text).unwrap(), &context).unwrap().0
    }

    /// An amount whose clauses are written as `when`, `give`, `cap`; an empty part says nothing.
    fn asks(&self, clauses: &[[&str; 3]]) -> Finding {
        let part = |text: &str| (!text.is_empty()).then(|| self.formula(text));
        let clauses = clauses.iter().enumerate().map(|(at, [when, give, cap])| Clause {
            id: format!("c{at}"),
            when: part(when).map_or(Condition::Always, Condition::When),
            scope: false,
            memory: false,
            give: part(give),
            cap: part(cap),
        });
        let decision = Decision {
            clauses: clauses.collect(),
            round: Round::Fen,
            valued: true,
            ..Decision::default()
        };
        let finding = decide(&decision, &Row::new(&self.schema, &self.table, 0));
        let run = Plan::new(&self.schema, &self.table, vec![&decision]).run();
        assert_eq!(run.answer(0, 0), finding.answer, "columns equal rows");
        finding
    }

    fn comes_to(&self, clauses: &[[&str; 3]]) -> (Answer, Option<Value>) {
        let finding = self.asks(clauses);
        (finding.answer, finding.amount)
    }
}

fn yuan(amount: i64) -> Value {
    Value::Number(Number::from_i64(amount), Dimension::MONEY)
}

fn between(low: i64, high: i64, doubt: Doubt) -> Value {
    Value::within(Number::from_i64(low), Number::from_i64(high), Dimension::MONEY, doubt)
}

#[test]
fn a_cap_that_is_not_known_leaves_the_amount_open() {
    let clauses = [["", "5% * 研发", "余额"]];
    let open = Zone::new([Some(1_000_000), None]).comes_to(&clauses);
    assert_eq!(open, (Answer::Unknown, Some(Value::UNKNOWN)));
    let capped = Zone::new([Some(1_000_000), Some(30_000)]).comes_to(&clauses);
    assert_eq!(capped, (Answer::Yes, Some(yuan(30_000))));
}

#[test]
fn a_cap_that_may_not_hold_leaves_a_range() {
    let clauses = [["", "5% * 研发", ""], ["余额 > 0 元", "", "3 万元"]];
    let open = Zone::new([Some(1_000_000), None]).comes_to(&clauses);
    assert_eq!(open, (Answer::Unknown, Some(between(30_000, 50_000, Doubt::Unknown))));
    let capped = Zone::new([Some(1_000_000), Some(1)]).comes_to(&clauses);
    assert_eq!(capped, (Answer::Yes, Some(yuan(30_000))));
    let free = Zone::new([Some(1_000_000), Some(0)]).comes_to(&clauses);
    assert_eq!(free, (Answer::Yes, Some(yuan(50_000))));
}

#[test]
fn a_cap_no_lower_than_the_sum_need_not_be_settled() {
    let clauses = [["", "5% * 研发", ""], ["余额 > 0 元", "", "5 万元"]];
    let settled = Zone::new([Some(1_000_000), None]).comes_to(&clauses);
    assert_eq!(settled, (Answer::Yes, Some(yuan(50_000))));
    let one_more = Zone::new([Some(1_000_020), None]).comes_to(&clauses);
    assert_eq!(one_more, (Answer::Unknown, Some(between(50_000, 50_001, Doubt::Unknown))));
}

#[test]
fn a_sum_that_is_not_known_stays_open_under_a_cap_that_is() {
    let open = Zone::new([None, Some(30_000)]).comes_to(&[["", "5% * 研发", "余额"]]);
    assert_eq!(open, (Answer::Unknown, Some(Value::UNKNOWN)));
}

#[test]
fn a_cap_that_a_person_judges_leaves_the_amount_to_the_person() {
    let clauses = [["", "5% * 研发", ""], ["judge(\"重大项目\")", "", "3 万元"]];
    let open = Zone::new([Some(1_000_000), None]).comes_to(&clauses);
    assert_eq!(open, (Answer::Person, Some(between(30_000, 50_000, Doubt::Person))));
}

#[test]
fn a_cap_says_nothing_where_nothing_is_given() {
    let clauses = [["研发 > 0 元", "5% * 研发", ""], ["", "", "余额"]];
    let found = Zone::new([Some(0), None]).comes_to(&clauses);
    assert_eq!(found, (Answer::Yes, None));
}
