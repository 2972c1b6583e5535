//! What is to be told of the units of a form of one firm.

use zone::fact::cell_name;

use super::Filler;
use crate::fill::sheet::Sheet;
use crate::fill::taken;
use crate::read::form::{Labels, Wanted};
use crate::say::Both;

impl Filler<'_> {
    /// Says which labels are not filled for their unit, and which units were taken for granted.
    pub(super) fn unfit(&mut self, sheet: &Sheet, labels: &Labels) {
        let schema = &self.clerk.content.shelf.schema;
        for spot in &labels.spots {
            if let Wanted::Fact { fact, unit: Some(unit), assumed: true, .. } = spot.wanted
                && !sheet.shown.get(&spot.at).is_some_and(|cell| cell.percent)
            {
                let name = schema.get(fact).map_or("", |fact| fact.name.as_str());
                let said = Both::from(taken::unit_assumed(name, unit.symbol));
                self.tell(taken::at_cell(
                    &sheet.tab.name,
                    [&cell_name(spot.at.0, spot.at.1), &spot.label],
                    &said,
                ));
            }
        }
        for unfit in &labels.unfit {
            let (said, at) = (Both::from(taken::wrong_unit(&unfit.unit)), unfit.at[0]);
            self.mark((sheet, at), said.zh());
            self.tell(taken::at_cell(
                &sheet.tab.name,
                [&cell_name(at.0, at.1), &unfit.label],
                &said,
            ));
        }
    }
}
