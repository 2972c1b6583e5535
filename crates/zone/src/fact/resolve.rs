//! What counts among all that was said of one fact of one time.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use base::Day;
use rule::fact::Field;
use rule::value::Value;

pub use joined::{Marks, resolve_joined};

use super::agree::{agree, grain};
use super::{Entry, Feed, Owner, Settlement, Stage, Stated, Use, record};
use crate::Seq;

mod joined;

/// From where one looks: the day, what was known, what it is for, and whom to believe.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The day: facts without years count from the day they are true since.
    pub on: Day,
    /// The last line of the journal that was known.
    pub known: Seq,
    /// What the value is wanted for.
    pub purpose: Use,
    /// The feeds there are, by id.
    pub feeds: &'a BTreeMap<String, Feed>,
    /// Who answers for the fact, and whom they trust.
    pub owner: Option<&'a Owner>,
}

/// What is held to be true of one fact of one time, and what else was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding<'a> {
    /// The statement that counts; none where the fact is unknown.
    pub stands: Option<Entry<'a>>,
    /// The list that it makes together with other statements, where it does.
    pub joined: Option<Stated>,
    /// Whether it is a list that may go on: nobody says that these are all.
    pub open: bool,
    /// Why it counts, or why none does.
    pub ground: Ground<'a>,
    /// What other sources say, or said in another stage or by another 口径, the more trusted
    /// first.
    pub others: Vec<Entry<'a>>,
    /// Sources that contradict each other (数据不一致).
    pub disagreements: Vec<Disagreement<'a>>,
    /// What waits for the second of two people.
    pub held: Vec<Entry<'a>>,
    /// How many statements must not be used for this. What they say is not told.
    pub barred: usize,
}

/// Why a statement counts, or why none does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground<'a> {
    /// Nobody said anything that counts.
    Nothing,
    /// All that is said agrees.
    Agreed,
    /// It comes from the most trusted source, or is the most final figure of those.
    Trusted,
    /// The owning department said so.
    Settled(&'a Settlement),
    /// Sources of which none is trusted more contradict each other: unknown (待核).
    Disputed,
    /// Figures by several 口径, of which the dictionary has none: unknown.
    Bases,
}

/// Statements of one time, stage and 口径 that contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement<'a> {
    /// The more trusted first.
    pub entries: Vec<Entry<'a>>,
}

impl Holding<'_> {
    /// What counts; none where the fact is unknown.
    pub fn value(&self) -> Option<&Stated> {
        self.whole().map(|entry| entry.value)
    }

    /// The statement that counts, with all that counts as its value.
    pub fn whole(&self) -> Option<Entry<'_>> {
        self.stands
            .map(|entry| Entry { value: self.joined.as_ref().unwrap_or(entry.value), ..entry })
    }
}

impl<'a> Holding<'a> {
    /// The statement that a record of the list comes from; the most trusted of several.
    pub fn bearer(&self, fields: &[Field], wanted: &Value) -> Option<Entry<'a>> {
        let has = |entry: &&Entry<'_>| match entry.value {
            Stated::List(records) => records.iter().any(|one| record(fields, one) == *wanted),
            _ => false,
        };
        [self.stands.as_ref()?].into_iter().chain(&self.others).find(has).copied()
    }
}

/// How much a statement is trusted: the least comes first. What is not final yet (快报, and after
/// it 预计) comes after everything that is, whoever says it.
type Rank = (Reverse<Stage>, usize, Reverse<Option<Day>>, (usize, Reverse<Stage>), bool);

