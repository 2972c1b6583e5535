//! A zone of one enterprise, written in the language.

use base::{Dimension, day::parse_day};

use crate::bits::Bits;
use crate::check::{Context, band, condition, resolve, yearly};
use crate::decide::{Finding, decide};
use crate::decision::{Band, Clause, Condition, Decision, Outcome, Score, ScoreRule};
use crate::expr::Expr;
use crate::fact::{Direction, Effort, Fact, FactId, Field, Judgement, Lag, Movable, Schema, Type};
use crate::number::Number;
use crate::parse;
use crate::row::Row;
use crate::table::{Column, Table, Values, day_number};
use crate::value::{Answer, Value};
use crate::why::{self, Change, Gap, Reach, Shortfall};

pub(super) const UP: Option<Direction> = Some(Direction::Up);
pub(super) const DOWN: Option<Direction> = Some(Direction::Down);
pub(super) const FIXED: Option<Direction> = None;
pub(super) const MONEY: Type = Type::Number(Dimension::MONEY);
pub(super) const PEOPLE: Type = Type::Number(Dimension::PERSON);
pub(super) const RATIO: Type = Type::Number(Dimension::NONE);

/// The type of a fact, whether it is yearly, and which way it may move.
type Shape = (Type, bool, Option<Direction>);

pub(super) struct Zone {
    pub(super) schema: Schema,
    pub(super) table: Table,
    pub(super) decision: Decision,
    names: Vec<(String, Type)>,
}

impl Zone {
    /// On 21 November 2026, with an enterprise registered on `born`.
    pub(super) fn born(born: &str) -> Self {
        let mut zone = Self {
            schema: Schema::default(),
            table: Table::new(1, parse_day("2026-11-21").expect("a day")),
            decision: Decision::default(),
            names: Vec::new(),
        };
        let id = zone.point("成立日期", (Type::Date, FIXED), "");
        zone.schema.born = Some(id);
        zone.state(id, 0, &Value::Date(parse_day(born).expect("a day")));
        zone
    }

    pub(super) fn new() -> Self {
        Self::born("2019-05-01")
    }

    fn add(&mut self, name: &str, (of, yearly, way): Shape) -> FactId {
        let movable = way.map(|direction| Movable { direction, by: Effort::Time });
        let fact = Fact {
            id: format!("f{}", self.schema.len()),
            name: name.to_owned(),
            of,
            unit: None,
            yearly,
            movable,
            fields: Vec::new(),
            values: Vec::new(),
            formula: None,
        };
        self.schema.add(fact).expect("a name of its own")
    }

    /// A fact without years; unknown where `stated` is empty.
    pub(super) fn point(
        &mut self,
        name: &str,
        (of, way): (Type, Option<Direction>),
        stated: &str,
    ) -> FactId {
        let id = self.add(name, (of, false, way));
        self.say(id, 0, stated);
        id
    }

    /// A yearly fact, the last complete year first.
    pub(super) fn years(
        &mut self,
        name: &str,
        (of, way): (Type, Option<Direction>),
        stated: &[&str],
    ) -> FactId {
        let id = self.add(name, (of, true, way));
        for (lag, stated) in (1..).zip(stated) {
            self.say(id, lag, stated);
        }
        id
    }

    pub(super) fn derived(&mut self, name: &str, shape: Shape, formula: &str) -> FactId {
        let each_year = shape.1;
        let id = self.add(name, shape);
        let parsed = parse::formula(formula).expect("a formula");
        let context = Context { schema: &self.schema, scores: &[], item: None };
        let checked =
            if each_year { yearly(&parsed, &context) } else { resolve(&parsed, &context) };
        let (formula, _) = checked.expect("a formula that makes sense");
        assert!(self.schema.derive(id, formula));
        id
    }

