//! The rooms of the program that its commands and its tests share.

pub mod alter;
pub mod amend;
pub mod bench;
pub mod china;
pub mod command;
pub mod content;
mod doubt;
pub mod fill;
pub mod http;
pub mod import;
pub mod link;
pub mod read;
pub mod register;
pub mod say;
pub mod serve;
pub mod write;
