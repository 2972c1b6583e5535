//! The dictionary of a shelf as the reader of sheets wants it.

use base::Decimal;
use pack::Shelf;
use rule::fact::FactId;
use rule::number::Number;

use crate::read::{Dictionary, Entry};

/// The facts that the national dictionary knows an enterprise by, and the money that others are
/// weighed against.
const CODE: &str = "uscc";
const NAME: &str = "org_name";
const YARDSTICK: &str = "total_assets";

/// What the reader must know of the facts of `shelf`.
pub fn dictionary(shelf: &Shelf) -> Dictionary {
    Dictionary {
        schema: shelf.schema.clone(),
        entries: shelf.schema.iter().map(|(id, _)| entry(shelf, id)).collect(),
        code: shelf.schema.find(CODE),
        name: shelf.schema.find(NAME),
        yardstick: shelf.schema.find(YARDSTICK),
    }
}

fn entry(shelf: &Shelf, id: FactId) -> Entry {
    let Some(known) = shelf.entry(id) else { return Entry::default() };
    Entry {
        synonyms: known.synonyms.clone(),
        least: known.min.as_ref().and_then(decimal),
        most: known.max.as_ref().and_then(decimal),
        part_of: known.part_of,
        fields: Vec::new(),
    }
}

/// A bound that never ends as a decimal is none.
fn decimal(number: &Number) -> Option<Decimal> {
    base::parse_number(&number.to_string()).ok()
}
