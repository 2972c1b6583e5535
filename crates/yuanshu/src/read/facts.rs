//! What was read: subjects, the table of their facts, and the source of every value.

use std::collections::HashMap;

use base::{Day, Year};
use pack::feed::Stage;
use rule::bits::Bits;
use rule::fact::{FactId, LONGEST_LAG, Lag};
use rule::table::{Column, Table, Values};
use zone::fact::cell_name;
use zone::policy::{Passport, Subjects};

use super::grid::at;
use super::guide::Heading;
use super::report::{Aside, Fault, Place, Understood};
use super::store::{Key, Records, Store};
use super::subject::{Called, Subject};

/// Facts of many subjects, with where each was read.
///
/// Beside the values themselves (8 bytes a figure, 4 a text or a day) it keeps one bit and at
/// most two bytes a value, and four bytes for each row of a sheet. Measured: 100,000
/// enterprises × 40 figures × 3 years are 96 MB of values and 49 MB besides, 66 MB while they
/// are read. [`Facts::table`] is a second copy of the years it covers.
#[derive(Debug)]
pub struct Facts {
    /// The enterprises, in the order of their finding: row `r` of the table is subject `r`.
    pub subjects: Vec<Subject>,
    /// Everything to look at, in the order of files, sheets and rows.
    pub remarks: Vec<Fault>,
    /// How each column was taken.
    pub understood: Vec<Understood>,
    /// Columns whose figures were not read since nothing says of which year they are.
    pub undated: Vec<Understood>,
    /// Rows that were not taken.
    pub aside: Vec<Aside>,
    /// Every heading, taken or not.
    pub headings: Vec<Heading>,
    /// The stage (阶段) that the title of a sheet says, by the sheet's name.
    pub(crate) stages: Vec<(String, Stage)>,
    pub(crate) store: Store,
    pub(crate) judgements: Vec<String>,
}

impl Facts {
    /// The stage (阶段) that the title of a sheet says.
    pub fn stage_of(&self, sheet: &str) -> Option<Stage> {
        self.stages.iter().find(|(of, _)| of == sheet).map(|(_, stage)| *stage)
    }

    /// The row of the first record of a list that was read.
    pub fn first_record(&self, list: FactId) -> Option<Place> {
        let records = self.store.lists.get(&list)?;
        let (file, sheet) = self.store.sheet(records.sheet)?;
        Some(Place { file, sheet, cell: cell_name(*records.rows.first()?, 0) })
    }

    /// The cell of a name.
    pub fn named_at(&self, called: &Called) -> Option<Place> {
        let (sheet, row, column) = called.cell;
        let (file, sheet) = self.store.sheet(sheet)?;
        Some(Place { file, sheet, cell: cell_name(row, column) })
    }

    /// The facts as they stand on a day: a yearly fact of the year before is its lag 1. Years
    /// that are not over, or lie further back than formulas look, are left out.
    ///
    /// In each pair of `assume` the second fact stands in where the first is unknown, though
    /// not where two cells disagree about it.
    pub fn table(&self, on: Day, assume: &[(FactId, FactId)]) -> Table {
        let rows = self.subjects.len();
        let mut table = Table::new(rows, on);
        for (key, stored) in self.store.columns.iter() {
            match key {
                Key::Fact(fact, year) => {
                    if let Some(lag) = lag(year, on) {
                        table.columns.insert((fact, lag), stored.values.column(rows));
                    }
                }
                Key::Judged(position) => {
                    if let Some(name) = self.judgements.get(position) {
                        table.judged.insert(name.clone(), stored.values.column(rows));
                    }
                }
            }
        }
        for (list, records) in &self.store.lists {
            table.columns.insert((*list, 0), listed(records, rows));
        }
        let clash =
            |fact, year| self.store.columns.get(Key::Fact(fact, year)).map(|held| &held.clash);
        stand_in(&mut table, assume, &clash);
        table
    }

