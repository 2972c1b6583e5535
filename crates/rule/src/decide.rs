//! Deciding one subject, row by row: the reference that the columns must equal.

mod amount;

use base::Dimension;

use crate::decision::{Band, Clause, Condition, Decision, Outcome, Score, ScoreRule};
use crate::number::Number;
use crate::row::Row;
use crate::value::{Answer, Between, Doubt, Value};

/// What a decision finds for one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The answer of the whole.
    pub answer: Answer,
    /// The answer is no because such subjects are not addressed.
    pub outside: bool,
    /// What each clause computes; a remembered number counts here as if it were read.
    pub clauses: Vec<Answer>,
    /// The points or class of each node: a number, a [`Value::Between`], a text, or open.
    pub scores: Vec<Value>,
    /// A score left out an unknown, as its scheme says.
    pub lenient: bool,
    /// The money given, in 元, capped and rounded; a [`Value::Between`] where only its bounds
    /// can be said, open where not even those. `None` where nothing is given, or the answer is no.
    pub amount: Option<Value>,
}

/// Decides the subject of `row`, whose `scores` are not looked at.
pub fn decide(decision: &Decision, row: &Row<'_>) -> Finding {
    let (scores, lenient) = scores(decision, row);
    let row = row.with_scores(&scores);
    let clauses = computed(&decision.clauses, &row);
    let weighed = weigh(&decision.clauses, &clauses);
    let answer = combine(decision, &weighed).and(settled(decision, &scores));
    let amount = (answer != Answer::No).then(|| amount::of(decision, &clauses, &row)).flatten();
    let answer = answer.and(counted(decision, amount.as_ref()));
    let outside = answer == Answer::No
        && decision
            .clauses
            .iter()
            .zip(&clauses)
            .any(|(clause, answer)| clause.scope && *answer == Answer::No);
    Finding { answer, outside, clauses, scores, lenient, amount }
}

/// The points or classes of the score tree, and whether an unknown was left out.
pub fn scores(decision: &Decision, row: &Row<'_>) -> (Vec<Value>, bool) {
    let mut lenient = false;
    let mut scores: Vec<Value> = Vec::with_capacity(decision.scores.len());
    for score in &decision.scores {
        let mut value = points(score, &row.with_scores(&scores));
        if decision.lenient {
            value = without_unknown(value, &mut lenient);
        }
        scores.push(value);
    }
    (scores, lenient)
}

/// The answers of the clauses; an alternative only refers to clauses that state something.
fn computed(clauses: &[Clause], row: &Row<'_>) -> Vec<Answer> {
    let mut answers: Vec<Answer> = clauses
        .iter()
        .map(|clause| match &clause.when {
            Condition::When(formula) => row.value(formula).answer(),
            Condition::Always => Answer::Yes,
            Condition::Any(_) => Answer::Unknown,
        })
        .collect();
    settle_groups(clauses, &mut answers);
    answers
}

/// What the clauses weigh in the answer: a remembered number is person at best.
pub fn weigh(clauses: &[Clause], computed: &[Answer]) -> Vec<Answer> {
    let mut answers: Vec<Answer> = clauses
        .iter()
        .zip(computed)
        .map(|(clause, answer)| if clause.memory { answer.and(Answer::Person) } else { *answer })
        .collect();
    settle_groups(clauses, &mut answers);
    answers
}

