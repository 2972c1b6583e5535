//! Who a row is of: codes, names, and rows that only look like a firm.

use std::collections::HashMap;
use std::sync::Arc;

use base::Uscc;
use base::code::{CodeFault, half_width};
use zone::enterprise::normalised;

use super::grid::Raw;
use super::hint;
use super::report::{Note, Place};

/// An enterprise that sheets speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its unified social credit code; absent only where no sheet has codes.
    pub code: Option<String>,
    /// What it is called, a name a year, in their order; that of a sheet without a year last.
    pub names: Vec<Called>,
    /// The first cell that names it.
    pub first_seen: Place,
}

/// What sheets call an enterprise in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// As the first of them writes it.
    pub name: Arc<str>,
    /// The year; none where the sheet has none, and speaks of when it was filled in.
    pub year: Option<i16>,
    /// Sheet, row and column of the name.
    pub(crate) cell: (u32, u32, u32),
}

impl Subject {
    /// Its last name; empty where no sheet has any.
    pub fn name(&self) -> &str {
        self.names.last().map_or("", |called| &called.name)
    }
}

impl Called {
    /// What years are ordered by: a sheet without one is of now.
    fn order(year: Option<i16>) -> (bool, Option<i16>) {
        (year.is_none(), year)
    }
}

/// The subjects in the order of their finding.
#[derive(Debug, Default)]
pub(crate) struct Subjects {
    pub(crate) list: Vec<Subject>,
    by_code: HashMap<Uscc, u32>,
    by_name: HashMap<String, Vec<u32>>,
}

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    One(u32),
    None,
    /// Several codes bear it.
    Several(Vec<u32>),
}

impl Subjects {
    /// The subject of a code.
    pub(crate) fn of_code(&mut self, code: Uscc, seen: impl FnOnce() -> Place) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let subject = *self.by_code.entry(code).or_insert(next);
        if subject == next {
            let code = Some(code.to_string());
            self.list.push(Subject { code, names: Vec::new(), first_seen: seen() });
        }
        subject
    }

    /// Says that a subject bears a name in a year, by the cell of a sheet. Returns the other name
    /// that it has in that year, if any.
    pub(crate) fn call(
        &mut self,
        subject: u32,
        (name, year): (&str, Option<i16>),
        cell: (u32, u32, u32),
    ) -> Option<String> {
        let bearers = self.by_name.entry(normalised(name)).or_default();
        if !bearers.contains(&subject) {
            bearers.push(subject);
        }
        let names = &mut self.list.get_mut(super::grid::at(subject))?.names;
        let order = Called::order(year);
        match names.binary_search_by_key(&order, |called| Called::order(called.year)) {
            Ok(held) => {
                let held = names.get(held)?;
                let differs = normalised(&held.name) != normalised(name);
                differs.then(|| held.name.to_string())
            }
            Err(position) => {
                let name = name.trim();
                let same = names.iter().find(|called| *called.name == *name);
                let name = same.map_or_else(|| Arc::from(name), |called| called.name.clone());
                names.insert(position, Called { name, year, cell });
                None
            }
        }
    }

    /// Whom a name means.
    pub(crate) fn of_name(&self, name: &str) -> Found {
        match self.by_name.get(&normalised(name)).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([one]) => Found::One(*one),
            Some(several) => Found::Several(several.to_vec()),
        }
    }

    /// A subject that is known by its name only.
    pub(crate) fn add_named(&mut self, name: &str, seen: Place, cell: (u32, u32, u32)) -> u32 {
        let subject = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Subject { code: None, names: Vec::new(), first_seen: seen });
        // A name that is met for the first time differs from none.
        self.call(subject, (name, None), cell);
        subject
    }

    /// Codes of subjects, for a sentence.
    pub(crate) fn codes(&self, subjects: &[u32]) -> Vec<&str> {
        let first = subjects.iter().take(5);
        first
            .filter_map(|subject| self.list.get(super::grid::at(*subject))?.code.as_deref())
            .collect()
    }
}

/// Whether a cell in the column of codes says that there is none.
pub(crate) fn is_blank(raw: &Raw) -> bool {
    let text = base::normalise(&raw.text());
    matches!(raw, Raw::Text(_)) && matches!(text.as_str(), "" | "/" | "无" | "暂无" | "N/A")
}

/// The code in a cell.
///
/// # Errors
/// What is wrong with it, in words that say what to do.
pub(crate) fn code_in(raw: &Raw) -> Result<(Uscc, Option<Note>), Note> {
    let text = match raw {
        Raw::Text(text) => text,
        Raw::Error(_) | Raw::Uncounted => {
            return Err(Note::error("formula-error", hint::CODE_FORMULA));
        }
        Raw::Number(_) | Raw::Percent(_) | Raw::Bool(_) | Raw::Date(_) => {
            return Err(number_code());
        }
    };
    if base::code::looks_like_number(text) {
        return Err(number_code());
    }
    if text.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count() > 1
        && !half_width(text).is_ascii()
    {
        return Err(Note::error("bad-code", hint::WORDS_FOR_CODE));
    }
    match Uscc::parse(text) {
        Ok(code) => {
            let narrow = half_width(text);
            let wide = narrow.as_ref() != text.as_str();
            let note = wide.then(|| Note::warning("full-width", hint::full_width(code)));
            Ok((code, note))
        }
        Err(fault) => {
            let kind = match fault {
                CodeFault::Check { .. } | CodeFault::OrgCheck { .. } => "bad-check-character",
                CodeFault::Length { .. } | CodeFault::Letter { .. } | CodeFault::Region { .. } => {
                    "bad-code"
                }
            };
            Err(Note::error(kind, hint::miscoded(&fault)))
        }
    }
}

fn number_code() -> Note {
    Note::error("number-code", hint::lost())
}

/// What a row is when it is not of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    /// 合计 and the like.
    Total,
    /// A remark under the table.
    Remark,
}

/// Whether the words that stand for the firm are none of a firm's.
pub(crate) fn is_other_row(words: &[String]) -> bool {
    other_row(words).is_some()
}

/// Whether the words that stand for the firm are those of a total or of a remark.
pub(crate) fn other_row(words: &[String]) -> Option<Other> {
    const TOTALS: &[&str] = &["合计", "小计", "总计", "共计", "累计", "平均", "汇总", "总和"];
    const REMARKS: &[&str] = &[
        "注:",
        "注：",
        "备注:",
        "说明:",
        "填表人",
        "填报单位",
        "填表单位",
        "报送单位",
        "填报人",
        "制表",
        "审核人",
        "联系人",
        "联系电话",
        "单位负责人",
        "填表日期",
        "填报日期",
        "数据来源",
        "附注",
        "1.",
        "1、",
    ];
    let bare: Vec<String> = words.iter().map(|word| normalised(word)).collect();
    let total = |word: &String| {
        TOTALS.iter().any(|total| {
            word == total
                || word.strip_suffix(total).is_some_and(|rest| rest.chars().count() <= 4)
                || word.strip_prefix(total).is_some_and(|rest| rest.starts_with(['(', ':']))
        })
    };
    if bare.iter().any(total) {
        return Some(Other::Total);
    }
    let remark = |word: &String| REMARKS.iter().any(|remark| word.starts_with(remark));
    bare.first().filter(|word| remark(word)).map(|_| Other::Remark)
}
