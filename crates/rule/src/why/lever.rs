//! Levers: the facts that a formula stands on and that could be otherwise.

use crate::decision::{Decision, Score, ScoreRule};
use crate::expr::{Arguments, Comparison, Expr, Node};
use crate::fact::{DEEPEST, Direction, FactId, LONGEST_LAG, Lag, Type, decimals};
use crate::number::Number;
use crate::row::{Row, Supposed};
use crate::value::Value;
use crate::walk::{any_child, contains, each_child, same};

/// What is moved.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    /// A number, in the least steps of 10^-decimals.
    Figure { decimals: u8 },
    /// A fact of yes or no.
    Flag,
    /// How many records of a list there are of one description. The formulas that speak of
    /// them: arguments of `count`, and `some`.
    Records(Vec<&'a Expr>),
    /// What the records of a list of one description come to together, in least steps of
    /// 10^-decimals. The formulas that speak of them: arguments of `sum`.
    Total(Vec<&'a Expr>, u8),
}

impl<'a> Kind<'a> {
    /// Whether records of a list are moved.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::Records(_) | Self::Total(..))
    }

    /// The formulas by which the records are known.
    pub(super) fn lists(&self) -> &[&'a Expr] {
        match self {
            Self::Records(lists) | Self::Total(lists, _) => lists,
            Self::Figure { .. } | Self::Flag => &[],
        }
    }
}

/// A fact that could be otherwise.
#[derive(Clone, Debug)]
pub(super) struct Lever<'a> {
    pub(super) fact: FactId,
    pub(super) lag: Lag,
    /// By what it is known: itself, or the fact that a count of its records is.
    pub(super) named: (FactId, Lag),
    pub(super) kind: Kind<'a>,
    /// What it is. For records, how many of the description there are.
    pub(super) from: Value,
    /// It may become more, or true.
    pub(super) up: bool,
    /// It may become less, or false.
    pub(super) down: bool,
    /// The enterprise can move it.
    pub(super) movable: bool,
}

impl<'a> Lever<'a> {
    /// The present figure, with the least step it moves by; `None` for a flag.
    pub(super) fn figure(&self) -> Option<(&Number, u8)> {
        match (&self.kind, &self.from) {
            (Kind::Figure { decimals } | Kind::Total(_, decimals), Value::Number(from, _)) => {
                Some((from, *decimals))
            }
            (Kind::Records(_), Value::Number(from, _)) => Some((from, 0)),
            _ => None,
        }
    }

    /// Supposes that it is `to`.
    pub(super) fn suppose(&self, to: &Value, supposed: &mut Supposed<'a>) {
        let more = match (&self.kind, to, &self.from) {
            (Kind::Figure { .. } | Kind::Flag, ..) => {
                return supposed.set(self.fact, self.lag, to.clone());
            }
            (_, Value::Number(to, of), Value::Number(from, _)) => match to.checked_sub(from) {
                Some(more) if matches!(self.kind, Kind::Total(..)) => {
                    vec![Value::Number(more, *of)]
                }
                Some(more) => {
                    let more = more.to_i64_scaled(0).and_then(|more| usize::try_from(more).ok());
                    vec![Value::Null; more.unwrap_or(0)]
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
        };
        for list in self.kind.lists() {
            supposed.add(list, more.clone());
        }
    }

    /// The texts by which its records are told from others, each once, as they are written; none
    /// where some of them say what the records are not.
    pub(super) fn described(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        let list = self.kind.lists().first();
        if list.is_some_and(|list| is_denied(list, &mut texts)) { Vec::new() } else { texts }
    }

    fn is(&self, other: &Self) -> bool {
        let lists = self.kind.lists().iter().zip(other.kind.lists());
        let same_kind = std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind)
            && (!self.kind.is_list() || lists.into_iter().any(|(one, two)| alike(one, two)));
        self.fact == other.fact && self.lag == other.lag && same_kind
    }
}

/// Whether any part says by a text what something is not; until then, its texts, each once.
fn is_denied(part: &Expr, texts: &mut Vec<String>) -> bool {
    if denies(part) {
        return true;
    }
    if let Node::Literal(Value::Text(text)) = &*part.node
        && !texts.contains(text)
    {
        texts.push(text.clone());
    }
    any_child(part, &mut |part| is_denied(part, texts))
}

/// Whether a part says by a text what something is not.
fn denies(part: &Expr) -> bool {
    let denied = match &*part.node {
        Node::Compare(Comparison::Unequal, ..) => true,
        Node::Call(function, _) => function.name() == "not",
        _ => false,
    };
    denied && contains(part, &|node| matches!(node, Node::Literal(Value::Text(_))))
}

/// Whether two formulas say the same of a list, wherever they were written.
fn alike(one: &Expr, two: &Expr) -> bool {
    std::ptr::eq(one, two) || same(one, two)
}

/// Levers, each once; their positions for those that a formula stands on.
#[derive(Debug, Default)]
pub(super) struct Levers<'a>(pub(super) Vec<Lever<'a>>);

