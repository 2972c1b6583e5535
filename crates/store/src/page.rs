//! Pages of lists that only grow, what came last first.

use crate::db::{Cell, Db, Row};
use crate::error::Error;

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// Only what has a smaller number; none for the first page.
    pub before: Option<u32>,
    /// At most so many.
    pub most: u16,
}

/// A page, and what is behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The last first.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Whether another page follows.
    pub more: bool,
}

/// What is listed: the columns of a query, where they come from with what must hold of them, and
/// the cells that are named there.
pub(crate) struct Sought<'a> {
    pub(crate) columns: &'a str,
    /// From `FROM` on, with a `WHERE`.
    pub(crate) from: &'a str,
    /// The column of the numbers that pages go by.
    pub(crate) number: &'a str,
    pub(crate) cells: Vec<Cell>,
}

impl Last {
    /// A page of a list.
    pub(crate) fn of<T>(
        self,
        db: &mut Db,
        sought: Sought<'_>,
        read: fn(&mut Row) -> Result<T, Error>,
    ) -> Result<Listed<T>, Error> {
        let Sought { columns, from, number, mut cells } = sought;
        let count = db.first(&format!("SELECT COUNT(*) {from}"), &cells, |row| row.int("count"))?;
        let total = usize::try_from(count.unwrap_or(0)).unwrap_or(usize::MAX);
        let (before, most) = (cells.len() + 1, cells.len() + 2);
        let sql = format!(
            "SELECT {columns} {from} AND {number} < ${before} ORDER BY {number} DESC LIMIT ${most}"
        );
        cells.push(Cell::Int(self.before.map_or(i64::MAX, i64::from)));
        // One more than is shown tells whether there is more.
        cells.push(Cell::Int(i64::from(self.most) + 1));
        let mut items = db.query(&sql, &cells, read)?;
        let more = items.len() > usize::from(self.most);
        items.truncate(usize::from(self.most));
        Ok(Listed { items, total, more })
    }
}
