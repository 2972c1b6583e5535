//! Signing in and out: passwords, second factors, sessions that end, people who leave.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::json;
use yuanshu::serve::factor;
use zone::people::{Role, Scope};

use super::kit::{Answer, PASSWORD, Zone};

const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;

async fn sign_in(zone: &Zone, login: &str, password: &str) -> Answer {
    let body = json!({ "login": login, "password": password });
    zone.send(zone.request(None, (Method::POST, "/api/session"), Some(&body))).await
}

fn refusal(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code().unwrap_or_default())
}

#[tokio::test]
async fn who_signs_in_is_told_who_they_are_and_what_they_may() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let answer = sign_in(&zone, " Wang ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("yuanshu="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"), "{cookie}");
    let said = answer.json();
    assert_eq!(said["user"], json!({ "code": "U1", "name": "wang某", "login": "wang" }));
    let expected = json!([
        "read-register",
        "read-sensitive",
        "issue-verdict",
        "export-facts",
        "import-facts",
        "undo-import",
        "correct-fact",
        "object-to-fact",
        "change-enterprise",
        "make-task",
        "do-task"
    ]);
    assert_eq!(said["acts"], expected);
    assert_eq!((&said["today"], &said["idle_minutes"]), (&json!("2026-11-21"), &json!(30)));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_are_told_the_same() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let wrong = sign_in(&zone, "wang", "不是这个密码啊啊").await;
    let unknown = sign_in(&zone, "nobody", "不是这个密码啊啊").await;
    assert_eq!(refusal(&wrong), (401, "wrong-credentials".to_owned()));
    assert_eq!(wrong.body, unknown.body);
}

#[tokio::test]
async fn five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    for _ in 0..4 {
        assert_eq!(sign_in(&zone, "wang", "x").await.status, UNAUTHORIZED);
    }
    assert_eq!(refusal(&sign_in(&zone, "wang", "x").await), (423, "locked".to_owned()));
    let locked = sign_in(&zone, "wang", PASSWORD).await;
    assert_eq!(refusal(&locked), (423, "locked".to_owned()));
    assert_eq!(locked.headers[header::RETRY_AFTER], HeaderValue::from(900));
    zone.wait(15 * 60);
    assert_eq!(sign_in(&zone, "wang", PASSWORD).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn the_lock_does_not_tell_which_logins_there_are() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    for _ in 0..6 {
        let known = sign_in(&zone, "wang", "不是这个密码啊啊").await;
        // However it is typed, it is one login.
        let unknown = sign_in(&zone, " Nobody", "不是这个密码啊啊").await;
        assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    }
    assert_eq!(refusal(&sign_in(&zone, "nobody", "x").await), (423, "locked".to_owned()));
    zone.wait(15 * 60);
    assert_eq!(sign_in(&zone, "nobody", "x").await.status, UNAUTHORIZED);
}

#[tokio::test]
async fn the_old_password_is_not_guessed_by_who_found_a_session() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let body = json!({ "old": "不是这个密码啊啊", "new": "又一个足够长的密码呢" });
    let put = async || {
        let path = (Method::PUT, "/api/session/password");
        refusal(&zone.send(zone.request(Some("wang"), path, Some(&body))).await)
    };
    for _ in 0..4 {
        assert_eq!(put().await, (422, "unfit".to_owned()));
    }
    assert_eq!(put().await, (423, "locked".to_owned()));
    assert_eq!(put().await, (423, "locked".to_owned()));
}

