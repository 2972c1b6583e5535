//! Whether what is changed is still as it was seen: the tag of a state, and `If-Match`.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use schemars::JsonSchema;
use serde::Serialize;
use store::Hash;

use super::{Code, Refusal};
use crate::serve::App;

/// The states in which something was seen, where the request says so.
#[derive(Clone, Debug)]
pub(super) struct Seen(Option<String>);

impl Seen {
    /// Refuses where what is there is in none of these states, or is not there any more.
    pub(super) fn still(
        &self,
        now: impl FnOnce() -> Result<Option<String>, Refusal>,
    ) -> Result<(), Refusal> {
        let Some(seen) = &self.0 else { return Ok(()) };
        let now = now()?;
        let is = |seen: &str| now.as_deref().is_some_and(|now| seen == "*" || seen == now);
        if seen.split(',').map(str::trim).any(is) {
            return Ok(());
        }
        Err(Refusal::new(
            StatusCode::PRECONDITION_FAILED,
            Code::ChangedMeanwhile,
            ["您看过以后，别人改动过它，没有保存", "somebody changed it after you looked: nothing was saved"],
        )
        .hint([
            "请刷新，看过现在的再改；您填的内容还在",
            "load it again, look, and send the change with its new tag; what you filled in is still there",
        ])
        .at("if-match"))
    }
}

/// What tells one state of a thing from another: a hash of how it is told.
pub(super) fn tag(told: &impl Serialize) -> Result<String, Refusal> {
    let bytes = serde_json::to_vec(told).map_err(|error| {
        tracing::error!(%error, "a state could not be written");
        Refusal::broken()
    })?;
    let hash = Hash::of(&bytes).to_string();
    Ok(format!("\"{}\"", hash.get(..16).unwrap_or(&hash)))
}

/// Whether who asks has what bears this tag already (`If-None-Match`).
pub(super) fn held(asked: &HeaderMap, tag: &str) -> bool {
    let held = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|said| said.to_str().ok());
    let mut held = held.flat_map(|said| said.split(',')).map(str::trim);
    held.any(|one| one.trim_start_matches("W/") == tag || one == "*")
}

impl FromRequestParts<App> for Seen {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let Some(seen) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        // What nobody can read is no state that was ever told.
        Ok(Self(Some(seen.to_str().unwrap_or_default().to_owned())))
    }
}

/// The header, as the document has it.
#[derive(Debug, JsonSchema)]
struct Header {
    /// 看到的是哪个状态（ETag，或清单里的 tag）；别人已经改动过的，412，没有保存。可以不写
    #[schemars(rename = "if-match")]
    _tag: Option<String>,
}

impl OperationInput for Seen {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        super::document::headers::<Header>(ctx, operation);
    }
}
