//! Facts with their passport: what was said, by whom, of which time, and what counts.

mod agree;
mod cell;
mod dispute;
mod gather;
mod money;
mod resolve;
mod topic;

use base::Day;
pub use pack::feed::{Feed, Owner, Stage, Use};
pub use pack::shelf::Access;
use rule::fact::{Field, Type};
use rule::number::Number;
use rule::table::numbered_day;
use rule::value::Value;
use serde::{Deserialize, Serialize};

use crate::Seq;
use crate::enterprise::SubjectId;
pub use agree::{Written, agree};
pub use cell::{cell_name, column_name};
pub use dispute::{About, Objection, Settlement};
pub use gather::{Time, gather, placed};
pub use money::{Moving, Standing};
pub use resolve::{Asked, Disagreement, Ground, Holding, Marks, resolve, resolve_joined};
pub use topic::Topic;

/// What a source said of a fact.
///
/// The shape of the columns that the engine runs over, so that nothing is lost on the way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stated {
    /// `units` × 10^-`decimals` of the base unit: money in fen has two decimals.
    Number {
        /// Whole multiples.
        units: i64,
        /// How many decimals.
        decimals: u8,
    },
    /// Yes or no.
    Bool(bool),
    /// Text.
    Text(String),
    /// A day, counted from 1970-01-01.
    Date(i32),
    /// A duration in days.
    Days(i64),
    /// A duration in months.
    Months(i64),
    /// Records of a list, each with its fields in the order of the dictionary.
    List(Vec<Vec<Option<Stated>>>),
    /// 撤回: what the source said of this time is taken back.
    Withdrawn,
}

impl Stated {
    /// Of its figure; 0 where it is none.
    pub fn decimals(&self) -> u8 {
        match self {
            Self::Number { decimals, .. } => *decimals,
            _ => 0,
        }
    }

    /// As formulas see it, as a value of that type; `None` for lists, for what was taken back,
    /// and for what is of another type, which stands for nothing: the dictionary may have changed
    /// since it was said.
    pub fn value(&self, of: &Type) -> Option<Value> {
        match (self, of) {
            (Self::Number { units, decimals }, Type::Number(dimension)) => {
                Some(Value::Number(Number::from_scaled(*units, *decimals), *dimension))
            }
            (Self::Bool(truth), Type::Bool) => Some(Value::Bool(*truth)),
            (Self::Text(text), Type::Text) => Some(Value::Text(text.clone())),
            (Self::Date(day), Type::Date) => numbered_day(*day).map(Value::Date),
            (Self::Days(days), Type::Days) => Some(Value::Days(*days)),
            (Self::Months(months), Type::Months) => Some(Value::Months(*months)),
            (
                Self::Number { .. }
                | Self::Bool(_)
                | Self::Text(_)
                | Self::Date(_)
                | Self::Days(_)
                | Self::Months(_)
                | Self::List(_)
                | Self::Withdrawn,
                _,
            ) => None,
        }
    }
}

/// A record of a list as formulas see it, by the list's fields.
pub fn record(fields: &[Field], stated: &[Option<Stated>]) -> Value {
    let field = |(field, stated): (&Field, &Option<Stated>)| {
        let value = stated.as_ref().and_then(|stated| stated.value(&field.of));
        (field.id.clone(), value.unwrap_or(Value::UNKNOWN))
    };
    Value::Record(fields.iter().zip(stated).map(field).collect())
}

/// The time that a fact is true for (所属期).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Period {
    /// A fiscal year.
    Year(i16),
    /// From a day on, until something later says otherwise.
    Since(Day),
}

impl Period {
    /// The fiscal year; none where it has no years.
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Year(year) => Some(year),
            Self::Since(_) => None,
        }
    }

    /// The day from which on it is so; none where it is a year's.
    pub fn since(self) -> Option<Day> {
        match self {
            Self::Year(_) => None,
            Self::Since(day) => Some(day),
        }
    }

    /// As it is said: `2025年`, `2026-01-01 起`.
    pub fn zh(self) -> String {
        match self {
            Self::Year(year) => format!("{year}年"),
            Self::Since(day) => format!("{day} 起"),
        }
    }
}

/// An import, by the order of the imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImportId(pub u32);

/// An origin, by the order in which they were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OriginId(pub u32);

