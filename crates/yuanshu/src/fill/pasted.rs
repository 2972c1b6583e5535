//! A list that was pasted as text, as rows of a sheet.

use crate::read::grid::{Raw, Row};

/// Lines with tabs or commas between their cells; one line alone may be names with 、 between.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let rows: Vec<Vec<&str>> = match lines.as_slice() {
        [one] if one.contains(['、', ';', '；']) => {
            one.split(['、', ';', '；']).map(|name| vec![name.trim()]).collect()
        }
        lines => lines.iter().map(|line| cells(line)).collect(),
    };
    let row = |(number, cells): (u32, Vec<&str>)| Row {
        number,
        cells: (0..)
            .zip(cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, Raw::Text(text.to_owned())))
            .collect(),
    };
    (0..).zip(rows).map(row).collect()
}

fn cells(line: &str) -> Vec<&str> {
    let mark = ['\t', ',', '，'].into_iter().find(|mark| line.contains(*mark));
    match mark {
        Some(mark) => line.split(mark).map(str::trim).collect(),
        None => vec![line],
    }
}
