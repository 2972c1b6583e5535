//! The way through all inputs: which sheets are read when, and what they add up to.

use std::path::Path;
use std::sync::Arc;

use super::ahead::ahead;
use super::book::{Book, CELLS};
use super::dictionary::Dictionary;
use super::grid::{Broken, Row, Rows};
use super::guide::{Guide, Heading};
use super::header::lexicon::Lexicon;
use super::header::{self, HEAD, Head, Layout};
use super::hint;
use super::inputs::Input;
use super::line::Lines;
use super::one;
use super::report::{Fault, Note, Place, Progress, Report};
use super::sheet::{About, SheetReader};
use super::store::Store;
use super::subject::Subjects;
use super::tab::Tab;

/// How often progress is told, in rows.
const STEP: u32 = 4096;

/// Which rows of a sheet are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Those with a code.
    Coded,
    /// Those with a name only, once every code and its name is known.
    Named,
}

/// A sheet of an input; the whole input where the name is empty.
#[derive(Clone, Copy)]
struct Spot<'a> {
    input: &'a Input,
    tab: &'a str,
}

/// A sheet that has rows without a code.
struct Later {
    input: usize,
    tab: String,
}

/// The first rows of a sheet that are not empty.
#[derive(Default)]
struct First {
    rows: Vec<Row>,
    /// There are no more.
    ended: bool,
}

