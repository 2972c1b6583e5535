//! The commands as a person or a program calls them: the built binary, its output and exit code.
#![cfg(test)]

mod alter;
mod amend;
mod asked;
mod check;
mod desk;
mod eval;
mod fill;
mod form;
mod full;
mod import;
mod invented;
mod judged;
mod keep;
mod looked;
mod marked;
mod matching;
mod package;
mod parts;
mod readme;
mod review;
mod serve;
mod shelf;
mod stages;
mod template;
mod titles;
mod units;
mod why;
mod workbook;
mod zone;
