//! What of one row can be moved step by step: a figure, a day, a person's points, the number of
//! records of a kind.

use base::{Day, Dimension};
use pack::Shelf;
use rule::bits::Bits;
use rule::decision::{Decision, Outcome, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, LONGEST_LAG, Lag, Schema, Type};
use rule::table::{Column, Table, Values, day_number};
use rule::value::Value;
use rule::walk;

use crate::rows;

/// The most records of a list that are moved.
const MOST_RECORDS: usize = 3;
/// The most times that a record is put into its list.
const MOST_COPIES: i64 = 20;
const FIRST_DAY: Day = Day::constant(1900, 1, 1);
const LAST_DAY: Day = Day::constant(2100, 12, 31);

/// What can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Knob {
    Fact(FactId, Lag),
    /// A field, by position, of a record.
    Field(FactId, usize, usize),
    /// How often a record stands in its list.
    Copies(FactId, usize),
    /// How many records there are: the first so many, or the last one again and again.
    Length(FactId),
    Points(String),
}

impl Knob {
    /// As messages name it.
    pub(crate) fn name(&self, schema: &Schema) -> String {
        let fact = |id: &FactId| schema.get(*id).unwrap();
        match self {
            Self::Fact(id, 0) => fact(id).name.clone(),
            Self::Fact(id, lag) => format!("{}[-{lag}]", fact(id).name),
            Self::Field(list, record, at) => {
                let list = fact(list);
                format!("{}[{}].{}", list.name, record + 1, list.fields[*at].name)
            }
            Self::Copies(list, record) => format!("copies of {}[{}]", fact(list).name, record + 1),
            Self::Length(list) => format!("length of {}", fact(list).name),
            Self::Points(name) => format!("judge(\"{name}\")"),
        }
    }
}

/// Everything in a row that a comparison reads and that can be moved.
pub(crate) struct Finder<'a> {
    pub(crate) shelf: &'a Shelf,
    pub(crate) table: &'a Table,
    pub(crate) decision: &'a Decision,
    pub(crate) found: Vec<Knob>,
    scores: Vec<usize>,
    /// The fields that the formula at hand names.
    fields: Vec<String>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(shelf: &'a Shelf, table: &'a Table, decision: &'a Decision) -> Self {
        Self { shelf, table, decision, found: Vec::new(), scores: Vec::new(), fields: Vec::new() }
    }

    pub(crate) fn formula(&mut self, formula: &Expr) {
        let mut fields = Vec::new();
        named(formula, &mut fields);
        let outer = std::mem::replace(&mut self.fields, fields);
        self.part(formula);
        self.fields = outer;
    }

    fn part(&mut self, formula: &Expr) {
        match &*formula.node {
            Node::Field(of, name) => {
                if let Some((list, record)) = element(of) {
                    self.field(list, record, name);
                    return;
                }
            }
            Node::Fact(id) => self.fact(*id),
            Node::Year(id, lag) => self.read(*id, *lag),
            Node::Last(id, count) => {
                for lag in 1..=*count {
                    self.read(*id, lag);
                }
                if let Some(born) = self.shelf.schema.born {
                    self.read(born, 0);
                }
            }
            Node::Score(at) => self.score(*at),
            Node::Judge(name) => self.points(name),
            _ => {}
        }
        for part in walk::children(formula) {
            self.part(part);
        }
    }

    fn add(&mut self, knob: Knob) {
        if !self.found.contains(&knob) {
            self.found.push(knob);
        }
    }

    fn fact(&mut self, id: FactId) {
        let fact = self.shelf.schema.get(id).unwrap();
        let column = self.table.columns.get(&(id, 0));
        if let Some(Values::List { offsets, .. }) = column.map(|column| &column.values) {
            let count = usize::try_from(offsets[1]).unwrap();
            if count > 0 {
                self.add(Knob::Length(id));
            }
            for record in 0..count.min(MOST_RECORDS) {
                self.add(Knob::Copies(id, record));
                for field in &fact.fields {
                    if self.fields.contains(&field.id) {
                        self.field(id, record, &field.id);
                    }
                }
            }
        } else if fact.yearly {
            for lag in 1..=LONGEST_LAG {
                self.read(id, lag);
            }
        } else {
            self.read(id, 0);
        }
    }

    /// A fact that is stated, or else what it is derived from.
    fn read(&mut self, id: FactId, lag: Lag) {
        match self.table.columns.get(&(id, lag)) {
            Some(column) if column.known.get(0) => {
                if let Values::Number { .. } | Values::Date(_) = &column.values {
                    self.add(Knob::Fact(id, lag));
                }
            }
            _ => {
                let fact = self.shelf.schema.get(id).unwrap();
                if let Some(formula) = &fact.formula {
                    self.formula(&walk::shifted(formula, lag.max(1)));
                }
            }
        }
    }

    fn field(&mut self, list: FactId, record: usize, name: &str) {
        let fields = &self.shelf.schema.get(list).unwrap().fields;
        let at = fields.iter().position(|field| field.id == name).unwrap();
        let Some(Values::List { fields, .. }) =
            self.table.columns.get(&(list, 0)).map(|column| &column.values)
        else {
            return;
        };
        let movable = matches!(fields[at].values, Values::Number { .. } | Values::Date(_));
        if movable && fields[at].known.get(record) {
            self.add(Knob::Field(list, record, at));
        }
    }

    fn points(&mut self, name: &str) {
        let column = self.table.judged.get(name).filter(|column| column.known.get(0));
        if column.is_some_and(|column| matches!(column.values, Values::Number { .. })) {
            self.add(Knob::Points(name.to_owned()));
        }
    }

    fn score(&mut self, at: usize) {
        if self.scores.contains(&at) {
            return;
        }
        self.scores.push(at);
        match &self.decision.scores[at].rule {
            ScoreRule::Bands { bands, judge } => {
                for band in bands {
                    self.formula(&band.test);
                    if let Outcome::Formula(formula) = &band.outcome {
                        self.formula(formula);
                    }
                }
                if let Some(name) = judge {
                    self.points(name);
                }
            }
            ScoreRule::Judged { judge, .. } => self.points(judge),
            ScoreRule::Sum { of, .. } | ScoreRule::Best { of } => {
                for part in of {
                    self.score(*part);
                }
            }
        }
    }
}

