//! Where answers are written.

mod book;
pub mod csv;
mod firms;
pub mod jsonl;
pub mod list;
pub mod marked;
mod pages;
pub mod patch;
pub mod reasons;
pub(crate) mod steady;
mod style;
pub mod whole;
pub mod work;
pub mod xlsx;