/// What counts among `entries`, which are all that was ever said of one fact of one fiscal year,
/// or of one fact without years, of the files of one enterprise.
///
/// Of each source, stage and 口径 the statement learnt last stands. Sources that may not be used
/// for the purpose are left out first, so that they change nothing. What the owning department
/// settled was weighed: of what was said until then its choice alone is weighed again, against
/// what was said since. The most trusted source counts, and of its figures the most trusted
/// stage. Where two that are trusted alike contradict each other the fact is unknown.
pub fn resolve<'a>(
    entries: &[Entry<'a>],
    asked: &Asked<'_>,
    settlements: &[&'a Settlement],
) -> Holding<'a> {
    let (counting, mut holding) = parted(entries, asked);
    // Most figures are said once: nothing to weigh.
    if let ([only], []) = (counting.as_slice(), settlements) {
        if *only.value != Stated::Withdrawn {
            holding.stands = Some(*only);
            holding.ground = Ground::Agreed;
        }
        return holding;
    }
    let mut standing = last_words(&counting);
    asked.sort(&mut standing);
    decide(standing, asked, settlements, holding)
}

/// What counts, and a holding of what does not.
fn parted<'a>(entries: &[Entry<'a>], asked: &Asked<'_>) -> (Vec<Entry<'a>>, Holding<'a>) {
    let mut holding = Holding {
        stands: None,
        joined: None,
        open: false,
        ground: Ground::Nothing,
        others: Vec::new(),
        disagreements: Vec::new(),
        held: Vec::new(),
        barred: 0,
    };
    let mut counting = Vec::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| asked.sees(entry)) {
        if !asked.allows(entry) {
            holding.barred += 1;
        } else if entry.counts.is_some_and(|counts| counts <= asked.known) {
            counting.push(*entry);
        } else {
            holding.held.push(*entry);
        }
    }
    (counting, holding)
}

impl Asked<'_> {
    /// Whether a statement was known, not yet undone, and of a time that has come.
    fn sees(&self, entry: &Entry<'_>) -> bool {
        let begun = since(entry).is_none_or(|since| since <= self.on);
        begun && entry.seq <= self.known && entry.undone.is_none_or(|undone| undone > self.known)
    }

    /// Whether it may be used so; a feed that content does not describe may not be used.
    fn allows(&self, entry: &Entry<'_>) -> bool {
        self.feeds.get(&entry.origin.feed).is_some_and(|feed| feed.allows(self.purpose))
    }

    /// The most trusted first, and of those that are trusted alike the newest.
    fn sort(&self, entries: &mut [Entry<'_>]) {
        let newest = |entry: &Entry<'_>| Reverse((entry.seq, entry.row));
        entries.sort_by_cached_key(|entry| (self.rank(entry), newest(entry), entry.id));
    }

    fn rank(&self, entry: &Entry<'_>) -> Rank {
        let origin = entry.origin;
        let stages = self.owner.map_or(&[][..], |owner| &owner.stages);
        let stage = stages.iter().position(|stage| *stage == origin.stage);
        let stage = stage.map_or((stages.len(), Reverse(origin.stage)), |at| {
            // All that are listed differ in their place already.
            (at, Reverse(Stage::Settled))
        });
        let feed = self.owner.map_or(0, |owner| owner.place(&origin.feed));
        let finality = Reverse(origin.stage.finality());
        (finality, feed, Reverse(since(entry)), stage, origin.basis.is_some())
    }
}

fn since(entry: &Entry<'_>) -> Option<Day> {
    entry.origin.period.since()
}

/// Whether two statements come from one source and speak of the same by the same measure.
fn same_voice(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let (one, other) = (one.origin, other.origin);
    one.feed == other.feed && one.stage == other.stage && one.basis == other.basis
}

/// The last word of each source, stage and 口径. Two different words learnt at once both stand,
/// as neither is the last.
fn last_words<'a>(counting: &[Entry<'a>]) -> Vec<Entry<'a>> {
    // A word is replaced by a later one of the same day it is true since.
    let replaced = |entry: &Entry<'a>| {
        let later = |other: &Entry<'a>| {
            same_voice(entry, other) && since(entry) == since(other) && other.seq > entry.seq
        };
        counting.iter().any(later)
    };
    let last: Vec<Entry<'a>> = counting
        .iter()
        .filter(|entry| *entry.value != Stated::Withdrawn && !replaced(entry))
        .copied()
        .collect();
    // What is true since a later day ends what was true before.
    let ended = |entry: &Entry<'a>| {
        last.iter().any(|other| same_voice(entry, other) && since(other) > since(entry))
    };
    last.iter().filter(|entry| !ended(entry)).copied().collect()
}

