//! What counts, as a cell says it: in the cell's unit, with its decimals.

use base::{Decimal, Scale, Unit};
use rule::fact::{Fact, Field, Type};
use rule::number::{Number, Rounding};
use rule::table::numbered_day;
use rule::value::Value as Worked;
use zone::fact::Stated;

use crate::say::Tongue;
use crate::write::patch::Value;

/// The most decimals that a cell is given where its figure needs them.
const MOST: u8 = 6;

/// How figures are to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// In which unit; the base unit where none is named.
    pub unit: Option<Unit>,
    /// With how many decimals; as many as it takes where that is left open.
    pub decimals: Option<u8>,
}

impl Manner {
    /// How a figure that has more decimals is written.
    pub(super) fn rounding(self) -> String {
        match self.decimals {
            Some(_) => "按本表小数位取舍".to_owned(),
            None => format!("取到 {MOST} 位小数"),
        }
    }
}

/// A figure in the unit of its cell, and whether something of it was rounded away.
pub(super) fn figure(figure: Decimal, manner: Manner) -> Option<(Decimal, bool)> {
    let scale =
        manner.unit.map_or(Scale::ONE, |unit| Scale { num: unit.scale.den, den: unit.scale.num });
    let least = manner.decimals.unwrap_or(0);
    let most = manner.decimals.unwrap_or(MOST);
    let mut found = None;
    for decimals in least..=most {
        let scaled = figure.scaled(scale, decimals)?;
        found = Some((Decimal::new(scaled.value.into(), decimals)?, !scaled.exact));
        if scaled.exact {
            break;
        }
    }
    found
}

/// What was stated of a fact, as a cell says it, and whether it is rounded.
pub(super) fn stated(value: &Stated, fact: &Fact, manner: Manner) -> Option<(Value, bool)> {
    let sure = |value| Some((value, false));
    match value {
        Stated::Number { units, decimals } => {
            let (figure, rounded) = figure(Decimal::new((*units).into(), *decimals)?, manner)?;
            Some((Value::Number(figure), rounded))
        }
        Stated::Date(day) => sure(Value::Day(numbered_day(*day)?)),
        Stated::Days(count) | Stated::Months(count) => sure(Value::Number(Decimal::from(*count))),
        Stated::Bool(_) | Stated::Text(_) => sure(Value::Text(plain(value, None))),
        Stated::List(records) => sure(Value::Text(listed(records, &fact.fields))),
        Stated::Withdrawn => None,
    }
}

/// One field of the records of a list.
pub(super) fn field(value: &Stated, at: usize, field: &Field) -> Option<Value> {
    let Stated::List(records) = value else { return None };
    if records.is_empty() {
        return Some(Value::Text("无".to_owned()));
    }
    let texts = records.iter().map(|record| match record.get(at) {
        Some(Some(value)) => plain(value, field.unit),
        _ => "—".to_owned(),
    });
    Some(Value::Text(texts.collect::<Vec<_>>().join("；")))
}

/// What a formula gave, as a cell says it, and whether it is rounded.
pub(super) fn worked(value: &Worked, manner: Manner) -> Option<(Value, bool)> {
    let sure = |value| Some((value, false));
    match value {
        Worked::Number(number, _) => {
            let (figure, rounded) = figure(decimal(number)?, manner)?;
            Some((Value::Number(figure), rounded))
        }
        Worked::Bool(yes) => sure(Value::Text(yes_or_no(*yes))),
        Worked::Text(text) => sure(Value::Text(text.clone())),
        Worked::Date(day) => sure(Value::Day(*day)),
        Worked::Days(count) | Worked::Months(count) => sure(Value::Number(Decimal::from(*count))),
        Worked::Null
        | Worked::Open(_)
        | Worked::Between(_)
        | Worked::List(_)
        | Worked::Range(_)
        | Worked::Record(_) => None,
    }
}

/// A number with as many decimals as are worth writing: a formula may give thirds.
fn decimal(number: &Number) -> Option<Decimal> {
    const KEPT: u8 = 9;
    let rounded = number.round(i64::from(KEPT), Rounding::HalfUp)?;
    Decimal::new(rounded.to_i64_scaled(KEPT)?.into(), KEPT)
}

/// A cell's content as plain text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Day(day) => day.to_string(),
    }
}

