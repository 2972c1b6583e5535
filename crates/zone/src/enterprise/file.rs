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
    /// A day from which it is known to bear it; none where nobody said, which is before every day.
    pub since: Option<Day>,
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
        let known = |named: &&Named| named.since.is_none_or(|since| since <= on);
        // The last of several of one day: it was learnt last.
        let borne = self.names.iter().filter(known).max_by_key(|named| named.since);
        let named = borne.or_else(|| self.names.iter().min_by_key(|named| named.since))?;
        Some(&named.name)
    }

    /// The names up to a day, in the order of their days, of one day in that of their learning:
    /// the last is that of the day.
    pub fn names_until(&self, on: Day) -> Vec<&Named> {
        let mut names: Vec<&Named> = self.names.iter().collect();
        names.sort_by_key(|named| named.since);
        let known = names.partition_point(|named| named.since.is_none_or(|since| since <= on));
        names.truncate(known.max(1));
        let mut kept: Vec<&Named> = Vec::with_capacity(names.len());
        for named in names {
            // What was learnt of a day in between, and put right.
            if let [.., before, last] = kept.as_slice()
                && (last.since, &before.name) == (named.since, &named.name)
            {
                kept.pop();
            }
            kept.push(named);
        }
        let mut names = kept;
        names.dedup_by(|later, before| later.name == before.name);
        names
    }

    /// The name it was given last, whatever the day.
    pub fn last_name(&self) -> Option<&str> {
        self.name(Day::MAX)
    }

    /// The last line that said who it is: a name, a code, coming or going.
    pub fn last_line(&self) -> Option<Seq> {
        let names = self.names.iter().map(|named| named.seq);
        let codes = self.codes.iter().map(|(seq, _)| *seq);
        names.chain(codes).chain(self.stays.iter().map(|stay| stay.seq)).max()
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
    pub fn learn(&mut self, seq: Seq, change: &Change) {
        match change {
            Change::Made => self.made = seq,
            Change::Code(code) => self.codes.push((seq, *code)),
            Change::Named { name, since } => {
                let name = name.trim().to_owned();
                self.names.push(Named { name, since: *since, seq });
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
    fn a_name_of_no_known_day_is_older_than_any_other() {
        let file = file(&[named("甲", Some(2010)), named("乙", None)]);
        assert_eq!((file.name(day(2009)), file.name(day(2010))), (Some("乙"), Some("甲")));
    }

    #[test]
    fn names_until_a_day_are_those_borne_by_then_each_once() {
        let years = [("丙", 2024), ("甲", 2020), ("甲", 2021), ("乙", 2022), ("丁", 2022)];
        let file = file(&years.map(|(name, since)| named(name, Some(since))));
        let until = |year| {
            let names = file.names_until(day(year)).into_iter();
            names.map(|one| (one.name.as_str(), one.since)).collect::<Vec<_>>()
        };
        let names = [("甲", 2020), ("乙", 2022), ("丁", 2022), ("丙", 2024)];
        let names = names.map(|(name, since)| (name, Some(day(since))));
        assert_eq!(until(2019), names[..1]);
        assert_eq!(until(2021), names[..1]);
        assert_eq!(until(2023), names[..3]);
        assert_eq!(until(2026), names);
        assert_eq!(File::default().names_until(day(2026)), Vec::<&Named>::new());
    }

    #[test]
    fn a_name_that_was_put_right_on_its_day_was_never_borne() {
        let names = [("乙", Some(2020)), ("甲", None), ("甲", Some(2026)), ("乙", Some(2026))];
        let file = file(&names.map(|(name, since)| named(name, since)));
        let names: Vec<_> =
            file.names_until(day(2026)).into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!((names, file.last_name()), (vec!["甲", "乙"], Some("乙")));
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
