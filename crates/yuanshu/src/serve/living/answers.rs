//! What policies say of everyone, kept in step with the facts.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use pack::{Policy, Shelf};
use rayon::prelude::*;
use rule::fact::Effort;
use store::Snapshot;
use zone::enterprise::SubjectId;
use zone::policy::{Depth, Near, Question, Standing};

use super::Living;

/// How an enterprise stands to a policy, in what lists and tags need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reply {
    /// 测算符合, and not known to be without the title.
    Yes,
    /// 测算符合未申报.
    Unclaimed,
    /// 差一项达标, by what.
    Near(By),
    /// 需人工审核.
    Person,
    /// 待补数据.
    Unknown,
    /// 不符合.
    No,
    /// 已认定但测算不符合.
    Unsupported,
    /// 不适用.
    Outside,
}

/// What is found of one enterprise and one policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How it stands.
    pub reply: Reply,
    /// Whether it is known to hold the title that the policy confers (已认定).
    pub held: bool,
}

impl Found {
    /// Whether it is among those of a word of [`Reply::WORDS`].
    pub fn is(self, word: &str) -> bool {
        if word == "held" { self.held } else { self.reply.is(word) }
    }
}

/// What the one step takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// 材料.
    Paper,
    /// 资金.
    Money,
    /// 时间.
    Time,
}

/// The answers of the policies that were asked for, in rows.
#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<HashMap<String, Arc<Vec<Found>>>>);

impl Reply {
    fn of(standing: &Standing) -> Self {
        use rule::value::Answer;
        match standing {
            Standing::Yes { held: Some(Answer::No) } => Self::Unclaimed,
            Standing::Yes { .. } => Self::Yes,
            Standing::Near(Near { by, .. }) => Self::Near(match by {
                Effort::Paper => By::Paper,
                Effort::Money => By::Money,
                Effort::Time => By::Time,
            }),
            Standing::Person => Self::Person,
            Standing::Unknown(_) => Self::Unknown,
            Standing::No { held: Some(Answer::Yes) } => Self::Unsupported,
            Standing::No { .. } => Self::No,
            Standing::Outside => Self::Outside,
        }
    }

    /// Whether it is among those of a word of [`Reply::word`], or of a wider one: `yes` are those
    /// who qualify with and without the title, `near` all who are one step away, `no` those too.
    fn is(self, word: &str) -> bool {
        match word {
            "yes" => matches!(self, Self::Yes | Self::Unclaimed),
            "near" => matches!(self, Self::Near(_)),
            "no" => matches!(self, Self::No | Self::Near(_) | Self::Unsupported),
            word => self.word() == word,
        }
    }

    /// As the API says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Unclaimed => "unclaimed",
            Self::Near(By::Paper) => "near-paper",
            Self::Near(By::Money) => "near-money",
            Self::Near(By::Time) => "near-time",
            Self::Person => "person",
            Self::Unknown => "unknown",
            Self::No => "no",
            Self::Unsupported => "unsupported",
            Self::Outside => "outside",
        }
    }

    /// The words that lists are asked by.
    pub const WORDS: [&str; 12] = [
        "held",
        "yes",
        "unclaimed",
        "near",
        "near-paper",
        "near-money",
        "near-time",
        "person",
        "unknown",
        "no",
        "unsupported",
        "outside",
    ];
}

impl Answers {
    pub(super) fn of(
        &self,
        id: &str,
        dictionary: &Shelf,
        living: &Living,
    ) -> Option<Arc<Vec<Found>>> {
        let policy = dictionary.policy(id, living.snapshot.view().on)?;
        // Whoever asks meanwhile waits for the one who is finding out.
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = answers.get(id) {
            return Some(known.clone());
        }
        let table = living.snapshot.table();
        let question = Question::new(dictionary, living, table, vec![policy]);
        let found =
            Arc::new((0..table.rows).into_par_iter().map(|row| one(&question, row)).collect());
        answers.insert(id.to_owned(), Arc::clone(&found));
        Some(found)
    }

    /// Answers anew for those whose facts changed.
    pub(super) fn follow(
        &mut self,
        dictionary: &Shelf,
        snapshot: &Snapshot,
        touched: &BTreeSet<SubjectId>,
    ) {
        /// More than these are found when they are asked for.
        const FEW: usize = 64;
        let answers = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let rows: Vec<usize> = touched.iter().filter_map(|one| snapshot.row(*one)).collect();
        let (table, on) = (snapshot.table(), snapshot.view().on);
        if rows.len() > FEW || answers.values().any(|known| known.len() != table.rows) {
            answers.clear();
            return;
        }
        for (id, known) in answers.iter_mut() {
            let Some(policy) = dictionary.policy(id, on) else { continue };
            let known = Arc::make_mut(known);
            for row in &rows {
                if let Some(slot) = known.get_mut(*row) {
                    *slot = alone(dictionary, snapshot, policy, *row);
                }
            }
        }
    }
}

fn one(question: &Question<'_>, row: usize) -> Found {
    let Some(asked) = question.asked.first() else {
        return Found { reply: Reply::Unknown, held: false };
    };
    let answered = question.answer(asked, row, Depth::Step);
    let reply = Reply::of(&Standing::of(&answered, &question.shelf.schema));
    Found { reply, held: answered.held == Some(rule::value::Answer::Yes) }
}

/// What a policy says of one row, without looking at the others.
fn alone(dictionary: &Shelf, snapshot: &Snapshot, policy: &Policy, row: usize) -> Found {
    let table = snapshot.table().only(row);
    let question = Question::new(dictionary, &Nobody, &table, vec![policy]);
    one(&question, 0)
}

/// Whose name does not matter.
#[derive(Debug)]
struct Nobody;

impl zone::policy::Subjects for Nobody {
    fn code(&self, _: usize) -> Option<&str> {
        None
    }

    fn name(&self, _: usize) -> &'static str {
        ""
    }

    fn passport(
        &self,
        _: rule::fact::FactId,
        _: Option<i16>,
        _: usize,
    ) -> Option<zone::policy::Passport> {
        None
    }
}
