//! What changed between two days, two states of knowledge or two editions, firm by firm.

use std::collections::{BTreeSet, HashMap};

use base::{Day, Year};
use rule::decide::{Finding, decide};
use rule::fact::{FactId, Lag};
use rule::value::{Answer, Value};

use super::passport::counted;
use super::{Answered, Asked, Question, Subjects, uses};

/// An answer that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<'a> {
    /// The policy, by id.
    pub policy: &'a str,
    /// What it was.
    pub was: Said,
    /// What it is.
    pub is: Said,
    /// The clauses that turned, in the order of the later edition.
    pub clauses: Vec<Turned>,
    /// The figures that differ among those the policy reads.
    pub figures: Vec<Moved<'a>>,
}

/// What a policy says, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// It is a no because the policy does not address such firms.
    pub outside: bool,
    /// The class, the points or the money that comes of it.
    pub value: Option<Value>,
    /// The first day of the edition that said so.
    pub edition: Option<Day>,
}

/// What of an answer changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The answer itself.
    Answer,
    /// Only the class, the points or the money that comes of it.
    Value,
}

impl Said {
    fn of(finding: &Finding, edition: Option<Day>) -> Self {
        let (answer, outside) = (finding.answer, finding.outside);
        Self { answer, outside, value: super::value(finding).cloned(), edition }
    }

    /// What changed from this to what is said later; `None` where both say the same.
    pub fn shift(&self, later: &Self) -> Option<Shift> {
        if (self.answer, self.outside) != (later.answer, later.outside) {
            return Some(Shift::Answer);
        }
        (self.value != later.value).then_some(Shift::Value)
    }
}

/// A clause whose answer turned; none where an edition has no such clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// What a reader calls it: `条件6（第十一条第五项）`.
    pub clause: String,
    /// What it was.
    pub was: Option<Answer>,
    /// What it is.
    pub is: Option<Answer>,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved<'a> {
    /// The fact, by name.
    pub fact: &'a str,
    /// What it was, and of which year where it has years.
    pub was: (Option<Year>, Value),
    /// What it is, and of which year.
    pub is: (Option<Year>, Value),
}

/// An answer with the question that it was given to.
#[derive(Clone, Copy, Debug)]
pub struct Given<'q, 'a> {
    /// The question.
    pub question: &'q Question<'a>,
    /// The policy.
    pub asked: &'q Asked<'a>,
    /// The enterprise.
    pub row: usize,
    /// What was answered.
    pub answered: &'q Answered,
}

impl<'a> Given<'_, 'a> {
    fn said(&self) -> Said {
        Said::of(&self.answered.finding, self.asked.policy.days.from)
    }

    fn clauses(&self) -> impl Iterator<Item = (&'a str, Answer)> {
        let clauses = self.asked.policy.clauses.iter().map(|clause| clause.id.as_str());
        clauses.zip(self.answered.clauses.iter().copied())
    }

    /// What a reader calls a clause of its edition.
    fn label(&self, clause: &str) -> String {
        let at = self.asked.policy.clauses.iter().position(|known| known.id == clause);
        at.map_or_else(String::new, |at| self.question.label(self.asked.policy, at))
    }

    /// The facts that the policy reads, by id and lag, in order; derived ones stand for those
    /// they are derived from.
    fn reads(&self) -> BTreeSet<(&'a str, Lag)> {
        let schema = &self.question.shelf.schema;
        let read = uses::reads(&self.asked.policy.decision, schema).into_iter();
        let stated = read.filter_map(|(fact, lag)| {
            let fact = schema.get(fact).filter(|fact| fact.formula.is_none())?;
            Some((fact.id.as_str(), lag))
        });
        stated.collect()
    }

    fn figure(&self, id: &str, lag: Lag) -> Option<(FactId, Option<Year>, Value)> {
        let fact = self.question.shelf.schema.find(id)?;
        let row = self.question.row(self.row);
        let value = if lag == 0 { row.fact(fact) } else { row.year(fact, lag) };
        Some((fact, self.question.fiscal_year(fact, lag), value))
    }
}

impl Question<'_> {
    /// What a policy says of an enterprise, in short: by columns where no figure goes with it.
    pub fn said(&self, asked: &Asked<'_>, at: usize) -> Said {
        let edition = asked.policy.days.from;
        match self.plain(asked, at) {
            None => Said::of(&decide(&asked.policy.decision, &self.row(at)), edition),
            Some(answer) => {
                let outside = answer == Answer::No && self.is_outside(asked, at);
                Said { answer, outside, value: None, edition }
            }
        }
    }
}

/// What changed from one answer to another of the same policy about the same enterprise; `None`
/// where both say the same.
pub fn changed<'a>(before: &Given<'_, 'a>, after: &Given<'_, 'a>) -> Option<Changed<'a>> {
    let (was, is) = (before.said(), after.said());
    was.shift(&is)?;
    let policy = &after.asked.policy.id;
    Some(Changed { policy, was, is, clauses: turned(before, after), figures: moved(before, after) })
}

