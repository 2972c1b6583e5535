//! The one time of China, wherever the machine stands.

use base::Day;
use jiff::{SignedDuration, Timestamp, Zoned};
use store::{Error, Moment, Store, china};
use zone::Seq;

/// A moment as the clocks of China have it.
#[must_use]
pub fn clock(moment: Timestamp) -> Zoned {
    moment.to_zoned(china())
}

/// The day that a moment is.
#[must_use]
pub fn day(moment: Moment) -> Day {
    clock(moment.timestamp()).date()
}

/// An hour of a day; `None` where that is beyond what clocks count.
#[must_use]
pub fn hour(day: Day, hour: i8) -> Option<Timestamp> {
    Some(day.at(hour, 0, 0, 0).to_zoned(china()).ok()?.timestamp())
}

/// The last line of the journal by which something was known: its number, or the last before a
/// day ended; `None` where the text is neither.
///
/// # Errors
/// Where the register cannot be read.
pub fn line(store: &Store, text: &str) -> Result<Option<Seq>, Error> {
    if let Ok(seq) = text.parse() {
        return Ok(Some(Seq(seq)));
    }
    last_moment(text).map(|moment| store.known_at(moment)).transpose()
}

fn last_moment(text: &str) -> Option<Moment> {
    let next = hour(base::parse_day(text)?.tomorrow().ok()?, 0)?;
    Some(Moment::new(next.checked_sub(SignedDuration::from_millis(1)).ok()?))
}
