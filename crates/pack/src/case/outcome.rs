//! Whether a case comes out as it should.

use rule::decide::{Finding, decide};
use rule::fact::{FactId, Schema};
use rule::fault::{Fault, Span};
use rule::number::Number;
use rule::row::Row;
use rule::value::{Answer, Value};

use super::missing::{Missing, stated};
use super::{Case, Want};
use crate::shelf::Policy;

/// What a case comes to, and every part of it that is not as wanted.
pub(crate) fn run(policy: &Policy, case: &Case, schema: &Schema) -> (Finding, Vec<Fault>) {
    let row = Row::new(schema, &case.table, 0);
    let finding = decide(&policy.decision, &row);
    let mut faults = Vec::new();
    {
        let mut compare = Compare { case, faults: &mut faults };
        compare.answer(&case.want, &finding);
        compare.amount(&case.want, &finding);
        compare.value(&case.want, &finding);
        compare.clauses(policy, &finding);
        if let Some(wanted) = &case.want.unknown {
            let missing = Missing::of(&policy.decision, &row, &finding);
            compare.unknown(wanted.span, &wanted.is, &missing, schema);
        }
    }
    (finding, faults)
}

struct Compare<'a> {
    case: &'a Case,
    faults: &'a mut Vec<Fault>,
}

impl Compare<'_> {
    fn failed(&mut self, span: Span, what: [&str; 2], wanted: &str, got: &str) {
        let name = &self.case.name;
        let [zh, en] = what;
        let fault = Fault::new(
            "case-failed",
            span,
            format!("算例“{name}”的{zh}：应为{wanted}，算出来是{got}"),
            format!("case \"{name}\", {en}: wanted {wanted}, got {got}"),
        );
        self.faults.push(fault.advise(
            "先照原文核对这个算例，再核对条款的公式",
            "check the case against the source, then the formulas",
        ));
    }

    fn answer(&mut self, want: &Want, finding: &Finding) {
        let Some(wanted) = &want.answer else { return };
        let (answer, outside) = wanted.is;
        // A case that wants a plain no is content with an outside one only if it says so.
        if finding.answer != answer || finding.outside != outside {
            let got = verdict(finding.answer, finding.outside);
            self.failed(wanted.span, ["结论", "answer"], verdict(answer, outside), got);
        }
    }

    fn amount(&mut self, want: &Want, finding: &Finding) {
        let Some(wanted) = &want.give else { return };
        let got = match &finding.amount {
            Some(Value::Number(amount, _)) if *amount == wanted.is => return,
            Some(Value::Number(amount, _)) => money(amount),
            Some(_) => "还算不出".to_owned(),
            None => "没有金额".to_owned(),
        };
        self.failed(wanted.span, ["金额", "amount"], &money(&wanted.is), &got);
    }

    fn value(&mut self, want: &Want, finding: &Finding) {
        let got = finding.scores.last();
        if let Some(wanted) = &want.value {
            let same = match (got, &wanted.is) {
                (Some(Value::Number(got, _)), Value::Number(wanted, _)) => got == wanted,
                (Some(got), wanted) => got == wanted,
                (None, _) => false,
            };
            if !same {
                let shown = shown(got);
                self.failed(wanted.span, ["结果", "value"], &self::shown(Some(&wanted.is)), &shown);
            }
        }
        if let Some(wanted) = &want.range {
            let (low, high) = &wanted.is;
            let same = match got {
                Some(Value::Number(got, _)) => got == low && got == high,
                Some(Value::Between(got)) => got.low == *low && got.high == *high,
                _ => false,
            };
            if !same {
                self.failed(
                    wanted.span,
                    ["得分", "score"],
                    &format!("{low} 至 {high}"),
                    &shown(got),
                );
            }
        }
    }

    fn clauses(&mut self, policy: &Policy, finding: &Finding) {
        for wanted in &self.case.want.clauses {
            let (at, answer) = wanted.is;
            let got = finding.clauses.get(at).copied().unwrap_or(Answer::Unknown);
            if got != answer {
                let id = policy.clauses.get(at).map_or("", |clause| clause.id.as_str());
                let what = [&*format!("条款 {id}"), &*format!("clause {id}")];
                self.failed(wanted.span, what, verdict(answer, false), verdict(got, false));
            }
        }
    }

    /// The facts that are missing may be named as the formulas do, or by what they derive from.
    fn unknown(&mut self, span: Span, wanted: &[FactId], got: &[FactId], schema: &Schema) {
        let sorted = |facts: &[FactId]| {
            let mut facts = facts.to_vec();
            facts.sort();
            facts
        };
        let wanted_sorted = sorted(wanted);
        if wanted_sorted != sorted(got) && wanted_sorted != sorted(&stated(got, schema)) {
            let (wanted, got) = (names(wanted, schema), names(got, schema));
            self.failed(span, ["缺的事实", "missing facts"], &wanted, &got);
        }
    }
}

fn verdict(answer: Answer, outside: bool) -> &'static str {
    match answer {
        Answer::Yes => "yes（测算符合）",
        Answer::No if outside => "outside（不针对这类企业）",
        Answer::No => "no（不符合）",
        Answer::Unknown => "unknown（待补数据）",
        Answer::Person => "person（需人工审核）",
    }
}

fn money(amount: &Number) -> String {
    let wan = Number::from_i64(10_000);
    if *amount >= wan
        && let Some(wan) = amount.checked_div(&wan)
    {
        return format!("{wan} 万元");
    }
    format!("{amount} 元")
}

fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number, _)) => number.to_string(),
        Some(Value::Text(class)) => format!("“{class}”"),
        Some(Value::Between(range)) => format!("{} 至 {}", range.low, range.high),
        Some(_) => "还算不出".to_owned(),
        None => "没有结果".to_owned(),
    }
}

fn names(facts: &[FactId], schema: &Schema) -> String {
    let names: Vec<&str> =
        facts.iter().filter_map(|id| schema.get(*id)).map(|fact| fact.name.as_str()).collect();
    if names.is_empty() { "（没有）".to_owned() } else { names.join("、") }
}
