//! The columns that leaves read: those of the table, and those made from them before a run.

use std::borrow::Cow;

use base::Day;
use rayon::prelude::*;

use crate::bits::Bits;
use crate::expr::Expr;
use crate::fact::{FactId, Lag};
use crate::plan::{Plan, Source};
use crate::row::Row;
use crate::run::records::Found;
use crate::table::{Column, Table, Values};
use crate::value::{Answer, Value};

/// Numbers that leaves read: whole multiples of 10^-decimals.
#[derive(Clone, Debug)]
pub(super) struct Numbers<'a> {
    pub(super) values: Cow<'a, [i64]>,
    pub(super) known: Cow<'a, Bits>,
    pub(super) decimals: u8,
}

impl Numbers<'_> {
    /// Numbers that were worked out.
    pub(super) fn made(values: Vec<i64>, known: Bits, decimals: u8) -> Self {
        let (values, known) = (Cow::Owned(values), Cow::Owned(known));
        Self { values, known, decimals }
    }
}

/// Decimals of a column; days and what is not a number have none.
pub(crate) fn decimals(column: Option<&Column>) -> u8 {
    match column.map(|column| &column.values) {
        Some(Values::Number { decimals, .. }) => *decimals,
        _ => 0,
    }
}

/// The columns of the last `count` years of a fact, as far as the table has them.
pub(crate) fn years(table: &Table, fact: FactId, count: Lag) -> impl Iterator<Item = &Column> {
    (1..=count).filter_map(move |lag| table.columns.get(&(fact, lag)))
}

/// The numbers of a source; nothing is known where the table has no such column.
pub(super) fn numbers<'a>(plan: &Plan<'a>, source: &Source, records: &Found<'_>) -> Numbers<'a> {
    let table = plan.table;
    let found = match source {
        Source::Fact(fact, lag) => table.columns.get(&(*fact, *lag)).and_then(stated),
        Source::SumLast(fact, count) => summed(plan, *fact, *count),
        Source::CountLast(count) => counted(plan, *count),
        Source::Count(of) => records.counted(of),
        Source::Sum(of, field) => records.summed(of, *field),
        Source::Rows(key) => plan.formulas.get(key).map(|formula| worked_out(plan, formula)),
    };
    found.unwrap_or_else(|| Numbers {
        values: Cow::Owned(vec![0; table.rows]),
        known: Cow::Owned(Bits::zeros(table.rows)),
        decimals: 0,
    })
}

fn stated(column: &Column) -> Option<Numbers<'_>> {
    let (values, decimals) = match &column.values {
        Values::Number { values, decimals } => (Cow::Borrowed(values.as_slice()), *decimals),
        Values::Days(values) => (Cow::Borrowed(values.as_slice()), 0),
        Values::Date(values) => (values.iter().map(|day| i64::from(*day)).collect(), 0),
        Values::Bool(_) | Values::Text { .. } | Values::Months(_) | Values::List { .. } => {
            return None;
        }
    };
    Some(Numbers { values, known: Cow::Borrowed(&column.known), decimals })
}

/// How many of the last `count` years exist for a subject that began on `born`.
fn existing(on: Day, born: i32, count: Lag) -> i64 {
    let began = crate::table::numbered_day(born).map_or(i16::MAX, Day::year);
    i64::from(on.year().saturating_sub(began)).clamp(0, i64::from(count))
}

fn births<'a>(plan: &Plan<'a>) -> Option<(&'a [i32], &'a Bits)> {
    let column = plan.table.columns.get(&(plan.schema.born?, 0))?;
    match &column.values {
        Values::Date(days) => Some((days, &column.known)),
        _ => None,
    }
}

fn counted<'a>(plan: &Plan<'a>, count: Lag) -> Option<Numbers<'a>> {
    let (born, known) = births(plan)?;
    let values = born.iter().map(|born| existing(plan.table.on, *born, count)).collect();
    Some(Numbers { values, known: Cow::Borrowed(known), decimals: 0 })
}

/// The sum of the years that exist, known where all of them are.
fn summed<'a>(plan: &Plan<'a>, fact: FactId, count: Lag) -> Option<Numbers<'a>> {
    let table = plan.table;
    let (born, birth_known) = births(plan)?;
    let most = years(table, fact, count).map(|column| decimals(Some(column))).max().unwrap_or(0);
    let lags: Vec<Option<Numbers<'_>>> =
        (1..=count).map(|lag| table.columns.get(&(fact, lag)).and_then(stated)).collect();
    let sum = |row: usize| -> Option<i64> {
        let birth = born.get(row).filter(|_| birth_known.get(row))?;
        let exist = usize::try_from(existing(table.on, *birth, count)).ok()?;
        if exist == 0 {
            return None;
        }
        lags.iter().take(exist).try_fold(0_i64, |sum, year| {
            let year = year.as_ref().filter(|year| year.known.get(row))?;
            let up = 10_i64.checked_pow(u32::from(most - year.decimals))?;
            sum.checked_add(year.values.get(row)?.checked_mul(up)?)
        })
    };
    let sums: Vec<Option<i64>> = (0..table.rows).map(sum).collect();
    Some(Numbers {
        known: Cow::Owned(sums.iter().map(Option::is_some).collect()),
        values: sums.into_iter().map(|sum| sum.unwrap_or(0)).collect(),
        decimals: most,
    })
}

/// Whole numbers worked out row by row, such as how many records pass a filter.
fn worked_out<'a>(plan: &Plan<'a>, formula: &Expr) -> Numbers<'a> {
    let fields = plan.fields(formula);
    let whole =
        |row: usize| match Row::new(plan.schema, plan.table, row).asking(&fields).value(formula) {
            Value::Number(number, _) => number.to_i64_scaled(0),
            _ => None,
        };
    let counts: Vec<Option<i64>> = (0..plan.table.rows).into_par_iter().map(whole).collect();
    Numbers {
        known: Cow::Owned(counts.iter().map(Option::is_some).collect()),
        values: counts.into_iter().map(|count| count.unwrap_or(0)).collect(),
        decimals: 0,
    }
}

/// Answers worked out before a run, for all rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) yes: Vec<u64>,
    pub(super) no: Vec<u64>,
    pub(super) person: Vec<u64>,
}

impl Settled {
    /// The answers that `answer` gives for each of `rows` rows.
    pub(super) fn of(rows: usize, answer: impl Fn(usize) -> Answer + Sync) -> Self {
        let words: Vec<(u64, u64, u64)> = (0..rows.div_ceil(64))
            .into_par_iter()
            .map(|word| {
                let (mut yes, mut no, mut person) = (0, 0, 0);
                for bit in 0..64.min(rows - word * 64) {
                    match answer(word * 64 + bit) {
                        Answer::Yes => yes |= 1 << bit,
                        Answer::No => no |= 1 << bit,
                        Answer::Person => person |= 1 << bit,
                        Answer::Unknown => {}
                    }
                }
                (yes, no, person)
            })
            .collect();
        let mut settled = Self::default();
        for (yes, no, person) in words {
            settled.yes.push(yes);
            settled.no.push(no);
            settled.person.push(person);
        }
        settled
    }
}
