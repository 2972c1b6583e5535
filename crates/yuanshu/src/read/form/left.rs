//! What a form says or asks for, and what is left out.

use rule::fact::FactId;

/// A label of a fact in a unit that cannot be its own, or in two.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unfit {
    /// The label's cell, and that of what it asks for.
    pub(crate) at: [(u32, u32); 2],
    pub(crate) label: String,
    pub(crate) fact: FactId,
    pub(crate) unit: String,
}

/// A fact of years, of which a part of one is asked for or said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Partial {
    /// The cell of the figure.
    pub(crate) at: (u32, u32),
    pub(crate) label: String,
    pub(crate) fact: FactId,
    /// What says so.
    pub(crate) text: String,
}
