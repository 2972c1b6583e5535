//! What the tests import: enterprises, columns, rows.

use base::Uscc;
use zone::Seq;
use zone::enterprise::{Change, SubjectId};
use zone::fact::{About, Origin, Period, Place, Stage, Stated};

use crate::{Hash, Imported, Intake, Said, Standing, Store};

use super::may;

/// A column of a sheet of tax returns.
pub(crate) fn column(column: u32, fact: &str, year: i16) -> (Origin, Standing) {
    let origin = Origin {
        import: None,
        place: Place::Column { file: "年报.xlsx".into(), sheet: "表1".into(), column },
        fact: fact.into(),
        period: Period::Year(year),
        feed: "demo/tax".into(),
        stage: Stage::Annual,
        basis: None,
        unit: Some("万元".into()),
        decimals: 2,
    };
    (origin, Standing::Counts)
}

/// An amount in fen.
pub(crate) fn fen(units: i64) -> Stated {
    Stated::Number { units, decimals: 2 }
}

/// A fact of 2025 of an enterprise.
pub(crate) fn about(subject: u32, fact: &str) -> About {
    let period = Period::Year(2025);
    About { subject: SubjectId(subject), fact: fact.into(), period }
}

/// The code whose organisation is a number of eight digits.
pub(crate) fn code(number: u32) -> Uscc {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |letter: char| LETTERS.find(letter).unwrap();
    let body = format!("{number:08}");
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.chars().zip(weights).map(|(letter, weight)| value(letter) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => "X".to_owned(),
        11 => "0".to_owned(),
        digit => digit.to_string(),
    };
    let start = format!("91610131{body}{check}");
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: usize =
        start.chars().zip(weights).map(|(letter, weight)| value(letter) * weight).sum();
    let last = LETTERS.chars().nth((31 - sum % 31) % 31).unwrap();
    Uscc::parse(&format!("{start}{last}")).unwrap()
}

/// Makes enterprises with codes and names, `count` of them from `first` on.
pub(crate) fn enterprises(first: u32, count: u32) -> Vec<(SubjectId, Change)> {
    (first..first + count)
        .flat_map(|number| {
            let name = format!("示范{number}有限公司");
            [
                (SubjectId(number), Change::Made),
                (SubjectId(number), Change::Code(code(number))),
                (SubjectId(number), Change::Named { name, since: None }),
            ]
        })
        .collect()
}

/// An import of nothing yet.
pub(crate) fn intake(name: &str) -> Intake {
    Intake {
        name: name.into(),
        content: Hash::of(name.as_bytes()),
        shape: "代码|名称|营业收入".into(),
        plan: "{}".into(),
        remarks: "[]".into(),
        known: Seq(0),
        changes: Vec::new(),
        origins: Vec::new(),
    }
}

/// A row that says one thing of each of some columns.
pub(crate) fn row(subject: u32, values: &[i64]) -> Said {
    let values = (0..).zip(values).map(|(column, value)| (column, fen(*value))).collect();
    Said { subject: SubjectId(subject), row: subject + 1, values }
}

/// Two enterprises and their revenue of 2024 and 2025, brought in by 李秀英.
pub(crate) fn two_firms(store: &Store) -> Imported {
    let intake = Intake {
        changes: enterprises(0, 2),
        origins: vec![column(2, "revenue", 2024), column(3, "revenue", 2025)],
        ..intake("年报.xlsx")
    };
    let rows = vec![Ok(row(0, &[100, 200])), Ok(row(1, &[300, 400]))];
    store.import(&may("李秀英"), intake, rows.into_iter()).unwrap()
}
