//! Kinks: the figures of a lever at which a formula may change its answer.

use super::form::Form;
use super::ground::{Ground, earlier};
use super::lever::{Kind, Lever, counts_years};
use crate::decision::{Band, Decision, Outcome, ScoreRule};
use crate::expr::{Arguments, Arithmetic, Binding, Expr, Function, Node, Test};
use crate::fact::{DEEPEST, FactId, LONGEST_LAG, Lag, Type};
use crate::number::Number;
use crate::row::Row;
use crate::value::{Answer, Value};
use crate::walk::{any_child, each_child};

/// Where a formula may change its answer as one lever moves.
pub(super) struct Kinks<'a> {
    decision: &'a Decision,
    /// The subject as it is, scores included.
    row: Row<'a>,
    ground: &'a Ground<'a>,
    lever: &'a Lever<'a>,
    /// The figures.
    pub(super) at: Vec<Number>,
    /// There may be more that were not found.
    pub(super) lost: bool,
    scores: Vec<Option<Form>>,
    touched: Vec<Option<bool>>,
    locals: Vec<(&'a str, Form)>,
    depth: usize,
}

impl<'a> Kinks<'a> {
    pub(super) fn new(
        (decision, row): (&'a Decision, Row<'a>),
        ground: &'a Ground<'a>,
        lever: &'a Lever<'a>,
    ) -> Self {
        let scores = vec![None; decision.scores.len()];
        let touched = vec![None; decision.scores.len()];
        let (at, locals) = (Vec::new(), Vec::new());
        Self { decision, row, ground, lever, at, lost: false, scores, touched, locals, depth: 0 }
    }

    /// Collects the kinks of a question, and says whether the lever matters to it.
    pub(super) fn question(&mut self, asked: &'a Expr, back: Lag) -> bool {
        // Whether the lever is in it, its parts are asked one by one.
        if let Node::And(_) | Node::Or(_) | Node::If(..) | Node::List(_) = &*asked.node {
            return self.parts(asked, back);
        }
        if !self.touches(asked, back) {
            return false;
        }
        match &*asked.node {
            Node::Compare(_, a, b) => {
                let (a, b) = (self.form(a, back), self.form(b, back));
                self.meet(&a, &b)
            }
            Node::Between(x, low, high) => {
                let x = self.form(x, back);
                let (low, high) = (self.form(low, back), self.form(high, back));
                let (below, above) = (self.meet(&x, &low), self.meet(&x, &high));
                below || above
            }
            Node::In(x, tests) => {
                let x = self.form(x, back);
                self.tests(&x, tests, back)
            }
            Node::Some(bindings, test) | Node::Every(bindings, test) => {
                self.key(asked) || self.quantified(bindings, test, back)
            }
            Node::Fact(id) => self.flag(*id, 0),
            Node::Year(id, lag) => self.flag(*id, lag.saturating_add(back)),
            Node::Call(..) => self.parts(asked, back),
            _ => self.form(asked, back).moves(),
        }
    }

    fn parts(&mut self, asked: &'a Expr, back: Lag) -> bool {
        let mut moves = false;
        each_child(asked, &mut |part| moves |= self.question(part, back));
        moves
    }

    fn meet(&mut self, one: &Form, two: &Form) -> bool {
        match one.meets(two) {
            Some(found) => self.at.extend(found),
            None => self.lost = true,
        }
        one.moves() || two.moves()
    }

    fn tests(&mut self, x: &Form, tests: &'a [Test], back: Lag) -> bool {
        let mut moves = x.moves();
        for test in tests {
            moves |= match test {
                Test::Anything => false,
                Test::Not(tests) => self.tests(x, tests, back),
                Test::Compare(_, with) => {
                    let with = self.form(with, back);
                    self.meet(x, &with)
                }
                Test::Value(with) => {
                    self.locals.push(("?", x.clone()));
                    let moves = self.belongs(x, with, back);
                    self.locals.pop();
                    moves
                }
            };
        }
        moves
    }