impl<'a> Levers<'a> {
    /// The place of a lever, which joins another that moves the same.
    fn place(&mut self, lever: Lever<'a>) -> usize {
        if let Some(at) = self.0.iter().position(|known| known.is(&lever)) {
            if let Some(Lever { kind: Kind::Records(lists) | Kind::Total(lists, _), .. }) =
                self.0.get_mut(at)
            {
                for list in lever.kind.lists() {
                    if !lists.iter().any(|known| std::ptr::eq(*known, *list)) {
                        lists.push(list);
                    }
                }
            }
            return at;
        }
        self.0.push(lever);
        self.0.len() - 1
    }
}

/// Goes through formulas in search of levers.
pub(super) struct Finder<'a, 'l> {
    pub(super) decision: &'a Decision,
    pub(super) row: Row<'a>,
    pub(super) levers: &'l mut Levers<'a>,
    /// Positions of the levers of the formulas gone through.
    pub(super) found: Vec<usize>,
    /// Positions of those that another stands for.
    pub(super) behind: Vec<usize>,
    scores: Vec<bool>,
    depth: usize,
}

impl<'a, 'l> Finder<'a, 'l> {
    pub(super) fn new(decision: &'a Decision, row: Row<'a>, levers: &'l mut Levers<'a>) -> Self {
        let scores = vec![false; decision.scores.len()];
        let (found, behind) = (Vec::new(), Vec::new());
        Self { decision, row, levers, found, behind, scores, depth: 0 }
    }

    pub(super) fn formula(&mut self, formula: &'a Expr) {
        self.part(formula, 0);
    }

    fn part(&mut self, part: &'a Expr, back: Lag) {
        match &*part.node {
            Node::Fact(id) if self.is_yearly(*id) => {
                for lag in 1..=LONGEST_LAG {
                    self.fact(*id, lag.saturating_add(back));
                }
            }
            Node::Fact(id) => self.fact(*id, 0),
            Node::Year(id, lag) => self.fact(*id, lag.saturating_add(back)),
            Node::Last(id, count) => {
                for lag in self.row.lived(*count, back).unwrap_or_default() {
                    self.fact(*id, lag);
                }
            }
            Node::Score(at) => self.score(*at),
            _ if counts_years(part) => {}
            _ => {
                if let Some((list, from)) = self.records(part, back) {
                    self.list(part, list, from);
                }
                each_child(part, &mut |child| self.part(child, back));
            }
        }
    }

    fn is_yearly(&self, id: FactId) -> bool {
        self.row.schema().get(id).is_some_and(|fact| fact.yearly)
    }

    fn fact(&mut self, id: FactId, lag: Lag) {
        let Some(fact) = self.row.schema().get(id) else { return };
        let stated = self.row.stated_value(id, lag);
        if let (None, Some(formula)) = (&stated, &fact.formula)
            && self.depth < DEEPEST
        {
            let outer = std::mem::take(&mut self.found);
            self.depth += 1;
            self.part(formula, lag.saturating_sub(1));
            self.depth -= 1;
            let inner = std::mem::replace(&mut self.found, outer);
            // What a firm can move itself stands for the list behind it, but not for the
            // figures it is made from: moved alone it would belie them.
            if fact.movable.is_none()
                || self.moves_figures(&inner)
                || self.is_count(formula, &inner, (id, lag))
            {
                for at in inner {
                    if !self.found.contains(&at) {
                        self.found.push(at);
                    }
                }
                return;
            }
            self.behind.extend(inner);
        }
        let from = stated.unwrap_or_else(|| self.row.year(id, lag));
        let kind = match (&fact.of, &from) {
            (Type::Number(_), Value::Number(..)) => Kind::Figure { decimals: fact.decimals() },
            (Type::Bool, Value::Bool(_)) => Kind::Flag,
            _ => return,
        };
        self.add(id, lag, (kind, from));
    }

