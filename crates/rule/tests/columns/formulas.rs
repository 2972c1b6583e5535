//! Random well-typed formulas, written as an official would write them.

use base::Dimension;
use rule::check::{self, Context};
use rule::decision::{Band, Clause, Condition, Decision, Outcome, Round, Score, ScoreRule};
use rule::fact::{Schema, Type};
use rule::number::Number;

use crate::random::Random;
use crate::zone::texts;

/// A decision and the text that it was made from.
pub(crate) struct Written {
    pub(crate) decision: Decision,
    pub(crate) text: Vec<String>,
}

/// A random decision over the facts of the zone.
pub(crate) fn decision(schema: &Schema, random: &mut Random) -> Written {
    let mut text = Vec::new();
    let scores = if random.chance(40) { scores(schema, random, &mut text) } else { Vec::new() };
    let named: Vec<(String, Type)> =
        scores.iter().map(|score| (score.name.clone(), Type::Number(Dimension::NONE))).collect();
    let count = 1 + random.below(4);
    let mut clauses: Vec<Clause> = (0..count)
        .map(|at| {
            let formula = if !named.is_empty() && random.chance(40) {
                let score = &random.pick(&named).0;
                format!("{score} {} {}", op(random), random.below(40))
            } else {
                condition(random, 3)
            };
            text.push(format!("c{at}: {formula}"));
            clause(at, Condition::When(when(schema, &named, &formula)), random)
        })
        .collect();
    let mut required: Vec<usize> = (0..count).collect();
    let mut any = Vec::new();
    if count > 2 && random.chance(50) {
        let group = vec![count - 2, count - 1];
        required.retain(|at| !group.contains(at));
        if random.chance(50) {
            clauses.push(clause(count, Condition::Any(group), random));
            required.push(count);
        } else {
            any.push(group);
        }
    }
    text.push(format!("required {required:?}, any {any:?}"));
    if scores.is_empty() && random.chance(50) {
        for clause in &mut clauses {
            money(schema, clause, (&mut text, random));
        }
    }
    let round = *random.pick(&[Round::Fen, Round::Yuan, Round::Down]);
    let lenient = random.chance(20);
    let valued = random.chance(30);
    let decision = Decision { clauses, required, any, scores, round, lenient, valued };
    Written { decision, text }
}

fn clause(at: usize, when: Condition, random: &mut Random) -> Clause {
    let (scope, memory) = (random.chance(20), random.chance(15));
    Clause { id: format!("c{at}"), when, scope, memory, give: None, cap: None }
}

/// Money that a clause gives, or the most that all may give, or neither.
fn money(schema: &Schema, clause: &mut Clause, (text, random): (&mut Vec<String>, &mut Random)) {
    let amount = match random.below(4) {
        0 => (*random.pick(Kind::Money.literals())).to_owned(),
        1 => format!("judge(\"先进程度\") * {}", random.pick(&["5 万元", "融资"])),
        _ => number(random, Kind::Money, 1).1,
    };
    let slot = match random.below(5) {
        0 | 1 => &mut clause.give,
        2 | 3 => &mut clause.cap,
        _ => return,
    };
    text.push(format!("{}: {amount}", clause.id));
    let expr =
        rule::parse::formula(&amount).unwrap_or_else(|faults| panic!("{amount}: {faults:?}"));
    let context = Context { schema, scores: &[], item: None };
    let checked = check::resolve(&expr, &context);
    *slot = Some(checked.unwrap_or_else(|faults| panic!("{amount}: {faults:?}")).0);
}

fn when(schema: &Schema, scores: &[(String, Type)], formula: &str) -> rule::expr::Expr {
    let expr =
        rule::parse::formula(formula).unwrap_or_else(|faults| panic!("{formula}: {faults:?}"));
    let context = Context { schema, scores, item: None };
    let checked =
        check::condition(&expr, &context).unwrap_or_else(|faults| panic!("{formula}: {faults:?}"));
    if formula.len().is_multiple_of(3) { check::zero_is_no(&checked) } else { checked }
}

