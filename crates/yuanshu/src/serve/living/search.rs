//! Finding enterprises by what people type: parts of names, initials, codes.

use std::collections::HashMap;

use pinyin::ToPinyin;
use rule::bits::Bits;
use store::Snapshot;
use zone::enterprise::normalised;

/// Pairs of neighbouring letters, and the rows in whose texts they stand.
///
/// A pair is the least that people type (比亚, by); single letters are looked for text by text.
#[derive(Debug, Default)]
pub(super) struct Index {
    pairs: HashMap<[char; 2], Vec<u32>>,
    /// What is looked into by row: names, former names, initials, code.
    texts: Vec<String>,
}

/// Between the texts of a row; nobody types it.
const BREAK: char = '\n';

impl Index {
    pub(super) fn of(snapshot: &Snapshot, names: &[(Option<String>, String)]) -> Self {
        let registry = snapshot.registry();
        let mut index = Self::default();
        for (row, subject) in (0u32..).zip(snapshot.subjects()) {
            let mut text = String::new();
            let borne = registry.file(*subject).into_iter().flat_map(|file| &file.names);
            for named in borne {
                let name = normalised(&named.name);
                text.extend([&name, "\n", &initials(&name), "\n"]);
            }
            let code = usize::try_from(row).ok().and_then(|row| names.get(row)?.0.as_deref());
            text.push_str(&code.unwrap_or_default().to_lowercase());
            index.add(row, &text);
            index.texts.push(text);
        }
        index
    }

    fn add(&mut self, row: u32, text: &str) {
        for pair in pairs(text) {
            let rows = self.pairs.entry(pair).or_default();
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        }
    }

    /// The rows in one of whose texts all of what is wanted stands.
    pub(super) fn find(&self, wanted: &str, names: &[(Option<String>, String)]) -> Bits {
        let mut found = Bits::zeros(names.len());
        let words: Vec<String> = wanted.split_whitespace().map(normalised).collect();
        let holds = |row: &u32| {
            let text = usize::try_from(*row).ok().and_then(|row| self.texts.get(row));
            text.is_some_and(|text| words.iter().all(|word| text.contains(word.as_str())))
        };
        let rarest = words
            .iter()
            .flat_map(|word| pairs(word))
            .map(|pair| self.pairs.get(&pair).map_or(&[][..], Vec::as_slice));
        match rarest.min_by_key(|rows| rows.len()) {
            Some(rows) => mark(&mut found, rows.iter().copied().filter(holds)),
            None => mark(&mut found, (0u32..).take(names.len()).filter(holds)),
        }
        found
    }
}

fn mark(found: &mut Bits, rows: impl Iterator<Item = u32>) {
    for row in rows.filter_map(|row| usize::try_from(row).ok()) {
        found.set(row, true);
    }
}

fn pairs(text: &str) -> impl Iterator<Item = [char; 2]> + '_ {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|(one, other)| *one != BREAK && *other != BREAK).map(|(one, other)| [one, other])
}

/// The first letters of the pinyin of a name; other letters stand for themselves.
fn initials(name: &str) -> String {
    let letter = |letter: char| match letter.to_pinyin() {
        Some(pinyin) => pinyin.plain().chars().next(),
        None => Some(letter).filter(|letter| letter.is_alphanumeric()),
    };
    name.chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[&str]) -> (Index, Vec<(Option<String>, String)>) {
        let mut index = Index::default();
        for (row, name) in (0u32..).zip(names) {
            let name = normalised(name);
            let text = format!("{name}\n{}\n91110108ma01{row}", initials(&name));
            index.add(row, &text);
            index.texts.push(text);
        }
        (index, names.iter().map(|name| (None, (*name).to_owned())).collect())
    }

    fn found(index: &(Index, Vec<(Option<String>, String)>), wanted: &str) -> Vec<usize> {
        let bits = index.0.find(wanted, &index.1);
        (0..index.1.len()).filter(|row| bits.get(*row)).collect()
    }

    #[test]
    fn an_enterprise_is_found_by_part_of_its_name_its_initials_and_its_code() {
        let index = index(&["秦创原光电有限公司", "西安光机（集团）股份有限公司", "高新园林"]);
        assert_eq!(found(&index, "光电"), [0]);
        assert_eq!(found(&index, "qcy"), [0]);
        assert_eq!(found(&index, "光"), [0, 1]);
        assert_eq!(found(&index, "(集团)"), [1]);
        assert_eq!(found(&index, "（集团）"), [1]);
        assert_eq!(found(&index, "MA012"), [2]);
        assert_eq!(found(&index, "光 西安"), [1]);
        assert_eq!(found(&index, "光园"), [0usize; 0]);
        assert_eq!(found(&index, ""), [0, 1, 2]);
    }
}
