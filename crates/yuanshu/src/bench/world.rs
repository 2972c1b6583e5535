//! The grid as the engine sees it: a schema, a table and decisions.

use anyhow::{Context as _, anyhow};
use base::{Day, Dimension};
use bench::{Grid, Kind};
use rule::bits::Bits;
use rule::check::{self, Context};
use rule::decision::{Band, Clause, Condition, Decision, Outcome, Score, ScoreRule};
use rule::expr::{Expr, Node};
use rule::fact::{Fact, Schema, Type};
use rule::number::Number;
use rule::table::{Column, Table, Values};
use rule::value::Value;

const TODAY: Day = Day::constant(2026, 11, 21);

/// Everything that a plan is made from.
pub(super) struct World {
    pub(super) schema: Schema,
    pub(super) table: Table,
    pub(super) decisions: Vec<Decision>,
}

impl World {
    pub(super) fn new(grid: &Grid) -> anyhow::Result<Self> {
        let mut schema = Schema::default();
        let mut table = Table::new(grid.shape.enterprises, TODAY);
        for column in &grid.columns {
            let kind = column.fact.kind();
            let id = schema.add(fact(&column.fact.to_string(), kind))?;
            let known: Bits = column.known.iter().copied().collect();
            let values = values(kind, &column.values);
            table.columns.insert((id, 0), Column { known, assumed: None, values });
        }
        let decisions = grid
            .policies
            .iter()
            .map(|policy| Ok(only(condition(&policy.formula, &schema)?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { schema, table, decisions })
    }
}

fn fact(name: &str, kind: Kind) -> Fact {
    let of = match kind {
        Kind::Money => Type::Number(Dimension::MONEY),
        Kind::Count | Kind::Ratio => Type::Number(Dimension::NONE),
        Kind::Bool => Type::Bool,
        Kind::Text => Type::Text,
    };
    Fact {
        id: format!("{name}_id"),
        name: name.to_owned(),
        of,
        unit: None,
        yearly: false,
        movable: None,
        fields: Vec::new(),
        values: Vec::new(),
        formula: None,
    }
}

fn values(kind: Kind, values: &[i64]) -> Values {
    match kind {
        Kind::Money | Kind::Count | Kind::Ratio => {
            Values::Number { values: values.to_vec(), decimals: kind.decimals() }
        }
        Kind::Bool => Values::Bool(values.iter().map(|value| *value == 1).collect()),
        Kind::Text => Values::Text {
            codes: values.iter().map(|value| u32::try_from(*value).unwrap_or(0)).collect(),
            words: bench::TEXTS.iter().map(|text| (*text).to_owned()).collect(),
        },
    }
}

fn condition(text: &str, schema: &Schema) -> anyhow::Result<Expr> {
    let faulty = |faults| anyhow!("{text}: {faults:?}");
    let context = Context { schema, scores: &[], item: None };
    check::condition(&rule::parse::formula(text).map_err(faulty)?, &context).map_err(faulty)
}

/// A decision of one clause.
fn only(when: Expr) -> Decision {
    let clause = Clause {
        id: "only".to_owned(),
        when: Condition::When(when),
        scope: false,
        memory: false,
        give: None,
        cap: None,
    };
    Decision { clauses: vec![clause], required: vec![0], ..Decision::default() }
}

/// The decision with its first number raised by one part in a hundred.
pub(super) fn changed(decision: &Decision) -> Decision {
    let mut changed = decision.clone();
    let mut done = false;
    for clause in &mut changed.clauses {
        if let Condition::When(formula) = &clause.when {
            clause.when = Condition::When(raised(formula, &mut done));
        }
    }
    changed
}

fn raised(formula: &Expr, done: &mut bool) -> Expr {
    if let Node::Literal(Value::Number(number, dimension)) = &*formula.node
        && !*done
        && let Some(more) = Number::from_ratio(101, 100).and_then(|by| number.checked_mul(&by))
    {
        *done = true;
        return Expr::new(formula.span, Node::Literal(Value::Number(more, *dimension)));
    }
    rule::walk::rebuilt(formula, &mut |part| raised(part, done))
}

/// The score of the grid as a tree: weighted bands and their sum.
pub(super) fn score(grid: &Grid, schema: &Schema) -> anyhow::Result<Decision> {
    let mut scores = Vec::new();
    for (at, indicator) in grid.indicators.iter().enumerate() {
        let mut bands = Vec::new();
        for (band, test) in indicator.bands.iter().zip(&indicator.tests) {
            let points = band.points.checked_mul(indicator.weight).context("too many points")?;
            let test = condition(&format!("{} {test}", indicator.formula), schema)?;
            bands.push(Band { test, outcome: outcome(points) });
        }
        bands.push(Band { test: condition("true", schema)?, outcome: outcome(0) });
        let rule = ScoreRule::Bands { bands, judge: None };
        scores.push(Score {
            id: format!("i{at}"),
            name: format!("i{at}"),
            memory: false,
            unit: None,
            rule,
        });
    }
    let of = (0..scores.len()).collect();
    let rule = ScoreRule::Sum { of, max: None };
    scores.push(Score {
        id: "total".to_owned(),
        name: "total".to_owned(),
        memory: false,
        unit: None,
        rule,
    });
    Ok(Decision { scores, ..Decision::default() })
}

fn outcome(points: i64) -> Outcome {
    let points = Number::from_i64(points);
    Outcome::Points(points.clone(), points)
}
