//! What changed, as it changes: ids and numbers only.

use std::convert::Infallible;
use std::time::Duration;

use aide::NoApi;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::json;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tokio_stream::{Stream, StreamExt};
use zone::people::{Permit, ReadRegister};

use super::{Code, May, Refusal};
use crate::serve::{App, News};

/// How often a quiet stream shows that it lives, and looks whether its session does.
const BEAT: Duration = Duration::from_secs(15);

/// 变化通知（server-sent events）：只有编号，内容另查
pub(super) async fn stream(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<NoApi<Sse<impl Stream<Item = Result<Event, Infallible>>>>, Refusal> {
    let open = app.streams().open(may.signed.via.asker()).ok_or_else(many)?;
    let news = BroadcastStream::new(app.news().subscribe()).map(Some);
    let beat = tokio_stream::wrappers::IntervalStream::new(tokio::time::interval(BEAT));
    // Who listens again sees by it whether anything was missed.
    let known =
        Event::default().event("known").data(json!({ "known": app.population().0.0 }).to_string());
    let told = app.streams().until_end(news.merge(beat.map(|_| None)));
    let (gate, signed) = (app.clone(), may.signed.clone());
    // Each time something is told the session is looked at: a stream does not outlive it.
    let told = told.take_while(move |_| gate.gate().is_open(&signed));
    let told = told.filter_map(move |news| {
        let _open = &open;
        Some(Ok(event(&news?, &may.permit)))
    });
    let told = tokio_stream::once(Ok(known)).chain(told);
    Ok(NoApi(Sse::new(told).keep_alive(KeepAlive::new().interval(BEAT))))
}

fn many() -> Refusal {
    let zh = "同时打开的变化通知太多，这一个没有打开";
    let status = StatusCode::TOO_MANY_REQUESTS;
    Refusal::new(
        status,
        Code::TooManyStreams,
        [zh, "too many streams are open: this one was not opened"],
    )
    .hint(["请关掉几个不用的页面", "close some of the pages"])
}

/// What is told: whose facts changed, of those that are reached, or that everything should be
/// asked anew.
fn event(news: &Result<News, BroadcastStreamRecvError>, permit: &Permit<ReadRegister>) -> Event {
    let all = Event::default().event("all");
    let Ok(news) = news else { return all.data("{}") };
    if news.subjects.is_empty() {
        return all.data(json!({ "known": news.seq.0 }).to_string());
    }
    let reached = news.subjects.iter();
    let reached = reached.filter(|(one, park)| permit.reaches(*one, park.as_deref()).is_ok());
    let reached: Vec<u32> = reached.map(|(one, _)| one.0).collect();
    let body = json!({ "known": news.seq.0, "enterprises": reached });
    Event::default().event("changed").data(body.to_string())
}
