//! Formulas that make sense, and what is said about those that do not.

#![expect(clippy::expect_used, reason = "a test ends where something is missing")]

mod agree;
mod good;
mod lower;
mod refused;
mod robust;
mod schema;
