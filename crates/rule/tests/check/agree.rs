//! What checking promises, evaluating keeps: values have the types that formulas were given.

use base::{Day, Dimension};
use proptest::prelude::*;
use rule::bits::Bits;
use rule::check::{resolve, zero_is_no};
use rule::fact::{FactId, Type};
use rule::number::Number;
use rule::parse::formula;
use rule::row::Row;
use rule::table::{Column, Table, Values};
use rule::value::Value;

use crate::schema::{MONEY, PLAIN, context, people, schema, scores};

fn either(of: &[&str]) -> BoxedStrategy<String> {
    let of: Vec<String> = of.iter().map(|text| (*text).to_owned()).collect();
    prop::sample::select(of).boxed()
}

/// `shape` with its letters a, b replaced by formulas.
fn shaped(shape: &str, a: &str, b: &str) -> String {
    let parts = shape.chars().map(|letter| match letter {
        'Ⓐ' => format!("({a})"),
        'Ⓑ' => format!("({b})"),
        other => other.to_string(),
    });
    parts.collect()
}

fn joined(
    shapes: &[&str],
    a: BoxedStrategy<String>,
    b: BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    (either(shapes), a, b).prop_map(|(shape, a, b)| shaped(&shape, &a, &b)).boxed()
}

fn money(depth: u32) -> BoxedStrategy<String> {
    let leaf = either(&[
        "营业收入[-1]",
        "研发费用[-2]",
        "注册资本",
        "100 万元",
        "sum(last(营业收入, 3))",
        "sum(知识产权[已应用].转让价)",
        "max(last(研发费用, 2))",
    ]);
    let Some(less) = depth.checked_sub(1) else { return leaf };
    let same = ["Ⓐ + Ⓑ", "Ⓐ - Ⓑ", "max(Ⓐ, Ⓑ, 0)", "min([Ⓐ, Ⓑ])", "if 居民企业 then Ⓐ else Ⓑ"];
    prop_oneof![
        leaf,
        joined(&same, money(less), money(less)),
        joined(&["Ⓐ * Ⓑ", "Ⓐ / Ⓑ", "floor(Ⓐ)", "abs(-Ⓐ)"], money(less), plain(less)),
        joined(&["if Ⓐ then Ⓑ else 0"], truth(less), money(less)),
    ]
    .boxed()
}

fn plain(depth: u32) -> BoxedStrategy<String> {
    let leaf = either(&[
        "资产负债率[-1]",
        "30%",
        "2",
        "创新得分",
        "judge(\"技术先进程度\")",
        "count(知识产权[类别 = \"发明专利\" or 已应用])",
        "on.year - 成立日期.year",
        "string length(企业规模)",
    ]);
    let Some(less) = depth.checked_sub(1) else { return leaf };
    prop_oneof![
        leaf,
        joined(&["Ⓐ / Ⓑ", "Ⓐ / Ⓑ - 1"], money(less), money(less)),
        joined(&["Ⓐ / Ⓑ"], staff(less), staff(less)),
        joined(&["Ⓐ + Ⓑ", "Ⓐ * Ⓑ", "max(Ⓐ, Ⓑ)", "Ⓐ ** 2"], plain(less), plain(less)),
    ]
    .boxed()
}

fn staff(depth: u32) -> BoxedStrategy<String> {
    let leaf = either(&["职工总数[-1]", "职工总数[-3]", "30 人", "last(职工总数, 2)[1]"]);
    let Some(less) = depth.checked_sub(1) else { return leaf };
    let same = ["Ⓐ + Ⓑ", "Ⓐ - 3", "max(Ⓐ, 5)", "Ⓐ + (2 * 3)", "if 居民企业 then Ⓐ else 7"];
    prop_oneof![leaf, joined(&same, staff(less), staff(less))].boxed()
}

fn truth(depth: u32) -> BoxedStrategy<String> {
    let leaf = either(&[
        "居民企业",
        "企业规模 in [\"大型\", \"中型\"]",
        "成立日期 <= on - 3 年",
        "on - 成立日期 >= 365 天",
        "some t in 知识产权 satisfies t.授权日 > on - 2 年",
        "every x in last(营业收入, 3) satisfies x > 0",
        "judge(\"主导产品属于重点领域\")",
        "信用得分 >= 60",
        "发明专利数 + 1 >= 3 项",
        "合同期限 between 3 个月 and 2 年",
    ]);
    let Some(less) = depth.checked_sub(1) else { return leaf };
    prop_oneof![
        leaf,
        joined(
            &["Ⓐ >= Ⓑ", "Ⓐ != Ⓑ", "Ⓐ in [0..Ⓑ)", "Ⓐ in (Ⓑ, > 5 万元)"],
            money(less),
            money(less)
        ),
        joined(&["Ⓐ < Ⓑ", "Ⓐ between 0 and Ⓑ"], plain(less), plain(less)),
        joined(&["Ⓐ = Ⓑ", "Ⓐ > 5"], staff(less), staff(less)),
        joined(&["Ⓐ and Ⓑ", "Ⓐ or Ⓑ", "not(Ⓐ)", "Ⓐ = Ⓑ"], truth(less), truth(less)),
    ]
    .boxed()
}

/// A row of figures, each known or not.
fn figures() -> impl Strategy<Value = Vec<Option<i64>>> {
    prop::collection::vec(prop::option::weighted(0.8, 0i64..5), 32)
}

fn column(known: bool, values: Values) -> Column {
    Column { known: Bits::from_iter([known]), assumed: None, values }
}

