//! Where answers are written.

mod book;
pub mod csv;
mod firms;
pub mod jsonl;
mod pages;
pub mod reasons;
mod style;
pub mod xlsx;
