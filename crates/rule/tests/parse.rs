//! Formulas, tests and constants read from text.

#![expect(clippy::expect_used, reason = "a test ends where something is missing")]

use base::{Dimension, Unit};
use proptest::prelude::*;
use rule::expr::{Comparison, Expr, Node, Test};
use rule::fault::{Fault, Span};
use rule::number::Number;
use rule::parse::{LONGEST, formula, literal, tests};
use rule::value::Value;
use rule::walk::{same, unplaced};

fn tree(text: &str) -> Expr {
    unplaced(&formula(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}")))
}

fn codes(text: &str) -> Vec<&'static str> {
    formula(text).err().unwrap_or_default().into_iter().map(|fault| fault.code).collect()
}

fn money(yuan: i64) -> Value {
    Value::Number(Number::from_i64(yuan), Dimension::MONEY)
}

#[test]
fn operators_bind_as_in_feel() {
    for (written, meant) in [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("8 / 4 / 2", "(8 / 4) / 2"),
        ("3 ** 4 ** 5", "(3 ** 4) ** 5"),
        ("2 * 3 ** 2", "2 * (3 ** 2)"),
        ("-3 ** 2", "(-3) ** 2"),
        ("-a.b[1]", "-((a.b)[1])"),
        ("a + 1 < b * 2", "(a + 1) < (b * 2)"),
        ("a or b and c", "a or (b and c)"),
        ("a and b = c", "a and (b = c)"),
        ("a between 1 and 2 and c", "(a between 1 and 2) and c"),
        ("x in (1..5) or y", "(x in (1..5)) or y"),
        ("x in (a + b) * 2", "x in ((a + b) * 2)"),
        ("x in (a)", "x in a"),
        ("if a then b else c + 1", "if a then b else (c + 1)"),
        ("some x in l satisfies x > 1 and x < 5", "some x in l satisfies (x > 1 and x < 5)"),
        ("for i in 1..3 return i", "for i in [1..3] return i"),
        ("]1..10]", "(1..10]"),
        ("[1..10[", "[1..10)"),
        ("[1..x[1]]", "[1..(x[1])]"),
        ("(= 10)", "[10..10]"),
        ("a // the rest of the line\n+ /* between */ 1", "a + 1"),
    ] {
        assert_eq!(tree(written), tree(meant), "{written}");
    }
}

#[test]
fn conjunctions_are_flat() {
    let Node::And(parts) = *tree("a and b and c").node else { panic!("a conjunction") };
    assert_eq!(parts, ["a", "b", "c"].map(tree));
}

#[test]
fn constants_carry_their_units() {
    let plain = |text| Value::Number(Number::parse(text).unwrap(), Dimension::NONE);
    let of = |text, unit: Unit| Value::Number(Number::parse(text).unwrap(), unit.dimension);
    for (text, value) in [
        ("1000 万元", money(10_000_000)),
        ("1000万元", money(10_000_000)),
        ("-2 亿元", money(-200_000_000)),
        ("1.5 元", of("1.5", Unit::YUAN)),
        ("3%", plain("0.03")),
        ("5‰", plain("0.005")),
        ("2 个百分点", plain("0.02")),
        ("30 人", of("30", Unit::PERSON)),
        ("3 项", Value::Number(Number::from_i64(3), Dimension::ITEM)),
        ("3 年", Value::Months(36)),
        ("1.5 年", Value::Months(18)),
        ("6 个月", Value::Months(6)),
        ("6 月", Value::Months(6)),
        ("30 天", Value::Days(30)),
        ("-30 日", Value::Days(-30)),
        ("-.872", plain("-0.872")),
        ("1.23e4", plain("12300")),
        ("1.23E-4", plain("0.000123")),
        ("true", Value::Bool(true)),
        ("null", Value::Null),
        ("\"发明专利\"", Value::Text("发明专利".to_owned())),
        ("\"全角（）， \\\"引号\\\" \\u0041\"", Value::Text("全角（）， \"引号\" A".to_owned())),
        ("\"\\U01F40E\\uD83D\\uDCA9\"", Value::Text("🐎💩".to_owned())),
        ("2019-05-01", Value::literal("2019-05-01").unwrap()),
        ("@\"P1Y6M\"", Value::Months(18)),
    ] {
        assert_eq!(literal(text), Ok(value), "{text}");
    }
}

