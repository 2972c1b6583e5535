//! The rows of one sheet: who each is of, of which year, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::Uscc;
use pack::feed::Stage;
use zone::fact::cell_name;

use super::cell::Epoch;
use super::grid::{Area, Raw, Row};
use super::header::lexicon::Target;
use super::header::{Column, Kind, Layout};
use super::hint;
use super::intake::{Intake, Pass};
use super::line::Line;
use super::one::Filled;
use super::own::{Beside, Passed};
use super::plan::{Plan, plans};
use super::report::{Aside, Note, Place, Progress};
use super::store::Writing;
use super::subject::{self, Found, Other};
use super::values;

/// Rows that follow a gap as long as this are far away from the table.
pub(crate) const GAP: u32 = 1_000;

/// Which sheet, and how it is read.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) file: Arc<str>,
    pub(crate) sheet: Arc<str>,
    pub(crate) epoch: Epoch,
    pub(crate) pass: Pass,
    /// It is one of comma-separated values.
    pub(crate) plain: bool,
}

/// The fiscal year of a row, and the stage (阶段) of its figures, as far as it says them.
pub(crate) type Time = (Option<i16>, Option<Stage>);

/// The subject and time of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    pub(crate) subject: u32,
    pub(crate) year: Option<i16>,
    /// The stage (阶段) of its figures, where the row says it.
    pub(crate) stage: Option<Stage>,
    /// The cell that says who it is.
    pub(crate) column: u32,
    /// The cell that says a part of a year.
    pub(crate) part: Option<u32>,
}

impl Who {
    pub(crate) fn time(self) -> Time {
        (self.year, self.stage)
    }
}

/// What the identity columns of a row say.
struct Identity {
    code: Option<Raw>,
    /// What its code is read as.
    read: Option<Result<(Uscc, Option<Note>), Note>>,
    /// Empty where there is none.
    name: String,
}

impl Identity {
    fn of(code: Option<Raw>, name: String) -> Self {
        let code = code.filter(|raw| !subject::is_blank(raw));
        let read = code.as_ref().map(subject::code_in);
        Self { code, read, name }
    }
}

/// Reads the rows of one sheet into an intake.
pub(crate) struct SheetReader<'i, 'd> {
    pub(crate) intake: &'i mut Intake<'d>,
    pub(crate) about: About,
    pub(crate) layout: Layout,
    pub(crate) plans: Vec<Plan>,
    /// Number of the sheet in the store.
    pub(crate) sheet: u32,
    /// Where values go, by what rows say of the time.
    pub(crate) targets: HashMap<Time, values::Target>,
    /// The first row of each subject and time.
    pub(crate) seen: HashMap<(u32, Time), u32>,
    pub(crate) years: BTreeSet<i16>,
    merges: Vec<Area>,
    code: Option<u32>,
    name: Option<u32>,
    pub(crate) year: Option<u32>,
    /// The columns of the period that a row is of, from its first day to its last.
    pub(crate) period: Vec<u32>,
    /// Those in which rows say something of their figures themselves.
    pub(crate) beside: Beside,
    pub(crate) stage: Option<u32>,
    pub(crate) ordinal: Option<u32>,
    /// The last cell of each identity column, for the cells merged with it.
    above: HashMap<u32, (u32, Raw)>,
    /// Columns without a header that were told of.
    pub(crate) headless: BTreeSet<u32>,
    /// By column: the first row whose value gave way, its text, and how many did.
    pub(crate) passed: BTreeMap<(u32, Passed), (u32, String, u32)>,
    /// Things that are told once a sheet.
    told: BTreeSet<&'static str>,
    pub(crate) last: Option<u32>,
    waiting: bool,
    /// Some row stood below the header.
    filled: bool,
    /// The lines since the last row that speak against what was read.
    pub(crate) lines: Vec<Line>,
    /// What follows is another table.
    pub(crate) beyond: bool,
}

