//! All enterprises as of a line of the journal: look-ups, merges and their undoing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use base::Uscc;

use super::{Change, Event, File, SubjectId, Undone, normalised};
use crate::Seq;

/// All enterprises, as known with some line of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registry {
    files: BTreeMap<SubjectId, File>,
    by_code: HashMap<Uscc, BTreeSet<SubjectId>>,
    by_name: HashMap<String, BTreeSet<SubjectId>>,
    /// The files that were merged into each.
    parts: BTreeMap<SubjectId, BTreeSet<SubjectId>>,
    /// Pairs of files that are not of one enterprise, the older first.
    parted: BTreeSet<(SubjectId, SubjectId)>,
    /// The highest number of a file that is no more.
    gone: Option<SubjectId>,
}

/// An enterprise that was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    /// By what, the surest first.
    pub how: How,
    /// Whose file counts.
    pub subject: SubjectId,
    /// The file that bears the code or the name: another where it was merged.
    pub file: SubjectId,
}

/// By what an enterprise was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Its code or its name.
    Own,
    /// A code or a name that it had before, or that a file had which was merged into its.
    Former,
}

/// Why something about who an enterprise is cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// There is a file of that number.
    #[error("there is a file {0}")]
    MadeTwice(SubjectId),
    /// There is no file of that number.
    #[error("there is no file {0}")]
    NoFile(SubjectId),
    /// A file cannot be merged into itself.
    #[error("a file cannot be merged into itself")]
    WithItself,
    /// It was merged before.
    #[error("the file was merged into {into}")]
    Merged {
        /// Whose it is.
        into: SubjectId,
    },
    /// Another file was merged into it: to merge it further would make a chain that cannot be
    /// undone link by link.
    #[error("{part} was merged into the file")]
    HasParts {
        /// One of the files that were.
        part: SubjectId,
    },
    /// It was not merged, or the merge was undone.
    #[error("the file is merged into none")]
    NotMerged,
    /// That was said of the two before.
    #[error("the two are parted")]
    Parted,
    /// Nobody said that of the two, or it was undone.
    #[error("the two are not parted")]
    NotParted,
}

impl IdentityError {
    /// In Chinese, with what to do.
    pub fn zh(self) -> String {
        match self {
            Self::MadeTwice(file) => format!("{file} 号企业档案已经有了；请换一个编号"),
            Self::NoFile(file) => format!("没有 {file} 号企业档案；请核对编号"),
            Self::WithItself => "不能与自己合并；请选另一个企业".into(),
            Self::Merged { into } => {
                format!("这个档案已并入 {into} 号企业档案；请对合并后的企业办理，或先撤销合并")
            }
            Self::HasParts { part } => format!(
                "{part} 号档案已并入这个企业，不能再并入第三个；请反过来合并，或先撤销前一次合并"
            ),
            Self::NotMerged => "这个档案没有并入别的企业，无从撤销".into(),
            Self::Parted => "这两个档案已经记为不是重复，无需再记".into(),
            Self::NotParted => "这两个档案没有记为不是重复，无从撤销".into(),
        }
    }
}

