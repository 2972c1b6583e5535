//! Tokens and keys that others got hold of: replayed after they ended, they open nothing.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::{Answer, PASSWORD, Zone};

fn refusal(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code().unwrap_or_default())
}

fn signed_out() -> (u16, String) {
    (401, "signed-out".to_owned())
}

/// What a program is told whose key opens nothing.
fn shut() -> (u16, String) {
    (401, "bad-key".to_owned())
}

/// A request with the key of a program.
fn called(key: &str, path: &str) -> Request<Body> {
    let request =
        Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    request.body(Body::empty()).unwrap()
}

/// A zone with a program that is let in until the end of the year, its number and its key.
async fn with_a_program() -> (Zone, Json, String) {
    let zone = Zone::staffed();
    let is = json!({
        "title": "统计直报", "department": "科技局", "roles": ["reader"], "scope": "zone",
    });
    let admitted = json!({ "is": is, "until": "2026-12-31" });
    let admitted = zone.post("security", "/api/clients", &admitted).await;
    assert_eq!(admitted.status, StatusCode::CREATED, "{:?}", admitted.code());
    let clients = zone.get("security", "/api/clients").await.json();
    let id = clients["items"][0]["id"].clone();
    let key = key(&zone, &id).await;
    (zone, id, key)
}

/// Has a program get a key.
async fn key(zone: &Zone, id: &Json) -> String {
    let given = zone.post("keeper", &format!("/api/clients/{id}/key"), &json!({})).await;
    assert_eq!(given.status, StatusCode::CREATED, "{:?}", given.code());
    given.json()["key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_token_that_is_replayed_after_signing_out_opens_nothing() {
    let zone = Zone::staffed();
    let read = || zone.request(Some("clerk"), (Method::GET, "/api/enterprises"), None);
    assert_eq!(zone.send(read()).await.status, StatusCode::OK);
    let out = zone.request(Some("clerk"), (Method::DELETE, "/api/session"), None);
    assert_eq!(zone.send(out).await.status, StatusCode::NO_CONTENT);
    assert_eq!(refusal(&zone.send(read()).await), signed_out());
    let change = zone.post("clerk", "/api/views", &json!({ "name": "a", "query": "" })).await;
    assert_eq!(refusal(&change), signed_out());
}

#[tokio::test]
async fn a_new_password_ends_what_was_open_elsewhere() {
    let mut zone = Zone::empty();
    let officer = zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let post = zone.app.gate().seats(officer)[0].post;
    zone.sign_in("stolen", officer, post);
    assert_eq!(zone.get("stolen", "/api/session").await.status, StatusCode::OK);
    let body = json!({ "old": PASSWORD, "new": "又一个足够长的密码呢" });
    let path = (Method::PUT, "/api/session/password");
    let changed = zone.send(zone.request(Some("wang"), path, Some(&body))).await;
    assert!(changed.status.is_success(), "{:?}", changed.code());
    assert_eq!(refusal(&zone.get("stolen", "/api/session").await), signed_out());
}

#[tokio::test]
async fn a_key_that_was_taken_back_opens_nothing() {
    let (zone, id, key) = with_a_program().await;
    let read = || called(&key, "/api/enterprises");
    assert_eq!(zone.send(read()).await.status, StatusCode::OK);
    let path = format!("/api/clients/{id}/key");
    let taken = zone.send(zone.request(Some("keeper"), (Method::DELETE, &path), None)).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    let shut_out = zone.send(read()).await;
    assert_eq!(refusal(&shut_out), shut());
    assert_eq!(shut_out.headers[header::WWW_AUTHENTICATE], "Bearer");
    let hint = shut_out.json()["hint"].clone();
    assert_eq!(hint, "请向系统管理员要一把新的；到期的先请安全管理员重新准入");
}

#[tokio::test]
async fn what_a_program_listens_to_ends_with_its_key() {
    let (zone, id, old) = with_a_program().await;
    let request = called(&old, "/api/events");
    let signed =
        zone.app.gate().signed((request.headers(), request.extensions()), zone.app.store());
    let signed = signed.unwrap();
    assert!(zone.app.gate().is_open(&signed));
    key(&zone, &id).await;
    assert!(!zone.app.gate().is_open(&signed));
}

#[tokio::test]
async fn a_new_key_ends_the_old_one() {
    let (zone, id, old) = with_a_program().await;
    let new = key(&zone, &id).await;
    assert_eq!(refusal(&zone.send(called(&old, "/api/enterprises")).await), shut());
    assert_eq!(zone.send(called(&new, "/api/enterprises")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_program_that_was_expelled_or_whose_time_is_over_is_not_let_in() {
    let (zone, id, key) = with_a_program().await;
    let path = format!("/api/clients/{id}");
    let expelled = zone.send(zone.request(Some("security"), (Method::DELETE, &path), None)).await;
    assert_eq!(expelled.status, StatusCode::OK, "{:?}", expelled.code());
    assert_eq!(refusal(&zone.send(called(&key, "/api/enterprises")).await), shut());
    // Nor is it given another key, which would open nothing.
    let given = zone.post("keeper", &format!("/api/clients/{id}/key"), &json!({})).await;
    assert_eq!(refusal(&given), (409, "client-over".to_owned()));

    let (zone, _, key) = with_a_program().await;
    // 2026-12-31 is the last day: 40 days later is the last moment of it, in UTC.
    zone.wait(40 * 86_400);
    assert_eq!(zone.send(called(&key, "/api/enterprises")).await.status, StatusCode::OK);
    zone.wait(86_400);
    assert_eq!(refusal(&zone.send(called(&key, "/api/enterprises")).await), shut());
}
