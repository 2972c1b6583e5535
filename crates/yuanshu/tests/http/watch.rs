//! What the program tells of its work: lines and numbers, and nothing of people and enterprises.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};
use tower::ServiceExt;
use yuanshu::register::Serving;
use yuanshu::serve::log::{Form, subscriber};
use zone::people::{Role, Scope};

use super::kit::{Answer, PASSWORD, Zone};

/// Everything that was logged in this process.
#[derive(Clone)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Has everything logged kept, as a program reads it.
fn logged() -> Logged {
    static LOGGED: OnceLock<Logged> = OnceLock::new();
    let logged = LOGGED.get_or_init(|| {
        let logged = Logged(Arc::default());
        let writer = logged.clone();
        let told = subscriber(Form::Json, move || writer.clone());
        tracing::subscriber::set_global_default(told).unwrap();
        logged
    });
    logged.clone()
}

impl Logged {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The line of a request, without when it was and how long it took.
    fn line(&self, answer: &Answer) -> Json {
        let id = answer.headers["x-request-id"].to_str().unwrap();
        let text = self.text();
        let lines: Vec<Json> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut of = lines.into_iter().filter(|line| line["id"] == id);
        let mut line = of.next().unwrap();
        assert!(of.next().is_none() && line["ms"].is_u64(), "{line}");
        let fields = line.as_object_mut().unwrap();
        fields.retain(|name, _| name != "timestamp" && name != "ms");
        line
    }
}

/// What a line says beside its number.
fn line(answer: &Answer, said: &Json) -> Json {
    let mut line = json!({ "level": "INFO", "target": "request" });
    let id = answer.headers["x-request-id"].to_str().unwrap();
    line["id"] = json!(id);
    for (name, value) in said.as_object().unwrap() {
        line[name] = value.clone();
    }
    line
}

#[tokio::test]
async fn the_log_says_what_was_asked_and_never_what_was_said() {
    let logged = logged();
    let mut zone = Zone::empty();
    zone.hire("wangdaming", &[Role::Clerk], Scope::Zone);
    let body = json!({ "login": "wangdaming", "password": PASSWORD });
    let request = zone.request(None, (Method::POST, "/api/session"), Some(&body));
    let signed = zone.send(request).await;
    assert_eq!(signed.status, StatusCode::CREATED);
    let said = json!({ "method": "POST", "route": "/api/session", "status": 201 });
    assert_eq!(logged.line(&signed), line(&signed, &said));
    let code = "91110108MA0QJBMC0U";
    let found = zone.get("wangdaming", &format!("/api/enterprises?q={code}")).await;
    assert_eq!(found.status, StatusCode::OK);
    let said = json!({
        "method": "GET", "route": "/api/enterprises", "status": 200, "who": "U1", "post": 1,
    });
    assert_eq!(logged.line(&found), line(&found, &said));
    let lost = zone.get("wangdaming", &format!("/api/enterprises/{code}")).await;
    let said = json!({
        "method": "GET", "route": "/api/enterprises/{id}", "status": 404, "who": "U1", "post": 1,
    });
    assert_eq!(logged.line(&lost), line(&lost, &said));
    let mut request = zone.request(Some("wangdaming"), (Method::GET, "/api/enterprises/no"), None);
    let english = axum::http::HeaderValue::from_static("en");
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, english);
    let lost = zone.send(request).await;
    assert_eq!(logged.line(&lost), line(&lost, &said));
    let nowhere = zone.get("wangdaming", &format!("/api/nowhere/{code}")).await;
    let said = json!({
        "method": "GET", "route": "-", "status": 404, "who": "U1", "post": 1,
    });
    assert_eq!(logged.line(&nowhere), line(&nowhere, &said));
    let cookie = signed.headers[header::SET_COOKIE].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let text = logged.text();
    for secret in [PASSWORD, "wangdaming", "某", code, token] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn who_is_told_to_wait_is_counted_and_fills_no_log() {
    let logged = logged();
    let serving = Serving { rate: Some(1), ..Serving::default() };
    let zone = Zone::with(serving);
    let ask = || zone.send(zone.request(None, (Method::GET, "/api/first"), None));
    for _ in 0..4 {
        assert_eq!(ask().await.status, StatusCode::OK);
    }
    let turned = ask().await;
    assert_eq!(turned.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!logged.text().contains(turned.headers["x-request-id"].to_str().unwrap()));
    let count = "yuanshu_requests_total{method=\"GET\",route=\"/api/first\",status=\"4xx\"} 1";
    assert!(told(&zone).await.contains(count));
    assert_eq!(zone.app.limits().turned(), 1);
}