/// Where a value stands: with the row of its statement, a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A column of a sheet; the row is the statement's.
    Column {
        /// The file, as it was called.
        file: String,
        /// The sheet.
        sheet: String,
        /// Counted from 0.
        column: u32,
    },
    /// A cell of a form, which says all of one enterprise.
    Cell {
        /// The file, as it was called.
        file: String,
        /// The sheet.
        sheet: String,
        /// Counted from 0.
        column: u32,
        /// Counted from 0.
        row: u32,
    },
    /// Written by a person, with the reason.
    Hand {
        /// Why.
        reason: String,
    },
}

/// Where a fact comes from (出处): a column of a sheet of an import, or a hand-made correction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The import that brought it, if one did.
    pub import: Option<ImportId>,
    /// Where it stands.
    pub place: Place,
    /// Which fact, by its id in the dictionary of the day it was learnt.
    pub fact: String,
    /// Of which time.
    pub period: Period,
    /// By id.
    pub feed: String,
    /// How final.
    pub stage: Stage,
    /// 口径, where it is not the dictionary's own.
    pub basis: Option<String>,
    /// The unit it was written in.
    pub unit: Option<String>,
    /// The decimals of its figures in the base unit.
    pub decimals: u8,
}

/// What one row of one source said of one enterprise (填报).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Of whom.
    pub subject: SubjectId,
    /// Learnt with which line of the journal.
    pub seq: Seq,
    /// The row of the sheet, counted from 0; 0 where there is no sheet.
    pub row: u32,
    /// What, and from which column.
    pub said: Vec<(OriginId, Stated)>,
}

/// One value of one statement, with what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Where it comes from.
    pub origin: &'a Origin,
    /// By id.
    pub id: OriginId,
    /// The row of its statement.
    pub row: u32,
    /// With which line it was learnt.
    pub seq: Seq,
    /// With which line it began to count: that of the review where it needs one, else its own.
    /// `None` while it is held.
    pub counts: Option<Seq>,
    /// With which line it ceased to count: its import was undone, or the review refused it.
    pub undone: Option<Seq>,
    /// What was said.
    pub value: &'a Stated,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_survives_the_way_to_the_store_and_back() {
        let year = Some(Stated::Date(20_000));
        let said = vec![
            (OriginId(1), Stated::Number { units: -12_345, decimals: 2 }),
            (OriginId(2), Stated::Text("高新区".to_owned())),
            (
                OriginId(3),
                Stated::List(vec![vec![Some(Stated::Bool(true)), None], vec![None, year]]),
            ),
            (OriginId(300), Stated::Withdrawn),
        ];
        let bytes = postcard::to_allocvec(&said).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<(OriginId, Stated)>>(&bytes), Ok(said));
    }

    #[test]
    fn what_was_said_is_no_value_of_another_type() {
        let year = Type::Number(base::Dimension::NONE);
        let types = [year, Type::Bool, Type::Text, Type::Date, Type::Days, Type::Months];
        let said = [
            Stated::Number { units: 15, decimals: 1 },
            Stated::Bool(true),
            Stated::Text("是".to_owned()),
            Stated::Date(0),
            Stated::Days(3),
            Stated::Months(3),
        ];
        for (at, value) in said.iter().enumerate() {
            let fits: Vec<bool> = types.iter().map(|of| value.value(of).is_some()).collect();
            assert_eq!(fits, (0..6).map(|of| of == at).collect::<Vec<_>>(), "{value:?}");
        }
        // No calendar has such a day.
        assert_eq!(Stated::Date(i32::MAX).value(&Type::Date), None);
    }

    #[test]
    fn forty_figures_of_a_row_take_293_bytes() {
        let ids = (100..140).map(OriginId);
        let figure = |id| (id, Stated::Number { units: 1_234_567, decimals: 2 });
        let said: Vec<(OriginId, Stated)> = ids.map(figure).collect();
        // The count, then for each the kind, four bytes of units, the decimals, and its origin,
        // which takes a second byte from 128 on.
        assert_eq!(postcard::to_allocvec(&said).unwrap().len(), 1 + 28 * 7 + 12 * 8);
    }

    #[test]
    fn an_origin_survives_the_way_to_the_store_and_back() {
        let origin = Origin {
            import: Some(ImportId(7)),
            place: Place::Column { file: "年报.xlsx".into(), sheet: "表1".into(), column: 4 },
            fact: "revenue".into(),
            period: Period::Since(Day::constant(2026, 3, 1)),
            feed: "demo/tax".into(),
            stage: Stage::Settled,
            basis: None,
            unit: Some("万元".into()),
            decimals: 2,
        };
        let bytes = postcard::to_allocvec(&origin).unwrap();
        assert_eq!(postcard::from_bytes::<Origin>(&bytes), Ok(origin));
    }
}
