//! Turning decisions into shared steps.

use std::collections::HashMap;

use crate::decision::{Clause, Condition, Decision, Score};
use crate::expr::{Comparison, Expr, Node};
use crate::fact::Schema;
use crate::fault::Span;
use crate::number::Number;
use crate::plan::condition::compared;
use crate::plan::{Branch, Fixed, Gauge, Plan, Ref, Roots, Source, Step};
use crate::row::Row;
use crate::table::{Table, Values};
use crate::value::Value;

/// Collects steps, each once.
pub(super) struct Compiler<'a> {
    pub(super) schema: &'a Schema,
    pub(super) table: &'a Table,
    columns: Vec<Source>,
    column_ids: HashMap<Source, usize>,
    gauges: Vec<Gauge>,
    gauge_ids: HashMap<Gauge, usize>,
    steps: Vec<Step>,
    made: HashMap<Step, Ref>,
    scope: Scope<'a>,
}

/// The decision whose formulas are being turned into steps.
#[derive(Default)]
pub(super) struct Scope<'a> {
    pub(super) decision: usize,
    /// Its score nodes, where unknown is not made into nothing.
    pub(super) nodes: &'a [Score],
    /// The steps of its score nodes, where they are columns.
    pub(super) scores: Vec<Option<usize>>,
}

/// The clauses of a decision, with the steps of those that state something.
struct Group<'d> {
    clauses: &'d [Clause],
    stated: Vec<Option<Ref>>,
    /// A remembered number is person at best.
    weighed: bool,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(schema: &'a Schema, table: &'a Table) -> Self {
        Self {
            schema,
            table,
            columns: Vec::new(),
            column_ids: HashMap::new(),
            gauges: Vec::new(),
            gauge_ids: HashMap::new(),
            steps: Vec::new(),
            made: HashMap::new(),
            scope: Scope::default(),
        }
    }

    pub(super) fn plan(mut self, decisions: Vec<&'a Decision>) -> Plan<'a> {
        let policies: Vec<Roots> = decisions
            .iter()
            .enumerate()
            .map(|(at, decision)| self.decision(at, decision))
            .collect();
        Plan {
            persons: persons(&self.steps),
            needed: needed(&self.steps, roots(&policies)),
            schema: self.schema,
            table: self.table,
            decisions,
            columns: self.columns,
            gauges: self.gauges,
            steps: self.steps,
            policies,
        }
    }

    fn decision(&mut self, at: usize, decision: &'a Decision) -> Roots {
        let nodes = if decision.lenient { &[] } else { decision.scores.as_slice() };
        self.scope = Scope { decision: at, nodes, scores: Vec::new() };
        for score in &decision.scores {
            let step = self.score(score, decision.lenient);
            self.scope.scores.push(step);
        }
        let stated: Vec<Option<Ref>> = decision
            .clauses
            .iter()
            .map(|clause| match &clause.when {
                Condition::Always => Some(Ref::Constant(Fixed::Yes)),
                Condition::When(formula) => Some(self.condition(formula)),
                Condition::Any(_) => None,
            })
            .collect();
        let mut group = Group { clauses: &decision.clauses, stated, weighed: false };
        let all = 0..decision.clauses.len();
        let clauses = all.clone().map(|at| self.grouped(&group, at, 0)).collect();
        group.weighed = true;
        let weighed: Vec<Ref> = all.map(|at| self.grouped(&group, at, 0)).collect();
        let mut parts: Vec<Ref> = picked(&decision.required, &weighed);
        for group in &decision.any {
            let group = self.either(picked(group, &weighed));
            parts.push(group);
        }
        if decision.valued && !decision.scores.is_empty() {
            let last = Expr::new(Span::default(), Node::Score(decision.scores.len() - 1));
            let said = compared(Comparison::Equal, &last, &last);
            parts.push(self.rows(&said));
        }
        if decision.asks_amount() {
            parts.push(self.step(Step::Amount { decision: at }));
        }
        let scores = std::mem::take(&mut self.scope.scores);
        Roots { answer: self.all(parts), clauses, scores }
    }

    fn grouped(&mut self, group: &Group<'_>, at: usize, depth: usize) -> Ref {
        let Some(clause) = group.clauses.get(at) else { return Ref::default() };
        let answer = match (&clause.when, group.stated.get(at).copied().flatten()) {
            (Condition::Any(of), _) if depth <= group.clauses.len() => {
                let members =
                    of.iter().map(|member| self.grouped(group, *member, depth + 1)).collect();
                self.either(members)
            }
            (_, Some(answer)) => answer,
            (_, None) => Ref::default(),
        };
        if clause.memory && (group.weighed || matches!(clause.when, Condition::Any(_))) {
            self.all(vec![answer, Ref::Constant(Fixed::Person)])
        } else {
            answer
        }
    }

    /// All of these.
    pub(super) fn all(&mut self, parts: Vec<Ref>) -> Ref {
        self.join(parts, Fixed::Yes)
    }

    /// Any of these.
    pub(super) fn either(&mut self, parts: Vec<Ref>) -> Ref {
        self.join(parts, Fixed::No)
    }

    /// The parts joined: `neutral` changes nothing, its opposite settles the whole.
    fn join(&mut self, mut parts: Vec<Ref>, neutral: Fixed) -> Ref {
        let neutral_part = Ref::Constant(neutral);
        parts.retain(|part| *part != neutral_part);
        if parts.contains(&!neutral_part) {
            return !neutral_part;
        }
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => neutral_part,
            [only] => *only,
            _ if neutral == Fixed::Yes => self.branch(Branch::And(parts)),
            _ => self.branch(Branch::Or(parts)),
        }
    }

    pub(super) fn branch(&mut self, branch: Branch) -> Ref {
        self.step(Step::Branch(branch))
    }

    /// The place of a step, made unless it is there.
    pub(super) fn step(&mut self, step: Step) -> Ref {
        if let Some(made) = self.made.get(&step) {
            return *made;
        }
        let made = Ref::Step(self.steps.len());
        self.steps.push(step.clone());
        self.made.insert(step, made);
        made
    }

    /// A step made before.
    pub(super) fn made_step(&self, at: usize) -> Option<&Step> {
        self.steps.get(at)
    }

    /// The column of a source, opened unless it is there.
    pub(super) fn column(&mut self, source: Source) -> usize {
        if let Some(at) = self.column_ids.get(&source) {
            return *at;
        }
        let at = self.columns.len();
        self.columns.push(source.clone());
        self.column_ids.insert(source, at);
        at
    }

    /// The place of a gauge, added unless it is there.
    pub(super) fn gauge(&mut self, gauge: Gauge) -> usize {
        let next = self.gauges.len();
        let at = *self.gauge_ids.entry(gauge.clone()).or_insert(next);
        if at == next {
            self.gauges.push(gauge);
        }
        at
    }

    /// The column of a formula that counts records, worked out row by row.
    pub(super) fn counted(&mut self, formula: &Expr) -> usize {
        self.column(Source::Rows(crate::walk::unplaced(formula)))
    }

    pub(super) fn scope(&self) -> &Scope<'a> {
        &self.scope
    }

    pub(super) fn decimals(&self, column: usize) -> u8 {
        match self.columns.get(column) {
            Some(Source::Fact(fact, lag)) => {
                crate::run::column::decimals(self.table.columns.get(&(*fact, *lag)))
            }
            Some(Source::SumLast(fact, count)) => {
                crate::run::column::years(self.table, *fact, *count)
                    .map(|column| crate::run::column::decimals(Some(column)))
                    .max()
                    .unwrap_or(0)
            }
            Some(Source::Sum(of, field)) => {
                match self.table.columns.get(&(of.list, 0)).map(|column| &column.values) {
                    Some(Values::List { fields, .. }) => {
                        crate::run::column::decimals(fields.get(*field))
                    }
                    _ => 0,
                }
            }
            _ => 0,
        }
    }

    /// The value of a formula that reads no fact.
    pub(super) fn constant(&self, formula: &Expr) -> Option<Value> {
        if !is_constant(formula) {
            return None;
        }
        Some(Row::new(self.schema, self.table, 0).value(formula))
    }

    /// The number of a formula that reads no fact, days counted from 1970.
    pub(super) fn constant_number(&self, formula: &Expr) -> Option<Number> {
        match self.constant(formula)? {
            Value::Number(number, _) => Some(number),
            Value::Days(days) => Some(Number::from_i64(days)),
            Value::Date(day) => Some(Number::from_i64(crate::table::day_number(day).into())),
            _ => None,
        }
    }
}

