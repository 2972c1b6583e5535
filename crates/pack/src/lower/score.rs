//! How the points or the class of an indicator are found: bands, judgement, sum or best.

use base::Dimension;
use rule::check::Context;
use rule::decision::{Band, Outcome, ScoreRule};
use rule::expr::{Expr, Node, Test};
use rule::fact::{Schema, Type};
use rule::fault::Span;
use rule::number::Number;
use rule::value::Value;

use super::band::cover_all;
use super::indicator::{Draft, Indicators, Tested};
use super::text;
use crate::form::Text;
use crate::form::policy::{BandForm, IndicatorForm};
use crate::page::Page;
use crate::stray::JUDGEMENT;
use crate::written::{At, Written};

/// The rule of an indicator and the type of its value; `None` when it is at fault.
pub(crate) fn rule(
    page: &mut Page<'_>,
    draft: &Draft<'_>,
    before: &Indicators,
    schema: &Schema,
) -> Option<(ScoreRule, Type)> {
    let form = &draft.form.value;
    let bare = Type::Number(Dimension::NONE);
    let ways = [
        !form.band.is_empty(),
        form.sum.is_some(),
        form.best.is_some(),
        form.band.is_empty() && form.judge.is_some(),
    ];
    if ways.iter().filter(|way| **way).count() != 1 {
        page.note(
            "no-way",
            form.id.span,
            [
                [
                    "一个指标只用一种办法得出：band、judge、sum、best 之一",
                    "an indicator is found in one way: band, judge, sum or best",
                ],
                ["留下一种，删去别的", "keep one of them"],
            ],
        );
        return None;
    }
    if let Some(ids) = &form.sum {
        let max = form.max.as_ref().map(|max| number(page, max));
        let max = match max {
            Some(max) => Some(max?),
            None => None,
        };
        return Some((ScoreRule::Sum { of: points_of(page, ids, before)?, max }, bare));
    }
    if let Some(ids) = &form.best {
        return Some((ScoreRule::Best { of: points_of(page, ids, before)? }, bare));
    }
    if let Some(judge) = form.judge.as_ref().filter(|_| form.band.is_empty()) {
        return judged(page, form, judge, schema).map(|rule| (rule, bare));
    }
    let context = Context { schema, scores: &before.names, item: None };
    bands(page, draft, &context)
}

fn points_of(page: &mut Page<'_>, ids: &[Text], before: &Indicators) -> Option<Vec<usize>> {
    let mut of = Vec::new();
    for id in ids {
        let at = before.scores.iter().position(|score| score.id == id.value)?;
        if before.names.get(at).is_some_and(|(_, of)| *of == Type::Text) {
            page.note(
                "class-in-sum",
                id.span,
                [
                    ["分类不能相加或比高低", "a class has no points"],
                    ["只写评分的指标", "name indicators that give points"],
                ],
            );
            return None;
        }
        of.push(at);
    }
    Some(of)
}

fn judged(
    page: &mut Page<'_>,
    form: &IndicatorForm,
    judge: &Text,
    schema: &Schema,
) -> Option<ScoreRule> {
    known_judge(page, judge, schema)?;
    let Some(points) = &form.points else {
        page.note(
            "missing-key",
            judge.span,
            [
                ["少了 points：由人判断时的最低分和最高分", "the key points is missing"],
                ["写成 points = [0, 8]", "write points = [0, 8]"],
            ],
        );
        return None;
    };
    let (low, high) = span_of(page, points)?;
    Some(ScoreRule::Judged { judge: judge.value.clone(), low, high })
}

fn known_judge(page: &mut Page<'_>, judge: &Text, schema: &Schema) -> Option<()> {
    if schema.judgements.iter().any(|known| known.name == judge.value) {
        return Some(());
    }
    let known = schema.judgements.iter().map(|known| known.name.as_str());
    page.push(JUDGEMENT.stray(judge, known));
    None
}

/// A number as written, exactly.
pub(crate) fn number(page: &mut Page<'_>, at: &At<Written>) -> Option<Number> {
    let written = page.file.text.get(at.span.range()).unwrap_or_default();
    let plain = written.replace('_', "");
    match rule::parse::literal(plain.trim_start_matches('+')) {
        Ok(Value::Number(number, dimension)) if dimension == Dimension::NONE => Some(number),
        _ => {
            page.note(
                "bad-number",
                at.span,
                [
                    ["这个数读不出来", "this number cannot be read"],
                    ["写成 20 或 7.5 这样", "write it as 20 or 7.5"],
                ],
            );
            None
        }
    }
}

/// Two numbers, the lower first.
pub(crate) fn span_of(page: &mut Page<'_>, at: &At<Written>) -> Option<(Number, Number)> {
    let Written::List(ends) = &at.value else { return None };
    let [low, high] = ends.as_slice() else { return None };
    let (low, high) = (number(page, low)?, number(page, high)?);
    if low > high {
        page.note(
            "reversed",
            at.span,
            [["低的写在前面", "the lower comes first"], ["把两个数换过来", "exchange the two"]],
        );
        return None;
    }
    Some((low, high))
}

