//! Classifications with an edition: industries (GB/T 4754) and regions (GB/T 2260).

use std::collections::HashMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::normalise;

/// Which edition of a classification a code belongs to, such as `GB/T 4754-2017`:
/// the same digits mean another thing in another edition.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Edition(pub String);

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an enterprise does (国民经济行业代码): a letter and up to four digits, or the digits alone.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Industry {
    code: String,
    edition: Edition,
}

impl Industry {
    /// The code that `text` says: `C3922`, `3922`, `39` or `C`, normalised. `None` for
    /// anything else; whether the edition has such a code is the [`Classification`]'s to say.
    #[must_use]
    pub fn parse(text: &str, edition: Edition) -> Option<Self> {
        let code = normalise(text);
        let digits = code.strip_prefix(|letter: char| letter.is_ascii_uppercase());
        let numbered = digits.unwrap_or(&code);
        let shaped = match numbered.len() {
            0 => digits.is_some(),
            2..=4 => numbered.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        shaped.then_some(Self { code, edition })
    }

    /// As it was given.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }
}

/// A place (行政区划代码): six digits, of which two name the province and two more the prefecture.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Region {
    code: String,
    edition: Edition,
}

impl Region {
    /// The code that `text` says, normalised; `None` where it is not six digits.
    #[must_use]
    pub fn parse(text: &str, edition: Edition) -> Option<Self> {
        let code = normalise(text);
        let shaped = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        shaped.then_some(Self { code, edition })
    }

    /// The six digits.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// Its province: `610000` of `610113`.
    #[must_use]
    pub fn province(&self) -> Self {
        self.above(2)
    }

    /// Its prefecture: `610100` of `610113`.
    #[must_use]
    pub fn prefecture(&self) -> Self {
        self.above(4)
    }

    fn above(&self, kept: usize) -> Self {
        let code = format!("{:0<6}", self.code.get(..kept).unwrap_or_default());
        Self { code, edition: self.edition.clone() }
    }
}

/// One code of a classification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// As the standard writes it: `C392`.
    pub code: String,
    /// What it stands for.
    pub name: String,
    /// The code one level up; none at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// The codes of one edition, looked up by code.
///
/// Industries are found with or without their letter: `C3922` is `3922`.
#[derive(Clone, Debug)]
pub struct Classification {
    edition: Edition,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
}

impl Classification {
    /// The classification of `entries`.
    ///
    /// # Errors
    /// Every [`ClassFault`]: a code twice, a parent that is not there, a circle.
    pub fn new(edition: Edition, entries: Vec<Entry>) -> Result<Self, Vec<ClassFault>> {
        let mut faults = Vec::new();
        let mut places = HashMap::new();
        for (place, entry) in entries.iter().enumerate() {
            if places.insert(entry.code.clone(), place).is_some() {
                faults.push(ClassFault::Twice { code: entry.code.clone() });
            }
        }
        for entry in &entries {
            if let Some(parent) = &entry.parent
                && !places.contains_key(parent)
            {
                let (code, parent) = (entry.code.clone(), parent.clone());
                faults.push(ClassFault::Orphan { code, parent });
            }
        }
        for (place, entry) in entries.iter().enumerate() {
            if let Some(digits) = without_letter(&entry.code) {
                places.entry(digits.to_owned()).or_insert(place);
            }
        }
        let table = Self { edition, entries, places };
        faults.extend(table.circles());
        if faults.is_empty() { Ok(table) } else { Err(faults) }
    }

    /// Its edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// Every code, in the order given.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of `code`; `None` where the edition has no such code.
    #[must_use]
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        self.entries.get(*self.places.get(code)?)
    }

    /// What `code` stands for.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&str> {
        self.entry(code).map(|entry| entry.name.as_str())
    }

    /// The code one level above `code`; `None` at the top and for a code that is not there.
    #[must_use]
    pub fn parent(&self, code: &str) -> Option<&str> {
        self.entry(code)?.parent.as_deref()
    }

    /// The code at the top above `code`, or itself there: the 门类 of an industry, the
    /// province of a place.
    #[must_use]
    pub fn section(&self, code: &str) -> Option<&str> {
        self.upward(code).last().map(|entry| entry.code.as_str())
    }

    /// Whether `code` is `above` or lies under it; `None` where either is not in this
    /// edition, which is unknown and not no.
    #[must_use]
    pub fn covers(&self, above: &str, code: &str) -> Option<bool> {
        let above = self.entry(above)?;
        self.entry(code)?;
        Some(self.upward(code).any(|entry| entry.code == above.code))
    }

    /// The entry of `code` and those above it. Bounded by the number of entries, which
    /// only a circle exceeds.
    fn upward(&self, code: &str) -> impl Iterator<Item = &Entry> {
        let parent = |entry: &&Entry| self.entry(entry.parent.as_deref()?);
        std::iter::successors(self.entry(code), parent).take(self.entries.len() + 1)
    }

    fn circles(&self) -> impl Iterator<Item = ClassFault> {
        self.entries.iter().filter_map(|entry| {
            let again = self.upward(&entry.code).skip(1).any(|above| above.code == entry.code);
            again.then(|| ClassFault::Circle { code: entry.code.clone() })
        })
    }
}