    /// A list of records: 类别 (text), 有效 (yes or no) and 金额, which is 5 元 in each.
    pub(super) fn patents(&mut self, way: Option<Direction>, records: &[(&str, bool)]) -> FactId {
        let id = FactId(u32::try_from(self.schema.len()).expect("few facts"));
        let field = |id: &str, name: &str, of: Type| Field {
            id: id.to_owned(),
            name: name.to_owned(),
            of,
            unit: None,
            values: Vec::new(),
        };
        let movable = way.map(|direction| Movable { direction, by: Effort::Time });
        let fact = Fact {
            id: "patents".to_owned(),
            name: "知识产权".to_owned(),
            of: Type::List(Box::new(Type::Record(id))),
            unit: None,
            yearly: false,
            movable,
            fields: vec![
                field("kind", "类别", Type::Text),
                field("live", "有效", Type::Bool),
                field("amount", "金额", MONEY),
            ],
            values: Vec::new(),
            formula: None,
        };
        self.schema.add(fact).expect("one list");
        let known = |values| Column { known: Bits::ones(records.len()), assumed: None, values };
        let count = u32::try_from(records.len()).expect("few records");
        let kinds = known(Values::Text {
            codes: (0..count).collect(),
            words: records.iter().map(|(kind, _)| (*kind).to_owned()).collect(),
        });
        let live = known(Values::Bool(records.iter().map(|(_, live)| *live).collect()));
        let amounts = known(Values::Number { values: vec![5; records.len()], decimals: 0 });
        let fields = vec![kinds, live, amounts];
        let values = Values::List { offsets: vec![0, count], fields };
        let column = Column { known: Bits::ones(1), assumed: None, values };
        self.table.columns.insert((id, 0), column);
        id
    }

    pub(super) fn judge(&mut self, name: &str, max: Option<u16>) {
        self.schema.judgements.push(Judgement { name: name.to_owned(), max });
    }

    fn say(&mut self, id: FactId, lag: Lag, stated: &str) {
        if !stated.is_empty() {
            self.state(id, lag, &parse::literal(stated).expect("a literal"));
        }
    }

    pub(super) fn state(&mut self, id: FactId, lag: Lag, value: &Value) {
        let values = match value {
            Value::Number(number, _) => {
                let units = number.to_i64_scaled(4).expect("four decimals");
                Values::Number { values: vec![units], decimals: 4 }
            }
            Value::Bool(flag) => Values::Bool([*flag].into_iter().collect()),
            Value::Date(day) => Values::Date(vec![day_number(*day)]),
            Value::Text(text) => Values::Text { codes: vec![0], words: vec![text.clone()] },
            other => panic!("{other:?} is not stated here"),
        };
        let column = Column { known: Bits::ones(1), assumed: None, values };
        self.table.columns.insert((id, lag), column);
    }

    pub(super) fn formula(&self, text: &str) -> Expr {
        let parsed = parse::formula(text).expect("a formula");
        let context = Context { schema: &self.schema, scores: &self.names, item: None };
        condition(&parsed, &context).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
    }

    fn push(&mut self, id: &str, when: Condition) -> usize {
        let plain =
            Clause { id: id.to_owned(), when, scope: false, memory: false, give: None, cap: None };
        self.decision.clauses.push(plain);
        self.decision.clauses.len() - 1
    }

    /// A clause that must hold.
    pub(super) fn must(&mut self, when: &str) -> usize {
        let at = self.option(when);
        self.decision.required.push(at);
        at
    }

    /// A clause that only serves a group.
    pub(super) fn option(&mut self, when: &str) -> usize {
        let when = Condition::When(self.formula(when));
        self.push("clause", when)
    }

    /// A clause that must hold: any of others.
    pub(super) fn any(&mut self, of: &[usize]) -> usize {
        let at = self.push("any", Condition::Any(of.to_vec()));
        self.decision.required.push(at);
        at
    }

