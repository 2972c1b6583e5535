//! Which of several figures of one source somebody means.

use std::collections::{BTreeMap, BTreeSet};

use pack::Shelf;
use rule::fact::FactId;
use store::{Moment, Store};
use zone::Seq;
use zone::fact::{Entry, agree};
use zone::policy::Passport;

use super::{Unfit, unfit};
use crate::china;
use crate::say::{self, Tongue};

/// Tells the figures of one source apart: by value, file, sheet and cell, and when each was learnt.
#[derive(Debug)]
pub struct Teller<'a> {
    fact: FactId,
    shelf: &'a Shelf,
    moments: BTreeMap<Seq, Moment>,
}

impl<'a> Teller<'a> {
    /// For these figures of a fact.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn of(
        store: &Store,
        entries: &[&Entry<'_>],
        (fact, shelf): (FactId, &'a Shelf),
    ) -> Result<Self, store::Error> {
        let lines: BTreeSet<Seq> = entries.iter().map(|entry| entry.seq).collect();
        Ok(Self { fact, shelf, moments: store.moments(&lines)? })
    }

    /// `88.00 万元　a.csv a!D3（税务数据，汇缴）　日志第 2 笔，2026-11-21`.
    pub fn told(&self, entry: &Entry<'_>, tongue: Tongue) -> String {
        let value = say::stated::shown(entry.value, self.fact, self.shelf, tongue);
        let place = Passport::of(entry, self.shelf);
        let day = self.moments.get(&entry.seq).map(|at| china::day(*at).to_string());
        let day = day.unwrap_or_default();
        tongue.say([
            format_args!("{value}　{place}　日志第 {} 笔，{day}", entry.seq),
            format_args!("{value}, {place}, line {} of {day}", entry.seq),
        ])
    }

    fn all(&self, entries: &[&Entry<'_>]) -> [String; 2] {
        [(Tongue::Chinese, "；"), (Tongue::English, "; ")].map(|(tongue, between)| {
            let told: Vec<String> = entries.iter().map(|one| self.told(one, tongue)).collect();
            told.join(between)
        })
    }

    /// The one of what one source says that is meant: that of which its telling has the words, and
    /// where nobody says which, its most trusted word. `field` is where it is said.
    ///
    /// # Errors
    /// When none has these words, or when there are several that contradict each other.
    pub fn single<'e, 'b>(
        &self,
        ours: &[&'e Entry<'b>],
        (field, words): (&'static str, Option<&str>),
    ) -> Result<Option<&'e Entry<'b>>, Unfit> {
        let Some(first) = ours.first() else { return Ok(None) };
        let feed = &first.origin.feed;
        let alike = |one: &&&Entry<'_>| match words {
            Some(words) => has(&self.told(one, Tongue::Chinese), words.trim()),
            None => {
                (one.origin.stage, &one.origin.basis) == (first.origin.stage, &first.origin.basis)
            }
        };
        let meant: Vec<&'e Entry<'b>> = ours.iter().filter(alike).copied().collect();
        let Some(chosen) = meant.first() else {
            let [zh, en] = self.all(ours);
            let zh = format!("{feed} 的数里没有写着“{}”的；有：{zh}", words.unwrap_or_default());
            return Err(unfit(field, zh, format!("none of {feed} says so; there are: {en}")));
        };
        if meant.iter().all(|other| agree(*chosen, *other)) {
            return Ok(Some(*chosen));
        }
        let (count, [zh, en]) = (meant.len(), self.all(&meant));
        let zh = format!("{feed} 有 {count} 个数，要写明以哪个为准：{zh}");
        Err(unfit(field, zh, format!("{feed} says {count} figures; say which one counts: {en}")))
    }
}

/// Whether a text has some words, not merely as a part of a longer cell or number: `D1` is none of
/// `D12`.
fn has(text: &str, words: &str) -> bool {
    let goes_on =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    !words.is_empty()
        && text.match_indices(words).any(|(at, found)| {
            let (before, after) = (text.get(..at), text.get(at + found.len()..));
            !goes_on(before.and_then(|text| text.chars().next_back()))
                && !goes_on(after.and_then(|text| text.chars().next()))
        })
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_cell_is_no_part_of_another() {
        let told = "88.00 万元　a.csv a!D12（税务，汇缴）　日志第 2 笔，2026-11-21";
        let found = ["D12", "a.csv", "汇缴", "第 2 笔", "D1", "12", "", "笔，2026"];
        assert_eq!(
            found.map(|words| has(told, words)),
            [true, true, true, true, false, false, false, true]
        );
    }
}
