//! Moments as the database keeps them: UTC, to the millisecond, in one width.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use crate::error::Error;

/// A point in time, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// The moment, its part below a millisecond dropped.
    #[must_use]
    pub fn new(timestamp: Timestamp) -> Self {
        Self(Timestamp::from_millisecond(timestamp.as_millisecond()).unwrap_or(timestamp))
    }

    /// What the database has in `column`.
    pub(crate) fn read(text: &str, column: &'static str) -> Result<Self, Error> {
        text.parse().map(Self).map_err(|_| Error::Damaged { column })
    }

    /// As the clocks of China have it, to the minute: `2026-11-21 11:04`.
    #[must_use]
    pub fn china(self) -> String {
        self.0.to_zoned(china()).strftime("%F %H:%M").to_string()
    }

    /// The moment as a timestamp.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
}

/// The time of China: eight hours ahead; no summer time since 1991.
#[must_use]
pub fn china() -> TimeZone {
    TimeZone::fixed(offset(8))
}

impl fmt::Display for Moment {
    /// `2026-11-21T03:04:05.678Z`: in one width, so that texts sort as moments do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

/// Tells the time; only the program at the top looks at the machine's clock.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks `tell`.
    pub fn new(tell: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The moment it is.
    pub fn tell(&self) -> Moment {
        Moment::new((self.0)())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_one_width() {
        let moment = |text: &str| Moment::new(text.parse().unwrap()).to_string();
        assert_eq!(moment("2026-11-21T11:04:05.6789+08:00"), "2026-11-21T03:04:05.678Z");
        assert_eq!(moment("2026-11-21T03:04:05Z"), "2026-11-21T03:04:05.000Z");
    }

    #[test]
    fn people_read_the_clocks_of_china() {
        let late = Moment::new("2026-11-21T16:04:59Z".parse().unwrap());
        assert_eq!(late.china(), "2026-11-22 00:04");
    }
}
