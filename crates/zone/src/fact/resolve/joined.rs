//! Lists that several statements make together: the titles of one list and those of another.

use rule::fact::{FactId, Schema};

use super::{Asked, Disagreement, Ground, Holding, parted, same_voice, settled, since};
use crate::fact::{Entry, Settlement, Stated};

type Record = Vec<Option<Stated>>;

/// By which fields a record of a list is known again in another statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
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
            kind: at(&lasting.kind)?,
            from: lasting.from.as_ref().and_then(at),
            until: at(&lasting.until),
            number: lasting.number.as_ref().and_then(at),
        })
    }

    /// Whether two records are of one thing: of one kind, and of one number or first day as far
    /// as both say it.
    fn same(self, one: &Record, other: &Record) -> bool {
        let both = |at| both((one, other), at);
        let told_apart = [self.number, self.from].into_iter().flatten().find_map(both);
        both(self.kind).is_some_and(|(one, other)| one == other)
            && told_apart.is_none_or(|(one, other)| one == other)
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
pub fn resolve_joined<'a>(
    entries: &[Entry<'a>],
    asked: &Asked<'_>,
    (marks, settlements): (Marks, &[&'a Settlement]),
) -> Holding<'a> {
    let (counting, mut holding) = parted(entries, asked);
    let words = untaken(&counting);
    let mut voices = voices(&words, (asked, marks));
    let newest: Vec<Entry<'a>> = voices.iter().map(|voice| voice.newest).collect();
    let choice = settled(&newest, settlements, asked.known);
    if let Some(at) = choice.and_then(|(entry, _)| newest.iter().position(|one| *one == entry)) {
        let chosen = voices.remove(at);
        voices.insert(0, chosen);
    }
    let Some((first, rest)) = voices.split_first() else { return holding };
    let contrary = |voice: &&Voice<'a>| !marks.agree(&first.records, &voice.records);
    let alike = |voice: &&Voice<'a>| asked.rank(&voice.newest) == asked.rank(&first.newest);
    let against: Vec<Entry<'a>> = rest.iter().filter(contrary).map(|voice| voice.newest).collect();
    let tied = rest.iter().filter(contrary).any(|voice| alike(&voice));
    holding.ground = match choice {
        Some((_, settlement)) => Ground::Settled(settlement),
        None if tied => Ground::Disputed,
        None if against.is_empty() => Ground::Agreed,
        None => Ground::Trusted,
    };
    if choice.is_none() && !against.is_empty() {
        let entries = [first.newest].into_iter().chain(against).collect();
        holding.disagreements = vec![Disagreement { entries }];
    }
    if holding.ground != Ground::Disputed {
        let mut records: Vec<&Record> = Vec::new();
        for voice in rest.iter().filter(|voice| !contrary(voice)).rev().chain([first]) {
            marks.add(&mut records, &voice.records);
        }
        let whole = Stated::List(records.into_iter().cloned().collect());
        holding.joined = Some(whole).filter(|whole| whole != first.newest.value);
        holding.stands = Some(first.newest);
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
                if records.is_empty() {
                    voice.records.clear();
                }
                marks.add(&mut voice.records, &records);
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
    /// Adds the records of a list; they replace those of the same things.
    fn add<'a>(self, records: &mut Vec<&'a Record>, added: &[&'a Record]) {
        records.retain(|old| !added.iter().any(|new| self.same(old, new)));
        records.extend(added);
    }

    /// Whether two lists do not contradict each other: on whether there are any, and on the days
    /// of those that both have.
    fn agree(self, one: &[&Record], other: &[&Record]) -> bool {
        let contrary = |(a, b): (&&Record, &&Record)| {
            let days = [self.from, self.until].into_iter().flatten();
            let mut said = days.filter_map(|at| both((a, b), at));
            self.same(a, b) && said.any(|(a, b)| a != b)
        };
        let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
        one.is_empty() == other.is_empty() && !pairs.any(contrary)
    }
}
