//! Sheets that name enterprises and say nothing of them.

use super::{Head, Layout, Lexicon};
use crate::read::dictionary::Dictionary;

/// Takes what the name and the titles of such a sheet say that those in it are: read as records
/// they are not, as a title says also who was invited, or asked for it.
pub(super) fn titled(
    layout: Layout,
    head: &Head<'_>,
    (lexicon, dictionary): (&Lexicon, &Dictionary),
) -> Layout {
    let first = layout.columns.iter().map(|column| column.row).min().unwrap_or(0);
    let above = head.rows.iter().take_while(|row| row.number < first);
    let titles: Vec<String> = above.flat_map(|row| &row.cells).map(|(_, raw)| raw.text()).collect();
    let texts: Vec<&str> =
        std::iter::once(head.sheet).chain(titles.iter().map(String::as_str)).collect();
    let kind = |list| dictionary.kind_in(list, &texts).map(str::to_owned);
    let title = lexicon.lists().into_iter().find_map(kind);
    Layout { title, ..layout }
}
