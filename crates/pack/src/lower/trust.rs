//! How far an answer may be trusted: no further than the least of what it rests on.

use rule::decision::{Score, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, Schema};

use crate::form::Status;
use crate::shelf::{Entry, Policy};

/// The status that may be trusted less: content is as good as the worst of it.
pub(crate) fn lesser(one: Status, other: Status) -> Status {
    let rank = |status: Status| match status {
        Status::Official => 0,
        Status::Secondary => 1,
        Status::Demo => 2,
        Status::Draft => 3,
    };
    if rank(one) < rank(other) { other } else { one }
}

/// A score that uses a remembered one rests on memory too. Scores come after those they use.
pub(crate) fn spread(scores: &mut [Score]) {
    for at in 0..scores.len() {
        let (before, rest) = scores.split_at_mut(at);
        let Some(score) = rest.first_mut() else { continue };
        score.memory |= remembered(score.formulas(), before)
            || match &score.rule {
                ScoreRule::Bands { .. } | ScoreRule::Judged { .. } => false,
                ScoreRule::Sum { of, .. } | ScoreRule::Best { of } => {
                    of.iter().any(|used| before.get(*used).is_some_and(|score| score.memory))
                }
            };
    }
}

/// Whether formulas rest on a score whose number is only remembered.
pub(crate) fn remembered<'e>(
    formulas: impl IntoIterator<Item = &'e Expr>,
    scores: &[Score],
) -> bool {
    let memory = |node: &Node| match node {
        Node::Score(at) => scores.get(*at).is_some_and(|score| score.memory),
        _ => false,
    };
    formulas.into_iter().any(|formula| rule::walk::contains(formula, &memory))
}

/// What reads a fact that is the value of a policy rests on that policy as if its clauses were
/// its own: on its status, and clause by clause on what is only remembered.
pub(crate) fn inherit(policies: &mut [Policy], dictionary: &[Entry], schema: &Schema) {
    let values = Values::new(policies, dictionary, schema);
    for Policy { days, status, decision, .. } in policies {
        for value in decision.formulas().flat_map(|formula| values.read(formula, days)) {
            *status = lesser(*status, value.status);
        }
        for score in &mut decision.scores {
            let memory = values.remembered(score.formulas(), days);
            score.memory |= memory;
        }
        spread(&mut decision.scores);
        for clause in &mut decision.clauses {
            let memory = values.remembered(clause.formulas(), days)
                || remembered(clause.formulas(), &decision.scores);
            clause.memory |= memory;
        }
    }
}

/// The facts that are the value of a policy, with the editions that give it.
struct Values<'s> {
    schema: &'s Schema,
    of: Vec<(FactId, Value)>,
}

/// The value of an edition, as a fact that others read.
struct Value {
    days: base::Span,
    status: Status,
    /// A number in it is only remembered.
    memory: bool,
}

impl<'s> Values<'s> {
    fn new(policies: &[Policy], dictionary: &[Entry], schema: &'s Schema) -> Self {
        let mut of = Vec::new();
        for (fact, id) in
            dictionary.iter().filter_map(|entry| Some((entry.fact, entry.of.as_ref()?)))
        {
            let editions =
                policies.iter().filter(|one| one.id == *id && one.status != Status::Draft);
            of.extend(editions.map(|edition| (fact, Value::of(edition))));
        }
        Self { schema, of }
    }

    /// The values that a formula reads on some of these days, through derived facts.
    fn read<'v>(&'v self, formula: &Expr, days: &base::Span) -> Vec<&'v Value> {
        let read = rule::walk::reads(self.schema, [formula]);
        let read = |fact| read.iter().any(|(id, _)| *id == fact);
        let values = self.of.iter().filter(|(fact, _)| read(*fact)).map(|(_, value)| value);
        values.filter(|value| value.days.overlaps(days)).collect()
    }

    fn remembered<'e>(
        &self,
        formulas: impl IntoIterator<Item = &'e Expr>,
        days: &base::Span,
    ) -> bool {
        formulas
            .into_iter()
            .any(|formula| self.read(formula, days).iter().any(|value| value.memory))
    }
}

impl Value {
    fn of(policy: &Policy) -> Self {
        let Policy { decision, days, status, .. } = policy;
        let score = policy.value().and_then(|at| decision.scores.get(at));
        let mut required = decision.required.iter().filter_map(|at| decision.clauses.get(*at));
        let memory = score.is_some_and(|score| score.memory) || required.any(|one| one.memory);
        Self { days: *days, status: *status, memory }
    }
}
