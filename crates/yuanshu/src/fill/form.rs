//! 上级报表回填: a superior's blank form, filled from the register.

mod part;
mod unit;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Seek, Write};
use std::path::{Path, PathBuf};

use base::{Day, Dimension, Unit, Year};
use pack::feed::Stage;
use rule::fact::{FactId, Type};
use zone::enterprise::SubjectId;
use zone::fact::cell_name;

use super::answer::{Clerk, Mark, Opened};
use super::asked::{Asked, What, near};
use super::beside::Beside;
use super::list::same;
use super::names::Match;
use super::page::{self, Look, Missing, Told};
use super::rows::{Seen, beside, decimals_in, firms_of, free_row, of_nobody, row_year};
use super::sheet::{Kind, Sheet, kind};
use super::sight::{Tables, tabs};
use super::{taken, value, why};
use crate::read::choice::Boxes;
use crate::read::form::{Finder, Labels, Sought, Wanted};
use crate::read::header::lexicon::Target;
use crate::read::header::{Layout, Meaning, is_not_for_reading};
use crate::register::Unopened;
use crate::say::Both;
use crate::write::patch::{self, Page, Patch, Tint, Unpatched};

/// A blank form.
#[derive(Debug)]
pub struct Form {
    path: PathBuf,
    sheets: Vec<Sheet>,
}

/// A filled form.
#[derive(Debug)]
pub struct Filled {
    patch: Patch,
    path: PathBuf,
    /// How many enterprises it is of.
    pub firms: usize,
    /// Cells that were filled with what counts.
    pub filled: usize,
    /// Cells that a person should look at (待核).
    pub check: usize,
    /// Cells for which there is nothing.
    pub grey: usize,
    /// What could not be filled, for want of a figure or of agreement.
    pub missing: Vec<Missing>,
    /// The cells that a person should look at, each with why.
    pub looks: Vec<Look>,
    /// What is to be told of how the form was taken.
    pub told: Vec<Both>,
}

impl Form {
    /// Reads a form, and finds out how it is to be filled in.
    ///
    /// # Errors
    /// With what to do.
    pub fn read(path: &Path, clerk: &Clerk<'_>, tables: &Tables) -> Result<Self, Both> {
        let schema = &clerk.content.shelf.schema;
        let yearly = |fact: FactId| schema.get(fact).is_some_and(|fact| fact.yearly);
        let last = Year::last_complete(clerk.on()).ends().year();
        let mut sheets = Vec::new();
        for tab in tabs(path)? {
            let shown = File::open(path)
                .map_err(Unpatched::from)
                .and_then(|file| patch::shown(BufReader::new(file), &tab.name))
                .map_err(|why| taken::unread(&why.to_string()))?;
            let cells = shown.iter().map(|(at, shown)| (*at, shown.formula)).collect();
            let words = (&tables.lexicon, &tables.dictionary);
            let finder = Finder::new((&tab, Sought::Blanks(cells)), words, last);
            let labels = finder.labels(&yearly);
            let kind = if is_not_for_reading(&tab.rows) {
                Kind::Other
            } else {
                kind(tables.layout((&tab, path)), labels, tables.list((&tab, path)))
            };
            let decimals = decimals_in(&tab);
            let like = |text: &str| near(text, (&clerk.content.shelf, tables));
            let unknown = kind.unknown().into_iter().map(|(at, text)| {
                let like = like(&text);
                (tab.top(at), text, like)
            });
            let unknown = unknown.collect();
            sheets.push(Sheet { tab, shown, kind, decimals, unknown });
        }
        let refused = sheets.iter().find_map(Sheet::records);
        let none = |sheet: &Sheet| matches!(sheet.kind, Kind::Other | Kind::Records(_));
        if let Some(why) = refused.filter(|_| sheets.iter().all(none)) {
            return Err(why);
        }
        if sheets.iter().all(none) {
            return Err(taken::NOTHING.into());
        }
        Ok(Self { path: path.to_owned(), sheets })
    }

