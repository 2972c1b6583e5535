//! Whether two statements say the same, each as exactly as it was written.

use base::Unit;

use super::{Entry, Stated};
use crate::enterprise::normalised;

/// A value, and the unit that it was written in: it says no more than it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// The value.
    pub value: &'a Stated,
    /// The unit's symbol; none where it has no unit.
    pub unit: Option<&'a str>,
}

impl<'a> From<&Entry<'a>> for Written<'a> {
    fn from(entry: &Entry<'a>) -> Self {
        Self { value: entry.value, unit: entry.origin.unit.as_deref() }
    }
}

/// Whether two statements do not contradict each other.
///
/// A figure says no more than it was written with: 1234.57 万元 agrees with every amount that
/// rounds to it. Texts agree whatever their spaces, width and brackets.
pub fn agree<'a>(one: impl Into<Written<'a>>, other: impl Into<Written<'a>>) -> bool {
    let (one, other) = (one.into(), other.into());
    match (one.value, other.value) {
        (
            Stated::Number { units: a, decimals: of_a },
            Stated::Number { units: b, decimals: of_b },
        ) => {
            let decimals = *of_a.max(of_b);
            let (Some(a), Some(b)) = (scaled(*a, *of_a, decimals), scaled(*b, *of_b, decimals))
            else {
                return one.value == other.value;
            };
            if a == b {
                return true;
            }
            let coarser = scaled_grain(one, decimals).max(scaled_grain(other, decimals));
            // Half of the last place that was written, rounded either way.
            a.abs_diff(b) * 2 <= if coarser <= 1 { 0 } else { coarser }
        }
        (Stated::Text(a), Stated::Text(b)) => a == b || normalised(a) == normalised(b),
        (a, b) => a == b,
    }
}

/// The last place that a figure was written with, in its own least steps; 1 where that is all
/// that can be said.
pub(super) fn grain(written: Written<'_>) -> u128 {
    let Stated::Number { units, decimals } = written.value else { return 1 };
    let Some(unit) = unit_of(written.unit, *decimals) else { return 1 };
    let units = u128::from(units.unsigned_abs());
    // A zero is exact; and a place before the point of the unit is written, even if it is 0.
    let mut grain = if units == 0 { 1 } else { unit };
    while grain > 1 && units % grain != 0 {
        if grain % 10 != 0 {
            return 1;
        }
        grain /= 10;
    }
    grain.max(1)
}

/// How many least steps one of the unit is that a column was written in.
fn unit_of(unit: Option<&str>, decimals: u8) -> Option<u128> {
    let unit = Unit::parse(unit?)?;
    let step = 10u128.checked_pow(u32::from(decimals))?;
    let (num, den) = (u128::try_from(unit.scale.num).ok()?, u128::try_from(unit.scale.den).ok()?);
    let steps = step.checked_mul(num)?;
    (steps % den == 0).then(|| steps / den)
}

fn scaled(units: i64, from: u8, to: u8) -> Option<i128> {
    10i128.checked_pow(u32::from(to - from))?.checked_mul(i128::from(units))
}

fn scaled_grain(written: Written<'_>, to: u8) -> u128 {
    let Stated::Number { decimals, .. } = written.value else { return 1 };
    let up = 10u128.checked_pow(u32::from(to.saturating_sub(*decimals)));
    let written = grain(written);
    // A figure in its own least step is exact.
    if written == 1 { 1 } else { up.and_then(|up| up.checked_mul(written)).unwrap_or(1) }
}
