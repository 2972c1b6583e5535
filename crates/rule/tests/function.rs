//! What functions and operators yield, written as formulas without facts.

use rule::expr::Function;
use rule::parse;
use rule::row::evaluate;

/// The value of a formula as FEEL's `string` writes it.
fn said(formula: &str) -> String {
    let parsed = parse::formula(formula).unwrap_or_else(|faults| panic!("{formula}: {faults:?}"));
    evaluate(&parsed).to_string()
}

fn check(cases: &[(&str, &str)]) {
    let found: Vec<(&str, String)> =
        cases.iter().map(|(formula, _)| (*formula, said(formula))).collect();
    let wanted: Vec<(&str, String)> =
        cases.iter().map(|(formula, value)| (*formula, (*value).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn numbers_are_exact_where_doubles_are_not() {
    check(&[
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 / 3 * 3 = 1", "true"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("5 % * 200", "10"),
        ("100 / 0", "null"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(3.5, 0)", "4"),
        ("round half up(1.005, 2)", "1.01"),
        ("round up(5.5, 6177)", "null"),
        ("sqrt(16)", "4"),
        ("sqrt(-16)", "null"),
        ("modulo(-12, 5)", "3"),
        ("even(2.5)", "false"),
        ("odd(2.5)", "false"),
        ("number(\"1 000,5\", \" \", \",\")", "1000.5"),
        ("number(\"1,000.5\", \",\", \".\")", "1000.5"),
        ("number(\"1,000.5\")", "null"),
        ("number(\"1.5\", \".\", \".\")", "null"),
    ]);
}

#[test]
fn quantities_keep_to_their_kind() {
    check(&[
        ("100 万元 + 5000 元", "1005000 元"),
        ("100 万元 + 30 人", "null"),
        ("100 万元 + 1", "null"),
        ("100 万元 + 0", "1000000 元"),
        ("0 - 100 万元", "-1000000 元"),
        ("max(-3 万元, 0) + 1 元", "1 元"),
        ("100 万元 / 2 人", "500000 元/人"),
        ("2 亿元 / 1 亿元", "2"),
        ("30 人 >= 30", "true"),
        ("30 万元 >= 30", "null"),
        ("30 万元 > 0", "true"),
        ("30 万元 = 30 人", "null"),
        ("max(3 万元, 20000 元)", "30000 元"),
        ("max(3 万元, 4 人)", "null"),
        ("sum(3 万元, 20000 元)", "50000 元"),
        ("abs(-3 万元)", "30000 元"),
        ("sqrt(9 万元)", "null"),
        ("(2 人) ** 2", "4 人^2"),
        ("round half up(1.2345 万元, 0)", "12345 元"),
    ]);
}

#[test]
fn days_and_durations_follow_the_calendar() {
    check(&[
        ("date(\"2024-02-29\") + 1 年", "2025-02-28"),
        ("date(\"2026-01-31\") + 1 个月", "2026-02-28"),
        ("date(\"2026-03-31\") - 1 个月", "2026-02-28"),
        ("date(\"2026-11-21\") - date(\"2026-11-01\")", "P20D"),
        ("date(\"2026-11-01\") - date(\"2026-11-21\")", "-P20D"),
        ("date(\"9999-12-31\") + 1 天", "null"),
        ("date(\"2026-11-21\") + date(\"2026-11-21\")", "null"),
        ("3 年", "P3Y"),
        ("30 天", "P30D"),
        ("3 年 > 30 个月", "true"),
        ("3 年 > 30 天", "null"),
        ("30 天 / 7", "null"),
        ("7 个月 / 2", "P3M"),
        ("date(\"2026-11-21\").year", "2026"),
        ("date(\"2026-11-21\").weekday", "6"),
        ("day of week(date(\"2026-11-21\"))", "Saturday"),
        ("month of year(date(\"2026-11-21\"))", "November"),
        ("day of year(date(\"2026-12-31\"))", "365"),
        ("week of year(date(\"2027-01-01\"))", "53"),
        ("duration(\"P1Y2M\").years", "1"),
        ("duration(\"P1Y2M\").months", "2"),
        ("duration(\"P1Y2M\").days", "null"),
        ("years and months duration(date(\"2026-01-31\"), date(\"2026-02-28\"))", "P0M"),
        ("years and months duration(date(\"2026-02-28\"), date(\"2026-01-31\"))", "P0M"),
        ("date(2026, 2, 29)", "null"),
        ("date(\"-0044-03-15\")", "-0044-03-15"),
    ]);
}

#[test]
fn lists_are_counted_from_one_and_from_the_end() {
    check(&[
        ("[10, 20, 30][2]", "20"),
        ("[10, 20, 30][-1]", "30"),
        ("[10, 20, 30][0]", "null"),
        ("[10, 20, 30][4]", "null"),
        ("[10, 20, 30][1.5]", "null"),
        ("[10, 20, 30][item > 10]", "[20, 30]"),
        ("[][item > 10]", "[]"),
        ("[][1]", "null"),
        ("[[1, 2], [3]][count(item) > 1]", "[[1, 2]]"),
        ("insert before([1, 2], 1, 0)", "[0, 1, 2]"),
        ("remove([1, 2, 3], -1)", "[1, 2]"),
        ("list replace([1, 2, 3], 2, 9)", "[1, 9, 3]"),
        ("sublist([1, 2, 3], -2)", "[2, 3]"),
        ("sublist([1, 2, 3], 1, 4)", "null"),
        ("index of([1, null, 1], 1)", "[1, 3]"),
        ("index of([1, null, 1], null)", "[2]"),
        ("union([1, 2], [2, 3])", "[1, 2, 3]"),
        ("distinct values([1, \"1\", 1, null, null])", "[1, \"1\", null]"),
        ("flatten([[1, [2]], 3])", "[1, 2, 3]"),
        ("list contains([1, null], null)", "true"),
        ("list contains([\"a\"], 1)", "false"),
        ("append([1], 2, 3)", "[1, 2, 3]"),
        ("concatenate([1], [2])", "[1, 2]"),
        ("reverse([1, 2])", "[2, 1]"),
        ("mode([1, 2, 2, 1, 3])", "[1, 2]"),
        ("median(1, 2, 3, 4)", "2.5"),
        ("mean([])", "null"),
        ("sum([])", "null"),
        ("count([])", "0"),
        ("count([null, 1])", "2"),
        ("min([\"b\", \"a\"])", "a"),
        ("min([1, \"a\"])", "null"),
    ]);
}

#[test]
fn iterations_combine_lists_and_stop_at_their_bound() {
    check(&[
        ("for x in [1, 2], y in [10, 20] return x * y", "[10, 20, 20, 40]"),
        ("for x in [1, 2], y in [x, x + 1] return y", "[1, 2, 2, 3]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [1, 2] satisfies x > 1", "false"),
        ("some x in [] satisfies x > 1", "false"),
        ("every x in [] satisfies x > 1", "true"),
        ("some x in null satisfies x > 1", "null"),
        ("some x in [1, \"a\"] satisfies x = 1", "true"),
        ("every x in [1, \"a\"] satisfies x = 1", "null"),
        ("count(for i in 1..10000 return i)", "10000"),
        ("count(for i in 1..10001 return i)", "null"),
        ("count(for i in 1..100, j in 1..101 return i)", "null"),
        ("every i in 1..100, j in 1..101 satisfies true", "null"),
    ]);
}

#[test]
fn ranges_relate_by_their_ends() {
    check(&[
        ("before([1..5], (5..8])", "true"),
        ("before([1..5], [5..8])", "false"),
        ("before(1, [1..8])", "false"),
        ("before(1, (1..8])", "true"),
        ("after([5..8], [1..5))", "true"),
        ("meets([1..5], [5..8])", "true"),
        ("meets([1..5), [5..8])", "false"),
        ("meets(1, [1..8])", "null"),
        ("overlaps([1..5], [5..8])", "true"),
        ("overlaps([1..5), [5..8])", "false"),
        ("overlaps before([1..5], [3..8])", "true"),
        ("overlaps after([3..8], [1..5])", "true"),
        ("finishes(5, [1..5])", "true"),
        ("finishes(5, [1..5))", "false"),
        ("finished by([1..5], [3..5])", "true"),
        ("includes([1..5], 5)", "true"),
        ("includes([1..5), 5)", "false"),
        ("during([2..3], [1..5])", "true"),
        ("starts(1, [1..5])", "true"),
        ("started by([1..5], [1..3])", "true"),
        ("coincides([1..5], [1..5))", "false"),
        ("coincides(1, [1..1])", "null"),
        ("includes([date(\"2026-01-01\")..date(\"2026-12-31\")], date(\"2026-11-21\"))", "true"),
        ("before([1..5], [\"a\"..\"b\"])", "null"),
        ("[1..5].start", "1"),
        ("range(\"[1..3)\")", "[1..3)"),
        ("range(\"[3..1]\")", "null"),
    ]);
}

#[test]
fn tests_of_in_settle_what_they_can() {
    check(&[
        ("5 in (1, 5)", "true"),
        ("5 in [1..5)", "false"),
        ("5 in (< 3, > 4)", "true"),
        ("5 in (? * 2 = 10)", "true"),
        ("5 in [[1..3], [4..6]]", "true"),
        ("\"a\" in [[1..3], \"a\"]", "true"),
        ("5 in [\"a\", \"b\"]", "false"),
        ("null in [1, null]", "true"),
        ("null in [1..3]", "null"),
        ("[1] in [[1], [2]]", "true"),
        ("5 in []", "false"),
        ("30 人 in [20..50]", "true"),
        ("30 万元 in [20..50]", "null"),
    ]);
}

#[test]
fn texts_are_cut_by_letters_and_joined_without_null() {
    check(&[
        ("substring(\"高新技术企业\", 3)", "技术企业"),
        ("substring(\"高新技术企业\", -2)", "企业"),
        ("substring(\"高新技术企业\", 1, 2)", "高新"),
        ("substring(\"高新\", 0)", "null"),
        ("string length(\"🐎马\")", "2"),
        ("string join([\"a\", null, \"b\"], \"-\")", "a-b"),
        ("string join([\"a\", 1], \"-\")", "null"),
        ("contains(\"高新技术企业\", \"技术\")", "true"),
        ("string(1.50)", "1.5"),
        ("string([1, \"a\"])", "[1, \"a\"]"),
        ("string(null)", "null"),
        ("\"a\" + \"b\"", "ab"),
        ("\"a\" + 1", "null"),
    ]);
}

#[test]
fn truth_has_three_values() {
    check(&[
        ("all([true, null])", "null"),
        ("all([false, null])", "false"),
        ("any([true, null])", "true"),
        ("any([false, null])", "null"),
        ("all(true, false)", "false"),
        ("not(null)", "null"),
        ("null = null", "true"),
        ("1 = null", "false"),
        ("1 < null", "null"),
        ("[1, null] = [1, null]", "true"),
        ("[1, 2] = [\"a\", 3]", "false"),
        ("if null then 1 else 2", "null"),
        ("1 between 2 and null", "false"),
    ]);
}

#[test]
fn arguments_are_bound_by_feels_names_in_any_order() {
    check(&[
        ("substring(start position: 2, string: \"abc\")", "bc"),
        ("modulo(divisor: 5, dividend: 12)", "2"),
        ("floor(n: 1.56, scale: 1)", "1.5"),
        ("before(range: [2..3], point: 5)", "true"),
        ("before(point: 5, range: [2..3])", "false"),
        ("date(year: 2026, month: 11, day: 21)", "2026-11-21"),
        ("abs(number: 1)", "null"),
        ("floor(scale: 1)", "null"),
        ("max(list: [1, 2])", "2"),
    ]);
}

#[test]
fn every_function_is_found_by_its_name_and_has_a_form() {
    let names: Vec<&str> = Function::names().collect();
    assert!(names.is_sorted() && names.len() > 60);
    for name in names {
        let function = Function::find(name).expect("its own name");
        assert_eq!(function.name(), name);
        assert!(!function.forms().is_empty(), "{name}");
        assert_eq!(function.call(&[]).to_string(), "null", "{name} without arguments");
    }
    assert_eq!(Function::find("now"), None);
    assert_eq!(Function::find("judge"), None);
}
