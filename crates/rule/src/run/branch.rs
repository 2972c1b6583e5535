//! Joining the answers of steps, word by word.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use std::ops::Range;

use pulp::Simd;

use crate::plan::{Branch, Fixed, Ref};
use crate::run::{Planes, Scratch, kernel};

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

/// Answers joined by *and* or *or*, none of them a constant: where all parts have one side, and
/// where any has the other.
#[derive(Clone, Debug)]
pub(super) struct Join {
    /// By *or*: its no is where all parts are no.
    either: bool,
    parts: Range<usize>,
}

/// A side of a step's answers: twice its position, and one more for its no. (A plan for a whole
/// grid is read once a chunk, so it should be small.)
#[derive(Clone, Copy, Debug)]
pub(super) struct Part(u32);

impl Join {
    /// The branch as a join, whose parts are added to `parts`; `None` where it is none.
    pub(super) fn new(branch: &Branch, parts: &mut Vec<Part>) -> Option<Self> {
        let (of, either) = match branch {
            Branch::And(of) => (of, false),
            Branch::Or(of) => (of, true),
            Branch::If(..) => return None,
        };
        let sides = of.iter().map(|part| Part::new(if either { !*part } else { *part }));
        let sides: Vec<Part> = sides.collect::<Option<_>>()?;
        let from = parts.len();
        parts.extend(sides);
        Some(Self { either, parts: from..parts.len() })
    }

    /// Puts what is certain into `out`; `parts` are those of all joins, `steps` those before it.
    #[inline(always)]
    pub(super) fn work_out<S: Simd, const W: usize>(
        &self,
        simd: S,
        (parts, steps): (&[Part], &[Planes<W>]),
        out: &mut Planes<W>,
    ) {
        let parts = parts.get(self.parts.clone()).unwrap_or_default();
        let (all, any) = both(simd, parts.iter().map(|part| part.sides(steps)));
        (out.yes, out.no) = if self.either { (any, all) } else { (all, any) };
    }
}

impl Part {
    fn new(part: Ref) -> Option<Self> {
        let (at, no) = match part {
            Ref::Constant(_) => return None,
            Ref::Step(at) => (at, 0),
            Ref::Not(at) => (at, 1),
        };
        Some(Self(u32::try_from(at).ok()?.checked_mul(2)? | no))
    }

    /// The side, and the one opposite to it.
    #[inline(always)]
    fn sides<const W: usize>(self, planes: &[Planes<W>]) -> (&[u64; W], &[u64; W]) {
        let none = const { &[0; W] };
        let found = usize::try_from(self.0 >> 1).ok().and_then(|at| planes.get(at));
        let (yes, no) = found.map_or((none, none), |found| (&found.yes, &found.no));
        if self.0 & 1 == 0 { (yes, no) } else { (no, yes) }
    }
}

/// Puts what is certain of the joined answers into `out`; `steps` are those before it.
#[inline(always)]
pub(super) fn join<S: Simd, const W: usize>(
    simd: S,
    branch: &Branch,
    steps: &[Planes<W>],
    out: &mut Planes<W>,
) {
    match branch {
        Branch::And(parts) => {
            (out.yes, out.no) = both(simd, parts.iter().map(|part| sides(*part, steps)));
        }
        Branch::Or(parts) => {
            (out.no, out.yes) = both(simd, parts.iter().map(|part| sides(!*part, steps)));
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
fn both<'s, S: Simd, const W: usize>(
    simd: S,
    parts: impl Iterator<Item = (&'s [u64; W], &'s [u64; W])>,
) -> ([u64; W], [u64; W]) {
    let (mut all, mut any) = ([u64::MAX; W], [0; W]);
    for (first, second) in parts {
        kernel::keep(simd, &mut all, first);
        kernel::add_rows(simd, &mut any, second);
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
