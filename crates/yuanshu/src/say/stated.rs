//! What a source said, for people and for programs.

use pack::Shelf;
use rule::fact::FactId;
use rule::number::Number;
use rule::table::numbered_day;
use serde_json::{Value as Json, json};
use zone::fact::Stated;
use zone::say::Tongue;

/// As officials read it, in the unit of its fact; units are as the dictionary has them.
pub fn shown(value: &Stated, fact: FactId, shelf: &Shelf, tongue: Tongue) -> String {
    match value {
        Stated::List(records) => tongue.records(records.len()),
        Stated::Withdrawn => tongue.of(["已撤回", "withdrawn"]).to_owned(),
        value => {
            let known = shelf.schema.get(fact);
            let value = known.and_then(|known| value.value(&known.of));
            value.map_or_else(
                // The dictionary may have changed since it was said.
                || tongue.of(STRANGE).to_owned(),
                |value| super::value(&value, known.and_then(|known| known.unit), tongue),
            )
        }
    }
}

/// What the dictionary does not take any more.
const STRANGE: [&str; 2] =
    ["与指标的类型不符，不作数", "not of the fact's type: it does not count"];

/// In the base unit: a number as a decimal text, so that no digit is lost on the way.
pub fn json(value: &Stated) -> Json {
    match value {
        Stated::Number { units, decimals } => {
            json!(Number::from_scaled(*units, *decimals).to_string())
        }
        Stated::Bool(truth) => json!(truth),
        Stated::Text(text) => json!(text),
        Stated::Date(day) => json!(numbered_day(*day)),
        Stated::Days(days) => json!(format!("{days} 天")),
        Stated::Months(months) => json!(format!("{months} 个月")),
        Stated::List(records) => {
            let field = |field: &Option<Stated>| field.as_ref().map_or(Json::Null, json);
            let record = |record: &Vec<Option<Stated>>| record.iter().map(field).collect::<Json>();
            records.iter().map(record).collect()
        }
        Stated::Withdrawn => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_told_in_the_readers_language() {
        let told = |value: &Stated| {
            [Tongue::Chinese, Tongue::English]
                .map(|tongue| shown(value, FactId(0), &Shelf::default(), tongue))
        };
        assert_eq!(told(&Stated::List(vec![Vec::new(); 3])), ["3 条", "3 records"]);
        assert_eq!(told(&Stated::Withdrawn), ["已撤回", "withdrawn"]);
        assert_eq!(told(&Stated::Bool(true)), STRANGE);
    }

    #[test]
    fn every_digit_of_a_figure_is_told_and_what_was_taken_back_is_nothing() {
        let figure = Stated::Number { units: 900_719_925_474_099_301, decimals: 2 };
        assert_eq!(json(&figure), json!("9007199254740993.01"));
        let list = Stated::List(vec![vec![Some(Stated::Bool(true)), None, Some(Stated::Date(1))]]);
        assert_eq!(json(&list), json!([[true, null, "1970-01-02"]]));
        assert_eq!(json(&Stated::Withdrawn), Json::Null);
    }
}
