//! What is remarked of figures that a register holds, as a sheet with them would be.

use std::collections::BTreeMap;

use rule::fact::FactId;
use store::Key;
use zone::fact::{Entry, Stated};

use crate::content::Content;
use crate::read::{self, Holdings, Scales, learn};
use crate::say::Both;

/// What a sheet would be remarked of a value, with what to do: by the dictionary, and
/// of a figure of a year by those that are held beside it; nothing where it is plausible.
pub(crate) fn doubt(
    content: &Content,
    (fact, year): (FactId, Option<i16>),
    (value, held): (&Stated, &Holdings),
) -> Option<Both> {
    let (shelf, dictionary) = (&content.shelf, content.dictionary());
    let title =
        |id: &str| shelf.feeds.get(id).map_or_else(|| id.to_owned(), |feed| feed.title.clone());
    let scales = Scales { dictionary, title: &title };
    let beside = match (value, year) {
        (Stated::Number { units, decimals }, Some(year)) => {
            scales.doubt((fact, year), (*units, *decimals), held)
        }
        _ => None,
    };
    let doubt = Both::all(read::doubt(dictionary.entry(fact), value).into_iter().chain(beside));
    (!doubt.is_empty()).then_some(doubt)
}

/// The same of the figures that count of one enterprise, by fact and year: those that are doubted.
pub(crate) fn doubts(content: &Content, counts: &[(Key, &Entry<'_>)]) -> BTreeMap<Key, Both> {
    let mut held = Holdings::default();
    for (key, entry) in counts {
        learn(&mut held, *key, entry);
    }
    let of = |(key, entry): &(Key, &Entry<'_>)| {
        Some((*key, doubt(content, *key, (entry.value, &held))?))
    };
    counts.iter().filter_map(of).collect()
}