#[test]
fn a_day_is_a_constant_by_itself_and_a_subtraction_in_a_formula() {
    assert_eq!(tree("2019-05-01"), tree("(2019 - 05) - 01"));
}

#[test]
fn names_are_letters_and_digits_of_any_script() {
    for name in
        ["营业收入", "operating_revenue", "Ⅰ类知识产权", "R2", "_x", "近3年营收", "研发费用Ⅱ"]
    {
        assert_eq!(tree(name), Expr::new(Span::default(), Node::Name(name.to_owned())));
    }
}

#[test]
fn functions_may_have_several_words_and_named_arguments() {
    let named = "substring(string: \"abc\", start position: 2)";
    let Node::Call(function, _) = *tree(named).node else { panic!("a call") };
    assert_eq!(function.name(), "substring");
    let Node::Call(function, _) = *tree("years and months duration(a, b)").node else {
        panic!("a call");
    };
    assert_eq!(function.name(), "years and months duration");
    assert_eq!(tree("a and not(b)"), tree("a and (not(b))"));
}

#[test]
fn a_place_is_counted_in_bytes_of_the_text() {
    let found = formula("营业收入[-1] >= 100 万元").unwrap();
    let Node::Compare(_, a, b) = *found.node else { panic!("a comparison") };
    assert_eq!((found.span.range(), a.span.range(), b.span.range()), (0..30, 0..16, 20..30));
}

#[test]
fn tests_are_comparisons_values_ranges_or_formulas() {
    let thirty = || formula("30%").unwrap().node;
    let found = tests(">= 30%").unwrap();
    let [Test::Compare(Comparison::AtLeast, limit)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(limit.node, thirty());
    assert_eq!(tests("-"), Ok(vec![Test::Anything]));
    assert_eq!(tests("\"a\",\"b\"").map(|tests| tests.len()), Ok(2));
    assert!(matches!(tests("not(1, 2)").unwrap().as_slice(), [Test::Not(two)] if two.len() == 2));
    assert!(matches!(tests("not(a) and b").unwrap().as_slice(), [Test::Value(_)]));
    assert!(matches!(tests("[25%..30%)").unwrap().as_slice(), [Test::Value(_)]));
    assert!(matches!(tests("-5").unwrap().as_slice(), [Test::Value(_)]));
}

#[test]
fn what_never_ends_or_nests_too_deeply_is_refused() {
    for (text, code) in [
        ("(".repeat(2_000), "too-deep"),
        ("-".repeat(2_000), "too-deep"),
        ("[".repeat(2_000), "too-deep"),
        ("not(".repeat(1_000), "too-deep"),
        ("a in (".repeat(1_000), "too-deep"),
        ("if a then ".repeat(600), "too-deep"),
        (format!("1{}", "+1".repeat(2_000)), "too-deep"),
        (format!("a{}", ".b".repeat(2_000)), "too-deep"),
        (format!("a{}", "[1]".repeat(2_000)), "too-deep"),
        ("1".repeat(2_000), "long-number"),
        ("1e99999999999999999999".to_owned(), "long-number"),
        ("a".repeat(LONGEST + 1), "too-long"),
    ] {
        assert_eq!(codes(&text), [code], "{}", &text[..6]);
    }
    let flat = format!("a = 1{}", " or a = 1".repeat(1_000));
    assert!(formula(&flat).is_ok());
}

#[test]
fn only_the_first_fifty_faults_of_a_text_are_told() {
    assert_eq!(codes(&"；".repeat(1_000)).len(), 50);
}

/// The expressions of the conformance cases, where they are at hand.
fn conformance() -> Vec<String> {
    let Ok(shared) = std::env::var("YUANSHU_SHARED") else { return Vec::new() };
    let path = std::path::Path::new(&shared).join("conformance/feel.jsonl");
    let cases = std::fs::read_to_string(path).expect("the conformance cases");
    let expression = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        case.get("expression").and_then(|text| text.as_str()).expect("an expression").to_owned()
    };
    cases.lines().map(expression).collect()
}

