//! A copy of a workbook with some cells changed, and all else as it was.
//!
//! Parts that nothing is changed in are copied as they are; a sheet is read and written cell by
//! cell, so that its size does not matter.

mod notes;
mod page;
mod part;
mod sheet;
mod style;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufReader, Read, Seek, Write};

use base::{Day, Decimal};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub use page::{Page, Put};
pub use style::Shown;

use notes::Notes;
use part::{Names, Part};
use style::Styles;

/// The most notes of a workbook: more make it slow to open, and their texts stand in its list.
pub const NOTES: usize = 5_000;

/// What is changed in a workbook.
#[derive(Debug, Default)]
pub struct Patch {
    sheets: BTreeMap<String, Edits>,
    pages: Vec<Page>,
    notes: usize,
}

/// What is changed in a sheet.
#[derive(Debug, Default)]
struct Edits {
    /// By row and column, counted from 0.
    cells: BTreeMap<(u32, u32), Edit>,
    /// Of columns that had no width of their own, in digits.
    widths: BTreeMap<u32, u8>,
}

/// What is changed in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// What it says; it keeps what it said where there is none, or where it has a formula.
    pub value: Option<Value>,
    /// Its paper.
    pub tint: Option<Tint>,
    /// A cell before it that it is to look like.
    pub like: Option<(u32, u32)>,
    /// What is said beside it.
    pub note: Option<String>,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A figure.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A day.
    Day(Day),
}

/// The paper of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tint {
    /// Green: filled in.
    Filled,
    /// Amber: to be looked at.
    Check,
    /// Grey: missing.
    Missing,
    /// Red: wrong.
    Wrong,
}