/// The steps that are an answer or what a clause computes.
fn roots(policies: &[Roots]) -> impl Iterator<Item = usize> {
    let parts = policies.iter().flat_map(|roots| roots.clauses.iter().chain([&roots.answer]));
    parts.filter_map(|part| part.step())
}

/// Which steps these hang on, themselves among them.
pub(super) fn needed(steps: &[Step], roots: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut needed = vec![false; steps.len()];
    let mut need = |at: usize| {
        if let Some(slot) = needed.get_mut(at) {
            *slot = true;
        }
    };
    roots.into_iter().for_each(&mut need);
    for (at, step) in steps.iter().enumerate().rev() {
        if needed.get(at) == Some(&true) {
            for part in step.uses() {
                if let Some(slot) = needed.get_mut(part) {
                    *slot = true;
                }
            }
        }
    }
    needed
}

/// Numbers the steps that may leave a row to a person.
fn persons(steps: &[Step]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = Vec::with_capacity(steps.len());
    let mut next = 0;
    for step in steps {
        let of = |part: &Ref| match part {
            Ref::Constant(fixed) => *fixed == Fixed::Person,
            Ref::Step(at) | Ref::Not(at) => places.get(*at).is_some_and(Option::is_some),
        };
        let may = match step {
            Step::Cut(_) | Step::Flag(..) | Step::Lookup { .. } | Step::Any(_) | Step::Score(_) => {
                false
            }
            Step::Judge(_) | Step::Points { .. } | Step::Amount { .. } => true,
            Step::Rows { person, .. } => *person,
            Step::Branch(Branch::And(parts) | Branch::Or(parts)) => parts.iter().any(of),
            Step::Branch(Branch::If(test, yes, no)) => [test, yes, no].into_iter().any(of),
        };
        places.push(may.then_some(next));
        next += usize::from(may);
    }
    places
}

fn picked(positions: &[usize], refs: &[Ref]) -> Vec<Ref> {
    positions.iter().map(|at| refs.get(*at).copied().unwrap_or_default()).collect()
}

fn is_constant(formula: &Expr) -> bool {
    !matches!(
        &*formula.node,
        Node::Fact(_)
            | Node::Year(..)
            | Node::Last(..)
            | Node::LastOf(..)
            | Node::Name(_)
            | Node::Local(_)
            | Node::Score(_)
            | Node::Judge(_)
    ) && crate::walk::children(formula).into_iter().all(is_constant)
}
