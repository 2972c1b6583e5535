//! Score trees and decision tables: indicators in the order in which they use each other.

use std::collections::BTreeMap;

use base::Dimension;
use rule::check::Context;
use rule::decision::{Band, Outcome, Score, ScoreRule};
use rule::expr::{Expr, Node, Test};
use rule::fact::{Schema, Type};
use rule::fault::Span;
use rule::number::Number;
use rule::value::Value;

use super::band::cover_all;
use super::source::cite;
use super::{plain_id, plain_name, text, twice};
use crate::form::Text;
use crate::form::policy::{BandForm, IndicatorForm};
use crate::page::Page;
use crate::shape::nearest;
use crate::shelf::{IndicatorText, Source};
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
struct Draft<'f> {
    form: &'f At<IndicatorForm>,
    of: Option<Expr>,
    tests: Vec<Tested>,
    outcomes: Vec<Option<Expr>>,
}

enum Tested {
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
pub(crate) fn lower(page: &mut Page<'_>, forms: &[At<IndicatorForm>], ground: &Ground<'_>) -> Indicators {
    check_names(page, forms, ground);
    let drafts: Vec<Draft<'_>> = forms.iter().map(|form| draft(page, form)).collect();
    let mut indicators = Indicators::default();
    for at in order(page, &drafts) {
        let Some(draft) = drafts.get(at) else { continue };
        let form = &draft.form.value;
        let Some((rule, of)) = rule(page, draft, &indicators, ground.schema) else {
            page.whole = false;
            continue;
        };
        indicators.names.push((form.name.value.clone(), of));
        indicators.scores.push(Score {
            id: form.id.value.clone(),
            name: form.name.value.clone(),
            memory: form.status.is_some(),
            rule,
        });
        indicators.texts.push(words(form, indicators.scores.last()));
    }
    indicators
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
        max: score.and_then(|score| most(&score.rule)),
        span: form.id.span,
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
            if seen.contains(&name.value.as_str()) || ground.schema.find(&form.name.value).is_some() {
                twice(page, name.span, ["指标", "indicator"], &name.value);
            }
            seen.push(&name.value);
        }
        if let Some(place) = &form.cite {
            cite(page, place, ground.days, ground.sources);
        } else if form.sum.is_none() && form.best.is_none() {
            page.note(
                "missing-key",
                form.id.span,
                ["少了 cite", "the key cite is missing"],
                ["补上 cite：出处，来源编号#条款", "add cite: source#place"],
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
fn order(page: &mut Page<'_>, drafts: &[Draft<'_>]) -> Vec<usize> {
    let uses: Vec<Vec<usize>> = drafts.iter().map(|draft| uses(page, draft, drafts)).collect();
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
        if reaches(at, at, &uses) {
            page.note(
                "circle",
                draft.form.value.id.span,
                ["指标互相引用，成了一个圈", "this indicator uses itself, in a circle"],
                ["让其中一个不再引用另一个", "let one of them not use the other"],
            );
        }
        page.whole = false;
    }
    let last = drafts.len().saturating_sub(1);
    if let (Some(draft), true) = (drafts.get(last), uses.iter().flatten().any(|used| *used == last)) {
        page.note(
            "used-last",
            draft.form.value.id.span,
            [
                "最后一个指标是本政策的结果，别的指标不能再用它",
                "the last indicator is the value of the policy, so no other may use it",
            ],
            ["把合计项移到最后", "move the total to the end"],
        );
    } else if done.last() != Some(&last) && done.contains(&last) {
        done.retain(|at| *at != last);
        done.push(last);
    }
    done
}

fn reaches(from: usize, to: usize, uses: &[Vec<usize>]) -> bool {
    let mut open = uses.get(from).cloned().unwrap_or_default();
    let mut seen = Vec::new();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !seen.contains(&at) {
            seen.push(at);
            open.extend(uses.get(at).into_iter().flatten());
        }
    }
    false
}

