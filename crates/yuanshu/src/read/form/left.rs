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

/// Why a figure is of no year that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lacks {
    /// It is of a part of a year.
    Whole,
    /// Its year is counted from that of the sheet, which says none.
    Year,
}

/// A fact of years, of which no year that is known is asked for or said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Partial {
    /// The cell of the figure.
    pub(crate) at: (u32, u32),
    pub(crate) label: String,
    pub(crate) fact: FactId,
    /// What says so.
    pub(crate) text: String,
    pub(crate) lacks: Lacks,
}
