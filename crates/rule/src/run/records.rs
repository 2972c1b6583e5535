//! Questions about the records of list facts, asked of all records of all rows at once.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::decision::{Clause, Condition, Decision};
use crate::expr::Expr;
use crate::fact::{Fact, FactId, Schema};
use crate::plan::{Plan, Records, Source, Step};
use crate::row::MOST_COMBINATIONS;
use crate::run::Run;
use crate::run::column::{Numbers, Settled};
use crate::table::{Column, Table, Values};
use crate::value::Answer;

/// What was found about the records of the lists that a plan looks into.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    lists: HashMap<FactId, List<'a>>,
}

/// The records of one list fact, with the answers of every test about them.
#[derive(Debug)]
struct List<'a> {
    column: &'a Column,
    fields: &'a [Column],
    rows: usize,
    tests: Vec<&'a Expr>,
    run: Run,
}

impl<'a> Found<'a> {
    /// Asks all records.
    pub(super) fn new(plan: &'a Plan<'_>) -> Self {
        let mut asked: HashMap<FactId, Vec<&'a Expr>> = HashMap::new();
        let sources = plan.columns.iter().filter_map(|source| match source {
            Source::Count(of) | Source::Sum(of, _) => Some(of),
            Source::Fact(..) | Source::SumLast(..) | Source::CountLast(_) | Source::Rows(_) => None,
        });
        let steps = plan.steps.iter().filter_map(|step| match step {
            Step::Any(of) => Some(of),
            _ => None,
        });
        for Records { list, test } in sources.chain(steps) {
            let tests = asked.entry(*list).or_default();
            if !tests.contains(&test) {
                tests.push(test);
            }
        }
        let lists = asked.into_iter();
        let lists =
            lists.filter_map(|(list, tests)| Some((list, List::new(plan, list, tests)?))).collect();
        Self { lists }
    }

    /// How many records of each row pass; unknown where it is open for one of them.
    pub(super) fn counted(&self, of: &Records) -> Option<Numbers<'static>> {
        let list = self.lists.get(&of.list)?;
        let test = list.test(of)?;
        let count = |row: usize| i64::try_from(list.passing(test, row)?.count()).ok();
        let counts: Vec<Option<i64>> = (0..list.rows).into_par_iter().map(count).collect();
        Some(Numbers::found(counts, 0))
    }

    /// The sum of a field over the records of each row that pass.
    pub(super) fn summed(&self, of: &Records, field: usize) -> Option<Numbers<'static>> {
        let list = self.lists.get(&of.list)?;
        let test = list.test(of)?;
        let column = list.fields.get(field)?;
        let Values::Number { values, decimals } = &column.values else { return None };
        let sum = |row: usize| {
            list.passing(test, row)?.try_fold(0_i64, |sum, record| {
                let figure = values.get(record).filter(|_| column.known.get(record))?;
                sum.checked_add(*figure)
            })
        };
        let sums: Vec<Option<i64>> = (0..list.rows).into_par_iter().map(sum).collect();
        Some(Numbers::found(sums, *decimals))
    }

    /// Whether any record of each row passes.
    pub(super) fn any(&self, of: &Records, rows: usize) -> Settled {
        let found = self.lists.get(&of.list).and_then(|list| Some((list, list.test(of)?)));
        Settled::of(rows, |row| found.map_or(Answer::Unknown, |(list, test)| list.any(test, row)))
    }
}

impl<'a> List<'a> {
    fn new(plan: &'a Plan<'_>, list: FactId, tests: Vec<&'a Expr>) -> Option<Self> {
        let fact = plan.schema.get(list)?;
        let column = plan.table.columns.get(&(list, 0))?;
        let Values::List { offsets, fields } = &column.values else { return None };
        let schema = schema(fact)?;
        let records = offsets.last().and_then(|last| usize::try_from(*last).ok())?;
        let mut table = Table::new(records, plan.table.on);
        for (at, field) in (0..).zip(fields) {
            table.columns.insert((FactId(at), 0), field.clone());
        }
        let decisions: Vec<Decision> = tests.iter().map(|test| decision(test)).collect();
        let run = Plan::new(&schema, &table, decisions.iter().collect()).run();
        let rows = offsets.len().saturating_sub(1);
        Some(Self { column, fields, rows, tests, run })
    }

    fn test(&self, of: &Records) -> Option<usize> {
        self.tests.iter().position(|test| **test == of.test)
    }

    /// The places of a row's records, and whether these are all; `None` where nobody states any.
    fn records(&self, row: usize) -> Option<(Range<usize>, bool)> {
        let (records, whole) = (self.column.values.records(row)?, self.column.known.get(row));
        (whole || !records.is_empty()).then_some((records, whole))
    }

    /// The records of a row that pass, where all are answered and it has no others.
    fn passing(&self, test: usize, row: usize) -> Option<impl Iterator<Item = usize> + '_> {
        let (records, whole) = self.records(row)?;
        let open = records
            .clone()
            .any(|record| !matches!(self.run.answer(test, record), Answer::Yes | Answer::No));
        let passes = move |record: &usize| self.run.answer(test, *record) == Answer::Yes;
        (whole && !open).then(|| records.filter(passes))
    }

    fn any(&self, test: usize, row: usize) -> Answer {
        match self.records(row) {
            Some((records, whole)) if records.len() <= MOST_COMBINATIONS => {
                let others = (!whole).then_some(Answer::Unknown);
                let listed = records.map(|record| self.run.answer(test, record));
                Answer::any(listed.chain(others))
            }
            _ => Answer::Unknown,
        }
    }
}

/// The fields of a list fact as the facts of its records.
fn schema(list: &Fact) -> Option<Schema> {
    let mut schema = Schema::default();
    for field in &list.fields {
        let fact = Fact {
            id: field.id.clone(),
            name: field.name.clone(),
            of: field.of.clone(),
            unit: field.unit,
            yearly: false,
            movable: None,
            fields: Vec::new(),
            values: field.values.clone(),
            formula: None,
        };
        schema.add(fact).ok()?;
    }
    Some(schema)
}

fn decision(test: &Expr) -> Decision {
    let when = Condition::When(test.clone());
    let (scope, memory, give, cap) = (false, false, None, None);
    let clause = Clause { id: "test".to_owned(), when, scope, memory, give, cap };
    Decision { clauses: vec![clause], required: vec![0], ..Decision::default() }
}