fn scores(schema: &Schema, random: &mut Random, text: &mut Vec<String>) -> Vec<Score> {
    let mut scores: Vec<Score> = (0..=random.below(3))
        .map(|at| {
            let rule = if random.chance(20) {
                ScoreRule::Judged {
                    judge: "先进程度".to_owned(),
                    low: Number::ZERO,
                    high: Number::from_i64(8),
                }
            } else {
                bands(schema, random, text, at)
            };
            Score {
                id: format!("s{at}"),
                name: format!("得分{at}"),
                memory: false,
                unit: None,
                rule,
            }
        })
        .collect();
    let of: Vec<usize> = (0..scores.len()).collect();
    let rule = if random.chance(60) {
        let max = random.chance(50).then(|| Number::from_i64(30));
        ScoreRule::Sum { of, max }
    } else {
        ScoreRule::Best { of }
    };
    let at = scores.len();
    text.push(format!("s{at}: {rule:?}"));
    scores.push(Score {
        id: format!("s{at}"),
        name: "总分".to_owned(),
        memory: false,
        unit: None,
        rule,
    });
    scores
}

fn bands(schema: &Schema, random: &mut Random, text: &mut Vec<String>, score: usize) -> ScoreRule {
    let kind = Kind::pick(random);
    let of = number(random, kind, 2);
    let literal = of.0.literals();
    let mut bands = Vec::new();
    for at in 0..=random.below(4) {
        let formula = format!("{} {} {}", of.1, op(random), random.pick(literal));
        let low = i64::try_from(random.below(25)).unwrap();
        let high = if random.chance(30) { low + 3 } else { low };
        text.push(format!("s{score}.{at}: {formula} → {low}..{high}"));
        let outcome = Outcome::Points(Number::from_i64(low), Number::from_i64(high));
        bands.push(Band { test: when(schema, &[], &formula), outcome });
    }
    let outcome = Outcome::Points(Number::ZERO, Number::ZERO);
    bands.push(Band { test: when(schema, &[], "true"), outcome });
    ScoreRule::Bands { bands, judge: random.chance(50).then(|| "先进程度".to_owned()) }
}

fn op(random: &mut Random) -> &'static str {
    let signs = [">=", ">=", "<=", ">", "<", "=", "!="];
    signs[random.below(signs.len())]
}

/// What a number counts.
#[derive(Clone, Copy)]
enum Kind {
    Money,
    People,
    Ratio,
}

impl Kind {
    fn pick(random: &mut Random) -> Self {
        *random.pick(&[Self::Money, Self::People, Self::Ratio])
    }

    fn literals(self) -> &'static [&'static str] {
        match self {
            Self::Money => &["5 万元", "100 万元", "300 万元", "0 元", "0.01 元", "-200 万元"],
            Self::People => &["10 人", "20 人", "100 人", "0 人"],
            Self::Ratio => &["5%", "10%", "50%", "1", "0", "-20%", "2", "1/3", "0.0000001"],
        }
    }
}

impl Kind {
    fn ranges(self) -> &'static [&'static str] {
        match self {
            Self::Money => &["[5 万元..100 万元)", "(0 元..300 万元]", "(>= 100 万元, 5 万元)"],
            Self::People => &["[10 人..20 人]", "(< 100 人)", "(10 人, 20 人)"],
            Self::Ratio => &["[5%..10%)", "(0..1]", "(> 2, 50%)"],
        }
    }
}

fn lag(random: &mut Random) -> usize {
    1 + random.below(3)
}

