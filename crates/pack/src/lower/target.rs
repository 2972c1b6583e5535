//! Targets: what a zone means to reach in a year, each of a fact that has years.

use std::collections::BTreeMap;

use base::{Dimension, Span};
use rule::fact::Fact;
use rule::number::Number;

use super::fact::{Dictionary, quantity};
use super::source::cite;
use super::{dated, twice};
use crate::form::Text;
use crate::form::target::{TargetForm, TargetsForm};
use crate::page::Page;
use crate::shelf::Source;
use crate::target::Target;

/// Adds the targets of a file to those there are.
pub(crate) fn add(
    page: &mut Page<'_>,
    form: &TargetsForm,
    (sources, dictionary): (&BTreeMap<String, Source>, &Dictionary),
    targets: &mut Vec<Target>,
) {
    dated(page, &form.status, form.checked.as_ref());
    for at in &form.target {
        let TargetForm { fact: name, year, value, cite: place } = &at.value;
        cite(page, place, Span::ALWAYS, sources);
        let Some((id, fact)) = dictionary.named(page, name) else { continue };
        if !fact.yearly {
            page.note(
                "missing-year",
                name.span,
                [
                    [
                        &format!("“{}”不是逐年的数，不能有年度目标", name.value),
                        &format!("{} has no years, and so no target of a year", name.value),
                    ],
                    ["换成逐年的指标", "name a fact that has years"],
                ],
            );
            continue;
        }
        if targets.iter().any(|known| (known.fact, known.year) == (id, year.value)) {
            let what = format!("{} {}", name.value, year.value);
            twice(page, name.span, ["年度目标", "target"], &what);
            continue;
        }
        let Some(value) = amount(page, value, fact) else { continue };
        targets.push(Target {
            fact: id,
            year: year.value,
            value,
            cite: place.value.clone(),
            status: form.status.value,
            path: page.file.path.clone(),
            span: name.span,
        });
    }
}

/// How much, more than nothing: shares of it are told.
fn amount(page: &mut Page<'_>, value: &Text, fact: &Fact) -> Option<Number> {
    let literal = page.formula(value, rule::parse::literal)?;
    let dimension = fact.unit.map_or(Dimension::NONE, |unit| unit.dimension);
    let number = quantity(literal, dimension).filter(|number| number.sign().is_gt());
    if number.is_none() {
        page.note(
            "bad-target",
            value.span,
            [
                [
                    &format!("“{}”不能作{}的目标", value.value, fact.name),
                    &format!("\"{}\" is no target for this fact", value.value),
                ],
                [
                    "写大于零的数和与事实相同的单位，例如 \"120 亿元\"",
                    "write more than nothing, with the fact's unit, as in \"120 亿元\"",
                ],
            ],
        );
    }
    number
}
