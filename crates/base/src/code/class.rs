//! Classifications with an edition: industries (GB/T 4754) and regions (GB/T 2260).

use std::collections::HashMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::written::{Industry, Region};

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

/// A code of an earlier edition, and what stands for it in this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// As the earlier edition wrote it.
    pub code: String,
    /// The codes that took its place.
    pub to: Vec<String>,
}

/// What its codes are of, which says how they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "industry 国民经济行业，region 行政区划")]
pub enum Subject {
    /// Industries: a letter and up to four digits, or the digits alone.
    Industry,
    /// Places: six digits.
    Region,
}

/// What a classification says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed<'a> {
    /// This edition has it, or lists nothing below the code that it lies under.
    Yes,
    /// It was a code of an earlier edition.
    Changed(&'a Changed),
    /// It is no code of this edition.
    No,
    /// It is not written as a code.
    Misshapen,
}

/// The codes of one edition, looked up by code.
///
/// Industries are found with or without their letter: `C3922` is `3922`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    edition: Edition,
    of: Subject,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
    changed: Vec<Changed>,
}

impl Classification {
    /// The classification of `entries`.
    ///
    /// # Errors
    /// Every [`ClassFault`]: a code twice, a parent that is not there, a circle.
    pub fn new(
        (edition, of): (Edition, Subject),
        entries: Vec<Entry>,
        changed: Vec<Changed>,
    ) -> Result<Self, Vec<ClassFault>> {
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
        for Changed { code, to } in &changed {
            if places.contains_key(code) {
                faults.push(ClassFault::Current { code: code.clone() });
            }
            for next in to.iter().filter(|next| !places.contains_key(*next)) {
                let (code, parent) = (code.clone(), next.clone());
                faults.push(ClassFault::Orphan { code, parent });
            }
        }
        let table = Self { edition, of, entries, places, changed };
        faults.extend(table.circles());
        if faults.is_empty() { Ok(table) } else { Err(faults) }
    }

    /// Its edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// What its codes are of.
    #[must_use]
    pub fn of(&self) -> Subject {
        self.of
    }