#[tokio::test]
async fn what_failed_here_is_a_warning_that_says_what() {
    let logged = logged();
    let mut zone = Zone::empty();
    zone.hire("wangdaming", &[Role::Reader], Scope::Zone);
    std::fs::remove_dir_all(zone.app.results().folder()).unwrap();
    let failed = zone.get("wangdaming", "/api/policies.xlsx").await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    let said = json!({
        "level": "WARN", "method": "GET", "route": "/api/policies.xlsx", "status": 500,
        "who": "U1", "post": 1, "code": "broken",
    });
    assert_eq!(logged.line(&failed), line(&failed, &said));
}

/// What is told of the zone, as the program that watches it reads it.
async fn told(zone: &Zone) -> String {
    let request = axum::http::Request::get("/metrics").body(axum::body::Body::empty()).unwrap();
    let answer = yuanshu::http::watched(zone.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn the_numbers_are_of_the_machine_and_of_nobody() {
    let mut zone = Zone::empty();
    zone.hire("wangdaming", &[Role::Reader], Scope::Zone);
    for _ in 0..3 {
        zone.get("wangdaming", "/api/enterprises?q=甲光电").await;
    }
    zone.get("wangdaming", "/api/enterprises/7").await;
    let stream = zone.request(Some("wangdaming"), (Method::GET, "/api/events"), None);
    let open = zone.router.clone().oneshot(stream).await.unwrap();
    let text = told(&zone).await;
    let head = zone.app.store().head().unwrap().seq.0;
    for line in [
        "yuanshu_requests_total{method=\"GET\",route=\"/api/enterprises\",status=\"2xx\"} 3",
        "yuanshu_requests_total{method=\"GET\",route=\"/api/enterprises/{id}\",status=\"4xx\"} 1",
        "yuanshu_request_seconds_count{method=\"GET\",route=\"/api/enterprises\"} 3",
        "yuanshu_streams 1",
        &format!("yuanshu_journal_head {head}"),
        "yuanshu_population_enterprises 0",
        "yuanshu_sessions 1",
        "yuanshu_drafts{state=\"reading\"} 0",
        "yuanshu_connections{state=\"lent\"} 0",
    ] {
        assert!(text.lines().any(|told| told == line), "{line}\n{text}");
    }
    assert!(text.ends_with("# EOF\n"));
    for secret in ["wangdaming", "甲光电", "某", "示范"] {
        assert!(!text.contains(secret), "{secret}");
    }
    // Who goes is counted no more, and nobody sees this where the pages are.
    drop(open);
    assert!(told(&zone).await.contains("\nyuanshu_streams 0\n"));
    let page = zone.get("wangdaming", "/metrics").await;
    assert!(!String::from_utf8_lossy(&page.body).contains("yuanshu_"));
}

#[tokio::test]
async fn the_log_says_where_packs_are_faulty() {
    let logged = logged();
    let faulty = yuanshu::http::Refusal::conflict(
        yuanshu::http::Code::FaultyPacks,
        ["甲.toml:3:1: 不认识的键", "-"],
    )
    .hint(["改好后再更新", "-"]);
    faulty.log("the packs stay");
    let text = logged.text();
    let line = text.lines().find(|line| line.contains("the packs stay")).unwrap();
    for said in ["faulty-packs", "甲.toml:3:1: 不认识的键", "改好后再更新", "ERROR"] {
        assert!(line.contains(said), "{line}");
    }
}
