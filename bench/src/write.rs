//! The files that all peers read, so that they count the same data.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use crate::answer::{Answers, totals_digest};
use crate::fact::{FactId, Kind, TEXTS};
use crate::leaf::Leaf;
use crate::policy::Policy;
use crate::score::{Indicator, Total};
use crate::{Column, Grid};

#[derive(Serialize)]
struct ColumnsFile {
    rows: usize,
    seed: u64,
    facts: Vec<FactLine>,
}

#[derive(Serialize)]
struct FactLine {
    id: FactId,
    kind: Kind,
    decimals: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<[&'static str; 8]>,
}

#[derive(Serialize)]
struct PoliciesFile<'a> {
    leaves: Vec<LeafLine<'a>>,
    policies: &'a [Policy],
}

#[derive(Serialize)]
struct LeafLine<'a> {
    #[serde(flatten)]
    leaf: &'a Leaf,
    formula: String,
}

#[derive(Serialize)]
struct ScoresFile<'a> {
    indicators: &'a [Indicator],
}

#[derive(Serialize)]
struct AnswersFile {
    rows: usize,
    digest: String,
    policies: Vec<crate::Count>,
}

#[derive(Serialize)]
struct TotalsFile {
    rows: usize,
    digest: String,
}

impl Grid {
    /// Writes the data and what is asked of it into `dir`: `columns.json`, `f00.i64` and
    /// `f00.known` and so on, `policies.json`, `scores.json`. Numbers are little-endian.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)?;
        for column in &self.columns {
            write_column(dir, column)?;
        }
        let facts = FactId::all()
            .map(|id| FactLine {
                id,
                kind: id.kind(),
                decimals: id.kind().decimals(),
                values: (id.kind() == Kind::Text).then_some(TEXTS),
            })
            .collect();
        let columns = ColumnsFile { rows: self.shape.enterprises, seed: self.seed, facts };
        json(dir, "columns.json", &columns)?;
        let leaves =
            self.leaves.iter().map(|leaf| LeafLine { leaf, formula: leaf.formula() }).collect();
        json(dir, "policies.json", &PoliciesFile { leaves, policies: &self.policies })?;
        json(dir, "scores.json", &ScoresFile { indicators: &self.indicators })
    }
}

impl Answers {
    /// Writes the answers into `dir`: `answers.json` with counts and digest, and the bitmaps
    /// `answers.yes` and `answers.known`.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        words(dir, "answers.yes", self.yes.iter().map(|word| word.to_le_bytes()))?;
        words(dir, "answers.known", self.known.iter().map(|word| word.to_le_bytes()))?;
        let file = AnswersFile {
            rows: self.rows(),
            digest: format!("{:016x}", self.digest()),
            policies: self.counts(),
        };
        json(dir, "answers.json", &file)
    }
}

/// Writes the scores into `dir`: `totals.json` with the digest, `totals.low` and `totals.high`.
pub fn write_totals(totals: &[Total], dir: &Path) -> io::Result<()> {
    words(dir, "totals.low", totals.iter().map(|total| total.low.to_le_bytes()))?;
    words(dir, "totals.high", totals.iter().map(|total| total.high.to_le_bytes()))?;
    let digest = format!("{:016x}", totals_digest(totals));
    json(dir, "totals.json", &TotalsFile { rows: totals.len(), digest })
}

fn write_column(dir: &Path, column: &Column) -> io::Result<()> {
    let values = column.values.iter().map(|value| value.to_le_bytes());
    words(dir, &format!("{}.i64", column.fact), values)?;
    let known: Vec<u8> = column.known.iter().map(|known| u8::from(*known)).collect();
    fs::write(dir.join(format!("{}.known", column.fact)), known)
}

fn words(dir: &Path, name: &str, words: impl Iterator<Item = [u8; 8]>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(dir.join(name))?);
    for word in words {
        file.write_all(&word)?;
    }
    file.flush()
}

fn json<T: Serialize>(dir: &Path, name: &str, value: &T) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(dir.join(name))?);
    serde_json::to_writer(&mut file, value)?;
    file.write_all(b"\n")?;
    file.flush()
}
