//! Bad days: what is too large, too slow, too often, or meets a server that stops.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_stream::StreamExt;
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::Zone;

#[tokio::test]
async fn a_body_that_is_too_large_is_not_taken() {
    let zone = Zone::staffed();
    let body = json!({ "name": "a".repeat(2 << 20), "query": "" });
    let answer = zone.post("clerk", "/api/views", &body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.code().as_deref(), Some("too-large"));
}

#[tokio::test]
async fn an_upload_of_two_gigabytes_is_given_up_at_its_limit_and_leaves_nothing() {
    let zone = Zone::staffed();
    let mut request = zone.request(Some("clerk"), (Method::POST, "/api/drafts?name=a.xlsx"), None);
    // It is made as it is sent: nobody holds it whole.
    let piece = axum::body::Bytes::from(vec![0_u8; 4 << 20]);
    let pieces = tokio_stream::iter(0..512).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    *request.body_mut() = Body::from_stream(pieces);
    let answer = zone.send(request).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let left = std::fs::read_dir(zone.app.drafts().folder()).unwrap().count();
    assert_eq!(left, 0);
}

/// Where files are sent to.
const UPLOADS: [&str; 2] = ["/api/drafts?name=a.xlsx", "/api/fills/form?name=a.xlsx"];

/// How many files lie where those that are sent are written to.
fn lying(zone: &Zone) -> usize {
    let of = |folder| std::fs::read_dir(folder).unwrap().count();
    of(zone.app.drafts().folder()) + of(zone.app.results().folder())
}

#[tokio::test]
async fn what_is_said_to_be_too_large_is_refused_before_it_is_sent() {
    let zone = Zone::staffed();
    for path in UPLOADS {
        let mut request = zone.request(Some("clerk"), (Method::POST, path), None);
        request.headers_mut().insert(header::CONTENT_LENGTH, (2_u64 << 30).into());
        // It never comes: whoever waits for it does not answer.
        *request.body_mut() =
            Body::from_stream(tokio_stream::pending::<Result<axum::body::Bytes, std::io::Error>>());
        let answer = zone.send(request).await;
        assert_eq!(answer.code().as_deref(), Some("too-large"), "{path}");
        assert_eq!(lying(&zone), 0, "{path}");
    }
}

#[tokio::test]
async fn who_breaks_off_while_a_file_is_received_leaves_nothing() {
    let zone = Zone::staffed();
    for path in UPLOADS {
        let mut request = zone.request(Some("clerk"), (Method::POST, path), None);
        let (asked, is_asked) = tokio::sync::oneshot::channel::<()>();
        let mut asked = Some(asked);
        let parts = tokio_stream::iter([()]).map(move |()| {
            drop(asked.take());
            Ok::<_, std::io::Error>(axum::body::Bytes::from_static(b"PK"))
        });
        *request.body_mut() = Body::from_stream(parts.chain(tokio_stream::pending()));
        let begun = async {
            assert!(is_asked.await.is_err());
            lying(&zone)
        };
        let begun = tokio::select! {
            answer = zone.send(request) => panic!("{path}: {}", answer.status),
            begun = begun => begun,
        };
        assert_eq!(begun, 1, "{path}");
        assert_eq!(lying(&zone), 0, "{path}");
    }
}