    /// Whether a movable fact is the count of one description of records: then these are its
    /// lever, by its name, so that the same count written out elsewhere moves with it.
    fn is_count(&mut self, formula: &Expr, inner: &[usize], named: (FactId, Lag)) -> bool {
        let Node::Call(_, Arguments::Positional(arguments)) = &*formula.node else { return false };
        let ([list], [only]) = (arguments.as_slice(), inner) else { return false };
        match self.levers.0.get_mut(*only) {
            Some(Lever { kind: Kind::Records(lists), named: name, movable, up: true, .. })
                if lists.iter().any(|key| std::ptr::eq(*key, list)) =>
            {
                (*name, *movable) = (named, true);
                true
            }
            _ => false,
        }
    }

    fn moves_figures(&self, found: &[usize]) -> bool {
        let mut levers = found.iter().filter_map(|at| self.levers.0.get(*at));
        levers.any(|lever| lever.movable && !lever.kind.is_list())
    }

    fn add(&mut self, id: FactId, lag: Lag, (kind, from): (Kind<'a>, Value)) {
        let movable = self.row.schema().get(id).and_then(|fact| fact.movable);
        let direction = movable.map(|movable| movable.direction);
        let down = !kind.is_list();
        let lever = Lever {
            fact: id,
            lag,
            named: (id, lag),
            kind,
            from,
            up: direction != Some(Direction::Down),
            down: down && matches!(direction, Some(Direction::Down | Direction::Either)),
            movable: movable.is_some(),
        };
        let at = self.levers.place(lever);
        if !self.found.contains(&at) {
            self.found.push(at);
        }
    }

    /// The list fact whose records a formula counts, sums up or asks for, and what it finds.
    fn records(&self, part: &'a Expr, back: Lag) -> Option<(FactId, Value)> {
        let list = match &*part.node {
            Node::Call(function, Arguments::Positional(arguments))
                if ["count", "sum"].contains(&function.name()) =>
            {
                match arguments.as_slice() {
                    [list] => list,
                    _ => return None,
                }
            }
            Node::Some(bindings, _) => match bindings.as_slice() {
                [binding] => &binding.list,
                _ => return None,
            },
            _ => return None,
        };
        let fact = self.list_fact(list)?;
        match self.row.value_back(part, back) {
            Value::Bool(some) => Some((fact, Value::whole(some.into()))),
            count @ Value::Number(..) => Some((fact, count)),
            _ => None,
        }
    }

    fn list_fact(&self, list: &Expr) -> Option<FactId> {
        match &*list.node {
            Node::Fact(id) => {
                let fact = self.row.schema().get(*id)?;
                (matches!(fact.of, Type::List(_)) || !fact.fields.is_empty()).then_some(*id)
            }
            Node::Filter(list, _) | Node::Field(list, _) => self.list_fact(list),
            _ => None,
        }
    }

    fn list(&mut self, part: &'a Expr, list: FactId, from: Value) {
        let kind = match (&*part.node, &from) {
            (Node::Call(function, Arguments::Positional(arguments)), Value::Number(_, of)) => {
                let keys = arguments.iter().collect();
                match function.name() {
                    "sum" => Kind::Total(keys, decimals(*of)),
                    _ => Kind::Records(keys),
                }
            }
            _ => Kind::Records(vec![part]),
        };
        self.add(list, 0, (kind, from));
    }

    pub(super) fn score(&mut self, at: usize) {
        match self.scores.get_mut(at) {
            Some(seen) if !*seen => *seen = true,
            _ => return,
        }
        let Some(score) = self.decision.scores.get(at) else { return };
        for formula in score.formulas() {
            self.part(formula, 0);
        }
        for node in nodes(score) {
            self.score(*node);
        }
    }
}

/// Whether a formula asks only how many years there are, whatever the figures.
pub(super) fn counts_years(part: &Expr) -> bool {
    let Node::Call(function, Arguments::Positional(arguments)) = &*part.node else { return false };
    let [list] = arguments.as_slice() else { return false };
    matches!(*list.node, Node::Last(..)) && function.name() == "count"
}

/// The nodes that a node sums up or chooses from.
pub(super) fn nodes(score: &Score) -> &[usize] {
    match &score.rule {
        ScoreRule::Sum { of, .. } | ScoreRule::Best { of } => of,
        ScoreRule::Bands { .. } | ScoreRule::Judged { .. } => &[],
    }
}
