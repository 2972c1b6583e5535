//! Score trees and decision tables: indicators in the order in which they use each other.

use std::collections::BTreeMap;

use base::Unit;
use rule::decision::{Outcome, Score, ScoreRule};
use rule::expr::{Expr, Node, Test};
use rule::fact::{Schema, Type};
use rule::number::Number;

use super::score::rule;
use super::source::cite;
use super::{plain_id, plain_name, reaches, text, twice};
use crate::form::Text;
use crate::form::policy::{BandForm, IndicatorForm};
use crate::page::Page;
use crate::shelf::{IndicatorText, Source};
use crate::stray::INDICATOR;
use crate::written::{At, Written};

/// The indicators of a policy, each after those it uses.
#[derive(Default)]
pub(crate) struct Indicators {
    pub(crate) scores: Vec<Score>,
    pub(crate) texts: Vec<IndicatorText>,
    /// Names and types, by position, as formulas see them.
    pub(crate) names: Vec<(String, Type)>,
}

/// What an indicator's formulas look like before names are looked up.
pub(crate) struct Draft<'f> {
    pub(crate) form: &'f At<IndicatorForm>,
    pub(crate) of: Option<Expr>,
    pub(crate) tests: Vec<Tested>,
    /// Formulas for points, band by band.
    pub(crate) outcomes: Vec<Option<Expr>>,
}

/// The test of a band, as far as it could be parsed.
pub(crate) enum Tested {
    Otherwise,
    Tests(Vec<Test>),
    Formula(Expr),
    Broken,
}

/// What all indicators of a policy are checked against.
pub(crate) struct Ground<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) sources: &'a BTreeMap<String, Source>,
    pub(crate) days: base::Span,
}

/// Lowers all indicators; those at fault are noted and left out.
pub(crate) fn lower(
    page: &mut Page<'_>,
    forms: &[At<IndicatorForm>],
    ground: &Ground<'_>,
) -> Indicators {
    check_names(page, forms, ground);
    let drafts: Vec<Draft<'_>> = forms.iter().map(|form| draft(page, form)).collect();
    let mut indicators = Indicators::default();
    for at in order(page, &drafts, ground.schema) {
        let Some(draft) = drafts.get(at) else { continue };
        let form = &draft.form.value;
        let Some((rule, of)) = rule(page, draft, &indicators, ground.schema) else {
            page.sound = false;
            continue;
        };
        indicators.names.push((form.name.value.clone(), of));
        indicators.scores.push(Score {
            id: form.id.value.clone(),
            name: form.name.value.clone(),
            memory: form.status.is_some(),
            unit: unit(page, form, indicators.names.last()),
            rule,
        });
        indicators.texts.push(words(form, indicators.scores.last()));
    }
    indicators
}

/// The unit that a value is shown in: one of its own dimension.
fn unit(page: &mut Page<'_>, form: &IndicatorForm, of: Option<&(String, Type)>) -> Option<Unit> {
    let written = form.unit.as_ref()?;
    let fits = |unit: &Unit| of.is_some_and(|(_, of)| *of == Type::Number(unit.dimension));
    let unit = Unit::parse(&written.value).filter(fits);
    if unit.is_none() {
        let name = &written.value;
        page.note(
            "unit",
            written.span,
            [
                [
                    &format!("“{name}”不是这项指标的单位"),
                    &format!("{name} is no unit of this indicator"),
                ],
                [
                    "比例写 %，金额写元、万元或亿元，人数写人；分数和类别不写 unit",
                    "% for ratios, 元, 万元 or 亿元 for money, 人 for people; nothing for points and classes",
                ],
            ],
        );
        page.sound = false;
    }
    unit
}

fn words(form: &IndicatorForm, score: Option<&Score>) -> IndicatorText {
    IndicatorText {
        id: form.id.value.clone(),
        name: form.name.value.clone(),
        cite: text(form.cite.as_ref()),
        text: text(form.text.as_ref()),
        summary: text(form.summary.as_ref()),
        of: text(form.of.as_ref()),
        tests: form.band.iter().map(|band| band.value.test.value.clone()).collect(),
        formulas: form.band.iter().map(|band| formula(&band.value)).collect(),
        max: score.and_then(|score| most(&score.rule)),
        span: form.id.span,
    }
}

/// The formula for what a band gives.
fn formula(band: &BandForm) -> Option<String> {
    match &band.points.as_ref()?.value {
        Written::Text(formula) => Some(formula.clone()),
        _ => None,
    }
}

/// The most points that a rule can give, where that is a constant.
fn most(rule: &ScoreRule) -> Option<Number> {
    match rule {
        ScoreRule::Bands { bands, .. } => {
            let each = bands.iter().map(|band| match &band.outcome {
                Outcome::Points(_, high) => Some(high.clone()),
                Outcome::Formula(_) | Outcome::Class(_) => None,
            });
            each.collect::<Option<Vec<Number>>>()?.into_iter().max()
        }
        ScoreRule::Judged { high, .. } => Some(high.clone()),
        ScoreRule::Sum { max, .. } => max.clone(),
        ScoreRule::Best { .. } => None,
    }
}

