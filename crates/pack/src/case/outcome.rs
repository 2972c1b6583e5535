//! Whether a case comes out as it should.

use rule::decide::{Finding, decide};
use rule::decision::{Condition, Decision};
use rule::fact::{FactId, Schema};
use rule::fault::{Fault, Span};
use rule::number::Number;
use rule::row::Row;
use rule::value::{Answer, Value};

use super::Case;
use super::missing::{Decided, Depth, Missing};
use crate::shelf::Policy;

/// What a case comes to, and every part of it that is not as wanted.
pub(crate) fn run(policy: &Policy, case: &Case, schema: &Schema) -> (Finding, Vec<Fault>) {
    let row = Row::new(schema, &case.table, 0);
    let finding = decide(&policy.decision, &row);
    let decided = Decided { decision: &policy.decision, schema, row, finding: &finding };
    let mut compare = Compare { case, faults: Vec::new() };
    compare.answer(&finding);
    compare.amount(&finding);
    compare.value(&finding);
    compare.range(&finding);
    compare.clauses(policy, &finding);
    compare.unknown(decided);
    let faults = compare.faults;
    (finding, faults)
}

struct Compare<'a> {
    case: &'a Case,
    faults: Vec<Fault>,
}

impl Compare<'_> {
    /// Notes a part that is not as it should be; `what` is its name in Chinese and English.
    fn failed(&mut self, span: Span, what: [&str; 2], [wanted, got]: [&str; 2]) {
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

    fn answer(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.answer else { return };
        let (answer, outside) = wanted.is;
        if finding.answer != answer || finding.outside != outside {
            let got = verdict(finding.answer, finding.outside);
            self.failed(wanted.span, ["结论", "answer"], [verdict(answer, outside), got]);
        }
    }

    fn amount(&mut self, finding: &Finding) {
        let Some(wanted) = &self.case.want.give else { return };
        let got = match &finding.amount {
            Some(Value::Number(amount, _)) if *amount == wanted.is => return,
            Some(Value::Number(amount, _)) => money(amount),
            Some(_) => "还算不出".to_owned(),
            None => "没有金额".to_owned(),
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
            let wanted_text = format!("{low} 至 {high}");
            self.failed(wanted.span, ["得分", "score"], [&wanted_text, &shown(got)]);
        }
    }

    fn clauses(&mut self, policy: &Policy, finding: &Finding) {
        for wanted in &self.case.want.clauses {
            let (at, answer) = wanted.is;
            let depth = policy.decision.clauses.len();
            let got = weighed(&policy.decision, &finding.clauses, at, depth);
            if got != answer {
                let id = policy.clauses.get(at).map_or("", |clause| clause.id.as_str());
                let what = [&*format!("条款 {id}"), &*format!("clause {id}")];
                self.failed(wanted.span, what, [verdict(answer, false), verdict(got, false)]);
            }
        }
    }

    /// The facts that are missing may be named as the formulas do, or by what they derive from.
    fn unknown(&mut self, decided: Decided<'_>) {
        let Some(wanted) = &self.case.want.unknown else { return };
        let sorted = |mut facts: Vec<FactId>| {
            facts.sort();
            facts
        };
        let named = Missing::of(decided, Depth::Named);
        let same = sorted(wanted.is.clone());
        let stated = Missing::of(decided, Depth::STATED);
        if same != sorted(named.clone()) && same != sorted(stated) {
            let (wanted_text, got) = (names(&same, decided.schema), names(&named, decided.schema));
            self.failed(wanted.span, ["缺的事实", "missing facts"], [&wanted_text, &got]);
        }
    }
}

/// What a clause weighs in the answer: one whose number is only remembered is person at best.
/// `depth` bounds groups that hold each other.
fn weighed(decision: &Decision, computed: &[Answer], at: usize, depth: usize) -> Answer {
    let own = computed.get(at).copied().unwrap_or(Answer::Unknown);
    let Some(clause) = decision.clauses.get(at) else { return own };
    let answer = match &clause.when {
        Condition::Any(of) if depth > 0 => of
            .iter()
            .map(|at| weighed(decision, computed, *at, depth - 1))
            .fold(Answer::No, Answer::or),
        Condition::Any(_) | Condition::Always | Condition::When(_) => own,
    };
    if clause.memory { answer.and(Answer::Person) } else { answer }
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
