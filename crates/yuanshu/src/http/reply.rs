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

use super::Refusal;

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

impl<T> Told<T> {
    /// Writes it out.
    pub(super) fn of(told: &impl Serialize) -> Result<Self, Refusal> {
        let json = serde_json::to_vec(told).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            Refusal::broken()
        })?;
        Ok(Self::again(json.into()))
    }

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
