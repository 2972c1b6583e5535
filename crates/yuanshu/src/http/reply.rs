//! Answers that say in the document with which status they come, and what is in them.

use std::marker::PhantomData;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Documented, StatusCode as Code};
use axum::Json;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::Refusal;
use super::page::Page;

/// 201: it was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made<T>(pub T);

/// 202: it was taken, and is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun<T>(pub T);

/// 200 with the tag of the state that is told (`ETag`), to be sent back as `If-Match`.
#[derive(Clone, Debug)]
pub(super) struct Tagged<T>(pub String, pub T);

/// 200 with what was written out while what it tells of was at hand: it need not outlive that.
#[derive(Clone, Debug)]
pub(super) struct Told<T> {
    json: Bytes,
    of: PhantomData<fn() -> T>,
}

impl<T> Told<Page<T>> {
    /// All of a list whose items were written out, each by itself.
    pub(super) fn whole(items: Vec<Box<RawValue>>) -> Result<Self, Refusal> {
        // Room for all of it at once: a body that grows is copied each time it doubles.
        let room: usize = items.iter().map(|item| item.get().len() + 1).sum();
        let mut json = Vec::with_capacity(room + FRAME);
        serde_json::to_writer(&mut json, &Page::whole(items)).map_err(|error| unwritten(&error))?;
        Ok(Self::again(json.into()))
    }
}

/// What a list has around its items, at most.
const FRAME: usize = 64;

/// An item of a list, written out.
pub(super) fn written(item: &impl Serialize) -> Result<Box<RawValue>, Refusal> {
    serde_json::value::to_raw_value(item).map_err(|error| unwritten(&error))
}

fn unwritten(error: &serde_json::Error) -> Refusal {
    tracing::error!(%error, "an answer could not be written");
    Refusal::broken()
}

impl<T> Told<T> {
    /// What was written out before.
    pub(super) fn again(json: Bytes) -> Self {
        Self { json, of: PhantomData }
    }

    /// As it was written out.
    pub(super) fn json(&self) -> Bytes {
        self.json.clone()
    }
}

impl<T> IntoResponse for Told<T> {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.json).into_response()
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

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, self.0)], Json(self.1)).into_response()
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
    Tagged 200;
    Told 200;
}