    /// Fills it in.
    ///
    /// # Errors
    /// Where the register cannot be read.
    pub fn fill(&self, clerk: &Clerk<'_>, beside: &Beside) -> Result<Filled, Unopened> {
        let mut filler = Filler::new(self, clerk, beside);
        for sheet in &self.sheets {
            filler.unknown(sheet);
            match &sheet.kind {
                Kind::Rows(layout) => filler.rows(sheet, layout)?,
                Kind::Labels(labels) => filler.labels(sheet, labels)?,
                Kind::Records(_) => filler.filled.told.extend(sheet.records()),
                Kind::Other => filler.filled.told.push(taken::unasked(&sheet.tab.name).into()),
            }
        }
        Ok(filler.finish())
    }
}

impl Filled {
    /// How many cells were filled, are to be looked at, or have nothing.
    pub fn counts(&self, on: Day) -> Both {
        taken::counts(self.firms, [self.filled, self.check, self.grey], on)
    }

    /// Writes the filled form.
    ///
    /// # Errors
    /// [`Unpatched`].
    pub fn write(&self, to: impl Write + Seek) -> Result<(), Unpatched> {
        self.patch.write(BufReader::new(File::open(&self.path)?), to)
    }
}

struct Filler<'a> {
    form: &'a Form,
    clerk: &'a Clerk<'a>,
    beside: &'a Beside,
    filled: Filled,
    sources: Page,
    firms: BTreeSet<SubjectId>,
}

/// One firm's part of a sheet.
struct Part<'a> {
    sheet: &'a Sheet,
    firm: &'a str,
    opened: &'a Opened<'a>,
    /// The firm is to be looked at, and why.
    doubt: &'a Both,
}

/// A column or a blank: what it is of.
#[derive(Clone, Copy)]
struct Of {
    fact: FactId,
    year: Option<i16>,
    unit: Option<Unit>,
    stage: Option<Stage>,
}

impl<'a> Filler<'a> {
    fn new(form: &'a Form, clerk: &'a Clerk<'a>, beside: &'a Beside) -> Self {
        let filled = Filled {
            patch: Patch::default(),
            path: form.path.clone(),
            firms: 0,
            filled: 0,
            check: 0,
            grey: 0,
            missing: Vec::new(),
            looks: Vec::new(),
            told: Vec::new(),
        };
        Self { form, clerk, beside, filled, sources: page::sources(clerk), firms: BTreeSet::new() }
    }

    fn tell(&mut self, said: impl Into<Both>) {
        let said = said.into();
        if !self.filled.told.contains(&said) {
            self.filled.told.push(said);
        }
    }

    /// The year of a figure: the form's, the one that was given, else the last one that is over.
    fn year(&mut self, own: Option<i16>, sheet: &Sheet) -> i16 {
        if let Some(year) = own.or(self.beside.year) {
            return year;
        }
        let year = Year::last_complete(self.clerk.on()).ends().year();
        let how = self.beside.given.year();
        self.tell(taken::no_year(&sheet.tab.name, year, how));
        year
    }

