//! Counts over all enterprises: by answer, by difference, by what is missing.

use std::collections::{BTreeMap, HashMap};

use rule::fact::FactId;
use rule::value::{Answer, Value};

use super::Answered;

/// What came of one policy, in enterprises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 测算符合.
    pub yes: usize,
    /// 不符合, of those that the policy addresses.
    pub no: usize,
    /// 不适用: the policy does not address them.
    pub outside: usize,
    /// 待补数据.
    pub unknown: usize,
    /// 需人工审核.
    pub person: usize,
    /// 测算符合未申报: they would qualify and hold no title, in rows of the table.
    pub unclaimed: Vec<usize>,
    /// How many fall into each class, where the policy sorts them; by name.
    pub classes: BTreeMap<String, usize>,
    /// 已认定但测算不符合: they hold the title and would not qualify, in rows of the table.
    pub unsupported: Vec<usize>,
}

/// What a missing fact would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Answers that it alone would settle.
    pub settles: usize,
    /// Answers that hang on it, alone or with others.
    pub concerns: usize,
    /// Enterprises that lack it.
    pub firms: usize,
}

/// Counts over all enterprises.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    /// Enterprises counted.
    pub firms: usize,
    /// By policy, in the order of the question.
    pub policies: Vec<Tally>,
    wanted: HashMap<FactId, Wanted>,
}

impl Sum {
    /// Counts what all policies say of the enterprise in `row`.
    pub fn add(&mut self, row: usize, answers: &[Answered]) {
        self.firms += 1;
        self.policies.resize_with(self.policies.len().max(answers.len()), Tally::default);
        let mut lacking: Vec<FactId> = Vec::new();
        for (tally, answered) in self.policies.iter_mut().zip(answers) {
            tally.add(row, answered);
            if answered.finding.answer != Answer::Unknown {
                continue;
            }
            let mut facts: Vec<FactId> = answered.missing.iter().map(|(fact, _)| *fact).collect();
            facts.sort_unstable();
            facts.dedup();
            for fact in &facts {
                let wanted = self.wanted.entry(*fact).or_default();
                wanted.concerns += 1;
                wanted.settles += usize::from(facts.len() == 1);
            }
            lacking.extend(facts);
        }
        lacking.sort_unstable();
        lacking.dedup();
        for fact in lacking {
            self.wanted.entry(fact).or_default().firms += 1;
        }
    }

    /// The missing facts, that which alone settles most first.
    pub fn wanted(&self) -> Vec<(FactId, Wanted)> {
        let mut wanted: Vec<(FactId, Wanted)> =
            self.wanted.iter().map(|(fact, wanted)| (*fact, *wanted)).collect();
        wanted.sort_by_key(|(fact, wanted)| {
            (std::cmp::Reverse((wanted.settles, wanted.concerns)), *fact)
        });
        wanted
    }
}

impl Tally {
    /// The classes with their enterprises, the largest first: `小型 120 家、微型 90 家`.
    pub fn say_classes(&self) -> String {
        let mut classes: Vec<(&String, &usize)> = self.classes.iter().collect();
        classes.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        let said: Vec<String> =
            classes.iter().map(|(name, count)| format!("{name} {count} 家")).collect();
        said.join("、")
    }

    fn add(&mut self, row: usize, answered: &Answered) {
        if let (Answer::Yes, Some(Value::Text(class))) =
            (answered.finding.answer, answered.finding.scores.last())
        {
            *self.classes.entry(class.clone()).or_default() += 1;
        }
        match answered.finding.answer {
            Answer::Yes => self.yes += 1,
            Answer::No if answered.finding.outside => self.outside += 1,
            Answer::No => self.no += 1,
            Answer::Unknown => self.unknown += 1,
            Answer::Person => self.person += 1,
        }
        match (answered.finding.answer, answered.held) {
            (Answer::Yes, Some(Answer::No)) => self.unclaimed.push(row),
            (Answer::No, Some(Answer::Yes)) => self.unsupported.push(row),
            _ => {}
        }
    }
}
