//! The words of clauses, which answers about enterprises point to: told once, whoever is asked about.

use axum::extract::State;
use axum::http::HeaderMap;
use base::Day;
use pack::{Policy, Shelf};
use schemars::JsonSchema;
use serde::Serialize;
use zone::people::ReadRegister;
use zone::policy::cited;
use zone::say::Tongue;

use super::file::When;
use super::page::Page;
use super::reply::Steady;
use super::{Asked, May, Refusal, Spoken};
use crate::serve::App;

/// The clauses of a policy in force on the day.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PolicyWords")]
pub(super) struct Worded<'a> {
    /// The policy's id.
    policy: &'a str,
    /// The first day of the edition that decides.
    edition: Option<Day>,
    /// In the order of the policy.
    clauses: Vec<Words<'a>>,
}

/// What a clause says, and where.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClauseWords")]
struct Words<'a> {
    /// Its id within the policy.
    id: &'a str,
    /// Its wording, where that was seen.
    text: Option<&'a str>,
    /// A summary, where it was not.
    summary: Option<&'a str>,
    /// Its number is only remembered.
    memory: bool,
    /// 《办法》（文号）第二条
    cite: String,
    /// Where the document can be read.
    url: Option<&'a str>,
}

/// 条文：判定依据引的每一条，原文和出处；哪家企业都一样，按 `ETag` 存着就不必再取
pub(super) async fn list(
    State(app): State<App>,
    _: May<ReadRegister>,
    asked: HeaderMap,
    (Asked(when), Spoken(tongue)): (Asked<When>, Spoken),
) -> Result<Steady<Page<Worded<'static>>>, Refusal> {
    let on = when.on.unwrap_or_else(|| app.today());
    let content = app.content();
    // What they are hangs on the packs, the day and the language, and on nothing else.
    let hash = content.hash.to_string();
    let of = tongue.of(["zh", "en"]);
    let tag = format!("\"{}-{on}-{of}\"", hash.get(..16).unwrap_or(&hash));
    let shelf = &content.content.shelf;
    let worded = || {
        Page::whole(shelf.in_force(on).into_iter().map(|of| worded(shelf, of, tongue)).collect())
    };
    Steady::of(&asked, tag, worded)
}

fn worded<'a>(shelf: &'a Shelf, policy: &'a Policy, tongue: Tongue) -> Worded<'a> {
    let clauses = policy.clauses.iter().zip(&policy.decision.clauses);
    let clauses = clauses.map(|(clause, decided)| Words {
        id: &clause.id,
        text: clause.text.as_deref(),
        summary: clause.summary.as_deref(),
        memory: decided.memory,
        cite: cited(shelf, clause, tongue),
        url: shelf.cited(&clause.cite).and_then(|source| source.url.as_deref()),
    });
    Worded { policy: &policy.id, edition: policy.days.from, clauses: clauses.collect() }
}
