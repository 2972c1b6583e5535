//! Whether the journal is whole: its chain, the rows behind each line, and its end.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use zone::Seq;

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::hash::{Hash, Sum};
use crate::heads::{self, Kept};
use crate::journal::{Head, Line};
use crate::moment::Moment;
use crate::place::Place;
use crate::table::TABLES;

/// Faults that are told at most; the first is the one to look at.
const MOST: usize = 100;

/// What a check of the journal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many lines there are.
    pub lines: u64,
    /// How many rows they vouch for.
    pub rows: u64,
    /// How many heads in the second place were compared.
    pub heads: u64,
    /// The last line.
    pub head: Head,
    /// What is wrong, by line; the first hundred.
    pub faults: Vec<Broken>,
}

/// What is wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// A line is missing before this one.
    Gap {
        /// The line after the gap.
        seq: Seq,
    },
    /// The line, or the one before it, is not what was written.
    Link {
        /// The first line whose hash does not fit.
        seq: Seq,
        /// When it says that it was written.
        at: Moment,
    },
    /// Something in the line cannot be read.
    Unread {
        /// The line.
        seq: Seq,
        /// The column.
        column: &'static str,
    },
    /// Rows that came with the line were changed, taken away or added.
    Rows {
        /// The line.
        seq: Seq,
        /// The tables that have rows of it.
        tables: Vec<&'static str>,
    },
    /// Rows of a line that is not there.
    Stray {
        /// The line that they name.
        seq: Seq,
        /// Where they are.
        tables: Vec<&'static str>,
    },
    /// The line is another than the one that was acknowledged.
    Head {
        /// The line.
        seq: Seq,
    },
    /// The second place is gone, or begins after lines that it had.
    Heads,
    /// Heads were taken out of the second place, or put into another order.
    Headless {
        /// The line of the head that follows.
        seq: Seq,
        /// The line of the head that it names as the one before it.
        after: Seq,
    },
    /// Lines at the end were cut off.
    Tail {
        /// The last line that is there.
        last: Seq,
        /// The last line that was acknowledged.
        acknowledged: Seq,
    },
}

impl Broken {
    /// In words for who reads the journal.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Gap { seq } => format!("第 {} 笔之前缺少日志", seq.0),
            Self::Link { seq, at } => format!(
                "第 {} 笔（记的时间 {}）与它之前的日志接不上：日志被改动",
                seq.0,
                at.china()
            ),
            Self::Unread { seq, column } => {
                format!(
                    "第 {} 笔的 {column} 一栏无法理解：日志被改动，或库已损坏；请从备份恢复",
                    seq.0
                )
            }
            Self::Rows { seq, tables } if tables.is_empty() => {
                format!("第 {} 笔登记的内容已不在库里", seq.0)
            }
            Self::Rows { seq, tables } => {
                format!("第 {} 笔登记的内容被改动（{}）", seq.0, tables.join("、"))
            }
            Self::Stray { seq, tables } => {
                format!("有内容自称第 {} 笔，日志里没有这一笔（{}）", seq.0, tables.join("、"))
            }
            Self::Head { seq } => format!(
                "库里日志第 {} 笔，与日志附本 heads.log 里当时记下的不同：附本或库被改动。请用备份里的 \
                 heads.log 换上再核对；仍不同的，是库被改动，请从备份恢复",
                seq.0
            ),
            Self::Heads => {
                "日志附本 heads.log 不见了：末尾有没有被截去，无从核对；请从备份恢复 heads.log，\
                            或查明是谁移走的。以后写入的另起一份附本"
                    .to_owned()
            }
            Self::Headless { seq, after } if after.0 == 0 => format!(
                "日志附本 heads.log 里第 {} 笔原是头一处，现在前面另有别的：附本被改动",
                seq.0
            ),
            Self::Headless { seq, after } => format!(
                "日志附本 heads.log 里第 {} 笔前面原是第 {} 笔，现在不是：附本被改动，中间有缺；请用备份里的 \
                 heads.log 换上再核对",
                seq.0, after.0
            ),
            Self::Tail { last, acknowledged } => {
                format!(
                    "日志只到第 {} 笔，而第 {} 笔已经确认过：末尾被截掉",
                    last.0, acknowledged.0
                )
            }
        }
    }
}

