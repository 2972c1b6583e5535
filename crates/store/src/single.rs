//! One enterprise as policies ask it: a table of one row.

use pack::Shelf;
use rule::table::Table;
use zone::fact::Holding;

use crate::book::Key;
use crate::column::Filling;
use crate::dossier::Dossier;
use crate::error::Error;
use crate::snapshot::lag;

impl Dossier {
    /// What counts of the enterprise, as a table of one row: the same row that it has in the
    /// population.
    pub fn table(&self, dictionary: &Shelf) -> Result<Table, Error> {
        self.table_of(dictionary, &self.holdings(dictionary)?)
    }

    /// The same of [`Dossier::holdings`] that are at hand.
    pub fn table_of(
        &self,
        dictionary: &Shelf,
        holdings: &[(Key, Holding<'_>)],
    ) -> Result<Table, Error> {
        let on = self.view().on;
        let mut table = Table::new(1, on);
        for ((fact, year), holding) in holdings {
            let (Some(value), Some(known)) = (holding.value(), dictionary.schema.get(*fact)) else {
                continue;
            };
            let lag = year.map_or(Some(0), |year| lag(on.year(), year));
            let Some(lag) = lag else { continue };
            let mut filling = Filling::new(known, 1);
            if filling.set(0, (value, holding.open)) {
                filling.settle();
                table.columns.insert((*fact, lag), filling.take());
            }
        }
        for (at, holding) in self.judged(dictionary)? {
            let judgement = dictionary.schema.judgements.get(at);
            let (Some(value), Some(judgement)) = (holding.value(), judgement) else { continue };
            let mut filling = Filling::judging(judgement, 1);
            if filling.set(0, (value, false)) {
                table.judged.insert(judgement.name.clone(), filling.take());
            }
        }
        Ok(table)
    }
}
