//! Comparisons of weighted sums: one column against a constant is a cut, the rest a form.

use crate::expr::{Arithmetic, Comparison, Expr, Node};
use crate::number::{Number, Rounding};
use crate::plan::compile::Compiler;
use crate::plan::condition::compared;
use crate::plan::{Cut, Form, Linear, Ref, Step};

impl Compiler<'_> {
    /// The step of a comparison of linear forms, or of a quotient of two with a constant.
    pub(super) fn linear(
        &mut self,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Option<Ref> {
        let formula = compared(comparison, left, right);
        for (one, other, comparison) in
            [(left, right, comparison), (right, left, comparison.mirrored())]
        {
            if let Node::Arithmetic(Arithmetic::Divide, above, below) = &*one.node
                && self.constant_number(below).is_none()
            {
                let bound = self.constant_number(other)?;
                let divisor = self.form(below)?;
                let form = self.form(above)?.plus(&divisor.times(&bound.negated())?)?;
                let divisor = Some(divisor);
                return self.weighed(Linear {
                    form,
                    comparison,
                    divisor,
                    formula: formula.clone(),
                });
            }
        }
        let form = self.form(left)?.plus(&self.form(right)?.times(&minus_one())?)?;
        self.weighed(Linear { form, comparison, divisor: None, formula })
    }

    fn weighed(&mut self, linear: Linear) -> Option<Ref> {
        if let ([(column, weight)], None) = (linear.form.terms.as_slice(), &linear.divisor)
            && !weight.is_zero()
        {
            let constant = linear.form.constant.clone().unwrap_or(Number::ZERO);
            let bound = constant.negated().checked_div(weight)?;
            let turned = weight.sign().is_lt();
            let comparison = if turned { linear.comparison.mirrored() } else { linear.comparison };
            return self.cut(*column, comparison, &bound);
        }
        if linear.form.terms.is_empty() && linear.divisor.is_none() {
            return None;
        }
        let formula = crate::walk::unplaced(&linear.formula);
        let key = format!("{formula:?}");
        Some(self.step(key, Step::Linear(Linear { formula, ..linear })))
    }

    /// A column against a constant, in whole multiples of the column.
    fn cut(&mut self, column: usize, comparison: Comparison, bound: &Number) -> Option<Ref> {
        let decimals = self.decimals(column);
        let from = |rounding: Rounding, above: i64| {
            let units =
                bound.checked_mul(&Number::from_i64(10_i64.checked_pow(decimals.into())?))?;
            units.round(0, rounding)?.to_i64_scaled(0)?.checked_add(above)
        };
        // The least multiple at or above the bound, and the least one above it.
        let at_least = from(Rounding::Ceiling, 0)?;
        let more = from(Rounding::Floor, 1)?;
        let (low, high, opposite) = match comparison {
            Comparison::AtLeast => (Some(at_least), None, false),
            Comparison::More => (Some(more), None, false),
            Comparison::Less => (Some(at_least), None, true),
            Comparison::AtMost => (Some(more), None, true),
            Comparison::Equal => (Some(at_least), Some(more), false),
            Comparison::Unequal => (Some(at_least), Some(more), true),
        };
        let cut = Cut { column, low, high };
        let step = self.step(format!("{cut:?}"), Step::Cut(cut));
        Some(if opposite { !step } else { step })
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
