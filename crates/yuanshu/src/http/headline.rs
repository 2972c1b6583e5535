//! Headline figures: what everyone states together, year by year, and how many stand behind it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use base::{Day, Year};
use pack::feed::Stage;
use rule::bits::Bits;
use rule::fact::FactId;
use rule::number::{Number, Rounding};
use rule::table::{Column as Held, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::people::ReadRegister;

use super::column::{Column, Kind};
use super::page::AsOf;
use super::{Asked, May, Refusal};
use crate::serve::{App, Lane, Living};
use crate::write::list::Cell;

/// The most figures that are asked for at once.
const MOST: usize = 12;
/// So many years are told.
const YEARS: u8 = 5;

/// Which figures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HeadlineWanted")]
pub(super) struct Wanted {
    /// 指标，逗号隔开
    facts: String,
    /// 数据截至日，缺省今天
    pub(super) on: Option<base::Day>,
    /// 按当时已掌握的数据
    pub(super) known: Option<String>,
}

impl Wanted {
    /// The facts by the names they were asked for; refuses too many.
    pub(super) fn names(&self) -> Result<Vec<String>, Refusal> {
        let names = self.facts.split([',', '，']).map(str::trim);
        let names: Vec<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        if names.len() > MOST {
            let zh = format!("一次最多看 {MOST} 个指标");
            return Err(Refusal::unfit("facts", [&zh, &format!("at most {MOST} facts")]));
        }
        Ok(names)
    }
}

/// The figures of everyone who may be seen.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Headlines {
    items: Vec<Headline>,
    as_of: AsOf,
}

/// A figure of everyone.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Headline {
    /// The fact's id; none where the dictionary does not have it.
    fact: Option<String>,
    /// 名称
    name: String,
    /// The unit that officials show it in; values are in the base unit.
    unit: Option<String>,
    /// What its values are; none where the dictionary does not have it.
    kind: Option<Kind>,
    /// 数源部门
    department: Option<String>,
    /// The years that somebody stated, the last one last; none of them is 未接入.
    years: Vec<OfYear>,
    /// The two last years of those who stated both, which alone can be compared (同比).
    same: Option<Same>,
    /// What the zone means to reach, of the last complete year and of the one that runs; none
    /// where no pack says it (未设目标), and for who reaches only a part of the zone.
    targets: Vec<Aim>,
}

/// What is to be reached in a year, and how far it is.
#[derive(Debug, Serialize, JsonSchema)]
struct Aim {
    year: i16,
    /// 目标
    value: String,
    /// 完成率: the share of it that is known to be reached; null where nobody states the year yet.
    reached: Option<String>,
    /// 时序进度: the share of the year that has passed.
    passed: String,
    /// The title of what it is written in.
    source: String,
    /// Where it is written.
    cite: String,
}

/// A year of it.
#[derive(Debug, Serialize, JsonSchema)]
struct OfYear {
    year: i16,
    /// 截至: the year's last day.
    day: Day,
    /// 阶段: of the sources that state it, the least final first.
    stages: Vec<Stage>,
    /// The sum of what is known.
    sum: String,
    /// Of how many enterprises it is known.
    known: usize,
    /// Of how many it is not (待补数据).
    unknown: usize,
}

/// The same enterprises in two years.
#[derive(Debug, Serialize, JsonSchema)]
struct Same {
    enterprises: usize,
    before: String,
    now: String,
}

/// 主要指标合计
pub(super) async fn headline(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Headlines>, Refusal> {
    let names = wanted.names()?;
    let lane = Lane::Memory.as_of(&app, (wanted.on, wanted.known.as_deref()));
    app.soon(lane, move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        app.living(view, |living| {
            let items = told(living, &may, &names)?;
            Ok(Json(Headlines { items, as_of: AsOf::of(living) }))
        })?
    })
    .await
}

/// The figures of those whom the permit reaches; refuses one that who asks may not see.
pub(super) fn told(
    living: &Living,
    may: &May<ReadRegister>,
    names: &[String],
) -> Result<Vec<Headline>, Refusal> {
    let counted = living.snapshot.counted(&may.permit);
    let shelf = &living.content.content.shelf;
    for fact in names.iter().filter_map(|name| shelf.fact(name)) {
        super::secret::seen(&may.signed, shelf, fact)?;
    }
    // What everyone is to reach together is held against everyone's figures only.
    let whole = may.permit.reaches_all().is_ok();
    let items = names.iter().map(|name| {
        let mut told = of(living, &counted, name);
        if let (true, Some(fact)) = (whole, shelf.fact(name)) {
            told.targets = aims(living, fact, &told.years);
        }
        told
    });
    Ok(items.collect())
}

