//! Comparisons of weighted sums, and of quotients of two, with constants: bounds on a gauge.

use crate::expr::{Arithmetic, Comparison, Expr, Node};
use crate::number::{Number, Rounding};
use crate::plan::compile::Compiler;
use crate::plan::{Cut, Gauge, Ref, Step, Whole};

/// Parts that a quotient is counted in at least: hundredths of a per cent, so that all the
/// usual bounds of one quotient lie on one gauge.
const PARTS: i64 = 10_000;

/// The most parts, so that a bound on a quotient below a million can be told exactly.
const MOST_PARTS: i64 = 1_000_000_000;

/// The most half steps of a bound: half of what the gauge of a quotient can tell apart.
const FARTHEST: i64 = 1 << 50;

/// A weighted sum of columns in base units.
#[derive(Clone, Debug, Default)]
struct Form {
    terms: Vec<(usize, Number)>,
    constant: Option<Number>,
}

impl Compiler<'_> {
    /// The step of a comparison of linear forms, or of a quotient of two with a constant.
    pub(super) fn linear(
        &mut self,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Option<Ref> {
        for (one, other, comparison) in
            [(left, right, comparison), (right, left, comparison.mirrored())]
        {
            if let Node::Arithmetic(Arithmetic::Divide, above, below) = &*one.node
                && self.constant_number(below).is_none()
            {
                let bound = self.constant_number(other)?;
                let forms = (self.form(above)?, self.form(below)?);
                return self.quotient(comparison, forms, &bound);
            }
        }
        let form = self.form(left)?.plus(&self.form(right)?.times(&minus_one())?)?;
        self.sum(comparison, form)
    }

    /// A weighted sum against zero: its columns against its constant.
    fn sum(&mut self, comparison: Comparison, form: Form) -> Option<Ref> {
        if form.terms.is_empty() {
            return None;
        }
        let bound = form.constant.as_ref().map_or(Number::ZERO, Number::negated);
        let (whole, unit) = self.whole(&Form { constant: None, ..form })?;
        let (comparison, bound) = in_units(comparison, &bound, &unit)?;
        let gauge = match whole.terms.as_slice() {
            [(column, 1)] => Gauge::Column(*column),
            _ => Gauge::Sum(whole),
        };
        let round = |rounding| bound.round(0, rounding)?.to_i64_scaled(0);
        // The least number at or above the bound, and the least one above it.
        let at_least = round(Rounding::Ceiling).filter(|least| *least > i64::MIN)?;
        let more = round(Rounding::Floor)?.checked_add(1)?;
        Some(self.cut(gauge, comparison, (at_least, more)))
    }

    /// A quotient against a constant.
    fn quotient(
        &mut self,
        comparison: Comparison,
        (above, below): (Form, Form),
        bound: &Number,
    ) -> Option<Ref> {
        let (above, top) = self.whole(&above)?;
        let (below, bottom) = self.whole(&below)?;
        let (comparison, bound) = in_units(comparison, bound, &top.checked_div(&bottom)?)?;
        let (parts, halves) = halves(&bound)?;
        let gauge = Gauge::Quotient { above, below, parts };
        Some(self.cut(gauge, comparison, (halves, halves + 1)))
    }

    /// A gauge against a bound: the least number at or above it, and the least one above it.
    fn cut(&mut self, gauge: Gauge, comparison: Comparison, (at_least, more): (i64, i64)) -> Ref {
        let (low, high, opposite) = match comparison {
            Comparison::AtLeast => (Some(at_least), None, false),
            Comparison::More => (Some(more), None, false),
            Comparison::Less => (Some(at_least), None, true),
            Comparison::AtMost => (Some(more), None, true),
            Comparison::Equal => (Some(at_least), Some(more), false),
            Comparison::Unequal => (Some(at_least), Some(more), true),
        };
        let cut = Cut { gauge: self.gauge(gauge), low, high };
        let step = self.step(Step::Cut(cut));
        if opposite { !step } else { step }
    }

    /// A formula as a weighted sum of columns.
    fn form(&mut self, formula: &Expr) -> Option<Form> {
        if let Some(constant) = self.constant_number(formula) {
            return Some(Form { terms: Vec::new(), constant: Some(constant) });
        }
        if let Some(column) = self.numeric(formula) {
            return Some(Form { terms: vec![(column, Number::ONE)], constant: None });
        }
        match &*formula.node {
            Node::Negative(x) => self.form(x)?.times(&minus_one()),
            Node::Arithmetic(Arithmetic::Add, a, b) => self.form(a)?.plus(&self.form(b)?),
            Node::Arithmetic(Arithmetic::Subtract, a, b) => {
                self.form(a)?.plus(&self.form(b)?.times(&minus_one())?)
            }
            Node::Arithmetic(Arithmetic::Multiply, a, b) => {
                match (self.constant_number(a), self.constant_number(b)) {
                    (Some(weight), _) => self.form(b)?.times(&weight),
                    (None, Some(weight)) => self.form(a)?.times(&weight),
                    (None, None) => None,
                }
            }
            Node::Arithmetic(Arithmetic::Divide, a, b) => {
                let weight = Number::ONE.checked_div(&self.constant_number(b)?)?;
                self.form(a)?.times(&weight)
            }
            _ => None,
        }
    }

    /// The form as a unit times whole numbers without a common factor, the first above zero: so
    /// forms that are multiples of each other are one gauge.
    fn whole(&self, form: &Form) -> Option<(Whole, Number)> {
        let mut terms: Vec<&(usize, Number)> = form.terms.iter().collect();
        terms.sort_unstable_by_key(|(column, _)| *column);
        let mut weights = Vec::with_capacity(terms.len() + 1);
        for (column, weight) in &terms {
            weights.push(weight.checked_mul(&Number::from_scaled(1, self.decimals(*column)))?);
        }
        weights.push(form.constant.clone().unwrap_or(Number::ZERO));
        let scaled = Number::common_scale(&weights)?;
        let sizes = scaled.iter().map(|whole| whole.unsigned_abs());
        let shared = i64::try_from(sizes.fold(0, shared_factor)).ok()?;
        let first = scaled.iter().zip(&weights).find(|(whole, _)| **whole != 0);
        let shared = match first {
            Some((whole, _)) if *whole < 0 => -shared,
            Some(_) => shared,
            // Nothing but zeros, whatever they are divided by.
            None => 1,
        };
        let unit = match first {
            Some((whole, weight)) => {
                weight.checked_div(&Number::from_i64(whole.checked_div(shared)?))?
            }
            None => Number::ONE,
        };
        let parts: Option<Vec<i64>> =
            scaled.into_iter().map(|whole| whole.checked_div(shared)).collect();
        let mut parts = parts?.into_iter();
        let terms = terms.into_iter().map(|(column, _)| *column).zip(parts.by_ref()).collect();
        Some((Whole { terms, constant: parts.next()? }, unit))
    }
}

