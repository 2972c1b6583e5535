//! Verdicts that are handed out, so that they come out the same years later.

use pack::Shelf;
use rule::fact::FactId;
use store::{Hash, NewVerdict, Replayed, Snapshot, Verdict, VerdictId, View};
use zone::enterprise::{File, SubjectId};
use zone::people::{IssueVerdict, ReadRegister};
use zone::policy::{Depth, Passport, Question, Subjects};

use super::{Population, Register, Unopened};
use crate::content::Content;
use crate::write::jsonl;

/// The enterprises of a snapshot, by code and name.
#[derive(Debug)]
pub(super) struct Named(Vec<(Option<String>, String)>);

impl Named {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let (registry, on) = (snapshot.registry(), snapshot.view().on);
        let borne = |subject: &SubjectId| {
            let file = registry.file(*subject);
            let code = file.and_then(File::code).map(|code| code.to_string());
            (code, file.and_then(|file| file.name(on)).unwrap_or_default().to_owned())
        };
        Self(snapshot.subjects().iter().map(borne).collect())
    }
}

impl Subjects for Named {
    fn code(&self, row: usize) -> Option<&str> {
        self.0.get(row)?.0.as_deref()
    }

    fn name(&self, row: usize) -> &str {
        self.0.get(row).map_or("", |(_, name)| name)
    }

    fn passport(&self, _: FactId, _: Option<i16>, _: usize) -> Option<Passport> {
        None
    }
}

impl Register {
    /// Hands a verdict out: what policies say of one enterprise with all reasons, or of all.
    pub fn issue(
        &self,
        population: &Population,
        content: &Content,
        (policies, row): (Vec<String>, Option<usize>),
    ) -> Result<VerdictId, Unopened> {
        let snapshot = &population.snapshot;
        let subject = row.and_then(|row| snapshot.subjects().get(row).copied());
        let subjects = subject.map(|subject| vec![subject]);
        let view = View { known: snapshot.seq(), ..snapshot.view() };
        let answer = Hash::of(&bytes(&policies, subjects.as_deref(), &content.shelf, snapshot));
        let verdict = NewVerdict { policies, subjects, view, answer };
        Ok(self.store.issue(&self.may::<IssueVerdict>()?, verdict, content.files.clone())?)
    }

    /// Decides a verdict again by the content and the facts of then.
    pub fn replay(&self, id: VerdictId) -> Result<Replayed, Unopened> {
        let permit = self.may::<ReadRegister>()?;
        let again = |verdict: &Verdict, shelf: &Shelf, snapshot: &Snapshot| {
            let asked = &verdict.asked;
            bytes(&asked.policies, asked.subjects.as_deref(), shelf, snapshot)
        };
        Ok(self.store.replay(&permit, id, again)?)
    }
}

/// What is answered, in bytes: of named enterprises every line with its reasons, of all the
/// answers alone.
fn bytes(
    policies: &[String],
    subjects: Option<&[SubjectId]>,
    content: &Shelf,
    snapshot: &Snapshot,
) -> Vec<u8> {
    let (named, table) = (Named::of(snapshot), snapshot.table());
    let wanted = policies.iter().filter_map(|id| content.policy(id, table.on));
    let question = Question::new(content, &named, table, wanted.collect());
    let Some(subjects) = subjects else { return question.answers() };
    let mut bytes = Vec::new();
    for row in subjects.iter().filter_map(|subject| snapshot.row(*subject)) {
        for asked in &question.asked {
            let answered = question.answer(asked, row, Depth::Change);
            // Writing into memory does not fail.
            let _written = jsonl::line(&mut bytes, &question.told(asked, row, &answered)).is_ok();
        }
    }
    bytes
}
