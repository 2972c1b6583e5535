//! Where answers are written.

mod book;
pub mod csv;
mod firms;
pub mod jsonl;
pub mod list;
mod pages;
pub mod reasons;
mod style;
pub mod xlsx;
