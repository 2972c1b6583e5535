//! Work lists along the ladder (登高、升规): whose papers run out, who is on the way to 规上.

mod paper;
mod way;

pub use paper::{Paper, expiring};
pub use way::{approaching, towards};
