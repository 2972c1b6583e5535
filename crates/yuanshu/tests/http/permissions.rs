//! The golden table: every role, every act, every route.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use zone::people::{ACTS, Role};

use super::kit::{Zone, word};

/// Who may take which route. A route that is not in it fails, and so does one that is there and
/// lets another role in: a change of this file is a change of the promise.
const GOLDEN: &str = include_str!("permissions.txt");

/// A route of the document, with its act; `signed` is open to all who are signed in, `open` to
/// everybody.
struct Route {
    method: String,
    path: String,
    act: String,
}

fn routes() -> Vec<Route> {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let act = match (operation.get("x-act"), operation.get("security")) {
                (Some(act), _) => act.as_str().unwrap(),
                (None, Some(_)) => "signed",
                (None, None) => "open",
            };
            let (method, act) = (method.to_uppercase(), act.to_owned());
            routes.push(Route { method, path: path.clone(), act });
        }
    }
    routes
}

/// Whether an act lets a role in.
fn lets_in(act: &str, role: Role) -> bool {
    match act {
        "signed" | "open" => true,
        act => {
            let found = ACTS.iter().find(|(name, _, _)| *name == act);
            found.unwrap_or_else(|| panic!("{act} is no act")).2.contains(&role)
        }
    }
}

#[test]
fn every_route_lets_in_who_the_table_says_and_nobody_else() {
    let mark = |may| if may { "✔" } else { "✘" };
    let head = Role::ALL.map(Role::zh).join(" ");
    let line = |Route { method, path, act }: Route| {
        let marks = Role::ALL.map(|role| mark(lets_in(&act, role))).join(" ");
        format!("{marks} {method:6} {path} {act}")
    };
    let lines = std::iter::once(format!("# {head}")).chain(routes().into_iter().map(line));
    let table = lines.collect::<Vec<_>>().join("\n") + "\n";
    assert!(table == GOLDEN, "tests/http/permissions.txt must be:\n{table}");
}

/// A path that speaks of nobody: nothing is changed by asking.
fn nobody(path: &str) -> String {
    let path = path.replace("{id}", "99999").replace("{shelf}", "nowhere");
    path.replace("{name}", "nothing").replace("{fact}", "nothing").replace("{other}", "99998")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_does_what_the_table_says() {
    let zone = Zone::staffed();
    let mut wrong = Vec::new();
    for Route { method, path, act } in routes() {
        // These end the very session that asks.
        if act == "signed" {
            continue;
        }
        let sent = Method::from_bytes(method.as_bytes()).unwrap();
        let body = (sent != Method::GET && sent != Method::DELETE).then(|| json!({ "no": 0 }));
        for role in Role::ALL {
            let request =
                zone.request(Some(word(role)), (sent.clone(), &nobody(&path)), body.as_ref());
            if path == "/api/events" && lets_in(&act, role) {
                continue;
            }
            let answer = zone.send(request).await;
            let refused = answer.code().as_deref() == Some("no-role");
            if refused == lets_in(&act, role) {
                let status = answer.status;
                wrong.push(format!("{method} {path} {act} {}: {status}", role.zh()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_is_not_signed_in_gets_a_byte() {
    let zone = Zone::staffed();
    for Route { method, path, act } in routes() {
        let sent = Method::from_bytes(method.as_bytes()).unwrap();
        let body = (sent != Method::GET).then(|| json!({ "no": 0 }));
        let request = zone.request(None, (sent, &nobody(&path)), body.as_ref());
        let answer = zone.send(request).await;
        if act == "open" {
            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
            continue;
        }
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        let body: Json = answer.json();
        let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["type", "title", "status", "code", "detail", "hint"], "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_without_the_token_of_our_pages_is_refused() {
    let zone = Zone::staffed();
    let mut request =
        zone.request(Some("clerk"), (Method::POST, "/api/views"), Some(&json!({ "name": "a" })));
    request.headers_mut().remove("x-csrf-token");
    let answer = zone.send(request).await;
    assert_eq!((answer.status, answer.code().as_deref()), (StatusCode::FORBIDDEN, Some("csrf")));
}
