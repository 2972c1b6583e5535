//! Whether the bands of a table leave no number out.

use rule::expr::{Comparison, Expr, Node, RangeExpr, Test};
use rule::number::Number;
use rule::value::Value;

/// Numbers from one to another; a missing end is unbounded.
struct Stretch {
    low: Option<(Number, bool)>,
    high: Option<(Number, bool)>,
}

/// Whether every number passes one of the tests. Tests that are more than comparisons with
/// constants count for nothing.
pub(crate) fn cover_all(bands: &[&[Test]]) -> bool {
    if bands.iter().copied().flatten().any(|test| *test == Test::Anything) {
        return true;
    }
    let mut stretches: Vec<Stretch> = bands.iter().copied().flatten().flat_map(stretches).collect();
    stretches.sort_by(|a, b| order(a.low.as_ref(), b.low.as_ref()));
    // Everything below `reach` is covered, and `reach` itself if the flag says so.
    let mut reach: Option<(Number, bool)> = None;
    for stretch in stretches {
        let joins = match (&stretch.low, &reach) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((low, closed)), Some((end, covered))) => {
                low < end || (low == end && (*closed || *covered))
            }
        };
        if !joins {
            return false;
        }
        let Some((high, closed)) = stretch.high else { return true };
        reach = Some(match reach {
            Some((end, covered)) if end > high => (end, covered),
            Some((end, covered)) if end == high => (end, covered || closed),
            _ => (high, closed),
        });
    }
    false
}

fn order(a: Option<&(Number, bool)>, b: Option<&(Number, bool)>) -> std::cmp::Ordering {
    match (a, b) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some((a, inside)), Some((b, within))) => a.cmp(b).then(within.cmp(inside)),
    }
}

/// The numbers that pass a test for certain.
fn stretches(test: &Test) -> Vec<Stretch> {
    let one = |low, high| vec![Stretch { low, high }];
    match test {
        Test::Compare(comparison, bound) => {
            let Some(bound) = constant(bound) else { return Vec::new() };
            match comparison {
                Comparison::Less => one(None, Some((bound, false))),
                Comparison::AtMost => one(None, Some((bound, true))),
                Comparison::More => one(Some((bound, false)), None),
                Comparison::AtLeast => one(Some((bound, true)), None),
                Comparison::Equal => one(Some((bound.clone(), true)), Some((bound, true))),
                Comparison::Unequal => vec![
                    Stretch { low: None, high: Some((bound.clone(), false)) },
                    Stretch { low: Some((bound, false)), high: None },
                ],
            }
        }
        Test::Value(value) => match &*value.node {
            Node::Range(RangeExpr { low, high }) => {
                let end = |end: &Option<(Expr, bool)>| match end {
                    None => Some(None),
                    Some((bound, closed)) => constant(bound).map(|bound| Some((bound, *closed))),
                };
                match (end(low), end(high)) {
                    (Some(low), Some(high)) => one(low, high),
                    _ => Vec::new(),
                }
            }
            _ => constant(value).map_or_else(Vec::new, |bound| {
                one(Some((bound.clone(), true)), Some((bound, true)))
            }),
        },
        Test::Anything => one(None, None),
        Test::Not(_) => Vec::new(),
    }
}

fn constant(expr: &Expr) -> Option<Number> {
    match &*expr.node {
        Node::Literal(Value::Number(number, _)) => Some(number.clone()),
        Node::Negative(inner) => constant(inner).map(|number| number.negated()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(bands: &[&str]) -> bool {
        let tests: Vec<Vec<Test>> =
            bands.iter().map(|band| rule::parse::tests(band).expect(band)).collect();
        let tests: Vec<&[Test]> = tests.iter().map(Vec::as_slice).collect();
        cover_all(&tests)
    }

    #[test]
    fn bands_that_meet_cover_everything() {
        for bands in [
            vec!["-"],
            vec![">= 5%", "< 5%"],
            vec!["> 5%", "<= 5%"],
            vec![">= 30%", "[10%..30%)", "< 10%"],
            vec!["< 0", "0", "> 0"],
            vec!["!= 3", "3"],
            vec!["<= 300 人", "[300 人..1000 人]", ">= 1000 人"],
            vec!["< -5", ">= -5"],
            vec!["< 10", "> 2"],
            vec!["< 1, >= 1"],
        ] {
            assert!(covers(&bands), "{bands:?}");
        }
    }

    #[test]
    fn a_hole_of_one_point_is_a_hole() {
        for bands in [
            vec!["> 5%", "< 5%"],
            vec![">= 30%", "[10%..30%)", "< 9%"],
            vec![">= 5%"],
            vec!["< 5%"],
            vec!["(0..1)", "<= 0", "> 1"],
            vec!["!= 3"],
            vec!["not(> 5)", "> 5"],
            vec![],
        ] {
            assert!(!covers(&bands), "{bands:?}");
        }
    }
}
