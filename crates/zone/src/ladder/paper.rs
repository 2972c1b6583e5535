//! Papers that run out: titles and certificates with a last day (到期日).

use base::Day;
use rule::fact::{FactId, Lasting, Schema};
use rule::row::Row;
use rule::table::{Table, day_number};
use rule::value::Value;

/// A paper that runs out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    /// The last day on which it is valid.
    pub until: Day,
    /// Whose, as a row of the table.
    pub row: usize,
    /// The list that it stands in: 资质称号, 体系认证.
    pub list: FactId,
    /// Which paper, as the list has it.
    pub kind: String,
    /// Its number, where that is stated.
    pub number: Option<String>,
}

/// The papers whose last day lies within `days` days from the day of the table on, that day
/// included, the first to run out before the others. A paper that was followed by another of
/// its kind which is valid longer does not run out.
pub fn expiring(schema: &Schema, table: &Table, days: u16) -> Vec<Paper> {
    let mut found = Vec::new();
    for lasting in &schema.lasting {
        if table.columns.contains_key(&(lasting.list, 0)) {
            for row in 0..table.rows {
                found.extend(of_row(&Row::new(schema, table, row), lasting, days));
            }
        }
    }
    found.sort_unstable();
    found
}

fn of_row(row: &Row<'_>, lasting: &Lasting, days: u16) -> Vec<Paper> {
    let Value::List(records) = row.fact(lasting.list) else { return Vec::new() };
    let mut newest: Vec<Paper> = Vec::new();
    for record in records.iter() {
        let Some(paper) = paper(record, lasting, row.at()) else { continue };
        match newest.iter_mut().find(|known| known.kind == paper.kind) {
            Some(known) if known.until < paper.until => *known = paper,
            Some(_) => {}
            None => newest.push(paper),
        }
    }
    let today = day_number(row.on());
    newest.retain(|paper| (today..=today + i32::from(days)).contains(&day_number(paper.until)));
    newest
}

/// The paper of a record; none where its last day or its kind is unknown.
fn paper(record: &Value, lasting: &Lasting, row: usize) -> Option<Paper> {
    let Value::Record(values) = record else { return None };
    // A record has its fields under their ids.
    let value = |id: &str| values.iter().find(|(field, _)| field == id).map(|(_, value)| value);
    let text = |id: &str| match value(id) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let Some(Value::Date(until)) = value(&lasting.until) else { return None };
    Some(Paper {
        until: *until,
        row,
        list: lasting.list,
        kind: text(&lasting.kind)?,
        number: lasting.number.as_deref().and_then(text),
    })
}

#[cfg(test)]
mod tests {
    use rule::table::{Column, Values};

    use super::*;
    use crate::policy::kit::{ON, bits, shelf, table};

    fn days(days: &[(i16, i8, i8)]) -> Column {
        let values = days.iter().map(|(y, m, d)| day_number(Day::constant(*y, *m, *d))).collect();
        let known = bits(&vec![true; days.len()]);
        Column { known, assumed: None, values: Values::Date(values) }
    }

    fn texts(texts: &[&str]) -> Column {
        let known = texts.iter().map(|text| !text.is_empty()).collect::<Vec<_>>();
        let words = texts.iter().map(|text| (*text).to_owned()).collect();
        let codes = (0..).take(texts.len()).collect();
        Column { known: bits(&known), assumed: None, values: Values::Text { codes, words } }
    }

    #[test]
    fn a_paper_runs_out_unless_a_longer_one_of_its_kind_followed() {
        let shelf = shelf();
        let list = shelf.schema.find("titles").unwrap();
        let mut table = table(&shelf, ON, &[(None, None), (None, None)]);
        // The first firm: one that ran out, one that runs out in ten days, one renewed; the
        // second: one on the day itself.
        let until = [(2026, 11, 20), (2026, 12, 1), (2026, 12, 1), (2029, 12, 1), (2026, 11, 21)];
        let kinds = ["甲", "乙", "丙", "丙", "甲"];
        let fields = vec![
            texts(&kinds),
            days(&[(2023, 1, 1); 5]),
            days(&until),
            texts(&["", "B1", "", "", ""]),
        ];
        let values = Values::List { offsets: vec![0, 4, 5], fields };
        table
            .columns
            .insert((list, 0), Column { known: bits(&[true, true]), assumed: None, values });
        let paper = |until: (i16, i8, i8), row, kind: &str, number: Option<&str>| Paper {
            until: Day::constant(until.0, until.1, until.2),
            row,
            list,
            kind: kind.to_owned(),
            number: number.map(str::to_owned),
        };
        let today = paper((2026, 11, 21), 1, "甲", None);
        let soon = paper((2026, 12, 1), 0, "乙", Some("B1"));
        assert_eq!(expiring(&shelf.schema, &table, 9), std::slice::from_ref(&today));
        assert_eq!(expiring(&shelf.schema, &table, 10), [today, soon]);
    }
}