/// What has been gathered so far.
pub(crate) struct Intake<'a> {
    pub(crate) guide: &'a Guide<'a>,
    pub(crate) dictionary: &'a Dictionary,
    pub(crate) lexicon: Lexicon,
    pub(crate) subjects: Subjects,
    pub(crate) store: Store,
    pub(crate) report: Report,
    /// No sheet has codes: a name is then who a firm is.
    pub(crate) names_only: bool,
    /// The lines that were found before, and those that are found now.
    pub(crate) heeded: Lines,
    pub(crate) lines: Lines,
    cells: u64,
    progress: &'a mut dyn FnMut(Progress),
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        guide: &'a Guide<'a>,
        dictionary: &'a Dictionary,
        progress: &'a mut dyn FnMut(Progress),
    ) -> Self {
        Self {
            guide,
            dictionary,
            lexicon: Lexicon::new(dictionary),
            subjects: Subjects::default(),
            store: Store::default(),
            report: Report::default(),
            names_only: false,
            heeded: Lines::default(),
            lines: Lines::default(),
            cells: 0,
            progress,
        }
    }

    /// Reads every sheet of every input; sheets that lack codes come last.
    pub(crate) fn read(&mut self, inputs: &[Input]) {
        let mut later = Vec::new();
        for (position, input) in inputs.iter().enumerate() {
            self.read_file(position, input, &mut later);
        }
        self.names_only = self.subjects.list.is_empty() && !self.guide.has_register();
        let mut open: Option<(usize, Book)> = None;
        for Later { input: position, tab } in later {
            let Some(input) = inputs.get(position) else { continue };
            if open.as_ref().is_none_or(|(opened, _)| *opened != position) {
                open = match Book::open(&input.path) {
                    Ok(book) => Some((position, book)),
                    Err(broken) => {
                        self.whole(Spot { input, tab: "" }, broken);
                        None
                    }
                };
            }
            if let Some((_, book)) = &mut open {
                self.read_tab(book, Spot { input, tab: &tab }, Pass::Named);
            }
        }
    }

    fn read_file(&mut self, position: usize, input: &Input, later: &mut Vec<Later>) {
        let whole = Spot { input, tab: "" };
        let mut book = match Book::open(&input.path) {
            Ok(book) => book,
            Err(broken) => return self.whole(whole, broken),
        };
        let tabs = book.tabs();
        if let Some(wanted) = &input.sheet
            && !tabs.iter().any(|tab| tab.name == *wanted)
        {
            let names: Vec<&str> = tabs.iter().map(|tab| tab.name.as_str()).collect();
            let hint = hint::no_such_sheet(wanted, &names);
            return self.whole(whole, Broken::whole("no-such-sheet", hint));
        }
        if header::ANSWERS.iter().all(|page| tabs.iter().any(|tab| tab.name == *page)) {
            let note = Note::warning("own-answers", hint::OWN_ANSWERS);
            return self.say(whole, note);
        }
        let before = self.said();
        for tab in tabs {
            let wanted = input.sheet.as_ref().is_none_or(|wanted| tab.name == *wanted);
            if !wanted {
                continue;
            }
            let spot = Spot { input, tab: &tab.name };
            if tab.hidden && input.sheet.is_none() {
                let note = Note::warning("hidden-sheet", hint::HIDDEN);
                self.say(spot, note);
                continue;
            }
            if self.read_tab(&mut book, spot, Pass::Coded) {
                later.push(Later { input: position, tab: tab.name });
            }
        }
        if self.said() == before {
            self.say(whole, Note::warning("empty-file", hint::ALL_EMPTY));
        }
    }

    /// How much there is to say of what was read so far.
    fn said(&self) -> (usize, usize) {
        (self.report.headings.len(), self.report.faults.len())
    }

    /// Reads a sheet; whether it has rows that must wait for the names.
    fn read_tab(&mut self, book: &mut Book, spot: Spot<'_>, pass: Pass) -> bool {
        let Spot { input, tab } = spot;
        let (merges, epoch, plain) = (book.merges(tab), book.epoch(), book.is_plain());
        let mut rows = match book.rows(tab) {
            Ok(rows) => rows,
            Err(broken) => {
                self.whole(spot, broken);
                return false;
            }
        };
        let mut first = First::default();
        self.more(&mut first, rows.as_mut(), (spot, HEAD));
        let head = Head { sheet: tab, rows: &first.rows, merges: &merges };
        let prose = first.ended && header::is_prose(&head);
        if first.rows.is_empty() || header::is_not_for_reading(head.rows) || prose {
            return false;
        }
        let found = header::find(&head, &self.lexicon, self.dictionary);
        if found.as_ref().map_or(0, Layout::told) == 0 {
            self.more(&mut first, rows.as_mut(), (spot, one::LONGEST + 1));
        }
        let whole = Tab { name: tab.to_owned(), rows: first.rows, merges };
        let form = if first.ended { self.form(&whole, found.as_ref().ok()) } else { None };
        let Tab { rows: start, merges, .. } = whole;
        let mut layout = match (&form, found) {
            (Some(form), _) => form.layout.clone(),
            (None, Ok(layout)) => layout,
            (None, Err(note)) => {
                self.say(spot, note);
                return false;
            }
        };
        self.arrange(spot, &mut layout);
        if pass == Pass::Coded {
            self.note_headings(tab, &layout);
        }
        let about = About { file: input.label.clone(), sheet: Arc::from(tab), epoch, pass, plain };
        let mut reader = SheetReader::new(self, about, layout, merges);
        if pass == Pass::Coded && !reader.has_codes() {
            return true;
        }
        if let Some(form) = &form {
            reader.form(form);
            return reader.finish();
        }
        for row in start {
            reader.row(&row);
        }
        if !first.ended {
            ahead(rows, |rows| {
                let mut count = 0u32;
                while let Some(row) = reader.intake.next(rows, spot) {
                    reader.row(&row);
                    count += 1;
                    if count.is_multiple_of(STEP) {
                        reader.tell(row.number + 1, rows.count());
                    }
                }
            });
        }
        reader.finish()
    }

    /// Takes the columns of a sheet as they are to be taken.
    fn arrange(&self, Spot { input, tab }: Spot<'_>, layout: &mut Layout) {
        let schema = &self.dictionary.schema;
        self.guide.apply(tab, layout, schema);
        layout.filed(Path::new(&*input.label));
        layout.leave_parts(schema);
        layout.heed(self.heeded.of(&input.label, tab), schema);
    }

    /// Reads on until there are so many first rows.
    fn more(&mut self, first: &mut First, rows: &mut dyn Rows, (spot, most): (Spot<'_>, usize)) {
        while first.rows.len() < most && !first.ended {
            match self.next(rows, spot) {
                Some(row) => first.rows.push(row),
                None => first.ended = true,
            }
        }
    }

    /// Keeps the headings, by which the next workbook of the form is known.
    fn note_headings(&mut self, tab: &str, layout: &Layout) {
        let headings = layout.columns.iter().map(|column| Heading {
            sheet: tab.to_owned(),
            column: column.at,
            text: column.header.clone(),
        });
        self.report.headings.extend(headings);
        self.report.stages.extend(layout.stage.map(|stage| (tab.to_owned(), stage)));
    }

    /// The next row, until something is broken or there are too many cells.
    fn next(&mut self, rows: &mut dyn Rows, spot: Spot<'_>) -> Option<Row> {
        match rows.next() {
            Ok(Some(row)) => {
                let cells = u64::try_from(row.cells.len()).unwrap_or(u64::MAX);
                self.cells = self.cells.saturating_add(cells);
                if self.cells <= CELLS {
                    return Some(row);
                }
                let cell = zone::fact::cell_name(row.number, 0);
                let note = Note::error("too-many-cells", hint::too_many_cells(CELLS));
                self.whole(spot, Broken { sheet: None, cell, content: String::new(), note });
                None
            }
            Ok(None) => None,
            Err(broken) => {
                self.whole(spot, broken);
                None
            }
        }
    }

    pub(crate) fn progress(&mut self, progress: Progress) {
        (self.progress)(progress);
    }

    pub(crate) fn fault(&mut self, fault: Fault) {
        self.report.faults.push(fault);
    }

    fn say(&mut self, spot: Spot<'_>, note: Note) {
        self.whole(spot, Broken { sheet: None, cell: String::new(), content: String::new(), note });
    }

    fn whole(&mut self, spot: Spot<'_>, broken: Broken) {
        let Broken { sheet, cell, content, note } = broken;
        let sheet = Arc::from(sheet.as_deref().unwrap_or(spot.tab));
        let place = Place { file: spot.input.label.clone(), sheet, cell };
        self.fault(note.at(place, content));
    }
}
