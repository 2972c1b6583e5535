//! Gaps: by how much one fact alone is short of making a clause hold.

use base::Day;

use super::ground::Ground;
use super::kink::Kinks;
use super::lever::{Lever, Levers};
use super::scene::{Scene, cost, crept, is_met, steps};
use super::{Gap, Shortfall, leaves};
use crate::decide::Finding;
use crate::decision::{Condition, Decision};
use crate::expr::{Expr, Node};
use crate::fact::{FactId, Type};
use crate::number::Number;
use crate::row::{Row, Supposed};
use crate::value::{Answer, Value, later};
use crate::walk::{any_child, contains, facts};

/// The longest wait that is looked for, in days.
const LONGEST_WAIT: i64 = 7_305;

/// The gaps of each clause that is no and has to hold: required ones, those of a group of which
/// none holds, and the alternatives that such a clause is made of.
///
/// A figure may rise unless it is marked to move down only, and falls only where it is marked
/// so: nobody is told to sell less or to employ fewer. Likewise a flag.
pub fn gaps(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Vec<Shortfall> {
    let scene = Scene { decision, row: *row, scores: &finding.scores };
    let ground = Ground::new(decision, *row);
    let failed = failed(decision, finding);
    let mut found: Vec<Shortfall> = Vec::new();
    for clause in failed.iter().copied() {
        let gaps = scene.formula(clause).map(|formula| of_formula(scene, formula, &ground));
        found.push(Shortfall { clause, gaps: ordered(gaps.unwrap_or_default()) });
    }
    let alternatives = |clause: usize| {
        let leaves = leaves(decision, clause);
        let found = found.iter().filter(|one| leaves.contains(&one.clause));
        ordered(found.flat_map(|one| one.gaps.iter().map(with_cost)).collect())
    };
    let groups = failed.iter().copied().filter(|at| {
        matches!(decision.clauses.get(*at).map(|clause| &clause.when), Some(Condition::Any(_)))
    });
    let of_groups: Vec<(usize, Vec<Gap>)> =
        groups.map(|clause| (clause, alternatives(clause))).collect();
    for (clause, gaps) in of_groups {
        if let Some(slot) = found.iter_mut().find(|one| one.clause == clause) {
            slot.gaps = once(gaps);
        }
    }
    found
}

/// The clauses that are no and should not be.
fn failed(decision: &Decision, finding: &Finding) -> Vec<usize> {
    let no = |at: &usize| finding.clauses.get(*at) == Some(&Answer::No);
    let mut open: Vec<usize> = decision.required.iter().copied().filter(no).collect();
    for group in decision.any.iter().filter(|group| group.iter().all(no)) {
        open.extend(group);
    }
    open.reverse();
    let mut failed = Vec::new();
    while let Some(at) = open.pop() {
        if failed.contains(&at) || !no(&at) {
            continue;
        }
        failed.push(at);
        if let Some(Condition::Any(of)) = decision.clauses.get(at).map(|clause| &clause.when) {
            open.extend(of.iter().rev());
        }
    }
    failed
}

/// A gap and the relative size of its move.
type Costed = (Number, Gap);

fn with_cost(gap: &Gap) -> Costed {
    let size = match (&gap.from, &gap.by) {
        (Value::Number(from, _), Value::Number(by, _)) if !from.is_zero() => {
            by.abs().checked_div(&from.abs())
        }
        (_, Value::Days(days)) => Number::from_ratio(*days, 365),
        _ => None,
    };
    (size.unwrap_or(Number::ONE), gap.clone())
}

fn ordered(mut gaps: Vec<Costed>) -> Vec<Gap> {
    gaps.sort_by(|(one, first), (two, second)| {
        one.cmp(two).then_with(|| (first.fact, first.lag).cmp(&(second.fact, second.lag)))
    });
    gaps.into_iter().map(|(_, gap)| gap).collect()
}

/// The nearest gap of each fact.
fn once(gaps: Vec<Gap>) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    for gap in gaps {
        if !found.iter().any(|known| (known.fact, known.lag) == (gap.fact, gap.lag)) {
            found.push(gap);
        }
    }
    found
}

