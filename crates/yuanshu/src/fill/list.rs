//! 名单补列: a list of names or codes, with what is asked beside each.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

use base::{Day, Uscc};
use rust_xlsxwriter::{Format, Workbook};
use zone::enterprise::SubjectId;

use super::answer::{Clerk, Mark, Opened};
use super::asked::Asked;
use super::head::Head;
use super::names::{Match, Matcher};
use super::page::{self, Missing, Told};
use super::sight::{Tables, tabs};
use super::{value, why};
use crate::read::NOT_READ;
use crate::read::grid::Raw;
use crate::read::tab::Tab;
use crate::register::Unopened;
use crate::say::{Both, Tongue};
use crate::write::patch::{Page, Patch, Put, Tint, Unpatched, Value};

/// A list as it was given.
#[derive(Debug)]
pub struct List {
    tab: Tab,
    /// The row of its heading.
    header: Option<u32>,
    code: Option<u32>,
    name: Option<u32>,
    from: From,
    /// What is to be told of how it was taken.
    pub told: Vec<String>,
}

/// What the filled list is made from.
#[derive(Debug)]
enum From {
    /// The workbook itself.
    Own(PathBuf),
    /// A workbook made of the rows.
    Made,
}

/// A filled list.
#[derive(Debug, Default)]
pub struct Listed {
    patch: Patch,
    made: Option<Vec<u8>>,
    own: Option<PathBuf>,
    /// Lines that name somebody.
    pub lines: usize,
    /// Of these, those whose enterprise is sure.
    pub sure: usize,
    /// Those whose enterprise a person should look at.
    pub check: usize,
    /// Those that may mean one of several.
    pub likely: usize,
    /// Those that mean nobody of the register.
    pub unknown: usize,
    /// Cells that were filled.
    pub filled: usize,
    /// Of these, cells to be looked at.
    pub doubtful: usize,
    /// What could not be filled.
    pub missing: Vec<Missing>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    row: u32,
    /// The cell that says who it is.
    at: (u32, u32),
    /// The code that it gives; empty where it gives none.
    pub code: String,
    /// The name that it gives; empty where it gives none.
    pub name: String,
}

impl List {
    /// A workbook or a text file; of a workbook the named sheet, else the first that has rows.
    ///
    /// # Errors
    /// In Chinese, with what to do.
    pub fn read(path: &Path, sheet: Option<&str>, tables: &Tables) -> Result<Self, String> {
        let tabs = tabs(path).map_err(|why| why.to_string())?;
        let names: Vec<String> = tabs.iter().map(|tab| tab.name.clone()).collect();
        let wanted = |tab: &Tab| match sheet {
            Some(sheet) => tab.name == sheet,
            None => !tab.rows.is_empty(),
        };
        let tab = tabs.into_iter().find(wanted).ok_or_else(|| match sheet {
            Some(sheet) => format!("没有名为“{sheet}”的工作表；有：{}", names.join("、")),
            None => "名单是空的".to_owned(),
        })?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let own = ["xlsx", "xlsm"].iter().any(|own| ending.eq_ignore_ascii_case(own));
        let mut list = Self::of(tab, tables);
        if list.header.is_none() && ending.eq_ignore_ascii_case("xlsm") {
            return Err("名单没有表头；请在名称上面一格写上“企业名称”后再补".to_owned());
        }
        if own && list.header.is_some() {
            list.from = From::Own(path.to_owned());
        } else if own {
            list.told.push("名单没有表头，另写了一张带表头的，没有保留原来的格式".to_owned());
        }
        Ok(list)
    }

    /// Names or codes as they were pasted: one a line, or all in one line with 、 between.
    pub fn paste(text: &str, tables: &Tables) -> Self {
        let rows = super::pasted::rows(text);
        let tab = Tab { name: "名单".to_owned(), rows, merges: Vec::new() };
        Self::of(tab, tables)
    }