impl<'i, 'd> SheetReader<'i, 'd> {
    pub(crate) fn new(
        intake: &'i mut Intake<'d>,
        about: About,
        layout: Layout,
        merges: Vec<Area>,
    ) -> Self {
        let sheet = intake.store.add_sheet(&about.file, &about.sheet);
        let plans = plans(&layout, intake.dictionary);
        let table = layout.kind != Kind::Form;
        for plan in plans.iter().filter(|_| table) {
            let column = layout.columns.iter().find(|column| column.at == plan.at);
            if let Some(Column { at, header, stage, .. }) = column {
                let heading = Arc::from(header.as_str());
                let writing = Writing { unit: plan.unit, stage: *stage, heading };
                intake.store.write(sheet, *at, writing);
            }
        }
        let [code, name, year, stage, ordinal] =
            [Target::Code, Target::Name, Target::Year, Target::Stage, Target::Ordinal]
                .map(|target| layout.identity(target));
        let mut reader = Self {
            intake,
            about,
            plans,
            sheet,
            merges,
            code,
            name,
            year,
            period: layout.all(Target::Period),
            beside: Beside::of(&layout),
            stage,
            ordinal,
            layout,
            targets: HashMap::new(),
            seen: HashMap::new(),
            years: BTreeSet::new(),
            above: HashMap::new(),
            headless: BTreeSet::new(),
            passed: BTreeMap::new(),
            told: BTreeSet::new(),
            last: None,
            waiting: false,
            filled: false,
            lines: Vec::new(),
            beyond: false,
        };
        if reader.about.pass == Pass::Coded {
            reader.tell_header();
            if table {
                reader.tell_merged();
            }
        }
        reader
    }

    pub(crate) fn has_codes(&self) -> bool {
        self.code.is_some()
    }

    /// Whether this pass is the one that reports on the sheet as a whole.
    pub(crate) fn is_main(&self) -> bool {
        (self.about.pass == Pass::Coded) == self.has_codes()
    }

