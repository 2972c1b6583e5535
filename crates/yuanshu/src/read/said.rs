//! What was read, row by row, as a register keeps it.

use std::sync::Arc;

use base::Unit;
use pack::feed::Stage;
use rayon::prelude::*;
use rule::fact::FactId;
use zone::fact::{Stated, Topic};

use super::Facts;
use super::grid::at;
use super::store::{Growing, Home, Key, Older, Origin, Records, Store, Stored};

/// A column of a sheet that gave values of one fact, of one year where it has years, or of one
/// judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// Counted from 0; the first for a list, whose records take whole rows.
    pub column: u32,
    /// What it holds.
    pub of: Topic,
    /// The fiscal year, or the year of the rows that stated a fact without years.
    pub year: Option<i16>,
    /// Its heading, or the label of the value; none for a list.
    pub heading: Option<Arc<str>>,
    /// In which its figures were written.
    pub unit: Option<Unit>,
    /// The stage (阶段) that the heading says of them.
    pub stage: Option<Stage>,
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
}

/// The columns of the sheets that one column of the store was read from: mostly one.
#[derive(Debug)]
struct Places {
    key: Key,
    /// Its position in the store.
    stored: u32,
    known: Vec<(Home, Option<i16>, u32)>,
}

/// A value that is known: in which column of the store, and where it was read.
struct Spot<'a> {
    stored: &'a Stored,
    origin: Origin,
    year: Option<i16>,
}

impl Facts {
    /// Everything that was read and is not in dispute, subject by subject.
    pub fn said(self: &Arc<Self>) -> Said {
        let mut said =
            Said { facts: self.clone(), columns: Vec::new(), keys: Vec::new(), lists: Vec::new() };
        let mut keys: Vec<(Key, u32)> = self.store.columns.positions().collect();
        keys.sort_unstable();
        let places = |(key, stored)| Places { key, stored, known: Vec::new() };
        said.keys = keys.into_iter().map(places).collect();
        let mut lists: Vec<(&FactId, &Records)> = self.store.lists.iter().collect();
        lists.sort_unstable_by_key(|(list, _)| **list);
        for (list, records) in lists {
            said.add_list(*list, records);
        }
        let (store, subjects) = (&self.store, said.subjects());
        let homes: Vec<Vec<(u32, Origin, Option<i16>)>> =
            said.keys.par_iter().map(|places| places.homes(store, subjects)).collect();
        let mut homes: Vec<(u32, usize, Origin, Option<i16>)> = homes
            .into_iter()
            .enumerate()
            .flat_map(|(key, of)| of.into_iter().map(move |(who, at, year)| (who, key, at, year)))
            .collect();
        homes.sort_unstable_by_key(|(subject, key, ..)| (*subject, *key));
        for (_, key, origin, year) in homes {
            said.learn(key, origin, year);
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
        self.columns.push(Column {
            file,
            sheet,
            column: 0,
            of: Topic::Fact(list),
            year: None,
            heading: None,
            unit: None,
            stage: None,
            decimals: 0,
        });
        self.lists.push((list, column, of));
    }

    /// Takes note of a column of a sheet that values of a key were read from.
    fn learn(&mut self, at_key: usize, origin: Origin, year: Option<i16>) {
        let store = &self.facts.store;
        let Some(places) = self.keys.get_mut(at_key) else { return };
        let Some(stored) = store.columns.at(places.stored) else { return };
        let of = match places.key {
            Key::Fact(fact, _) => Topic::Fact(fact),
            Key::Judged(at) => Topic::Judged(at),
        };
        let position = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        places.known.push((origin.home, year, position));
        let sheet = store.sheet_of(origin).unwrap_or(u32::MAX);
        let (file, sheet) = store.sheet(sheet).unwrap_or_default();
        let writing = store.writing(origin);
        let heading = writing.map(|writing| writing.heading.clone());
        let (unit, stage) = writing.map_or((None, None), |writing| (writing.unit, writing.stage));
        let decimals = stored.values.decimals();
        let column = origin.home.column;
        let own = Column { file, sheet, column, of, year, heading, unit, stage, decimals };
        self.columns.push(own);
    }

    /// How many subjects there are.
    pub fn subjects(&self) -> u32 {
        u32::try_from(self.facts.subjects.len()).unwrap_or(u32::MAX)
    }

    /// How many values a subject has: as many as its lines say.
    pub fn count(&self, subject: u32) -> u64 {
        let store = &self.facts.store;
        let known = self.keys.iter().map(|places| {
            let stands = usize::from(places.spot(store, subject).is_some());
            stands + places.older(store, subject).len()
        });
        let lists = self.lists.iter().filter(|(list, ..)| {
            store.lists.get(list).is_some_and(|records| records.stated.get(at(subject)))
        });
        u64::try_from(known.sum::<usize>() + lists.count()).unwrap_or(u64::MAX)
    }

    /// The lines of one subject, in the order of sheets and rows.
    pub fn lines(&self, subject: u32) -> impl Iterator<Item = Line> + use<> {
        let store = &self.facts.store;
        let mut lines: Vec<((u32, u32), Line)> = Vec::new();
        let mut put = |sheet: u32, row: u32, value: (u32, Stated)| {
            let place = (sheet, row);
            if let Some((_, line)) = lines.iter_mut().rfind(|(known, _)| *known == place) {
                line.values.push(value);
            } else {
                lines.push((place, Line { subject, row, values: vec![value] }));
            }
        };
        for places in &self.keys {
            for Older { year, value, origin } in places.older(store, subject) {
                let Some(column) = places.position(*origin, Some(*year)) else { continue };
                let sheet = store.sheet_of(*origin).unwrap_or(u32::MAX);
                put(sheet, origin.row, (column, places.even(store, value)));
            }
            let Some(Spot { stored, origin, year }) = places.spot(store, subject) else { continue };
            let value = places.position(origin, year).zip(stored.values.stated(at(subject)));
            if let Some(value) = value {
                put(store.sheet_of(origin).unwrap_or(u32::MAX), origin.row, value);
            }
        }
        for (list, column, of) in &self.lists {
            let records = store.lists.get(list);
            let Some(records) = records.filter(|records| records.stated.get(at(subject))) else {
                continue;
            };
            let own = of.get(at(subject)).map_or(&[][..], Vec::as_slice);
            let row = own.first().and_then(|first| records.rows.get(at(*first))).copied();
            put(records.sheet, row.unwrap_or(0), (*column, listed(records, own)));
        }
        lines.sort_unstable_by_key(|(place, _)| *place);
        lines.into_iter().map(|(_, mut line)| {
            line.values.sort_by_key(|(column, _)| *column);
            line
        })
    }
}

impl Places {
    /// The columns of sheets that the values were read from, each with the first subject that has
    /// a value there.
    fn homes(&self, store: &Store, subjects: u32) -> Vec<(u32, Origin, Option<i16>)> {
        let mut homes: Vec<(u32, Origin, Option<i16>)> = Vec::new();
        let mut note = |subject: u32, origin: Origin, year: Option<i16>| {
            let known = homes.iter().any(|(_, at, of)| (at.home, *of) == (origin.home, year));
            if !known {
                homes.push((subject, origin, year));
            }
        };
        for subject in 0..subjects {
            for older in self.older(store, subject) {
                note(subject, older.origin, Some(older.year));
            }
            if let Some(Spot { origin, year, .. }) = self.spot(store, subject) {
                note(subject, origin, year);
            }
        }
        homes
    }

