//! Running a plan: every decision over every row, in columns.

mod bind;
mod branch;
mod chunk;
pub(crate) mod column;
mod failed;
mod gauge;
mod kernel;
mod points;
mod quotient;
mod records;
mod sums;

use rayon::prelude::*;

use crate::plan::{Plan, Ref};
pub use crate::run::bind::Bound;
pub use crate::run::failed::Failed;
pub use crate::run::points::Totals;
use crate::table::Table;
use crate::value::Answer;

/// Words of 64 rows that are worked out together: few enough for the cache.
pub(crate) const WORDS: usize = 16;
/// Rows that are worked out together.
const ROWS: usize = WORDS * 64;

/// The answers of a step for a chunk of rows. A row in neither is unknown, or a person's where
/// the step keeps a plane of those.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planes<const W: usize> {
    pub(crate) yes: [u64; W],
    pub(crate) no: [u64; W],
}

impl<const W: usize> Planes<W> {
    pub(crate) const EMPTY: Self = Self { yes: [0; W], no: [0; W] };
}

/// What the steps of a plan leave for one chunk of `W` words of rows.
#[derive(Debug, Default)]
pub struct Scratch<const W: usize> {
    /// The first row of the chunk.
    pub(crate) start: usize,
    /// A pair a step.
    pub(crate) planes: Vec<Planes<W>>,
    /// The rows that are a person's, for the steps that may have such rows, in their order.
    pub(crate) persons: Vec<[u64; W]>,
    /// The points of the steps that are scores, in their order.
    pub(crate) points: Vec<points::Points<W>>,
    /// Room for the numbers of a gauge.
    room: Vec<[i64; 64]>,
}

/// The answers of a plan.
#[derive(Clone, Debug, Default)]
pub struct Run {
    rows: usize,
    policies: Vec<(Place, Vec<Place>)>,
    steps: Vec<usize>,
    planes: Vec<Planes<WORDS>>,
    person_steps: Vec<usize>,
    persons: Vec<[u64; WORDS]>,
}

/// Where an answer is kept.
#[derive(Clone, Copy, Debug)]
enum Place {
    Constant(Answer),
    Kept { plane: usize, person: Option<usize>, negated: bool },
}

/// How many rows have each answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Yes.
    pub yes: usize,
    /// No.
    pub no: usize,
    /// A fact is missing.
    pub unknown: usize,
    /// A person must decide.
    pub person: usize,
}

impl Plan<'_> {
    /// Answers every decision for every row of the table.
    pub fn run(&self) -> Run {
        let mut run = self.room();
        self.fill(&Bound::new(self), &mut run);
        run
    }

    /// The same steps over another table, whose columns have the same types and decimals.
    #[must_use]
    pub fn over<'b>(&'b self, table: &'b Table) -> Plan<'b> {
        Plan { table, ..self.clone() }
    }

    /// Room for the answers of this plan, to be filled by [`Plan::fill`].
    pub fn room(&self) -> Run {
        let mut run = Run { rows: self.table.rows, ..Run::default() };
        run.policies = self
            .policies
            .iter()
            .map(|roots| {
                let clauses = roots.clauses.iter().map(|part| self.keep(*part, &mut run)).collect();
                (self.keep(roots.answer, &mut run), clauses)
            })
            .collect();
        let chunks = self.table.rows.div_ceil(ROWS);
        run.planes = vec![Planes::EMPTY; run.steps.len() * chunks];
        run.persons = vec![[0; WORDS]; run.person_steps.len() * chunks];
        run
    }

    fn keep(&self, part: Ref, run: &mut Run) -> Place {
        let (step, negated) = match part {
            Ref::Constant(fixed) => return Place::Constant(fixed.into()),
            Ref::Step(step) => (step, false),
            Ref::Not(step) => (step, true),
        };
        let person = self.persons.get(step).copied().flatten();
        Place::Kept {
            plane: position(&mut run.steps, step),
            person: person.map(|at| position(&mut run.person_steps, at)),
            negated,
        }
    }

    /// Answers every decision for every row, into `run`, which [`Plan::room`] made.
    pub fn fill(&self, bound: &Bound<'_>, run: &mut Run) {
        let (steps, person_steps) = (&run.steps, &run.person_steps);
        let planes = run.planes.par_chunks_mut(steps.len().max(1));
        let chunks = self.table.rows.div_ceil(ROWS);
        let mut none: Vec<&mut [[u64; WORDS]]> = (0..chunks).map(|_| [].as_mut_slice()).collect();
        let persons: Vec<&mut [[u64; WORDS]]> = if person_steps.is_empty() {
            std::mem::take(&mut none)
        } else {
            run.persons.chunks_mut(person_steps.len()).collect()
        };
        planes.zip(persons.into_par_iter()).enumerate().for_each_init(
            Scratch::<WORDS>::default,
            |scratch, (chunk, (planes, persons))| {
                bound.chunk(chunk * ROWS, scratch);
                copy(planes, steps, &scratch.planes);
                copy(persons, person_steps, &scratch.persons);
            },
        );
    }
}

