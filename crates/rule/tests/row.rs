//! What formulas over facts come to, for one enterprise at a time.

#![expect(clippy::expect_used, reason = "a test ends where something is missing")]

use std::collections::HashMap;

use base::{Day, Dimension};
use rule::bits::Bits;
use rule::expr::{Arguments, Arithmetic, Binding, Comparison, Expr, Function, Node, Test};
use rule::fact::{Fact, FactId, Field, Judgement, Lag, Schema, Type};
use rule::fault::Span;
use rule::number::Number;
use rule::parse;
use rule::row::{Row, evaluate};
use rule::table::{Column, Table, Values};
use rule::value::{Answer, Doubt, Value};

const PERSON: Value = Value::Open(Doubt::Person);

/// One enterprise with what is known of it.
struct Firm {
    schema: Schema,
    table: Table,
}

impl Firm {
    fn new() -> Self {
        let on = Day::constant(2026, 11, 21);
        Self { schema: Schema::default(), table: Table::new(1, on) }
    }

    fn add(&mut self, name: &str, of: Type, yearly: bool) -> FactId {
        let fact = Fact {
            id: name.to_owned(),
            name: format!("{name}名"),
            of,
            unit: None,
            yearly,
            movable: None,
            fields: Vec::new(),
            values: Vec::new(),
            formula: None,
        };
        self.schema.add(fact).expect("a name of its own")
    }

    fn money(&mut self, name: &str) -> FactId {
        self.add(name, Type::Number(Dimension::MONEY), true)
    }

    fn state(&mut self, fact: FactId, lag: Lag, values: Values) {
        let column = Column { known: Bits::ones(1), assumed: None, values };
        self.table.columns.insert((fact, lag), column);
    }

    fn yuan(&mut self, fact: FactId, lag: Lag, yuan: i64) {
        self.state(fact, lag, Values::Number { values: vec![yuan * 100], decimals: 2 });
    }

    /// Born on a day of that year.
    fn born(&mut self, year: i16) {
        let fact = self.add("born", Type::Date, false);
        let day = Day::constant(1970, 1, 1).until(Day::constant(year, 12, 31)).expect("days");
        self.state(fact, 0, Values::Date(vec![day.get_days()]));
        self.schema.born = Some(fact);
    }

    fn value(&self, node: Node) -> Value {
        Row::new(&self.schema, &self.table, 0).value(&expr(node))
    }
}

fn expr(node: Node) -> Expr {
    Expr::new(Span::default(), node)
}

fn fact(id: FactId) -> Expr {
    expr(Node::Fact(id))
}

fn year(id: FactId, lag: Lag) -> Expr {
    expr(Node::Year(id, lag))
}

/// A formula without facts.
fn text(formula: &str) -> Expr {
    parse::formula(formula).expect("a formula")
}

fn constant(value: Value) -> Expr {
    expr(Node::Literal(value))
}

fn compare(a: Expr, op: Comparison, b: &str) -> Node {
    Node::Compare(op, a, text(b))
}

fn call(name: &str, argument: Expr) -> Node {
    let function = Function::find(name).expect("a function");
    Node::Call(function, Arguments::Positional(vec![argument]))
}

fn yuan(amount: i64) -> Value {
    Value::Number(Number::from_i64(amount), Dimension::MONEY)
}

fn points(low: i64, high: i64, doubt: Doubt) -> Value {
    Value::within(Number::from_i64(low), Number::from_i64(high), Dimension::NONE, doubt)
}

#[test]
fn answers_join_as_the_language_says() {
    use Answer::{No, Person, Unknown, Yes};
    let all = [Yes, No, Unknown, Person];
    let and = [
        [Yes, No, Unknown, Person],
        [No, No, No, No],
        [Unknown, No, Unknown, Unknown],
        [Person, No, Unknown, Person],
    ];
    let or = [
        [Yes, Yes, Yes, Yes],
        [Yes, No, Unknown, Person],
        [Yes, Unknown, Unknown, Unknown],
        [Yes, Person, Unknown, Person],
    ];
    assert_eq!(all.map(|a| all.map(|b| a.and(b))), and);
    assert_eq!(all.map(|a| all.map(|b| a.or(b))), or);
    let parts = |a: Answer, b: Answer| vec![constant(a.into()), constant(b.into())];
    for a in all {
        for b in all {
            assert_eq!(evaluate(&expr(Node::And(parts(a, b)))), Value::from(a.and(b)));
            assert_eq!(evaluate(&expr(Node::Or(parts(a, b)))), Value::from(a.or(b)));
        }
    }
}

