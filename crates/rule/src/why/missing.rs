//! What is missing: the facts, and the judgements, that would settle an open answer.

use super::blank::{Blank, Look};
use super::lever::nodes;
use crate::decide::{Finding, any_of, weigh};
use crate::decision::{Band, Clause, Condition, Decision, Outcome, Score, ScoreRule};
use crate::expr::{Binding, Expr, Node};
use crate::fact::{DEEPEST, FactId, LONGEST_LAG, Lag};
use crate::number::Number;
use crate::row::Row;
use crate::value::{Answer, Doubt, Value};
use crate::walk::{each_child, facts};

/// The base facts that are unknown and on which the answer hangs, where it is unknown; where the
/// points or the class are asked for, those on which the last node hangs; for an amount, those
/// on which the money hangs. A derived fact stands for what it is derived from.
pub fn missing(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Vec<(FactId, Lag)> {
    let mut search = Search::new(decision, row, finding, Doubt::Unknown);
    search.decision(decision, finding);
    search.facts
}

/// The fields of records that leave the answer unknown, where it is: of a list that is missing by
/// [`missing`], what of it is.
pub fn blanks(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Vec<Blank> {
    let search = Search::new(decision, row, finding, Doubt::Unknown);
    let mut search = Search { blanks: Some(Vec::new()), ..search };
    search.decision(decision, finding);
    search.blanks.unwrap_or_default()
}

/// What leaves a formula unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lacking {
    /// The base facts, as [`missing`] finds them.
    pub facts: Vec<(FactId, Lag)>,
    /// Of lists among them, the fields of records.
    pub blanks: Vec<Blank>,
}

/// What leaves the formula of a derived fact unknown, where it is; of a yearly one, `back` years
/// before the last.
pub fn lacking(formula: &Expr, row: &Row<'_>, back: Lag) -> Lacking {
    let mut search = Search { blanks: Some(Vec::new()), ..Search::nowhere(*row, Doubt::Unknown) };
    search.value(formula, back);
    Lacking { facts: search.facts, blanks: search.blanks.unwrap_or_default() }
}

/// The judgements on which the answer, or the score, hangs where it is left to a person.
pub fn asked(decision: &Decision, row: &Row<'_>, finding: &Finding) -> Vec<String> {
    let mut search = Search::new(decision, row, finding, Doubt::Person);
    search.decision(decision, finding);
    search.judgements
}

/// Goes through what is open for one reason.
struct Search<'a> {
    row: Row<'a>,
    policy: &'a [Clause],
    nodes: &'a [Score],
    /// What each clause came to by itself.
    computed: &'a [Answer],
    /// What the answers count for in the whole.
    weighed: Vec<Answer>,
    doubt: Doubt,
    facts: Vec<(FactId, Lag)>,
    judgements: Vec<String>,
    /// Fields of records; none where nobody asks for them.
    blanks: Option<Vec<Blank>>,
    clauses: Vec<usize>,
    scores: Vec<usize>,
    depth: usize,
}

impl<'a> Search<'a> {
    fn new(decision: &'a Decision, row: &Row<'a>, finding: &'a Finding, doubt: Doubt) -> Self {
        Self {
            policy: &decision.clauses,
            nodes: &decision.scores,
            computed: &finding.clauses,
            weighed: weigh(&decision.clauses, &finding.clauses),
            ..Self::nowhere(row.with_scores(&finding.scores), doubt)
        }
    }

    /// In no policy.
    fn nowhere(row: Row<'a>, doubt: Doubt) -> Self {
        Self {
            row,
            policy: &[],
            nodes: &[],
            computed: &[],
            weighed: Vec::new(),
            doubt,
            facts: Vec::new(),
            judgements: Vec::new(),
            blanks: None,
            clauses: Vec::new(),
            scores: Vec::new(),
            depth: 0,
        }
    }

    fn decision(&mut self, decision: &'a Decision, finding: &Finding) {
        let open = Answer::from(self.doubt);
        if finding.answer == open {
            let groups = decision.any.iter().filter(|group| any_of(group, &self.weighed) == open);
            let groups: Vec<usize> = groups.flatten().copied().collect();
            for clause in decision.required.iter().chain(&groups) {
                self.clause(*clause);
            }
        }
        if finding.answer == Answer::No {
            return;
        }
        if decision.valued || decision.clauses.is_empty() {
            self.score(decision.scores.len().saturating_sub(1));
        }
        if finding.amount.as_ref().is_some_and(|amount| self.is_open(amount)) {
            self.money();
        }
    }