/// The drafts that a draft uses: by name in its formulas, by id in its sums.
fn uses(page: &mut Page<'_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Vec<usize> {
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
    let named = |name: &String| drafts.iter().position(|other| other.form.value.name.value == *name);
    let mut uses: Vec<usize> = names.iter().filter_map(named).collect();
    let form = &draft.form.value;
    for id in form.sum.iter().chain(&form.best).flatten() {
        match drafts.iter().position(|other| other.form.value.id.value == id.value) {
            Some(at) => uses.push(at),
            None if page.whole => {
                let near = nearest(&id.value, drafts.iter().map(|d| d.form.value.id.value.as_str()));
                let hint = near.map_or_else(|| "写本政策中指标的编号".into(), |near| format!("是不是 {near}？"));
                page.note(
                    "unknown-indicator",
                    id.span,
                    [
                        &format!("本政策没有指标“{}”", id.value),
                        &format!("this policy has no indicator {}", id.value),
                    ],
                    [&hint, "write the id of an indicator of this policy"],
                );
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

fn rule(
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
                "一个指标只用一种办法得出：band、judge、sum、best 之一",
                "an indicator is found in one way: band, judge, sum or best",
            ],
            ["留下一种，删去别的", "keep one of them"],
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
                ["分类不能相加或比高低", "a class has no points"],
                ["只写评分的指标", "name indicators that give points"],
            );
            return None;
        }
        of.push(at);
    }
    Some(of)
}

fn judged(page: &mut Page<'_>, form: &IndicatorForm, judge: &Text, schema: &Schema) -> Option<ScoreRule> {
    known_judge(page, judge, schema)?;
    let Some(points) = &form.points else {
        page.note(
            "missing-key",
            judge.span,
            ["少了 points：由人判断时的最低分和最高分", "the key points is missing"],
            ["写成 points = [0, 8]", "write points = [0, 8]"],
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
    let near = nearest(&judge.value, schema.judgements.iter().map(|known| known.name.as_str()));
    let hint = near.map_or_else(
        || "在 fact/ 里写 [[judge]]".to_owned(),
        |near| format!("是不是“{near}”？否则在 fact/ 里写 [[judge]]"),
    );
    page.note(
        "unknown-judge",
        judge.span,
        [
            &format!("没有由人判断的事项“{}”", judge.value),
            &format!("there is no judgement \"{}\"", judge.value),
        ],
        [&hint, "write a [[judge]] in fact/"],
    );
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
                ["这个数读不出来", "this number cannot be read"],
                ["写成 20 或 7.5 这样", "write it as 20 or 7.5"],
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
            ["低的写在前面", "the lower comes first"],
            ["把两个数换过来", "exchange the two"],
        );
        return None;
    }
    Some((low, high))
}

/// The bands with their tests; the last takes whatever is left.
fn bands(page: &mut Page<'_>, draft: &Draft<'_>, context: &Context<'_>) -> Option<(ScoreRule, Type)> {
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
                "有的情况一档也不在",
                "there are values for which no band holds",
            ],
            ["最后加一档 test = \"-\"，表示其余情况", "end with a band whose test is \"-\""],
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
                ["“-”只能写在最后一档，它后面的档永远用不到", "nothing after \"-\" is ever reached"],
                ["把这一档移到最后", "move this band to the end"],
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
        Tested::Tests(tests) => {
            page.formula(&band.test, |_| rule::check::band(of, tests, context))
        }
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
                let (formula, of) = page.formula(&text, |_| rule::check::resolve(formula?, context))?;
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
                ["每一档写 points 或 class，只写一个", "a band has points or a class, and one of them"],
                ["评分写 points = 20，分类写 class = \"大型\"", "write points = 20 or class = \"…\""],
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
            ["同一个指标的各档要给同一种值", "all bands of an indicator give one kind of value"],
            ["都写得分，或者都写类别", "give points in all of them, or classes"],
        );
    }
    ok
}
