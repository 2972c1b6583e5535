//! Values as they are gathered: a column a fact and year, with the home of every value.

mod column;
mod older;
mod origin;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::Unit;
use pack::feed::Stage;
use rule::bits::Bits;
use rule::fact::{FactId, Type};
use zone::fact::cell_name;

use super::cell::Reading;
use super::grid::at;
use super::own::Passed;
use super::report::Place;

pub(crate) use column::Growing;
pub(crate) use older::Older;
use older::{BySubject, Came, Years};
pub(crate) use origin::{Home, Origin, Origins, RowSet};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A fact, of a fiscal year where it is yearly.
    Fact(FactId, Option<i16>),
    /// A judgement, by position.
    Judged(usize),
}

/// One fact of all subjects.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) values: Growing,
    /// Where two places say different things; the value is then unknown.
    pub(crate) clash: Bits,
    pub(crate) origins: Origins,
    /// For facts without years that came from rows of years: those years.
    years: Years,
    /// What rows of other years say of them.
    pub(crate) older: BySubject,
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was not known before.
    Fresh,
    /// It was there already.
    Same,
    /// Another value was there, from that place; both are unknown from then on.
    Clash(Option<Origin>),
    /// Values that differ were there, the first of them from that place.
    Disputed(Option<Origin>),
    /// Rows of two years or two stages say different things: that of the later year stands, or
    /// of the more final stage.
    Passed(Passed),
    /// It does not fit beside the others of its column.
    TooLarge,
}

/// Where in which list of records a value stands.
#[derive(Debug)]
pub(crate) struct Records {
    /// For which subjects the list was stated, empty ones included.
    pub(crate) stated: Bits,
    /// Subject of each record, in the order of reading.
    pub(crate) subjects: Vec<u32>,
    /// A column a field.
    pub(crate) fields: Vec<Growing>,
    /// The row of each record.
    pub(crate) rows: Vec<u32>,
    /// The first sheet that had records.
    pub(crate) sheet: u32,
    /// The first sheet that had records of a subject.
    pub(crate) sheets: HashMap<u32, u32>,
    /// Marks of the records that can be told apart.
    pub(crate) seen: HashSet<u64>,
}

/// The sheets, for naming the places of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) file: Arc<str>,
    pub(crate) name: Arc<str>,
}

/// How the values of a column, or a value that has a home of its own, are written.
#[derive(Clone, Debug)]
pub(crate) struct Writing {
    pub(crate) unit: Option<Unit>,
    /// The stage (阶段) that the heading says.
    pub(crate) stage: Option<Stage>,
    pub(crate) heading: Arc<str>,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Store {
    pub(crate) columns: Columns,
    pub(crate) lists: HashMap<FactId, Records>,
    sheets: Vec<Sheet>,
    /// How the columns of sheets are written.
    writings: HashMap<(u32, u32), Writing>,
    /// How a value is written that has a home of its own.
    own: HashMap<Home, Writing>,
    rowsets: Vec<RowSet>,
}

/// A value with where it goes and where it came from.
#[derive(Debug)]
pub(crate) struct Put {
    /// The column, from [`Columns::add`].
    pub(crate) column: u32,
    pub(crate) subject: u32,
    pub(crate) value: Reading,
    pub(crate) origin: Origin,
    /// For a fact without years the year of its row.
    pub(crate) stamp: Option<i16>,
}

/// Columns by what they hold.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    index: HashMap<Key, u32>,
    list: Vec<Stored>,
}

impl Columns {
    /// The column of a key, made where there is none.
    pub(crate) fn add(&mut self, key: Key, of: &Type) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let column = *self.index.entry(key).or_insert(next);
        if column == next {
            self.list.push(Stored::new(of));
        }
        column
    }

    pub(crate) fn get(&self, key: Key) -> Option<&Stored> {
        self.list.get(at(*self.index.get(&key)?))
    }

    /// The column at a position.
    pub(crate) fn at(&self, position: u32) -> Option<&Stored> {
        self.list.get(at(position))
    }

    /// Every column by its position.
    pub(crate) fn positions(&self) -> impl Iterator<Item = (Key, u32)> {
        self.index.iter().map(|(key, position)| (*key, *position))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, &Stored)> {
        self.index.iter().filter_map(|(key, column)| Some((*key, self.list.get(at(*column))?)))
    }
}