    fn money(&mut self) {
        for (at, clause) in self.policy.iter().enumerate() {
            if clause.give.is_none() && clause.cap.is_none() {
                continue;
            }
            let answer = self.computed.get(at);
            if answer == Some(&Answer::No) {
                continue;
            }
            self.clause(at);
            for formula in clause.give.iter().chain(&clause.cap) {
                self.value(formula, 0);
            }
        }
    }

    fn clause(&mut self, at: usize) {
        let open = Answer::from(self.doubt);
        let computed = self.computed.get(at) == Some(&open);
        if self.clauses.contains(&at) || !(computed || self.weighed.get(at) == Some(&open)) {
            return;
        }
        self.clauses.push(at);
        match self.policy.get(at).map(|clause| &clause.when) {
            Some(Condition::When(formula)) if computed => self.open(formula, 0),
            Some(Condition::Any(of)) => of.iter().for_each(|part| self.clause(*part)),
            Some(Condition::When(_) | Condition::Always) | None => {}
        }
    }

    /// Whether a value is open for the reason that is looked for.
    fn is_open(&self, value: &Value) -> bool {
        match value {
            Value::Open(doubt) => *doubt == self.doubt,
            Value::Between(between) => between.doubt == self.doubt,
            Value::List(items) => items.iter().any(|item| self.is_open(item)),
            Value::Record(fields) => fields.iter().any(|(_, value)| self.is_open(value)),
            Value::Range(range) => {
                let ends = [&range.low, &range.high].into_iter().flatten();
                ends.into_iter().any(|(end, _)| self.is_open(end))
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(..)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Days(_)
            | Value::Months(_) => false,
        }
    }

    /// What leaves a part open, if it is.
    fn value(&mut self, part: &'a Expr, back: Lag) {
        if self.is_open(&self.row.value_back(part, back)) {
            self.open(part, back);
        }
    }

    /// What leaves an open part open.
    fn open(&mut self, part: &'a Expr, back: Lag) {
        match &*part.node {
            Node::Fact(id) if self.row.schema().get(*id).is_some_and(|fact| fact.yearly) => {
                for lag in 1..=LONGEST_LAG {
                    self.fact(*id, lag.saturating_add(back));
                }
            }
            Node::Fact(id) => self.fact(*id, 0),
            Node::Year(id, lag) => self.fact(*id, lag.saturating_add(back)),
            Node::Last(id, count) => self.last(*id, *count, back),
            Node::Judge(name) => self.judgement(name),
            Node::Score(at) => self.score(*at),
            Node::If(test, yes, no) => self.choice(test, [yes, no], back),
            Node::Some(bindings, test)
            | Node::Every(bindings, test)
            | Node::For(bindings, test) => {
                if let [binding] = bindings.as_slice() {
                    self.records((Some(&binding.name), &binding.list), test, back);
                }
                let lists: Vec<&Expr> = bindings.iter().map(list_of).collect();
                self.over(&lists, test, back);
            }
            Node::Filter(list, test) => {
                self.records((None, list), test, back);
                self.over(&[list], test, back);
            }
            _ => each_child(part, &mut |part| self.value(part, back)),
        }
    }

    /// An open test hides which branch counts: what is open in both is missing either way.
    fn choice(&mut self, test: &'a Expr, branches: [&'a Expr; 2], back: Lag) {
        self.value(test, back);
        match self.row.value_back(test, back).answer() {
            Answer::Yes => self.value(branches[0], back),
            Answer::No => self.value(branches[1], back),
            Answer::Unknown | Answer::Person => {
                let open = |part: &&Expr| self.is_open(&self.row.value_back(part, back));
                if branches.iter().all(open) {
                    for part in branches {
                        self.value(part, back);
                    }
                }
            }
        }
    }

    /// The fields of records that leave a test unknown.
    fn records(&mut self, (name, list): (Option<&str>, &Expr), test: &Expr, back: Lag) {
        if self.doubt == Doubt::Person {
            return;
        }
        let Some(known) = &mut self.blanks else { return };
        let found = Look { row: self.row, back, name }.blanks(list, test);
        let new = found.into_iter().filter(|blank| !known.contains(blank));
        known.extend(new.collect::<Vec<_>>());
    }

