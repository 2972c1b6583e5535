//! How one enterprise stands to one policy, for lists over all: yes, one step away, unknown, no.

use rule::fact::{Effort, Schema};
use rule::number::Number;
use rule::value::{Answer, Value};
use rule::why::{Change, Move};

use super::{Answered, Asked, Depth, Found, Question};
use crate::say::Tongue;

/// How an enterprise stands to a policy.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// 测算符合, and whether the title is held that the policy confers, if it confers one.
    Yes {
        /// No: 测算符合未申报.
        held: Option<Answer>,
    },
    /// 差一项达标.
    Near(Near),
    /// 需人工审核.
    Person,
    /// 待补数据.
    Unknown,
    /// 不符合, and whether the title is held nevertheless.
    No {
        /// Yes: 已认定但测算不符合.
        held: Option<Answer>,
    },
    /// 不适用.
    Outside,
}

/// One step that turns a no.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// What the step takes: a paper, money, time.
    pub by: Effort,
    /// What has to move, and how far.
    pub step: Move,
    /// What the answer then is: yes, or person where a judgement is left.
    pub becomes: Answer,
}

impl Near {
    /// The one step that turns an answer, if one is enough. It was looked for where the answer
    /// was asked with the step or the change; see [`Depth`](super::Depth).
    pub fn of(answered: &Answered, schema: &Schema) -> Option<Self> {
        let Some(Change::Found { moves, becomes }) = &answered.change else { return None };
        let [step] = moves.as_slice() else { return None };
        let by = schema.get(step.fact)?.movable?.by;
        Some(Self { by, step: step.clone(), becomes: *becomes })
    }

    /// The step as a change of its own.
    pub fn change(&self) -> Change {
        Change::Found { moves: vec![self.step.clone()], becomes: self.becomes }
    }

    /// How far the figure has to move, as a part of what it is; none where it is nothing, or no
    /// figure.
    pub fn share(&self) -> Option<Number> {
        let (Value::Number(from, _), Value::Number(to, _)) = (&self.step.from, &self.step.to)
        else {
            return None;
        };
        to.checked_sub(from)?.abs().checked_div(&from.abs())
    }
}

impl Standing {
    /// How the enterprise stands that was answered so.
    pub fn of(answered: &Answered, schema: &Schema) -> Self {
        let held = answered.held;
        match answered.finding.answer {
            Answer::Yes => Self::Yes { held },
            Answer::Person => Self::Person,
            Answer::Unknown => Self::Unknown,
            Answer::No if answered.finding.outside => Self::Outside,
            Answer::No => Near::of(answered, schema).map_or(Self::No { held }, Self::Near),
        }
    }

    /// As officials say it.
    pub fn said(&self, tongue: Tongue) -> &'static str {
        tongue.of(match self {
            Self::Yes { held: Some(Answer::No) } => ["测算符合未申报", "met but not claimed"],
            Self::Yes { .. } => ["测算符合", "met, as computed"],
            Self::Near(Near { by: Effort::Paper, .. }) => {
                ["差一项达标：材料", "one step away: a paper"]
            }
            Self::Near(Near { by: Effort::Money, .. }) => {
                ["差一项达标：资金", "one step away: money"]
            }
            Self::Near(Near { by: Effort::Time, .. }) => {
                ["差一项达标：时间", "one step away: time"]
            }
            Self::Person => ["需人工审核", "needs a person"],
            Self::Unknown => ["待补数据", "data missing"],
            Self::No { held: Some(Answer::Yes) } => {
                ["已认定但测算不符合", "recognised but not met"]
            }
            Self::No { .. } => ["不符合", "not met"],
            Self::Outside => ["不适用", "not addressed"],
        })
    }
}

