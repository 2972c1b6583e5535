//! The policies of the grid: trees of 3 to 12 conditions.

use demo::rng::Rng;
use serde::{Serialize, Serializer};

use crate::leaf::Leaf;

/// How conditions are joined; a leaf is its place in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tree {
    /// One condition.
    Leaf(usize),
    /// No if any is no, else unknown if any is unknown, else yes.
    And(Vec<Tree>),
    /// Yes if any is yes, else unknown if any is unknown, else no.
    Or(Vec<Tree>),
    /// Yes for no, no for yes.
    Not(Box<Tree>),
}

impl Tree {
    /// The answer where the leaves answer `leaves`; nothing stands for unknown.
    #[must_use]
    pub fn holds(&self, leaves: &[Option<bool>]) -> Option<bool> {
        match self {
            Self::Leaf(place) => leaves.get(*place).copied().flatten(),
            Self::And(parts) => decided(parts, leaves, false),
            Self::Or(parts) => decided(parts, leaves, true),
            Self::Not(tree) => tree.holds(leaves).map(|holds| !holds),
        }
    }

    /// The tree in our rule language.
    #[must_use]
    pub fn formula(&self, leaves: &[Leaf]) -> String {
        match self {
            Self::Leaf(place) => leaves.get(*place).map(Leaf::formula).unwrap_or_default(),
            Self::And(parts) => joined(parts, leaves, " and "),
            Self::Or(parts) => joined(parts, leaves, " or "),
            Self::Not(tree) => format!("not({})", tree.formula(leaves)),
        }
    }

    /// Adds the places of its leaves to `found`, from left to right.
    pub fn leaves(&self, found: &mut Vec<usize>) {
        match self {
            Self::Leaf(place) => found.push(*place),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.leaves(found);
                }
            }
            Self::Not(tree) => tree.leaves(found),
        }
    }
}

/// The answer of a list that one `decisive` member decides.
fn decided(parts: &[Tree], leaves: &[Option<bool>], decisive: bool) -> Option<bool> {
    let mut answer = Some(!decisive);
    for part in parts {
        match part.holds(leaves) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}

fn joined(parts: &[Tree], leaves: &[Leaf], with: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Tree::And(_) | Tree::Or(_) => format!("({})", part.formula(leaves)),
            Tree::Leaf(_) | Tree::Not(_) => part.formula(leaves),
        })
        .collect();
    parts.join(with)
}

/// The number of a policy; it reads `p007` in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyId(pub usize);

impl std::fmt::Display for PolicyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p{:03}", self.0)
    }
}

impl Serialize for PolicyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One invented policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Which policy it is.
    pub id: PolicyId,
    /// What it asks for.
    pub tree: Tree,
    /// The same in our rule language.
    pub formula: String,
}

/// `count` policies over `leaves`, dealt so that each leaf is used before any is used twice more
/// often than another.
pub(crate) fn policies(count: usize, leaves: &[Leaf], seed: u64) -> Vec<Policy> {
    let mut rng = Rng::of(seed, 3_000);
    let mut deck = Vec::new();
    (0..count)
        .map(|number| {
            let size = 3 + rng.place(10);
            let hand = deal(&mut rng, &mut deck, leaves.len(), size);
            let root = if rng.chance(70) { Join::All } else { Join::Any };
            let tree = grow(&mut rng, &hand, root);
            Policy { id: PolicyId(number), formula: tree.formula(leaves), tree }
        })
        .collect()
}

fn deal(rng: &mut Rng, deck: &mut Vec<usize>, leaves: usize, size: usize) -> Vec<usize> {
    if deck.len() < size {
        let mut more: Vec<usize> = (0..leaves).collect();
        rng.shuffle(&mut more);
        more.append(deck);
        *deck = more;
    }
    let rest = deck.len().saturating_sub(size);
    deck.split_off(rest)
}

#[derive(Clone, Copy)]
enum Join {
    All,
    Any,
}

impl Join {
    fn other(self) -> Self {
        match self {
            Self::All => Self::Any,
            Self::Any => Self::All,
        }
    }

    fn of(self, parts: Vec<Tree>) -> Tree {
        match self {
            Self::All => Tree::And(parts),
            Self::Any => Tree::Or(parts),
        }
    }
}

/// A tree over `hand`: short hands are one list, longer ones split into two or three branches
/// that are joined the other way; one leaf in twelve is negated.
fn grow(rng: &mut Rng, hand: &[usize], join: Join) -> Tree {
    if let [leaf] = hand {
        let leaf = Tree::Leaf(*leaf);
        return if rng.chance(8) { Tree::Not(Box::new(leaf)) } else { leaf };
    }
    let flat = hand.len() <= 4 || rng.chance(25);
    let branches = if flat { hand.len() } else { 2 + rng.place(2) };
    let size = hand.len().div_ceil(branches.max(1)).max(1);
    join.of(hand.chunks(size).map(|part| grow(rng, part, join.other())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::catalogue;

    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);

    #[test]
    fn unknown_yields_to_what_decides() {
        let pair = || vec![Tree::Leaf(0), Tree::Leaf(1)];
        let both = Tree::And(pair());
        let either = Tree::Or(pair());
        let table: Vec<_> = [YES, NO, None]
            .into_iter()
            .flat_map(|a| [YES, NO, None].map(|b| [a, b]))
            .map(|leaves| (both.holds(&leaves), either.holds(&leaves)))
            .collect();
        assert_eq!(
            table,
            [
                (YES, YES),
                (NO, YES),
                (None, YES),
                (NO, YES),
                (NO, NO),
                (NO, None),
                (None, YES),
                (NO, None),
                (None, None),
            ]
        );
        assert_eq!(Tree::Not(Box::new(Tree::Leaf(0))).holds(&[None]), None);
        assert_eq!(Tree::Not(Box::new(Tree::Leaf(0))).holds(&[NO]), YES);
    }

    #[test]
    fn a_thousand_policies_use_every_leaf_about_seven_times() {
        let leaves = catalogue(1_050, 7);
        let mut uses = vec![0; leaves.len()];
        let mut total = 0;
        for policy in policies(1_000, &leaves, 7) {
            let mut found = Vec::new();
            policy.tree.leaves(&mut found);
            assert!((3..=12).contains(&found.len()));
            total += found.len();
            for place in found {
                uses[place] += 1;
            }
        }
        assert!((7_200..7_800).contains(&total), "{total}");
        assert!(uses.iter().all(|uses| (6..=9).contains(uses)));
    }

    #[test]
    fn branches_are_put_in_brackets() {
        let leaves = catalogue(20, 7);
        let [a, b, c] = [0, 1, 2].map(|place: usize| leaves[place].formula());
        let tree = Tree::And(vec![
            Tree::Leaf(0),
            Tree::Or(vec![Tree::Leaf(1), Tree::Not(Box::new(Tree::Leaf(2)))]),
        ]);
        assert_eq!(tree.formula(&leaves), format!("{a} and ({b} or not({c}))"));
    }
}