/// Chooses among the last words, which are sorted by trust.
fn decide<'a>(
    standing: Vec<Entry<'a>>,
    asked: &Asked<'_>,
    settlements: &[&'a Settlement],
    mut holding: Holding<'a>,
) -> Holding<'a> {
    let settled = settled(&standing, settlements, asked.known);
    let weighed: Cow<'_, [Entry<'a>]> = match settled {
        None => Cow::Borrowed(&standing),
        Some((chosen, settlement)) => {
            let remains =
                |entry: &&Entry<'a>| **entry == chosen || entry.counts > Some(settlement.seq);
            standing.iter().filter(remains).copied().collect()
        }
    };
    let Some(first) = weighed.first() else { return holding };
    let rank = asked.rank(first);
    let best: Vec<Entry<'a>> =
        weighed.iter().take_while(|entry| asked.rank(entry) == rank).copied().collect();
    if all_agree(&best) {
        let chosen = settled.filter(|(chosen, _)| best.contains(chosen));
        // The most exact of those that agree.
        let exact = || best.iter().min_by_key(|entry| grain((*entry).into())).copied();
        holding.stands = chosen.map_or_else(exact, |(chosen, _)| Some(chosen));
        holding.ground = match chosen {
            Some((_, settlement)) => Ground::Settled(settlement),
            None if all_agree(&standing) => Ground::Agreed,
            None => Ground::Trusted,
        };
    } else {
        let one_basis = best.iter().all(|entry| entry.origin.basis == first.origin.basis);
        holding.ground = if one_basis { Ground::Disputed } else { Ground::Bases };
    }
    holding.disagreements = disagreements(&weighed, holding.stands.as_ref());
    let stands = holding.stands;
    holding.others = standing.into_iter().filter(|entry| Some(*entry) != stands).collect();
    holding
}

/// The statement that the owning department chose last, where it still stands.
fn settled<'a>(
    standing: &[Entry<'a>],
    settlements: &[&'a Settlement],
    known: Seq,
) -> Option<(Entry<'a>, &'a Settlement)> {
    let known = settlements.iter().filter(|settlement| settlement.seq <= known);
    let last = *known.max_by_key(|settlement| settlement.seq)?;
    let chosen =
        |entry: &&Entry<'_>| (entry.id, entry.seq, entry.row) == (last.origin, last.said, last.row);
    Some((*standing.iter().find(chosen)?, last))
}

fn all_agree(entries: &[Entry<'_>]) -> bool {
    let Some((first, rest)) = entries.split_first() else { return true };
    rest.iter().all(|entry| agree(first, entry)) && (rest.len() < 2 || all_agree(rest))
}

/// Where sources contradict each other within one stage and 口径. Of facts without years only
/// the latest words are compared, and what counts with words that are later.
fn disagreements<'a>(standing: &[Entry<'a>], stands: Option<&Entry<'a>>) -> Vec<Disagreement<'a>> {
    if all_agree(standing) {
        return Vec::new();
    }
    let mut groups: Vec<Vec<Entry<'a>>> = Vec::new();
    for entry in standing {
        let alike = |group: &&mut Vec<Entry<'a>>| {
            group.first().is_some_and(|first| {
                let (one, other) = (first.origin, entry.origin);
                one.stage == other.stage && one.basis == other.basis
            })
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(*entry),
            None => groups.push(vec![*entry]),
        }
    }
    for group in &mut groups {
        let latest = group.iter().map(since).max().flatten();
        group.retain(|entry| since(entry) == latest || Some(entry) == stands);
    }
    groups.retain(|group| !all_agree(group));
    groups.into_iter().map(|entries| Disagreement { entries }).collect()
}

#[cfg(test)]
mod tests;
