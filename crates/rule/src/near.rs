//! Which known names an unknown one resembles.

/// Up to three of `known` that `word` was probably meant to be, the likeliest first.
pub(crate) fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let steps = distance(word, name);
            let longer = length.max(name.chars().count());
            let shorter = length.min(name.chars().count());
            // A third of the letters wrong, or one name inside the other.
            let alike = steps * 3 <= longer
                || (shorter >= 2 && (name.contains(word) || word.contains(name)));
            (alike && steps > 0).then_some((steps, name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, name)| name).take(3).collect()
}

/// How many letters must be put in, taken out or exchanged to turn one word into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (other, above) in to.iter().zip(row.iter().skip(1)) {
            let exchanged = diagonal + usize::from(letter != *other);
            left = exchanged.min(above + 1).min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_put_in_taken_out_and_exchanged_count_one_each() {
        assert_eq!(distance("营业收入", "营业收入"), 0);
        assert_eq!(distance("营业收人", "营业收入"), 1);
        assert_eq!(distance("营收", "营业收入"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn the_likeliest_names_come_first_and_strangers_not_at_all() {
        let known = ["营业收入", "营业外收入", "主营业务收入", "职工总数"];
        assert_eq!(near("营业收人", known), ["营业收入"]);
        assert_eq!(near("营业收", known), ["营业收入"]);
        assert_eq!(near("职工", known), ["职工总数"]);
        assert_eq!(near("利润", known), [""; 0]);
    }
}
