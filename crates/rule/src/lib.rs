//! The rule language: formulas over facts, answered with yes, no or unknown, and why.

pub mod bits;
pub mod decision;
pub mod expr;
pub mod fact;
pub mod fault;
pub mod function;
pub mod number;
pub mod row;
pub mod table;
pub mod value;
