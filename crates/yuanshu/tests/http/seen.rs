//! Changes of what somebody else changed meanwhile.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::kit::{Answer, Zone};

/// Sends a change of what was seen in a state.
async fn change(
    zone: &Zone,
    (who, seen): (&str, &Json),
    (method, path): (Method, &str),
    body: Option<&Json>,
) -> Answer {
    let mut request = zone.request(Some(who), (method, path), body);
    request.headers_mut().insert("if-match", seen.as_str().unwrap().parse().unwrap());
    zone.send(request).await
}

/// The item of a list that somebody looks at.
async fn item(zone: &Zone, (who, path): (&str, &str), (key, is): (&str, &str)) -> Json {
    let listed = zone.get(who, path).await.json();
    let items = listed["items"].as_array().unwrap();
    items.iter().find(|one| one[key] == is).unwrap_or_else(|| panic!("{listed}")).clone()
}

fn stale(answer: &Answer) -> bool {
    answer.status == StatusCode::PRECONDITION_FAILED
        && answer.code().as_deref() == Some("changed-meanwhile")
}

#[tokio::test]
async fn a_post_that_somebody_else_changed_is_not_changed_blindly() {
    let zone = Zone::staffed();
    let seen = item(&zone, ("security", "/api/posts"), ("title", "reader")).await;
    let path = format!("/api/posts/{}", seen["id"]);
    let body = |title| json!({ "title": title, "department": "科技局", "roles": ["reader"], "scope": "zone" });
    let put = (Method::PUT, path.as_str());
    let first = change(&zone, ("security", &seen["tag"]), put.clone(), Some(&body("查阅"))).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.code());
    let head = zone.app.store().head().unwrap();
    let second = change(&zone, ("security", &seen["tag"]), put.clone(), Some(&body("查询"))).await;
    let expected = json!({
        "type": "urn:yuanshu:problem:changed-meanwhile",
        "title": "已被别人改动",
        "status": 412,
        "code": "changed-meanwhile",
        "detail": "您看过以后，别人改动过它，没有保存",
        "hint": "请刷新，看过现在的再改；您填的内容还在",
        "path": "if-match",
    });
    assert_eq!((second.status, second.json()), (StatusCode::PRECONDITION_FAILED, expected));
    assert_eq!(zone.app.store().head().unwrap(), head);
    // Whoever looks again may; so may who does not say what they saw, and who takes any state.
    let seen = item(&zone, ("security", "/api/posts"), ("title", "查阅")).await;
    let several = json!(format!("\"0000\", {}", seen["tag"].as_str().unwrap()));
    let third = change(&zone, ("security", &several), put.clone(), Some(&body("查询"))).await;
    assert_eq!(third.status, StatusCode::OK);
    let any = change(&zone, ("security", &json!("*")), put.clone(), Some(&body("查看"))).await;
    assert_eq!(any.status, StatusCode::OK);
    let unsaid = zone.send(zone.request(Some("security"), put, Some(&body("查")))).await;
    assert_eq!(unsaid.status, StatusCode::OK);
}

#[tokio::test]
async fn who_holds_a_post_is_part_of_its_state() {
    let zone = Zone::staffed();
    let seen = item(&zone, ("security", "/api/posts"), ("title", "reader")).await;
    let officer = &seen["terms"][0]["officer"];
    let path = format!("/api/posts/{}/relief", seen["id"]);
    let relief = (Method::POST, path.as_str());
    let body = json!({ "officer": officer });
    let first = change(&zone, ("security", &seen["tag"]), relief.clone(), Some(&body)).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.code());
    assert!(stale(&change(&zone, ("security", &seen["tag"]), relief, Some(&body)).await));
    let path = format!("/api/posts/{}", seen["id"]);
    assert!(stale(&change(&zone, ("security", &seen["tag"]), (Method::DELETE, &path), None).await));
}

