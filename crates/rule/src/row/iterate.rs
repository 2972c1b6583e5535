//! `for`, `some` and `every`: going through the combinations of lists.

use std::sync::Arc;

use super::{Evaluator, Scope};
use crate::expr::{Binding, Expr};
use crate::value::{Answer, Doubt, Range, Value, later};

/// The most combinations that an iteration goes through, and the longest list it makes of a
/// range.
pub(crate) const MOST: usize = 10_000;

/// What to do with each combination; an error ends the iteration.
type Visit<'v> = dyn FnMut(&Scope<'_>) -> Result<(), Doubt> + 'v;

impl Evaluator<'_> {
    /// The results of all combinations, in order.
    pub(super) fn collect(&self, over: &[Binding], result: &Expr, scope: &Scope<'_>) -> Value {
        let mut results = Vec::new();
        let ended = self.each(over, scope, &mut |scope| {
            if results.len() >= MOST {
                return Err(Doubt::Unknown);
            }
            results.push(self.value(result, scope));
            Ok(())
        });
        ended.map_or_else(Value::Open, |()| Value::List(results.into()))
    }

    /// The test's answers for all combinations; as open as a list that is open.
    pub(super) fn answers(&self, over: &[Binding], test: &Expr, scope: &Scope<'_>) -> Vec<Answer> {
        let mut answers = Vec::new();
        let ended = self.each(over, scope, &mut |scope| {
            if answers.len() >= MOST {
                return Err(Doubt::Unknown);
            }
            answers.push(self.value(test, scope).answer());
            Ok(())
        });
        ended.map_or_else(|doubt| vec![doubt.into()], |()| answers)
    }

    fn each(
        &self,
        over: &[Binding],
        scope: &Scope<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), Doubt> {
        let Some((first, rest)) = over.split_first() else {
            return visit(scope);
        };
        for element in elements(self.value(&first.list, scope))?.iter() {
            self.step().ok_or(Doubt::Unknown)?;
            self.each(rest, &scope.with(&first.name, element), visit)?;
        }
        Ok(())
    }
}

fn elements(list: Value) -> Result<Arc<[Value]>, Doubt> {
    match list {
        Value::Open(doubt) => Err(doubt),
        Value::Null => Err(Doubt::Unknown),
        Value::List(items) => Ok(items),
        Value::Range(range) => steps(&range).ok_or(Doubt::Unknown),
        one => Ok(Arc::from([one])),
    }
}

/// The whole numbers or the days from one end of a closed range to the other.
fn steps(range: &Range) -> Option<Arc<[Value]>> {
    let (Some((low, true)), Some((high, true))) = (&range.low, &range.high) else {
        return None;
    };
    let (from, count) = match (low, high) {
        (Value::Number(low, _), Value::Number(high, _)) => {
            (low.to_i64_scaled(0)?, high.checked_sub(low)?.to_i64_scaled(0)?)
        }
        (Value::Date(low), Value::Date(high)) => (0, low.until(*high).ok()?.get_days().into()),
        _ => return None,
    };
    let size = usize::try_from(count.unsigned_abs()).ok().filter(|size| *size < MOST)?;
    let offsets = (0..=i64::try_from(size).ok()?).map(|offset| offset * count.signum());
    offsets
        .map(|offset| match low {
            Value::Date(day) => later(*day, offset).map(Value::Date),
            _ => from.checked_add(offset).map(Value::whole),
        })
        .collect()
}