    /// Where a value was read; for a yearly fact of which year. A value that two cells disagree
    /// about has the place of the first.
    pub fn source(&self, fact: FactId, year: Option<i16>, row: usize) -> Option<Place> {
        let key = Key::Fact(fact, year);
        let stored = self.store.columns.get(key)?;
        if !stored.values.known.get(row) && !stored.clash.get(row) {
            return None;
        }
        self.store.place(self.store.origin(key, u32::try_from(row).ok()?)?)
    }

    /// Where a judgement was read.
    pub fn source_of_judgement(&self, name: &str, row: usize) -> Option<Place> {
        let position = self.judgements.iter().position(|judgement| judgement == name)?;
        let key = Key::Judged(position);
        self.store.columns.get(key).filter(|stored| stored.values.known.get(row))?;
        self.store.place(self.store.origin(key, u32::try_from(row).ok()?)?)
    }

    /// How many values are known.
    pub fn known(&self) -> usize {
        let columns = self.store.columns.iter().map(|(_, stored)| stored.values.known.count());
        let lists = self.store.lists.values().map(|records| records.stated.count());
        columns.sum::<usize>() + lists.sum::<usize>()
    }

    /// The first and the last year that figures are of, if any are of a year.
    pub fn years(&self) -> Option<(i16, i16)> {
        let dated = self.store.columns.iter().filter(|(_, stored)| stored.values.known.count() > 0);
        let years = dated.filter_map(|(key, _)| match key {
            Key::Fact(_, year) => year,
            Key::Judged(_) => None,
        });
        years.fold(None, |span, year| match span {
            None => Some((year, year)),
            Some((first, last)) => Some((year.min(first), year.max(last))),
        })
    }

    /// A word where the years of the figures are not those that the day asks for; what to do.
    pub fn say_years(&self, on: Day) -> Option<String> {
        let (first, last) = self.years()?;
        let wanted = Year::last_complete(on).0;
        let span =
            if first == last { format!("{last} 年") } else { format!("{first}—{last} 年") };
        if last < wanted {
            let day = format!("{}-06-30", last.checked_add(1)?);
            return Some(format!(
                "表里的年度数是 {span}的，测算日 {on} 要用 {wanted} 年及以前的：缺的年度按待补数据处理。要按 {last} 年的数测算，用 --on {day}"
            ));
        }
        (last > wanted).then(|| {
            format!("表里的年度数是 {span}的，测算日 {on} 只用到 {wanted} 年：以后的年度还没有结束，没有用")
        })
    }
}

/// Lets facts stand in for others where those are unknown: in each pair the second for the first,
/// though not where `clash` says that what was said of the first is in dispute.
pub fn stand_in<'c>(
    table: &mut Table,
    assume: &[(FactId, FactId)],
    clash: &dyn Fn(FactId, Option<i16>) -> Option<&'c Bits>,
) {
    for (wanted, other) in assume {
        for lag in 0..=LONGEST_LAG {
            let Some(other) = table.columns.get(&(*other, lag)).cloned() else { continue };
            let column = table.columns.remove(&(*wanted, lag));
            let year = (lag > 0).then(|| table.on.year() - i16::from(lag));
            let filled = filled(column, other, clash(*wanted, year), table.rows);
            table.columns.insert((*wanted, lag), filled);
        }
    }
}

impl Subjects for Facts {
    fn code(&self, row: usize) -> Option<&str> {
        self.subjects.get(row)?.code.as_deref()
    }

    fn name(&self, row: usize) -> &str {
        self.subjects.get(row).map_or("", Subject::name)
    }

    fn passport(&self, fact: FactId, year: Option<i16>, row: usize) -> Option<Passport> {
        let Place { file, sheet, cell } = self.source(fact, year, row)?;
        Some(Passport {
            file: file.to_string(),
            sheet: sheet.to_string(),
            cell,
            feed: None,
            stage: None,
            basis: None,
            learnt: None,
        })
    }
}

/// How far back a year lies; 0 for facts without years.
fn lag(year: Option<i16>, on: Day) -> Option<Lag> {
    match year {
        None => Some(0),
        Some(year) => {
            let lag = Lag::try_from(on.year().checked_sub(year)?).ok()?;
            (1..=LONGEST_LAG).contains(&lag).then_some(lag)
        }
    }
}

