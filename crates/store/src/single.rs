//! One enterprise as policies ask it: a table of one row.

use std::collections::HashMap;

use pack::Shelf;
use rule::fact::{FactId, Lag};
use rule::table::Table;

use crate::column::Filling;
use crate::dossier::Dossier;
use crate::error::Error;
use crate::snapshot::lag;

impl Dossier {
    /// What counts of the enterprise, as a table of one row: the same row that it has in the
    /// population.
    pub fn table(&self, dictionary: &Shelf) -> Result<Table, Error> {
        let on = self.view().on;
        let mut fillings: HashMap<(FactId, Lag), Filling> = HashMap::new();
        for ((fact, year), holding) in self.holdings(dictionary)? {
            let (Some(value), Some(known)) = (holding.value(), dictionary.schema.get(fact)) else {
                continue;
            };
            let lag = year.map_or(Some(0), |year| lag(on.year(), year));
            let Some(lag) = lag else { continue };
            let mut filling = Filling::new(known, 1);
            if filling.set(0, value) {
                fillings.insert((fact, lag), filling);
            }
        }
        let mut table = Table::new(1, on);
        for (key, mut filling) in fillings {
            filling.settle();
            table.columns.insert(key, filling.take());
        }
        Ok(table)
    }
}
