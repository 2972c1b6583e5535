//! Creations that are sent twice are done once: by the `Idempotency-Key` that names a request.

use std::collections::BTreeMap;
use std::sync::Arc;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{OpenApi, Operation, Parameter, ReferenceOr};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use store::{Before, Hash};
use zone::people::Operator;

use super::{BODY, Code, Refusal, Who, sent};
use crate::serve::App;

/// The header that names a request, so that it is done once.
pub(super) const KEY: &str = "idempotency-key";
/// What an answer carries that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Letters of a name at most.
const LONGEST: usize = 200;

/// The header, as the document has it.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "OnceHeader")]
pub(super) struct Key {
    /// 给这次请求起的名字：同名再发不会再办一次，答复与头一次相同（带 idempotency-replayed），一天内有效；另一个请求用同一个名字是 422，还在办是 409
    #[schemars(rename = "idempotency-key")]
    _name: Option<String>,
}

impl OperationInput for Key {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        super::document::headers::<Self>(ctx, operation);
    }
}

/// The operations that are done once for each name, with the act of each, by their path.
#[derive(Clone, Debug)]
pub(super) struct Creations(Arc<BTreeMap<String, String>>);

impl Creations {
    /// Those of which the document says so.
    pub(super) fn of(document: &OpenApi) -> Self {
        let paths = document.paths.iter().flat_map(|paths| &paths.paths);
        let named = paths.filter_map(|(path, item)| {
            let operation =
                item.as_item()?.post.as_ref().filter(|operation| is_named(operation))?;
            let act = operation.extensions.get("x-act")?.as_str()?;
            Some((path.clone(), act.to_owned()))
        });
        Self(Arc::new(named.collect()))
    }

    /// The act of the operation that a request asks for; none where it may be done twice.
    fn act(&self, request: &Request) -> Option<&str> {
        if request.method() != Method::POST {
            return None;
        }
        let path = request.extensions().get::<MatchedPath>()?;
        self.0.get(path.as_str()).map(String::as_str)
    }
}

fn is_named(operation: &Operation) -> bool {
    let named = |parameter: &ReferenceOr<Parameter>| {
        parameter.as_item().is_some_and(|one| one.parameter_data_ref().name == KEY)
    };
    operation.parameters.iter().any(named)
}

/// Does a request that has a name, or answers as it was answered before.
pub(super) async fn once(
    State((app, creations)): State<(App, Creations)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(name) = request.headers().get(KEY).cloned() else { return next.run(request).await };
    let Some(act) = creations.act(&request) else { return next.run(request).await };
    match begin(&app, (act, &name), request).await {
        Ok(Turn::Do(request)) => next.run(request).await,
        Ok(Turn::Once(named, request)) => {
            // Whoever sent it may go; what is done is known all the same when they come again.
            let done = tokio::spawn(async move { named.keep(&app, next.run(request).await).await });
            done.await.unwrap_or_else(|_| Refusal::unsure().into_response())
        }
        Ok(Turn::Answered(answer)) => answer,
        Err(refusal) => refusal.into_response(),
    }
}

/// What is to be done with a request.
enum Turn {
    /// Whoever sends it may not: it is for the route to say so.
    Do(Request),
    /// It comes for the first time.
    Once(Named, Request),
    /// It was done.
    Answered(Response),
}

/// A request with the name that somebody gave it.
struct Named {
    operator: Operator,
    name: String,
}

async fn begin(
    app: &App,
    (act, name): (&str, &HeaderValue),
    request: Request,
) -> Result<Turn, Refusal> {
    let (mut parts, body) = request.into_parts();
    let Who(signed) = Who::from_request_parts(&mut parts, app).await?;
    if !signed.operator.acts().contains(&act) {
        return Ok(Turn::Do(Request::from_parts(parts, body)));
    }
    let named = Named { operator: signed.operator.clone(), name: read(name)? };
    let request = Request::from_parts(parts.clone(), body);
    let bytes = Bytes::from_request(request, app).await.map_err(|error| sent::unread(&error))?;
    let asked = named.asked(&parts, &bytes);
    let operator = named.operator.clone();
    let before =
        app.aside(move |app| Ok(app.store().gate().begin_once(&operator, &asked, app.now())?));
    match before.await? {
        Before::Nothing => Ok(Turn::Once(named, Request::from_parts(parts, Body::from(bytes)))),
        Before::Begun => Err(begun()),
        Before::Other => Err(other()),
        Before::Answered { status, body } => Ok(Turn::Answered(again(status, body)?)),
    }
}

