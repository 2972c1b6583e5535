//! What was read, row by row, as a register keeps it.

use std::collections::VecDeque;
use std::sync::Arc;

use base::Unit;
use rule::fact::FactId;
use zone::fact::Stated;

use super::Facts;
use super::grid::at;
use super::store::{Growing, Home, Key, Origin, Records};

/// A column of a sheet that gave values of one fact, of one year where it has years.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// Counted from 0; the first for a list, whose records take whole rows.
    pub column: u32,
    /// What it holds.
    pub fact: FactId,
    /// The fiscal year, or the year of the rows that stated a fact without years.
    pub year: Option<i16>,
    /// In which its figures were written.
    pub unit: Option<Unit>,
    /// Of its figures, in the base unit.
    pub decimals: u8,
}

/// What one row says of one enterprise.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whom, by position among the subjects.
    pub subject: u32,
    /// The row, counted from 0.
    pub row: u32,
    /// What, with the position of its column.
    pub values: Vec<(u32, Stated)>,
}

/// What was read, subject by subject.
#[derive(Debug)]
pub struct Said {
    facts: Arc<Facts>,
    /// The columns that lines name by position.
    pub columns: Vec<Column>,
    keys: Vec<Places>,
    lists: Vec<(FactId, u32, Vec<Vec<u32>>)>,
    next: u32,
    waiting: VecDeque<Line>,
}

/// The columns of the sheets that one column of the store was read from: mostly one.
#[derive(Debug)]
struct Places {
    key: Key,
    /// Its position in the store.
    stored: u32,
    known: Vec<(Home, Option<i16>, u32)>,
}

impl Facts {
    /// Everything that was read and is not in dispute, in the order of subjects, sheets and rows.
    /// Judgements are left out: they are no facts.
    pub fn said(self: &Arc<Self>) -> Said {
        let mut said = Said {
            facts: self.clone(),
            columns: Vec::new(),
            keys: Vec::new(),
            lists: Vec::new(),
            next: 0,
            waiting: VecDeque::new(),
        };
        let facts = self.store.columns.positions().filter(|(key, _)| matches!(key, Key::Fact(..)));
        said.keys = facts.map(|(key, stored)| Places { key, stored, known: Vec::new() }).collect();
        said.keys.sort_unstable_by_key(|places| places.key);
        let mut lists: Vec<(&FactId, &Records)> = self.store.lists.iter().collect();
        lists.sort_unstable_by_key(|(list, _)| **list);
        for (list, records) in lists {
            said.add_list(*list, records);
        }
        // Every column is known before the first line is asked for.
        for subject in 0..u32::try_from(self.subjects.len()).unwrap_or(u32::MAX) {
            for at in 0..said.keys.len() {
                said.place(at, subject);
            }
        }
        said
    }
}

impl Said {
    fn add_list(&mut self, list: FactId, records: &Records) {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); self.facts.subjects.len()];
        for (position, subject) in (0..).zip(&records.subjects) {
            if let Some(own) = of.get_mut(at(*subject)) {
                own.push(position);
            }
        }
        let sheet = records.sheet;
        let (file, sheet) = self.facts.store.sheet(sheet).unwrap_or_default();
        let column = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        let (year, unit) = (None, None);
        let of_column = Column { file, sheet, column: 0, fact: list, year, unit, decimals: 0 };
        self.columns.push(of_column);
        self.lists.push((list, column, of));
    }

    /// The origin of a value, and the position of its column, made where there is none.
    fn place(&mut self, at_key: usize, subject: u32) -> Option<(Origin, u32)> {
        let store = &self.facts.store;
        let places = self.keys.get_mut(at_key)?;
        let Key::Fact(fact, year) = places.key else { return None };
        let stored = store.columns.at(places.stored)?;
        if !stored.values.known.get(at(subject)) {
            return None;
        }
        let origin = store.origin_in(stored, subject)?;
        let year = year.or_else(|| stored.stamp_of(at(subject)));
        let mut known = places.known.iter();
        if let Some((.., position)) =
            known.find(|(home, of, _)| (*home, *of) == (origin.home, year))
        {
            return Some((origin, *position));
        }
        let position = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        places.known.push((origin.home, year, position));
        let sheet = store.sheet_of(origin).unwrap_or(u32::MAX);
        let (file, sheet) = store.sheet(sheet).unwrap_or_default();
        let unit = store.unit_of(origin);
        let decimals = stored.values.decimals();
        let column = origin.home.column;
        self.columns.push(Column { file, sheet, column, fact, year, unit, decimals });
        Some((origin, position))
    }

    /// The lines of one subject.
    fn gather(&mut self, subject: u32) {
        let mut found: Vec<(u32, u32, u32, Stated)> = Vec::new();
        for at_key in 0..self.keys.len() {
            let Some((origin, column)) = self.place(at_key, subject) else { continue };
            let places = self.keys.get(at_key);
            let stored = places.and_then(|places| self.facts.store.columns.at(places.stored));
            let value = stored.and_then(|stored| stored.values.stated(at(subject)));
            let sheet = self.facts.store.sheet_of(origin).unwrap_or(u32::MAX);
            found.extend(value.map(|value| (sheet, origin.row, column, value)));
        }
        for (list, column, of) in &self.lists {
            let Some(records) = self.facts.store.lists.get(list) else { continue };
            if !records.stated.get(at(subject)) {
                continue;
            }
            let own = of.get(at(subject)).map_or(&[][..], Vec::as_slice);
            let row = own.first().and_then(|first| records.rows.get(at(*first))).copied();
            let value = listed(records, own);
            found.push((records.sheet, row.unwrap_or(0), *column, value));
        }
        found.sort_by_key(|(sheet, row, column, _)| (*sheet, *row, *column));
        let mut last = None;
        for (sheet, row, column, value) in found {
            if last != Some((sheet, row)) {
                self.waiting.push_back(Line { subject, row, values: Vec::new() });
                last = Some((sheet, row));
            }
            if let Some(line) = self.waiting.back_mut() {
                line.values.push((column, value));
            }
        }
    }
}

impl Iterator for Said {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let subjects = u32::try_from(self.facts.subjects.len()).unwrap_or(u32::MAX);
        while self.waiting.is_empty() && self.next < subjects {
            self.gather(self.next);
            self.next += 1;
        }
        self.waiting.pop_front()
    }
}

fn listed(records: &Records, own: &[u32]) -> Stated {
    let field = |field: &Growing, record: u32| field.stated(at(record));
    let record =
        |record: &u32| records.fields.iter().map(|of| field(of, *record)).collect::<Vec<_>>();
    Stated::List(own.iter().map(record).collect())
}
