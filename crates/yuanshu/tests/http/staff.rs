//! What cannot be so about the staff: where in the request it is, in both languages.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::kit::Zone;

/// What somebody is told in English.
async fn told(zone: &Zone, who: &str, path: &str, body: &Json) -> (u16, Json, String) {
    let mut request = zone.request(Some(who), (Method::POST, path), Some(body));
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
    let answer = zone.send(request).await;
    let body = answer.json();
    let detail = body["detail"].as_str().unwrap_or_default().to_owned();
    (answer.status.as_u16(), body["path"].clone(), detail)
}

fn post(change: &Json) -> Json {
    let mut post = json!({
        "title": "经办岗", "department": "经发局", "roles": ["clerk"], "scope": "zone",
    });
    for (name, value) in change.as_object().unwrap() {
        post[name] = value.clone();
    }
    post
}

#[tokio::test]
async fn whoever_keeps_accounts_is_told_which_field_is_wrong() {
    let zone = Zone::staffed();
    for (body, path, said) in [
        (json!({ "login": "wang", "name": " " }), "/name", "the name is blank"),
        (json!({ "login": "", "name": "王" }), "/login", "the login is blank"),
        (json!({ "login": "CLERK", "name": "王" }), "/login", "the login clerk is taken"),
        (
            json!({ "login": "a b", "name": "王" }),
            "/login",
            "the login is too long, or has letters that cannot be",
        ),
    ] {
        let refused = told(&zone, "keeper", "/api/officers", &body).await;
        assert_eq!(refused, (422, json!(path), said.to_owned()));
    }
    let gone = zone.request(Some("keeper"), (Method::DELETE, "/api/officers/99"), None);
    assert_eq!(zone.send(gone).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_grants_posts_is_told_which_field_is_wrong() {
    let zone = Zone::staffed();
    let mixed = "system administrator and clerk do not go on one post";
    for (change, path, said) in [
        (json!({ "title": "" }), "/title", "the title is blank"),
        (json!({ "roles": [] }), "/roles", "there is no role"),
        (json!({ "roles": ["clerk", "keeper"] }), "/roles", mixed),
        (
            json!({ "roles": ["keeper"], "scope": { "park": "东区" } }),
            "/scope",
            "system administrator reaches the whole zone",
        ),
    ] {
        let (status, at, en) = told(&zone, "security", "/api/posts", &post(&change)).await;
        assert_eq!((status, at, en.as_str()), (422, json!(path), said));
    }
    let ahead = |to| json!({ "by": 3, "to": to, "from": "2026-11-21", "until": "2026-11-20" });
    for (path, body, status, at) in [
        ("/api/posts/3/appointments", json!({ "officer": 99 }), 422, json!("/officer")),
        ("/api/posts/99/appointments", json!({ "officer": 1 }), 404, Json::Null),
        ("/api/posts/3/delegations", ahead(2), 422, json!("/until")),
        (
            "/api/clients",
            json!({ "is": post(&json!({ "roles": ["keeper"] })), "until": "2026-12-31" }),
            422,
            json!("/is/roles"),
        ),
        (
            "/api/clients",
            json!({ "is": post(&json!({})), "until": "2026-01-01" }),
            422,
            json!("/until"),
        ),
    ] {
        let refused = told(&zone, "security", path, &body).await;
        assert_eq!((refused.0, &refused.1), (status, &at), "{path}: {}", refused.2);
    }
}

#[tokio::test]
async fn nobody_grants_themselves_a_post() {
    let zone = Zone::staffed();
    let refused = |answer: &super::kit::Answer| (answer.status.as_u16(), answer.code());
    let own = (403, Some("to-oneself".to_owned()));
    // P3 is the clerk's, U8 is who asks.
    let appoint = json!({ "officer": 8 });
    let answer = zone.post("security", "/api/posts/3/appointments", &appoint).await;
    assert_eq!(refused(&answer), own);
    let delegate = json!({ "by": 3, "to": 8, "from": "2026-11-21", "until": "2026-11-22" });
    let answer = zone.post("security", "/api/posts/3/delegations", &delegate).await;
    assert_eq!(refused(&answer), own);
    let change = post(&json!({ "roles": ["steward"] }));
    let path = (Method::PUT, "/api/posts/8");
    let answer = zone.send(zone.request(Some("security"), path, Some(&change))).await;
    assert_eq!(refused(&answer), own);
}
