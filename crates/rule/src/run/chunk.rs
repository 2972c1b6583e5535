//! One chunk of rows: every step of a bound plan, worked out with the widest registers.
#![expect(
    clippy::inline_always,
    reason = "a loop is compiled for the wide registers only where it stands inside the dispatch"
)]

use pulp::Simd;
use pulp::bytemuck;

use crate::plan::{Cut, Step};
use crate::run::bind::{Bound, Climb, Gauged, Member, Ready};
use crate::run::points::{self, Points};
use crate::run::{Planes, Scratch, branch, kernel};

/// All steps of a chunk. (A closure would not do: its call is a function of its own, compiled
/// for every machine.)
struct Work<'w, 'a, const W: usize> {
    bound: &'w Bound<'a>,
    scratch: &'w mut Scratch<W>,
}

impl<const W: usize> pulp::WithSimd for Work<'_, '_, W> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { bound, scratch } = self;
        for place in &bound.added {
            if let Some(points) = scratch.points.get_mut(*place) {
                points.fill(0, 0);
            }
        }
        for gauged in &bound.gauged {
            gauged.work_out(simd, bound, scratch);
        }
        for (at, step) in &bound.steps {
            bound.step(simd, (*at, step), scratch);
            if bound.asking > 0
                && let Some(place) = bound.persons.get(*at).copied().flatten()
            {
                let rows = bound.left_to_persons((*at, step), scratch);
                if let Some(slot) = scratch.persons.get_mut(place) {
                    *slot = rows;
                }
            }
        }
    }
}

impl Bound<'_> {
    /// Works out every step for the rows from `start`, which begins a word.
    pub(super) fn chunk<const W: usize>(&self, start: usize, scratch: &mut Scratch<W>) {
        scratch.start = start;
        scratch.planes.resize(self.planned.len(), Planes::EMPTY);
        scratch.persons.resize(self.asking, [0; W]);
        scratch.points.resize_with(self.scores.len(), Points::default);
        self.arch.dispatch(Work { bound: self, scratch });
    }

    #[inline(always)]
    fn step<S: Simd, const W: usize>(
        &self,
        simd: S,
        (at, step): (usize, &Ready<'_>),
        scratch: &mut Scratch<W>,
    ) {
        let start = scratch.start;
        let Some((earlier, [slot, ..])) = scratch.planes.split_at_mut_checked(at) else { return };
        match step {
            Ready::Flag { yes, known } => {
                split(&kernel::words(yes, start), &kernel::words(known, start), slot);
            }
            Ready::Member(member) => member.chunk(simd, start, slot),
            Ready::Settled(settled) => {
                slot.yes = kernel::words(&settled.yes, start);
                slot.no = kernel::words(&settled.no, start);
            }
            Ready::Points { score, comparison, bound } => {
                let points = scratch.points.get(*score);
                *slot = points.map_or(Planes::EMPTY, |points| points.compared(*comparison, *bound));
            }
            Ready::Join(join) => join.work_out(simd, (&self.parts, earlier), slot),
            Ready::Branch(of) => branch::join(simd, of, earlier, slot),
            Ready::Score(score) => {
                let mut all = std::mem::take(&mut scratch.points);
                if let Some((earlier, [points, ..])) = all.split_at_mut_checked(score.place) {
                    let steps = (self.persons, &*scratch);
                    points::work_out((score.step, &score.marks), steps, earlier, points);
                }
                scratch.points = all;
            }
        }
    }

    /// The rows of a step that are a person's.
    fn left_to_persons<const W: usize>(
        &self,
        (at, step): (usize, &Ready<'_>),
        scratch: &Scratch<W>,
    ) -> [u64; W] {
        let Some(planes) = scratch.planes.get(at) else { return [0; W] };
        match step {
            Ready::Settled(settled) => kernel::words(&settled.person, scratch.start),
            Ready::Points { score, .. } => {
                scratch.points.get(*score).map_or([0; W], |points| points.persons(planes))
            }
            Ready::Join(_) | Ready::Branch(_) => match self.planned.get(at) {
                Some(Step::Branch(of)) => branch::persons(of, planes, (self.persons, scratch)),
                _ => [0; W],
            },
            Ready::Flag { .. } | Ready::Member(_) | Ready::Score(_) => [0; W],
        }
    }
}

impl Gauged<'_> {
    /// Works out what is read off the gauge.
    #[inline(always)]
    fn work_out<S: Simd, const W: usize>(
        &self,
        simd: S,
        bound: &Bound<'_>,
        scratch: &mut Scratch<W>,
    ) {
        let (columns, start) = (bound.columns.as_slice(), scratch.start);
        if self.cuts.is_empty() {
            // One word after the other, so that a quotient is divided while points are added.
            for word in 0..W {
                let place = (columns, start + word * 64);
                let (numbers, [known]) = self.gauge.read::<S, 1>(simd, place, &mut scratch.room);
                if let [numbers] = numbers {
                    self.climb(simd, (word, numbers, known), &mut scratch.points);
                }
            }
            return;
        }
        let (numbers, known) = self.gauge.read::<S, W>(simd, (columns, start), &mut scratch.room);
        // What was compared is masked after all of the gauge is: bytes that have just been written
        // cannot be read as a wider register yet.
        for (at, cut) in &self.cuts {
            if let Some(slot) = scratch.planes.get_mut(*at) {
                reached(simd, numbers, cut.low, &mut slot.yes);
                reached(simd, numbers, cut.high, &mut slot.no);
            }
        }
        for (at, cut) in &self.cuts {
            if let Some(slot) = scratch.planes.get_mut(*at) {
                inside(cut, &known, slot);
            }
        }
        for (word, (numbers, known)) in numbers.iter().zip(known).enumerate() {
            self.climb(simd, (word, numbers, known), &mut scratch.points);
        }
    }

    /// Adds the points of a word of rows to the scores that they go to.
    #[inline(always)]
    fn climb<S: Simd, const W: usize>(
        &self,
        simd: S,
        read: (usize, &[i64; 64], u64),
        scores: &mut [Points<W>],
    ) {
        for Climb { stairs, to } in &self.stairs {
            for place in to {
                if let Some(points) = scores.get_mut(*place) {
                    points.add(simd, stairs, read);
                }
            }
        }
    }
}

