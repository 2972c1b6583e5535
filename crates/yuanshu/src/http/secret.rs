//! Facts that not everybody may see, kept out of lists, files, reasons and questions.

use axum::http::StatusCode;
use pack::Shelf;
use rule::expr::Expr;
use rule::fact::FactId;
use zone::say::Tongue;

use super::answer::Answer;
use super::{Code, Refusal};
use crate::serve::Signed;

/// What stands where a figure is not shown.
const HIDDEN: [&str; 2] = ["敏感数据，不显示", "sensitive, not shown"];

/// Whether who asks may see a fact.
pub(super) fn sees(signed: &Signed, dictionary: &Shelf, fact: FactId) -> bool {
    signed.operator.sees(dictionary.access(fact))
}

/// Refuses a fact that who asks may not see.
pub(super) fn seen(signed: &Signed, dictionary: &Shelf, fact: FactId) -> Result<(), Refusal> {
    if sees(signed, dictionary, fact) {
        return Ok(());
    }
    let name = dictionary.schema.get(fact).map_or("", |fact| fact.name.as_str());
    let (zh, en) =
        (format!("“{name}”是敏感数据，您的岗位不能查看"), format!("{name} is sensitive"));
    Err(Refusal::new(StatusCode::FORBIDDEN, Code::Sensitive, [&zh, &en]).hint([
        "请由有经办、复核或数源管理角色的人员查看",
        "ask somebody who has the role of clerk, reviewer or steward",
    ]))
}

/// Refuses a formula that asks of facts that who asks may not see: its answer would tell them.
pub(super) fn asked(signed: &Signed, dictionary: &Shelf, formula: &Expr) -> Result<(), Refusal> {
    let mut facts = rule::walk::facts(formula).into_iter();
    facts.try_for_each(|(fact, _)| seen(signed, dictionary, fact))
}

/// Whether a policy reads facts that who asks may not see. Of such a policy only the answer is
/// told: its value, its points and the step that is short would tell the fact.
pub(super) fn veils(policy: &pack::Policy, signed: &Signed) -> bool {
    !signed.operator.sees(policy.access)
}

/// Takes out of the answer of a policy what tells facts that who asks may not see; the answer
/// itself stays.
pub(super) fn hide(
    (answer, policy): (&mut Answer<'_>, &pack::Policy),
    signed: &Signed,
    dictionary: &Shelf,
    tongue: Tongue,
) {
    if !veils(policy, signed) {
        return;
    }
    let seen = |name: &str| dictionary.fact(name).is_none_or(|fact| sees(signed, dictionary, fact));
    let hidden: Vec<bool> = answer.figures.iter().map(|figure| !seen(figure.name)).collect();
    let reads = |figure: &usize| hidden.get(*figure) == Some(&true);
    for clause in answer.clauses.iter_mut().filter(|clause| clause.figures.iter().any(reads)) {
        for sum in &mut clause.sums {
            tongue.of(HIDDEN).clone_into(&mut sum.says);
        }
        clause.gaps.clear();
    }
    for (figure, _) in answer.figures.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden) {
        tongue.of(HIDDEN).clone_into(&mut figure.shown);
    }
    // What a record says stands in the name of what it does not say.
    for one in answer.missing.iter_mut().filter(|one| !seen(one.fact)) {
        let known = dictionary.fact(one.fact).and_then(|fact| dictionary.schema.get(fact));
        one.name = known.map_or(String::new(), |fact| fact.name.clone());
    }
    answer.change.clear();
    answer.value = None;
    answer.scores.clear();
    let standing = answer.standing;
    answer.sentence = tongue.say([
        format_args!("{standing}（涉及敏感数据，数字不显示）"),
        format_args!("{standing} (by sensitive data; the figures are not shown)"),
    ]);
}
