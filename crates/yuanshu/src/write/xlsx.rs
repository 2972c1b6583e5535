//! The workbook of answers.

use std::io;
use std::path::Path;

use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

use super::book::{Book, Cell, Page};
use super::{firms, pages, reasons, work};
use crate::read::Facts;
use zone::policy::{Answered, Depth, Near, Question, Sum};

/// What is said where enterprises are too many for their reasons.
const FEWER: [&str; 2] = [
    "详细程度",
    "企业较多，没有逐家写“判定依据”和“差一项达标”；要写，用 --policy 点名政策再测算一次。",
];

/// What the answers rest on.
#[derive(Clone, Copy, Default)]
pub struct Basis<'a> {
    /// What was read, where sheets were.
    pub facts: Option<&'a Facts>,
    /// What is to be said with everything that comes of it: that it is invented.
    pub mark: Option<&'a str>,
}

/// The workbook while enterprises are answered, one after the other.
pub struct Answers<'a> {
    basis: Basis<'a>,
    book: Book,
    notes: Page,
    sums: Page,
    firms: Page,
    reasons: Option<Page>,
    near: Page,
    missing: Page,
    differences: Page,
    /// What was read, and the pages that tell what was remarked and how each column was taken.
    read: Option<(&'a Facts, Page, Page)>,
}

/// What is written of one enterprise; made on any thread.
pub struct Firm {
    row: Vec<Cell>,
    reasons: Vec<Vec<Cell>>,
    near: Vec<Vec<Cell>>,
}

/// The rows of one enterprise; its reasons where all are asked for.
pub fn firm(question: &Question<'_>, at: usize, answers: &[Answered], depth: Depth) -> Firm {
    let asked = || question.asked.iter().zip(answers);
    let reasons = |(asked, answered)| reasons::rows(question, asked, at, answered);
    let near = |(asked, answered)| {
        let near = Near::of(answered, &question.shelf.schema)?;
        Some(work::near_row(question, asked, at, &near))
    };
    Firm {
        row: firms::row(question, at, answers),
        reasons: if depth == Depth::Change {
            asked().flat_map(reasons).collect()
        } else {
            Vec::new()
        },
        near: asked().filter_map(near).collect(),
    }
}

impl<'a> Answers<'a> {
    /// An empty workbook with all its pages: what reading remarked has some where sheets were read.
    ///
    /// # Errors
    /// Where the disk has no room.
    pub fn new(question: &Question<'_>, depth: Depth, basis: Basis<'a>) -> Result<Self, XlsxError> {
        let mut book = Book::default();
        Ok(Self {
            basis,
            notes: book.page("说明", 1, pages::note_heads())?,
            sums: book.page("汇总", 1, pages::sum_heads())?,
            firms: book.page("企业测算", 2, firms::heads(question))?,
            reasons: match depth {
                Depth::Change => Some(book.page("判定依据", 2, reasons::heads())?),
                Depth::Answer | Depth::Step | Depth::Gaps | Depth::Near => None,
            },
            near: work::near_list().page(&mut book, 2)?,
            missing: work::missing(question, &Sum::default()).page(&mut book, 1)?,
            differences: work::differences(question, &Sum::default()).page(&mut book, 2)?,
            read: match basis.facts {
                Some(facts) => Some((
                    facts,
                    book.page("数据问题", 0, pages::remark_heads())?,
                    book.page("列的理解", 0, pages::column_heads())?,
                )),
                None => None,
            },
            book,
        })
    }

    /// The next enterprise.
    ///
    /// # Errors
    /// Where the disk has no room.
    pub fn put(&mut self, firm: Firm) -> Result<(), XlsxError> {
        self.book.put(&mut self.firms, &firm.row)?;
        if let Some(page) = &mut self.reasons {
            self.book.fill(page, firm.reasons)?;
        }
        self.book.fill(&mut self.near, firm.near)
    }

    /// Writes what is about everybody, and the file.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn finish(self, question: &Question<'_>, sum: &Sum, path: &Path) -> Result<(), XlsxError> {
        let Self { basis, mut book, mut notes, mut sums, mut missing, .. } = self;
        let Self { firms, reasons, mut near, mut differences, read, .. } = self;
        let mut text = pages::notes(question, basis);
        if reasons.is_none() {
            text.push(FEWER.map(str::to_owned));
            book.put(&mut near, &FEWER.map(Cell::long))?;
        }
        let text = text.into_iter().map(|[key, text]| vec![Cell::text(key), Cell::long(text)]);
        book.fill(&mut notes, text)?;
        book.fill(&mut sums, pages::sums(question, sum))?;
        book.fill(&mut missing, work::missing(question, sum).rows)?;
        book.fill(&mut differences, work::differences(question, sum).rows)?;
        for page in
            [&notes, &sums, &firms, &near, &missing, &differences].into_iter().chain(&reasons)
        {
            book.close(page)?;
        }
        if let Some((facts, mut remarks, mut columns)) = read {
            book.fill(&mut remarks, facts.remarks.iter().map(pages::remark))?;
            book.fill(&mut columns, facts.understood.iter().map(pages::column))?;
            book.close(&remarks)?;
            book.close(&columns)?;
        }
        book.save(path)
    }
}

/// An error of the workbook as one of input and output.
pub fn io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::ZipError(ZipError::Io(error)) => error,
        other => io::Error::other(other),
    }
}