/// The digits of a code that has one letter before them.
fn without_letter(code: &str) -> Option<&str> {
    let digits = code.strip_prefix(|letter: char| letter.is_ascii_uppercase())?;
    let numbered = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    numbered.then_some(digits)
}

/// What is wrong with a table of codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClassFault {
    /// The same code has two entries.
    #[error("code {code} is listed twice")]
    Twice {
        /// The code.
        code: String,
    },
    /// The code above is not in the table.
    #[error("code {code} lies under {parent}, which is not listed")]
    Orphan {
        /// The code.
        code: String,
        /// The code above it.
        parent: String,
    },
    /// A code lies under itself.
    #[error("code {code} lies under itself")]
    Circle {
        /// The code.
        code: String,
    },
}

impl ClassFault {
    /// In Chinese, with what to do.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Twice { code } => format!("代码 {code} 重复，请只留一条"),
            Self::Orphan { code, parent } => {
                format!("代码 {code} 的上级 {parent} 不在表中，请补上或更正 parent")
            }
            Self::Circle { code } => format!("代码 {code} 的上级又回到自身，请更正 parent"),
        }
    }

    /// In English, with what to do.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Twice { .. } => format!("{self}; keep one"),
            Self::Orphan { .. } => format!("{self}; add it or correct the parent"),
            Self::Circle { .. } => format!("{self}; correct the parent"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, name: &str, parent: Option<&str>) -> Entry {
        Entry { code: code.into(), name: name.into(), parent: parent.map(Into::into) }
    }

    fn edition() -> Edition {
        Edition("GB/T 4754-2017".into())
    }

    fn industries() -> Classification {
        let entries = vec![
            entry("A", "农、林、牧、渔业", None),
            entry("A01", "农业", Some("A")),
            entry("A011", "谷物种植", Some("A01")),
            entry("A0111", "稻谷种植", Some("A011")),
            entry("C", "制造业", None),
            entry("C39", "计算机、通信和其他电子设备制造业", Some("C")),
        ];
        Classification::new(edition(), entries).expect("a sound table")
    }

    #[test]
    fn an_industry_is_found_with_or_without_its_letter() {
        let table = industries();
        assert_eq!(table.name("A0111"), Some("稻谷种植"));
        assert_eq!(table.name("0111"), Some("稻谷种植"));
        assert_eq!(table.name("C"), Some("制造业"));
        assert_eq!(table.name("9999"), None);
        assert_eq!(table.parent("0111"), Some("A011"));
        assert_eq!(table.parent("A"), None);
        assert_eq!(table.edition(), &edition());
    }

    #[test]
    fn a_section_is_the_top_of_its_codes() {
        let table = industries();
        assert_eq!(table.section("01"), Some("A"));
        assert_eq!(table.section("C39"), Some("C"));
        assert_eq!(table.section("C"), Some("C"));
        assert_eq!(table.section("99"), None);
    }

    #[test]
    fn a_code_covers_itself_and_what_lies_under_it() {
        let table = industries();
        assert_eq!(table.covers("A", "0111"), Some(true));
        assert_eq!(table.covers("01", "A0111"), Some(true));
        assert_eq!(table.covers("0111", "0111"), Some(true));
        assert_eq!(table.covers("0111", "A"), Some(false));
        assert_eq!(table.covers("C", "A0111"), Some(false));
        assert_eq!(table.covers("C", "9999"), None);
        assert_eq!(table.covers("X", "A01"), None);
    }

    #[test]
    fn a_table_at_odds_with_itself_is_refused_with_every_reason() {
        let faults = Classification::new(
            edition(),
            vec![
                entry("A", "甲", None),
                entry("A", "乙", None),
                entry("B01", "丙", Some("B")),
                entry("C", "丁", Some("D")),
                entry("D", "戊", Some("C")),
                entry("E01", "己", Some("01")),
            ],
        )
        .map(|table| table.entries().len());
        assert_eq!(
            faults,
            Err(vec![
                ClassFault::Twice { code: "A".into() },
                ClassFault::Orphan { code: "B01".into(), parent: "B".into() },
                ClassFault::Orphan { code: "E01".into(), parent: "01".into() },
                ClassFault::Circle { code: "C".into() },
                ClassFault::Circle { code: "D".into() },
            ])
        );
    }

    #[test]
    fn a_code_above_itself_is_refused_even_alone() {
        let faults = Classification::new(edition(), vec![entry("A", "甲", Some("A"))]);
        assert_eq!(faults.err(), Some(vec![ClassFault::Circle { code: "A".into() }]));
    }

    #[test]
    fn an_industry_code_has_a_shape() {
        let parse = |text| Industry::parse(text, edition()).map(|industry| industry.code);
        assert_eq!(parse("ｃ3922"), Some("C3922".into()));
        assert_eq!(parse("3922"), Some("3922".into()));
        assert_eq!(parse("C"), Some("C".into()));
        for text in ["", "3", "C3", "39225", "CC39", "电子", "39X2"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_region_knows_its_prefecture_and_province() {
        let region = Region::parse("610113", Edition("GB/T 2260".into())).expect("six digits");
        assert_eq!(region.prefecture().code(), "610100");
        assert_eq!(region.province().code(), "610000");
        assert_eq!(region.province().edition(), region.edition());
        assert_eq!(Region::parse("61011", edition()), None);
        assert_eq!(Region::parse("陕西省西安市", edition()), None);
    }
}
