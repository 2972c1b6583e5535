//! The reference evaluator: one formula over one row, slowly and plainly.

mod cell;
mod iterate;
mod listed;
mod scope;
mod stated;
mod suppose;
mod test;

use std::borrow::Cow;
use std::cell::Cell;

use base::{Day, Year};

use crate::expr::{Arguments, Comparison, Expr, Function, Node, RangeExpr};
use crate::fact::{DEEPEST, Fact, FactId, LONGEST_LAG, Lag, Schema};
use crate::function::{day_property, days_property, months_property, place};
use crate::table::Table;
use crate::value::{Answer, Doubt, Range, Value};
pub(crate) use iterate::MOST as MOST_COMBINATIONS;
use scope::Scope;
pub use stated::Stated;
pub(crate) use suppose::Supposed;

/// How many elements and derived facts one formula may look at.
const MOST_STEPS: u32 = 1_000_000;

/// The facts of one subject.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    schema: &'a Schema,
    table: &'a Table,
    at: usize,
    scores: &'a [Value],
    supposed: Option<&'a Supposed<'a>>,
    /// All that is stated, where that was made before.
    stated: Option<&'a Stated>,
    /// The fields of records that are looked at; all of them where none are named.
    asked: Option<&'a [String]>,
}

impl<'a> Row<'a> {
    /// The subject in row `at` of `table`, without scores.
    pub fn new(schema: &'a Schema, table: &'a Table, at: usize) -> Self {
        Self { schema, table, at, scores: &[], supposed: None, stated: None, asked: None }
    }

    /// The same subject where the nodes of the score tree have these values.
    #[must_use]
    pub fn with_scores<'b>(&self, scores: &'b [Value]) -> Row<'b>
    where
        'a: 'b,
    {
        Row { scores, ..*self }
    }

    /// The same subject, of which this was found to be stated.
    #[must_use]
    pub fn stating<'b>(&self, stated: &'b Stated) -> Row<'b>
    where
        'a: 'b,
    {
        Row { stated: Some(stated), ..*self }
    }

    /// The same subject for formulas that look at no other fields of records than these.
    #[must_use]
    pub(crate) fn asking<'b>(&self, fields: &'b [String]) -> Row<'b>
    where
        'a: 'b,
    {
        Row { asked: Some(fields), ..*self }
    }

    /// The same subject where some facts are otherwise.
    #[must_use]
    pub(crate) fn supposing<'b>(&self, supposed: &'b Supposed<'b>) -> Row<'b>
    where
        'a: 'b,
    {
        Row { supposed: Some(supposed), ..*self }
    }

    /// Which row of the table it is.
    pub fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn schema(&self) -> &'a Schema {
        self.schema
    }

    /// The day of the application.
    pub fn on(&self) -> Day {
        self.supposed.and_then(|supposed| supposed.on).unwrap_or(self.table.on)
    }

    /// The value of a part of a derived fact's formula that speaks of `back` years earlier.
    pub(crate) fn value_back(&self, formula: &Expr, back: Lag) -> Value {
        Evaluator { back, ..Evaluator::over(Some(*self)) }.value(formula, &Scope::Empty)
    }

    /// The value of a part of a formula that speaks of a record: by that name, or as a filter does.
    pub(crate) fn value_of(
        &self,
        part: &Expr,
        (name, record): (Option<&str>, &Value),
        back: Lag,
    ) -> Value {
        let outside = Scope::Empty;
        let scope = match name {
            Some(name) => outside.with(name, record),
            None => outside.with_item(record),
        };
        Evaluator { back, ..Evaluator::over(Some(*self)) }.value(part, &scope)
    }

    /// What is stated of a fact, whatever its formula says.
    pub(crate) fn stated_value(&self, id: FactId, lag: Lag) -> Option<Value> {
        self.stated(id, lag, self.schema.get(id)?)
    }

    /// Whether something is stated of a fact.
    pub(crate) fn is_stated(&self, id: FactId, lag: Lag) -> bool {
        match self.stated {
            Some(_) => self.lent(id, lag).is_some(),
            None => self.stated_value(id, lag).is_some(),
        }
    }

    /// The formula of a fact of which nothing is stated.
    pub(crate) fn derived(&self, id: FactId, lag: Lag) -> Option<&'a Expr> {
        let formula = self.schema.get(id)?.formula.as_ref()?;
        (!self.is_stated(id, lag)).then_some(formula)
    }

    /// The years that exist among the `count` that end `back` years before the last complete
    /// one, as lags, oldest first; `None` where the subject's birth is not known.
    pub(crate) fn lived(&self, count: Lag, back: Lag) -> Option<Vec<Lag>> {
        let Value::Date(born) = self.year(self.schema.born?, 0) else {
            return None;
        };
        let year_of = |lag: Lag| Year::of(self.table.on).back(i16::from(lag));
        let years = (1..=count).rev().map(|lag| lag.saturating_add(back));
        Some(years.filter(|lag| year_of(*lag) >= Year::of(born)).collect())
    }

    /// The values of the nodes of the score tree.
    pub fn scores(&self) -> &'a [Value] {
        self.scores
    }

    /// The value of a formula.
    pub fn value(&self, formula: &Expr) -> Value {
        Evaluator::over(Some(*self)).value(formula, &Scope::Empty)
    }

    /// The value of a fact that has no years, or the list of its last years, oldest first.
    pub fn fact(&self, fact: FactId) -> Value {
        Evaluator::over(Some(*self)).fact(fact)
    }

    /// The value of a yearly fact, `lag` complete years back.
    pub fn year(&self, fact: FactId, lag: Lag) -> Value {
        Evaluator::over(Some(*self)).stated_or_derived(fact, lag)
    }

    /// The years among the last `count` that exist, oldest first.
    pub fn last(&self, fact: FactId, count: Lag) -> Value {
        Evaluator::over(Some(*self)).last(fact, count)
    }

    /// What a person judged; points that nobody gave lie between 0 and the most there are.
    pub fn judged(&self, name: &str) -> Value {
        let column = self.table.judged.get(name);
        column.and_then(|column| cell::bare(column, self.at)).unwrap_or_else(|| {
            let judgement = self.schema.judgements.iter().find(|judgement| judgement.name == name);
            cell::unjudged(judgement.and_then(|judgement| judgement.max))
        })
    }

    /// What is stated or supposed, where it need not be made.
    fn lent(&self, id: FactId, lag: Lag) -> Option<&'a Value> {
        let supposed = self.supposed.and_then(|supposed| supposed.fact(id, lag));
        supposed.or_else(|| self.stated?.get(id, lag))
    }

    fn stated(&self, id: FactId, lag: Lag, fact: &Fact) -> Option<Value> {
        if let Some(value) = self.lent(id, lag) {
            return Some(value.clone());
        }
        if self.stated.is_some() {
            return None;
        }
        let column = self.table.columns.get(&(id, lag))?;
        cell::picked(column, self.at, &fact.of, (&fact.fields, self.asked))
    }
}