/// Where the numbers are at least the bound, if there is one.
#[inline(always)]
fn reached<S: Simd, const W: usize>(
    simd: S,
    numbers: &[[i64; 64]],
    bound: Option<i64>,
    out: &mut [u64; W],
) {
    let Some(bound) = bound else { return };
    for (out, numbers) in out.iter_mut().zip(numbers) {
        kernel::at_least(simd, numbers, bound, bytemuck::cast_mut(out));
    }
}

/// From where a cut's bounds are reached: yes inside of them, no outside, where it is known.
#[inline(always)]
fn inside<const W: usize>(cut: &Cut, known: &[u64; W], out: &mut Planes<W>) {
    let (low, high) = (cut.low.is_some(), cut.high.is_some());
    for ((yes, no), known) in out.yes.iter_mut().zip(&mut out.no).zip(known) {
        let from_low = if low { u64::from_le(*yes) } else { u64::MAX };
        let below_high = if high { !u64::from_le(*no) } else { u64::MAX };
        let inside = from_low & below_high;
        (*yes, *no) = (inside & known, known & !inside);
    }
}

impl Member<'_> {
    #[inline(always)]
    fn chunk<S: Simd, const W: usize>(&self, simd: S, start: usize, out: &mut Planes<W>) {
        let known: [u64; W] = kernel::words(self.known.words(), start);
        let words = out.yes.iter_mut().zip(&mut out.no).zip(known);
        for (word, ((yes, no), known)) in words.enumerate() {
            let block = kernel::block(self.places, start + word * 64);
            *yes = kernel::members(simd, &block, self.yes) & known;
            *no = known & !*yes;
            if self.open != 0 {
                *no &= !kernel::members(simd, &block, self.open);
            }
        }
    }
}

/// Yes where it is so and known, no where it is known and not so.
#[inline(always)]
fn split<const W: usize>(yes: &[u64; W], known: &[u64; W], out: &mut Planes<W>) {
    let out = out.yes.iter_mut().zip(&mut out.no);
    for ((yes, known), (out, no)) in yes.iter().zip(known).zip(out) {
        *out = yes & known;
        *no = known & !yes;
    }
}
