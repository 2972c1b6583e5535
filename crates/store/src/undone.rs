//! Who is who without the imports that were taken back.

use zone::Seq;
use zone::enterprise::{Event, Registry, SubjectId, Undone};

use crate::db::{Cell, Db};
use crate::error::Error;
use crate::sought;

/// The lines of all imports that were taken back up to line `$1`.
const LINES: &str = "SELECT import.seq FROM undo JOIN import ON import.id = undo.import
                     WHERE undo.seq <= $1";

/// That such a line said who somebody is.
const NAMES: &str = "EXISTS (SELECT 1 FROM identity WHERE identity.seq = import.seq)";

/// Who is who by what was learnt, as of line `known`, of some files where they are named.
pub(crate) fn registry(
    db: &mut Db,
    events: &[Event],
    (known, files): (Seq, Option<&[SubjectId]>),
) -> Result<Registry, Error> {
    let undone = undone(db, known, files)?;
    Registry::without(events, known, &undone)
        .map_err(|_| Error::Damaged { column: "identity.change" })
}

fn undone(db: &mut Db, known: Seq, files: Option<&[SubjectId]>) -> Result<Undone, Error> {
    let lines = undone_lines(db, known)?.into_iter().collect();
    let mut undone = Undone { lines, ..Undone::default() };
    if undone.lines.is_empty() {
        return Ok(undone);
    }
    match files {
        None => undone.spoken.extend(spoken(db, known, None)?),
        Some(files) => {
            for file in files {
                undone.spoken.extend(spoken(db, known, Some(*file))?);
            }
        }
    }
    Ok(undone)
}

/// The files that such lines made, and of which another line says something.
fn spoken(db: &mut Db, known: Seq, only: Option<SubjectId>) -> Result<Vec<SubjectId>, Error> {
    let mut cells = vec![Cell::from(known.0)];
    cells.extend(only.map(|file| Cell::from(file.0)));
    let one = if only.is_some() { " AND subject = $2" } else { "" };
    let made =
        format!("SELECT subject FROM identity WHERE change = 'made' AND seq IN ({LINES}){one}");
    let told = |(table, file): (&str, &str)| {
        format!(
            "SELECT {file} AS subject FROM {table}
             WHERE {file} IN ({made}) AND seq <= $1 AND seq NOT IN ({LINES})"
        )
    };
    let tables = [
        ("identity", "subject"),
        ("identity", "other"),
        ("statement", "subject"),
        ("settlement", "subject"),
        ("objection", "subject"),
    ];
    let sql = tables.map(told).join(" UNION ");
    db.query(&sql, &cells, |row| Ok(SubjectId(row.narrow("subject")?)))
}

/// The last line up to which an import was taken back that said who somebody is.
pub(crate) fn latest(db: &mut Db) -> Result<Seq, Error> {
    let sql = format!(
        "SELECT COALESCE(MAX(undo.seq), 0) FROM undo JOIN import ON import.id = undo.import
         WHERE {NAMES}"
    );
    Ok(Seq(db.first(&sql, &[], |row| row.narrow("seq"))?.unwrap_or(0)))
}

/// Whether who is who is other than it was, now that lines after `after` and up to `known` took
/// imports back: of what those said, or of what stayed for their sake.
pub(crate) fn concerns(db: &mut Db, (after, known): (Seq, Seq)) -> Result<bool, Error> {
    let sql = "SELECT COUNT(*) FROM undo WHERE seq > $1 AND seq <= $2";
    let count = db.first(sql, &[after.0.into(), known.0.into()], |row| row.int("count"))?;
    Ok(count != Some(0) && !undone_lines(db, known)?.is_empty())
}

fn undone_lines(db: &mut Db, known: Seq) -> Result<Vec<Seq>, Error> {
    db.query(&format!("{LINES} AND {NAMES}"), &[known.0.into()], |row| Ok(Seq(row.narrow("seq")?)))
}

/// Refuses what is said of a file that there is not, or that is no more.
pub(crate) fn there(db: &mut Db, file: SubjectId) -> Result<(), Error> {
    let registry = sought::among(db, vec![file], Seq::LATEST)?;
    registry.file(file).map(|_| ()).ok_or(Error::Nothing("enterprise"))
}