#[tokio::test]
async fn whoever_is_invited_anew_is_out_at_once() {
    let mut zone = Zone::empty();
    zone.administrators();
    let wang = zone.hire("wang", &[Role::Clerk], Scope::Zone);
    assert_eq!(zone.get("wang", "/api/session").await.status, StatusCode::OK);
    let path = format!("/api/officers/{}/invitation", wang.0);
    assert_eq!(zone.post("keeper", &path, &json!({})).await.status, StatusCode::CREATED);
    assert_eq!(zone.get("wang", "/api/session").await.status, UNAUTHORIZED);
    let old = sign_in(&zone, "wang", PASSWORD).await;
    assert_eq!(refusal(&old), (401, "wrong-credentials".to_owned()));
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_or_when_it_is_time() {
    let zone = Zone::staffed();
    for _ in 0..23 {
        zone.wait(30 * 60 - 1);
        assert_eq!(zone.get("reader", "/api/session").await.status, StatusCode::OK);
    }
    zone.wait(30 * 60 - 1);
    assert_eq!(zone.get("reader", "/api/session").await.status, StatusCode::OK);
    zone.wait(24);
    assert_eq!(refusal(&zone.get("reader", "/api/session").await), (401, "signed-out".to_owned()));
    let idle = Zone::staffed();
    idle.wait(30 * 60);
    assert_eq!(refusal(&idle.get("reader", "/api/session").await), (401, "signed-out".to_owned()));
}

#[tokio::test]
async fn a_token_that_turns_up_elsewhere_opens_nothing_any_more() {
    let zone = Zone::staffed();
    let mut stolen = zone.request(Some("clerk"), (Method::GET, "/api/session"), None);
    stolen.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static("another"));
    assert_eq!(refusal(&zone.send(stolen).await), (401, "strayed".to_owned()));
    // Nor for whom it was stolen from: they are told so too, and sign in anew.
    assert_eq!(refusal(&zone.get("clerk", "/api/session").await), (401, "strayed".to_owned()));
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    assert_eq!(journal["items"][0]["act"], "end-session");
    assert_eq!(journal["items"][0]["detail"], json!({ "why": "strayed" }));
    zone.wait(12 * 60 * 60);
    zone.app.gate().sweep(zone.app.store()).unwrap();
    assert_eq!(refusal(&zone.get("clerk", "/api/session").await), (401, "signed-out".to_owned()));
}

#[tokio::test]
async fn who_signs_in_anew_leaves_nothing_open_behind() {
    let zone = Zone::staffed();
    let body = json!({ "login": "clerk", "password": PASSWORD });
    let anew = zone.request(Some("clerk"), (Method::POST, "/api/session"), Some(&body));
    assert_eq!(zone.send(anew).await.status, StatusCode::CREATED);
    assert_eq!(refusal(&zone.get("clerk", "/api/session").await), (401, "signed-out".to_owned()));
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    assert_eq!(journal["items"][0]["detail"], json!({ "why": "replaced" }));
}