#[tokio::test]
async fn a_sheet_that_is_none_is_refused_by_its_name_and_by_its_content() {
    let zone = Zone::staffed();
    let named = zone.post("clerk", "/api/drafts?name=a.exe", &json!({})).await;
    assert_eq!((named.status.as_u16(), named.code().as_deref()), (422, Some("unfit")));
    let mut request =
        zone.request(Some("clerk"), (Method::POST, "/api/drafts?name=a.xlsx&feed=demo/tax"), None);
    *request.body_mut() = Body::from("PK not a zip");
    let id = zone.send(request).await.json()["id"].clone();
    let draft = loop {
        let draft = zone.get("clerk", &format!("/api/drafts/{id}")).await.json();
        if draft["state"] != "reading" {
            break draft;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(draft["state"], "failed", "{draft}");
    let why = draft["failed"].as_str().unwrap();
    assert!(why.contains("a.xlsx") && !why.contains('/'), "the file that was sent: {why}");
    let accepted = zone.post("clerk", &format!("/api/drafts/{id}/accept"), &json!({})).await;
    assert_eq!(accepted.code().as_deref(), Some("draft-not-ready"));
}

#[tokio::test]
async fn a_body_that_does_not_fit_says_where_and_what_is_to_stand_there() {
    let zone = Zone::staffed();
    let give = |days: Json, fact: &'static str| {
        let zone = &zone;
        async move {
            let task = json!({
                "enterprise": 0, "reason": "核对", "department": "科技局", "days": days,
                "policy": "demo/rd-grant", fact: "operating_revenue",
            });
            let told = zone.post("clerk", "/api/tasks", &task).await;
            assert_eq!(told.status.as_u16(), 422);
            let told = told.json();
            [told["path"].clone(), told["detail"].clone()]
        }
    };
    let number = "要写 0 到 65535 的整数，写的是文字“五”";
    assert_eq!(give(json!("五"), "fact").await, ["/days", number]);
    let fields = "没有这一项；可以写：enterprise、policy、fact、reason、department、officer、days";
    assert_eq!(give(json!(5), "facts").await, ["/facts", fields]);
    let query = zone.get("clerk", "/api/enterprises?limit=x").await;
    assert_eq!((query.status.as_u16(), query.code().as_deref()), (400, Some("query")));
    assert_eq!(query.json()["path"], "limit");
    assert_eq!(query.json()["detail"], "网址里的参数不对：要写不小于 0 的整数");
    let cut = zone.request(Some("clerk"), (Method::POST, "/api/views"), Some(&json!({})));
    let (parts, _) = cut.into_parts();
    let cut = zone.send(axum::http::Request::from_parts(parts, Body::from("{\"name\":"))).await;
    assert_eq!(cut.json()["detail"], "不是完整的 JSON：第 1 行第 8 个字符附近");
}

#[tokio::test]
async fn behind_a_proxy_that_is_trusted_each_address_is_an_asker_of_its_own() {
    let proxies = vec!["127.0.0.1/32".to_owned()];
    let zone = Zone::with(Serving { rate: Some(10), proxies, ..Serving::default() });
    let ask = |peer: [u8; 4], said: &'static str| {
        let mut ask = zone.request(None, (Method::GET, "/api/first"), None);
        ask.headers_mut().insert("x-forwarded-for", said.parse().unwrap());
        let peer = std::net::SocketAddr::from((peer, 1234));
        ask.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        zone.send(ask)
    };
    for _ in 0..40 {
        assert_eq!(ask([127, 0, 0, 1], "192.0.2.1").await.status, StatusCode::OK);
    }
    let hurried = ask([127, 0, 0, 1], "192.0.2.1").await.status;
    assert_eq!(hurried, StatusCode::TOO_MANY_REQUESTS);
    // What somebody writes in front of the proxy's own word changes nothing.
    let forged = ask([127, 0, 0, 1], "198.51.100.7, 192.0.2.1").await.status;
    assert_eq!(forged, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask([127, 0, 0, 1], "192.0.2.2").await.status, StatusCode::OK);
    // Who is no proxy is an asker by their own address, whatever they say.
    assert_eq!(ask([203, 0, 113, 9], "192.0.2.1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_asks_too_often_waits_and_others_do_not() {
    let zone = Zone::with(Serving { rate: Some(10), ..Serving::default() });
    let mut last = StatusCode::OK;
    for _ in 0..41 {
        last = zone.send(zone.request(None, (Method::GET, "/api/first"), None)).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // Another address is another asker.
    let mut other = zone.request(None, (Method::GET, "/api/first"), None);
    let address = std::net::SocketAddr::from(([192, 0, 2, 7], 1234));
    other.extensions_mut().insert(axum::extract::ConnectInfo(address));
    assert_eq!(zone.send(other).await.status, StatusCode::OK);
    zone.wait(1);
    let after = zone.send(zone.request(None, (Method::GET, "/api/first"), None)).await;
    assert_eq!(after.status, StatusCode::OK);
}

#[tokio::test]
async fn each_session_has_a_rate_of_its_own() {
    let mut zone = Zone::with(Serving { rate: Some(10), ..Serving::default() });
    zone.administrators();
    for called in ["one", "other"] {
        zone.hire(called, &[Role::Clerk], Scope::Zone);
    }
    for _ in 0..40 {
        assert_eq!(zone.get("one", "/api/session").await.status, StatusCode::OK);
    }
    let hurried = zone.get("one", "/api/session").await;
    assert_eq!(
        (hurried.status, hurried.code().as_deref()),
        (StatusCode::TOO_MANY_REQUESTS, Some("too-many-requests"))
    );
    // Of the same address, and still another asker.
    assert_eq!(zone.get("other", "/api/session").await.status, StatusCode::OK);
    assert_eq!(zone.get("one", "/api/session").await.status, StatusCode::TOO_MANY_REQUESTS);
}

/// A server on a port of its own, and what ends it.
pub(super) async fn served(
    router: Router,
) -> (std::net::SocketAddr, tokio::sync::oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let ended = async { drop(ended.await) };
        yuanshu::serve::serve(listener, router, ended).await;
    });
    (address, end)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_stopped_takes_nobody_more_and_lets_the_last_finish() {
    let (entered, mut under_way) = tokio::sync::mpsc::channel(1);
    let go = Arc::new(tokio::sync::Notify::new());
    let finish = go.clone();
    let slow = move || {
        let (entered, go) = (entered.clone(), go.clone());
        async move {
            entered.send(()).await.unwrap();
            go.notified().await;
            "finished"
        }
    };
    let (address, end) = served(Router::new().route("/slow", axum::routing::get(slow))).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    under_way.recv().await.unwrap();
    end.send(()).unwrap();
    // Nobody new is let in, and what is under way goes on.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    finish.notify_one();
    let mut whole = String::new();
    client.read_to_string(&mut whole).await.unwrap();
    assert!(
        whole.starts_with("HTTP/1.1 200 OK\r\n") && whole.ends_with("\r\n\r\nfinished"),
        "{whole}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_finishes_the_head_of_a_request_keeps_no_place() {
    tokio::time::timeout(Duration::from_mins(1), async {
        let zone = Zone::staffed();
        let (address, _end) = served(zone.router.clone()).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: a").await.unwrap();
        let mut rest = Vec::new();
        slow.read_to_end(&mut rest).await.unwrap();
        let text = String::from_utf8_lossy(&rest);
        assert!(rest.is_empty() || text.starts_with("HTTP/1.1 408"), "{text}");
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn refusals_are_said_in_the_language_of_the_reader() {
    let zone = Zone::staffed();
    let mut request = zone.request(None, (Method::GET, "/api/session"), None);
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.8".parse().unwrap());
    let answer = zone.send(request).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    let said = answer.json();
    assert_eq!(said["detail"], "not signed in, or the session has ended");
    assert_eq!(said["title"], "Unauthorized");
}
