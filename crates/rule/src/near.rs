//! Which known names an unknown one resembles.

/// Up to three of `known` that `word` was probably meant to be, the likeliest first.
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let steps = distance(word, name);
            let longer = length.max(name.chars().count());
            let shorter = length.min(name.chars().count());
            // A third of the letters wrong, or one name inside the other.
            let alike = (steps <= (longer / 3).max(1) && steps < longer)
                || (shorter >= 2 && (name.contains(word) || word.contains(name)));
            (alike && steps > 0).then_some((steps, name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, name)| name).take(3).collect()
}

/// How many letters must be put in, taken out, exchanged, or swapped with their neighbour to
/// turn one word into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let mut before = None;
    for letter in from.chars() {
        let mut next = vec![row.first().map_or(1, |steps| steps + 1)];
        for (at, other) in to.iter().enumerate() {
            let steps = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let exchanged = steps(&row, at) + usize::from(letter != *other);
            let changed = exchanged.min(steps(&row, at + 1) + 1).min(steps(&next, at) + 1);
            let swaps = before == Some(*other)
                && at.checked_sub(1).and_then(|left| to.get(left)) == Some(&letter);
            let swapped = if swaps { steps(&above, at - 1) + 1 } else { usize::MAX };
            next.push(changed.min(swapped));
        }
        above = std::mem::replace(&mut row, next);
        before = Some(letter);
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
        assert_eq!(distance("cuont", "count"), 1);
    }

    #[test]
    fn the_likeliest_names_come_first_and_strangers_not_at_all() {
        let known = ["营业收入", "营业外收入", "主营业务收入", "职工总数"];
        assert_eq!(near("营业收人", known), ["营业收入"]);
        assert_eq!(near("营业收", known), ["营业收入"]);
        assert_eq!(near("职工", known), ["职工总数"]);
        assert_eq!(near("利润", known), [""; 0]);
        assert_eq!(near("中形", ["中型", "大型"]), ["中型"]);
    }
}
