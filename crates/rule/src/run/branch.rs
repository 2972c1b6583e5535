//! Joining the answers of steps, word by word.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use crate::plan::{Branch, Fixed, Ref};
use crate::run::{Planes, Scratch};

/// The steps so far, with the place of each among those that may leave rows to a person.
pub(super) type Steps<'s, const W: usize> = (&'s [Option<usize>], &'s Scratch<W>);

/// The (yes, no) bitmaps of a part.
#[inline(always)]
pub(super) fn sides<const W: usize>(part: Ref, planes: &[Planes<W>]) -> (&[u64; W], &[u64; W]) {
    let none = const { &[0; W] };
    let all = const { &[u64::MAX; W] };
    let of = |at: usize| planes.get(at).map_or((none, none), |found| (&found.yes, &found.no));
    match part {
        Ref::Constant(Fixed::Yes) => (all, none),
        Ref::Constant(Fixed::No) => (none, all),
        Ref::Constant(Fixed::Unknown | Fixed::Person) => (none, none),
        Ref::Step(at) => of(at),
        Ref::Not(at) => {
            let (yes, no) = of(at);
            (no, yes)
        }
    }
}

/// Puts what is certain of the joined answers into `out`; `steps` are those before it.
#[inline(always)]
pub(super) fn join<const W: usize>(branch: &Branch, steps: &[Planes<W>], out: &mut Planes<W>) {
    match branch {
        Branch::And(parts) => {
            (out.yes, out.no) = both(parts.iter().map(|part| sides(*part, steps)));
        }
        Branch::Or(parts) => {
            (out.no, out.yes) = both(parts.iter().map(|part| sides(!*part, steps)));
        }
        Branch::If(test, yes, no) => {
            let test = sides(*test, steps);
            let (yes, no) = (sides(*yes, steps), sides(*no, steps));
            *out = Planes { yes: chosen(test, yes.0, no.0), no: chosen(test, yes.1, no.1) };
        }
    }
}

/// Where all parts have their first side, and where any has its second.
#[inline(always)]
fn both<'s, const W: usize>(
    parts: impl Iterator<Item = (&'s [u64; W], &'s [u64; W])>,
) -> ([u64; W], [u64; W]) {
    let (mut all, mut any) = ([u64::MAX; W], [0; W]);
    for (first, second) in parts {
        for ((all, any), (first, second)) in
            all.iter_mut().zip(&mut any).zip(first.iter().zip(second))
        {
            *all &= first;
            *any |= second;
        }
    }
    (all, any)
}

/// The first where the test is so, the second where it is not.
#[inline(always)]
fn chosen<const W: usize>(
    (is, is_not): (&[u64; W], &[u64; W]),
    first: &[u64; W],
    second: &[u64; W],
) -> [u64; W] {
    let mut out = [0; W];
    let words = is.iter().zip(is_not).zip(first.iter().zip(second));
    for (slot, ((is, is_not), (first, second))) in out.iter_mut().zip(words) {
        *slot = is & first | is_not & second;
    }
    out
}

/// The rows of a part that are a person's.
#[inline(always)]
pub(super) fn person<const W: usize>(part: Ref, (places, scratch): Steps<'_, W>) -> [u64; W] {
    match part {
        Ref::Constant(Fixed::Person) => [u64::MAX; W],
        Ref::Constant(Fixed::Yes | Fixed::No | Fixed::Unknown) => [0; W],
        Ref::Step(at) | Ref::Not(at) => {
            let place = places.get(at).copied().flatten();
            place.and_then(|place| scratch.persons.get(place)).copied().unwrap_or([0; W])
        }
    }
}

/// The rows of a part that wait for a fact.
#[inline(always)]
fn unknown<const W: usize>(part: Ref, steps: Steps<'_, W>) -> [u64; W] {
    let (yes, no) = sides(part, &steps.1.planes);
    rest(yes, no, &person(part, steps))
}

/// The rows in none of three bitmaps.
#[inline(always)]
pub(super) fn rest<const W: usize>(
    first: &[u64; W],
    second: &[u64; W],
    third: &[u64; W],
) -> [u64; W] {
    let mut out = [0; W];
    for (slot, ((first, second), third)) in out.iter_mut().zip(first.iter().zip(second).zip(third))
    {
        *slot = !(first | second | third);
    }
    out
}

/// The rows of the joined answers that are a person's: open, and no part waits for a fact.
#[inline(always)]
pub(super) fn persons<const W: usize>(
    branch: &Branch,
    planes: &Planes<W>,
    steps: Steps<'_, W>,
) -> [u64; W] {
    let mut waits = [0; W];
    let mut add = |words: [u64; W]| {
        for (slot, word) in waits.iter_mut().zip(words) {
            *slot |= word;
        }
    };
    match branch {
        Branch::And(parts) | Branch::Or(parts) => {
            for part in parts {
                add(unknown(*part, steps));
            }
        }
        Branch::If(test, yes, no) => {
            add(unknown(*test, steps));
            let test = sides(*test, &steps.1.planes);
            add(chosen(test, &unknown(*yes, steps), &unknown(*no, steps)));
        }
    }
    rest(&planes.yes, &planes.no, &waits)
}
