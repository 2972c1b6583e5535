//! A snapshot on the disk, so that a start does not weigh everything anew.
//!
//! One file, written whole beside the old one and renamed over it. It is only ever a copy: one
//! that is torn, or of another register, day or content, is left aside and said.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use rule::bits::Bits;
use rule::fact::Lag;
use rule::table::{Column, Values};
use serde::{Deserialize, Serialize};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::{Topic, Use};
use zone::people::{Permit, ReadRegister};

use crate::dossier::View;
use crate::error::Error;
use crate::filled::Spot;
use crate::hash::Hash;
use crate::heads::sync_folder;
use crate::snapshot::{Content, Snapshot};
use crate::store::Store;

/// What the file begins with; the number changes when its form does.
const MAGIC: &[u8] = b"yuanshu checkpoint 3\n";

/// How a snapshot came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumed {
    /// From the checkpoint of that line, with what was written since.
    Kept(Seq),
    /// From all statements, as there was no checkpoint.
    Absent,
    /// From all statements, as the checkpoint was not whole.
    Torn,
    /// From all statements, as the checkpoint was of another register, day or content.
    Foreign,
}

/// What stands in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<'a> {
    zone: String,
    on: String,
    purpose: Use,
    content: Vec<u8>,
    seq: Seq,
    hash: Vec<u8>,
    subjects: Cow<'a, [SubjectId]>,
    columns: Vec<KeptColumn<'a>>,
    unfit: Vec<(SubjectId, String)>,
    disputed: Vec<(SubjectId, String, Option<i16>)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptColumn<'a> {
    /// The id of a fact, or a judgement as origins name it.
    fact: String,
    lag: Lag,
    column: Packed<'a>,
}

/// A column, which is not copied to be written.
#[derive(Debug, Serialize, Deserialize)]
struct Packed<'a> {
    rows: usize,
    known: Cow<'a, [u64]>,
    values: PackedValues<'a>,
}

#[derive(Debug, Serialize, Deserialize)]
enum PackedValues<'a> {
    Number { values: Cow<'a, [i64]>, decimals: u8 },
    Bool(Cow<'a, [u64]>),
    Text { codes: Cow<'a, [u32]>, words: Cow<'a, [String]> },
    Date(Cow<'a, [i32]>),
    Days(Cow<'a, [i64]>),
    Months(Cow<'a, [i64]>),
    List { offsets: Cow<'a, [u32]>, fields: Vec<Packed<'a>> },
}

impl Snapshot {
    /// As [`Snapshot::take`], from the checkpoint where there is a good one.
    pub fn resume(
        store: &Store,
        permit: &Permit<ReadRegister>,
        content: Content<'_>,
        view: View,
    ) -> Result<(Self, Resumed), Error> {
        let (kept, otherwise) = match read(store, view.purpose)? {
            Ok(kept) if of(&kept, store, content, view) => (Some(kept), Resumed::Foreign),
            Ok(_) => (None, Resumed::Foreign),
            Err(why) => (None, why),
        };
        if let Some(kept) = kept
            && let Some(snapshot) = resumed(store, permit, content, (view, kept))?
        {
            return Ok(snapshot);
        }
        Ok((Self::take(store, permit, content, view)?, otherwise))
    }

    /// Writes the checkpoint; a register in memory has none.
    pub fn keep(&self, store: &Store, content: Content<'_>) -> Result<(), Error> {
        let Some(path) = path(store, self.view().purpose) else { return Ok(()) };
        let mut bytes = MAGIC.to_vec();
        let body = postcard::to_allocvec(&self.kept(store.zone(), content));
        bytes.append(&mut body.map_err(|_| Error::Damaged { column: "checkpoint" })?);
        let sum = Hash::of(&bytes);
        bytes.extend_from_slice(sum.bytes());
        let part = path.with_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&part, &path)?;
        sync_folder(&path)
    }

    fn kept(&self, zone: &str, content: Content<'_>) -> Kept<'_> {
        let id = |fact| content.shelf.schema.get(fact).map(|fact| fact.id.clone());
        let mut columns: Vec<_> = self.table.columns.iter().collect();
        columns.sort_by_key(|(key, _)| **key);
        let columns = columns.into_iter().filter_map(|((fact, lag), column)| {
            Some(KeptColumn { fact: id(*fact)?, lag: *lag, column: packed(column) })
        });
        let names = content.shelf.schema.judgements.iter().map(|judgement| &judgement.name);
        let judged = names.zip(0..).filter_map(|(name, at)| {
            let column = packed(self.table.judged.get(name)?);
            Some(KeptColumn { fact: Topic::Judged(at).id(content.shelf)?, lag: 0, column })
        });
        let columns = columns.chain(judged);
        let unfit = self.unfit.iter().filter_map(|(subject, fact)| Some((*subject, id(*fact)?)));
        let disputed = self.disputed.iter().flat_map(|(subject, keys)| {
            keys.iter().filter_map(|(fact, year)| Some((*subject, id(*fact)?, *year)))
        });
        Kept {
            zone: zone.to_owned(),
            on: self.view.on.to_string(),
            purpose: self.view.purpose,
            content: self.content.bytes().to_vec(),
            seq: self.seq,
            hash: self.hash.bytes().to_vec(),
            subjects: Cow::Borrowed(&self.subjects),
            columns: columns.collect(),
            unfit: unfit.collect(),
            disputed: disputed.collect(),
        }
    }
}

/// The file of a purpose.
pub(crate) fn path(store: &Store, purpose: Use) -> Option<PathBuf> {
    let purpose = match purpose {
        Use::Verdict => "verdict",
        Use::Export => "export",
        Use::Statistics => "statistics",
        Use::Portal => "portal",
    };
    store.opening().place.beside(&format!("checkpoint-{purpose}.bin"))
}

/// What stands in the file, where it is there and whole.
fn read(store: &Store, purpose: Use) -> Result<Result<Kept<'static>, Resumed>, Error> {
    let Some(path) = path(store, purpose) else { return Ok(Err(Resumed::Absent)) };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err(Resumed::Absent)),
        Err(error) => return Err(error.into()),
    };
    Ok(whole(&bytes).ok_or(Resumed::Torn))
}

fn whole(bytes: &[u8]) -> Option<Kept<'static>> {
    let (signed, sum) = bytes.split_last_chunk::<32>()?;
    if Hash::of(signed).bytes() != sum {
        return None;
    }
    postcard::from_bytes(signed.strip_prefix(MAGIC)?).ok()
}

