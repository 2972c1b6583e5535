//! Exceptions between shelves: a policy that stands on one of a higher shelf, clause by clause.

use rule::decision::{Clause, Condition, Round};

use super::trust::lesser;
use crate::form::Text;
use crate::form::policy::PolicyForm;
use crate::page::Page;
use crate::shelf::Policy;
use crate::stray::{CLAUSE_OF_BASE, POLICY};

/// Lays each policy that names a base over the edition it stands on. `policies` are those that
/// could be read, with the positions of their forms; `forms` name their pages.
pub(crate) fn lay(
    pages: &mut [Page<'_>],
    forms: &[(usize, PolicyForm)],
    policies: Vec<(usize, Policy)>,
) -> Vec<Policy> {
    let (mut waiting, mut done): (Vec<_>, Vec<_>) = policies
        .into_iter()
        .partition(|(at, _)| forms.get(*at).is_some_and(|(_, form)| form.base.is_some()));
    let editions = |id: &str| forms.iter().filter(|(_, form)| form.id.value == id).count();
    // What stands on a policy that waits waits for it.
    loop {
        let count = waiting.len();
        let mut still = Vec::new();
        for (at, policy) in waiting {
            let Some((page, form)) = forms.get(at) else { continue };
            let (Some(base), Some(page)) = (&form.base, pages.get_mut(*page)) else { continue };
            let ready: Vec<Policy> = done
                .iter()
                .map(|(_, one)| one)
                .filter(|one| one.id == base.value)
                .cloned()
                .collect();
            if editions(&base.value) == 0 {
                page.push(POLICY.stray(base, forms.iter().map(|(_, form)| form.id.value.as_str())));
            } else if ready.len() == editions(&base.value) {
                done.extend(over(page, form, &ready, policy).map(|policy| (at, policy)));
            } else {
                still.push((at, policy));
            }
        }
        waiting = still;
        if waiting.is_empty() || waiting.len() == count {
            break;
        }
    }
    for (at, _) in waiting {
        let Some((page, form)) = forms.get(at) else { continue };
        let (Some(base), Some(page)) = (&form.base, pages.get_mut(*page)) else { continue };
        // A base that could not be read has said so already.
        if in_circle(forms, &form.id.value) {
            page.note(
                "circle",
                base.span,
                [
                    ["base 绕了一圈又回到自己", "the policy stands on itself, in a circle"],
                    ["让其中一个不写 base", "let one of them have no base"],
                ],
            );
        }
    }
    done.into_iter().map(|(_, policy)| policy).collect()
}

/// Whether the bases of a policy lead back to it.
fn in_circle(forms: &[(usize, PolicyForm)], id: &str) -> bool {
    let base = |id: &str| {
        let mut of = forms.iter().filter(|(_, form)| form.id.value == id);
        of.find_map(|(_, form)| form.base.as_ref().map(|base| base.value.as_str()))
    };
    let mut at = base(id);
    for _ in forms {
        match at {
            Some(next) if next == id => return true,
            Some(next) => at = base(next),
            None => return false,
        }
    }
    false
}

/// The policy over the edition of its base that is in force on all its days.
fn over(
    page: &mut Page<'_>,
    form: &PolicyForm,
    editions: &[Policy],
    mut policy: Policy,
) -> Option<Policy> {
    let base = form.base.as_ref()?;
    if shelf(&base.value) == shelf(&form.id.value) {
        page.note(
            "base-of-own-shelf",
            base.span,
            [
                ["同一个包里没有例外", "there are no exceptions within a shelf"],
                ["直接改那个政策，或者另写一个版本", "change that policy, or write an edition"],
            ],
        );
        return None;
    }
    let mut in_force = editions.iter().filter(|edition| edition.days.overlaps(&policy.days));
    let (Some(under), None) = (in_force.next(), in_force.next()) else {
        return across(page, base);
    };
    if under.days.shared(&policy.days) != policy.days {
        return across(page, base);
    }
    if form.kind.value != under.kind || !form.indicator.is_empty() || form.any.is_some() {
        page.note(
            "base-differs",
            base.span,
            [
                [
                    "有 base 的政策种类要与它相同，不写 indicator 和 any",
                    "a policy with a base has its kind, and neither indicator nor any",
                ],
                ["改 kind，只写条款", "change the kind, and write clauses only"],
            ],
        );
        return None;
    }
    let places = places(page, form, under)?;
    let own = (policy.decision.round, policy.decision.lenient);
    merge(&mut policy, under, &places);
    keep_own(form, &mut policy, own);
    Some(policy)
}

fn across(page: &mut Page<'_>, base: &Text) -> Option<Policy> {
    page.note(
        "base-changes",
        base.span,
        [
            [
                &format!("{} 在这一版的日期里不是一直只有一个版本", base.value),
                &format!("{} does not have one edition on all these days", base.value),
            ],
            [
                "按它的每个版本各写一个文件，from 和 until 不超出那个版本",
                "write a file for each of its editions, within the days of that one",
            ],
        ],
    );
    None
}

fn shelf(id: &str) -> Option<&str> {
    id.split_once('/').map(|(shelf, _)| shelf)
}

/// Where each clause goes: the place of the clause that it excepts, or after all.
fn places(page: &mut Page<'_>, form: &PolicyForm, under: &Policy) -> Option<Vec<usize>> {
    let find = |id: &str| under.clauses.iter().position(|clause| clause.id == id);
    let mut places: Vec<usize> = Vec::new();
    let mut next = under.clauses.len();
    let mut sound = true;
    for clause in form.clause.iter().map(|at| &at.value) {
        let place = match &clause.except {
            None if find(&clause.id.value).is_some() => {
                page.note(
                    "both-apply",
                    clause.id.span,
                    [
                        [
                            &format!("{} 的同名条款同时适用，没有写明谁让谁", under.id),
                            &format!("the clause of {} with this id applies too", under.id),
                        ],
                        [
                            "是例外就加 except，写那一条的编号；另有要求就换一个编号",
                            "an exception says except, with its id; a further demand has another id",
                        ],
                    ],
                );
                sound = false;
                continue;
            }
            None => {
                next += 1;
                next - 1
            }
            Some(except) => match find(&except.value) {
                Some(at) if places.contains(&at) => {
                    super::twice(page, except.span, ["对这一条的例外", "exception"], &except.value);
                    sound = false;
                    continue;
                }
                Some(at) => at,
                None => {
                    let ids = under.clauses.iter().map(|clause| clause.id.as_str());
                    page.push(CLAUSE_OF_BASE.stray(except, ids));
                    sound = false;
                    continue;
                }
            },
        };
        places.push(place);
    }
    sound.then_some(places)
}

/// What the policy itself says of rounding and of the unknown goes before what its base says.
fn keep_own(form: &PolicyForm, policy: &mut Policy, (round, lenient): (Round, bool)) {
    if form.clause.iter().any(|clause| clause.value.round.is_some()) {
        policy.decision.round = round;
    }
    policy.decision.lenient |= lenient;
}

/// The clauses of the base with those of the policy in their places. A clause that excepts one
/// takes its part in the whole; another is demanded besides.
fn merge(policy: &mut Policy, under: &Policy, places: &[usize]) {
    let moved = |at: &usize| places.get(*at).copied();
    let mut decision = under.decision.clone();
    let mut texts = under.clauses.clone();
    for text in &mut texts {
        text.inherited = true;
    }
    let known = texts.len();
    let own = policy.decision.clauses.drain(..).zip(policy.clauses.drain(..)).zip(places);
    for ((clause, mut text), place) in own {
        let when = match clause.when {
            Condition::Any(of) => Condition::Any(of.iter().filter_map(moved).collect()),
            when => when,
        };
        let clause = Clause { when, ..clause };
        if let (Some(slot), Some(words)) = (decision.clauses.get_mut(*place), texts.get_mut(*place))
        {
            text.replaces = Some(words.cite.clone());
            (*slot, *words) = (clause, text);
        } else {
            decision.clauses.push(clause);
            texts.push(text);
        }
    }
    let besides = policy.decision.required.iter().filter_map(moved).filter(|at| *at >= known);
    decision.required.extend(besides);
    decision
        .any
        .extend(policy.decision.any.iter().map(|group| group.iter().filter_map(moved).collect()));
    for case in &mut policy.cases {
        for wanted in &mut case.want.clauses {
            wanted.is.0 = moved(&wanted.is.0).unwrap_or(wanted.is.0);
        }
    }
    policy.status = lesser(policy.status, under.status);
    policy.confers = policy.confers.take().or_else(|| under.confers.clone());
    if policy.windows.is_empty() {
        policy.windows.clone_from(&under.windows);
    }
    policy.indicators.clone_from(&under.indicators);
    policy.clauses = texts;
    policy.decision = decision;
}