fn check_names(page: &mut Page<'_>, forms: &[At<IndicatorForm>], ground: &Ground<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for form in forms {
        let form = &form.value;
        plain_id(page, &form.id, &['-', '_']);
        plain_name(page, &form.name);
        for name in [&form.id, &form.name] {
            if seen.contains(&name.value.as_str()) {
                twice(page, name.span, ["指标", "indicator"], &name.value);
                page.sound = false;
            }
            seen.push(&name.value);
        }
        if ground.schema.find(&form.name.value).is_some() {
            twice(page, form.name.span, ["字典里的事实", "fact"], &form.name.value);
            page.sound = false;
        }
        if let Some(place) = &form.cite {
            cite(page, place, ground.days, ground.sources);
        } else if form.sum.is_none() && form.best.is_none() {
            page.note(
                "missing-key",
                form.id.span,
                [
                    ["少了 cite", "the key cite is missing"],
                    ["补上 cite：出处，来源编号#条款", "add cite: source#place"],
                ],
            );
        }
    }
}

fn draft<'f>(page: &mut Page<'_>, form: &'f At<IndicatorForm>) -> Draft<'f> {
    let of = form.value.of.as_ref().and_then(|of| page.parse(of));
    let has_of = form.value.of.is_some();
    let bands = form.value.band.iter().map(|band| &band.value);
    Draft {
        form,
        of,
        tests: bands.clone().map(|band| tested(page, &band.test, has_of)).collect(),
        outcomes: bands
            .map(|band| match &band.points {
                Some(At { span, value: Written::Text(text) }) => {
                    page.parse(&At { span: *span, value: text.clone() })
                }
                _ => None,
            })
            .collect(),
    }
}

fn tested(page: &mut Page<'_>, test: &Text, has_of: bool) -> Tested {
    if test.value.trim() == "-" {
        return Tested::Otherwise;
    }
    let found = if has_of {
        page.formula(test, rule::parse::tests).map(Tested::Tests)
    } else {
        page.parse(test).map(Tested::Formula)
    };
    found.unwrap_or(Tested::Broken)
}

/// The positions of the drafts, each after those it uses. What goes in circles is left out.
fn order(page: &mut Page<'_>, drafts: &[Draft<'_>], schema: &Schema) -> Vec<usize> {
    let uses: Vec<Vec<usize>> =
        drafts.iter().map(|draft| uses(page, draft, drafts, schema)).collect();
    let mut done: Vec<usize> = Vec::new();
    loop {
        let ready = |at: &usize| {
            !done.contains(at)
                && uses.get(*at).is_some_and(|uses| uses.iter().all(|used| done.contains(used)))
        };
        let Some(next) = (0..drafts.len()).find(ready) else { break };
        done.push(next);
    }
    for (at, draft) in drafts.iter().enumerate().filter(|(at, _)| !done.contains(at)) {
        if reaches((at, at), |at| uses.get(at).map_or(&[][..], Vec::as_slice)) {
            page.note(
                "circle",
                draft.form.value.id.span,
                [
                    ["指标互相引用，成了一个圈", "this indicator uses itself, in a circle"],
                    ["让其中一个不再引用另一个", "let one of them not use the other"],
                ],
            );
        }
        page.sound = false;
    }
    let last = drafts.len().saturating_sub(1);
    if let (Some(draft), true) = (drafts.get(last), uses.iter().flatten().any(|used| *used == last))
    {
        page.note(
            "used-last",
            draft.form.value.id.span,
            [
                [
                    "最后一个指标是本政策的结果，别的指标不能再用它",
                    "the last indicator is the value of the policy, so no other may use it",
                ],
                ["把合计项移到最后", "move the total to the end"],
            ],
        );
    } else if done.last() != Some(&last) && done.contains(&last) {
        done.retain(|at| *at != last);
        done.push(last);
    }
    done
}

/// The drafts that a draft uses: by name in its formulas, by id in its sums.
fn uses(
    page: &mut Page<'_>,
    draft: &Draft<'_>,
    drafts: &[Draft<'_>],
    schema: &Schema,
) -> Vec<usize> {
    let mut names = Vec::new();
    draft.of.iter().for_each(|of| collect_names(of, &mut names));
    for test in &draft.tests {
        match test {
            Tested::Formula(formula) => collect_names(formula, &mut names),
            Tested::Tests(tests) => tests.iter().for_each(|test| collect_tested(test, &mut names)),
            Tested::Otherwise | Tested::Broken => {}
        }
    }
    draft.outcomes.iter().flatten().for_each(|formula| collect_names(formula, &mut names));
    // A name that the dictionary has is a fact, and no indicator may have it.
    names.retain(|name| schema.find(name).is_none());
    let place = |name: &String| drafts.iter().position(|d| d.form.value.name.value == *name);
    let mut uses: Vec<usize> = names.iter().filter_map(place).collect();
    let form = &draft.form.value;
    for id in form.sum.iter().chain(&form.best).flatten() {
        match drafts.iter().position(|other| other.form.value.id.value == id.value) {
            Some(at) => uses.push(at),
            None if page.whole => {
                let known = drafts.iter().map(|draft| draft.form.value.id.value.as_str());
                page.push(INDICATOR.stray(id, known));
            }
            None => {}
        }
    }
    uses
}

fn collect_names(expr: &Expr, names: &mut Vec<String>) {
    if let Node::Name(name) = &*expr.node {
        names.push(name.clone());
    }
    for part in rule::walk::children(expr) {
        collect_names(part, names);
    }
}

fn collect_tested(test: &Test, names: &mut Vec<String>) {
    match test {
        Test::Compare(_, expr) | Test::Value(expr) => collect_names(expr, names),
        Test::Anything => {}
        Test::Not(tests) => tests.iter().for_each(|test| collect_tested(test, names)),
    }
}