    /// What leaves the elements open; where that is nothing else, their own fields.
    fn over(&mut self, lists: &[&'a Expr], test: &'a Expr, back: Lag) {
        let before = (self.facts.len(), self.judgements.len());
        for list in lists {
            self.value(list, back);
        }
        if before != (self.facts.len(), self.judgements.len()) {
            return;
        }
        self.values_within(test, back);
        if before != (self.facts.len(), self.judgements.len()) || self.doubt == Doubt::Person {
            return;
        }
        for (id, lag) in lists.iter().flat_map(|list| facts(list)) {
            self.add(id, lag);
        }
    }

    /// What is open of itself in a formula about elements, which has no value by itself.
    fn values_within(&mut self, part: &'a Expr, back: Lag) {
        match &*part.node {
            Node::Local(_) | Node::Name(_) | Node::Field(..) => {}
            Node::Fact(_) | Node::Year(..) | Node::Last(..) | Node::Score(_) | Node::Judge(_) => {
                self.value(part, back);
            }
            _ => each_child(part, &mut |part| self.values_within(part, back)),
        }
    }

    fn last(&mut self, id: FactId, count: Lag, back: Lag) {
        match self.row.lived(count, back) {
            Some(lags) => lags.into_iter().for_each(|lag| self.fact(id, lag)),
            None => {
                if let Some(born) = self.row.schema().born {
                    self.fact(born, 0);
                }
            }
        }
    }

    fn fact(&mut self, id: FactId, lag: Lag) {
        if !self.is_open(&self.row.year(id, lag)) {
            return;
        }
        let stated = self.row.is_stated(id, lag);
        let formula = self.row.schema().get(id).and_then(|fact| fact.formula.as_ref());
        if let Some(formula) = formula.filter(|_| !stated && self.depth < DEEPEST) {
            let before = self.facts.len();
            self.depth += 1;
            self.open(formula, lag.saturating_sub(1));
            self.depth -= 1;
            if self.facts.len() > before || self.seen(formula, lag.saturating_sub(1)) {
                return;
            }
        }
        self.add(id, lag);
    }

    /// Whether what leaves a formula open was found before.
    fn seen(&self, formula: &Expr, back: Lag) -> bool {
        let shifted =
            |(id, lag): &(FactId, Lag)| (*id, if *lag == 0 { 0 } else { lag.saturating_add(back) });
        facts(formula).iter().map(shifted).any(|fact| self.facts.contains(&fact))
    }

    fn add(&mut self, id: FactId, lag: Lag) {
        if self.doubt == Doubt::Unknown && !self.facts.contains(&(id, lag)) {
            self.facts.push((id, lag));
        }
    }

    fn judgement(&mut self, name: &str) {
        if self.doubt == Doubt::Person && !self.judgements.iter().any(|known| known == name) {
            self.judgements.push(name.to_owned());
        }
    }

    /// The open parts of a node that matter to it.
    fn score(&mut self, at: usize) {
        let open = self.row.scores().get(at).is_some_and(|value| self.is_open(value));
        if !open || self.scores.contains(&at) {
            return;
        }
        self.scores.push(at);
        let Some(score) = self.nodes.get(at) else { return };
        match &score.rule {
            ScoreRule::Bands { bands, judge } => self.bands(bands, judge.as_deref()),
            ScoreRule::Judged { judge, .. } => self.judgement(judge),
            ScoreRule::Sum { .. } => nodes(score).iter().for_each(|part| self.score(*part)),
            ScoreRule::Best { of } => {
                let least = of.iter().filter_map(|part| self.least(*part)).max();
                for part in of {
                    if self.most(*part) > least || self.most(*part).is_none() {
                        self.score(*part);
                    }
                }
            }
        }
    }

    fn least(&self, at: usize) -> Option<Number> {
        self.row.scores().get(at)?.span().map(|(low, _, _)| low)
    }

    fn most(&self, at: usize) -> Option<Number> {
        self.row.scores().get(at)?.span().map(|(_, high, _)| high)
    }

    /// Bands count up to the first that surely applies.
    fn bands(&mut self, bands: &'a [Band], judge: Option<&str>) {
        for band in bands {
            let answer = self.row.value(&band.test).answer();
            if answer == Answer::No {
                continue;
            }
            self.value(&band.test, 0);
            match &band.outcome {
                Outcome::Formula(formula) => self.value(formula, 0),
                Outcome::Points(low, high) if low != high => {
                    if let Some(name) = judge {
                        self.judgement(name);
                    }
                }
                Outcome::Points(..) | Outcome::Class(_) => {}
            }
            if answer == Answer::Yes {
                return;
            }
        }
    }
}

fn list_of(binding: &Binding) -> &Expr {
    &binding.list
}