impl Question<'_> {
    /// How an enterprise stands, for lists over all: where columns were asked they say it, and
    /// only of a no that one step may turn it is looked for.
    pub fn standing(&self, asked: &Asked<'_>, at: usize) -> Standing {
        let by_row = || Standing::of(&self.answer(asked, at, Depth::Step), &self.shelf.schema);
        self.settled(asked, at).unwrap_or_else(by_row)
    }

    /// The same as far as columns tell it, at next to no cost; none of who falls short and may be
    /// one step away.
    pub fn settled(&self, asked: &Asked<'_>, at: usize) -> Option<Standing> {
        let Found::Columns(run) = &self.found else { return None };
        Some(match run.answer(asked.at, at) {
            Answer::Yes => Standing::Yes { held: self.held(asked, at) },
            Answer::Person => Standing::Person,
            Answer::Unknown => Standing::Unknown,
            Answer::No if self.is_outside(asked, at) => Standing::Outside,
            Answer::No => {
                let answer = |clause: usize| run.clause(asked.at, clause, at);
                if asked.policy.reach.is_one_enough(answer) {
                    return None;
                }
                Standing::No { held: self.held(asked, at) }
            }
        })
    }

    /// Whether an enterprise holds the title that a policy confers, if it confers one.
    pub fn held(&self, asked: &Asked<'_>, at: usize) -> Option<Answer> {
        self.holds(asked, &self.row(at))
    }

    /// Whether a no is one because the policy does not address such firms.
    pub(super) fn is_outside(&self, asked: &Asked<'_>, at: usize) -> bool {
        let Found::Columns(run) = &self.found else { return false };
        let clauses = asked.policy.decision.clauses.iter().enumerate();
        let mut scopes = clauses.filter(|(_, clause)| clause.scope);
        scopes.any(|(clause, _)| run.clause(asked.at, clause, at) == Answer::No)
    }
}

#[cfg(test)]
mod tests {
    use base::Dimension;

    use super::*;
    use crate::policy::kit::{Firms, ON, shelf, table};
    use crate::policy::{Depth, Question};

    /// How firms with these 营业收入 and 研发费用 stand to a policy.
    fn standing(policy: &str, firms: &[(Option<i64>, Option<i64>)]) -> Vec<Standing> {
        let (shelf, subjects) = (shelf(), Firms::default());
        let table = table(&shelf, ON, firms);
        let policies = vec![shelf.policy(policy, ON).unwrap()];
        let question = Question::new(&shelf, &subjects, &table, policies);
        let asked = &question.asked[0];
        let answer = |row| question.answer(asked, row, Depth::Step);
        let plain = (0..firms.len()).map(|row| Standing::of(&answer(row), &shelf.schema));
        let plain: Vec<Standing> = plain.collect();
        let columns = (0..firms.len()).map(|row| question.standing(asked, row));
        assert_eq!(columns.collect::<Vec<_>>(), plain);
        plain
    }

    fn wan(wan: i64) -> Value {
        Value::Number(Number::from_i64(wan * 10_000), Dimension::MONEY)
    }

    #[test]
    fn a_list_of_one_policy_says_who_meets_it_and_who_is_one_step_away() {
        let shelf = shelf();
        let fact = |name: &str| shelf.schema.find(name).unwrap();
        let step =
            Move { fact: fact("rd"), lag: 1, from: wan(60), to: wan(100), described: Vec::new() };
        let found = standing("demo/title", &[(None, Some(100)), (None, Some(60)), (None, None)]);
        assert_eq!(
            found,
            [
                Standing::Yes { held: Some(Answer::Unknown) },
                Standing::Near(Near { by: Effort::Money, step, becomes: Answer::Yes }),
                Standing::Unknown,
            ]
        );
        let said = |tongue| found.iter().map(|one| one.said(tongue)).collect::<Vec<_>>();
        assert_eq!(said(Tongue::Chinese), ["测算符合", "差一项达标：资金", "待补数据"]);
        let english = ["met, as computed", "one step away: money", "data missing"];
        assert_eq!(said(Tongue::English), english);
    }

    #[test]
    fn what_time_brings_is_told_apart_from_what_money_buys() {
        let found = standing("demo/scale", &[(Some(1500), None), (Some(0), None)]);
        assert_eq!(found[0].said(Tongue::Chinese), "差一项达标：时间");
        let share = found.iter().map(|standing| match standing {
            Standing::Near(near) => near.share(),
            _ => panic!("{standing:?}"),
        });
        // A third of 1500 more makes 2000; nothing has no parts.
        let third = Number::from_i64(1).checked_div(&Number::from_i64(3));
        assert_eq!(share.collect::<Vec<_>>(), [third, None]);
    }
}
