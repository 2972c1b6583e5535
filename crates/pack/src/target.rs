//! What a zone means to reach in a year (年度目标).

use rule::fact::FactId;
use rule::fault::Span;
use rule::number::Number;

use crate::shelf::Status;

/// What all enterprises of a zone together are to reach in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Of which fact.
    pub fact: FactId,
    /// In which calendar year.
    pub year: i16,
    /// How much, in the fact's base unit; more than nothing.
    pub value: Number,
    /// Where it is written.
    pub cite: String,
    /// How far it may be trusted.
    pub status: Status,
    /// The file it is written in.
    pub path: String,
    /// Where in its file.
    pub span: Span,
}