impl Store {
    /// Takes note of a sheet; its values name it by the number returned.
    pub(crate) fn add_sheet(&mut self, file: &Arc<str>, name: &Arc<str>) -> u32 {
        let sheet = Sheet { file: file.clone(), name: name.clone() };
        let known = self.sheets.iter().position(|known| *known == sheet);
        let position = known.unwrap_or_else(|| {
            self.sheets.push(sheet);
            self.sheets.len() - 1
        });
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Takes note of how a column is written.
    pub(crate) fn write(&mut self, sheet: u32, column: u32, writing: Writing) {
        self.writings.insert((sheet, column), writing);
    }

    /// File and name of a sheet.
    pub(crate) fn sheet(&self, number: u32) -> Option<(Arc<str>, Arc<str>)> {
        self.sheets.get(at(number)).map(|sheet| (sheet.file.clone(), sheet.name.clone()))
    }

    /// The unit in which a value was written.
    pub(crate) fn unit_of(&self, origin: Origin) -> Option<Unit> {
        self.writing(origin)?.unit
    }

    /// How a value was written.
    pub(crate) fn writing(&self, origin: Origin) -> Option<&Writing> {
        let of_column = || self.writings.get(&(self.sheet_of(origin)?, origin.home.column));
        self.own.get(&origin.home).or_else(of_column)
    }

    /// Says how the values of a home were written.
    pub(crate) fn write_at(&mut self, home: Home, writing: Writing) {
        self.own.insert(home, writing);
    }

    /// Says in which stage the values of a home are, where their rows say it and their heading
    /// does not.
    pub(crate) fn write_staged(&mut self, home: Home, stage: Option<Stage>) {
        let sheet = self.rowsets.get(at(home.rows)).map(RowSet::sheet);
        let writing = sheet.and_then(|sheet| self.writings.get(&(sheet, home.column)));
        if let (Some(stage), Some(writing)) = (stage, writing) {
            let stage = Some(writing.stage.unwrap_or(stage));
            self.own.insert(home, Writing { stage, ..writing.clone() });
        }
    }

    /// A list of the rows that subjects have in one sheet and time.
    pub(crate) fn add_rows(&mut self, sheet: u32) -> u32 {
        self.rowsets.push(RowSet::new(sheet));
        u32::try_from(self.rowsets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Says in which row a subject stands; the first row stands.
    pub(crate) fn note_row(&mut self, rows: u32, subject: u32, row: u32) {
        if let Some(set) = self.rowsets.get_mut(at(rows)) {
            set.note(subject, row);
        }
    }

    /// Whether a value is the one that is known; none is where two are in dispute.
    pub(crate) fn holds(&self, key: Key, subject: u32, value: &Reading) -> Option<bool> {
        let stored = self.columns.get(key)?;
        let position = at(subject);
        let known = stored.values.known.get(position);
        if stored.clash.get(position) {
            return Some(false);
        }
        known.then(|| stored.values.equals(position, value))
    }

    /// Puts a value where nothing or the same is; two that differ are both unknown, but for those
    /// of two stages, of which the more final stands, and for a fact without years of which rows
    /// of two years speak: that of the later stands, and the other is kept beside it.
    pub(crate) fn put(&mut self, put: Put) -> Outcome {
        let finality = self.finality(&put);
        let Put { column, subject, value, origin, stamp } = put;
        let Some(stored) = self.columns.list.get_mut(at(column)) else {
            return Outcome::Same;
        };
        let (position, rowsets) = (at(subject), &self.rowsets);
        let known = stored.values.known.get(position);
        let clash = stored.clash.get(position);
        if !known && !clash {
            if !stored.set(position, value, stamp) {
                return Outcome::TooLarge;
            }
            stored.origins.note(subject, origin, rowsets);
            return Outcome::Fresh;
        }
        let same = known && stored.values.equals(position, &value);
        if finality != Ordering::Equal {
            if finality == Ordering::Greater {
                stored.stand((subject, value), origin, rowsets);
            }
            return if same { Outcome::Same } else { Outcome::Passed(Passed::LessFinal) };
        }
        let came = stored.years.came(position, stamp);
        if same {
            stored.again(subject, came, origin);
            return Outcome::Same;
        }
        match came {
            Came::Before(year) => {
                stored.older.keep(subject, year, (value.stated(), origin));
                Outcome::Passed(Passed::Older)
            }
            Came::Between(year) => {
                stored.set_aside((subject, year), rowsets);
                stored.years.part(position, year);
                stored.older.keep(subject, year, (value.stated(), origin));
                Outcome::Passed(Passed::Older)
            }
            Came::After(year) => {
                stored.set_aside((subject, year), rowsets);
                stored.years.begin(position, year);
                stored.stand((subject, value), origin, rowsets);
                Outcome::Passed(Passed::Older)
            }
            Came::Together if clash => Outcome::Disputed(stored.origins.get(subject, rowsets)),
            Came::Together => {
                stored.values.known.set(position, false);
                stored.clash = grown(std::mem::take(&mut stored.clash), position + 1);
                stored.clash.set(position, true);
                Outcome::Clash(stored.origins.get(subject, rowsets))
            }
        }
    }

    /// Whether a value of years is of a more final stage (阶段) than what is there. What names no
    /// stage is taken for that of the year's report.
    fn finality(&self, put: &Put) -> Ordering {
        let there = |stored: &&Stored| {
            [&stored.values.known, &stored.clash].iter().any(|bits| bits.get(at(put.subject)))
        };
        let held = self.columns.at(put.column).filter(there);
        let Some(held) = held.and_then(|held| self.origin_in(held, put.subject)) else {
            return Ordering::Equal;
        };
        let stage = |origin| self.writing(origin).and_then(|writing| writing.stage);
        let [new, held] = [put.origin, held].map(stage);
        if put.stamp.is_some() || new == held {
            return Ordering::Equal;
        }
        new.unwrap_or(Stage::Annual).cmp(&held.unwrap_or(Stage::Annual))
    }

    /// The figure that is known, as whole 10^-decimals.
    pub(crate) fn figure(&self, key: Key, subject: u32) -> Option<(i64, u8)> {
        self.columns.get(key)?.values.figure(at(subject))
    }

    /// Where a value was read.
    pub(crate) fn origin(&self, key: Key, subject: u32) -> Option<Origin> {
        self.origin_in(self.columns.get(key)?, subject)
    }

    /// Where a value of a column was read.
    pub(crate) fn origin_in(&self, stored: &Stored, subject: u32) -> Option<Origin> {
        stored.origins.get(subject, &self.rowsets)
    }

    /// The sheet of a place.
    pub(crate) fn sheet_of(&self, origin: Origin) -> Option<u32> {
        self.rowsets.get(at(origin.home.rows)).map(RowSet::sheet)
    }

    /// A place in words.
    pub(crate) fn place(&self, origin: Origin) -> Option<Place> {
        let sheet = self.sheets.get(at(self.sheet_of(origin)?))?;
        let cell = cell_name(origin.row, origin.home.column);
        Some(Place { file: sheet.file.clone(), sheet: sheet.name.clone(), cell })
    }
}

impl Store {
    /// Gives back the room that growing columns keep ahead.
    pub(crate) fn settle(&mut self) {
        for stored in &mut self.columns.list {
            stored.values.settle();
            stored.years.settle();
        }
        for records in self.lists.values_mut() {
            records.fields.iter_mut().for_each(Growing::settle);
            records.sheets = HashMap::new();
            records.seen = HashSet::new();
        }
    }
}

impl Stored {
    fn new(of: &Type) -> Self {
        Self {
            values: Growing::new(of),
            clash: Bits::default(),
            origins: Origins::default(),
            years: Years::default(),
            older: BySubject::default(),
        }
    }

    fn set(&mut self, position: usize, value: Reading, stamp: Option<i16>) -> bool {
        if let Some(year) = stamp {
            self.years.begin(position, year);
        }
        self.values.set(position, value)
    }

    /// Lets a value stand, whatever was there.
    fn stand(&mut self, (subject, value): (u32, Reading), origin: Origin, rowsets: &[RowSet]) {
        self.clash.set(at(subject), false);
        self.values.set(at(subject), value);
        self.origins.replace(subject, origin, rowsets);
    }

    /// The first of the years whose rows state a fact without years as it stands.
    pub(crate) fn since(&self, position: usize) -> Option<i16> {
        self.years.first(position)
    }

    /// Learns that a row of another year says what stands.
    fn again(&mut self, subject: u32, came: Came, origin: Origin) {
        let position = at(subject);
        match came {
            // Between the two something else was said.
            Came::Before(year) if self.older.is_after(subject, year) => {
                if let Some(value) = self.values.stated(position) {
                    self.older.keep(subject, year, (value, origin));
                }
            }
            Came::Before(year) | Came::Between(year) | Came::After(year) => {
                self.years.reach(position, year);
            }
            Came::Together => {}
        }
    }

    /// Keeps what stands, as the years before another say it; that says something else.
    fn set_aside(&mut self, (subject, other): (u32, i16), rowsets: &[RowSet]) {
        let position = at(subject);
        let stands = self.values.stated(position).zip(self.origins.get(subject, rowsets));
        let Some((value, origin)) = stands else { return };
        for year in self.years.before(position, other) {
            self.older.keep(subject, year, (value.clone(), origin));
        }
    }
}

/// At least `len` rows long.
pub(crate) fn grown(bits: Bits, len: usize) -> Bits {
    if bits.len() >= len { bits } else { Bits::from_words(bits.words().to_vec(), len) }
}