/// The fields that a formula names.
fn named(formula: &Expr, found: &mut Vec<String>) {
    if let Node::Field(_, name) = &*formula.node {
        found.push(name.clone());
    }
    for part in walk::children(formula) {
        named(part, found);
    }
}

/// The record that `list[n]` is.
fn element(formula: &Expr) -> Option<(FactId, usize)> {
    let Node::Filter(list, index) = &*formula.node else { return None };
    match (&*list.node, &*index.node) {
        (Node::Fact(id), Node::Literal(Value::Number(index, _))) => {
            Some((*id, usize::try_from(index.to_i64_scaled(0)? - 1).ok()?))
        }
        _ => None,
    }
}

/// A knob of one row, in whole steps from where it stands.
pub(crate) struct Dial {
    knob: Knob,
    from: i64,
    /// One fen, one person, one day.
    step: i64,
    low: i64,
    high: i64,
    /// The column as it stands, in decimals that hold the step.
    before: Column,
}

impl Dial {
    pub(crate) fn new(shelf: &Shelf, table: &Table, knob: &Knob) -> Self {
        let mut before = match knob {
            Knob::Points(name) => table.judged[name].clone(),
            Knob::Fact(id, lag) => table.columns[&(*id, *lag)].clone(),
            Knob::Field(list, ..) | Knob::Copies(list, _) | Knob::Length(list) => {
                table.columns[&(*list, 0)].clone()
            }
        };
        let whole = Type::Number(Dimension::PERSON);
        let (of, least) = match knob {
            Knob::Fact(id, _) => {
                let least = shelf.entry(*id).and_then(|entry| entry.min.clone());
                (&shelf.schema.get(*id).unwrap().of, least)
            }
            Knob::Field(list, _, at) => (&shelf.schema.get(*list).unwrap().fields[*at].of, None),
            Knob::Copies(..) | Knob::Length(_) | Knob::Points(_) => (&whole, None),
        };
        let decimals = decimals(of);
        let mut dial =
            Self { knob: knob.clone(), from: 1, step: 1, low: 0, high: 0, before: before.clone() };
        match values(&mut before, knob) {
            Some((Values::Number { values, decimals: own }, at)) => {
                rows::rescale(values, own, decimals);
                dial.from = values[at];
                dial.step = 10_i64.pow(u32::from(*own - decimals));
                dial.high = i64::MAX / 10_000;
                let least = least.and_then(|least| least.to_i64_scaled(*own));
                dial.low = least.filter(|least| *least <= dial.from).unwrap_or(-dial.high);
            }
            Some((Values::Date(days), at)) => {
                dial.from = i64::from(days[at]);
                dial.low = i64::from(day_number(FIRST_DAY));
                dial.high = i64::from(day_number(LAST_DAY));
            }
            _ => {
                dial.high = MOST_COPIES;
                if let (Knob::Length(_), Values::List { offsets, .. }) = (knob, &before.values) {
                    dial.from = i64::from(offsets[1]);
                }
            }
        }
        if let Knob::Points(name) = knob {
            let judgement = shelf.schema.judgements.iter().find(|known| known.name == *name);
            dial.low = 0;
            dial.high = i64::from(judgement.unwrap().max.unwrap()) * dial.step;
        }
        dial.before = before;
        dial
    }

