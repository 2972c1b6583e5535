//! No formula that parses makes the checker fall over.

use proptest::prelude::*;
use rule::check::{resolve, typed, yearly, zero_is_no};
use rule::expr::Expr;
use rule::parse::formula;
use rule::walk::children;

use crate::schema::{PLAIN, context, schema, scores};

fn scraps() -> impl Strategy<Value = String> {
    let operand = prop::sample::select(vec![
        "营业收入[-1]",
        "营业收入",
        "职工总数[-2]",
        "资产负债率[-1]",
        "成立日期",
        "居民企业",
        "企业规模",
        "知识产权",
        "知识产权[已应用]",
        "last(研发费用, 3)",
        "judge(\"技术先进程度\")",
        "创新得分",
        "on",
        "null",
        "3%",
        "100 万元",
        "30 人",
        "3 年",
        "30 天",
        "7",
        "\"大型\"",
        "[1, 2]",
        "[1..3]",
        "[]",
        "date(\"2019-05-01\")",
        "?",
        "item",
    ])
    .prop_map(str::to_owned);
    operand.prop_recursive(4, 24, 3, |inner| {
        let sign = prop::sample::select(vec![
            "+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in",
        ]);
        let call = prop::sample::select(rule::expr::Function::names().collect::<Vec<_>>());
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (call, prop::collection::vec(inner.clone(), 0..4))
                .prop_map(|(name, given)| format!("{name}({})", given.join(", "))),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("some x in {a} satisfies {b}")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("for x in {a} return x + {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})[{b}]")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a}) between ({b}) and ({c})")),
            inner.prop_map(|a| format!("-({a}).year")),
        ]
    })
}

/// Whether every name in a formula was looked up.
fn settled(expr: &Expr) -> bool {
    use rule::expr::Node;
    !matches!(&*expr.node, Node::Name(_) | Node::LastOf(..))
        && children(expr).into_iter().all(settled)
}

#[test]
fn the_deepest_formulas_that_parse_are_checked() {
    let (schema, scores) = (schema(), scores());
    let context = context(&schema, &scores);
    for text in [
        format!("1{}", "+1".repeat(200)),
        format!("{}1{}", "(1+".repeat(99), ")".repeat(99)),
        format!("{}1{}{}", "(1+".repeat(99), ")".repeat(99), "+1".repeat(101)),
        format!("{}1{}", "if 居民企业 then 1 else ".repeat(98), ""),
        format!("{}居民企业{}", "not(".repeat(98), ")".repeat(98)),
    ] {
        let parsed = formula(&text).unwrap_or_else(|faults| panic!("{faults:?}"));
        let (found, _) = resolve(&parsed, &context).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(zero_is_no(&found), found);
    }
}

proptest! {
    #[test]
    fn a_formula_is_settled_or_has_faults_within_its_text(text in scraps()) {
        let (schema, scores) = (schema(), scores());
        let context = context(&schema, &scores);
        let Ok(parsed) = formula(&text) else { return Ok(()) };
        for found in [
            resolve(&parsed, &context).map(|(expr, _)| expr),
            yearly(&parsed, &context).map(|(expr, _)| expr),
            typed(&parsed, &PLAIN, &context),
        ] {
            match found {
                Ok(expr) => prop_assert!(settled(&zero_is_no(&expr))),
                Err(faults) => {
                    prop_assert!(!faults.is_empty());
                    prop_assert!(faults.iter().all(|fault| text.get(fault.span.range()).is_some()));
                }
            }
        }
    }

    #[test]
    fn what_was_checked_once_passes_again_unchanged(text in scraps()) {
        let (schema, scores) = (schema(), scores());
        let context = context(&schema, &scores);
        let Ok(parsed) = formula(&text) else { return Ok(()) };
        if let Ok(found) = resolve(&parsed, &context) {
            prop_assert_eq!(resolve(&found.0, &context), Ok(found));
        }
    }
}
