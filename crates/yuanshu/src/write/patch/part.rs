//! The small parts of a workbook: what belongs to what, and where more is put in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Unpatched;

/// The part that says what kind each part is.
pub(super) const KINDS: &str = "[Content_Types].xml";
pub(super) const NO_KINDS: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";
pub(super) const NO_RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// The namespace of the ids by which parts name each other.
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of workbooks that are changed; there is another, which hardly anyone writes.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The largest part that is changed as a whole.
const PART: u64 = 256 << 20;

/// A small part as text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    text: String,
    /// The prefix of its elements, with its colon.
    prefix: String,
}

/// That a part belongs to another.
#[derive(Clone, Debug)]
pub(super) struct Related {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

/// Where the parts are.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) book: String,
    pub(super) styles: String,
    /// Name and part of each sheet.
    pub(super) sheets: Vec<(String, String)>,
    /// Its days are counted from 1904.
    pub(super) from_1904: bool,
    next: u32,
    taken: Vec<String>,
}

impl Names {
    pub(super) fn find(archive: &mut ZipArchive<impl Read + Seek>) -> Result<Self, Unpatched> {
        let root = read(archive, "_rels/.rels")?.related("");
        let book = root.into_iter().find(|rel| rel.kind.ends_with("/officeDocument"));
        let book = book.ok_or(Unpatched::Strange("没有工作簿"))?.target;
        let part = read(archive, &book)?;
        if !part.text.contains(MAIN) {
            return Err(Unpatched::Strange("严格格式"));
        }
        let related = read(archive, &rels_of(&book))?.related(&book);
        let styles = related.iter().find(|rel| rel.kind.ends_with("/styles"));
        let styles = styles.ok_or(Unpatched::Strange("没有样式"))?.target.clone();
        let sheets = part.elements("sheet").into_iter().filter_map(|mut sheet| {
            let id =
                sheet.iter().find(|(key, _)| key.ends_with(":id")).map(|(_, id)| id.clone())?;
            let target = related.iter().find(|rel| rel.id == id)?.target.clone();
            Some((sheet.remove("name")?, target))
        });
        let sheets = sheets.collect();
        let later = |own: &HashMap<String, String>| {
            own.get("date1904").is_some_and(|yes| yes == "1" || yes == "true")
        };
        let from_1904 = part.elements("workbookPr").iter().any(later);
        let taken = (0..archive.len()).filter_map(|at| archive.name_for_index(at));
        let taken = taken.flatten().map(Cow::into_owned).collect();
        Ok(Self { book, styles, sheets, from_1904, next: 0, taken })
    }

    /// A number that no part of ours has.
    pub(super) fn fresh(&mut self) -> u32 {
        loop {
            self.next = self.next.saturating_add(1);
            let own = [
                format!("yuanshuSheet{}.", self.next),
                format!("yuanshuComments{}.", self.next),
                format!("yuanshuDrawing{}.", self.next),
            ];
            if !self.taken.iter().any(|name| own.iter().any(|own| name.contains(own.as_str()))) {
                return self.next;
            }
        }
    }

    /// The name of a further sheet.
    pub(super) fn unused(&self, name: &str) -> String {
        let taken = |name: &str| {
            self.sheets.iter().any(|(known, _)| known.to_lowercase() == name.to_lowercase())
        };
        let mut number = 1;
        let mut unused = name.to_owned();
        while taken(&unused) {
            number += 1;
            unused = format!("{name}({number})");
        }
        unused
    }
}