    /// Whether so many steps from where it stands is somewhere it can be.
    pub(crate) fn reaches(&self, steps: i64) -> bool {
        let to = steps.checked_mul(self.step).and_then(|way| self.from.checked_add(way));
        to.is_some_and(|to| (self.low..=self.high).contains(&to))
    }

    /// The steps to the least and to the most it can be.
    pub(crate) fn ends(&self) -> (i64, i64) {
        ((self.low - self.from) / self.step, (self.high - self.from) / self.step)
    }

    /// Where it is so many steps from where it stood.
    pub(crate) fn position(&self, steps: i64) -> i64 {
        self.from + steps * self.step
    }

    /// Puts it so many steps from where it stood.
    pub(crate) fn turn(&self, table: &mut Table, steps: i64) {
        let to = self.position(steps);
        let mut column = self.before.clone();
        match values(&mut column, &self.knob) {
            Some((Values::Number { values, .. }, at)) => values[at] = to,
            Some((Values::Date(days), at)) => days[at] = i32::try_from(to).unwrap(),
            _ => relist(&mut column, &self.knob, usize::try_from(to).unwrap()),
        }
        match &self.knob {
            Knob::Points(name) => table.judged.insert(name.clone(), column),
            Knob::Fact(id, lag) => table.columns.insert((*id, *lag), column),
            Knob::Field(list, ..) | Knob::Copies(list, _) | Knob::Length(list) => {
                table.columns.insert((*list, 0), column)
            }
        };
    }
}

/// The decimals of one step: fen for money, whole ones for what is counted.
fn decimals(of: &Type) -> u8 {
    match of {
        Type::Number(dimension) if *dimension == Dimension::MONEY => 2,
        Type::Number(dimension) if *dimension == Dimension::NONE => 4,
        _ => 0,
    }
}

/// The values in which a knob is one, and its place among them.
fn values<'c>(column: &'c mut Column, knob: &Knob) -> Option<(&'c mut Values, usize)> {
    match (knob, &mut column.values) {
        (Knob::Fact(..) | Knob::Points(_), values) => Some((values, 0)),
        (Knob::Field(_, record, at), Values::List { fields, .. }) => {
            Some((&mut fields[*at].values, *record))
        }
        _ => None,
    }
}

/// Has a record stand so many times in its list, or the list be so long.
fn relist(column: &mut Column, knob: &Knob, wanted: usize) {
    let Values::List { offsets, fields } = &mut column.values else { return };
    let count = usize::try_from(offsets[1]).unwrap();
    let kept: Vec<usize> = match knob {
        Knob::Copies(_, record) => (0..count)
            .flat_map(|at| std::iter::repeat_n(at, if at == *record { wanted } else { 1 }))
            .collect(),
        _ => (0..wanted).map(|at| at.min(count - 1)).collect(),
    };
    offsets[1] = u32::try_from(kept.len()).unwrap();
    for field in fields {
        field.known = kept.iter().map(|at| field.known.get(*at)).collect();
        match &mut field.values {
            Values::Number { values, .. } => *values = kept.iter().map(|at| values[*at]).collect(),
            Values::Date(days) => *days = kept.iter().map(|at| days[*at]).collect(),
            Values::Text { codes, .. } => *codes = kept.iter().map(|at| codes[*at]).collect(),
            Values::Bool(bits) => {
                *bits = kept.iter().map(|at| bits.get(*at)).collect::<Bits>();
            }
            Values::Days(days) | Values::Months(days) => {
                *days = kept.iter().map(|at| days[*at]).collect();
            }
            Values::List { .. } => panic!("a record holds no list"),
        }
    }
}
