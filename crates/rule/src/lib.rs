//! The rule language: formulas over facts, answered with yes, no or unknown, and why.

pub mod bits;
pub mod check;
pub mod decide;
pub mod decision;
pub mod expr;
pub mod fact;
pub mod fault;
pub mod function;
pub mod near;
pub mod number;
pub mod parse;
pub mod picture;
pub mod plan;
pub mod row;
pub mod run;
pub mod table;
pub mod value;
pub mod walk;
pub mod why;
