//! Changing who an enterprise is over HTTP: seen at once, in scope, and told in the journal.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::{code, zone};

/// The number of 甲光电有限公司.
async fn firm(zone: &Zone) -> Json {
    zone.get("clerk", "/api/enterprises?q=jgd").await.json()["items"][0]["id"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_an_enterprise_is_changes_at_once_and_the_journal_says_why() {
    let zone = zone().await;
    let id = firm(&zone).await;
    let path = format!("/api/enterprises/{id}/alterations");
    let left = json!({ "what": "left", "on": "2026-01-05", "reason": "迁出证明" });
    let done = zone.post("clerk", &path, &left).await;
    assert_eq!(done.status, StatusCode::CREATED, "{:?}", done.json());
    let file = zone.get("clerk", &format!("/api/enterprises/{id}")).await.json();
    assert_eq!(file["here"], json!(false));
    let stay = file["stays"].as_array().unwrap().last().unwrap().clone();
    let line = done.json()["line"].clone();
    assert_eq!(
        stay,
        json!({ "on": "2026-01-05", "here": false, "reason": "迁出证明", "line": line })
    );
    let name = json!({ "what": "name", "value": "丁光电有限公司", "reason": "更名通知书" });
    let named = zone.post("clerk", &path, &name).await;
    assert_eq!(named.status, StatusCode::CREATED, "{:?}", named.json());
    // It is found by the new name and by the old one.
    for q in ["dgd", "jgd"] {
        let found = zone.get("clerk", &format!("/api/enterprises?stay=all&q={q}")).await.json();
        assert_eq!(found["items"][0]["name"], json!("丁光电有限公司"), "{q}");
    }
    let code = json!({ "what": "code", "value": "91610100MA0000031E", "reason": "换照" });
    assert_eq!(zone.post("clerk", &path, &code).await.status, StatusCode::CREATED);
    let file = zone.get("clerk", &format!("/api/enterprises/{id}")).await.json();
    assert_eq!(file["code"], json!("91610100MA0000031E"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_cannot_be_says_which_field_and_nobody_else_may() {
    let mut zone = zone().await;
    zone.hire("west", &[Role::Clerk], Scope::Park("西区".to_owned()));
    let id = firm(&zone).await;
    let path = format!("/api/enterprises/{id}/alterations");
    for (body, at) in [
        (json!({ "what": "code", "value": "9161", "reason": "换照" }), "/value"),
        (json!({ "what": "name", "reason": "更名" }), "/value"),
        (json!({ "what": "left", "value": "甲", "reason": "迁出" }), "/value"),
        (
            json!({ "what": "code", "value": "91610100MA0000031E", "on": "2026-01-05", "reason": "换照" }),
            "/on",
        ),
        (json!({ "what": "left", "reason": " " }), "/reason"),
    ] {
        let refused = zone.post("clerk", &path, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(refused.json()["path"], json!(at), "{body}");
    }
    let left = json!({ "what": "left", "reason": "迁出证明" });
    // Outside the scope it is not there.
    assert_eq!(zone.post("west", &path, &left).await.status, StatusCode::NOT_FOUND);
    let seen =
        zone.get("clerk", &format!("/api/enterprises/{id}")).await.headers[header::ETAG].clone();
    let with = || {
        let mut request = zone.request(Some("clerk"), (Method::POST, &path), Some(&left));
        request.headers_mut().insert(header::IF_MATCH, seen.clone());
        request
    };
    assert_eq!(zone.send(with()).await.status, StatusCode::CREATED);
    assert_eq!(zone.send(with()).await.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_left_is_found_where_it_is_asked_for_and_counted_nowhere() {
    let zone = zone().await;
    let id = firm(&zone).await;
    let seen = async |stay: &str| {
        let list = zone.get("clerk", &format!("/api/enterprises?{stay}")).await.json();
        let items = list["items"].as_array().unwrap().iter();
        let names: Vec<String> = items
            .map(|item| format!("{}{}", item["name"].as_str().unwrap(), item["away"]))
            .collect();
        (names.len(), list["total"].clone(), list["away"].clone(), names)
    };
    let everybody = zone.get("clerk", "/api/home").await.json()["enterprises"].as_u64().unwrap();
    let policy = "/api/policies/national/high-tech/population";
    let total = async || zone.get("clerk", policy).await.json()["total"].clone();
    let certified = format!(
        "统一社会信用代码,企业名称,种类,编号,认证日,到期日\n{},甲光电有限公司,质量管理体系,1,2024-01-01,2026-12-31\n",
        code("MA012345")
    );
    zone.bring("clerk", ("体系认证.csv", "demo/report"), &certified).await;
    let papers = async || zone.get("clerk", "/api/papers").await.json()["total"].clone();
    let summed = async || {
        let told = zone.get("clerk", "/api/headline?facts=operating_revenue").await.json();
        let year = told["items"][0]["years"][0].clone();
        year["known"].as_u64().unwrap() + year["unknown"].as_u64().unwrap()
    };
    assert_eq!((papers().await, summed().await), (json!(1), everybody));
    assert_eq!(total().await, json!(everybody));
    let left = json!({ "what": "left", "on": "2026-01-05", "reason": "迁出证明" });
    let path = format!("/api/enterprises/{id}/alterations");
    assert_eq!(zone.post("clerk", &path, &left).await.status, StatusCode::CREATED);
    let here = seen("q=jgd").await;
    assert_eq!(here, (0, json!(0), json!(1), vec![]));
    for stay in ["left", "all"] {
        let found = seen(&format!("q=jgd&stay={stay}")).await;
        assert_eq!(found, (1, json!(1), json!(0), vec!["甲光电有限公司true".to_owned()]), "{stay}");
    }
    // On the day before it was here.
    assert_eq!(seen("q=jgd&on=2026-01-04").await.1, json!(1));
    let home = zone.get("clerk", "/api/home").await.json();
    assert_eq!(home["enterprises"], json!(everybody - 1));
    assert_eq!(total().await, json!(everybody - 1));
    assert_eq!((papers().await, summed().await), (json!(0), everybody - 1));
    for list in ["unknown", "near", "unclaimed", "person"] {
        let list = zone.get("clerk", &format!("/api/ladder?list={list}&limit=500")).await.json();
        assert!(list["items"].as_array().unwrap().iter().all(|item| item["id"] != id), "{list}");
    }
    let told = zone.get("clerk", "/api/ladder?list=unknown&limit=500&on=2026-01-04").await.json();
    assert!(told["items"].as_array().unwrap().iter().any(|item| item["id"] == id));
}
