//! The summary of a match, for a person at a console.

use std::io::{self, Write};

use super::tell;
use crate::say;
use zone::policy::{Question, Sum};

/// Missing facts that are listed.
const FACTS: usize = 10;

/// Prints the counts of every policy and the facts that are missing most.
///
/// # Errors
/// Those of writing.
pub(super) fn print(question: &Question<'_>, sum: &Sum, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "测算日 {}　企业 {}　政策 {} 项",
        question.table.on,
        say::firms(question),
        question.asked.len()
    )?;
    writeln!(out)?;
    write!(out, "{}", say::table(&policies(question, sum)))?;
    for (asked, tally) in question.asked.iter().zip(&sum.policies) {
        if !tally.classes.is_empty() {
            writeln!(out, "\n{}：{}", asked.policy.title, tally.say_classes())?;
        }
    }
    let wanted = sum.wanted();
    if !wanted.is_empty() {
        writeln!(out, "\n待补数据，按补齐后可判定的多少排：")?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (fact, wanted) in wanted.iter().take(FACTS) {
            rows.push(vec![
                format!("  {}", question.name(*fact)),
                format!("补齐后可判定 {} 项", wanted.settles),
                format!("涉及 {} 项", wanted.concerns),
                format!("{} 家企业", wanted.firms),
            ]);
        }
        write!(out, "{}", say::table(&rows))?;
    }
    writeln!(out)?;
    tell::note(question.mark.as_deref(), out)
}

fn policies(question: &Question<'_>, sum: &Sum) -> Vec<Vec<String>> {
    let head = [
        "政策",
        "测算符合",
        "不符合",
        "不适用",
        "待补数据",
        "需人工审核",
        "测算符合未申报",
        "已认定但测算不符合",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (asked, tally) in question.asked.iter().zip(&sum.policies) {
        let policy = asked.policy;
        let counts = [tally.yes, tally.no, tally.outside, tally.unknown, tally.person];
        let mut row = vec![policy.title.clone()];
        row.extend(counts.map(|count| count.to_string()));
        let differences = [tally.unclaimed.len(), tally.unsupported.len()];
        row.extend(differences.map(|count| {
            if policy.confers.is_some() { count.to_string() } else { "-".to_owned() }
        }));
        rows.push(row);
    }
    rows
}
