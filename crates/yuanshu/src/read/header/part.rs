//! Sheets that say that their figures are of a part of a year.

use std::path::Path;

use rule::fact::Schema;

use super::lexicon::{Lexicon, Target, normal};
use super::period::{self, YearIn, is_of_part, is_part_name};
use super::span::{Span, span_of};
use super::{Doubt, Layout, Meaning};

/// Words of a line above a table that say who drew it up and when, and nothing of its figures.
const REPORTED: [&str; 17] = [
    "填报时间",
    "填报日期",
    "填报单位",
    "填报人",
    "填报说明",
    "填表时间",
    "填表日期",
    "填表人",
    "报送时间",
    "报送日期",
    "制表",
    "制定机关",
    "批准机关",
    "表号",
    "有效期",
    "数据来源",
    "印发",
];

/// The year that the name and the titles of a sheet say, and what is odd about it.
pub(super) fn year_of(
    sheet: &str,
    texts: &[&str],
    lexicon: &Lexicon,
) -> (Option<i16>, Option<Doubt>) {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !is_reported(text)).collect();
    let part = |text: &str| is_of_part(text) || is_labelled_part(text, lexicon);
    let name = Some(sheet).filter(|name| part(name) || is_part_name(name));
    let mut titles = texts.iter().copied().filter(|text| *text != sheet);
    if let Some(text) = titles.find(|text| part(text)) {
        return (None, Some(Doubt::Part(text.to_owned())));
    }
    let mut years = texts.iter().filter_map(|text| Some((period::year_in(text).whole()?, *text)));
    let year = years.next().map(|(year, _)| year);
    if let Some(name) = name {
        return (year, Some(Doubt::Part(name.to_owned())));
    }
    let other = years.find(|(other, _)| Some(*other) != year);
    // A month after the year, or its last, is that in which the sheet was drawn up.
    let drawn = |text: &str| {
        year.zip(period::month_in(text))
            .is_some_and(|(year, (of, month))| of > year || (of == year && month == 12))
    };
    let month = |text: &&&str| period::year_in(text) == YearIn::Part && !drawn(text);
    if let Some(text) = texts.iter().find(month) {
        return (None, Some(Doubt::Month((*text).to_owned())));
    }
    (year, other.map(|(_, text)| Doubt::Other(text.to_owned())))
}

/// Whether a line says who drew a sheet up and when.
pub(crate) fn is_reported(text: &str) -> bool {
    REPORTED.iter().any(|word| text.contains(word))
}

/// Whether a text says a part of a year behind a label for it: `统计月份：9月`.
fn is_labelled_part(text: &str, lexicon: &Lexicon) -> bool {
    let label = |(head, _): &(&str, &str)| lexicon.find(&normal(head)) == [Target::Period];
    let said = text.split_once([':', '：']).filter(label);
    said.is_some_and(|(_, said)| span_of(said) == Some(Span::Part))
}

impl Layout {
    /// Takes what the name of its file says, where the sheet itself does not say a whole year.
    pub(crate) fn filed(&mut self, file: &Path) {
        if !self.full
            && !matches!(self.doubt, Some(Doubt::Part(_)))
            && let Some(text) = part_in(file)
        {
            self.doubt = Some(Doubt::Part(text));
        }
    }

    /// Leaves out the facts of years where the sheet says that its figures are of a part of one,
    /// and its rows do not say of which.
    pub(crate) fn leave_parts(&mut self, schema: &Schema) {
        let Some(Doubt::Part(text)) = &self.doubt else { return };
        if self.identity(Target::Period).is_some() {
            return;
        }
        for column in &mut self.columns {
            if let Meaning::Fact { fact, .. } = column.meaning
                && schema.get(fact).is_some_and(|fact| fact.yearly)
            {
                column.meaning = Meaning::OfPart { fact, text: text.clone() };
            }
        }
    }
}

/// The part of a year of which the name of a file says its figures are.
pub(crate) fn part_in(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_string_lossy();
    is_of_part(&stem).then(|| stem.into_owned())
}
