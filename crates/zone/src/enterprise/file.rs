//! The file of one enterprise: its codes, its names over time, its stays in the zone.

use base::{Day, Uscc};

use super::{Change, SubjectId};
use crate::Seq;

/// What is known about who an enterprise is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// With which line of the journal it was made.
    pub made: Seq,
    /// Its codes in the order in which they were learnt: the last is its own.
    pub codes: Vec<(Seq, Uscc)>,
    /// Its names, in the order in which they were learnt.
    pub names: Vec<Named>,
    /// When it came and went, in the order in which it was learnt.
    pub stays: Vec<Stay>,
    /// Whose file it is, since which line of the journal, if it was merged.
    pub merged: Option<(Seq, SubjectId)>,
}

/// A name that an enterprise bears, or bore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it was written.
    pub name: String,
    /// The first day of the name, where it is known.
    pub since: Option<Day>,
    /// The day from which it is taken to count: a name of no known day follows on what was
    /// known before it.
    starts: Option<Day>,
    /// With which line of the journal it was learnt.
    pub seq: Seq,
}

/// That an enterprise came, or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The day.
    pub on: Day,
    /// Whether it is in the zone from then on.
    pub here: bool,
    /// With which line of the journal it was learnt.
    pub seq: Seq,
}

impl File {
    /// Its code.
    pub fn code(&self) -> Option<Uscc> {
        self.codes.last().map(|(_, code)| *code)
    }

    /// The name it bears on a day: before its first known day, the first.
    pub fn name(&self, on: Day) -> Option<&str> {
        let known = |named: &&Named| named.starts.is_none_or(|starts| starts <= on);
        // The last of several that start together: it was learnt last.
        let borne = self.names.iter().filter(known).max_by_key(|named| named.starts);
        let named = borne.or_else(|| self.names.iter().min_by_key(|named| named.starts))?;
        Some(&named.name)
    }

    /// The name it was given last, whatever the day.
    pub fn last_name(&self) -> Option<&str> {
        self.name(Day::MAX)
    }

    /// Whether it is in the zone on a day; `None` where nobody said when it came or went.
    pub fn is_here(&self, on: Day) -> Option<bool> {
        let before = self.stays.iter().filter(|stay| stay.on <= on).max_by_key(|stay| stay.on);
        if let Some(last) = before {
            return Some(last.here);
        }
        // Who comes later was away; who leaves later was here.
        let first = self.stays.iter().min_by_key(|stay| stay.on)?;
        Some(!first.here)
    }

    /// Adds what was learnt; what concerns two files is not for one alone.
    pub(super) fn learn(&mut self, seq: Seq, change: &Change) {
        match change {
            Change::Made => self.made = seq,
            Change::Code(code) => self.codes.push((seq, *code)),
            Change::Named { name, since } => {
                let starts = since.or_else(|| self.names.iter().filter_map(|n| n.starts).max());
                let name = name.trim().to_owned();
                self.names.push(Named { name, since: *since, starts, seq });
            }
            Change::Arrived { on } => self.stays.push(Stay { on: *on, here: true, seq }),
            Change::Left { on } => self.stays.push(Stay { on: *on, here: false, seq }),
            Change::Merged { into } => self.merged = Some((seq, *into)),
            Change::Unmerged => self.merged = None,
            // The registry keeps what concerns a pair.
            Change::Parted { .. } | Change::Unparted { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16) -> Day {
        Day::constant(year, 1, 1)
    }

    fn file(changes: &[Change]) -> File {
        let mut file = File::default();
        for (seq, change) in (1..).map(Seq).zip(changes) {
            file.learn(seq, change);
        }
        file
    }

    fn named(name: &str, since: Option<i16>) -> Change {
        Change::Named { name: name.to_owned(), since: since.map(day) }
    }

    #[test]
    fn a_name_counts_from_its_day_on() {
        let file = file(&[named("乙", Some(2020)), named("甲", Some(2010))]);
        let on = |year| file.name(day(year));
        assert_eq!((on(2005), on(2019), on(2020)), (Some("甲"), Some("甲"), Some("乙")));
        assert_eq!(file.last_name(), Some("乙"));
    }

    #[test]
    fn a_name_of_no_known_day_follows_on_what_was_known_before() {
        let file = file(&[named("甲", Some(2010)), named("乙", None)]);
        assert_eq!((file.name(day(2009)), file.name(day(2010))), (Some("甲"), Some("乙")));
    }

    #[test]
    fn of_two_names_of_one_day_the_later_learnt_counts() {
        let file = file(&[named("甲", None), named("乙", None)]);
        assert_eq!(file.name(day(2026)), Some("乙"));
    }

    #[test]
    fn who_comes_was_away_before_and_who_leaves_was_here() {
        let came = file(&[Change::Arrived { on: day(2020) }]);
        assert_eq!((came.is_here(day(2019)), came.is_here(day(2020))), (Some(false), Some(true)));
        let left = file(&[Change::Left { on: day(2020) }]);
        assert_eq!((left.is_here(day(2019)), left.is_here(day(2020))), (Some(true), Some(false)));
        assert_eq!(file(&[]).is_here(day(2020)), None);
    }

    #[test]
    fn an_enterprise_may_leave_and_come_back() {
        let file = file(&[
            Change::Arrived { on: day(2010) },
            Change::Arrived { on: day(2024) },
            Change::Left { on: day(2020) },
        ]);
        let here = [2009, 2010, 2020, 2023, 2024].map(|year| file.is_here(day(year)));
        assert_eq!(here, [Some(false), Some(true), Some(false), Some(false), Some(true)]);
    }
}