/// The value of a formula that speaks of no facts; a name in it is unknown.
#[must_use]
pub fn evaluate(formula: &Expr) -> Value {
    Evaluator::over(None).value(formula, &Scope::Empty)
}

/// Evaluates formulas for one row.
struct Evaluator<'a> {
    row: Option<Row<'a>>,
    /// How many years earlier than lag 1 a yearly derived fact is wanted.
    back: Lag,
    depth: usize,
    steps: Cell<u32>,
}

impl<'a> Evaluator<'a> {
    fn over(row: Option<Row<'a>>) -> Self {
        Self { row, back: 0, depth: 0, steps: Cell::new(0) }
    }

    /// Counts a step; `None` once there were too many.
    fn step(&self) -> Option<()> {
        self.steps.set(self.steps.get().saturating_add(1));
        (self.steps.get() <= MOST_STEPS).then_some(())
    }

    fn value(&self, expr: &Expr, scope: &Scope<'_>) -> Value {
        match &*expr.node {
            Node::Literal(value) => value.clone(),
            Node::Name(name) | Node::Local(name) => {
                scope.find(name, self.schema()).unwrap_or(Value::UNKNOWN)
            }
            Node::Fact(_) | Node::Year(..) | Node::Last(..) | Node::LastOf(..) => {
                self.of_facts(&expr.node)
            }
            Node::On => self.row.map_or(Value::UNKNOWN, |row| Value::Date(row.on())),
            Node::Score(at) => {
                self.row.and_then(|row| row.scores.get(*at).cloned()).unwrap_or(Value::UNKNOWN)
            }
            Node::Judge(name) => {
                self.row.map_or(Value::Open(Doubt::Person), |row| row.judged(name))
            }
            Node::Negative(x) => self.value(x, scope).negative(),
            Node::Arithmetic(op, a, b) => {
                self.value(a, scope).arithmetic(*op, &self.value(b, scope))
            }
            Node::Field(record, name) => self.field(&self.seen(record, scope), name),
            Node::List(items) => {
                Value::List(items.iter().map(|item| self.value(item, scope)).collect())
            }
            Node::Range(range) => self.range(range, scope),
            Node::Call(function, arguments) => self.call(*function, arguments, scope),
            Node::Filter(list, test) => self.filter(list, test, scope),
            Node::For(bindings, result) => self.collect(bindings, result, scope),
            Node::If(test, yes, no) => match self.value(test, scope).answer() {
                Answer::Yes => self.value(yes, scope),
                Answer::No => self.value(no, scope),
                open @ (Answer::Unknown | Answer::Person) => open.into(),
            },
            Node::Compare(..)
            | Node::Between(..)
            | Node::In(..)
            | Node::And(_)
            | Node::Or(_)
            | Node::Some(..)
            | Node::Every(..) => self.answer(expr, scope).into(),
        }
    }

