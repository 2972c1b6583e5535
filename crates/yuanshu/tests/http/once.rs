//! Requests that are sent twice and done once.

use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::{Value as Json, json};
use store::{Hash, Request};
use zone::people::Role;

use super::kit::{Answer, Zone};

/// Sends a change with a name.
async fn named(zone: &Zone, (who, name): (&str, &str), (path, body): (&str, &Json)) -> Answer {
    let mut request = zone.request(Some(who), (Method::POST, path), Some(body));
    request.headers_mut().insert("idempotency-key", name.parse().unwrap());
    zone.send(request).await
}

fn post(title: &str) -> Json {
    json!({ "title": title, "department": "科技局", "roles": ["reader"], "scope": "zone" })
}

fn is_replayed(headers: &HeaderMap) -> bool {
    headers.get("idempotency-replayed").is_some_and(|said| said == "true")
}

fn head(zone: &Zone) -> u32 {
    zone.app.store().head().unwrap().seq.0
}

#[tokio::test]
async fn a_creation_that_is_sent_twice_is_done_once_and_answered_the_same() {
    let zone = Zone::staffed();
    let before = head(&zone);
    let first = named(&zone, ("security", "a"), ("/api/posts", &post("甲岗"))).await;
    assert_eq!((first.status, is_replayed(&first.headers)), (StatusCode::CREATED, false));
    let again = named(&zone, ("security", "a"), ("/api/posts", &post("甲岗"))).await;
    assert_eq!((again.status, is_replayed(&again.headers)), (StatusCode::CREATED, true));
    assert_eq!(again.json(), first.json());
    assert_eq!(again.headers["content-type"], "application/json");
    assert_eq!(head(&zone), before + 1);
    // Another name is another request, and without one each is done.
    named(&zone, ("security", "b"), ("/api/posts", &post("乙岗"))).await;
    zone.post("security", "/api/posts", &post("丙岗")).await;
    assert_eq!(head(&zone), before + 3);
}

#[tokio::test]
async fn a_name_that_was_used_for_something_else_is_refused() {
    let zone = Zone::staffed();
    named(&zone, ("security", "a"), ("/api/posts", &post("甲岗"))).await;
    let before = head(&zone);
    let other = named(&zone, ("security", "a"), ("/api/posts", &post("乙岗"))).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let expected = json!({
        "type": "urn:yuanshu:problem:key-reused",
        "title": "内容不对",
        "status": 422,
        "code": "key-reused",
        "detail": "这个 Idempotency-Key 用在了另一个请求上，没有办理",
        "hint": "每办一件事换一个 Idempotency-Key",
        "path": "idempotency-key",
    });
    assert_eq!(other.json(), expected);
    let elsewhere =
        named(&zone, ("security", "a"), ("/api/posts/1/appointments", &post("甲岗"))).await;
    assert_eq!(elsewhere.code().as_deref(), Some("key-reused"));
    assert_eq!(head(&zone), before);
}

#[tokio::test]
async fn a_request_that_is_still_being_done_is_not_begun_again() {
    let zone = Zone::staffed();
    let body = post("甲岗");
    let said = Hash::of(format!("/api/posts\n{body}").as_bytes());
    let request = Request { name: "a".into(), route: "POST /api/posts".into(), said };
    let staff = zone.app.gate().staff();
    let (officer, _) = staff
        .officers()
        .find(|(officer, _)| {
            zone.app.gate().seats(*officer)[0].operator.roles.contains(&Role::Security)
        })
        .unwrap();
    let who = zone.app.gate().seats(officer).remove(0).operator;
    zone.app.store().gate().begin_once(&who, &request, zone.app.now()).unwrap();
    let before = head(&zone);
    let answer = named(&zone, ("security", "a"), ("/api/posts", &body)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.code().as_deref(), Some("in-flight"));
    assert_eq!(answer.headers["retry-after"], "1");
    assert_eq!(head(&zone), before);
}

#[tokio::test]
async fn a_request_that_was_refused_may_be_put_right_under_the_same_name() {
    let zone = Zone::staffed();
    let wrong = named(&zone, ("security", "a"), ("/api/posts", &json!({ "title": "甲岗" }))).await;
    assert_eq!(wrong.code().as_deref(), Some("unfit"));
    let right = named(&zone, ("security", "a"), ("/api/posts", &post("甲岗"))).await;
    assert_eq!((right.status, is_replayed(&right.headers)), (StatusCode::CREATED, false));
}

#[tokio::test]
async fn a_name_is_of_who_gave_it_and_helps_nobody_in() {
    let zone = Zone::staffed();
    let body = json!({ "name": "光电", "query": "q=光电" });
    let one = named(&zone, ("clerk", "a"), ("/api/views", &body)).await;
    let other = named(&zone, ("reader", "a"), ("/api/views", &body)).await;
    assert_eq!((is_replayed(&one.headers), is_replayed(&other.headers)), (false, false));
    assert_ne!(one.json()["id"], other.json()["id"]);
    // Who may not is refused as without a name, and so is who is not signed in.
    let reader = named(&zone, ("reader", "b"), ("/api/posts", &post("甲岗"))).await;
    assert_eq!(reader.code().as_deref(), Some("no-role"));
    let nobody = named(&zone, ("nobody", "a"), ("/api/views", &body)).await;
    assert_eq!(nobody.code().as_deref(), Some("signed-out"));
    let long = named(&zone, ("clerk", &"a".repeat(201)), ("/api/views", &body)).await;
    assert_eq!((long.status.as_u16(), long.code().as_deref()), (400, Some("key")));
}

#[test]
fn every_creation_names_the_header() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let mut named = Vec::new();
    let mut others = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("post") else { continue };
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let has = parameters.clone().any(|one| one["name"] == "idempotency-key");
        let of = if has { &mut named } else { &mut others };
        of.push(operation["operationId"].as_str().unwrap_or(path).to_owned());
    }
    let expected = "make-post appoint relieve delegate refuse admit correct alter settle object issue-verdict \
                    review distinct merge accept-draft undo fill-list give-task pass-task close-task \
                    save-view backup";
    assert_eq!(named.join(" "), expected);
    // These change nothing, are told a secret only once, or bring a file whose bytes are looked
    // at before anything is done with it, or take one out.
    let expected = "found sign-in new-factor drop-factor accept-invitation join invite agree give-key replay \
                    add-draft matches fill-form reload export verify";
    assert_eq!(others.join(" "), expected);
}
