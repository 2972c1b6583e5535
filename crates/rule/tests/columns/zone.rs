//! A small zone of facts of every type, and random tables of them.

use base::{Dimension, Unit};
use rule::bits::Bits;
use rule::check::{self, Context};
use rule::fact::{Fact, FactId, Field, Judgement, Schema, Type};
use rule::table::{Column, Table, Values};

use crate::random::Random;

pub(crate) const TODAY: base::Day = base::Day::constant(2026, 11, 21);

/// Numbers whose weighted sums leave 64 bits, or that doubles do not hold exactly.
const FAR: [i64; 5] = [i64::MAX / 4, i64::MIN / 4, (1 << 60) + 1, (1 << 53) + 1, -(1 << 53)];

/// Numbers of days that no calendar has.
const NO_DAYS: [i32; 3] = [i32::MAX, i32::MIN, 2_932_897];

fn fact(name: &str, of: Type, yearly: bool) -> Fact {
    Fact {
        id: format!("f_{name}"),
        name: name.to_owned(),
        of,
        unit: None::<Unit>,
        yearly,
        movable: None,
        fields: Vec::new(),
        values: Vec::new(),
        formula: None,
    }
}

/// Facts with and without years, of each type, some derived from others.
pub(crate) fn schema() -> Schema {
    let money = || Type::Number(Dimension::MONEY);
    let mut schema = Schema::default();
    for name in ["营收", "研发", "负债"] {
        schema.add(fact(name, money(), true)).unwrap();
    }
    for name in ["职工", "科技人员"] {
        schema.add(fact(name, Type::Number(Dimension::PERSON), true)).unwrap();
    }
    schema.add(fact("融资", money(), false)).unwrap();
    schema.add(fact("占比", Type::Number(Dimension::NONE), false)).unwrap();
    schema.add(fact("已认定", Type::Bool, false)).unwrap();
    schema.add(fact("规上", Type::Bool, true)).unwrap();
    schema.add(fact("行业", Type::Text, false)).unwrap();
    schema.born = Some(schema.add(fact("成立", Type::Date, false)).unwrap());
    schema.add(fact("到期", Type::Date, false)).unwrap();
    let mut list = fact("专利", Type::Null, false);
    list.of = Type::List(Box::new(Type::Record(FactId(u32::try_from(schema.len()).unwrap()))));
    list.fields = vec![
        Field {
            id: "class".to_owned(),
            name: "类别".to_owned(),
            of: Type::Text,
            unit: None,
            values: Vec::new(),
        },
        Field {
            id: "owners".to_owned(),
            name: "排名".to_owned(),
            of: Type::Number(Dimension::NONE),
            unit: None,
            values: Vec::new(),
        },
    ];
    schema.add(list).unwrap();
    schema.judgements = vec![
        Judgement { name: "属于领域".to_owned(), max: None },
        Judgement { name: "先进程度".to_owned(), max: Some(8) },
    ];
    derived(&mut schema, fact("净额", money(), true), "营收 - 负债");
    derived(&mut schema, fact("强度", Type::Number(Dimension::NONE), true), "研发 / 营收");
    derived(&mut schema, fact("双高", Type::Bool, false), "已认定 and 融资 >= 100 万元");
    derived(
        &mut schema,
        fact("规模", Type::Text, false),
        "if 职工[-1] >= 300 人 and 营收[-1] >= 300 万元 then \"大\" else if 职工[-1] >= 20 人 then \"中\" else \"小\"",
    );
    schema
}

fn derived(schema: &mut Schema, fact: Fact, formula: &str) {
    let yearly = fact.yearly;
    let expr = rule::parse::formula(formula).unwrap();
    let context = Context { schema, scores: &[], item: None };
    let resolved = if yearly {
        check::yearly(&expr, &context).unwrap().0
    } else {
        check::resolve(&expr, &context).unwrap().0
    };
    let id = schema.add(fact).unwrap();
    assert!(schema.derive(id, resolved));
}

