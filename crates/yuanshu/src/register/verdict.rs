//! Verdicts that are handed out, so that they come out the same years later.

use pack::Shelf;
use rule::fact::FactId;
use rule::table::Table;
use store::{Hash, NewVerdict, Replayed, Snapshot, Verdict, VerdictId, View};
use zone::enterprise::{File, SubjectId};
use zone::people::{IssueVerdict, ReadRegister};
use zone::policy::{Depth, Passport, Question, Subjects};

use super::{Population, Register, Single, Unopened};
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

/// What is handed out of one enterprise, in the row of a table: every line with its reasons.
pub fn of_one(
    policies: &[String],
    content: &Shelf,
    subjects: &dyn Subjects,
    table: &Table,
) -> Vec<u8> {
    told(&asked(policies, content, subjects, table), 0)
}

/// What a verdict comes to by the content and the facts of then.
pub fn again(verdict: &Verdict, content: &Shelf, snapshot: &Snapshot) -> Vec<u8> {
    answered(verdict, (content, snapshot), |_, _| ())
}

impl Register {
    /// Hands out what policies say of all.
    pub fn issue(
        &self,
        population: &Population,
        content: &Content,
        policies: Vec<String>,
    ) -> Result<VerdictId, Unopened> {
        let snapshot = &population.snapshot;
        let view = View { known: snapshot.seq(), ..snapshot.view() };
        let answer = asked(&policies, &content.shelf, population, snapshot.table());
        let answer = Hash::of(&answer.answers());
        let verdict = NewVerdict { policies, subjects: None, view, answer };
        Ok(self.store.issue(&self.may::<IssueVerdict>()?, verdict, content.files.clone())?.id)
    }

    /// Hands out what a policy says of one enterprise, with all reasons.
    pub fn issue_one(
        &self,
        single: &Single,
        content: &Content,
        policy: String,
    ) -> Result<VerdictId, Unopened> {
        let policies = vec![policy];
        let question = asked(&policies, &content.shelf, single, &single.table);
        let answer = Hash::of(&told(&question, 0));
        let view = single.dossier.view();
        let verdict = NewVerdict { policies, subjects: Some(vec![single.subject]), view, answer };
        Ok(self.store.issue(&self.may::<IssueVerdict>()?, verdict, content.files.clone())?.id)
    }

    /// Decides a verdict again by the content and the facts of then. What is asked is `told` with
    /// what is to be read beside it, and with the rows of the enterprises that it is asked of where
    /// they are named.
    pub fn replay(
        &self,
        id: VerdictId,
        told: impl FnOnce(&Question<'_>, Option<&[usize]>),
    ) -> Result<Replayed, Unopened> {
        let permit = self.may::<ReadRegister>()?;
        let answer = |verdict: &Verdict, content: &Shelf, snapshot: &Snapshot| {
            answered(verdict, (content, snapshot), |question, rows| {
                told(&question.marked(self.settings.mark.as_deref()), rows);
            })
        };
        Ok(self.store.replay(&permit, id, answer)?)
    }
}

/// What is answered, in bytes: of named enterprises every line with its reasons, of all the
/// answers alone.
fn answered(
    verdict: &Verdict,
    (content, snapshot): (&Shelf, &Snapshot),
    tell: impl FnOnce(Question<'_>, Option<&[usize]>),
) -> Vec<u8> {
    let NewVerdict { policies, subjects, .. } = &verdict.asked;
    let names = Named::of(snapshot);
    let question = asked(policies, content, &names, snapshot.table());
    let row = |subject: &SubjectId| snapshot.row(*subject);
    let rows: Option<Vec<usize>> =
        subjects.as_ref().map(|subjects| subjects.iter().filter_map(row).collect());
    let bytes = match &rows {
        None => question.answers(),
        Some(rows) => rows.iter().flat_map(|row| told(&question, *row)).collect(),
    };
    tell(question, rows.as_deref());
    bytes
}

fn asked<'a>(
    policies: &[String],
    content: &'a Shelf,
    subjects: &'a dyn Subjects,
    table: &'a Table,
) -> Question<'a> {
    let wanted = policies.iter().filter_map(|id| content.policy(id, table.on));
    Question::new(content, subjects, table, wanted.collect())
}

/// Every line about the enterprise of a row. Where its figures come from is left out: the file may
/// be called otherwise by then, and the line of the journal is kept.
fn told(question: &Question<'_>, row: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for asked in &question.asked {
        let answered = question.answer(asked, row, Depth::Change);
        let line = question.told(asked, row, &answered).without_sources();
        // Writing into memory does not fail.
        let _written = jsonl::line(&mut bytes, &line).is_ok();
    }
    bytes
}
