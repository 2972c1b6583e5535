//! Exact numbers.

use dashu::rational::RBig;

/// An exact number: a ratio of two integers of any length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub(crate) RBig);
