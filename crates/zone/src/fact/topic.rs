//! What statements are of: facts by their ids, and judgements (评审) by their names.

use pack::Shelf;
use rule::fact::FactId;

use super::{Period, Time, placed};

/// What stands before the name of a judgement where an origin names what it is of; no fact's id
/// begins so.
const MARK: &str = "评审：";

/// What a statement is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A fact.
    Fact(FactId),
    /// What a person judges, by position among the dictionary's judgements. It is true since a
    /// day, as facts without years are.
    Judged(usize),
}

impl Topic {
    /// As an origin names it.
    pub fn id(self, dictionary: &Shelf) -> Option<String> {
        match self {
            Self::Fact(fact) => dictionary.schema.get(fact).map(|fact| fact.id.clone()),
            Self::Judged(at) => dictionary
                .schema
                .judgements
                .get(at)
                .map(|judgement| format!("{MARK}{}", judgement.name)),
        }
    }

    /// What an origin names, and of which time; none where the dictionary has no such thing, or
    /// not of such a time.
    pub fn placed(id: &str, period: Period, shelf: &Shelf) -> Option<(Self, Time)> {
        if let Some(at) = Self::judged(id, shelf) {
            return matches!(period, Period::Since(_)).then_some((Self::Judged(at), None));
        }
        placed(id, period, shelf).map(|(fact, time)| (Self::Fact(fact), time))
    }

    /// The judgement that an origin names, if it names one of the dictionary's.
    pub fn judged(id: &str, shelf: &Shelf) -> Option<usize> {
        let name = id.strip_prefix(MARK)?;
        shelf.schema.judgements.iter().position(|judgement| judgement.name == name)
    }
}
