//! Formulas as trees.

use crate::fact::{FactId, Lag};
use crate::fault::Span;
use crate::value::Value;

/// A formula and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expr {
    /// Where it was written.
    pub span: Span,
    /// What it says.
    pub node: Box<Node>,
}

impl Expr {
    /// A formula at a place.
    pub fn new(span: Span, node: Node) -> Self {
        Self { span, node: Box::new(node) }
    }
}

/// What a formula says. `parse` leaves names as [`Node::Name`]; `check` turns them into
/// facts, scores and locals.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A constant.
    Literal(Value),
    /// A name that nobody has looked up.
    Name(String),
    /// A fact: its value, or for a yearly fact the list of its years, oldest first.
    Fact(FactId),
    /// One year of a yearly fact: `营业收入[-1]` is lag 1.
    Year(FactId, Lag),
    /// `last(fact, n)`: the years among the last `n` that exist, oldest first.
    Last(FactId, Lag),
    /// `last(name, n)` before the name was looked up; unknown to whoever evaluates it as it is.
    LastOf(Expr, Lag),
    /// The day of the application, `on`.
    On,
    /// A variable of `for`, `some`, `every`, the `item` of a filter, or `?` of a unary test.
    Local(String),
    /// A node of the score tree of the same policy, by position.
    Score(usize),
    /// What a person must decide.
    Judge(String),
    /// `-x`.
    Negative(Expr),
    /// Arithmetic.
    Arithmetic(Arithmetic, Expr, Expr),
    /// A comparison.
    Compare(Comparison, Expr, Expr),
    /// `x between a and b`, both ends included.
    Between(Expr, Expr, Expr),
    /// `x in (t, t, …)`: true when any test holds.
    In(Expr, Vec<Test>),
    /// Conjunction, in three-valued logic.
    And(Vec<Expr>),
    /// Disjunction, in three-valued logic.
    Or(Vec<Expr>),
    /// `if a then b else c`.
    If(Expr, Expr, Expr),
    /// `list[x]`: an index or a filter, told apart by the type of `x`.
    Filter(Expr, Expr),
    /// `record.field`.
    Field(Expr, String),
    /// `[a, b, c]`.
    List(Vec<Expr>),
    /// `[a..b]` and its open forms; a missing end is unbounded, as in `(< 10)`.
    Range(RangeExpr),
    /// `for x in list return y`.
    For(Vec<Binding>, Expr),
    /// `some x in list satisfies y`.
    Some(Vec<Binding>, Expr),
    /// `every x in list satisfies y`.
    Every(Vec<Binding>, Expr),
    /// A function of the language.
    Call(Function, Arguments),
}

/// `name in list` of an iteration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Binding {
    /// The variable.
    pub name: String,
    /// What it runs over.
    pub list: Expr,
}

/// A range before its ends are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RangeExpr {
    /// Lower end and whether it belongs to the range.
    pub low: Option<(Expr, bool)>,
    /// Upper end and whether it belongs to the range.
    pub high: Option<(Expr, bool)>,
}

/// A unary test: what stands on the right of `in`, or in a band of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// `>= x`, `= x`, …
    Compare(Comparison, Expr),
    /// A value to be equal to, a list to be in, a range to lie in; or, where it uses `?`, a formula.
    Value(Expr),
    /// `-`: anything, an unknown too.
    Anything,
    /// `not(…)`: none of these.
    Not(Vec<Test>),
}

/// `+ - * / **`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `**`
    Power,
}

/// `= != < <= > >=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::Unequal => Self::Unequal,
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
        }
    }

    /// Whether two values in this order satisfy it.
    #[must_use]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    /// As written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// The arguments of a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arguments {
    /// By position.
    Positional(Vec<Expr>),
    /// By name, as in `substring(string: "abc", start position: 2)`.
    Named(Vec<(String, Expr)>),
}

/// A function of the language, by its entry in the table of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Function(pub(crate) u16);