    /// A node of bands on a formula.
    pub(super) fn bands(&mut self, name: &str, of: &str, bands: &[(&str, i64)]) -> usize {
        let context = Context { schema: &self.schema, scores: &self.names, item: None };
        let parsed = parse::formula(of).expect("a formula");
        let of = resolve(&parsed, &context).unwrap_or_else(|faults| panic!("{of}: {faults:?}"));
        let made = bands.iter().map(|(test, points)| {
            let tests = parse::tests(test).expect("tests");
            let points = Number::from_i64(*points);
            let outcome = Outcome::Points(points.clone(), points);
            Band { test: band(Some(&of), &tests, &context).expect("a band"), outcome }
        });
        let rule = ScoreRule::Bands { bands: made.collect(), judge: None };
        self.score(name, rule)
    }

    pub(super) fn score(&mut self, name: &str, rule: ScoreRule) -> usize {
        self.names.push((name.to_owned(), RATIO));
        let (id, name) = (name.to_owned(), name.to_owned());
        self.decision.scores.push(Score { id, name, memory: false, unit: None, rule });
        self.decision.scores.len() - 1
    }

    pub(super) fn row(&self) -> Row<'_> {
        Row::new(&self.schema, &self.table, 0)
    }

    pub(super) fn finding(&self) -> Finding {
        decide(&self.decision, &self.row())
    }

    /// The gaps of the first clause that is short.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let found = why::gaps(&self.decision, &self.row(), &self.finding());
        found.into_iter().next().map(|short| short.gaps).unwrap_or_default()
    }

    pub(super) fn shortfalls(&self) -> Vec<Shortfall> {
        why::gaps(&self.decision, &self.row(), &self.finding())
    }

    /// The gaps of the first clause that is short, said shortly.
    pub(super) fn short(&self) -> Vec<String> {
        self.gaps().iter().map(|gap| self.said(gap)).collect()
    }

    pub(super) fn said(&self, gap: &Gap) -> String {
        let Gap { fact, lag, by, to, becomes, .. } = gap;
        let name = self.named(*fact, *lag);
        let becomes = match becomes {
            Answer::Yes => "",
            other => other.word(),
        };
        format!("{name} {} → {} {becomes}", shown(by), shown(to)).trim_end().to_owned()
    }

    pub(super) fn named(&self, fact: FactId, lag: Lag) -> String {
        let name = &self.schema.get(fact).expect("a fact").name;
        if lag == 0 { name.clone() } else { format!("{name}[-{lag}]") }
    }

    /// The smallest change; where it is one step, the search for one finds the same, else none.
    pub(super) fn change(&self) -> Change {
        let change = why::change(&self.decision, &self.row(), &self.finding());
        let step = match &change {
            Change::Found { moves, .. } if moves.len() == 1 => change.clone(),
            Change::Found { .. } | Change::None | Change::TooMany => Change::None,
        };
        assert_eq!(why::step(&self.decision, &self.row(), &self.finding()), step);
        // What the answers of the clauses rule out is nowhere found.
        let (reach, clauses) = (Reach::of(&self.decision, &self.schema), self.finding().clauses);
        let enough = reach.is_one_enough(|clause| clauses[clause]);
        assert!(enough || step == Change::None, "{step:?}");
        change
    }

    /// The smallest change, said shortly.
    pub(super) fn moves(&self) -> Vec<String> {
        match self.change() {
            Change::Found { moves, .. } => moves
                .iter()
                .map(|moved| {
                    format!("{} → {}", self.named(moved.fact, moved.lag), shown(&moved.to))
                })
                .collect(),
            other => vec![format!("{other:?}")],
        }
    }

    pub(super) fn missing(&self) -> Vec<String> {
        let found = why::missing(&self.decision, &self.row(), &self.finding());
        found.into_iter().map(|(fact, lag)| self.named(fact, lag)).collect()
    }

    pub(super) fn asked(&self) -> Vec<String> {
        why::asked(&self.decision, &self.row(), &self.finding())
    }
}

pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Number(number, of) if *of == Dimension::MONEY => format!("{number} 元"),
        Value::Number(number, _) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Days(days) => format!("{days} 天"),
        Value::Date(day) => day.to_string(),
        other => format!("{other:?}"),
    }
}
