//! Where answers are written.

pub mod jsonl;
