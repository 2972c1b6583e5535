//! What is left of who is who once imports are taken back.

use std::collections::BTreeSet;

use super::{Event, File, SubjectId};
use crate::Seq;

/// Lines that were taken back, and the files that are there without them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The lines of imports that were taken back.
    pub lines: BTreeSet<Seq>,
    /// Files that such lines made, and of which another line says something, too.
    pub spoken: BTreeSet<SubjectId>,
}

impl Undone {
    /// Whether something was learnt with a line that was taken back and counts no longer. A file
    /// that others speak of stays as it was made: with its code and its first name.
    pub(super) fn takes(&self, event: &Event, file: Option<&File>) -> bool {
        let stays =
            self.spoken.contains(&event.subject) && file.is_none_or(|file| file.made == event.seq);
        self.lines.contains(&event.seq) && !stays
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise::{Change, Registry};

    fn events() -> Vec<Event> {
        let named = |name: &str| Change::Named { name: name.to_owned(), since: None };
        let all = [
            (2, 0, Change::Made),
            (2, 0, named("甲")),
            (2, 1, Change::Made),
            (2, 1, named("乙")),
            (3, 0, named("丙")),
            (4, 2, Change::Made),
        ];
        let event =
            |(seq, subject, change)| Event { seq: Seq(seq), subject: SubjectId(subject), change };
        all.map(event).to_vec()
    }

    fn names(undone: &Undone) -> (Vec<(u32, Option<String>)>, SubjectId) {
        let registry = Registry::without(&events(), Seq::LATEST, undone).unwrap();
        let name = |file: &File| file.last_name().map(str::to_owned);
        let names = registry.files().map(|(subject, file)| (subject.0, name(file)));
        (names.collect(), registry.next())
    }

    #[test]
    fn a_name_that_was_taken_back_is_borne_no_longer() {
        let undone = Undone { lines: [Seq(3)].into(), spoken: BTreeSet::new() };
        let left = vec![(0, Some("甲".into())), (1, Some("乙".into())), (2, None)];
        assert_eq!(names(&undone), (left, SubjectId(3)));
    }

    #[test]
    fn a_file_that_was_taken_back_is_no_more_and_nobody_gets_its_number() {
        let undone = Undone { lines: [Seq(2), Seq(4)].into(), spoken: [SubjectId(0)].into() };
        // Of the first somebody else speaks, and it bears both its names.
        assert_eq!(names(&undone), (vec![(0, Some("丙".into()))], SubjectId(3)));
    }

    #[test]
    fn a_file_that_stays_loses_what_another_undone_import_said_of_it() {
        let undone = Undone { lines: [Seq(2), Seq(3)].into(), spoken: [SubjectId(0)].into() };
        let left = vec![(0, Some("甲".into())), (2, None)];
        assert_eq!(names(&undone), (left, SubjectId(3)));
    }
}