/// The comparison and its bound after both sides are divided by `unit`.
fn in_units(comparison: Comparison, bound: &Number, unit: &Number) -> Option<(Comparison, Number)> {
    let turned = if unit.sign().is_lt() { comparison.mirrored() } else { comparison };
    Some((turned, bound.checked_div(unit)?))
}

/// Parts in which a bound on a quotient is whole, and the half steps that the bound is.
fn halves(bound: &Number) -> Option<(i64, i64)> {
    let own = *Number::common_scale(&[Number::ONE, bound.clone()])?.first()?;
    let shared = shared_factor(PARTS.unsigned_abs(), own.unsigned_abs());
    let usual = i64::try_from(shared).ok().and_then(|shared| own.checked_mul(PARTS / shared));
    let usable = |parts: &i64| {
        let halves = bound.checked_mul(&Number::from_i64(parts.checked_mul(2)?))?;
        let halves = halves.to_i64_scaled(0)?;
        (*parts <= MOST_PARTS && halves.abs() <= FARTHEST).then_some((*parts, halves))
    };
    usual.as_ref().and_then(usable).or_else(|| usable(&own))
}

/// The greatest number that divides both.
fn shared_factor(one: u64, other: u64) -> u64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn minus_one() -> Number {
    Number::from_i64(-1)
}

impl Form {
    /// Every weight times `weight`; a weight of nothing stays, since an unknown column leaves
    /// the whole unknown.
    fn times(&self, weight: &Number) -> Option<Self> {
        let terms = self
            .terms
            .iter()
            .map(|(column, of)| Some((*column, of.checked_mul(weight)?)))
            .collect::<Option<_>>()?;
        let constant = match &self.constant {
            Some(constant) => Some(constant.checked_mul(weight)?),
            None => None,
        };
        Some(Self { terms, constant })
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        for (column, weight) in &other.terms {
            match sum.terms.iter_mut().find(|(at, _)| at == column) {
                Some((_, of)) => *of = of.checked_add(weight)?,
                None => sum.terms.push((*column, weight.clone())),
            }
        }
        sum.constant = match (&self.constant, &other.constant) {
            (Some(one), Some(other)) => Some(one.checked_add(other)?),
            (one, other) => one.clone().or_else(|| other.clone()),
        };
        Some(sum)
    }
}