fn position(list: &mut Vec<usize>, wanted: usize) -> usize {
    list.iter().position(|step| *step == wanted).unwrap_or_else(|| {
        list.push(wanted);
        list.len() - 1
    })
}

fn copy<T: Copy>(out: &mut [T], which: &[usize], from: &[T]) {
    for (slot, step) in out.iter_mut().zip(which) {
        if let Some(found) = from.get(*step) {
            *slot = *found;
        }
    }
}

impl Run {
    /// How many rows were answered.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The answer of a decision for a row.
    pub fn answer(&self, policy: usize, row: usize) -> Answer {
        self.policies.get(policy).map_or(Answer::Unknown, |(answer, _)| self.at(*answer, row))
    }

    /// What a clause of a decision computes for a row.
    pub fn clause(&self, policy: usize, clause: usize, row: usize) -> Answer {
        let place = self.policies.get(policy).and_then(|(_, clauses)| clauses.get(clause));
        place.map_or(Answer::Unknown, |place| self.at(*place, row))
    }

    fn at(&self, place: Place, row: usize) -> Answer {
        let (at, person, negated) = match place {
            Place::Constant(answer) => return answer,
            Place::Kept { plane, person, negated } => (plane, person, negated),
        };
        let (chunk, word, bit) = (row / ROWS, row % ROWS / 64, row % 64);
        let set = |words: &[u64; WORDS]| words.get(word).is_some_and(|word| word >> bit & 1 == 1);
        let Some(planes) = self.planes.get(chunk * self.steps.len() + at) else {
            return Answer::Unknown;
        };
        let of = |at: usize| self.persons.get(chunk * self.person_steps.len() + at);
        let answer = if set(&planes.yes) {
            Answer::Yes
        } else if set(&planes.no) {
            Answer::No
        } else if person.and_then(of).is_some_and(set) {
            Answer::Person
        } else {
            Answer::Unknown
        };
        if negated { !answer } else { answer }
    }

    /// How many rows have each answer of a decision.
    pub fn counts(&self, policy: usize) -> Counts {
        let mut counts = Counts::default();
        for (yes, no, person) in self.words(policy) {
            let count = |word: u64| usize::try_from(word.count_ones()).unwrap_or(0);
            counts.yes += count(yes);
            counts.no += count(no);
            counts.person += count(person);
        }
        counts.unknown = self.rows.saturating_sub(counts.yes + counts.no + counts.person);
        counts
    }

    /// The bitmaps (yes, no, person) of a decision's answers, 64 rows a word.
    pub fn words(&self, policy: usize) -> impl Iterator<Item = (u64, u64, u64)> + '_ {
        let place = self.policies.get(policy).map_or(Place::Constant(Answer::Unknown), |of| of.0);
        (0..self.rows.div_ceil(64)).map(move |word| {
            let rest = self.rows - word * 64;
            let rows = if rest < 64 { (1 << rest) - 1 } else { u64::MAX };
            let (yes, no, person) = self.word(place, word);
            (yes & rows, no & rows, person & rows)
        })
    }

    fn word(&self, place: Place, word: usize) -> (u64, u64, u64) {
        let (at, person, negated) = match place {
            Place::Constant(answer) => {
                let all = |wanted| if answer == wanted { u64::MAX } else { 0 };
                return (all(Answer::Yes), all(Answer::No), all(Answer::Person));
            }
            Place::Kept { plane, person, negated } => (plane, person, negated),
        };
        let (chunk, word) = (word / WORDS, word % WORDS);
        let of = |words: &[u64; WORDS]| words.get(word).copied().unwrap_or(0);
        let planes = self.planes.get(chunk * self.steps.len() + at);
        let (yes, no) = planes.map_or((0, 0), |planes| (of(&planes.yes), of(&planes.no)));
        let person = person
            .and_then(|at| self.persons.get(chunk * self.person_steps.len() + at))
            .map_or(0, of);
        if negated { (no, yes, person) } else { (yes, no, person) }
    }
}