#[test]
fn an_unknown_fact_makes_every_comparison_unknown() {
    let mut firm = Firm::new();
    let tax = firm.money("tax");
    for op in [
        Comparison::Equal,
        Comparison::Unequal,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::More,
        Comparison::AtLeast,
    ] {
        assert_eq!(firm.value(compare(year(tax, 1), op, "0")), Value::UNKNOWN);
        assert_eq!(firm.value(compare(year(tax, 1), op, "null")), Value::UNKNOWN);
    }
    let within = parse::tests("0, > 100").expect("tests");
    assert_eq!(firm.value(Node::In(year(tax, 1), within)), Value::UNKNOWN);
    assert_eq!(firm.value(Node::In(year(tax, 1), vec![Test::Anything])), Value::Bool(true));
    let neither = parse::tests("not(1, 5)").expect("tests");
    assert_eq!(evaluate(&expr(Node::In(text("5"), neither.clone()))), Value::Bool(false));
    assert_eq!(evaluate(&expr(Node::In(text("6"), neither))), Value::Bool(true));
    let test = expr(compare(year(tax, 1), Comparison::More, "0"));
    let either = Node::If(test, text("1"), text("1"));
    assert_eq!(firm.value(either), Value::UNKNOWN);
}

#[test]
fn what_is_certain_stays_certain_beside_an_unknown() {
    let mut firm = Firm::new();
    let tax = firm.money("tax");
    let asked = || expr(compare(year(tax, 1), Comparison::More, "0"));
    assert_eq!(firm.value(Node::And(vec![asked(), text("false")])), Value::Bool(false));
    assert_eq!(firm.value(Node::Or(vec![asked(), text("true")])), Value::Bool(true));
    assert_eq!(firm.value(Node::And(vec![asked(), text("true")])), Value::UNKNOWN);
    let list = expr(Node::List(vec![year(tax, 1), text("1 元")]));
    assert_eq!(firm.value(call("count", list.clone())), Value::whole(2));
    assert_eq!(firm.value(call("sum", list)), Value::UNKNOWN);
}

#[test]
fn a_fact_is_read_with_its_unit_from_its_column() {
    let mut firm = Firm::new();
    let revenue = firm.money("revenue");
    firm.yuan(revenue, 1, 10_000_000);
    assert_eq!(firm.value(Node::Year(revenue, 1)), yuan(10_000_000));
    assert_eq!(
        firm.value(compare(year(revenue, 1), Comparison::AtLeast, "1000 万元")),
        Value::Bool(true)
    );
    assert_eq!(
        firm.value(compare(year(revenue, 1), Comparison::More, "1000 万元")),
        Value::Bool(false)
    );
    assert_eq!(firm.value(compare(year(revenue, 1), Comparison::More, "1000")), Value::UNKNOWN);
    assert_eq!(firm.value(compare(year(revenue, 1), Comparison::More, "0")), Value::Bool(true));
    let index = Node::Filter(fact(revenue), text("-1"));
    assert_eq!(firm.value(index), yuan(10_000_000));
    assert_eq!(firm.value(Node::On), Value::Date(Day::constant(2026, 11, 21)));
}

#[test]
fn dividing_by_a_stated_zero_is_unknown() {
    let mut firm = Firm::new();
    let (part, whole) = (firm.money("part"), firm.money("whole"));
    firm.yuan(part, 1, 5);
    firm.yuan(whole, 1, 0);
    let ratio = Node::Arithmetic(Arithmetic::Divide, year(part, 1), year(whole, 1));
    assert_eq!(firm.value(ratio.clone()), Value::UNKNOWN);
    assert_eq!(firm.value(compare(expr(ratio), Comparison::AtLeast, "3%")), Value::UNKNOWN);
}

