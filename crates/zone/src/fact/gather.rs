//! The entries of an enterprise, brought together by the fact and the time they are of.

use std::collections::BTreeMap;

use pack::Shelf;
use rule::fact::FactId;

use super::{Entry, Period};

/// The time of a figure: a fiscal year, or none for what is true since a day.
pub type Time = Option<i16>;

/// What was said of each fact and fiscal year, for [`resolve`](super::resolve). The entries are
/// those of all files of the enterprise.
///
/// A fact is found by the names that it had. Left out is what no fact of the dictionary is
/// called, what is derived and so stated by nobody, and what has a year where its fact has none
/// or the other way round.
pub fn gather<'a>(
    entries: impl IntoIterator<Item = Entry<'a>>,
    shelf: &Shelf,
) -> BTreeMap<(FactId, Time), Vec<Entry<'a>>> {
    let mut found: BTreeMap<(FactId, Time), Vec<Entry<'a>>> = BTreeMap::new();
    for entry in entries {
        if let Some(place) = placed(&entry.origin.fact, entry.origin.period, shelf) {
            found.entry(place).or_default().push(entry);
        }
    }
    found
}

/// The fact of the dictionary that is meant by a name it has or had, and the time; none where
/// the dictionary has no such fact, derives it, or has it without years where one is named or
/// the other way round.
pub fn placed(fact: &str, period: Period, shelf: &Shelf) -> Option<(FactId, Time)> {
    let id = shelf.fact(fact)?;
    let fact = shelf.schema.get(id)?;
    let time = period.year();
    (fact.formula.is_none() && fact.yearly == time.is_some()).then_some((id, time))
}

#[cfg(test)]
mod tests {
    use base::Day;
    use pack::File;
    use pack::feed::Stage;

    use super::*;
    use crate::Seq;
    use crate::fact::{Origin, OriginId, Place, Stated};

    const FACTS: &str = r#"
status = "demo"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
period = "year"
formerly = ["turnover"]
[[fact]]
id = "double"
name = "两倍"
kind = "money"
period = "year"
formula = "2 * 营业收入"
[[fact]]
id = "park"
name = "所属园区"
kind = "text"
period = "point"
"#;

    fn origin(fact: &str, period: Period) -> Origin {
        Origin {
            import: None,
            place: Place::Hand { reason: String::new() },
            fact: fact.to_owned(),
            period,
            feed: "demo/tax".to_owned(),
            stage: Stage::Annual,
            basis: None,
            unit: None,
            decimals: 0,
        }
    }

    #[test]
    fn what_was_said_under_a_former_name_counts_and_what_is_derived_is_left_out() {
        let (shelf, faults) = pack::read(&[File::new("packs/demo/fact/f.toml", FACTS)]);
        assert_eq!(faults, []);
        let since = Period::Since(Day::constant(2026, 1, 1));
        let origins = [
            origin("revenue", Period::Year(2025)),
            origin("turnover", Period::Year(2025)),
            origin("revenue", Period::Year(2024)),
            origin("park", since),
            origin("double", Period::Year(2025)),
            origin("revenue", since),
            origin("park", Period::Year(2025)),
            origin("nowhere", since),
        ];
        let entries = (0..).zip(&origins).map(|(id, origin)| Entry {
            origin,
            id: OriginId(id),
            row: 0,
            seq: Seq(1),
            counts: Some(Seq(1)),
            undone: None,
            value: &Stated::Bool(true),
        });
        let found: Vec<((&str, Time), Vec<u32>)> = gather(entries, &shelf)
            .into_iter()
            .map(|((fact, time), entries)| {
                let id = &shelf.schema.get(fact).unwrap().id;
                ((id.as_str(), time), entries.iter().map(|entry| entry.id.0).collect())
            })
            .collect();
        assert_eq!(
            found,
            [
                (("revenue", Some(2024)), vec![2]),
                (("revenue", Some(2025)), vec![0, 1]),
                (("park", None), vec![3]),
            ]
        );
    }
}
