//! What the weighing of a workbook saw: merged cells, and formulas without a result.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::grid::Area;

/// The most merged areas that are kept of a sheet.
const MERGES: usize = 500_000;

/// What was seen of one part.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Of a sheet what follows its cells, of the workbook all.
    pub(crate) tail: Vec<u8>,
    /// A formula without a result is among the cells.
    pub(crate) uncounted: bool,
}

/// What was seen of all parts, by name of the sheet.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    raw: HashMap<String, Found>,
    sheets: HashMap<String, Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    merges: Vec<Area>,
    uncounted: bool,
}

impl Parts {
    pub(crate) fn add(&mut self, name: &str, found: Found) {
        self.raw.insert(name.to_owned(), found);
    }

    /// Finds out which part is which sheet, and forgets what is no longer needed.
    pub(crate) fn link(&mut self) {
        let book = self.raw.keys().find(|name| name.ends_with("workbook.xml")).cloned();
        let book = book.unwrap_or_default();
        let folder = book.strip_suffix("workbook.xml").unwrap_or_default();
        let targets: HashMap<String, String> = self
            .elements(&format!("{folder}_rels/workbook.xml.rels"), "Relationship")
            .into_iter()
            .filter_map(|mut element| Some((element.remove("Id")?, element.remove("Target")?)))
            .collect();
        for mut element in self.elements(&book, "sheet") {
            let Some(name) = element.remove("name") else { continue };
            let id = element.iter().find(|(key, _)| key.ends_with(":id") || *key == "id");
            let Some(target) = id.and_then(|(_, id)| targets.get(id)) else { continue };
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            };
            if let Some(found) = self.raw.get(&path) {
                let seen = Seen { merges: merges(&found.tail), uncounted: found.uncounted };
                self.sheets.insert(name, seen);
            }
        }
        self.raw = HashMap::new();
    }

    pub(crate) fn merges(&self, sheet: &str) -> &[Area] {
        self.sheets.get(sheet).map_or(&[], |seen| &seen.merges)
    }

    pub(crate) fn has_uncounted(&self, sheet: &str) -> bool {
        self.sheets.get(sheet).is_some_and(|seen| seen.uncounted)
    }

    /// The attributes of every element of that name in a part.
    fn elements(&self, part: &str, name: &str) -> Vec<HashMap<String, String>> {
        let text = self.raw.get(part).map(|found| String::from_utf8_lossy(&found.tail));
        let Some(text) = text else { return Vec::new() };
        let mut reader = Reader::from_str(&text);
        let mut found = Vec::new();
        // What is wrong with these parts is found, and told, by the reader of the workbook.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == name =>
                {
                    found.push(attributes(&element));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        found
    }
}

fn attributes(element: &BytesStart<'_>) -> HashMap<String, String> {
    let pairs = element.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    });
    pairs.collect()
}

/// The merged areas in what follows the cells of a sheet.
fn merges(tail: &[u8]) -> Vec<Area> {
    let text = String::from_utf8_lossy(tail);
    let areas = text.split("mergeCell ").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once("ref=")?;
        let quote = rest.chars().next()?;
        Area::parse(rest.get(1..)?.split(quote).next()?)
    });
    let mut areas: Vec<Area> = areas.take(MERGES).collect();
    areas.sort_unstable();
    areas
}