#[test]
fn feel_is_read_or_refused_with_the_reason() {
    let refused: Vec<(String, Vec<&str>)> = conformance()
        .into_iter()
        .map(|text| (text.clone(), codes(&text)))
        .filter(|(_, codes)| !codes.is_empty())
        .collect();
    let wanted = [("(!=10) = (!=10)", "not-in-language"), ("@\"foo\"", "no-day")];
    for (text, codes) in refused {
        assert!(wanted.iter().any(|(own, code)| *own == text && codes == [*code]), "{text}");
    }
}

/// Every fault of a text lies within it, between characters.
fn sound(text: &str, faults: &[Fault]) -> bool {
    !faults.is_empty()
        && faults.iter().all(|fault| {
            text.get(fault.span.range()).is_some()
                && ![&fault.message, &fault.advice].iter().any(|words| words.zh.is_empty())
        })
}

fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "营业收入",
        "[-1]",
        "[",
        "]",
        "(",
        ")",
        "..",
        ".",
        ",",
        "，",
        "（",
        "≥",
        ">=",
        "<",
        "=",
        "!",
        "and",
        "or",
        "not",
        "in",
        "between",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "satisfies",
        "100",
        "万元",
        "人",
        "%",
        "年",
        "1,000",
        "1e9",
        "\"",
        "“",
        "”",
        "\\u",
        "文字",
        "@",
        "?",
        "-",
        "+",
        "*",
        "**",
        "/",
        "//",
        "/*",
        "date",
        "judge",
        "last",
        "count",
        ":",
        "{",
        " ",
        "\n",
        "null",
        "true",
        "on",
        "item",
        "且",
        "不低于5",
        "🐎",
        "day of",
        "function",
    ]);
    prop::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_fall_over(text in "\\PC{0,80}") {
        for faults in [formula(&text).err(), tests(&text).err(), literal(&text).err()] {
            prop_assert!(faults.is_none_or(|faults| sound(&text, &faults)));
        }
    }

    #[test]
    fn no_heap_of_scraps_makes_the_parser_fall_over(text in scraps()) {
        for faults in [formula(&text).err(), tests(&text).err(), literal(&text).err()] {
            prop_assert!(faults.is_none_or(|faults| sound(&text, &faults)));
        }
    }
}

#[test]
fn two_formulas_are_the_same_wherever_their_parts_were_written() {
    let texts = [
        "营业收入[-1] >= 2000 万元",
        "营业收入[-1]  >=  2000 万元",
        "营业收入[-1] > 2000 万元",
        "营业收入[-2] >= 2000 万元",
        "some t in 资质 satisfies t.类别 = \"高\"",
        "some t in  资质 satisfies t.类别 = \"高\"",
        "some t in 资质 satisfies t.类别 = \"低\"",
        "every t in 资质 satisfies t.类别 = \"高\"",
        "职工总数 in [10..20)",
        "职工总数 in [10..20]",
        "职工总数 in (10, not(5))",
        "max(1, 2)",
        "min(1, 2)",
        "if 职工总数 > 3 then 1 else 2",
    ];
    let read = |text| formula(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    for one in texts {
        for other in texts {
            let alike = tree(one) == tree(other);
            assert_eq!(same(&read(one), &read(other)), alike, "{one} · {other}");
        }
    }
}
