//! Rows read ahead of who takes them: unpacking and parsing take as long as understanding does.

use super::grid::{Broken, Row, Rows};

/// Lets `take` have the rows while the next ones are read. What it leaves is not read on.
pub(crate) fn ahead<T>(mut rows: Box<dyn Rows + '_>, take: impl FnOnce(&mut dyn Rows) -> T) -> T {
    let count = rows.count();
    let mut whole = true;
    let rows = std::iter::from_fn(move || {
        let row = whole.then(|| rows.next().transpose())?;
        whole = !matches!(row, Some(Err(_)));
        row
    });
    store::ahead(rows, |rows| take(&mut Taken { rows, count }))
}

/// The rows as they arrive.
struct Taken<'r> {
    rows: &'r mut (dyn Iterator<Item = Result<Row, Broken>> + Send),
    count: Option<u32>,
}

impl Rows for Taken<'_> {
    fn next(&mut self) -> Result<Option<Row>, Broken> {
        self.rows.next().transpose()
    }

    fn count(&self) -> Option<u32> {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many rows, then a break.
    struct Torn(u32);

    impl Rows for Torn {
        fn count(&self) -> Option<u32> {
            None
        }

        fn next(&mut self) -> Result<Option<Row>, Broken> {
            self.0 =
                self.0.checked_sub(1).ok_or_else(|| Broken::whole("torn", ["撕破了", "torn"]))?;
            Ok(Some(Row { number: self.0, cells: Vec::new() }))
        }
    }

    #[test]
    fn all_rows_come_in_order_before_what_is_broken() {
        for count in [0, 1, 5_000] {
            let mut numbers = Vec::new();
            let broken = ahead(Box::new(Torn(count)), |rows| {
                loop {
                    match rows.next() {
                        Ok(Some(row)) => numbers.push(row.number),
                        Ok(None) => return None,
                        Err(broken) => return Some(broken),
                    }
                }
            });
            assert_eq!(numbers, (0..count).rev().collect::<Vec<u32>>());
            assert_eq!(broken, Some(Broken::whole("torn", ["撕破了", "torn"])), "{count}");
        }
    }
}