    fn belongs(&mut self, x: &Form, to: &'a Expr, back: Lag) -> bool {
        match &*to.node {
            Node::Range(range) => {
                let ends = [&range.low, &range.high].into_iter().flatten();
                self.belongs_any(x, ends.map(|(end, _)| end), back)
            }
            Node::List(items) => self.belongs_any(x, items.iter(), back),
            Node::Literal(Value::Range(range)) => {
                let ends = [&range.low, &range.high].into_iter().flatten();
                for (end, _) in ends {
                    self.meet(x, &Form::of(end.clone()));
                }
                x.moves()
            }
            Node::Compare(..) | Node::Between(..) | Node::In(..) | Node::And(_) | Node::Or(_) => {
                self.question(to, back)
            }
            _ => {
                let to = self.form(to, back);
                self.meet(x, &to)
            }
        }
    }

    fn belongs_any(&mut self, x: &Form, parts: impl Iterator<Item = &'a Expr>, back: Lag) -> bool {
        let mut moves = false;
        for part in parts {
            moves |= self.belongs(x, part, back);
        }
        moves
    }

    fn quantified(&mut self, bindings: &'a [Binding], test: &'a Expr, back: Lag) -> bool {
        if let [Binding { name, list }] = bindings
            && let Some(elements) = self.elements(list, back)
        {
            let mut moves = false;
            for element in elements {
                self.locals.push((name, element));
                moves |= self.question(test, back);
                self.locals.pop();
            }
            return moves;
        }
        let lists = bindings.iter().map(|binding| &binding.list);
        let moves = lists.chain([test]).any(|part| self.touches(part, back));
        self.lost |= moves;
        moves
    }

    /// A fact of yes or no that a formula gives.
    fn flag(&mut self, id: FactId, lag: Lag) -> bool {
        match self.derived(id, lag) {
            Some(formula) => self.deeper(|kinks| kinks.question(formula, lag.saturating_sub(1))),
            None => self.lever.fact == id && self.lever.lag == lag,
        }
    }

