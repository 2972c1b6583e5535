//! Where a comparison turns as one thing in a row is moved: found by trying, step by step.

use std::cmp::Ordering;

use pack::Shelf;
use rule::decide;
use rule::decision::Decision;
use rule::expr::Comparison;
use rule::row::Row;
use rule::table::Table;
use rule::value::Answer;

use crate::dial::{Dial, Finder, Knob};
use crate::leaf::Leaf;

/// How often the way from where a figure stands is doubled.
const MOST_DOUBLINGS: u32 = 46;

/// A comparison of one row, which is decided by a policy.
pub(crate) struct Scene<'a> {
    pub(crate) shelf: &'a Shelf,
    /// The nodes of the score tree that the comparison may look at, and no clauses.
    pub(crate) scored: &'a Decision,
    pub(crate) leaf: Leaf,
    pub(crate) table: &'a Table,
}

/// The part of a decision that a comparison may look at.
pub(crate) fn scored(decision: &Decision, leaf: &Leaf) -> Decision {
    let nodes = leaf.scores().into_iter().max().map_or(0, |last| last + 1);
    let scores = decision.scores[..nodes].to_vec();
    Decision { scores, lenient: decision.lenient, ..Decision::default() }
}

/// The rows around a threshold, and what each says.
#[derive(Default)]
pub(crate) struct Crossing {
    /// The rows, a step between each.
    pub(crate) rows: Vec<Table>,
    /// Where the knob stands, row by row, in the decimals of its column.
    pub(crate) positions: Vec<i64>,
    /// Which side of the comparison is more, row by row.
    pub(crate) orders: Vec<Option<Ordering>>,
    /// What the comparison comes to, row by row.
    pub(crate) answers: Vec<Answer>,
}

impl Crossing {
    /// Whether two rows that are one step apart stand on two sides.
    pub(crate) fn straddles(&self) -> bool {
        let sides = [Answer::Yes, Answer::No];
        self.answers
            .windows(2)
            .any(|pair| pair[0] != pair[1] && pair.iter().all(|answer| sides.contains(answer)))
    }

    /// What the exact difference of the sides makes of the comparison, row by row.
    pub(crate) fn expected(&self, op: Comparison) -> Vec<Option<Answer>> {
        self.orders.iter().map(|order| order.map(|order| op.holds(order).into())).collect()
    }
}

impl Scene<'_> {
    /// What can be moved in the row.
    pub(crate) fn knobs(&self) -> Vec<Knob> {
        let mut finder = Finder::new(self.shelf, self.table, self.scored);
        finder.formula(&self.leaf.left);
        finder.formula(&self.leaf.right);
        finder.found
    }

    /// Whether both sides are known in the row as it is.
    pub(crate) fn is_settled(&self) -> bool {
        self.order(self.table).is_some()
    }

    fn order(&self, table: &Table) -> Option<Ordering> {
        let row = Row::new(&self.shelf.schema, table, 0);
        let (scores, _) = decide::scores(self.scored, &row);
        self.leaf.order(&row.with_scores(&scores))
    }

    fn answer(&self, table: &Table) -> Answer {
        let row = Row::new(&self.shelf.schema, table, 0);
        let (scores, _) = decide::scores(self.scored, &row);
        row.with_scores(&scores).value(&self.leaf.formula()).answer()
    }

    /// On which side a row is: a comparison of equality has three.
    fn side(&self, dial: &Dial, table: &mut Table, steps: i64) -> Option<Ordering> {
        dial.turn(table, steps);
        let order = self.order(table)?;
        Some(match self.leaf.op {
            Comparison::Equal | Comparison::Unequal => order,
            op => op.holds(order).cmp(&false),
        })
    }

    /// The rows around the nearest place where the comparison turns as a knob is turned.
    pub(crate) fn crossing(&self, knob: &Knob) -> Option<Crossing> {
        let dial = Dial::new(self.shelf, self.table, knob);
        let mut table = self.table.clone();
        let here = self.side(&dial, &mut table, 0)?;
        let (low, high) = dial.ends();
        let doubled = (0..MOST_DOUBLINGS).map(|doubling| 1_i64 << doubling);
        let ways = doubled.flat_map(|way| [way.min(high), (-way).max(low)]);
        let mut tried = vec![0];
        for there in ways {
            if tried.contains(&there) {
                continue;
            }
            tried.push(there);
            let side = self.side(&dial, &mut table, there);
            if side.is_none_or(|side| side == here) {
                continue;
            }
            let crossing = self.around(&dial, &mut table, (here, there));
            if crossing.straddles() {
                return Some(crossing);
            }
        }
        None
    }

    /// The rows on both sides of the place where it turns between here and `there`.
    fn around(&self, dial: &Dial, table: &mut Table, way: (Ordering, i64)) -> Crossing {
        let (here, mut far) = way;
        let mut near = 0_i64;
        while near.abs_diff(far) > 1 {
            let middle = i64::midpoint(near, far);
            if self.side(dial, table, middle) == Some(here) {
                near = middle;
            } else {
                far = middle;
            }
        }
        let (first, last) = (near.min(far) - 1, near.max(far) + 1);
        let mut crossing = Crossing::default();
        for steps in (first..=last).filter(|steps| dial.reaches(*steps)) {
            dial.turn(table, steps);
            crossing.positions.push(dial.position(steps));
            crossing.orders.push(self.order(table));
            crossing.answers.push(self.answer(table));
            crossing.rows.push(table.clone());
        }
        crossing
    }
}
