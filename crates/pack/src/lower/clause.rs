//! Clauses: what must hold, which are alternatives, and what money they give.

use rule::check::Context;
use rule::decision::{Clause, Condition, Round, Score};
use rule::expr::Expr;

use super::indicator::Ground;
use super::source::cite;
use super::{plain_id, reaches, text, trust, twice};
use crate::form::Text;
use crate::form::policy::{ClauseForm, PolicyForm, RoundForm};
use crate::page::Page;
use crate::shelf::ClauseText;
use crate::stray::CLAUSE;
use crate::written::{At, Written};

/// The clauses of a policy and how they join.
#[derive(Default)]
pub(crate) struct Clauses {
    pub(crate) list: Vec<Clause>,
    pub(crate) texts: Vec<ClauseText>,
    pub(crate) required: Vec<usize>,
    pub(crate) any: Vec<Vec<usize>>,
    pub(crate) round: Round,
}

/// Lowers all clauses; those at fault are noted and left out.
pub(crate) fn lower(
    page: &mut Page<'_>,
    form: &PolicyForm,
    scores: (&[Score], &Context<'_>),
    ground: &Ground<'_>,
) -> Clauses {
    check_words(page, &form.clause, ground, form.base.is_some());
    let mut clauses = Clauses { round: round(page, &form.clause), ..Clauses::default() };
    for at in &form.clause {
        match lower_one(page, at, &form.clause, scores) {
            Some(clause) => {
                clauses.list.push(clause);
                clauses.texts.push(words(at));
            }
            None => page.sound = false,
        }
    }
    clauses.any = groups(page, form);
    refuse_circles(page, form, &clauses.list);
    join(form, &mut clauses);
    clauses
}

fn words(at: &At<ClauseForm>) -> ClauseText {
    let form = &at.value;
    ClauseText {
        id: form.id.value.clone(),
        cite: form.cite.value.clone(),
        text: text(form.text.as_ref()),
        summary: text(form.summary.as_ref()),
        when: text(form.when.as_ref()),
        any: form.any.iter().flatten().map(|id| id.value.clone()).collect(),
        give: text(form.give.as_ref()),
        cap: text(form.cap.as_ref()),
        inherited: false,
        replaces: None,
        span: form.id.span,
    }
}

fn check_words(page: &mut Page<'_>, forms: &[At<ClauseForm>], ground: &Ground<'_>, based: bool) {
    let mut seen: Vec<&str> = Vec::new();
    for at in forms {
        let form = &at.value;
        plain_id(page, &form.id, &['-', '_']);
        if seen.contains(&form.id.value.as_str()) {
            twice(page, form.id.span, ["条款编号", "clause"], &form.id.value);
            page.sound = false;
        }
        seen.push(&form.id.value);
        cite(page, &form.cite, ground.days, ground.sources);
        if form.text.is_none() && form.summary.is_none() {
            page.note(
                "no-words",
                form.id.span,
                [
                    ["这一条没有写原文，也没有写概括", "this clause has neither text nor summary"],
                    [
                        "见到原文就抄进 text；没见到，用自己的话写进 summary",
                        "write its text if it was seen, else a summary",
                    ],
                ],
            );
        }
        if form.when.is_none() && form.any.is_none() && form.give.is_none() && form.cap.is_none() {
            page.note(
                "empty-clause",
                form.id.span,
                [
                    ["这一条没有写条件，也没有写金额", "this clause decides nothing"],
                    [
                        "when、any、give、cap 至少写一个",
                        "write at least one of when, any, give and cap",
                    ],
                ],
            );
        }
        if let (Some(except), false) = (&form.except, based) {
            page.note(
                "idle-key",
                except.span,
                [
                    ["没有写 base 的政策没有例外", "a policy without a base has no exceptions"],
                    ["写上 base，或者删去 except", "write base, or remove except"],
                ],
            );
        }
        if let (Some(any), Some(_)) = (form.any.iter().flatten().next(), &form.when) {
            page.note(
                "two-conditions",
                any.span,
                [
                    ["when 和 any 只能写一个", "when and any exclude each other"],
                    ["删去一个", "remove one"],
                ],
            );
        }
    }
}

fn lower_one(
    page: &mut Page<'_>,
    at: &At<ClauseForm>,
    all: &[At<ClauseForm>],
    (scores, context): (&[Score], &Context<'_>),
) -> Option<Clause> {
    let form = &at.value;
    let when = match (&form.when, &form.any) {
        (Some(text), _) => condition(page, text, context).map(|formula| {
            let zero = form.zero.is_some();
            Condition::When(if zero { rule::check::zero_is_no(&formula) } else { formula })
        }),
        (None, Some(ids)) => positions(page, ids, all).map(Condition::Any),
        (None, None) => Some(Condition::Always),
    };
    let give = money(page, form.give.as_ref(), context);
    let cap = money(page, form.cap.as_ref(), context);
    let (when, give, cap) = (when?, give.ok()?, cap.ok()?);
    let clause = Clause {
        id: form.id.value.clone(),
        when,
        scope: form.scope == Some(true),
        memory: form.status.is_some(),
        give,
        cap,
    };
    let memory = clause.memory || trust::remembered(clause.formulas(), scores);
    Some(Clause { memory, ..clause })
}

fn condition(page: &mut Page<'_>, text: &Text, context: &Context<'_>) -> Option<Expr> {
    let parsed = page.parse(text)?;
    page.formula(text, |_| rule::check::condition(&parsed, context))
}

/// An amount of money, if one is written; `Err` when it is at fault.
fn money(
    page: &mut Page<'_>,
    text: Option<&Text>,
    context: &Context<'_>,
) -> Result<Option<Expr>, ()> {
    let Some(text) = text else { return Ok(None) };
    let parsed = page.parse(text).ok_or(())?;
    page.formula(text, |_| rule::check::amount(&parsed, context)).map(Some).ok_or(())
}

fn positions(page: &mut Page<'_>, ids: &[Text], all: &[At<ClauseForm>]) -> Option<Vec<usize>> {
    let found: Vec<Option<usize>> = ids
        .iter()
        .map(|id| {
            let at = all.iter().position(|clause| clause.value.id.value == id.value);
            if at.is_none() && page.whole {
                let known = all.iter().map(|clause| clause.value.id.value.as_str());
                page.push(CLAUSE.stray(id, known));
            }
            at
        })
        .collect();
    found.into_iter().collect()
}

/// The groups of alternatives that the policy itself names: a list of ids, or lists of them.
fn groups(page: &mut Page<'_>, form: &PolicyForm) -> Vec<Vec<usize>> {
    let Some(At { value: Written::List(items), .. }) = &form.any else { return Vec::new() };
    let mut single = Vec::new();
    let mut groups = Vec::new();
    for item in items {
        match &item.value {
            Written::Text(id) => single.push(At { span: item.span, value: id.clone() }),
            Written::List(ids) => groups.push(ids.iter().filter_map(id_of).collect()),
            _ => {}
        }
    }
    if !single.is_empty() {
        groups.insert(0, single);
    }
    let found: Vec<Option<Vec<usize>>> =
        groups.iter().map(|ids| positions(page, ids, &form.clause)).collect();
    page.sound &= found.iter().all(Option::is_some);
    found.into_iter().flatten().collect()
}

fn id_of(at: &At<Written>) -> Option<Text> {
    match &at.value {
        Written::Text(id) => Some(At { span: at.span, value: id.clone() }),
        _ => None,
    }
}

/// An alternative that is made of itself would never be decided.
fn refuse_circles(page: &mut Page<'_>, form: &PolicyForm, clauses: &[Clause]) {
    // One that could not be read has no place here, and the policy does not decide.
    if !page.sound {
        return;
    }
    let parts = |at: usize| match clauses.get(at).map(|clause| &clause.when) {
        Some(Condition::Any(of)) => of.as_slice(),
        Some(Condition::Always | Condition::When(_)) | None => &[],
    };
    for (at, clause) in form.clause.iter().enumerate() {
        if reaches((at, at), parts) {
            page.note(
                "circle",
                clause.value.id.span,
                [
                    ["any 绕了一圈又回到自己", "the alternatives lead back to this clause"],
                    ["让 any 只列别的条款", "let any name other clauses only"],
                ],
            );
            page.sound = false;
        }
    }
}

/// Which clauses must hold. An alternative is not required by itself; several clauses that give
/// under conditions are alternatives of each other; what always holds asks for nothing.
fn join(form: &PolicyForm, clauses: &mut Clauses) {
    let mut alternative: Vec<usize> = clauses.any.iter().flatten().copied().collect();
    for clause in &clauses.list {
        if let Condition::Any(of) = &clause.when {
            alternative.extend(of);
        }
    }
    let always =
        |at: &usize| clauses.list.get(*at).is_none_or(|clause| clause.when == Condition::Always);
    let free: Vec<usize> = (0..clauses.list.len()).filter(|at| !alternative.contains(at)).collect();
    let giving: Vec<usize> = free
        .iter()
        .copied()
        .filter(|at| form.clause.get(*at).is_some_and(|clause| clause.value.give.is_some()))
        .collect();
    let several = giving.len() > 1;
    clauses.required =
        free.into_iter().filter(|at| !(always(at) || several && giving.contains(at))).collect();
    if several && !giving.iter().any(always) {
        clauses.any.push(giving);
    }
}

/// How the amount is rounded: said by one clause for all.
fn round(page: &mut Page<'_>, forms: &[At<ClauseForm>]) -> Round {
    let mut said: Option<RoundForm> = None;
    for round in forms.iter().filter_map(|form| form.value.round.as_ref()) {
        if said.is_some_and(|said| said != round.value) {
            page.note(
                "two-rounds",
                round.span,
                [
                    ["同一个政策的金额只能有一种取整办法", "a policy rounds its amount in one way"],
                    ["各条的 round 写成一样，或者只写一处", "write the same round everywhere"],
                ],
            );
        }
        said = Some(round.value);
    }
    match said {
        None | Some(RoundForm::Fen) => Round::Fen,
        Some(RoundForm::Yuan) => Round::Yuan,
        Some(RoundForm::Down) => Round::Down,
    }
}
