//! The page 企业测算: one row a firm, a column a policy.

use base::Dimension;
use pack::shelf::Kind;
use rule::number::Number;
use rule::value::{Answer, Value};

use super::book::{Cell, Head};
use crate::say;
use zone::policy::{Answered, Asked, Question};

/// What stands beside the answer of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Points,
    Money,
}

/// Titles that have a score tree show their points.
fn beside(asked: &Asked<'_>) -> Option<Beside> {
    let policy = asked.policy;
    match policy.kind {
        // A class is the answer itself.
        Kind::Class => None,
        Kind::Grant | Kind::Amount => Some(Beside::Money),
        Kind::Score | Kind::Title => policy.value().map(|_| Beside::Points),
    }
}

/// The columns: code and name, then a column or two for each policy.
pub(super) fn heads(question: &Question<'_>) -> Vec<Head> {
    let mut heads = vec![Head::new("统一社会信用代码", 22), Head::new("企业名称", 32)];
    for asked in &question.asked {
        let title = &asked.policy.title;
        heads.push(Head::new(title, 14));
        heads.extend(beside(asked).map(|beside| match beside {
            Beside::Points => Head::new(format!("{title}：得分"), 12),
            Beside::Money => {
                let note = say::amount_note(asked.policy.kind);
                Head::new(format!("{title}：万元（{note}）"), 16)
            }
        }));
    }
    heads.extend((!question.stand_ins.is_empty()).then(|| Head::new("用了替代口径的", 20)));
    heads.extend(question.mark.as_ref().map(|_| Head::new("注意", 20)));
    heads
}

/// The row of a firm.
pub(super) fn row(question: &Question<'_>, at: usize, answers: &[Answered]) -> Vec<Cell> {
    let mut cells = who(question, at).to_vec();
    for (asked, answered) in question.asked.iter().zip(answers) {
        cells.push(match answered.class(asked.policy) {
            Some(class) => Cell::text(class),
            None => Cell::Answer(answered.finding.answer, answered.finding.outside),
        });
        cells.extend(beside(asked).map(|beside| shown(answered, beside)));
    }
    if !question.stand_ins.is_empty() {
        let used = |answered: &&Answered| !answered.assumed.is_empty();
        let used = question.asked.iter().zip(answers).filter(|(_, answered)| used(answered));
        let titles: Vec<&str> = used.map(|(asked, _)| asked.policy.title.as_str()).collect();
        cells.push(Cell::text(titles.join("、")));
    }
    cells.extend(question.mark.as_ref().map(Cell::text));
    cells
}

/// Code and name of a firm.
pub fn who(question: &Question<'_>, at: usize) -> [Cell; 2] {
    let code = question.subjects.code(at).unwrap_or_default();
    [Cell::text(code), Cell::text(question.subjects.name(at))]
}

/// An amount of 元 in 万元, the unit of the column.
fn wan(yuan: &Number) -> Option<Number> {
    yuan.checked_div(&Number::from_i64(10_000))
}

fn shown(answered: &Answered, beside: Beside) -> Cell {
    let value = match beside {
        Beside::Money => answered.finding.amount.as_ref(),
        Beside::Points => answered.finding.scores.last(),
    };
    match value {
        Some(Value::Number(amount, Dimension::MONEY)) => match wan(amount) {
            None => Cell::Blank,
            Some(wan) if answered.finding.answer == Answer::Yes => Cell::Wan(wan.to_f64()),
            // Who adds the column up does not count what nobody has decided.
            Some(wan) => Cell::text(format!("若符合：{wan}")),
        },
        Some(Value::Number(points, _)) => Cell::Points(points.to_f64()),
        Some(Value::Between(between)) if between.dimension == Dimension::MONEY => {
            let ends = wan(&between.low).zip(wan(&between.high));
            ends.map_or(Cell::Blank, |(low, high)| Cell::text(format!("{low}～{high}")))
        }
        Some(Value::Between(between)) => Cell::text(format!("{}～{}", between.low, between.high)),
        Some(Value::Open(doubt)) => Cell::Answer((*doubt).into(), false),
        _ => Cell::Blank,
    }
}
