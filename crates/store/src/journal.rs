//! The journal: who did what and when, each line chained to the one before it.

use sm3::{Digest, Sm3};
use zone::Seq;

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::hash::Hash;
use crate::moment::Moment;

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, counted from 1 without gaps. What was learnt with it is known from it on.
    pub seq: Seq,
    /// When; never before the line before it.
    pub at: Moment,
    /// What the clock said, where that was before the line before it.
    pub said_at: Option<Moment>,
    /// Who did it, and what.
    pub deed: Deed,
    /// The digest of the rows that it brought.
    pub digest: Hash,
    /// The hash of the line before it and of all that stands in this one.
    pub hash: Hash,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The name of who did it.
    pub operator: String,
    /// The department that they did it for.
    pub department: String,
    /// The name of the act, such as `import-facts`.
    pub act: String,
    /// What it was about, in JSON.
    pub detail: String,
}

/// Which lines of the journal; all of them where nothing is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Only what one of these did, as the journal has them; nothing for anybody.
    pub operators: Vec<String>,
    /// Only this act.
    pub act: Option<String>,
    /// Only from this moment on.
    pub from: Option<Moment>,
    /// Only before this moment.
    pub before: Option<Moment>,
}

impl Lines {
    /// Where they come from with what must hold of them, and the cells that are named there.
    pub(crate) fn sought(&self) -> (String, Vec<Cell>) {
        let (mut must, mut cells) = (vec!["seq > 0".to_owned()], Vec::new());
        let mut name = |text: &str| {
            cells.push(Cell::from(text));
            format!("${}", cells.len())
        };
        if !self.operators.is_empty() {
            let names: Vec<String> = self.operators.iter().map(|one| name(one)).collect();
            must.push(format!("operator IN ({})", names.join(", ")));
        }
        // Moments are texts of one width: they sort as they follow each other.
        for (sign, moment) in [(">=", self.from), ("<", self.before)] {
            must.extend(moment.map(|moment| format!("at {sign} {}", name(&moment.to_string()))));
        }
        must.extend(self.act.as_deref().map(|act| format!("act = {}", name(act))));
        (format!("FROM journal WHERE {}", must.join(" AND ")), cells)
    }
}

/// The last line of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first line.
    pub seq: Seq,
    /// Its hash.
    pub hash: Hash,
    /// Its moment; none before the first line.
    pub at: Option<Moment>,
}

impl Head {
    /// Before the first line.
    pub(crate) const START: Self = Self { seq: Seq(0), hash: Hash::ZERO, at: None };

    /// Where the journal of a database ends.
    pub(crate) fn of(db: &mut Db) -> Result<Self, Error> {
        let last =
            db.first("SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1", &[], |row| {
                let seq = Seq(row.narrow("seq")?);
                let hash = Hash::read(&row.blob("hash")?, "hash")?;
                let at = Some(Moment::read(&row.text("at")?, "at")?);
                Ok(Self { seq, hash, at })
            })?;
        Ok(last.unwrap_or(Self::START))
    }

    /// The moment of a line that follows when the clock says `now`, and what the clock said
    /// where it was set back: time in the journal does not run backwards.
    pub(crate) fn moment(&self, now: Moment) -> (Moment, Option<Moment>) {
        match self.at {
            Some(last) if now < last => (last, Some(now)),
            Some(_) | None => (now, None),
        }
    }
}

impl Line {
    /// The hash that the line must have after a line with hash `before`.
    pub(crate) fn chained(&self, before: Hash) -> Hash {
        let mut bytes = Vec::new();
        for cell in self.cells() {
            cell.spell(&mut bytes);
        }
        let mut sum = Sm3::new();
        sum.update(before.bytes());
        sum.update(&bytes);
        Hash::finish(sum)
    }

    /// Everything that stands in it but the hash, in the order of the columns.
    fn cells(&self) -> [Cell; 8] {
        [
            self.seq.0.into(),
            self.at.to_string().into(),
            self.said_at.map(|at| at.to_string()).into(),
            self.deed.operator.as_str().into(),
            self.deed.department.as_str().into(),
            self.deed.act.as_str().into(),
            self.deed.detail.as_str().into(),
            self.digest.into(),
        ]
    }

    /// Writes the line.
    pub(crate) fn insert(&self, db: &mut Db) -> Result<Head, Error> {
        let mut cells = self.cells().to_vec();
        cells.push(self.hash.into());
        db.execute(
            "INSERT INTO journal (seq, at, said_at, operator, department, act, detail, digest, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &cells,
        )?;
        Ok(Head { seq: self.seq, hash: self.hash, at: Some(self.at) })
    }

    /// Columns of a query for [`Line::read`].
    pub(crate) const COLUMNS: &str =
        "seq, at, said_at, operator, department, act, detail, digest, hash";

    /// The line in a row of [`Line::COLUMNS`].
    pub(crate) fn read(row: &mut Row) -> Result<Self, Error> {
        let seq = Seq(row.narrow("seq")?);
        let at = Moment::read(&row.text("at")?, "at")?;
        let said_at = row.maybe_text("said_at")?;
        let said_at = said_at.map(|text| Moment::read(&text, "said_at")).transpose()?;
        let deed = Deed {
            operator: row.text("operator")?,
            department: row.text("department")?,
            act: row.text("act")?,
            detail: row.text("detail")?,
        };
        let digest = Hash::read(&row.blob("digest")?, "digest")?;
        let hash = Hash::read(&row.blob("hash")?, "hash")?;
        Ok(Self { seq, at, said_at, deed, digest, hash })
    }
}