    fn of(mut tab: Tab, tables: &Tables) -> Self {
        let Head { row: header, code, name } = Head::of(&tab, tables);
        if header.is_none() {
            // Room for the heading that the made workbook has.
            for row in &mut tab.rows {
                row.number += 1;
            }
        }
        Self { tab, header, code, name, from: From::Made, told: Vec::new() }
    }

    /// Fills what is asked in beside each line.
    ///
    /// # Errors
    /// Where the register cannot be read.
    pub fn fill(&self, clerk: &Clerk<'_>, asked: &[Asked]) -> Result<Listed, Unopened> {
        let mut filler = Filler::new(self, clerk, asked);
        filler.heads();
        let matcher = clerk.matcher();
        for line in self.lines() {
            filler.listed.lines += 1;
            filler.line(&line, &matcher)?;
        }
        Ok(filler.finish())
    }

    /// The lines that name somebody.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let first = self.header.map_or(0, |header| header + 1);
        self.tab.rows.iter().filter(move |row| row.number >= first).filter_map(|row| {
            let text = |column: Option<u32>| column.map(|at| row.text(at)).unwrap_or_default();
            let (mut code, mut name) = (text(self.code), text(self.name));
            let mut at = self.name.or(self.code);
            if name.is_empty() && Uscc::parse(&code).is_err() && !code.is_ascii() {
                // Names and codes in one column.
                name = std::mem::take(&mut code);
                at = self.code;
            } else if code.is_empty() && Uscc::parse(&name).is_ok() {
                code = std::mem::take(&mut name);
            }
            let empty = code.is_empty() && name.is_empty();
            let other = crate::read::is_other_row(&[code.clone(), name.clone()]);
            if empty || other || (name.is_empty() && code == "无") {
                return None;
            }
            Some(Line { row: row.number, at: (row.number, at?), code, name })
        })
    }

    /// A workbook of the rows, for lists that were none.
    fn made(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet().set_name(&self.tab.name)?;
        let narrow = |column: u32| u16::try_from(column).unwrap_or(u16::MAX);
        if self.header.is_none() {
            let code = if self.name.is_none() {
                "企业名称或代码"
            } else {
                "统一社会信用代码"
            };
            let heads = [(self.code, code), (self.name, "企业名称")];
            for (column, head) in heads {
                if let Some(column) = column {
                    sheet.write_with_format(0, narrow(column), head, &bold)?;
                }
            }
        }
        for column in [self.code, self.name].into_iter().flatten() {
            sheet.set_column_width(narrow(column), 32)?;
        }
        for row in &self.tab.rows {
            for (column, raw) in &row.cells {
                let (row_number, column) = (row.number, narrow(*column));
                match raw {
                    Raw::Number(number) | Raw::Percent(number) => {
                        sheet.write_number(row_number, column, *number)?;
                    }
                    other if Some(row.number) == self.header => {
                        sheet.write_with_format(row_number, column, other.text(), &bold)?;
                    }
                    other => {
                        sheet.write_string(row_number, column, other.text())?;
                    }
                }
            }
        }
        book.save_to_buffer()
    }
}

struct Filler<'a> {
    list: &'a List,
    clerk: &'a Clerk<'a>,
    asked: &'a [Asked],
    listed: Listed,
    sources: Page,
    likely: Page,
    unknown: Page,
    /// The first column of ours.
    first: u32,
    /// The row that named an enterprise first.
    seen: HashMap<SubjectId, u32>,
}

/// Our columns before those that are asked for.
const OWN: [(&str, u8); 3] = [("匹配结果", 22), ("登记名称", 30), ("登记代码", 22)];