fn table(figures: &[Option<i64>]) -> Table {
    let on = Day::constant(2026, 11, 21);
    let mut table = Table::new(1, on);
    let mut figures = figures.iter().copied();
    let mut next = || figures.next().flatten();
    let number = |figure: Option<i64>, decimals| {
        let values = vec![figure.unwrap_or(0)];
        column(figure.is_some(), Values::Number { values, decimals })
    };
    for (fact, decimals) in [(0, 2), (1, 2), (2, 0), (3, 1)] {
        for lag in 1..=3 {
            table.columns.insert((FactId(fact), lag), number(next(), decimals));
        }
    }
    for (fact, decimals) in [(8, 2), (9, 0), (10, 0)] {
        table.columns.insert((FactId(fact), 0), number(next(), decimals));
    }
    let born = next();
    let days = vec![i32::try_from(20_000 + born.unwrap_or(0) * 200).unwrap_or(0)];
    table.columns.insert((FactId(4), 0), column(born.is_some(), Values::Date(days)));
    let resident = next();
    let bits = Bits::from_iter([resident.is_some_and(|figure| figure > 2)]);
    table.columns.insert((FactId(5), 0), column(resident.is_some(), Values::Bool(bits)));
    let size = next();
    let words = ["大型", "中型", "小型", "微型", "微型"].map(str::to_owned).to_vec();
    let codes = vec![u32::try_from(size.unwrap_or(0)).unwrap_or(0)];
    table.columns.insert((FactId(6), 0), column(size.is_some(), Values::Text { codes, words }));
    let term = next();
    let months = Values::Months(vec![term.unwrap_or(0) * 6]);
    table.columns.insert((FactId(11), 0), column(term.is_some(), months));
    table.columns.insert((FactId(7), 0), rights(next(), next()));
    table
}

fn rights(count: Option<i64>, figure: Option<i64>) -> Column {
    let records = u32::try_from(count.unwrap_or(0)).unwrap_or(0);
    let rows = usize::try_from(records).unwrap_or(0);
    let of = |values| Column { known: Bits::ones(rows), assumed: None, values };
    let mut fields = vec![
        of(Values::Text { codes: vec![0; rows], words: vec!["发明专利".to_owned()] }),
        of(Values::Date(vec![20_300; rows])),
        of(Values::Bool(Bits::ones(rows))),
        of(Values::Number { values: vec![figure.unwrap_or(0); rows], decimals: 2 }),
    ];
    if figure.is_none()
        && let Some(price) = fields.last_mut()
    {
        price.known = Bits::zeros(rows);
    }
    column(count.is_some(), Values::List { offsets: vec![0, records], fields })
}

/// Whether a value is of a type; what is open is of every type.
fn is_of(value: &Value, of: &Type) -> bool {
    match (value, of) {
        (Value::Open(_), _) | (Value::Bool(_), Type::Bool) => true,
        (Value::Number(_, found), Type::Number(wanted)) => found == wanted,
        (Value::Between(found), Type::Number(wanted)) => found.dimension == *wanted,
        _ => false,
    }
}

fn formulas() -> impl Strategy<Value = (String, Type)> {
    prop_oneof![
        money(3).prop_map(|text| (text, MONEY)),
        plain(3).prop_map(|text| (text, PLAIN)),
        staff(3).prop_map(|text| (text, people())),
        truth(4).prop_map(|text| (text, Type::Bool)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_value_is_of_the_type_that_its_formula_was_given(
        (text, of) in formulas(),
        figures in figures(),
    ) {
        let (mut schema, scores) = (schema(), scores());
        schema.born = Some(FactId(4));
        let found = resolve(&formula(&text).expect(&text), &context(&schema, &scores));
        let (checked, found) = found.map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        prop_assert_eq!(&found, &of);
        let table = table(&figures);
        let points = [Value::Number(Number::from_i64(7), Dimension::NONE), Value::UNKNOWN];
        let row = Row::new(&schema, &table, 0);
        let value = row.with_scores(&points).value(&checked);
        prop_assert!(is_of(&value, &of), "{text} is {value:?}");
    }

    #[test]
    fn zero_is_no_changes_only_what_is_unknown(text in truth(4), figures in figures()) {
        let (mut schema, scores) = (schema(), scores());
        schema.born = Some(FactId(4));
        let (checked, _) = resolve(&formula(&text).expect(&text), &context(&schema, &scores))
            .map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        let table = table(&figures);
        let points = [Value::Number(Number::from_i64(7), Dimension::NONE), Value::UNKNOWN];
        let row = Row::new(&schema, &table, 0);
        let row = row.with_scores(&points);
        let (before, after) = (row.value(&checked), row.value(&zero_is_no(&checked)));
        if let Value::Bool(settled) = before {
            prop_assert_eq!(after, Value::Bool(settled), "{}", text);
        }
    }
}

#[test]
fn a_division_by_zero_is_unknown_unless_the_clause_calls_it_a_no() {
    let (schema, scores) = (schema(), scores());
    let mut table = Table::new(1, Day::constant(2026, 11, 21));
    for (fact, value) in [(0, 0), (1, 5)] {
        let figure = column(true, Values::Number { values: vec![value], decimals: 2 });
        table.columns.insert((FactId(fact), 1), figure);
    }
    let row = Row::new(&schema, &table, 0);
    let text = "研发费用[-1] / 营业收入[-1] >= 3%";
    let (checked, _) =
        resolve(&formula(text).expect(text), &context(&schema, &scores)).expect(text);
    assert_eq!(row.value(&checked), Value::UNKNOWN);
    assert_eq!(row.value(&zero_is_no(&checked)), Value::Bool(false));
}