/// Whether it is of this register, day, purpose and content, and not of a later line.
fn of(kept: &Kept<'_>, store: &Store, content: Content<'_>, view: View) -> bool {
    kept.zone == store.zone()
        && kept.on == view.on.to_string()
        && kept.purpose == view.purpose
        && kept.content == content.hash.bytes()
        && kept.seq <= view.known
}

/// The snapshot of a checkpoint with what was written since; none where its last line is not in
/// the journal.
fn resumed(
    store: &Store,
    permit: &Permit<ReadRegister>,
    content: Content<'_>,
    (view, kept): (View, Kept<'_>),
) -> Result<Option<(Snapshot, Resumed)>, Error> {
    let seq = kept.seq;
    store.read(permit, |db| {
        let mut snapshot = Snapshot::begin(db, content, (view, seq))?;
        let same = snapshot.seq == seq
            && snapshot.hash.bytes() == kept.hash
            && snapshot.subjects == *kept.subjects;
        if !same {
            return Ok(None);
        }
        let fact = |id: &str| content.shelf.schema.find(id);
        let spot = |kept: &KeptColumn<'_>| match Topic::judged(&kept.fact, content.shelf) {
            Some(at) => Some(Spot::Judged(at)),
            None => Some(Spot::Fact(fact(&kept.fact)?, kept.lag)),
        };
        let columns =
            kept.columns.into_iter().filter_map(|kept| Some((spot(&kept)?, unpacked(kept.column))));
        snapshot.refill(content.shelf, columns);
        let unfit = kept.unfit.into_iter().filter_map(|(subject, id)| Some((subject, fact(&id)?)));
        snapshot.unfit = unfit.collect();
        for (subject, id, year) in kept.disputed {
            let key = fact(&id).map(|fact| (fact, year));
            snapshot.disputed.entry(subject).or_default().extend(key);
        }
        snapshot.catch_up(db, content)?;
        Ok(Some((snapshot, Resumed::Kept(seq))))
    })
}

fn packed(column: &Column) -> Packed<'_> {
    let values = match &column.values {
        Values::Number { values, decimals } => {
            PackedValues::Number { values: Cow::Borrowed(values), decimals: *decimals }
        }
        Values::Bool(bits) => PackedValues::Bool(Cow::Borrowed(bits.words())),
        Values::Text { codes, words } => {
            PackedValues::Text { codes: Cow::Borrowed(codes), words: Cow::Borrowed(words) }
        }
        Values::Date(days) => PackedValues::Date(Cow::Borrowed(days)),
        Values::Days(spans) => PackedValues::Days(Cow::Borrowed(spans)),
        Values::Months(spans) => PackedValues::Months(Cow::Borrowed(spans)),
        Values::List { offsets, fields } => PackedValues::List {
            offsets: Cow::Borrowed(offsets),
            fields: fields.iter().map(packed).collect(),
        },
    };
    Packed { rows: column.known.len(), known: Cow::Borrowed(column.known.words()), values }
}

fn unpacked(packed: Packed<'_>) -> Column {
    let rows = packed.rows;
    let values = match packed.values {
        PackedValues::Number { values, decimals } => {
            Values::Number { values: values.into_owned(), decimals }
        }
        PackedValues::Bool(words) => Values::Bool(Bits::from_words(words.into_owned(), rows)),
        PackedValues::Text { codes, words } => {
            Values::Text { codes: codes.into_owned(), words: words.into_owned() }
        }
        PackedValues::Date(days) => Values::Date(days.into_owned()),
        PackedValues::Days(spans) => Values::Days(spans.into_owned()),
        PackedValues::Months(spans) => Values::Months(spans.into_owned()),
        PackedValues::List { offsets, fields } => Values::List {
            offsets: offsets.into_owned(),
            fields: fields.into_iter().map(unpacked).collect(),
        },
    };
    Column { known: Bits::from_words(packed.known.into_owned(), rows), assumed: None, values }
}
