//! Policies: one edition a file.

use std::collections::BTreeMap;

use rule::check::Context;
use rule::decision::Decision;
use rule::fact::Schema;
use rule::why::Reach;

use super::indicator::{self, Ground};
use super::source::cite_source;
use super::{clause, dated, day, days, on_shelf, plain_id, text, trust};
use crate::case;
use crate::form::policy::{Kind, PolicyForm, Unknown};
use crate::page::Page;
use crate::shelf::{Access, Policy, Source, Window};

/// Lowers a policy; `None` when something in it could not be understood, for a policy that is
/// half understood must not decide.
pub(crate) fn lower(
    page: &mut Page<'_>,
    form: &PolicyForm,
    schema: &Schema,
    sources: &BTreeMap<String, Source>,
) -> Option<Policy> {
    on_shelf(page, &form.id);
    plain_id(page, &form.id, &['-', '_', '/', '.']);
    let days = days(page, Some(&form.from), form.until.as_ref());
    dated(page, &form.status, form.checked.as_ref());
    let ground = Ground { schema, sources, days };
    let windows = windows(page, form, &ground);
    let mut indicators = indicator::lower(page, &form.indicator, &ground);
    trust::spread(&mut indicators.scores);
    let context = Context { schema, scores: &indicators.names, item: None };
    let clauses = clause::lower(page, form, (&indicators.scores, &context), &ground);
    check_kind(page, form);
    let cases = form.case.iter().map(|case| case::lower(page, case, form, schema)).collect();
    page.sound.then(|| Policy {
        id: form.id.value.clone(),
        title: form.title.value.clone(),
        issuer: text(form.issuer.as_ref()),
        days,
        checked: day(form.checked.as_ref()),
        status: form.status.value,
        kind: form.kind.value,
        confers: text(form.confers.as_ref()),
        towards: text(form.towards.as_ref()),
        windows,
        clauses: clauses.texts,
        indicators: indicators.texts,
        decision: Decision {
            clauses: clauses.list,
            required: clauses.required,
            any: clauses.any,
            scores: indicators.scores,
            round: clauses.round,
            lenient: form.unknown.as_ref().is_some_and(|at| at.value == Unknown::Zero),
            valued: matches!(form.kind.value, Kind::Class | Kind::Score | Kind::Amount),
        },
        // Until the facts of the whole shelf are known.
        held: None,
        reach: Reach::default(),
        access: Access::Sensitive,
        cases,
        path: page.file.path.clone(),
    })
}

fn windows(page: &mut Page<'_>, form: &PolicyForm, ground: &Ground<'_>) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for at in &form.window {
        let window = &at.value;
        cite_source(page, &window.cite, base::Span::ALWAYS, ground.sources);
        let days = days(page, Some(&window.from), window.until.as_ref());
        let late = windows
            .last()
            .is_some_and(|last| last.days.until.is_none_or(|until| window.from.value.0 <= until));
        if late {
            page.note(
                "windows-order",
                window.from.span,
                [
                    ["申报时间要按先后写，而且不重叠", "windows come in order and do not overlap"],
                    ["把早的写在前面，并核对日期", "put the earlier first, and check the days"],
                ],
            );
        }
        windows.push(Window { days, cite: window.cite.value.clone() });
    }
    windows
}

/// What a kind of policy must have, or cannot have.
fn check_kind(page: &mut Page<'_>, form: &PolicyForm) {
    let gives = form.clause.iter().any(|clause| clause.value.give.is_some());
    let (missing, zh, en) = match form.kind.value {
        Kind::Grant | Kind::Amount => {
            (!gives, "补助和金额要有一条写 give", "a grant or amount needs a clause with give")
        }
        Kind::Class | Kind::Score => (
            form.indicator.is_empty(),
            "分类和评分要有 [[indicator]]",
            "a class or score needs an indicator",
        ),
        Kind::Title => (form.clause.is_empty(), "称号要有 [[clause]]", "a title needs a clause"),
    };
    if missing && page.whole && form.base.is_none() {
        page.note(
            "incomplete",
            form.kind.span,
            [[zh, en], ["补上，或者改 kind", "add it, or change kind"]],
        );
    }
}