    /// The formula of a fact of which nothing is stated.
    fn derived(&self, id: FactId, lag: Lag) -> Option<&'a Expr> {
        self.row.derived(id, lag).filter(|_| self.depth < DEEPEST)
    }

    fn deeper<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let locals = std::mem::take(&mut self.locals);
        self.depth += 1;
        let found = look(self);
        self.depth -= 1;
        self.locals = locals;
        found
    }

    /// Whether it is one of the formulas by which the lever's records are known.
    fn key(&self, list: &Expr) -> bool {
        self.lever.kind.lists().iter().any(|key| std::ptr::eq(*key, list))
    }

    fn form(&mut self, part: &'a Expr, back: Lag) -> Form {
        match &*part.node {
            Node::Literal(value) => Form::of(value.clone()),
            Node::Local(name) | Node::Name(name) => {
                let found = self.locals.iter().rev().find(|(local, _)| local == name);
                found.map_or(Form::Unknown, |(_, form)| form.clone())
            }
            Node::Fact(id) => self.fact(*id, 0),
            Node::Year(id, lag) => self.fact(*id, lag.saturating_add(back)),
            Node::Score(at) => self.score(*at),
            Node::Negative(x) => self.form(x, back).negative(),
            Node::Arithmetic(op, a, b) => {
                let a = self.form(a, back);
                a.arithmetic(*op, &self.form(b, back))
            }
            Node::If(test, yes, no) => {
                if self.question(test, back) {
                    let yes = self.form(yes, back);
                    return yes.or(self.form(no, back));
                }
                match self.row.value_back(test, back).answer() {
                    Answer::Yes => self.form(yes, back),
                    Answer::No => self.form(no, back),
                    Answer::Unknown | Answer::Person => Form::Unknown,
                }
            }
            Node::Call(function, Arguments::Positional(arguments)) => {
                self.call(*function, arguments, back).unwrap_or_else(|| self.opaque(part, back))
            }
            _ => self.opaque(part, back),
        }
    }

    /// What is not followed: a constant where the lever is not in it.
    fn opaque(&mut self, part: &'a Expr, back: Lag) -> Form {
        if self.touches(part, back) {
            Form::Lost
        } else {
            Form::of(self.row.value_back(part, back))
        }
    }

    fn fact(&mut self, id: FactId, lag: Lag) -> Form {
        let lever = self.lever;
        if matches!(lever.kind, Kind::Figure { .. }) && lever.fact == id && lever.lag == lag {
            return Form::moved();
        }
        match self.derived(id, lag) {
            Some(formula) => self.deeper(|kinks| kinks.form(formula, lag.saturating_sub(1))),
            None => Form::of(self.row.year(id, lag)),
        }
    }

    /// The elements of a list whose length the lever does not change.
    fn elements(&mut self, list: &'a Expr, back: Lag) -> Option<Vec<Form>> {
        let lags: Vec<Lag> = match &*list.node {
            Node::List(items) => return Some(items.iter().map(|x| self.form(x, back)).collect()),
            Node::Last(_, count) => self.row.lived(*count, back)?,
            Node::Fact(_) => (1..=LONGEST_LAG).rev().map(|lag| lag.saturating_add(back)).collect(),
            _ => return None,
        };
        let (Node::Last(id, _) | Node::Fact(id)) = &*list.node else { return None };
        let fact = self.row.schema().get(*id)?;
        (fact.yearly && matches!(fact.of, Type::Number(_)))
            .then(|| lags.into_iter().map(|lag| self.fact(*id, lag)).collect())
    }

    fn call(&mut self, function: Function, given: &'a [Expr], back: Lag) -> Option<Form> {
        let name = function.name();
        if let ("count" | "sum", [list]) = (name, given)
            && self.key(list)
        {
            return Some(Form::moved());
        }
        if name == "count" {
            return match given {
                [list] if matches!(&*list.node, Node::Last(..)) => {
                    Some(Form::constant(whole(self.elements(list, back)?.len())?))
                }
                _ => None,
            };
        }
        if !["sum", "mean", "min", "max", "abs"].contains(&name) {
            return None;
        }
        let elements = match given {
            [list] if name != "abs" => self.elements(list, back)?,
            many => many.iter().map(|x| self.form(x, back)).collect(),
        };
        let add = |sum: Form, part: Form| sum.arithmetic(Arithmetic::Add, &part);
        let count = Form::constant(whole(elements.len())?);
        match name {
            "sum" => elements.into_iter().reduce(add),
            "mean" => {
                Some(elements.into_iter().reduce(add)?.arithmetic(Arithmetic::Divide, &count))
            }
            "abs" => {
                let x = elements.into_iter().next()?;
                self.meet(&x, &Form::constant(Number::ZERO));
                Some(if x.moves() { x.clone().or(x.negative()) } else { None? })
            }
            _ if elements.iter().any(Form::moves) => {
                self.meet_all(&elements);
                elements.into_iter().reduce(Form::or)
            }
            _ => None,
        }
    }

    fn meet_all(&mut self, forms: &[Form]) {
        for (at, one) in forms.iter().enumerate() {
            for two in forms.iter().skip(at + 1) {
                self.meet(one, two);
            }
        }
    }

    fn score(&mut self, at: usize) -> Form {
        if let Some(Some(form)) = self.scores.get(at) {
            return form.clone();
        }
        let Some(score) = self.decision.scores.get(at) else { return Form::Unknown };
        let form = match &score.rule {
            _ if !self.score_touches(at) => self.present(at),
            ScoreRule::Judged { .. } => self.present(at),
            ScoreRule::Bands { bands, .. } => self.bands(bands, at),
            ScoreRule::Sum { of, max } => self.sum(of, max.as_ref(), at),
            ScoreRule::Best { of } => {
                let parts: Vec<Form> = of.iter().map(|part| self.score(*part)).collect();
                if parts.iter().any(Form::moves) {
                    self.meet_all(&parts);
                    parts.into_iter().reduce(Form::or).unwrap_or(Form::Other)
                } else {
                    self.present(at)
                }
            }
        };
        if let Some(slot) = self.scores.get_mut(at) {
            *slot = Some(form.clone());
        }
        form
    }

    /// The nodes that were met and depend on the lever, earlier ones first.
    pub(super) fn moved_scores(&self) -> Vec<usize> {
        let moves = |form: &Option<Form>| form.as_ref().is_some_and(Form::moves);
        let scores = self.scores.iter().enumerate();
        scores.filter(|(_, form)| moves(form)).map(|(at, _)| at).collect()
    }

    /// What a node is at present.
    fn present(&self, at: usize) -> Form {
        self.row.scores().get(at).cloned().map_or(Form::Unknown, Form::of)
    }

    fn bands(&mut self, bands: &'a [Band], at: usize) -> Form {
        let mut moves = false;
        for band in bands {
            moves |= self.question(&band.test, 0);
        }
        if moves {
            let outcomes = bands.iter().map(|band| match &band.outcome {
                Outcome::Points(low, high) if low == high => Form::constant(low.clone()),
                Outcome::Points(..) | Outcome::Class(_) => Form::Stepped,
                Outcome::Formula(formula) => self.form(formula, 0),
            });
            return outcomes
                .reduce(Form::or)
                .map_or(Form::Other, |form| if form.moves() { form } else { Form::Stepped });
        }
        let open = |answer| answer != Answer::No;
        let applies = bands.iter().find(|band| open(self.row.value(&band.test).answer()));
        match applies.map(|band| &band.outcome) {
            Some(Outcome::Formula(formula)) => self.form(formula, 0),
            _ => self.present(at),
        }
    }

    fn sum(&mut self, of: &'a [usize], max: Option<&Number>, at: usize) -> Form {
        let parts: Vec<Form> = of.iter().map(|part| self.score(*part)).collect();
        if !parts.iter().any(Form::moves) {
            return self.present(at);
        }
        let add = |sum: Form, part: Form| sum.arithmetic(Arithmetic::Add, &part);
        let sum = parts.into_iter().reduce(add).unwrap_or(Form::Other);
        let Some(max) = max else { return sum };
        let max = Form::constant(max.clone());
        self.meet(&sum, &max);
        sum.or(max)
    }

    /// Whether the lever is anywhere in a formula.
    fn touches(&mut self, part: &'a Expr, back: Lag) -> bool {
        if self.key(part) {
            return true;
        }
        match &*part.node {
            Node::Fact(id) if self.row.schema().get(*id).is_some_and(|fact| fact.yearly) => {
                (1..=LONGEST_LAG).any(|lag| self.fact_touches(*id, lag.saturating_add(back)))
            }
            Node::Fact(id) => self.fact_touches(*id, 0),
            Node::Year(id, lag) => self.fact_touches(*id, lag.saturating_add(back)),
            Node::Last(id, count) => {
                (1..=*count).any(|lag| self.fact_touches(*id, lag.saturating_add(back)))
            }
            Node::Score(at) => self.score_touches(*at),
            Node::Local(name) | Node::Name(name) => {
                self.locals.iter().any(|(local, form)| local == name && form.moves())
            }
            _ if counts_years(part) => false,
            _ => any_child(part, &mut |part| self.touches(part, back)),
        }
    }

    fn fact_touches(&mut self, id: FactId, lag: Lag) -> bool {
        let lever = self.lever;
        if lever.fact == id && lever.lag == lag && !lever.kind.is_list() {
            return true;
        }
        let formula = self.derived(id, lag);
        formula.is_some_and(|formula| {
            self.deeper(|kinks| kinks.touches(formula, lag.saturating_sub(1)))
        })
    }

    fn score_touches(&mut self, at: usize) -> bool {
        let lever = self.lever;
        if !lever.kind.is_list() {
            return self.ground.facts(at).contains(&(lever.fact, lever.lag));
        }
        if let Some(Some(touched)) = self.touched.get(at) {
            return *touched;
        }
        let Some(score) = self.decision.scores.get(at) else { return false };
        let touched = score.formulas().any(|formula| self.touches(formula, 0))
            || earlier(score, at).any(|node| self.score_touches(node));
        if let Some(slot) = self.touched.get_mut(at) {
            *slot = Some(touched);
        }
        touched
    }
}

fn whole(count: usize) -> Option<Number> {
    i64::try_from(count).ok().map(Number::from_i64)
}