    pub(crate) fn tell(&mut self, rows: u32, count: Option<u32>) {
        let (file, sheet) = (self.about.file.clone(), self.about.sheet.clone());
        let of = count.filter(|count| *count >= rows);
        self.intake.progress(Progress { file, sheet, rows, of });
    }

    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        Place {
            file: self.about.file.clone(),
            sheet: self.about.sheet.clone(),
            cell: cell_name(row, column),
        }
    }

    pub(crate) fn say(&mut self, (row, column): (u32, u32), content: String, note: Note) {
        let fault = note.at(self.place(row, column), content);
        self.intake.fault(fault);
    }

    /// Says something once a sheet.
    pub(crate) fn say_once(&mut self, cell: (u32, u32), content: String, note: Note) {
        if self.told.insert(note.kind) {
            self.say(cell, content, note);
        }
    }

    fn tell_merged(&mut self) {
        let body = self.layout.last;
        let areas: Vec<Area> = self
            .merges
            .iter()
            .filter(|area| area.top > body && area.bottom > area.top)
            .filter(|area| self.plans.iter().any(|plan| area.covers(area.top, plan.at)))
            .take(1_000)
            .copied()
            .collect();
        for area in areas {
            let note = Note::warning("merged-cell", hint::MERGED);
            self.say((area.top, area.left), String::new(), note);
        }
    }

    /// Takes a row of the body.
    pub(crate) fn row(&mut self, row: &Row) {
        if row.number <= self.layout.last || self.beyond {
            return;
        }
        self.filled = true;
        self.section(row);
        if self.line(row) {
            return;
        }
        let far = self.last.is_some_and(|last| row.number.saturating_sub(last) > GAP);
        if self.is_main() {
            self.tell_headless(row);
        }
        let name = self.identity(row, self.name).map(|raw| raw.text()).unwrap_or_default();
        let id = Identity::of(self.identity(row, self.code), name);
        let empty = row.cells.iter().all(|(column, raw)| {
            let numbered = || raw.text().bytes().all(|byte| byte.is_ascii_digit());
            let known = self.layout.columns.binary_search_by_key(column, |known| known.at);
            known.is_err() || (Some(*column) == self.ordinal && numbered())
        });
        if empty {
            return self.stray(row, far);
        }
        if self.is_no_firm(row, &id) {
            return;
        }
        self.heed_lines();
        if let Some(column) = self.split(row) {
            let note = Note::error("split-cell", hint::SPLIT);
            if self.is_main() {
                self.aside(row, &id, (column, note));
            }
            return;
        }
        let Some((subject, column)) = self.subject(row, &id, far) else {
            return;
        };
        self.last = Some(row.number);
        let (year, stage) = match self.row_time(row) {
            Ok(time) => time,
            Err((column, note)) => return self.aside(row, &id, (column, note)),
        };
        let part = self.part_of(row, year);
        let who = Who { subject, year, stage, column, part };
        if id.code.is_some() && !id.name.is_empty() {
            self.call(row, who, &id.name);
        }
        match self.layout.kind {
            Kind::Facts => self.facts(row, who),
            Kind::List(list) => self.record(row, who, list),
            Kind::Scores { item, score } => self.score(row, who, (item, score)),
            // What stands beside the labels of a form is no row.
            Kind::Form => {}
        }
    }

    /// Whose form it is, and the column of the cell that says so.
    pub(crate) fn firm(&mut self, form: &Filled) -> Option<(u32, u32)> {
        let (code, name, row) = form.who();
        let id = Identity::of(code, name.to_owned());
        let (subject, column) = self.subject(&row, &id, false)?;
        self.last = Some(row.number);
        if id.code.is_some() && !id.name.is_empty() {
            let who = Who { subject, year: form.year(), stage: None, column, part: None };
            self.call(&row, who, &id.name);
        }
        Some((subject, column))
    }

    /// The cell of an identity column, or the cell merged with it.
    pub(crate) fn identity(&mut self, row: &Row, column: Option<u32>) -> Option<Raw> {
        let column = column?;
        if let Some(raw) = row.get(column) {
            if self.merged(row.number, column).is_some() {
                self.above.insert(column, (row.number, raw.clone()));
            }
            return Some(raw.clone());
        }
        let (top, raw) = self.above.get(&column)?;
        let area = self.merged(*top, column)?;
        area.covers(row.number, column).then(|| raw.clone())
    }

    /// The merged area whose first cell this is. Areas are in the order of their first cells.
    fn merged(&self, row: u32, column: u32) -> Option<Area> {
        let from = self.merges.partition_point(|known| (known.top, known.left) < (row, column));
        self.merges.get(from).copied().filter(|area| (area.top, area.left) == (row, column))
    }

    /// Totals, remarks under the table and headers that are printed again.
    fn is_no_firm(&mut self, row: &Row, id: &Identity) -> bool {
        if matches!(id.read, Some(Ok(_))) {
            return false;
        }
        let code_text = id.code.as_ref().map(Raw::text).unwrap_or_default();
        let first = row.cells.first();
        let (column, shown) = first.map_or((0, String::new()), |(at, raw)| (*at, raw.text()));
        let again = self.header_again(row, &code_text, &id.name);
        let ordinal = self.ordinal.map(|at| row.text(at)).unwrap_or_default();
        let words: Vec<String> = [shown.clone(), code_text, id.name.clone(), ordinal]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let note = match (again, subject::other_row(&words)) {
            (Some(again), _) => again,
            (None, Some(Other::Total)) => Note::warning("total-row", hint::TOTAL),
            (None, Some(Other::Remark)) if self.contradicts((row.number, column), &shown) => {
                return true;
            }
            (None, Some(Other::Remark)) => self.remark(&shown),
            (None, None) => return false,
        };
        if self.is_main() {
            self.say((row.number, column), shown, note);
        }
        true
    }

    /// Where a line of comma-separated values goes on beyond the header with three digits a cell:
    /// `1,200` without quotes.
    fn split(&self, row: &Row) -> Option<u32> {
        let last = self.layout.columns.last().filter(|_| self.about.plain)?.at;
        let beyond = row.cells.iter().filter(|(at, _)| *at > last);
        let texts: Vec<String> = beyond.map(|(_, raw)| raw.text()).collect();
        let group = |text: &String| {
            let whole = text.split_once('.').map_or(text.as_str(), |(whole, _)| whole);
            whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())
        };
        (!texts.is_empty() && texts.iter().all(group)).then_some(last)
    }

    /// Whose row it is, and the cell that says so.
    fn subject(&mut self, row: &Row, id: &Identity, far: bool) -> Option<(u32, u32)> {
        match (&id.code, self.code, id.name.as_str()) {
            (Some(code), Some(column), _) => {
                if self.about.pass == Pass::Named {
                    return None;
                }
                self.by_code(row, id, (column, code))
            }
            (_, _, "") => {
                if self.is_main() {
                    let column = row.cells.first().map_or(0, |(at, _)| *at);
                    let note = if far {
                        Note::warning("far-cell", hint::FAR)
                    } else {
                        Note::error("no-subject", hint::NO_FIRM)
                    };
                    self.aside(row, id, (column, note));
                }
                None
            }
            _ => {
                if self.about.pass == Pass::Coded {
                    self.waiting = true;
                    return None;
                }
                self.by_name(row, id)
            }
        }
    }

    fn by_code(
        &mut self,
        row: &Row,
        id: &Identity,
        (column, code): (u32, &Raw),
    ) -> Option<(u32, u32)> {
        match id.read.clone()? {
            Ok((uscc, note)) => {
                if let Some(note) = note {
                    self.say((row.number, column), code.text(), note);
                }
                let place = self.place(row.number, column);
                Some((self.intake.subjects.of_code(uscc, || place), column))
            }
            Err(note) => {
                self.aside(row, id, (column, note));
                None
            }
        }
    }

    fn by_name(&mut self, row: &Row, id: &Identity) -> Option<(u32, u32)> {
        let (column, name) = (self.name?, id.name.as_str());
        let note = match self.intake.subjects.of_name(name) {
            Found::One(subject) => return Some((subject, column)),
            Found::None if self.intake.names_only => {
                let place = self.place(row.number, column);
                let note = Note::warning("names-only", hint::NAMES_ONLY);
                self.say_once((row.number, column), name.to_owned(), note);
                let cell = (self.sheet, row.number, column);
                return Some((self.intake.subjects.add_named(name, place, cell), column));
            }
            Found::None if let [code] = *self.intake.guide.bearers(name) => {
                let place = self.place(row.number, column);
                return Some((self.intake.subjects.of_code(code, || place), column));
            }
            Found::None if let several @ [_, _, ..] = &*self.intake.guide.bearers(name) => {
                let codes: Vec<String> = several.iter().take(5).map(Uscc::to_string).collect();
                Note::error("name-ambiguous", hint::borne_by(several.len(), &codes))
            }
            Found::None => Note::error("name-unknown", hint::NAME_UNKNOWN),
            Found::Several(subjects) => {
                let codes = self.intake.subjects.codes(&subjects);
                Note::error("name-ambiguous", hint::several_codes(&codes))
            }
        };
        self.aside(row, id, (column, note));
        None
    }

    /// Keeps a row aside, and says why.
    fn aside(&mut self, row: &Row, id: &Identity, (column, note): (u32, Note)) {
        let (place, kind) = (self.place(row.number, column), note.kind);
        self.say((row.number, column), row.text(column), note);
        let code = id.code.as_ref().map(Raw::text).unwrap_or_default();
        let who = format!("{code} {}", id.name).trim().to_owned();
        self.intake.report.aside.push(Aside { place, kind, who });
    }

    fn call(&mut self, row: &Row, who: Who, name: &str) {
        let Some(column) = self.name else { return };
        let cell = (self.sheet, row.number, column);
        if let Some(other) = self.intake.subjects.call(who.subject, (name, who.year), cell) {
            let note = Note::warning("name-differs", hint::other_name(&other));
            self.say((row.number, column), name.to_owned(), note);
        }
    }

    /// Ends the sheet; whether rows wait for the names.
    pub(crate) fn finish(mut self) -> bool {
        self.heed_lines();
        self.tell_passed();
        if self.is_main() {
            self.tell_understood();
            if !self.filled && self.layout.kind != Kind::Form {
                let note = Note::warning("no-rows", hint::NO_ROWS);
                self.say((self.layout.last, 0), String::new(), note);
            }
            let last = self.last.unwrap_or(self.layout.last);
            self.tell(last + 1, None);
        }
        self.waiting
    }
}
