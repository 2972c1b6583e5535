//! What is asked over HTTP: every route, who may take it, and the document of them all.

mod alter;
mod amend;
mod answer;
mod arrive;
mod change;
mod clause;
mod client;
mod code;
mod column;
mod content;
mod dispute;
mod document;
mod download;
mod draft;
mod enterprise;
mod event;
mod factor;
mod file;
mod fill;
mod first;
mod headline;
mod history;
mod home;
mod identity;
mod import;
mod journal;
mod keep;
mod ladder;
mod line;
mod moments;
mod motion;
mod objection;
mod oidc;
mod once;
mod operation;
mod page;
mod people;
mod policy;
mod post;
mod refusal;
mod reply;
mod review;
mod roll;
mod routes;
mod said;
mod secret;
mod seen;
mod sent;
mod session;
mod sheet;
mod spoken;
mod task;
mod upload;
mod verdict;
mod view;
mod web;
mod who;

use std::time::Duration;

use aide::openapi::OpenApi;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::IntoResponse;
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::serve::App;
pub use code::Code;
pub use document::document;
use once::Creations;
pub use page::Page;
pub use refusal::{Problem, Refusal};
pub use sent::{Asked, Named, Sent};
use spoken::Spoken;
pub use who::{May, Who, unsigned};

/// The most bytes of a body that is no upload.
const BODY: usize = 1 << 20;
/// Nothing of a body may arrive for so long, or it is given up.
const SILENCE: Duration = Duration::from_secs(20);

/// All routes, over what the server holds.
pub fn router(app: App) -> Router {
    patient(app, SILENCE)
}

/// The same, with so much patience for bodies that do not arrive.
pub fn patient(app: App, patience: Duration) -> Router {
    let mut written = OpenApi::default();
    let routes = routes::all().finish_api_with(&mut written, document::describe);
    let creations = Creations::of(&written);
    let written = Json(written);
    routes
        .route("/api/openapi.json", axum::routing::get(move || async move { written.clone() }))
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route("/readyz", axum::routing::get(ready))
        .fallback(web::page)
        .method_not_allowed_fallback(otherwise)
        .layer(middleware::from_fn_with_state((app.clone(), creations), once::once))
        .layer(middleware::from_fn_with_state(app.clone(), who::recognise))
        .layer(middleware::from_fn_with_state(app.clone(), who::meant))
        .layer(middleware::from_fn(spoken::speak))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(patience, arrive::watch))
        .layer(CatchPanicLayer::custom(|_| Refusal::unsure().into_response()))
        .layer(CompressionLayer::new())
        .layer(guard(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(guard(header::X_FRAME_OPTIONS, "DENY"))
        .layer(guard(header::REFERRER_POLICY, "same-origin"))
        .layer(guard(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(guard(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(middleware::from_fn_with_state(app.clone(), line::follow))
        .layer(middleware::from_fn_with_state(app.clone(), who::place))
        .with_state(app)
}

/// What the machine does, for the program that watches it; on an address of its own.
pub fn watched(app: App) -> Router {
    let metrics = |State(app): State<App>| async move {
        let told = app.aside(|app| app.metrics().told(app)).await?;
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        Ok::<_, Refusal>(([(header::CONTENT_TYPE, kind)], told))
    };
    Router::new().route("/metrics", axum::routing::get(metrics)).with_state(app)
}

/// What our pages may load: nothing from elsewhere, and no script within a page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; \
    style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

fn guard(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// What nobody guesses, in hexadecimal.
fn token() -> Result<String, Refusal> {
    crate::serve::secret().map_err(|error| {
        tracing::error!(%error, "the machine gives no random bytes");
        Refusal::broken()
    })
}

/// Whether questions can be answered.
async fn ready(State(app): State<App>) -> Result<&'static str, Refusal> {
    app.aside(|app| Ok(app.store().head()?)).await.map(|_| "ready\n")
}

async fn otherwise() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        Code::Method,
        ["这个地址不能这样用", "the path does not take this method"],
    )
}
