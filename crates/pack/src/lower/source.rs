//! Sources, and the citations that point to them.

use std::collections::BTreeMap;

use base::{Cite, Span};

use super::{day, days, on_shelf, text, twice};
use crate::form::Text;
use crate::form::source::SourceForm;
use crate::page::Page;
use crate::shelf::{Source, split_cite};
use crate::stray::SOURCE;
use crate::written::At;

/// Adds a source to those there are.
pub(crate) fn add(page: &mut Page<'_>, form: &SourceForm, sources: &mut BTreeMap<String, Source>) {
    on_shelf(page, &form.id);
    let id = form.id.value.clone();
    if sources.contains_key(&id) {
        twice(page, form.id.span, ["来源编号", "source"], &id);
        return;
    }
    let source = Source {
        id: id.clone(),
        number: text(form.number.as_ref()),
        title: form.title.value.clone(),
        issuer: form.issuer.iter().map(|issuer| issuer.value.clone()).collect(),
        issued: day(form.issued.as_ref()),
        days: days(page, form.from.as_ref(), form.until.as_ref()),
        url: text(form.url.as_ref()),
        copy: text(form.copy.as_ref()),
        checked: day(form.checked.as_ref()),
        status: form.status.value,
        path: page.file.path.clone(),
    };
    sources.insert(id, source);
}

/// Checks a citation: well written, of a source that is there, not out of force before `within`.
pub(crate) fn cite(
    page: &mut Page<'_>,
    cite: &Text,
    within: Span,
    sources: &BTreeMap<String, Source>,
) {
    if let Err(fault) = Cite::parse(&cite.value) {
        page.note(
            "bad-cite",
            cite.span,
            [[&fault.zh(), &fault.en()], ["写成 来源编号#条款", "write source#place"]],
        );
        return;
    }
    cite_source(page, cite, within, sources);
}

/// Checks a citation that may name a whole source without a place in it.
pub(crate) fn cite_source(
    page: &mut Page<'_>,
    cite: &Text,
    within: Span,
    sources: &BTreeMap<String, Source>,
) {
    let (id, _) = split_cite(&cite.value);
    let Some(source) = sources.get(id) else {
        let id = At { span: cite.span, value: id.to_owned() };
        page.push(SOURCE.stray(&id, sources.keys().map(String::as_str)));
        return;
    };
    if let (Some(until), Some(from)) = (source.days.until, within.from)
        && until < from
    {
        page.note(
            "source-expired",
            cite.span,
            [
                [
                    &format!("来源“{id}”到 {until} 就失效了，本版本从 {from} 起才适用"),
                    &format!(
                        "the source {id} was in force until {until}, before this edition begins"
                    ),
                ],
                [
                    "改引现行的文件，或者核对两边的日期",
                    "cite the document that replaced it, or check both dates",
                ],
            ],
        );
    }
}
