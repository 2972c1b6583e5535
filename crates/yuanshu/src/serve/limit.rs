//! How often somebody may ask: a steady rate with room for a burst, by session, key or address.

use std::collections::HashMap;
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
    /// The moment in milliseconds at which each would have used up what it was given so far.
    due: Mutex<HashMap<String, i64>>,
}

/// Askers that are kept in mind; those who were quiet longest make room.
const MOST: usize = 50_000;

impl Limits {
    /// No limit where there is no rate.
    pub fn new(rate: Option<Rate>) -> Self {
        Self { rate, due: Mutex::default() }
    }

    /// Lets a request in, or says after how many seconds it is worth asking again.
    pub fn admit(&self, who: &str, now: Moment) -> Result<(), u64> {
        let Some(rate) = self.rate else { return Ok(()) };
        let each = 1000 / i64::from(rate.steady.max(1));
        let now = now.timestamp().as_millisecond();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= MOST && !due.contains_key(who) {
            due.retain(|_, due| *due > now);
        }
        let before = due.get(who).copied().unwrap_or(now).max(now);
        let ahead = before.saturating_sub(now);
        let room = each.saturating_mul(i64::from(rate.burst));
        if ahead.saturating_add(each) > room {
            let wait = ahead.saturating_add(each).saturating_sub(room);
            return Err(u64::try_from(wait).unwrap_or(0).div_ceil(1000).max(1));
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
    }

    #[test]
    fn without_a_rate_everybody_is_let_in() {
        let limits = Limits::new(None);
        assert!((0..10_000).all(|_| limits.admit("甲", at(0)).is_ok()));
    }
}
