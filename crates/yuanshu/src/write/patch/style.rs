//! How cells look: the looks that a workbook has, and those that are made of them.

use std::collections::HashMap;

use base::Day;

use super::part::{Part, with_attribute};
use super::{Tint, Unpatched};

/// The looks of a workbook, by number.
#[derive(Debug)]
pub(super) struct Styles {
    part: Part,
    looks: Vec<String>,
    /// How many of the looks were there before.
    own: usize,
    made: HashMap<Wish, u32>,
    fills: Kind,
    fonts: Kind,
    /// Formats of figures by number.
    formats: HashMap<u32, String>,
    /// The day that is 0.
    epoch: Day,
}

/// A kind of thing that looks are made of.
#[derive(Debug)]
struct Kind {
    name: &'static str,
    count: usize,
    added: Vec<String>,
}

/// A look that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Wish {
    /// As another, on that paper, or showing days.
    Of { base: u32, tint: Option<Tint>, day: bool },
    /// Of a page of ours.
    Page(Style),
}

/// How cells of our own pages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Title,
    Head,
    Text(Option<Tint>),
    Link,
}

/// How a cell shows figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// With how many decimals, where that is fixed.
    pub decimals: Option<u8>,
    /// As a percentage.
    pub percent: bool,
    /// It has a formula.
    pub formula: bool,
}

impl Styles {
    pub(super) fn read(part: Part) -> Result<Self, Unpatched> {
        let looks = children(&part, "cellXfs", "xf").ok_or(Unpatched::Strange("没有单元格样式"))?;
        let count = |parent: &str, child: &str| {
            children(&part, parent, child)
                .map(|all| all.len())
                .ok_or(Unpatched::Strange("样式不全"))
        };
        let (fills, fonts) = (count("fills", "fill")?, count("fonts", "font")?);
        let formats = part.elements("numFmt").into_iter().filter_map(|mut format| {
            Some((format.get("numFmtId")?.parse().ok()?, format.remove("formatCode")?))
        });
        Ok(Self {
            formats: formats.collect(),
            own: looks.len(),
            looks,
            made: HashMap::new(),
            fills: Kind { name: "fills", count: fills, added: Vec::new() },
            fonts: Kind { name: "fonts", count: fonts, added: Vec::new() },
            part,
            epoch: Day::constant(1899, 12, 30),
        })
    }

    /// Counts days as workbooks do that came from an old Mac.
    pub(super) fn count_from_1904(&mut self) {
        self.epoch = Day::constant(1904, 1, 1);
    }

    /// A day as cells hold it.
    pub(super) fn serial(&self, day: Day) -> i32 {
        day.since(self.epoch).map_or(0, |span| span.get_days())
    }

    /// A look made of another.
    pub(super) fn of(&mut self, base: u32, tint: Option<Tint>, day: bool) -> u32 {
        let format = self.format_of(base);
        let day = day && !format.is_some_and(|format| is_day(&format));
        if tint.is_none() && !day {
            return base;
        }
        let wish = Wish::Of { base, tint, day };
        if let Some(made) = self.made.get(&wish) {
            return *made;
        }
        let nothing = "<{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>";
        let known = self.looks.get(usize::try_from(base).unwrap_or(usize::MAX));
        let look = known.cloned().unwrap_or_else(|| nothing.replace("{p}", self.part.prefix()));
        let (tag, rest) = look.split_at(look.find('>').map_or(look.len(), |end| end + 1));
        let mut tag = tag.to_owned();
        if let Some(tint) = tint {
            let fill = self.fill(tint);
            tag = with_attribute(&tag, "fillId", &fill.to_string());
            tag = with_attribute(&tag, "applyFill", "1");
        }
        if day {
            let format = self.day_format().to_string();
            tag = with_attribute(&tag, "numFmtId", &format);
            tag = with_attribute(&tag, "applyNumberFormat", "1");
        }
        let look = format!("{tag}{rest}");
        self.add(wish, look)
    }

    /// The look of a cell of our own pages.
    pub(super) fn page(&mut self, style: Style) -> u32 {
        let wish = Wish::Page(style);
        if let Some(made) = self.made.get(&wish) {
            return *made;
        }
        let font = |inner: &str| format!("<{{p}}font>{inner}</{{p}}font>");
        let (font, fill) = match style {
            Style::Title => (self.fonts.add(&font("<{p}b/><{p}sz val=\"14\"/>")), 0),
            Style::Head => {
                (self.fonts.add(&font("<{p}b/><{p}sz val=\"11\"/>")), self.paper("FFECEAE6"))
            }
            Style::Text(None) => (0, 0),
            Style::Text(Some(tint)) => (0, self.fill(tint)),
            Style::Link => {
                let blue = "<{p}u/><{p}sz val=\"11\"/><{p}color rgb=\"FF1F4E8C\"/>";
                (self.fonts.add(&font(blue)), 0)
            }
        };
        let wrap = if style == Style::Title { "" } else { " wrapText=\"1\"" };
        let look = format!(
            "<{{p}}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><{{p}}alignment vertical=\"top\"{wrap}/></{{p}}xf>"
        );
        let look = look.replace("{p}", self.part.prefix());
        self.add(wish, look)
    }

