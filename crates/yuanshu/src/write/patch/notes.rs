//! What is said beside cells: the texts, and the shapes in which they are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use zone::fact::cell_name;

use super::part::{Part, escaped};

pub(super) const TEXTS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
pub(super) const TEXTS_KIND: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
pub(super) const NO_TEXTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors><commentList></commentList></comments>";
pub(super) const SHAPES: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing";
pub(super) const SHAPES_KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
pub(super) const NO_SHAPES: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype></xml>";
/// The names that shapes are written with, whatever their part calls them.
const NAMES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// Who says it.
const AUTHOR: &str = "园枢";
/// The most characters of a note: what is longer stands in the list of the workbook.
const LONGEST: usize = 1_000;

/// The notes of one sheet.
pub(super) struct Notes<'a> {
    texts: BTreeMap<(u32, u32), &'a str>,
    /// Cells that had a note: theirs takes the text in, and they have their shape.
    joined: BTreeSet<(u32, u32)>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(notes: &[((u32, u32), &'a str)]) -> Self {
        Self { texts: notes.iter().copied().collect(), joined: BTreeSet::new() }
    }

    /// Puts the texts to those that are there.
    pub(super) fn texts(&mut self, part: &mut Part) {
        let author = part.elements("author").len();
        part.append("authors", &format!("<{{p}}author>{AUTHOR}</{{p}}author>"));
        let known: BTreeSet<String> = part
            .elements("comment")
            .into_iter()
            .filter_map(|mut comment| comment.remove("ref"))
            .collect();
        let mut fresh = String::new();
        for (at, text) in &self.texts {
            let cell = cell_name(at.0, at.1);
            let text = escaped(&short(text));
            if known.contains(&cell) && part.join(&cell, &text) {
                self.joined.insert(*at);
                continue;
            }
            // Writing to a text cannot fail.
            let _written = write!(
                fresh,
                "<{{p}}comment ref=\"{cell}\" authorId=\"{author}\"><{{p}}text><{{p}}r><{{p}}rPr><{{p}}sz val=\"9\"/></{{p}}rPr><{{p}}t xml:space=\"preserve\">{text}</{{p}}t></{{p}}r></{{p}}text></{{p}}comment>"
            );
        }
        part.append("commentList", &fresh);
    }

    /// Puts a shape for each note that has none.
    pub(super) fn shapes(&mut self, part: &mut Part) {
        let mut shapes = String::new();
        let fresh = self.texts.iter().filter(|(at, _)| !self.joined.contains(at));
        for (number, ((row, column), text)) in (900_001..).zip(fresh) {
            let lines = text.lines().map(|line| line.chars().count() / 24 + 1).sum::<usize>();
            let height = u32::try_from(lines.clamp(3, 24)).unwrap_or(24);
            let (top, left) = (row.saturating_sub(1), column + 1);
            let _written = write!(
                shapes,
                "<v:shape {NAMES} id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
                height * 14,
                left + 4,
                top + height,
            );
        }
        part.append("xml", &shapes);
    }
}

impl Part {
    /// Puts a text at the end of the note that a cell has; false where it is written otherwise
    /// than notes are.
    fn join(&mut self, cell: &str, text: &str) -> bool {
        let prefix = self.prefix().to_owned();
        let marks = [format!(" ref=\"{cell}\""), format!(" ref='{cell}'")];
        let Some(from) = marks.iter().find_map(|mark| self.text().find(mark.as_str())) else {
            return false;
        };
        let end = format!("</{prefix}text>");
        let Some(at) = self.text().get(from..).and_then(|rest| rest.find(&end)) else {
            return false;
        };
        let run = format!(
            "<{prefix}r><{prefix}t xml:space=\"preserve\">\n——{AUTHOR}：{text}</{prefix}t></{prefix}r>"
        );
        self.insert(from + at, &run);
        true
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
