//! Ranges of scores say nothing that a figure within them would belie.

use base::Dimension;
use proptest::prelude::*;
use rule::expr::{Arithmetic, Comparison, Function};
use rule::number::Number;
use rule::value::{Answer, Doubt, Value};

/// A range and a figure within it.
fn any_range() -> impl Strategy<Value = (Value, Value)> {
    (-20i64..20, 0i64..10, 0i64..10).prop_map(|(low, below, above)| {
        let number = Number::from_i64;
        let range =
            Value::within(number(low), number(low + below + above), Dimension::NONE, Doubt::Person);
        (range, Value::whole(low + below))
    })
}

fn any_comparison() -> impl Strategy<Value = Comparison> {
    prop_oneof![
        Just(Comparison::Equal),
        Just(Comparison::Unequal),
        Just(Comparison::Less),
        Just(Comparison::AtMost),
        Just(Comparison::More),
        Just(Comparison::AtLeast),
    ]
}

fn any_arithmetic() -> impl Strategy<Value = Arithmetic> {
    prop_oneof![
        Just(Arithmetic::Add),
        Just(Arithmetic::Subtract),
        Just(Arithmetic::Multiply),
        Just(Arithmetic::Divide),
    ]
}

/// Whether a figure can be what the value stands for.
fn allows(value: &Value, figure: &Value) -> bool {
    match (value, figure) {
        (Value::Open(_), _) => true,
        (Value::Between(range), Value::Number(figure, _)) => {
            range.low <= *figure && *figure <= range.high
        }
        (value, figure) => value == figure,
    }
}

proptest! {
    #[test]
    fn a_certain_comparison_holds_for_every_figure(
        (a, x) in any_range(), (b, y) in any_range(), op in any_comparison(),
    ) {
        let found = a.compare(op, &b);
        if found != Answer::Person {
            prop_assert_eq!(found, x.compare(op, &y));
        }
    }

    #[test]
    fn a_result_lies_in_the_range_of_results(
        (a, x) in any_range(), (b, y) in any_range(), op in any_arithmetic(),
    ) {
        let (range, figure) = (a.arithmetic(op, &b), x.arithmetic(op, &y));
        prop_assert!(allows(&range, &figure), "{range:?} {figure:?}");
        prop_assert!(allows(&a.negative(), &x.negative()));
    }

    #[test]
    fn the_best_and_the_sum_lie_in_their_ranges(
        (a, x) in any_range(), (b, y) in any_range(), (c, z) in any_range(),
    ) {
        for name in ["min", "max", "sum", "mean"] {
            let Some(function) = Function::find(name) else { continue };
            let range = function.call(&[a.clone(), b.clone(), c.clone()]);
            let figure = function.call(&[x.clone(), y.clone(), z.clone()]);
            prop_assert!(allows(&range, &figure), "{name}: {range:?} {figure:?}");
        }
    }
}
