//! Where a zone's register is kept: its rows, its journal, and nothing that decides.

mod backup;
mod copy;
mod db;
mod enterprise;
mod error;
mod export;
mod fact;
mod hash;
mod heads;
mod import;
mod journal;
mod lease;
mod meta;
mod migrate;
mod moment;
mod origin;
mod place;
mod readers;
mod session;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod verify;
mod writer;

pub use backup::Restored;
pub use db::Cell;
pub use enterprise::Merge;
pub use error::Error;
pub use export::{Piece, Take};
pub use fact::{Correction, NewReview, NewSettlement, Outcome, Review};
pub use hash::Hash;
pub use import::{Import, Imported, Intake, Said};
pub use journal::{Deed, Head, Line};
pub use lease::Patience;
pub use moment::{Clock, Moment};
pub use origin::{Known, Standing};
pub use place::Place;
pub use session::Opening;
pub use store::Store;
pub use table::{Kind, TABLES, Table};
pub use verify::{Broken, Verified};
