//! The journal: who did what and when, and whether every link of it holds.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Deed;
use zone::Seq;
use zone::people::ReadJournal;

use super::page::{Page, limit};
use super::{Asked, May, Refusal, Tongue};
use crate::say::deed::{Known, done};
use crate::serve::App;

/// Which lines.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    /// 第几笔以前的（不含），缺省从最后一笔看起
    before: Option<u32>,
    /// 一页多少笔，最多 500，缺省 50
    limit: Option<u16>,
}

/// A line of the journal.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    /// Its number.
    id: u32,
    /// When, in UTC.
    at: String,
    /// What the clock said, where that was before the line before it.
    said_at: Option<String>,
    /// Who, as the journal has it: the number of an officer or a program, or the name of who
    /// works at the command line.
    operator: String,
    /// 谁在何时对什么做了什么: one sentence in the reader's language, with the names of today.
    sentence: String,
    department: String,
    act: String,
    /// What it was about.
    detail: serde_json::Value,
    /// The hash that vouches for it and for all before it.
    hash: String,
}

/// Whether the journal holds.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Verified {
    /// Up to which line.
    lines: u32,
    /// The hash of the last.
    hash: String,
    /// What is wrong; empty where all is well.
    broken: Vec<String>,
}

/// 日志，后写的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadJournal>,
    Asked(wanted): Asked<Lines>,
    headers: HeaderMap,
) -> Result<Json<Page<Line>>, Refusal> {
    let limit = limit(wanted.limit)?;
    let tongue = super::tongue(headers.get(header::ACCEPT_LANGUAGE));
    app.aside(move |app| {
        let head = app.store().head()?.seq.0;
        let last = wanted.before.map_or(head, |before| before.saturating_sub(1)).min(head);
        let first = last.saturating_sub(u32::try_from(limit).unwrap_or(u32::MAX));
        let mut lines = app.store().journal(
            &may.permit,
            Seq(first),
            u16::try_from(last - first).unwrap_or(u16::MAX),
        )?;
        lines.reverse();
        let (names, content) = (app.store().names(&may.permit)?, app.content());
        let shelf = &content.content.shelf;
        let fact = |id: &str| {
            let known = shelf.fact(id).and_then(|fact| shelf.schema.get(fact));
            known.map_or_else(|| id.to_owned(), |known| known.name.clone())
        };
        let known = Known { names: &names, fact };
        let items: Vec<Line> = lines.into_iter().map(|one| line(one, &known, tongue)).collect();
        let next = (first > 0).then(|| (first + 1).to_string());
        Ok(Json(Page { items, total: usize::try_from(head).unwrap_or(usize::MAX), next }))
    })
    .await
}

/// 核验日志：逐笔重算，直到最后一笔
pub(super) async fn verify(
    State(app): State<App>,
    may: May<ReadJournal>,
) -> Result<Json<Verified>, Refusal> {
    app.aside(move |app| {
        let verified = app.store().verify(&may.permit)?;
        let head = app.store().head()?;
        let broken = verified.faults.iter().map(store::Broken::zh).collect();
        Ok(Json(Verified { lines: head.seq.0, hash: head.hash.to_string(), broken }))
    })
    .await
}

fn line<F: Fn(&str) -> String>(line: store::Line, known: &Known<'_, F>, tongue: Tongue) -> Line {
    let Deed { operator, department, act, detail } = line.deed;
    let detail = serde_json::from_str(&detail).unwrap_or(serde_json::Value::String(detail));
    let [zh, en] = done(&act, &detail, known);
    let who = known.names.told(&operator);
    let at = line.at.china();
    let sentence = match tongue {
        Tongue::Chinese => format!("{who}（{department}）于 {at} {zh}"),
        Tongue::English => format!("{who} ({department}) {en}, {at}"),
    };
    Line {
        id: line.seq.0,
        at: line.at.to_string(),
        said_at: line.said_at.map(|at| at.to_string()),
        operator,
        sentence,
        department,
        act,
        detail,
        hash: line.hash.to_string(),
    }
}