/// A list fact: the records of each subject together, in the order of reading.
fn listed(records: &Records, rows: usize) -> Column {
    let mut offsets = vec![0u32; rows + 1];
    for subject in &records.subjects {
        if let Some(count) = offsets.get_mut(at(*subject) + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for offset in &mut offsets {
        total += *offset;
        *offset = total;
    }
    let mut order: Vec<u32> = (0..).take(records.subjects.len()).collect();
    order.sort_by_key(|record| records.subjects.get(at(*record)));
    let fields = records.fields.iter().map(|field| field.picked(&order)).collect();
    Column {
        known: Bits::from_words(records.stated.words().to_vec(), rows),
        assumed: None,
        values: Values::List { offsets, fields },
    }
}

/// The first column with the second where it is unknown and not in dispute.
fn filled(column: Option<Column>, other: Column, clash: Option<&Bits>, rows: usize) -> Column {
    let mut assumed = Bits::zeros(rows);
    let Some(mut column) = column else {
        for row in 0..rows {
            let clashes = clash.is_some_and(|clash| clash.get(row));
            assumed.set(row, other.known.get(row) && !clashes);
        }
        return Column { known: assumed.clone(), assumed: Some(assumed), values: other.values };
    };
    let wanted = (0..rows).filter(|row| {
        let clashes = clash.is_some_and(|clash| clash.get(*row));
        !column.known.get(*row) && other.known.get(*row) && !clashes
    });
    let wanted: Vec<usize> = wanted.collect();
    if !pour(&mut column.values, &other.values, &wanted) {
        return column;
    }
    for row in wanted {
        column.known.set(row, true);
        assumed.set(row, true);
    }
    column.assumed = Some(assumed);
    column
}

/// Copies the values of some rows; false where the columns are of two kinds, which no formula
/// could compare either.
fn pour(to: &mut Values, from: &Values, rows: &[usize]) -> bool {
    fn copy<T: Copy>(to: &mut [T], from: &[T], rows: &[usize]) {
        for row in rows {
            if let (Some(slot), Some(value)) = (to.get_mut(*row), from.get(*row)) {
                *slot = *value;
            }
        }
    }
    match (to, from) {
        (Values::Number { values, decimals }, Values::Number { values: others, decimals: own }) => {
            pour_numbers(values, decimals, (others, *own), rows)
        }
        (Values::Bool(to), Values::Bool(from)) => {
            for row in rows {
                to.set(*row, from.get(*row));
            }
            true
        }
        (Values::Text { codes, words }, Values::Text { codes: others, words: own }) => {
            let mut index: HashMap<String, u32> = words.iter().cloned().zip(0..).collect();
            for row in rows {
                let word = others.get(*row).and_then(|code| own.get(at(*code)));
                let (Some(word), Some(slot)) = (word, codes.get_mut(*row)) else { continue };
                let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
                *slot = *index.entry(word.clone()).or_insert_with(|| {
                    words.push(word.clone());
                    next
                });
            }
            true
        }
        (Values::Date(to), Values::Date(from)) => {
            copy(to, from, rows);
            true
        }
        (Values::Days(to), Values::Days(from)) | (Values::Months(to), Values::Months(from)) => {
            copy(to, from, rows);
            true
        }
        _ => false,
    }
}

/// Brings both to the same decimals first; false where a figure would not fit.
fn pour_numbers(
    values: &mut [i64],
    decimals: &mut u8,
    (others, own): (&[i64], u8),
    rows: &[usize],
) -> bool {
    let most = own.max(*decimals);
    let power = |from: u8| 10i64.checked_pow(u32::from(most - from));
    let (Some(up), Some(other_up)) = (power(*decimals), power(own)) else { return false };
    let fits = values.iter().all(|value| value.checked_mul(up).is_some())
        && others.iter().all(|value| value.checked_mul(other_up).is_some());
    if !fits {
        return false;
    }
    for value in values.iter_mut() {
        *value *= up;
    }
    for row in rows {
        if let (Some(slot), Some(value)) = (values.get_mut(*row), others.get(*row)) {
            *slot = value * other_up;
        }
    }
    *decimals = most;
    true
}
