//! Public tables: the working-day calendar and classifications.

use std::collections::{BTreeMap, HashSet};

use base::code::{Changed, Entry};
use base::{AnnouncedYear, Calendar, Classification, Day, Edition, Span, YearlyRest};

use super::source::cite_source;
use super::{dated, twice};
use crate::form::table::{CalendarForm, CodesForm};
use crate::page::Page;
use crate::shelf::Source;

/// The announced years of a calendar file.
pub(crate) fn years(
    page: &mut Page<'_>,
    form: &CalendarForm,
    sources: &BTreeMap<String, Source>,
) -> Vec<AnnouncedYear> {
    cite_source(page, &form.source, Span::ALWAYS, sources);
    dated(page, &form.status, form.checked.as_ref());
    let mut seen = HashSet::new();
    let mut years = Vec::new();
    for year in &form.year {
        let number = year.value.year.value;
        if !seen.insert(number) {
            twice(page, year.value.year.span, ["年份", "year"], &number.to_string());
            continue;
        }
        let days = |list: &[crate::written::At<crate::form::Date>]| {
            list.iter().map(|date| date.value.0).collect()
        };
        let announced = AnnouncedYear {
            year: number,
            holidays: days(&year.value.holiday),
            makeups: days(&year.value.makeup),
        };
        // Each year by itself first, so that a slip is noted where it stands.
        match Calendar::new(vec![announced.clone()]) {
            Ok(_) => years.push(announced),
            Err(faults) => {
                for fault in faults {
                    page.note(
                        "calendar",
                        year.span,
                        [[&fault.zh(), &fault.en()], ["照通知改正", "correct it by the notice"]],
                    );
                }
            }
        }
    }
    years
}

/// The days that a calendar file says rest in every year.
pub(crate) fn yearly(
    page: &mut Page<'_>,
    form: &CalendarForm,
    sources: &BTreeMap<String, Source>,
) -> Vec<YearlyRest> {
    let mut rests = Vec::new();
    for rest in &form.yearly {
        cite_source(page, &rest.value.cite, Span::ALWAYS, sources);
        let (month, day) = (rest.value.month.value, rest.value.day.value);
        // A leap year, so that every day that some year has is one.
        if Day::new(2000, month, day).is_err() {
            page.note(
                "calendar",
                rest.span,
                [
                    ["没有这样的日子", "there is no such day"],
                    ["写公历的月和日，如 month = 10、day = 1", "write a month and a day"],
                ],
            );
            continue;
        }
        rests.push(YearlyRest { month, day });
    }
    rests
}

/// The classification of a code file: what stands above a code is the longest code there is
/// that it begins with.
pub(crate) fn codes(
    page: &mut Page<'_>,
    form: &CodesForm,
    sources: &BTreeMap<String, Source>,
) -> Option<Classification> {
    cite_source(page, &form.source, Span::ALWAYS, sources);
    dated(page, &form.status, form.checked.as_ref());
    let known: HashSet<&str> = form.rows.iter().map(|row| row.value.0.value.as_str()).collect();
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for row in &form.rows {
        let (code, name) = &row.value;
        if !seen.insert(code.value.as_str()) {
            twice(page, code.span, ["代码", "code"], &code.value);
            continue;
        }
        let ends = code.value.char_indices().map(|(at, _)| at).rev();
        let mut shorter = ends.filter_map(|at| code.value.get(..at));
        let parent = shorter.find(|part| known.contains(part)).map(str::to_owned);
        entries.push(Entry { code: code.value.clone(), name: name.value.clone(), parent });
    }
    let changed = form.changed.iter().map(|at| Changed {
        code: at.value.code.value.clone(),
        to: at.value.to.iter().map(|code| code.value.clone()).collect(),
    });
    let edition = Edition(form.edition.value.clone());
    Classification::new((edition, form.of), entries, changed.collect())
        .map_err(|faults| {
            for fault in faults {
                page.note(
                    "classification",
                    form.edition.span,
                    [[&fault.zh(), &fault.en()], ["照标准改正", "correct it by the standard"]],
                );
            }
        })
        .ok()
}