/// Answers the clauses that are alternatives of others. A group may hold a group, which the
/// pack lists before it or after it: as many rounds as there are clauses settle all. One that
/// holds nothing but itself is unknown, and so is what a group names and is not there.
fn settle_groups(clauses: &[Clause], answers: &mut [Answer]) {
    for _ in 0..clauses.len() {
        let mut moved = false;
        for (at, clause) in clauses.iter().enumerate() {
            let Condition::Any(of) = &clause.when else { continue };
            let mut answer = any_of(of, answers);
            if clause.memory {
                answer = answer.and(Answer::Person);
            }
            if let Some(slot) = answers.get_mut(at)
                && *slot != answer
            {
                *slot = answer;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

pub(crate) fn any_of(of: &[usize], answers: &[Answer]) -> Answer {
    Answer::any(of.iter().map(|at| stated(answers, *at)))
}

/// The answer of a clause by position; unknown where there is no such clause.
fn stated(answers: &[Answer], at: usize) -> Answer {
    answers.get(at).copied().unwrap_or(Answer::Unknown)
}

pub(crate) fn combine(decision: &Decision, weighed: &[Answer]) -> Answer {
    let required = decision.required.iter().map(|at| stated(weighed, *at));
    let required = Answer::all(required);
    decision.any.iter().fold(required, |all, group| all.and(any_of(group, weighed)))
}

/// Whether the value that is asked for can be said.
pub(crate) fn settled(decision: &Decision, scores: &[Value]) -> Answer {
    match scores.last() {
        Some(Value::Between(range)) if decision.valued => Value::Open(range.doubt).answer(),
        Some(Value::Open(doubt)) if decision.valued => Value::Open(*doubt).answer(),
        _ => Answer::Yes,
    }
}

/// Whether the amount that is asked for can be said.
fn counted(decision: &Decision, amount: Option<&Value>) -> Answer {
    let doubt = Value::openest(amount).filter(|_| decision.asks_amount());
    doubt.map_or(Answer::Yes, Answer::from)
}

/// Whether the amount that a decision asks for can be said of the subject of `row`.
pub(crate) fn said(decision: &Decision, row: &Row<'_>) -> Answer {
    let clauses = computed(&decision.clauses, row);
    counted(decision, amount::of(decision, &clauses, row).as_ref())
}

/// The points or the class of a node.
pub(crate) fn points(score: &Score, row: &Row<'_>) -> Value {
    match &score.rule {
        ScoreRule::Bands { bands, judge } => banded(bands, judge.as_deref(), row),
        ScoreRule::Judged { judge, low, high } => {
            within(row.judged(judge), low, high).unwrap_or_else(|| open(low, high, Doubt::Person))
        }
        ScoreRule::Sum { of, max } => sum(of, max.as_ref(), row.scores()),
        ScoreRule::Best { of } => best(of, row.scores()),
    }
}

/// A person's figure, if it was given and lies between `low` and `high`.
fn within(judged: Value, low: &Number, high: &Number) -> Option<Value> {
    match judged {
        Value::Number(figure, _) if *low <= figure && figure <= *high => Some(bare(figure)),
        _ => None,
    }
}

fn bare(number: Number) -> Value {
    Value::Number(number, Dimension::NONE)
}

/// A number if nothing is open, else the range it lies in.
fn open(low: &Number, high: &Number, doubt: Doubt) -> Value {
    if low == high {
        return bare(low.clone());
    }
    Value::Between(Box::new(Between {
        low: low.clone(),
        high: high.clone(),
        dimension: Dimension::NONE,
        doubt,
    }))
}

/// The bands that may apply: those before the first certain one whose tests are open, and it.
fn banded(bands: &[Band], judge: Option<&str>, row: &Row<'_>) -> Value {
    let mut options = Vec::new();
    let mut doubt = None;
    for band in bands {
        match row.value(&band.test).answer() {
            Answer::No => continue,
            Answer::Yes => {
                options.push(outcome(&band.outcome, judge, row));
                break;
            }
            Answer::Unknown => doubt = Some(Doubt::Unknown),
            Answer::Person => doubt = doubt.max(Some(Doubt::Person)),
        }
        options.push(outcome(&band.outcome, judge, row));
    }
    merge(options, doubt)
}

fn outcome(outcome: &Outcome, judge: Option<&str>, row: &Row<'_>) -> Value {
    match outcome {
        Outcome::Class(class) => Value::Text(class.clone()),
        Outcome::Formula(formula) => row.value(formula),
        Outcome::Points(low, high) if low == high => bare(low.clone()),
        Outcome::Points(low, high) => judge
            .and_then(|name| within(row.judged(name), low, high))
            .unwrap_or_else(|| open(low, high, Doubt::Person)),
    }
}

/// One value that stands for all options.
fn merge(options: Vec<Value>, doubt: Option<Doubt>) -> Value {
    let mut options = options.into_iter();
    let Some(first) = options.next() else { return Value::UNKNOWN };
    let doubt = doubt.unwrap_or(Doubt::Person);
    options.fold(first, |merged, option| match (bounds(&merged), bounds(&option)) {
        (Some((low, high, one)), Some((least, most, other))) => {
            let doubt = [one, other].into_iter().flatten().fold(doubt, Doubt::max);
            open(low.min(least), high.max(most), doubt)
        }
        _ if merged == option => merged,
        _ => Value::Open(doubt),
    })
}

/// The least and the most that a value can be.
fn bounds(value: &Value) -> Option<(&Number, &Number, Option<Doubt>)> {
    match value {
        Value::Number(number, _) => Some((number, number, None)),
        Value::Between(range) => Some((&range.low, &range.high, Some(range.doubt))),
        _ => None,
    }
}

/// Sums bounds; a part without bounds leaves the whole without.
fn sum(of: &[usize], max: Option<&Number>, scores: &[Value]) -> Value {
    fold(of, scores, Number::checked_add, max)
}

/// The highest part, bound by bound.
fn best(of: &[usize], scores: &[Value]) -> Value {
    fold(of, scores, |all, part| Some(all.max(part).clone()), None)
}

fn fold(
    of: &[usize],
    scores: &[Value],
    join: impl Fn(&Number, &Number) -> Option<Number>,
    max: Option<&Number>,
) -> Value {
    let mut total: Option<(Number, Number)> = None;
    let mut doubt = None;
    for at in of {
        let part = scores.get(*at).unwrap_or(&Value::UNKNOWN);
        let Some((low, high, why)) = bounds(part) else {
            return Value::Open(if *part == Value::Open(Doubt::Person) {
                Doubt::Person
            } else {
                Doubt::Unknown
            });
        };
        doubt = doubt.max(why);
        total = match total {
            None => Some((low.clone(), high.clone())),
            Some((least, most)) => match (join(&least, low), join(&most, high)) {
                (Some(least), Some(most)) => Some((least, most)),
                _ => return Value::UNKNOWN,
            },
        };
    }
    let Some((low, high)) = total else { return Value::UNKNOWN };
    let most = |number: Number| max.map_or(number.clone(), |max| number.min(max.clone()));
    open(&most(low), &most(high), doubt.unwrap_or(Doubt::Person))
}

/// A scheme that counts an unknown as nothing takes the least.
pub(crate) fn without_unknown(value: Value, used: &mut bool) -> Value {
    match value {
        Value::Between(range) if range.doubt == Doubt::Unknown => {
            *used = true;
            bare(range.low)
        }
        Value::Open(Doubt::Unknown) => {
            *used = true;
            bare(Number::ZERO)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use base::Day;

    use super::*;
    use crate::fact::Schema;
    use crate::plan::Plan;
    use crate::table::Table;

    /// What rows and columns say of a decision over an enterprise of which nothing is known.
    fn answers(clauses: Vec<Condition>, required: Vec<usize>, any: Vec<Vec<usize>>) -> [Answer; 2] {
        let clause = |(at, when)| Clause {
            id: format!("c{at}"),
            when,
            scope: false,
            memory: false,
            give: None,
            cap: None,
        };
        let clauses = clauses.into_iter().enumerate().map(clause).collect();
        let decision = Decision { clauses, required, any, ..Decision::default() };
        let (schema, table) = (Schema::default(), Table::new(1, Day::constant(2026, 11, 22)));
        let run = Plan::new(&schema, &table, vec![&decision]).run();
        [decide(&decision, &Row::new(&schema, &table, 0)).answer, run.answer(0, 0)]
    }

    #[test]
    fn a_clause_that_is_named_and_is_not_there_is_unknown() {
        let unknown = [Answer::Unknown; 2];
        assert_eq!(answers(vec![Condition::Always], vec![0, 1], Vec::new()), unknown);
        assert_eq!(answers(vec![Condition::Always], Vec::new(), vec![vec![1]]), unknown);
        assert_eq!(answers(vec![Condition::Any(vec![7])], vec![0], Vec::new()), unknown);
        // One that is there settles the group all the same.
        assert_eq!(
            answers(vec![Condition::Always], Vec::new(), vec![vec![0, 1]]),
            [Answer::Yes; 2]
        );
    }

    #[test]
    fn alternatives_that_lead_back_to_themselves_are_unknown() {
        let circle = vec![Condition::Any(vec![1]), Condition::Any(vec![0])];
        assert_eq!(answers(circle, vec![0], Vec::new()), [Answer::Unknown; 2]);
        let ways_out = vec![Condition::Any(vec![0, 1]), Condition::Always];
        assert_eq!(answers(ways_out, vec![0], Vec::new()), [Answer::Yes; 2]);
    }
}