    /// What this edition says of a code as somebody wrote it.
    #[must_use]
    pub fn listed(&self, text: &str) -> Listed<'_> {
        match self.of {
            Subject::Industry => Industry::parse(text).map_or(Listed::Misshapen, |industry| {
                self.answer(industry.code(), self.entry(industry.code()).is_some())
            }),
            Subject::Region => Region::parse(text)
                .map_or(Listed::Misshapen, |region| self.answer(region.code(), self.has(&region))),
        }
    }

    fn answer(&self, code: &str, known: bool) -> Listed<'_> {
        let same = |one: &str| {
            one == code || without_letter(one) == Some(code) || without_letter(code) == Some(one)
        };
        match self.changed.iter().find(|changed| same(&changed.code)) {
            Some(changed) => Listed::Changed(changed),
            None if known => Listed::Yes,
            None => Listed::No,
        }
    }

    /// Whether the table has a place, or lists nothing below the prefecture or the province
    /// that it lies in.
    fn has(&self, region: &Region) -> bool {
        let nothing_below = |above: &Entry| {
            self.entries.iter().all(|entry| entry.parent.as_ref() != Some(&above.code))
        };
        // A prefecture and a province end in zeros where six digits are written.
        let own = region.code().trim_end_matches("00");
        region.upward().find_map(|code| self.entry(code)).is_some_and(|above| {
            [own, region.code()].contains(&&*above.code) || nothing_below(above)
        })
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
    /// A code that was changed is in the table all the same.
    #[error("code {code} is listed, and said to be changed")]
    Current {
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
            Self::Current { code } => {
                format!("代码 {code} 既在表中，又写成已变更，请删去一处")
            }
        }
    }

    /// In English, with what to do.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Twice { .. } => format!("{self}; keep one"),
            Self::Orphan { .. } => format!("{self}; add it or correct the parent"),
            Self::Circle { .. } => format!("{self}; correct the parent"),
            Self::Current { .. } => format!("{self}; remove one"),
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
        let changed = vec![Changed { code: "A0110".into(), to: vec!["A0111".into()] }];
        Classification::new((edition(), Subject::Industry), entries, changed)
            .expect("a sound table")
    }

    fn regions(entries: Vec<Entry>) -> Classification {
        let edition = Edition("GB/T 2260".into());
        Classification::new((edition, Subject::Region), entries, Vec::new()).expect("a sound table")
    }

    #[test]
    fn a_table_says_of_a_code_whether_it_has_it() {
        let table = industries();
        for text in ["C39", "39", "a0111", "０１１１", "C"] {
            assert_eq!(table.listed(text), Listed::Yes, "{text}");
        }
        for text in ["C38", "0112", "Z"] {
            assert_eq!(table.listed(text), Listed::No, "{text}");
        }
        for text in ["计算机制造", "C39112", "39.11"] {
            assert_eq!(table.listed(text), Listed::Misshapen, "{text}");
        }
        let changed = Changed { code: "A0110".into(), to: vec!["A0111".into()] };
        assert_eq!(table.listed("A0110"), Listed::Changed(&changed));
        assert_eq!(table.listed("0110"), Listed::Changed(&changed));
        assert_eq!(table.listed("B0110"), Listed::No);
    }

    #[test]
    fn a_place_is_looked_at_as_far_down_as_the_table_goes() {
        let provinces = regions(vec![entry("61", "陕西省", None)]);
        assert_eq!(provinces.listed("610113"), Listed::Yes);
        assert_eq!(provinces.listed("620113"), Listed::No);
        assert_eq!(provinces.listed("6101"), Listed::Misshapen);
        let whole = regions(vec![
            entry("61", "陕西省", None),
            entry("6101", "西安市", Some("61")),
            entry("610113", "雁塔区", Some("6101")),
        ]);
        for own in ["610113", "610100", "610000"] {
            assert_eq!(whole.listed(own), Listed::Yes, "{own}");
        }
        for other in ["610114", "610200", "620000"] {
            assert_eq!(whole.listed(other), Listed::No, "{other}");
        }
    }

    #[test]
    fn a_code_that_was_changed_is_not_listed_and_its_next_one_is() {
        let changed = vec![Changed { code: "A".into(), to: vec!["B".into()] }];
        let of = (edition(), Subject::Industry);
        let faults = Classification::new(of, vec![entry("A", "甲", None)], changed);
        assert_eq!(
            faults,
            Err(vec![
                ClassFault::Current { code: "A".into() },
                ClassFault::Orphan { code: "A".into(), parent: "B".into() },
            ])
        );
    }

    #[test]
    fn an_industry_is_found_with_or_without_its_letter() {
        let table = industries();
        assert_eq!(table.name("A0111"), Some("稻谷种植"));
        assert_eq!(table.name("0111"), Some("稻谷种植"));
        assert_eq!(table.name("C"), Some("制造业"));
        assert_eq!(table.name("9999"), None);
        assert_eq!(table.edition(), &edition());
    }

    #[test]
    fn a_table_at_odds_with_itself_is_refused_with_every_reason() {
        let faults = Classification::new(
            (edition(), Subject::Industry),
            vec![
                entry("A", "甲", None),
                entry("A", "乙", None),
                entry("B01", "丙", Some("B")),
                entry("C", "丁", Some("D")),
                entry("D", "戊", Some("C")),
                entry("E01", "己", Some("01")),
            ],
            Vec::new(),
        )
        .map(|_| ());
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
        let of = (edition(), Subject::Industry);
        let faults = Classification::new(of, vec![entry("A", "甲", Some("A"))], Vec::new());
        assert_eq!(faults.err(), Some(vec![ClassFault::Circle { code: "A".into() }]));
    }
}
