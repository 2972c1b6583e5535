//! Hands that work out what is asked of one enterprise, beside whoever asks.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads of their own: they never stand behind what is asked of everybody.
#[derive(Debug)]
pub(crate) struct Hands(ThreadPool);

impl Hands {
    /// As many as there are processors.
    pub(crate) fn new() -> std::io::Result<Self> {
        let named = ThreadPoolBuilder::new().thread_name(|at| format!("hand-{at}"));
        named.build().map(Self).map_err(std::io::Error::other)
    }

    /// What `work` makes of each, in their order. Whoever asks does not wait but takes a part; the
    /// longest come first, so that nobody is left with one at the end.
    pub(crate) fn share<T: Sync, R: Send>(
        &self,
        all: &[T],
        length: impl Fn(&T) -> usize,
        work: impl Fn(&T) -> R + Sync,
    ) -> Vec<R> {
        let mut order: Vec<(usize, &T)> = all.iter().enumerate().collect();
        order.sort_by_key(|(_, one)| Reverse(length(one)));
        let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(all.len())));
        let take = || order.get(next.fetch_add(1, Ordering::Relaxed));
        let part = || {
            let own: Vec<(usize, R)> =
                std::iter::from_fn(|| take().map(|(at, one)| (*at, work(one)))).collect();
            made.lock().unwrap_or_else(PoisonError::into_inner).extend(own);
        };
        self.0.in_place_scope(|scope| {
            for _ in 1..self.0.current_num_threads() {
                scope.spawn(|_| part());
            }
            part();
        });
        let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        made.sort_unstable_by_key(|(at, _)| *at);
        made.into_iter().map(|(_, one)| one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_told_in_its_order() {
        let hands = Hands::new().unwrap();
        let all: Vec<usize> = (0..100).collect();
        for _ in 0..50 {
            let done = AtomicUsize::new(0);
            let made = hands.share(
                &all,
                |one| one % 7,
                |one| (done.fetch_add(1, Ordering::Relaxed), one + 1).1,
            );
            assert_eq!((made, done.into_inner()), ((1..101).collect(), 100));
        }
        assert_eq!(hands.share(&[], |(): &()| 0, |()| 0), Vec::<i32>::new());
    }
}
