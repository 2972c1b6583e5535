//! Comma-separated values in UTF-8 or GB18030, read as they stream.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::limits::COLUMNS;
use super::unreadable;
use crate::read::grid::{Broken, Raw, Row, Rows};
use crate::read::report::Note;
use crate::say::Both;

/// The longest line, in bytes; the longest field is no longer.
const LINE: u64 = 16 << 20;
const BLOCK: usize = 1 << 16;

/// How the letters of a file are written.
pub(crate) type Encoding = &'static encoding_rs::Encoding;

/// Finds out how a file is written, looking at every line.
///
/// # Errors
/// Where lines are written in two ways, or in none that is known: the line and its number.
pub(crate) fn encoding(file: File) -> Result<Encoding, Broken> {
    let mut reader = BufReader::with_capacity(BLOCK, file);
    let start = reader.fill_buf().map_err(|error| unreadable(&error))?;
    if start.starts_with(&[0xFF, 0xFE]) {
        return Ok(UTF_16LE);
    }
    if start.starts_with(&[0xFE, 0xFF]) {
        return Ok(UTF_16BE);
    }
    let marked = start.starts_with(&[0xEF, 0xBB, 0xBF]);
    let (mut utf8, mut gb, mut line) = (First::default(), First::default(), Vec::new());
    for number in 1u64.. {
        line.clear();
        let length = reader.by_ref().take(LINE).read_until(b'\n', &mut line);
        match length.map_err(|error| unreadable(&error))? {
            0 => break,
            length if u64::try_from(length).is_ok_and(|length| length >= LINE) => {
                return Err(at_line(
                    number,
                    "",
                    "too-large",
                    ["这一行太长，不像表格", "the line is too long for a table"].into(),
                ));
            }
            _ => {}
        }
        match written(&line) {
            Line::Ascii | Line::Either => {}
            Line::Utf8 => utf8.see(number, &line),
            Line::Gb18030 => gb.see(number, &line),
            Line::Neither => {
                let hint = [
                    format!("第{number}行不是 UTF-8 也不是 GB18030；请另存为 UTF-8 的 CSV 后再试"),
                    format!(
                        "line {number} is neither UTF-8 nor GB18030; save the file as CSV in UTF-8"
                    ),
                ];
                return Err(at_line(number, &lossy(&line), "unreadable-encoding", hint.into()));
            }
        }
    }
    match (utf8.count, gb.count) {
        (_, 0) => Ok(UTF_8),
        (0, _) if !marked => Ok(GB18030),
        (first, second) => {
            let (fewer, most, name) =
                if first < second { (utf8, "GB18030", "UTF-8") } else { (gb, "UTF-8", "GB18030") };
            let (line, count) = (fewer.number, fewer.count);
            let hint = [
                format!(
                    "同一文件里有两种编码：大部分是 {most}，第{line}行起有 {count} 行是 {name}，全文未读；请统一另存为 UTF-8"
                ),
                format!(
                    "the file has two encodings: most of it is {most}, and {count} lines from line {line} on are {name}; nothing is read; save all of it as UTF-8"
                ),
            ];
            Err(at_line(line, &fewer.content(), "mixed-encoding", hint.into()))
        }
    }
}

/// The first line written in some way, and how many are.
#[derive(Default)]
struct First {
    number: u64,
    count: u64,
    line: Vec<u8>,
}

impl First {
    fn see(&mut self, number: u64, line: &[u8]) {
        if self.count == 0 {
            self.number = number;
            self.line = line.to_vec();
        }
        self.count += 1;
    }

    fn content(&self) -> String {
        let text = match std::str::from_utf8(&self.line) {
            Ok(text) => text.to_owned(),
            Err(_) => GB18030.decode_without_bom_handling(&self.line).0.into_owned(),
        };
        text.trim().chars().take(80).collect()
    }
}

enum Line {
    Ascii,
    /// Letters that both encodings could have meant.
    Either,
    Utf8,
    Gb18030,
    Neither,
}

/// How a line is written. Only Chinese text proves UTF-8: some pairs of GB18030 bytes are by
/// accident other letters of UTF-8.
fn written(line: &[u8]) -> Line {
    if line.is_ascii() {
        return Line::Ascii;
    }
    match std::str::from_utf8(line) {
        Ok(text) if text.chars().any(|letter| ('\u{3000}'..='\u{9FFF}').contains(&letter)) => {
            Line::Utf8
        }
        Ok(_) => Line::Either,
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(line);
            if text.is_some() { Line::Gb18030 } else { Line::Neither }
        }
    }
}

