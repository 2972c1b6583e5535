//! Titles that a file lists: how they go together with those that are held, and what that says of
//! the titles that nobody lists.

use pack::Shelf;

use crate::read::{Facts, Fault, Note};

/// What is remarked of a file that lists titles, at the first record.
pub(super) fn remark(facts: &Facts, shelf: &Shelf) -> Option<Fault> {
    let place = facts.first_record(shelf.titles?)?;
    let hint = [
        "名单和已有的资质合起来算：同一张证书以新的为准，别的照旧；名单里的企业，没有列出的资质在测算时按没有算，名单不全的请把其余的也导入".to_owned(),
        "the list goes together with the titles that are held: of one certificate the newer counts, all others stay; titles that nobody lists count as not held by the firms in it, so bring in the rest too where it is not whole".to_owned(),
    ];
    Some(Note::warning("titles-listed", hint).at(place, ""))
}