/// The columns of the workbook, with their widths.
pub(super) const HEADS: [(&str, u8); 16] = [
    ("指标", 22),
    ("数源部门", 24),
    ("单位", 8),
    ("年度", 8),
    ("截至", 12),
    ("阶段", 16),
    ("合计", 18),
    ("已填报企业", 12),
    ("待补数据企业", 14),
    ("可比企业", 10),
    ("可比企业上年", 18),
    ("可比企业本年", 18),
    ("目标", 18),
    ("完成率（%）", 12),
    ("时序进度（%）", 14),
    ("目标出处", 44),
];

impl Headline {
    /// A row of the workbook for each year that somebody stated or that has a target; one that
    /// says so where there is none.
    pub(super) fn lines(&self) -> Vec<Vec<Cell>> {
        let stated = self.years.iter().map(|told| told.year);
        let years: BTreeSet<i16> = stated.chain(self.targets.iter().map(|aim| aim.year)).collect();
        if years.is_empty() {
            let mut line = self.head();
            line.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::text("未接入")]);
            return vec![line];
        }
        years.into_iter().map(|year| self.line(year)).collect()
    }

    fn head(&self) -> Vec<Cell> {
        let unit =
            if self.kind == Some(Kind::Money) { Some("万元") } else { self.unit.as_deref() };
        let department = self.department.as_deref().unwrap_or_default();
        [&self.name, department, unit.unwrap_or_default()].map(Cell::text).into()
    }

    fn line(&self, year: i16) -> Vec<Cell> {
        let mut line = self.head();
        line.extend([Cell::text(year.to_string()), Cell::Day(last_day(year))]);
        match self.years.iter().find(|told| told.year == year) {
            Some(told) => {
                let stages: Vec<&str> = told.stages.iter().map(|stage| stage.zh()).collect();
                line.extend([Cell::text(stages.join("、")), self.amount(&told.sum)]);
                line.extend([told.known, told.unknown].map(Cell::Count));
            }
            None => line.extend([const { Cell::Blank }; 4]),
        }
        // It is the last two of the years that are compared.
        let last = self.years.last().is_some_and(|told| told.year == year);
        match self.same.as_ref().filter(|_| last) {
            Some(same) => {
                line.push(Cell::Count(same.enterprises));
                line.extend([&same.before, &same.now].map(|sum| self.amount(sum)));
            }
            None => line.extend([const { Cell::Blank }; 3]),
        }
        if let Some(aim) = self.targets.iter().find(|aim| aim.year == year) {
            line.push(self.amount(&aim.value));
            line.push(aim.reached.as_deref().map_or(Cell::Blank, percent));
            line.push(percent(&aim.passed));
            line.push(Cell::text(format!("{}（{}）", aim.source, aim.cite)));
        }
        line
    }

    /// A sum, in the unit that stands beside it.
    fn amount(&self, sum: &str) -> Cell {
        let Some(sum) = Number::parse(sum) else { return Cell::Blank };
        if self.kind != Some(Kind::Money) {
            return Cell::Points(sum.to_f64());
        }
        let wan = sum.checked_div(&Number::from_i64(10_000));
        wan.map_or(Cell::Blank, |wan| Cell::Wan(wan.to_f64()))
    }
}

/// A share in hundredths.
fn percent(share: &str) -> Cell {
    let hundredths = Number::parse(share).and_then(|one| one.checked_mul(&Number::from_i64(100)));
    hundredths.map_or(Cell::Blank, |one| Cell::Points(one.to_f64()))
}

fn of(living: &Living, counted: &Bits, name: &str) -> Headline {
    let shelf = &living.content.content.shelf;
    let last = Year::of(living.snapshot.view().on).back(1).0;
    let columns: Vec<Column> = match shelf.fact(name) {
        None => Vec::new(),
        Some(fact) => (0..i16::from(YEARS))
            .rev()
            .filter_map(|back| {
                Column::of(fact, Some(last - back), &living.content, living.snapshot.view().on)
            })
            .collect(),
    };
    let held = |column: &Column| living.snapshot.table().columns.get(&column.key);
    let years = columns.iter().filter_map(|column| {
        let (known, sum) = sum(held(column)?, |row| counted.get(row))?;
        let year = column.year.unwrap_or(last);
        (known > 0).then(|| OfYear {
            year,
            day: last_day(year),
            stages: living.snapshot.stages(shelf, (column.key.0, year)).into_iter().collect(),
            sum: sum.to_string(),
            known,
            unknown: counted.count() - known,
        })
    });
    let same = match columns.as_slice() {
        [.., before, now] => same(held(before), held(now), counted),
        _ => None,
    };
    let years = years.collect();
    let told = columns.last();
    Headline {
        fact: told.map(|column| column.fact.clone()),
        name: told.map_or_else(|| name.to_owned(), |column| column.name.clone()),
        unit: told.and_then(|column| column.unit.clone()),
        kind: told.map(|column| column.kind),
        department: told
            .and_then(|column| shelf.owner(column.key.0))
            .map(|owner| owner.department.clone()),
        years,
        same,
        targets: Vec::new(),
    }
}

