//! Origins as rows: where values come from.

use zone::fact::{ImportId, Origin, OriginId, Period, Place, Stage, Standing};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use zone::Seq;

/// An origin with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number, by which statements name it.
    pub id: OriginId,
    /// The line that brought it.
    pub seq: Seq,
    /// Where values come from.
    pub origin: Origin,
    /// Whether they count at once.
    pub standing: Standing,
}

/// Origins that came with lines after `after` and up to `known`.
pub(crate) fn origins(db: &mut Db, after: Seq, known: Seq) -> Result<Vec<Known>, Error> {
    db.query(
        "SELECT id, seq, import, file, sheet, sheet_column, sheet_row, reason, fact, fiscal_year, since,
                feed, stage, basis, unit, decimals, held
         FROM origin WHERE seq > $1 AND seq <= $2 ORDER BY id",
        &[after.0.into(), known.0.into()],
        read,
    )
}

/// The cells of an origin, those after its id and seq.
pub(crate) fn cells(origin: &Origin, import: Option<ImportId>, standing: Standing) -> Vec<Cell> {
    let (at, reason) = match &origin.place {
        Place::Column { file, sheet, column } => (Some((file, sheet, *column, None)), None),
        Place::Cell { file, sheet, column, row } => {
            (Some((file, sheet, *column, Some(*row))), None)
        }
        Place::Hand { reason } => (None, Some(reason.as_str())),
    };
    let (year, since) = period_cells(origin.period);
    vec![
        import.map(|import| import.0).into(),
        at.map(|(file, ..)| file.as_str()).into(),
        at.map(|(_, sheet, ..)| sheet.as_str()).into(),
        at.map(|(_, _, column, _)| column).into(),
        at.and_then(|(.., row)| row).into(),
        reason.into(),
        origin.fact.as_str().into(),
        year,
        since,
        origin.feed.as_str().into(),
        origin.stage.id().into(),
        origin.basis.as_deref().into(),
        origin.unit.as_deref().into(),
        Cell::Int(origin.decimals.into()),
        Cell::Int(i64::from(standing == Standing::Held)),
    ]
}

fn read(row: &mut Row) -> Result<Known, Error> {
    let id = OriginId(row.narrow("origin.id")?);
    let seq = Seq(row.narrow("seq")?);
    let import = row.maybe_int("import")?.map(u32::try_from).transpose();
    let import = import.map_err(|_| Error::Damaged { column: "import" })?.map(ImportId);
    let place = place(row)?;
    let fact = row.text("fact")?;
    let period = period(row)?;
    let feed = row.text("feed")?;
    let stage = Stage::parse(&row.text("stage")?).ok_or(Error::Damaged { column: "stage" })?;
    let (basis, unit) = (row.maybe_text("basis")?, row.maybe_text("unit")?);
    let decimals = row.narrow("decimals")?;
    let standing = match row.int("held")? {
        0 => Standing::Counts,
        1 => Standing::Held,
        _ => return Err(Error::Damaged { column: "held" }),
    };
    let origin = Origin { import, place, fact, period, feed, stage, basis, unit, decimals };
    Ok(Known { id, seq, origin, standing })
}

fn place(row: &mut Row) -> Result<Place, Error> {
    const DAMAGED: Error = Error::Damaged { column: "sheet_column" };
    let number = |cell: Option<i64>| cell.map(u32::try_from).transpose().map_err(|_| DAMAGED);
    let file = row.maybe_text("file")?;
    let sheet = row.maybe_text("sheet")?;
    let column = number(row.maybe_int("sheet_column")?)?;
    let at = number(row.maybe_int("sheet_row")?)?;
    let reason = row.maybe_text("reason")?;
    match (file.zip(sheet).zip(column), at, reason) {
        (Some(((file, sheet), column)), None, None) => Ok(Place::Column { file, sheet, column }),
        (Some(((file, sheet), column)), Some(row), None) => {
            Ok(Place::Cell { file, sheet, column, row })
        }
        (None, None, Some(reason)) => Ok(Place::Hand { reason }),
        _ => Err(DAMAGED),
    }
}

/// The two cells of a period: the fiscal year, or the day it is true since.
pub(crate) fn period_cells(period: Period) -> (Cell, Cell) {
    match period {
        Period::Year(year) => (Cell::Int(year.into()), Cell::Null),
        Period::Since(day) => (Cell::Null, day.to_string().into()),
    }
}

/// The period in the next two cells.
pub(crate) fn period(row: &mut Row) -> Result<Period, Error> {
    let year = row.maybe_int("fiscal_year")?;
    let since = row.day("since")?;
    match (year.map(i16::try_from), since) {
        (Some(Ok(year)), None) => Ok(Period::Year(year)),
        (None, Some(day)) => Ok(Period::Since(day)),
        _ => Err(Error::Damaged { column: "fiscal_year" }),
    }
}
