//! Files that are likely of one enterprise: proposed, never merged alone.

use std::collections::BTreeMap;

use base::{OrgCode, Uscc};

use super::{File, Registry, SubjectId, normalised, sound};
use crate::say::Tongue;

/// Two files that are likely of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duplicate {
    /// Why, the surest first.
    pub why: Alike,
    /// The older file.
    pub one: SubjectId,
    /// The younger file.
    pub other: SubjectId,
}

/// In what two files are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They have one code.
    Code(Uscc),
    /// Their codes differ around one organisation code.
    Organisation(OrgCode),
    /// They have, or had, one name.
    Name(String),
    /// Their names sound alike, and no more than one has a code.
    Sound(String),
}

impl Alike {
    /// As officials say it.
    pub fn said(&self, tongue: Tongue) -> String {
        let (why, of) = match self {
            Self::Code(code) => {
                (["统一社会信用代码相同", "one unified social credit code"], code.to_string())
            }
            Self::Organisation(code) => {
                (["组织机构代码相同", "one organisation code"], code.to_string())
            }
            Self::Name(name) => (["名称（含曾用名）相同", "one name, now or before"], name.clone()),
            Self::Sound(sound) => {
                (["名称读音相同", "names that sound alike"], sound.trim_end().to_owned())
            }
        };
        format!("{}{}{of}", tongue.of(why), tongue.of(["：", ": "]))
    }
}

impl Registry {
    /// The pairs of files that are likely of one enterprise, the surest first, each pair once.
    ///
    /// Of many files that are alike each is paired with the oldest that fits, so that the list
    /// grows with the files and not with their pairs. A pair that somebody parted is left out.
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut groups: BTreeMap<Alike, Vec<SubjectId>> = BTreeMap::new();
        for (subject, file) in self.subjects() {
            for alike in marks(file) {
                groups.entry(alike).or_default().push(subject);
            }
        }
        let mut pairs: BTreeMap<(SubjectId, SubjectId), Alike> = BTreeMap::new();
        // The surest first: what is alike in two ways is told once.
        for (why, group) in groups {
            let sounds = matches!(why, Alike::Sound(_));
            for (at, other) in group.iter().enumerate() {
                let fits = |one: &&SubjectId| {
                    !self.are_parted(**one, *other) && (!sounds || self.may_be_one(**one, *other))
                };
                if let Some(one) = group.iter().take(at).find(fits) {
                    pairs.entry((*one, *other)).or_insert_with(|| why.clone());
                }
            }
        }
        let pairs = pairs.into_iter().map(|((one, other), why)| Duplicate { why, one, other });
        let mut pairs: Vec<Duplicate> = pairs.collect();
        pairs.sort_unstable();
        pairs
    }

    /// Whether no two different codes keep them apart.
    fn may_be_one(&self, one: SubjectId, other: SubjectId) -> bool {
        let code = |subject| self.file(subject).and_then(File::code);
        match (code(one), code(other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
}

/// By what a file may be found to be another's, too.
fn marks(file: &File) -> Vec<Alike> {
    let mut marks = Vec::new();
    for (_, code) in &file.codes {
        marks.push(Alike::Code(*code));
        marks.push(Alike::Organisation(code.org()));
    }
    for named in &file.names {
        marks.push(Alike::Name(normalised(&named.name)));
        marks.push(Alike::Sound(sound(&named.name)));
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}