    /// What a question of yes or no comes to.
    fn answer(&self, expr: &Expr, scope: &Scope<'_>) -> Answer {
        let part = |part: &Expr| self.value(part, scope).answer();
        match &*expr.node {
            Node::Compare(op, a, b) => self.seen(a, scope).compare(*op, &self.seen(b, scope)),
            Node::Between(x, low, high) => {
                let x = self.seen(x, scope);
                let above = x.compare(Comparison::AtLeast, &self.seen(low, scope));
                above.and(x.compare(Comparison::AtMost, &self.seen(high, scope)))
            }
            Node::In(x, tests) => self.any_test(&self.seen(x, scope), tests, scope),
            Node::And(of) => Answer::all(of.iter().map(part)),
            Node::Or(of) => Answer::any(of.iter().map(part)),
            Node::Some(..) if !self.more(expr).is_empty() => Answer::Yes,
            Node::Some(bindings, test) => Answer::any(self.answers(bindings, test, scope)),
            Node::Every(bindings, test) => Answer::all(self.answers(bindings, test, scope)),
            _ => self.value(expr, scope).answer(),
        }
    }

    fn schema(&self) -> Option<&'a Schema> {
        self.row.map(|row| row.schema)
    }

    fn of_facts(&self, node: &Node) -> Value {
        match node {
            Node::Fact(fact) => self.fact(*fact),
            Node::Year(fact, lag) => self.stated_or_derived(*fact, lag.saturating_add(self.back)),
            Node::Last(fact, count) => self.last(*fact, *count),
            _ => Value::UNKNOWN,
        }
    }

    fn fact(&self, id: FactId) -> Value {
        let yearly =
            self.schema().and_then(|schema| schema.get(id)).is_some_and(|fact| fact.yearly);
        if !yearly {
            return self.stated_or_derived(id, 0);
        }
        let years = (1..=LONGEST_LAG).rev();
        Value::List(
            years.map(|lag| self.stated_or_derived(id, lag.saturating_add(self.back))).collect(),
        )
    }

    fn stated_or_derived(&self, id: FactId, lag: Lag) -> Value {
        self.known(id, lag).unwrap_or(Value::UNKNOWN)
    }

    /// What is stated, or else what the fact's formula makes of others.
    fn known(&self, id: FactId, lag: Lag) -> Option<Value> {
        let row = self.row?;
        let fact = row.schema.get(id)?;
        if let Some(value) = row.stated(id, lag, fact) {
            return Some(value);
        }
        let formula = fact.formula.as_ref()?;
        self.step()?;
        let depth = self.depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
        let back = lag.saturating_sub(1);
        let inner = Self { row: self.row, back, depth, steps: Cell::new(self.steps.get()) };
        let value = inner.value(formula, &Scope::Empty);
        self.steps.set(inner.steps.get());
        Some(value)
    }

    /// Years that were over before the subject was born do not exist.
    fn last(&self, fact: FactId, count: Lag) -> Value {
        let Some(row) = self.row else { return Value::UNKNOWN };
        let Some(lived) = row.lived(count, self.back) else { return Value::UNKNOWN };
        Value::List(lived.into_iter().map(|lag| self.stated_or_derived(fact, lag)).collect())
    }

    fn range(&self, range: &RangeExpr, scope: &Scope<'_>) -> Value {
        let end = |end: &Option<(Expr, bool)>| {
            end.as_ref().map(|(end, inside)| (self.value(end, scope), *inside))
        };
        Value::Range(Box::new(Range { low: end(&range.low), high: end(&range.high) }))
    }

    fn call(&self, function: Function, arguments: &Arguments, scope: &Scope<'_>) -> Value {
        match arguments {
            Arguments::Positional(arguments) => {
                let values: Vec<Value> =
                    arguments.iter().map(|argument| self.argument(argument, scope)).collect();
                let told = match (arguments.as_slice(), values.as_slice()) {
                    ([list], [Value::List(items)]) => self.of_records(function, list, items),
                    _ => None,
                };
                told.unwrap_or_else(|| function.call(&values))
            }
            Arguments::Named(arguments) => {
                let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
                let Some(order) = function.bind(&names) else {
                    return Value::UNKNOWN;
                };
                let given = order.into_iter().filter_map(|at| arguments.get(at));
                let values: Vec<Value> =
                    given.map(|(_, argument)| self.value(argument, scope)).collect();
                function.call(&values)
            }
        }
    }

    /// An argument, with the records that are supposed to be in it besides.
    fn argument(&self, argument: &Expr, scope: &Scope<'_>) -> Value {
        match self.value(argument, scope) {
            Value::List(items) => match self.more(argument) {
                [] => Value::List(items),
                more => Value::List(items.iter().chain(more).cloned().collect()),
            },
            value => value,
        }
    }

    fn more(&self, list: &Expr) -> &'a [Value] {
        self.row.and_then(|row| row.supposed).map_or(&[], |supposed| supposed.more(list))
    }

    /// The value of a formula, without a copy where it stands somewhere: a constant, what is
    /// stated of a fact, or an element that is gone through and its fields.
    fn seen<'v>(&self, expr: &'v Expr, scope: &Scope<'v>) -> Cow<'v, Value>
    where
        'a: 'v,
    {
        let standing = match &*expr.node {
            Node::Fact(fact) => self.standing(*fact, None),
            Node::Year(fact, lag) => self.standing(*fact, Some(*lag)),
            Node::Literal(value) => Some(value),
            Node::Name(name) | Node::Local(name) => scope.element(name),
            Node::Field(record, name) => match &*record.node {
                Node::Name(of) | Node::Local(of) => match scope.element(of) {
                    Some(Value::Record(fields)) => {
                        fields.iter().find(|(id, _)| id == name).map(|(_, value)| value)
                    }
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        standing.map_or_else(|| Cow::Owned(self.value(expr, scope)), Cow::Borrowed)
    }

    /// What is stated of a fact, of a year where it is yearly, where it need not be made first.
    fn standing(&self, id: FactId, lag: Option<Lag>) -> Option<&'a Value> {
        let row = self.row?;
        let lag = match lag {
            None if row.schema.get(id)?.yearly => return None,
            None => 0,
            Some(lag) => lag.saturating_add(self.back),
        };
        row.lent(id, lag)
    }

    /// A field of a record, a property of a day, a duration or a range; of each, in a list.
    fn field(&self, of: &Value, name: &str) -> Value {
        let found = match of {
            Value::Open(doubt) => Some(Value::Open(*doubt)),
            Value::List(items) => {
                Some(Value::List(items.iter().map(|item| self.field(item, name)).collect()))
            }
            Value::Record(fields) => scope::field(fields, name, self.schema()),
            Value::Date(day) => day_property(*day, name),
            Value::Days(days) => days_property(*days, name),
            Value::Months(months) => months_property(*months, name),
            Value::Range(range) => range.property(name),
            Value::Null
            | Value::Bool(_)
            | Value::Number(..)
            | Value::Between(_)
            | Value::Text(_) => None,
        };
        found.unwrap_or(Value::UNKNOWN)
    }

    /// An index where the test is a number, else the elements for which it holds.
    fn filter(&self, list: &Expr, test: &Expr, scope: &Scope<'_>) -> Value {
        let list = self.seen(list, scope);
        let items = match &*list {
            Value::Open(doubt) => return Value::Open(*doubt),
            Value::Null => return Value::UNKNOWN,
            Value::List(items) => &**items,
            one => std::slice::from_ref(one),
        };
        let outside = self.value(test, scope);
        if let Value::Number(index, _) = &outside {
            let at = index.to_i64_scaled(0).and_then(|index| place(index, items.len()));
            return at.and_then(|at| items.get(at).cloned()).unwrap_or(Value::UNKNOWN);
        }
        if let Value::Open(doubt) = outside
            && self.is_number(test)
        {
            return Value::Open(doubt);
        }
        self.kept(items, test, scope)
    }

    /// The elements for which the test holds; open where it is open for one of them.
    fn kept(&self, items: &[Value], test: &Expr, scope: &Scope<'_>) -> Value {
        let mut kept = Vec::new();
        let mut all = Answer::Yes;
        for item in items {
            if self.step().is_none() {
                return Value::UNKNOWN;
            }
            match self.value(test, &scope.with_item(item)).answer() {
                Answer::Yes => kept.push(item.clone()),
                Answer::No => {}
                open @ (Answer::Unknown | Answer::Person) => all = all.and(open),
            }
        }
        if all == Answer::Yes { Value::List(kept.into()) } else { all.into() }
    }

    /// Whether a formula whose value is open would be a number.
    fn is_number(&self, expr: &Expr) -> bool {
        match &*expr.node {
            Node::Negative(_) | Node::Arithmetic(..) => true,
            Node::Fact(fact) | Node::Year(fact, _) => {
                let fact = self.schema().and_then(|schema| schema.get(*fact));
                fact.is_some_and(|fact| matches!(fact.of, crate::fact::Type::Number(_)))
            }
            _ => false,
        }
    }
}