    /// How a look shows figures.
    pub(super) fn shown(&self, base: u32) -> Shown {
        let Some(code) = self.format_of(base) else { return Shown::default() };
        let mut digits = String::new();
        let mut quoted = false;
        for letter in code.split(';').next().unwrap_or_default().chars() {
            match letter {
                '"' => quoted = !quoted,
                letter if !quoted => digits.push(letter),
                _ => {}
            }
        }
        if is_day(&digits) || !digits.contains('0') {
            return Shown::default();
        }
        let part = digits.split_once('.').map_or("", |(_, part)| part);
        let places = part.chars().take_while(|digit| matches!(digit, '0' | '#' | '?')).count();
        let percent = digits.contains('%');
        Shown { decimals: u8::try_from(places).ok(), percent, formula: false }
    }

    fn format_of(&self, base: u32) -> Option<String> {
        let look = self.looks.get(usize::try_from(base).ok()?)?;
        let id = look.split_once("numFmtId=")?.1;
        let id: String = id.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let id: u32 = id.parse().ok()?;
        if let Some(format) = self.formats.get(&id) {
            return Some(format.clone());
        }
        let known = match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            _ => return None,
        };
        Some(known.to_owned())
    }

    /// The number of the format of days, which reads the same in every country.
    fn day_format(&mut self) -> u32 {
        const FORMAT: &str = "yyyy-mm-dd";
        let known = self.formats.iter().find(|(_, format)| *format == FORMAT);
        if let Some((number, _)) = known {
            return *number;
        }
        // Below this are those that every workbook has.
        let number = self.formats.keys().max().map_or(164, |most| (most + 1).max(164));
        self.formats.insert(number, FORMAT.to_owned());
        let line = format!("<{{p}}numFmt numFmtId=\"{number}\" formatCode=\"{FORMAT}\"/>");
        if self.part.tag("numFmts").is_none()
            && let Some((from, _)) = self.part.tag("fonts")
        {
            let prefix = self.part.prefix().to_owned();
            self.part.insert(from, &format!("<{prefix}numFmts></{prefix}numFmts>"));
        }
        self.part.append("numFmts", &line);
        let all = self.part.elements("numFmt").len();
        count(&mut self.part, "numFmts", all);
        number
    }

    fn fill(&mut self, tint: Tint) -> usize {
        self.paper(match tint {
            Tint::Filled => "FFDCEFE2",
            Tint::Check => "FFFFE9B8",
            Tint::Missing => "FFE4E1DC",
            Tint::Wrong => "FFF8CFC9",
        })
    }

    fn paper(&mut self, colour: &str) -> usize {
        self.fills.add(&format!(
            "<{{p}}fill><{{p}}patternFill patternType=\"solid\"><{{p}}fgColor rgb=\"{colour}\"/><{{p}}bgColor indexed=\"64\"/></{{p}}patternFill></{{p}}fill>"
        ))
    }

    fn add(&mut self, wish: Wish, look: String) -> u32 {
        let number = u32::try_from(self.looks.len()).unwrap_or(0);
        self.looks.push(look);
        self.made.insert(wish, number);
        number
    }

    /// The part with all that was made.
    pub(super) fn finished(&self) -> Part {
        let mut part = self.part.clone();
        let made: String = self.looks.iter().skip(self.own).map(String::as_str).collect();
        part.append("cellXfs", &made);
        count(&mut part, "cellXfs", self.looks.len());
        for kind in [&self.fills, &self.fonts] {
            part.append(kind.name, &kind.added.concat());
            count(&mut part, kind.name, kind.count + kind.added.len());
        }
        part
    }
}

impl Kind {
    /// The number of one, made where it is not there.
    fn add(&mut self, one: &str) -> usize {
        let known = self.added.iter().position(|added| added == one);
        let at = known.unwrap_or_else(|| {
            self.added.push(one.to_owned());
            self.added.len() - 1
        });
        self.count + at
    }
}

fn is_day(format: &str) -> bool {
    let format = format.to_ascii_lowercase();
    format.contains('y') && (format.contains('d') || format.contains('m'))
}

/// Says how many children an element has.
fn count(part: &mut Part, parent: &str, count: usize) {
    if let Some((from, to)) = part.tag(parent) {
        let tag = part.text().get(from..to).unwrap_or_default().to_owned();
        part.replace((from, to), &with_attribute(&tag, "count", &count.to_string()));
    }
}

/// The children of the first `parent`, as they are written.
fn children(part: &Part, parent: &str, child: &str) -> Option<Vec<String>> {
    let (from, to) = part.tag(parent)?;
    if part.text().get(from..to)?.ends_with("/>") {
        return Some(Vec::new());
    }
    let rest = part.text().get(to..)?;
    let inner = rest.get(..rest.find(&format!("</{}{parent}>", part.prefix()))?)?;
    let (open, close) =
        (format!("<{}{child}", part.prefix()), format!("</{}{child}>", part.prefix()));
    let mut found = Vec::new();
    let mut after = 0;
    while let Some(start) = inner.get(after..)?.find(&open).map(|at| after + at) {
        let behind = start + open.len();
        let tag_end = behind + inner.get(behind..)?.find('>')? + 1;
        // Another element whose name begins alike.
        if inner.get(behind..)?.starts_with(|letter: char| letter.is_alphanumeric()) {
            after = tag_end;
            continue;
        }
        let end = if inner.get(start..tag_end)?.ends_with("/>") {
            tag_end
        } else {
            tag_end + inner.get(tag_end..)?.find(&close)? + close.len()
        };
        found.push(inner.get(start..end)?.to_owned());
        after = end;
    }
    Some(found)
}