fn of_formula<'a>(scene: Scene<'a>, formula: &'a Expr, ground: &Ground<'a>) -> Vec<Costed> {
    let mut levers = Levers::default();
    let found = scene.levers(formula, &mut levers);
    let stands = found.iter().filter_map(|at| levers.0.get(*at));
    let mut gaps: Vec<Costed> =
        stands.filter_map(|lever| of_lever(scene, formula, (lever, ground))).collect();
    gaps.extend(wait(scene, formula).as_ref().map(with_cost));
    gaps
}

fn of_lever<'a>(
    scene: Scene<'a>,
    formula: &'a Expr,
    (lever, ground): (&Lever<'a>, &Ground<'a>),
) -> Option<Costed> {
    if !lever.up && !lever.down {
        return None;
    }
    let row = scene.row.with_scores(scene.scores);
    let mut kinks = Kinks::new((scene.decision, row), ground, lever);
    kinks.question(formula, 0);
    let nodes = kinks.moved_scores();
    let answer = |to: &Value| {
        let mut supposed = Supposed::default();
        lever.suppose(to, &mut supposed);
        scene.answer(formula, &supposed, &nodes)
    };
    let turned = |to: Value| Some((answer(&to), to)).filter(|(answer, _)| is_met(*answer));
    let mut found = steps(lever, &kinks).into_iter().find_map(turned);
    if kinks.lost {
        let met = |to: &Value| is_met(answer(to));
        let ways = [true, false].into_iter().filter_map(|up| crept(lever, up, met));
        let ways = ways.map(|to| (answer(&to), to));
        found = ways.chain(found).min_by_key(|(_, to)| cost(lever, to));
    }
    let (becomes, to) = found?;
    let by = match (&to, &lever.from) {
        (Value::Number(to, of), Value::Number(from, _)) => {
            Value::Number(to.checked_sub(from)?, *of)
        }
        _ => to.clone(),
    };
    let (fact, lag) = lever.named;
    let (from, described) = (lever.from.clone(), lever.described());
    let gap = Gap { fact, lag, from, by, to, described, becomes };
    Some((cost(lever, &gap.to), gap))
}

/// How long to wait until a day is long enough ago. Only the day of the application moves: the
/// years that are looked at stay the same.
fn wait(scene: Scene<'_>, formula: &Expr) -> Option<Gap> {
    let (fact, from) = dated(scene, formula)?;
    let day = |days: i64| later(scene.row.on(), days);
    let answer = |on: Day| {
        let mut supposed = Supposed::default();
        supposed.on = Some(on);
        scene.answer(formula, &supposed, &[])
    };
    let met = |days: i64| day(days).is_some_and(|on| is_met(answer(on)));
    let far = (0..).map(|power| 1_i64 << power).take_while(|days| *days < LONGEST_WAIT);
    let (mut short, mut enough) = far.map(|days| (days / 2, days)).find(|(_, days)| met(*days))?;
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if met(middle) { enough = middle } else { short = middle }
    }
    let to = day(enough)?;
    let becomes = answer(to);
    let (by, to, described) = (Value::Days(enough), Value::Date(to), Vec::new());
    Some(Gap { fact, lag: 0, from, by, to, described, becomes })
}

/// The first day that a formula holds against the day of the application.
fn dated(scene: Scene<'_>, part: &Expr) -> Option<(FactId, Value)> {
    match &*part.node {
        Node::Compare(..) | Node::Between(..) | Node::In(..)
            if contains(part, &|node| matches!(node, Node::On)) =>
        {
            facts(part).into_iter().find_map(|(id, lag)| {
                let of = &scene.row.schema().get(id)?.of;
                let day = scene.row.year(id, lag);
                (*of == Type::Date && matches!(day, Value::Date(_))).then_some((id, day))
            })
        }
        _ => {
            let mut found = None;
            any_child(part, &mut |part| {
                found = dated(scene, part);
                found.is_some()
            });
            found
        }
    }
}
