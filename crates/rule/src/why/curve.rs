//! Quotients of polynomials in one figure: what a formula is while all others stay.

use smallvec::{SmallVec, smallvec};

use crate::number::Number;

/// The most coefficients a polynomial may have: what grows beyond is not followed.
const MOST_TERMS: usize = 5;

/// A polynomial, the constant first; the last coefficient is not 0. Most have two at most.
#[derive(Clone, Debug, PartialEq)]
struct Poly(Terms);

type Terms = SmallVec<[Number; 2]>;

impl Poly {
    fn of(mut terms: Terms) -> Option<Self> {
        while terms.last().is_some_and(Number::is_zero) {
            terms.pop();
        }
        (terms.len() <= MOST_TERMS).then_some(Self(terms))
    }

    fn constant(number: Number) -> Self {
        Self(if number.is_zero() { Terms::new() } else { smallvec![number] })
    }

    fn is_one(&self) -> bool {
        matches!(self.0.as_slice(), [one] if *one == Number::ONE)
    }

    fn add(&self, other: &Self) -> Option<Self> {
        let (long, short) =
            if self.0.len() >= other.0.len() { (self, other) } else { (other, self) };
        let mut terms = long.0.clone();
        for (term, other) in terms.iter_mut().zip(&short.0) {
            *term = term.checked_add(other)?;
        }
        Self::of(terms)
    }

    fn multiply(&self, other: &Self) -> Option<Self> {
        if self.is_one() {
            return Some(other.clone());
        }
        if other.is_one() {
            return Some(self.clone());
        }
        let mut terms: Terms = smallvec![Number::ZERO; self.0.len() + other.0.len()];
        for (at, one) in self.0.iter().enumerate() {
            for (slot, two) in terms.iter_mut().skip(at).zip(&other.0) {
                *slot = slot.checked_add(&one.checked_mul(two)?)?;
            }
        }
        Self::of(terms)
    }

    fn negated(&self) -> Self {
        Self(self.0.iter().map(Number::negated).collect())
    }

    /// Where it is 0, to 34 digits; `None` where that is not worked out.
    fn roots(&self) -> Option<Vec<Number>> {
        match self.0.as_slice() {
            [] | [_] => Some(Vec::new()),
            [constant, slope] => Some(vec![constant.negated().checked_div(slope)?]),
            [c, b, a] => {
                let four = Number::from_i64(4).checked_mul(a)?.checked_mul(c)?;
                let under = b.checked_mul(b)?.checked_sub(&four)?;
                if under.sign().is_lt() {
                    return Some(Vec::new());
                }
                let (root, twice) = (under.sqrt()?, a.checked_add(a)?);
                let minus = b.negated().checked_sub(&root)?.checked_div(&twice)?;
                let plus = b.negated().checked_add(&root)?.checked_div(&twice)?;
                Some(vec![minus, plus])
            }
            _ => None,
        }
    }
}

/// A quotient of two polynomials in the figure that is moved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    top: Poly,
    bottom: Poly,
}

impl Curve {
    pub(super) fn constant(number: Number) -> Self {
        Self { top: Poly::constant(number), bottom: Poly::constant(Number::ONE) }
    }

    /// The figure itself.
    pub(super) fn moved() -> Self {
        Self {
            top: Poly(smallvec![Number::ZERO, Number::ONE]),
            bottom: Poly::constant(Number::ONE),
        }
    }

    /// Whether the figure is in it.
    pub(super) fn bends(&self) -> bool {
        self.top.0.len() > 1 || self.bottom.0.len() > 1
    }

    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        if self.bottom == other.bottom {
            return Some(Self { top: self.top.add(&other.top)?, bottom: self.bottom.clone() });
        }
        let left = self.top.multiply(&other.bottom)?;
        let right = other.top.multiply(&self.bottom)?;
        Some(Self { top: left.add(&right)?, bottom: self.bottom.multiply(&other.bottom)? })
    }

    pub(super) fn subtract(&self, other: &Self) -> Option<Self> {
        self.add(&other.negated())
    }

    pub(super) fn negated(&self) -> Self {
        Self { top: self.top.negated(), bottom: self.bottom.clone() }
    }

    pub(super) fn multiply(&self, other: &Self) -> Option<Self> {
        let (top, bottom) = (self.top.multiply(&other.top)?, self.bottom.multiply(&other.bottom)?);
        Some(Self { top, bottom })
    }

    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        let (top, bottom) = (self.top.multiply(&other.bottom)?, self.bottom.multiply(&other.top)?);
        Some(Self { top, bottom })
    }

    /// To a constant power; what bends, to a small whole one.
    pub(super) fn power(&self, exponent: &Self) -> Option<Self> {
        let exponent = exponent.value()?;
        if let Some(base) = self.value() {
            return base.checked_pow(&exponent).map(Self::constant);
        }
        let times = exponent.to_i64_scaled(0).filter(|times| (0..=4).contains(times))?;
        (0..times).try_fold(Self::constant(Number::ONE), |power, _| power.multiply(self))
    }

    /// What it is, where the figure is not in it.
    fn value(&self) -> Option<Number> {
        match (self.top.0.as_slice(), self.bottom.0.as_slice()) {
            ([], [_]) => Some(Number::ZERO),
            ([top], [bottom]) => top.checked_div(bottom),
            _ => None,
        }
    }

    /// Where it may change its sign: it is 0 there, or has no value. `None` where that is not
    /// worked out.
    pub(super) fn turns(&self) -> Option<Vec<Number>> {
        let mut turns = self.top.roots()?;
        turns.extend(self.bottom.roots()?);
        Some(turns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i64) -> Curve {
        Curve::constant(Number::from_i64(number))
    }

    fn shown(curve: &Curve) -> Option<Vec<String>> {
        Some(curve.turns()?.iter().map(Number::to_string).collect())
    }

    #[test]
    fn a_share_of_a_sum_turns_where_it_reaches_its_threshold() {
        // x / (100 + x) = 20 % at x = 25; the sum is 0 at -100.
        let x = Curve::moved();
        let share = x.divide(&whole(100).add(&x).expect("a sum")).expect("a share");
        let fifth = whole(1).divide(&whole(5)).expect("a fifth");
        let turns = shown(&share.subtract(&fifth).expect("a difference"));
        assert_eq!(turns, Some(vec!["25".to_owned(), "-100".to_owned()]));
    }

    #[test]
    fn the_middle_year_of_an_average_growth_bends_twice() {
        // x / 2 + 8 / x = 5 at x = 2 and x = 8.
        let x = Curve::moved();
        let sum = x.divide(&whole(2)).and_then(|half| half.add(&whole(8).divide(&x)?));
        let turns = shown(&sum.and_then(|sum| sum.subtract(&whole(5))).expect("a curve"));
        assert_eq!(turns, Some(vec!["2".to_owned(), "8".to_owned(), "0".to_owned()]));
    }

    #[test]
    fn what_grows_too_long_or_too_steep_is_not_followed() {
        let x = Curve::moved();
        let cube = x.multiply(&x).and_then(|square| square.multiply(&x)).expect("a cube");
        assert_eq!(shown(&cube.subtract(&whole(8)).expect("a difference")), None);
        assert_eq!(cube.multiply(&cube), None);
    }
}
