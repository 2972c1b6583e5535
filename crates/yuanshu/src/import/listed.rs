//! Titles that a file lists: how they go together with those that are held, and what that says of
//! the titles that nobody lists.

use pack::Shelf;
use pack::feed::Feed;

use crate::read::{Facts, Fault, Note};

/// What is remarked of a file that lists titles, at the first record.
pub(super) fn remark(facts: &Facts, feed: &Feed, shelf: &Shelf) -> Option<Fault> {
    let titles = shelf.titles?;
    let place = facts.first_record(titles)?;
    let list = &shelf.schema.get(titles)?.name;
    let [zh, en] = if feed.whole.contains(&titles) {
        [
            "这个来源的名单是全的：名单里的企业，没有列出的资质就是没有".to_owned(),
            "this source lists all there are: what it does not list of a firm in it, the firm does not hold".to_owned(),
        ]
    } else {
        [
            format!(
                "没有列出的资质算不知道（待补数据），不算没有；这个来源的名单要是全的，在政策内容里给它写上 whole = [\"{list}\"]"
            ),
            format!(
                "what is not listed is unknown, not absent; where this source lists all there are, say so in its content: whole = [\"{list}\"]"
            ),
        ]
    };
    let hint = [
        format!("名单和已有的资质合起来算：同一张证书以新的为准，别的照旧；{zh}"),
        format!(
            "the list goes together with the titles that are held: of one certificate the newer counts, all others stay; {en}"
        ),
    ];
    Some(Note::warning("titles-listed", hint).at(place, ""))
}
