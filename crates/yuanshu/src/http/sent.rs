//! What a request says, and where in it something is wrong.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::arrive::given_up;
use super::{Code, Refusal};
use crate::say::Misfit;
use crate::serve::App;

/// A JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Sent<T>(pub T);

/// The parameters of a question.
#[derive(Clone, Copy, Debug)]
pub struct Asked<T>(pub T);

/// What a path names.
#[derive(Clone, Copy, Debug)]
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequest<App> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let json = kind.and_then(|kind| kind.to_str().ok());
        if json.is_none_or(|kind| kind.split(';').next() != Some("application/json")) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::NotJson,
                ["要发 JSON（Content-Type: application/json）", "the body must be JSON"],
            ));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|error| unread(&error))?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let body: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = format!("/{}", error.path().to_string().replace('.', "/"));
            unfit(path.trim_end_matches("/?"), error.inner())
        })?;
        reader.end().map_err(|error| unfit("", &error))?;
        Ok(Self(body))
    }
}

/// A body that cannot be read to its end.
pub(super) fn unread(error: &axum::extract::rejection::BytesRejection) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large(u64::try_from(super::BODY).unwrap_or(u64::MAX));
    }
    given_up(error).unwrap_or_else(|| {
        Refusal::new(
            error.status(),
            Code::Unread,
            ["请求没有收完", "the body did not arrive whole"],
        )
        .hint(["请检查网络后再试", "check the network and try again"])
    })
}

/// More was sent than the bytes that may be.
pub(super) fn too_large(most: u64) -> Refusal {
    let most = most >> 20;
    let (zh, en) = (
        format!("发来的内容太大，没有接收；最多 {most} MB"),
        format!("more was sent than is taken: at most {most} MB"),
    );
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge, [&zh, &en])
        .hint(["请拆小，分几次发", "split it, and send it in parts"])
}

fn unfit(path: &str, error: &serde_json::Error) -> Refusal {
    let Misfit { zh, en, name } = Misfit::of(error);
    let status = match error.classify() {
        serde_json::error::Category::Data => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::BAD_REQUEST,
    };
    // The name of what is missing stands in no path.
    let end = name.map(|name| format!("/{name}")).filter(|end| !path.ends_with(end.as_str()));
    let path = format!("{}{}", path.trim_end_matches('/'), end.unwrap_or_default());
    Refusal::new(status, Code::Unfit, [&zh, &en]).at(path)
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let query = Query::<T>::from_request_parts(parts, app).await.map_err(|error| {
            let text = error.body_text();
            let said = text.strip_prefix("Failed to deserialize query string: ");
            let said = said.unwrap_or(&text);
            let (at, said) = match said.split_once(": ") {
                Some((at, rest)) if !at.contains(' ') => (Some(at), rest),
                Some(_) | None => (None, said),
            };
            let Misfit { zh, en, name } = Misfit::said(said);
            let (at, zh) = (at.map(str::to_owned).or(name), format!("网址里的参数不对：{zh}"));
            let refusal = Refusal::new(StatusCode::BAD_REQUEST, Code::Query, [&zh, &en]);
            at.into_iter().fold(refusal, Refusal::at)
        })?;
        Ok(Self(query.0))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Named<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let path = Path::<T>::from_request_parts(parts, app).await.map_err(|_| {
            Refusal::absent(["没有这个编号；请核对网址", "there is no such number"])
        })?;
        Ok(Self(path.0))
    }
}

impl<T: JsonSchema> OperationInput for Sent<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Json::<T>::operation_input(ctx, operation);
    }
}

impl<T: JsonSchema> OperationInput for Asked<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Query::<T>::operation_input(ctx, operation);
    }
}

impl<T: JsonSchema> OperationInput for Named<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Path::<T>::operation_input(ctx, operation);
    }
}
