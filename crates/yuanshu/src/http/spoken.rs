//! The language that an answer is told in: the one that its reader asks for.

use std::convert::Infallible;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use schemars::JsonSchema;
use zone::say::Tongue;

use super::Refusal;
use crate::serve::App;

/// The language of a request, for what is worded here. Words of packs are as the packs write them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken(pub Tongue);

impl FromRequestParts<App> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(tongue(&parts.headers)))
    }
}

/// The header, as the document has it.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "LanguageHeader")]
struct Header {
    /// 话用哪种语言说：zh（缺省）或 en；政策包里的名称和条文照原样
    #[schemars(rename = "accept-language")]
    _tongue: Option<String>,
}

impl OperationInput for Spoken {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        super::document::headers::<Header>(ctx, operation);
    }
}

/// Says refusals in the reader's language, and keeps answers about enterprises out of caches.
pub(super) async fn speak(request: Request, next: Next) -> Response {
    let tongue = tongue(request.headers());
    let api = request.uri().path().starts_with("/api/");
    let mut answer = next.run(request).await;
    if tongue == Tongue::English
        && let Some(refusal) = answer.extensions().get::<Refusal>().cloned()
    {
        // What others put beside it, such as who asked, is theirs to read.
        let beside = std::mem::take(answer.extensions_mut());
        answer = refusal.answer(tongue);
        *answer.extensions_mut() = beside;
    }
    if api {
        let kept = HeaderValue::from_static("no-store");
        let headers = answer.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(kept);
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    }
    answer
}

/// The language that is asked for most; Chinese where neither or both are.
pub(super) fn tongue(headers: &HeaderMap) -> Tongue {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok());
    let (mut english, mut chinese) = ((0, 0), (0, 0));
    for (place, range) in asked.unwrap_or_default().split(',').enumerate() {
        let (name, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight = weight.trim().strip_prefix("q=").map_or(0, thousandths);
        // Of two that are wanted as much the first is wanted more.
        let wanted = (weight, usize::MAX - place);
        match name.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("en") => english = english.max(wanted),
            Some("zh") => chinese = chinese.max(wanted),
            _ => {}
        }
    }
    if english.0 > 0 && english > chinese { Tongue::English } else { Tongue::Chinese }
}

/// How much something is wanted, of a thousand; nothing where it is not said as it should be.
fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let part = if part.len() <= 3 { format!("{part:0<3}") } else { return 0 };
    match (whole, part.parse()) {
        ("1", Ok(0)) => 1000,
        ("0", Ok(part)) => part,
        _ => 0,
    }
}