/// A number and its text.
fn number(random: &mut Random, kind: Kind, depth: usize) -> (Kind, String) {
    let part = |random: &mut Random| number(random, kind, depth - 1).1;
    let text = if depth > 0 && random.chance(45) {
        match random.below(6) {
            0 => format!("({} + {})", part(random), part(random)),
            1 => format!("({} - {})", part(random), part(random)),
            2 => format!("{} * {}", random.pick(&["2", "0.5", "3%", "-1", "0"]), part(random)),
            3 => {
                format!("(if {} then {} else {})", condition(random, 1), part(random), part(random))
            }
            4 => format!("{}({}, {})", random.pick(&["max", "min"]), part(random), part(random)),
            _ => format!("-{}", part(random)),
        }
    } else {
        match kind {
            Kind::Money => match random.below(4) {
                0 => format!("{}[-{}]", random.pick(&["营收", "研发", "净额"]), lag(random)),
                1 => format!("sum(last({}, 3))", random.pick(&["营收", "研发"])),
                2 => "融资".to_owned(),
                _ => format!("研发[-{}]", lag(random)),
            },
            Kind::People => format!("{}[-{}]", random.pick(&["职工", "科技人员"]), lag(random)),
            Kind::Ratio => match random.below(4) {
                0 => "占比".to_owned(),
                1 => format!("强度[-{}]", lag(random)),
                2 => format!("科技人员[-{}] / 职工[-1]", lag(random)),
                _ => format!("sum(last(研发, {})) / sum(last(营收, 3))", lag(random)),
            },
        }
    };
    (kind, text)
}

/// A question of yes or no.
fn condition(random: &mut Random, depth: usize) -> String {
    if depth > 0 && random.chance(60) {
        let part = |random: &mut Random| condition(random, depth - 1);
        return match random.below(6) {
            0 | 1 => format!("({} and {})", part(random), part(random)),
            2 | 3 => format!("({} or {})", part(random), part(random)),
            4 => format!("not({})", part(random)),
            _ => format!("(if {} then {} else {})", part(random), part(random), part(random)),
        };
    }
    if random.chance(55) {
        let kind = Kind::pick(random);
        let (kind, of) = number(random, kind, 2);
        let bound = |random: &mut Random| (*random.pick(kind.literals())).to_owned();
        return match random.below(8) {
            0 => format!("{of} between {} and {}", bound(random), bound(random)),
            1 => format!("{of} in {}", random.pick(kind.ranges())),
            2 => format!("{of} {} {}", op(random), number(random, kind, 1).1),
            3 => format!("{} {} {of}", bound(random), op(random)),
            _ => format!("{of} {} {}", op(random), bound(random)),
        };
    }
    plain(random)
}

fn plain(random: &mut Random) -> String {
    let text = |random: &mut Random, fact| *random.pick(&texts(fact));
    match random.below(14) {
        0 => "已认定".to_owned(),
        1 => format!("规上[-{}]", lag(random)),
        2 => "双高".to_owned(),
        3 => format!("行业 {} \"{}\"", random.pick(&["=", "!="]), text(random, "行业")),
        4 => format!("行业 in (\"{}\", \"{}\")", text(random, "行业"), text(random, "行业")),
        5 => format!("规模 = \"{}\"", text(random, "规模")),
        6 => format!("规模 in (\"{}\", \"{}\")", text(random, "规模"), text(random, "规模")),
        7 => "on - 成立 >= 365 天".to_owned(),
        8 => "成立 + 3 年 <= on".to_owned(),
        9 => format!("到期 {} on", op(random)),
        10 => format!("count(专利{}) {} {}", filter(random), op(random), random.below(3)),
        11 => match random.below(3) {
            0 => "every x in 专利 satisfies x.排名 <= 3".to_owned(),
            1 => format!("sum(专利{}.排名) {} {}", filter(random), op(random), random.below(9)),
            _ => "some x in 专利 satisfies x.类别 = \"发明\" and x.排名 <= 3".to_owned(),
        },
        12 => format!("count(last(营收, 3)) {} {}", op(random), random.below(4)),
        _ => "judge(\"属于领域\")".to_owned(),
    }
}

/// None, one or two filters of the list, some of which look beyond the record.
fn filter(random: &mut Random) -> String {
    let tests = [
        "",
        "[类别 = \"发明\"]",
        "[类别 in (\"发明\", \"外观\")]",
        "[排名 <= 2 or 类别 = \"发明\"]",
        "[not(排名 between 2 and 4)]",
        "[类别 = \"发明\"][排名 > 1]",
        "[排名 > 1 and 到期 > on]",
        "[类别 = 行业]",
    ];
    (*random.pick(&tests)).to_owned()
}
