//! Requests that fall silent in the middle.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use tokio_stream::StreamExt;

use super::kit::Zone;

/// A zone that waits for nobody.
fn hasty() -> Zone {
    let mut zone = Zone::staffed();
    zone.router = yuanshu::http::patient(zone.app.clone(), Duration::ZERO);
    zone
}

/// A request of which a part comes, and then nothing more.
fn silent(zone: &Zone, path: &str, part: &'static [u8]) -> Request<Body> {
    let mut request = zone.request(Some("clerk"), (Method::POST, path), Some(&json!({})));
    let part = tokio_stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(part))]);
    *request.body_mut() = Body::from_stream(part.chain(tokio_stream::pending()));
    request
}

#[tokio::test]
async fn a_request_that_falls_silent_hears_how_long_it_was_waited_for() {
    let zone = hasty();
    let head = zone.app.store().head().unwrap();
    let answer = zone.send(silent(&zone, "/api/views", b"{\"name\":")).await;
    let expected = json!({
        "type": "urn:yuanshu:problem:timed-out",
        "title": "等得太久",
        "status": 408,
        "code": "timed-out",
        "detail": "等了 0 秒，请求还没有收完，不再等了；没有办理，收到的部分没有留下",
        "hint": "请检查网络后重新发送",
    });
    assert_eq!((answer.status, answer.json()), (StatusCode::REQUEST_TIMEOUT, expected));
    assert_eq!(answer.headers[header::CONNECTION], "close");
    assert_eq!(zone.app.store().head().unwrap(), head);
    let mut english = silent(&zone, "/api/views", b"{\"name\":");
    english.headers_mut().insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
    let answer = zone.send(english).await.json();
    let expected = json!({
        "type": "urn:yuanshu:problem:timed-out",
        "title": "Request Timeout",
        "status": 408,
        "code": "timed-out",
        "detail": "the request did not arrive whole within 0 seconds of waiting: \
                   nothing was done, nothing of it is kept",
        "hint": "check the network and send it again",
    });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn a_named_request_that_falls_silent_may_be_sent_again_under_its_name() {
    let zone = hasty();
    let named = |mut request: Request<Body>| {
        request.headers_mut().insert("idempotency-key", "a".parse().unwrap());
        zone.send(request)
    };
    let silent = named(silent(&zone, "/api/views", b"{\"name\":")).await;
    assert_eq!(silent.code().as_deref(), Some("timed-out"));
    let body = json!({ "name": "光电", "query": "q=光电" });
    let again = zone.request(Some("clerk"), (Method::POST, "/api/views"), Some(&body));
    assert_eq!(named(again).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_file_that_falls_silent_is_refused_and_leaves_nothing() {
    let zone = hasty();
    for path in ["/api/drafts?name=a.xlsx", "/api/fills/form?name=a.xlsx"] {
        let answer = zone.send(silent(&zone, path, b"PK")).await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{path}");
        assert_eq!(answer.code().as_deref(), Some("timed-out"), "{path}");
        for folder in [zone.app.drafts().folder(), zone.app.results().folder()] {
            assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "{path}");
        }
    }
    let drafts = zone.get("clerk", "/api/drafts").await.json();
    assert_eq!(drafts["items"], json!([]));
}
