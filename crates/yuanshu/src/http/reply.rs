//! Answers that say in the document with which status they come, and what is in them.

use std::marker::PhantomData;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Documented, StatusCode as Code};
use axum::Json;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::Refusal;
use super::seen::held;

/// 201: it was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made<T>(pub T);

/// 202: it was taken, and is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun<T>(pub T);

/// 200 with the tag of what is the same for everybody who may see it, to be kept and asked for anew
/// each time; 304 without it where who asks has it.
#[derive(Clone, Debug)]
pub(super) struct Steady<T> {
    tag: String,
    json: Option<Bytes>,
    of: PhantomData<fn() -> T>,
}

/// 200 with what was written out while what it tells of was at hand: it need not outlive that.
#[derive(Clone, Debug)]
pub(super) struct Told<T> {
    json: Bytes,
    /// Of the state that is told (`ETag`), to be sent back as `If-Match`.
    tag: Option<String>,
    of: PhantomData<fn() -> T>,
}

/// By who asked alone, and not without asking anew whether it is so still.
const KEPT: &str = "private, no-cache";

/// What an answer has around its items, more or less.
const FRAME: usize = 256;

/// An item of a list, written out.
pub(super) fn written(item: &impl Serialize) -> Result<Box<RawValue>, Refusal> {
    serde_json::value::to_raw_value(item).map_err(|error| unwritten(&error))
}

fn unwritten(error: &serde_json::Error) -> Refusal {
    tracing::error!(%error, "an answer could not be written");
    Refusal::broken()
}

impl<T> Told<T> {
    /// What is told around items that were written out, each by itself.
    pub(super) fn around(items: &[Box<RawValue>], told: &impl Serialize) -> Result<Self, Refusal> {
        // Room for all of it at once: a body that grows is copied each time it doubles.
        let room: usize = items.iter().map(|item| item.get().len() + 1).sum();
        let mut json = Vec::with_capacity(room + FRAME);
        serde_json::to_writer(&mut json, told).map_err(|error| unwritten(&error))?;
        Ok(Self::again(json.into()))
    }

    /// A state and its tag.
    pub(super) fn tagged(tag: String, told: &impl Serialize) -> Result<Self, Refusal> {
        let json = serde_json::to_vec(told).map_err(|error| unwritten(&error))?;
        Ok(Self { tag: Some(tag), ..Self::again(json.into()) })
    }

    /// What was written out before.
    pub(super) fn again(json: Bytes) -> Self {
        Self { json, tag: None, of: PhantomData }
    }

    /// As it was written out.
    pub(super) fn json(&self) -> Bytes {
        self.json.clone()
    }
}

impl<T> Steady<T> {
    /// What bears the tag, where who asks does not have it.
    pub(super) fn of<S: Serialize>(
        asked: &HeaderMap,
        tag: String,
        told: impl FnOnce() -> S,
    ) -> Result<Self, Refusal> {
        let written = || serde_json::to_vec(&told()).map_err(|error| unwritten(&error));
        let json = if held(asked, &tag) { None } else { Some(written()?.into()) };
        Ok(Self { tag, json, of: PhantomData })
    }
}

impl<T> IntoResponse for Steady<T> {
    fn into_response(self) -> Response {
        let kept = [(header::ETAG, self.tag), (header::CACHE_CONTROL, KEPT.to_owned())];
        match self.json {
            Some(json) => {
                (kept, [(header::CONTENT_TYPE, "application/json")], json).into_response()
            }
            None => (StatusCode::NOT_MODIFIED, kept).into_response(),
        }
    }
}

impl<T> IntoResponse for Told<T> {
    fn into_response(self) -> Response {
        let tag = self.tag.map(|tag| [(header::ETAG, tag)]);
        (tag, [(header::CONTENT_TYPE, "application/json")], self.json).into_response()
    }
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl<T: Serialize> IntoResponse for Begun<T> {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, Json(self.0)).into_response()
    }
}

/// Says in the document that an answer is a body with a status.
macro_rules! documented {
    ($($answer:ident $status:literal;)*) => {
        $(impl<T: JsonSchema> OperationOutput for $answer<T> {
            type Inner = T;

            fn operation_response(
                ctx: &mut GenContext,
                operation: &mut Operation,
            ) -> Option<Documented> {
                Json::<T>::operation_response(ctx, operation)
            }

            fn inferred_responses(
                ctx: &mut GenContext,
                operation: &mut Operation,
            ) -> Vec<(Option<Code>, Documented)> {
                let found = Self::operation_response(ctx, operation);
                found.map(|found| (Some(Code::Code($status)), found)).into_iter().collect()
            }
        })*
    };
}

documented! {
    Made 201;
    Begun 202;
    Told 200;
    Steady 200;
}
