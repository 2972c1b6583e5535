//! How often somebody may ask: a steady rate with room for a burst, by session, key or address.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use store::Moment;

/// A steady rate, and how many may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second.
    pub steady: u32,
    /// Requests at once.
    pub burst: u32,
}

/// Who asked how often.
#[derive(Debug)]
pub struct Limits {
    rate: Option<Rate>,
    /// The moment in nanoseconds at which each would have used up what it was given so far.
    due: Mutex<HashMap<String, i128>>,
    /// Requests that were told to wait since somebody looked.
    turned: AtomicU64,
}

/// Askers that are kept in mind. Who has used up what they were given makes room; where everybody
/// is busy, who comes then waits.
const MOST: usize = 50_000;

/// Nanoseconds of a second.
const SECOND: i128 = 1_000_000_000;

impl Limits {
    /// No limit where there is no rate.
    pub fn new(rate: Option<Rate>) -> Self {
        Self { rate, due: Mutex::default(), turned: AtomicU64::default() }
    }

    /// Lets a request in, or says after how many seconds it is worth asking again.
    pub fn admit(&self, who: &str, now: Moment) -> Result<(), u64> {
        let admitted = self.weigh(who, now);
        if admitted.is_err() {
            self.turned.fetch_add(1, Ordering::Relaxed);
        }
        admitted
    }

    /// How many were told to wait since this was asked last.
    pub fn turned(&self) -> u64 {
        self.turned.swap(0, Ordering::Relaxed)
    }

    fn weigh(&self, who: &str, now: Moment) -> Result<(), u64> {
        let Some(rate) = self.rate else { return Ok(()) };
        let each = SECOND / i128::from(rate.steady.max(1));
        let now = now.timestamp().as_nanosecond();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= MOST && !due.contains_key(who) {
            due.retain(|_, due| *due > now);
            if due.len() >= MOST {
                return Err(1);
            }
        }
        let before = due.get(who).copied().unwrap_or(now).max(now);
        let ahead = before.saturating_sub(now);
        let room = each.saturating_mul(i128::from(rate.burst));
        if ahead.saturating_add(each) > room {
            let wait = ahead.saturating_add(each).saturating_sub(room);
            return Err(u64::try_from(wait.div_euclid(SECOND)).map_or(1, |whole| whole + 1));
        }
        due.insert(who.to_owned(), before.saturating_add(each));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millisecond: i64) -> Moment {
        Moment::new(jiff::Timestamp::from_millisecond(millisecond).unwrap())
    }

    #[test]
    fn a_burst_is_let_in_and_then_the_steady_rate() {
        let limits = Limits::new(Some(Rate { steady: 10, burst: 3 }));
        let asked = |who, time| limits.admit(who, at(time));
        assert_eq!([asked("甲", 0), asked("甲", 0), asked("甲", 0)], [Ok(()); 3]);
        assert_eq!(asked("甲", 0), Err(1));
        assert_eq!(asked("乙", 0), Ok(()));
        assert_eq!(asked("甲", 99), Err(1));
        assert_eq!(asked("甲", 100), Ok(()));
        assert_eq!(asked("甲", 100), Err(1));
        assert_eq!([limits.turned(), limits.turned()], [3, 0]);
    }

    #[test]
    fn a_rate_is_kept_that_does_not_divide_a_second() {
        let limits = Limits::new(Some(Rate { steady: 600, burst: 1 }));
        let admitted = (0..1000).filter(|time| limits.admit("甲", at(*time)).is_ok()).count();
        assert_eq!(admitted, 500, "every other millisecond, for 5/3 ms each");
        let limits = Limits::new(Some(Rate { steady: 3000, burst: 6 }));
        let admitted = (0..100).filter(|_| limits.admit("甲", at(0)).is_ok()).count();
        assert_eq!(admitted, 6);
    }

    #[test]
    fn where_everybody_is_busy_nobody_else_is_kept_in_mind() {
        let limits = Limits::new(Some(Rate { steady: 1, burst: 10 }));
        assert!((0..MOST).all(|who| limits.admit(&who.to_string(), at(0)).is_ok()));
        assert_eq!(limits.admit("甲", at(0)), Err(1));
        assert_eq!(limits.admit("0", at(0)), Ok(()));
        // A second later all but one have used up what they were given.
        assert_eq!(limits.admit("甲", at(1000)), Ok(()));
    }

    #[test]
    fn without_a_rate_everybody_is_let_in() {
        let limits = Limits::new(None);
        assert!((0..10_000).all(|_| limits.admit("甲", at(0)).is_ok()));
    }
}