impl<'a> Filler<'a> {
    fn new(list: &'a List, clerk: &'a Clerk<'a>, asked: &'a [Asked]) -> Self {
        let people = [("行", 8), ("名单上的名称", 32), ("名单上的代码", 22), ("说明", 50)];
        let more = [("相近的企业", 48), ("相近在", 14)];
        let likely: Vec<(&str, u8)> = people.into_iter().chain(more).collect();
        let title = format!("待确认（{NOT_READ}）：没有自动认定；确认后把代码填进名单再补一次");
        let unknown = format!("未找到（{NOT_READ}）：登记库里没有，名称也没有相近的");
        Self {
            list,
            clerk,
            asked,
            listed: Listed::default(),
            sources: page::sources(clerk),
            likely: Page::new("待确认", &title, &likely),
            unknown: Page::new("未找到", &unknown, &people),
            first: list.tab.width(),
            seen: HashMap::new(),
        }
    }

    fn sheet(&self) -> &'a str {
        &self.list.tab.name
    }

    fn heads(&mut self) {
        let row = self.list.header.unwrap_or(0);
        let sheet = self.sheet();
        let like = self.list.name.or(self.list.code).map(|column| (row, column));
        let asked = self.asked.iter().map(|asked| (asked.heading.as_str(), 18));
        for (column, (head, width)) in (self.first..).zip(OWN.into_iter().chain(asked)) {
            let invented = self.clerk.invented().filter(|_| column == self.first);
            let edit = self.listed.patch.cell(sheet, (row, column));
            edit.value = Some(Value::Text(match invented {
                Some(_) => format!("{head}（示例数据）"),
                None => head.to_owned(),
            }));
            edit.like = like;
            self.listed.patch.width(sheet, column, width);
        }
    }

    fn text(&mut self, at: (u32, u32), text: String) {
        if !text.is_empty() {
            self.listed.patch.cell(self.sheet(), at).value = Some(Value::Text(text));
        }
    }

    fn line(&mut self, line: &Line, matcher: &Matcher<'_>) -> Result<(), Unopened> {
        let sheet = self.sheet();
        let (subject, mut said) = match matcher.find(&line.code, &line.name) {
            Match::Sure(subject) => (subject, Both::default()),
            Match::Check(subject, why) => (subject, why),
            Match::Likely(candidates, why) => {
                self.listed.likely += 1;
                self.likely_line(line, (&candidates, &why), matcher);
                return Ok(());
            }
            Match::None(why) => {
                self.listed.unknown += 1;
                self.listed.patch.cell(sheet, line.at).tint = Some(Tint::Missing);
                self.text((line.row, self.first), format!("未找到：{why}"));
                let row = self.who(line, why.zh());
                self.unknown.rows.push(row);
                return Ok(());
            }
        };
        if let Some(first) = self.seen.get(&subject) {
            said = Both::all([said, why::same_firm(first + 1).into()]);
        } else {
            self.seen.insert(subject, line.row);
        }
        if said.is_empty() {
            self.listed.sure += 1;
        } else {
            self.listed.check += 1;
            self.listed.patch.cell(sheet, line.at).tint = Some(Tint::Check);
            self.listed.patch.note(sheet, line.at, said.zh());
        }
        let result =
            if said.is_empty() { "匹配".to_owned() } else { format!("请核对：{said}") };
        self.text((line.row, self.first), result);
        self.text((line.row, self.first + 1), matcher.name(subject).to_owned());
        let code = matcher.code(subject).map(|code| code.to_string()).unwrap_or_default();
        self.text((line.row, self.first + 2), code);
        let dossier = self.clerk.dossier(subject)?;
        let opened = self.clerk.opened(subject, &dossier)?;
        self.cells(line.row, matcher.name(subject), &opened);
        Ok(())
    }

    /// What is asked of one enterprise.
    fn cells(&mut self, row: u32, firm: &str, opened: &Opened<'_>) {
        let (sheet, content) = (self.sheet(), &self.clerk.content.shelf);
        let own = u32::try_from(OWN.len()).unwrap_or(0);
        for (column, asked) in (self.first + own..).zip(self.asked) {
            let at = (row, column);
            let answer = self.clerk.answer(opened, asked);
            let subject = opened.subject;
            let told = Told { sheet, at, firm, subject, asked, answer: &answer };
            self.sources.rows.extend(page::source(&told, content));
            if answer.value.is_some() {
                self.listed.filled += 1;
                self.listed.doubtful += usize::from(answer.mark == Mark::Check);
            } else {
                self.listed.missing.push(Missing::of(&told, content));
            }
            let edit = self.listed.patch.cell(sheet, at);
            edit.value.clone_from(&answer.value);
            edit.tint = Some(answer.mark.tint()).filter(|_| answer.mark != Mark::Filled);
            let note = answer.note();
            if !note.is_empty() {
                self.listed.patch.note(sheet, at, &note);
            }
        }
    }

    fn who(&self, line: &Line, why: &str) -> Vec<Put> {
        vec![
            Put::Cell { sheet: self.sheet().to_owned(), at: line.at },
            Put::text(&line.name),
            Put::text(&line.code),
            Put::text(why),
        ]
    }

    fn likely_line(
        &mut self,
        line: &Line,
        (candidates, why): (&[super::Candidate], &Both),
        matcher: &Matcher<'_>,
    ) {
        let sheet = self.sheet();
        let told: Vec<String> = candidates
            .iter()
            .map(|one| format!("{}，{}", matcher.called(one.subject), Tongue::Chinese.of(one.why)))
            .collect();
        self.listed.patch.cell(sheet, line.at).tint = Some(Tint::Check);
        self.listed.patch.note(sheet, line.at, &format!("{why}：\n{}", told.join("\n")));
        self.text((line.row, self.first), format!("待确认：{why}"));
        for one in candidates {
            let mut row = self.who(line, why.zh());
            row.push(Put::Text(matcher.called(one.subject)));
            row.push(Put::text(Tongue::Chinese.of(one.why)));
            self.likely.rows.push(row);
        }
    }

    fn finish(self) -> Listed {
        let Self { list, mut listed, sources, likely, unknown, .. } = self;
        listed.patch.page(sources);
        for page in [likely, unknown] {
            if !page.rows.is_empty() {
                listed.patch.page(page);
            }
        }
        match &list.from {
            From::Own(path) => listed.own = Some(path.clone()),
            // What cannot be made has no rows either, and is told when it is written.
            From::Made => listed.made = list.made().ok(),
        }
        listed
    }
}