/// Why a workbook cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum Unpatched {
    /// It is no workbook of this kind, or one written in an uncommon way.
    #[error("工作簿的写法不常见（{0}）")]
    Strange(&'static str),
    /// It cannot be read, or its copy cannot be written.
    #[error("{}", crate::say::disk(.0))]
    Io(#[from] std::io::Error),
    /// It is not whole.
    #[error("工作簿不完好（{}）", crate::say::zip(.0))]
    Zip(#[from] zip::result::ZipError),
    /// A part of it is not whole.
    #[error("工作簿不完好（{}）", crate::say::xml(.0))]
    Xml(#[from] quick_xml::Error),
}

impl Unpatched {
    /// What the disk said.
    ///
    /// # Errors
    /// Itself, where the disk said nothing.
    pub fn disk(self) -> Result<std::io::Error, Self> {
        match self {
            Self::Io(error) | Self::Zip(zip::result::ZipError::Io(error)) => Ok(error),
            Self::Zip(_) | Self::Xml(_) | Self::Strange(_) => Err(self),
        }
    }
}

impl Patch {
    /// The change of a cell.
    pub fn cell(&mut self, sheet: &str, at: (u32, u32)) -> &mut Edit {
        if !self.sheets.contains_key(sheet) {
            self.sheets.insert(sheet.to_owned(), Edits::default());
        }
        self.sheets.entry(sheet.to_owned()).or_default().cells.entry(at).or_default()
    }

    /// Says something beside a cell, after what is said there already; false where there are so
    /// many notes that it is left out.
    pub fn note(&mut self, sheet: &str, at: (u32, u32), text: &str) -> bool {
        let room = self.notes < NOTES;
        let edit = self.cell(sheet, at);
        match &mut edit.note {
            Some(note) => {
                note.push('\n');
                note.push_str(text);
                true
            }
            none if room => {
                *none = Some(text.to_owned());
                self.notes += 1;
                true
            }
            _ => false,
        }
    }

    /// Gives a column a width, in digits, where it has none of its own.
    pub fn width(&mut self, sheet: &str, column: u32, width: u8) {
        self.sheets.entry(sheet.to_owned()).or_default().widths.insert(column, width);
    }

    /// Adds a sheet at the end.
    pub fn page(&mut self, page: Page) {
        self.pages.push(page);
    }

    /// Writes the changed copy.
    ///
    /// # Errors
    /// [`Unpatched`]; what was written by then is of no use.
    pub fn write(&self, from: impl Read + Seek, to: impl Write + Seek) -> Result<(), Unpatched> {
        let mut copy = Copy::open(from, super::steady::Steady::new(to))?;
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for (name, edits) in &self.sheets {
            sheets.push((copy.prepared(name, edits)?, edits));
        }
        let mut pages = Vec::with_capacity(self.pages.len());
        for page in &self.pages {
            pages.push((copy.entered(page)?, page));
        }
        copy.parts()?;
        for (sheet, edits) in sheets {
            copy.sheet(sheet, edits)?;
        }
        for (path, page) in pages {
            copy.page(path, page)?;
        }
        copy.finish()
    }
}

/// A workbook while it is copied.
struct Copy<R, W: Write + Seek> {
    from: ZipArchive<R>,
    to: ZipWriter<W>,
    names: Names,
    /// Small parts that are changed, or new; written at the end.
    parts: BTreeMap<String, Part>,
    /// Parts that are written already.
    written: BTreeSet<String>,
    styles: Styles,
}

impl<R: Read + Seek, W: Write + Seek> Copy<R, W> {
    fn open(from: R, to: W) -> Result<Self, Unpatched> {
        let mut from = ZipArchive::new(from)?;
        let names = Names::find(&mut from)?;
        let mut styles = Styles::read(part::read(&mut from, &names.styles)?)?;
        if names.from_1904 {
            styles.count_from_1904();
        }
        let parts = BTreeMap::new();
        let to = ZipWriter::new(to);
        Ok(Self { from, to, names, parts, written: BTreeSet::new(), styles })
    }

    /// A small part, as it is by now; `empty` where there is none.
    fn part(&mut self, name: &str, empty: &str) -> Result<&mut Part, Unpatched> {
        if !self.parts.contains_key(name) {
            let part = match part::find(&self.from, name) {
                Some(_) => part::read(&mut self.from, name)?,
                None => Part::parse(empty.to_owned())?,
            };
            self.parts.insert(name.to_owned(), part);
        }
        self.parts.get_mut(name).ok_or(Unpatched::Strange("缺少部件"))
    }

    /// Puts what belongs to a changed sheet into the parts beside it.
    fn prepared(&mut self, name: &str, edits: &Edits) -> Result<Prepared, Unpatched> {
        let path = self.names.sheets.iter().find(|(sheet, _)| sheet == name);
        let path = path.map(|(_, path)| path.clone()).ok_or(Unpatched::Strange("缺少工作表"))?;
        let rels = part::rels_of(&path);
        let notes = edits.cells.iter().filter_map(|(at, edit)| Some((*at, edit.note.as_deref()?)));
        let notes: Vec<((u32, u32), &str)> = notes.collect();
        let shapes = self.notes(&path, &rels, &notes)?;
        Ok(Prepared { path, shapes })
    }

    fn sheet(&mut self, sheet: Prepared, edits: &Edits) -> Result<(), Unpatched> {
        let Prepared { path, shapes } = sheet;
        let part = part::find(&self.from, &path).ok_or(Unpatched::Strange("缺少工作表"))?;
        let from = BufReader::new(self.from.by_index(part)?);
        self.to.start_file(path.as_str(), options())?;
        sheet::rewrite(from, &mut self.to, edits, (&mut self.styles, shapes.as_deref()))?;
        self.written.insert(path);
        Ok(())
    }

    /// Writes what is said beside cells; returns the id by which the sheet names the drawing of
    /// the notes, where it does not yet name one.
    fn notes(
        &mut self,
        path: &str,
        rels: &str,
        notes: &[((u32, u32), &str)],
    ) -> Result<Option<String>, Unpatched> {
        if notes.is_empty() {
            return Ok(None);
        }
        let known = self.part(rels, part::NO_RELS)?.related(path);
        let ending = |kind: &str| {
            known.iter().find(|rel| rel.kind.ends_with(kind)).map(|rel| rel.target.clone())
        };
        let number = self.names.fresh();
        let comments = ending("/comments");
        let drawing = ending("/vmlDrawing");
        let texts = comments.clone().unwrap_or(format!("xl/yuanshuComments{number}.xml"));
        let shapes = drawing.clone().unwrap_or(format!("xl/drawings/yuanshuDrawing{number}.vml"));
        let mut made = Notes::new(notes);
        made.texts(self.part(&texts, notes::NO_TEXTS)?);
        made.shapes(self.part(&shapes, notes::NO_SHAPES)?);
        if comments.is_none() {
            let rel = part::rel("yuanshuNotes", notes::TEXTS, &texts);
            self.part(rels, part::NO_RELS)?.append("Relationships", &rel);
            self.kind(&texts, notes::TEXTS_KIND)?;
        }
        if drawing.is_some() {
            return Ok(None);
        }
        let rel = part::rel("yuanshuShapes", notes::SHAPES, &shapes);
        self.part(rels, part::NO_RELS)?.append("Relationships", &rel);
        self.shapes_kind()?;
        Ok(Some("yuanshuShapes".to_owned()))
    }

    /// Says what kind of part shapes are.
    fn shapes_kind(&mut self) -> Result<(), Unpatched> {
        let kinds = self.part(part::KINDS, part::NO_KINDS)?;
        let of_shapes = |known: &HashMap<String, String>| {
            known.get("Extension").is_some_and(|ending| ending.eq_ignore_ascii_case("vml"))
        };
        if !kinds.elements("Default").iter().any(of_shapes) {
            let kind = notes::SHAPES_KIND;
            let line = format!("<{{p}}Default Extension=\"vml\" ContentType=\"{kind}\"/>");
            kinds.prepend("Types", &line);
        }
        Ok(())
    }

    /// Says what kind of part it is.
    fn kind(&mut self, part: &str, kind: &str) -> Result<(), Unpatched> {
        let line = format!("<{{p}}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
        self.part(part::KINDS, part::NO_KINDS)?.append("Types", &line);
        Ok(())
    }

    /// Enters a further sheet into the workbook; returns its part.
    fn entered(&mut self, page: &Page) -> Result<String, Unpatched> {
        let number = self.names.fresh();
        let path = format!("xl/worksheets/yuanshuSheet{number}.xml");
        let name = self.names.unused(&page.name);
        self.kind(&path, page::KIND)?;
        let id = format!("yuanshuSheet{number}");
        let rel = part::rel(&id, page::RELATION, &path);
        let (book, rels) = (self.names.book.clone(), part::rels_of(&self.names.book));
        self.part(&rels, part::NO_RELS)?.append("Relationships", &rel);
        let book = self.part(&book, "")?;
        let ids = book.elements("sheet");
        let ids = ids.iter().filter_map(|sheet| sheet.get("sheetId")?.parse::<u32>().ok());
        let next = ids.max().unwrap_or(0).saturating_add(1);
        book.append(
            "sheets",
            &format!(
                "<{{p}}sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{next}\" r:id=\"{id}\"/>",
                part::RELATIONS,
                part::escaped(&name)
            ),
        );
        self.names.sheets.push((name, path.clone()));
        Ok(path)
    }

    fn page(&mut self, path: String, page: &Page) -> Result<(), Unpatched> {
        self.to.start_file(path.as_str(), options())?;
        page.write(&mut self.to, &mut self.styles)?;
        self.written.insert(path);
        Ok(())
    }

    /// Writes the small parts that are changed: what says the kinds comes first, as those expect
    /// who look at the beginning of a file only.
    fn parts(&mut self) -> Result<(), Unpatched> {
        let book = self.names.book.clone();
        self.part(&book, "")?.recount();
        self.part(part::KINDS, part::NO_KINDS)?;
        let first = self.parts.remove_entry(part::KINDS);
        let rest = std::mem::take(&mut self.parts);
        for (name, part) in first.into_iter().chain(rest) {
            self.put(name, &part)?;
        }
        Ok(())
    }

    fn put(&mut self, name: String, part: &Part) -> Result<(), Unpatched> {
        self.to.start_file(name.as_str(), options())?;
        self.to.write_all(part.text().as_bytes())?;
        self.written.insert(name);
        Ok(())
    }

    /// Writes the looks, and copies all parts that nothing is changed in.
    fn finish(mut self) -> Result<(), Unpatched> {
        let (name, styles) = (self.names.styles.clone(), self.styles.finished());
        self.put(name, &styles)?;
        for at in 0..self.from.len() {
            let entry = self.from.by_index_raw(at)?;
            let name = entry.name()?.into_owned();
            if !self.written.contains(part::plain(&name).as_ref()) {
                self.to.raw_copy_file(entry)?;
            }
        }
        // A writer that goes does not tell that its last bytes did not reach the disk.
        Ok(self.to.finish()?.flush()?)
    }
}

/// A sheet that is to be changed.
struct Prepared {
    path: String,
    /// The id by which it is to name the drawing of its notes.
    shapes: Option<String>,
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
}

/// How the cells of a sheet show figures, by row and column counted from 0.
///
/// # Errors
/// [`Unpatched`] where the workbook could not be changed either.
pub fn shown(from: impl Read + Seek, sheet: &str) -> Result<HashMap<(u32, u32), Shown>, Unpatched> {
    let mut from = ZipArchive::new(from)?;
    let names = Names::find(&mut from)?;
    let styles = Styles::read(part::read(&mut from, &names.styles)?)?;
    let path = names.sheets.iter().find(|(name, _)| name == sheet).map(|(_, path)| path);
    let part = path.and_then(|path| part::find(&from, path));
    let part = from.by_index(part.ok_or(Unpatched::Strange("缺少工作表"))?)?;
    sheet::shown(BufReader::new(part), &styles)
}
