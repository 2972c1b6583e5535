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
use crate::table::{Column, Table, Values, day_number, numbered_day};
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

    /// Numbers that were worked out where they could be; the others are unknown.
    pub(super) fn found(of: impl IntoIterator<Item = Option<i64>>, decimals: u8) -> Self {
        let (known, values): (Vec<bool>, Vec<i64>) =
            of.into_iter().map(|found| (found.is_some(), found.unwrap_or(0))).unzip();
        Self::made(values, known.into_iter().collect(), decimals)
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
        Source::Rows(formula) => Some(worked_out(plan, formula)),
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
        Values::Date(values) => return Some(dated(values, &column.known)),
        Values::Bool(_) | Values::Text { .. } | Values::Months(_) | Values::List { .. } => {
            return None;
        }
    };
    Some(Numbers { values, known: Cow::Borrowed(&column.known), decimals })
}

/// Days as numbers; a number that is no day is unknown.
fn dated<'a>(days: &[i32], known: &'a Bits) -> Numbers<'a> {
    let all = day_number(Day::MIN)..=day_number(Day::MAX);
    let known = if days.iter().all(|day| all.contains(day)) {
        Cow::Borrowed(known)
    } else {
        Cow::Owned(
            days.iter().enumerate().map(|(at, day)| known.get(at) && all.contains(day)).collect(),
        )
    };
    let values = days.iter().map(|day| i64::from(*day)).collect();
    Numbers { values, known, decimals: 0 }
}

/// The year in which a row's subject began, where that is known.
fn began<'a>(plan: &Plan<'a>) -> Option<impl Fn(usize) -> Option<i16> + Sync + 'a> {
    let column = plan.table.columns.get(&(plan.schema.born?, 0))?;
    let Values::Date(days) = &column.values else { return None };
    Some(move |row| {
        let day = days.get(row).filter(|_| column.known.get(row))?;
        numbered_day(*day).map(Day::year)
    })
}

/// How many of the last `count` years exist for a subject that began in a year.
fn existing(on: Day, began: i16, count: Lag) -> i64 {
    i64::from(on.year().saturating_sub(began)).clamp(0, i64::from(count))
}

fn counted<'a>(plan: &Plan<'a>, count: Lag) -> Option<Numbers<'a>> {
    let began = began(plan)?;
    let exist = |row| began(row).map(|began| existing(plan.table.on, began, count));
    Some(Numbers::found((0..plan.table.rows).map(exist), 0))
}

/// The sum of the years that exist, known where all of them are.
fn summed<'a>(plan: &Plan<'a>, fact: FactId, count: Lag) -> Option<Numbers<'a>> {
    let table = plan.table;
    let began = began(plan)?;
    let most = years(table, fact, count).map(|column| decimals(Some(column))).max().unwrap_or(0);
    let lags: Vec<Option<Numbers<'_>>> =
        (1..=count).map(|lag| table.columns.get(&(fact, lag)).and_then(stated)).collect();
    let sum = |row: usize| -> Option<i64> {
        let exist = usize::try_from(existing(table.on, began(row)?, count)).ok()?;
        if exist == 0 {
            return None;
        }
        lags.iter().take(exist).try_fold(0_i64, |sum, year| {
            let year = year.as_ref().filter(|year| year.known.get(row))?;
            let up = 10_i64.checked_pow(u32::from(most - year.decimals))?;
            sum.checked_add(year.values.get(row)?.checked_mul(up)?)
        })
    };
    Some(Numbers::found((0..table.rows).map(sum), most))
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
    Numbers::found(counts, 0)
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
