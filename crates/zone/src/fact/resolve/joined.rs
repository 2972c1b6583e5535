//! Lists that several statements make together: the titles of one list and those of another.

use rule::fact::{FactId, Schema};

use super::{Asked, Disagreement, Ground, Holding, parted, resolve, same_voice, settled, since};
use crate::fact::{Entry, Feed, Settlement, Stated};

type Record = Vec<Option<Stated>>;

/// By which fields a record of a list is known again in another statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub(super) list: FactId,
    pub(super) kind: usize,
    pub(super) from: Option<usize>,
    pub(super) until: Option<usize>,
    pub(super) number: Option<usize>,
}

impl Marks {
    /// Those of a list whose records hold until a day; none of another.
    pub fn of(schema: &Schema, list: FactId) -> Option<Self> {
        let lasting = schema.lasting.iter().find(|one| one.list == list)?;
        let fields = &schema.get(list)?.fields;
        let at = |id: &String| fields.iter().position(|field| field.id == *id);
        Some(Self {
            list,
            kind: at(&lasting.kind)?,
            from: lasting.from.as_ref().and_then(at),
            until: at(&lasting.until),
            number: lasting.number.as_ref().and_then(at),
        })
    }

    /// Whether two records are of one thing: of one kind, and of one number or first day as far
    /// as both say it; where one does not say its kind, of one number.
    fn same(self, one: &Record, other: &Record) -> bool {
        let both = |at| both((one, other), at);
        let number = self.number.and_then(both).map(|(one, other)| one == other);
        let from = || self.from.and_then(both).is_none_or(|(one, other)| one == other);
        match both(self.kind) {
            Some((one, other)) => one == other && number.unwrap_or_else(from),
            None => number == Some(true),
        }
    }
}

/// A field that two records both say.
fn both<'a>((one, other): (&'a Record, &'a Record), at: usize) -> Option<(&'a Stated, &'a Stated)> {
    one.get(at)?.as_ref().zip(other.get(at)?.as_ref())
}

/// What one source says in the end, by the statements that still stand.
struct Voice<'a> {
    newest: Entry<'a>,
    records: Vec<&'a Record>,
}

/// What counts among `entries` of a list whose records add up.
///
/// A list says what it lists: what an earlier one of the same source lists besides stays, and so
/// does what other sources list. A record of the same thing is replaced by the newer one, and by
/// that of the more trusted source; an empty list says that there are none. Sources contradict
/// each other where one says that there are none, and where they say different things of one.
/// What was settled is weighed as [`resolve`] does. The list may go on unless a source that lists
/// all there are, or one that says that there are none, counts.
pub fn resolve_joined<'a>(
    entries: &[Entry<'a>],
    asked: &Asked<'_>,
    (marks, settlements): (Marks, &[&'a Settlement]),
) -> Holding<'a> {
    // Most lists are said once.
    if entries.len() == 1 {
        let mut holding = resolve(entries, asked, settlements);
        holding.open = holding.stands.is_some_and(|only| !marks.is_all(&only, asked));
        return holding;
    }
    let (counting, mut holding) = parted(entries, asked);
    let words = untaken(&counting);
    let mut voices = voices(&words, (asked, marks));
    let newest: Vec<Entry<'a>> = voices.iter().map(|voice| voice.newest).collect();
    let choice = settled(&newest, settlements, asked.known);
    let is_chosen = |voice: &Voice<'a>| choice.is_some_and(|(entry, _)| entry == voice.newest);
    let is_weighed = |voice: &Voice<'a>| {
        let since = choice.is_none_or(|(_, by)| voice.newest.counts > Some(by.seq));
        since || is_chosen(voice)
    };
    voices.sort_by_cached_key(|voice| {
        (!is_weighed(voice), asked.rank(&voice.newest), !is_chosen(voice))
    });
    let (weighed, past) = voices.split_at(voices.partition_point(is_weighed));
    let Some(first) = weighed.first() else { return holding };
    let contrary = |one: &Voice<'a>, other: &Voice<'a>| !marks.agree(&one.records, &other.records);
    let odd = weighed.iter().filter(|one| weighed.iter().any(|other| contrary(one, other)));
    let odd: Vec<Entry<'a>> = odd.map(|voice| voice.newest).collect();
    let tied = marks.tied(weighed, asked);
    holding.ground = match choice.filter(|_| is_chosen(first)) {
        _ if tied => Ground::Disputed,
        Some((_, settlement)) => Ground::Settled(settlement),
        None if odd.is_empty() && !past.iter().any(|voice| contrary(first, voice)) => {
            Ground::Agreed
        }
        None => Ground::Trusted,
    };
    if !odd.is_empty() {
        holding.disagreements = vec![Disagreement { entries: odd }];
    }
    if !tied {
        let whole = Stated::List(marks.together(&voices).into_iter().cloned().collect());
        holding.joined = Some(whole).filter(|whole| whole != first.newest.value);
        holding.stands = Some(first.newest);
        let mut telling = voices.iter().filter(|voice| !voice.records.is_empty());
        let all = telling.any(|voice| marks.is_all(&voice.newest, asked));
        holding.open = !(all || first.records.is_empty());
    }
    let stands = holding.stands;
    holding.others = words.into_iter().filter(|entry| Some(*entry) != stands).collect();
    asked.sort(&mut holding.others);
    holding
}

