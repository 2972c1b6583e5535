//! Derived facts: formulas that must not go in circles, and facts that are the value of a policy.

use std::collections::HashMap;

use rule::decision::{Condition, Outcome, Score, ScoreRule};
use rule::expr::{Arithmetic, Comparison, Expr, Node};
use rule::fact::{Fact, FactId, Schema, Type};
use rule::fault::{Span, Words};
use rule::value::Value;

use super::reaches;
use crate::shelf::Policy;

/// The formula of a fact that is the value of a policy: that of the edition in force on the day,
/// and unknown where none is. How far it may be trusted goes with it by [`super::trust`]. Or why it cannot be had.
pub(crate) fn value_of(fact: &Fact, editions: &[&Policy]) -> Result<Expr, Words> {
    let unknown = expr(Node::Literal(Value::UNKNOWN));
    editions.iter().try_fold(unknown, |others, policy| {
        let value = edition_value(fact, policy)?;
        Ok(match in_force(policy) {
            Some(days) => expr(Node::If(days, value, others)),
            None => value,
        })
    })
}

fn expr(node: Node) -> Expr {
    Expr::new(Span::default(), node)
}

fn in_force(policy: &Policy) -> Option<Expr> {
    let day = |comparison, day| {
        let day = expr(Node::Literal(Value::Date(day)));
        expr(Node::Compare(comparison, expr(Node::On), day))
    };
    let from = policy.days.from.map(|from| day(Comparison::AtLeast, from));
    let until = policy.days.until.map(|until| day(Comparison::AtMost, until));
    conjunction(from.into_iter().chain(until).collect())
}

fn conjunction(mut parts: Vec<Expr>) -> Option<Expr> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(expr(Node::And(parts))),
    }
}

/// The value of one edition; unknown where its clauses do not hold.
fn edition_value(fact: &Fact, policy: &Policy) -> Result<Expr, Words> {
    let decision = &policy.decision;
    let Some(last) = policy.value() else {
        return Err(Words::new("没有 [[indicator]]", "it has no indicator"));
    };
    if decision.lenient {
        return Err(Words::new("它把缺的数按零分算", "it counts what is missing as no points"));
    }
    let value = score(&decision.scores, last)?;
    for class in classes(decision.scores.get(last)) {
        if !fact.values.is_empty() && !fact.values.contains(class) {
            return Err(Words::new(
                format!("它的类别“{class}”不在这个事实的 values 里"),
                format!("its class \"{class}\" is not among the values of this fact"),
            ));
        }
    }
    let mut conditions = Vec::new();
    for clause in decision.required.iter().filter_map(|at| decision.clauses.get(*at)) {
        match &clause.when {
            Condition::When(formula) => {
                conditions.push(replaced(formula, &decision.scores)?);
            }
            Condition::Always => {}
            Condition::Any(_) => {
                return Err(Words::new("它有任选的条款", "it has alternatives"));
            }
        }
    }
    if !decision.any.is_empty() {
        return Err(Words::new("它有任选的条款", "it has alternatives"));
    }
    Ok(match conjunction(conditions) {
        Some(holds) => expr(Node::If(holds, value, expr(Node::Literal(Value::UNKNOWN)))),
        None => value,
    })
}

fn classes(score: Option<&Score>) -> Vec<&String> {
    let Some(ScoreRule::Bands { bands, .. }) = score.map(|score| &score.rule) else {
        return Vec::new();
    };
    bands
        .iter()
        .filter_map(|band| match &band.outcome {
            Outcome::Class(class) => Some(class),
            Outcome::Points(..) | Outcome::Formula(_) => None,
        })
        .collect()
}

/// The formula of a node of the score tree, with those it uses written out.
fn score(scores: &[Score], at: usize) -> Result<Expr, Words> {
    let Some(node) = scores.get(at) else { return Ok(expr(Node::Literal(Value::UNKNOWN))) };
    match &node.rule {
        ScoreRule::Bands { bands, .. } => {
            let mut chain: Option<Expr> = None;
            for band in bands.iter().rev() {
                let value = match &band.outcome {
                    Outcome::Class(class) => expr(Node::Literal(Value::Text(class.clone()))),
                    Outcome::Formula(formula) => replaced(formula, scores)?,
                    Outcome::Points(low, high) if low == high => {
                        expr(Node::Literal(Value::Number(low.clone(), base::Dimension::NONE)))
                    }
                    Outcome::Points(..) => {
                        return Err(Words::new("要由人打分", "a person scores it"));
                    }
                };
                chain = Some(match chain {
                    None => value,
                    Some(others) => expr(Node::If(replaced(&band.test, scores)?, value, others)),
                });
            }
            Ok(chain.unwrap_or_else(|| expr(Node::Literal(Value::UNKNOWN))))
        }
        ScoreRule::Sum { of, max } => {
            let mut sum: Option<Expr> = None;
            for part in of {
                let part = score(scores, *part)?;
                sum = Some(match sum {
                    None => part,
                    Some(sum) => expr(Node::Arithmetic(Arithmetic::Add, sum, part)),
                });
            }
            let sum = sum.unwrap_or_else(|| expr(Node::Literal(Value::UNKNOWN)));
            Ok(match max {
                None => sum,
                Some(max) => {
                    let max =
                        expr(Node::Literal(Value::Number(max.clone(), base::Dimension::NONE)));
                    let over = expr(Node::Compare(Comparison::More, sum.clone(), max.clone()));
                    expr(Node::If(over, max, sum))
                }
            })
        }
        ScoreRule::Best { .. } => {
            Err(Words::new("它取几项中最高的", "it takes the best of several"))
        }
        ScoreRule::Judged { .. } => Err(Words::new("要由人打分", "a person scores it")),
    }
}

/// The formula with the scores it uses written out.
fn replaced(formula: &Expr, scores: &[Score]) -> Result<Expr, Words> {
    if let Node::Score(at) = &*formula.node {
        return score(scores, *at);
    }
    let mut fault = None;
    let whole = rule::walk::rebuilt(formula, &mut |part| {
        replaced(part, scores).unwrap_or_else(|found| {
            fault.get_or_insert(found);
            part.clone()
        })
    });
    fault.map_or(Ok(whole), Err)
}

/// The type of the value that a policy gives to a fact.
pub(crate) fn value_type(policy: &Policy) -> Option<Type> {
    let score = policy.decision.scores.get(policy.value()?)?;
    let text = classes(Some(score)).is_empty();
    Some(if text { Type::Number(base::Dimension::NONE) } else { Type::Text })
}

/// Gives the schema the formulas that do not go in circles; returns the facts that do.
pub(crate) fn derive(schema: &mut Schema, formulas: HashMap<FactId, Expr>) -> Vec<FactId> {
    let uses: HashMap<FactId, Vec<FactId>> = formulas
        .iter()
        .map(|(id, formula)| {
            (*id, rule::walk::facts(formula).into_iter().map(|(fact, _)| fact).collect())
        })
        .collect();
    let mut circular: Vec<FactId> = Vec::new();
    for (id, formula) in formulas {
        if reaches((id, id), |id| uses.get(&id).map_or(&[][..], Vec::as_slice)) {
            circular.push(id);
        } else {
            schema.derive(id, formula);
        }
    }
    circular.sort();
    circular
}