fn lossy(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim().chars().take(80).collect()
}

fn at_line(number: u64, content: &str, kind: &'static str, hint: Both) -> Broken {
    let note = Note::error(kind, hint);
    Broken { sheet: None, cell: format!("A{number}"), content: content.to_owned(), note }
}

/// The rows of a text file. A row is what a spreadsheet would show as one: a line, or several
/// where a quoted field runs over them; empty lines count.
pub(crate) struct Lines {
    file: File,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    at: usize,
    ended: bool,
    delimiter: char,
    row: u32,
}

impl Lines {
    pub(crate) fn new(mut file: File, encoding: Encoding) -> Result<Self, Broken> {
        file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
        let mut lines = Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; BLOCK],
            text: String::with_capacity(2 * BLOCK),
            at: 0,
            ended: false,
            delimiter: ',',
            row: 0,
        };
        lines.fill().map_err(|error| unreadable(&error))?;
        lines.delimiter = delimiter(&lines.text);
        Ok(lines)
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.ended {
            let length = self.file.read(&mut self.bytes)?;
            self.ended = length == 0;
            let mut bytes = self.bytes.get(..length).unwrap_or_default();
            loop {
                let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * BLOCK);
                self.text.reserve(room);
                let (result, read, _) =
                    self.decoder.decode_to_string(bytes, &mut self.text, self.ended);
                bytes = bytes.get(read..).unwrap_or_default();
                if result == encoding_rs::CoderResult::InputEmpty {
                    break;
                }
            }
        }
        Ok(())
    }

    fn peek(&mut self) -> Result<Option<char>, Broken> {
        if self.at >= self.text.len() {
            self.fill().map_err(|error| unreadable(&error))?;
        }
        Ok(self.text.get(self.at..).and_then(|rest| rest.chars().next()))
    }

    fn next_letter(&mut self) -> Result<Option<char>, Broken> {
        let letter = self.peek()?;
        self.at += letter.map_or(0, char::len_utf8);
        Ok(letter)
    }

    /// Up to the delimiter or the end of the line, and whether more fields follow.
    fn field(&mut self) -> Result<(String, bool), Broken> {
        let mut field = String::new();
        let quoted = self.peek()? == Some('"');
        if quoted {
            self.at += 1;
            self.quoted(&mut field)?;
        }
        loop {
            match self.next_letter()? {
                Some(letter) if letter == self.delimiter => return Ok((field, true)),
                Some('\r') if self.peek()? == Some('\n') => {}
                None | Some('\n' | '\r') => return Ok((field, false)),
                Some(letter) => field.push(letter),
            }
        }
    }

    /// The inside of quotes; two quotes are one.
    fn quoted(&mut self, field: &mut String) -> Result<(), Broken> {
        let limit = usize::try_from(LINE).unwrap_or(usize::MAX);
        loop {
            match self.next_letter()? {
                Some('"') if self.peek()? == Some('"') => {
                    self.at += 1;
                    field.push('"');
                }
                Some('"') => return Ok(()),
                Some(letter) if field.len() < limit => field.push(letter),
                Some(_) | None => {
                    let row = u64::from(self.row) + 1;
                    let content: String = field.chars().take(80).collect();
                    let hint = [
                        format!("第{row}行的引号没有成对，以后的行未读；请补上引号"),
                        format!(
                            "a quote of line {row} is not closed; the rows beyond are not read; close it"
                        ),
                    ];
                    return Err(at_line(row, &content, "open-quote", hint.into()));
                }
            }
        }
    }
}

impl Rows for Lines {
    fn count(&self) -> Option<u32> {
        // A row may go over several lines.
        None
    }

    fn next(&mut self) -> Result<Option<Row>, Broken> {
        while self.peek()?.is_some() {
            let mut row = Row { number: self.row, cells: Vec::new() };
            for column in 0u32.. {
                let (field, more) = self.field()?;
                if !field.trim().is_empty() && row.cells.len() < COLUMNS {
                    row.cells.push((column, Raw::Text(bare(field))));
                }
                if !more {
                    break;
                }
            }
            self.row += 1;
            if !row.cells.is_empty() {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

/// Without the `="…"` by which exporters keep spreadsheets from taking codes for numbers.
fn bare(field: String) -> String {
    let inner = field.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.map(str::to_owned).unwrap_or(field)
}

/// The mark that the first lines have most of.
fn delimiter(text: &str) -> char {
    let head: String = text.lines().take(20).collect();
    let count = |mark: char| head.matches(mark).count();
    [',', '\t', ';', '|'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',')
}
