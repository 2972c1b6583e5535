//! The columns of a population while values are put into them.

use std::collections::HashMap;

use pack::Shelf;
use rule::fact::{FactId, Lag};
use rule::table::{Column, Table};
use zone::fact::Stated;

use crate::column::Filling;

/// What a column is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Spot {
    /// A fact, so many complete years back.
    Fact(FactId, Lag),
    /// What persons judged, by position in the dictionary.
    Judged(usize),
}

/// Whether a value is a list that may go on.
pub(crate) type Open = bool;

/// Columns with what they need beside themselves to take another value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    columns: Vec<(Spot, Filling)>,
    /// Where in that list each is.
    places: HashMap<Spot, usize>,
    /// The names of the dictionary's judgements.
    judgements: Vec<String>,
}

impl Filled {
    pub(crate) fn new(dictionary: &Shelf) -> Self {
        let judgements = dictionary.schema.judgements.iter();
        let judgements = judgements.map(|judgement| judgement.name.clone()).collect();
        Self { judgements, ..Self::default() }
    }

    /// Puts what counts of an enterprise into its row; returns what does not fit the dictionary,
    /// and is unknown.
    pub(crate) fn place(
        &mut self,
        dictionary: &Shelf,
        (row, rows): (usize, usize),
        cells: Vec<(Spot, Stated, Open)>,
    ) -> Vec<Spot> {
        let mut unfit = Vec::new();
        // The facts of one enterprise mostly come in the order in which those of another did.
        let mut next = 0;
        for (spot, value, open) in cells {
            let at = match self.columns.get(next) {
                Some((expected, _)) if *expected == spot => next,
                _ => match self.column(dictionary, spot, rows) {
                    Some(at) => at,
                    None => continue,
                },
            };
            if let Some((_, filling)) = self.columns.get_mut(at)
                && !filling.set(row, (&value, open))
            {
                unfit.push(spot);
            }
            next = at + 1;
        }
        unfit
    }

    /// Where a column is, made where there is none.
    fn column(&mut self, dictionary: &Shelf, spot: Spot, rows: usize) -> Option<usize> {
        if let Some(at) = self.places.get(&spot) {
            return Some(*at);
        }
        let filling = match spot {
            Spot::Fact(fact, _) => Filling::new(dictionary.schema.get(fact)?, rows),
            Spot::Judged(at) => Filling::judging(dictionary.schema.judgements.get(at)?, rows),
        };
        Some(self.add(spot, filling))
    }

    fn add(&mut self, spot: Spot, filling: Filling) -> usize {
        let at = self.columns.len();
        self.columns.push((spot, filling));
        self.places.insert(spot, at);
        at
    }

    /// Adds unknown rows up to `rows`.
    pub(crate) fn grow(&mut self, rows: usize) {
        for (_, filling) in &mut self.columns {
            filling.grow(rows);
        }
    }

    /// Makes a row unknown.
    pub(crate) fn clear(&mut self, row: usize) {
        for (_, filling) in &mut self.columns {
            filling.clear(row);
        }
    }

    /// Takes the columns out of the table, to be written.
    pub(crate) fn open(&mut self, table: &mut Table) {
        for (spot, filling) in &mut self.columns {
            let column = match spot {
                Spot::Fact(fact, lag) => table.columns.remove(&(*fact, *lag)),
                Spot::Judged(at) => {
                    self.judgements.get(*at).and_then(|name| table.judged.remove(name))
                }
            };
            if let Some(column) = column {
                filling.column = column;
            }
        }
    }

    /// Puts the columns into the table, to be read.
    pub(crate) fn settle(&mut self, table: &mut Table) {
        for (spot, filling) in &mut self.columns {
            filling.settle();
            match spot {
                Spot::Fact(fact, lag) => {
                    table.columns.insert((*fact, *lag), filling.take());
                }
                Spot::Judged(at) => {
                    if let Some(name) = self.judgements.get(*at) {
                        table.judged.insert(name.clone(), filling.take());
                    }
                }
            }
        }
    }

    /// Takes columns as they were kept, and puts them into the table.
    pub(crate) fn refill(
        &mut self,
        dictionary: &Shelf,
        columns: impl Iterator<Item = (Spot, Column)>,
        table: &mut Table,
    ) {
        for (spot, column) in columns {
            let empty = match spot {
                Spot::Fact(fact, _) => {
                    dictionary.schema.get(fact).map(|fact| Filling::new(fact, 0))
                }
                Spot::Judged(at) => {
                    let judgement = dictionary.schema.judgements.get(at);
                    judgement.map(|judgement| Filling::judging(judgement, 0))
                }
            };
            if let Some(empty) = empty {
                self.add(spot, empty.with(column));
            }
        }
        self.settle(table);
    }
}