impl Registry {
    /// The enterprises as known with the line `known`: events of later lines are left out.
    ///
    /// # Errors
    /// The first event that cannot be.
    pub fn as_of<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        known: Seq,
    ) -> Result<Self, IdentityError> {
        Self::without(events, known, &Undone::default())
    }

    /// The same without what was taken back.
    ///
    /// # Errors
    /// The first event that cannot be.
    pub fn without<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        known: Seq,
        undone: &Undone,
    ) -> Result<Self, IdentityError> {
        let mut registry = Self::default();
        for event in events.into_iter().filter(|event| event.seq <= known) {
            if undone.takes(event, registry.files.get(&event.subject)) {
                registry.gone = registry.gone.max(Some(event.subject));
            } else {
                registry.learn(event)?;
            }
        }
        Ok(registry)
    }

    /// Adds what was learnt; on refusal nothing has changed.
    pub fn learn(&mut self, event: &Event) -> Result<(), IdentityError> {
        self.check(event.subject, &event.change)?;
        let subject = event.subject;
        let file = self.files.entry(subject).or_default();
        match &event.change {
            Change::Code(code) => {
                self.by_code.entry(*code).or_default().insert(subject);
            }
            Change::Named { name, .. } => {
                self.by_name.entry(normalised(name)).or_default().insert(subject);
            }
            Change::Merged { into } => {
                self.parts.entry(*into).or_default().insert(subject);
            }
            Change::Unmerged => {
                if let Some((_, into)) = file.merged
                    && let Some(parts) = self.parts.get_mut(&into)
                {
                    parts.remove(&subject);
                    if parts.is_empty() {
                        self.parts.remove(&into);
                    }
                }
            }
            Change::Parted { from, .. } => {
                self.parted.insert(pair(subject, *from));
            }
            Change::Unparted { from } => {
                self.parted.remove(&pair(subject, *from));
            }
            Change::Made | Change::Arrived { .. } | Change::Left { .. } => {}
        }
        file.learn(event.seq, &event.change);
        Ok(())
    }

    /// Whether this can be learnt.
    pub fn check(&self, subject: SubjectId, change: &Change) -> Result<(), IdentityError> {
        let known = self.files.get(&subject);
        if *change == Change::Made {
            return known.map_or(Ok(()), |_| Err(IdentityError::MadeTwice(subject)));
        }
        let file = known.ok_or(IdentityError::NoFile(subject))?;
        match change {
            Change::Merged { into } if *into == subject => Err(IdentityError::WithItself),
            Change::Merged { into } => {
                let other = self.files.get(into).ok_or(IdentityError::NoFile(*into))?;
                if let Some((_, into)) = file.merged.or(other.merged) {
                    return Err(IdentityError::Merged { into });
                }
                match self.parts.get(&subject).and_then(BTreeSet::first) {
                    Some(part) => Err(IdentityError::HasParts { part: *part }),
                    None => Ok(()),
                }
            }
            Change::Unmerged if file.merged.is_none() => Err(IdentityError::NotMerged),
            Change::Parted { from, .. } if *from == subject => Err(IdentityError::WithItself),
            Change::Parted { from, .. } if !self.files.contains_key(from) => {
                Err(IdentityError::NoFile(*from))
            }
            Change::Parted { from, .. } if self.are_parted(subject, *from) => {
                Err(IdentityError::Parted)
            }
            Change::Unparted { from } if !self.are_parted(subject, *from) => {
                Err(IdentityError::NotParted)
            }
            _ => Ok(()),
        }
    }

    /// The file of a number, merged or not.
    pub fn file(&self, subject: SubjectId) -> Option<&File> {
        self.files.get(&subject)
    }

    /// The enterprises, without those that were merged, in the order of their making.
    pub fn subjects(&self) -> impl Iterator<Item = (SubjectId, &File)> {
        let own = self.files.iter().filter(|(_, file)| file.merged.is_none());
        own.map(|(subject, file)| (*subject, file))
    }

    /// The enterprises that were made after one, in the order of their making.
    pub fn made_after(&self, last: Option<SubjectId>) -> impl Iterator<Item = SubjectId> {
        let begin = last.map_or(Bound::Unbounded, Bound::Excluded);
        let made = self.files.range((begin, Bound::Unbounded));
        made.filter(|(_, file)| file.merged.is_none()).map(|(subject, _)| *subject)
    }

    /// Every file, merged or not, in the order of their making.
    pub fn files(&self) -> impl Iterator<Item = (SubjectId, &File)> {
        self.files.iter().map(|(subject, file)| (*subject, file))
    }

    /// The enterprise whose file this is: another where it was merged.
    pub fn survivor(&self, subject: SubjectId) -> SubjectId {
        let merged = self.files.get(&subject).and_then(|file| file.merged);
        merged.map_or(subject, |(_, into)| into)
    }

    /// The files whose statements count for an enterprise: its own first.
    pub fn parts(&self, subject: SubjectId) -> impl Iterator<Item = SubjectId> {
        let parts = self.parts.get(&subject).into_iter().flatten().copied();
        std::iter::once(subject).chain(parts)
    }

    /// The enterprise whose file this is, with the files that were merged into it: its own first.
    pub fn whole(&self, subject: SubjectId) -> Vec<(SubjectId, File)> {
        let parts = self.parts(self.survivor(subject));
        parts.filter_map(|part| Some((part, self.file(part)?.clone()))).collect()
    }

    /// Whether somebody said that two files are not of one enterprise.
    pub fn are_parted(&self, one: SubjectId, other: SubjectId) -> bool {
        self.parted.contains(&pair(one, other))
    }

    /// The number for the next file.
    pub fn next(&self) -> SubjectId {
        let last = self.files.last_key_value().map(|(last, _)| *last).max(self.gone);
        SubjectId(last.map_or(0, |last| last.0.saturating_add(1)))
    }

    /// The enterprises of a code, the surest first. More than one are likely duplicates.
    pub fn of_code(&self, code: Uscc) -> Vec<Found> {
        let bearers = self.by_code.get(&code).into_iter().flatten();
        self.found(bearers, |file| file.code() == Some(code))
    }

    /// The enterprises of a name, the surest first: those who bear it, then those who bore it.
    pub fn of_name(&self, name: &str) -> Vec<Found> {
        let name = normalised(name);
        let bearers = self.by_name.get(&name).into_iter().flatten();
        self.found(bearers, |file| file.last_name().is_some_and(|last| normalised(last) == name))
    }

    /// Each enterprise once, by its surest file.
    fn found<'a>(
        &self,
        bearers: impl Iterator<Item = &'a SubjectId>,
        own: impl Fn(&File) -> bool,
    ) -> Vec<Found> {
        let found = bearers.filter_map(|bearer| {
            let file = self.files.get(bearer)?;
            let how = if file.merged.is_none() && own(file) { How::Own } else { How::Former };
            Some(Found { how, subject: self.survivor(*bearer), file: *bearer })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_unstable();
        let mut seen = BTreeSet::new();
        found.retain(|found| seen.insert(found.subject));
        found
    }
}

/// The older file first.
fn pair(one: SubjectId, other: SubjectId) -> (SubjectId, SubjectId) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests;