#[test]
fn last_counts_only_years_in_which_the_enterprise_was_there() {
    let mut firm = Firm::new();
    let revenue = firm.money("revenue");
    for (lag, amount) in [(1, 30), (3, 10), (4, 5)] {
        firm.yuan(revenue, lag, amount);
    }
    let last = Node::Last(revenue, 3);
    assert_eq!(firm.value(last.clone()), Value::UNKNOWN);
    for (born, wanted) in [
        (2022, vec![yuan(10), Value::UNKNOWN, yuan(30)]),
        (2023, vec![yuan(10), Value::UNKNOWN, yuan(30)]),
        (2024, vec![Value::UNKNOWN, yuan(30)]),
        (2025, vec![yuan(30)]),
        (2026, vec![]),
        (2027, vec![]),
    ] {
        let mut firm = Firm { schema: firm.schema.clone(), table: firm.table.clone() };
        firm.born(born);
        assert_eq!(firm.value(last.clone()), Value::List(wanted.into()), "born in {born}");
    }
}

#[test]
fn a_derived_fact_is_computed_only_where_none_is_stated() {
    let mut firm = Firm::new();
    let (assets, debts, equity) = (firm.money("assets"), firm.money("debts"), firm.money("equity"));
    let formula = expr(Node::Arithmetic(Arithmetic::Subtract, year(assets, 1), year(debts, 1)));
    assert!(firm.schema.derive(equity, formula));
    for (fact, lag, amount) in
        [(assets, 1, 100), (debts, 1, 40), (assets, 2, 90), (debts, 2, 50), (assets, 3, 80)]
    {
        firm.yuan(fact, lag, amount);
    }
    firm.yuan(equity, 2, 41);
    firm.born(2020);
    assert_eq!(firm.value(Node::Year(equity, 1)), yuan(60));
    assert_eq!(firm.value(Node::Year(equity, 2)), yuan(41));
    assert_eq!(firm.value(Node::Year(equity, 3)), Value::UNKNOWN);
    assert_eq!(
        firm.value(Node::Last(equity, 3)),
        Value::List([Value::UNKNOWN, yuan(41), yuan(60)].into())
    );
}

#[test]
fn a_derived_fact_that_looks_back_looks_back_from_its_own_year() {
    let mut firm = Firm::new();
    let (revenue, growth) = (firm.money("revenue"), firm.money("growth"));
    let formula = expr(Node::Arithmetic(Arithmetic::Subtract, year(revenue, 1), year(revenue, 2)));
    assert!(firm.schema.derive(growth, formula));
    for (lag, amount) in [(1, 100), (2, 70), (3, 50)] {
        firm.yuan(revenue, lag, amount);
    }
    assert_eq!(firm.value(Node::Year(growth, 1)), yuan(30));
    assert_eq!(firm.value(Node::Year(growth, 2)), yuan(20));
    assert_eq!(firm.value(Node::Year(growth, 3)), Value::UNKNOWN);
}

#[test]
fn facts_derived_from_each_other_in_a_ring_are_unknown() {
    let mut firm = Firm::new();
    let (hen, egg) = (firm.money("hen"), firm.money("egg"));
    let both = |id| expr(Node::Arithmetic(Arithmetic::Add, year(id, 1), year(id, 1)));
    assert!(firm.schema.derive(hen, both(egg)) && firm.schema.derive(egg, both(hen)));
    assert_eq!(firm.value(Node::Year(hen, 1)), Value::UNKNOWN);
}

#[test]
fn a_judgement_is_person_and_its_points_are_a_range_until_given() {
    let mut firm = Firm::new();
    firm.schema.judgements = vec![
        Judgement { name: "创新".to_owned(), max: None },
        Judgement { name: "管理".to_owned(), max: Some(20) },
    ];
    let judge = |name: &str| expr(Node::Judge(name.to_owned()));
    assert_eq!(firm.value(Node::Judge("创新".to_owned())), PERSON);
    assert_eq!(firm.value(Node::Judge("管理".to_owned())), points(0, 20, Doubt::Person));
    assert_eq!(firm.value(Node::And(vec![judge("创新"), text("true")])), PERSON);
    assert_eq!(firm.value(Node::And(vec![judge("创新"), text("false")])), Value::Bool(false));
    assert_eq!(firm.value(compare(judge("管理"), Comparison::More, "20")), Value::Bool(false));
    assert_eq!(firm.value(compare(judge("管理"), Comparison::AtLeast, "10")), PERSON);
    let given = Column {
        known: Bits::ones(1),
        assumed: None,
        values: Values::Number { values: vec![155], decimals: 1 },
    };
    firm.table.judged.insert("管理".to_owned(), given);
    assert_eq!(firm.value(compare(judge("管理"), Comparison::Equal, "15.5")), Value::Bool(true));
}