#[tokio::test]
async fn an_officer_who_is_removed_can_do_nothing_more_and_loses_nothing() {
    let zone = Zone::staffed();
    let officers = zone.get("keeper", "/api/officers").await.json();
    let clerk = officers["items"].as_array().unwrap().iter();
    let clerk = clerk.clone().find(|one| one["login"] == "clerk").unwrap()["id"].clone();
    assert_eq!(zone.get("clerk", "/api/home").await.status, StatusCode::OK);
    let path = format!("/api/officers/{clerk}");
    let gone = zone.send(zone.request(Some("keeper"), (Method::DELETE, &path), None)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let body = json!({ "name": "我的查询", "query": "q=光电" });
    let answer = zone.post("clerk", "/api/views", &body).await;
    assert_eq!(refusal(&answer), (401, "signed-out".to_owned()));
}

#[tokio::test]
async fn who_is_relieved_of_a_post_is_told_so() {
    let zone = Zone::staffed();
    let posts = zone.get("security", "/api/posts").await.json();
    let post = posts["items"].as_array().unwrap().iter().find(|one| one["title"] == "clerk");
    let (post, officer) = (&post.unwrap()["id"], &post.unwrap()["terms"][0]["officer"]);
    let path = format!("/api/posts/{post}/relief");
    let relieved = zone.post("security", &path, &json!({ "officer": officer })).await;
    assert_eq!(relieved.status, StatusCode::OK, "{:?}", relieved.code());
    assert_eq!(refusal(&zone.get("clerk", "/api/home").await), (401, "no-post".to_owned()));
}

#[tokio::test]
async fn one_person_never_holds_two_of_the_three_administrators() {
    let zone = Zone::staffed();
    let posts = zone.get("security", "/api/posts").await.json();
    let find = |title: &str| {
        let post = posts["items"].as_array().unwrap().iter().find(|one| one["title"] == title);
        (post.unwrap()["id"].clone(), post.unwrap()["terms"][0]["officer"].clone())
    };
    let ((_, keeper), (audit, _)) = (find("keeper"), find("auditor"));
    let path = format!("/api/posts/{audit}/appointments");
    let answer = zone.post("security", &path, &json!({ "officer": keeper })).await;
    assert_eq!(refusal(&answer), (422, "unfit".to_owned()));
}

/// The code that a second factor shows.
fn code(zone: &Zone, secret: &str) -> String {
    let bytes = factor::parse(secret).unwrap();
    let now = zone.app.now();
    let step = now.timestamp().as_second() / 30;
    let mut codes = (0..1_000_000).map(|code| format!("{code:06}"));
    codes.find(|code| factor::step(&bytes, code, now) == Some(step)).unwrap()
}

/// Has somebody have a second factor; returns its secret.
async fn secured(zone: &Zone, who: &str) -> String {
    let new = zone.post(who, "/api/session/factor", &json!({})).await.json();
    let secret = new["secret"].as_str().unwrap().to_owned();
    let body = json!({ "secret": secret, "code": code(zone, &secret) });
    let set = zone.request(Some(who), (Method::PUT, "/api/session/factor"), Some(&body));
    assert_eq!(zone.send(set).await.status, StatusCode::NO_CONTENT);
    secret
}

#[tokio::test]
async fn who_has_a_second_factor_needs_its_code_and_each_code_once() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let secret = secured(&zone, "wang").await;
    assert_eq!(refusal(&sign_in(&zone, "wang", PASSWORD).await), (401, "second-factor".to_owned()));
    zone.wait(30);
    let body = json!({ "login": "wang", "password": PASSWORD, "code": code(&zone, &secret) });
    let request = || zone.request(None, (Method::POST, "/api/session"), Some(&body));
    assert_eq!(zone.send(request()).await.status, StatusCode::CREATED);
    assert_eq!(refusal(&zone.send(request()).await), (401, "wrong-credentials".to_owned()));
}

#[tokio::test]
async fn a_second_factor_is_taken_away_with_the_password_and_a_fresh_code_only() {
    let mut zone = Zone::empty();
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let path = "/api/session/factor/removal";
    let secret = secured(&zone, "wang").await;
    let body = |password: &str, code: String| json!({ "password": password, "code": code });
    let spent = body(PASSWORD, code(&zone, &secret));
    let answer = zone.post("wang", path, &spent).await;
    assert_eq!(refusal(&answer), (401, "wrong-credentials".to_owned()), "it was used before");
    zone.wait(30);
    for wrong in [body("不是这个密码啊啊", code(&zone, &secret)), body(PASSWORD, "000000x".into())]
    {
        let answer = zone.post("wang", path, &wrong).await;
        assert_eq!(refusal(&answer), (401, "wrong-credentials".to_owned()));
    }
    assert_eq!(zone.get("wang", "/api/session").await.json()["factor"], true);
    let answer = zone.post("wang", path, &body(PASSWORD, code(&zone, &secret))).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{:?}", answer.code());
    assert_eq!(zone.get("wang", "/api/session").await.json()["factor"], false);
    assert_eq!(sign_in(&zone, "wang", PASSWORD).await.status, StatusCode::CREATED);
    let answer = zone.post("wang", path, &body(PASSWORD, code(&zone, &secret))).await;
    assert_eq!(refusal(&answer), (409, "no-factor".to_owned()));
}
