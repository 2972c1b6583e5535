//! Tables of one row joined into one of many.

use std::collections::BTreeSet;

use rule::bits::Bits;
use rule::fact::{FactId, Lag};
use rule::table::{Column, Table, Values};

/// One table of the rows of several, which are of one day.
pub(crate) fn join(tables: &[Table]) -> Table {
    let mut joined = Table::new(tables.len(), tables[0].on);
    let facts: BTreeSet<(FactId, Lag)> =
        tables.iter().flat_map(|table| table.columns.keys().copied()).collect();
    for fact in facts {
        let parts: Vec<_> = tables.iter().map(|table| (table.columns.get(&fact), 1)).collect();
        joined.columns.insert(fact, column(&parts));
    }
    let judged: BTreeSet<&String> = tables.iter().flat_map(|table| table.judged.keys()).collect();
    for name in judged {
        let parts: Vec<_> = tables.iter().map(|table| (table.judged.get(name), 1)).collect();
        joined.judged.insert(name.clone(), column(&parts));
    }
    joined
}

/// A column of the rows of several; where one is missing, so many rows are unknown.
fn column(parts: &[(Option<&Column>, usize)]) -> Column {
    let known = parts.iter().flat_map(|(part, rows)| {
        (0..*rows).map(move |row| part.is_some_and(|part| part.known.get(row)))
    });
    let known: Bits = known.collect();
    let first = parts.iter().find_map(|(part, _)| *part).unwrap();
    Column { known, assumed: None, values: values(&first.values, parts) }
}

fn values(like: &Values, parts: &[(Option<&Column>, usize)]) -> Values {
    let parts = || parts.iter().map(|(part, rows)| (part.map(|part| &part.values), *rows));
    match like {
        Values::Number { .. } => numbers(&parts().collect::<Vec<_>>()),
        Values::Text { .. } => texts(&parts().collect::<Vec<_>>()),
        Values::List { .. } => lists(&parts().collect::<Vec<_>>()),
        Values::Bool(_) => Values::Bool(
            parts()
                .flat_map(|(part, rows)| match part {
                    Some(Values::Bool(bits)) => (0..rows).map(|row| bits.get(row)).collect(),
                    _ => vec![false; rows],
                })
                .collect(),
        ),
        Values::Date(_) => Values::Date(
            parts()
                .flat_map(|(part, rows)| match part {
                    Some(Values::Date(days)) => days.clone(),
                    _ => vec![0; rows],
                })
                .collect(),
        ),
        Values::Days(_) | Values::Months(_) => panic!("no case states a duration"),
    }
}

fn numbers(parts: &[(Option<&Values>, usize)]) -> Values {
    let own = parts.iter().filter_map(|(part, _)| match part {
        Some(Values::Number { decimals, .. }) => Some(*decimals),
        _ => None,
    });
    let most = own.max().unwrap_or(0);
    let mut all = Vec::new();
    for (part, rows) in parts {
        match part {
            Some(Values::Number { values, decimals }) => {
                let (mut values, mut decimals) = (values.clone(), *decimals);
                rescale(&mut values, &mut decimals, most);
                all.append(&mut values);
            }
            _ => all.resize(all.len() + rows, 0),
        }
    }
    Values::Number { values: all, decimals: most }
}

/// The same numbers in at least so many decimals.
pub(crate) fn rescale(values: &mut [i64], decimals: &mut u8, wanted: u8) {
    if let Some(more) = wanted.checked_sub(*decimals) {
        let factor = 10_i64.pow(u32::from(more));
        for value in values {
            *value = value.checked_mul(factor).unwrap();
        }
        *decimals = wanted;
    }
}

fn texts(parts: &[(Option<&Values>, usize)]) -> Values {
    let mut all: Vec<String> = Vec::new();
    let mut code = |word: &String| {
        let at = all.iter().position(|known| known == word).unwrap_or_else(|| {
            all.push(word.clone());
            all.len() - 1
        });
        u32::try_from(at).unwrap()
    };
    let mut of_rows = Vec::new();
    for (part, rows) in parts {
        match part {
            Some(Values::Text { codes, words }) => {
                of_rows.extend(codes.iter().map(|at| code(&words[usize::try_from(*at).unwrap()])));
            }
            _ => of_rows.extend((0..*rows).map(|_| code(&String::new()))),
        }
    }
    Values::Text { codes: of_rows, words: all }
}

fn lists(parts: &[(Option<&Values>, usize)]) -> Values {
    let mut all: Vec<u32> = vec![0];
    let mut kept: Vec<&[Column]> = Vec::new();
    for (part, rows) in parts {
        let from = all[all.len() - 1];
        match part {
            Some(Values::List { offsets, fields }) => {
                all.extend(offsets[1..].iter().map(|offset| from + offset));
                kept.push(fields);
            }
            _ => all.resize(all.len() + rows, from),
        }
    }
    let width = kept.iter().map(|fields| fields.len()).max().unwrap_or(0);
    let field = |at: usize| {
        let parts: Vec<_> =
            kept.iter().map(|fields| (Some(&fields[at]), fields[at].known.len())).collect();
        column(&parts)
    };
    Values::List { offsets: all, fields: (0..width).map(field).collect() }
}