#[test]
fn a_range_of_scores_settles_what_holds_at_both_its_ends() {
    let schema = Schema::default();
    let table = Table::new(1, Day::constant(2026, 11, 21));
    let scores = [
        points(60, 76, Doubt::Person),
        points(10, 20, Doubt::Unknown),
        Value::whole(5),
        Value::UNKNOWN,
    ];
    let row = Row::new(&schema, &table, 0).with_scores(&scores);
    let score = |at: usize| expr(Node::Score(at));
    let asked = |op, bound: &str| row.value(&expr(compare(score(0), op, bound)));
    assert_eq!(asked(Comparison::AtLeast, "60"), Value::Bool(true));
    assert_eq!(asked(Comparison::More, "60"), PERSON);
    assert_eq!(asked(Comparison::AtLeast, "77"), Value::Bool(false));
    assert_eq!(asked(Comparison::Equal, "77"), Value::Bool(false));
    assert_eq!(asked(Comparison::Unequal, "77"), Value::Bool(true));
    assert_eq!(asked(Comparison::Equal, "70"), PERSON);
    let op = |op, a, b| row.value(&expr(Node::Arithmetic(op, score(a), score(b))));
    assert_eq!(op(Arithmetic::Add, 0, 1), points(70, 96, Doubt::Unknown));
    assert_eq!(op(Arithmetic::Add, 0, 2), points(65, 81, Doubt::Person));
    assert_eq!(op(Arithmetic::Subtract, 0, 1), points(40, 66, Doubt::Unknown));
    assert_eq!(op(Arithmetic::Multiply, 0, 2), points(300, 380, Doubt::Person));
    assert_eq!(op(Arithmetic::Add, 0, 3), Value::UNKNOWN);
    assert_eq!(row.value(&expr(Node::Negative(score(0)))), points(-76, -60, Doubt::Person));
    let list = expr(Node::List(vec![score(0), score(2), text("70")]));
    assert_eq!(row.value(&expr(call("max", list.clone()))), points(70, 76, Doubt::Person));
    assert_eq!(row.value(&expr(call("min", list))), Value::whole(5));
}

/// Patents: granted, pending, and one of which the state is not known.
fn patents() -> (Firm, FactId) {
    let mut firm = Firm::new();
    let field = |id: &str, name: &str| Field {
        id: id.to_owned(),
        name: name.to_owned(),
        of: Type::Text,
        unit: None,
        values: Vec::new(),
    };
    let ip = Fact {
        id: "ip".to_owned(),
        name: "知识产权".to_owned(),
        of: Type::List(Box::new(Type::Record(FactId(0)))),
        unit: None,
        yearly: false,
        movable: None,
        fields: vec![field("category", "类别"), field("state", "状态")],
        values: Vec::new(),
        formula: None,
    };
    let ip = firm.schema.add(ip).expect("the first fact");
    let words = |known: Bits, codes: Vec<u32>, words: &[&str]| Column {
        known,
        assumed: None,
        values: Values::Text {
            codes,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        },
    };
    let fields = vec![
        words(Bits::ones(3), vec![0, 0, 1], &["发明专利", "软件著作权"]),
        words([true, true, false].into_iter().collect(), vec![0, 1, 0], &["有效", "审查中"]),
    ];
    firm.state(ip, 0, Values::List { offsets: vec![0, 3], fields });
    (firm, ip)
}

fn local(name: &str) -> Expr {
    expr(Node::Local(name.to_owned()))
}

fn filtered(ip: FactId, field: &str, word: &str) -> Expr {
    let test = expr(compare(local(field), Comparison::Equal, word));
    expr(Node::Filter(fact(ip), test))
}

