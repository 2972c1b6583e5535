//! What policies say of everyone, kept in step with the facts.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pack::{Policy, Shelf};
use rayon::prelude::*;
use rule::fact::Effort;
use rule::table::Table;
use rule::value::Answer;
use rule::why::Change;
use store::Snapshot;
use zone::enterprise::SubjectId;
use zone::policy::{Near, Nobody, Question, Standing};

use super::Living;

/// How an enterprise stands to a policy, in what lists and tags need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reply {
    /// 测算符合, and not known to be without the title.
    Yes,
    /// 测算符合未申报.
    Unclaimed,
    /// 差一项达标, by what.
    Near(Effort),
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
    /// Of who was not asked.
    const NONE: Self = Self { reply: Reply::Unknown, held: false };

    fn of(standing: &Standing, held: Option<Answer>) -> Self {
        Self { reply: Reply::of(standing), held: held == Some(Answer::Yes) }
    }

    /// Whether it is among those of a word of [`Reply::WORDS`].
    pub fn is(self, word: &str) -> bool {
        if word == "held" { self.held } else { self.reply.is(word) }
    }
}

/// The answers of the policies that were asked for.
#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<HashMap<String, Arc<Kept>>>);

/// What was found of a policy in rows, once it is asked for. Whoever asks for the same meanwhile
/// waits for the one who is finding out.
#[derive(Debug, Default)]
struct Kept {
    whole: OnceLock<Whole>,
    /// By columns alone: who is one step away is a no.
    plain: OnceLock<Arc<Vec<Found>>>,
}

/// What was found of everyone, with the one step of each who is that near.
#[derive(Debug, Default)]
struct Whole {
    found: Arc<Vec<Found>>,
    steps: HashMap<usize, Near>,
}

impl Reply {
    /// Of how an enterprise stands.
    pub fn of(standing: &Standing) -> Self {
        match standing {
            Standing::Yes { held: Some(Answer::No) } => Self::Unclaimed,
            Standing::Yes { .. } => Self::Yes,
            Standing::Near(near) => Self::Near(near.by),
            Standing::Person => Self::Person,
            Standing::Unknown => Self::Unknown,
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
            Self::Near(Effort::Paper) => "near-paper",
            Self::Near(Effort::Money) => "near-money",
            Self::Near(Effort::Time) => "near-time",
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
    pub(super) fn of(&self, id: &str, living: &Living) -> Option<Arc<Vec<Found>>> {
        let (policy, kept) = (living.policy(id)?, self.kept(id));
        let whole = kept.whole.get_or_init(|| {
            let steps = Mutex::default();
            let found = all(living, policy, Sought::Whole(&steps));
            Whole { found, steps: steps.into_inner().unwrap_or_else(PoisonError::into_inner) }
        });
        Some(Arc::clone(&whole.found))
    }

    /// The same without who is one step away, which takes a search for each; they are a no.
    pub(super) fn plain(&self, id: &str, living: &Living) -> Option<Arc<Vec<Found>>> {
        let (policy, kept) = (living.policy(id)?, self.kept(id));
        let plain = || kept.plain.get_or_init(|| all(living, policy, Sought::Plain));
        let found = kept.whole.get().map_or_else(plain, |whole| &whole.found);
        Some(Arc::clone(found))
    }

    /// The one step of a row, or that none is enough, where that was found out already.
    pub(super) fn step(&self, id: &str, row: usize) -> Option<Change> {
        let kept = self.kept(id);
        let whole = kept.whole.get()?;
        whole.found.get(row).map(|_| whole.steps.get(&row).map_or(Change::None, Near::change))
    }

    fn kept(&self, id: &str) -> Arc<Kept> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(answers.entry(id.to_owned()).or_default())
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
        if rows.len() > FEW {
            answers.clear();
            return;
        }
        let rows: Vec<(usize, Table)> = rows.iter().map(|row| (*row, table.only(*row))).collect();
        answers.retain(|id, kept| {
            let (Some(policy), Some(kept)) = (dictionary.policy(id, on), Arc::get_mut(kept)) else {
                return false;
            };
            // What columns say is soon said again.
            kept.plain.take();
            let Some(whole) = kept.whole.get_mut() else { return false };
            let known = Arc::make_mut(&mut whole.found);
            for (row, alone) in &rows {
                let (found, near) = found(dictionary, alone, policy);
                if let Some(slot) = known.get_mut(*row) {
                    *slot = found;
                }
                whole.steps.remove(row);
                whole.steps.extend(near.map(|near| (*row, near)));
            }
            known.len() == table.rows
        });
    }
}

/// How far is looked.
#[derive(Clone, Copy, Debug)]
enum Sought<'a> {
    /// For the one step, too; steps that were found.
    Whole(&'a Mutex<HashMap<usize, Near>>),
    /// As far as columns tell.
    Plain,
}

/// What a policy says of everyone.
fn all(living: &Living, policy: &Policy, sought: Sought<'_>) -> Arc<Vec<Found>> {
    let table = living.snapshot.table();
    let shelf = &living.content.content.shelf;
    let question = Question::new(shelf, living, table, vec![policy]);
    let Some(asked) = question.asked.first() else { return Arc::default() };
    let one = |row: usize| {
        let standing = match sought {
            Sought::Whole(_) => question.standing(asked, row),
            // Of one enterprise alone nothing is told by columns.
            Sought::Plain if table.rows == 1 => question.standing(asked, row),
            Sought::Plain => question.settled(asked, row).unwrap_or(Standing::No { held: None }),
        };
        let found = Found::of(&standing, question.held(asked, row));
        if let (Sought::Whole(steps), Standing::Near(near)) = (sought, standing) {
            steps.lock().unwrap_or_else(PoisonError::into_inner).insert(row, near);
        }
        found
    };
    Arc::new((0..table.rows).into_par_iter().map(one).collect())
}

/// What a policy says of a row that is alone in its table.
fn found(dictionary: &Shelf, alone: &Table, policy: &Policy) -> (Found, Option<Near>) {
    let question = Question::new(dictionary, &Nobody, alone, vec![policy]);
    let Some(asked) = question.asked.first() else { return (Found::NONE, None) };
    let standing = question.standing(asked, 0);
    let found = Found::of(&standing, question.held(asked, 0));
    match standing {
        Standing::Near(near) => (found, Some(near)),
        _ => (found, None),
    }
}