impl Part {
    pub(super) fn parse(text: String) -> Result<Self, Unpatched> {
        let mut reader = Reader::from_str(&text);
        let prefix = loop {
            match reader.read_event()? {
                Event::Start(root) | Event::Empty(root) => break prefix(&root),
                Event::Eof => return Err(Unpatched::Strange("部件是空的")),
                _ => {}
            }
        };
        Ok(Self { text, prefix })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Puts a piece in where nothing but whole elements end or begin.
    pub(super) fn insert(&mut self, at: usize, piece: &str) {
        self.text.insert_str(at, piece);
    }

    /// Puts `piece` in the place of what stands from one position to another.
    pub(super) fn replace(&mut self, (from, to): (usize, usize), piece: &str) {
        self.text.replace_range(from..to, piece);
    }

    /// The attributes of every element of that name.
    pub(super) fn elements(&self, name: &str) -> Vec<HashMap<String, String>> {
        let mut reader = Reader::from_str(&self.text);
        let mut found = Vec::new();
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

    /// What belongs to `owner`, whose relations these are.
    pub(super) fn related(&self, owner: &str) -> Vec<Related> {
        let folder = owner.rsplit_once('/').map_or("", |(folder, _)| folder);
        let related = self.elements("Relationship").into_iter().filter_map(|mut element| {
            let target = resolved(folder, &element.remove("Target")?);
            Some(Related { id: element.remove("Id")?, kind: element.remove("Type")?, target })
        });
        related.collect()
    }

    /// Puts `child` behind the other children of the last `parent`; `{p}` in it is the prefix.
    pub(super) fn append(&mut self, parent: &str, child: &str) {
        let child = child.replace("{p}", &self.prefix);
        let end = format!("</{}{parent}>", self.prefix);
        if let Some(at) = self.text.rfind(&end) {
            self.text.insert_str(at, &child);
        } else if let Some((from, to)) = self.tag(parent) {
            // A parent without children.
            let tag = self.text.get(from..to).unwrap_or_default();
            let open = tag.trim_end_matches("/>").trim_end();
            let whole = format!("{open}>{child}{end}");
            self.text.replace_range(from..to, &whole);
        }
    }

    /// Puts `child` before the other children of `parent`.
    pub(super) fn prepend(&mut self, parent: &str, child: &str) {
        let child = child.replace("{p}", &self.prefix);
        match self.tag(parent) {
            Some((from, to)) if !self.text.get(from..to).unwrap_or_default().ends_with("/>") => {
                self.text.insert_str(to, &child);
            }
            _ => self.append(parent, &child),
        }
    }

    /// Where the first start tag of an element stands.
    pub(super) fn tag(&self, name: &str) -> Option<(usize, usize)> {
        let open = format!("<{}{name}", self.prefix);
        let mut after = 0;
        loop {
            let from = after + self.text.get(after..)?.find(&open)?;
            let behind = from + open.len();
            let next = self.text.get(behind..)?.chars().next()?;
            if next.is_whitespace() || matches!(next, '>' | '/') {
                return Some((from, behind + self.text.get(behind..)?.find('>')? + 1));
            }
            after = behind;
        }
    }

    /// Has formulas counted anew when the workbook is opened.
    pub(super) fn recount(&mut self) {
        const WISH: &str = "fullCalcOnLoad";
        if let Some((from, to)) = self.tag("calcPr") {
            let tag = self.text.get(from..to).unwrap_or_default().to_owned();
            self.text.replace_range(from..to, &with_attribute(&tag, WISH, "1"));
            return;
        }
        let before = ["definedNames", "externalReferences", "functionGroups", "sheets"];
        let ends = before.map(|name| format!("</{}{name}>", self.prefix));
        let behind = ends.iter().find_map(|end| Some(self.text.rfind(end)? + end.len()));
        if let Some(at) = behind {
            self.text.insert_str(at, &format!("<{}calcPr {WISH}=\"1\"/>", self.prefix));
        }
    }
}

/// The name of a part that anyone may have written with backslashes or a slash in front.
pub(super) fn plain(name: &str) -> Cow<'_, str> {
    let bare = name.trim_start_matches('/');
    if bare.contains('\\') { bare.replace('\\', "/").into() } else { bare.into() }
}

/// Which entry a part is.
pub(super) fn find<R: Read + Seek>(archive: &ZipArchive<R>, name: &str) -> Option<usize> {
    let same = |at: &usize| {
        let known = archive.name_for_index(*at);
        known.is_some_and(|known| known.is_ok_and(|known| plain(&known).eq_ignore_ascii_case(name)))
    };
    archive.index_for_name(name).or_else(|| (0..archive.len()).find(same))
}

/// A small part.
pub(super) fn read(
    archive: &mut ZipArchive<impl Read + Seek>,
    name: &str,
) -> Result<Part, Unpatched> {
    let at = find(archive, name).ok_or(Unpatched::Strange("缺少部件"))?;
    let entry = archive.by_index(at)?;
    let mut bytes = Vec::new();
    entry.take(PART).read_to_end(&mut bytes)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Unpatched::Strange("编码"))?;
    Part::parse(text)
}

/// The part that says what belongs to a part.
pub(super) fn rels_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// That a part belongs to another.
pub(super) fn rel(id: &str, kind: &str, part: &str) -> String {
    format!("<{{p}}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{part}\"/>")
}

fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The prefix of an element, with its colon.
pub(super) fn prefix(element: &BytesStart<'_>) -> String {
    let (name, local) = (element.name(), element.local_name());
    let whole: &str = name.as_ref();
    whole.strip_suffix(local.as_ref()).unwrap_or_default().to_owned()
}

pub(super) fn attributes(element: &BytesStart<'_>) -> HashMap<String, String> {
    let pairs = element.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    });
    pairs.collect()
}

/// A start tag with another value of an attribute.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    for quote in ['"', '\''] {
        let key = format!(" {name}={quote}");
        if let Some(from) = tag.find(&key).map(|at| at + key.len())
            && let Some(length) = tag.get(from..).and_then(|rest| rest.find(quote))
        {
            let (before, rest) = tag.split_at(from);
            let after = rest.get(length..).unwrap_or_default();
            return format!("{before}{value}{after}");
        }
    }
    let (open, end) = match tag.strip_suffix("/>") {
        Some(open) => (open, "/>"),
        None => (tag.strip_suffix('>').unwrap_or(tag), ">"),
    };
    format!("{} {name}=\"{value}\"{end}", open.trim_end())
}

/// A text as a part holds it.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Where a prefix is put in stands {p}, which nobody's text shall be taken for.
            '{' => safe.push_str("&#123;"),
            '\n' | '\t' => safe.push(letter),
            '\r' => {}
            // No part may hold these, however they are written.
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => safe.push(letter),
        }
    }
    safe
}