/// `高新技术企业（认定日 2024-11-01，到期日 2027-11-01）；…`, or 无.
fn listed(records: &[Vec<Option<Stated>>], fields: &[Field]) -> String {
    if records.is_empty() {
        return "无".to_owned();
    }
    let record = |record: &Vec<Option<Stated>>| {
        let mut known = fields
            .iter()
            .zip(record)
            .filter_map(|(field, value)| Some((field, plain(value.as_ref()?, field.unit))));
        let first = match (fields.first(), record.first()) {
            (Some(field), Some(None)) => format!("{}不明", field.name),
            _ => known.next().map(|(_, text)| text).unwrap_or_default(),
        };
        let rest: Vec<String> =
            known.map(|(field, text)| format!("{} {text}", field.name)).collect();
        if rest.is_empty() { first } else { format!("{first}（{}）", rest.join("，")) }
    };
    records.iter().map(record).collect::<Vec<_>>().join("；")
}

fn plain(value: &Stated, unit: Option<Unit>) -> String {
    match value {
        Stated::Number { units, decimals } => {
            let own = Decimal::new((*units).into(), *decimals);
            let shown = own.and_then(|own| figure(own, Manner { unit, decimals: None }));
            let symbol = unit.map_or("", |unit| unit.symbol);
            shown.map_or_else(String::new, |(shown, _)| {
                format!("{shown} {symbol}").trim().to_owned()
            })
        }
        Stated::Bool(yes) => yes_or_no(*yes),
        Stated::Text(text) => text.clone(),
        Stated::Date(day) => numbered_day(*day).map_or_else(String::new, |day| day.to_string()),
        Stated::Days(days) => format!("{days} 天"),
        Stated::Months(months) => format!("{months} 个月"),
        Stated::List(records) => format!("{} 条", records.len()),
        Stated::Withdrawn => "撤回".to_owned(),
    }
}

fn yes_or_no(yes: bool) -> String {
    if yes { "是" } else { "否" }.to_owned()
}

/// What was stated, with its unit, for a sentence.
pub fn sentence(value: &Stated, fact: &Fact, tongue: Tongue) -> String {
    match (value, &fact.of) {
        (Stated::Number { units, decimals }, Type::Number(dimension)) => {
            crate::say::exact(&Number::from_scaled(*units, *decimals), fact.unit, *dimension)
        }
        (Stated::List(records), _) if records.is_empty() => tongue.of(["无", "none"]).to_owned(),
        (Stated::List(records), _) => listed(records, &fact.fields),
        (Stated::Withdrawn, _) => tongue.of(["撤回", "withdrawn"]).to_owned(),
        _ => {
            let english = (tongue == Tongue::English).then(|| value.value(&fact.of)).flatten();
            english.map_or_else(
                || plain(value, fact.unit),
                |value| crate::say::value(&value, fact.unit, tongue),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_in_the_unit_of_its_cell() {
        let written = |digits, unit, decimals| {
            let (shown, rounded) =
                figure(Decimal::new(digits, 2).unwrap(), Manner { unit, decimals }).unwrap();
            (shown.to_string(), rounded)
        };
        // 12,005,000.37 元.
        assert_eq!(written(1_200_500_037, None, None), ("12005000.37".to_owned(), false));
        assert_eq!(
            written(1_200_500_037, Some(Unit::WAN), None),
            ("1200.500037".to_owned(), false)
        );
        assert_eq!(written(1_200_500_037, Some(Unit::WAN), Some(2)), ("1200.5".to_owned(), true));
        let yi = Unit::parse("亿元");
        assert_eq!(written(1_200_500_037, yi, None), ("0.12005".to_owned(), true));
    }

    #[test]
    fn records_are_told_in_one_line() {
        let field = |id: &str, name: &str, of| Field {
            id: id.to_owned(),
            name: name.to_owned(),
            of,
            unit: None,
            values: Vec::new(),
        };
        let fields = [field("kind", "种类", Type::Text), field("until", "到期日", Type::Date)];
        let text = |text: &str| Some(Stated::Text(text.to_owned()));
        let records =
            vec![vec![text("高新技术企业"), Some(Stated::Date(0))], vec![text("小巨人"), None]];
        assert_eq!(listed(&records, &fields), "高新技术企业（到期日 1970-01-01）；小巨人");
        assert_eq!(listed(&[], &fields), "无");
    }
}