    /// A form of a row a firm.
    fn rows(&mut self, sheet: &'a Sheet, layout: &Layout) -> Result<(), Unopened> {
        self.headings(sheet, layout);
        let matcher = self.clerk.matcher();
        let code = layout.identity(Target::Code);
        let name = layout.identity(Target::Name);
        let lines = self.lines(sheet, layout, (code, name));
        let mut seen = Seen::default();
        for (row, said, other) in lines {
            let at = beside(&sheet.tab, (row, name.or(code).unwrap_or(0)));
            let found = match base::Uscc::parse(&said) {
                Ok(_) => matcher.find(&said, &other),
                Err(_) => matcher.find(&other, &said),
            };
            let Some((subject, doubt)) = self.found(sheet, (at, &said), found) else { continue };
            let dossier = self.clerk.dossier(subject)?;
            let opened = self.clerk.opened(subject, &dossier)?;
            let firm = matcher.name(subject);
            let part = Part { sheet, firm, opened: &opened, doubt: &doubt };
            let year = row_year(&sheet.tab, layout, row).or(layout.year);
            let period = part::of_row(&sheet.tab, layout, row);
            if let Some(again) = seen.again((subject, year), row) {
                self.check((sheet, at), &said, &again);
            }
            for (column, what) in [(code, What::Code), (name, What::Name)] {
                // Of merged cells the first alone shows what is in it.
                let own = column.filter(|at| beside(&sheet.tab, (row, *at)) == (row, *at));
                if let Some(column) = own {
                    self.identity(&part, (row, column), what);
                }
            }
            for column in &layout.columns {
                let at = (row, column.at);
                match (&column.meaning, &period) {
                    (Meaning::OfPart { text, .. }, _) => self.of_part(sheet, at, text),
                    (Meaning::Fact { fact, .. }, Some(text)) if self.is_yearly(*fact) => {
                        self.of_part(sheet, at, text);
                    }
                    (Meaning::Fact { fact, year: own, unit, .. }, _) => {
                        let stage = column.stage.or(layout.stage);
                        let of = Of { fact: *fact, year: own.or(year), unit: *unit, stage };
                        self.cell(&part, at, of);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Whose rows a form of a row a firm has, each with what it says of who it is: those that it
    /// names, else those that were named beside it.
    fn lines(
        &mut self,
        sheet: &Sheet,
        layout: &Layout,
        (code, name): (Option<u32>, Option<u32>),
    ) -> Vec<(u32, String, String)> {
        let mut lines = firms_of(&sheet.tab, layout, (code, name));
        if lines.is_empty() {
            let first = free_row(&sheet.tab, layout);
            lines = (first..)
                .zip(&self.beside.firms)
                .map(|(row, firm)| (row, firm.clone(), String::new()))
                .collect();
        } else {
            let said = lines.iter().flat_map(|(_, said, other)| [said.as_str(), other]);
            if let Some(unused) = self.beside.unused(said, &self.clerk.matcher()) {
                self.tell(taken::unused(&sheet.tab.name, self.beside.given.named(), &unused));
            }
        }
        if lines.is_empty() {
            self.tell(taken::no_firms(&sheet.tab.name, self.beside.given.firms()));
        }
        let nobody = of_nobody(&sheet.tab, layout, &lines);
        if let Some(first) = nobody.first() {
            self.tell(taken::of_nobody(&sheet.tab.name, *first, nobody.len()));
        }
        lines
    }

    /// Says what is asked for that nobody knows.
    fn unknown(&mut self, sheet: &Sheet) {
        let name = &sheet.tab.name;
        for (at, text, like) in &sheet.unknown {
            let said = taken::unknown(like);
            self.mark((sheet, *at), said.zh());
            self.tell(taken::at_cell(name, [&cell_name(at.0, at.1), text], &said));
        }
    }

    /// Says which headings are not filled, and which units were taken for granted.
    fn headings(&mut self, sheet: &Sheet, layout: &Layout) {
        let schema = &self.clerk.content.shelf.schema;
        for column in &layout.columns {
            let said: Both = match &column.meaning {
                Meaning::Several(_) => taken::SEVERAL.into(),
                Meaning::Beside => taken::BESIDE.into(),
                Meaning::WrongUnit { unit, .. } => taken::wrong_unit(unit).into(),
                Meaning::Contradicted { line, .. } => taken::contradicted(line).into(),
                // Percentages are seen to be such.
                Meaning::Fact { .. } if sheet.is_percent(column.at, layout.last) => continue,
                Meaning::Fact { unit: Some(unit), assumed: true, fact, .. } => {
                    let name = schema.get(*fact).map_or("", |fact| fact.name.as_str());
                    taken::unit_assumed(name, unit.symbol).into()
                }
                _ => continue,
            };
            let at = sheet.tab.top((column.row, column.at));
            self.mark((sheet, at), said.zh());
            let heading = (column.at + 1, column.header.as_str());
            self.tell(taken::at_column(&sheet.tab.name, heading, &said));
        }
    }

    /// A form of a firm a sheet.
    fn labels(&mut self, sheet: &'a Sheet, labels: &Labels) -> Result<(), Unopened> {
        let matcher = self.clerk.matcher();
        let tries = match self.beside.tries((&self.form.path, &sheet.tab.name), labels) {
            Ok(tries) => tries,
            Err(why) => {
                self.tell(why);
                return Ok(());
            }
        };
        let given = tries.first().cloned().unwrap_or_default();
        let found = tries.iter().find_map(|(code, name)| {
            let (code, name) =
                if base::Uscc::parse(name).is_ok() { (name, code) } else { (code, name) };
            match matcher.find(code, name) {
                Match::None(_) => None,
                other => Some(other),
            }
        });
        let first = || labels.spots.first().map(|spot| spot.at);
        let who = [Target::Name, Target::Code].iter().find_map(|of| labels.who.get(of).copied());
        let at = who.or_else(first).unwrap_or_default();
        let found = found.unwrap_or_else(|| match self.beside.firms.as_slice() {
            [one] if given.1 == *one => matcher.find("", one),
            _ => Match::None(taken::whose(self.beside.given.firms()).into()),
        });
        let found = self.beside.agreed(found, &matcher);
        let said = format!("{}{}", given.0, given.1);
        let Some((subject, doubt)) = self.found(sheet, (at, &said), found) else { return Ok(()) };
        let dossier = self.clerk.dossier(subject)?;
        let opened = self.clerk.opened(subject, &dossier)?;
        let part = Part { sheet, firm: matcher.name(subject), opened: &opened, doubt: &doubt };
        self.unfit(sheet, labels);
        for partial in &labels.partial {
            self.partial(sheet, partial.at, (&partial.text, partial.lacks));
        }
        let of_part = part::of_form(labels, &self.form.path);
        for spot in &labels.spots {
            match &spot.wanted {
                Wanted::Identity(Target::Code) => self.identity(&part, spot.at, What::Code),
                Wanted::Identity(_) => self.identity(&part, spot.at, What::Name),
                Wanted::Fact { fact, .. } if of_part.is_some() && self.is_yearly(*fact) => {
                    self.of_part(sheet, spot.at, of_part.as_deref().unwrap_or_default());
                }
                Wanted::Fact { fact, year, unit, stage, .. } => {
                    let (year, stage) = (year.or(labels.year), stage.or(labels.stage));
                    self.cell(&part, spot.at, Of { fact: *fact, year, unit: *unit, stage });
                }
            }
        }
        Ok(())
    }

    /// Whose row or sheet it is, and what a person should look at; told where nobody's.
    fn found(
        &mut self,
        sheet: &Sheet,
        (at, said): ((u32, u32), &str),
        found: Match,
    ) -> Option<(SubjectId, Both)> {
        let matcher = self.clerk.matcher();
        let why = match found {
            Match::Sure(subject) => {
                self.firms.insert(subject);
                return Some((subject, Both::default()));
            }
            Match::Check(subject, why) => {
                self.firms.insert(subject);
                return Some((subject, why));
            }
            Match::Likely(candidates, why) => {
                let told = candidates.iter().map(|one| (matcher.called(one.subject), one.why));
                taken::likely(&why, &told.collect::<Vec<_>>())
            }
            Match::None(why) => why,
        };
        self.check((sheet, at), said, &why);
        None
    }

    /// Marks a cell as one to be looked at.
    fn mark(&mut self, (sheet, at): (&Sheet, (u32, u32)), why: &str) {
        self.filled.patch.cell(&sheet.tab.name, at).tint = Some(Tint::Check);
        self.filled.patch.note(&sheet.tab.name, at, why);
    }

    /// Marks a cell that says who it is as one to be looked at, and tells why.
    fn check(&mut self, (sheet, at): (&Sheet, (u32, u32)), said: &str, why: &Both) {
        self.mark((sheet, at), why.zh());
        let place = format!("{}!{}", sheet.tab.name, cell_name(at.0, at.1));
        self.tell(taken::at_name(&place, said, why));
    }

    /// Fills in who it is, where that is left open.
    fn identity(&mut self, part: &Part<'_>, at: (u32, u32), what: What) {
        let name = &part.sheet.tab.name;
        if part.sheet.tab.text(at).is_empty() {
            let heading =
                if what == What::Code { "统一社会信用代码" } else { "企业名称" };
            let asked = Asked::who(what, heading);
            let answer = self.clerk.answer(part.opened, &asked);
            let edit = self.filled.patch.cell(name, at);
            edit.tint = Some(answer.mark.tint());
            edit.value = answer.value;
        } else if !part.doubt.is_empty() {
            self.mark((part.sheet, at), part.doubt.zh());
        }
    }

    /// Fills in one cell.
    fn cell(&mut self, part: &Part<'_>, at: (u32, u32), of: Of) {
        let Some(asked) = self.asked(part, at, of) else { return };
        let mut answer = self.clerk.answer(part.opened, &asked);
        let name = part.sheet.tab.name.as_str();
        let said = part.sheet.tab.text(at);
        let (firm, subject, asked) = (part.firm, part.opened.subject, &asked);
        let told = |answer| Told { sheet: name, at, firm, subject, asked, answer };
        if let Some(boxes) = Boxes::of(&said) {
            answer.tick(&boxes);
        } else if !said.trim_matches(['_', '＿', '/', '-', '—', ' ']).is_empty() {
            if let Some(value) = answer.value.as_ref().filter(|value| !same(value, &said)) {
                let held = value::text(value);
                let why = Both::from(why::written(&said, &held));
                let note = format!("{why}\n{}", answer.note());
                self.filled.check += 1;
                self.filled.patch.cell(name, at).tint = Some(Tint::Check);
                self.filled.patch.note(name, at, &note);
                let told = told(&answer);
                self.filled.looks.push(Look { value: said, why, ..Look::of(&told) });
            }
            return;
        }
        let content = &self.clerk.content.shelf;
        let told = told(&answer);
        if answer.mark == Mark::Check {
            self.filled.looks.push(Look::of(&told));
        }
        self.sources.rows.extend(page::source(&told, content));
        match answer.mark {
            Mark::Filled => self.filled.filled += 1,
            Mark::Check => self.filled.check += 1,
            Mark::Missing => self.filled.grey += 1,
        }
        if answer.value.is_none() && answer.source.is_none() {
            self.filled.missing.push(Missing::of(&told, content));
        }
        let edit = self.filled.patch.cell(name, at);
        edit.value.clone_from(&answer.value);
        edit.tint = Some(answer.mark.tint());
        self.filled.patch.note(name, at, &answer.note());
    }

    /// What a cell asks for, in its unit and with its decimals; nothing where it has a formula.
    fn asked(&mut self, part: &Part<'_>, at: (u32, u32), of: Of) -> Option<Asked> {
        let content = &self.clerk.content.shelf;
        let shown = part.sheet.shown.get(&at).copied().unwrap_or_default();
        let fact = content.schema.get(of.fact).filter(|_| !shown.formula)?;
        let year = fact.yearly.then(|| self.year(of.year, part.sheet));
        let mut asked = Asked::fact(of.fact, (of.unit, year), content, self.clerk.on())?;
        asked.stage = of.stage.filter(|_| fact.yearly);
        if let Type::Number(dimension) = fact.of {
            asked.manner.decimals = shown.decimals.or(part.sheet.decimals);
            if shown.percent && dimension == Dimension::NONE {
                // The cell shows 0.052 as 5.2%.
                asked.manner.unit = None;
                asked.manner.decimals = asked.manner.decimals.map(|decimals| decimals + 2);
            }
        }
        Some(asked)
    }

    fn finish(mut self) -> Filled {
        self.filled.firms = self.firms.len();
        self.filled.patch.page(self.sources);
        if !self.filled.missing.is_empty() {
            self.filled.patch.page(page::missing(&self.filled.missing));
        }
        self.filled
    }
}
