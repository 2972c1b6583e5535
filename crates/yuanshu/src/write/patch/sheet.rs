//! The cells of a sheet, read and written one after the other, some of them changed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use zone::fact::cell_name;

use super::part::{RELATIONS, attributes, escaped, prefix};
use super::style::{Shown, Styles};
use super::{Edit, Edits, Unpatched, Value};
use crate::read::position;

/// Elements of a sheet that stand behind the one that names the drawing of the notes.
const BEHIND: &[&str] = &[
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Where in the sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    Before,
    Cells,
    After,
}

struct Rewriter<'a, W> {
    to: &'a mut W,
    styles: &'a mut Styles,
    cells: &'a BTreeMap<(u32, u32), Edit>,
    widths: BTreeMap<u32, u8>,
    /// The id of the drawing of the notes, while it is to be named.
    shapes: Option<&'a str>,
    prefix: String,
    /// First and last column, and the look of its cells.
    columns: Vec<(u32, u32, u32)>,
    /// Cells whose look another takes, and the looks of those that were met.
    wanted: HashSet<(u32, u32)>,
    looks: HashMap<(u32, u32), u32>,
    /// The row that comes next where none is named.
    next: u32,
    /// Everything before this is written.
    done: (u32, u32),
}

/// A row while its cells come.
#[derive(Clone, Copy)]
struct Row {
    number: u32,
    /// The look of its cells, where it has one of its own.
    look: Option<u32>,
    /// The column that comes next where none is named.
    next: u32,
}

/// Writes a sheet with its changes.
pub(super) fn rewrite(
    from: impl BufRead,
    to: &mut impl Write,
    edits: &Edits,
    (styles, shapes): (&mut Styles, Option<&str>),
) -> Result<(), Unpatched> {
    let mut rewriter = Rewriter {
        to,
        styles,
        cells: &edits.cells,
        widths: edits.widths.clone(),
        shapes,
        prefix: String::new(),
        columns: Vec::new(),
        wanted: edits.cells.values().filter_map(|edit| edit.like).collect(),
        looks: HashMap::new(),
        next: 0,
        done: (0, 0),
    };
    rewriter.run(&mut Reader::from_reader(from))
}

