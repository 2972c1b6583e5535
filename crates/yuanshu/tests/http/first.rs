//! The first start: three administrators, each by a link of their own.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::{Answer, PASSWORD, Zone};

/// The text of the link of a role.
fn link(zone: &Zone, role: Role) -> String {
    let links = zone.app.founding();
    links.into_iter().find(|(of, _)| *of == role).unwrap().1.to_owned()
}

fn person(login: &str, phone: &str) -> Json {
    json!({ "login": login, "name": format!("{login}某"), "phone": phone })
}

async fn found(zone: &Zone, token: &str, person: &Json) -> Answer {
    let body = json!({ "token": token, "person": person, "password": PASSWORD });
    zone.send(zone.request(None, (Method::POST, "/api/first"), Some(&body))).await
}

/// Status, code and place of a refusal.
fn refused(answer: &Answer) -> (u16, String, Json) {
    (answer.status.as_u16(), answer.code().unwrap_or_default(), answer.json()["path"].clone())
}

fn posts([keeper, security, auditor]: [bool; 3]) -> Json {
    json!([
        { "role": "keeper", "title": "系统管理员", "taken": keeper },
        { "role": "security", "title": "安全管理员", "taken": security },
        { "role": "auditor", "title": "审计管理员", "taken": auditor },
    ])
}

#[tokio::test]
async fn each_link_makes_one_administrator_and_is_good_once() {
    let zone = Zone::empty();
    let told = zone.send(zone.request(None, (Method::GET, "/api/first"), None)).await;
    assert_eq!(told.json()["posts"], posts([false; 3]));
    let [keeper, security, auditor] = Role::ADMINISTRATORS.map(|role| link(&zone, role));
    let wrong = (403, "not-first".to_owned(), Json::Null);
    for guess in ["", "猜的", "security-", &security.replace("security", "keeper")] {
        assert_eq!(refused(&found(&zone, guess, &person("anquan", "1")).await), wrong);
    }
    let first = found(&zone, &security, &person("anquan", "1")).await;
    assert_eq!(
        (first.status, &first.json()["posts"]),
        (StatusCode::CREATED, &posts([false, true, false]))
    );
    // The same link again, by whomever: nobody more is there.
    let head = zone.app.store().head().unwrap();
    assert_eq!(refused(&found(&zone, &security, &person("bieren", "2")).await), wrong);
    assert_eq!(zone.app.store().head().unwrap(), head);
    assert_eq!(zone.app.founding().len(), 2);
    assert_eq!(found(&zone, &auditor, &person("shenji", "3")).await.status, StatusCode::CREATED);
    let last = found(&zone, &keeper, &person("xitong", "4")).await;
    assert_eq!((last.status, &last.json()["posts"]), (StatusCode::CREATED, &posts([true; 3])));
    assert_eq!(zone.app.founding(), []);
    for (login, role) in
        [("xitong", "系统管理员"), ("anquan", "安全管理员"), ("shenji", "审计管理员")]
    {
        let body = json!({ "login": login, "password": PASSWORD });
        let signed =
            zone.send(zone.request(None, (Method::POST, "/api/session"), Some(&body))).await;
        assert_eq!(signed.json()["post"]["roles"], json!([role]));
        assert_eq!(signed.json()["awaited"], json!([]));
    }
}

#[tokio::test]
async fn one_person_is_not_two_of_the_three() {
    let zone = Zone::empty();
    let [keeper, security, auditor] = Role::ADMINISTRATORS.map(|role| link(&zone, role));
    assert_eq!(found(&zone, &keeper, &person("xitong", "138 1")).await.status, StatusCode::CREATED);
    let head = zone.app.store().head().unwrap();
    let unfit = |path: &str| (422, "unfit".to_owned(), json!(path));
    let same_name = json!({ "login": "anquan", "name": " xitong某 ", "phone": null });
    let nobody = json!({ "login": "anquan", "name": " ", "phone": null });
    for (person, path) in [
        (person("XITONG", "138 2"), "/person/login"),
        (same_name, "/person/name"),
        (person("anquan", "138 1 "), "/person/phone"),
        (nobody, "/person/name"),
    ] {
        assert_eq!(refused(&found(&zone, &security, &person).await), unfit(path));
    }
    let short = json!({ "token": security, "person": person("anquan", "138 2"), "password": "九个字不够长的呀" });
    let short = zone.send(zone.request(None, (Method::POST, "/api/first"), Some(&short))).await;
    assert_eq!(refused(&short), unfit("/password"));
    // Nobody came of it, and the link is good still; without a telephone nobody is the same.
    assert_eq!(zone.app.store().head().unwrap(), head);
    for (token, login) in [(security, "anquan"), (auditor, "shenji")] {
        let person = json!({ "login": login, "name": format!("{login}某") });
        assert_eq!(found(&zone, &token, &person).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn until_the_three_are_there_nobody_does_more_than_sign_in() {
    let mut zone = Zone::empty();
    let [security, auditor] = [Role::Security, Role::Auditor].map(|role| link(&zone, role));
    zone.hire("keeper", &[Role::Keeper], Scope::Zone);
    assert_eq!(found(&zone, &security, &person("anquan", "1")).await.status, StatusCode::CREATED);
    let session = zone.get("keeper", "/api/session").await.json();
    assert_eq!((&session["awaited"], &session["acts"]), (&json!(["auditor"]), &json!([])));
    let not_three = (403, "not-three".to_owned(), Json::Null);
    let body = json!({ "login": "wang", "name": "王某" });
    assert_eq!(refused(&zone.post("keeper", "/api/officers", &body).await), not_three);
    for path in ["/api/journal", "/api/officers", "/api/home", "/api/events"] {
        assert_eq!(refused(&zone.get("keeper", path).await), not_three, "{path}");
    }
    // One's own password is one's own.
    let body = json!({ "old": PASSWORD, "new": "又一个足够长的密码呢" });
    let set = (Method::PUT, "/api/session/password");
    let set = zone.send(zone.request(Some("keeper"), set, Some(&body))).await;
    assert_eq!(set.status, StatusCode::NO_CONTENT);
    assert_eq!(found(&zone, &auditor, &person("shenji", "3")).await.status, StatusCode::CREATED);
    let session = zone.get("keeper", "/api/session").await.json();
    assert_eq!(session["awaited"], json!([]));
    assert!(session["acts"].as_array().unwrap().contains(&json!("keep-accounts")));
    let body = json!({ "login": "wang", "name": "王某" });
    assert_eq!(zone.post("keeper", "/api/officers", &body).await.status, StatusCode::CREATED);
}
