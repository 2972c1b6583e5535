//! One edition: rows around each of its thresholds, decided in columns and one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::Day;
use pack::{Policy, Shelf};
use rule::decide::decide;
use rule::decision::Decision;
use rule::plan::Plan;
use rule::row::Row;
use rule::table::Table;
use rule::value::Answer;

use crate::cross::{Crossing, Scene, scored};
use crate::dial::Knob;
use crate::place::{Threshold, thresholds};
use crate::rows;

/// How many rows a knob may fail to move to another side before it is left alone.
const MOST_FAILURES: usize = 3;

/// What came of one edition.
#[derive(Default)]
pub(crate) struct Report {
    /// The thresholds that its rows straddle, by place.
    pub(crate) straddled: BTreeSet<String>,
    /// Those they do not, and how they are written.
    pub(crate) missed: BTreeMap<String, String>,
    /// What is not as it should be.
    pub(crate) faults: Vec<String>,
    /// How each threshold was met.
    pub(crate) met: Vec<Met>,
}

/// Something that was moved across a threshold.
pub(crate) struct Met {
    pub(crate) place: String,
    pub(crate) knob: Knob,
    /// Where it was put, in the decimals of its column, and what the comparison said.
    pub(crate) rows: Vec<(i64, Answer)>,
}

/// Puts rows around the thresholds of an edition at the places wanted and has them decided.
pub(crate) fn report(shelf: &Shelf, policy: &Policy, wanted: impl Fn(&str) -> bool) -> Report {
    let mut edition = Edition { shelf, policy, rows: BTreeMap::new(), report: Report::default() };
    for threshold in thresholds(shelf, policy) {
        if wanted(&threshold.place) {
            edition.straddle(&threshold);
        }
    }
    edition.decide();
    edition.report
}

/// What was moved to straddle a threshold, and how often in vain.
#[derive(Default)]
struct Tried {
    done: Vec<Knob>,
    failures: HashMap<Knob, usize>,
}

impl Tried {
    fn is_enough(&self, knob: &Knob) -> bool {
        let failed = self.failures.get(knob).copied().unwrap_or(0);
        self.done.contains(knob) || (!self.done.is_empty() && failed >= MOST_FAILURES)
    }
}

/// One edition and the rows made for it, by their day.
struct Edition<'a> {
    shelf: &'a Shelf,
    policy: &'a Policy,
    rows: BTreeMap<Day, (Vec<String>, Vec<Table>)>,
    report: Report,
}

impl<'a> Edition<'a> {
    fn straddle(&mut self, threshold: &Threshold) {
        let scored = scored(&self.policy.decision, &threshold.leaf);
        let mut tried = Tried::default();
        for table in self.own(threshold) {
            self.around((threshold, &scored), table, &mut tried);
        }
        for table in self.others() {
            if tried.done.is_empty() {
                self.around((threshold, &scored), table, &mut tried);
            }
        }
        let text = threshold.leaf.text.clone();
        if tried.done.is_empty() {
            self.report.missed.insert(threshold.place.clone(), text);
        } else {
            self.report.straddled.insert(threshold.place.clone());
        }
    }

    /// The cases of the edition, and for a fact that is the value of a policy the cases of that
    /// policy too.
    fn own(&self, threshold: &Threshold) -> Vec<&'a Table> {
        let of = threshold.fact.and_then(|fact| self.shelf.entry(fact)?.of.as_ref());
        let others = self.shelf.policies.iter().filter(|policy| Some(&policy.id) == of);
        let cases = self.policy.cases.iter().chain(others.flat_map(|policy| &policy.cases));
        cases.map(|case| &case.table).collect()
    }

    /// The cases of all editions: enterprises that this edition decides as well.
    fn others(&self) -> Vec<&'a Table> {
        let cases = self.shelf.policies.iter().flat_map(|policy| &policy.cases);
        cases.map(|case| &case.table).collect()
    }

    /// Moves whatever a threshold reads in a row until the comparison turns.
    fn around(
        &mut self,
        (threshold, scored): (&Threshold, &Decision),
        table: &'a Table,
        tried: &mut Tried,
    ) {
        let row = Row::new(&self.shelf.schema, table, 0);
        for leaf in threshold.leaf.of_elements(&row) {
            let scene = Scene { shelf: self.shelf, scored, leaf, table };
            if !scene.is_settled() {
                continue;
            }
            for knob in scene.knobs() {
                if tried.is_enough(&knob) {
                    continue;
                }
                if let Some(crossing) = scene.crossing(&knob) {
                    self.keep((threshold, &knob), crossing);
                    tried.done.push(knob);
                } else {
                    *tried.failures.entry(knob).or_default() += 1;
                }
            }
        }
    }

    fn keep(&mut self, (threshold, knob): (&Threshold, &Knob), crossing: Crossing) {
        let place = &threshold.place;
        let expected = crossing.expected(threshold.leaf.op);
        let stands = crossing.answers.iter().zip(expected);
        if stands.into_iter().any(|(answer, of)| of.is_some_and(|of| of != *answer)) {
            self.report.faults.push(format!(
                "{place}: {} is answered {:?} where left to right is {:?}",
                threshold.leaf.text, crossing.answers, crossing.orders
            ));
        }
        let rows = crossing.positions.into_iter().zip(crossing.answers).collect();
        self.report.met.push(Met { place: place.clone(), knob: knob.clone(), rows });
        let knob = knob.name(&self.shelf.schema);
        for table in crossing.rows {
            let (places, tables) = self.rows.entry(table.on).or_default();
            places.push(format!("{place}, {knob} moved"));
            tables.push(table);
        }
    }

    /// Has all rows decided in columns, which must equal each decided by itself.
    fn decide(&mut self) {
        let decision = &self.policy.decision;
        for (on, (places, tables)) in &self.rows {
            let joined = rows::join(tables);
            let run = Plan::new(&self.shelf.schema, &joined, vec![decision]).run();
            for (at, (place, table)) in places.iter().zip(tables).enumerate() {
                let finding = decide(decision, &Row::new(&self.shelf.schema, table, 0));
                let clauses: Vec<Answer> =
                    (0..decision.clauses.len()).map(|clause| run.clause(0, clause, at)).collect();
                let columns = (run.answer(0, at), clauses);
                let alone = (finding.answer, finding.clauses);
                if columns != alone {
                    self.report.faults.push(format!(
                        "{} on {on}, around {place}:\n  columns {columns:?}\n  alone   {alone:?}",
                        self.policy.id
                    ));
                }
            }
        }
    }
}