fn turned(before: &Given<'_, '_>, after: &Given<'_, '_>) -> Vec<Turned> {
    let mut known: HashMap<&str, Answer> = before.clauses().collect();
    let mut turned: Vec<Turned> = Vec::new();
    for (clause, is) in after.clauses() {
        let was = known.remove(clause);
        if was != Some(is) {
            turned.push(Turned { clause: after.label(clause), was, is: Some(is) });
        }
    }
    // What the later edition has no more, in the order of the earlier.
    let gone = before.clauses().filter(|(clause, _)| known.contains_key(clause));
    turned.extend(gone.map(|(clause, was)| Turned {
        clause: before.label(clause),
        was: Some(was),
        is: None,
    }));
    turned
}

fn moved<'a>(before: &Given<'_, 'a>, after: &Given<'_, 'a>) -> Vec<Moved<'a>> {
    let mut read = after.reads();
    read.extend(before.reads());
    let moved = read.into_iter().filter_map(|(id, lag)| {
        let (_, then, was) = before.figure(id, lag)?;
        let (fact, year, is) = after.figure(id, lag)?;
        let fact = after.question.name(fact);
        (was != is).then_some(Moved { fact, was: (then, was), is: (year, is) })
    });
    moved.collect()
}

/// The rows of each enterprise that is counted in two tables, by code, and by name where it has
/// none: first those of the later table in its order, then those that it has no more.
pub fn pairs(
    (before, rows_before): (&dyn Subjects, usize),
    (after, rows_after): (&dyn Subjects, usize),
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut known: HashMap<&str, usize> =
        counted(before, rows_before).map(|row| (key(before, row), row)).collect();
    let now = counted(after, rows_after);
    let mut pairs: Vec<(Option<usize>, Option<usize>)> =
        now.map(|row| (known.remove(key(after, row)), Some(row))).collect();
    let mut gone: Vec<usize> = known.into_values().collect();
    gone.sort_unstable();
    pairs.extend(gone.into_iter().map(|row| (Some(row), None)));
    pairs
}

/// By what an enterprise is the same in two populations.
pub fn key(subjects: &dyn Subjects, row: usize) -> &str {
    subjects.code(row).unwrap_or_else(|| subjects.name(row))
}

#[cfg(test)]
mod tests {
    use base::Dimension;
    use rule::number::Number;

    use super::*;
    use crate::policy::Depth;
    use crate::policy::kit::{Firms, ON, shelf, table};

    const LATER: Day = Day::constant(2027, 3, 1);

    fn wan(wan: i64) -> Value {
        Value::Number(Number::from_i64(wan * 10_000), Dimension::MONEY)
    }

    fn given<'q, 'a>(
        question: &'q Question<'a>,
        row: usize,
        answered: &'q Answered,
    ) -> Given<'q, 'a> {
        Given { question, asked: &question.asked[0], row, answered }
    }

    #[test]
    fn a_change_names_the_edition_the_clause_and_the_figure() {
        let (shelf, subjects) = (shelf(), Firms::default());
        let tables = [
            table(&shelf, ON, &[(Some(900), None), (Some(2000), None)]),
            table(&shelf, LATER, &[(Some(1100), None), (Some(2500), None)]),
        ];
        let policy = |on| vec![shelf.policy("demo/scale", on).unwrap()];
        let before = Question::new(&shelf, &subjects, &tables[0], policy(ON));
        let after = Question::new(&shelf, &subjects, &tables[1], policy(LATER));
        let answers =
            |row| [&before, &after].map(|one| one.answer(&one.asked[0], row, Depth::Answer));
        let all = [answers(0), answers(1)];
        let change = |row: usize| {
            let [was, is] = &all[row];
            changed(&given(&before, row, was), &given(&after, row, is))
        };
        let changes = [change(0), change(1)];
        let said = |answer, from| Said { answer, outside: false, value: None, edition: Some(from) };
        let expected = Changed {
            policy: "demo/scale",
            was: said(Answer::No, Day::constant(2020, 1, 1)),
            is: said(Answer::Yes, Day::constant(2027, 1, 1)),
            clauses: vec![Turned {
                clause: "条件2（第二条）".to_owned(),
                was: Some(Answer::No),
                is: Some(Answer::Yes),
            }],
            figures: vec![Moved {
                fact: "营业收入",
                was: (Some(Year(2025)), wan(900)),
                is: (Some(Year(2026)), wan(1100)),
            }],
        };
        // The second met both editions.
        assert_eq!(changes, [Some(expected), None]);
        let short = |one: &Question<'_>, row| one.said(&one.asked[0], row);
        let shift = |row| short(&before, row).shift(&short(&after, row));
        assert_eq!([shift(0), shift(1)], [Some(Shift::Answer), None]);
        let points = |value: i64| Said {
            answer: Answer::Yes,
            outside: false,
            value: Some(wan(value)),
            edition: None,
        };
        assert_eq!(points(1).shift(&points(2)), Some(Shift::Value));
    }

    #[test]
    fn enterprises_are_paired_by_code_and_those_without_by_name() {
        let before = Firms(vec![(Some("A"), "甲"), (None, "乙"), (Some("C"), "丙")]);
        let after = Firms(vec![(None, "乙"), (Some("D"), "丁"), (Some("A"), "甲改名")]);
        assert_eq!(
            pairs((&before, 3), (&after, 3)),
            [(Some(1), Some(0)), (None, Some(1)), (Some(0), Some(2)), (Some(2), None)]
        );
    }
}
