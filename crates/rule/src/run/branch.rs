//! Joining the answers of steps, word by word.

use crate::plan::{Branch, Fixed, Ref};
use crate::run::{Chunk, Planes, Scratch, WORDS};

const NONE: Chunk = [0; WORDS];
const ALL: Chunk = [u64::MAX; WORDS];

/// The (yes, no) bitmaps of a part.
pub(super) fn sides(part: Ref, scratch: &Scratch) -> (&Chunk, &Chunk) {
    let of =
        |at: usize| scratch.planes.get(at).map_or((&NONE, &NONE), |found| (&found.yes, &found.no));
    match part {
        Ref::Constant(Fixed::Yes) => (&ALL, &NONE),
        Ref::Constant(Fixed::No) => (&NONE, &ALL),
        Ref::Constant(Fixed::Unknown | Fixed::Person) => (&NONE, &NONE),
        Ref::Step(at) => of(at),
        Ref::Not(at) => {
            let (yes, no) = of(at);
            (no, yes)
        }
    }
}

/// What is certain of the joined answers.
pub(super) fn join(branch: &Branch, scratch: &Scratch) -> Planes {
    match branch {
        Branch::And(parts) => {
            let (yes, no) = both(parts, scratch, sides);
            Planes { yes, no }
        }
        Branch::Or(parts) => {
            let turned = |part: Ref, scratch| {
                let (yes, no) = sides(part, scratch);
                (no, yes)
            };
            let (no, yes) = both(parts, scratch, turned);
            Planes { yes, no }
        }
        Branch::If(test, yes, no) => {
            chosen(sides(*test, scratch), sides(*yes, scratch), sides(*no, scratch))
        }
    }
}

/// Where all parts have their first side, and where any has its second.
#[inline]
fn both<'a>(
    parts: &[Ref],
    scratch: &'a Scratch,
    sides: impl Fn(Ref, &'a Scratch) -> (&'a Chunk, &'a Chunk),
) -> (Chunk, Chunk) {
    let (mut all, mut any) = (ALL, NONE);
    for part in parts {
        let (first, second) = sides(*part, scratch);
        for ((all, any), (first, second)) in
            all.iter_mut().zip(&mut any).zip(first.iter().zip(second))
        {
            *all &= first;
            *any |= second;
        }
    }
    (all, any)
}

fn chosen(test: (&Chunk, &Chunk), yes: (&Chunk, &Chunk), no: (&Chunk, &Chunk)) -> Planes {
    let mut planes = Planes::EMPTY;
    let choice = test.0.iter().zip(test.1);
    let outcomes = yes.0.iter().zip(yes.1).zip(no.0.iter().zip(no.1));
    let out = planes.yes.iter_mut().zip(&mut planes.no);
    for (((is, is_not), ((yes_yes, yes_no), (no_yes, no_no))), (yes, no)) in
        choice.zip(outcomes).zip(out)
    {
        *yes = is & yes_yes | is_not & no_yes;
        *no = is & yes_no | is_not & no_no;
    }
    planes
}

/// The rows of a part that are a person's.
pub(super) fn person(part: Ref, (places, scratch): (&[Option<usize>], &Scratch)) -> Chunk {
    match part {
        Ref::Constant(Fixed::Person) => ALL,
        Ref::Constant(Fixed::Yes | Fixed::No | Fixed::Unknown) => NONE,
        Ref::Step(at) | Ref::Not(at) => {
            let place = places.get(at).copied().flatten();
            place.and_then(|place| scratch.persons.get(place)).copied().unwrap_or(NONE)
        }
    }
}

/// The rows of a part that wait for a fact.
fn unknown(part: Ref, persons: (&[Option<usize>], &Scratch)) -> Chunk {
    let (yes, no) = sides(part, persons.1);
    let person = person(part, persons);
    let mut out = NONE;
    for ((slot, person), (yes, no)) in out.iter_mut().zip(&person).zip(yes.iter().zip(no)) {
        *slot = !(yes | no | person);
    }
    out
}

/// The rows of the joined answers that are a person's: open, and no part waits for a fact.
pub(super) fn persons(branch: &Branch, planes: &Planes, of: (&[Option<usize>], &Scratch)) -> Chunk {
    let waits = match branch {
        Branch::And(parts) | Branch::Or(parts) => {
            let mut waits = NONE;
            for part in parts {
                for (slot, word) in waits.iter_mut().zip(unknown(*part, of)) {
                    *slot |= word;
                }
            }
            waits
        }
        Branch::If(test, yes, no) => {
            let (is, is_not) = sides(*test, of.1);
            let waits = unknown(*test, of);
            let (yes, no) = (unknown(*yes, of), unknown(*no, of));
            let mut out = NONE;
            let words = waits.iter().zip(is.iter().zip(is_not)).zip(yes.iter().zip(&no));
            for (slot, ((wait, (is, is_not)), (yes, no))) in out.iter_mut().zip(words) {
                *slot = wait | is & yes | is_not & no;
            }
            out
        }
    };
    let mut out = NONE;
    let settled = planes.yes.iter().zip(&planes.no);
    for (slot, ((yes, no), wait)) in out.iter_mut().zip(settled.zip(&waits)) {
        *slot = !(yes | no | wait);
    }
    out
}
