//! Content: policies, facts, sources and calendars read from text files, checked, dated and cited.

mod file;
mod form;
mod schema;
mod shape;
mod written;

pub use file::{File, FileFault};
pub use schema::schema;
