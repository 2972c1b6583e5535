//! Reasons, on enterprises made by hand.

mod zone;

mod changes;
mod figures;
mod gaps;
mod missing;
mod small;
