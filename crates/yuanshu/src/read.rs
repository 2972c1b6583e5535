//! Sheets as zones have them, read into columns of facts with the source of every value.

mod again;
mod ahead;
mod book;
mod cell;
pub(crate) mod choice;
mod dictionary;
mod facts;
pub(crate) mod form;
pub(crate) mod grid;
mod guide;
pub(crate) mod header;
mod hint;
mod inputs;
mod intake;
mod line;
mod number;
mod one;
mod outside;
mod own;
mod plan;
mod plausible;
mod report;
mod said;
mod sheet;
mod store;
mod subject;
pub(crate) mod tab;
mod values;
mod year;

use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use book::Book;
pub use book::{CELLS, FILE_BYTES, INFLATED_BYTES, PART_BYTES, RATIO};
pub use dictionary::{Dictionary, Entry};
pub use facts::{Facts, stand_in};
pub use guide::{Guide, Heading, Taken, Taking};
pub use header::NOT_READ;
pub use inputs::Source;
pub use plausible::{Held, Holdings, Scales, Weigher, learn, stands_beside};
pub use report::{Aside, Fault, Level, Note, Place, Progress, ToldFault, Understood};
pub use said::{Column, Line, Said};
pub use subject::{Called, Subject};

use crate::say::Both;
pub(crate) use grid::position;
pub(crate) use hint::{LOST, to_come};
use intake::Intake;
use line::Lines;
pub(crate) use plausible::doubt;
use report::Report;
pub(crate) use subject::is_other_row;

/// Reads every sheet of the sources. What cannot be read is in the remarks, never an error: a
/// file among many that is broken does not keep the others from being read.
pub fn read(
    sources: &[Source],
    dictionary: &Dictionary,
    progress: &mut dyn FnMut(Progress),
) -> Facts {
    read_by(&Guide::default(), sources, dictionary, progress)
}

/// The same with what is known before.
pub fn read_by(
    guide: &Guide<'_>,
    sources: &[Source],
    dictionary: &Dictionary,
    progress: &mut dyn FnMut(Progress),
) -> Facts {
    let (inputs, faults) = inputs::inputs(sources);
    let mut heeded = Lines::default();
    let mut intake = loop {
        let mut intake = Intake::new(guide, dictionary, &mut *progress);
        intake.report.faults.clone_from(&faults);
        intake.heeded = heeded;
        intake.read(&inputs);
        if intake.lines == Lines::default() {
            break intake;
        }
        heeded = intake.lines.and(intake.heeded);
    };
    plausible::weigh(&mut intake);
    let Intake { subjects, mut store, report, .. } = intake;
    store.settle();
    let Report { mut faults, understood, undated, aside, headings, stages } = report;
    sort(&mut faults, &inputs);
    let judgements = dictionary.schema.judgements.iter();
    Facts {
        subjects: subjects.list,
        remarks: faults,
        understood,
        undated,
        aside,
        headings,
        stages,
        store,
        judgements: judgements.map(|judgement| judgement.name.clone()).collect(),
    }
}

/// The files to be read of files and folders, in a fixed order.
pub fn files(paths: &[std::path::PathBuf]) -> Vec<std::path::PathBuf> {
    let sources: Vec<Source> = paths.iter().map(Source::all).collect();
    inputs::inputs(&sources).0.into_iter().map(|input| input.path).collect()
}

/// Goes through the cells of a workbook and does nothing with them: what reading cannot be
/// quicker than. Their number.
pub(crate) fn cells(path: &std::path::Path) -> Result<usize, Both> {
    let told = |broken: grid::Broken| broken.note.hint;
    let mut book = book::Book::open(path).map_err(told)?;
    let mut cells = 0;
    for tab in book.tabs() {
        let mut rows = book.rows(&tab.name).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            cells += row.cells.len();
        }
    }
    Ok(cells)
}

/// A value as a person writes it, read as a cell of a column of that fact.
///
/// # Errors
/// What is wrong with it.
pub fn stated(
    text: &str,
    schema: &rule::fact::Schema,
    fact: rule::fact::FactId,
) -> Result<zone::fact::Stated, Both> {
    let known = schema.get(fact).ok_or(["没有这个指标", "there is no such fact"])?;
    let want = cell::Want {
        of: &known.of,
        unit: known.unit,
        values: &known.values,
        aliases: &[],
        decimals: 0,
        epoch: cell::Epoch::default(),
    };
    let taken = cell::take(&grid::Raw::Text(text.to_owned()), &want);
    match (taken.value, taken.notes.into_iter().next()) {
        (Some(value), _) => Ok(value.stated()),
        (None, Some(note)) if note.kind == cell::NO_NUMBER => Err(hint::FIGURE.into()),
        (None, Some(note)) => Err(note.hint),
        (None, None) => Err(["没有写值", "no value is written"].into()),
    }
}

/// Whether a year is one that a sheet can speak of.
pub fn is_year(year: i16) -> bool {
    header::period::whole_year(&year.to_string()) == Some(year)
}

/// By file, sheet, row and column.
fn sort(faults: &mut [Fault], inputs: &[inputs::Input]) {
    let files: HashMap<&str, usize> =
        inputs.iter().zip(0..).map(|(input, at)| (input.label.as_ref(), at)).collect();
    let mut sheets: HashMap<(Arc<str>, Arc<str>), usize> = HashMap::new();
    for fault in faults.iter() {
        let next = sheets.len();
        let place = (fault.place.file.clone(), fault.place.sheet.clone());
        sheets.entry(place).or_insert(next);
    }
    faults.sort_by_cached_key(|fault| {
        let place = &fault.place;
        let file = files.get(place.file.as_ref()).copied();
        let sheet = sheets.get(&(place.file.clone(), place.sheet.clone())).copied();
        (file, sheet, grid::position(&place.cell))
    });
}
