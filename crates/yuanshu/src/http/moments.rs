//! When the lines of the journal that an answer names were written.

use std::collections::{BTreeMap, BTreeSet};

use store::Moment;
use zone::Seq;
use zone::fact::{Entry, Holding};

use super::Refusal;
use crate::serve::App;

/// The moments of some lines.
#[derive(Debug)]
pub(super) struct Moments(BTreeMap<Seq, Moment>);

impl Moments {
    /// Those of these lines.
    pub(super) fn of(app: &App, lines: impl IntoIterator<Item = Seq>) -> Result<Self, Refusal> {
        let lines: BTreeSet<Seq> = lines.into_iter().collect();
        Ok(Self(app.store().moments(&lines)?))
    }

    /// When a line was written, in UTC; none where it was not asked for.
    pub(super) fn at(&self, line: Seq) -> Option<String> {
        self.0.get(&line).map(Moment::to_string)
    }
}

/// The lines that brought what is told of a figure.
pub(super) fn lines<'a>(holding: &'a Holding<'_>) -> impl Iterator<Item = Seq> + 'a {
    let said: Vec<&Entry<'_>> = holding.stands.iter().chain(&holding.others).collect();
    said.into_iter().chain(&holding.held).map(|entry| entry.seq)
}
