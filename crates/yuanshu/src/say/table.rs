//! Columns of a console, in which a Chinese character is two places wide.

/// How many places a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// Characters that consoles draw twice as wide: Chinese, its punctuation, full width.
fn is_wide(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Lines of cells: the first column to the left, the others to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut drawn = String::new();
    for row in rows {
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(wide.saturating_sub(width(cell)));
            if at == 0 {
                drawn.push_str(cell);
                drawn.push_str(&space);
            } else {
                drawn.push_str("  ");
                drawn.push_str(&space);
                drawn.push_str(cell);
            }
        }
        drawn.truncate(drawn.trim_end().len());
        drawn.push('\n');
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["政策", "家"], ["小巨人", "12"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "政策    家\n小巨人  12\n");
    }
}
