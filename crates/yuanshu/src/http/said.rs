//! What sources say of a fact of an enterprise: what counts, and what else was said.

use pack::Shelf;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::Serialize;
use store::Key;
use zone::fact::{Entry, Ground, Holding};
use zone::policy::Passport;
use zone::say::Tongue;

use super::column::Kind;
use super::moments::Moments;
use crate::say::stated;
use crate::serve::Signed;

/// A fact that something was said of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "SaidFact")]
pub(super) struct About {
    /// The fact's id.
    fact: String,
    /// 名称
    pub name: String,
    /// The unit that officials show it in; values are in the base unit.
    unit: Option<String>,
    /// What its values are.
    kind: Kind,
    /// 数源部门
    pub department: Option<String>,
    /// It is sensitive, and not for who asks to see: what was said is left out.
    pub hidden: bool,
}

/// A fact of a year: what counts, and what else was said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{S}Figure")]
pub(super) struct Figure<S> {
    /// Of which year.
    pub year: Option<i16>,
    /// Why that counts: `agreed`, `trusted`, `settled`; or why nothing does: `disputed`, `bases`,
    /// `nothing`.
    pub ground: &'static str,
    /// What counts.
    pub stands: Option<S>,
    /// Whether it is a list that may go on: nobody says that these are all.
    pub open: bool,
    /// What other sources say.
    pub others: Vec<S>,
    /// What waits for a second person.
    pub held: Vec<S>,
    /// How many figures may not be used for verdicts.
    pub barred: usize,
    /// 存疑: what a sheet with what counts would be remarked, in the reader's language, such as that
    /// it is a thousand times the year before; null where nothing is. It counts all the same.
    pub doubt: Option<String>,
}

/// What a source said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceSaid")]
pub(super) struct Said {
    /// In the base unit, as lists have it.
    value: serde_json::Value,
    /// As officials read it, in the reader's language.
    shown: String,
    /// Where it comes from.
    pub source: Passport,
    /// Its origin, to be named when it is settled that it counts.
    origin: u32,
    /// The line of the journal that brought it.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// The row of its statement.
    row: u32,
}

impl About {
    /// A fact, as who asks may see it; none where the dictionary does not know it.
    pub(super) fn of(fact: FactId, shelf: &Shelf, signed: &Signed) -> Option<Self> {
        let known = shelf.schema.get(fact)?;
        Some(Self {
            fact: known.id.clone(),
            name: known.name.clone(),
            unit: shelf.entry(fact).and_then(|entry| entry.unit.clone()),
            kind: Kind::of(&known.of, known.unit),
            department: shelf.owner(fact).map(|owner| owner.department.clone()),
            hidden: !super::secret::sees(signed, shelf, fact),
        })
    }
}

impl<S> Figure<S> {
    /// What was said, each as `said` tells it; nothing of it where the fact is hidden.
    pub(super) fn of<'a>(
        ((_, year), holding): &'a (Key, Holding<'_>),
        hidden: bool,
        said: &mut impl FnMut(&Entry<'a>) -> S,
    ) -> Self {
        let mut told = |entries: &[Entry<'a>]| -> Vec<S> {
            if hidden { Vec::new() } else { entries.iter().map(&mut *said).collect() }
        };
        let stands = told(holding.whole().as_slice()).pop();
        Self {
            year: *year,
            ground: ground(&holding.ground),
            stands,
            open: holding.open,
            others: told(&holding.others),
            held: told(&holding.held),
            barred: holding.barred,
            doubt: None,
        }
    }
}

impl Said {
    /// A value that was said of a fact.
    pub(super) fn of(
        entry: &Entry<'_>,
        fact: FactId,
        (shelf, moments): (&Shelf, &Moments),
        tongue: Tongue,
    ) -> Self {
        Self {
            value: stated::json(entry.value),
            shown: stated::shown(entry.value, fact, shelf, tongue),
            source: Passport::of(entry, shelf),
            origin: entry.id.0,
            line: entry.seq.0,
            at: moments.at(entry.seq),
            row: entry.row,
        }
    }
}

fn ground(ground: &Ground) -> &'static str {
    match ground {
        Ground::Nothing => "nothing",
        Ground::Agreed => "agreed",
        Ground::Trusted => "trusted",
        Ground::Settled(_) => "settled",
        Ground::Disputed => "disputed",
        Ground::Bases => "bases",
    }
}
