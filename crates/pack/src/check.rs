//! Whether content does what it says: every case comes out, and every clause is decided by one.

use rule::decision::Condition;
use rule::fault::{Fault, Span};
use rule::value::Answer;

use crate::case::outcome::run;
use crate::file::FileFault;
use crate::shelf::{Policy, Shelf};

/// Runs every case of every edition that could be read whole.
pub fn check(shelf: &Shelf) -> Vec<FileFault> {
    let mut faults = Vec::new();
    for policy in &shelf.policies {
        let path = &policy.path;
        let found = check_policy(policy, shelf);
        faults.extend(found.into_iter().map(|fault| FileFault { path: path.clone(), fault }));
    }
    faults
}

fn check_policy(policy: &Policy, shelf: &Shelf) -> Vec<Fault> {
    let mut faults = Vec::new();
    if policy.cases.is_empty() {
        let fault = Fault::new("no-case", Span::default(), "一个算例也没有", "there is no case");
        faults.push(fault.advise(
            "用 [[case]] 写几个算例：满足的、正好在线上的、缺数的",
            "write cases: one inside, one on the edge, one with a missing fact",
        ));
        return faults;
    }
    let mut decided = vec![false; policy.decision.clauses.len()];
    for case in &policy.cases {
        let (finding, failed) = run(policy, case, &shelf.schema);
        faults.extend(failed);
        for (decided, answer) in decided.iter_mut().zip(&finding.clauses) {
            *decided |= matches!(answer, Answer::Yes | Answer::No);
        }
    }
    let clauses = policy.decision.clauses.iter().zip(&policy.clauses).zip(decided);
    for ((clause, text), decided) in clauses {
        if !decided && !text.inherited && matches!(clause.when, Condition::When(_)) {
            faults.push(undecided(&clause.id, text.span));
        }
    }
    faults.sort_by_key(|fault| fault.span);
    faults
}

fn undecided(id: &str, span: Span) -> Fault {
    let fault = Fault::new(
        "undecided-clause",
        span,
        format!("条款 {id} 没有算例判断过"),
        format!("no case decides the clause {id}"),
    );
    fault.advise(
        "加一个算例，把这一条要用的事实都写上",
        "add a case that states every fact this clause needs",
    )
}
