//! What the nodes of a score tree stand on, found out once for all levers.

use std::cell::OnceCell;

use super::lever::{counts_years, nodes};
use crate::decision::{Decision, Score};
use crate::expr::{Expr, Node};
use crate::fact::{DEEPEST, FactId, LONGEST_LAG, Lag};
use crate::row::Row;
use crate::walk::each_child;

/// The facts that each node of a score tree is found by.
pub(super) struct Ground<'a> {
    decision: &'a Decision,
    row: Row<'a>,
    /// Node by node, once it was asked for.
    found: Vec<OnceCell<Vec<(FactId, Lag)>>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(decision: &'a Decision, row: Row<'a>) -> Self {
        let found = decision.scores.iter().map(|_| OnceCell::new());
        Self { decision, row, found: found.collect() }
    }

    /// Every fact of which a node is made, with what it is derived from where nothing is stated
    /// of it.
    pub(super) fn facts(&self, at: usize) -> &[(FactId, Lag)] {
        let (Some(found), Some(score)) = (self.found.get(at), self.decision.scores.get(at)) else {
            return &[];
        };
        found.get_or_init(|| {
            let mut facts = Vec::new();
            for formula in score.formulas() {
                self.part(formula, (0, 0), &mut facts);
            }
            for node in earlier(score, at) {
                facts.extend_from_slice(self.facts(node));
            }
            facts
        })
    }

    fn part(&self, part: &Expr, (back, depth): (Lag, usize), facts: &mut Vec<(FactId, Lag)>) {
        let mut years = |id, lags: std::ops::RangeInclusive<Lag>| {
            lags.for_each(|lag| self.fact((id, lag.saturating_add(back)), depth, facts));
        };
        match &*part.node {
            Node::Fact(id) if self.row.schema().get(*id).is_some_and(|fact| fact.yearly) => {
                years(*id, 1..=LONGEST_LAG);
            }
            Node::Fact(id) => self.fact((*id, 0), depth, facts),
            Node::Year(id, lag) => years(*id, *lag..=*lag),
            Node::Last(id, count) => years(*id, 1..=*count),
            Node::Score(at) => facts.extend_from_slice(self.facts(*at)),
            _ if counts_years(part) => {}
            _ => each_child(part, &mut |part| self.part(part, (back, depth), facts)),
        }
    }

    fn fact(&self, (id, lag): (FactId, Lag), depth: usize, facts: &mut Vec<(FactId, Lag)>) {
        if facts.contains(&(id, lag)) {
            return;
        }
        facts.push((id, lag));
        if let Some(formula) = self.row.derived(id, lag).filter(|_| depth < DEEPEST) {
            self.part(formula, (lag.saturating_sub(1), depth + 1), facts);
        }
    }
}

/// The nodes that a node uses; each stands before it.
pub(super) fn earlier(score: &Score, at: usize) -> impl Iterator<Item = usize> {
    nodes(score).iter().copied().filter(move |node| *node < at)
}
