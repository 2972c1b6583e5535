//! Whether a case comes out as it should.

use rule::decide::{Finding, decide, weigh};
use rule::fact::{FactId, Schema};
use rule::fault::{Fault, Span, Words};
use rule::number::Number;
use rule::row::Row;
use rule::value::{Answer, Value};

use super::Case;
use crate::shelf::Policy;

/// What a case comes to, and every part of it that is not as wanted.
pub(crate) fn run(policy: &Policy, case: &Case, schema: &Schema) -> (Finding, Vec<Fault>) {
    let row = Row::new(schema, &case.table, 0);
    let finding = decide(&policy.decision, &row);
    let missing = rule::why::missing(&policy.decision, &row, &finding);
    let mut missing: Vec<FactId> = missing.into_iter().map(|(fact, _)| fact).collect();
    missing.dedup();
    let mut compare = Compare { case, faults: Vec::new() };
    compare.answer(&finding);
    compare.amount(&finding);
    compare.value(&finding);
    compare.range(&finding);
    compare.clauses(policy, &finding);
    compare.unknown(&missing, schema);
    let faults = compare.faults;
    (finding, faults)
}

struct Compare<'a> {
    case: &'a Case,
    faults: Vec<Fault>,
}

impl Compare<'_> {
    /// Notes a part that is not as it should be; `what` is its name in Chinese and English.
    fn failed(&mut self, span: Span, what: [&str; 2], [wanted, got]: [&Words; 2]) {
        let name = &self.case.name;
        let [zh, en] = what;
        let fault = Fault::new(
            "case-failed",
            span,
            format!("算例“{name}”的{zh}：应为 {}，算出来是 {}", wanted.zh, got.zh),
            format!("case \"{name}\", {en}: wanted {}, got {}", wanted.en, got.en),
        );
        self.faults.push(fault.advise(
            "先照原文核对这个算例，再核对条款的公式",
            "check the case against the source, then the formulas",
        ));
    }

    fn answer(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.answer else { return };
        let (answer, outside) = wanted.is;
        if finding.answer != answer || finding.outside != outside {
            let got = verdict(finding.answer, finding.outside);
            self.failed(wanted.span, ["结论", "answer"], [&verdict(answer, outside), &got]);
        }
    }

    fn amount(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.give else { return };
        let got = match &finding.amount {
            Some(Value::Number(amount, _)) if *amount == wanted.is => return,
            Some(Value::Number(amount, _)) => money(amount),
            Some(_) => open(),
            None => Words::new("没有金额", "nothing"),
        };
        self.failed(wanted.span, ["金额", "amount"], [&money(&wanted.is), &got]);
    }

    fn value(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.value else { return };
        let got = finding.scores.last();
        let same = match (got, &wanted.is) {
            (Some(Value::Number(got, _)), Value::Number(wanted, _)) => got == wanted,
            (Some(got), wanted) => got == wanted,
            (None, _) => false,
        };
        if !same {
            let (wanted_text, got) = (shown(Some(&wanted.is)), shown(got));
            self.failed(wanted.span, ["结果", "value"], [&wanted_text, &got]);
        }
    }

    fn range(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.range else { return };
        let got = finding.scores.last();
        let (low, high) = &wanted.is;
        let same = match got {
            Some(Value::Number(got, _)) => got == low && got == high,
            Some(Value::Between(got)) => got.low == *low && got.high == *high,
            _ => false,
        };
        if !same {
            let wanted_text = Words::new(format!("{low} 至 {high}"), format!("{low} to {high}"));
            self.failed(wanted.span, ["得分", "score"], [&wanted_text, &shown(got)]);
        }
    }

    /// Clauses as they count in the answer: a remembered number is person at best.
    fn clauses(&mut self, policy: &Policy, finding: &Finding) {
        let weighed = weigh(&policy.decision.clauses, &finding.clauses);
        for wanted in &self.case.want.clauses {
            let (at, answer) = wanted.is;
            let got = weighed.get(at).copied().unwrap_or(Answer::Unknown);
            if got != answer {
                let id = policy.clauses.get(at).map_or("", |clause| clause.id.as_str());
                let what = [&*format!("条款 {id}"), &*format!("clause {id}")];
                self.failed(wanted.span, what, [&verdict(answer, false), &verdict(got, false)]);
            }
        }
    }

    /// A fact that is derived may be named for what it is derived from.
    fn unknown(&mut self, missing: &[FactId], schema: &Schema) {
        let Some(wanted) = &self.case.want.unknown else { return };
        let parts: Vec<Vec<FactId>> = wanted.is.iter().map(|fact| stated(*fact, schema)).collect();
        let all_wanted = missing.iter().all(|fact| parts.iter().flatten().any(|part| part == fact));
        let all_missing = parts.iter().all(|part| part.iter().any(|fact| missing.contains(fact)));
        if !all_wanted || !all_missing {
            let (wanted_text, got) = (names(&wanted.is, schema), names(missing, schema));
            self.failed(wanted.span, ["缺的事实", "missing facts"], [&wanted_text, &got]);
        }
    }
}

/// The facts that a fact is derived from in the end; itself where it is stated.
fn stated(fact: FactId, schema: &Schema) -> Vec<FactId> {
    let mut open = vec![fact];
    let mut seen = Vec::new();
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        match schema.get(id).and_then(|fact| fact.formula.as_ref()) {
            Some(formula) => open.extend(rule::walk::facts(formula).iter().map(|(fact, _)| *fact)),
            None => found.push(id),
        }
    }
    found
}

fn verdict(answer: Answer, outside: bool) -> Words {
    let (zh, en) = match answer {
        Answer::Yes => ("yes（测算符合）", "yes"),
        Answer::No if outside => ("outside（不针对这类企业）", "outside"),
        Answer::No => ("no（不符合）", "no"),
        Answer::Unknown => ("unknown（待补数据）", "unknown"),
        Answer::Person => ("person（需人工审核）", "person"),
    };
    Words::new(zh, en)
}

fn money(amount: &Number) -> Words {
    let wan = Number::from_i64(10_000);
    let shown = match amount.checked_div(&wan).filter(|_| *amount >= wan) {
        Some(wan) => format!("{wan} 万元"),
        None => format!("{amount} 元"),
    };
    Words::new(shown.clone(), shown)
}

fn open() -> Words {
    Words::new("待定", "open")
}

fn shown(value: Option<&Value>) -> Words {
    match value {
        Some(Value::Number(number, _)) => Words::new(number.to_string(), number.to_string()),
        Some(Value::Text(class)) => Words::new(format!("“{class}”"), format!("\"{class}\"")),
        Some(Value::Between(range)) => {
            let (low, high) = (&range.low, &range.high);
            Words::new(format!("{low} 至 {high}"), format!("{low} to {high}"))
        }
        Some(_) => open(),
        None => Words::new("没有结果", "nothing"),
    }
}

fn names(facts: &[FactId], schema: &Schema) -> Words {
    let facts: Vec<_> = facts.iter().filter_map(|id| schema.get(*id)).collect();
    if facts.is_empty() {
        return Words::new("没有", "none");
    }
    let zh: Vec<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
    let en: Vec<&str> = facts.iter().map(|fact| fact.id.as_str()).collect();
    Words::new(zh.join("、"), en.join(", "))
}