/// The bands with their tests; the last takes whatever is left.
fn bands(
    page: &mut Page<'_>,
    draft: &Draft<'_>,
    context: &Context<'_>,
) -> Option<(ScoreRule, Type)> {
    let form = &draft.form.value;
    let of = match (&form.of, &draft.of) {
        (Some(text), Some(of)) => Some(page.formula(text, |_| rule::check::resolve(of, context))?),
        (Some(_), None) => return None,
        (None, _) => None,
    };
    let falls_through = !covered(draft);
    if let (true, Some(last)) = (falls_through, form.band.last()) {
        page.note(
            "falls-through",
            last.value.test.span,
            [
                ["有的情况一档也不在", "there are values for which no band holds"],
                ["最后加一档 test = \"-\"，表示其余情况", "end with a band whose test is \"-\""],
            ],
        );
    }
    let mut bands = Vec::new();
    let mut found: Option<Type> = None;
    let mut whole = !falls_through;
    for (at, (band, tested)) in form.band.iter().zip(&draft.tests).enumerate() {
        let last = at + 1 == form.band.len();
        if matches!(tested, Tested::Otherwise) && !last {
            page.note(
                "early-otherwise",
                band.value.test.span,
                [
                    [
                        "“-”只能写在最后一档，它后面的档永远用不到",
                        "nothing after \"-\" is ever reached",
                    ],
                    ["把这一档移到最后", "move this band to the end"],
                ],
            );
            whole = false;
            continue;
        }
        let test = test(page, &band.value, tested, (of.as_ref(), context));
        let formula = draft.outcomes.get(at).and_then(Option::as_ref);
        let outcome = outcome(page, &band.value, formula, context);
        let (Some(test), Some((outcome, kind))) = (test, outcome) else {
            whole = false;
            continue;
        };
        whole &= same_kind(page, &band.value, &mut found, &kind);
        let test = if last { always(test.span) } else { test };
        let test = if form.zero.is_some() { rule::check::zero_is_no(&test) } else { test };
        bands.push(Band { test, outcome });
    }
    if let Some(judge) = &form.judge {
        known_judge(page, judge, context.schema)?;
    }
    let rule = ScoreRule::Bands { bands, judge: text(form.judge.as_ref()) };
    if whole { found.map(|of| (rule, of)) } else { None }
}

fn always(span: Span) -> Expr {
    Expr::new(span, Node::Literal(Value::Bool(true)))
}

/// Whether no value falls through; what cannot be read is not blamed twice.
fn covered(draft: &Draft<'_>) -> bool {
    let mut all: Vec<&[Test]> = Vec::new();
    for tested in &draft.tests {
        match tested {
            Tested::Otherwise | Tested::Broken => return true,
            Tested::Tests(tests) => all.push(tests),
            Tested::Formula(_) => {}
        }
    }
    cover_all(&all)
}

fn test(
    page: &mut Page<'_>,
    band: &BandForm,
    tested: &Tested,
    (of, context): (Option<&(Expr, Type)>, &Context<'_>),
) -> Option<Expr> {
    match tested {
        Tested::Otherwise => Some(always(Span::default())),
        Tested::Tests(tests) => page.formula(&band.test, |_| rule::check::band(of, tests, context)),
        Tested::Formula(formula) => {
            page.formula(&band.test, |_| rule::check::condition(formula, context))
        }
        Tested::Broken => None,
    }
}

fn outcome(
    page: &mut Page<'_>,
    band: &BandForm,
    formula: Option<&Expr>,
    context: &Context<'_>,
) -> Option<(Outcome, Type)> {
    let bare = Type::Number(Dimension::NONE);
    match (&band.points, &band.class) {
        (None, Some(class)) => Some((Outcome::Class(class.value.clone()), Type::Text)),
        (Some(points), None) => match &points.value {
            Written::Text(text) => {
                let text = At { span: points.span, value: text.clone() };
                let formula = formula?;
                let (formula, of) =
                    page.formula(&text, |_| rule::check::resolve(formula, context))?;
                Some((Outcome::Formula(formula), of))
            }
            Written::List(_) => {
                span_of(page, points).map(|(low, high)| (Outcome::Points(low, high), bare))
            }
            _ => number(page, points).map(|points| (Outcome::Points(points.clone(), points), bare)),
        },
        (None, None) | (Some(_), Some(_)) => {
            page.note(
                "points-or-class",
                band.test.span,
                [
                    [
                        "每一档写 points 或 class，只写一个",
                        "a band has points or a class, and one of them",
                    ],
                    [
                        "评分写 points = 20，分类写 class = \"大型\"",
                        "write points = 20 or class = \"…\"",
                    ],
                ],
            );
            None
        }
    }
}

/// Whether a band gives the same kind of value as those before it.
fn same_kind(page: &mut Page<'_>, band: &BandForm, found: &mut Option<Type>, kind: &Type) -> bool {
    let before = found.get_or_insert_with(|| kind.clone());
    let ok = before == kind && matches!(kind, Type::Number(_) | Type::Text);
    if !ok {
        page.note(
            "mixed-bands",
            band.test.span,
            [
                [
                    "同一个指标的各档要给同一种值",
                    "all bands of an indicator give one kind of value",
                ],
                ["都写得分，或者都写类别", "give points in all of them, or classes"],
            ],
        );
    }
    ok
}