impl Listed {
    /// Writes the filled list.
    ///
    /// # Errors
    /// [`Unpatched`].
    pub fn write(&self, to: impl Write + Seek) -> Result<(), Unpatched> {
        match (&self.own, &self.made) {
            (Some(path), _) => self.patched(BufReader::new(File::open(path)?), to),
            (None, Some(made)) => self.patched(Cursor::new(made), to),
            (None, None) => Err(Unpatched::Strange("名单写不成工作簿")),
        }
    }

    fn patched(&self, from: impl Read + Seek, to: impl Write + Seek) -> Result<(), Unpatched> {
        self.patch.write(from, to)
    }

    /// What is told of it.
    pub fn sentences(&self, on: Day) -> [Both; 2] {
        let Self { lines, sure, check, likely, unknown, filled, doubtful, missing, .. } = self;
        let missing = missing.len();
        let of_lines = [
            format!(
                "名单 {lines} 行：匹配 {sure}，请核对 {check}，待确认 {likely}，未找到 {unknown}"
            ),
            format!(
                "{lines} lines: {sure} matched, {check} to be checked, {likely} to be confirmed, {unknown} not found"
            ),
        ];
        let of_cells = [
            format!("填入 {filled} 格，其中待核 {doubtful} 格；缺 {missing} 格（数据截至 {on}）"),
            format!(
                "{filled} cells filled, of which {doubtful} are to be checked; {missing} missing (data as of {on})"
            ),
        ];
        [of_lines.into(), of_cells.into()]
    }
}

/// The text of a value, for what is compared with it.
pub(super) fn same(value: &Value, text: &str) -> bool {
    match value {
        Value::Number(number) => base::parse_number(text).is_ok_and(|other| other == *number),
        other => value::text(other) == text.trim(),
    }
}