#[tokio::test]
async fn an_officer_who_was_renamed_meanwhile_is_not_renamed_blindly() {
    let zone = Zone::staffed();
    let seen = item(&zone, ("keeper", "/api/officers"), ("login", "clerk")).await;
    let path = format!("/api/officers/{}", seen["id"]);
    let put = (Method::PUT, path.as_str());
    let body = json!({ "login": "clerk", "name": "李四" });
    let first = change(&zone, ("keeper", &seen["tag"]), put.clone(), Some(&body)).await;
    assert_eq!(first.status, StatusCode::NO_CONTENT, "{:?}", first.code());
    assert!(stale(&change(&zone, ("keeper", &seen["tag"]), put, Some(&body)).await));
    let leave = (Method::DELETE, path.as_str());
    assert!(stale(&change(&zone, ("keeper", &seen["tag"]), leave, None).await));
    let person = format!("{path}/person");
    assert!(stale(&change(&zone, ("keeper", &seen["tag"]), (Method::DELETE, &person), None).await));
}

#[tokio::test]
async fn a_query_that_was_replaced_meanwhile_is_not_replaced_blindly() {
    let zone = Zone::staffed();
    let body = |query| json!({ "name": "光电", "query": query });
    let made = zone.post("clerk", "/api/views", &body("q=光")).await.json();
    let seen = item(&zone, ("clerk", "/api/views"), ("name", "光电")).await;
    assert_eq!(seen, made);
    let save = (Method::POST, "/api/views");
    let first = change(&zone, ("clerk", &seen["tag"]), save.clone(), Some(&body("q=光电"))).await;
    assert_eq!(first.status, StatusCode::CREATED);
    assert!(stale(&change(&zone, ("clerk", &seen["tag"]), save, Some(&body("q=电"))).await));
    let path = format!("/api/views/{}", seen["id"]);
    assert!(stale(&change(&zone, ("clerk", &seen["tag"]), (Method::DELETE, &path), None).await));
}

#[test]
fn the_changes_that_take_a_state_say_so() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let mut take = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let mut parameters = operation["parameters"].as_array().into_iter().flatten();
            if parameters.any(|one| one["name"] == "if-match") {
                take.push(operation["operationId"].as_str().unwrap());
            }
        }
    }
    take.sort_unstable();
    let expected = "agree alter appoint change-post close-post close-task correct delegate \
                    drop-officer-factor erase expel forget-view invite issue-verdict leave object \
                    pass-task refuse relieve rename review save-view settle";
    assert_eq!(take.join(" "), expected);
}

/// Changes that take no state, with the reason.
const FREE: [(&str, &str); 32] = [
    ("accept-draft", "a draft is its sender's own, and what came meanwhile makes it stale"),
    ("accept-invitation", "a link is good once"),
    ("add-draft", "makes something new"),
    ("admit", "makes something new"),
    ("backup", "makes something new"),
    ("distinct", "says the same however often; undone by doubt"),
    ("doubt", "takes back what stands; nothing to take back is refused"),
    ("drop-factor", "one's own, with the password and a fresh code"),
    ("export", "takes out, and changes nothing but the journal"),
    ("fill-form", "takes out, and changes nothing but the journal"),
    ("fill-list", "takes out, and changes nothing but the journal"),
    ("found", "a link is good once"),
    ("give-key", "the last key counts, and who has it was shown it"),
    ("give-task", "makes something new"),
    ("join", "makes something new"),
    ("make-post", "makes something new"),
    ("matches", "reads"),
    ("merge", "rests on the last line that changed who is who; undone by unmerge"),
    ("new-factor", "gives a secret and keeps nothing"),
    ("plan-draft", "a draft is its sender's own"),
    ("reload", "takes up what lies in the folders"),
    ("replay", "reads"),
    ("set-factor", "one's own, with a code of the new secret"),
    ("set-password", "one's own, with the old password"),
    ("sign-in", "makes something new"),
    ("sign-out", "one's own"),
    ("take-key", "no key is no key"),
    ("take-post", "one's own"),
    ("throw-draft", "a draft is its sender's own"),
    ("undo", "an import is undone once"),
    ("unmerge", "a merge is undone once"),
    ("verify", "reads"),
];

#[test]
fn a_change_takes_a_state_or_says_why_not() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let mut free = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for (_, operation) in item.as_object().unwrap().iter().filter(|(by, _)| *by != "get") {
            let mut parameters = operation["parameters"].as_array().into_iter().flatten();
            if !parameters.any(|one| one["name"] == "if-match") {
                free.push(operation["operationId"].as_str().unwrap());
            }
        }
    }
    free.sort_unstable();
    assert_eq!(free, FREE.map(|(operation, _)| operation));
}