/// A table in which thresholds are often met exactly and one value in six is missing.
pub(crate) fn table(schema: &Schema, rows: usize, random: &mut Random) -> Table {
    let mut table = Table::new(rows, TODAY);
    for (id, fact) in schema.iter() {
        let derived = fact.formula.is_some();
        if derived && random.chance(80) {
            continue;
        }
        let lags = if fact.yearly { 1..=4 } else { 0..=0 };
        for lag in lags {
            if random.chance(5) {
                continue;
            }
            let values = values(fact, rows, random);
            let known = (0..rows).map(|_| random.chance(if derived { 30 } else { 84 })).collect();
            table.columns.insert((id, lag), Column { known, assumed: None, values });
        }
    }
    for judgement in &schema.judgements {
        let values = match judgement.max {
            None => Values::Bool((0..rows).map(|_| random.chance(70)).collect()),
            Some(_) => Values::Number {
                values: (0..rows).map(|_| i64::try_from(random.below(11)).unwrap()).collect(),
                decimals: 0,
            },
        };
        let known: Bits = (0..rows).map(|_| random.chance(40)).collect();
        table.judged.insert(judgement.name.clone(), Column { known, assumed: None, values });
    }
    table
}

fn values(fact: &Fact, rows: usize, random: &mut Random) -> Values {
    match &fact.of {
        Type::Number(dimension) => {
            let decimals = if *dimension == Dimension::PERSON { 0 } else { 2 };
            // Multiples of a few sizes, so that sums and ratios meet thresholds exactly.
            let sizes: &[i64] = match *dimension {
                Dimension::MONEY => &[100_000_000, 5_000_000, 1],
                Dimension::PERSON => &[10, 1],
                _ => &[5, 1],
            };
            let number = |random: &mut Random| {
                if random.chance(3) {
                    return *random.pick(&FAR);
                }
                let size = *random.pick(sizes);
                size * (i64::try_from(random.below(24)).unwrap() - 3)
            };
            Values::Number { values: (0..rows).map(|_| number(random)).collect(), decimals }
        }
        Type::Bool => Values::Bool((0..rows).map(|_| random.chance(60)).collect()),
        Type::Text => Values::Text {
            codes: (0..rows).map(|_| code(random)).collect(),
            words: texts(&fact.name).iter().map(|&word| word.to_owned()).collect(),
        },
        Type::Date => {
            let days = (0..rows).map(|_| {
                if random.chance(1) {
                    return *random.pick(&NO_DAYS);
                }
                20_778 - 365 * i32::try_from(random.below(6)).unwrap()
                    + i32::try_from(random.below(3)).unwrap()
                    - 1
            });
            Values::Date(days.collect())
        }
        Type::List(_) => list(rows, random),
        other => panic!("no values for {other:?}"),
    }
}

/// The code of a word; seldom one that no word has.
fn code(random: &mut Random) -> u32 {
    if random.chance(2) {
        return *random.pick(&[3, 9, 64, 100, u32::MAX]);
    }
    u32::try_from(random.below(3)).unwrap()
}

pub(crate) fn texts(fact: &str) -> [&'static str; 3] {
    if fact == "规模" { ["大", "中", "小"] } else { ["工业", "软件", "批发"] }
}

fn list(rows: usize, random: &mut Random) -> Values {
    let mut offsets = vec![0];
    for _ in 0..rows {
        let next = offsets[offsets.len() - 1] + u32::try_from(random.below(4)).unwrap();
        offsets.push(next);
    }
    let records = usize::try_from(offsets[rows]).unwrap();
    let known = |random: &mut Random| (0..records).map(|_| random.chance(90)).collect();
    let class = Column {
        known: known(random),
        assumed: None,
        values: Values::Text {
            codes: (0..records).map(|_| u32::try_from(random.below(3)).unwrap()).collect(),
            words: ["发明", "实用新型", "外观"].map(str::to_owned).to_vec(),
        },
    };
    let owners = Column {
        known: known(random),
        assumed: None,
        values: Values::Number {
            values: (0..records).map(|_| i64::try_from(random.below(5)).unwrap()).collect(),
            decimals: 0,
        },
    };
    Values::List { offsets, fields: vec![class, owners] }
}
