//! Parts of formulas said with their figures: 研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0%.

use base::{Dimension, Unit, Year};
use rule::expr::{Arguments, Arithmetic, Comparison, Expr, Node};
use rule::fact::{FactId, Lag};
use rule::fault::Span;
use rule::row::Row;
use rule::value::{Answer, Value};
use rule::walk::any_child;
use rule::why::{Compared, Relation};

use super::Question;
use crate::say::{self, Tongue};

/// A formula of a policy as written, and the enterprise it is said of.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) row: Row<'a>,
    pub(super) formula: &'a Expr,
    /// The text that the spans of the formula count in.
    pub(super) written: &'a str,
    /// The names of the score tree.
    pub(super) scores: &'a [rule::decision::Score],
}

impl Speech<'_> {
    /// A comparison as a sum: both sides with their figures, and how they stand; and its
    /// threshold: the right side as written, or with its figures.
    pub(super) fn compared(&self, compared: &Compared) -> (String, String) {
        let [left, right, _] = compared.spans;
        let [left, right] = [left, right].map(|span| find(self.formula, span));
        let unit = [left, right].into_iter().flatten().find_map(|part| self.unit_of(part));
        let [one, other] = self.values(compared, unit);
        let (left, right) = (self.side(left, &one), self.side(right, &other));
        let threshold = format!("{} {right}", rule_symbol(compared.relation, self.tongue()));
        let says = match relation(compared, self.tongue()) {
            Some(relation) => format!("{left} {relation} {right}"),
            None => self.tongue().asked_for(&left, &threshold),
        };
        (says, threshold)
    }

    fn tongue(&self) -> Tongue {
        self.question.tongue
    }

    /// What a part comes to.
    fn value(&self, part: &Expr, unit: Option<Unit>) -> String {
        say::value(&self.row.value(part), unit, self.tongue())
    }

    /// Both values with as many decimals as it takes to tell them apart.
    fn values(&self, compared: &Compared, unit: Option<Unit>) -> [String; 2] {
        match (&compared.left, &compared.right) {
            (Value::Number(one, dimension), Value::Number(other, same)) if dimension == same => {
                say::pair(one, other, unit, *dimension)
            }
            (one, other) => [one, other].map(|value| say::value(value, unit, self.tongue())),
        }
    }

    /// The whole formula with its figures.
    pub(super) fn whole(&self, unit: Option<Unit>) -> String {
        let unit = self.unit_of(self.formula).or(unit);
        self.side(Some(self.formula), &self.value(self.formula, unit))
    }

    /// One side: what is written where it is a constant, a fact with its value, a sum that is
    /// worked out.
    fn side(&self, part: Option<&Expr>, value: &str) -> String {
        let Some(part) = part else { return value.to_owned() };
        let part = self.counted(part);
        match &*part.node {
            Node::Arithmetic(..) | Node::Negative(_) => format!("{} = {value}", self.part(part)),
            Node::Literal(Value::Number(..)) => self.number(part),
            Node::Literal(Value::Text(text)) => format!("“{text}”"),
            Node::Literal(_) | Node::List(_) | Node::Range(_) => value.to_owned(),
            Node::If(..) => self.choice(part),
            _ => self.named(part, value),
        }
    }

    /// A part within a sum.
    fn part(&self, part: &Expr) -> String {
        let part = self.counted(part);
        match &*part.node {
            Node::Arithmetic(op, a, b) => {
                format!("{} {} {}", self.operand(*op, a), sign(*op), self.operand(*op, b))
            }
            Node::Negative(x) => format!("−{}", self.part(x)),
            Node::Literal(_) => self.number(part),
            Node::If(..) => self.choice(part),
            _ => {
                let value = self.value(part, self.unit(part.span));
                self.named(part, &value)
            }
        }
    }

    /// The part that counts: of `if` the branch that was taken, of `max` and `min` the argument
    /// that was the highest or the lowest.
    fn counted<'e>(&self, part: &'e Expr) -> &'e Expr {
        let inner = match &*part.node {
            Node::If(test, yes, no) => match self.row.value(test).answer() {
                Answer::Yes => Some(yes),
                Answer::No => Some(no),
                Answer::Unknown | Answer::Person => None,
            },
            Node::Call(function, Arguments::Positional(arguments))
                if arguments.len() > 1 && matches!(function.name(), "max" | "min") =>
            {
                let value = self.row.value(part);
                arguments.iter().find(|argument| self.row.value(argument) == value)
            }
            _ => None,
        };
        inner.map_or(part, |inner| self.counted(inner))
    }

    /// A choice whose test is open: all that it may come to.
    fn choice(&self, part: &Expr) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut open = vec![part];
        while let Some(part) = open.pop() {
            if let Node::If(_, yes, no) = &*part.node {
                open.extend([no, yes]);
            } else {
                let one = self.part(part);
                if !said.contains(&one) {
                    said.push(one);
                }
            }
        }
        self.tongue().choice(&said)
    }

    /// Sums within products stand in brackets.
    fn operand(&self, outer: Arithmetic, part: &Expr) -> String {
        let weak = |op: &Arithmetic| matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        match &*part.node {
            Node::Arithmetic(inner, ..) if weak(inner) && !weak(&outer) => {
                let part = self.part(part);
                self.tongue().say([format_args!("（{part}）"), format_args!("({part})")])
            }
            _ => self.part(part),
        }
    }

    /// What a part is called, with its value.
    fn named(&self, part: &Expr, value: &str) -> String {
        let label = match &*part.node {
            Node::Year(id, lag) => self.yearly(*id, *lag),
            Node::Fact(id) => self.question.name(*id).to_owned(),
            Node::On => self.tongue().application_day().to_owned(),
            Node::Score(at) => self.scores.get(*at).map_or("", |score| &score.name).to_owned(),
            Node::Judge(name) => name.clone(),
            Node::Call(function, Arguments::Positional(arguments)) if arguments.len() == 1 => {
                let of = arguments.first().unwrap_or(part);
                let label = self.aggregate(function.name(), of, part);
                let counted = function.name() == "count" && list(of).is_some();
                if counted && !value.starts_with(self.tongue().missing()) {
                    return format!("{label} {}", self.tongue().records(value));
                }
                return format!("{label} {value}");
            }
            Node::Call(..) if matches!(self.row.value(part), Value::Date(_)) => {
                return value.to_owned();
            }
            _ => self.text(part),
        };
        format!("{label} {value}")
    }

    fn aggregate(&self, function: &str, of: &Expr, whole: &Expr) -> String {
        let tongue = self.tongue();
        if let Node::Last(id, count) = &*of.node {
            let said = tongue.over_years(function, self.question.name(*id), *count);
            return said.unwrap_or_else(|| self.text(whole));
        }
        match (function, list(of), &*of.node) {
            ("count", Some(list), _) => self.listed(list),
            ("sum", _, Node::Field(records, field)) => match list(records) {
                Some(list) => tongue.total_of(&self.listed(list), self.field(list.0, field)),
                None => self.text(whole),
            },
            _ => self.text(whole),
        }
    }

    /// The list, or those of its records that a condition leaves.
    fn listed(&self, (id, filtered): (FactId, bool)) -> String {
        let name = self.question.name(id);
        if filtered { self.tongue().fitting(name) } else { name.to_owned() }
    }

    /// The Chinese name of a field of a list's records, however the formula writes it.
    fn field<'f>(&'f self, list: FactId, written: &'f str) -> &'f str {
        let fields = self.question.shelf.schema.get(list).map_or(&[][..], |fact| &fact.fields);
        let named = fields.iter().find(|field| field.id == written || field.name == written);
        named.map_or(written, |field| &field.name)
    }

    /// The last complete year needs no saying.
    fn yearly(&self, id: FactId, lag: Lag) -> String {
        let name = self.question.name(id);
        if lag <= 1 {
            return name.to_owned();
        }
        let year = Year::of(self.question.table.on).back(i16::from(lag));
        self.tongue().of_year(name, year)
    }

    fn text(&self, part: &Expr) -> String {
        let text = self.written.get(part.span.range()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A constant as it is written, its digits grouped where it has a unit: a bare 2025 may be a
    /// year.
    fn number(&self, part: &Expr) -> String {
        let text = self.text(part);
        let digits = text.find(|c: char| c != '-' && !c.is_ascii_digit()).unwrap_or(text.len());
        match (&*part.node, text.split_at(digits)) {
            (Node::Literal(Value::Number(_, dimension)), (whole, rest))
                if *dimension != Dimension::NONE =>
            {
                format!("{}{rest}", say::grouped(whole))
            }
            _ => text,
        }
    }

    /// The unit that what is written at a place is shown in.
    fn unit(&self, span: Span) -> Option<Unit> {
        self.unit_of(find(self.formula, span)?)
    }

    /// The unit that a part is shown in: of its fact, or as a constant is written.
    fn unit_of(&self, part: &Expr) -> Option<Unit> {
        match &*part.node {
            Node::Year(id, _) | Node::Fact(id) | Node::Last(id, _) => {
                self.question.shelf.schema.get(*id)?.unit
            }
            Node::Score(at) => self.scores.get(*at)?.unit,
            Node::Literal(Value::Number(_, Dimension::NONE)) => {
                self.text(part).ends_with(['%', '％']).then_some(Unit::PERCENT)
            }
            Node::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, a, _) => self.unit(a.span),
            Node::If(_, yes, _) => self.unit(yes.span),
            Node::Arithmetic(Arithmetic::Power | Arithmetic::Multiply | Arithmetic::Divide, ..) => {
                None
            }
            Node::Call(_, Arguments::Positional(arguments)) => match arguments.as_slice() {
                [only] => self.unit(only.span),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The list fact whose records are counted, and whether only some of them.
fn list(part: &Expr) -> Option<(FactId, bool)> {
    match &*part.node {
        Node::Fact(id) => Some((*id, false)),
        Node::Filter(inner, _) => list(inner).map(|(id, _)| (id, true)),
        _ => None,
    }
}

/// The part of a formula that is written at a place.
fn find(formula: &Expr, span: Span) -> Option<&Expr> {
    if formula.span == span {
        return Some(formula);
    }
    let mut found = None;
    any_child(formula, &mut |part| {
        found = find(part, span);
        found.is_some()
    });
    found
}

fn sign(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "＋",
        Arithmetic::Subtract => "−",
        Arithmetic::Multiply => "×",
        Arithmetic::Divide => "÷",
        Arithmetic::Power => "^",
    }
}

/// How two sides stand, where that is known: the rule's relation only where it holds.
fn relation(compared: &Compared, tongue: Tongue) -> Option<&'static str> {
    match (compared.relation, compared.answer) {
        (Relation::Is(op), Answer::No) => Some(opposite(op)),
        (Relation::In, Answer::No) => Some(tongue.among(Answer::No)),
        (relation, Answer::Yes) => Some(rule_symbol(relation, tongue)),
        (_, Answer::Unknown | Answer::Person) => None,
    }
}

/// What a rule asks for.
fn rule_symbol(relation: Relation, tongue: Tongue) -> &'static str {
    match relation {
        Relation::Is(Comparison::Equal) => "=",
        Relation::Is(Comparison::Unequal) => "≠",
        Relation::Is(Comparison::Less) => "<",
        Relation::Is(Comparison::AtMost) => "≤",
        Relation::Is(Comparison::More) => ">",
        Relation::Is(Comparison::AtLeast) => "≥",
        Relation::In => tongue.among(Answer::Yes),
    }
}

fn opposite(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "≠",
        Comparison::Unequal => "=",
        Comparison::Less => "≥",
        Comparison::AtMost => ">",
        Comparison::More => "≤",
        Comparison::AtLeast => "<",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Depth;
    use crate::policy::kit::{Firms, ON, asking, table};

    /// What a clause compared for a firm with 营业收入 and 研发费用 of 2025 in 万元.
    fn said(when: &str, revenue: i64, research: i64) -> (String, String) {
        told(when, (Some(revenue), Some(research)), Tongue::Chinese)
    }

    fn told(when: &str, firm: (Option<i64>, Option<i64>), tongue: Tongue) -> (String, String) {
        let (shelf, subjects) = (asking(when), Firms::default());
        let table = table(&shelf, ON, &[firm]);
        let policy = shelf.policy("demo/one", ON).unwrap();
        let question = Question::new(&shelf, &subjects, &table, vec![policy]).told_in(tongue);
        let asked = &question.asked[0];
        let answered = question.answer(asked, 0, Depth::Answer);
        let sum = question.proof(asked, 0, &answered)[1].sums[0].clone();
        (sum.says, sum.threshold)
    }

    #[test]
    fn a_threshold_with_a_unit_is_grouped_as_its_figure_is() {
        for (when, says, threshold) in [
            ("营业收入[-1] > 20000 万元", "营业收入 12,345.00 万元 ≤ 20,000 万元", "> 20,000 万元"),
            (
                "营业收入[-1] >= 123456789.5 元",
                "营业收入 12,345.00 万元 < 123,456,789.5 元",
                "≥ 123,456,789.5 元",
            ),
            ("营业收入[-1] < 2 亿元", "营业收入 12,345.00 万元 < 2 亿元", "< 2 亿元"),
            ("营业收入[-1] >= 999 万元", "营业收入 12,345.00 万元 ≥ 999 万元", "≥ 999 万元"),
            ("营业收入[-1] > -1000 元", "营业收入 12,345.00 万元 > −1,000 元", "> −1,000 元"),
            (
                "营业收入[-1] - 1000 万元 >= 研发费用[-1]",
                "营业收入 12,345.00 万元 − 1,000 万元 = 11,345.00 万元 ≥ 研发费用 100.00 万元",
                "≥ 研发费用 100.00 万元",
            ),
            (
                "营业收入[-1] >= 20000 万元 * 研发费用[-1] / 营业收入[-1]",
                "营业收入 12,345.00 万元 ≥ 20,000 万元 × 研发费用 100.00 万元 ÷ 营业收入 12,345.00 万元 \
                 = 162.01 万元",
                "≥ 20,000 万元 × 研发费用 100.00 万元 ÷ 营业收入 12,345.00 万元 = 162.01 万元",
            ),
        ] {
            assert_eq!(said(when, 12_345, 100), (says.to_owned(), threshold.to_owned()), "{when}");
        }
    }

    #[test]
    fn a_comparison_is_told_in_the_readers_language() {
        let both = |when, firm| {
            [Tongue::Chinese, Tongue::English].map(|tongue| told(when, firm, tongue).0)
        };
        assert_eq!(
            both("营业收入[-1] > 20000 万元", (None, Some(1))),
            ["营业收入 待补，要求 > 20,000 万元", "营业收入 missing; asked for: > 20,000 万元"]
        );
        assert_eq!(
            both("研发费用[-1] / 营业收入[-1] >= 5%", (Some(4800), Some(192))),
            ["研发费用 192.00 万元 ÷ 营业收入 4,800.00 万元 = 4.0% < 5%"; 2]
        );
        assert_eq!(
            both("count(资质称号[种类 = \"示范企业\"]) >= 1", (None, None)),
            ["符合条件的资质称号 待补，要求 ≥ 1", "fitting 资质称号 missing; asked for: ≥ 1"]
        );
    }

    #[test]
    fn years_and_bare_numbers_stay_as_they_are_written() {
        let years = "on.year >= 2025";
        assert_eq!(said(years, 1, 1).1, "≥ 2025");
        let ratio = "营业收入[-1] / 研发费用[-1] >= 1000";
        assert_eq!(
            said(ratio, 12_345, 1).0,
            "营业收入 12,345.00 万元 ÷ 研发费用 1.00 万元 = 12,345 ≥ 1000"
        );
    }
}
