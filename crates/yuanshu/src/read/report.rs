//! What reading says: faults at their cells, what was understood, rows kept aside.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use zone::say::{Both, Tongue};

use super::guide::Heading;
use pack::feed::Stage;

/// A cell of an input, or a whole sheet or file where `cell` or `sheet` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Place {
    /// Name of the file, with its path below the folder that was given.
    #[serde(serialize_with = "shared")]
    #[schemars(with = "String")]
    pub file: Arc<str>,
    /// Name of the sheet; of the file without its ending where it is a text file.
    #[serde(serialize_with = "shared")]
    #[schemars(with = "String")]
    pub sheet: Arc<str>,
    /// As a spreadsheet names it: `F4`.
    pub cell: String,
}

impl Place {
    /// A whole file.
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: file.clone(), sheet: Arc::from(""), cell: String::new() }
    }
}

/// As people say it: `企业.xlsx 2021年!F4`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.sheet.is_empty() {
            write!(f, " {}", self.sheet)?;
        }
        if !self.cell.is_empty() {
            write!(f, "!{}", self.cell)?;
        }
        Ok(())
    }
}

fn shared<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

/// How grave a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Something could not be read: it is unknown to every answer.
    Error,
    /// It was read, and a person should look at it.
    Warning,
}

/// Something in an input that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// Stable kebab-case name of the kind of fault; never reused.
    pub kind: &'static str,
    /// How grave.
    pub level: Level,
    /// The text of the cell.
    pub content: String,
    /// How it was taken, and what to do.
    pub hint: Both,
    /// The other cell that it is about, and what is to be said there.
    pub beside: Option<Box<(Place, Both)>>,
}

/// A fault as its reader is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Fault")]
pub struct ToldFault {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Stable kebab-case name of the kind of fault; never reused.
    pub kind: &'static str,
    /// How grave.
    pub level: Level,
    /// The text of the cell.
    pub content: String,
    /// In the reader's language: how it was taken, and what to do.
    pub hint: String,
}

impl Fault {
    /// In the reader's language.
    pub fn told(&self, tongue: Tongue) -> ToldFault {
        let (place, content) = (self.place.clone(), self.content.clone());
        let hint = self.hint.of(tongue).to_owned();
        ToldFault { place, kind: self.kind, level: self.level, content, hint }
    }
}

/// A fault before its place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// See [`Fault::kind`].
    pub kind: &'static str,
    /// How grave.
    pub level: Level,
    /// How it was taken, and what to do.
    pub hint: Both,
}

impl Note {
    /// Of something that could not be read.
    pub fn error(kind: &'static str, hint: impl Into<Both>) -> Self {
        Self { kind, level: Level::Error, hint: hint.into() }
    }

    /// Of something that was read but should be looked at.
    pub fn warning(kind: &'static str, hint: impl Into<Both>) -> Self {
        Self { kind, level: Level::Warning, hint: hint.into() }
    }

    /// At its place.
    pub fn at(self, place: Place, content: impl Into<String>) -> Fault {
        let Self { kind, level, hint } = self;
        Fault { place, kind, level, content: content.into(), hint, beside: None }
    }
}

/// How a column of a sheet was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// Where: the last cell of its header.
    #[serde(flatten)]
    pub place: Place,
    /// Position counted from one: `第3列`.
    pub column: String,
    /// The header as written, its rows joined by `/`.
    pub header: String,
    /// What it is: a fact, a field or a judgement by its Chinese name.
    pub fact: String,
    /// The unit its figures were read in.
    pub unit: Option<&'static str>,
    /// The unit is the sheet's own word, and not what is usual.
    #[serde(skip)]
    pub stated: bool,
    /// The stage (阶段) that its own header says.
    #[serde(skip)]
    pub stage: Option<Stage>,
    /// The fiscal years it gave.
    pub years: Vec<i16>,
}

impl Understood {
    /// `第3列 营业收入(万元) → 营业收入（万元，2020年、2021年，年报）`: what else is to be said
    /// of it comes last.
    pub fn sentence(&self, more: Option<&str>) -> String {
        let details = self.details(more).map_or(String::new(), |details| format!("（{details}）"));
        format!("{} {} → {}{details}", self.column, self.header, self.fact)
    }

    /// Whether the header, less its unit, is the name of what it was taken for.
    pub fn is_called_so(&self) -> bool {
        let name = self.header.split(['/', '（', '(']).next().unwrap_or_default().trim();
        name == self.fact || self.fact.rsplit_once('.').is_some_and(|(_, field)| field == name)
    }

    /// `万元，2020年、2021年`; nothing where there is nothing to say.
    pub fn details(&self, more: Option<&str>) -> Option<String> {
        let years = self.years.iter().map(|year| format!("{year}年")).collect::<Vec<_>>();
        let details =
            [self.unit.map(str::to_owned), Some(years.join("、")), more.map(str::to_owned)];
        let details: Vec<String> =
            details.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        (!details.is_empty()).then(|| details.join("，"))
    }
}

/// A row that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// The cell that is to blame.
    #[serde(flatten)]
    pub place: Place,
    /// Kind of the fault that says why.
    pub kind: &'static str,
    /// Code and name as the row has them.
    pub who: String,
}

/// How far reading has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The file that is read.
    pub file: Arc<str>,
    /// The sheet that is read.
    pub sheet: Arc<str>,
    /// Rows of that sheet that were read.
    pub rows: u32,
    /// How many the sheet says it has; none where it does not say, or has more.
    pub of: Option<u32>,
}

impl Progress {
    /// `企业.xlsx 2025年 第 4,096 行，共 81,625 行`.
    pub fn sentence(&self) -> String {
        let Self { file, sheet, rows, of } = self;
        let of = of.map_or(String::new(), |of| format!("，共 {of} 行"));
        format!("{file} {sheet} 第 {rows} 行{of}")
    }
}

/// Everything that is said while reading.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) faults: Vec<Fault>,
    pub(crate) understood: Vec<Understood>,
    pub(crate) undated: Vec<Understood>,
    pub(crate) aside: Vec<Aside>,
    pub(crate) headings: Vec<Heading>,
    /// The stage (阶段) that the title of a sheet says.
    pub(crate) stages: Vec<(String, Stage)>,
}
