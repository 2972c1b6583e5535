//! Facts without years that rows of several years state: which years, and what each of them says.

use std::collections::HashMap;

use zone::fact::Stated;

use super::Origin;

/// The years whose rows state what stands, by position.
#[derive(Debug, Default)]
pub(crate) struct Years(Vec<Option<Run>>);

/// Years that state the same, and between which nothing else is said.
#[derive(Clone, Copy, Debug)]
struct Run {
    last: i16,
    /// A bit for each, counted back from the last.
    back: u64,
}

/// When a row speaks, beside the years of what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// Of a year before them.
    Before(i16),
    /// Of a year after them.
    After(i16),
    /// Of another year between two of them.
    Between(i16),
    /// Of one of them, or one of the two has no year.
    Together,
}

impl Run {
    fn of(year: i16) -> Self {
        Self { last: year, back: 1 }
    }

    fn first(self) -> i16 {
        let back = i16::try_from(self.back.checked_ilog2().unwrap_or(0)).unwrap_or(0);
        self.last.saturating_sub(back)
    }

    /// The bit of a year up to the last.
    fn bit(self, year: i16) -> u64 {
        let back = u32::try_from(self.last.saturating_sub(year)).unwrap_or(0);
        1u64.checked_shl(back).unwrap_or(0)
    }

    fn with(self, year: i16) -> Self {
        if year <= self.last {
            return Self { back: self.back | self.bit(year), ..self };
        }
        let later = Self::of(year);
        let moved = u32::try_from(year.saturating_sub(self.last)).unwrap_or(u32::MAX);
        Self { back: later.back | self.back.checked_shl(moved).unwrap_or(0), ..later }
    }

    /// Those after a year.
    fn after(self, year: i16) -> Self {
        Self { back: self.back & self.bit(year).saturating_sub(1), ..self }
    }
}

impl Years {
    /// When a row of a year speaks.
    pub(crate) fn came(&self, position: usize, year: Option<i16>) -> Came {
        match (year, self.get(position)) {
            (Some(year), Some(run)) if year > run.last => Came::After(year),
            (Some(year), Some(run)) if year < run.first() => Came::Before(year),
            (Some(year), Some(run)) if run.back & run.bit(year) == 0 => Came::Between(year),
            _ => Came::Together,
        }
    }

    /// The first of them.
    pub(crate) fn first(&self, position: usize) -> Option<i16> {
        self.get(position).map(Run::first)
    }

    /// Those of them before a year.
    pub(crate) fn before(&self, position: usize, year: i16) -> impl Iterator<Item = i16> + use<> {
        let run = self.get(position);
        let years = run.map(|run| (run, run.first()..=run.last)).into_iter();
        let of =
            years.flat_map(|(run, years)| years.filter(move |one| run.back & run.bit(*one) != 0));
        of.filter(move |one| *one < year)
    }

    /// What stands is stated by this year alone.
    pub(crate) fn begin(&mut self, position: usize, year: i16) {
        if self.0.len() <= position {
            self.0.resize(position + 1, None);
        }
        if let Some(run) = self.0.get_mut(position) {
            *run = Some(Run::of(year));
        }
    }

    /// What stands is stated by this year too.
    pub(crate) fn reach(&mut self, position: usize, year: i16) {
        if let Some(Some(run)) = self.0.get_mut(position) {
            *run = run.with(year);
        }
    }

    /// What stands is stated by the years after this one alone.
    pub(crate) fn part(&mut self, position: usize, year: i16) {
        if let Some(Some(run)) = self.0.get_mut(position) {
            *run = run.after(year);
        }
    }

    /// Gives back the room that is kept ahead.
    pub(crate) fn settle(&mut self) {
        self.0.shrink_to_fit();
    }

    fn get(&self, position: usize) -> Option<Run> {
        self.0.get(position).copied().flatten()
    }
}

/// What a row says that does not stand, as that of a later year does.
#[derive(Debug)]
pub(crate) struct Older {
    pub(crate) year: i16,
    pub(crate) value: Stated,
    pub(crate) origin: Origin,
}

/// What rows say that does not stand, by subject.
#[derive(Debug, Default)]
pub(crate) struct BySubject(HashMap<u32, Vec<Older>>);

impl BySubject {
    /// Keeps what the first row of a year says.
    pub(crate) fn keep(&mut self, subject: u32, year: i16, (value, origin): (Stated, Origin)) {
        let kept = self.0.entry(subject).or_default();
        if kept.iter().all(|older| older.year != year) {
            kept.push(Older { year, value, origin });
        }
    }

    /// Whether something is kept of a later year.
    pub(crate) fn is_after(&self, subject: u32, year: i16) -> bool {
        self.of(subject).iter().any(|older| older.year > year)
    }

    /// What is kept of a subject.
    pub(crate) fn of(&self, subject: u32) -> &[Older] {
        self.0.get(&subject).map_or(&[], Vec::as_slice)
    }
}
