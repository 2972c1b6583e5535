//! Conditions as steps: the quick kinds where the formula has such a form, else row by row.

use crate::decision::{Band, Outcome, ScoreRule};
use crate::expr::{Arguments, Comparison, Expr, Function, Node, Test};
use crate::fact::{DEEPEST, FactId, Lag, Type};
use crate::plan::compile::Compiler;
use crate::plan::{Branch, Ref, Source, Step};
use crate::value::Value;
use crate::walk;

impl Compiler<'_> {
    /// The step of a formula that is yes or no.
    pub(super) fn condition(&mut self, formula: &Expr) -> Ref {
        self.condition_at(formula, 0)
    }

    fn condition_at(&mut self, formula: &Expr, depth: usize) -> Ref {
        if depth > DEEPEST {
            return self.rows(formula);
        }
        let below = depth + 1;
        match &*formula.node {
            Node::Literal(value) => Ref::Constant(value.answer().into()),
            Node::And(parts) => {
                let parts = parts.iter().map(|part| self.condition_at(part, below)).collect();
                self.all(parts)
            }
            Node::Or(parts) => {
                let parts = parts.iter().map(|part| self.condition_at(part, below)).collect();
                self.either(parts)
            }
            Node::If(test, yes, no) => {
                let test = self.condition_at(test, below);
                let yes = self.condition_at(yes, below);
                let no = self.condition_at(no, below);
                self.branch(Branch::If(test, yes, no))
            }
            Node::Call(function, Arguments::Positional(arguments))
                if Some(*function) == Function::find("not") && arguments.len() == 1 =>
            {
                match arguments.first() {
                    Some(part) => !self.condition_at(part, below),
                    None => self.rows(formula),
                }
            }
            Node::Fact(fact) => self.flag(formula, (*fact, 0), below),
            Node::Year(fact, lag) => self.flag(formula, (*fact, *lag), below),
            Node::Judge(name) => self.step(Step::Judge(name.clone())),
            Node::Compare(comparison, left, right) => {
                let (left, right) = (self.opened(left, 0), self.opened(right, 0));
                self.compare(*comparison, &left, &right)
            }
            Node::Between(x, low, high) if self.settled(low) && self.settled(high) => {
                let x = self.opened(x, 0);
                let parts = vec![
                    self.compare(Comparison::AtLeast, &x, low),
                    self.compare(Comparison::AtMost, &x, high),
                ];
                self.all(parts)
            }
            Node::In(x, tests) => self.within(formula, x, tests),
            Node::Some(bindings, test) => {
                self.any_of(bindings, test).unwrap_or_else(|| self.rows(formula))
            }
            _ => self.rows(formula),
        }
    }

    fn settled(&self, formula: &Expr) -> bool {
        self.constant_number(formula).is_some()
    }

    /// A fact of yes or no: its column, or the formula it is derived by.
    fn flag(&mut self, formula: &Expr, key: (FactId, Lag), depth: usize) -> Ref {
        if self.table.columns.contains_key(&key) {
            return match self.schema.get(key.0).and_then(|fact| fact.formula.as_ref()) {
                Some(_) => self.rows(formula),
                None => self.step(Step::Flag(key.0, key.1)),
            };
        }
        match self.derivation(key) {
            Some(derived) => self.condition_at(&derived, depth),
            None => Ref::default(),
        }
    }

    /// The formula of a derived fact of which the table states nothing.
    pub(super) fn derivation(&self, (fact, lag): (FactId, Lag)) -> Option<Expr> {
        if self.table.columns.contains_key(&(fact, lag)) {
            return None;
        }
        let formula = self.schema.get(fact)?.formula.as_ref()?;
        Some(walk::shifted(formula, lag.max(1)))
    }

    /// The formula with derived facts written out and every choice moved to the outside, so
    /// that `a >= (if t then b else c)` becomes two plain comparisons.
    fn opened(&self, formula: &Expr, depth: usize) -> Expr {
        if depth > DEEPEST {
            return formula.clone();
        }
        let open = |part: &Expr| self.opened(part, depth + 1);
        match &*formula.node {
            Node::Fact(fact) => self.derivation((*fact, 0)).map_or(formula.clone(), |x| open(&x)),
            Node::Year(fact, lag) => {
                self.derivation((*fact, *lag)).map_or(formula.clone(), |x| open(&x))
            }
            Node::Score(at) => self.outcome(*at).map_or(formula.clone(), open),
            Node::Negative(x) => {
                lifted(&open(x), &|x| Expr::new(formula.span, Node::Negative(x.clone())))
            }
            Node::Arithmetic(op, a, b) => {
                let b = open(b);
                lifted(&open(a), &|a| {
                    lifted(&b, &|b| {
                        Expr::new(formula.span, Node::Arithmetic(*op, a.clone(), b.clone()))
                    })
                })
            }
            Node::If(test, yes, no) if !judged(test) => {
                Expr::new(formula.span, Node::If(test.clone(), open(yes), open(no)))
            }
            _ => formula.clone(),
        }
    }

    /// The formula of a score node that is nothing but a formula.
    fn outcome(&self, at: usize) -> Option<&Expr> {
        let ScoreRule::Bands { bands, judge: None } = &self.scope().nodes.get(at)?.rule else {
            return None;
        };
        match bands.as_slice() {
            [Band { test, outcome: Outcome::Formula(formula) }] => {
                matches!(&*test.node, Node::Literal(Value::Bool(true))).then_some(formula)
            }
            _ => None,
        }
    }

    fn compare(&mut self, comparison: Comparison, left: &Expr, right: &Expr) -> Ref {
        for (one, other, turned) in [(left, right, false), (right, left, true)] {
            if let Node::If(test, yes, no) = &*one.node
                && !judged(test)
            {
                let mut side = |part: &Expr| {
                    if turned {
                        self.compare(comparison, other, part)
                    } else {
                        self.compare(comparison, part, other)
                    }
                };
                let (yes, no) = (side(yes), side(no));
                let test = self.condition(test);
                return self.branch(Branch::If(test, yes, no));
            }
        }
        for (one, other, comparison) in
            [(left, right, comparison), (right, left, comparison.mirrored())]
        {
            if let (Node::Score(at), Some(bound)) = (&*one.node, self.constant_number(other))
                && let Some(Some(score)) = self.scope().scores.get(*at).copied()
                && let Some(bound) = crate::plan::score::point_bound(&bound)
            {
                return self.step(Step::Points { score, comparison, bound });
            }
        }
        self.linear(comparison, left, right)
            .unwrap_or_else(|| self.rows(&compared(comparison, left, right)))
    }

    /// `x in (tests)` over a number, as cuts; anything else as a look-up or row by row.
    fn within(&mut self, formula: &Expr, x: &Expr, tests: &[Test]) -> Ref {
        let opened = self.opened(x, 0);
        if let Node::If(test, yes, no) = &*opened.node
            && !judged(test)
        {
            let of = |x: &Expr| Expr::new(formula.span, Node::In(x.clone(), tests.to_vec()));
            let (test, yes, no) = (self.condition(test), of(yes), of(no));
            let (yes, no) = (self.condition(&yes), self.condition(&no));
            return self.branch(Branch::If(test, yes, no));
        }
        let Some(bounds) = tests.iter().map(|test| self.bounds(test)).collect::<Option<Vec<_>>>()
        else {
            return self.rows(formula);
        };
        let mut options = Vec::new();
        for bounds in bounds {
            let parts = bounds
                .iter()
                .map(|(comparison, bound)| self.compare(*comparison, &opened, bound))
                .collect();
            options.push(self.all(parts));
        }
        self.either(options)
    }

    /// A test as comparisons with constant numbers.
    fn bounds(&self, test: &Test) -> Option<Vec<(Comparison, Expr)>> {
        match test {
            Test::Compare(comparison, bound) if self.settled(bound) => {
                Some(vec![(*comparison, bound.clone())])
            }
            Test::Value(value) if self.settled(value) => {
                Some(vec![(Comparison::Equal, value.clone())])
            }
            Test::Value(value) => {
                let Node::Range(range) = &*value.node else { return None };
                let mut ends = Vec::new();
                if let Some((low, closed)) = &range.low {
                    let at_least = if *closed { Comparison::AtLeast } else { Comparison::More };
                    ends.push((at_least, self.settled(low).then(|| low.clone())?));
                }
                if let Some((high, closed)) = &range.high {
                    let at_most = if *closed { Comparison::AtMost } else { Comparison::Less };
                    ends.push((at_most, self.settled(high).then(|| high.clone())?));
                }
                (!ends.is_empty()).then_some(ends)
            }
            Test::Anything | Test::Compare(..) | Test::Not(_) => None,
        }
    }

    /// Answered for each distinct value where it reads one text or one day, else row by row.
    pub(super) fn rows(&mut self, formula: &Expr) -> Ref {
        let bare = walk::unplaced(formula);
        let scored = walk::contains(&bare, &|node| matches!(node, Node::Score(_)));
        let decision = scored.then_some(self.scope().decision);
        if decision.is_none()
            && let Some((fact, lag)) = self.few_valued(&bare)
        {
            return self.step(Step::Lookup { fact, lag, formula: bare });
        }
        let person = decision.is_some() || self.asks(&bare);
        self.step(Step::Rows { formula: bare, decision, person })
    }

    /// Whether a formula, or a derived fact that it reads, asks a person.
    fn asks(&self, formula: &Expr) -> bool {
        let derived = |fact: FactId| self.schema.get(fact).and_then(|fact| fact.formula.as_ref());
        let read = || walk::reads(self.schema, [formula]).into_iter();
        judged(formula) || read().filter_map(|(fact, _)| derived(fact)).any(judged)
    }

    /// The one column of texts or days that a formula reads, if it reads nothing else.
    fn few_valued(&self, formula: &Expr) -> Option<(FactId, Lag)> {
        let [key] = *walk::facts(formula) else { return None };
        let fact = self.schema.get(key.0)?;
        let plain = matches!(fact.of, Type::Text | Type::Date) && fact.formula.is_none();
        let whole = !walk::contains(formula, &|node| {
            matches!(node, Node::Last(..) | Node::LastOf(..) | Node::Judge(_) | Node::Score(_))
        });
        (plain && whole && self.table.columns.contains_key(&key)).then_some(key)
    }

    /// A number that a leaf may use: a column of the table, or one made from it.
    pub(super) fn numeric(&mut self, formula: &Expr) -> Option<usize> {
        let key = match &*formula.node {
            Node::Fact(fact) => (*fact, 0),
            Node::Year(fact, lag) => (*fact, *lag),
            Node::Call(function, Arguments::Positional(arguments)) => {
                let [argument] = arguments.as_slice() else { return None };
                return self.aggregate(formula, *function, argument);
            }
            _ => return None,
        };
        let fact = self.schema.get(key.0)?;
        let plain = fact.formula.is_none()
            && matches!(fact.of, Type::Number(_) | Type::Date | Type::Days)
            && self.table.columns.contains_key(&key);
        plain.then(|| self.column(Source::Fact(key.0, key.1)))
    }

    fn aggregate(&mut self, formula: &Expr, function: Function, argument: &Expr) -> Option<usize> {
        let count = Some(function) == Function::find("count");
        let sum = Some(function) == Function::find("sum");
        match &*argument.node {
            Node::Last(_, most) if count => Some(self.column(Source::CountLast(*most))),
            Node::Last(fact, most) if sum => {
                let plain = self.schema.get(*fact).is_some_and(|fact| fact.formula.is_none());
                plain.then(|| self.column(Source::SumLast(*fact, *most)))
            }
            Node::Filter(..) | Node::Fact(_) if count => {
                self.count_of(argument).or_else(|| Some(self.counted(formula)))
            }
            Node::Field(list, field) if sum => self.sum_of(list, field),
            _ => None,
        }
    }
}

/// The comparison as a formula.
pub(super) fn compared(comparison: Comparison, left: &Expr, right: &Expr) -> Expr {
    let node = Node::Compare(comparison, left.clone(), right.clone());
    Expr::new(left.span.to(right.span), node)
}

/// `make` applied to the formula, or to both outcomes of the choice that it is.
fn lifted(formula: &Expr, make: &dyn Fn(&Expr) -> Expr) -> Expr {
    match &*formula.node {
        Node::If(test, yes, no) if !judged(test) => {
            Expr::new(formula.span, Node::If(test.clone(), lifted(yes, make), lifted(no, make)))
        }
        _ => make(formula),
    }
}

/// Whether a person's judgement is part of it: then what is open may be the person's.
fn judged(formula: &Expr) -> bool {
    walk::contains(formula, &|node| matches!(node, Node::Judge(_) | Node::Score(_)))
}