/// Checks everything that `db` holds against itself and against the heads of `place`.
pub(crate) fn verify(db: &mut Db, place: &Place) -> Result<Verified, Error> {
    let (mut sums, rows) = sums(db)?;
    let (mut heads, mut faults) = kept(place)?;
    let compared = u64::try_from(heads.len()).unwrap_or(u64::MAX);
    let (mut lines, mut before) = (0, Head::START);
    let sql = format!("SELECT {} FROM journal ORDER BY seq", Line::COLUMNS);
    db.each(&sql, &[], &mut |row| {
        lines += 1;
        let own = |seq| sums.remove(&seq).unwrap_or_default();
        before = next(before, row.rest(), own, &mut faults)?;
        if heads.remove(&before.seq).is_some_and(|hash| hash != before.hash) {
            faults.push(Broken::Head { seq: before.seq });
        }
        faults.truncate(MOST);
        Ok(())
    })?;
    if lines > 0 && compared == 0 && place.beside(heads::NAME).is_some() {
        faults.push(Broken::Heads);
    }
    let strays = sums.iter().map(|(seq, own)| Broken::Stray { seq: *seq, tables: own.tables() });
    faults.extend(strays.take(MOST));
    // A head whose line is missing in the middle is told by the gap.
    let acknowledged = heads.last_key_value().filter(|(seq, _)| **seq > before.seq);
    if let Some((acknowledged, _)) = acknowledged {
        faults.push(Broken::Tail { last: before.seq, acknowledged: *acknowledged });
    }
    Ok(Verified { lines, rows, heads: compared, head: before, faults })
}

/// The heads of the second place by line, and which of them do not follow the one that they name.
fn kept(place: &Place) -> Result<(BTreeMap<Seq, Hash>, Vec<Broken>), Error> {
    let (mut heads, mut faults, mut before) = (BTreeMap::new(), Vec::new(), Seq(0));
    heads::each(place, &mut |Kept { head, after }| {
        if let Some(after) = after.filter(|after| *after != before && faults.len() < MOST) {
            faults.push(Broken::Headless { seq: head.seq, after });
        }
        before = head.seq;
        heads.insert(head.seq, head.hash);
    })?;
    Ok((heads, faults))
}

/// Looks at a line of the journal, and at the rows of its own.
fn next(
    before: Head,
    cells: Vec<Cell>,
    own: impl FnOnce(Seq) -> Own,
    faults: &mut Vec<Broken>,
) -> Result<Head, Error> {
    let (mut told, hash) = (Row::new(cells.clone()), cells.last().cloned());
    let line = match Line::read(&mut Row::new(cells)) {
        Ok(line) => line,
        Err(Error::Damaged { column }) => {
            let seq = Seq(told.narrow("seq")?);
            own(seq);
            faults.push(Broken::Unread { seq, column });
            let hash = Row::new(hash.into_iter().collect()).blob("hash");
            let hash = hash.and_then(|hash| Hash::read(&hash, "hash")).unwrap_or(Hash::ZERO);
            return Ok(Head { seq, hash, at: None });
        }
        Err(other) => return Err(other),
    };
    faults.extend(link(&before, &line));
    let own = own(line.seq);
    if line.digest != own.digest() {
        faults.push(Broken::Rows { seq: line.seq, tables: own.tables() });
    }
    Ok(Head { seq: line.seq, hash: line.hash, at: Some(line.at) })
}

/// What is wrong between a line and the one before it.
fn link(before: &Head, line: &Line) -> Option<Broken> {
    if line.seq.0 != before.seq.0.saturating_add(1) {
        return Some(Broken::Gap { seq: line.seq });
    }
    (line.hash != line.chained(before.hash)).then_some(Broken::Link { seq: line.seq, at: line.at })
}

/// The rows of one line, table by table.
#[derive(Debug, Default)]
struct Own(Vec<(&'static str, Sum)>);

impl Own {
    fn digest(&self) -> Hash {
        Sum::digest(self.0.iter().map(|(name, sum)| (*name, sum)))
    }

    fn tables(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }
}

/// The rows of all lines, and how many there are.
fn sums(db: &mut Db) -> Result<(BTreeMap<Seq, Own>, u64), Error> {
    let (mut sums, mut count, mut bytes): (BTreeMap<Seq, Own>, u64, _) =
        (BTreeMap::new(), 0, Vec::new());
    for table in TABLES {
        let sql = format!("SELECT {} FROM {} ORDER BY id", table.names(), table.name);
        db.each(&sql, &[], &mut |row| {
            let cells = row.rest();
            let seq = match cells.get(1) {
                Some(Cell::Int(seq)) => u32::try_from(*seq).ok(),
                _ => None,
            };
            let seq = Seq(seq.ok_or(Error::Damaged { column: "seq" })?);
            let own = match sums.entry(seq) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(Own::default()),
            };
            if own.0.last().is_none_or(|(name, _)| *name != table.name) {
                own.0.push((table.name, Sum::default()));
            }
            if let Some((_, sum)) = own.0.last_mut() {
                sum.add(&cells, &mut bytes);
            }
            count += 1;
            Ok(())
        })?;
    }
    Ok((sums, count))
}