/// Without what its source took back.
fn untaken<'a>(counting: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let back = |entry: &Entry<'a>| {
        counting.iter().any(|other| {
            *other.value == Stated::Withdrawn
                && same_voice(entry, other)
                && since(entry) == since(other)
                && other.seq >= entry.seq
        })
    };
    counting.iter().filter(|entry| !back(entry)).copied().collect()
}

/// What each source says in the end, the most trusted first.
fn voices<'a>(words: &[Entry<'a>], (asked, marks): (&Asked<'_>, Marks)) -> Vec<Voice<'a>> {
    let mut words = words.to_vec();
    words.sort_by_key(|entry| (since(entry), entry.seq, entry.row, entry.id));
    let mut voices: Vec<Voice<'a>> = Vec::new();
    for entry in words {
        let Stated::List(records) = entry.value else { continue };
        let records: Vec<&Record> = records.iter().collect();
        match voices.iter_mut().find(|voice| same_voice(&voice.newest, &entry)) {
            None => voices.push(Voice { newest: entry, records }),
            Some(voice) => {
                marks.take(&mut voice.records, &records);
                voice.newest = entry;
            }
        }
    }
    let newest =
        |voice: &Voice<'a>| (asked.rank(&voice.newest), std::cmp::Reverse(voice.newest.seq));
    voices.sort_by_cached_key(newest);
    voices
}

impl Marks {
    /// Whether what a source lists is all there is: it says so of its lists, or that there are
    /// none.
    fn is_all(self, entry: &Entry<'_>, asked: &Asked<'_>) -> bool {
        let of_all = |feed: &Feed| feed.whole.contains(&self.list);
        *entry.value == Stated::List(Vec::new())
            || asked.feeds.get(&entry.origin.feed).is_some_and(of_all)
    }

    /// Whether sources that are trusted alike contradict each other where none that is trusted
    /// more says how it is.
    fn tied(self, voices: &[Voice<'_>], asked: &Asked<'_>) -> bool {
        let alike = |one: &Voice<'_>, other: &Voice<'_>| {
            asked.rank(&one.newest) == asked.rank(&other.newest)
        };
        let mut decided: Vec<&Record> = Vec::new();
        for (at, group) in voices.chunk_by(alike).enumerate() {
            let is_new = |record: &&Record| !decided.iter().any(|old| self.same(old, record));
            let left = group.iter().map(|voice| voice.records.iter().copied().filter(is_new));
            let left: Vec<Vec<&Record>> = left.map(Iterator::collect).collect();
            let contrary = |one: &Vec<&Record>, other: &Vec<&Record>| match at {
                0 => !self.agree(one, other),
                _ => !self.agree_on_days(one, other),
            };
            if left.iter().any(|one| left.iter().any(|other| contrary(one, other))) {
                return true;
            }
            decided.extend(left.into_iter().flatten());
            // The most trusted say that there are none.
            if decided.is_empty() {
                return false;
            }
        }
        false
    }

    /// The records of all sources, the most trusted of which come first.
    fn together<'a>(self, voices: &[Voice<'a>]) -> Vec<&'a Record> {
        let mut records = Vec::new();
        for voice in voices.iter().rev() {
            self.take(&mut records, &voice.records);
        }
        records
    }

    /// Takes the records of a newer or more trusted list: they replace those of the same things,
    /// and an empty one says that there are none.
    fn take<'a>(self, records: &mut Vec<&'a Record>, taken: &[&'a Record]) {
        let stays = |old: &&Record| !taken.iter().any(|new| self.same(old, new));
        records.retain(|old| !taken.is_empty() && stays(old));
        records.extend(taken);
    }

    /// Whether two lists do not contradict each other: on whether there are any, and on the days
    /// of those that both have.
    fn agree(self, one: &[&Record], other: &[&Record]) -> bool {
        one.is_empty() == other.is_empty() && self.agree_on_days(one, other)
    }

    fn agree_on_days(self, one: &[&Record], other: &[&Record]) -> bool {
        let contrary = |(a, b): (&&Record, &&Record)| {
            let days = [self.from, self.until].into_iter().flatten();
            let mut said = days.filter_map(|at| both((a, b), at));
            self.same(a, b) && said.any(|(a, b)| a != b)
        };
        let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
        !pairs.any(contrary)
    }
}
