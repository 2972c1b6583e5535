//! What takes two administrators: no one of them alone becomes another.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::kit::{Answer, PASSWORD, Zone};

// As `Zone::staffed` has them: U7 is the keeper, U8 security, U9 the auditor, each on the post of
// their number; U3 is a clerk.

fn refusal(answer: &Answer) -> (u16, Option<String>) {
    (answer.status.as_u16(), answer.code())
}

async fn motions(zone: &Zone, who: &str, query: &str) -> Json {
    zone.get(who, &format!("/api/motions{query}")).await.json()
}

/// Whether somebody signs in with the password that the test chose.
async fn signs_in(zone: &Zone, login: &str, password: &str) -> StatusCode {
    let body = json!({ "login": login, "password": password });
    zone.send(zone.request(None, (Method::POST, "/api/session"), Some(&body))).await.status
}

async fn accept(zone: &Zone, link: &str, code: Option<&str>) -> Answer {
    let token = link.split_once('#').unwrap().1;
    let body = json!({ "token": token, "code": code, "password": "换了一个很长很长的口令" });
    let path = (Method::POST, "/api/invitations/accept");
    zone.send(zone.request(None, path, Some(&body))).await
}

#[tokio::test]
async fn the_keeper_alone_does_not_become_the_security_administrator() {
    let zone = Zone::staffed();
    let made = zone.post("keeper", "/api/officers/8/invitation", &Json::Null).await;
    let invitation = made.json();
    assert_eq!((made.status.as_u16(), &invitation["motion"]), (201, &json!(1)));
    assert_eq!(invitation["until_at"], Json::Null);
    let link = invitation["link"].as_str().unwrap();
    // The link opens nothing, and who is security still is.
    assert_eq!(refusal(&accept(&zone, link, None).await), (403, Some("uninvited".to_owned())));
    assert_eq!(signs_in(&zone, "security", PASSWORD).await, StatusCode::CREATED);
    let agree = "/api/motions/1/agree";
    let own = zone.post("keeper", agree, &Json::Null).await;
    assert_eq!(refusal(&own), (403, Some("same-kind".to_owned())));
    let seen = &motions(&zone, "keeper", "").await["items"][0];
    assert_eq!((&seen["second"], &seen["own"]), (&json!(false), &json!(true)));
    let seen = &motions(&zone, "auditor", "").await["items"][0];
    assert_eq!(
        (&seen["what"], &seen["by"], &seen["state"], &seen["second"]),
        (
            &json!("给security某（U8）重发邀请，原来的口令作废"),
            &json!("keeper某"),
            &json!("waiting"),
            &json!(true)
        )
    );
    let agreed = zone.post("auditor", agree, &Json::Null).await.json();
    let code = agreed["code"].as_str().unwrap();
    assert_eq!(signs_in(&zone, "security", PASSWORD).await, StatusCode::UNAUTHORIZED);
    // Each of the two has one half.
    for wrong in [None, Some("AAAAA-AAAAA")] {
        let refused = accept(&zone, link, wrong).await;
        assert_eq!(refusal(&refused), (403, Some("uninvited".to_owned())), "{wrong:?}");
    }
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(accept(&zone, link, Some(&typed)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(signs_in(&zone, "security", "换了一个很长很长的口令").await, StatusCode::CREATED);
    let again = zone.post("auditor", agree, &Json::Null).await;
    assert_eq!(refusal(&again), (409, Some("decided".to_owned())));
    let journal = zone.get("auditor", "/api/journal?act=second-staff").await.json();
    let sentence = journal["items"][0]["sentence"].as_str().unwrap();
    assert!(sentence.ends_with("同意了第 1 项提请（日志第 47 笔）"), "{sentence}");
}

#[tokio::test]
async fn an_appointment_of_an_administrator_waits_and_one_of_a_clerk_does_not() {
    let zone = Zone::staffed();
    let appoint = |post: u32, officer: u32| {
        let (path, body) =
            (format!("/api/posts/{post}/appointments"), json!({ "officer": officer }));
        let zone = &zone;
        async move { zone.post("security", &path, &body).await.json() }
    };
    assert_eq!(appoint(3, 2).await["motion"], Json::Null);
    let asked = appoint(9, 3).await;
    assert_eq!((&asked["motion"], &asked["id"]), (&json!(1), &Json::Null));
    let holders = |posts: &Json| {
        let terms = posts["items"][8]["terms"].as_array().unwrap().iter();
        terms.map(|term| term["officer"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(holders(&zone.get("auditor", "/api/posts").await.json()), [9]);
    let own = zone.post("security", "/api/motions/1/agree", &Json::Null).await;
    assert_eq!(refusal(&own), (403, Some("same-kind".to_owned())));
    let waits = motions(&zone, "keeper", "").await;
    let (what, tag) = (&waits["items"][0]["what"], waits["items"][0]["tag"].as_str().unwrap());
    assert_eq!(
        what,
        "任命clerk某（U3）到岗位“auditor”（科技局）P9，2026-11-21 起（角色审计管理员）"
    );
    let send = |tag: &str| {
        let path = (Method::POST, "/api/motions/1/agree");
        let mut request = zone.request(Some("keeper"), path, Some(&Json::Null));
        request.headers_mut().insert("if-match", tag.parse().unwrap());
        zone.send(request)
    };
    assert_eq!(send("\"other\"").await.status, StatusCode::PRECONDITION_FAILED);
    let agreed = send(tag).await.json();
    assert_eq!((&agreed["code"], &agreed["until_at"]), (&Json::Null, &Json::Null));
    assert_eq!(holders(&zone.get("auditor", "/api/posts").await.json()), [9, 3]);
    let journal = zone.get("auditor", "/api/journal?act=second-staff").await.json();
    let sentence = journal["items"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("同意了提请，任命clerk某（U3）到岗位"), "{sentence}");
}

#[tokio::test]
async fn what_is_refused_or_withdrawn_stays_as_it_was_and_says_why() {
    let zone = Zone::staffed();
    let delegate = json!({ "by": 7, "to": 3, "from": "2026-11-21", "until": "2026-11-30" });
    for _ in 0..2 {
        zone.post("security", "/api/posts/7/delegations", &delegate).await;
    }
    let refuse = |who: &'static str, motion: u32, reason: &'static str| {
        let path = format!("/api/motions/{motion}/refuse");
        let zone = &zone;
        async move { zone.post(who, &path, &json!({ "reason": reason })).await }
    };
    let blank = refuse("auditor", 1, " ").await;
    assert_eq!((blank.status.as_u16(), &blank.json()["path"]), (422, &json!("/reason")));
    assert_eq!(refuse("auditor", 1, "没有请假").await.status, StatusCode::CREATED);
    assert_eq!(refuse("security", 2, "填错了人").await.status, StatusCode::CREATED);
    assert_eq!(motions(&zone, "keeper", "").await["total"], 0);
    let all = motions(&zone, "keeper", "?done=true").await;
    let said = |at: usize| {
        let one = &all["items"][at];
        (one["id"].clone(), one["state"].clone(), one["decided"]["reason"].clone())
    };
    assert_eq!(said(0), (json!(2), json!("withdrawn"), json!("填错了人")));
    assert_eq!(said(1), (json!(1), json!("refused"), json!("没有请假")));
    let page = motions(&zone, "keeper", "?done=true&limit=1").await;
    assert_eq!((&page["total"], &page["next"]), (&json!(2), &json!("2")));
    let late = zone.post("keeper", "/api/motions/1/agree", &Json::Null).await;
    assert_eq!(refusal(&late), (409, Some("decided".to_owned())));
}

#[tokio::test]
async fn another_administrators_factor_and_login_are_not_the_keepers_alone() {
    let zone = Zone::staffed();
    let path = (Method::DELETE, "/api/officers/9/factor");
    let asked = zone.send(zone.request(Some("keeper"), path, None)).await.json();
    assert_eq!(asked["motion"], 1);
    let rename = |officer: u32, login: &str| {
        let body = json!({ "login": login, "name": "某" });
        let path = format!("/api/officers/{officer}");
        zone.send(zone.request(Some("keeper"), (Method::PUT, &path), Some(&body)))
    };
    let refused = rename(9, "mine").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["path"]), (422, &json!("/login")));
    assert_eq!(rename(9, "auditor").await.status, StatusCode::NO_CONTENT);
    assert_eq!(rename(3, "other").await.status, StatusCode::NO_CONTENT);
}
