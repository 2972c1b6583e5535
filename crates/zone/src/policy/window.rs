//! Whether one can apply on a day.

use base::{Day, Span, Year};
use pack::Policy;

/// Whether one can apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The day is inside a window.
    Open,
    /// The year of the day has its window, and the day is outside it.
    Closed,
    /// Nobody has announced a window for that year, or it was not seen.
    Unknown,
}

impl Window {
    /// Whether one can apply for `policy` on the day `on`.
    pub fn of(policy: &Policy, on: Day) -> Self {
        let year = Span::between(Year::of(on).starts(), Year::of(on).ends());
        if policy.is_open(on) == Some(true) {
            Self::Open
        } else if policy.windows.iter().any(|window| window.days.overlaps(&year)) {
            Self::Closed
        } else {
            Self::Unknown
        }
    }

    /// As in the contracts: `open`, `closed`, `unknown`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}
