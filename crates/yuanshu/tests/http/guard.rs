//! What every answer tells the browser to be careful with.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::{PASSWORD, Zone};

#[tokio::test]
async fn every_answer_keeps_a_browser_to_our_own_pages() {
    let zone = Zone::staffed();
    let get = |who, path| zone.request(who, (Method::GET, path), None);
    let large = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
    let large = large.body(Body::from(" ".repeat(20 << 20))).unwrap();
    let asked = [
        (get(None, "/"), None),
        (get(None, "/api/first"), Some(StatusCode::OK)),
        (get(Some("clerk"), "/api/enterprises"), Some(StatusCode::OK)),
        (get(Some("clerk"), "/api/tasks.xlsx"), Some(StatusCode::OK)),
        (get(Some("clerk"), "/api/journal"), Some(StatusCode::FORBIDDEN)),
        (get(None, "/api/enterprises"), Some(StatusCode::UNAUTHORIZED)),
        (get(None, "/api/nothing"), Some(StatusCode::NOT_FOUND)),
        (zone.request(None, (Method::DELETE, "/api/first"), None), None),
        (large, Some(StatusCode::PAYLOAD_TOO_LARGE)),
    ];
    let policy = "default-src 'self'; img-src 'self' data: blob:; \
                  style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; \
                  form-action 'self'; frame-ancestors 'none'";
    for (request, status) in asked {
        let called = format!("{} {}", request.method(), request.uri());
        let answer = zone.send(request).await;
        assert_eq!(answer.status, status.unwrap_or(answer.status), "{called}");
        let told = |name: &str| answer.headers.get(name).map(|said| said.to_str().unwrap());
        assert_eq!(told("content-security-policy"), Some(policy), "{called}");
        assert_eq!(told("x-content-type-options"), Some("nosniff"), "{called}");
        assert_eq!(told("x-frame-options"), Some("DENY"), "{called}");
        assert_eq!(told("referrer-policy"), Some("same-origin"), "{called}");
        assert_eq!(told("cross-origin-opener-policy"), Some("same-origin"), "{called}");
    }
}

#[tokio::test]
async fn where_people_come_by_https_the_cookie_goes_no_other_way() {
    let address = Some("https://zone.example.cn".to_owned());
    let mut zone = Zone::with(Serving { rate: Some(0), address, ..Serving::default() });
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let body = json!({ "login": "wang", "password": PASSWORD });
    let signed = zone.send(zone.request(None, (Method::POST, "/api/session"), Some(&body))).await;
    let cookie = signed.headers[header::SET_COOKIE].to_str().unwrap();
    let rest = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure";
    assert!(cookie.starts_with("yuanshu=") && cookie.ends_with(rest), "{cookie}");
    let out = zone.send(zone.request(Some("wang"), (Method::DELETE, "/api/session"), None)).await;
    let gone = "yuanshu=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure";
    assert_eq!(out.headers[header::SET_COOKIE].to_str().unwrap(), gone);
}
