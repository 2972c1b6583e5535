//! A line of the log and a count for each request: which route, how it went, never what was said.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;
use tracing::Instrument;

use super::{Code, Refusal};
use crate::serve::{App, Signed, Via};

/// The number of a request, as the log has it.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives a request a number, and tells and counts how it went. Those who are told to wait are only
/// counted: whoever asks ten thousand times a second does not fill the disk with lines.
pub(super) async fn follow(State(app): State<App>, request: Request, next: Next) -> Response {
    let Ok(id) = number() else { return Refusal::broken().into_response() };
    let route = request.extensions().get::<MatchedPath>();
    // What is found nowhere is not told: its path may be anything.
    let route = route.map_or("-", MatchedPath::as_str).to_owned();
    let (method, began) = (named(request.method()), Instant::now());
    let span = tracing::info_span!("request", id);
    let mut answer = next.run(request).instrument(span).await;
    let (took, status) = (began.elapsed(), answer.status().as_u16());
    let (who, post) = asker(&answer);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match answer.extensions().get::<Refusal>().map(Refusal::code) {
        Some(Code::TooManyRequests) => {}
        Some(code) if answer.status().is_server_error() => {
            let code = code.word();
            tracing::warn!(target: "request", id, method, route, status, ms, who, post, code);
        }
        _ => tracing::info!(target: "request", id, method, route, status, ms, who, post),
    }
    app.metrics().answered((method, &route), status, took);
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(ID, id);
    }
    answer
}

/// The method where it is one that a route has; anybody may make up others.
fn named(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// The number of who asked, and of their post.
fn asker(answer: &Response) -> (Option<String>, Option<u32>) {
    match answer.extensions().get::<Arc<Signed>>().map(|signed| &signed.via) {
        Some(Via::Session { officer, post, .. }) => (Some(officer.to_string()), Some(post.0)),
        Some(Via::Key { client, .. }) => (Some(client.to_string()), None),
        None => (None, None),
    }
}

/// A number that no other request has.
fn number() -> Result<String, getrandom::Error> {
    let mut random = [0; 8];
    getrandom::fill(&mut random)?;
    Ok(format!("{:016x}", u64::from_be_bytes(random)))
}