/// How the cells of a sheet show figures.
pub(super) fn shown(
    from: impl BufRead,
    styles: &Styles,
) -> Result<HashMap<(u32, u32), Shown>, Unpatched> {
    let mut reader = Reader::from_reader(from);
    let (mut found, mut buffer) = (HashMap::new(), Vec::new());
    let mut last = None;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => {
                let attributes = attributes(&element);
                match element.local_name().as_ref() {
                    "c" => {
                        let look = attributes.get("s").and_then(|look| look.parse().ok());
                        last = attributes.get("r").and_then(|cell| position(cell));
                        if let Some(at) = last {
                            found.insert(at, styles.shown(look.unwrap_or(0)));
                        }
                    }
                    "f" => {
                        if let Some(cell) = last.and_then(|at| found.get_mut(&at)) {
                            cell.formula = true;
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
        buffer.clear();
    }
}

impl<W: Write> Rewriter<'_, W> {
    fn run<R: BufRead>(&mut self, reader: &mut Reader<R>) -> Result<(), Unpatched> {
        let (mut buffer, mut depth, mut stretch) = (Vec::new(), 0usize, Stretch::Before);
        loop {
            let event = reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    let name = element.local_name().as_ref().to_owned();
                    if depth == 0 {
                        self.prefix = prefix(element);
                    }
                    if stretch == Stretch::Cells && name == "row" {
                        let element = element.to_owned();
                        buffer.clear();
                        self.row(&element, Some(reader))?;
                        continue;
                    }
                    if depth == 1 && name == "dimension" {
                        reader.read_to_end_into(element.to_owned().name(), &mut Vec::new())?;
                        buffer.clear();
                        continue;
                    }
                    self.between(depth, &name, &mut stretch)?;
                    depth += 1;
                    self.put(event)?;
                }
                Event::Empty(element) => {
                    let name = element.local_name().as_ref().to_owned();
                    let element = element.to_owned();
                    self.empty((depth, &name), &element, &mut stretch)?;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    match element.local_name().as_ref() {
                        "cols" if stretch == Stretch::Before => self.columns_end()?,
                        "sheetData" => {
                            self.rows_until(u32::MAX)?;
                            stretch = Stretch::After;
                        }
                        _ if depth == 0 => self.name_notes()?,
                        _ => {}
                    }
                    self.put(event)?;
                }
                _ => self.put(event)?,
            }
            buffer.clear();
        }
    }

    fn put(&mut self, event: Event<'_>) -> Result<(), Unpatched> {
        Writer::new(&mut *self.to).write_event(event)?;
        Ok(())
    }

    fn raw(&mut self, text: &str) -> Result<(), Unpatched> {
        self.to.write_all(text.replace("{p}", &self.prefix).as_bytes())?;
        Ok(())
    }

    /// What is to be written before an element of the sheet.
    fn between(
        &mut self,
        depth: usize,
        name: &str,
        stretch: &mut Stretch,
    ) -> Result<(), Unpatched> {
        if depth != 1 {
            return Ok(());
        }
        if name == "sheetData" {
            *stretch = Stretch::Cells;
            if !self.widths.is_empty() {
                self.raw("<{p}cols>")?;
                self.columns_end()?;
                self.raw("</{p}cols>")?;
            }
        }
        if *stretch == Stretch::After && BEHIND.contains(&name) {
            self.name_notes()?;
        }
        Ok(())
    }

    /// An element without content.
    fn empty(
        &mut self,
        (depth, name): (usize, &str),
        element: &BytesStart<'_>,
        stretch: &mut Stretch,
    ) -> Result<(), Unpatched> {
        match (*stretch, name) {
            (Stretch::Before, "dimension") => return Ok(()),
            (Stretch::Before, "col") => self.column(element),
            (Stretch::Before, "sheetData") => {
                self.between(depth, name, stretch)?;
                self.raw("<{p}sheetData>")?;
                self.rows_until(u32::MAX)?;
                *stretch = Stretch::After;
                return self.raw("</{p}sheetData>");
            }
            (Stretch::Cells, "row") => return self.row::<&[u8]>(element, None),
            _ => self.between(depth, name, stretch)?,
        }
        self.put(Event::Empty(element.borrow()))
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let attributes = attributes(element);
        let number = |name: &str| attributes.get(name).and_then(|text| text.parse::<u32>().ok());
        let (Some(first), Some(last)) = (number("min"), number("max")) else { return };
        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
        self.widths.retain(|column, _| !(first..=last).contains(column));
        self.columns.push((first, last, number("style").unwrap_or(0)));
    }

    /// The widths of columns that had none.
    fn columns_end(&mut self) -> Result<(), Unpatched> {
        for (column, width) in std::mem::take(&mut self.widths) {
            let at = column + 1;
            self.raw(&format!(
                "<{{p}}col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
            ))?;
        }
        Ok(())
    }

    /// Names the drawing of the notes, once.
    fn name_notes(&mut self) -> Result<(), Unpatched> {
        match self.shapes.take() {
            Some(id) => {
                self.raw(&format!("<{{p}}legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>"))
            }
            None => Ok(()),
        }
    }

    /// Rows that are not there, before a row.
    fn rows_until(&mut self, number: u32) -> Result<(), Unpatched> {
        let cells = self.cells;
        let mut open: Option<Row> = None;
        for ((at, column), edit) in cells.range(self.done..(number, 0)) {
            if open.is_none_or(|row| row.number != *at) {
                if open.is_some() {
                    self.raw("</{p}row>")?;
                }
                self.raw(&format!("<{{p}}row r=\"{}\">", u64::from(*at) + 1))?;
                open = Some(Row { number: *at, look: None, next: 0 });
            }
            self.fresh((*at, *column), None, edit)?;
        }
        if open.is_some() {
            self.raw("</{p}row>")?;
        }
        self.done = (number, 0);
        Ok(())
    }

    /// A row that is there; without a reader it has no cells.
    fn row<R: BufRead>(
        &mut self,
        element: &BytesStart<'_>,
        reader: Option<&mut Reader<R>>,
    ) -> Result<(), Unpatched> {
        let mut own = attributes(element);
        let number = own.get("r").and_then(|text| text.parse::<u32>().ok());
        let number = number.and_then(|number| number.checked_sub(1)).unwrap_or(self.next);
        self.next = number.saturating_add(1);
        self.rows_until(number)?;
        let touched = self.cells.range((number, 0)..(self.next, 0)).next().is_some();
        let custom = own.get("customFormat").is_some_and(|yes| yes == "1" || yes == "true");
        let look = own.get("s").and_then(|look| look.parse().ok()).filter(|_| custom);
        if touched {
            // It says how far the row reaches, and the row may reach further.
            own.remove("spans");
            let mut start = BytesStart::new(element.name().as_ref().to_owned());
            let mut own: Vec<(String, String)> = own.into_iter().collect();
            own.sort_unstable();
            for (key, value) in &own {
                start.push_attribute((key.as_str(), value.as_str()));
            }
            self.put(Event::Start(start))?;
        } else {
            self.put(Event::Start(element.borrow()))?;
        }
        let mut row = Row { number, look, next: 0 };
        if let Some(reader) = reader {
            self.cells_of(&mut row, reader)?;
        }
        self.cells_until(&row, u32::MAX)?;
        self.raw("</{p}row>")?;
        self.done = (self.next, 0);
        Ok(())
    }

    fn cells_of<R: BufRead>(
        &mut self,
        row: &mut Row,
        reader: &mut Reader<R>,
    ) -> Result<(), Unpatched> {
        let mut buffer = Vec::new();
        loop {
            let event = reader.read_event_into(&mut buffer)?;
            match event {
                Event::Start(cell) if cell.local_name().as_ref() == "c" => {
                    let cell = cell.to_owned();
                    self.cell(row, &cell, Some(reader))?;
                }
                Event::Empty(cell) if cell.local_name().as_ref() == "c" => {
                    let cell = cell.to_owned();
                    self.cell::<R>(row, &cell, None)?;
                }
                Event::End(end) if end.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(Unpatched::Strange("工作表没有写完")),
                other => self.put(other)?,
            }
            buffer.clear();
        }
    }

    /// A cell that is there.
    fn cell<R: BufRead>(
        &mut self,
        row: &mut Row,
        element: &BytesStart<'_>,
        reader: Option<&mut Reader<R>>,
    ) -> Result<(), Unpatched> {
        let own = attributes(element);
        let at = own.get("r").and_then(|cell| position(cell)).map_or(row.next, |(_, at)| at);
        row.next = at.saturating_add(1);
        self.cells_until(row, at)?;
        let place = (row.number, at);
        self.done = (row.number, row.next);
        let look = own.get("s").and_then(|look| look.parse().ok()).unwrap_or(0);
        if self.wanted.contains(&place) {
            self.looks.insert(place, look);
        }
        let inner = match reader {
            Some(reader) => inner(reader)?,
            None => Vec::new(),
        };
        let Some(edit) = self.cells.get(&place) else {
            return self.whole(element.borrow(), inner);
        };
        let formula = inner.iter().any(|event| {
            matches!(event, Event::Start(part) | Event::Empty(part) if part.local_name().as_ref() == "f")
        });
        if edit.value.is_some() && !formula {
            return self.fresh(place, Some(look), edit);
        }
        let look = self.styles.of(look, edit.tint, false);
        let mut start = BytesStart::new(element.name().as_ref().to_owned());
        let kept = element.attributes().flatten().filter(|own| own.key.as_ref() != "s");
        start.extend_attributes(kept);
        start.push_attribute(("s", look.to_string().as_str()));
        self.whole(start, inner)
    }

    /// A cell with what is in it.
    fn whole(&mut self, start: BytesStart<'_>, inner: Vec<Event<'_>>) -> Result<(), Unpatched> {
        if inner.is_empty() {
            return self.put(Event::Empty(start));
        }
        let end = start.to_end().into_owned();
        self.put(Event::Start(start))?;
        for event in inner {
            self.put(event)?;
        }
        self.put(Event::End(end))
    }

    /// Cells of a row that are not there, before a column.
    fn cells_until(&mut self, row: &Row, column: u32) -> Result<(), Unpatched> {
        let cells = self.cells;
        let from = self.done.max((row.number, 0));
        if from >= (row.number, column) {
            return Ok(());
        }
        for (at, edit) in cells.range(from..(row.number, column)) {
            self.fresh(*at, row.look, edit)?;
        }
        self.done = (row.number, column);
        Ok(())
    }

    /// A cell as it is to be.
    fn fresh(&mut self, at: (u32, u32), look: Option<u32>, edit: &Edit) -> Result<(), Unpatched> {
        let of_column = || {
            let column =
                self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&at.1));
            column.map_or(0, |(_, _, look)| *look)
        };
        let like = edit.like.and_then(|like| self.looks.get(&like).copied());
        let look = like.or(look).unwrap_or_else(of_column);
        let day = matches!(edit.value, Some(Value::Day(_)));
        let look = self.styles.of(look, edit.tint, day);
        let cell = cell_name(at.0, at.1);
        let text = match &edit.value {
            None => format!("<{{p}}c r=\"{cell}\" s=\"{look}\"/>"),
            Some(Value::Number(number)) => {
                format!("<{{p}}c r=\"{cell}\" s=\"{look}\"><{{p}}v>{number}</{{p}}v></{{p}}c>")
            }
            Some(Value::Day(day)) => {
                let serial = self.styles.serial(*day);
                format!("<{{p}}c r=\"{cell}\" s=\"{look}\"><{{p}}v>{serial}</{{p}}v></{{p}}c>")
            }
            Some(Value::Text(text)) => {
                let text = escaped(text);
                format!(
                    "<{{p}}c r=\"{cell}\" s=\"{look}\" t=\"inlineStr\"><{{p}}is><{{p}}t xml:space=\"preserve\">{text}</{{p}}t></{{p}}is></{{p}}c>"
                )
            }
        };
        self.raw(&text)
    }
}

/// What is in a cell.
fn inner<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<Event<'static>>, Unpatched> {
    let (mut found, mut buffer, mut depth) = (Vec::new(), Vec::new(), 0usize);
    loop {
        let event = reader.read_event_into(&mut buffer)?.into_owned();
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(found),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Unpatched::Strange("工作表没有写完")),
            _ => {}
        }
        found.push(event);
        buffer.clear();
    }
}