    /// What rows of other years say of a fact without years.
    fn older<'a>(&self, store: &'a Store, subject: u32) -> &'a [Older] {
        store.columns.at(self.stored).map_or(&[], |stored| stored.older.of(subject))
    }

    /// A value with as many decimals as its column has.
    fn even(&self, store: &Store, value: &Stated) -> Stated {
        let wanted = store.columns.at(self.stored).map_or(0, |stored| stored.values.decimals());
        match value {
            Stated::Number { units, decimals } if *decimals < wanted => {
                let more = 10i64.checked_pow(u32::from(wanted - decimals));
                let units = more.and_then(|more| units.checked_mul(more));
                units.map_or_else(
                    || value.clone(),
                    |units| Stated::Number { units, decimals: wanted },
                )
            }
            other => other.clone(),
        }
    }

    /// Where the value of a subject is, if it is known.
    fn spot<'a>(&self, store: &'a Store, subject: u32) -> Option<Spot<'a>> {
        let year = match self.key {
            Key::Fact(_, year) => year,
            Key::Judged(_) => None,
        };
        let stored = store.columns.at(self.stored)?;
        if !stored.values.known.get(at(subject)) {
            return None;
        }
        let origin = store.origin_in(stored, subject)?;
        let year = year.or_else(|| stored.since(at(subject)));
        Some(Spot { stored, origin, year })
    }

    /// The position of the column that a value was read from.
    fn position(&self, origin: Origin, year: Option<i16>) -> Option<u32> {
        let here = |(home, of, _): &&(Home, Option<i16>, u32)| (*home, *of) == (origin.home, year);
        self.known.iter().find(here).map(|(.., position)| *position)
    }
}

fn listed(records: &Records, own: &[u32]) -> Stated {
    let field = |field: &Growing, record: u32| field.stated(at(record));
    let record =
        |record: &u32| records.fields.iter().map(|of| field(of, *record)).collect::<Vec<_>>();
    Stated::List(own.iter().map(record).collect())
}