/// The day that a year ends.
fn last_day(year: i16) -> Day {
    Day::new(year, 12, 31).unwrap_or(Day::MAX)
}

/// What the zone means to reach of a fact, beside what is known of it.
fn aims(living: &Living, fact: FactId, years: &[OfYear]) -> Vec<Aim> {
    let (on, shelf) = (living.snapshot.view().on, &living.content.content.shelf);
    let targets =
        [on.year() - 1, on.year()].into_iter().filter_map(|year| shelf.target(fact, year));
    let aim = |target: &pack::target::Target| {
        let known = years.iter().find(|known| known.year == target.year);
        let sum = known.and_then(|known| Number::parse(&known.sum));
        Some(Aim {
            year: target.year,
            value: target.value.to_string(),
            reached: sum.and_then(|sum| share(&sum, &target.value)),
            passed: passed(on, target.year)?,
            source: shelf.cited(&target.cite)?.title.clone(),
            cite: target.cite.clone(),
        })
    };
    targets.filter_map(aim).collect()
}

/// The share of a year that has passed when a day is over.
fn passed(on: Day, year: i16) -> Option<String> {
    let days = i64::from(last_day(year).day_of_year());
    let gone = if on.year() > year { days } else { i64::from(on.day_of_year()) };
    share(&Number::from_i64(gone), &Number::from_i64(days))
}

/// A share, with four decimals.
fn share(part: &Number, whole: &Number) -> Option<String> {
    Some(part.checked_div(whole)?.round(4, Rounding::HalfUp)?.to_string())
}

fn same(before: Option<&Held>, now: Option<&Held>, counted: &Bits) -> Option<Same> {
    let (before, now) = (before?, now?);
    let both = |row: usize| counted.get(row) && before.known.get(row) && now.known.get(row);
    let (enterprises, then) = sum(before, both)?;
    let (_, now) = sum(now, both)?;
    let (before, now) = (then.to_string(), now.to_string());
    (enterprises > 0).then_some(Same { enterprises, before, now })
}

/// How many of the wanted rows are known, and their sum; none of what is no number, or where the
/// sum is too long.
fn sum(column: &Held, wanted: impl Fn(usize) -> bool) -> Option<(usize, Number)> {
    let Values::Number { values, decimals } = &column.values else { return None };
    let known = values.iter().enumerate().filter(|(row, _)| column.known.get(*row) && wanted(*row));
    let (mut count, mut total) = (0, 0_i64);
    for (_, value) in known {
        count += 1;
        total = total.checked_add(*value)?;
    }
    Some((count, Number::from_scaled(total, *decimals)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(fen: &[Option<i64>]) -> Held {
        Held {
            known: fen.iter().map(Option::is_some).collect(),
            assumed: None,
            values: Values::Number {
                values: fen.iter().map(|one| one.unwrap_or(7)).collect(),
                decimals: 2,
            },
        }
    }

    #[test]
    fn what_is_unknown_is_in_no_sum_and_is_counted_as_unknown() {
        let column = money(&[Some(10_000), None, Some(-3_050)]);
        let all = sum(&column, |_| true).map(|(known, sum)| (known, sum.to_string()));
        assert_eq!(all, Some((2, "69.5".to_owned())));
        let one = sum(&column, |row| row == 1).map(|(known, sum)| (known, sum.to_string()));
        assert_eq!(one, Some((0, "0".to_owned())));
    }

    #[test]
    fn only_those_who_state_both_years_are_compared() {
        let before = money(&[Some(10_000), Some(5_000), None]);
        let now = money(&[Some(12_000), None, Some(90_000)]);
        let reached: Bits = [true, true, true].into_iter().collect();
        let found = same(Some(&before), Some(&now), &reached).map(|one| (one.before, one.now));
        assert_eq!(found, Some(("100".to_owned(), "120".to_owned())));
        let none: Bits = [false, true, true].into_iter().collect();
        assert!(same(Some(&before), Some(&now), &none).is_none());
    }

    #[test]
    fn a_year_has_passed_by_its_days() {
        let on = |day: &str| passed(base::parse_day(day).expect("a day"), 2026);
        assert_eq!(on("2026-01-01"), Some("0.0027".to_owned()), "1 of 365");
        assert_eq!(on("2026-11-21"), Some("0.8904".to_owned()), "325 of 365");
        assert_eq!(on("2026-12-31"), Some("1".to_owned()));
        assert_eq!(on("2027-02-01"), Some("1".to_owned()));
    }

    #[test]
    fn a_sum_that_is_too_long_is_none() {
        assert!(sum(&money(&[Some(i64::MAX), Some(1)]), |_| true).is_none());
    }
}