#[test]
fn records_are_filtered_by_their_fields() {
    let (firm, ip) = patents();
    for field in ["category", "类别"] {
        let count = call("count", filtered(ip, field, "\"发明专利\""));
        assert_eq!(firm.value(count), Value::whole(2), "{field}");
    }
    let open = call("count", filtered(ip, "状态", "\"有效\""));
    assert_eq!(firm.value(open), Value::UNKNOWN);
    let inner = filtered(ip, "类别", "\"发明专利\"");
    let granted = expr(compare(local("状态"), Comparison::Equal, "\"有效\""));
    let both = call("count", expr(Node::Filter(inner, granted)));
    assert_eq!(firm.value(both), Value::whole(1));
    let field = Node::Field(expr(Node::Filter(fact(ip), text("1"))), "状态".to_owned());
    assert_eq!(firm.value(field), Value::Text("有效".to_owned()));
    let column = Node::Field(fact(ip), "state".to_owned());
    let states = ["有效", "审查中"].map(|word| Value::Text(word.to_owned()));
    let wanted = states.into_iter().chain([Value::UNKNOWN]).collect();
    assert_eq!(firm.value(column), Value::List(wanted));
}

#[test]
fn one_record_can_settle_what_some_or_every_record_must_be() {
    let (firm, ip) = patents();
    let is = |word: &str| {
        let state = expr(Node::Field(local("p"), "状态".to_owned()));
        expr(compare(state, Comparison::Equal, word))
    };
    let over = || vec![Binding { name: "p".to_owned(), list: fact(ip) }];
    assert_eq!(firm.value(Node::Some(over(), is("\"有效\""))), Value::Bool(true));
    assert_eq!(firm.value(Node::Some(over(), is("\"失效\""))), Value::UNKNOWN);
    assert_eq!(firm.value(Node::Every(over(), is("\"有效\""))), Value::Bool(false));
}

#[test]
fn an_absent_list_is_unknown_and_a_stated_empty_one_is_empty() {
    let (mut firm, ip) = patents();
    firm.table.columns = HashMap::new();
    let count = || call("count", filtered(ip, "类别", "\"发明专利\""));
    assert_eq!(firm.value(count()), Value::UNKNOWN);
    let columns = |known: bool| Column {
        known: [known].into_iter().collect(),
        assumed: None,
        values: Values::List { offsets: vec![0, 0], fields: Vec::new() },
    };
    firm.table.columns.insert((ip, 0), columns(true));
    assert_eq!(firm.value(count()), Value::whole(0));
    firm.table.columns.insert((ip, 0), columns(false));
    assert_eq!(firm.value(count()), Value::UNKNOWN);
}

#[test]
fn a_list_that_may_go_on_says_what_it_lists_and_leaves_the_rest_unknown() {
    let (mut firm, ip) = patents();
    firm.table.columns.get_mut(&(ip, 0)).unwrap().known = Bits::zeros(1);
    let over = || vec![Binding { name: "p".to_owned(), list: fact(ip) }];
    let is = |word: &str| {
        let class = expr(Node::Field(local("p"), "类别".to_owned()));
        expr(compare(class, Comparison::Equal, word))
    };
    let some = |word: &str| firm.value(Node::Some(over(), is(word)));
    assert_eq!(some("\"软件著作权\""), Value::Bool(true));
    assert_eq!(some("\"植物新品种\""), Value::UNKNOWN);
    let every = |word: &str| firm.value(Node::Every(over(), is(word)));
    assert_eq!(every("\"软件著作权\""), Value::Bool(false));
    let classes = || expr(Node::Field(fact(ip), "类别".to_owned()));
    for counted in [fact(ip), filtered(ip, "类别", "\"发明专利\""), classes()] {
        assert_eq!(firm.value(call("count", counted)), Value::UNKNOWN);
    }
}

#[test]
fn values_are_written_in_the_notation_of_the_cases() {
    let written = |formula: &str| evaluate(&text(formula)).notation().to_string();
    for (formula, wanted) in [
        ("100 万元", r#"{"number":"1000000","unit":"元"}"#),
        ("30 人", r#"{"number":"30","unit":"人"}"#),
        ("5%", r#"{"number":"0.05"}"#),
        ("3 年", r#"{"duration":"P3Y"}"#),
        ("-30 天", r#"{"duration":"-P30D"}"#),
        ("date(\"2026-11-21\")", r#"{"date":"2026-11-21"}"#),
        ("[true, null, \"元\"]", r#"[true,null,{"string":"元"}]"#),
        ("1 / 0", "null"),
        ("[1..3)", r#"{"range":"[1..3)"}"#),
    ] {
        assert_eq!(written(formula), wanted, "{formula}");
    }
}