impl Named {
    /// What the request says: where it goes, and its body.
    fn asked(&self, parts: &Parts, body: &Bytes) -> store::Request {
        let place = parts.uri.path_and_query().map_or("/", |place| place.as_str());
        let said = [place.as_bytes(), b"\n", body].concat();
        let route = format!("{} {}", parts.method, parts.uri.path());
        store::Request { name: self.name.clone(), route, said: Hash::of(&said) }
    }

    /// Keeps an answer, where something was done; forgets the request where it was refused.
    async fn keep(self, app: &App, answer: Response) -> Response {
        let Self { operator, name } = self;
        let status = answer.status();
        if status.is_server_error() {
            // Nobody knows whether it was done: it stays begun.
            return answer;
        }
        if !status.is_success() {
            let forgotten =
                app.aside(move |app| Ok(app.store().gate().forget_once(&operator, &name)?)).await;
            return noted(forgotten, answer);
        }
        let (parts, body) = answer.into_parts();
        let Ok(bytes) = axum::body::to_bytes(body, BODY).await else {
            return Refusal::unsure().into_response();
        };
        let kept = (status.as_u16(), bytes.to_vec());
        let kept =
            app.aside(move |app| Ok(app.store().gate().answer_once(&operator, &name, kept)?)).await;
        noted(kept, Response::from_parts(parts, Body::from(bytes)))
    }
}

/// What was done is answered, whether or not that could be kept.
fn noted(kept: Result<(), Refusal>, answer: Response) -> Response {
    if let Err(refusal) = kept {
        tracing::warn!(code = refusal.code().word(), "an answer could not be kept");
    }
    answer
}

/// The name, as far as it is one.
fn read(name: &HeaderValue) -> Result<String, Refusal> {
    let name = name.to_str().ok().map(str::trim).filter(|name| !name.is_empty());
    name.filter(|name| name.len() <= LONGEST).map(str::to_owned).ok_or_else(|| {
        let zh = format!("Idempotency-Key 要 1 到 {LONGEST} 个英文字母、数字或符号");
        Refusal::new(
            StatusCode::BAD_REQUEST,
            Code::Key,
            [&zh, "the Idempotency-Key has 1 to 200 visible letters"],
        )
        .at(KEY)
    })
}

/// The answer that was given before, marked as such.
fn again(status: u16, body: Vec<u8>) -> Result<Response, Refusal> {
    let status = StatusCode::from_u16(status).map_err(|_| Refusal::broken())?;
    let kind = (!body.is_empty()).then(|| HeaderValue::from_static("application/json"));
    let mut answer = (status, body).into_response();
    let headers = answer.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.extend(kind.map(|kind| (header::CONTENT_TYPE, kind)));
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(answer)
}

fn begun() -> Refusal {
    Refusal::conflict(
        Code::InFlight,
        [
            "同一个请求正在办理，或者上次办到一半断了",
            "the same request is being done, or was interrupted",
        ],
    )
    .hint([
        "请稍等再发；一直这样的，先查是否已经办成，没有办成的换一个 Idempotency-Key 再发",
        "wait; if it stays so, look whether it was done, and send it under another key",
    ])
    .at(KEY)
    .wait(1)
}

fn other() -> Refusal {
    Refusal::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        Code::KeyReused,
        [
            "这个 Idempotency-Key 用在了另一个请求上，没有办理",
            "another request had this Idempotency-Key: nothing was done",
        ],
    )
    .hint(["每办一件事换一个 Idempotency-Key", "use a fresh key for each request"])
    .at(KEY)
}
