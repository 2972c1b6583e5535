//! Content: policies, facts, sources and calendars read from text files, checked, dated and cited.

pub mod case;
mod check;
pub mod feed;
mod file;
mod form;
mod lower;
mod page;
mod read;
mod schema;
mod shape;
pub mod shelf;
mod stray;
mod syntax;
pub mod target;
mod written;

pub use check::check;
pub use file::{File, FileFault};
pub use read::read;
pub use schema::schema;
pub use shelf::{Policy, Shelf};
pub use syntax::slip;
