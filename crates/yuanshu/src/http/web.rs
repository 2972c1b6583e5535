//! The pages, as they were built: the register in the browser.

use axum::body::Bytes;
use axum::http::{Method, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::Refusal;

/// What `npm run build` made, in the program itself; nothing where it was not run.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// A file of the pages; any address that is a page's has the one page that knows them all.
pub(super) async fn page(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || !matches!(method, Method::GET | Method::HEAD) {
        return nowhere().into_response();
    }
    if let Some(file) = Built::get(path).filter(|_| !path.is_empty()) {
        let kind = file.metadata.mimetype().to_owned();
        // Names of built files change with what is in them.
        let kept = if path.starts_with("assets/") {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        return send((kind, kept), file.data.into_owned());
    }
    // A file that is not there is not a page.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return nowhere().into_response();
    }
    match Built::get("index.html") {
        Some(index) => {
            send(("text/html; charset=utf-8".to_owned(), "no-cache"), index.data.into_owned())
        }
        None => unbuilt().into_response(),
    }
}

fn send((kind, kept): (String, &'static str), body: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept.to_owned())];
    (headers, Bytes::from(body)).into_response()
}

fn nowhere() -> Refusal {
    Refusal::absent(["没有这个地址", "there is no such path"])
}

fn unbuilt() -> Refusal {
    Refusal::absent(["这个程序里没有网页，只有接口", "this program has no pages, only the API"])
        .hint(["请用 ./run 启动，它会先做好网页", "start it with ./run, which builds the pages"])
}
